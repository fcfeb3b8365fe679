"""Tables as files: CSV as German Excel opens it, and XLSX with typed cells, definitions and provenance. Same input, same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

from reporting import german
from reporting.definitions import definitions
from reporting.tables import Cell, Column, Table
from reporting.warehouse import Warehouse

CSV_MIME = "text/csv"
XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CREATED = datetime(2000, 1, 1)  # fixed: the time of writing is no part of the content
_WIDEST = 60


def csv_bytes(table: Table, source_line: str) -> bytes:
    """Semicolons, decimal commas, full precision, UTF-8 with BOM, one header row; the last column holds the source line.

    A missing value is an empty cell. Text that a spreadsheet would run as a formula is set off with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([*(c.titel for c in table.columns), "Quelle"])
    for row in table.rows:
        writer.writerow([*(_csv_cell(value) for value in row), source_line])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _csv_cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return german.date_de(value)
    if isinstance(value, str):
        return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
    return repr(value).replace(".", ",") if isinstance(value, float) and value != int(value) else str(int(value))


@dataclass(frozen=True)
class Sheet:
    """One sheet: `name` is its tab (at most 31 characters are kept), the source line stands under the title."""

    name: str
    title: str
    table: Table
    source_line: str


def xlsx_bytes(w: Warehouse, sheets: Sequence[Sheet]) -> bytes:
    """A workbook: the sheets (title, source, header in row 4, typed rows), then "Definitionen" and "Herkunft".

    Numbers are numbers, days are dates; percentages are stored as fractions with a percent format, so 4,2 % is 0.042.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd.mm.yyyy", "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": sheets[0].title if sheets else "", "author": w.amt["name"], "comments": german.source_line(w), "created": _CREATED})
    taken: set[str] = set()
    for sheet in sheets:
        _write(book, _tab(sheet.name, taken), sheet.title, sheet.source_line, sheet.table)
    used = list(dict.fromkeys(k for sheet in sheets for k in sheet.table.kennzahlen))
    _write(book, _tab("Definitionen", taken), "Was die Kennzahlen bedeuten", german.source_line(w), definitions_table(used))
    _write(book, _tab("Herkunft", taken), "Woher die Zahlen kommen", german.source_line(w), provenance_table(w))
    book.close()
    return out.getvalue()


def definitions_table(kennzahlen: Sequence[str]) -> Table:
    """Meaning, formula and unit of the given metrics."""
    columns = tuple(Column(title) for title in ("Kennzahl", "Bezeichnung", "Einheit", "Bedeutung", "Formel", "Datenquelle"))
    known = definitions()
    return Table(columns, tuple((d.id, d.label, d.einheit, d.bedeutung, d.formel, d.quelle) for d in (known[k] for k in kennzahlen)), tuple(kennzahlen))


def provenance_table(w: Warehouse) -> Table:
    """Whose data, which state, which licence, which snapshot."""
    rows = (("Amt", w.amt["name"]), ("Quelle", w.amt["quellenangabe"] or w.amt["name"]), ("Stand", german.date_de(w.data_until)), ("Lizenz", w.amt["lizenz"]),
            ("Art der Daten", "Beispieldaten: erfunden, keine Zahlen des Amtes" if w.is_sample else "Daten des Amtes"),
            ("Geladen am", german.date_de(w.loaded_at)), ("Datenbestand", w.snapshot), ("Vergleich", "Veränderungen beziehen sich auf die gleichen Kalendertage."))
    return Table((Column("Angabe"), Column("Inhalt")), rows)


def _tab(name: str, taken: set[str]) -> str:
    """A sheet name as Excel allows it, and only once."""
    clean = "".join(" " if c in "[]:*?/\\'" else c for c in name).strip()[:31] or "Tabelle"
    unique, n = clean, 2
    while unique.lower() in taken:
        unique, n = f"{clean[:28]} {n}", n + 1
    taken.add(unique.lower())
    return unique


def _write(book: xlsxwriter.Workbook, name: str, title: str, source_line: str, table: Table) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    muted = book.add_format({"font_color": "#55626B"})
    formats = [_format(book, c) for c in table.columns]
    sheet.write_string(0, 0, title, bold)
    sheet.write_string(1, 0, source_line, muted)
    for x, c in enumerate(table.columns):
        sheet.write_string(3, x, c.titel, head)
        widths = [len(words) for words in (_shown(c, row[x]) for row in table.rows)]
        sheet.set_column(x, x, min(_WIDEST, max([12, min(len(c.titel), 24), *widths]) + 2))
    for y, row in enumerate(table.rows, start=4):
        for x, (c, value) in enumerate(zip(table.columns, row)):
            if value is None:
                sheet.write_blank(y, x, None, formats[x])
            elif isinstance(value, str):
                sheet.write_string(y, x, value, formats[x])
            elif isinstance(value, date):
                sheet.write_datetime(y, x, datetime(value.year, value.month, value.day), formats[x])
            else:
                sheet.write_number(y, x, value / 100 if c.art == "prozent" else value, formats[x])
    sheet.freeze_panes(4, 0)
    if table.rows:
        sheet.autofilter(3, 0, 3 + len(table.rows), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{source_line.replace('&', '&&')[:200]}&R&P/&N")


def _shown(column: Column, value: Cell) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return german.date_de(value) if isinstance(value, date) else german.number(value, column.dezimalen)


def _format(book: xlsxwriter.Workbook, column: Column):
    decimals = "." + "0" * column.dezimalen if column.dezimalen else ""
    pattern = {"zahl": f"#,##0{decimals}", "prozent": f"0{decimals}%", "datum": "dd.mm.yyyy"}.get(column.art)
    return book.add_format({"num_format": pattern} if pattern else {"text_wrap": True, "valign": "top"})
