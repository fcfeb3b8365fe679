"""Which file has the word where several deliver the same: a re-delivery replaces, it never doubles.

The rule, per table, location (where the table has one) and month: if two files share at least one row key there, the later file (time of
change, then name) replaces the rows of the earlier one on all days of that month from its own first to its own last day. So a month that
is delivered again replaces the month, and a weekly export that reaches back some days replaces these days only. Files without a shared
key complement each other. E-mails have no key: they are a re-delivery when at least half of the rows of the smaller of both, on
the days the later file covers, occur in the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from etl.checks import KEYS

_MOMENT = {"termine": "termin_am", "emails": "eingegangen_am"}
_SAME_MAIL = ("eingegangen_am", "thema")


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
    outdated = []  # all comparisons first, on what was delivered; only then rows are taken out
    for block, ids in _shared_blocks(con, table):
        newest_first = sorted(ids, key=lambda file_id: age[file_id], reverse=True)
        for place, file_id in enumerate(newest_first):
            for by in newest_first[:place]:
                first, last = _covered(con, table, block, by)
                where = f"{_in_block(table, block)} AND {_day(table)} BETWEEN DATE '{first}' AND DATE '{last}'"
                if _same_delivery(con, table, where if table not in KEYS else _in_block(table, block), file_id, by):
                    outdated.append((where, file_id, by, block))
    replaced = [_take_out(con, table, where, file_id, by, files, block) for where, file_id, by, block in outdated]
    if table == "termine":
        replaced += _moved_appointments(con, files, age)
    return [part for part in replaced if part.rows]


def _shared_blocks(con: duckdb.DuckDBPyConnection, table: str) -> list[tuple[tuple, list[int]]]:
    """Blocks (location or '', first of month) that more than one file delivers, with these files."""
    location = "standort" if table in ("kontakte", "termine", "wartezeiten_stunden", "kapazitaet") else "''"
    month = f"date_trunc('month', {_day(table)})::DATE"
    rows = con.execute(
        f"SELECT {location}, {month}, list(DISTINCT datei_id) FROM {table} GROUP BY 1, 2 HAVING count(DISTINCT datei_id) > 1 ORDER BY 1, 2"
    ).fetchall()
    return [((location, month), ids) for location, month, ids in rows]


def _day(table: str) -> str:
    return f"{_MOMENT.get(table, 'datum')}::DATE"


def _here(block: tuple) -> str:
    """SQL condition for the location of a block."""
    return "true" if not block[0] else f"standort = '{block[0].replace(chr(39), chr(39) * 2)}'"


def _in_block(table: str, block: tuple) -> str:
    return f"date_trunc('month', {_day(table)}) = DATE '{block[1]}' AND {_here(block)}"


def _covered(con: duckdb.DuckDBPyConnection, table: str, block: tuple, file_id: int) -> tuple:
    """First and last day of a file at the location of a block, in whichever month."""
    return con.execute(f"SELECT min({_day(table)}), max({_day(table)}) FROM {table} WHERE datei_id = {file_id} AND {_here(block)}").fetchone()


def _same_delivery(con: duckdb.DuckDBPyConnection, table: str, where: str, older: int, newer: int) -> bool:
    key = ", ".join(KEYS.get(table, _SAME_MAIL))
    every = "ALL" if table not in KEYS else ""
    shared, smaller = con.execute(f"""
        WITH a AS (SELECT {key} FROM {table} WHERE {where} AND datei_id = {older}),
             b AS (SELECT {key} FROM {table} WHERE {where} AND datei_id = {newer})
        SELECT (SELECT count(*) FROM (FROM a INTERSECT {every} FROM b)), least((SELECT count(*) FROM a), (SELECT count(*) FROM b))
        """).fetchone()
    return shared > 0 and (table in KEYS or 2 * shared >= smaller)


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
    """The same appointment in two files but different months or locations (rebooked): the newer file's row stays."""
    if not con.execute("SELECT count(*) - count(DISTINCT termin_id) FROM termine").fetchone()[0]:
        return []
    pairs = con.execute("""
        SELECT termin_id, list(DISTINCT datei_id) FROM termine GROUP BY termin_id HAVING min(datei_id) <> max(datei_id) ORDER BY 1
        """).fetchall()
    outdated: dict[tuple[int, int], list[str]] = {}
    for appointment, ids in pairs:
        *older, newest = sorted(ids, key=lambda file_id: age[file_id])
        for file_id in older:
            outdated.setdefault((file_id, newest), []).append(appointment)
    replaced = []
    for (file_id, by), appointments in outdated.items():
        con.execute("CREATE OR REPLACE TEMP TABLE verlegte AS SELECT unnest(?) AS termin_id", [appointments])
        first = con.execute(
            f"SELECT '', min(termin_am)::DATE FROM termine SEMI JOIN verlegte USING (termin_id) WHERE datei_id = {file_id}").fetchone()
        replaced.append(_take_out(con, "termine", "termin_id IN (FROM verlegte)", file_id, by, files, first))
    return replaced
