"""A chart: one drawing for screen and file, with its words, its alt text and the table behind it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import plotly.graph_objects as go

from reporting import german
from reporting.charts.style import DARK, LIGHT, Look
from reporting.days import NO_DATA, PARTIAL
from reporting.figures import Figure
from reporting.periods import Period
from reporting.tables import Table, figures_table
from reporting.warehouse import Event, Warehouse


@dataclass(frozen=True)
class Chart:
    """Everything a page or a file shows of one chart.

    `grund` is None, or says in German why there is nothing to draw (then `figure` and `plotly()` are None). `filename`
    has no suffix.
    """

    id: str
    title: str
    subtitle: str
    alt: str
    source_line: str
    table: Table
    draw: Callable[[Look, int | None], dict] | None  # Plotly's {"data", "layout"} for a look and a height
    grund: str | None = None
    height: int = 400

    @property
    def filename(self) -> str:
        return self.id

    @cached_property
    def figure(self) -> go.Figure | None:
        """The light picture as it goes into files: wide, 800 x 450 logical pixels."""
        return self.picture()

    def plotly(self, dark: bool = False) -> go.Figure | None:
        """The chart for a page: as wide as its container, readable from 320 pixels on, in a light or dark set of colours."""
        # Checking every property would take ten times as long as drawing; the tests check it instead.
        return go.Figure(self._drawn(Look(DARK if dark else LIGHT, wide=False), self.height), _validate=False) if self.draw else None

    def picture(self, height: int = 450) -> go.Figure | None:
        """The chart for a file, always light on white; `height` in logical pixels (800 wide: 450 is 16:9, 800 a square)."""
        return go.Figure(self.spec(height)) if self.draw else None

    def spec(self, height: int = 450) -> dict | None:
        """`picture` as plain data for a Plotly elsewhere (the reader's browser)."""
        return self._drawn(Look(LIGHT, wide=True), height) if self.draw else None

    def _drawn(self, look: Look, height: int) -> dict:
        """The drawing with steady names for its traces; Plotly would make up random ones, and no SVG would be the same twice."""
        spec = self.draw(look, height)
        return spec | {"data": [trace | {"uid": f"{self.id}-{n}"} for n, trace in enumerate(spec["data"])]}


def slug(*parts: str) -> str:
    """A file name from words: "Wartezeiten März 2018" as "wartezeiten-maerz-2018"."""
    text = "-".join(part for part in parts if part).lower()
    for umlaut, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.replace(umlaut, plain)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join("".join(c if c.isalnum() else " " for c in text).split())


def missing(w: Warehouse, figures: Sequence[Figure], title: str | None) -> Chart:
    """The explained empty state: which period has no data and how far data reach. `figures` may be empty or without a split."""
    id = slug(figures[0].kennzahl, german.period_words(figures[0].period), german.filter_words(figures[0].where)) if figures else "keine-daten"
    title = title or (f"{figures[0].definition.label}, {scope(figures)}" if figures else "Keine Daten")
    table = figures_table(figures)
    period = german.period_words(figures[0].period) if figures else "diese Auswahl"
    where = german.filter_words(figures[0].where) if figures else ""
    reason = f"Für {period}{f' ({where})' if where else ''} liegen keine Daten vor"
    hint = next((f.hinweis for f in figures if f.hinweis), None)
    reach = next((w.coverage[name] for f in figures[:1] for name in f.definition.quellen if name in w.coverage), None)
    if hint:
        reason += f". {hint}"
    elif reach:
        reason += f"; Daten reichen vom {german.date_de(reach[0])} bis zum {german.date_de(reach[1])}."
    else:
        reason += "."
    return Chart(id, title, "", reason, german.source_line(w), table, None, grund=reason)


def has_values(figures: Sequence[Figure]) -> bool:
    return any(f.wert is not None for f in figures)


def source_of(w: Warehouse, figures: Sequence[Figure]) -> str:
    """The source line with the last day the drawn figures reach."""
    known = [f for f in figures if f.daten_bis]
    return german.source_line(w, max(known, key=lambda f: f.daten_bis) if known else None)


def scope(figures: Sequence[Figure]) -> str:
    """Period and filters in words: "2018", "Januar bis März 2018, Kfz-Zulassung"."""
    f = figures[0]
    months = f.where.get("monat")
    time = german.months_words(months) if months else german.period_words(f.period)
    return ", ".join(filter(None, [time, german.filter_words(f.where)]))


def base_words(figures: Sequence[Figure]) -> str:
    """What the thin marks stand for: "2017 (gleiche Kalendertage)", the dates where they are other days of the year, "" without a base."""
    compared = [f for f in figures if f.base is not None and f.vorjahr is not None]
    if not compared:
        return ""
    base = Period(min(f.base.von for f in compared), max(f.base.bis for f in compared))
    if not all(f.base.same_days_as(f.period) for f in compared):
        return german.period_words(base)
    return f"{base.von.year if base.von.year == base.bis.year else f'{base.von.year}/{base.bis.year}'} ({german.SAME_DAYS})"


def limits(figures: Sequence[Figure]) -> str:
    """What a reader must know under the title: partial periods, data gaps, filters a source does not have."""
    notes = dict.fromkeys(f.hinweis for f in figures if f.hinweis and f.status in (PARTIAL, NO_DATA) or f.hinweis and "Quelle" in f.hinweis)
    missing_months = [f.gliederung["monat"] for f in figures if f.wert is None and "monat" in f.gliederung]
    if missing_months and not notes:
        notes = {f"Ohne Daten: {german.months_words(sorted(set(missing_months)))}": None}
    return " ".join(notes)


def events_in(w: Warehouse, figures: Sequence[Figure]) -> list[Event]:
    """The events and breaks that touch the drawn period and metric."""
    first = figures[0]
    return [e for e in w.events if e.von <= first.bis and e.bis >= first.von and (not e.kennzahlen or first.kennzahl in e.kennzahlen)]


