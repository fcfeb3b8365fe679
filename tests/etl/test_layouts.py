"""The ready mappings, end to end: an office names the layouts, drops in the exports, and the warehouse holds what was counted by hand."""

from pathlib import Path

import duckdb
import pytest

from etl.publish import load
from etl.sources import load_sources
from tests.etl.fixtures import exports

OFFICE = """name = "Bürgeramt Musterstadt"
stadt = "Musterstadt"
bundesland = "DE-NW"
quellenangabe = "Stadt Musterstadt"
lizenz = "dl-de/by-2-0"
datenart = "beispiel"
"""
LAYOUTS = sorted(path.stem for path in (Path(__file__).parents[2] / "etl" / "layouts").glob("*.toml"))


@pytest.fixture
def loaded(tmp_path):
    """loaded({file name: builder}, {layout: {column: toml}}) -> (LoadResult, query(sql) on the published warehouse)"""
    (tmp_path / "stammdaten").mkdir()
    (tmp_path / "eingang").mkdir()
    (tmp_path / "stammdaten" / "amt.toml").write_text(OFFICE, encoding="utf-8")
    (tmp_path / "stammdaten" / "standorte.csv").write_text(
        "standort;name;gueltig_ab;gueltig_bis;beraterplaetze;thekenplaetze;wochentage\n"
        "Mitte;Bürgerbüro Mitte;01.01.2010;;10;2;Mo,Di,Mi,Do,Fr\nNord;ZMS 141;01.01.2010;;5;1;Mo,Di,Mi,Do,Fr\n", encoding="utf-8")
    (tmp_path / "stammdaten" / "dienstleistungen.csv").write_text("dienstleistung;bereich;leika;synonyme\nOhne Angabe;Ohne Angabe;;\n", encoding="utf-8")

    def loaded(files, layouts, extra=""):
        (tmp_path / "quellen.toml").write_text("".join(f'[quelle.{name}]\nlayout = "{name}"\n' for name in layouts) + extra, encoding="utf-8")
        for name, build in files.items():
            build(tmp_path / "eingang" / name)
        result = load(tmp_path)
        return result, lambda sql: duckdb.connect(str(result.warehouse), read_only=True).execute(sql).fetchall()
    return loaded


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_is_a_valid_source(tmp_path, name):
    (tmp_path / "quellen.toml").write_text(f'[quelle.x]\nlayout = "{name}"\n', encoding="utf-8")
    assert len(load_sources(tmp_path)) == 1


@pytest.mark.parametrize("layout, name, build", [
    ("zms_kundenstatistik", "clientstatistic_2016-04.xlsx", exports.zms_clients),
    ("zms_kundenstatistik_csv", "clientstatistic_2016-04.csv", exports.zms_clients_csv)])
def test_zms_clients(loaded, layout, name, build):
    result, query = loaded({name: build}, [layout])
    assert result.published, result.errors
    assert query("SELECT zugang, sum(anzahl), count(*) FROM kontakte GROUP BY ALL ORDER BY ALL") == [("Termin", 12, 3), ("spontan", 5, 3)]
    assert query("SELECT DISTINCT standort, min(datum)::VARCHAR, max(datum)::VARCHAR FROM kontakte GROUP BY ALL") == [("Mitte", "2016-04-01", "2016-04-05")]
    doubled = 2 if build is exports.zms_clients else 0
    assert result.files[0]["rows_rejected"] == doubled == len([r for r in result.rejects if r["reason"].startswith("Doppelt")])


def test_zms_clients_of_older_releases_over_new_year(loaded):
    result, query = loaded({"clientstatistic_2016-12-30_2017-01-02.xlsx": exports.zms_clients_before_2026}, ["zms_kundenstatistik"])
    assert result.files[0]["rows_rejected"] == 0, result.rejects
    assert query("SELECT year(datum), zugang, sum(anzahl) FROM kontakte GROUP BY ALL ORDER BY ALL") == [
        (2016, "Termin", 4), (2016, "spontan", 1), (2017, "Termin", 6), (2017, "spontan", 2)]


def test_the_year_view_of_clients_has_no_days_and_is_refused(loaded):
    result, _ = loaded({"clientstatistic_2016.xlsx": exports.zms_clients_year}, ["zms_kundenstatistik"])
    assert not result.published and "keine Datenzeile" in result.errors[0]


