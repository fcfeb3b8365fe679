"""What another snapshot would change: every metric month by month, and the published figures that would move.

For the look before a publication: the snapshot in service against the candidate. Differences are differences of the figures as the pages
show them, so a changed location, closure or service in the master data is seen as well as a new export.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reporting import german
from reporting.definitions import Definition, definitions
from reporting.factcheck.printed.rounding import WRONG, allows
from reporting.figures import figure, figures
from reporting.filters import UnknownNameError
from reporting.periods import Period
from reporting.tables import Cell, Column, Table
from reporting.warehouse import Warehouse


@dataclass(frozen=True)
class Change:
    """One metric in one month ("2018-11"): its value in service and in the candidate; None is "keine Daten"."""

    kennzahl: str
    monat: str
    alt: float | int | None
    neu: float | int | None

    @property
    def definition(self) -> Definition:
        return definitions()[self.kennzahl]

    @property
    def difference(self) -> float | int | None:
        """The new value minus the old; a month without data before counts from 0 where parts add up."""
        if self.definition.additiv:
            return (self.neu or 0) - (self.alt or 0)
        return self.neu - self.alt if self.alt is not None and self.neu is not None else None

    @property
    def shrinks(self) -> bool:
        """A count gets smaller or a value goes away."""
        return self.alt is not None and (self.neu is None or self.definition.additiv and self.neu < self.alt)


@dataclass(frozen=True)
class Moved:
    """A figure of the register that would change. `covered`: what was printed still holds for the new value, as far as it held before."""

    aussage: str
    kennzahl: str
    period: Period
    printed: str
    quelle: str
    alt: float | int | None
    neu: float | int | None
    covered: bool


@dataclass(frozen=True)
class Comparison:
    """All differences, by metric in the order of the definitions, then by month."""

    changes: tuple[Change, ...]
    published: tuple[Moved, ...]

    @property
    def metrics(self) -> list[str]:
        """The metrics that change anywhere."""
        return list(dict.fromkeys(change.kennzahl for change in self.changes))

    def overview(self) -> Table:
        """One row per metric: in which months it changes and by how much in all, where parts add up."""
        rows: list[tuple[Cell, ...]] = []
        for kennzahl in self.metrics:
            own = [change for change in self.changes if change.kennzahl == kennzahl]
            additive = definitions()[kennzahl].additiv
            total = german.signed(sum(change.difference for change in own), 0) if additive else ""
            shrunk = german.months_words([change.monat for change in own if change.shrinks]) if any(change.shrinks for change in own) else ""
            rows.append((own[0].definition.label, german.months_words([change.monat for change in own]), total, shrunk))
        titles = ("Kennzahl", "Monate, die sich ändern", "Zusammen", "Davon kleiner als bisher")
        return Table(tuple(Column(title) for title in titles), tuple(rows), tuple(self.metrics))

    def months(self, kennzahl: str) -> Table:
        """Month, value in service, value after publication, difference of one metric."""
        d = definitions()[kennzahl]
        own = [change for change in self.changes if change.kennzahl == kennzahl]
        columns = (Column("Monat"), Column("bisher", "zahl", d.dezimalen), Column("neu", "zahl", d.dezimalen), Column(f"Unterschied ({d.einheit})"))
        rows = tuple(
            (german.month_name(c.monat), c.alt, c.neu, "" if c.difference is None else _difference(c.difference, d.dezimalen)) for c in own)
        return Table(columns, rows, (kennzahl,))

    def published_table(self) -> Table:
        """The published figures that move."""
        titles = ("Veröffentlicht als", "Zeitraum", "Quelle", "bisher", "neu", "Folge")
        rows = tuple(
            (f"{moved.aussage}: {moved.printed}", german.period_words(moved.period), moved.quelle, german.amount(definitions()[moved.kennzahl], moved.alt),
             german.amount(definitions()[moved.kennzahl], moved.neu), "bleibt gedeckt" if moved.covered else "ist nicht mehr gedeckt")
            for moved in self.published)
        return Table(tuple(Column(title) for title in titles), rows)

    def alarms(self) -> list[str]:
        """German sentences on what must be looked at before publishing: published figures that move, counts that shrink."""
        said = []
        broken = [moved for moved in self.published if not moved.covered]
        if broken:
            said.append(f"{_count(len(broken), 'Eine veröffentlichte Zahl ist', 'veröffentlichte Zahlen sind')} danach nicht mehr gedeckt: "
                        + "; ".join(f"{moved.aussage} {moved.printed} ({german.period_words(moved.period)})" for moved in broken[:5])
                        + (" …" if len(broken) > 5 else "."))
        elif self.published:
            said.append(f"{_count(len(self.published), 'Eine veröffentlichte Zahl verschiebt', 'veröffentlichte Zahlen verschieben')} sich, "
                        "der gedruckte Wert bleibt gedeckt.")
        shrunk = [change for change in self.changes if change.shrinks and change.definition.additiv]
        for kennzahl in dict.fromkeys(change.kennzahl for change in shrunk):
            own = [change for change in shrunk if change.kennzahl == kennzahl]
            lost = german.number(-sum(change.difference for change in own))
            said.append(f"{own[0].definition.label}: {german.months_words([change.monat for change in own])} "
                        f"{'wird' if len(own) == 1 else 'werden'} kleiner als bisher (zusammen um {lost}).")
        return said


def compare(old: Warehouse | None, new: Warehouse) -> Comparison:
    """What changes from `old` (None: nothing was ever published) to `new`."""
    years = sorted({*(old.years if old else ()), *new.years})
    if not years:
        return Comparison((), ())
    period = Period(date(years[0], 1, 1), date(years[-1], 12, 31))
    before, after = _monthly(old, period) if old else {}, _monthly(new, period)
    rank = {kennzahl: place for place, kennzahl in enumerate(definitions())}
    keys = sorted({*before, *after}, key=lambda key: (rank[key[0]], key[1]))
    changes = tuple(
        Change(kennzahl, month, before.get((kennzahl, month)), after.get((kennzahl, month)))
        for kennzahl, month in keys if not _same(before.get((kennzahl, month)), after.get((kennzahl, month))))
    return Comparison(changes, _moved(old, new) if old and changes else ())


def _monthly(w: Warehouse, period: Period) -> dict[tuple[str, str], float | int]:
    """The value of every metric in every month with data; stocks are read off master data and would fill months without any data."""
    flows = [d.id for d in definitions().values() if d.art != "bestand"]
    found = figures(w, flows, period, by=("monat",), base=None)
    return {(f.kennzahl, f.gliederung["monat"]): f.wert for f in found if f.wert is not None}


def _moved(old: Warehouse, new: Warehouse) -> tuple[Moved, ...]:
    rows = new.query("""
        SELECT von, bis, kennzahl, coalesce(gliederung, ''), wert, coalesce(qualifikator, ''), coalesce(aussage, ''), coalesce(quelle, '')
        FROM veroeffentlicht WHERE kennzahl IS NOT NULL AND von IS NOT NULL AND bis IS NOT NULL ORDER BY nr""")
    moved = []
    for von, bis, kennzahl, split, printed, qualifier, claim, source in rows:
        if kennzahl not in definitions() or von > bis:
            continue
        name, _, value = split.partition("=")
        where = {name.strip(): (value.strip(),)} if value else {}
        before, after = (_value(w, kennzahl, Period(von, bis), where) for w in (old, new))
        if not _same(before, after):
            percent = definitions()[kennzahl].einheit == "Prozent"
            held, holds = (v is not None and allows(printed or "", qualifier or None, v, percent=percent) != WRONG for v in (before, after))
            words = f"{qualifier} {printed}".strip()
            moved.append(Moved(claim, kennzahl, Period(von, bis), words, source, before, after, holds or not held))
    return tuple(moved)


def _value(w: Warehouse, kennzahl: str, period: Period, where: dict[str, Sequence[str]]) -> float | int | None:
    try:
        return figure(w, kennzahl, period, where=where, base=None).wert
    except UnknownNameError:
        return None


def _same(a: float | int | None, b: float | int | None) -> bool:
    return a is b or (a is not None and b is not None and math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12))


def _difference(value: float | int, decimals: int) -> str:
    text = german.signed(value, decimals)
    return text if not text.startswith("±") else f"unter {german.number(10 ** -decimals, decimals)}" if decimals else text


def _count(n: int, one: str, many: str) -> str:
    return one if n == 1 else f"{german.number(n)} {many}"
