"""Numbered rows become canonical columns: the header is found by content, everything else is one SQL statement."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import duckdb

from etl.readers.raw import Raw
from etl.readers.values import MACROS, expression, literal, quoted
from etl.sources import TABLES, Column, ReadResult, Source, SourceError

_BLANKS = " \t\r\n\u00a0\u202f\ufeff"


@dataclass(frozen=True)
class Table:
    """A table found in a file: its raw rows, where its header stands and what the header says."""

    source: Source
    path: Path
    raw: Raw
    header_line: int
    headers: list[str]
    """Unique names of the file's columns, as SQL expressions in `quellen.toml` may use them."""
    width: int
    """Cells of the header row, blank ones at its end included."""
    missing: list[str]
    """What the table must have and this one has not: canonical columns or headers, in words."""


def find_table(source: Source, path: Path, sheets: Iterable[Raw]) -> Table:
    """The first sheet with a header row that has all the source needs.

    Raises SourceError naming what is missing in the row that comes nearest.
    """
    best: Table | None = None
    for raw in sheets:
        for line, cells in _header_candidates(source, raw):
            headers = _unique([_meant(cell, source) for cell in cells])
            table = Table(source, path, raw, line, headers, len(cells), _missing(source, headers))
            if not table.missing:
                return table
            if best is None or _fit(table) > _fit(best):
                best = table
    if best is None:
        raise SourceError(f"{path.name} enthält keine Zeilen. Bitte den Export noch einmal erzeugen.")
    raise SourceError(_nothing_fits(best))


def write_rows(tables: list[Table], con: duckdb.DuckDBPyConnection, into: str) -> ReadResult:
    """Create the temp table `into` from the located tables of one file (see `etl.readers.read`)."""
    try:
        con.execute("SELECT zahl(NULL)").fetchall()
    except duckdb.CatalogException:  # the first file of this connection
        con.execute(MACROS)
    for number, table in enumerate(tables):
        start = f"INSERT INTO {quoted(into)} BY NAME" if number else f"CREATE OR REPLACE TEMP TABLE {quoted(into)} AS"
        con.register("_rohzeilen", table.raw.rows)
        try:
            con.execute(f"{start} {_statement(table)}")
        except duckdb.Error as error:
            raise SourceError(f"{table.path.name}: die Angaben zur Quelle „{table.source.name}“ in quellen.toml lassen sich nicht "
                              f"ausführen: {str(error).splitlines()[0]}") from error
        finally:
            con.unregister("_rohzeilen")
    notes = []
    if tables[0].source.sum_up and not tables[0].source.query:
        notes = _note_summed(con, into)
    rows = con.execute(f"SELECT count(*) FROM {quoted(into)}").fetchone()[0]
    columns = [name for name, *_ in con.execute(f"DESCRIBE {quoted(into)}").fetchall()]
    found = [column for column in TABLES[tables[0].source.table] if column in columns]
    unmapped = list(dict.fromkeys(header for table in tables for header in dropped(table)))
    return ReadResult(rows, found, unmapped, tables[0].header_line, tables[0].raw.encoding, notes)


def _note_summed(con: duckdb.DuckDBPyConnection, into: str) -> list[str]:
    before, after = con.execute(f"SELECT coalesce(sum(_zeilen), 0)::BIGINT, count(*) FROM {quoted(into)}").fetchone()
    con.execute(f"ALTER TABLE {quoted(into)} DROP COLUMN _zeilen")
    return [f"{before} Zeilen der Datei sind zu {after} zusammengefasst."] if before != after else []


def dropped(table: Table) -> list[str]:
    """The headers nothing is mapped to."""
    used = {header for column in table.source.columns.values() for header in _used(column, table.headers)}
    used |= set(_wide(table)) | _mentioned(table.source.query, table.headers) | _mentioned(table.source.only, table.headers)
    return [header for header in table.headers if header not in used]


# --- the header -------------------------------------------------------------------------------------------------------

def _header_candidates(source: Source, raw: Raw) -> Iterable[tuple[int, list[str]]]:
    if source.header_line == 0 and raw.head and not raw.fixed_header:
        yield 0, [f"Spalte_{number}" for number in range(1, max(len(cells) for _, cells in raw.head) + 1)]
    for at, (line, cells) in enumerate(raw.head[source.header_rows - 1 :]):
        if source.header_line not in (None, line) and not raw.fixed_header:
            continue
        if any(cell.strip() for cell in cells):
            upper = [row for _, row in raw.head[at : at + source.header_rows - 1]]
            yield line, _joined([*map(_filled_right, upper), cells]) if upper else [" ".join(cell.split()) for cell in cells]


