"""PNG, SVG and PDF of a chart in one click, drawn by the reader's browser while the server has none."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import server
from tests.browser.server import done

pytestmark = pytest.mark.browser
MONTHS = ["9.247", "8.661", "9.351", "8.805", "8.329", "9.666", "9.389", "9.702", "8.544", "8.551", "11.101", "7.455"]


@pytest.fixture(scope="module")
def open_page(chrome, sample):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROWSER_PATH", "/nirgends/chromium")
        with server.dashboard(sample, Path(__file__).with_name("one_chart.py")) as address:
            page = chrome.new_page(accept_downloads=True, color_scheme="dark")
            page.asked = []
            page.on("request", lambda request: page.asked.append(request.url))
            page.goto(address)
            page.get_by_role("button").first.wait_for(timeout=60_000)
            yield page, address
            page.close()


def save(open_page, chart: str, label: str, folder: Path) -> Path:
    page, _ = open_page
    with page.expect_download(timeout=60_000) as download:
        page.locator(f".st-key-{chart}").get_by_role("button", name=label, exact=True).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


@pytest.mark.parametrize("label, name, size", [
    ("Bild für Bildschirm und Internet (PNG, 16:9)", "kundenkontakte-monat-2018.png", (2400, 1350)),
    ("Bild für soziale Medien (PNG, quadratisch)", "kundenkontakte-monat-2018-quadrat.png", (1600, 1600)),
    ("Bild für den Druck (PNG, 300 dpi)", "kundenkontakte-monat-2018-druck.png", (3600, 2025)),
])
def test_png_has_its_name_and_size_and_is_light(open_page, tmp_path, label, name, size):
    from PIL import Image

    path = save(open_page, "kundenkontakte-monate", label, tmp_path)
    assert path.name == name and struct.unpack(">II", path.read_bytes()[16:24]) == size
    assert Image.open(path).convert("RGB").getpixel((1, 1)) == (255, 255, 255)  # the reader's dark mode paints no file


def test_svg_holds_the_figures_the_source_and_a_description(open_page, tmp_path):
    path = save(open_page, "kundenkontakte-monate", "Vektorbild (SVG)", tmp_path)
    root = ET.fromstring(path.read_bytes())
    words = " ".join(root.itertext()).replace("\u00a0", " ")
    assert all(value in words for value in MONTHS)
    assert "Quelle: Stadt Offenbach am Main, Bürgerbüro; Stand 31.12.2018 · Beispieldaten" in words
    assert root.find("{*}title").text == "November 2018 war der stärkste Monat" and root.find("{*}desc").text.startswith("Säulendiagramm")
    assert path.read_bytes() == save(open_page, "kundenkontakte-monate", "Vektorbild (SVG)", tmp_path).read_bytes()


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="kein pdftotext (poppler-utils) installiert")
@pytest.mark.parametrize("chart, expected", [
    ("kundenkontakte-monate", [*MONTHS, "November 2018 war der stärkste Monat", "Umzug in die Kaiserstraße, 15.10.", "Beispieldaten"]),
    ("wochentage-uhrzeiten", ["8 Uhr", "Mo", "Beispieldaten"]),
])
def test_pdf_is_vector_with_the_same_words(open_page, tmp_path, chart, expected):
    path = save(open_page, chart, "Vektorbild für den Druck (PDF)", tmp_path)
    words = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True)
    assert not words.stderr  # poppler finds nothing to mend
    assert all(text in re.sub(r"\s+", " ", words.stdout) for text in expected)
    content = path.read_bytes()
    assert b"/Image" not in content and content.startswith(b"%PDF-1.4") and len(content) < 40_000


def test_the_server_is_the_only_one_asked(open_page, tmp_path):
    page, address = open_page
    save(open_page, "kundenkontakte-monate", "Vektorbild (SVG)", tmp_path)
    outside = [url for url in page.asked if not url.startswith((address, "data:", "blob:"))]
    assert not outside and any("plotly.min.js" in url for url in page.asked)


@pytest.mark.parametrize("kind, start", [("PNG", b"\x89PNG"), ("SVG", b"<svg"), ("PDF", b"%PDF-1.4")])
def test_from_the_page_in_one_click(reader, address, tmp_path, kind, start):
    page = reader(f"{address}/kundenkontakte?jahr=2018")
    for _ in range(2):  # the same click a second time saves it a second time
        with page.expect_download(timeout=60_000) as download:
            page.get_by_role("button", name=f"{kind} zu November 2018 war der stärkste Monat", exact=True).click()
        assert download.value.suggested_filename == f"kundenkontakte-monat-2018.{kind.lower()}"
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(start)
    if kind == "SVG":
        words = " ".join(ET.fromstring(content).itertext())
        assert "Beispieldaten" in words and "11.101" in words
    page.get_by_text("Gespeichert.", exact=True).wait_for()
    done(page)
    saved = []
    page.on("download", lambda download: saved.append(download))
    page.get_by_role("button", name="Nachweis zu November 2018 war der stärkste Monat", exact=True).click()
    page.get_by_role("dialog").get_by_text("Prüfsumme (SHA-256)").first.wait_for()
    assert not saved  # what was asked for once is not saved again by the next click


def test_more_formats_and_the_data_stand_in_a_dialog(reader, address):
    page = reader(f"{address}/kundenkontakte?jahr=2018")
    page.get_by_role("button", name=re.compile("^Mehr Formate")).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Vektorbild (SVG)", exact=True).wait_for()
    assert not Axe().run(page, context={"include": ['[role="dialog"]']}, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
    for name, ending in (("Bild für soziale Medien (PNG, quadratisch)", "-quadrat.png"), ("Daten für Excel (XLSX)", ".xlsx"), ("Daten als CSV (Semikolon, Dezimalkomma)", ".csv")):
        with page.expect_download(timeout=60_000) as download:
            dialog.get_by_role("button", name=name, exact=True).click()
        assert download.value.suggested_filename.endswith(ending)
