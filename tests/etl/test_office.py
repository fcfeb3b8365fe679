"""Master data: what is read, what is refused with which words, and how a missing optional file changes nothing else."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from etl import build
from etl.office import OfficeError, read_office, store, store_calendar
from tests.etl.folder import AMT, LOCATIONS, SERVICES, put, write_office


def problems(folder) -> str:
    with pytest.raises(OfficeError) as caught:
        read_office(folder)
    return "\n".join(caught.value.problems)


def test_required_files_are_enough(tmp_path):
    office = read_office(write_office(tmp_path))
    assert office.amt["name"] == "Bürgeramt Kleinstadt"
    assert office.tables["standorte"][1] == ("Süd", "Bürgerhaus Süd", None, None, 3, 1, "Mo,Mi")
    assert office.tables["dienstleistungen"][0] == ("Ausweis", "Melden", None, ["Personalausweis", "PA"])
    assert office.tables["schliesstage"] == office.tables["personal"] == office.tables["veroeffentlicht"] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_and_line_endings(tmp_path, encoding, newline):
    text = LOCATIONS.replace("\n", newline).encode(encoding)
    office = read_office(write_office(tmp_path, standorte=text, amt=AMT.replace("\n", newline).encode(encoding)))
    assert [row[0] for row in office.tables["standorte"]] == ["Nord", "Süd"]
    assert office.amt["name"] == "Bürgeramt Kleinstadt"


def test_weekdays_in_every_usual_spelling(tmp_path):
    lines = ["a;Mo-Do", "b;", "c;\"Mo, Mi, Fr\"", "d;Montag,Samstag", "e;Mo – Fr"]
    office = read_office(write_office(tmp_path, standorte="standort;wochentage\n" + "\n".join(lines)))
    assert [row[6] for row in office.tables["standorte"]] == ["Mo,Di,Mi,Do", "Mo,Di,Mi,Do,Fr", "Mo,Mi,Fr", "Mo,Sa", "Mo,Di,Mi,Do,Fr"]


def test_all_problems_are_told_at_once(tmp_path):
    write_office(
        tmp_path,
        amt=AMT.replace("DE-BY", "DE-XX").replace('"echt"', '"falsch"'),
        standorte="standort;name;gueltig_ab;beraterplaetze;wochentage\nNord;;31.02.2020;2,5;Mo,Xx",
        dienstleistungen="dienstleistung;bereich\nAusweis;\n",
        schliesstage="von;bis;standort;grund\n01.01.2023;;Ost;zu\n",
    )
    text = problems(tmp_path)
    for part in ("DE-XX", "DE-HE", "echt oder beispiel", "„31.02.2020“ ist kein Datum", "„2,5“ ist keine ganze Zahl", "„Xx“ ist kein Wochentag",
                 "dienstleistungen.csv, Zeile 2, Spalte bereich: Der Wert fehlt"):
        assert part in text


@pytest.mark.parametrize("name", ["amt", "standorte", "dienstleistungen"])
def test_a_missing_required_file_is_named(tmp_path, name):
    write_office(tmp_path)
    next((tmp_path / "stammdaten").glob(f"{name}.*")).unlink()
    assert name in problems(tmp_path) and "fehlt" in problems(tmp_path)


def test_a_missing_folder_and_a_missing_column(tmp_path):
    assert "gibt es nicht" in problems(tmp_path / "nirgends")
    assert "Es fehlt die Spalte dienstleistung" in problems(write_office(tmp_path, dienstleistungen="leistung;bereich\nAusweis;Melden"))
    assert "Semikolon" in problems(write_office(tmp_path, dienstleistungen="dienstleistung,bereich\nAusweis,Melden"))


def test_broken_toml_and_missing_keys(tmp_path):
    assert "kein gültiges TOML" in problems(write_office(tmp_path, amt="name = Bürgeramt"))
    assert "Die Angabe stadt fehlt" in problems(write_office(tmp_path, amt=AMT.replace("stadt =", "ort =")))


def test_rows_of_a_location_must_not_overlap(tmp_path):
    head = LOCATIONS.splitlines()[0]
    moved = f"{head}\nNord;Rathaus;;30.06.2023;5;1;\nNord;Rathaus;01.07.2023;;8;2;\n"
    assert [row[4] for row in read_office(write_office(tmp_path, standorte=moved)).tables["standorte"]] == [5, 8]
    assert "gelten zur selben Zeit" in problems(write_office(tmp_path, standorte=moved.replace("01.07.2023", "30.06.2023")))
    assert "bevor er beginnt" in problems(write_office(tmp_path, standorte=moved.replace("01.07.2023;", "01.07.2023;01.06.2023")))


def test_a_service_twice_is_refused_and_a_shared_synonym_is_a_warning(tmp_path):
    assert "„ausweis“ steht zweimal" in problems(write_office(tmp_path, dienstleistungen=SERVICES + "ausweis;Kfz;;\n"))
    office = read_office(write_office(tmp_path, dienstleistungen=SERVICES + "Pass;Melden;;PA\n"))
    assert "gehört schon zu Ausweis" in office.warnings[0][1]


def test_closures_default_to_one_day_and_the_whole_office(tmp_path):
    office = read_office(write_office(tmp_path, schliesstage="von;bis;standort;grund\n01.03.2023;;;Streik\n02.03.2023;03.03.2023;rathaus nord;Umbau"))
    assert office.tables["schliesstage"] == [
        (date(2023, 3, 1), date(2023, 3, 1), None, "Streik"), (date(2023, 3, 2), date(2023, 3, 3), "Nord", "Umbau")]


def test_events_staff_types_and_offers(tmp_path):
    office = read_office(write_office(
        tmp_path,
        ereignisse="von;bis;titel;art;kennzahlen;beschreibung\n15.10.2023;;Umzug;bruch;beraterplaetze, thekenplaetze;neu\n",
        personal="stichtag;mitarbeitende;vollzeitstellen\n31.12.2023;67;61,5\n",
        vorgangsarten="vorgangsart;gruppe;zaehlt\nQuittung;XMeld;nein\nAuskunft;;\n",
        online_angebote="leistung;bereich;online_seit;ziel\nKfz online;Kfz;;Ende 2024\n"))
    assert office.tables["ereignisse"] == [
        (1, date(2023, 10, 15), date(2023, 10, 15), "Umzug", "bruch", ["beraterplaetze", "thekenplaetze"], "neu")]
    assert office.tables["personal"] == [(date(2023, 12, 31), 67.0, 61.5)]
    assert office.tables["vorgangsarten"] == [("Quittung", "XMeld", False), ("Auskunft", None, True)]
    assert office.tables["online_angebote"] == [("Kfz online", "Kfz", None, "Ende 2024")]


def test_the_register_never_stops_anything(tmp_path):
    write_office(tmp_path)
    register = tmp_path / "veroeffentlicht" / "register.csv"
    put(register, "jahr;zahl\n2023;5\n")
    office = read_office(tmp_path)
    assert office.tables["veroeffentlicht"] == [] and "fehlt die Spalte von" in office.warnings[0][1]
    put(register, "von;bis;kennzahl;gliederung;wert;qualifikator\n01.01.2023;31.12.2023;kundenkontakte;;1.205;rund\ngestern;;x;;1;\n")
    office = read_office(tmp_path)
    assert office.tables["veroeffentlicht"][0][:7] == (1, date(2023, 1, 1), date(2023, 12, 31), "kundenkontakte", None, "1.205", "rund")
    assert "Zeile 3" in office.warnings[0][1]


def calendar(folder, first: int, last: int) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute((build._HERE / "tables.sql").read_text(encoding="utf-8"))
    office = read_office(folder)
    store(con, office)
    store_calendar(con, office, first, last)
    return con


def test_opening_days_in_a_leap_year(tmp_path):
    """Bavaria 2024, location Süd, Mondays and Wednesdays: 53 Mondays (1 January to 30 December) and 52 Wednesdays, less the holidays
    Mo 1.1., Mo 1.4. (Easter), We 1.5., Mo 20.5. (Whitsun), We 25.12. and less the closure We 28.2."""
    con = calendar(write_office(tmp_path, schliesstage="von;bis;standort;grund\n28.02.2024;29.02.2024;Süd;zu"), 2024, 2024)
    assert con.execute("SELECT count(*) FROM oeffnungstage WHERE standort = 'Süd'").fetchone() == (53 + 52 - 5 - 1,)
    days = {day for day, in con.execute("SELECT datum FROM oeffnungstage WHERE standort = 'Nord'").fetchall()}
    assert date(2024, 2, 29) in days and date(2024, 5, 30) not in days  # leap day is open, Corpus Christi is not


def test_validity_bounds_are_included(tmp_path):
    con = calendar(write_office(tmp_path, standorte="standort;gueltig_ab;gueltig_bis\nAlt;;09.10.2018\nNeu;15.10.2018;\n"), 2018, 2018)
    reach = dict((name, (first, last)) for name, first, last in con.execute(
        "SELECT standort, min(datum), max(datum) FROM oeffnungstage GROUP BY 1").fetchall())
    assert reach == {"Alt": (date(2018, 1, 2), date(2018, 10, 9)), "Neu": (date(2018, 10, 15), date(2018, 12, 31))}


@pytest.mark.parametrize(("state", "holidays"), [("DE-HE", 10), ("DE-BE", 9)])
def test_holidays_follow_the_state(tmp_path, state, holidays):
    """2017 had 260 weekdays. Hesse: 10 holidays on weekdays (Easter 2, May Day, Ascension, Whitsun, Corpus Christi, 3.10., 31.10., Christmas 2);
    Berlin: the same without Corpus Christi, as Reformation Day was nationwide that year."""
    con = calendar(write_office(tmp_path, amt=AMT.replace("DE-BY", state), standorte="standort\nHaus\n"), 2017, 2017)
    assert con.execute("SELECT count(*) FROM oeffnungstage").fetchone()[0] == 260 - holidays