def _filled_right(cells: list[str]) -> list[str]:
    """Merged cells hold their text in the first one only."""
    filled: list[str] = []
    for cell in cells:
        filled.append(cell.strip() or (filled[-1] if filled else ""))
    return filled


def _joined(rows: list[list[str]]) -> list[str]:
    return [" ".join(" ".join(row[n] for row in rows if n < len(row)).split()) for n in range(max(map(len, rows)))]


def _meant(cell: str, source: Source) -> str:
    """The header a cell stands for: itself, or the one it is declared to be another name of."""
    return next((name for name, others in source.aliases.items() if cell and match(others, [cell])), cell)


def _unique(cells: list[str]) -> list[str]:
    """Names for all columns up to the last filled header: blank ones by position, repeated ones with a number."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    names: list[str] = []
    taken: set[str] = set()
    for position, cell in enumerate(cells, 1):
        name, repeat = cell or f"Spalte_{position}", 1
        while name.casefold() in taken:
            repeat += 1
            name = f"{cell}_{repeat}"
        taken.add(name.casefold())
        names.append(name)
    return names


def match(wanted: Iterable[str], headers: list[str]) -> str | None:
    """The header that one of the wanted names means: trimmed, without case, `*` standing for anything."""
    for name in wanted:
        pattern = re.escape(" ".join(name.split())).replace(r"\*", ".*")
        for header in headers:
            if re.fullmatch(pattern, header, re.IGNORECASE):
                return header
    return None


def _names_in(sql: str | None) -> list[str]:
    """The headers an SQL expression mentions (the pseudo columns, which start with `_`, left out)."""
    names = [name.replace('""', '"') for name in re.findall(r'"((?:[^"]|"")+)"', sql or "")]
    return [name for name in names if not name.startswith("_")]


def _mentioned(sql: str | None, headers: list[str]) -> set[str]:
    return {header for header in headers if header.casefold() in {name.casefold() for name in _names_in(sql)}}


def _used(column: Column, headers: list[str]) -> set[str]:
    named = match(column.names, headers)
    several = {match([name], headers) for name in column.total + column.joined}
    return ({named} | several | _mentioned(column.sql, headers)) - {None}


def _lacks(column: Column, headers: list[str]) -> list[str]:
    """The headers a column needs and the file does not have."""
    lacking = [name for name in column.total + column.joined if match([name], headers) is None]
    if column.names and not any(name.startswith("_") for name in column.names) and match(column.names, headers) is None:
        lacking.append(" / ".join(column.names))
    present = {header.casefold() for header in headers}
    return lacking + [name for name in _names_in(column.sql) if name.casefold() not in present]


def _missing(source: Source, headers: list[str]) -> list[str]:
    missing = [name for name in source.header if match([name], headers) is None]
    missing += [name for name in _names_in(source.only) if name.casefold() not in {header.casefold() for header in headers}]
    if source.wide and not _wide_headers(source, headers):
        missing.append(" / ".join(source.wide))
    for canonical, field in TABLES[source.table].items():
        if source.query or not field.required:
            continue
        column = source.columns.get(canonical)
        missing += _lacks(column, headers) if column else [canonical]
    for header in headers:  # two columns of one name: which one is meant?
        doubled = f"{header}_2".casefold() in (name.casefold() for name in headers)
        if doubled and any(header in _used(column, headers) for column in source.columns.values()):
            missing.append(f"{header} (kommt mehrfach vor)")
    return missing


def _fit(table: Table) -> int:
    named = [column for column in table.source.columns.values() if column.names or column.total or column.joined or column.sql]
    return sum(not _lacks(column, table.headers) for column in named) - len(table.missing)


def _nothing_fits(best: Table) -> str:
    source, raw = best.source, best.raw
    place = f"Blatt „{raw.place}“, Zeile" if raw.place else "Zeile"
    found = ", ".join(best.headers[:25]) + (", …" if len(best.headers) > 25 else "")
    words = "Es fehlt die Spalte" if len(best.missing) == 1 else "Es fehlen die Spalten"
    text = (f"{best.path.name}: {words} {', '.join(f'„{name}“' for name in best.missing)}. "
            f"Gefunden wurde in {place} {best.header_line}: {found}.")
    near = {name: get_close_matches(name.casefold(), [header.casefold() for header in best.headers], 1, 0.75) for name in best.missing}
    hints = [f"Heißt „{name}“ dort „{header[0]}“?" for name, header in near.items() if header]
    if len(best.headers) == 1 and source.reader == "csv":
        other = max(",;\t|", key=best.headers[0].count)
        if best.headers[0].count(other) and other != source.delimiter:
            hints.append(f"Die Spalten scheinen durch „{'Tabulator' if other == chr(9) else other}“ getrennt zu sein, "
                         f"erwartet wird „{source.delimiter}“.")
    hints.append("Bitte den Export mit dieser Überschrift wiederholen oder in quellen.toml unter "
                 f"[quelle.{source.name}.spalten] angeben, wie sie in der Datei heißt.")
    return " ".join([text, *hints])


# --- the statement ----------------------------------------------------------------------------------------------------

WIDE_WORDS = {
    "tage": r"(\w\w\.?,? )?\d{1,2}\.\d{1,2}\.(\d{2}|\d{4})|\d{4}-\d\d-\d\d",
    "monate": r"(Jan|Feb|Mär|Mrz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-zä]*\.?( (\d{2}|\d{4}))?|\d{4}-\d\d",
}
"""Words for the headers most often turned long: one column per day or per month."""


def _wide_headers(source: Source, headers: list[str]) -> list[str]:
    patterns = [WIDE_WORDS.get(pattern, pattern) for pattern in source.wide]
    return [header for header in headers if any(re.fullmatch(pattern, header, re.IGNORECASE) for pattern in patterns)]


def _wide(table: Table) -> list[str]:
    return _wide_headers(table.source, table.headers)


def _statement(table: Table) -> str:
    """The SELECT from `_rohzeilen` to canonical columns."""
    source = table.source
    steps = [f"zellen AS ({_cells(table)})", f"roh AS ({_rows(table)})"]
    rows = "roh"
    if source.wide:
        wide = _wide(table)
        kept = ", ".join(map(quoted, ["_zeile", "_fehler", *_pseudo(table), *(h for h in table.headers if h not in wide)]))
        pairs = ", ".join(f"{{'_spalte': {literal(header)}, '_wert': {quoted(header)}}}" for header in wide)
        once = "[{'_spalte': NULL::VARCHAR, '_wert': NULL::VARCHAR}]"  # a damaged row is one row, whatever it was to become
        steps.append(f"lang AS (SELECT {kept}, unnest(CASE WHEN _fehler IS NULL THEN [{pairs}] ELSE {once} END, recursive := true) FROM roh)")
        rows = "(FROM lang WHERE _wert IS NOT NULL OR _fehler IS NOT NULL)"
    if source.query:
        given = [f"{expression(source, column, TABLES[source.table][canonical], list(TABLES[source.table]), match)} AS {canonical}"
                 for canonical, column in source.columns.items()]
        return f"WITH {', '.join(steps)} SELECT *{f' REPLACE ({chr(44).join(given)})' if given else ''} FROM ({source.query})"
    columns = {}
    for canonical in TABLES[source.table]:
        column = source.columns.get(canonical)
        if column and not _lacks(column, table.headers):
            columns[canonical] = expression(source, column, TABLES[source.table][canonical], table.headers, match)
    condition = f" WHERE {source.only}" if source.only else ""
    given = ", ".join(f"{value} AS {canonical}" for canonical, value in columns.items())
    select = f"SELECT _zeile AS zeile, {given}, _fehler FROM {rows}{condition}"
    return f"WITH {', '.join(steps)} {_summed(source, list(columns), select) if source.sum_up else select}"


def _summed(source: Source, columns: list[str], select: str) -> str:
    """Rows that differ in nothing but their counts become one, at the first one's line. A row whose counts are no numbers stays alone."""
    kinds = {column: TABLES[source.table][column].kind for column in columns}
    counts = [column for column, kind in kinds.items() if kind == "count"]
    keys = [column for column, kind in kinds.items() if kind not in ("count", "number")]
    odd = " OR ".join(["_fehler IS NOT NULL", *(f"({column} IS NOT NULL AND ganze({column}) IS NULL)" for column in counts)])
    sums = {column: f"sum(ganze({column}))::BIGINT::VARCHAR" for column in counts}
    for column in kinds.keys() - {*counts, *keys}:  # a mean is weighted by its count
        sums[column] = f"replace((sum(zahl({column}) * ganze(anzahl)) / sum(ganze(anzahl)))::VARCHAR, '.', ',')"
    shown = ", ".join(f"CASE WHEN count(*) = 1 THEN any_value({column}) ELSE {sums[column]} END AS {column}" if column in sums else column for column in columns)
    return f"SELECT min(zeile) AS zeile, {shown}, _fehler, count(*) AS _zeilen FROM ({select}) GROUP BY {', '.join([*keys, '_fehler'])}, CASE WHEN {odd} THEN zeile END"


