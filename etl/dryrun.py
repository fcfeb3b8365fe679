"""What a file would do before it does it: how it is understood, what is wrong in it, which figures would change.

`describe` looks at one file alone, `changes` compares an unpublished candidate with the snapshot in service, `check_file` does both.
Nothing here publishes or keeps anything.
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from etl import snapshots
from etl.publish import Candidate, build, discard
from etl.readers import locate
from etl.readers.table import dropped, write_rows
from etl.remarks import personal_columns
from etl.sources import TABLES, Source, SourceError, load_sources, source_for

Progress = Callable[[str, float], None]
_FIRST_ROWS = 5


@dataclass
class Understood:
    """How one file is read. `error` (German) says why it cannot be read at all; then only what was found until then is filled."""

    file: str
    source: str | None = None
    table: str | None = None
    why: str = ""
    """Why the file is taken for this source."""
    header_line: int | None = None
    encoding: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    """Canonical column -> where its value comes from: a header, a constant, an expression."""
    missing: list[str] = field(default_factory=list)
    """Optional canonical columns the file does not fill: the figures that need them say "keine Daten"."""
    dropped: list[str] = field(default_factory=list)
    """Headers nothing is mapped to; never stored."""
    personal: list[str] = field(default_factory=list)
    """Those of them that look like personal data."""
    rows_read: int = 0
    first_rows: list[dict[str, str | None]] = field(default_factory=list)
    error: str | None = None


@dataclass(frozen=True)
class Change:
    """One month of one canonical table before and after; `None` = no data. The unit is the table's own, never added across tables."""

    table: str
    einheit: str
    monat: str
    vorher: int | None
    nachher: int | None

    @property
    def shrinks(self) -> bool:
        """Whether something published would become less or vanish."""
        return (self.vorher or 0) > (self.nachher or 0)


@dataclass
class Report:
    """A dry run of one file together with all files already in `eingang/`."""

    understood: Understood
    publishable: bool = False
    rows_loaded: int = 0
    rows_rejected: int = 0
    rejects: list[dict] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def as_json(self) -> dict:
        """The object `check --json` prints."""
        return {**vars(self.understood), **{key: value for key, value in vars(self).items() if key not in ("understood", "changes")},
                "changes": [{**vars(change), "shrinks": change.shrinks} for change in self.changes]}


def check_file(data_dir: Path | str, path: Path | str, progress: Progress | None = None) -> Report:
    """Dry run of one file against an office folder: as if it lay in `eingang/`, but nothing is published or kept. Raises nothing for bad data."""
    data_dir, path = Path(data_dir), Path(path)
    report = Report(describe(data_dir, path))
    if report.understood.error:
        report.errors = [report.understood.error]
        return report
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy2(path, Path(folder) / path.name)
        candidate = build(data_dir, folder, progress)
    try:
        result = candidate.result
        others = tuple(f"{file['file']}: " for file in result.files if file["file"] != path.name)
        report.publishable, report.errors = candidate.path is not None, result.errors
        report.warnings = [warning for warning in result.warnings if not warning.startswith(others)]
        report.rejects = [reject for reject in result.rejects if reject["file"] == path.name]
        for file in result.files:
            if file["file"] == path.name:
                report.rows_loaded, report.rows_rejected = file["rows_loaded"], file["rows_rejected"]
        report.changes = changes(candidate)
    finally:
        discard(candidate)
    return report


def describe(data_dir: Path | str, path: Path | str) -> Understood:
    """How a file would be read, without the rest of the office. Raises nothing for bad data."""
    path = Path(path)
    told = Understood(path.name)
    try:
        sources = load_sources(data_dir)
        source = source_for(sources, path.name)
        if source is None:
            told.error = _nobody_takes(sources, path)
            return told
        pattern = next(p for p in source.files if source.takes(path.name))
        told.source, told.table = source.name, source.table
        told.why = f"Der Dateiname passt auf „{pattern}“ der Quelle „{source.name}“."
        tables = locate(source, path)
        told.header_line, told.encoding = tables[0].header_line, tables[0].raw.encoding
        told.dropped = list(dict.fromkeys(header for table in tables for header in dropped(table)))
        told.personal = personal_columns(told.dropped)
        with duckdb.connect() as con:
            result = write_rows(tables, con, "roh")
            told.rows_read = result.rows_read
            told.columns = {column: _origin(source, column) for column in result.columns_found}
            told.missing = [column for column in TABLES[source.table] if column not in result.columns_found]
            names = ["zeile", *result.columns_found]
            rows = con.execute(f"SELECT {', '.join(names)} FROM roh WHERE _fehler IS NULL ORDER BY zeile LIMIT {_FIRST_ROWS}").fetchall()
            told.first_rows = [dict(zip(names, row, strict=True)) for row in rows]
    except SourceError as error:
        told.error = str(error)
    except OSError as error:
        told.error = f"{path.name} ist nicht lesbar ({error.strerror}). Gibt es die Datei, und darf sie gelesen werden?"
    return told


