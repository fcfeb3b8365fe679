"""The files as an office would export them: semicolon CSV in three encodings, and the 115 report as a workbook per month."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import numpy as np
import xlsxwriter

from etl.sample.days import DAY, EPOCH

# Exports come from different programs: one writes Windows-1252 with Windows line ends, one a byte order mark.
ENCODINGS = {"kontakte_2018.csv": ("cp1252", "\r\n"), "vorgaenge_2018.csv": ("utf-8-sig", "\r\n"), "emails_2017.csv": ("utf-8-sig", "\n")}
MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
CREATED = datetime(2019, 1, 7)


def date_text(days: np.ndarray) -> np.ndarray:
    """TT.MM.JJJJ for datetime64[D]."""
    unique, inverse = np.unique(days.astype("datetime64[D]"), return_inverse=True)
    return np.array([day.strftime("%d.%m.%Y") for day in unique.tolist()], dtype=object)[inverse]


def time_text(minutes: np.ndarray) -> np.ndarray:
    """TT.MM.JJJJ HH:MM for minutes since the epoch; empty for negative ones (no such time)."""
    clock = np.array([f" {minute // 60:02d}:{minute % 60:02d}" for minute in range(DAY)], dtype=object)
    text = np.full(len(minutes), "", dtype=object)
    known = minutes >= 0
    text[known] = date_text(EPOCH + minutes[known] // DAY) + clock[minutes[known] % DAY]
    return text


def count_text(counts: np.ndarray) -> np.ndarray:
    """Whole numbers with thousands points."""
    return np.array([f"{count:,}".replace(",", ".") for count in counts.tolist()], dtype=object)


def write_csv(path: Path, columns: dict[str, np.ndarray]) -> Path:
    """Write text columns as semicolon CSV; no cell needs quotes."""
    encoding, line_end = ENCODINGS.get(path.name, ("utf-8", "\n"))
    lines = [";".join(columns), *map(";".join, zip(*(column.tolist() for column in columns.values()), strict=True)), ""]
    return _replace(path, line_end.join(lines).encode(encoding))


def _replace(path: Path, content: bytes) -> Path:
    part = path.with_name(path.name + ".teil")
    part.write_bytes(content)
    os.replace(part, path)
    return path


def write_115(inbox: Path, office_name: str, columns: dict[str, np.ndarray]) -> list[Path]:
    """One workbook per month: three title rows, header, one row per day with a date cell, a final row `Summe`."""
    months = columns["datum"].astype("datetime64[M]")
    return [_write_month(inbox, office_name, month, {name: column[months == month] for name, column in columns.items()})
            for month in np.unique(months)]


def _write_month(inbox: Path, office_name: str, month: np.datetime64, columns: dict[str, np.ndarray]) -> Path:
    first = month.astype("datetime64[D]").item()
    path = inbox / f"anrufe_115_{first:%Y-%m}.xlsx"
    part = path.with_name(path.name + ".teil")
    with xlsxwriter.Workbook(part) as book:
        book.set_properties({"created": CREATED, "title": "Monatsbericht 115 (Beispieldaten)"})
        sheet = book.add_worksheet("Monatsbericht")
        bold, day, number = (book.add_format(kind) for kind in ({"bold": True}, {"num_format": "dd.mm.yyyy"}, {"num_format": "#,##0"}))
        sheet.set_column(0, len(columns), 17)
        sheet.write_column(0, 0, ["Servicecenter 115: Monatsbericht", f"Auftraggeber: {office_name}",
                                  f"Berichtsmonat: {MONTHS[first.month - 1]} {first.year} (Beispieldaten)"], bold)
        sheet.write_row(3, 0, columns, bold)
        for row, cells in enumerate(zip(*(column.tolist() for column in columns.values()), strict=True), start=4):
            sheet.write_datetime(row, 0, cells[0], day)
            sheet.write_row(row, 1, cells[1:], number)
        sheet.write(row + 1, 0, "Summe", bold)
        sheet.write_row(row + 1, 1, [int(column.sum()) for column in list(columns.values())[1:]], number)
    os.replace(part, path)
    return path
