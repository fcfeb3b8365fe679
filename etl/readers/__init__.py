"""From a file to rows of text: `read` fills a temp table with what the file says, nothing typed yet."""

from pathlib import Path

import duckdb

from etl.readers.delimited import read_delimited
from etl.readers.jsonlines import read_json
from etl.readers.table import Table, find_table, write_rows
from etl.readers.workbook import read_sheets
from etl.sources import ReadResult, Source


def read(source: Source, path: Path, con: duckdb.DuckDBPyConnection, into: str) -> ReadResult:
    """Fill the temp table `into` with the rows of a file, as the source declares them.

    Columns: `zeile` (line or sheet row, from 1), one VARCHAR per canonical column found (NULL where empty; dates in a declared
    format become ISO, numbers get a decimal comma, everything else is as in the file) and `_fehler` (NULL, or a German
    reason why this is no row). Raises SourceError when the file cannot be what it claims to be.
    """
    return write_rows(locate(source, path), con, into)


def locate(source: Source, path: Path) -> list[Table]:
    """The table of a file (several where the source reads all sheets): raw rows, header, missing columns; nothing written yet."""
    if source.reader == "excel":
        sheets = read_sheets(source, path)
        return [find_table(source, path, [sheet]) for sheet in sheets] if source.all_sheets else [find_table(source, path, sheets)]
    return [find_table(source, path, [(read_json if source.reader == "json" else read_delimited)(source, path)])]
