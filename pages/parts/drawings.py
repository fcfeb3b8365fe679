"""Charts as they are sent to the browser, kept per snapshot: a page that is opened again draws nothing anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from pages.parts import markup
from pages.parts.frame import Page
from reporting import charts
from reporting.charts.chart import Chart
from reporting.distribution import wait_distribution
from reporting.export.presscharts import published_years
from reporting.figures import Figure, figures
from reporting.periods import Period, year
from reporting.warehouse import Warehouse

Made = tuple[Chart, Sequence[Figure]]


@dataclass(frozen=True)
class Drawing:
    """A chart, the figures it shows, its picture for this theme (None without data) and the HTML of its table."""

    chart: Chart
    figures: Sequence[Figure]
    picture: go.Figure | None
    table: str


def finished(made: Made, dark: bool, height: int | None) -> Drawing:
    """Draw a chart for the screen."""
    chart, shown = made
    picture = (replace(chart, height=height) if height else chart).plotly(dark)
    return Drawing(chart, shown, picture, markup.table(chart.table, chart.title))


def kept(page: Page, make: Callable[..., Made], *arguments, height: int | None = None) -> Drawing:
    """The drawing `make(warehouse, *arguments)` gives, made once per snapshot, arguments and theme. Arguments must be hashable data."""
    return _kept(page.w, str(page.w.path), make, f"{make.__module__}.{make.__qualname__}", arguments, page.dark, height)


@st.cache_resource(max_entries=400, show_spinner=False)
def _kept(_w: Warehouse, snapshot: str, _make: Callable[..., Made], name: str, arguments: tuple, dark: bool, height: int | None) -> Drawing:
    return finished(_make(_w, *arguments), dark, height)


def of_figures(w: Warehouse, kind: str, kennzahl: str, by: Sequence[str], period: Period, where: Mapping[str, Sequence[str]],
               base: Period | str | None, style: Mapping[str, Any]) -> Made:
    """A chart of `reporting.charts` named `kind`, from one metric."""
    found = figures(w, [kennzahl], period, by=by, where=where, base=base, unsupported="note")
    return getattr(charts, kind)(w, found, **style), found


def of_years(w: Warehouse, kennzahl: str, where: Mapping[str, Sequence[str]]) -> Made:
    """One metric over all years with data, and the years somebody published."""
    period = Period(year(w.years[0]).von, year(w.years[-1]).bis)
    found = figures(w, [kennzahl], period, by=("jahr",), where=where, unsupported="note")
    return charts.many_years(w, found, [] if where else published_years(w, kennzahl)), found


def of_waits(w: Warehouse, split: str, period: Period, where: Mapping[str, Sequence[str]]) -> Made:
    """Median and 90th percentile of the wait along `split`."""
    median, p90 = (figures(w, [kennzahl], period, by=(split,), where=where, base=None, unsupported="note") for kennzahl in ("wartezeit_median", "wartezeit_p90"))
    return charts.wait_band(w, median, p90), [*median, *p90]


def of_distribution(w: Warehouse, period: Period, where: Mapping[str, Sequence[str]]) -> Made:
    """How waits are spread, minute by minute."""
    found = wait_distribution(w, period, where=where)
    return charts.wait_distribution(w, found), [found.median, found.p90, found.mittel]
