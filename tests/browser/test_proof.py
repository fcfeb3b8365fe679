"""The pages of proof in a real browser: the change adds up, what is noticed has its passport, tables open as German Excel opens them."""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest

from reporting.register import entries
from reporting.warehouse import open_warehouse
from tests.browser.server import done, shown

pytestmark = pytest.mark.browser


def taken(page, name: str, nth: int) -> bytes:
    """The file a download button gives."""
    with page.expect_download() as given:
        page.get_by_role("button", name=name).nth(nth).click()
    with open(given.value.path(), "rb") as file:
        return file.read()


def test_the_change_of_the_sample_adds_up(reader, address):
    """104.422 become 108.801; the steps of the sentence lead from one to the other."""
    text = shown(reader(f"{address}/veraenderung?jahr=2018"))
    sentence = re.search(r"108\.801\sKundenkontakte, \+4\.379 gegenüber 2017 \(gleiche Kalendertage\): (.*?)\.\n", text)
    steps = [int(step.replace("−", "-").replace(".", "")) for step in re.findall(r"[+−][\d.]+\d|[+−]\d", sentence[1])]
    assert sum(steps) == 4379 and len(steps) == 4


def test_a_part_opens_and_its_details_add_up(reader, address):
    page = reader(f"{address}/veraenderung?jahr=2018")
    part = page.locator(".teil").filter(has_text="Standort +").first
    part.locator("summary").click()
    rows = part.locator("tbody tr")
    rows.first.wait_for()
    total = int(re.search(r"Standort ([+−][\d.]+)", part.inner_text())[1].replace("−", "-").replace(".", ""))
    cells = [rows.nth(n).locator("td").first.inner_text() for n in range(rows.count())]
    assert sum(int(cell.replace("−", "-").replace(".", "")) for cell in cells) == total


def test_what_is_noticed_has_its_passport(reader, address):
    page = reader(f"{address}/veraenderung?jahr=2018")
    page.get_by_role("button", name="Nachweis zu Monatswerte außerhalb").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Prüfsumme (SHA-256)").first.wait_for()
    assert "SELECT" in dialog.inner_text()


def test_the_register_comes_as_csv_and_xlsx(reader, address, sample):
    """Every published figure is in both files; semicolons and BOM, text as text."""
    page = reader(f"{address}/daten")
    data = taken(page, "CSV herunterladen", 0)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    w = open_warehouse(sample)
    assert len(rows) == 1 + len(entries(w))
    w.close()
    book = openpyxl.load_workbook(io.BytesIO(taken(page, "XLSX herunterladen", 0)))
    assert {"Definitionen", "Herkunft"} <= set(book.sheetnames)
    done(page)


def test_files_come_with_numbers_as_numbers(reader, address):
    page = reader(f"{address}/daten")
    sheet = openpyxl.load_workbook(io.BytesIO(taken(page, "XLSX herunterladen", 1))).worksheets[0]
    header = [cell.value for cell in sheet[4]]
    first = dict(zip(header, (cell.value for cell in sheet[5])))
    assert isinstance(first["gelesen"], int | float) and first["gelesen"] == first["geladen"] + first["abgelehnt"]
    assert first["erster Tag"].year == 2017


def test_a_filter_115_does_not_know_is_said_on_its_charts(reader, address):
    text = shown(reader(f"{address}/kanaele?jahr=2018&bereich=Kfz-Zulassung"))
    assert "30.127" in text and text.count("In der Quelle nicht enthalten") >= 3


def test_the_handbook_can_be_searched_and_shows_its_query(reader, address):
    page = reader(f"{address}/kennzahlen")
    page.get_by_label("Kennzahl suchen").fill("Quittung")
    page.get_by_label("Kennzahl suchen").press("Enter")
    page.get_by_role("heading", name="Kennzahlen zu „Quittung“").wait_for()
    done(page)
    page.get_by_text("Quelle, Gliederungen, Brüche und Abfrage").first.click()
    assert "FROM m_vorgaenge" in shown(page)
