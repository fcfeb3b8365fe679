"""Figures that were once printed somewhere: whole years of the register, to be shown beside what the data say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reporting.warehouse import Warehouse

_NUMBER = re.compile(r"\d{1,3}(?:[.\s]\d{3})+(?:,\d+)?|\d+(?:,\d+)?")


@dataclass(frozen=True)
class Published:
    """A year's value as it was printed: `quelle` and its date, `qualifikator` such as "rund"; not from the warehouse."""

    jahr: int
    wert: float
    quelle: str
    qualifikator: str = ""


def published_years(w: Warehouse, kennzahl: str) -> list[Published]:
    """The published values of whole years without a split, oldest first; one per year, an unqualified one before a rounded one.

    Values that are no number in digits ("fünfzig") are left out.
    """
    rows = w.query(
        "SELECT von, bis, wert, coalesce(qualifikator, ''), quelle, datum FROM veroeffentlicht WHERE kennzahl = ? AND coalesce(gliederung, '') = '' ORDER BY nr",
        [kennzahl],
    )
    found: dict[int, Published] = {}
    for von, bis, value, qualifier, source, printed in rows:
        if von is None or bis is None or (von, bis) != (date(von.year, 1, 1), date(von.year, 12, 31)) or not _NUMBER.fullmatch((value or "").strip()):
            continue
        number = float(re.sub(r"[.\s]", "", value.strip()).replace(",", "."))
        item = Published(von.year, int(number) if number == int(number) else number, ", ".join(filter(None, [source, printed])), qualifier.strip())
        if von.year not in found or found[von.year].qualifikator and not item.qualifikator:
            found[von.year] = item
    return [found[y] for y in sorted(found)]