def _cells(table: Table) -> str:
    """All cells as columns named like the headers, NULL where empty, and `_fehler` where the row is damaged."""
    source, raw = table.source, table.raw
    columns = []
    for position, header in enumerate(table.headers, 1):
        cell = f"zellen[{position}]" if raw.trimmed else f"trim(zellen[{position}], {literal(_BLANKS)})"
        cell = f"nullif({cell}, '')"
        for word in source.empty:
            cell = f"CASE WHEN lower({cell}) <> {literal(word.lower())} THEN {cell} END"
        columns.append(f"{cell} AS {quoted(header)}")
    width = len(table.headers)
    damages = [f"WHEN {line} THEN {literal(reason)}" for line, reason in raw.damaged.items()]
    fault = f"CASE zeile {' '.join(damages)} END" if damages else "NULL::VARCHAR"
    if raw.strict:
        count = "len(zellen) - 1"
        outside = f"CASE WHEN len(zellen) > {width + 1} THEN {width + 1} ELSE 1 END"  # a blank row has nothing anywhere
        fault = (f"CASE WHEN len(zellen) <> {width + 1} "
                 f"AND trim(array_to_string(zellen[{outside}:], ''), {literal(_BLANKS)}) <> '' "
                 f"THEN coalesce({fault}, 'Zeile hat ' || ({count}) || ' statt {width} Felder') ELSE {fault} END")
    pseudo = "".join(f", {literal(text)} AS {quoted(name)}" for name, text in _pseudo(table).items())
    return (f"SELECT zeile AS _zeile, {', '.join(columns)}, {fault} AS _fehler{pseudo} "
            f"FROM (SELECT zeile, string_split(text, {literal(raw.separator)}) AS zellen FROM _rohzeilen "
            f"WHERE zeile > {table.header_line})")


