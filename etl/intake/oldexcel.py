"""Workbooks of Excel 97 (xls) and other OLE containers, searched for macros, passwords, foreign files and formulas.

The records of the workbook stream are those of the public specification [MS-XLS]: two bytes of kind, two of length, then the content.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from etl.intake.sheets import LINKED, MACROS, PASSWORD, Sheet, damaged, sheet_problems

_FORMULA, _EOF, _FILEPASS, _BOUNDSHEET, _SUPBOOK, _BOF = 0x0006, 0x000A, 0x002F, 0x0085, 0x01AE, 0x0809
_OWN_BOOK = (b"\x01\x04", b"\x01\x3a")  # SupBook of the workbook itself and of add-in functions: no foreign file


def ole_problems(path: Path) -> list[str]:
    """Everything that speaks against an OLE container as an Excel 97 workbook."""
    import olefile

    try:
        with olefile.OleFileIO(path) as ole:
            names = ["/".join(parts) for parts in ole.listdir()]
            if "EncryptedPackage" in names:
                return [PASSWORD]
            stream = next((name for name in ("Workbook", "Book") if name in names), None)
            if stream is None:
                return ["Die Datei ist keine Excel-Arbeitsmappe, sondern ein anderes Dokument. Bitte als XLSX oder CSV exportieren."]
            macros = any(name.upper().startswith(("_VBA_PROJECT", "VBA/", "MACROS/")) for name in names)
            return [MACROS] * macros + _record_problems(ole.openstream(stream).read())
    except Exception as error:  # noqa: BLE001 -- a damaged container makes the library raise anything
        return [damaged(error)]


def _record_problems(book: bytes) -> list[str]:
    names: list[str] = []
    sheets: list[Sheet] = []
    linked = False
    depth = parts = 0  # the first part at depth 0 holds the globals, each further one a sheet; charts nest inside
    for kind, content in _records(book):
        if kind == _FILEPASS:
            return [PASSWORD]
        if kind == _BOUNDSHEET:
            names.append(content[8:].decode("utf-16-le" if content[7:8] == b"\x01" else "latin-1", "replace"))
        elif kind == _SUPBOOK:
            linked = linked or content[2:4] not in _OWN_BOOK
        elif kind == _BOF:
            if depth == 0 and parts:
                sheets.append(Sheet(names[parts - 1] if parts <= len(names) else str(parts)))
            parts += depth == 0
            depth += 1
        elif kind == _EOF:
            depth -= 1
        elif kind == _FORMULA and sheets:
            sheets[-1].formula(int.from_bytes(content[:2], "little") + 1, int.from_bytes(content[2:4], "little") + 1)
    return [LINKED] * linked + sheet_problems(sheets)


def _records(book: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while position + 4 <= len(book):
        length = int.from_bytes(book[position + 2:position + 4], "little")
        yield int.from_bytes(book[position:position + 2], "little"), book[position + 4:position + 4 + length]
        position += 4 + length
