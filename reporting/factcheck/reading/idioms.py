"""Wordings whose numbers mean more than they say: averages, medians, e-mails that came in or were answered."""

from __future__ import annotations

import re
from dataclasses import replace

from reporting.definitions import definitions
from reporting.factcheck.printed import units
from reporting.factcheck.reading.claims import CHANGE, LEVEL, NONE, UNKNOWN, Claim, Reading

_EACH = re.compile(r"\b(?:[Jj]e(?:weils)?|[Dd]urchschnittlich|[Ii]m\s+(?:Schnitt|Mittel|Durchschnitt))\s+(?:(?:rund|etwa|gut|knapp|fast|über|nur)\s+)*$")
_EACH_TIME = re.compile(r"\b(?:[Jj]e|[Jj]eweils|[Jj]edes\s+Mal|[Dd]urchschnittlich|[Ii]m\s+(?:Schnitt|Mittel|Durchschnitt))\b")
#: "An jedem der 303 Öffnungstage", "in jedem der zwölf Monate".
_ON_EACH = re.compile(r"\b(?:[Aa]n|[Ii]n)\s+jedem(?:\s+einzelnen)?\s+(?:de[rs]|dieser|unserer)\s+(?:[\w.]+\s+){0,2}?(?:Öffnungs-?tage|Arbeitstage|Werktage|Tage|(Monate))(?!\w)")
_ON_DAYS = re.compile(r"\b(?:[Aa]n|[Ii]n)\s+(?:den|allen|unseren|diesen|insgesamt)\s+(?:[\w.]+\s+){0,2}?(?:Öffnungs-?tagen|Arbeitstagen|Werktagen|Tagen|(Monaten))(?!\w)")


def settle_average(c: Claim, r: Reading) -> None:
    """Contacts per opening day and per desk are metrics of their own; what is compared with an average is one."""
    part = r.parts[c.part]
    earlier = next((x for x in reversed(r.claims) if x.role not in (NONE, UNKNOWN)), None)
    if not c.per and c.role == LEVEL and c.unit is None and (each := _ON_EACH.search(r.sentence.text[part.start : c.number.start])):
        c.per = "monat" if each[1] else "tag"
    if not c.per and c.role == LEVEL and c.unit is None and _EACH.search(r.sentence.text[part.start : c.number.start]) and (days := _ON_DAYS.search(r.sentence.text[part.start : part.end])):
        c.per = "monat" if days[1] else "tag"  # "an den 303 Öffnungstagen je 251 Kontakte"
    if not c.per and c.role == LEVEL and c.unit is None and earlier and earlier.metrics == ("oeffnungstage",) and earlier.role == LEVEL and _EACH_TIME.search(r.sentence.text[part.start : c.number.start]):
        c.per = "tag"  # "an 24 Tagen war geöffnet, jeweils kamen 3.049"
    if not c.per and earlier and c.metrics == ("kundenkontakte",) and earlier.metrics in (("kontakte_je_oeffnungstag",), ("kontakte_je_beraterplatz",)) and r.parts[c.part].depth:
        c.metrics = earlier.metrics
    if not c.per and c.role == LEVEL and c.metrics and definitions()[c.metrics[0]].additiv and c.unit is None and _meant_average(c, r):
        c.per = "tag" if re.search(r"\b\w*[Tt]ag(?:e|en|s)?\b", r.sentence.text[part.start : part.end]) else "schnitt"
    weekday = any("wochentag" in dict(n.filters) for n in r.inside(part, r.names))
    if c.per == "schnitt" and weekday:
        c.per = "tag"
    if c.metrics == ("kundenkontakte",) and c.per == "tag" and c.role != CHANGE:
        c.metrics, c.per = ("kontakte_je_oeffnungstag",), None
    bare = c.metrics == ("beraterplaetze",) and c.role == LEVEL and c.unit is None and not c.noun  # "auf jeden Beraterplatz entfielen 2.440"
    if (bare or c.metrics == ("kundenkontakte",)) and units.PER_DESK.search(r.sentence.text[part.start : part.end]):
        c.metrics, c.per = ("kontakte_je_beraterplatz",), None


_HOWEVER = re.compile(r"(?:hingegen|dagegen|aber)\b")