def test_several_offices_in_one_report_are_no_location(loaded):
    def two(path):
        rows = [*exports.info("Kundenstatistik", "01.04.2016", "30.04.2016", ["Bürgerbüro Mitte", "ZMS 141"]), exports.CLIENT_HEADER, *exports.client_days()]
        return exports.sheet(path, {"Worksheet": rows})
    result, _ = loaded({"clientstatistic_2016-04.xlsx": two}, ["zms_kundenstatistik"])
    assert not result.published and "Unbekannter Standort" in result.errors[0]
    assert result.rejects[0]["value"] == "Bürgerbüro Mitte + ZMS 141"


def test_zms_services(loaded):
    result, query = loaded({"requeststatistic_2016-04.xlsx": exports.zms_services}, ["zms_dienstleistungsstatistik"])
    assert result.published and result.files[0]["rows_rejected"] == 0, result.rejects
    assert query("SELECT datum::VARCHAR, zeitraum, sum(anzahl) FROM vorgaenge GROUP BY ALL ORDER BY ALL") == [
        ("2016-04-01", "tag", 4), ("2016-04-04", "tag", 3)]
    assert query("SELECT sum(anzahl) FROM vorgaenge WHERE vorgangsart = 'Dienstleistung wurde nicht erfasst'") == [(1,)]


def test_zms_services_by_month(loaded):
    result, query = loaded({"requeststatistic_2016.xlsx": exports.zms_services_months}, ["zms_dienstleistungsstatistik"])
    assert query("SELECT datum::VARCHAR, zeitraum, anzahl FROM vorgaenge ORDER BY ALL") == [("2016-01-01", "monat", 10), ("2016-03-01", "monat", 20)]


def test_zms_waits(loaded):
    result, query = loaded({"waitingstatistic_2016-04.xlsx": exports.zms_waits}, ["zms_wartestatistik"])
    assert result.published and result.files[0]["rows_rejected"] == 0, result.rejects
    assert query("SELECT zugang, datum::VARCHAR, stunde, anzahl, mittel_sekunden FROM wartezeiten_stunden ORDER BY ALL") == [
        ("Termin", "2016-04-01", 8, 2, 120), ("Termin", "2016-04-01", 9, 3, 0), ("Termin", "2016-04-04", 8, 1, 300),
        ("spontan", "2016-04-01", 8, 4, 4530), ("spontan", "2016-04-04", 8, 0, 0)]
    assert query("SELECT sum(anzahl * mittel_sekunden) / sum(anzahl) FROM wartezeiten_stunden WHERE zugang = 'Termin'") == [(90,)]


def test_zms_capacity(loaded):
    result, query = loaded({"terminkapazitaet-zeitschlitze_2026-06-01-bis-2026-06-02.xlsx": exports.zms_capacity}, ["zms_terminkapazitaet"])
    assert result.published, result.errors
    assert query("SELECT datum::VARCHAR, stunde, standort, kanal, einheit, geplant, gebucht FROM kapazitaet ORDER BY ALL") == [
        ("2026-06-01", 8, "Mitte", "Internet", "Zeitschlitze", 8, 8), ("2026-06-01", 9, "Mitte", "Internet", "Zeitschlitze", 12, 5),
        ("2026-06-02", 8, "Mitte", "Internet", "Zeitschlitze", 0, 0)]


def test_zms_raw_exchange(loaded):
    result, query = loaded({"clientscope_141.json": exports.zms_raw_clients, "waitingscope_141.json": exports.zms_raw_waits},
                           ["zms_rohdaten_kunden", "zms_rohdaten_wartezeiten"])
    assert result.published and not result.rejects, (result.errors, result.rejects)
    assert query("SELECT standort, zugang, sum(anzahl) FROM kontakte GROUP BY ALL ORDER BY ALL") == [("Nord", "Termin", 12), ("Nord", "spontan", 5)]
    assert query("SELECT zugang, stunde, anzahl, mittel_sekunden FROM wartezeiten_stunden ORDER BY ALL") == [
        ("Termin", 8, 2, 75), ("Termin", 9, 0, 0), ("spontan", 8, 4, 150), ("spontan", 9, 0, 0)]


