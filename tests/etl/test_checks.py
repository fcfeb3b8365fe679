"""From text to typed rows: every German spelling, every reason for a reject, every value counted by hand."""

from __future__ import annotations

from datetime import date, datetime

import duckdb
import pytest

from etl import build, checks
from etl.sources import TABLES

MASTER = """
INSERT INTO standorte VALUES ('Nord', 'Rathaus Nord', NULL, '2023-06-30', 5, 1, 'Mo'), ('Nord', 'Rathaus Nord', '2023-07-01', NULL, 6, 1, 'Mo'),
    ('Süd', 'Bürgerhaus', NULL, NULL, 3, 1, 'Mo'), ('West', 'Bürgerhaus', NULL, NULL, 3, 1, 'Mo');
INSERT INTO dienstleistungen VALUES ('Ausweis', 'Melden', NULL, ['Personalausweis', 'PA']), ('Umzug', 'Melden', NULL, ['Ausweis']);
INSERT INTO vorgangsarten VALUES ('Rückmeldung', 'XMeld', true);
INSERT INTO online_angebote VALUES ('Kfz online', 'Kfz', NULL, NULL);
INSERT INTO dateien (datei_id, datei) VALUES (1, 'eins.csv'), (2, 'zwei.csv');
"""
DEFAULTS = {
    "kontakte": {"datum": "03.07.2023", "standort": "Nord", "dienstleistung": "Ausweis", "zugang": "Termin", "anzahl": "1"},
    "termine": {"termin_id": "A1", "standort": "Nord", "dienstleistung": "Ausweis", "termin_am": "03.07.2023 09:00", "status": "bedient"},
    "emails": {"eingegangen_am": "03.07.2023 09:00"},
    "vorgaenge": {"datum": "01.07.2023", "zeitraum": "monat", "vorgangsart": "Rückmeldung", "anzahl": "5"},
    "online": {"datum": "01.07.2023", "zeitraum": "tag", "leistung": "Kfz online", "anzahl": "5"},
    "grosskunden": {"datum": "01.07.2023", "zeitraum": "tag", "vorgangsart": "Abmeldung", "anzahl": "5"},
    "anrufe_115": {"datum": "01.07.2023", "zeitraum": "tag", "angenommen": "5"},
}


@pytest.fixture
def con():
    with duckdb.connect() as con:
        con.execute((build._HERE / "tables.sql").read_text(encoding="utf-8"))
        con.execute(MASTER)
        checks.prepare(con)
        yield con


def raw(con, table: str, rows: list[dict], name: str = "roh", damaged: dict[int, str] | None = None) -> str:
    """A raw table as a reader leaves it: text, lines from 2, NULL where empty."""
    full = [{**DEFAULTS[table], **row} for row in rows]
    columns = [column for column in TABLES[table] if any(column in row for row in full or [DEFAULTS[table]])]
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} (zeile BIGINT, {', '.join(f'{column} VARCHAR' for column in columns)}, _fehler VARCHAR)")
    for line, row in enumerate(full, start=2):
        con.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * (len(columns) + 2))})",
                    [line, *(row.get(column) for column in columns), (damaged or {}).get(line)])
    return name


def check(con, table: str, *rows: dict, **more) -> tuple[list[tuple], list[tuple]]:
    """(typed rows, rejects as (line, column, value, reason)) of one file."""
    loaded, rejected = checks.check_table(con, table, {1: raw(con, table, list(rows), **more)})[1]
    typed = con.execute(f"SELECT {', '.join(TABLES[table])} FROM {table}").fetchall()
    rejects = con.execute("SELECT zeile, spalte, wert, grund FROM ablehnungen ORDER BY zeile").fetchall()
    assert (loaded, rejected) == (len(typed), len(rejects)) and loaded + rejected == len(rows)
    return typed, rejects


@pytest.mark.parametrize(("text", "value"), [
    ("0", 0), ("7", 7), ("007", 7), ("12", 12), ("1204", 1204), ("1.204", 1204), ("12.345.678", 12345678), ("1.204,0", 1204), ("5,00", 5),
    ("1204.0", 1204), ("1 204", 1204), ("1\u00a0204", 1204), ("1\u202f204", 1204), ("999999999", 999999999),
])
def test_counts(con, text, value):
    assert check(con, "kontakte", {"anzahl": text})[0][0][-1] == value


