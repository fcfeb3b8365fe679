"""The upload page through its steps: check, publish, discard, go back; who may; an office without data."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl import publish, snapshots
from etl.intake import log
from reporting.warehouse import open_warehouse
from tests.etl.folder import AMT, CONTACTS, write_office
from tests.pages.conftest import text_of

PAGE = "pages/einspielen.py"
AUGUST = "datum;standort;dienstleistung;zugang;anzahl\n01.08.2023;Nord;Ausweis;Termin;5\n31.02.2023;Nord;Ausweis;Termin;7\n"
OPEN = AMT + 'einspielen = "alle"\n'


@pytest.fixture
def office(tmp_path) -> Path:
    folder = write_office(tmp_path / "amt", {"kontakte_2023.csv": CONTACTS}, amt=OPEN)
    publish.load(folder)
    return folder


@pytest.fixture
def open_page(open_page):
    """Pages as somebody sees them who is not signed in, or is (`user=`)."""
    def opened(page: str, *, user: dict | None = None, **arguments):
        at = open_page(page, **arguments)
        at.user = user or {}
        return at.run()
    return opened


def checked(at, *files: tuple[str, str | bytes], name: str = "Erika Muster"):
    """Choose files, give a name, press the button."""
    at.get("file_uploader")[0].set_value([(file, data.encode() if isinstance(data, str) else data, "text/csv") for file, data in files])
    at.text_input(key="einspielen_name").set_value(name)
    at.run()
    return button(at, "Dateien prüfen").click().run()


def total(folder: Path) -> int:
    """All contacts of the snapshot in service, asked the way pages ask (one process opens a file in one way only)."""
    return int(open_warehouse(folder).query("SELECT sum(anzahl) FROM m_kontakte")[0][0])


def button(at, label: str):
    return next(b for b in at.button if b.label == label)


def labels(at) -> list[str]:
    return [b.label for b in at.button]


def test_without_files_or_name_nothing_can_be_checked(open_page, office):
    at = open_page(PAGE, data=office)
    assert not at.exception and button(at, "Dateien prüfen").disabled
    at.get("file_uploader")[0].set_value([("kontakte_08.csv", AUGUST.encode(), "text/csv")])
    assert button(at.run(), "Dateien prüfen").disabled and "Bitte einen Namen eintragen" in text_of(at)


def test_check_then_publish(open_page, office):
    at = checked(open_page(PAGE, data=office), ("kontakte_08.csv", AUGUST), ("bild.csv", b"\x89PNG"))
    assert not at.exception, at.exception
    text = text_of(at)
    for words in ("Nicht angenommen", "bild.csv", "ein Bild", "Was in den Dateien steht", "So wird kontakte_08.csv verstanden", "passt auf „kontakte*.csv“", "Abgelehnte Zeilen (1)", "31.02.2023", "Kennzahlen, die sich ändern", "August 2023", "+5"):
        assert words in text, words
    assert total(office) == 1207
    at = button(at, "Veröffentlichen").click().run()
    assert not at.exception and "Veröffentlicht am" in text_of(at) and "kontakte_08.csv: 1 von 2 Zeilen" in text_of(at)
    assert total(office) == 1212 and "Erika Muster" in text_of(at) and "Dateien prüfen" in labels(at)


def test_changes_that_alarm_must_be_confirmed(open_page, office):
    at = checked(open_page(PAGE, data=office), ("kontakte_2023.csv", CONTACTS.replace("1.204", "4")))
    assert "Bitte vor dem Veröffentlichen ansehen" in text_of(at) and "kleiner als bisher (zusammen um 1.200)" in text_of(at) and button(at, "Veröffentlichen").disabled
    at = at.checkbox(key="einspielen_gewollt").set_value(True).run()
    at = button(at, "Veröffentlichen").click().run()
    assert total(office) == 7


def test_discard(open_page, office):
    at = checked(open_page(PAGE, data=office), ("kontakte_08.csv", AUGUST))
    at = button(at, "Verwerfen").click().run()
    assert "Es bleibt alles, wie es war" in text_of(at) and total(office) == 1207
    assert [entry["was"] for entry in log.read(office)] == ["verworfen"] and not list((office / "warehouse/annahme").iterdir())


def test_what_cannot_be_published_has_no_button_for_it(open_page, office):
    at = checked(open_page(PAGE, data=office), ("kontakte_08.csv", "datum;anzahl\n01.08.2023;5\n"))
    assert "So kann nichts veröffentlicht werden" in text_of(at) and "standort" in text_of(at)
    assert "Veröffentlichen" not in labels(at) and "Verwerfen" in labels(at)


def test_when_only_refused_files_were_sent(open_page, office):
    at = checked(open_page(PAGE, data=office), ("<b>x</b>.csv", b"%PDF-1.7"))
    assert not at.exception and "ein PDF" in text_of(at) and "<b>x" not in text_of(at) and "Veröffentlichen" not in labels(at)


def test_the_second_of_two_checks_again(open_page, office):
    first = checked(open_page(PAGE, data=office), ("kontakte_08.csv", AUGUST), name="A")
    second = checked(open_page(PAGE, data=office), ("kontakte_09.csv", AUGUST.replace(".08.", ".09.").replace("01.", "04.")), name="B")
    button(first, "Veröffentlichen").click().run()
    second = button(second, "Veröffentlichen").click().run()
    assert not second.exception and "Inzwischen hat jemand anderes" in text_of(second) and "Veröffentlichen" not in labels(second)
    second = button(second, "Noch einmal prüfen").click().run()
    second = button(second, "Veröffentlichen").click().run()
    assert total(office) == 1217
    assert [entry["wer"] for entry in log.read(office)] == ["B", "A"]


def test_going_back_asks_first(open_page, office):
    """The answer itself is given in a real browser (tests/browser/test_upload.py): AppTest cannot press a button inside a dialog."""
    at = checked(open_page(PAGE, data=office), ("kontakte_08.csv", AUGUST))
    assert "Zum vorigen Datenstand zurückgehen" not in labels(at)
    at = button(at, "Veröffentlichen").click().run()
    at = button(at, "Zum vorigen Datenstand zurückgehen").click().run()
    assert "Ja, zurückgehen" in labels(at) and total(office) == 1212


def test_who_may_not_sees_why_and_no_controls(open_page, tmp_path):
    folder = write_office(tmp_path, {"kontakte_2023.csv": CONTACTS})
    for _ in range(2):
        publish.load(folder)
    at = open_page(PAGE, data=folder)
    assert "nur, wer angemeldet ist" in text_of(at) and not at.get("file_uploader") and not at.button


def test_who_is_signed_in_may_and_needs_no_name(open_page, tmp_path):
    folder = write_office(tmp_path, {"kontakte_2023.csv": CONTACTS})
    publish.load(folder)
    at = open_page(PAGE, data=folder, user={"email": "erika@example.org", "name": "Erika Muster"})
    at.get("file_uploader")[0].set_value([("kontakte_08.csv", AUGUST.encode(), "text/csv")])
    at = button(at.run(), "Dateien prüfen").click().run()
    at = button(at, "Verwerfen").click().run()
    assert log.read(folder)[0]["wer"] == "Erika Muster" and not any(field.label.startswith("Ihr Name") for field in at.text_input)


def test_the_first_data_of_an_office_come_through_this_page(open_page, tmp_path):
    folder = write_office(tmp_path, {}, amt=OPEN)
    at = open_page(PAGE, data=folder)
    assert not at.exception and "Noch keine Daten" in text_of(at)
    at = checked(at, ("kontakte_2023.csv", CONTACTS))
    assert not at.exception, at.exception
    at = button(at, "Veröffentlichen").click().run()
    assert snapshots.current(folder) and total(folder) == 1207 and "Neue Daten einspielen" in text_of(at)
