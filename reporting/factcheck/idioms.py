"""Wordings whose numbers mean more than they say: averages, "neun von zehn warteten höchstens", "die Hälfte der E-Mails binnen"."""

from __future__ import annotations

import re

from reporting.definitions import definitions
from reporting.factcheck import units
from reporting.factcheck.claims import CHANGE, LEVEL, NONE, SHARE, UNKNOWN, Claim, Reading, part_of
from reporting.factcheck.numbers import FRACTION, Number


def settle_average(c: Claim, r: Reading) -> None:
    """Contacts per opening day and per desk are metrics of their own; what is compared with an average is one."""
    part = r.parts[c.part]
    earlier = next((x for x in reversed(r.claims) if x.role not in (NONE, UNKNOWN)), None)
    if not c.per and earlier and c.metrics == ("kundenkontakte",) and earlier.metrics in (("kontakte_je_oeffnungstag",), ("kontakte_je_beraterplatz",)) and r.parts[c.part].depth:
        c.metrics = earlier.metrics
    if not c.per and c.role == LEVEL and c.metrics and definitions()[c.metrics[0]].additiv and c.unit is None and _meant_average(c, r):
        c.per = "tag" if re.search(r"\b\w*[Tt]ag(?:e|en|s)?\b", r.sentence.text[part.start : part.end]) else "schnitt"
    weekday = any("wochentag" in dict(n.filters) for n in r.inside(part, r.names))
    if c.per == "schnitt" and weekday:
        c.per = "tag"
    if c.metrics == ("kundenkontakte",) and c.per == "tag" and c.role != CHANGE:
        c.metrics, c.per = ("kontakte_je_oeffnungstag",), None
    if c.metrics == ("kundenkontakte",) and units.PER_DESK.search(r.sentence.text[part.start : part.end]):
        c.metrics = ("kontakte_je_beraterplatz",)


def settle_median(c: Claim, r: Reading) -> None:
    """The median is one of waits or of answers, by the unit."""
    part = r.parts[c.part]
    if c.role != LEVEL or c.unit is None or not re.search(r"\bMedian\w*|\bmedian\w*", r.sentence.text[part.start : part.end]):
        return
    if c.unit.name in (units.MINUTES, units.SECONDS) and c.metrics in ((), ("wartezeit_mittel",)):
        c.metrics = ("wartezeit_median",)
    elif c.unit.name in (units.HOURS, units.DAYS) and c.metrics in ((), ("emails_bearbeitet",), ("emails_eingegangen",), ("wartezeit_median",), ("wartezeit_mittel",)):
        c.metrics = ("email_antwortzeit_median",)


def _meant_average(c: Claim, r: Reading) -> bool:
    """Whether "im Schnitt" stands between the number before and this one, or right behind it."""
    begin = max([x.end for x in r.open if x.end <= c.number.start], default=0)
    ahead = r.sentence.text[max(begin, r.parts[c.part].start) : c.number.start]
    return bool(units.MEAN.search(ahead) or units.MEAN.search(r.sentence.text[c.number.end : c.number.end + 25]))


_LIMIT = re.compile(r"\b(?:höchstens|maximal|bis zu|länger als|mehr als|weniger als|nicht länger|unter|innerhalb|über|binnen|spätestens|nach|in)\b", re.IGNORECASE)
_TREND = re.compile(r"\b(?:um|gesunken|gestiegen|kürzer|länger(?! als)|weniger(?! als)|mehr(?! als))\b")
_WAITING = re.compile(r"\bwartet\w*|\bwarten|\bWartezeit|an (?:die|der) Reihe|aufgerufen|\bdran\b|\bdrankam|\bbedien|\bgedulde\w*")
_ANSWERED = re.compile(r"E-Mail|\bMails?\b|[Bb]eantwort|\bAntwort|\bAnfragen\b|\bRückmeldung")
_HOURS = re.compile(r"[\s-]*(?:Kalender)?(?:Stunden?|Tagen?)\b")
_MINUTES = re.compile(r"[\s-]*Minuten?\b")


