"""The split of a change: counted by hand, exact for any numbers, and silent where nothing can be compared."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reporting.change import explain
from reporting.effects import Side, apportion, split, typical_growth
from reporting.figures import figure
from reporting.filters import UnknownNameError
from reporting.periods import Period, month, year
from tests.reporting.small import build


def parts(explanation) -> dict[str, int]:
    return {part.art: part.wert for part in explanation.teile}


def days(y: int, m: int, n: int, place: str = "Mitte") -> list[tuple]:
    return [(date(y, m, day), place) for day in range(1, n + 1)]


def contact(y: int, m: int, day: int, service: str, n: int, place: str = "Mitte") -> tuple:
    return (date(y, m, day), place, service, "Termin", n)


@pytest.fixture
def fewer_days(tmp_path):
    """March: 10 opening days with 10 Pass and 5 Umzug a day become 8 days with 12 and 4."""
    return build(tmp_path, {
        "oeffnungstage": days(2024, 3, 10) + days(2025, 3, 10)[2:],
        "kontakte": [contact(2024, 3, 10, "Pass", 100), contact(2024, 3, 1, "Umzug", 50), contact(2025, 3, 10, "Pass", 96), contact(2025, 3, 3, "Umzug", 32)],
    })


def test_days_demand_and_mix_by_hand(fewer_days):
    """150 become 128. Two days less at (15+16)/2 a day: -31. Pass grew by 20 %, Umzug fell by 20 %; Pass is the typical
    service (two thirds): 9 days (the mean) x 15 x 20 % = +27, and Umzug deviates by 9 x (-1 - 1) = -18."""
    found = explain(fewer_days, month(2025, 3))
    assert (found.vorher, found.nachher, found.differenz) == (150, 128, -22)
    assert parts(found) == {"oeffnungstage": -31, "standort": 0, "nachfrage": 27, "leistungsmix": -18}
    mix = {d.name: (d.wert, d.vorher, d.nachher) for d in found.teile[3].details}
    assert mix == {"Pass": (0, 100, 96), "Umzug": (-18, 50, 32)}
    assert found.teile[0].erklaerung == "8\u00a0Öffnungstage statt 10."
    assert "+20,0\u00a0%" in found.teile[2].erklaerung
    assert "Umzug (−18)" in found.teile[3].erklaerung
    assert found.satz == ("128\u00a0Kundenkontakte, −22 gegenüber März 2024 (gleiche Kalendertage): "
                          "Öffnungstage −31, Nachfrage je Öffnungstag +27 und Leistungsmix −18.")


def test_one_service_has_no_mix(fewer_days):
    """Pass alone: 100 become 96; two days less at 11 a day, two more a day on 9 days."""
    assert parts(explain(fewer_days, month(2025, 3), where={"dienstleistung": ("Pass",)})) == {
        "oeffnungstage": -22, "standort": 0, "nachfrage": 18, "leistungsmix": 0}


def test_nothing_in_common_is_said(tmp_path):
    """Only the old house before, only the new one now: everything but the days is the location, and the words say why."""
    w = build(tmp_path, {
        "standorte": [("Alt", "Alt", None, date(2025, 2, 28), 5, 1), ("Neu", "Neu", date(2025, 3, 1), None, 8, 2)],
        "oeffnungstage": days(2024, 3, 10, "Alt") + days(2025, 3, 10, "Neu"),
        "kontakte": [contact(2024, 3, 10, "Pass", 100, "Alt"), contact(2025, 3, 10, "Pass", 150, "Neu")],
    })
    found = explain(w, month(2025, 3))
    assert parts(found) == {"oeffnungstage": 0, "standort": 50, "nachfrage": 0, "leistungsmix": 0}
    assert "Kein Standort war in beiden Zeiträumen geöffnet" in found.teile[2].erklaerung


def test_a_move_by_hand(tmp_path):
    """March 10 -> 11 a day in the old house (+10). April: 10 days x 10 in the old house become 12 days x 15 in the new one,
    +80: two days more at 12.5 = 25, and the house brings 11 days (the mean) x 5 = 55."""
    w = build(tmp_path, {
        "standorte": [("Alt", "Alt", None, date(2025, 3, 31), 5, 1), ("Neu", "Neu", date(2025, 4, 1), None, 8, 2)],
        "oeffnungstage": days(2024, 3, 10, "Alt") + days(2024, 4, 10, "Alt") + days(2025, 3, 10, "Alt") + days(2025, 4, 12, "Neu"),
        "kontakte": [contact(2024, 3, 1, "Pass", 100, "Alt"), contact(2024, 4, 1, "Pass", 100, "Alt"),
                     contact(2025, 3, 1, "Pass", 110, "Alt"), contact(2025, 4, 12, "Pass", 180, "Neu")],
    })
    found = explain(w, Period(date(2025, 3, 1), date(2025, 4, 30)))
    assert found.differenz == 90
    assert parts(found) == {"oeffnungstage": 25, "standort": 55, "nachfrage": 10, "leistungsmix": 0}
    places = {d.name: (d.wert, d.vorher, d.nachher) for d in found.teile[1].details}
    assert places == {"Neu": (165, 0, 12), "Alt": (-110, 20, 10)}
    assert {d.name: d.wert for d in found.teile[0].details} == {"März 2025": 0, "April 2025": 25}
    assert "April 2025: Geöffnet war nicht derselbe Standort" in found.hinweise[0]


def test_contacts_on_a_closed_day_stand_apart(tmp_path):
    w = build(tmp_path, {"oeffnungstage": days(2024, 3, 10) + days(2025, 3, 10) + days(2024, 4, 5),
                         "kontakte": [contact(2024, 3, 1, "Pass", 100), contact(2025, 3, 1, "Pass", 100), contact(2025, 4, 5, "Pass", 7), contact(2024, 4, 5, "Pass", 50)]})
    found = explain(w, Period(date(2025, 3, 1), date(2025, 4, 30)))
    assert found.differenz == -43
    assert parts(found)["ausserhalb"] == 7
    assert sum(parts(found).values()) == -43


def test_base_of_other_days_is_one_block(fewer_days):
    """March 2025 against the first quarter of 2024: 8 days against 10, the same sums as before."""
    found = explain(fewer_days, month(2025, 3), base=Period(date(2024, 1, 1), date(2024, 3, 31)))
    assert parts(found) == {"oeffnungstage": -31, "standort": 0, "nachfrage": 27, "leistungsmix": -18}


def test_leap_day_counts_on_its_own_side(tmp_path):
    w = build(tmp_path, {"kontakte": [contact(2023, 2, day, "Pass", 10) for day in range(1, 29)] + [contact(2024, 2, day, "Pass", 10) for day in range(1, 30)]})
    found = explain(w, month(2024, 2))
    assert (found.vorher, found.nachher) == (280, 290)
    assert sum(parts(found).values()) == 10


def test_leap_day_of_the_base_counts_as_on_the_tile(tmp_path):
    w = build(tmp_path, {"kontakte": [contact(2024, m, day, "Pass", 10) for m in (2, 3) for day in range(1, 30)] + [contact(2025, m, day, "Pass", 10) for m in (2, 3) for day in range(1, 29)]})
    found = explain(w, Period(date(2025, 2, 1), date(2025, 3, 28)))
    assert (found.vorher, found.nachher) == (found.figure.vorjahr, found.figure.wert_vergleichbar) == (29 * 10 + 28 * 10, 560)
    assert sum(parts(found).values()) == found.differenz


def test_only_chosen_months(tmp_path):
    """January and March, without February."""
    w = build(tmp_path, {"kontakte": [contact(y, m, 3 + y % 2, "Pass", 10 * m + y - 2024) for y in (2024, 2025) for m in range(1, 13)]})
    found = explain(w, year(2025), where={"monat": ("2025-01", "2025-03")})
    assert (found.vorher, found.nachher) == (40, 42)
    assert {d.name for d in found.teile[0].details} == {"Januar 2025", "März 2025"}
    assert "gegenüber Januar und März 2024 (gleiche Kalendertage)" in found.satz
    assert sum(parts(found).values()) == 2


def test_only_days_with_data_on_both_sides(tmp_path):
    """Data end on 14 March 2025: the base ends there too."""
    w = build(tmp_path, {"kontakte": [contact(2024, 3, day, "Pass", 10) for day in (4, 5, 11, 12, 18, 19)] + [contact(2025, 3, day, "Pass", 12) for day in (4, 5, 11, 14)]})
    found = explain(w, year(2025))
    assert (found.vorher, found.nachher) == (40, 48)
    assert sum(parts(found).values()) == 8


def test_no_base_no_split(fewer_days):
    found = explain(fewer_days, month(2024, 3))
    assert found.teile == () and found.grund == "Kein Vergleich möglich: keine Daten der Vergleichszeit."
    assert explain(fewer_days, month(2030, 1)).grund == "Für Januar 2030 liegen keine Daten vor."


def test_a_break_forbids_the_split(tmp_path):
    w = build(tmp_path, {"kontakte": [contact(2024, 3, 1, "Pass", 100), contact(2025, 3, 3, "Pass", 90)],
                         "ereignisse": [(1, date(2025, 1, 1), date(2025, 1, 1), "Neue Zählweise", "bruch", [], "")]})
    found = explain(w, month(2025, 3))
    assert found.teile == () and "Neue Zählweise" in found.grund


def test_unknown_service_is_named(fewer_days):
    with pytest.raises(UnknownNameError, match="Taufe"):
        explain(fewer_days, month(2025, 3), where={"dienstleistung": ("Taufe",)})


# ------------------------------------------------------------------ for any numbers

BLOCKS, PLACES, SERVICES = ("2025-01", "2025-02"), ("A", "B"), ("s", "t", "u")


@st.composite
def sides(draw):
    """One side with locations that open and close, days without contacts and contacts without days."""
    open_days = {(b, p): draw(st.integers(0, 25)) for b in BLOCKS for p in PLACES}
    house = {}
    for b in BLOCKS:
        counts = [open_days[b, p] for p in PLACES]
        house[b] = draw(st.integers(max(counts), sum(counts)))
    contacts = {(b, p, s): draw(st.integers(0, 5000)) for b in BLOCKS for p in PLACES for s in SERVICES if draw(st.booleans())}
    return Side(contacts, open_days, house)


@given(sides(), sides())
def test_parts_sum_exactly(before, after):
    effects = split(before, after)
    total = sum(effects.days.values()) + sum(effects.place.values()) + sum(effects.service.values()) + effects.outside
    assert total == sum(after.contacts.values()) - sum(before.contacts.values())
    assert isinstance(typical_growth(effects), Fraction)


@given(sides(), sides())
def test_back_is_the_opposite_of_forth(before, after):
    """No order is preferred: exchanging the two sides turns every effect around."""
    forth, back = split(before, after), split(after, before)
    assert {k: -v for k, v in forth.days.items()} == dict(back.days)
    assert {k: -v for k, v in forth.place.items()} == dict(back.place)
    assert {k: -v for k, v in forth.service.items()} == dict(back.service)


@given(sides())
def test_nothing_changed_nothing_to_explain(side):
    effects = split(side, side)
    assert not any([*effects.days.values(), *effects.place.values(), *effects.service.values(), effects.outside])


@given(st.lists(st.fractions(-10000, 10000, max_denominator=999), min_size=1, max_size=30))
def test_rounding_keeps_the_sum(values):
    exact = sum(values)
    for total in {exact.__floor__(), exact.__ceil__()}:
        whole = apportion(values, total)
        assert sum(whole) == total
        assert all(abs(w - v) <= 2 for w, v in zip(whole, values))


def test_the_split_is_that_of_the_figure(fewer_days):
    """The explanation explains the number on the tile, not another one."""
    tile = figure(fewer_days, "kundenkontakte", month(2025, 3))
    found = explain(fewer_days, month(2025, 3))
    assert (found.vorher, found.nachher) == (tile.vorjahr, tile.wert_vergleichbar)


@st.composite
def histories(draw):
    """Two or three years of contacts on some days at two locations, with closed months, a move and leap days; a period and filters."""
    day = st.dates(date(2023, 1, 1), date(2025, 12, 31))
    rows = draw(st.dictionaries(st.tuples(day, st.sampled_from(["Alt", "Neu"]), st.sampled_from(["Pass", "Umzug", "Zulassung"])), st.integers(0, 90), min_size=1, max_size=60))
    move = draw(day)
    ends = sorted(draw(st.tuples(day, day)))
    where = draw(st.sampled_from([{}, {"standort": ("Alt",)}, {"standort": ("Alt", "Neu")}, {"bereich": ("Melden",)}, {"dienstleistung": ("Zulassung",)},
                                  {"monat": ("2024-02", "2024-03", "2025-11")}, {"wochentag": ("Mo", "Fr")}, {"zugang": ("Termin",)}]))
    base = draw(st.sampled_from(["vorjahr", "other", "two"]))
    return rows, move, Period(*ends), where, base


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories())
@example(({(date(2023, 1, 1), "Alt", "Pass"): 3, (date(2023, 2, 1), "Alt", "Pass"): 2}, date(2023, 2, 1), Period(date(2023, 1, 1), date(2024, 1, 1)),
          {"standort": ("Alt",)}, "vorjahr"))  # a house that closed: the days after its last data still count
@example(({(date(2023, 1, 1), "Alt", "Pass"): 0, (date(2023, 1, 1), "Alt", "Umzug"): 1}, date(2023, 1, 1), Period(date(2023, 1, 1), date(2024, 1, 1)),
          {"standort": ("Alt",)}, "vorjahr"))
def test_any_history_is_split_as_the_tile_counts_it(tmp_path, history):
    """Whatever the data: the two ends are those of the tile, and the parts lead from one to the other."""
    rows, move, period, where, base = history
    base = {"vorjahr": "vorjahr", "other": month(2023, 5), "two": period.shifted(-2)}[base]
    with TemporaryDirectory(dir=tmp_path) as folder:
        w = build(Path(folder), {
            "standorte": [("Alt", "Alt", None, move, 5, 1), ("Neu", "Neu", move, None, 8, 2)],
            "kontakte": [(day, place, service, "Termin", n) for (day, place, service), n in rows.items()],
        }, first=date(2023, 1, 1))
        try:
            tile, found = figure(w, "kundenkontakte", period, where=where, base=base), explain(w, period, where=where, base=base)
        finally:
            w.close()
    if found.grund:
        assert tile.vorjahr is None or tile.wert_vergleichbar is None
        return
    assert (found.vorher, found.nachher) == (tile.vorjahr, tile.wert_vergleichbar)
    assert found.vorher + sum(part.wert for part in found.teile) == found.nachher
    for part in found.teile:
        assert not part.details or sum(d.wert for d in part.details) == part.wert
