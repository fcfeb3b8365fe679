"""The handbook is complete, searchable, and its queries give the figures."""

from datetime import date

import pytest

from reporting.definitions import definitions
from reporting.figures import figure
from reporting.handbook import handbook, table
from reporting.periods import year
from tests.reporting.small import build, contacts


@pytest.fixture
def office(tmp_path):
    return build(tmp_path, {
        "kontakte": contacts(("2024-03-04", "Pass", 70), ("2025-03-04", "Pass", 80)),
        "dateien": [(1, "kontakte_2024.csv", "kontakte", "kontakte", "ab", 1, None, 2, 2, 0, None, None)],
        "abdeckung": [("kontakte", date(2024, 3, 4), date(2025, 3, 4))],
        "ereignisse": [(1, date(2025, 1, 1), date(2025, 1, 1), "Neue Zählweise", "bruch", ["kundenkontakte"], "Je Anliegen statt je Person.")],
    })


def test_every_metric_has_an_entry_with_everything(office):
    entries = {e.id: e for e in handbook(office)}
    assert list(entries) == list(definitions())
    for entry in entries.values():
        assert entry.bedeutung and entry.formel and entry.einheit and entry.quelle and entry.sql.lower().startswith(("select", "with")), entry.id
    assert len(table(list(entries.values())).rows) == len(definitions())


def test_an_entry_names_source_reach_and_breaks(office):
    entry = next(e for e in handbook(office) if e.id == "kundenkontakte")
    assert entry.quelle == "Tabelle kontakte, aus kontakte (1 Datei)"
    assert entry.daten == "vom 04.03.2024 bis zum 04.03.2025"
    assert entry.brueche == ("01.01.2025: Neue Zählweise. Je Anliegen statt je Person.",)
    per_day = next(e for e in handbook(office) if e.id == "kontakte_je_oeffnungstag")
    assert per_day.brueche == entry.brueche  # a ratio breaks with its parts
    assert next(e for e in handbook(office) if e.id == "anrufe_115").brueche == ()


def test_the_query_of_an_entry_gives_the_figure(office):
    """The SQL a reader copies from the handbook returns the number on the tile."""
    for entry in handbook(office):
        value = office.query(entry.sql)
        shown = figure(office, entry.id, year(2025), base=None).wert
        if shown is not None:
            assert value[0][0] == pytest.approx(shown), entry.id


def test_search_finds_by_synonym_and_says_when_nothing_fits(office):
    assert [e.id for e in handbook(office, "Besucher")] == ["kundenkontakte", "kontakte_je_oeffnungstag"]
    assert handbook(office, "Weltraum") == []
