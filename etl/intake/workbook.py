"""Workbooks of today (xlsx, ods): ZIP archives of XML parts, searched without a spreadsheet library.

First the archive's directory (nothing unpacked): number, size and packing ratio of the parts, macros, links, nested archives. Then each part
is unpacked as a stream that stops where the directory lied about its size, and the sheets are searched for formulas and for their extent.
"""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from xml.parsers import expat

from etl.intake import limits
from etl.intake.sheets import LINKED, MACROS, OBJECTS, PASSWORD, Sheet, column_number, damaged, sheet_problems

_FORBIDDEN = (
    (r"(.*/)?vbaProject.*\.bin|(.*/)?macrosheets/.*|Basic/.+|Scripts/.+", MACROS),
    (r"(.*/)?externalLinks/.*|(.*/)?connections\.xml|(.*/)?queryTables/.*", LINKED),
    (r"(.*/)?embeddings/.*|(.*/)?activeX/.*|Object .*", OBJECTS),
)
_ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")
_CHUNK = 1 << 16


class _Unfit(Exception):
    """The workbook is not searched any further; the text is the German reason."""


def workbook_problems(path: Path) -> list[str]:
    """Everything that speaks against an xlsx or ods file."""
    try:
        with zipfile.ZipFile(path) as archive:
            return directory_problems(archive) or _part_problems(archive)
    except _Unfit as unfit:
        return [str(unfit)]
    except (zipfile.BadZipFile, zipfile.LargeZipFile, expat.ExpatError, EOFError, KeyError, NotImplementedError, OSError, RuntimeError,
            ValueError, zipfile.zlib.error) as error:
        return [damaged(error)]


def directory_problems(archive: zipfile.ZipFile) -> list[str]:
    """What the directory of the archive alone tells; nothing is unpacked."""
    parts = [part for part in archive.infolist() if not part.is_dir()]
    names = [part.filename for part in parts]
    if len(parts) > limits.PARTS:
        return [f"Die Arbeitsmappe besteht aus {len(parts)} Teilen, angenommen werden {limits.PARTS}. Bitte nur die Tabelle in eine neue Mappe kopieren."]
    if len(set(names)) < len(names) or any(name.startswith("/") or ".." in PurePosixPath(name.replace("\\", "/")).parts for name in names):
        return ["Das Inhaltsverzeichnis der Arbeitsmappe ist widersprüchlich. Bitte in Excel öffnen und als .xlsx neu speichern."]
    if any(part.flag_bits & 1 for part in parts):
        return [PASSWORD]
    unpacked = sum(part.file_size for part in parts)
    dense = [part for part in parts if part.file_size > limits.RATIO_FROM_BYTES and part.file_size > limits.RATIO * max(part.compress_size, 1)]
    advice = "Bitte den Zeitraum des Exports verkleinern oder als CSV exportieren."
    if unpacked > limits.UNPACKED_BYTES:
        return [f"Die Arbeitsmappe hat entpackt {unpacked // limits.MIB} MB, angenommen werden {limits.UNPACKED_BYTES // limits.MIB} MB. {advice}"]
    if dense:
        return [f"Ein Teil der Arbeitsmappe („{dense[0].filename}“) wird beim Entpacken {dense[0].file_size // max(dense[0].compress_size, 1)}-mal so groß, "
                f"angenommen wird das {limits.RATIO}-Fache. {advice}"]
    return [text for pattern, text in _FORBIDDEN if any(re.fullmatch(pattern, name, re.IGNORECASE) for name in names)]


def _part_problems(archive: zipfile.ZipFile) -> list[str]:
    names = archive.namelist()
    sheets: list[Sheet] = []
    if "xl/workbook.xml" in names:
        if _mentions(archive, "[Content_Types].xml", b"macroEnabled"):
            return [MACROS]
        titles = _sheet_titles(archive)
        for name in names:
            sheet = re.fullmatch(r"xl/(?:worksheets|chartsheets|dialogsheets)/([^/]+)\.xml", name)
            if sheet:
                sheets.append(Sheet(titles.get(name, sheet[1])))
            _unpack(archive, name, _xlsx_cells(sheets[-1]) if sheet else None)
    elif "content.xml" in names and _mentions(archive, "mimetype", b"application/vnd.oasis.opendocument.spreadsheet"):
        if _mentions(archive, "META-INF/manifest.xml", b"encryption-data"):
            return [PASSWORD]
        for name in names:
            _unpack(archive, name, _ods_cells(sheets) if name == "content.xml" else None)
    else:
        return ["Die Datei ist ein Archiv, aber keine Arbeitsmappe. Bitte entpacken oder aus dem Fachverfahren als XLSX exportieren."]
    return sheet_problems(sheets)