def changes(candidate: Candidate) -> list[Change]:
    """Months in which a canonical table would say something else than the snapshot in service, oldest first; all months where there is none."""
    if candidate.path is None:
        return []
    base = snapshots.folder(candidate.data_dir) / candidate.base if candidate.base else None
    before = _months(base) if base and base.is_file() else {}
    after = _months(candidate.path)
    return [Change(*key, before.get(key), after.get(key)) for key in sorted(before.keys() | after.keys(), key=lambda key: (key[2], key[0], key[1]))
            if before.get(key) != after.get(key)]


_MEASURES = (
    ("kontakte", "Kundenkontakte", "datum", "sum(anzahl)"),
    ("termine", "Termine", "termin_am", "count(*)"),
    ("termine", "bediente Termine", "termin_am", "count(*) FILTER (status = 'bedient')"),
    ("emails", "eingegangene E-Mails", "eingegangen_am", "count(*)"),
    ("emails", "beantwortete E-Mails", "beantwortet_am", "count(*)"),
    ("anrufe_115", "angenommene Anrufe", "datum", "sum(angenommen)"),
    ("vorgaenge", "Vorgänge (mit nicht gezählten)", "datum", "sum(anzahl)"),
    ("grosskunden", "Großkunden-Vorgänge", "datum", "sum(anzahl)"),
    ("online", "Online-Leistungen", "datum", "sum(anzahl)"),
    ("wartezeiten_stunden", "aufgerufene Kunden", "datum", "sum(anzahl)"),
    ("kapazitaet", "geplante Kapazität", "datum", "sum(geplant)"),
)


def _months(warehouse: Path) -> dict[tuple[str, str, str], int]:
    """(table, unit, "2018-11") -> the month's number in one warehouse."""
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{str(warehouse).replace(chr(39), chr(39) * 2)}' AS w (READ_ONLY)")
        there = {name for name, in con.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'w'").fetchall()}
        parts = [f"SELECT '{table}', '{unit}', strftime({day}, '%Y-%m') AS monat, ({value})::BIGINT FROM w.{table} WHERE {day} IS NOT NULL GROUP BY monat"
                 for table, unit, day, value in _MEASURES if table in there]
        return {(table, unit, month): number for table, unit, month, number in con.execute(" UNION ALL ".join(parts)).fetchall()}


def _origin(source: Source, column: str) -> str:
    """In words where a canonical column comes from."""
    given = source.columns.get(column)
    if given is None:
        return "Abfrage der Quelle"
    if given.constant is not None:
        return f"immer „{given.constant}“"
    if given.total:
        return "Summe aus " + " + ".join(given.total)
    if given.joined:
        return " ".join(given.joined)
    if given.sql is not None:
        return "berechnet (SQL)"
    return {"_spalte": "Überschrift der Spalte", "_wert": "Feld der Spalte"}.get(given.names[0], " oder ".join(given.names))


def _nobody_takes(sources: list[Source], path: Path) -> str:
    """Why no source takes a file of this name, and whose layout it would fit."""
    fitting = [source for source in sources if _fits(source, path)]
    text = f"{path.name}: Keine Quelle nimmt eine Datei dieses Namens."
    if fitting:
        source = fitting[0]
        return (f"{text} Dem Aufbau nach gehört sie zur Quelle „{source.name}“; die erwartet {' oder '.join(source.files)}. "
                "Bitte umbenennen oder den Namen in quellen.toml ergänzen.")
    patterns = ", ".join(pattern for source in sources for pattern in source.files)
    return f"{text} Bekannt sind: {patterns}. Einen Vorschlag für einen Eintrag macht: python -m etl new-source \"{path.name}\""


def _fits(source: Source, path: Path) -> bool:
    try:
        return bool(locate(source, path))
    except (SourceError, OSError):
        return False