@pytest.mark.parametrize(("text", "reason"), [
    ("1.20", "Keine ganze Zahl"), ("1.2045", "Keine ganze Zahl"), ("12,5", "Keine ganze Zahl"), ("1.204,5", "Keine ganze Zahl"), ("1,204.0", "Keine ganze Zahl"),
    ("fünf", "Keine ganze Zahl"), ("1e3", "Keine ganze Zahl"), ("0x10", "Keine ganze Zahl"), ("+5", "Keine ganze Zahl"), ("5 Kunden", "Keine ganze Zahl"),
    ("12.34.567", "Keine ganze Zahl"), (".204", "Keine ganze Zahl"), ("-5", "Negative Anzahl"), ("−1.204", "Negative Anzahl"), ("- 3", "Negative Anzahl"),
    ("1.000.000.000", "unglaubhaft groß"), ("9" * 30, "unglaubhaft groß"), ("NaN", "Keine ganze Zahl"),
])
def test_no_counts(con, text, reason):
    typed, [(line, column, value, why)] = check(con, "kontakte", {"anzahl": text})
    assert typed == [] and (line, column, value) == (2, "anzahl", text) and reason in why


@pytest.mark.parametrize(("text", "day"), [
    ("03.07.2023", date(2023, 7, 3)), ("3.7.2023", date(2023, 7, 3)), ("2023-07-03", date(2023, 7, 3)), ("29.02.2024", date(2024, 2, 29)),
    ("2023-07-03 00:00:00", date(2023, 7, 3)), ("03.07.2023 00:00", date(2023, 7, 3)), ("2023-07-03T00:00:00", date(2023, 7, 3)),
])
def test_days(con, text, day):
    assert check(con, "kontakte", {"datum": text})[0][0][0] == day


@pytest.mark.parametrize(("text", "reason"), [
    ("31.02.2023", "Dieses Datum gibt es nicht"), ("29.02.2023", "Dieses Datum gibt es nicht"), ("00.01.2023", "Dieses Datum gibt es nicht"),
    ("03.07.23", "Kein Datum"), ("07/03/2023", "Kein Datum"), ("45000", "Kein Datum"), ("Juli", "Kein Datum"), ("03.07.0023", "Dieses Datum gibt es nicht"),
    ("03.07.2999", "Dieses Datum gibt es nicht"), ("03.07.2023 10:00", "nur ein Tag"), ("2023-13-01", "Dieses Datum gibt es nicht"),
])
def test_no_days(con, text, reason):
    typed, [(_, column, value, why)] = check(con, "kontakte", {"datum": text})
    assert typed == [] and (column, value) == ("datum", text) and reason in why


@pytest.mark.parametrize(("text", "time"), [
    ("03.07.2023 09:05", datetime(2023, 7, 3, 9, 5)), ("03.07.2023 9:05", datetime(2023, 7, 3, 9, 5)), ("03.07.2023 09:05:30", datetime(2023, 7, 3, 9, 5, 30)),
    ("2023-07-03 09:05:30", datetime(2023, 7, 3, 9, 5, 30)), ("2023-07-03T09:05", datetime(2023, 7, 3, 9, 5)), ("2023-07-03 09:05", datetime(2023, 7, 3, 9, 5)),
    ("03.07.2023, 09:05", datetime(2023, 7, 3, 9, 5)), ("03.07.2023 00:00", datetime(2023, 7, 3)),
])
def test_times(con, text, time):
    assert check(con, "termine", {"termin_am": text})[0][0][3] == time


@pytest.mark.parametrize(("text", "reason"), [
    ("31.02.2018 09:00", "Dieses Datum gibt es nicht"), ("03.07.2023 24:00", "Diese Uhrzeit gibt es nicht"), ("03.07.2023 09:60", "Diese Uhrzeit gibt es nicht"),
    ("03.07.2023", "Die Uhrzeit fehlt"), ("09:00", "Kein Zeitpunkt"), ("heute", "Kein Zeitpunkt"), ("03.07.2023 09:00 Uhr", "Diese Uhrzeit gibt es nicht"),
])
@pytest.mark.parametrize("column", ["termin_am", "ankunft"])
def test_no_times(con, column, text, reason):
    typed, [(_, named, value, why)] = check(con, "termine", {column: text})
    assert typed == [] and (named, value) == (column, text) and reason in why


def test_a_day_is_enough_where_no_hour_decides_a_figure(con):
    assert check(con, "emails", {"eingegangen_am": "03.07.2023", "beantwortet_am": "04.07.2023 10:00"})[0][0][:2] == (
        datetime(2023, 7, 3), datetime(2023, 7, 4, 10))


def test_missing_values(con):
    typed, rejects = check(con, "kontakte", {"anzahl": None}, {"standort": None}, {"datum": None, "zugang": None})
    assert typed == [] and [(line, column, value, why) for line, column, value, why in rejects] == [
        (2, "anzahl", None, "Der Wert fehlt."), (3, "standort", None, "Der Wert fehlt."), (4, "datum", None, "Der Wert fehlt.")]


def test_optional_values_may_be_missing_and_persons_are_one(con):
    typed, rejects = check(con, "termine", {}, {"termin_id": "A2", "personen": "3"})
    assert rejects == [] and [row[-1] for row in typed] == [1, 3] and typed[0][5:10] == (None,) * 5


