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
                                      '{"created": "2018-01-03 08:00:00", "n": 1.5}\nkaputt\n')
    assert [(row["zeile"], row["eingegangen_am"], row["thema"], row.get("_fehler")) for row in rows] == [
        (1, "2018-01-02 08:00:00", "Pässe", None), (3, "2018-01-03 08:00:00", None, None), (4, None, None, "Zeile ist kein JSON-Objekt")]
    assert told.columns_dropped == ["from", "n"]


def test_a_json_list(load):
    rows, _ = load(JSON, "e.json", '[{"created": "2018-01-02", "group": null},\n {"created": "2018-01-03", "group": "A"}]')
    assert [(row["eingegangen_am"], row["thema"]) for row in rows] == [("2018-01-02", None), ("2018-01-03", "A")]


@pytest.mark.parametrize("content", ["", "kaputt", "[1, 2]", "[{]", '{"a": 1}'])
def test_what_is_no_json_table_is_refused(load, content):
    with pytest.raises(SourceError, match="e.json"):
        load(JSON, "e.json", content)
