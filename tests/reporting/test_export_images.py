"""Pictures drawn on the server: the figures are in them, the bytes repeat, and without a browser one line says what to do."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import time
import xml.etree.ElementTree as ET

import pytest

from reporting import charts
from reporting.export import images, presscharts
from reporting.export.presspack import presspack
from reporting.figures import figures
from reporting.periods import year
from tests.reporting.small_office import small_office

SOURCE = "Quelle: Stadt Musterstadt; Stand 20.12.2022 · Beispieldaten"


@pytest.fixture(scope="module")
def w(tmp_path_factory):
    return small_office(tmp_path_factory.mktemp("images") / "w.duckdb", sample=True, extra=("UPDATE kontakte SET anzahl = anzahl * 100",))


@pytest.fixture(scope="module")
def chart(w):
    return charts.columns(w, figures(w, ["kundenkontakte"], year(2022), by=("monat",)))


@pytest.fixture(scope="module", autouse=True)
def warm():
    yield
    images.close()


def test_no_browser_is_said_in_one_line(chart, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nirgends/chromium")
    assert not images.browser_available()
    with pytest.raises(images.NoBrowserError, match="Abhilfe: Chromium installieren") as error:
        images.render(chart)
    assert "\n" not in str(error.value)


def test_a_chart_without_values_has_no_picture(w):
    with pytest.raises(ValueError):
        images.render(charts.columns(w, figures(w, ["online_leistungen"], year(2022), by=("monat",))))


@pytest.mark.browser
def test_svg_says_what_the_figures_say(chart):
    raw = images.render(chart, "svg")
    root = ET.fromstring(raw)
    words = [text.replace("\u00a0", " ") for text in root.itertext()]
    numbers = [text for text in words if re.fullmatch(r"\d{2}\.\d{3}", text)]
    assert sorted(number for number in numbers if not number.endswith(("0.000", "5.000"))) == ["18.000"] * 11 + ["21.000"]  # the others: axis
    assert SOURCE in words and "November 2022 war der stärkste Monat" in words and root.get("lang") == "de"
    assert root.find("{*}desc").text == chart.alt
    assert raw == images.render(chart, "svg")


def test_the_order_of_attributes_is_not_the_browsers_whim(chart):
    drawn = '<svg class="main-svg" {} width="800"><g id="defs-{}"/></svg>'
    first = images._steady_svg(drawn.format('style="" viewBox="0 0 8 8"', "0a1b2c").encode(), chart)
    assert first == images._steady_svg(drawn.format('viewBox="0 0 8 8" style=""', "f0e1d2").encode(), chart) and b'id="defs-0"' in first


@pytest.mark.browser
@pytest.mark.parametrize("size", images.SIZES)
def test_png_has_its_size_and_resolution_and_repeats(chart, size):
    raw = images.render(chart, "png", size)
    wanted = images.SIZES[size]
    assert struct.unpack(">II", raw[16:24]) == (wanted.width * wanted.scale, wanted.height * wanted.scale)
    assert raw[37:41] == b"pHYs" and struct.unpack(">I", raw[41:45])[0] == round(wanted.dpi / 0.0254)
    assert raw == images.render(chart, "png", size)


@pytest.mark.browser
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="kein pdftotext (poppler-utils) installiert")
def test_pdf_text_can_be_selected_and_fonts_are_inside(chart, tmp_path):
    path = tmp_path / "bild.pdf"
    path.write_bytes(images.render(chart, "pdf"))
    words = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    assert words.count("18.000") == 11 and "21.000" in words and SOURCE in words
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts and all(" yes yes " in line for line in fonts)
    assert path.read_bytes() == images.render(chart, "pdf")


@pytest.mark.browser
def test_a_warm_picture_takes_well_under_a_second(chart):
    images.render(chart)
    times = []
    for format in ("png", "svg", "pdf") * 3:
        start = time.perf_counter()
        images.render(chart, format)
        times.append(time.perf_counter() - start)
    assert sorted(times)[len(times) // 2] < 1, times


@pytest.mark.browser
def test_a_browser_that_died_is_started_again(chart):
    before = images.render(chart, "svg")
    browser = images._studio()._kaleido
    browser.subprocess.kill()
    time.sleep(1)
    assert images.render(chart, "svg") == before


@pytest.mark.browser
def test_the_same_package_twice_is_the_same_bytes(w, monkeypatch):
    few = ("kundenkontakte-monate", "kundenkontakte-jahre", "wartezeit-uhrzeiten", "bereiche")  # columns, lines, both, bars
    for name in set(presscharts.PRESS_CHARTS) - set(few):
        monkeypatch.delitem(presscharts.PRESS_CHARTS, name)
    first, second = presspack(w, 2022), presspack(w, 2022)
    assert first.note is None and [path for path in first.files if first.files[path] != second.files[path]] == []
    assert first.zip() == second.zip()
    drawn = [path for path in first.files if path.startswith("daten/") and path.endswith(".csv")]
    pictures = [path for path in first.files if path.startswith("bilder/")]
    assert len(drawn) == 4 and len(pictures) == 6 * 4 and "bilder/kundenkontakte-monate-druck.png" in pictures
