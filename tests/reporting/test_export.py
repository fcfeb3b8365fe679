"""Files that leave the house: tables that German Excel reads, workbooks with real numbers, a package that is the same bytes twice."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import date

import openpyxl
import pytest

from reporting import charts
from reporting.__main__ import main
from reporting.export.images import REMEDY
from reporting.export.presscharts import PRESS_CHARTS, press_charts
from reporting.export.presspack import NothingToPackError, presspack
from reporting.export.tables import Sheet, csv_bytes, xlsx_bytes
from reporting.figures import figures
from reporting.periods import year
from reporting.tables import Column, Table, figures_table
from tests.reporting.small_office import small_office

SOURCE = "Quelle: Stadt Musterstadt; Stand 20.12.2022 · Beispieldaten"
MIXED = Table(
    (Column("Monat"), Column("Wert", "zahl", 1), Column("Anteil", "prozent", 1), Column("Tag", "datum")),
    (("März; \"neu\"", 1234.5678, 4.25, date(2022, 3, 1)), ("=1+1", -3, None, None), ("Mai", None, 0.0, date(2022, 5, 1))),
    ("kundenkontakte",),
)


@pytest.fixture(scope="module")
def w(tmp_path_factory):
    return small_office(tmp_path_factory.mktemp("export") / "w.duckdb", sample=True)


@pytest.fixture(scope="module")
def package(w):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROWSER_PATH", "/nirgends/chromium")
        return presspack(w, 2022)


@pytest.fixture
def no_browser(monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nirgends/chromium")


def test_csv_is_read_back_as_german_excel_reads_it():
    raw = csv_bytes(MIXED, SOURCE)
    assert raw.startswith(b"\xef\xbb\xbf") and raw == csv_bytes(MIXED, SOURCE)
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [
        ["Monat", "Wert", "Anteil", "Tag", "Quelle"],
        ['März; "neu"', "1234,5678", "4,25", "01.03.2022", SOURCE],
        ["'=1+1", "-3", "", "", SOURCE],  # a formula from a source stays text
        ["Mai", "", "0", "01.05.2022", SOURCE],
    ]


def test_csv_keeps_every_digit(w):
    found = figures(w, ["kundenkontakte"], year(2022), by=("monat",))
    rows = list(csv.DictReader(io.StringIO(csv_bytes(figures_table(found), SOURCE).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [int(row["Kundenkontakte"]) for row in rows] == [180] * 10 + [210, 180]
    assert [float(row["Veränderung in Prozent"].replace(",", ".")) for row in rows] == [f.veraenderung_prozent for f in found]


def test_workbook_cells_are_numbers_and_dates(w):
    raw = xlsx_bytes(w, [Sheet("Monate/2022", "Titel", MIXED, SOURCE), Sheet("Monate 2022", "Titel", MIXED, SOURCE)])
    assert raw == xlsx_bytes(w, [Sheet("Monate/2022", "Titel", MIXED, SOURCE), Sheet("Monate 2022", "Titel", MIXED, SOURCE)])
    book = openpyxl.load_workbook(io.BytesIO(raw))
    assert book.sheetnames == ["Monate 2022", "Monate 2022 2", "Definitionen", "Herkunft"]
    sheet = book["Monate 2022"]
    assert [sheet["A1"].value, sheet["A2"].value] == ["Titel", SOURCE]
    assert [c.value for c in sheet[4]] == ["Monat", "Wert", "Anteil", "Tag"]
    assert [c.value for c in sheet[5]][1:3] == [1234.5678, 0.0425] and sheet["D5"].value.date() == date(2022, 3, 1)
    assert [sheet[c].number_format for c in ("B5", "C5", "D5")] == ["#,##0.0", "0.0%", "dd.mm.yyyy"]
    assert [c.data_type for c in sheet[6]] == ["s", "n", "n", "n"] and sheet["A6"].value == "=1+1" and sheet["C6"].value is None
    assert sheet["B7"].value is None  # no data is an empty cell, not 0
    assert book["Definitionen"]["A5"].value == "kundenkontakte" and "Persönliche Vorsprachen" in book["Definitionen"]["D5"].value
    origin = {row[0].value: row[1].value for row in book["Herkunft"].iter_rows(min_row=5)}
    assert origin["Stand"] == "20.12.2022" and origin["Art der Daten"].startswith("Beispieldaten") and origin["Lizenz"] == "CC0"


def test_package_without_a_browser_says_what_is_missing(w, package, no_browser):
    assert REMEDY in package.note and REMEDY in package.files["LIESMICH.txt"].decode()
    assert not any(path.startswith("bilder/") for path in package.files)
    assert package.zip() == presspack(w, 2022).zip()


def test_package_holds_charts_data_texts_proofs_and_their_checksums(w, package):
    with zipfile.ZipFile(io.BytesIO(package.zip())) as archive:
        assert archive.testzip() is None and archive.namelist() == sorted(archive.namelist())
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files["manifest.json"])
    assert {d["pfad"]: (d["bytes"], d["sha256"]) for d in manifest["dateien"]} == {
        path: (len(content), hashlib.sha256(content).hexdigest()) for path, content in files.items() if path != "manifest.json"}
    assert manifest["datenart"] == "beispiel" and manifest["stand"] == "2022-12-20" and manifest["lizenz"] == "CC0"
    drawn = {name: chart for name, chart in press_charts(w, 2022).items() if chart.draw}
    assert set(PRESS_CHARTS) - set(drawn) == {"online-leistungen"}
    texts = json.loads(files["texte/bildtexte.json"])
    assert [t["name"] for t in texts] == list(drawn) and all(t["alternativtext"] and "Quelle: " in t["bildunterschrift"] for t in texts)
    assert "Online erledigte Leistungen, 2022: Für 2022 liegen keine Daten vor." in files["LIESMICH.txt"].decode()
    for name in drawn:
        assert b"Beispieldaten" in files[f"daten/{name}.csv"]
    book = openpyxl.load_workbook(io.BytesIO(files["daten/alle-daten.xlsx"]))
    assert book.sheetnames == [*drawn, "Definitionen", "Herkunft"]
    assert [row[1].value for row in book["kundenkontakte-monate"].iter_rows(min_row=5)] == [180] * 10 + [210, 180]
    whole = {f["kennzahl"]: f["wert"] for f in json.loads(files["daten/kennzahlen.json"])}
    assert whole["kundenkontakte"] == 2190 and whole["anrufe_115"] == 480
    proof = files["nachweise/kundenkontakte.md"].decode()
    assert "# Kundenkontakte: 2.190" in proof and "kontakte.csv" in proof and "SELECT sum(anzahl)" in proof


def test_command_writes_the_package_and_ends_with_0_without_a_browser(w, tmp_path, no_browser, capsys):
    out = tmp_path / "paket.zip"
    assert main(["presspack", "--year", "2022", "--out", str(out), "--warehouse", str(w.path)]) == 0
    assert zipfile.is_zipfile(out) and REMEDY in capsys.readouterr().err


def test_command_says_which_years_there_are(w, tmp_path, capsys):
    out = tmp_path / "paket.zip"
    assert main(["presspack", "--year", "2031", "--out", str(out), "--warehouse", str(w.path)]) == 1
    assert not out.exists() and "2021 und 2022" in capsys.readouterr().err
    assert main(["presspack", "--year", "2022", "--out", str(tmp_path / "fehlt" / "paket.zip"), "--warehouse", str(w.path)]) == 1
    with pytest.raises(NothingToPackError):
        presspack(w, 2031)


def test_command_writes_one_chart_or_says_why_not(w, tmp_path, no_browser, capsys):
    def run(name: str, out: str, year: str = "2022") -> tuple[int, str]:
        code = main(["chart", name, "--year", year, "--out", str(tmp_path / out), "--warehouse", str(w.path)])
        return code, capsys.readouterr().err

    assert run("bereiche", "bereiche.csv")[0] == 0 and b"Meldewesen;1470;" in (tmp_path / "bereiche.csv").read_bytes()
    assert run("bereiche", "bereiche.xlsx")[0] == 0 and openpyxl.load_workbook(tmp_path / "bereiche.xlsx")["bereiche"]["B5"].value == 1470
    assert run("bereiche", "bereiche.svg") == (1, REMEDY + "\n")
    assert run("online-leistungen", "x.csv") == (1, "Online erledigte Leistungen, 2022: Für 2022 liegen keine Daten vor.\n")
    for name, out in (("nirgends", "x.png"), ("bereiche", "x.gif")):
        code, said = run(name, out)
        assert code == 2 and "Bekannt sind" in said and not (tmp_path / out).exists()


def test_an_office_with_contacts_only_gets_a_package(tmp_path, no_browser):
    lean = small_office(tmp_path / "w.duckdb", years=(2022,), tables=("kontakte",), events=())
    package = presspack(lean, 2022)
    names = {path for path in package.files if path.startswith("daten/") and path.endswith(".csv")}
    assert names == {f"daten/{n}.csv" for n in ("kundenkontakte-monate", "kundenkontakte-jahre", "bereiche", "bereiche-monate", "dienstleistungen")}
    assert not any(b"Beispieldaten" in content for content in package.files.values())


def test_every_sheet_of_a_chart_has_the_numbers_of_its_picture(w):
    for name, chart in press_charts(w, 2022).items():
        if chart.draw and name not in ("wochentage-uhrzeiten", "kundenkontakte-veraenderung", "wartezeit-verteilung", "wartezeit-uhrzeiten"):
            cells = {value for row in chart.table.rows for value in row if isinstance(value, (int, float))}
            drawn = {v for trace in chart.figure.data for axis in (trace.x, trace.y) for v in axis or () if isinstance(v, (int, float))}
            horizontal = any(getattr(trace, "orientation", None) == "h" for trace in chart.figure.data)
            assert drawn - (set(range(40)) if horizontal else set()) <= cells, name


