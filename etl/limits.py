"""What an uploaded file may be: limits on size, rows and decompressed size; no macros, formulas, external links, archives or disguises.

Checked before any reader sees the file, by looking at its bytes, never by trusting its name or what it says about itself. Standard
library only. `examine` raises RefusedFile with a German sentence that says what was found and what to do.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from xml.parsers import expat

MAX_BYTES = 50 * 2**20
MAX_UNPACKED = 400 * 2**20
MAX_ROWS = 2_000_000
MAX_PARTS = 2_000
MAX_NAME = 120
TEXT = (".csv", ".txt", ".tsv", ".json", ".jsonl")
BOOKS = (".xlsx", ".ods")
ADVICE = {
    ".xls": "Das alte Excel-Format lässt sich nicht auf Formeln und Makros prüfen. Bitte in Excel als .xlsx speichern.",
    ".xlsm": "Die Arbeitsmappe kann Makros enthalten. Bitte in Excel als .xlsx speichern.",
    ".xlsb": "Die Arbeitsmappe kann Makros enthalten. Bitte in Excel als .xlsx speichern.",
    ".xltm": "Die Vorlage kann Makros enthalten. Bitte in Excel als .xlsx speichern.",
    ".zip": "Archive werden nicht angenommen. Bitte auspacken und die Dateien einzeln einspielen.",
}
_FIELD_FORMULA = re.compile(r"(?:^|[;,\t|])\"?(=[^\s;,\"][^;\t\r\n]{0,40}|[+@-][A-Za-z]{1,30}[(|!][^;\t\r\n]{0,40})", re.MULTILINE)
_CHUNK = 2**16


class RefusedFile(Exception):
    """The file is not taken; the text is German and names the file, what was found and what to do."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")


def examine(name: str, content: bytes) -> None:
    """Refuse what must not come in; returns nothing where the file may be read. Raises RefusedFile."""
    suffix = PurePath(name).suffix.lower()
    if not name or PurePath(name).name != name or "\\" in name or name.startswith(".") or len(name) > MAX_NAME or not name.isprintable():
        raise RefusedFile(name[:MAX_NAME] or "Datei ohne Namen", "Dieser Dateiname wird nicht angenommen. Bitte einen einfachen Namen ohne Pfad vergeben, wie kontakte_2018.csv.")
    if suffix in ADVICE:
        raise RefusedFile(name, ADVICE[suffix])
    if suffix not in TEXT + BOOKS:
        raise RefusedFile(name, f"Dateien der Art „{suffix or 'ohne Endung'}“ werden nicht angenommen, nur {', '.join(TEXT + BOOKS)}.")
    if not content:
        raise RefusedFile(name, "Die Datei ist leer. Bitte den Export noch einmal erzeugen.")
    if len(content) > MAX_BYTES:
        raise RefusedFile(name, f"Die Datei ist größer als {MAX_BYTES // 2**20} MB. Bitte in kleinere Zeiträume aufteilen.")
    if suffix in BOOKS:
        _examine_book(name, content)
    else:
        _examine_text(name, content)


def _examine_text(name: str, content: bytes) -> None:
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"MZ", b"\x7fELF", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")):
        raise RefusedFile(name, "Die Datei ist keine Textdatei, obwohl ihr Name das sagt. Bitte die Endung nicht ändern, sondern die Datei neu ausgeben.")
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in content and not wide:
        raise RefusedFile(name, "Die Datei enthält Zeichen, die in keiner Textdatei stehen. Bitte den Export noch einmal als CSV erzeugen.")
    text = content.decode("utf-16", "replace") if wide else content.decode("utf-8", "replace")
    rows = text.count("\n")
    if rows > MAX_ROWS:
        raise RefusedFile(name, f"Die Datei hat mehr als {MAX_ROWS:,} Zeilen. Bitte in kleinere Zeiträume aufteilen.".replace(",", "."))
    if name.lower().endswith((".json", ".jsonl")):
        return
    found = _FIELD_FORMULA.search(text)
    if found:
        line = text.count("\n", 0, found.start(1)) + 1
        raise RefusedFile(name, f"Zeile {line} enthält eine Formel („{found[1][:30]}“). Bitte nur Werte ausgeben.")


def _examine_book(name: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = book.infolist()
            _examine_parts(name, parts)
            rows, left = 0, MAX_UNPACKED
            for part in parts:
                if part.is_dir():
                    continue
                size, found = _examine_part(name, part, _unpacked(name, content, part, left))
                rows, left = rows + found, left - size
                if rows > MAX_ROWS:
                    raise RefusedFile(name, "Die Arbeitsmappe hat zu viele Zeilen. Bitte in kleinere Zeiträume aufteilen.")
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, struct.error, ArithmeticError, LookupError, ValueError, EOFError, RuntimeError):
        raise RefusedFile(name, "Die Datei ist keine Arbeitsmappe oder beschädigt. Bitte in Excel öffnen und neu speichern.") from None


