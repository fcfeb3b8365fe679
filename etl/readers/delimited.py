"""CSV and its relatives: bytes to numbered rows, with the physical line each row starts in.

A file without quotes has one row per line; numpy finds the lines and DuckDB splits them later (as fast as DuckDB's own CSV
reader, but with exact line numbers, blank and damaged rows included). A file with quotes goes through Python's csv module.
"""

import codecs
import csv
import io
from itertools import chain, islice
from pathlib import Path

import numpy as np
import pyarrow as pa

from etl.readers.raw import HEAD_ROWS, SEPARATOR, Raw, numbered
from etl.sources import Source, SourceError

_CHUNK = 100_000
_UNCLOSED_AT_MOST = 20


def read_delimited(source: Source, path: Path) -> Raw:
    """The rows of a text file. Raises SourceError for empty, binary or undecodable files."""
    data, encoding = as_utf8(path, source.encoding)
    if b"\r" in data:
        data = _line_feeds_only(data)
    if not data.strip():
        raise SourceError(f"{path.name} ist leer. Bitte den Export noch einmal erzeugen.")
    if not data.endswith(b"\n"):
        data += b"\n"
    if source.quote and source.quote.encode() in data:
        return _with_quotes(source, path, data, encoding)
    return _one_row_per_line(source, data, encoding)


def as_utf8(path: Path, declared: str | None) -> tuple[bytes, str]:
    """The file's text as UTF-8 bytes without BOM, and the encoding it had.

    Undeclared encodings are told apart by one test each: a BOM, valid UTF-8, else Windows-1252.
    """
    data = path.read_bytes()
    _refuse_binary(path, data)
    if declared is None:
        boms = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
        declared = next((name for bom, name in boms.items() if data.startswith(bom)), None)
    try:
        if declared in (None, "utf-8", "utf-8-sig"):
            data = data.removeprefix(codecs.BOM_UTF8)
            data.decode()
            encoding = declared or "utf-8"
        else:
            data, encoding = data.decode(declared).encode(), declared
    except LookupError as error:
        raise SourceError(f"{path.name}: die Kodierung „{declared}“ gibt es nicht. Üblich sind utf-8 und cp1252.") from error
    except UnicodeDecodeError as error:
        if declared is not None:
            raise _undecodable(path, data, error, f"in {declared} nicht") from error
        try:
            data, encoding = data.decode("cp1252").encode(), "cp1252"
        except UnicodeDecodeError as second:
            raise _undecodable(path, data, second, "weder in UTF-8 noch in Windows-1252") from second
    if b"\0" in data:
        raise SourceError(f"{path.name} ist keine Textdatei (sie enthält Null-Bytes). Bitte als CSV neu exportieren.")
    return data, encoding


def _refuse_binary(path: Path, data: bytes) -> None:
    kinds = {b"PK\x03\x04": "eine Excel- oder ZIP-Datei", b"\xd0\xcf\x11\xe0": "eine alte Excel-Datei (.xls)",
             b"%PDF": "ein PDF", b"\x1f\x8b": "eine gepackte Datei", b"\x89PNG": "ein Bild"}
    for magic, kind in kinds.items():
        if data.startswith(magic):
            raise SourceError(f"{path.name} ist keine CSV-Datei, sondern {kind}. "
                              "Bitte als CSV exportieren oder die Datei richtig benennen.")


def _undecodable(path: Path, data: bytes, error: UnicodeDecodeError, tried: str) -> SourceError:
    line = data.count(b"\n", 0, error.start) + 1
    return SourceError(f"{path.name}, Zeile {line}: das Byte 0x{data[error.start]:02X} gibt es {tried}. "
                       "Ist das eine Textdatei? Dann bitte als UTF-8 speichern oder die Kodierung in quellen.toml angeben.")


def _line_feeds_only(data: bytes) -> bytes:
    if data.count(b"\r") == data.count(b"\r\n"):
        return data.translate(None, b"\r")
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _one_row_per_line(source: Source, data: bytes, encoding: str) -> Raw:
    delimiter = source.delimiter.encode()
    codes = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(codes == ord("\n")) + 1
    offsets = np.concatenate(([0], ends))
    head = [data[start:end].decode().rstrip("\n").split(source.delimiter)
            for start, end in zip(offsets, ends[:HEAD_ROWS])]
    trimmed = _has_no_blanks_around(data, codes, delimiter)
    ended = data.translate(bytes.maketrans(b"\n", delimiter))
    texts = pa.LargeStringArray.from_buffers(len(ends), pa.py_buffer(offsets), pa.py_buffer(ended))
    rows = pa.table({"zeile": pa.array(np.arange(1, len(ends) + 1)), "text": texts})
    return Raw(rows, list(enumerate(head, 1)), source.delimiter, trimmed, True, encoding)


def _has_no_blanks_around(data: bytes, codes: np.ndarray, delimiter: bytes) -> bool:
    if b"\xa0" in data or data.startswith(b" ") or (b"\t" in data and delimiter != b"\t"):
        return False
    blanks = np.flatnonzero(codes == ord(" "))  # never the first byte, never the last
    border = np.zeros(256, bool)
    border[[ord(delimiter), ord("\n")]] = True
    return not (border[codes[blanks - 1]].any() or border[codes[blanks + 1]].any())


def _with_quotes(source: Source, path: Path, data: bytes, encoding: str) -> Raw:
    """Rows of a file with quoted cells, which may hold delimiters and line breaks.

    A quote that is never closed would swallow all that follows: its line becomes one damaged row, reading goes on below it.
    """
    chunks, head, damaged, done = [], [], {}, 0
    while done is not None:
        done = _read_quoted(source, data, done, chunks, head)
        if done is not None:
            damaged[done] = "Anführungszeichen wird nicht geschlossen"
        if len(damaged) > _UNCLOSED_AT_MOST:
            raise SourceError(f"{path.name}: Anführungszeichen werden nicht geschlossen, zuerst in Zeile {min(damaged)}. "
                              "Bitte neu exportieren oder in quellen.toml anfuehrung = \"\" angeben.")
    return Raw(pa.concat_tables(chunks), head, SEPARATOR, True, True, encoding, damaged=damaged)


def _read_quoted(source: Source, data: bytes, done: int, chunks: list, head: list) -> int | None:
    """Append the rows after line `done` to `chunks`; the line of a quote that is never closed, or None at the end."""
    guard = "\x1e"  # a last row of our own: if it does not arrive alone, a quote is still open
    reader = csv.reader(chain(_lines(data, done), [guard]), delimiter=source.delimiter, quotechar=source.quote)
    numbers, texts, first, unclosed = [], [], done + 1, False
    try:
        for cells in reader:
            if cells and cells[-1].endswith(guard):
                unclosed = cells != [guard]
                break
            cells = list(map(str.strip, cells))
            if len(head) < HEAD_ROWS:
                head.append((first, cells))
            numbers.append(first)
            texts.append(SEPARATOR.join(cells) + SEPARATOR)
            first = done + reader.line_num + 1
            if len(numbers) == _CHUNK:
                chunks.append(numbered(numbers, texts))
                numbers, texts = [], []
    except csv.Error:  # a cell beyond csv's limit: no cell of a table is that long
        unclosed = True
    if unclosed:
        numbers.append(first)
        texts.append(next(_lines(data, first - 1)).rstrip("\n").replace(source.delimiter, SEPARATOR) + SEPARATOR)
    chunks.append(numbered(numbers, texts))
    return first if unclosed else None


def _lines(data: bytes, done: int):
    return islice(io.TextIOWrapper(io.BytesIO(data), "utf-8", newline="\n"), done, None)
