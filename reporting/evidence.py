"""What a snapshot can prove about itself: its files, rejected rows, warnings and promises, and the snapshots kept beside it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from etl import snapshots
from reporting import german
from reporting.tables import Column, Table
from reporting.warehouse import Warehouse


def files_table(w: Warehouse) -> Table:
    """Every loaded file with its rows and its checksum."""
    rows = w.query("SELECT datei, tabelle, von, bis, gelesen, geladen, abgelehnt, bytes, geaendert_am::DATE, sha256 FROM dateien ORDER BY tabelle, datei")
    columns = (Column("Datei"), Column("Tabelle"), Column("erster Tag", "datum"), Column("letzter Tag", "datum"), Column("gelesen", "zahl"), Column("geladen", "zahl"),
               Column("abgelehnt", "zahl"), Column("Bytes", "zahl"), Column("Datei vom", "datum"), Column("Prüfsumme (SHA-256)"))
    return Table(columns, tuple(rows))


def rejects_table(w: Warehouse) -> Table:
    """Every rejected row: file, line, column, value as it stood there, reason."""
    rows = w.query("SELECT datei, zeile, coalesce(spalte, ''), coalesce(wert, ''), grund FROM ablehnungen ORDER BY datei, zeile, spalte")
    return Table((Column("Datei"), Column("Zeile", "zahl"), Column("Spalte"), Column("Wert"), Column("Grund")), tuple(rows))


def rejects_words(w: Warehouse) -> str:
    """How many rows were rejected and what became of them."""
    count = w.query("SELECT count(DISTINCT (datei, zeile)) FROM ablehnungen")[0][0]
    if not count:
        return "Keine Zeile wurde abgelehnt."
    return (f"{german.number(count)} {'Zeile wurde' if count == 1 else 'Zeilen wurden'} nicht geladen, alle übrigen sind geladen. "
            "Der Grund nennt, was zu tun ist; nach der Korrektur die Datei noch einmal einspielen.")


def warnings_table(w: Warehouse) -> Table:
    """What was loaded but is worth a look."""
    return Table((Column("Datei"), Column("Hinweis")), tuple(w.query("SELECT coalesce(datei, ''), text FROM warnungen ORDER BY datei, text")))


def promises_table(w: Warehouse) -> Table:
    """Every promise of the snapshot and whether it is kept."""
    rows = w.query("SELECT beschreibung, bindend, verletzungen FROM versprechen ORDER BY verletzungen DESC, name")
    words = tuple((text, "bindend" if binding else "Hinweis", "eingehalten" if not count else "verletzt", count) for text, binding, count in rows)
    return Table((Column("Versprechen"), Column("Art"), Column("Ergebnis"), Column("Verstöße", "zahl")), words)


def snapshots_table(folder: Path) -> Table:
    """The kept snapshots of an office folder, newest first."""
    kept = snapshots.status(folder)["snapshots"]
    rows = tuple((s["file"], _when(s["loaded_at"]), "in Benutzung" if s["current"] else "aufbewahrt", len(s["files"]), s["rejects"], s["bytes"]) for s in kept)
    return Table((Column("Datenstand"), Column("geladen am"), Column("Zustand"), Column("Dateien", "zahl"), Column("abgelehnte Zeilen", "zahl"), Column("Bytes", "zahl")), rows)


def coverage_table(w: Warehouse) -> Table:
    """First and last day with data per table."""
    rows = tuple((table, von, bis) for table, (von, bis) in sorted(w.coverage.items()))
    return Table((Column("Tabelle"), Column("erster Tag", "datum"), Column("letzter Tag", "datum")), rows)


def summary(w: Warehouse) -> str:
    """The load in one sentence: files, rows, rejects, promises, time."""
    files, read, loaded, rejected = w.query("SELECT count(*), coalesce(sum(gelesen), 0), coalesce(sum(geladen), 0), coalesce(sum(abgelehnt), 0) FROM dateien")[0]
    promises, kept = w.query("SELECT count(*), count(*) FILTER (verletzungen = 0) FROM versprechen")[0]
    n = german.number
    return (f"Geladen am {german.date_de(w.loaded_at)}: {n(files)} {'Datei' if files == 1 else 'Dateien'}, {n(int(read))} Zeilen gelesen, {n(int(loaded))} geladen, "
            f"{n(int(rejected))} abgelehnt. {n(kept)} von {n(promises)} Versprechen eingehalten.")


def _when(text: str | None) -> str:
    """The time of a load as the snapshot's result names it, in German; "" where it is unknown."""
    try:
        return german.date_de(datetime.fromisoformat(text)) if text else ""
    except ValueError:
        return text or ""
