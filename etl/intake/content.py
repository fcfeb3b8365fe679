"""Is an uploaded file what its name says, and can it do no harm? Looks at bytes only, before any reader does.

`problems` returns every reason against a file, in German: what, where, what was expected, what to do. Text stays text: a cell of a CSV file
that starts with `=` is never computed here, so only workbooks are searched for formulas.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from etl.intake import limits
from etl.intake.oldexcel import ole_problems
from etl.intake.sheets import PASSWORD, grouped
from etl.intake.workbook import workbook_problems

_TEXT, _JSON = (".csv", ".txt", ".tsv"), (".json", ".jsonl", ".ndjson")
ENDINGS = (*_TEXT, ".xlsx", ".xls", ".ods", *_JSON)
"""The endings that are taken."""

_ADVICE = {
    ".xlsm": "Arbeitsmappen mit Makros werden nicht angenommen. Bitte in Excel öffnen und als „Excel-Arbeitsmappe (.xlsx)“ speichern.",
    ".xlsb": "Binäre Arbeitsmappen werden nicht angenommen. Bitte in Excel öffnen und als „Excel-Arbeitsmappe (.xlsx)“ speichern.",
    ".zip": "Archive werden nicht angenommen. Bitte entpacken und die Exporte einzeln hochladen.",
    ".pdf": "Ein PDF ist keine Tabelle. Bitte aus dem Fachverfahren als CSV oder XLSX exportieren.",
}
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SIGNATURES = {
    _ZIP: "ein ZIP-Archiv oder eine Arbeitsmappe", b"PK\x05\x06": "ein leeres ZIP-Archiv", _OLE: "ein altes Office-Dokument",
    b"%PDF": "ein PDF", b"MZ": "ein Programm", b"\x7fELF": "ein Programm", b"\x89PNG": "ein Bild", b"\xff\xd8\xff": "ein Bild", b"GIF8": "ein Bild",
    b"{\\rtf": "ein Textdokument (RTF)", b"\x1f\x8b": "ein gepacktes Archiv", b"Rar!": "ein gepacktes Archiv", b"7z\xbc\xaf": "ein gepacktes Archiv",
}
_PAGE = re.compile(rb"(\xef\xbb\xbf)?\s*(<!doctype|<html|<\?xml|<table|<script)", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def clean_name(sent: str) -> str:
    """A file name that is safe on every system: no path, no control or reserved characters, NFC, at most NAME_LENGTH characters.

    Returns "" where nothing usable is left.
    """
    name = unicodedata.normalize("NFC", re.split(r"[\\/]", sent)[-1])
    name = "".join("_" if char in '<>:"|?*' else char for char in name if char == " " or unicodedata.category(char)[0] not in "CZ")
    name = " ".join(name.split()).strip(". ")
    stem, ending = Path(name).stem.rstrip(". "), Path(name).suffix
    if not stem or not ending:
        return ""
    if stem.split(".")[0].lower() in _RESERVED:
        stem = f"_{stem}"
    return stem[: limits.NAME_LENGTH - len(ending)].rstrip(". ") + ending


def problems(path: Path) -> list[str]:
    """Everything that speaks against a received file; empty where it may be read."""
    ending, size = path.suffix.lower(), path.stat().st_size
    if ending not in ENDINGS:
        return [_ADVICE.get(ending, f"Dateien mit der Endung „{ending}“ werden nicht angenommen. Möglich sind: {', '.join(ENDINGS)}.")]
    if path.name.startswith("~$"):
        return ["Das ist die Sperrdatei eines geöffneten Dokuments. Bitte das Dokument schließen und es selbst hochladen."]
    if size == 0:
        return ["Die Datei ist leer. Bitte den Export noch einmal erzeugen."]
    if size > limits.FILE_BYTES:
        return [f"Die Datei hat {-(-size // limits.MIB)} MB, angenommen werden {limits.FILE_BYTES // limits.MIB} MB. "
                "Bitte den Zeitraum des Exports verkleinern."]
    with path.open("rb") as file:
        start = file.read(4096)
    if ending == ".xls":
        return ole_problems(path) if start.startswith(_OLE) else [_mismatch(ending, start, "eine Arbeitsmappe von Excel 97")]
    if ending in (".xlsx", ".ods"):
        if start.startswith(_OLE):
            return [PASSWORD] if PASSWORD in ole_problems(path) else [_mismatch(ending, start, "eine Arbeitsmappe")]
        return workbook_problems(path) if start.startswith(_ZIP) else [_mismatch(ending, start, "eine Arbeitsmappe")]
    return _text_problems(path, ending, start)


def _text_problems(path: Path, ending: str, start: bytes) -> list[str]:
    wide = start.startswith(_UTF16)
    if _kind(start) != "Text":
        return [_mismatch(ending, start, "Text")]
    if ending in _JSON and not wide and not start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        return [_mismatch(ending, start, "JSON (es beginnt mit { oder [)")]
    with path.open("rb") as file:
        rows = 0
        while line := file.readline(limits.LINE_BYTES + 1):
            rows += 1
            if len(line) > limits.LINE_BYTES and ending not in _JSON:
                return [f"Zeile {rows} ist länger als {grouped(limits.LINE_BYTES)} Zeichen; das ist keine Tabelle. "
                        "Bitte den Export mit Zeilenumbrüchen wiederholen."]
            if b"\0" in line and not wide:
                return [f"Zeile {rows} enthält Zeichen, die in keinem Text vorkommen. Bitte den Export wiederholen."]
    if rows > limits.ROWS:
        return [f"Die Datei hat {grouped(rows)} Zeilen, angenommen werden {grouped(limits.ROWS)}. Bitte den Zeitraum des Exports verkleinern."]
    return []


def _kind(start: bytes) -> str:
    if start.startswith(_UTF16):
        return "Text"
    named = next((kind for signature, kind in _SIGNATURES.items() if start.startswith(signature)), None)
    return named or ("eine Internetseite oder XML" if _PAGE.match(start) else "kein lesbarer Text" if b"\0" in start else "Text")


def _mismatch(ending: str, start: bytes, expected: str) -> str:
    return (f"Die Endung {ending} passt nicht zum Inhalt. Erwartet wird {expected}, der Inhalt ist {_kind(start)}. "
            "Bitte den Export mit der richtigen Endung wiederholen.")
