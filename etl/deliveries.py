"""Which file has the word where several deliver the same: a re-delivery replaces, it never doubles.

The rule, per table, location (where the table has one) and month: if two files share at least one row key in such a block, the later
file (time of change, then name) keeps its rows and the whole block of the earlier one is replaced. Files without a shared key complement
each other. E-mails have no key: two blocks are a re-delivery when at least half of the smaller one's rows occur in the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from etl.checks import KEYS

_MONTH = {"termine": "termin_am", "emails": "eingegangen_am"}
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
    replaced: list[Replaced] = []
    for block, ids in _shared_blocks(con, table):
        newest_first = sorted(ids, key=lambda file_id: age[file_id], reverse=True)
        kept: list[int] = []
        for file_id in newest_first:
            by = next((other for other in kept if _same_delivery(con, table, block, file_id, other)), None)
            if by is None:
                kept.append(file_id)
            else:
                replaced.append(_take_out(con, table, _in_block(table, block), file_id, by, files, block))
    if table == "termine":
        replaced += _moved_appointments(con, files, age)
    return replaced


def _shared_blocks(con: duckdb.DuckDBPyConnection, table: str) -> list[tuple[tuple, list[int]]]:
    """Blocks (location or '', first of month) that more than one file delivers, with these files."""
    location = "standort" if table in ("kontakte", "termine", "wartezeiten_stunden", "kapazitaet") else "''"
    month = f"date_trunc('month', {_MONTH.get(table, 'datum')})::DATE"
    rows = con.execute(
        f"SELECT {location}, {month}, list(DISTINCT datei_id) FROM {table} GROUP BY 1, 2 HAVING count(DISTINCT datei_id) > 1 ORDER BY 1, 2"
    ).fetchall()
    return [((location, month), ids) for location, month, ids in rows]


def _in_block(table: str, block: tuple) -> str:
    location, month = block
    where = f"date_trunc('month', {_MONTH.get(table, 'datum')}) = DATE '{month}'"
    return where if not location else where + f" AND standort = '{location.replace(chr(39), chr(39) * 2)}'"


def _same_delivery(con: duckdb.DuckDBPyConnection, table: str, block: tuple, older: int, newer: int) -> bool:
    where = _in_block(table, block)
    key = ", ".join(KEYS.get(table, _SAME_MAIL))
    every = "ALL" if table not in KEYS else ""
    shared, smaller = con.execute(f"""
        WITH a AS (SELECT {key} FROM {table} WHERE {where} AND datei_id = {older}),
             b AS (SELECT {key} FROM {table} WHERE {where} AND datei_id = {newer})
        SELECT (SELECT count(*) FROM (FROM a INTERSECT {every} FROM b)), least((SELECT count(*) FROM a), (SELECT count(*) FROM b))
        """).fetchone()
    return 2 * shared >= smaller if table not in KEYS else shared > 0


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
