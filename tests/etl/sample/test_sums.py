"""The sample adds up to the published figures: recounted from the written files, nothing here asks the generator."""

from __future__ import annotations

import tomllib

import pandas as pd
import pytest

from tests.etl.sample.recount import DATA, between, calls_115, master, number, table, times


@pytest.mark.parametrize(("first", "last", "persons"), [
    ("2018-01-01", "2018-12-31", 108_801),
    ("2018-10-15", "2018-12-31", 24_301),
    ("2018-11-01", "2018-11-30", 11_101),
    ("2017-01-01", "2017-12-31", 104_422),
    ("2017-10-15", "2017-12-31", 20_251),
])
def test_contacts_add_up_to_the_published_figures(contacts, first, last, persons):
    assert between(contacts, first, last).anzahl.sum() == persons


def test_november_2018_is_the_highest_month_of_all(contacts):
    months = contacts.groupby([contacts.tag.dt.year, contacts.tag.dt.month]).anzahl.sum().sort_values()
    assert len(months) == 24
    assert months.index[-1] == (2018, 11)
    assert months.iloc[-2] < 10_500, "the record should be visible"


@pytest.mark.parametrize("year", [2017, 2018])
def test_areas_round_to_the_published_thousands_and_add_up(contacts, year):
    areas = contacts[contacts.tag.dt.year == year].groupby("bereich").anzahl.sum()
    assert set(areas.index) == {"Melde- und Passwesen", "Kfz-Zulassung", "Führerscheine"}
    assert areas.sum() == {2017: 104_422, 2018: 108_801}[year]
    if year == 2018:
        assert areas.round(-3).to_dict() == {"Melde- und Passwesen": 74_000, "Kfz-Zulassung": 24_000, "Führerscheine": 10_000}


def test_every_contact_has_an_appointment(contacts):
    assert set(contacts.zugang) == {"Termin"}
    assert not contacts.duplicated(["datum", "standort", "dienstleistung", "zugang"]).any()


def test_persons_served_equal_contacts_per_day_place_and_service(contacts, served):
    keys = ["tag", "standort", "dienstleistung"]
    pd.testing.assert_series_equal(
        served.groupby(keys).personen.sum(), contacts.groupby(keys).anzahl.sum(), check_names=False, check_dtype=False)


def test_one_missing_row_stays_within_the_declared_tolerance(contacts):
    allowed = tomllib.loads((DATA / "quellen.toml").read_text(encoding="utf-8"))["versprechen"]["termine_kontakte_toleranz"]
    assert (contacts.anzahl / contacts.groupby("tag").anzahl.transform("sum")).max() < allowed < 0.5


def test_emails_answered(inbox):
    mails = pd.concat([table(inbox, "emails", year) for year in (2017, 2018)])
    received, answered = times(mails.eingegangen_am), times(mails.beantwortet_am)
    assert (answered.dt.year == 2018).sum().round(-3) == 14_000
    assert 12_000 < (answered.dt.year == 2017).sum() < 14_000
    assert answered.max() < pd.Timestamp("2019-01-01")
    hours = (answered - received).dt.total_seconds().dropna() / 3600
    assert hours.min() > 0 and hours.mean() > 1.3 * hours.median(), "right-skewed"
    late = received >= "2018-12-24"
    assert 20 < (late & answered.isna()).sum() < 300, "some are open at the end of the year"
    assert received.dt.day_of_week.ge(5).mean() > 0.05, "people write on weekends"
    assert answered.dropna().dt.day_of_week.max() < 5


def test_115_calls(inbox):
    for year, working_days in ((2017, 250), (2018, 251)):
        rows = calls_115(inbox, year)
        accepted, offered, quick, solved, forwarded = (sum(row[place] for row in rows) for place in range(1, 6))
        assert len({row[0] for row in rows}) == len(rows) == working_days
        assert all(row[0].weekday() < 5 for row in rows)
        assert all(row[2] >= row[1] >= max(row[3:]) and row[1] >= row[4] + row[5] for row in rows)
        assert accepted == {2017: 28_943, 2018: 30_127}[year]
        assert accepted < offered < 1.2 * accepted
        assert quick / accepted == pytest.approx(0.75, abs=0.02)
        assert solved / accepted == pytest.approx(0.65, abs=0.02)


def test_back_office_counts_no_receipts(inbox):
    kinds = {row["vorgangsart"]: row for row in master("vorgangsarten")}
    for year in (2017, 2018):
        cases = table(inbox, "vorgaenge", year)
        assert set(cases.zeitraum) == {"monat"} and set(cases.datum) == {f"01.{month:02d}.{year}" for month in range(1, 13)}
        assert not cases.duplicated(["datum", "vorgangsart"]).any()
        assert cases.anzahl.str.contains(".", regex=False).any(), "thousands points are part of the trap"
        cases = cases.assign(anzahl=number(cases.anzahl), gruppe=[kinds[kind]["gruppe"] for kind in cases.vorgangsart],
                             zaehlt=[kinds[kind]["zaehlt"] for kind in cases.vorgangsart])
        counted = cases[cases.zaehlt == "ja"]
        xmeld = counted[counted.gruppe == "XMeld"].anzahl.sum()
        assert cases[cases.zaehlt == "nein"].anzahl.sum() > 40_000
        if year == 2018:
            assert counted.anzahl.sum() == 190_288
            assert round(xmeld, -3) == 56_000
        else:
            assert round(counted.anzahl.sum(), -3) == 200_000
            assert 45_000 < xmeld < 60_000


def test_dealers(inbox, contacts):
    for year in (2017, 2018):
        cases = table(inbox, "grosskunden", year)
        assert set(cases.kunde_art) == {"Autohaus", "Zulassungsdienst"}
        assert set(cases.zeitraum) == {"tag"}
        assert not cases.duplicated(["datum", "vorgangsart", "kunde_art"]).any()
        assert set(cases.datum) <= set(contacts.datum)
        assert number(cases.anzahl).min() >= 1
        assert {2017: 12_500, 2018: 13_400}[year] <= number(cases.anzahl).sum() <= 13_600


def test_staff_of_the_release():
    staff = {row["stichtag"]: row["mitarbeitende"] for row in master("personal")}
    assert (staff["01.09.2018"], staff["31.12.2018"]) == ("66", "67")
