"""A published snapshot, opened read-only and hardened; what every figure is read from."""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from contextlib import suppress
from datetime import date, datetime
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from etl import snapshots
from etl.schema import SCHEMA_VERSION

DEFAULT_DATA = "data"
KEPT_ANSWERS = 4000


class NoWarehouseError(Exception):
    """There is no warehouse to read; the text is German and says what to do."""


class Event(NamedTuple):
    """A line of `ereignisse.csv`; `art` is "ereignis" or "bruch", no `kennzahlen` means all."""

    id: int
    von: date
    bis: date
    titel: str
    art: str
    kennzahlen: tuple[str, ...]
    beschreibung: str


class Location(NamedTuple):
    """A line of `standorte.csv`; a location may have several, one per span of validity."""

    standort: str
    name: str
    gueltig_ab: date | None
    gueltig_bis: date | None
    beraterplaetze: int | None
    thekenplaetze: int | None


def data_folder(data_dir: Path | str | None = None) -> Path:
    """The office folder: the argument, else the environment variable BILANZ_DATA, else `data`."""
    return Path(data_dir or os.environ.get("BILANZ_DATA") or DEFAULT_DATA)


def open_warehouse(data_dir: Path | str | None = None, file: Path | str | None = None) -> Warehouse:
    """Open the current snapshot of an office folder, or the given file.

    Raises NoWarehouseError where nothing was published yet or the file cannot be read as a warehouse.
    """
    folder = data_folder(data_dir)
    if file is None:
        try:
            file = snapshots.current(folder)
        except snapshots.SnapshotError as error:
            raise NoWarehouseError(str(error)) from error
        if file is None:
            raise NoWarehouseError(
                f"Für den Ordner {folder} ist noch kein Datenbestand geladen. Bitte zuerst: python -m etl load --data {folder}"
            )
    if not Path(file).is_file():
        raise NoWarehouseError(f"Die Datei {file} gibt es nicht. Bitte den Pfad prüfen oder zuerst laden: python -m etl load")
    return Warehouse(Path(file))


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, *parameters: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        return cursor.execute(sql, [list(value) if isinstance(value, tuple) else value for value in parameters]).fetchall()


class Warehouse:
    """One snapshot. Every query runs on a cursor of its own, so threads may share an instance; nothing is ever written.

    `snapshot`: the file name, which changes with every load and so serves as cache key.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._connection = duckdb.connect(
                str(path),
                read_only=True,
                config={
                    "enable_external_access": "false",
                    "autoinstall_known_extensions": "false",
                    "autoload_known_extensions": "false",
                    "python_enable_replacements": "false",
                },
            )
            with suppress(duckdb.InvalidInputException):  # already locked: this process has the same file open
                self._connection.execute("SET lock_configuration = true")
            self.loaded_at: datetime
            self.loaded_at, version = self._connection.execute("SELECT geladen_am, schema_version FROM ladung").fetchone()
        except duckdb.Error as error:
            raise NoWarehouseError(
                f"Die Datei {path} lässt sich nicht als Datenbestand lesen. Bitte neu laden: python -m etl load"
            ) from error
        if version != SCHEMA_VERSION:
            self._connection.close()
            raise NoWarehouseError(
                f"Der Datenbestand {path.name} stammt von einer anderen Fassung des Programms. Bitte neu laden: python -m etl load"
            )
        self.path = path
        self.snapshot = path.name
        self._kept = lru_cache(maxsize=KEPT_ANSWERS, typed=True)(partial(_rows, self._connection))

    def query(self, sql: str, parameters: list[Any] | None = None) -> list[tuple]:
        """All rows of a query. Answers are kept, because a snapshot never changes: many figures ask the same days and files."""
        return list(self._kept(sql, *(tuple(value) if isinstance(value, list) else value for value in parameters or ())))

    def frame(self, sql: str, parameters: list[Any] | None = None):
        """The result of a query as a pandas DataFrame."""
        with self._connection.cursor() as cursor:
            return cursor.execute(sql, parameters or []).df()

    def close(self) -> None:
        self._connection.close()

    @cached_property
    def amt(self) -> dict[str, str]:
        """name, stadt, bundesland, quellenangabe, lizenz, datenart."""
        columns = ("name", "stadt", "bundesland", "quellenangabe", "lizenz", "datenart")
        row = self.query(f"SELECT {', '.join(columns)} FROM amt")[0]
        return dict(zip(columns, ("" if value is None else value for value in row)))

    @property
    def is_sample(self) -> bool:
        """True where the data are invented and every screen and export must say so."""
        return self.amt["datenart"] == "beispiel"

    @cached_property
    def coverage(self) -> dict[str, tuple[date, date]]:
        """First and last day with data per canonical table; a table without data is missing."""
        rows = self.query("SELECT tabelle, von, bis FROM abdeckung WHERE von IS NOT NULL AND bis IS NOT NULL")
        return {table: (von, bis) for table, von, bis in rows}

    @cached_property
    def data_until(self) -> date | None:
        """The "Stand" of the house: last day with contacts, or with anything where there are none."""
        if "kontakte" in self.coverage:
            return self.coverage["kontakte"][1]
        return max((bis for _, bis in self.coverage.values()), default=None)

    @cached_property
    def events(self) -> list[Event]:
        rows = self.query("SELECT ereignis_id, von, bis, titel, art, kennzahlen, beschreibung FROM ereignisse ORDER BY von")
        return [Event(i, von, bis or von, t or "", a or "ereignis", tuple(k or ()), b or "") for i, von, bis, t, a, k, b in rows]

    @cached_property
    def locations(self) -> list[Location]:
        rows = self.query(
            "SELECT standort, name, gueltig_ab, gueltig_bis, beraterplaetze, thekenplaetze FROM standorte ORDER BY gueltig_ab NULLS FIRST, standort"
        )
        return [Location(*row) for row in rows]

    @cached_property
    def areas(self) -> dict[str, list[str]]:
        """Services by area, both in the order of the master data."""
        result: dict[str, list[str]] = {}
        for service, area in self.query("SELECT dienstleistung, bereich FROM dienstleistungen ORDER BY rowid"):
            result.setdefault(area, []).append(service)
        return result

    @cached_property
    def _open_days(self) -> dict[str | None, list[date]]:
        result: dict[str | None, list[date]] = {}
        for day, location in self.query("SELECT datum, standort FROM oeffnungstage ORDER BY datum"):
            result.setdefault(location, []).append(day)
        result[None] = sorted({day for days in result.values() for day in days})
        return result

    @cached_property
    def calendar_until(self) -> date:
        """Until when opening days are known: the end of the last year with any."""
        days = self._open_days[None]
        return date(days[-1].year, 12, 31) if days else date.max

    def open_days(self, von: date, bis: date, locations: tuple[str, ...] = ()) -> list[date]:
        """The opening days from `von` to `bis` on which at least one of the locations (empty: any) was open."""
        if not locations:
            days = self._open_days[None]
        elif len(locations) == 1:
            days = self._open_days.get(locations[0], [])
        else:
            days = sorted({day for location in locations for day in self._open_days.get(location, [])})
        return days[bisect_left(days, von):bisect_right(days, bis)]

    @cached_property
    def years(self) -> list[int]:
        """The years with any data, oldest first."""
        spans = self.coverage.values()
        return sorted({year for von, bis in spans for year in range(von.year, bis.year + 1)})