def _unpack(archive: zipfile.ZipFile, name: str, parser: expat.XMLParserType | None = None) -> None:
    """Unpack one part as a stream, feed it to a parser, and stop where it is larger than the directory says or an archive itself."""
    part = archive.getinfo(name)
    if parser is None and name.endswith((".xml", ".rels")):
        parser = _parser(lambda *_: None)  # no part of a workbook declares entities, the shared strings neither
    unbound = copy.copy(part)
    unbound.file_size = limits.UNPACKED_BYTES + 1  # read what is there, not what the directory claims
    size = 0
    with archive.open(unbound) as stream:
        while chunk := stream.read(_CHUNK):
            if size == 0 and chunk.startswith(_ARCHIVES):
                raise _Unfit(f"Die Arbeitsmappe enthält ein weiteres Archiv („{name}“). Bitte nur die Tabelle in eine neue Mappe kopieren.")
            size += len(chunk)
            if size > part.file_size:
                raise _Unfit("Die Arbeitsmappe macht falsche Angaben über ihre Größe und wird nicht entpackt. Bitte den Export wiederholen.")
            if parser:
                parser.Parse(chunk, False)
    if parser:
        parser.Parse(b"", True)


def _parser(started: Callable[[str, dict], None]) -> expat.XMLParserType:
    """A streaming parser that reports elements by local name and takes no document type (the way to entity bombs)."""
    parser = expat.ParserCreate(namespace_separator="\n")
    parser.StartElementHandler = lambda name, attributes: started(name.rpartition("\n")[2], attributes)

    def refuse(*_) -> None:
        raise _Unfit("Die Arbeitsmappe enthält Anweisungen (DOCTYPE), die in keine Arbeitsmappe gehören. Bitte den Export wiederholen.")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _xlsx_cells(sheet: Sheet) -> expat.XMLParserType:
    at = [0, 0]  # row and column of the current cell; a file may leave both out, then they count on

    def started(name: str, attributes: dict) -> None:
        if name == "row":
            at[:] = [int(attributes.get("r", at[0] + 1)), 0]
        elif name == "c":
            place = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", attributes.get("r", ""))
            at[:] = [int(place[2]), column_number(place[1])] if place else [at[0], at[1] + 1]
        elif name == "f":
            sheet.formula(*at)
        elif name in ("v", "is"):
            sheet.filled(*at)

    return _parser(started)


def _ods_cells(sheets: list[Sheet]) -> expat.XMLParserType:
    at = [1, 0, 0]  # row, how often it repeats, column

    def attribute(attributes: dict, local: str, default: str = "1") -> str:
        return next((value for name, value in attributes.items() if name.endswith(f"\n{local}")), default)

    def started(name: str, attributes: dict) -> None:
        if name == "table":
            sheets.append(Sheet(attribute(attributes, "name", "?")))
            at[:] = [1, 0, 0]
        elif name in ("table-source", "cell-range-source"):
            raise _Unfit(LINKED)
        elif name == "event-listener":
            raise _Unfit(MACROS)
        elif name == "table-row":
            at[:] = [at[0] + at[1], int(attribute(attributes, "number-rows-repeated")), 0]
        elif name in ("table-cell", "covered-table-cell") and sheets:
            if attribute(attributes, "formula", ""):
                sheets[-1].formula(at[0], at[2] + 1)
            at[2] += int(attribute(attributes, "number-columns-repeated"))
            if attribute(attributes, "value-type", ""):
                sheets[-1].filled(at[0] + at[1] - 1, at[2])

    return _parser(started)


def _sheet_titles(archive: zipfile.ZipFile) -> dict[str, str]:
    """Path of each sheet's part -> its name as the clerk sees it."""
    titles: dict[str, str] = {}
    targets: dict[str, str] = {}

    def relation(name: str, attributes: dict) -> None:
        if name == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "").lstrip("/")

    def sheet(name: str, attributes: dict) -> None:
        if name == "sheet":
            target = targets.get(next((value for key, value in attributes.items() if key.endswith("\nid")), ""), "")
            titles[target if target.startswith("xl/") else f"xl/{target}"] = attributes.get("name", "")

    for name, started in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", sheet)):
        if name in archive.namelist():
            _unpack(archive, name, _parser(started))
    return titles


def _mentions(archive: zipfile.ZipFile, name: str, word: bytes) -> bool:
    if name not in archive.namelist():
        return False
    with archive.open(name) as stream:
        return word in stream.read(limits.MIB)