def _examine_parts(name: str, parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    lower = [part.lower() for part in names]
    book = "xl/workbook.xml" in lower if name.lower().endswith(".xlsx") else "content.xml" in lower
    if not book:
        raise RefusedFile(name, "Die Datei ist keine Arbeitsmappe, obwohl ihr Name das sagt. Bitte die Endung nicht ändern, sondern die Datei neu ausgeben.")
    if len(parts) > MAX_PARTS or len(set(names)) < len(names):
        raise RefusedFile(name, "Die Arbeitsmappe ist ungewöhnlich aufgebaut. Bitte in Excel öffnen und neu speichern.")
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedFile(name, "Die Arbeitsmappe ist mit einem Kennwort geschützt. Bitte ohne Kennwort speichern.")
    if any(part.endswith("vbaproject.bin") or part.startswith(("basic/", "scripts/")) or "macrosheets/" in part for part in lower):
        raise RefusedFile(name, "Die Arbeitsmappe enthält Makros. Bitte in Excel als .xlsx ohne Makros speichern.")
    if any("externallinks/" in part or part in ("xl/connections.xml",) or "querytables/" in part for part in lower):
        raise RefusedFile(name, "Die Arbeitsmappe holt Daten aus anderen Dateien oder Verbindungen. Bitte nur die Werte speichern.")
    if any("embeddings/" in part or "activex/" in part for part in lower):
        raise RefusedFile(name, "Die Arbeitsmappe enthält eingebettete Objekte. Bitte nur die Werte speichern.")
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise RefusedFile(name, f"Ausgepackt wäre die Datei größer als {MAX_UNPACKED // 2**20} MB. So große Arbeitsmappen werden nicht angenommen.")


def _unpacked(name: str, content: bytes, part: zipfile.ZipInfo, left: int) -> Iterator[bytes]:
    """The bytes of a part, unpacked here and counted, because an archive may lie about its sizes."""
    head = content[part.header_offset:part.header_offset + 30]
    if head[:4] != b"PK\x03\x04" or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile
    start = part.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    packed, seen = content[start:start + part.compress_size], 0
    if part.compress_type == zipfile.ZIP_STORED:
        pieces = iter([packed])
    else:
        pieces = _inflate(packed)
    for piece in pieces:
        seen += len(piece)
        if seen > left or seen > part.file_size:
            raise RefusedFile(name, "Die Datei ist ausgepackt viel größer, als sie angibt. Sie wird nicht angenommen.")
        yield piece
    if seen != part.file_size:
        raise zipfile.BadZipFile


def _inflate(packed: bytes) -> Iterator[bytes]:
    unpack = zlib.decompressobj(-15)
    rest = packed
    while not unpack.eof:
        piece = unpack.decompress(rest, _CHUNK)
        rest = unpack.unconsumed_tail
        if not piece and not rest:
            raise zlib.error("incomplete")
        yield piece


def _examine_part(name: str, part: zipfile.ZipInfo, pieces: Iterator[bytes]) -> tuple[int, int]:
    """Unpacked size and number of rows of one part; XML is read for formulas, links and entities."""
    size, rows = 0, 0
    path = part.filename.lower()
    reading = path.endswith((".xml", ".rels"))
    sheet = path.startswith("xl/worksheets/") or path == "content.xml"
    parser = expat.ParserCreate()
    cell = ""

    def doctype(*_) -> None:
        raise RefusedFile(name, "Die Arbeitsmappe enthält Anweisungen, die dort nicht hingehören. Bitte in Excel öffnen und neu speichern.")

    def start(tag: str, values: dict[str, str]) -> None:
        nonlocal rows, cell
        tag = tag.rpartition(":")[2]
        if tag == "Relationship" and values.get("TargetMode") == "External" and not values.get("Type", "").endswith("/hyperlink"):
            raise RefusedFile(name, "Die Arbeitsmappe verweist auf andere Dateien. Bitte nur die Werte speichern.")
        if not sheet:
            return
        if tag in ("row", "table-row"):
            rows += 1
        elif tag == "c":
            cell = values.get("r", "")
        if tag == "f" or any(key.rpartition(":")[2] == "formula" for key in values if tag == "table-cell"):
            where = f"Zelle {cell}" if cell else f"Zeile {rows}"
            raise RefusedFile(name, f"{where} enthält eine Formel. Bitte nur die Werte speichern (in Excel: Kopieren, Inhalte einfügen, Werte).")

    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = doctype
    parser.StartElementHandler = start
    for piece in pieces:
        size += len(piece)
        if reading:
            parser.Parse(piece, False)
    if reading:
        parser.Parse(b"", True)
    return size, rows
