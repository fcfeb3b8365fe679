"""Workbooks to rows: the 115 report as it comes, cells as a clerk would type them, sheets, files that are no workbooks."""

import datetime as dt
import zipfile
from dataclasses import replace

import duckdb
import pytest
import xlsxwriter
import xlwt

from etl.readers import read
from etl.sources import Column, Source, SourceError, load_sources, source_for

REPORT = source_for(load_sources("no such folder"), "anrufe_115_2018-11.xlsx")
HEADER = ["datum", "angenommen", "angeboten", "angenommen_30s", "fallabschliessend", "weitergeleitet"]


def workbook(path, sheets):
    """Write {sheet name: rows}; datetimes become date cells."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy hh:mm"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def rows_of(path, source=REPORT):
    with duckdb.connect() as con:
        told = read(source, path, con, "roh")
        return con.execute("FROM roh ORDER BY zeile").fetchall(), told


def test_the_monthly_115_report(tmp_path):
    path = workbook(tmp_path / "anrufe_115_2018-11.xlsx", {"November": [
        ["Servicecenter 115"], ["Monatsbericht November 2018"], [], HEADER,
        [dt.datetime(2018, 11, 1), 100, 120.0, 90, 70, 30], ["02.11.2018", "1.101", 2000, "", 3.5, 4], [],
        ["Summe", 1201, 2120, 90, 73.5, 34]]})
    rows, told = rows_of(path)
    assert rows == [(5, "2018-11-01", "tag", "100", "120", "90", "70", "30", None),
                    (6, "02.11.2018", "tag", "1.101", "2000", None, "3,5", "4", None)]
    assert (told.rows_read, told.header_line, told.columns_dropped) == (2, 4, [])


def test_notes_beside_the_table_do_no_harm(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"x": [["Titel", "", "", "", "", "", "Stand"], HEADER, ["01.11.2018", 1, 2, 3, 4, 5, "neu"]]})
    assert rows_of(path)[0] == [(3, "01.11.2018", "tag", "1", "2", "3", "4", "5", None)]


def test_the_sheet_with_the_header_is_taken(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"Deckblatt": [["115"]], "leer": [], "Daten": [HEADER, ["01.11.2018", 7, 8]]})
    assert rows_of(path)[0][0][:4] == (2, "01.11.2018", "tag", "7")


def test_a_sheet_can_be_named_by_an_expression(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"Alt": [HEADER, ["01.11.2018", 7, 8]], "Nov 2018": [HEADER, ["01.11.2018", 9, 8]]})
    assert rows_of(path, replace(REPORT, sheet=r"\w+ \d{4}"))[0][0][3] == "9"
    with pytest.raises(SourceError, match="kein Blatt „Dez“. Vorhanden sind: Alt, Nov 2018"):
        rows_of(path, replace(REPORT, sheet="Dez"))


def test_points_in_time_and_durations_keep_their_clock(tmp_path):
    source = Source("t", "termine", ("*",), "excel", {name: Column(names=(name,)) for name in (
        "termin_id", "standort", "dienstleistung", "termin_am", "status", "ankunft")})
    path = workbook(tmp_path / "t.xlsx", {"x": [
        ["termin_id", "standort", "dienstleistung", "termin_am", "status", "ankunft"],
        [17, "A", "B", dt.datetime(2018, 3, 4, 9, 30), "bedient", "04.03.2018 09:25"]]})
    assert rows_of(path, source)[0] == [(2, "17", "A", "B", "2018-03-04 09:30:00", "bedient", "04.03.2018 09:25", None)]


def test_a_missing_column_names_sheet_and_row(tmp_path):
    path = workbook(tmp_path / "anrufe_115_2018-11.xlsx", {"Nov": [["Titel"], ["datum", "anzahl"], ["01.11.2018", 1]]})
    with pytest.raises(SourceError, match="„angenommen“.*Blatt „Nov“, Zeile 2: datum, anzahl"):
        rows_of(path)


@pytest.mark.parametrize("content, words", [
    (b"", "ist leer"), (b"datum;angenommen\n01.11.2018;1\n", "keine lesbare Arbeitsmappe"), (b"PK\x03\x04" + bytes(99), "keine lesbare"),
    (b"<html><table></table></html>", "Internetseite"), (bytes(range(256)), "keine lesbare Arbeitsmappe")])
def test_what_is_no_workbook_is_refused(tmp_path, content, words):
    path = tmp_path / "anrufe_115_2018-11.xlsx"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=words) as caught:
        rows_of(path)
    assert path.name in str(caught.value)


def test_an_empty_workbook_is_refused(tmp_path):
    with pytest.raises(SourceError, match="enthält keine Zeilen"):
        rows_of(workbook(tmp_path / "a.xlsx", {"x": []}))


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    path = workbook(tmp_path / "a.xlsx", {"x": [HEADER, ["01.11.2018", 1]]})
    monkeypatch.setattr("etl.readers.workbook.UNPACKED_AT_MOST", 1000)
    with pytest.raises(SourceError, match="entpackt größer"):
        rows_of(path)


def test_all_sheets_of_a_year(tmp_path):
    source = replace(REPORT, all_sheets=True, sheet="[A-Z][a-z]{2}", columns={**REPORT.columns, "zeitraum": Column(sql="_blatt")})
    path = workbook(tmp_path / "a.xlsx", {"Deckblatt": [["115"]], "Jan": [HEADER, ["01.01.2018", 1]], "Feb": [HEADER[::-1], [6, 5, 4, 3, 2, "01.02.2018"]]})
    assert [row[:4] for row in rows_of(path, source)[0]] == [(2, "01.01.2018", "Jan", "1"), (2, "01.02.2018", "Feb", "2")]
    with pytest.raises(SourceError, match="„Deckblatt“"):
        rows_of(path, replace(source, sheet=None))


def test_old_excel_and_open_document_read_like_xlsx(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("November")
    for line, row in enumerate([["Servicecenter 115"], HEADER, ["01.11.2018", 7, 8], ["Summe", 7, 8]]):
        for column, value in enumerate(row):
            sheet.write(line, column, value)
    book.save(str(tmp_path / "a.xls"))
    cells = "".join(f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>' for name in HEADER[:3])
    data = ('<table:table-cell office:value-type="date" office:date-value="2018-11-01"/><table:table-cell office:value-type="float" office:value="7"/>'
            '<table:table-cell office:value-type="float" office:value="8"/>')
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as ods:
        ods.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        ods.writestr("META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')
        ods.writestr("content.xml", (
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="November">'
            f"<table:table-row>{cells}</table:table-row><table:table-row>{data}</table:table-row>"
            "</table:table></office:spreadsheet></office:body></office:document-content>"))
    assert [row[:5] for row in rows_of(tmp_path / "a.xls")[0]] == [(3, "01.11.2018", "tag", "7", "8")]
    assert [row[:5] for row in rows_of(tmp_path / "a.ods")[0]] == [(2, "2018-11-01", "tag", "7", "8")]
