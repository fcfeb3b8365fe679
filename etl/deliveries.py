"""Which file has the word where several deliver the same: a re-delivery replaces, it never doubles.

The rule, per table, location (where the table has one) and month: if two files share at least one row key there, the later file (time of
change, then name) replaces the rows of the earlier one on all days of that month from its own first to its own last day. So a month that
is delivered again replaces the month, and a weekly export that reaches back some days replaces these days only. Files without a shared
key complement each other. E-mails have no key: they are a re-delivery when at least half of the rows of the smaller of both, on
the days the later file covers, occur in the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import duckdb

from etl.checks import KEYS

_MOMENT = {"termine": "termin_am", "emails": "eingegangen_am"}
_SAME_MAIL = ("eingegangen_am", "thema")
# Numbers of appointments may begin anew with every file: only number and time together tell the same appointment.
_SAME_ROW = {**KEYS, "termine": ("termin_id", "termin_am")}


@dataclass(frozen=True)
class Replaced:
    """Rows of one file that gave way to a newer delivery, in which month (ISO `YYYY-MM`, the location before it where there is one)."""

    file_id: int
    by: int
    rows: int
    block: str


def settle(con: duckdb.DuckDBPyConnection, table: str, files: dict[int, str]) -> list[Replaced]:
    """Take the replaced rows out of `table` and list them in `ablehnungen`; returns what was replaced by what.

    files: id -> name of all files of this table, oldest delivery first.
    """
    age = {file_id: place for place, file_id in enumerate(files)}
    blocks = _shared_blocks(con, table)
    outdated = []  # all comparisons first, on what was delivered; only then rows are taken out
    if blocks:
        location = _location(table)
        days = {(file_id, place): (first, last) for file_id, place, first, last in con.execute(
            f"SELECT datei_id, {location}, min({_day(table)}), max({_day(table)}) FROM {table} GROUP BY 1, 2").fetchall()}
        for block, one, other in _same_deliveries(con, table, blocks, days):
            file_id, by = sorted((one, other), key=lambda file_id: age[file_id])
            outdated.append((block, file_id, by, f"{_in_block(table, block)} AND {_within(table, days[by, block[0]])}"))
    outdated.sort(key=lambda part: (part[0], -age[part[2]], -age[part[1]]))  # the newest word is the reason given
    replaced = [_take_out(con, table, where, file_id, by, files, block) for block, file_id, by, where in outdated]
    if table == "termine":
        replaced += _moved_appointments(con, files, age)
    return [part for part in replaced if part.rows]


def _location(table: str) -> str:
    return "standort" if table in ("kontakte", "termine", "wartezeiten_stunden", "kapazitaet") else "''"


def _day(table: str) -> str:
    return f"{_MOMENT.get(table, 'datum')}::DATE"


def _month(table: str) -> str:
    return f"date_trunc('month', {_day(table)})::DATE"


def _in_block(table: str, block: tuple) -> str:
    location, month = block
    here = f" AND standort = '{location.replace(chr(39), chr(39) * 2)}'" if location else ""
    return f"{_month(table)} = DATE '{month}'{here}"


def _within(table: str, days: tuple) -> str:
    return f"{_day(table)} BETWEEN DATE '{days[0]}' AND DATE '{days[1]}'"


def _shared_blocks(con: duckdb.DuckDBPyConnection, table: str) -> list[tuple[tuple, list[int]]]:
    """Blocks (location or '', first of month) that more than one file delivers, with these files."""
    rows = con.execute(
        f"SELECT {_location(table)}, {_month(table)}, list(DISTINCT datei_id) FROM {table} GROUP BY 1, 2 HAVING min(datei_id) <> max(datei_id) ORDER BY 1, 2"
    ).fetchall()
    return [((location, month), ids) for location, month, ids in rows]


def _same_deliveries(con: duckdb.DuckDBPyConnection, table: str, blocks: list, days: dict) -> list[tuple[tuple, int, int]]:
    """(block, file, other file) for all files that deliver the same in a block."""
    if table in _SAME_ROW:
        rows = con.execute(f"""
            SELECT DISTINCT ort, monat, ids FROM (
                SELECT {_location(table)} AS ort, {_month(table)} AS monat, list_sort(list(DISTINCT datei_id)) AS ids
                FROM {table} GROUP BY 1, 2, {', '.join(_SAME_ROW[table])} HAVING min(datei_id) <> max(datei_id)
            )""").fetchall()
        return sorted({((location, month), *pair) for location, month, ids in rows for pair in combinations(ids, 2)})
    return [
        (block, one, other) for block, ids in blocks for one, other in combinations(sorted(ids), 2)
        if days[one, block[0]][0] <= days[other, block[0]][1] and days[other, block[0]][0] <= days[one, block[0]][1]
        and _same_mails(con, table, f"{_in_block(table, block)} AND {_within(table, days[max(one, other), block[0]])}", one, other)
    ]


def _same_mails(con: duckdb.DuckDBPyConnection, table: str, where: str, one: int, other: int) -> bool:
    key = ", ".join(_SAME_MAIL)
    shared, smaller = con.execute(f"""
        WITH a AS (SELECT {key} FROM {table} WHERE {where} AND datei_id = {one}),
             b AS (SELECT {key} FROM {table} WHERE {where} AND datei_id = {other})
        SELECT (SELECT count(*) FROM (FROM a INTERSECT ALL FROM b)), least((SELECT count(*) FROM a), (SELECT count(*) FROM b))
        """).fetchone()
    return shared > 0 and 2 * shared >= smaller


def _take_out(
    con: duckdb.DuckDBPyConnection, table: str, where: str, file_id: int, by: int, files: dict[int, str], block: tuple
) -> Replaced:
    where = f"{where} AND datei_id = {file_id}"
    con.execute(
        f"INSERT INTO ablehnungen SELECT ?, zeile, NULL, NULL, ? FROM {table} WHERE {where} ORDER BY zeile",
        [files[file_id], f"ersetzt durch neuere Lieferung {files[by]}"])
    rows = con.execute(f"DELETE FROM {table} WHERE {where}").fetchone()[0]
    location, month = block
    return Replaced(file_id, by, rows, f"{location} {month:%Y-%m}".strip())


def _moved_appointments(con: duckdb.DuckDBPyConnection, files: dict[int, str], age: dict[int, int]) -> list[Replaced]:
    """The same appointment in two files at different times (rebooked): the newer file's row stays.

    Number and time of booking together tell that it is the same; numbers alone may begin anew with every file.
    """
    if not con.execute("SELECT count(*) - count(DISTINCT termin_id) FROM termine").fetchone()[0]:
        return []
    pairs = con.execute("""
        SELECT termin_id, gebucht_am, list(DISTINCT datei_id) FROM termine WHERE gebucht_am IS NOT NULL
        GROUP BY ALL HAVING min(datei_id) <> max(datei_id) ORDER BY ALL
        """).fetchall()
    outdated: dict[tuple[int, int], list[tuple]] = {}
    for *appointment, ids in pairs:
        *older, newest = sorted(ids, key=lambda file_id: age[file_id])
        for file_id in older:
            outdated.setdefault((file_id, newest), []).append(tuple(appointment))
    replaced = []
    for (file_id, by), appointments in outdated.items():
        ids, booked = zip(*appointments)
        con.execute("CREATE OR REPLACE TEMP TABLE verlegte AS SELECT unnest(?) AS termin_id, unnest(?)::TIMESTAMP AS gebucht_am", [list(ids), list(booked)])
        first = con.execute(
            f"SELECT '', min(termin_am)::DATE FROM termine SEMI JOIN verlegte USING (termin_id, gebucht_am) WHERE datei_id = {file_id}").fetchone()
        replaced.append(_take_out(con, "termine", "(termin_id, gebucht_am) IN (FROM verlegte)", file_id, by, files, first))
    return replaced
