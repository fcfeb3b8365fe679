"""A warehouse from a handful of rows: the real tables and marts, filled without the loading step, for hand counting."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb

from etl.schema import SCHEMA_VERSION
from reporting.warehouse import Warehouse

ROOT = Path(__file__).parents[2]
LOADED = datetime(2026, 1, 15, 8, 0)


def build(path: Path, tables: dict[str, list[tuple]], first: date = date(2022, 1, 1), last: date = date(2025, 12, 31)) -> Warehouse:
    """Write the rows (values in the order of the table's columns; missing trailing ones are NULL) and open the warehouse.

    Without rows for `standorte`, one location "Mitte", open Monday to Friday, with 10 desks and 2 counters. Opening days follow
    weekdays and validity only, unless `oeffnungstage` is given.
    """
    rows = {
        "ladung": [(LOADED, SCHEMA_VERSION)],
        "amt": [("Bürgerbüro Muster", "Musterstadt", "DE-HE", "Stadt Muster, Bürgerbüro", "dl-de/by-2-0", "echt")],
        "standorte": [("Mitte", "Mitte", None, None, 10, 2, "Mo,Di,Mi,Do,Fr")],
        "dienstleistungen": [("Pass", "Melden", None, []), ("Umzug", "Melden", None, []), ("Zulassung", "Kfz", None, [])],
        **tables,
    }
    if "oeffnungstage" not in rows:
        days = [first + timedelta(n) for n in range((last - first).days + 1)]
        rows["oeffnungstage"] = [
            (day, place[0]) for place in rows["standorte"] for day in days
            if day.weekday() < 5 and (place[2] or first) <= day <= (place[3] or last)
        ]
    file = path / "small.duckdb"
    con = duckdb.connect(str(file))
    con.execute((ROOT / "etl/tables.sql").read_text(encoding="utf-8"))
    for table, values in rows.items():
        width = len(con.execute(f"DESCRIBE {table}").fetchall())
        full = [list(row) + [None] * (width - len(row)) for row in values]
        marks = f"({', '.join('?' * width)})"
        for start in range(0, len(full), 500):
            part = full[start : start + 500]
            con.execute(f"INSERT INTO {table} VALUES {', '.join([marks] * len(part))}", [value for row in part for value in row])
    for mart in sorted((ROOT / "etl/marts").glob("*.sql")):
        con.execute(mart.read_text(encoding="utf-8"))
    con.close()
    return Warehouse(file)


def contacts(*rows: tuple) -> list[tuple]:
    """("2024-03-04", "Pass", 5) as a row of `kontakte` at Mitte with appointment."""
    return [(date.fromisoformat(day), "Mitte", service, "Termin", n) for day, service, n in rows]


def appointment(at: str, arrived: str | None, called: str | None, *, persons: int = 1, status: str = "bedient", booked: str | None = None,
                service: str = "Pass", place: str = "Mitte") -> tuple:
    """A row of `termine`; times as "2024-03-04 09:00"."""
    def time(text: str | None):
        return datetime.fromisoformat(text) if text else None
    return (f"{at}-{service}-{arrived}-{called}-{status}", place, service, time(at), status, time(booked), time(arrived), time(called), None, None, persons)
