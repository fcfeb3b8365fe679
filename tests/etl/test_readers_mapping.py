"""What quellen.toml can declare, each with a small file and rows counted by hand: formats, filters, wide tables, SQL, JSON."""

import datetime as dt

import duckdb
import pytest
import xlsxwriter

from etl.readers import read
from etl.sources import SourceError, load_sources


@pytest.fixture
def load(tmp_path):
    """load(toml, file name, content) -> (rows as dicts without empty faults, ReadResult)"""
    def load(toml, name, content):
        (tmp_path / "quellen.toml").write_text(toml, encoding="utf-8")
        source, = load_sources(tmp_path)
        path = tmp_path / name
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        else:
            with xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy"}) as book:
                sheet = book.add_worksheet()
                for number, row in enumerate(content):
                    sheet.write_row(number, 0, row)
        with duckdb.connect() as con:
            told = read(source, path, con, "roh")
            rows = con.sql("FROM roh ORDER BY zeile").to_arrow_table().to_pylist()
        return [{key: value for key, value in row.items() if key != "_fehler" or value} for row in rows], told
    return load


VORGAENGE = '[quelle.v]\ntabelle = "vorgaenge"\ndateien = "*"\n'


def test_months_in_words_with_a_column_for_the_year(load):
    rows, _ = load(VORGAENGE + """[quelle.v.spalten]
        datum = { verbinde = ["Monat", "Jahr"], format = "monat jahr" }
        zeitraum = { wert = "monat" }
        vorgangsart = "Art"
        anzahl = "Zahl" """, "v.csv", "Monat;Jahr;Art;Zahl\nApril;2016;A;1\nMärz;2017;A;2\nDez.;18;A;3\nmrz;2019;A;4\nFoo;2019;A;5\n")
    assert [row["datum"] for row in rows] == ["2016-04-01", "2017-03-01", "2018-12-01", "2019-03-01", "Foo 2019"]


def test_several_formats_one_after_the_other(load):
    rows, _ = load(VORGAENGE + """datumsformat = ["TT.MM.JJ", "JJJJ-MM", "excel"]
        [quelle.v.spalten]
        datum = "Tag"
        zeitraum = { wert = "tag" }
        vorgangsart = { wert = "A" }
        anzahl = { name = "n", format = "prozent" }""", "v.csv",
        "Tag;n\n01.04.16;50 %\n2018-02;7\n43101;1\n01.04.2016;2\n31.02.18;3\n")
    assert [row["datum"] for row in rows] == ["2016-04-01", "2018-02-01", "2018-01-01", "01.04.2016", "31.02.18"]
    assert rows[0]["anzahl"] == "50"


def test_date_and_time_in_two_columns(load):
    rows, _ = load("""[quelle.t]
        tabelle = "termine"
        dateien = "*"
        [quelle.t.spalten]
        termin_id = "Nr"
        standort = { wert = "A" }
        dienstleistung = { wert = "B" }
        status = { wert = "bedient" }
        termin_am = { verbinde = ["Tag", "Zeit"] }
        ankunft = { sql = '''"Tag" || ' ' || "Da"''' }
        aufruf = "gibt es nicht" """, "t.csv", "Nr;Tag;Zeit;Da\n1;02.01.2018;08:00;07:55\n")
    assert rows == [{"zeile": 2, "termin_id": "1", "standort": "A", "dienstleistung": "B", "termin_am": "02.01.2018 08:00",
                     "status": "bedient", "ankunft": "02.01.2018 07:55"}]


def test_filters_for_totals_special_rows_and_footers(load):
    rows, told = load(VORGAENGE + """ohne_zeilen = ["Summe.*", "gesamt"]
        ende = "Zeitzone:.*"
        nur = '''"Art" <> 'Quittung\''''
        leer = ["-", "n/a"]
        [quelle.v.spalten]
        datum = "Tag"
        zeitraum = { wert = "tag" }
        vorgangsart = "Art"
        anzahl = "n" """, "v.csv", "Titel\n\nTag;Art;n\nGesamt;;9\n01.01.2018;A;1\n02.01.2018;Quittung;2\n03.01.2018;B;N/A\n"
        ";B;4\nSumme Januar;;7\n\nZeitzone: Europe/Berlin\n01.01.2019;nach dem Ende;1\n")
    assert [(row["zeile"], row["datum"], row["vorgangsart"], row["anzahl"]) for row in rows] == [
        (5, "01.01.2018", "A", "1"), (7, "03.01.2018", "B", None), (8, None, "B", "4")]
    assert told.rows_read == 3