@pytest.mark.parametrize("spelled", ["Ausweis", " ausweis ", "PERSONALAUSWEIS", "pa", "Personalausweis"])
def test_services_by_name_and_synonym(con, spelled):
    assert check(con, "kontakte", {"dienstleistung": spelled})[0][0][2] == "Ausweis"


@pytest.mark.parametrize(("spelled", "found"), [("nord", "Nord"), ("Rathaus  Nord", "Nord"), ("SÜD", "Süd"), ("Su\u0308d", "Süd"), ("Bürgerhaus", None), ("Ost", None)])
def test_locations_by_id_and_name_but_not_by_a_shared_name(con, spelled, found):
    typed, rejects = check(con, "kontakte", {"standort": spelled})
    if found:
        assert typed[0][1] == found
    else:
        assert rejects[0][1:3] == ("standort", spelled) and "Unbekannter Standort" in rejects[0][3] and "standorte.csv" in rejects[0][3]


def test_an_unknown_service_is_rejected_with_what_is_known(con):
    assert "Bekannt: Ausweis, Umzug." in check(con, "kontakte", {"dienstleistung": "Angeln"})[1][0][3]


def test_closed_lists(con):
    typed, rejects = check(con, "kontakte", {"zugang": "SPONTAN"}, {"zugang": "Telefon"})
    assert typed[0][3] == "spontan" and rejects == [(3, "zugang", "Telefon", "Unbekannter Wert; erlaubt sind: Termin, spontan.")]


def test_open_lists_keep_the_unknown_and_find_the_known(con):
    typed, rejects = check(con, "vorgaenge", {"vorgangsart": "RÜCKMELDUNG"}, {"vorgangsart": " Neues "})
    assert rejects == [] and [row[2] for row in typed] == ["Rückmeldung", "Neues"]
    assert check(con, "online", {"leistung": "kfz ONLINE"})[0][0][2] == "Kfz online"


def test_month_rows_start_on_the_first_and_collide_there(con):
    typed, rejects = check(con, "vorgaenge", {"datum": "31.07.2023"}, {"datum": "01.07.2023"})
    assert typed[0][0] == date(2023, 7, 1) and "steht schon in Zeile 2" in rejects[0][3]


@pytest.mark.parametrize(("table", "other"), [
    ("kontakte", {"anzahl": "9"}), ("termine", {"status": "abgesagt"}), ("vorgaenge", {"anzahl": "9"}), ("online", {"anzahl": "9"}),
    ("grosskunden", {"anzahl": "9"}), ("anrufe_115", {"angenommen": "9"}),
])
def test_a_key_twice_in_a_file(con, table, other):
    typed, rejects = check(con, table, {}, other, {})
    assert len(typed) == 1 and [reject[0] for reject in rejects] == [3, 4]
    assert all("Doppelt" in reject[3] and "Zeile 2" in reject[3] for reject in rejects)


def test_the_same_key_in_two_files_is_no_duplicate_here(con):
    names = {1: raw(con, "kontakte", [{}, {}], "a"), 2: raw(con, "kontakte", [{}], "b")}
    assert checks.check_table(con, "kontakte", names) == {1: (1, 1), 2: (1, 0)}
    assert con.execute("SELECT datei, zeile FROM ablehnungen").fetchall() == [("eins.csv", 3)]


def test_files_of_one_table_may_differ_in_columns_and_be_empty(con):
    names = {1: raw(con, "termine", [{"personen": "2"}], "a"), 2: raw(con, "termine", [], "b")}
    con.execute("INSERT INTO dateien (datei_id, datei) VALUES (3, 'drei.csv')")
    names[3] = raw(con, "termine", [{"termin_id": "A9", "gebucht_am": "02.07.2023"}], "c")
    assert checks.check_table(con, "termine", names) == {1: (1, 0), 2: (0, 0), 3: (1, 0)}
    assert con.execute("SELECT termin_id, personen, gebucht_am, datei_id, zeile FROM termine ORDER BY ALL").fetchall() == [
        ("A1", 2, None, 1, 2), ("A9", 1, datetime(2023, 7, 2), 3, 2)]


def test_a_damaged_row_keeps_the_readers_reason_and_none_of_its_cells(con):
    typed, rejects = check(con, "kontakte", {"standort": "Erika Muster"}, damaged={2: "7 Felder statt 5"})
    assert typed == [] and rejects == [(2, None, None, "7 Felder statt 5")]


def test_an_address_in_a_wrong_column_is_not_kept(con):
    value = check(con, "kontakte", {"dienstleistung": "erika@example.org"})[1][0][2]
    assert "erika" not in value and "nicht gespeichert" in value


def test_no_order_of_times_is_demanded(con):
    typed, rejects = check(con, "termine", {"ankunft": "03.07.2023 10:00", "aufruf": "03.07.2023 09:00", "gebucht_am": "05.07.2023 09:00"})
    assert len(typed) == 1 and rejects == []
