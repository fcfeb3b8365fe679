"""From the exports to an unpublished warehouse: read, check, settle, derive, hold the promises, write the file.

Everything is built in memory and written in one go at the end, so a warehouse file is either complete or not there.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Thread

import duckdb

from etl import checks, deliveries, office, promises, remarks
from etl.readers import read
from etl.schema import SCHEMA_VERSION
from etl.sources import TABLES, ReadResult, Source, SourceError, load_sources, load_tolerances, source_for

STORAGE = "v1.5.0"
_HERE = Path(__file__).parent
_NO_EXPORTS = {"thumbs.db", "desktop.ini"}
_UNFINISHED = (".tmp", ".part", ".crdownload", ".lock", ".bak")

Progress = Callable[[str, float], None]
"""Called with a German line and the share done (0 to 1)."""


@dataclass
class File:
    """One export and what became of its rows; rows_read = rows_loaded + rows_rejected."""

    file: str
    source: Source
    path: Path
    sha256: str = ""
    rows_read: int = 0
    rows_loaded: int = 0
    rows_rejected: int = 0
    von: str | None = None
    bis: str | None = None

    def as_json(self) -> dict:
        return {
            "file": self.file, "source": self.source.name, "table": self.source.table, "sha256": self.sha256,
            "rows_read": self.rows_read, "rows_loaded": self.rows_loaded, "rows_rejected": self.rows_rejected,
            "von": self.von, "bis": self.bis,
        }


@dataclass
class LoadResult:
    """What a load did: every file, every reject, warnings, and in `errors` all reasons why nothing could be published."""

    published: bool = False
    warehouse: Path | None = None
    files: list[dict] = field(default_factory=list)
    rejects: list[dict] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    promises: list[dict] = field(default_factory=list)
    loaded_at: str | None = None

    def as_json(self) -> dict:
        """The object `load --json` prints."""
        return {**vars(self), "warehouse": str(self.warehouse) if self.warehouse else None}


def build(data_dir: Path, into: Path, previous: Path | None, extra: Path | None, progress: Progress) -> LoadResult:
    """Build the warehouse of an office folder in the file `into`, which is only there afterwards if nothing stands against it.

    previous: the snapshot whose years must not vanish. extra: a folder whose files count as part of `eingang/` (and replace files of
    the same name there). All reasons against a publication are in the result's `errors`; nothing is raised for bad data.
    """
    result = LoadResult(loaded_at=datetime.now().isoformat(timespec="seconds"))
    try:
        sources, declared = load_sources(data_dir), load_tolerances(data_dir)
        result.errors += promises.problems(declared)
        master = office.read_office(data_dir)
    except SourceError as error:
        result.errors.append(str(error))
        return result
    except office.OfficeError as error:
        result.errors += error.problems
    if result.errors:
        return result
    Thread(target=office.warm_up, daemon=True).start()
    spill = into.with_suffix(".auslagerung")
    config = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "temp_directory": str(spill)}
    with duckdb.connect(":memory:", config=config) as con:
        con.execute((_HERE / "tables.sql").read_text(encoding="utf-8"))
        office.store(con, master)
        checks.prepare(con)
        con.executemany("INSERT INTO warnungen VALUES (?, ?)", master.warnings) if master.warnings else None
        files = find_files(data_dir, extra, sources, con)
        _load_files(con, files, result, progress)
        _settle(con, files)
        complete = not result.errors
        if not files:
            result.errors.append(_nothing_found(data_dir))
        elif complete and not any(file.rows_loaded for file in files):
            result.errors.append("Keine einzige Zeile konnte geladen werden; es bleibt beim bisherigen Datenstand.")
        if any(file.rows_loaded for file in files):
            progress("Auswertungen bauen und Versprechen prüfen", 0.8)
            result.errors += _derive(con, master, files, datetime.fromisoformat(result.loaded_at), previous)
            outcomes = promises.run(con, declared, complete)
            result.promises = [outcome.as_json() for outcome in outcomes if outcome.violations]
            result.errors += [outcome.message for outcome in outcomes if outcome.violations and outcome.binding]
            hints = [("", outcome.message) for outcome in outcomes if outcome.violations and not outcome.binding]
            con.executemany("INSERT INTO warnungen VALUES (?, ?)", hints) if hints else None
        result.files = [file.as_json() for file in files]
        result.rejects = [
            {"file": file, "line": line, "column": column, "value": value, "reason": reason}
            for file, line, column, value, reason in con.execute("FROM ablehnungen").fetchall()
        ]
        result.warnings = [f"{file}: {text}" if file else text for file, text in con.execute("FROM warnungen").fetchall()]
        if not result.errors:
            progress("Datenstand schreiben", 0.9)
            try:
                _write(con, into)
            except (duckdb.Error, OSError) as error:
                full = "No space left" in str(error)
                result.errors.append("Der Datenstand ließ sich nicht schreiben" + (
                    ": der Datenträger ist voll. Bitte Platz schaffen und neu laden." if full else f" ({error}). Bitte Rechte und Datenträger prüfen."))
    if result.errors:
        for partial in (into, into.with_name(f"{into.name}.wal")):
            partial.unlink(missing_ok=True)
    return result


def find_files(data_dir: Path, extra: Path | None, sources: list[Source], con: duckdb.DuckDBPyConnection) -> list[File]:
    """The exports of `eingang/` and `extra`, oldest delivery first; files of no source become warnings."""
    found: dict[str, Path] = {}
    for folder in filter(None, (data_dir / "eingang", extra)):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
            name = path.relative_to(folder)
            hidden = any(part.startswith((".", "~$")) for part in name.parts)
            if path.is_file() and not hidden and name.name.lower() not in _NO_EXPORTS and path.suffix.lower() not in _UNFINISHED:
                found[name.as_posix()] = path
    files = []
    for name, path in found.items():
        source = source_for(sources, name) or source_for(sources, path.name)
        if source:
            files.append(File(name, source, path))
        else:
            con.execute("INSERT INTO warnungen VALUES (?, ?)", [name, (
                "wird von keiner Quelle gelesen. Bekannt sind Dateien namens "
                f"{', '.join(pattern for source in sources for pattern in source.files)}.")])
    uploaded = lambda file: extra is not None and file.path.is_relative_to(extra)  # noqa: E731
    return sorted(files, key=lambda file: (uploaded(file), file.path.stat().st_mtime_ns, file.file))


def _load_files(con: duckdb.DuckDBPyConnection, files: list[File], result: LoadResult, progress: Progress) -> None:
    """Read and type every file into its canonical table; what speaks against a whole file goes to the result's errors."""
    told: dict[int, ReadResult] = {}
    for file_id, file in enumerate(files, start=1):
        progress(f"{file.file} lesen", 0.5 * (file_id - 1) / len(files))
        size = changed = None
        try:
            size, changed = file.path.stat().st_size, datetime.fromtimestamp(int(file.path.stat().st_mtime))
            with file.path.open("rb") as stream:
                file.sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            told[file_id] = read(file.source, file.path, con, f"roh_{file_id}")
            file.rows_read = told[file_id].rows_read
            if not file.rows_read:
                result.errors.append(f"{file.file}: Die Datei enthält keine Datenzeile unter der Kopfzeile. Bitte den Export wiederholen.")
        except SourceError as error:
            result.errors.append(_named(file.file, str(error)))
        except OSError as error:
            result.errors.append(f"{file.file}: Die Datei ist nicht lesbar ({error.strerror}). Bitte Rechte und Netzlaufwerk prüfen.")
        con.execute(
            "INSERT INTO dateien VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, NULL, NULL)",
            [file_id, file.file, file.source.name, file.source.table, file.sha256, size, changed])
    for table in TABLES:
        raw = {file_id: f"roh_{file_id}" for file_id in told if files[file_id - 1].source.table == table}
        if raw:
            progress(f"{table} prüfen", 0.5 + 0.3 * list(TABLES).index(table) / len(TABLES))
            for file_id, counts in checks.check_table(con, table, raw).items():
                file = files[file_id - 1]
                file.rows_loaded, file.rows_rejected = counts
                if file.rows_rejected > file.source.reject_share * file.rows_read:
                    result.errors.append(_too_many_rejects(con, file))
            remarks.on_files(con, table, {file_id: told[file_id] for file_id in raw})
            for name in raw.values():
                con.execute(f"DROP TABLE {name}")


