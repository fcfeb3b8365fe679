"""The annual report: its text holds the figures' numbers, it is tagged and steady, and it works for poor offices and without a browser."""

import re
import shutil
import subprocess
from datetime import date

import pytest

from reporting.__main__ import main
from reporting.export.images import browser_available
from reporting.export.report import NO_PICTURES, annual_report
from reporting.figures import figures
from reporting.german import number
from reporting.overview import overview
from reporting.periods import year
from tests.reporting.small_office import small_office

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not installed: the PDF's text is not read")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return small_office(tmp_path_factory.mktemp("office") / "w.duckdb", sample=True)


@pytest.fixture
def no_browser(monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")


@pytest.fixture(scope="module")
def plain(office):
    """The report on 2022 without a browser, as PDF."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROWSER_PATH", "/nowhere/chromium")
        return annual_report(office, 2022)


def pages(pdf: bytes) -> list[str]:
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return text.split("\f")[:-1]


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00ad", ""))


@needs_poppler
def test_page_one_is_the_year_at_a_glance_and_holds_its_numbers(office, plain):
    found = pages(plain)
    first = words(found[0])
    assert first.startswith("Bürgerbüro Musterstadt") and "Das Jahr 2022 auf einen Blick" in first and "In Worten" in first
    for f in overview(office, 2022).figures():
        if f.wert is not None and f.kennzahl != "terminkunden":
            assert number(f.wert, f.definition.dezimalen) in first, f
    assert "2022 36 Öffnungstage, 2021 36" in first
    assert words(found[1]).startswith("Kundenkontakte")


@needs_poppler
def test_the_text_holds_the_same_numbers_as_the_json(office, plain):
    text = words(" ".join(pages(plain)))
    for f in figures(office, None, year(2022)):
        entry = f.as_json()
        if entry["wert"] is not None:
            assert number(entry["wert"], f.definition.dezimalen) in text, f.kennzahl
    for f in figures(office, ["kundenkontakte"], year(2022), by=("dienstleistung",)):
        assert re.search(rf"{f.gliederung['dienstleistung']} {number(f.wert)} ", text)
    assert "kontakte01234567" in text and "Neubau, Neue Allee 2" in text


@needs_poppler
def test_sample_data_are_called_so_on_every_page_and_real_ones_never(plain, no_browser, tmp_path):
    assert all("Beispieldaten" in page for page in pages(plain))
    real = small_office(tmp_path / "w.duckdb")
    assert not any("Beispieldaten" in page for page in pages(annual_report(real, 2022)))


@needs_poppler
def test_without_a_browser_tables_stand_in_place_and_it_says_so(office, plain):
    found = pages(plain)
    assert NO_PICTURES in words(found[0])
    assert re.search(r"November\D*2022\D+210", words(found[0]))


@needs_poppler
def test_an_office_with_one_year_one_place_and_contacts_only(tmp_path, no_browser):
    w = small_office(tmp_path / "w.duckdb", years=(2022,), tables=("kontakte",), events=(), extra=("DELETE FROM standorte WHERE standort = 'Altbau'",))
    found = pages(annual_report(w, 2022))
    text = words(" ".join(found))
    assert "2.190" in found[0] and "gegenüber" not in found[0]
    assert "Anrufe über die 115: Für 2022 liegen keine Daten vor." in text
    assert "Für 2022 ist kein Vergleich mit dem Vorjahr möglich" in text
    assert words(found[1]).startswith("Kundenkontakte")


@needs_poppler
def test_a_partial_year_says_until_when(tmp_path, no_browser):
    first = words(pages(annual_report(small_office(tmp_path / "w.duckdb", until=date(2022, 5, 15)), 2022))[0])
    assert "1. Januar bis 5. Mai 2022" in first and "840" in first and "(Daten bis 5. Mai)" in first


def test_same_data_same_bytes_tagged_with_language_and_bookmarks(office, plain, no_browser):
    pdf = plain
    assert pdf == annual_report(office, 2022)
    for mark in (rb"/StructTreeRoot", rb"/Lang\s*\(de-DE\)", rb"/Marked true", rb"/Outlines", rb"/DisplayDocTitle true", rb"pdfuaid:part"):
        assert re.search(mark, pdf), mark


@needs_poppler
def test_the_command_writes_it_and_names_the_years_it_knows(office, no_browser, tmp_path, capsys):
    out = tmp_path / "bericht.pdf"
    assert main(["report", "--warehouse", str(office.path), "--year", "2022", "--out", str(out)]) == 0
    assert "Das Jahr 2022 auf einen Blick" in pages(out.read_bytes())[0]
    assert main(["report", "--warehouse", str(office.path), "--year", "2019", "--out", str(out)]) == 1
    assert "Daten gibt es für: 2021, 2022" in capsys.readouterr().err


LONG = ("2022-10-12", "2022-10-12", "Zusammenlegung der Meldebehörde, der Zulassungsstelle und der Führerscheinstelle im neuen Verwaltungszentrum", "ereignis")


def crowded(path):
    """An office with eleven areas, long names and seven-digit counts."""
    extra = [f"INSERT INTO dienstleistungen VALUES ('Dienst {n}', 'Sehr langer Bereichsname für die Angelegenheiten Nummer {n}', NULL, [])" for n in range(9)]
    extra += [f"INSERT INTO kontakte SELECT datum, standort, 'Dienst {n}', 'Termin', {10_000 + n}, datei_id, 99 FROM kontakte WHERE dienstleistung = 'Ausweis'"
              for n in range(9)]
    return small_office(path, events=(LONG,), extra=extra)


@needs_poppler
def test_page_one_stays_one_page_however_much_stands_on_it(tmp_path, no_browser):
    found = pages(annual_report(crowded(tmp_path / "w.duckdb"), 2022))
    assert "In Worten" in found[0] and "Verglichen werden" in found[0] and words(found[1]).startswith("Kundenkontakte")


@pytest.mark.browser
@needs_poppler
@pytest.mark.skipif(not browser_available(), reason="no browser: charts in the report are not drawn")
def test_page_one_stays_one_page_with_its_chart(tmp_path):
    found = pages(annual_report(crowded(tmp_path / "w.duckdb"), 2022))
    assert "In Worten" in found[0] and "stärkste Monat" in found[0] and words(found[1]).startswith("Kundenkontakte")


@pytest.mark.browser
@needs_poppler
@pytest.mark.skipif(not browser_available(), reason="no browser: charts in the report are not drawn")
def test_charts_are_vectors_with_selectable_text(office):
    pdf = annual_report(office, 2022)
    first = pages(pdf)[0]
    assert "November 2022 war der stärkste Monat" in words(first) and "210" in first and NO_PICTURES not in words(first)
    assert pdf == annual_report(office, 2022)
    listing = subprocess.run(["pdfimages", "-list", "-"], input=pdf, capture_output=True, check=True).stdout.decode().splitlines()[2:]
    assert not listing  # no bitmap
