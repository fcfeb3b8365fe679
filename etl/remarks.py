"""Warnings: what a clerk should know about the data although it stops nothing. Written into `warnungen(datei, text)`, in German."""

from __future__ import annotations

import re

import duckdb

from etl.deliveries import Replaced
from etl.sources import ReadResult

_PERSONAL = re.compile(
    r"name|e-?mail|telefon|handy|mobil|geburt|geb\.?$|anschrift|adresse|straße|strasse|plz|wohnort|antragsteller|^(kunde|bürger|buerger|person)$"
    r"|kundennummer|steuer.?id|iban|kennzeichen|unterschrift|benutzer|sachbearbeiter|ausweis.?n|anmerkung|bemerkung|notiz|freitext|kommentar|betreff"
    r"|absender|^sender|subject|phone|address|birth|customer",
    re.IGNORECASE)
_SURELY_NOT = re.compile(r"(dienst|standort|leistung|stelle|datei|amt|behörde|vorgang)s?n?name", re.IGNORECASE)

_ODD = {
    "termine": {
        "aufruf < ankunft": "wurde der Kunde aufgerufen, bevor er ankam; die Wartezeit zählt als 0",
        "ende < aufruf": "endet die Bedienung vor dem Aufruf",
        "gebucht_am > termin_am": "liegt die Buchung nach dem Termin",
    },
    "emails": {"beantwortet_am < eingegangen_am": "liegt die Antwort vor dem Eingang"},
}


def personal_columns(headers: list[str]) -> list[str]:
    """The headers that look like personal data."""
    return [header for header in headers if _PERSONAL.search(header) and not _SURELY_NOT.search(header)]


def on_files(con: duckdb.DuckDBPyConnection, table: str, told: dict[int, ReadResult]) -> None:
    """Dropped columns (personal ones named as such), the readers' notes, and times that run backwards in the files just checked."""
    names = dict(con.execute("SELECT datei_id, datei FROM dateien").fetchall())
    for file_id, result in told.items():
        personal = personal_columns(result.columns_dropped)
        other = [column for column in result.columns_dropped if column not in personal and column.strip()]
        texts = list(result.notes)
        if personal:
            texts.append(f"Personenbezogene Spalten werden nicht gespeichert: {', '.join(personal)}.")
        if other:
            texts.append(f"Spalten ohne Zuordnung werden nicht gespeichert: {', '.join(other)}.")
        _say(con, names[file_id], texts)
    for odd, text in _ODD.get(table, {}).items():
        rows = con.execute(f"SELECT datei_id, count(*), min(zeile) FROM geprueft WHERE fehler IS NULL AND {odd} GROUP BY 1 ORDER BY 1").fetchall()
        for file_id, count, line in rows:
            _say(con, names[file_id], [f"In {count} {'Zeile' if count == 1 else 'Zeilen'} {text} (zum Beispiel Zeile {line})."])


def on_replaced(con: duckdb.DuckDBPyConnection, files: dict[int, str], replaced: list[Replaced]) -> None:
    """Which rows of which file gave way to a newer delivery."""
    for file_id, by in dict.fromkeys((part.file_id, part.by) for part in replaced):
        parts = [part for part in replaced if (part.file_id, part.by) == (file_id, by)]
        blocks = ", ".join(part.block for part in parts[:6]) + (" …" if len(parts) > 6 else "")
        _say(con, files[file_id], [f"{sum(part.rows for part in parts)} Zeilen sind ersetzt durch neuere Lieferung {files[by]} ({blocks})."])


def on_case_types(con: duckdb.DuckDBPyConnection, known: bool) -> None:
    """Complete `vorgangsarten` with the types that occur in the data; say which, where the office keeps a list (`known`)."""
    con.execute("UPDATE vorgangsarten SET gruppe = 'Ohne Gruppe' WHERE gruppe IS NULL")
    unknown = con.execute("""
        SELECT vorgangsart, sum(anzahl) FROM vorgaenge ANTI JOIN vorgangsarten USING (vorgangsart) GROUP BY ALL ORDER BY ALL""").fetchall()
    con.execute("""
        INSERT INTO vorgangsarten SELECT DISTINCT vorgangsart, 'Ohne Gruppe', true
        FROM (SELECT vorgangsart FROM vorgaenge UNION SELECT vorgangsart FROM grosskunden)
        WHERE vorgangsart NOT IN (SELECT vorgangsart FROM vorgangsarten) ORDER BY 1""")
    if known:
        _say(con, "stammdaten/vorgangsarten.csv", [
            f"Die Vorgangsart „{name}“ ({count} Vorgänge) fehlt in der Liste; sie zählt mit und steht unter „Ohne Gruppe“."
            for name, count in unknown])


def on_rows(con: duckdb.DuckDBPyConnection) -> None:
    """Contacts on days on which their location was closed, per file."""
    rows = con.execute("""
        SELECT d.datei, count(*), count(DISTINCT k.datum), min(k.datum)
        FROM kontakte AS k ANTI JOIN oeffnungstage USING (datum, standort) JOIN dateien AS d USING (datei_id)
        WHERE k.anzahl > 0 GROUP BY d.datei ORDER BY d.datei""").fetchall()
    for file, count, days, first in rows:
        _say(con, file, [
            f"{count} {'Zeile' if count == 1 else 'Zeilen'} mit Kontakten an {days} {'Tag' if days == 1 else 'Tagen'}, an denen der Standort "
            f"geschlossen war (zum Beispiel am {first:%d.%m.%Y}); bitte Wochentage, Schließtage und Gültigkeit in stammdaten/ prüfen."])


def _say(con: duckdb.DuckDBPyConnection, file: str, texts: list[str]) -> None:
    if texts:
        con.execute("INSERT INTO warnungen SELECT ?, unnest(?)", [file, texts])