def _settle(con: duckdb.DuckDBPyConnection, files: list[File]) -> None:
    """Let newer deliveries replace older ones and bring the counts of the files into `dateien`."""
    for table in TABLES:
        delivered = {file_id: file.file for file_id, file in enumerate(files, start=1) if file.source.table == table}
        replaced = deliveries.settle(con, table, delivered) if len(delivered) > 1 else []
        for part in replaced:
            file = files[part.file_id - 1]
            file.rows_loaded -= part.rows
            file.rows_rejected += part.rows
        remarks.on_replaced(con, delivered, replaced)
    if files:
        con.execute(
            """
            UPDATE dateien SET gelesen = neu.gelesen, geladen = neu.geladen, abgelehnt = neu.abgelehnt
            FROM (SELECT unnest(?) AS datei_id, unnest(?) AS gelesen, unnest(?) AS geladen, unnest(?) AS abgelehnt) AS neu
            WHERE neu.datei_id = dateien.datei_id""",
            [list(range(1, len(files) + 1)), *([getattr(file, count) for file in files] for count in ("rows_read", "rows_loaded", "rows_rejected"))])


def _derive(
    con: duckdb.DuckDBPyConnection, master: office.Office, files: list[File], loaded_at: datetime, previous: Path | None
) -> list[str]:
    """Everything that follows from the rows: types, coverage, origin, calendar, marts, remarks, the years of the snapshot before.

    Returns what forbids a publication, in German.

    Years of the sample say nothing about the real data that follow it, so only a snapshot of the same city and kind of data counts.
    """
    con.execute("INSERT INTO ladung VALUES (?, ?)", [loaded_at, SCHEMA_VERSION])
    remarks.on_case_types(con, known=bool(master.tables["vorgangsarten"]))
    con.execute((_HERE / "provenance.sql").read_text(encoding="utf-8"))
    for file_id, first, last in con.execute("SELECT datei_id, von::VARCHAR, bis::VARCHAR FROM dateien").fetchall():
        files[file_id - 1].von, files[file_id - 1].bis = first, last
    first, last = con.execute("SELECT year(min(von)), year(max(bis)) FROM abdeckung").fetchone()
    office.store_calendar(con, master, (first or loaded_at.year) - 1, last or loaded_at.year)
    for mart in sorted((_HERE / "marts").glob("*.sql")):
        con.execute(mart.read_text(encoding="utf-8"))
    remarks.on_rows(con)
    con.execute("CREATE OR REPLACE TEMP TABLE vorher (tabelle VARCHAR, jahr INTEGER)")
    if previous is not None:
        try:
            con.execute(f"ATTACH '{str(previous).replace(chr(39), chr(39) * 2)}' AS davor (READ_ONLY)")
            con.execute("""
                INSERT INTO vorher SELECT DISTINCT tabelle, year(datum) FROM davor.herkunft JOIN davor.abdeckung USING (tabelle)
                WHERE datum BETWEEN von AND bis AND EXISTS (FROM amt JOIN davor.amt USING (stadt, datenart))""")
            con.execute("DETACH davor")
        except duckdb.Error as error:
            if re.search(r"\block\b|used by another process", str(error)):  # readable once the other program lets go: no reason to skip a promise
                return [f"Der bisherige Datenstand {previous.name} ist gerade in einem anderen Programm zum Schreiben geöffnet; ob ein Jahr verschwunden ist, "
                        "lässt sich nicht prüfen. Bitte das Programm schließen und neu laden."]
            con.execute("INSERT INTO warnungen VALUES ('', ?)", [
                f"Der bisherige Datenstand {previous.name} ist nicht lesbar; ob ein Jahr verschwunden ist, wurde nicht geprüft."])
    return []