def test_one_column_per_day_turned_long(load):
    rows, told = load(VORGAENGE + """leser = "excel"
        lang = "tage"
        ohne_zeilen = "Summe"
        [quelle.v.spalten]
        datum = "_spalte"
        zeitraum = { wert = "tag" }
        vorgangsart = "Dienstleistung"
        anzahl = "_wert" """, "v.xlsx", [["Titel"], ["Dienstleistung", "Ø", "Summe", "01.04.2016", dt.datetime(2016, 4, 2)],
                                  ["Pass", "08:03", 3, 1, 2], ["Ausweis", "0", 5, "", 5], [], ["Summe", "", 8, 1, 7]])
    assert sorted((row["zeile"], row["datum"], row["vorgangsart"], row["anzahl"]) for row in rows) == [
        (3, "01.04.2016", "Pass", "1"), (3, "2016-04-02", "Pass", "2"), (4, "2016-04-02", "Ausweis", "5")]
    assert told.columns_dropped == ["Ø", "Summe"]


def test_one_row_split_into_two_by_its_columns(load):
    rows, _ = load("""[quelle.k]
        tabelle = "kontakte"
        dateien = "*"
        lang = ["davon Termin", "davon spontan"]
        [quelle.k.spalten]
        datum = "Tag"
        standort = { sql = "regexp_extract(_vorspann, 'Amt (.*)', 1)" }
        dienstleistung = { wert = "Ohne Angabe" }
        zugang = { name = "_spalte", werte = { "davon Termin" = "Termin", "davon spontan" = "spontan" } }
        anzahl = "_wert" """, "k.csv", "Amt Mitte\n\nTag;alle;davon Termin;davon spontan\n02.01.2018;5;3;2\n")
    assert [(row["zeile"], row["standort"], row["zugang"], row["anzahl"]) for row in rows] == [
        (4, "Mitte", "Termin", "3"), (4, "Mitte", "spontan", "2")]


def test_sums_and_sql_with_german_numbers(load):
    rows, _ = load(VORGAENGE + """[quelle.v.spalten]
        datum = { sql = "regexp_extract(_datei, '\\\\d{4}') || '-01-01'" }
        zeitraum = { wert = "monat" }
        vorgangsart = { sql = '''CASE WHEN sekunden("Dauer") > 3600 THEN 'lang' ELSE 'kurz' END''' }
        anzahl = { summe = ["Hin", "Her*"] }""", "v_2018.csv", "Dauer;Hin;Her (alle)\n61:00;1.204;2\n08:03;5;7\n")
    assert [(row["datum"], row["vorgangsart"], row["anzahl"]) for row in rows] == [
        ("2018-01-01", "lang", "1206"), ("2018-01-01", "kurz", "12")]


def test_sql_that_cannot_run_is_the_mappings_fault(load):
    toml = VORGAENGE + """[quelle.v.spalten]
        datum = { sql = "nirgends + 1" }
        zeitraum = { wert = "tag" }
        vorgangsart = { wert = "A" }
        anzahl = "n" """
    with pytest.raises(SourceError, match="v.csv: die Angaben zur Quelle „v“"):
        load(toml, "v.csv", "n\n1\n")


def test_a_header_only_sql_uses_must_be_there(load):
    toml = VORGAENGE + """[quelle.v.spalten]
        datum = { sql = '"Tag"' }
        zeitraum = { wert = "tag" }
        vorgangsart = { wert = "A" }
        anzahl = "n" """
    with pytest.raises(SourceError, match="„Tag“"):
        load(toml, "v.csv", "n;Tagg\n1;2\n")