def settle_median(c: Claim, r: Reading) -> None:
    """The median is one of waits or of answers, by the unit."""
    part = r.parts[c.part]
    if c.role != LEVEL or c.unit is None:
        return
    if c.part and _HOWEVER.match(r.sentence.text, part.start) and not r.inside(r.parts[c.part - 1], r.open):
        part = replace(part, start=r.parts[c.part - 1].start)  # "im Median dagegen vier"
    if not re.search(r"\bMedian\w*|\bmedian\w*", r.sentence.text[part.start : part.end]):
        if c.elliptic and c.metrics in (("wartezeit_median",), ("wartezeit_p90",)) and (_meant_average(c, r) or re.search(r"\b(?:Mittelwert|Durchschnitt(?:swert)?|Mittel|Schnitt)\b", r.sentence.text[part.start : part.end])):
            c.metrics = ("wartezeit_mittel",)  # "im Median sieben Minuten, im Schnitt 9,3"
        return
    words = r.sentence.text[: part.end]
    mails, waits = (re.search(r"E-Mail|\bMails?\b|[Aa]ntwort", words), re.search(r"[Ww]arte[tnz]", words))
    if c.unit.name in (units.MINUTES, units.SECONDS) and c.metrics in ((), ("wartezeit_mittel",)):
        c.metrics = ("email_antwortzeit_median",) if mails and not waits else ("wartezeit_median",)
    elif waits and not mails and c.metrics in (("wartezeit_median",), ("wartezeit_mittel",)):
        c.metrics = ("wartezeit_median",)
    elif c.unit.name in (units.HOURS, units.DAYS) and c.metrics in ((), ("emails_bearbeitet",), ("emails_eingegangen",), ("wartezeit_median",), ("wartezeit_mittel",)):
        c.metrics = ("email_antwortzeit_median",)


def _meant_average(c: Claim, r: Reading) -> bool:
    """Whether "im Schnitt" stands between the number before and this one, or right behind it."""
    begin = max([x.end for x in r.open if x.end <= c.number.start], default=0)
    ahead = r.sentence.text[max(begin, r.parts[c.part].start) : c.number.start]
    return bool(units.MEAN.search(ahead) or units.MEAN.search(r.sentence.text[c.number.end : c.number.end + 25]))


_RECEIVED = re.compile(r"\b(?:ein(?:ge)?gang\w*|eingehend\w*|(?:ein|zu)gegangen\w*|(?:er)?reicht\w*|erhielt\w*|erhalten|bekam\w*|bekommen|empf(?:ing|angen)\w*|g[iea]ngen|ging|(?:ge)?lande[tn]\w*|(?:ein)?tr[aäe]f\w*|(?:ein)?getroffen|(?:ge)?langt\w*|(?:ein|an)?k[aä]m(?:en)?|(?:ein|an)?gekommen|(?:auf|ein)?lief(?:en)?|(?:auf|ein)?gelaufen|"
                       r"(?:ein)?(?:ge)?trudelt\w*|(?:ge)?flattert\w*|stapelt\w*|quoll\w*|füllt\w*|l[aä]g(?:en)?(?=[^,;.]*\b\w*postfach)|(?<=postfach\s)l[aä]gen|(?:ge)?schickt\w*|(?:ge)?schrieb\w*|(?:ge)?sandt\w*|gesendet|sendeten?)\b", re.IGNORECASE)
_ANSWERED = re.compile(r"\bbearbeitet\w*|beantwortet\w*|erledigt\w*|abgearbeitet", re.IGNORECASE)
MAIL_VERB = re.compile(rf"\s+(?:{_RECEIVED.pattern}|{_ANSWERED.pattern})", re.IGNORECASE)


def settle_mail(c: Claim, words: str) -> None:
    """E-mails are those answered or those received, by the verb beside them."""
    if not c.metrics or c.metrics[0] not in ("emails_bearbeitet", "emails_eingegangen"):
        return
    if re.match(r"\W*(?:und|sowie|bzw\.|beziehungsweise)\b", words) and not (_RECEIVED.search(words) or _ANSWERED.search(words)):
        words = c.sentence.text  # "2021 und 2022 gingen 120 beziehungsweise 180 E-Mails ein"
    if c.noun.split()[-1:] == ["Antworten"]:
        c.metrics = ("emails_bearbeitet",)  # "hinaus gingen 14.036 Antworten"
        return
    at = max(0, words.find(c.number.text))
    answered = [abs(m.start() - at) for m in _ANSWERED.finditer(words)]
    received = [abs(m.start() - at) for m in _RECEIVED.finditer(words)]
    if answered and (not received or ":" not in words or min(answered) < min(received)):
        c.metrics = ("emails_bearbeitet",)
    elif received:
        c.metrics = ("emails_eingegangen",)
