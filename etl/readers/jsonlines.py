"""JSON: one object per line, one list of objects, or the exchange of ZMS (a dictionary of columns and a list of rows)."""

import json
from pathlib import Path

from etl.readers.delimited import as_utf8
from etl.readers.raw import SEPARATOR, Raw, numbered
from etl.sources import Source, SourceError


def read_json(source: Source, path: Path) -> Raw:
    """The objects of a JSON file as rows; an object inside an object becomes `outer.inner`, a list JSON text. Raises SourceError for anything else."""
    data, encoding = as_utf8(path, source.encoding)
    text = data.decode()
    if not text.strip():
        raise SourceError(f"{path.name} ist leer. Bitte den Export noch einmal erzeugen.")
    damaged: dict[int, str] = {}
    records = _records(path, text, damaged)
    keys = list(dict.fromkeys(key for _, record in records for key in record))
    if not keys:
        raise SourceError(f"{path.name}: keine JSON-Objekte gefunden. Erwartet wird ein Objekt je Zeile oder eine Liste davon.")
    texts = [SEPARATOR.join(_text(record.get(key), source.decimal) for key in keys) + SEPARATOR for _, record in records]
    rows = numbered([line for line, _ in records], texts)
    return Raw(rows, [(0, keys)], encoding=encoding, damaged=damaged, fixed_header=True)


def _records(path: Path, text: str, damaged: dict[int, str]) -> list[tuple[int, dict]]:
    """Numbered flat objects: a document's longest list of objects (numbered from 1), else one object per line."""
    try:
        document = json.loads(text)
    except RecursionError as error:
        raise SourceError(f"{path.name}: zu tief verschachteltes JSON. Erwartet wird ein Objekt je Zeile oder eine Liste davon.") from error
    except json.JSONDecodeError as error:
        if not text.lstrip().startswith("["):
            return _lines(text, damaged)
        raise SourceError(f"{path.name}, Zeile {error.lineno}: kein gültiges JSON. Bitte neu exportieren.") from error
    rows = _exchange(document) or _longest_list(document) or [document]
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            damaged[number] = "Eintrag ist kein JSON-Objekt"
    return [(number, _flat(row) if isinstance(row, dict) else {}) for number, row in enumerate(rows, 1)]


def _exchange(document) -> list[dict]:
    """The rows of a ZMS exchange, bare or wrapped in `data` as its interface answers; none where the document is none."""
    if isinstance(document, dict) and isinstance(document.get("data"), dict):
        document = document["data"]
    if not isinstance(document, dict) or not isinstance(document.get("dictionary"), list) or not isinstance(document.get("data"), list):
        return []
    named = [entry for entry in document["dictionary"] if isinstance(entry, dict)]
    names = [str(entry.get("variable")) for entry in sorted(named, key=_position)]
    return [dict(zip(names, row)) if isinstance(row, list) else row for row in document["data"]]


def _position(entry: dict) -> int:
    position = str(entry.get("position", ""))
    return int(position) if position.isdecimal() else 0


def _longest_list(document, depth: int = 3) -> list:
    """The longest list that holds objects, at most three levels deep."""
    if isinstance(document, list):
        return document if any(isinstance(entry, dict) for entry in document) else []
    if not isinstance(document, dict) or not depth:
        return []
    return max((_longest_list(value, depth - 1) for value in document.values()), key=len, default=[])


def _flat(record: dict, before: str = "") -> dict:
    flat: dict = {}
    for key, value in record.items():
        if isinstance(value, dict) and before.count(".") < 4:
            flat |= _flat(value, f"{before}{key}.")
        else:
            flat[before + key] = value
    return flat


def _lines(text: str, damaged: dict[int, str]) -> list[tuple[int, dict]]:
    records = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            record = None
        if not isinstance(record, dict):
            damaged[number] = "Zeile ist kein JSON-Objekt"
            record = {}
        records.append((number, _flat(record)))
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
