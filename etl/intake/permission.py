"""Who may upload: the office declares it in `stammdaten/amt.toml` (`einspielen = "alle"`, "angemeldete" or "niemand").

Without a declaration a sample office lets everyone try, a real one only people who are signed in (then the dashboard runs behind a login,
docs/betrieb). The environment variable BILANZ_EINSPIELEN wins over the file: a public read-only copy of the dashboard sets "niemand".
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from etl.office import decode

EVERYONE, SIGNED_IN, NOBODY = "alle", "angemeldete", "niemand"
VARIABLE = "BILANZ_EINSPIELEN"


@dataclass(frozen=True)
class Permission:
    """Whether this visitor may upload, and the German sentence that says why."""

    granted: bool
    reason: str


def permission(data_dir: Path | str, signed_in: bool) -> Permission:
    """Whether a visitor may upload, publish and go back in an office folder; anything undeclared or unreadable counts as the careful choice."""
    rule, declared = _rule(Path(data_dir))
    how = 'Das ändert die Angabe einspielen = "alle", "angemeldete" oder "niemand" in stammdaten/amt.toml.'
    if rule == EVERYONE:
        default = "" if declared else " Das gilt für Beispieldaten, solange nichts anderes festgelegt ist."
        return Permission(True, f"Einspielen darf hier, wer das Dashboard öffnen kann.{default} {how}")
    if rule == SIGNED_IN and signed_in:
        return Permission(True, f"Einspielen darf hier, wer angemeldet ist. {how}")
    if rule == SIGNED_IN:
        return Permission(False, f"Einspielen darf hier nur, wer angemeldet ist; Sie sind nicht angemeldet. {how}")
    return Permission(False, f"Auf dieser Seite darf niemand einspielen; neue Exporte gehören in den Ordner eingang, dann lädt sie python -m etl load. {how}")


def _rule(data_dir: Path) -> tuple[str, bool]:
    """The rule and whether somebody declared it."""
    try:
        path = next(path for path in (data_dir / "stammdaten" / "amt.toml", data_dir / "amt.toml") if path.is_file())
        content = tomllib.loads(decode(path.read_bytes()))
        office = content.get("amt", content)
    except (StopIteration, OSError, tomllib.TOMLDecodeError):
        office = {}
    declared = (os.environ.get(VARIABLE) or str(office.get("einspielen", ""))).strip().lower()
    if declared:
        return (declared if declared in (EVERYONE, SIGNED_IN) else NOBODY), True
    return (EVERYONE if str(office.get("datenart", "")).strip().lower() == "beispiel" else SIGNED_IN), False
