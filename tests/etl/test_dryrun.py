"""The dry run of one file: what is said about it, what would change, and that nothing stays behind."""

import pytest

from etl.dryrun import Change, check_file, describe
from etl.publish import load
from tests.etl.folder import CONTACTS, MAILS, write_office


@pytest.fixture
def office(tmp_path):
    folder = write_office(tmp_path / "amt")
    assert load(folder).published
    return folder


def put(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


def files_of(office):
    return sorted(path.relative_to(office) for path in office.rglob("*") if path.is_file() and path.suffix != ".lock")


def test_a_redelivered_month_that_shrinks(office, tmp_path):
    before = files_of(office)
    path = put(tmp_path, "kontakte_2023_neu.csv", "Datum;Standort;Dienstleistung;Zugang;Anzahl;Name\n"
               "03.07.2023;Nord;Ausweis;Termin;1;Meier\n04.07.2023;Nord;Zulassung;Termin;1;Huber\n05.07.2023;Nord;Zulassung;Termin;-1;x\n")
    report = check_file(office, path)
    told = report.understood
    assert (told.source, told.table, told.header_line, told.encoding) == ("kontakte", "kontakte", 1, "utf-8")
    assert "„kontakte*.csv“" in told.why
    assert told.dropped == told.personal == ["Name"]
    assert told.first_rows[0] == {"zeile": 2, "datum": "03.07.2023", "standort": "Nord", "dienstleistung": "Ausweis", "zugang": "Termin", "anzahl": "1"}
    assert (told.rows_read, report.rows_loaded, report.rows_rejected) == (3, 2, 1)
    assert [(reject["line"], reject["column"]) for reject in report.rejects] == [(4, "anzahl")]
    # July in Nord is delivered anew (2 + 1 = 3 becomes 1 + 1 = 2), July in Süd (1.204) stays
    assert report.publishable and report.changes == [Change("kontakte", "Kundenkontakte", "2023-07", 1207, 1206)]
    assert report.changes[0].shrinks
    assert files_of(office) == before, "a dry run leaves nothing behind"
    assert "Meier" not in str(report.as_json())


def test_a_further_month_is_new(office, tmp_path):
    report = check_file(office, put(tmp_path, "emails_2023-08.csv", MAILS.replace(".07.", ".08.")))
    assert report.changes == [Change("emails", "beantwortete E-Mails", "2023-08", None, 2), Change("emails", "eingegangene E-Mails", "2023-08", None, 3)]
    assert not any(change.shrinks for change in report.changes)
    assert report.understood.columns["thema"] == "thema"


def test_the_same_file_again_changes_nothing(office, tmp_path):
    report = check_file(office, put(tmp_path, "kontakte_2023.csv", CONTACTS))
    assert report.publishable and report.changes == []


def test_a_broken_file_names_its_reason_and_changes_nothing(office, tmp_path):
    report = check_file(office, put(tmp_path, "kontakte_2024.csv", "datum;standort\n01.01.2024;Nord\n"))
    assert not report.publishable and report.changes == []
    assert "„dienstleistung“" in report.errors[0]


def test_mostly_rejected_rows_are_not_publishable(office, tmp_path):
    report = check_file(office, put(tmp_path, "kontakte_2024.csv", CONTACTS.replace("03.07.2023", "31.02.2024")))
    assert not report.publishable and report.rows_rejected == 2 and "2 von 3" in report.errors[0]


def test_a_file_of_the_wrong_name_is_told_by_its_layout(office, tmp_path):
    told = describe(office, put(tmp_path, "export.csv", CONTACTS))
    assert "gehört sie zur Quelle „kontakte“; die erwartet kontakte*.csv" in told.error
    assert "new-source" in describe(office, put(tmp_path, "export2.csv", "a;b\n1;2\n")).error


def test_a_file_that_is_not_there(office, tmp_path):
    assert "nicht lesbar" in describe(office, tmp_path / "kontakte_1.csv").error


def test_without_a_warehouse_everything_is_new(tmp_path):
    folder = write_office(tmp_path / "amt", exports={})
    report = check_file(folder, put(tmp_path, "kontakte_2023.csv", CONTACTS))
    assert report.changes == [Change("kontakte", "Kundenkontakte", "2023-07", None, 1207)]
