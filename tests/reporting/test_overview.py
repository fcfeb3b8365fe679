"""The year at a glance, counted by hand on the small office (see small_office.py)."""

from datetime import date

import pytest

from reporting.figures import figure
from reporting.overview import overview
from reporting.periods import Period
from tests.reporting.small_office import small_office


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return small_office(tmp_path_factory.mktemp("office") / "w.duckdb")


def test_contacts_and_their_change(office):
    o = overview(office, 2022)
    assert (o.kontakte.wert, o.kontakte.vorjahr) == (2190, 1810)
    assert o.kontakte.veraenderung_prozent == pytest.approx(100 * 380 / 1810)
    assert (o.oeffnungstage.wert, o.oeffnungstage.vorjahr) == (36, 36)
    assert o.stand == date(2022, 12, 20)


def test_since_the_move_counts_from_the_first_opening_day_of_the_new_house(office):
    since = overview(office, 2022).since
    assert since.period == Period(date(2022, 10, 20), date(2022, 12, 31))
    assert (since.kontakte.wert, since.kontakte.vorjahr) == (450, 360)
    assert since.kontakte.veraenderung_prozent == pytest.approx(25)
    assert (since.terminkunden.wert, since.terminkunden.vorjahr) == (270, 200)


def test_record_month_stands_among_all_months(office):
    record = overview(office, 2022).record
    assert (record.monat, record.kontakte.wert, record.rank, record.of, record.first, record.is_record) == ("2022-11", 210, 1, 24, "2021-01", True)
    earlier = overview(office, 2021).record
    assert (earlier.monat, earlier.kontakte.wert, earlier.rank, earlier.is_record) == ("2021-12", 160, 13, False)


def test_areas_are_ranked_with_their_share(office):
    areas = overview(office, 2022).areas
    assert [(a.bereich, a.kontakte.wert) for a in areas] == [("Meldewesen", 1470), ("Kfz", 720)]
    assert areas[0].anteil == pytest.approx(100 * 1470 / 2190)


def test_waits_house_and_channels(office):
    o = overview(office, 2022)
    assert (o.wartezeit.wert, o.wartezeit_median.wert, o.wartezeit.vorjahr) == (8, 5, 15)
    assert o.wartezeit_p90.wert == pytest.approx(15.8)
    assert (o.beraterplaetze.wert, o.beraterplaetze.vorjahr, o.thekenplaetze.wert, o.mitarbeitende.wert) == (14, 10, 3, 9)
    assert (o.emails.wert, o.anrufe_115.wert, o.grosskunden.wert, o.vorgaenge.wert, o.xmeld.wert) == (3, 480, 25, 12000, 3600)
    assert [m.wert for m in o.months] == [180] * 10 + [210, 180]
    assert [m.vorjahr for m in o.months] == [150] * 11 + [160]


def test_an_office_with_one_year_contacts_only_and_no_event(tmp_path):
    w = small_office(tmp_path / "w.duckdb", years=(2022,), tables=("kontakte",), events=())
    o = overview(w, 2022)
    assert (o.kontakte.wert, o.kontakte.vorjahr, o.since) == (2190, None, None)
    assert (o.wartezeit.wert, o.emails.wert, o.anrufe_115.wert, o.vorgaenge.wert) == (None, None, None, None)
    assert o.record.is_record


def test_a_year_without_data_and_a_partial_year(tmp_path, office):
    empty = overview(office, 2019)
    assert (empty.kontakte.status, empty.record, empty.since, empty.areas) == ("keine Daten", None, None, ())
    part = overview(small_office(tmp_path / "w.duckdb", until=date(2022, 5, 15)), 2022)
    assert (part.kontakte.status, part.kontakte.wert, part.kontakte.vorjahr) == ("teilweise", 4 * 180 + 120, 4 * 150 + 100)
    assert part.since is None
    assert part.kontakte.daten_bis == date(2022, 5, 5)
    assert len(empty.figures()) == len({(f.kennzahl, f.von, f.bis, str(f.gliederung)) for f in empty.figures()})


def test_a_period_that_runs_beyond_the_data_is_partial_and_compares_only_its_days(office):
    f = figure(office, "kundenkontakte", Period(date(2022, 7, 1), date(2023, 6, 30)))
    assert (f.status, f.daten_bis, f.wert, f.vorjahr) == ("teilweise", date(2022, 12, 20), 5 * 180 + 210, 5 * 150 + 160)
