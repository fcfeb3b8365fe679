"""The sample behaves like an office: open days, hours, desks, waits, no-shows, bookings, seasons."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from tests.etl.sample.recount import between


def test_open_days_are_those_of_hesse_and_of_the_move(contacts):
    assert contacts.groupby(contacts.tag.dt.year).tag.nunique().to_dict() == {2017: 250, 2018: 248}
    closed = {date(2017, 10, 31), date(2017, 6, 15), date(2018, 5, 31), date(2018, 10, 3), *(date(2018, 10, day) for day in (10, 11, 12))}
    days = {stamp.date() for stamp in contacts.tag}
    assert not days & closed
    assert max(day.weekday() for day in days) == 4


def test_the_office_moves_in_october_2018(contacts, served):
    moved = contacts.groupby("standort").tag.agg(["min", "max"])
    assert moved.loc["Bernardbau", "max"] == pd.Timestamp("2018-10-09")
    assert moved.loc["Kaiserstraße", "min"] == pd.Timestamp("2018-10-15")
    assert served.groupby("standort").arbeitsplatz.nunique().to_dict() == {"Bernardbau": 24, "Kaiserstraße": 30}


def test_appointments_start_in_opening_hours_every_five_minutes(appointments):
    hour, minute, weekday = appointments.termin_am.dt.hour, appointments.termin_am.dt.minute, appointments.termin_am.dt.day_of_week
    assert (minute % 5 == 0).all()
    assert hour[weekday == 3].between(15, 19).all()
    assert hour[weekday != 3].between(8, 12).all()


@pytest.mark.parametrize("year", [2017, 2018])
def test_no_shows_and_cancellations(appointments, year):
    status = appointments[appointments.jahr == year].status.value_counts()
    assert set(status.index) == {"bedient", "nicht erschienen", "abgesagt"}
    assert 0.08 <= status["nicht erschienen"] / (status["nicht erschienen"] + status["bedient"]) <= 0.12
    assert 0.05 <= status["abgesagt"] / status.sum() <= 0.12
    lost = appointments[appointments.status != "bedient"]
    assert lost[["ankunft", "aufruf", "ende"]].isna().all(axis=None)


def mean_wait(served: pd.DataFrame) -> float:
    return (served.minuten * served.personen).sum() / served.personen.sum()


def test_mean_wait_fits_every_reading_of_the_release(served):
    """"Etwas über 8 Minuten": the release leaves open whether the year, the time since the move or November is meant."""
    for first in ("2018-01-01", "2018-10-15"):
        assert 8.0 <= mean_wait(between(served, first, "2018-12-31")) <= 8.6
    assert 8.0 <= mean_wait(between(served, "2018-11-01", "2018-11-30")) <= 8.6
    assert 11 <= mean_wait(served[served.jahr == 2017]) <= 13
    assert mean_wait(between(served, "2018-10-15", "2018-12-31")) < mean_wait(between(served, "2018-01-01", "2018-10-09"))


def test_waits_are_right_skewed_and_possible(served):
    waits = served.minuten[served.jahr == 2018].repeat(served.personen[served.jahr == 2018])
    assert waits.median() < waits.mean() - 1 and waits.quantile(0.9) > 1.8 * waits.mean()
    assert served.minuten.min() == 0 and served.minuten.max() < 120
    assert (served.ende > served.aufruf).all()
    assert served.aufruf.dt.normalize().equals(served.tag) and served.ende.dt.normalize().equals(served.tag)


def test_no_desk_serves_two_appointments_at_once(served):
    by_desk = served.sort_values(["tag", "arbeitsplatz", "aufruf"])
    previous = by_desk.groupby(["tag", "arbeitsplatz"]).ende.shift()
    assert not (by_desk.aufruf < previous).any()


def test_bookings_come_before_the_appointment_and_up_to_four_weeks_ahead(appointments):
    lead = (appointments.termin_am - appointments.gebucht_am).dt.total_seconds() / 86_400
    assert 0 < lead.min() and lead.max() < 29
    assert 4 < lead.mean() < 12


def test_demand_has_weekdays_and_seasons(contacts):
    daily = contacts.groupby("tag").anzahl.sum()
    weekdays = daily.groupby(daily.index.day_of_week).mean()
    assert weekdays[0] == weekdays.max() and weekdays[4] < weekdays[1]
    passports = contacts[contacts.dienstleistung.isin(["Reisepass", "Kinderreisepass"])].groupby("tag").anzahl.sum()
    for year in (2017, 2018):
        usual = passports[passports.index.year == year].mean()
        assert passports[f"{year}-06-13":f"{year}-06-22"].mean() > 1.3 * usual, "before the summer holidays"
        assert passports[f"{year}-03-20":f"{year}-03-24"].mean() > 1.2 * usual, "before Easter"
