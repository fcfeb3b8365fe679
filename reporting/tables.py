"""The table behind a chart or a list of figures: typed columns with German headers, full precision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reporting import german
from reporting.figures import Figure

Cell = str | int | float | date | None
Kind = Literal["text", "zahl", "prozent", "datum"]


@dataclass(frozen=True)
class Column:
    """`art` decides the cell type; `dezimalen` only how screens and Excel show a number. Percent cells hold 4.2 for 4,2 %."""

    titel: str
    art: Kind = "text"
    dezimalen: int = 0


@dataclass(frozen=True)
class Table:
    """Rows in the order of the chart; an empty cell (None) means "keine Daten". `kennzahlen` are the metrics it shows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kennzahlen: tuple[str, ...] = ()

    def words(self) -> list[list[str]]:
        """All cells as German text, as a screen shows them."""
        return [[cell_words(c, value) for c, value in zip(self.columns, row)] for row in self.rows]


def cell_words(column: Column, value: Cell) -> str:
    """One cell as German text."""
    if value is None:
        return german.NO_DATA if column.art in ("zahl", "prozent") else ""
    if column.art == "zahl":
        return german.number(value, column.dezimalen)
    if column.art == "prozent":
        return german.percent(value, column.dezimalen)
    return german.date_de(value) if column.art == "datum" else str(value)


def occurring(figures: Sequence[Figure]) -> list[Figure]:
    """Only the rows that occur: neither 0 nor without data, or so at least in the base."""
    return [f for f in figures if f.wert or f.vorjahr]


def figures_table(figures: Sequence[Figure], *, share: bool = False) -> Table:
    """A table of figures: one column per split, then value, base and changes as far as any figure has them.

    share: adds each value's part of the sum in percent (only meaningful where the parts add up).
    """
    splits = list(dict.fromkeys(name for f in figures for name in f.gliederung))
    several = len({f.kennzahl for f in figures}) > 1
    total = sum(f.wert or 0 for f in figures) if share else 0
    shown: list[tuple[Column, list[Cell]]] = []
    if several or not splits:
        shown.append((Column("Kennzahl"), [f.definition.label for f in figures]))
    shown += [(Column(german.SPLIT_LABELS.get(name, name)), [_split(f, name) for f in figures]) for name in splits]
    shown.append((_value_column(figures, several), [f.wert for f in figures]))
    if several:
        shown.append((Column("Einheit"), [f.einheit for f in figures]))
    if share:
        shown.append((Column("Anteil in Prozent", "prozent", 1), [100 * f.wert / total if f.wert is not None and total else None for f in figures]))
    if any(f.vorjahr is not None for f in figures):
        alike = all(f.base.same_days_as(f.period) for f in figures if f.base)
        shown.append((Column(f"Vergleichswert ({german.SAME_DAYS})" if alike else "Vergleichswert", "zahl", _decimals(figures)), [f.vorjahr for f in figures]))
        shown.append((Column("Vergleichszeit"), [german.period_words(f.base) if f.base else None for f in figures]))
    for title, name in (("Veränderung in Prozent", "veraenderung_prozent"), ("Veränderung je Öffnungstag in Prozent", "veraenderung_je_oeffnungstag_prozent")):
        if any(getattr(f, name) is not None for f in figures):
            shown.append((Column(title, "prozent", 1), [getattr(f, name) for f in figures]))
    notes = [f"nicht vergleichbar, weil: {f.vergleich}" if f.vergleich else german.status_words(f) for f in figures]
    if any(notes):
        shown.append((Column("Hinweis"), [note or None for note in notes]))
    rows = tuple(zip(*(cells for _, cells in shown)))
    return Table(tuple(column for column, _ in shown), rows, tuple(dict.fromkeys(f.kennzahl for f in figures)))


def strongest(figures: Sequence[Figure], count: int) -> Table:
    """The table of the highest figures, highest first; equal ones in the order they came."""
    known = sorted((f for f in figures if f.wert is not None), key=lambda f: -f.wert)
    return figures_table(known[:count])


def _decimals(figures: Sequence[Figure]) -> int:
    return max((f.definition.dezimalen for f in figures), default=0)


def _value_column(figures: Sequence[Figure], several: bool) -> Column:
    if several or not figures:
        return Column("Wert", "zahl", _decimals(figures))
    d = figures[0].definition
    title = d.label if d.label == d.einheit else f"{d.label} ({d.einheit})"
    return Column(title, "prozent" if d.einheit == "Prozent" else "zahl", d.dezimalen)


def _split(f: Figure, name: str) -> str | None:
    value = f.gliederung.get(name)
    return None if value is None else german.split_value(name, value)
