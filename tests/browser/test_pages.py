"""Every page in a real Chromium, as a cold deep link: German, complete, within the window, accessible, and asking nobody outside."""

from __future__ import annotations

import re
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import server
from tests.browser.server import PAGES, done, shown

pytestmark = pytest.mark.browser

AMERICAN = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])|(?<![\d.,])\d+\.\d{1,2}(?![\d.])")
DATES = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4})?")
ENGLISH = re.compile(r"\b(the|and|Choose|Select|options|Error|Loading|Download|Table|Deploy|Show|Hide|Search|nan|None|NaT)\b")
#: From Streamlit itself, on empty pages as well; our code neither causes nor can mend them.
STREAMLIT_AXE: set[str] = set()


def shows(page, text: str) -> str:
    """Wait until the sentence over the figures begins with `text`; returns it whole."""
    line = page.locator(".gezeigt p", has_text=re.compile(f"^{text}"))
    line.wait_for()
    done(page)
    return line.inner_text()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_page_is_german_accessible_and_fits(reader, address, page, dark):
    opened = reader(f"{address}/{page}?jahr=2018", dark=dark)
    text = shown(opened)
    assert opened.evaluate("document.documentElement.lang") == "de"
    assert "Beispieldaten" in text
    assert not opened.locator('[data-testid="stException"]').count()
    assert not ENGLISH.findall(text), ENGLISH.findall(text)
    assert not AMERICAN.findall(DATES.sub("", text)), AMERICAN.findall(DATES.sub("", text))
    assert opened.evaluate("document.documentElement.scrollWidth") <= 1440
    found = Axe().run(opened, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).response["violations"]
    ours = [(v["id"], [node["html"][:160] for node in v["nodes"]][:3]) for v in found if v["id"] not in STREAMLIT_AXE]
    assert not ours, ours


@pytest.mark.parametrize("page", PAGES)
def test_page_fits_a_phone(reader, address, page):
    opened = reader(f"{address}/{page}?jahr=2018", width=360)
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
    wide = opened.evaluate("""[...document.querySelectorAll('[data-testid="stMain"] *')].filter(e => {
        const r = e.getBoundingClientRect();
        return r.right > 361 && r.width > 0 && !e.closest('.tabelle, pre, svg, [data-testid="stDataFrame"], [role="tablist"]');
    }).map(e => e.outerHTML.slice(0, 120)).slice(0, 5)""")
    assert not wide, wide


def test_pages_are_german_from_the_first_byte_and_let_no_foreign_code_in(address, chrome):
    for path in ("", "kundenkontakte"):
        request = urllib.request.Request(f"{address}/{path}", headers={"Accept": "text/html", "Accept-Encoding": "gzip", "If-None-Match": "*"})
        with urllib.request.urlopen(request) as answer:
            assert b'<html lang="de">' in answer.read()
            rules = answer.headers["Content-Security-Policy"]
            assert "default-src 'self'" in rules and "'unsafe-inline'" not in rules.split("style-src")[0] and "frame-ancestors 'self'" in rules
            assert (answer.headers["X-Content-Type-Options"], answer.headers["Referrer-Policy"]) == ("nosniff", "same-origin")
    page = chrome.new_page()
    page.goto(address)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=nowhere onerror=\"window.intruder = 1\">')")
    page.wait_for_timeout(1000)
    assert page.evaluate("window.intruder === undefined")
    page.close()


@pytest.mark.parametrize("entry", ["app.py", "dashboard.py"])
def test_a_cold_deep_link_shows_the_year_it_names(reader, sample, entry):
    with server.dashboard(sample, server.ROOT / entry) as fresh:
        page = reader(f"{fresh}/?jahr=2017")
        assert "Das Jahr 2017 auf einen Blick" in shown(page) and "104.422" in shown(page)


def test_a_wrong_address_says_so_in_german_and_lets_the_reader_go_on(reader, address):
    page = reader(f"{address}/kundenkontakt?jahr=2018")
    page.get_by_role("dialog", name="Diese Seite gibt es nicht").wait_for()
    assert not ENGLISH.findall(shown(page))
    page.get_by_role("dialog").get_by_role("button", name="Schließen").click()
    page.get_by_test_id("stSelectbox").first.get_by_role("combobox").click()
    page.get_by_role("option", name="2017", exact=True).click()
    shows(page, "2017")


def test_a_stopped_server_is_named_in_german(chrome, sample):
    with server.dashboard(sample) as stopped:
        page = chrome.new_page()
        page.goto(stopped)
        done(page)
    page.get_by_role("dialog", name="Keine Verbindung").wait_for()
    assert "Der Server antwortet nicht." in shown(page) and not ENGLISH.findall(shown(page))
    page.close()


def test_a_copied_link_reproduces_the_page_on_a_fresh_server(reader, address, sample):
    page = reader(f"{address}/kundenkontakte")
    page.get_by_test_id("stPopover").filter(has_text="Monate").get_by_role("button").click()
    page.get_by_role("button", name="März").click()
    done(page)
    page.keyboard.press("Escape")
    page.get_by_test_id("stPopover").filter(has_text="Bereich").get_by_role("button").click()
    page.get_by_role("button", name="Kfz-Zulassung").click()
    done(page)
    page.wait_for_url("**bereich=Kfz-Zulassung**")
    sentence = shows(page, "März 2018, Kfz-Zulassung")
    with server.dashboard(sample) as fresh:
        copied = reader(page.url.replace(address, fresh))
        assert shows(copied, "März 2018, Kfz-Zulassung") == sentence


def test_the_choice_follows_the_reader_to_the_next_page_and_back(reader, address):
    page = reader(f"{address}/kundenkontakte?jahr=2017&monat=3")
    page.get_by_role("link", name="Wartezeiten und Termine").click()
    page.wait_for_url("**/wartezeiten**")
    done(page)
    assert "jahr=2017" in page.url and "monat=3" in page.url
    shows(page, "März 2017")
    page.get_by_role("button", name="Zurücksetzen").click()
    page.wait_for_url("**jahr=2018**")
    done(page)
    assert "monat" not in page.url


def test_a_click_on_a_month_filters_by_it(reader, address):
    page = reader(f"{address}/kundenkontakte?jahr=2018")
    bars = page.locator(".js-plotly-plot").first.locator(".bars .point path")
    box = bars.nth(2).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**monat=3**")
    shows(page, "März 2018")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_tile_opens_its_passport_in_one_click(reader, address, dark):
    page = reader(f"{address}/?jahr=2018", dark=dark)
    page.get_by_role("button", name="Nachweis zu Kundenkontakte", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("108.801 Kundenkontakte").wait_for()
    words = dialog.inner_text()
    assert "kontakte_2018.csv" in words and "SELECT" in words and "Prüfsumme" in words
    assert not Axe().run(page, context={"include": ['[role="dialog"]']}, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
    colour = "element => getComputedStyle(element).color"  # the dialog stands outside the page and must know its theme all the same
    assert dialog.locator(".nachweis table").evaluate(colour) == page.locator(".kachel").first.evaluate(colour)
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert page.evaluate("document.activeElement.innerText").startswith("Nachweis")  # the keyboard goes on where it was


def test_sample_numbers_of_the_release_stand_on_the_start_page(reader, address):
    text = shown(reader(f"{address}/?jahr=2018"))
    for number in ("108.801", "11.101", "24.301", "30.127", "190.288", "+20,0\u00a0%"):
        assert number in text, number
