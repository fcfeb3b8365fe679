"""The reader's choice: from the URL and back, what does not exist, and what it asks of `reporting`."""

from __future__ import annotations

from datetime import date

import pytest

from pages.parts.choice import Choice, Options, question, read, tidy
from reporting.periods import Period, month, year
from reporting.warehouse import open_warehouse


@pytest.fixture(scope="module")
def w(office):
    warehouse = open_warehouse(office)
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="module")
def options(w):
    return Options.of(w)


def chosen(options, **parameters):
    return read(lambda name: parameters.get(name, []), options)


def test_a_choice_survives_the_url(options):
    choice = Choice(2018, (1, 3), ("Kfz-Zulassung",), ("Neuzulassung",), ("Altbau",), "2017")
    assert read(lambda name: choice.parameters().get(name, []), options) == (choice, [])


def test_the_default_is_the_latest_year_and_stands_alone_in_the_url(options):
    assert options.default().parameters() == {"jahr": ["2018"]}


@pytest.mark.parametrize("name, value", [
    ("jahr", "1999"), ("jahr", "zwanzig"), ("monat", "13"), ("monat", "0"), ("bereich", "Bauamt"), ("dienstleistung", "<b>"), ("standort", "Mond"),
    ("vergleich", "ereignis-99"), ("vergleich", "2018"),
])
def test_what_does_not_exist_is_left_out_with_a_note(options, name, value):
    choice, notes = chosen(options, **{name: [value]})
    assert choice == options.default() and len(notes) == 1 and value in notes[0]


def test_a_service_of_another_area_is_left_out(options):
    choice, notes = chosen(options, bereich=["Kfz-Zulassung"], dienstleistung=["Reisepass"])
    assert choice.dienstleistung == () and notes


def test_all_months_are_the_whole_year(options):
    assert tidy(Choice(2018, tuple(range(1, 13))), options) == Choice(2018)


def test_months_in_a_row_are_a_period_others_are_a_filter(w):
    assert question(Choice(2018, (1, 2, 3)), w).period == Period(date(2018, 1, 1), date(2018, 3, 31))
    split = question(Choice(2018, (1, 3)), w)
    assert split.period == Period(date(2018, 1, 1), date(2018, 3, 31)) and split.where == {"monat": ("2018-01", "2018-03")}


def test_a_chosen_year_is_compared_on_the_same_days(w):
    assert question(Choice(2018, (2,), vergleich="2017"), w).base == month(2017, 2)


def test_before_the_event_counts_from_its_first_opening_day(w):
    asked = question(Choice(2018, vergleich="ereignis-1"), w)
    assert asked.period == Period(date(2018, 10, 1), date(2018, 12, 31)) and asked.base == Period(date(2017, 10, 1), date(2017, 12, 31))


def test_an_event_after_the_period_falls_back_to_the_year_before(w):
    asked = question(Choice(2017, vergleich="ereignis-1"), w)
    assert asked.period == year(2017) and asked.base == "vorjahr" and "Umzug" in asked.note


def test_per_opening_day_is_the_year_before_in_another_light(w):
    asked = question(Choice(2018, vergleich="oeffnungstag"), w)
    assert asked.base == "vorjahr" and asked.per_day
