"""Who put what into service, and when: `warehouse/log.jsonl`, one JSON object per line, only ever appended to.

The name a person gives is the only thing about that person in it.
"""

from __future__ import annotations

import json
import os
import unicodedata
from datetime import datetime
from pathlib import Path

from etl import snapshots

PUBLISHED, DISCARDED, REFUSED, TAKEN_BACK = "veröffentlicht", "verworfen", "abgewiesen", "zurückgenommen"
NAME_LENGTH = 80


def append(data_dir: Path, who: str, what: str, **details) -> None:
    """Add an entry and return when it is on the disk. details: JSON values (`dateien`, `datenstand`, `archiv`)."""
    entry = {"zeit": datetime.now().isoformat(timespec="seconds"), "wer": clean_person(who), "was": what, **details}
    path = _path(data_dir)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        os.write(handle, (json.dumps(entry, ensure_ascii=False) + "\n").encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def read(data_dir: Path) -> list[dict]:
    """All entries, newest first; damaged lines are left out."""
    try:
        lines = _path(data_dir).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    entries = []
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and {"zeit", "wer", "was"} <= set(entry):
            entries.append(entry)
    return entries[::-1]


def clean_person(name: str) -> str:
    """A name as it may stand in the log: one line, no control characters, at most NAME_LENGTH characters."""
    visible = "".join(char if unicodedata.category(char)[0] != "C" else " " for char in unicodedata.normalize("NFC", name))
    return " ".join(visible.split())[:NAME_LENGTH].strip()


def _path(data_dir: Path) -> Path:
    return snapshots.folder(data_dir) / "log.jsonl"