def _write(con: duckdb.DuckDBPyConnection, into: Path) -> None:
    """Write the finished warehouse to a new file and only return when it is on the disk, without a write-ahead log beside it."""
    con.execute(f"ATTACH '{str(into).replace(chr(39), chr(39) * 2)}' AS ziel (STORAGE_VERSION '{STORAGE}')")
    con.execute("COPY FROM DATABASE memory TO ziel")
    con.execute("CHECKPOINT ziel")
    con.execute("DETACH ziel")
    with into.open("rb+") as file:
        os.fsync(file.fileno())


def _named(file: str, text: str) -> str:
    return text if file in text or Path(file).name in text else f"{file}: {text}"


def _too_many_rejects(con: duckdb.DuckDBPyConnection, file: File) -> str:
    often = con.execute(
        "SELECT spalte, grund, count(*) FROM ablehnungen WHERE datei = ? GROUP BY ALL ORDER BY 3 DESC LIMIT 1", [file.file]).fetchone()
    column = f"Spalte {often[0]}: " if often[0] else ""
    return (
        f"{file.file}: {file.rows_rejected} von {file.rows_read} Zeilen sind nicht lesbar, erlaubt sind {100 * file.source.reject_share:g} Prozent. "
        f"Am häufigsten: {column}{often[1]} Bitte den Export oder die Zuordnung in quellen.toml prüfen.")


def _nothing_found(data_dir: Path) -> str:
    return (
        f"Im Ordner {data_dir / 'eingang'} liegt kein Export, den eine Quelle liest. Bitte Exporte hineinlegen "
        "oder Beispieldaten schreiben lassen: python -m etl sample")
