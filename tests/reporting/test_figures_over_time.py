"""Which days and months a figure compares: whole months, monthly bases, quiet weekdays, late answers; on rows counted by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from reporting import german
from reporting.figures import figure, figures
from reporting.periods import Period, month, year
from tests.reporting.small import build, contacts


def test_a_line_without_saturdays_is_complete_on_the_last_friday(tmp_path):
    # 2023 ends on a Sunday: the office is open until Saturday 30 December, the line answers until Friday 29 December.
    days = [date(2022, 1, 1) + timedelta(n) for n in range(730)]
    w = build(tmp_path, {
        "oeffnungstage": [(day, "Mitte") for day in days if day.weekday() < 6],
        "kontakte": [(day, "Mitte", "Pass", "Termin", 1) for day in days if day.weekday() < 6],
        "anrufe_115": [(day, "tag", 2 if day.year == 2023 else 1, 2, 1, 1, 0) for day in days if day.weekday() < 5],
        "personal": [(date(2023, 1, 1), 46.0, None), (date(2023, 12, 31), 45.0, None)],
        "abdeckung": [("kontakte", date(2022, 1, 1), date(2023, 12, 30))],
    })
    calls = figure(w, "anrufe_115", year(2023))
    assert (calls.wert, calls.vorjahr, calls.status) == (2 * 260, 260, "vollständig")  # 260 weekdays each in 2022 and 2023
    assert figure(w, "anrufe_115", Period(date(2023, 12, 1), date(2023, 12, 28))).status == "vollständig"
    assert figure(w, "mitarbeitende", year(2023)).wert == 45  # the cut-off day is the Sunday after the last contacts


def test_staff_of_a_year_that_still_runs_is_that_of_the_last_day_with_data(tmp_path):
    w = build(tmp_path, {"kontakte": contacts(("2024-03-04", "Pass", 1)), "abdeckung": [("kontakte", date(2024, 3, 4), date(2024, 3, 4))],
                         "personal": [(date(2024, 1, 1), 46.0, None), (date(2024, 12, 1), 45.0, None)]})
    assert figure(w, "mitarbeitende", year(2024)).wert == 46


def test_answers_of_a_snapshot_are_kept_apart(tmp_path):
    w = build(tmp_path, {"kontakte": contacts(("2024-03-04", "Pass", 5))})
    sql = "SELECT typeof(?), x FROM unnest(?) AS t(x)"
    first = w.query(sql, [1, [date(2022, 1, 1), date(2022, 1, 2)]])
    assert [x for _, x in first] == [date(2022, 1, 1), date(2022, 1, 2)]
    first.clear()  # a caller's list is its own
    assert len(w.query(sql, [1, [date(2022, 1, 1), date(2022, 1, 2)]])) == 2
    assert w.query(sql, [True, [1]])[0][0] == "BOOLEAN" and w.query(sql, [1, [1]])[0][0] != "BOOLEAN"


def monthly(*rows: tuple) -> list[tuple]:
    """("2024-02", 102) as a row of `vorgaenge` for the whole month; with a day, for that day."""
    return [(date.fromisoformat(day if len(day) == 10 else f"{day}-01"), "tag" if len(day) == 10 else "monat", "Auskunft", n) for day, n in rows]


def test_whole_months_compare_with_whole_months_after_a_leap_year(tmp_path):
    w = build(tmp_path, {"vorgangsarten": [("Auskunft", "Auskünfte", True)],
                         "vorgaenge": monthly(("2024-01", 101), ("2024-02", 102), ("2025-01", 101), ("2025-02", 102)),
                         "kontakte": contacts(("2024-01-02", "Pass", 1), ("2024-02-29", "Pass", 3), ("2025-02-28", "Pass", 4), ("2025-03-03", "Pass", 1))})
    both = figure(w, "vorgaenge", Period(date(2025, 1, 1), date(2025, 2, 28)))
    assert (both.wert, both.vorjahr, both.veraenderung_prozent) == (203, 203, 0)
    assert figure(w, "vorgaenge", month(2025, 2)).vorjahr == 102
    alone = figure(w, "kundenkontakte", month(2025, 2))
    within = next(f for f in figures(w, ["kundenkontakte"], Period(date(2025, 1, 1), date(2025, 3, 31)), by=("monat",)) if f.gliederung == {"monat": "2025-02"})
    assert (alone.wert, alone.vorjahr) == (within.wert, within.vorjahr) == (4, 3)
    assert figure(w, "kundenkontakte", Period(date(2025, 2, 28), date(2025, 2, 28))).vorjahr in (None, 0)  # a day compares with a day


def test_a_base_that_comes_in_whole_months_is_no_base_for_days_or_weekdays(tmp_path):
    days = [(f"2021-06-{day:02d}", 5) for day in range(1, 31)] + [("2021-07-01", 1)]
    w = build(tmp_path, {"vorgangsarten": [("Auskunft", "Auskünfte", True)], "vorgaenge": monthly(("2020-06", 100), ("2020-07", 7), *days)}, first=date(2020, 1, 1))
    week = figure(w, "vorgaenge", Period(date(2021, 6, 7), date(2021, 6, 13)))
    assert (week.wert, week.vorjahr, week.veraenderung_prozent) == (35, None, None) and "nur ganze Monate" in week.hinweis
    assert figure(w, "vorgaenge", month(2021, 6)).vorjahr == 100
    weekdays = figures(w, ["vorgaenge"], month(2021, 6), by=("wochentag",))
    assert {f.gliederung["wochentag"]: (f.wert, f.vorjahr) for f in weekdays}["Di"] == (25, None)  # five Tuesdays: 1, 8, 15, 22, 29 June
    none = figures(w, ["vorgaenge"], month(2020, 6), by=("wochentag",))
    assert len(none) == 7 and all(f.wert is None and "ganze Monate" in f.hinweis for f in none)
    rows = {f.gliederung["monat"]: f.wert for f in figures(w, ["vorgaenge"], Period(date(2020, 6, 15), date(2021, 6, 30)), by=("monat",))}
    assert (rows["2020-06"], rows["2020-07"], rows["2021-06"]) == (None, 7, 150)  # only the month that is cut has no value


def test_a_month_is_the_same_in_every_range(tmp_path):
    # Data begin on 13 January 2021: eight opening days late, so January 2022 is compared from the 13th on.
    first = [(f"2021-01-{day}", "Pass", 10) for day in (13, 14, 29)] + [("2021-02-01", "Pass", 7), ("2021-12-31", "Pass", 1)]
    second = [(f"2022-01-{day:02d}", "Pass", 20) for day in (4, 13, 31)] + [("2022-02-01", "Pass", 14), ("2022-03-31", "Pass", 1)]
    w = build(tmp_path, {"kontakte": contacts(*first, *second)}, first=date(2020, 1, 1))
    row = next(f for f in figures(w, ["kundenkontakte"], Period(date(2020, 11, 15), date(2022, 3, 31)), by=("monat",)) if f.gliederung == {"monat": "2022-01"})
    alone = figure(w, "kundenkontakte", month(2022, 1))
    assert (row.wert, row.vorjahr, row.veraenderung_prozent) == (alone.wert, alone.vorjahr, alone.veraenderung_prozent)
    assert (alone.wert, alone.vorjahr) == (60, 30) and alone.veraenderung_prozent == pytest.approx(100 * (40 / 30 - 1))
    assert (row.von, row.bis) == (date(2020, 11, 15), date(2022, 3, 31))


def test_answers_after_the_last_arrival_count_on_their_day(tmp_path):
    w = build(tmp_path, {"emails": [(datetime(2023, 5, 15, 8), datetime(2023, 5, 15, 10), "Pass"), (datetime(2023, 5, 16, 8), datetime(2023, 5, 17, 8), "Pass")],
                         "kontakte": contacts(("2023-05-31", "Pass", 1))})
    got = {f.kennzahl: f for f in figures(w, ["emails_eingegangen", "emails_bearbeitet", "email_antwortzeit_median", "emails_offen"], month(2023, 5))}
    assert (got["emails_eingegangen"].wert, got["emails_bearbeitet"].wert, got["email_antwortzeit_median"].wert) == (2, 2, 13)  # 2 and 24 hours
    assert got["emails_bearbeitet"].status == "teilweise" and got["emails_bearbeitet"].daten_bis == date(2023, 5, 16)


def test_a_service_nobody_asked_for_has_a_ratio_of_zero(tmp_path):
    w = build(tmp_path, {"kontakte": contacts(("2024-03-04", "Pass", 5), ("2024-03-29", "Pass", 1))})
    got = {f.kennzahl: f.wert for f in figures(w, ["kundenkontakte", "kontakte_je_oeffnungstag", "kontakte_je_beraterplatz"], month(2024, 3), where={"dienstleistung": ["Umzug"]})}
    assert got == {"kundenkontakte": 0, "kontakte_je_oeffnungstag": 0, "kontakte_je_beraterplatz": 0}


def test_a_month_missing_in_a_running_year_is_named_beside_its_end(tmp_path):
    w = build(tmp_path, {"kontakte": contacts(("2024-01-02", "Pass", 1), ("2024-02-01", "Pass", 1), ("2024-04-30", "Pass", 1))})
    f = figure(w, "kontakte_je_oeffnungstag", year(2024))
    assert f.status == "teilweise" and f.hinweis == "Daten bis 30.04.2024. Ohne Daten: 03/2024."


def test_nothing_after_nothing_is_unchanged(tmp_path):
    w = build(tmp_path, {"kontakte": contacts(("2023-03-01", "Pass", 1), ("2024-03-01", "Pass", 2))})
    assert german.change_words(figure(w, "spontankunden", month(2024, 3))) == "unverändert gegenüber 01.03.2023 (gleiche Kalendertage)"  # the only day both years have
    assert german.change_words(figure(w, "terminkunden", month(2024, 3))).startswith("+100,0")
