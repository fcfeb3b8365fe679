"""Workbooks (xlsx, xlsm, xls, ods): each sheet's rows as text, dates in ISO form, whole numbers without `.0`."""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from etl.readers.raw import HEAD_ROWS, SEPARATOR, Raw, numbered
from etl.sources import Source, SourceError

UNPACKED_AT_MOST = 500 * 1024 * 1024
"""Bytes a workbook may unpack to; a larger one is taken for a zip bomb."""


def read_sheets(source: Source, path: Path) -> Iterator[Raw]:
    """The sheets the source may mean, in order. Raises SourceError when the file is no workbook or has no such sheet."""
    if path.stat().st_size == 0:
        raise SourceError(f"{path.name} ist leer. Bitte den Export noch einmal erzeugen.")
    try:
        _refuse_bomb(path)
        book = CalamineWorkbook.from_path(str(path))
        names = [name for name in book.sheet_names if not source.sheet or re.fullmatch(source.sheet, name, re.IGNORECASE)]
        if not names:
            raise SourceError(f"{path.name}: kein Blatt „{source.sheet}“. Vorhanden sind: {', '.join(book.sheet_names)}.")
        for name in names:
            yield _sheet(source, name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
    except (SourceError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a damaged container makes the libraries raise anything; a panic in calamine is no Exception
        raise SourceError(f"{path.name} ist keine lesbare Arbeitsmappe ({_kind(path)}). Bitte in Excel öffnen und als "
                          "„Excel-Arbeitsmappe (.xlsx)“ speichern.") from error


def _refuse_bomb(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_AT_MOST:
            raise SourceError(f"{path.name} ist entpackt größer als {UNPACKED_AT_MOST // 1024**2} MB. "
                              "Bitte den Zeitraum des Exports verkleinern.")


def _kind(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(256)
    if start.startswith(b"PK"):
        return "beschädigt oder keine Tabelle"
    if start.lstrip().lower().startswith((b"<html", b"<!doctype", b"<table")):
        return "eine Internetseite mit der Endung einer Arbeitsmappe"
    return "vermutlich eine Textdatei" if b"\0" not in start else "unbekannter Inhalt"


def _sheet(source: Source, name: str, cells: list[list]) -> Raw:
    rows = [[_text(cell, source.decimal) for cell in row] for row in cells]
    texts = [SEPARATOR.join(row) + SEPARATOR for row in rows]
    lines = list(range(1, len(rows) + 1))
    return Raw(numbered(lines, texts), list(zip(lines, rows[:HEAD_ROWS])), place=name)


def _text(cell, decimal: str) -> str:
    """A cell as text: what a clerk would type, except that dates are ISO."""
    if isinstance(cell, str):
        return cell.strip().replace(SEPARATOR, "")
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell).replace(".", decimal)
    if isinstance(cell, dt.datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == dt.time() else f"{cell:%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, dt.timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return str(cell)
