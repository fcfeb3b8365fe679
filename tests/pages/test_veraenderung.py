"""The change in parts on the page adds up to the change on the tile."""

from __future__ import annotations

import re

from tests.pages.conftest import text_of


def words(at) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", text_of(at)).split())


def signed(text: str) -> int:
    return int(text.replace("−", "-").replace("+", "").replace("±", "").replace(".", ""))


def test_the_sentence_adds_up(open_page):
    """260 days of 15 in 2017, 261 days of 17 in 2018: 3.900 and 4.437, +537. One more day at 16 is +16; the rest is the demand, the mix
    and, in the last quarter, the new house."""
    text = words(open_page("pages/veraenderung.py", jahr="2018"))
    sentence = re.search(r"4\.437 Kundenkontakte, (\S+) gegenüber 2017 \(gleiche Kalendertage\): (.*?)\. ", text)
    assert signed(sentence[1]) == 537
    steps = {name.strip(): signed(number) for name, number in re.findall(r"([A-ZÖ][\wö ]*?) ([+−±][\d.]+)", sentence[2])}
    assert sum(steps.values()) == 537 and steps["Öffnungstage"] == 16


def test_every_part_says_what_it_is(open_page):
    at = open_page("pages/veraenderung.py", jahr="2018")
    labels = re.findall(r'class="teil"><details><summary>(.*?)</summary>', text_of(at))
    assert [label.split(" ")[0] for label in labels] == ["Öffnungstage", "Standort", "Nachfrage", "Leistungsmix"]
    assert "261\u00a0Öffnungstage statt 260" in labels[0]


def test_no_year_before_no_parts(open_page):
    text = words(open_page("pages/veraenderung.py", jahr="2017"))
    assert "Kein Vergleich möglich: keine Daten der Vergleichszeit." in text


def test_attention_says_on_how_little_it_rests(open_page):
    text = words(open_page("pages/veraenderung.py", jahr="2018"))
    assert "Weniger als 5 Vorjahre liegen vor" in text and "geprüften Monatswerten" in text


def test_what_is_noticed_can_be_proved(open_page, monkeypatch):
    """Every value of the attention list has its passport behind one click."""
    from pages.parts import tables

    asked = []
    monkeypatch.setattr(tables.show, "proof", lambda page, figures, of: asked.extend(figures) or "")
    open_page("pages/veraenderung.py", jahr="2018")
    noticed = [f for f in asked if "monat" in f.gliederung]
    assert noticed and all(f.wert is not None for f in noticed) and len(asked) == len(noticed) + 1  # and the change itself
