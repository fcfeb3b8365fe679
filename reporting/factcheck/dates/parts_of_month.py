"""Calendar weeks and parts of months: "in der 41. Kalenderwoche", "in der ersten Oktoberhälfte", "am ersten Montag im Mai"; and those whose days nobody can tell ("in der ersten Oktoberwoche")."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from reporting.factcheck.dates.events import UNKNOWN
from reporting.periods import Period, year

_MONTHS = "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_NUMBERS = {name: n for n, name in enumerate(_MONTHS.replace("Jänner|", "").split("|"), 1)} | {"Jänner": 1}
_WEEKDAYS = "Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag"
_Y = r"(?:\s+(?:(?:des|im)\s+Jahre?s?\s+)?(20\d\d))?"
_ORDINAL = r"(?:erste|zweite|dritte|vierte|letzte|vorletzte|1\.|2\.|3\.|4\.)[nrs]?"


def parts_of_month(text, add, stand) -> None:
    """A rule of `times.find_times`."""
    for m in re.finditer(r"\b(?:(?:[Ii]n\s+)?de[rn]\s+)?(?:(\d{1,2})\.\s*(?:KW|Kalenderwoche)|(?:KW|Kalenderwochen?)\s+(\d{1,2})(?:\s*(?:bis|und|\u2013|-)\s*(\d{1,2}))?)(?:\s+(?:(?:des|im)\s+Jahre?s?\s+)?(20\d\d)|/(20\d\d))?(?![\d.,]\d)", text):
        first, last = int(m[1] or m[2]), int(m[3] or m[1] or m[2])
        given = m[4] or m[5]
        if 0 < first <= last <= 53:
            add(m, lambda y, first=first, last=last, given=given: _weeks(int(given or y), first, last), explicit=int(given) if given else None, grain="days")
    for m in re.finditer(rf"\b(?:[Ii]n\s+)?[Dd]er\s+(ersten|zweiten|1\.|2\.)\s+(?:({_MONTHS})s?-?[hH]älfte|Hälfte\s+(?:des\s+(?:Monats\s+)?|vom\s+|im\s+)({_MONTHS})s?\b){_Y}", text):
        add(m, lambda y, m=m: _half(int(m[4] or y), _NUMBERS[m[2] or m[3]], m[1] in ("zweiten", "2.")), explicit=int(m[4]) if m[4] else None, grain="days")
    for m in re.finditer(rf"\b(?:[Ii]n\s+)?den\s+ersten\s+({_MONTHS})tagen{_Y}", text):  # up to the day something closed, where that is known
        add(m, lambda y, m=m: Period(date(int(m[2] or y), n := _NUMBERS[m[1]], 1), date(int(m[2] or y), n, monthrange(int(m[2] or y), n)[1])), explicit=int(m[2]) if m[2] else None, grain="month", vague="Anfang")
    for m in re.finditer(rf"\b(?:(?:[Ii]n|[Aa]n|[Ww]ährend|[Üü]ber)\s+)?(?:de[rnms]|die|das|[Ii]m)\s+(?:{_ORDINAL}\s+)?(?:[a-zäöüß]+\s+)?(?:(?:{_MONTHS})(?:woche|tage|drittel|mitte)n?|(?:Wochen?|Tagen?|Drittels?)\s+(?:im|des|vom)\s+(?:{_MONTHS})s?\b){_Y}", text):
        add(m, year, vague=UNKNOWN, grain="days")


    for m in re.finditer(rf"\b(?:[Aa]m\s+)?(?P<n>ersten|zweiten|dritten|vierten|letzten)\s+(?P<d>{_WEEKDAYS})\s+(?:im|des|in\s+diesem)\s+(?:Monats?\s+)?(?P<m>{_MONTHS})s?\b{_Y}", text):
        add(m, lambda y, m=m: _weekday(int(m[4] or y), _NUMBERS[m["m"]], _WEEKDAYS.split("|").index(m["d"]), m["n"]), explicit=int(m[4]) if m[4] else None, grain="day")


def two_days(m: re.Match) -> bool:
    """"Am 3. und am 10. Oktober": two days that are no range."""
    return bool(re.search(r"\d\.(?:\s*\w+)?\s+und\b", m[0]) and not re.match(r"zwischen", m[0], re.IGNORECASE) and (m[2] not in (None, m[5]) or int(m[4]) != int(m[1]) + 1))


def _weekday(y: int, month: int, weekday: int, which: str) -> Period:
    """The first, second or last Monday of a month."""
    days = [date(y, month, d) for d in range(1, monthrange(y, month)[1] + 1) if date(y, month, d).weekday() == weekday]
    day = days[-1 if which == "letzten" else ("ersten", "zweiten", "dritten", "vierten").index(which)]
    return Period(day, day)


def _weeks(y: int, first: int, last: int) -> Period:
    try:
        return Period(date.fromisocalendar(y, first, 1), date.fromisocalendar(y, last, 7))
    except ValueError:  # there is no such week in that year
        return year(y)


def _half(y: int, month: int, second: bool) -> Period:
    last = monthrange(y, month)[1]
    middle = 14 if month == 2 else 15
    return Period(date(y, month, middle + 1 if second else 1), date(y, month, last if second else middle))