def test_a_query_for_reports_that_are_no_table(load):
    rows, _ = load(VORGAENGE + """kopf = ["Kennzahl", "Januar"]
        lang = ".*"
        abfrage = '''SELECT min(_zeile) AS zeile, monatserster(_spalte || ' 2018')::VARCHAR AS datum, 'monat' AS zeitraum,
            'Summe' AS vorgangsart, sum(zahl(_wert))::BIGINT::VARCHAR AS anzahl, NULL::VARCHAR AS _fehler
            FROM lang WHERE _spalte <> 'Kennzahl' AND _wert IS NOT NULL GROUP BY _spalte'''
        """, "v.csv", "Bericht\nKennzahl;Januar;Februar\nA;1;2\nB;3;4\n")
    assert [(row["zeile"], row["datum"], row["anzahl"]) for row in rows] == [(3, "2018-01-01", "4"), (3, "2018-02-01", "6")]


JSON = '[quelle.e]\ntabelle = "emails"\ndateien = "*"\nleser = "json"\n[quelle.e.spalten]\neingegangen_am = "created"\nthema = "group"\n'


def test_json_lines(load):
    rows, told = load(JSON, "e.json", '{"created": "2018-01-02 08:00:00", "group": "Pässe", "from": "m@example.org"}\n\n'
                                      '{"created": "2018-01-03 08:00:00", "n": 1.5}\nkaputt\n' + "[" * 100_000 + "\n")
    assert [(row["zeile"], row["eingegangen_am"], row["thema"], row.get("_fehler")) for row in rows] == [
        (1, "2018-01-02 08:00:00", "Pässe", None), (3, "2018-01-03 08:00:00", None, None), *[(n, None, None, "Zeile ist kein JSON-Objekt") for n in (4, 5)]]
    assert told.columns_dropped == ["from", "n"]


def test_a_json_list(load):
    rows, _ = load(JSON, "e.json", '[{"created": "2018-01-02", "group": null},\n {"created": "2018-01-03", "group": "A"}]')
    assert [(row["eingegangen_am"], row["thema"]) for row in rows] == [("2018-01-02", None), ("2018-01-03", "A")]


@pytest.mark.parametrize("content", ["", "kaputt", "[1, 2]", "[{]", '{"a": 1}'])
def test_what_is_no_json_table_is_refused(load, content):
    with pytest.raises(SourceError, match="e.json"):
        load(JSON, "e.json", content)


def test_a_log_becomes_daily_numbers(load):
    rows, told = load("""[quelle.a]
        tabelle = "anrufe_115"
        dateien = "*"
        zusammenfassen = true
        [quelle.a.spalten]
        datum = { name = "Start", format = "JJJJ-MM-TT HH:MM" }
        zeitraum = { wert = "tag" }
        angeboten = "n"
        angenommen = { name = "Ergebnis", werte = { "ja" = "1", "nein" = "0" } }""", "a.csv",
        "Start;Ergebnis;n\n2018-11-01 08:00;ja;1.000\n2018-11-01 09:30;nein;1\n2018-11-02 08:00;ja;1.204\n2018-11-01 10:00;ja;2\n"
        "2018-11-01 10:30;vielleicht;2\n2018-11-01;x;y;z\n")
    assert sorted((row["zeile"], row["datum"], row["angenommen"], row["angeboten"], row.get("_fehler")) for row in rows) == [
        (2, "2018-11-01", "2", "1003", None), (4, "2018-11-02", "1", "1.204", None), (6, "2018-11-01", "vielleicht", "2", None),
        (7, "2018-11-01", "x", "y", "Zeile hat 4 statt 3 Felder")]
    assert told.rows_read == 4 and told.notes == ["6 Zeilen der Datei sind zu 4 zusammengefasst."]


def test_means_are_weighted_when_rows_are_added_up(load):
    rows, _ = load("""[quelle.w]
        tabelle = "wartezeiten_stunden"
        dateien = "*"
        zusammenfassen = true""", "w.csv", "datum;stunde;standort;zugang;anzahl;mittel_sekunden\n01.11.2018;8;A;Termin;1;60\n01.11.2018;8;A;Termin;3;100,5\n")
    assert [(row["anzahl"], row["mittel_sekunden"]) for row in rows] == [("4", "90,375")]


