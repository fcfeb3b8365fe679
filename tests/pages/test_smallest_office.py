"""An office with one location, one year, contacts and nothing else: every page says sensibly what it can and cannot show."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from etl.publish import load
from tests.pages.conftest import PAGES, text_of


@pytest.fixture(scope="module")
def smallest(tmp_path_factory) -> Path:
    """Twenty contacts for "Ausweis" on every weekday of 2023, loaded from the only file the office has."""
    folder = tmp_path_factory.mktemp("kleinst") / "data"
    (folder / "stammdaten").mkdir(parents=True)
    (folder / "eingang").mkdir()
    master = {
        "amt.toml": 'name = "Bürgerservice Kleinweiler"\nstadt = "Kleinweiler"\nbundesland = "DE-BY"\nquellenangabe = "Gemeinde Kleinweiler"\nlizenz = "CC0"\ndatenart = "echt"\n',
        "standorte.csv": "standort;name;gueltig_ab;gueltig_bis;beraterplaetze;thekenplaetze;wochentage\nRathaus;Rathaus;;;2;1;Mo,Di,Mi,Do,Fr\n",
        "dienstleistungen.csv": "dienstleistung;bereich;leika;synonyme\nAusweis;Meldewesen;;\n",
    }
    for name, text in master.items():
        (folder / "stammdaten" / name).write_text(text, encoding="utf-8")
    days = [date(2023, 1, 2) + timedelta(days=n) for n in range(363)]
    rows = [f"{day:%d.%m.%Y};Rathaus;Ausweis;spontan;20" for day in days if day.weekday() < 5]
    (folder / "eingang" / "kontakte_2023.csv").write_text("datum;standort;dienstleistung;zugang;anzahl\n" + "\n".join(rows) + "\n", encoding="utf-8")
    result = load(folder)
    assert result.published, result.errors
    return folder


def words(at) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", text_of(at)).split())


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens(open_page, smallest, page):
    at = open_page(page, data=smallest)
    assert not at.exception, at.exception
    text = words(at)
    assert "Kleinweiler" in text and "Beispieldaten" not in text
    assert not re.search(r"\b(nan|None|NaT|inf)\b", text)


def test_channels_say_keine_daten_and_never_zero(open_page, smallest):
    text = words(open_page("pages/kanaele.py", data=smallest))
    assert text.count("keine Daten Nachweis") or text.count("keine Daten") >= 8
    assert "Für 2023 liegen keine Daten vor" in text
    assert "Die Stammdaten nennen keine Online-Angebote." in text
    assert not re.search(r"\b0 (E-Mails|Anrufe|Online-Leistungen)", text)


def test_back_office_is_empty_in_words(open_page, smallest):
    text = words(open_page("pages/sachbearbeitung.py", data=smallest))
    assert "keine Daten" in text and "Für 2023 liegen keine Daten vor" in text


def test_a_change_needs_a_year_before(open_page, smallest):
    text = words(open_page("pages/veraenderung.py", data=smallest))
    assert "Kein Vergleich möglich: keine Daten der Vergleichszeit." in text
    assert "Für 2023 lässt sich nichts Übliches angeben: Es gibt zu wenige frühere Monate (nötig sind 12)." in text


def test_handbook_names_what_has_no_data(open_page, smallest):
    text = words(open_page("pages/kennzahlen.py", data=smallest))
    assert "Tabelle kontakte, aus kontakte (1 Datei)" in text and "Tabelle anrufe_115: noch keine Dateien" in text


def test_the_one_file_is_proved(open_page, smallest):
    text = words(open_page("pages/daten.py", data=smallest))
    assert "1 Datei, 260 Zeilen gelesen, 260 geladen, 0 abgelehnt" in text
    assert "kontakte_2023.csv" in text and "Keine Zeile wurde abgelehnt." in text
