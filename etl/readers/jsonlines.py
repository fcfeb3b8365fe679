"""JSON: one object per line, one list of objects, or the exchange of ZMS (a dictionary of columns and a list of rows)."""

import json
from pathlib import Path

from etl.readers.delimited import as_utf8
from etl.readers.raw import SEPARATOR, Raw, numbered
from etl.sources import Source, SourceError


def read_json(source: Source, path: Path) -> Raw:
    """The objects of a JSON file as rows (nested values as JSON text). Raises SourceError for anything else."""
    data, encoding = as_utf8(path, source.encoding)
    text = data.decode()
    if not text.strip():
        raise SourceError(f"{path.name} ist leer. Bitte den Export noch einmal erzeugen.")
    damaged: dict[int, str] = {}
    records = _exchange(text) or (_list(path, text) if text.lstrip().startswith("[") else _lines(text, damaged))
    keys = list(dict.fromkeys(key for _, record in records for key in record))
    if not keys:
        raise SourceError(f"{path.name}: keine JSON-Objekte gefunden. Erwartet wird ein Objekt je Zeile oder eine Liste davon.")
    texts = [SEPARATOR.join(_text(record.get(key), source.decimal) for key in keys) + SEPARATOR for _, record in records]
    rows = numbered([line for line, _ in records], texts)
    return Raw(rows, [(0, keys)], encoding=encoding, damaged=damaged, fixed_header=True)


def _exchange(text: str) -> list[tuple[int, dict]]:
    """The rows of a ZMS exchange, bare or wrapped in `data` as its interface answers; nothing where the file is none."""
    try:
        found = json.loads(text) if '"dictionary"' in text else None
    except json.JSONDecodeError:
        return []
    if isinstance(found, dict) and isinstance(found.get("data"), dict):
        found = found["data"]
    if not isinstance(found, dict) or not isinstance(found.get("dictionary"), list) or not isinstance(found.get("data"), list):
        return []
    named = [entry for entry in found["dictionary"] if isinstance(entry, dict)]
    names = [str(entry.get("variable")) for entry in sorted(named, key=lambda entry: int(entry.get("position", 0)))]
    rows = [row if isinstance(row, dict) else dict(zip(names, row)) for row in found["data"] if isinstance(row, (list, dict))]
    return list(enumerate(rows, 1))


def _list(path: Path, text: str) -> list[tuple[int, dict]]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceError(f"{path.name}, Zeile {error.lineno}: kein gültiges JSON. Bitte neu exportieren.") from error
    return [(number, record) for number, record in enumerate(found, 1) if isinstance(record, dict)]


def _lines(text: str, damaged: dict[int, str]) -> list[tuple[int, dict]]:
    records = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError:
            record = None
        if not isinstance(record, dict):
            damaged[number] = "Zeile ist kein JSON-Objekt"
            record = {}
        records.append((number, record))
    return records


def _text(value, decimal: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", decimal)
    if isinstance(value, (dict, list)):
        value = json.dumps(value, ensure_ascii=False)
    return str(value).strip().replace(SEPARATOR, "")