def settle_quantile(c: Claim, r: Reading) -> None:
    """Sentences such as "90 Prozent warteten höchstens 18 Minuten" and "die Hälfte der E-Mails war nach 27 Stunden beantwortet"."""
    text = r.sentence.text
    pair = _distribution(r, c.number)
    if pair is None:
        return
    share, time = pair
    percent = share.value * (100 if share.kind == FRACTION else 1)
    longer = bool(re.search(r"(?<!nicht )(?:länger als|mehr als|über)\s+\w*\s*$", text[: time.start], re.IGNORECASE))
    percent = round(100 - percent if longer else percent, 6)
    if _HOURS.match(text[time.end :]):
        limit, quantile = None, "email_antwortzeit_median" if percent == 50 else None
        unknown = "Von der Verteilung der Antwortzeiten führt der Datenbestand den Median."
    else:
        limit = {10: "wartezeit_bis_10", 15: "wartezeit_bis_15", 30: "wartezeit_bis_30"}.get(round(time.value))
        quantile = {50.0: "wartezeit_median", 90.0: "wartezeit_p90"}.get(percent)
        unknown = "Anteile führt der Datenbestand für Wartezeiten bis 10, 15 und 30 Minuten."
    quantile = quantile if share.kind == FRACTION or not limit else None
    if c.number.start == share.start:
        if quantile:
            c.role, c.reason = NONE, "Teil der Aussage über den Median oder den 90-%-Wert"
        elif limit and not longer:
            c.role, c.metrics, c.of = SHARE, (limit,), ()
            c.weak = percent in (50, 90)  # may also be meant as the median or the 90-% value
        else:
            c.role, c.reason = UNKNOWN, unknown
    elif quantile:
        if c.qualifier in ("weniger als", "unter"):
            c.between = (time.value - max(time.step, 0.05 * time.value), time.value)
        c.role, c.metrics, c.qualifier, c.follows, c.per = LEVEL, (quantile,), c.qualifier if c.qualifier in ("rund", "etwa", "gut", "knapp", "fast") else None, None, None
    elif limit:
        c.role, c.reason = NONE, "Teil der Bezeichnung einer Kennzahl"
    else:
        c.role, c.reason = UNKNOWN, unknown


def _distribution(r: Reading, number: Number) -> tuple[Number, Number] | None:
    """The share and the time that belong together with a number, where a sentence says how long a part of all waited or was answered in."""
    text = r.sentence.text
    pairs: list[tuple[Number, Number]] = []
    for time in r.numbers:
        if not (_MINUTES.match(text[time.end :]) and _WAITING.search(text) or _HOURS.match(text[time.end :]) and _ANSWERED.search(text)):
            continue
        if units.MEAN.search(text[max(0, time.start - 25) : time.start]):
            continue
        for share in sorted((n for n in r.numbers if n.kind == FRACTION or re.match(r"\s*(?:%|Prozent\b)", text[n.end :])), key=lambda n: (part_of(r, n) != part_of(r, time), abs(n.start - time.start))):
            low, high = min(share.start, time.start), max(share.end, time.end)
            between = any(low < x.start < high for x in r.open if x not in (share, time))
            apart = part_of(r, share) != part_of(r, time) and any(part_of(r, x) == part_of(r, share) for x in r.open if x is not share)
            if share is not time and not between and not apart and _LIMIT.search(text[max(0, time.start - 30) : time.start]) and not _TREND.search(text[low:high]):
                pairs.append((share, time))
                break
    return next((pair for pair in pairs if number.start in (pair[0].start, pair[1].start)), None)


def settle_mail(c: Claim, words: str) -> None:
    """E-mails are those answered or those received, by the verb beside them."""
    if not c.metrics or c.metrics[0] not in ("emails_bearbeitet", "emails_eingegangen"):
        return
    if re.search(r"\bbearbeitet\w*|beantwortet\w*|erledigt\w*|abgearbeitet", words, re.IGNORECASE):
        c.metrics = ("emails_bearbeitet",)
    elif re.search(r"\b(?:ein(?:ge)?gang\w*|eingegangen\w*|erreicht\w*|erhielt\w*|erhalten|bekam\w*|empfangen|gingen|ging)\b", words, re.IGNORECASE):
        c.metrics = ("emails_eingegangen",)
