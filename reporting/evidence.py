"""What a snapshot can prove about itself: its files, rejected rows, warnings and promises, and the snapshots kept beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from etl import snapshots
from etl.dryrun import Change, Understood
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


def changes_table(changes: Sequence[Change]) -> Table:
    """What new files would change per month; months that would shrink first."""
    rows = [(german.month_name(c.monat), c.einheit, c.vorher, c.nachher, (c.nachher or 0) - (c.vorher or 0), "wird weniger" if c.shrinks else None)
            for c in sorted(changes, key=lambda c: (not c.shrinks, c.monat, c.einheit))]
    columns = (Column("Monat"), Column("Was"), Column("bisher", "zahl"), Column("neu", "zahl"), Column("Unterschied", "zahl"), Column("Hinweis"))
    return Table(columns, tuple(rows))


def understood_table(told: Understood) -> Table:
    """The first rows of a file as they are understood."""
    columns = tuple(Column(name) for name in (told.first_rows[0] if told.first_rows else {}))
    return Table(columns, tuple(tuple(str(value) if value is not None else None for value in row.values()) for row in told.first_rows))


def understood_words(told: Understood) -> list[str]:
    """How a file is read, in sentences: source and why, rows, what is missing, what is dropped."""
    if told.error:
        return [told.error]
    found = [f"{told.why} {german.number(told.rows_read)} Zeilen."]
    if told.missing:
        found.append(f"Nicht enthalten: {', '.join(told.missing)}. Kennzahlen, die das brauchen, zeigen „keine Daten“.")
    if told.dropped:
        found.append(f"Nicht übernommen: {', '.join(told.dropped)}.")
    if told.personal:
        found.append(f"Davon sehen nach Personen aus und werden nie gespeichert: {', '.join(told.personal)}.")
    return found


def upload_rejects_table(rejects: Sequence[dict]) -> Table:
    """The rejected rows of files that are being checked."""
    columns = (Column("Datei"), Column("Zeile", "zahl"), Column("Spalte"), Column("Wert"), Column("Grund"))
    return Table(columns, tuple((r["file"], r["line"], r["column"] or "", r["value"] or "", r["reason"]) for r in rejects))


def log_table(entries: Sequence[dict[str, str]]) -> Table:
    """Who did what when, newest first."""
    columns = (Column("Wann"), Column("Wer"), Column("Was"), Column("Einzelheiten"))
    return Table(columns, tuple((_when(e.get("wann")), e.get("wer", ""), e.get("was", ""), e.get("einzelheiten", "")) for e in entries))


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
