"""Wordings whose numbers mean more than they say: averages, "neun von zehn warteten höchstens", "die Hälfte der E-Mails binnen"."""

from __future__ import annotations

import re

from reporting.definitions import definitions
from reporting.factcheck import units
from reporting.factcheck.claims import CHANGE, LEVEL, NONE, SHARE, UNKNOWN, Claim, Reading
from reporting.factcheck.numbers import FRACTION


def settle_average(c: Claim, r: Reading) -> None:
    """Contacts per opening day and per desk are metrics of their own; what is compared with an average is one."""
    part = r.parts[c.part]
    earlier = next((x for x in reversed(r.claims) if x.role not in (NONE, UNKNOWN)), None)
    if not c.per and earlier and c.metrics == ("kundenkontakte",) and earlier.metrics in (("kontakte_je_oeffnungstag",), ("kontakte_je_beraterplatz",)) and r.parts[c.part].depth:
        c.metrics = earlier.metrics
    if not c.per and c.role == LEVEL and c.metrics and definitions()[c.metrics[0]].additiv and c.unit is None and _meant_average(c, r):
        c.per = "tag" if re.search(r"\b\w*[Tt]ag(?:e|en|s)?\b", r.sentence.text[part.start : part.end]) else "schnitt"
    if c.metrics == ("kundenkontakte",) and c.per == "tag" and c.role != CHANGE:
        c.metrics, c.per = ("kontakte_je_oeffnungstag",), None
    if c.metrics == ("kundenkontakte",) and units.PER_DESK.search(r.sentence.text[part.start : part.end]):
        c.metrics = ("kontakte_je_beraterplatz",)


def _meant_average(c: Claim, r: Reading) -> bool:
    """Whether "im Schnitt" stands between the number before and this one, or right behind it."""
    begin = max([x.end for x in r.open if x.end <= c.number.start], default=0)
    ahead = r.sentence.text[max(begin, r.parts[c.part].start) : c.number.start]
    return bool(units.MEAN.search(ahead) or units.MEAN.search(r.sentence.text[c.number.end : c.number.end + 25]))


def settle_quantile(c: Claim, r: Reading) -> None:
    """Sentences such as "90 Prozent warteten höchstens 18 Minuten" and "jeder Zehnte wartete länger als 18 Minuten"."""
    text = r.sentence.text
    hours = next((n for n in r.numbers if re.match(r"[\s-]*Stunden?\b", text[n.end:])), None)
    half = next((n for n in r.numbers if n.kind == FRACTION and n.value == 0.5), None)
    if hours and half and any("emails_bearbeitet" in n.metrics for n in r.names) and re.search(r"binnen|innerhalb|spätestens|höchstens|weniger als|nach", text):
        if c.number is half:
            c.role, c.reason = NONE, "Teil der Aussage über den Median"
        elif c.number is hours:
            c.role, c.metrics = LEVEL, ("email_antwortzeit_median",)
        return
    if not re.search(r"\bwartet\w*|\bWartezeit|an die Reihe|aufgerufen|\bdran\b|\bbedient", text):
        return
    share = next((n for n in r.numbers if n.kind == FRACTION or re.match(r"\s*(?:%|Prozent\b)", text[n.end:])), None)
    minutes = next((n for n in r.numbers if re.match(r"[\s-]*Minuten?\b", text[n.end:])), None)
    if share is None or minutes is None or not re.search(r"höchstens|maximal|bis zu|länger als|mehr als|weniger als|nicht länger|unter|innerhalb|über", text[min(share.start, minutes.start): minutes.end]):
        return
    if re.search(r"\b(?:um|gesunken|gestiegen|kürzer|länger(?! als))\b", text[min(share.start, minutes.start) : max(share.end, minutes.end)]):
        return
    percent = share.value * (100 if share.kind == FRACTION else 1)
    longer = bool(re.search(r"(?<!nicht )(?:länger als|mehr als|über)\s+\w*\s*$", text[: minutes.start]))
    limit = {10: "wartezeit_bis_10", 15: "wartezeit_bis_15", 30: "wartezeit_bis_30"}.get(round(minutes.value))
    quantile = {50.0: "wartezeit_median", 90.0: "wartezeit_p90"}.get(round(100 - percent if longer else percent, 6))
    if c.number is share:
        if quantile and share.kind == FRACTION or quantile and not limit:
            c.role, c.reason = NONE, "Teil der Aussage über den Median oder den 90-%-Wert"
        elif limit and not longer:
            c.role, c.metrics, c.of = SHARE, (limit,), ()
        else:
            c.role, c.reason = UNKNOWN, "Anteile führt der Datenbestand für Wartezeiten bis 10, 15 und 30 Minuten."
    elif c.number is minutes:
        if quantile and (share.kind == FRACTION or not limit):
            c.role, c.metrics, c.qualifier = LEVEL, (quantile,), c.qualifier if c.qualifier in ("rund", "etwa") else None
        else:
            c.role, c.reason = NONE, "Teil der Bezeichnung einer Kennzahl"


def settle_mail(c: Claim, words: str) -> None:
    """E-mails are those answered or those received, by the verb beside them."""
    if not c.metrics or c.metrics[0] not in ("emails_bearbeitet", "emails_eingegangen"):
        return
    if re.search(r"\bbearbeitet\w*|beantwortet\w*|erledigt\w*|abgearbeitet", words):
        c.metrics = ("emails_bearbeitet",)
    elif re.search(r"\b(?:ein(?:ge)?gang\w*|eingegangen\w*|erreicht\w*|erhielt\w*|erhalten|bekam\w*|empfangen|gingen|ging)\b", words):
        c.metrics = ("emails_eingegangen",)
