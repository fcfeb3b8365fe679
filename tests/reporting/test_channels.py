"""Online offers and the online share, counted by hand; both sides stay apart."""

from datetime import date

import pytest

from reporting import channels
from reporting.periods import month, year
from tests.reporting.small import build, contacts


@pytest.fixture
def office(tmp_path):
    """March 2024: Pass 30 online and 70 in person; the area Kfz 10 online and 40 in person (all of it Zulassung); Wohngeld only online."""
    return build(tmp_path, {
        "kontakte": contacts(("2024-03-04", "Pass", 70), ("2024-03-05", "Zulassung", 40), ("2024-04-02", "Pass", 10)),
        "online": [(date(2024, 3, 1), "monat", "Pass", 30), (date(2024, 3, 1), "monat", "Kfz", 10), (date(2024, 3, 1), "monat", "Wohngeld", 5)],
        "online_angebote": [("Pass", "Melden", date(2023, 5, 1), "31.12.2022"), ("Kfz", "Kfz", date(2024, 6, 1), "31.12.2023"), ("Umzug", "Melden", None, "2026"),
                            ("Wohngeld", None, None, None)],
        "abdeckung": [("kontakte", date(2024, 3, 4), date(2024, 4, 2)), ("online", date(2024, 3, 1), date(2024, 3, 31))],
    })


def test_share_where_both_sides_are_counted(office):
    found = channels.shares(office, month(2024, 3))
    assert [(s.leistung, s.gliederung, s.online.wert, s.kontakte.wert, s.anteil) for s in found] == [
        ("Pass", "dienstleistung", 30, 70, 30.0), ("Kfz", "bereich", 10, 40, 20.0)]
    assert channels.shares_table(found).rows[0] == ("Pass", 30, 70, 30.0)


def test_share_of_an_area_only(office):
    """The filter for an area leaves its offers; a filter only one side has is applied to neither."""
    assert [s.leistung for s in channels.shares(office, month(2024, 3), {"bereich": ("Kfz",)})] == ["Kfz"]
    assert [s.kontakte.wert for s in channels.shares(office, month(2024, 3), {"dienstleistung": ("Umzug",)})] == [70, 40]


def test_no_share_without_the_other_side(office):
    assert "Wohngeld" not in {s.leistung for s in channels.shares(office, month(2024, 3))}
    assert channels.shares(office, month(2024, 4)) == []


def test_offers_with_their_state_on_the_last_day_with_data(office):
    """Data end on 2 April 2024: Pass is online, Kfz is late and not yet online, Umzug has time, Wohngeld has no target."""
    found = channels.offers(office, year(2024))
    assert [(o.leistung, o.stand) for o in found] == [("Pass", "online"), ("Kfz", "Ziel überschritten"), ("Umzug", "geplant"), ("Wohngeld", "ohne Ziel")]
    assert [o.anzahl.wert if o.anzahl else None for o in found] == [30, 10, None, 5]


def test_offers_of_an_area(office):
    assert [o.leistung for o in channels.offers(office, year(2024), {"bereich": ("Kfz",)})] == ["Kfz"]


def test_words(office):
    text = channels.words(channels.offers(office, year(2024)), channels.shares(office, month(2024, 3)))
    assert text.startswith("Vorgesehene Online-Angebote: 4, davon 1 online, 1 geplant, 1 Ziel überschritten und 1 ohne Ziel. ")
    assert text.endswith("Auf beiden Wegen gezählt: Pass und Kfz.")


def test_an_office_without_online_says_so(tmp_path):
    w = build(tmp_path, {"kontakte": contacts(("2024-03-04", "Pass", 70))})
    assert channels.offers(w, year(2024)) == [] and channels.shares(w, year(2024)) == []
    assert channels.words([], []) == ("Die Stammdaten nennen keine Online-Angebote. Ein Online-Anteil lässt sich nicht angeben: "
                                      "Keine Leistung wird online und am Schalter unter demselben Namen gezählt.")


@pytest.mark.parametrize("text, state", [("31.12.2023", "Ziel überschritten"), ("2024-12-31", "geplant"), ("2023", "Ziel überschritten"), ("bald", "geplant")])
def test_targets_as_offices_write_them(tmp_path, text, state):
    w = build(tmp_path, {"kontakte": contacts(("2024-03-04", "Pass", 70)), "online_angebote": [("Pass", "Melden", None, text)],
                         "abdeckung": [("kontakte", date(2024, 3, 4), date(2024, 3, 4))]})
    assert channels.offers(w, year(2024))[0].stand == state
