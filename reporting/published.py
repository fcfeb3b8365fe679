"""Whole years that were once published, to be drawn beside what the data say."""

from __future__ import annotations

from reporting.charts import Published
from reporting.factcheck.printed.numbers import read_number
from reporting.periods import Period, year as whole_year
from reporting.register import entries
from reporting.warehouse import Warehouse


def published_years(w: Warehouse, kennzahl: str) -> list[Published]:
    """The published values of whole years without a split, oldest first; one per year, an unqualified one before a rounded one."""
    found: dict[int, Published] = {}
    for e in entries(w):
        number = read_number(e.wert)
        if e.kennzahl != kennzahl or e.gliederung or number is None or not e.von or not e.bis or Period(e.von, e.bis) != whole_year(e.von.year):
            continue
        if e.von.year not in found or found[e.von.year].qualifikator and not e.qualifikator:
            found[e.von.year] = Published(e.von.year, float(number.value), ", ".join(filter(None, [e.quelle, e.datum])), e.qualifikator)
    return [found[y] for y in sorted(found)]
