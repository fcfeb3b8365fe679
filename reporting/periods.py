"""Periods in calendar days: years, halves, quarters, months, and the same days of another year."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


@dataclass(frozen=True, order=True)
class Period:
    """All days from `von` to `bis`, both included."""

    von: date
    bis: date

    def __post_init__(self) -> None:
        if self.bis < self.von:
            raise ValueError(f"Der Zeitraum endet ({self.bis:%d.%m.%Y}), bevor er beginnt ({self.von:%d.%m.%Y}).")

    def __contains__(self, day: date) -> bool:
        return self.von <= day <= self.bis

    def shifted(self, years: int) -> Period:
        """The same calendar days `years` later (negative: earlier); whole months stay whole, so February ends on its last day."""
        first, last = shift_years(self.von, years), shift_years(self.bis, years)
        if self.von.day == 1 and next_day(self.bis).day == 1:
            last = month(last.year, last.month).bis
        return Period(first, last)

    def clipped(self, von: date, bis: date) -> Period | None:
        """The part inside `von`..`bis`, or None where they do not meet."""
        start, end = max(self.von, von), min(self.bis, bis)
        return Period(start, end) if start <= end else None

    def same_days_as(self, other: Period) -> bool:
        """Whether these are calendar days of `other` in another year: all of them, those that data reach, or those of one month of it."""
        moved = self.shifted(other.von.year - self.von.year)
        return self.von.year != other.von.year and other.von <= moved.von and moved.bis <= other.bis

    def months(self) -> list[str]:
        """The months touched, as "2018-11"."""
        first = self.von.year * 12 + self.von.month - 1
        last = self.bis.year * 12 + self.bis.month - 1
        return [f"{n // 12}-{n % 12 + 1:02d}" for n in range(first, last + 1)]

    def years(self) -> list[str]:
        return [str(y) for y in range(self.von.year, self.bis.year + 1)]

    def days(self) -> int:
        return (self.bis - self.von).days + 1


def shift_years(day: date, years: int) -> date:
    """The same day of another year; 29 February falls on the 28th where there is none."""
    target = day.year + years
    return day.replace(year=target, day=min(day.day, calendar.monthrange(target, day.month)[1]))


def year(y: int) -> Period:
    return Period(date(y, 1, 1), date(y, 12, 31))


def half_year(y: int, n: int) -> Period:
    return Period(date(y, 6 * n - 5, 1), month(y, 6 * n).bis)


def quarter(y: int, n: int) -> Period:
    return Period(date(y, 3 * n - 2, 1), month(y, 3 * n).bis)


def month(y: int, m: int) -> Period:
    return Period(date(y, m, 1), date(y, m, calendar.monthrange(y, m)[1]))


def parse_month(text: str) -> Period:
    """`"2018-11"` as a period."""
    y, m = text.split("-")
    return month(int(y), int(m))


def months_of(y: int, numbers: Sequence[int]) -> list[Period]:
    """The months of a year with these numbers, in order."""
    return [month(y, m) for m in sorted(set(numbers))]


def before(period: Period, day: date) -> Period:
    """The same calendar days in the latest year in which all of them lie before `day`."""
    other = period.shifted(-1)
    while other.bis >= day:
        other = other.shifted(-1)
    return other


def span_of(name: str, value: str) -> Period:
    """The days a split value of time stands for: ("jahr", "2018"), ("monat", "2018-11"), ("tag", "2018-11-05")."""
    if name == "tag":
        return Period(date.fromisoformat(value), date.fromisoformat(value))
    return parse_month(value) if name == "monat" else year(int(value))


def time_split(day: date, name: str) -> str:
    """The value of a day under a split of time: its "jahr", "monat", "tag" or "wochentag"."""
    if name == "wochentag":
        return WEEKDAYS[day.weekday()]
    return day.isoformat()[: {"jahr": 4, "monat": 7, "tag": 10}[name]]


def shift_month(month: str, years: int) -> str:
    """`"2018-11"` or `"2018"` so many years later."""
    return f"{int(month[:4]) + years:04d}{month[4:]}"


def shift_time(name: str, value: str, years: int) -> str:
    """A split value of time `years` later; values of other splits stay."""
    if name in ("monat", "jahr"):
        return shift_month(value, years)
    return shift_years(date.fromisoformat(value), years).isoformat() if name == "tag" else value


def shift_filters(where: Mapping[str, tuple[str, ...]], years: int) -> dict[str, tuple[str, ...]]:
    """Filters with their months, years and days `years` later."""
    return {name: tuple(shift_time(name, value, years) for value in values) for name, values in where.items()}


def years_between(base: Period, period: Period) -> int | None:
    """How many whole years `base` lies before `period` if it is the same calendar days of another year, else None."""
    offset = base.von.year - period.von.year
    return offset if offset and period.shifted(offset) == base else None


def next_day(day: date) -> date:
    return day + timedelta(days=1)


def previous_day(day: date) -> date:
    return day - timedelta(days=1)