def test_zms_raw_statistic_as_workbook(loaded):
    result, query = loaded({"raw_statistic_clientscope_141_2016-04.xlsx": exports.zms_raw_clients_sheet,
                            "raw_statistic_waitingscope_141_2016-04.xlsx": exports.zms_raw_waits_sheet},
                           ["zms_rohdaten_kunden_xlsx", "zms_rohdaten_wartezeiten_xlsx"])
    assert result.published and not result.rejects, (result.errors, result.rejects)
    assert query("SELECT standort, zugang, sum(anzahl) FROM kontakte GROUP BY ALL ORDER BY ALL") == [("Nord", "Termin", 12), ("Nord", "spontan", 5)]
    assert query("SELECT zugang, stunde, anzahl, mittel_sekunden FROM wartezeiten_stunden ORDER BY ALL") == [("Termin", 8, 2, 75), ("spontan", 8, 4, 150)]


def test_zammad(loaded):
    result, query = loaded({"tickets-Alle-Created.xlsx": exports.zammad}, ["zammad_tickets"])
    assert result.published and result.files[0]["rows_read"] == 2, (result.errors, result.files)
    assert query("SELECT eingegangen_am::VARCHAR, beantwortet_am::VARCHAR, thema FROM emails ORDER BY ALL") == [
        ("2018-03-01 08:00:00", "2018-03-01 10:30:00", "Pässe"), ("2018-03-02 09:00:00", None, "Pässe")]
    assert any("Personenbezogene" in warning and "Customer" in warning for warning in result.warnings)
    assert b"Karl Kunde" not in result.warehouse.read_bytes()


def test_znuny_list_and_search(loaded):
    result, query = loaded({"Offene Tickets Created2018-05-01.csv": exports.znuny_list, "TicketSearch.csv": exports.znuny_search}, ["znuny_tickets"])
    assert result.published and not result.rejects, (result.errors, result.rejects)
    assert query("SELECT eingegangen_am::VARCHAR, beantwortet_am::VARCHAR, thema FROM emails ORDER BY ALL") == [
        ("2018-04-01 10:15:00", None, "Bürgerbüro"), ("2018-04-02 08:00:00", "2018-04-02 09:30:00", "Bürgerbüro"),
        ("2018-04-03 10:00:00", "2018-04-03 11:00:00", "Ausweise")]


def test_115_in_three_shapes(loaded):
    result, query = loaded({"115 Jahr 2018.xlsx": exports.calls_by_month, "115_2018-11.xlsx": exports.calls_by_day,
                            "115 Kennzahlen 2019.xlsx": exports.calls_transposed}, ["anrufe_115_monate", "anrufe_115_kennzahlen", "anrufe_115_tage"])
    assert result.published and not result.rejects, (result.errors, result.rejects)
    assert query("SELECT datum::VARCHAR, zeitraum, angenommen, angeboten, angenommen_30s, fallabschliessend, weitergeleitet FROM anrufe_115 ORDER BY ALL") == [
        ("2018-01-01", "monat", 1204, 1300, 1000, None, 90), ("2018-02-01", "monat", 1100, 1200, 950, None, 80),
        ("2018-03-01", "monat", 900, 1000, 800, None, None), ("2018-11-01", "tag", 50, 80, None, 40, None),
        ("2018-11-02", "tag", 60, None, None, 45, None), ("2019-01-01", "monat", 700, 800, 600, None, None),
        ("2019-02-01", "monat", 650, 700, 500, None, None)]


def test_xmeld(loaded):
    result, query = loaded({"xmeld_2018.csv": exports.xmeld}, ["xmeld_nachrichten"])
    assert result.published and not result.rejects, (result.errors, result.rejects)
    assert query("SELECT datum::VARCHAR, vorgangsart, anzahl FROM vorgaenge ORDER BY ALL") == [
        ("2018-01-01", "XMeld 0020 Quittung", 99), ("2018-01-01", "XMeld 0201 Rückmeldung Anmeldung Inland", 10),
        ("2018-02-01", "XMeld 0201 Rückmeldung Anmeldung Inland", 20)]
