"""How long a part of all waited: "drei von vier warteten höchstens zehn Minuten", "95 Prozent kamen binnen 25 Minuten an die Reihe".

Such a sentence holds two numbers, a share and a time, and states one thing. Mostly the share is judged, as the part of all that waited
so long; where it is a half or nine in ten, the time is, as median or 90-% value. All come from the exact histogram of waits.
"""

from __future__ import annotations

import re

from reporting.factcheck.printed import units
from reporting.factcheck.printed.limits import LIMIT, WAITING, in_minutes, lasts_else, side
from reporting.factcheck.printed.numbers import FRACTION, Number
from reporting.factcheck.printed.rounding import AT_LEAST, AT_MOST, OVER, UNDER, qualifier_before, sense
from reporting.factcheck.reading.claims import LEVEL, NONE, SHARE, UNKNOWN, Claim, Reading, part_of

_SOME = re.compile(r"\b(?:[Nn]iemand\w*|[Kk]ein(?:e|er|en)?|[Mm]anche\w*|[Vv]iele|[Ee]inige|[Ww]enige|[Aa]lle)\b")
_TREND = re.compile(r"\b(?:um|gesunken|gestiegen|kürzer|länger(?! als)|weniger(?! als)|mehr(?! als))\b")
_ANSWERED = re.compile(r"E-Mail|\bMails?\b|[Bb]eantwort|\bAntwort|\bAnfragen\b|\bRückmeldung")
_HOURS = re.compile(r"[\s-]*(?:Kalender)?(?:Stunden?|Tagen?)\b")


def settle_quantile(c: Claim, r: Reading) -> None:
    """Settle both numbers of a sentence such as "90 Prozent warteten höchstens 18 Minuten" or "die Hälfte der E-Mails war nach 27 Stunden beantwortet"."""
    text = r.sentence.text
    pair = _distribution(r, c.number)
    if pair is None:
        if c.role == LEVEL and c.qualifier and c.unit and c.unit.name == units.MINUTES and _SOME.search(text, r.parts[c.part].start, c.number.start) and not units.MEAN.search(text):
            c.role, c.reason = UNKNOWN, "Wie lange einzelne warteten, führt der Datenbestand nicht; er kennt Mittel, Median, Quantile und Anteile."
        return
    share, time = pair
    percent = share.value * (100 if share.kind == FRACTION else 1)
    percent = round(100 - percent if side(text, time) in ("ab", "ueber") else percent, 6)
    if _HOURS.match(text[time.end :]):
        limit, quantile = None, "email_antwortzeit_median" if percent == 50 else None
    else:
        limit = f"wartezeit_{side(text, time)}_{time.value:.0f}" if time.value in range(1, 1000) else None
        quantile = {50.0: "wartezeit_median", 90.0: "wartezeit_p90"}.get(percent) or (f"wartezeit_p{percent:.0f}" if percent in range(1, 100) else None)
        if limit and (percent not in (50, 90) or time.value in (10, 15, 30) and (share.kind != FRACTION or _vague(text, share)) or _directed(text, share)):
            _judge_share(c, r, share, time, limit, quantile)
            return
    if quantile is None:
        c.role, c.reason = UNKNOWN, "Von der Verteilung der Antwortzeiten führt der Datenbestand den Median." if limit is None and _HOURS.match(text[time.end :]) else "Anteile führt der Datenbestand für ganze Minuten."
    elif c.number.start == share.start:
        c.role, c.reason = NONE, "Teil der Aussage über den Median oder den 90-%-Wert"
    else:
        c.between = just_below(time) if c.qualifier in ("weniger als", "unter") else c.between
        c.role, c.metrics, c.qualifier, c.follows, c.per = LEVEL, (quantile,), c.qualifier if c.qualifier in ("rund", "etwa", "gut", "knapp", "fast") else None, None, None
        c.same = (limit, share) if limit else None


def _judge_share(c: Claim, r: Reading, share: Number, time: Number, limit: str, quantile: str | None) -> None:
    """The share is judged; the time only says within what."""
    if c.number.start != share.start:
        c.role, c.reason = NONE, "Teil der Bezeichnung einer Kennzahl"
        return
    c.role, c.metrics, c.of, c.elliptic = SHARE, (limit,), (), False
    if quantile and not _directed(r.sentence.text, share):
        c.same = (quantile, time)


def _directed(text: str, share: Number) -> bool:
    """Whether a share only says "mehr als" or "weniger als" so many."""
    found = qualifier_before(text[: share.start])
    return found is not None and sense(found[0]) in (OVER, UNDER, AT_LEAST, AT_MOST)


def _vague(text: str, share: Number) -> bool:
    """Whether a share is only said about ("knapp die Hälfte"), so that it and not the time is what was counted."""
    return qualifier_before(text[: share.start]) is not None or bool(re.search(r"\b(?:knapp|gut)e", share.text))


def just_below(time: Number) -> tuple[float, float]:
    """What "unter 25 Minuten" leaves open for a quantile."""
    return time.value - max(time.step, 0.05 * time.value), time.value


def _distribution(r: Reading, number: Number) -> tuple[Number, Number] | None:
    """The share and the time that belong together with a number, where a sentence says how long a part of all waited or was answered in."""
    text = r.sentence.text
    pairs: list[tuple[Number, Number]] = []
    waits = WAITING.search(text) or WAITING.search(r.said) and not any(n.metrics for n in r.names) and not lasts_else(text)  # "8,4 Minuten Wartezeit. Bei der Hälfte waren es höchstens sechs."
    for time in r.numbers:
        if not (in_minutes(text, time, r.open) and waits or _HOURS.match(text[time.end :]) and _ANSWERED.search(text)):
            continue
        if units.MEAN.search(text[r.parts[part_of(r, time)].start : time.start]):
            continue
        for share in sorted((n for n in r.numbers if _is_share(text, n)), key=lambda n: (part_of(r, n) != part_of(r, time), abs(n.start - time.start))):
            low, high = min(share.start, time.start), max(share.end, time.end)
            between = any(low < x.start < high for x in r.open if x not in (share, time))
            apart = part_of(r, share) != part_of(r, time) and any(part_of(r, x) == part_of(r, share) for x in r.open if x is not share)
            if share is not time and not between and not apart and LIMIT.search(text[max(0, time.start - 30) : time.start]) and not _TREND.search(text[low:high]):
                pairs.append((share, time))
                break
    return next((pair for pair in pairs if number.start in (pair[0].start, pair[1].start)), None)


def _is_share(text: str, number: Number) -> bool:
    unit = units.unit_of(text, number)
    if unit is not None and re.match(r"\s+(?:weniger|mehr|kürzer|länger|schneller)\b(?!\s+als\s+\S+\s+(?:Minute|Stunde|Tag))", text[unit.end :]):
        return False  # "30 Prozent weniger als 2017"
    return number.kind == FRACTION or unit is not None and unit.name == units.PERCENT
