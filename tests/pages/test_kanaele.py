"""E-mails, 115 and online services on the page are the figures of the command line."""

from __future__ import annotations

import json
import re

from reporting import german
from reporting.__main__ import main
from reporting.definitions import definitions
from tests.pages.conftest import text_of


def words(at) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", text_of(at)).split())


def test_tiles_are_the_figures(open_page, office):
    """261 weekdays in 2018: one e-mail each, answered after six hours, and 20 calls, of them 16 in 30 seconds and 13 solved."""
    text = words(open_page("pages/kanaele.py", jahr="2018"))
    assert "261 Eingegangene E-Mails" in text and "261 beantwortete E-Mails" in text and "0 offene E-Mails" in text
    assert "6,0 Stunden" in text
    assert "5.220 Anrufe über die 115" in text
    assert "80,0 % in 30 Sekunden angenommen" in text and "65,0 % beim ersten Anruf gelöst" in text


def test_tile_equals_the_command_line(open_page, office, capsys):
    """Tile, JSON and passport come from one definition: the same digits in all of them."""
    text = words(open_page("pages/kanaele.py", jahr="2018", monat="5"))
    asked = ["emails_eingegangen", "emails_bearbeitet", "anrufe_115"]
    assert main(["figures", "--data", str(office), "--from", "2018-05-01", "--to", "2018-05-31", "--kennzahl", *asked, "--json"]) == 0
    for entry in json.loads(capsys.readouterr().out):
        assert f"{german.number(entry['wert'])} {definitions()[entry['kennzahl']].kurz}" in text


def test_a_filter_the_source_lacks_is_said(open_page):
    """115 calls know no service: the numbers stay and the page says so."""
    text = words(open_page("pages/kanaele.py", jahr="2018", bereich="Kfz-Zulassung"))
    assert "5.220 Anrufe" in text
    assert "Ohne Filter und Gliederung nach Bereich" in text or "Ohne Filter und Gliederung nach bereich" in text


def test_offers_stand_with_status_and_target(open_page):
    text = words(open_page("pages/kanaele.py", jahr="2018"))
    assert "Vorgesehene Online-Angebote: 1, davon 1 geplant." in text
    assert "31.12.2022" in text or "2022-12-31" in text


def test_a_month_without_data_says_how_far_data_reach(open_page, tmp_path):
    from tests.pages.office import build

    text = words(open_page("pages/kanaele.py", data=build(tmp_path / "ohne", channels=False), jahr="2018"))
    assert "Für 2018 liegen keine Daten vor" in text
