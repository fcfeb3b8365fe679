"""Periods said by their distance from the one just spoken of: "im Vormonat", "in den sechs Monaten danach", "zwei Monate später".

A mention says it by its grain, "step <how> <count> <months>": a number of calendar units beside the period (`next`), of months right
behind or before its days (`span`), or the period itself moved (`apart`).
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from reporting.periods import Period, year

_COUNTS = {word: n for n, word in enumerate("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split(), 2)} | {"beiden": 2}
COUNT = rf"(?:{'|'.join(_COUNTS)}|\d{{1,2}})"
_SIZES = {"monat": 1, "quartal": 3, "halbjahr": 6, "jahr": 6}  # "ein halbes Jahr"
_UNIT = r"(?:Monat|Quartal|Halbjahr)(?:en|es|e|s)?"
_AFTER, _BEFORE = r"(?:danach|darauf|nachher|später|im\s+Anschluss)", r"(?:davor|zuvor|vorher|früher)"
_NEXT, _LAST = r"(?:(?:darauf\s?|nach)?folgenden|anschließenden|nächsten)", r"(?:voran|voraus|vorher)ge(?:gangenen|henden)"
_GRAIN = re.compile(r"step (next|span|apart) ([+-]\d+) (\d)")


def counted(word: str | None) -> int:
    """How many "zwei", "12" or nothing (one) are."""
    return 1 if not word else int(word) if word.isdigit() else _COUNTS[word.lower()]


def grain(how: str, by: int, months: int) -> str:
    return f"step {how} {by:+d} {months}"


def is_step(name: str) -> bool:
    return name.startswith("step ")


def is_back(name: str) -> bool:
    """Whether a step leads to an earlier period."""
    return is_step(name) and " -" in name


def months_on(day: date, months: int) -> date:
    """The same day of the month so many months later, at most its last."""
    y, m = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(y, m + 1, min(day.day, calendar.monthrange(y, m + 1)[1]))


def stepped(name: str, p: Period) -> Period:
    """The period a step leads to from another."""
    how, by, size = (m := _GRAIN.fullmatch(name))[1], int(m[2]), int(m[3])
    if how == "apart":
        whole = p.von.day == 1 and (p.bis + timedelta(1)).day == 1
        return Period(months_on(p.von, by * size), months_on(p.bis + timedelta(1), by * size) - timedelta(1) if whole else months_on(p.bis, by * size))
    if how == "span":
        start = p.bis + timedelta(1)
        return Period(start, months_on(start, by * size) - timedelta(1)) if by > 0 else Period(months_on(p.von, by * size), p.von - timedelta(1))
    day = p.bis if by > 0 else p.von
    begin = day.replace(month=(day.month - 1) // size * size + 1, day=1)
    first = months_on(begin, size if by > 0 else by * size)
    return Period(first, months_on(first, abs(by) * size) - timedelta(1))


def calendar_months(p: Period) -> list[Period]:
    """As many calendar months, from the one a period begins in and from the one after it."""
    count = len(p.months()) - 1
    return [Period(first, months_on(first, count) - timedelta(1)) for first in (p.von.replace(day=1), months_on(p.von.replace(day=1), 1))]


def steps(text, add, stand) -> None:
    """All periods said by their distance; `add` takes a match, how it becomes a period, and the traits of the mention."""
    def found(m: re.Match, how: str, back: bool, count: str | None, unit: str) -> None:
        size = next(months for word, months in _SIZES.items() if unit.lower().startswith(word))
        how = "next" if how == "span" and (size == 3 or not count and "halben" not in m[0]) else how
        add(m, year, grain=grain(how, (-1 if back else 1) * counted(count), size), relative=True)

    for m in re.finditer(rf"\b(?:(?i:in|über|für)\s+)?(?:[Dd]en|[Dd]er|[Dd]ie)\s+({COUNT})\s+({_UNIT})\s+(?:{_AFTER}|({_BEFORE}))\b", text):
        found(m, "span", bool(m[3]), m[1], m[2])
    for m in re.finditer(rf"\b(?:(?i:in|über|für)\s+)?(?:[Dd]en|[Dd]er|[Dd]ie)\s+(?:{_NEXT}|({_LAST}))\s+({COUNT})\s+({_UNIT})\b|\b(?:(?i:in|über|für)\s+)?(?:[Dd]en|[Dd]er|[Dd]ie)\s+({COUNT})\s+(?:{_NEXT}|({_LAST}))\s+({_UNIT})\b", text):
        found(m, "span", bool(m[1] or m[5]), m[2] or m[4], m[3] or m[6])
    for m in re.finditer(rf"\b(?:(?i:im|zum|dem|des|vom)\s+)?(?:Vor(monat|quartal|halbjahr)e?s?|(Monat|Quartal|Halbjahr)s?\s+(?:zuvor|davor|vorher))\b|\b(?i:im|zum|dem|des|vom)\s+{_LAST}\s+(Monat|Quartal|Halbjahr)s?\b", text):
        found(m, "next", True, None, m[1] or m[2] or m[3])
    for m in re.finditer(rf"\b(?:[Bb]innen|[Ii]nnerhalb)\s+(?:eines|von\s+einem)\s+({_UNIT})\b|\b[Vv]on\s+(Monat|Quartal|Halbjahr)\s+zu\s+\2\b", text):
        add(m, year, grain=grain("next", -1, next(n for word, n in _SIZES.items() if (m[1] or m[2]).lower().startswith(word))), relative=True, base=True)
    for m in re.finditer(rf"\b(?:(?i:im|zum|dem|des|vom)\s+)?(?:Folge(monat|quartal|halbjahr)e?s?|(Monat|Quartal|Halbjahr)s?\s+(?:danach|darauf))\b|\b(?i:im|zum|dem|des|vom)\s+{_NEXT}\s+(Monat|Quartal|Halbjahr)s?\b", text):
        found(m, "next", False, None, m[1] or m[2] or m[3])
    for m in re.finditer(rf"\b(?i:im|dem)\s+halben\s+(Jahr)\s+(?:{_AFTER}|({_BEFORE}))\b", text):
        found(m, "span", bool(m[2]), None, m[1])
    for m in re.finditer(rf"\b(?:(?P<n>{COUNT})\s+(?P<u>{_UNIT})|(?i:einen?|ein)\s+(?P<one>Monat|Quartal|halbes\s+Jahr))\s+(?:{_AFTER}|(?P<b>{_BEFORE}))\b", text, re.IGNORECASE):
        unit = (m["u"] or m["one"]).split()[-1]
        if not (m["n"] and counted(m["n"]) == 12):  # "zwölf Monate zuvor" is the year before
            found(m, "apart", bool(m["b"]), m["n"], unit)
