"""A proposal for an unknown table: valid TOML that reads the file, wherever its headers and values say enough."""

import tomllib

import pytest

from etl.__main__ import main
from etl.dryrun import describe
from etl.propose import propose_source
from etl.sources import SourceError, load_sources
from tests.etl.fixtures import exports


def put(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


def test_an_unknown_csv_is_read_with_its_proposal(tmp_path):
    path = put(tmp_path, "Tageszahlen 2018-11.csv", "Auswertung\n\nTag,Dienststelle,Anliegen,Besuchsart,Besucher,Telefon,Notiz\n"
               + "".join(f"{day:02}.11.18,Mitte,Pass,{kind},{day},069,x\n" for day in range(1, 9) for kind in ("mit Termin", "ohne")) + "Summe,,,,72,,\n")
    text = propose_source(path)
    source = tomllib.loads(text)["quelle"]["tageszahlen"]
    assert (source["tabelle"], source["trennzeichen"], source["dateien"], source["ohne_zeilen"]) == ("kontakte", ",", "Tageszahlen *.csv", ["Summe"])
    assert source["spalten"]["datum"] == {"name": "Tag", "format": "TT.MM.JJ"}
    assert source["spalten"]["zugang"] == {"name": "Besuchsart", "werte": {"mit Termin": "Termin", "ohne": "spontan"}}
    assert "Telefon, Notiz" in text.split("nie gespeichert")[1]
    put(tmp_path, "quellen.toml", text)
    told = describe(tmp_path, path)
    assert told.error is None and told.rows_read == 16
    assert told.first_rows[0] == {"zeile": 4, "datum": "2018-11-01", "standort": "Mitte", "dienstleistung": "Pass", "zugang": "Termin", "anzahl": "1"}


def test_appointments_with_other_words(tmp_path):
    text = propose_source(put(tmp_path, "export.csv", "Terminnummer;Standort;Leistung;Termin am;Status;Angekommen;Aufgerufen;Name\n"
                                                      "1;A;B;2018-01-02 08:00;erledigt;;;M\n2;A;B;2018-01-02 09:00;nicht erschienen;;;M\n3;A;B;2018-01-02 09:00;storniert;;;M\n"))
    source = tomllib.loads(text)["quelle"]["export"]
    assert source["tabelle"] == "termine" and source["spalten"]["ankunft"] == "Angekommen"
    assert source["spalten"]["status"]["werte"] == {"erledigt": "bedient", "nicht erschienen": "nicht erschienen", "storniert": "abgesagt"}


def test_what_is_missing_is_said(tmp_path):
    text = propose_source(put(tmp_path, "x.csv", "Datum;Kunden\n01.01.2018;5\n"))
    assert text.count("BITTE ERGÄNZEN") == 3 and tomllib.loads(text)


def test_a_known_layout_is_recognised_whatever_its_name(tmp_path):
    assert 'layout = "zms_kundenstatistik"' in propose_source(exports.zms_clients(tmp_path / "Download (3).xlsx"))
    assert 'layout = "zammad_tickets"' in propose_source(exports.zammad(tmp_path / "x.xlsx"))
    text = propose_source(exports.znuny_list(tmp_path / "Offene 2018.csv"))
    put(tmp_path, "quellen.toml", text)
    assert load_sources(tmp_path)[0].takes("Offene 2019.csv")


@pytest.mark.parametrize("name, content", [("x.csv", ""), ("x.xlsx", "a;b"), ("x.json", "kaputt")])
def test_what_is_no_table_is_refused(tmp_path, name, content):
    with pytest.raises(SourceError, match=name):
        propose_source(put(tmp_path, name, content))


def test_the_command_lines(tmp_path, capsys):
    from tests.etl.folder import CONTACTS, write_office

    office = write_office(tmp_path / "amt", exports={})
    good, bad = put(tmp_path, "kontakte_2023.csv", CONTACTS), put(tmp_path, "kontakte_2024.csv", "datum;zugang\n")
    assert main(["check", str(good), "--data", str(office)]) == 0
    said = capsys.readouterr().out
    assert "07/2023 Kundenkontakte: keine Daten → 1.207" in said and "Veröffentlicht wurde nichts" in said
    assert main(["check", str(bad), "--data", str(office)]) == 1
    assert "„standort“" in capsys.readouterr().out
    assert main(["check", str(good), "--json", "--data", str(office)]) == 0
    assert '"publishable": true' in capsys.readouterr().out
    assert main(["new-source", str(good)]) == 0
    assert "[quelle.kontakte]" in capsys.readouterr().out
    assert main(["new-source", str(tmp_path / "nichts.csv")]) == 1
