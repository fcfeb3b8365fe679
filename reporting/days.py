"""Which days of a source hold data and which can be compared: the rules behind status, base and opening days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from reporting import queries
from reporting.definitions import TIME_SPLITS, Definition
from reporting.periods import Period, next_day, parse_month, previous_day, shift_filters, shift_month, shift_time, shift_years, span_of, time_split
from reporting.queries import Window
from reporting.warehouse import Warehouse

COMPLETE, PARTIAL, NO_DATA = "vollständig", "teilweise", "keine Daten"
QUIET_DAYS = 5  # so many opening days before the first data are taken for quiet days of a small source, not for a late start


class Days:
    """The days of one source under some filters, and those of the base: `years` earlier (negative) or any `other` period."""

    def __init__(self, w: Warehouse, d: Definition, where: Mapping[str, tuple[str, ...]], years: int | None, other: Period | None) -> None:
        self.w, self.where, self.years, self.other = w, where, years, other
        self.stock = d.art == "bestand"
        self.places = where.get("standort", ())
        self.reach = queries.reach(w, d, self.places)
        self.counted: dict[tuple, int] = {}

    def covered(self, period: Period) -> Window | None:
        """The part of a period up to the last day with data; None without any data in it."""
        if self.stock:
            until = self.w.data_until
            ended = until and period.von <= until < period.bis and (period.bis > self.w.calendar_until or self.w.open_days(next_day(until), period.bis))
            return Window(Period(period.von, until) if ended else period)
        if not self.any_data(period):
            return None
        return Window(Period(period.von, self.reach.last if self._misses_end(period) else period.bis))

    def _misses_end(self, period: Period) -> bool:
        """Whether opening days of the period lie after the last day with data; beyond the calendar every day may be one."""
        if self.reach.last >= period.bis:
            return False
        beyond = period.bis > self.w.calendar_until and not {"jahr", "monat", "tag"} & {*self.where}
        return beyond or bool(self._expected(Period(next_day(self.reach.last), period.bis)))

    def _misses_start(self, period: Period) -> bool:
        """Whether a period begins well before the first day with data; a few quiet days are no gap."""
        if period.von >= self.reach.first:
            return False
        before = Period(period.von, previous_day(self.reach.first))
        return len(self._expected(before)) > QUIET_DAYS

    def any_data(self, period: Period, years: int = 0) -> bool:
        """Whether the source holds data in a period, in the months and days filtered for (`years` later)."""
        if self.reach is None:
            return False
        parts = [period]
        for name in ("jahr", "monat", "tag"):
            if name in self.where:
                spans = [span_of(name, shift_time(name, value, years)) for value in self.where[name]]
                parts = [part for span in spans for old in parts if (part := span.clipped(old.von, old.bis))]
        return any(self.reach.any_in(part) for part in parts)

    def comparable(self, window: Window) -> tuple[Window | None, Window | None]:
        """The days of the period and of its base on which both have data."""
        if self.other:
            return window, self.covered(self.other)
        if self.years is None:
            return None, None
        base = window.period.shifted(self.years)
        if self.stock:
            return window, Window(base)
        if not self.any_data(base, self.years):
            return None, None
        own = window.period
        if base.von < self.reach.first:
            unmatched = Period(own.von, previous_day(shift_years(self.reach.first, -self.years)))
            if self._misses_start(base) or len(self._expected(unmatched)) > QUIET_DAYS:
                own = Period(max(own.von, shift_years(self.reach.first, -self.years)), own.bis)
        if base.bis > self.reach.last:
            own = Period(own.von, min(own.bis, shift_years(self.reach.last, -self.years)))
        gaps = {*self._gaps(own), *(shift_month(m, -self.years) for m in self._gaps(own.shifted(self.years)))}
        without = tuple(sorted(gaps))
        base = own.shifted(self.years)
        return Window(own, without), Window(base, tuple(shift_month(m, self.years) for m in without))

    def _gaps(self, period: Period) -> list[str]:
        """Months with opening days but without any data."""
        parts = [(m, parse_month(m).clipped(period.von, period.bis)) for m in period.months()]
        return [m for m, part in parts if part and not self.reach.any_in(part) and self._expected(part)]

    def _expected(self, period: Period) -> list[date]:
        """Opening days that should hold data, whatever weekday is asked for: e-mails come on Sundays too."""
        days = [day for day in self.w.open_days(period.von, period.bis, self.places) if day.weekday() not in self._silent]
        asked = [(name, values) for name, values in self.where.items() if name in ("jahr", "monat", "tag")]
        return [day for day in days if all(time_split(day, name) in values for name, values in asked)]

    @cached_property
    def _silent(self) -> set[int]:
        """Weekdays on which the office opened many times and this source never held data: a line without Saturdays."""
        opened = Counter(day.weekday() for day in self.w.open_days(self.reach.first, self.reach.last, self.places))
        return {weekday for weekday, times in opened.items() if times > QUIET_DAYS} - {day.weekday() for day in self.reach.days}

    def _open(self, period: Period, split: Mapping[str, str] | None = None, years: int = 0) -> list[date]:
        """Opening days of a period under the filters (`years` later) and the split values that days can answer."""
        days = self.w.open_days(period.von, period.bis, self.places)
        asked = [(name, values) for name, values in shift_filters(self.where, years).items() if name in TIME_SPLITS]
        asked += [(name, (value,)) for name, value in (split or {}).items() if name in TIME_SPLITS]
        return [day for day in days if all(time_split(day, name) in values for name, values in asked)]

    def status(self, part: Period) -> tuple[str, date | None, str | None]:
        """Status, last day and note of a part of the period (the whole, a month, a year, a day)."""
        if self.stock:
            return COMPLETE, self.covered(part).period.bis, None
        if not self.any_data(part):
            return NO_DATA, None, None
        asked = max((parse_month(m).bis for m in self.where.get("monat", ()) if parse_month(m).von <= part.bis), default=part.bis)
        until = min(part.bis, asked, self.reach.last)
        limits = []
        if self._misses_end(part):
            limits.append(f"Daten bis {until:%d.%m.%Y}.")
        if self._misses_start(part):
            limits.append(f"Daten ab {self.reach.first:%d.%m.%Y}.")
        gaps = [m for m in self._gaps(Period(max(part.von, min(self.reach.first, until)), until)) if m in self.where.get("monat", (m,))]
        if gaps:
            limits.append(f"Ohne Daten: {', '.join(f'{m[5:]}/{m[:4]}' for m in gaps)}.")
        return PARTIAL if limits else COMPLETE, until, " ".join(limits) or None

    def open_count(self, period: Period, window: Window, split: Mapping[str, str], years: int = 0) -> int:
        """Opening days of a row's share of a window; rows that differ in nothing a day can tell share the count."""
        key = (period, window, years, *((k, v) for k, v in split.items() if k in TIME_SPLITS))
        if key not in self.counted:
            self.counted[key] = sum(f"{day:%Y-%m}" not in window.without for day in self._open(period, split, years))
        return self.counted[key]
