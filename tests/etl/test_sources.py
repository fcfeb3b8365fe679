"""quellen.toml: what is understood, what is refused, and which file belongs to which source."""

import pytest

from etl.sources import TABLES, SourceError, load_sources, load_tolerances, source_for, strptime_pattern


def office(tmp_path, text):
    (tmp_path / "quellen.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_without_quellen_toml_the_standard_exports_are_read(tmp_path):
    sources = load_sources(tmp_path)
    assert {source.table for source in sources} == set(TABLES)
    for name, table in [("kontakte_2018.csv", "kontakte"), ("anrufe_115_2018-11.xlsx", "anrufe_115"), ("ONLINE_2019.CSV", "online")]:
        assert source_for(sources, name).table == table
    assert source_for(sources, "notizen.txt") is None


def test_own_sources_come_first_and_replace_the_standard_unless_it_is_wanted(tmp_path):
    own = '[quelle.eigene]\ntabelle = "emails"\ndateien = "emails*.csv"\n'
    assert [source.name for source in load_sources(office(tmp_path, own))] == ["eigene"]
    sources = load_sources(office(tmp_path, "standard = true\n" + own))
    assert len(sources) == 10 and source_for(sources, "emails_2018.csv").name == "eigene"


def test_a_file_with_tolerances_only_keeps_the_standard(tmp_path):
    folder = office(tmp_path, "[versprechen]\ntermine_kontakte_toleranz = 0.02\n")
    assert len(load_sources(folder)) == 9
    assert load_tolerances(folder) == {"termine_kontakte_toleranz": 0.02}
    assert load_tolerances(tmp_path / "nirgends") == {}


def test_columns_in_their_short_and_long_forms(tmp_path):
    source, = load_sources(office(tmp_path, """
        [quelle.k]
        tabelle = "kontakte"
        dateien = ["a*.csv", "b*.csv"]
        trennzeichen = "\\t"
        datumsformat = "TT.MM.JJ"
        [quelle.k.spalten]
        datum = "Tag"
        standort = ["Standort", "Amt"]
        dienstleistung = { sql = '"Leistung"' }
        zugang = { name = "Art", werte = { "1" = "Termin", "0" = "spontan" } }
        anzahl = { summe = ["A", "B"] }
        """))
    assert source.files == ("a*.csv", "b*.csv") and source.delimiter == "\t" and source.date_formats == ("%d.%m.%y",)
    assert source.columns["standort"].names == ("Standort", "Amt")
    assert source.columns["zugang"].map == {"1": "Termin", "0": "spontan"}
    assert source.columns["anzahl"].total == ("A", "B")


@pytest.mark.parametrize("text, words", [
    ("[quelle", "nicht lesbar"),
    ("[quelle.k]\ndateien = 'a'", "„tabelle“ fehlt"),
    ("[quelle.k]\ntabelle = 'kontakte'", "„dateien“ fehlt"),
    ("[quelle.k]\ntabelle = 'kunden'\ndateien = 'a'", "unbekannte Tabelle „kunden“"),
    ("[quelle.k]\ntabelle = 'kontakte'\ndateien = 'a'\nreader = 'csv'", "unbekannte Angabe „reader“"),
    ("[quelle.k]\ntabelle = 'kontakte'\ndateien = 'a'\nleser = 'pdf'", "unbekannter Leser „pdf“"),
    ("[quelle.k]\ntabelle = 'kontakte'\ndateien = 'a'\nlayout = 'x'", "unbekanntes Layout „x“"),
    ("[quelle.k]\ntabelle = 'kontakte'\ndateien = 'a'\n[quelle.k.spalten]\nname = 'x'", "keine Spalte „name“"),
    ("[quelle.k]\ntabelle = 'kontakte'\ndateien = 'a'\n[quelle.k.spalten]\ndatum = { format = 'x' }", "woher der Wert kommt"),
    ("[quelle.k]\ntabelle = 'kontakte'\ndateien = 'a'\n[quelle.k.spalten]\ndatum = 5", "erwartet wird eine Überschrift"),
    ("[quelle.k]\ntabelle = 'kontakte'\ndateien = 'a'\nkopfzeile = '3'", "„kopfzeile“ hat einen Wert der falschen Art"),
    ("[quelle.k]\ntabelle = 'kontakte'\ndateien = 'a'\nlang = '('", "„lang“ ist kein regulärer Ausdruck"),
    ("[quelle.k]\ntabelle = 'kontakte'\ndateien = 'a'\nkodierung = 'cp1253x'", "Kodierung „cp1253x“ gibt es nicht"),
    ("[quelle.k]\ntabelle = 'kontakte'\ndateien = 'a'\ntrennzeichen = ';;'", "genau ein Zeichen"),
    ("quellen = 1", "unbekannter Eintrag „quellen“"),
])
def test_mistakes_in_quellen_toml_are_named(tmp_path, text, words):
    with pytest.raises(SourceError, match=words):
        load_sources(office(tmp_path, text))


@pytest.mark.parametrize("written, pattern", [
    ("TT.MM.JJJJ HH:MM", "%d.%m.%Y %H:%M"), ("dd.mm.yy", "%d.%m.%y"), ("JJJJ-MM", "%Y-%m"), ("JJJJMMTTHHMMSS", "%Y%m%d%H%M%S"),
    ("yyyy-mm-dd hh:mm:ss", "%Y-%m-%d %H:%M:%S"), ("MM/TT/JJJJ", "%m/%d/%Y"), ("%d.%m.", "%d.%m."), ("MM:SS", "mm:ss"), ("Excel", "excel")])
def test_date_formats_as_people_write_them(written, pattern):
    assert strptime_pattern(written) == pattern
