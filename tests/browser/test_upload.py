"""The upload page in a real Chromium: good, bad, huge and wrong files, an interrupted upload, two people at once, and the way back."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from etl import publish, snapshots
from etl.intake import limits, log
from reporting.warehouse import open_warehouse
from tests.browser import server
from tests.browser.server import done, shown
from tests.etl.folder import AMT, CONTACTS, write_office

pytestmark = pytest.mark.browser
AUGUST = "datum;standort;dienstleistung;zugang;anzahl\n01.08.2023;Nord;Ausweis;Termin;5\n02.08.2023;Nord;Ausweis;Termin;7\n"


@pytest.fixture
def office(tmp_path) -> Path:
    """A small office with 1,207 contacts in July 2023, published, where everyone may upload."""
    folder = write_office(tmp_path / "amt", {"kontakte_2023.csv": CONTACTS}, amt=AMT + 'einspielen = "alle"\n')
    assert publish.load(folder).published
    return folder


@pytest.fixture
def upload(office, reader):
    """`upload(width=...)` -> somebody on the upload page of that office, on one server for all of them."""
    with server.dashboard(office) as address:
        yield lambda **how: reader(f"{address}/einspielen", **how)


def choose(page: Page, *files: Path | dict, name: str = "Erika Muster") -> None:
    """Pick files (paths, or name and bytes) and give a name."""
    page.locator('[data-testid="stFileUploaderDropzoneInput"]').set_input_files(list(files))
    expect(page.locator('[data-testid="stFileChip"]')).to_have_count(len(files))
    page.get_by_label("Ihr Name").fill(name)
    page.keyboard.press("Tab")
    done(page)


def check(page: Page) -> None:
    page.get_by_role("button", name="Dateien prüfen").click()
    page.get_by_role("heading", name="2. Ergebnis der Prüfung").wait_for(timeout=90_000)
    done(page, 90)


def press(page: Page, name: str, then: str) -> None:
    """Press a button and wait for the words that follow."""
    page.get_by_role("button", name=name).click()
    page.get_by_text(then).first.wait_for(timeout=60_000)
    done(page)


def csv(name: str, text: str | bytes) -> dict:
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode() if isinstance(text, str) else text}


def total(folder: Path) -> int:
    w = open_warehouse(folder)
    try:
        return int(w.query("SELECT sum(anzahl) FROM m_kontakte")[0][0])
    finally:
        w.close()


def inbox(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "eingang").iterdir())


def test_a_good_file_is_checked_published_and_taken_back(office, upload):
    page = upload()
    choose(page, csv("kontakte_08.csv", AUGUST))
    check(page)
    text = shown(page)
    for words in ("kontakte_08.csv", "01.08.2023 bis 02.08.2023", "Kennzahlen, die sich ändern", "August 2023", "+12"):
        assert words in text, words
    assert total(office) == 1207 and inbox(office) == ["kontakte_2023.csv"]
    press(page, "Veröffentlichen", "alle Seiten zeigen jetzt diesen Stand")
    assert total(office) == 1219 and inbox(office) == ["kontakte_08.csv", "kontakte_2023.csv"]
    page.get_by_role("link", name="Kundenkontakte").click()
    page.get_by_text("1.219").first.wait_for()
    page.get_by_role("link", name="Daten einspielen").click()
    page.get_by_role("button", name="Zum vorigen Datenstand zurückgehen").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("gehen seine Dateien ins Archiv").wait_for()
    assert total(office) == 1219
    dialog.get_by_role("button", name="Ja, zurückgehen").click()
    page.get_by_text("Der vorige Datenstand ist wieder in Kraft").wait_for()
    assert total(office) == 1207 and inbox(office) == ["kontakte_2023.csv"]
    assert [(e["wer"], e["was"]) for e in log.read(office)] == [("Erika Muster", "zurückgenommen"), ("Erika Muster", "veröffentlicht")]


def test_a_shrinking_correction_must_be_confirmed(office, upload):
    page = upload()
    choose(page, csv("kontakte_2023.csv", CONTACTS.replace("1.204", "4")))
    check(page)
    assert "kleiner als bisher (zusammen um 1.200)" in shown(page) and page.get_by_role("button", name="Veröffentlichen").is_disabled()
    page.get_by_text("Ich habe geprüft, dass diese Änderungen gewollt sind.").click()
    expect(page.get_by_role("button", name="Veröffentlichen")).to_be_enabled()
    press(page, "Veröffentlichen", "alle Seiten zeigen jetzt diesen Stand")
    assert total(office) == 7


def test_a_bad_file_says_what_is_wrong_and_publishes_nothing(office, upload):
    page = upload(width=360)
    rows = AUGUST + "31.02.2023;Nord;Ausweis;Termin;1\n"
    choose(page, csv("kontakte_08.csv", rows), csv("termine_1.csv", "termin_id;standort\nA1;Nord\n"))
    check(page)
    text = shown(page)
    assert "So kann nichts veröffentlicht werden" in text and "termine_1.csv" in text and "termin_am" in text
    assert page.get_by_role("button", name="Veröffentlichen").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    with page.expect_download() as download:
        page.get_by_role("button", name="Abgelehnte Zeilen als CSV").click()
    assert "31.02.2023" in Path(download.value.path()).read_text(encoding="utf-8-sig")
    press(page, "Verwerfen", "Es bleibt alles, wie es war")
    assert total(office) == 1207 and inbox(office) == ["kontakte_2023.csv"]


def test_wrong_files_are_refused_one_by_one(office, upload):
    book = Workbook()
    book.active.append(["datum", "angenommen"])
    book.active["B2"] = "=SUM(B3:B9)"
    report = io.BytesIO()
    book.save(report)
    page = upload(dark=True)
    choose(page, csv("kontakte_bild.csv", b"\x89PNG\r\n\x1a\n"), csv("bericht.pdf", b"%PDF-1.7"), csv("anrufe_115_2023-08.xlsx", report.getvalue()))
    check(page)
    text = shown(page)
    assert "ein Bild" in text and "Ein PDF ist keine Tabelle" in text and "Zelle B2" in text
    assert page.get_by_role("button", name="Veröffentlichen").count() == 0 and total(office) == 1207


def test_a_huge_file_is_stopped_before_it_is_sent(office, upload, tmp_path):
    huge = tmp_path / "kontakte_riesig.csv"
    with huge.open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)
    page = upload()
    choose(page, huge)
    chip = page.locator('[data-testid="stFileChip"]')
    expect(chip).to_have_attribute("aria-invalid", "true")
    words = page.locator('[data-testid="stFileUploaderDropzone"]').evaluate("e => getComputedStyle(e, '::after').content")
    assert "größer als 50 MB" in words and "smaller" not in shown(page)
    assert page.get_by_role("button", name="Dateien prüfen").is_disabled()


def test_an_interrupted_upload_leaves_nothing_and_blocks_nobody(office, upload):
    day = "A{};Nord;Ausweis;01.08.2023 09:00;bedient;;01.08.2023 08:55;01.08.2023 09:10;;;1\n"
    head = "termin_id;standort;dienstleistung;termin_am;status;gebucht_am;ankunft;aufruf;ende;arbeitsplatz;personen\n"
    page, before = upload(), snapshots.current(office)
    choose(page, csv("termine_08.csv", head + "".join(day.format(n) for n in range(150_000))))
    page.get_by_role("button", name="Dateien prüfen").click()
    page.locator('[data-testid="stProgress"]').wait_for()
    page.close()
    other = upload()
    choose(other, csv("kontakte_08.csv", AUGUST), name="Kim Beispiel")
    check(other)
    assert snapshots.current(office) == before and inbox(office) == ["kontakte_2023.csv"] and "termine_08.csv" not in shown(other)
    press(other, "Veröffentlichen", "alle Seiten zeigen jetzt diesen Stand")
    assert total(office) == 1219 and inbox(office) == ["kontakte_08.csv", "kontakte_2023.csv"]
    assert not list((office / "warehouse").glob("tmp-*"))


def test_two_people_at_once_the_second_sees_it_and_checks_again(office, upload):
    first, second = upload(), upload()
    for page, name, text in ((first, "Erika Muster", AUGUST), (second, "Kim Beispiel", AUGUST.replace(".08.", ".09.").replace("02.", "04."))):
        choose(page, csv(f"kontakte_{'08' if text is AUGUST else '09'}.csv", text), name=name)
        check(page)
    press(first, "Veröffentlichen", "alle Seiten zeigen jetzt diesen Stand")
    press(second, "Veröffentlichen", "Inzwischen hat jemand anderes Daten veröffentlicht")
    assert total(office) == 1219 and inbox(office) == ["kontakte_08.csv", "kontakte_2023.csv"]
    second.get_by_role("button", name="Noch einmal prüfen").click()
    expect(second.get_by_role("button", name="Veröffentlichen")).to_be_visible(timeout=60_000)
    press(second, "Veröffentlichen", "alle Seiten zeigen jetzt diesen Stand")
    assert total(office) == 1231
    assert [entry["wer"] for entry in log.read(office)] == ["Kim Beispiel", "Erika Muster"]


def test_two_people_checking_at_the_same_moment_wait_for_each_other(office, upload):
    pages = [upload(), upload()]
    for number, page in enumerate(pages):
        choose(page, csv(f"kontakte_0{number + 8}.csv", AUGUST.replace(".08.", f".0{number + 8}.").replace("02.09", "04.09")))
    for page in pages:
        page.get_by_role("button", name="Dateien prüfen").click()
    for page in pages:
        page.get_by_role("heading", name="2. Ergebnis der Prüfung").wait_for(timeout=90_000)
        done(page)
        assert page.get_by_role("button", name="Veröffentlichen").is_enabled()


def test_a_server_that_stops_takes_unfinished_uploads_with_it(office, reader):
    with server.dashboard(office) as address:
        page = reader(f"{address}/einspielen")
        choose(page, csv("kontakte_08.csv", AUGUST))
        check(page)
        assert list((office / "warehouse/annahme").iterdir())
        page.close()
    for _ in range(100):  # the server has ended
        if not list((office / "warehouse/annahme").iterdir()):
            break
        time.sleep(0.1)
    assert not list((office / "warehouse/annahme").iterdir()) and total(office) == 1207
