"""Ends that a text gives only roughly: "bis Mitte Oktober", "bis zur Schließung im Mai", and the end of the running year."""

from __future__ import annotations

from datetime import date, timedelta

from reporting.factcheck.dates.times import UNTIL, Mention
from reporting.factcheck.memory.context import Context, so_far
from reporting.periods import Period


def pinned(p: Period, m: Mention, ctx: Context) -> Period:
    """An end such as "bis Mitte Oktober" is the day of October the text speaks of otherwise, in this year or another."""
    end = known_end(p, m, ctx) if m.vague else None
    return Period(p.von, end) if end else p


def known_end(p: Period, m: Mention, ctx: Context) -> date | None:
    near = {"Anfang": range(1, 11), "Mitte": range(10, 22)}.get(m.vague, ())
    if m.vague == "im":
        return next((place.gueltig_bis for place in ctx.w.locations if place.gueltig_bis and m.role == UNTIL and f"{place.gueltig_bis:%Y-%m}" == f"{p.bis:%Y-%m}"), None)
    ends = [known.bis for known in (ctx.memory.period, so_far(ctx, ctx.year), ctx.main) if known] + [place.gueltig_bis for place in ctx.w.locations if place.gueltig_bis]
    return next((p.bis.replace(day=end.day) for end in ends if end.month == p.bis.month and end.day in near), None)


def whole_months(p: Period, ctx: Context) -> list[Period]:
    """A running period up to the end of the last month: texts often count by whole months."""
    if not ctx.stand or p.bis != ctx.until or p.von.month >= p.bis.month or p.von.year != p.bis.year:
        return []
    if ctx.main == p:
        return []  # "bis zum 17. Oktober": the text counts by days
    return [Period(p.von, p.bis.replace(day=1) - timedelta(1))]
