"""The attention list: ranges counted by hand, chance respected, and honest about how little it rests on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.attention import attention, usual_range
from reporting.periods import month, year
from tests.reporting.small import build


def monthly(values: dict[str, int], service: str = "Pass", place: str = "Mitte") -> list[tuple]:
    """The contacts of a month on its first and its last opening day."""
    return [(date(int(m[:4]), int(m[5:]), day), place, service, "Termin", part) for m, n in values.items() for day, part in ((1, n // 2), (10, n - n // 2))]


def days(years, places=("Mitte",)) -> list[tuple]:
    return [(date(y, m, day), place) for y in years for m in range(1, 13) for day in range(1, 11) for place in places]


def office(tmp_path, values, years=(2023, 2024), **tables):
    return build(tmp_path, {"oeffnungstage": days(years), "kontakte": monthly(values), "abdeckung": covered(years), **tables})


def covered(years) -> list[tuple]:
    return [("kontakte", date(min(years), 1, 1), date(max(years), 12, 10))]


STEADY = {f"{y}-{m:02d}": 1000 + 10 * (m % 3) for y in (2023, 2024) for m in range(1, 13)}


def test_range_by_hand():
    """1, 2, 3, 4, 5: quartiles 2 and 4, fences 2 - 3 and 4 + 3; below zero is no range of a count."""
    assert usual_range([1, 2, 3, 4, 5]) == (0, 7, 3)
    assert usual_range([101, 102, 103, 104, 105]) == (97.85, 108.15, 103)  # fences 99 and 107, but at least 5 % of 103
    assert usual_range([10, 10, 10, 10]) == (9.5, 10.5, 10)  # no spread: 5 percent
    assert usual_range([2.0] * 4, count=100) == (1.4, 2.6, 2.0)  # 100 +- 3 * 10 of 100 is 30 percent


def test_a_record_month_is_noticed(tmp_path):
    w = office(tmp_path, STEADY | {"2024-11": 1300, "2024-12": 1000})
    found = attention(w, year(2024))
    ours = [n for n in found.meldungen if n.kennzahl == "kundenkontakte" and not n.gliederung]
    assert [(n.monat, n.wert, n.werte, n.seit) for n in ours] == [("2024-11", 130.0, 22, "2023-01")]
    # past: 100, 101, 102 per day; the widest of quartiles +- 1.5 x distance, 5 % and 3 x sqrt(1010) = 95 contacts is the last.
    assert ours[0].unten == pytest.approx(101 - 9.534, abs=0.01) and ours[0].oben == pytest.approx(101 + 9.534, abs=0.01)
    assert ours[0].satz == ("November 2024: Kundenkontakte je Öffnungstag 130,0, über dem üblichen Bereich von 91,5 bis 110,5 "
                            "(22 Monatswerte seit Januar 2023).")
    assert found.hinweise[0].startswith("Weniger als 5 Vorjahre liegen vor: Der übliche Bereich stützt sich auf 12 bis 23 Monatswerte")


def test_a_quiet_year_has_no_notices(tmp_path):
    found = attention(office(tmp_path, STEADY), year(2024))
    assert found.meldungen == () and found.geprueft == 24  # the house and its one service, twelve months each


def test_the_first_year_says_that_nothing_is_usual_yet(tmp_path):
    found = attention(office(tmp_path, STEADY), year(2023))
    assert found.meldungen == () and found.geprueft == 0
    assert found.hinweise == ("Für 2023 lässt sich nichts Übliches angeben: Es gibt zu wenige frühere Monate (nötig sind 12).",)


def test_more_days_are_no_news(tmp_path):
    """Twice the opening days and twice the contacts: nothing to report per day."""
    w = build(tmp_path, {"abdeckung": covered((2023, 2024)), "oeffnungstage": days((2023, 2024)) + [(date(2024, 6, day), "Mitte") for day in range(11, 21)],
                         "kontakte": monthly(STEADY | {"2024-06": 2000})})
    assert attention(w, year(2024)).meldungen == ()


def test_same_month_of_five_years_beats_all_months(tmp_path):
    """Every December is twice as strong: with five Decembers before it that is usual, a usual November in December is not."""
    values = {f"{y}-{m:02d}": 2000 if m == 12 else 1000 for y in range(2019, 2026) for m in range(1, 13)}
    w = office(tmp_path, values | {"2025-12": 1000}, years=range(2019, 2026))
    assert attention(w, month(2024, 12)).meldungen == ()
    found = attention(w, month(2025, 12)).meldungen[0]
    assert (found.gleicher_monat, found.werte, found.grundlage) == (True, 6, "6 Werte für Dezember seit Dezember 2019")


def test_a_service_that_appears_from_nowhere_is_noticed(tmp_path):
    w = build(tmp_path, {"abdeckung": covered((2023, 2024)), "oeffnungstage": days((2023, 2024)), "kontakte": monthly(STEADY) + monthly({"2024-05": 40}, "Umzug")})
    assert [(n.gliederung, n.monat) for n in attention(w, year(2024)).meldungen] == [({"dienstleistung": "Umzug"}, "2024-05")]


def test_one_of_two_locations_stands_out(tmp_path):
    """Nord doubles in May 2024: the house notices 150 instead of 100 a day and Nord itself; Süd stays as it is."""
    half = {m: 500 for m in STEADY}
    w = build(tmp_path, {"abdeckung": covered((2023, 2024)), "oeffnungstage": days((2023, 2024), ("Nord", "Süd")),
                         "standorte": [("Nord", "Nord", None, None, 5, 1), ("Süd", "Süd", None, None, 5, 1)],
                         "kontakte": monthly(half | {"2024-05": 1000}, place="Nord") + monthly(half, place="Süd")})
    found = attention(w, month(2024, 5), {"dienstleistung": ("Pass",)}).meldungen
    assert [(n.gliederung, n.wert) for n in found] == [({"standort": "Nord"}, 100.0), ({}, 150.0)]


def test_the_only_location_is_not_reported_twice(tmp_path):
    w = office(tmp_path, STEADY | {"2024-11": 1300}, standorte=[("Mitte", "Mitte", None, None, 5, 1), ("Neu", "Neu", date(2025, 1, 1), None, 5, 1)])
    found = attention(w, year(2024), {"dienstleistung": ("Pass",)}).meldungen
    assert [(n.gliederung, n.monat) for n in found] == [({}, "2024-11")]


def test_values_before_a_break_are_not_used(tmp_path):
    w = office(tmp_path, STEADY, ereignisse=[(1, date(2024, 1, 1), date(2024, 1, 1), "Neue Zählweise", "bruch", [], "")])
    assert attention(w, year(2024)).geprueft == 0


def test_months_chosen_in_the_filter(tmp_path):
    w = office(tmp_path, STEADY | {"2024-11": 1300})
    assert attention(w, year(2024), {"monat": ("2024-03", "2024-04")}).meldungen == ()
    assert attention(w, year(2024), {"monat": ("2024-11",)}).meldungen


def test_an_empty_office_says_so(tmp_path):
    found = attention(build(tmp_path, {}), year(2024))
    assert found.meldungen == () and len(found.hinweise) == 1


@given(st.lists(st.floats(0, 1e6), min_size=5, max_size=60), st.none() | st.floats(1, 1e6))
def test_the_middle_is_always_usual(values, count):
    low, high, middle = usual_range(values, count)
    assert low <= middle <= high
