"""The one shape every reader delivers: numbered rows of text cells, nothing understood yet."""

from dataclasses import dataclass, field

import pyarrow as pa

SEPARATOR = "\x1f"
"""Between the cells of a row where the file itself has no separator (the "unit separator" of ASCII)."""


@dataclass(frozen=True)
class Raw:
    """Rows of one table in one file.

    `rows` has `zeile` (line or sheet row as the clerk sees it, from 1) and `text`: the row's cells, each *followed* by
    `separator`. One string per row, because DuckDB splits a million of them faster than Python builds their cells.
    """

    rows: pa.Table
    head: list[tuple[int, list[str]]]
    """The first rows, split: where the header is looked for."""
    separator: str = SEPARATOR
    trimmed: bool = True
    """Whether no cell has blanks around it."""
    strict: bool = False
    """Whether a row with another number of cells than the header is damaged (text files), or just a row (sheets)."""
    encoding: str | None = None
    place: str = ""
    """Sheet name, where there are sheets."""
    damaged: dict[int, str] = field(default_factory=dict)
    """Rows known to be damaged, with the German reason."""
    fixed_header: bool = False
    """Whether the first row of `head` is the header by the nature of the file (keys of JSON objects)."""


HEAD_ROWS = 100


def numbered(lines: list[int], texts: list[str]) -> pa.Table:
    """An arrow table of row numbers and joined rows."""
    return pa.table({"zeile": pa.array(lines, pa.int64()), "text": pa.array(texts, pa.large_string())})