def _rows(table: Table) -> str:
    """The cells that are rows: no blank ones, no totals, nothing below the end."""
    source = table.source
    first = f"coalesce({', '.join(map(quoted, table.headers))})" if len(table.headers) > 1 else quoted(table.headers[0])
    conditions = [f"({first} IS NOT NULL OR _fehler IS NOT NULL)"]
    named = [header for header in table.headers if not header.startswith("Spalte_")][:3]
    repeated = " AND ".join(f"{quoted(header)} = {literal(header)}" for header in named)  # the header again, after a page break
    conditions += [f"NOT coalesce({repeated}, false)"] if named else []
    conditions += [f"NOT coalesce(regexp_full_match({first}, {literal(label)}, 'i'), false)" for label in source.skip_labels]
    if source.end_label:
        conditions.append(f"_zeile < coalesce((SELECT min(_zeile) FROM zellen WHERE regexp_full_match({first}, "
                          f"{literal(source.end_label)}, 'i')), {2**62})")
    return f"SELECT * FROM zellen WHERE {' AND '.join(conditions)}"


def _pseudo(table: Table) -> dict[str, str]:
    """What an SQL expression may use beside the headers: only those some expression mentions."""
    source = table.source
    written = " ".join([source.query or "", source.only or ""] + [f"{c.sql} {c.names}" for c in source.columns.values()])
    above = [" ".join(filter(None, cells)) for line, cells in table.raw.head if line < table.header_line]
    known = {"_datei": table.path.name, "_blatt": table.raw.place, "_vorspann": "\n".join(filter(None, above)),
             "_kopf": "\n".join(table.headers)}
    return {name: text for name, text in known.items() if name in written}