def test_single_cases_are_never_added_up(load):
    with pytest.raises(SourceError, match="„zusammenfassen“ geht nicht für termine"):
        load('[quelle.t]\ntabelle = "termine"\ndateien = "*"\nzusammenfassen = true', "t.csv", "x")


def test_headers_over_two_rows_with_merged_cells(load):
    rows, told = load("""[quelle.k]
        tabelle = "kontakte"
        dateien = "*"
        leser = "excel"
        kopfzeilen = 2
        lang = ".* (Termin|spontan)"
        ohne_zeilen = "Summe"
        [quelle.k.spalten]
        datum = "Tag"
        standort = { sql = "regexp_extract(_spalte, '(.*) ', 1)" }
        dienstleistung = { wert = "B" }
        zugang = { sql = "regexp_extract(_spalte, ' (.*)', 1)" }
        anzahl = "_wert" """, "k.xlsx", [["Besucher"], [], ["", "Mitte", "", "Nord", ""], ["Tag", "Termin", "spontan", "Termin", "spontan"],
                                        ["01.11.2018", 1, 2, 3, ""], ["Summe", 1, 2, 3, 0]])
    assert [(row["zeile"], row["standort"], row["zugang"], row["anzahl"]) for row in rows] == [
        (5, "Mitte", "Termin", "1"), (5, "Mitte", "spontan", "2"), (5, "Nord", "Termin", "3")]
    assert told.header_line == 4


def test_no_header_at_all(load):
    rows, _ = load("""[quelle.v]
        tabelle = "vorgaenge"
        dateien = "*"
        kopfzeile = 0
        [quelle.v.spalten]
        datum = "Spalte_1"
        zeitraum = { wert = "tag" }
        vorgangsart = "Spalte_2"
        anzahl = "Spalte_3" """, "v.csv", "01.01.2018;A;1\n02.01.2018;B;2\n")
    assert [(row["zeile"], row["vorgangsart"]) for row in rows] == [(1, "A"), (2, "B")]


def test_times_with_a_zone_are_local_times(load):
    rows, _ = load("""[quelle.e]
        tabelle = "emails"
        dateien = "*"
        datumsformat = ["iso zone", "unix"]
        [quelle.e.spalten]
        eingegangen_am = "a" """, "e.csv", "a\n2018-11-01T08:00:00Z\n2018-07-01 08:00:00+02:00\n1541059200\n1541059200000\n2018-11-01 08:00\n")
    assert [row["eingegangen_am"] for row in rows] == ["2018-11-01 09:00:00", "2018-07-01 08:00:00", "2018-11-01 09:00:00", "2018-11-01 09:00:00", "2018-11-01 08:00"]


def test_a_damaged_row_of_a_wide_table_is_one_row(load):
    rows, told = load(VORGAENGE + """lang = "tage"
        [quelle.v.spalten]
        datum = "_spalte"
        zeitraum = { wert = "tag" }
        vorgangsart = "Art"
        anzahl = "_wert" """, "v.csv", "Art;01.04.2016;02.04.2016\nA;1;2\nB;3\n")
    assert [(row["zeile"], row["datum"], row.get("_fehler")) for row in rows] == [
        (2, "01.04.2016", None), (2, "02.04.2016", None), (3, None, "Zeile hat 2 statt 3 Felder")]


def test_an_answer_of_an_interface_with_the_rows_inside(load):
    rows, told = load(JSON.replace('"created"', '"zeit.ein"'), "e.json",
                      '{"ok": true, "result": {"n": 2, "records": [{"zeit": {"ein": "2018-01-02"}, "group": "A"}, 7, {"zeit": {"ein": "2018-01-03"}}]}}')
    assert [(row["zeile"], row["eingegangen_am"], row.get("_fehler")) for row in rows] == [
        (1, "2018-01-02", None), (2, None, "Eintrag ist kein JSON-Objekt"), (3, "2018-01-03", None)]
