"""What a candidate would change, counted by hand on two small warehouses."""

from __future__ import annotations

from datetime import date

import pytest

from reporting.compare import compare
from tests.reporting.small import appointment, build, contacts

YEAR = (date(2024, 1, 1), date(2024, 12, 31))


def pair(tmp_path, old: dict, new: dict):
    result = []
    for name, tables in (("old", old), ("new", new)):
        (tmp_path / name).mkdir()
        tables = {**tables, "abdeckung": [("kontakte", date(2024, 3, 4), date(2024, 5, 31))] if "abdeckung" not in tables else tables["abdeckung"]}
        result.append(build(tmp_path / name, tables))
    return result


def published(wert: str, qualifikator: str | None = None, split: str = "") -> tuple:
    return (1, date(2024, 3, 1), date(2024, 3, 31), "kundenkontakte", split, wert, qualifikator, "Kunden", "Kunden im März", "Meldung", "01.04.2024", None, None)


def test_differences_per_month_and_metric(tmp_path):
    old, new = pair(
        tmp_path,
        {"kontakte": contacts(("2024-03-04", "Pass", 10), ("2024-04-02", "Pass", 5), ("2024-05-02", "Pass", 1))},
        {"kontakte": contacts(("2024-03-04", "Pass", 12), ("2024-04-02", "Pass", 5), ("2024-05-02", "Pass", 1))})
    found = compare(old, new)
    assert [(c.monat, c.alt, c.neu, c.difference, c.shrinks) for c in found.changes if c.kennzahl == "kundenkontakte"] == [("2024-03", 10, 12, 2, False)]
    assert "oeffnungstage" not in found.metrics and {"kundenkontakte", "terminkunden", "kontakte_je_oeffnungstag"} <= set(found.metrics)
    assert found.months("kundenkontakte").words() == [["März 2024", "10", "12", "+2"]]
    assert found.overview().words()[0] == ["Kundenkontakte", "März 2024", "+2", ""]
    assert found.alarms() == []


def test_the_same_data_change_nothing(tmp_path):
    tables = {"kontakte": contacts(("2024-03-04", "Pass", 10)), "termine": [appointment("2024-03-04 09:00", "2024-03-04 09:00", "2024-03-04 09:07")]}
    found = compare(*pair(tmp_path, tables, tables))
    assert found.changes == () and found.published == () and found.alarms() == [] and found.overview().words() == []


def test_a_month_that_shrinks_or_vanishes_raises_an_alarm(tmp_path):
    old, new = pair(
        tmp_path,
        {"kontakte": contacts(("2024-03-04", "Pass", 10), ("2024-04-02", "Pass", 1200), ("2024-05-02", "Pass", 1))},
        {"kontakte": contacts(("2024-03-04", "Pass", 4), ("2024-05-02", "Pass", 2))})
    found = compare(old, new)
    assert [(c.monat, c.alt, c.neu, c.shrinks) for c in found.changes if c.kennzahl == "kundenkontakte"] == [
        ("2024-03", 10, 4, True), ("2024-04", 1200, None, True), ("2024-05", 1, 2, False)]
    assert "Kundenkontakte: März bis April 2024 werden kleiner als bisher (zusammen um 1.206)." in found.alarms()
    assert found.overview().words()[0] == ["Kundenkontakte", "März bis Mai 2024", "\u22121.205", "März bis April 2024"]


@pytest.mark.parametrize(("value", "printed", "qualifier", "covered"), [
    (12, "10", None, False), (12, "10", "rund", False), (10400, "10.000", "rund", True), (12, "99", None, True),
    (12, "fünfzig", None, True),
])
def test_a_published_figure_that_moves(tmp_path, value, printed, qualifier, covered):
    old_value = 10 if value == 12 else 10_000
    old, new = pair(
        tmp_path, *({"kontakte": contacts(("2024-03-04", "Pass", n), ("2024-05-02", "Pass", 1)), "veroeffentlicht": [published(printed, qualifier)]}
                    for n in (old_value, value)))
    [moved] = compare(old, new).published
    assert (moved.alt, moved.neu, moved.covered) == (old_value, value, covered)
    alarm = compare(old, new).alarms()[0]
    assert ("nicht mehr gedeckt" in alarm) == (not covered) and "veröffentlichte Zahl" in alarm
    assert compare(old, new).published_table().words()[0][-1] == ("bleibt gedeckt" if covered else "ist nicht mehr gedeckt")


def test_a_published_figure_of_an_area_or_of_something_unknown(tmp_path):
    rows = [published("10", None, "bereich=Melden"), published("10", None, "bereich=Gibt es nicht"), (2, *published("10")[1:3], "unbekannt", *published("10")[4:])]
    old, new = pair(tmp_path, *({"kontakte": contacts(("2024-03-04", "Pass", n), ("2024-03-05", "Zulassung", 7), ("2024-05-02", "Pass", 1)), "veroeffentlicht": rows}
                                for n in (10, 11)))
    [moved] = compare(old, new).published
    assert (moved.alt, moved.neu, moved.covered) == (10, 11, False)


def test_the_first_data_of_all(tmp_path):
    (tmp_path / "new").mkdir()
    new = build(tmp_path / "new", {"kontakte": contacts(("2024-03-04", "Pass", 10)), "abdeckung": [("kontakte", date(2024, 3, 4), date(2024, 3, 4))],
                                   "veroeffentlicht": [published("10")]})
    found = compare(None, new)
    assert [(c.monat, c.alt, c.neu, c.difference) for c in found.changes if c.kennzahl == "kundenkontakte"] == [("2024-03", None, 10, 10)]
    assert found.alarms() == [] and found.months("kundenkontakte").words() == [["März 2024", "keine Daten", "10", "+10"]]
