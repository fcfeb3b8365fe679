"""Uploads as tests send them, and what lies in the folders afterwards."""

from __future__ import annotations

import io
from pathlib import Path

from etl.intake import delivery
from etl.intake.delivery import receive

TOTAL = "SELECT sum(anzahl)::INT FROM m_kontakte"
AUGUST = "datum;standort;dienstleistung;zugang;anzahl\n01.08.2023;Nord;Ausweis;Termin;5\n02.08.2023;Nord;Ausweis;Termin;7\n"


def send(folder: Path, **files: str | bytes) -> delivery.Delivery:
    """Upload files; double underscore in a name stands for the dot."""
    return receive(folder, [(name.replace("__", "."), io.BytesIO(text.encode() if isinstance(text, str) else text)) for name, text in files.items()])


def inbox(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder / "eingang").as_posix(): path.read_text() for path in sorted((folder / "eingang").rglob("*")) if path.is_file()}


def staged(folder: Path) -> list[Path]:
    return list((folder / "warehouse" / "annahme").glob("*"))
