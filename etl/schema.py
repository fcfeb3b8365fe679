"""The version of the warehouse's tables, so that nobody reads a snapshot that an older or newer program built."""

from __future__ import annotations

import zlib
from pathlib import Path

_FOLDER = Path(__file__).parent
_FILES = (_FOLDER / "tables.sql", *sorted((_FOLDER / "marts").glob("*.sql")))

#: A checksum of the table definitions: any change of a table or mart makes a new version.
SCHEMA_VERSION = zlib.crc32("".join(path.read_text(encoding="utf-8") for path in _FILES).encode()) & 0x7FFFFFFF
