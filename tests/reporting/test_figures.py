"""Every rule that decides a figure, on rows few enough to count by hand."""

from __future__ import annotations

import json
import statistics
from datetime import date, datetime

import duckdb
import pytest

from reporting.definitions import definitions
from reporting.figures import UnknownNameError, figure, figures
from reporting.passport import passport
from reporting.periods import Period, month, year
from reporting.warehouse import NoWarehouseError, Warehouse
from tests.reporting.small import appointment, build, contacts

# 4 March 2024 is a Monday; 4 March 2023 a Saturday.


def test_contacts_sum_over_days_services_and_access(tmp_path):
    w = build(tmp_path, {"kontakte": [
        (date(2024, 3, 4), "Mitte", "Pass", "Termin", 5), (date(2024, 3, 4), "Mitte", "Pass", "spontan", 2), (date(2024, 3, 5), "Mitte", "Zulassung", "Termin", 4),
    ]})
    values = {f.kennzahl: f.wert for f in figures(w, ["kundenkontakte", "terminkunden", "spontankunden"], month(2024, 3))}
    assert values == {"kundenkontakte": 11, "terminkunden": 9, "spontankunden": 2}
    by_area = {f.gliederung["bereich"]: f.wert for f in figures(w, ["kundenkontakte"], month(2024, 3), by=("bereich",))}
    assert by_area == {"Melden": 7, "Kfz": 4}
    both = {tuple(f.gliederung.values()): f.wert for f in figures(w, ["kundenkontakte"], month(2024, 3), by=("wochentag", "zugang"))}
    assert both == {("Mo", "Termin"): 5, ("Mo", "spontan"): 2, ("Di", "Termin"): 4}


def test_filters_are_alternatives_within_and_conditions_across(tmp_path):
    w = build(tmp_path, {"kontakte": contacts(("2024-03-04", "Pass", 5), ("2024-03-05", "Umzug", 3), ("2024-03-05", "Zulassung", 1))})
    assert figure(w, "kundenkontakte", year(2024), where={"dienstleistung": ["Pass", "Zulassung"]}).wert == 6
    assert figure(w, "kundenkontakte", year(2024), where={"bereich": ["Melden"], "wochentag": ["Di"]}).wert == 3


def test_change_compares_the_same_calendar_days(tmp_path):
    # Data until 15 May 2024; the base must end on 15 May 2023 although 2023 goes on.
    w = build(tmp_path, {"kontakte": contacts(
        ("2023-01-02", "Pass", 1), ("2023-05-15", "Pass", 39), ("2023-05-16", "Pass", 1000), ("2024-01-02", "Pass", 10), ("2024-05-15", "Pass", 40),
    )})
    f = figure(w, "kundenkontakte", Period(date(2024, 5, 1), date(2024, 12, 31)))
    assert (f.wert, f.vorjahr, f.status, f.daten_bis) == (40, 39, "teilweise", date(2024, 5, 15))
    assert f.base == Period(date(2023, 5, 1), date(2023, 5, 15))
    assert f.veraenderung_prozent == pytest.approx(100 / 39)
    # 1-15 May: 11 weekdays in 2024 (15 May is a Wednesday), 11 in 2023 (a Monday).
    assert (f.oeffnungstage, f.oeffnungstage_vorjahr) == (11, 11)


def test_change_per_opening_day(tmp_path):
    w = build(tmp_path, {"kontakte": contacts(("2023-03-01", "Pass", 230), ("2023-03-31", "Pass", 0), ("2024-03-01", "Pass", 231), ("2024-03-29", "Pass", 0))})
    f = figure(w, "kundenkontakte", month(2024, 3))
    assert (f.oeffnungstage, f.oeffnungstage_vorjahr) == (21, 23)
    assert f.veraenderung_prozent == pytest.approx((231 / 230 - 1) * 100)
    assert f.veraenderung_je_oeffnungstag_prozent == pytest.approx((231 / 21 / (230 / 23) - 1) * 100)


def test_a_period_that_ends_on_a_closed_day_is_complete(tmp_path):
    w = build(tmp_path, {"kontakte": contacts(("2024-03-01", "Pass", 1), ("2024-03-29", "Pass", 2))})  # 30/31 March: weekend
    f = figure(w, "kundenkontakte", month(2024, 3))
    assert (f.status, f.daten_bis) == ("vollständig", date(2024, 3, 29))


def test_months_without_data_are_no_data_and_never_zero(tmp_path):
    w = build(tmp_path, {"kontakte": contacts(("2024-01-02", "Pass", 3), ("2024-03-29", "Pass", 5))})
    rows = {f.gliederung["monat"]: (f.wert, f.status) for f in figures(w, ["kundenkontakte"], Period(date(2024, 1, 1), date(2024, 4, 30)), by=("monat",))}
    assert rows == {"2024-01": (3, "vollständig"), "2024-02": (None, "keine Daten"), "2024-03": (5, "vollständig"), "2024-04": (None, "keine Daten")}
    assert figure(w, "kundenkontakte", year(2021)).wert is None
    # A service nobody asked for in a month with data is a true zero.
    assert figure(w, "kundenkontakte", month(2024, 3), where={"dienstleistung": ["Zulassung"]}).wert == 0
    assert figure(w, "kundenkontakte", year(2024), where={"monat": ["2024-04"]}).wert is None


def test_a_missing_month_of_the_base_is_left_out_on_both_sides(tmp_path):
    w = build(tmp_path, {"kontakte": contacts(*[(f"{y}-{m:02d}-{d}", "Pass", 10 * m) for y in (2023, 2024) for m in range(1, 13)
                                               for d in (("02", "29") if m != 2 else ("02",)) if (y, m) != (2023, 5)])})
    f = figure(w, "kundenkontakte", year(2024))
    # 10*m twice a month (February once): 2*780-20 = 1540; without May 1540 - 100.
    assert (f.wert, f.wert_vergleichbar, f.vorjahr) == (1540, 1440, 1440)
    assert f.veraenderung_prozent == 0


def test_leap_day_counts_and_maps_to_the_28th(tmp_path):
    w = build(tmp_path, {"kontakte": contacts(("2023-01-02", "Pass", 1), ("2023-02-28", "Pass", 4), ("2024-02-28", "Pass", 4), ("2024-02-29", "Pass", 2), ("2025-02-28", "Pass", 3), ("2025-12-31", "Pass", 1)), "oeffnungstage": [
        (date.fromisoformat(day), "Mitte") for day in ("2023-01-02", "2023-02-28", "2024-02-28", "2024-02-29", "2025-02-28", "2025-12-31")]})
    f = figure(w, "kundenkontakte", month(2024, 2))
    assert (f.wert, f.vorjahr, f.base) == (6, 4, month(2023, 2))
    whole = figure(w, "kundenkontakte", year(2025))
    assert (whole.wert, whole.vorjahr) == (4, 6)


def test_waits_count_persons_and_start_no_earlier_than_the_appointment(tmp_path):
    w = build(tmp_path, {"termine": [
        appointment("2024-03-04 09:00", "2024-03-04 08:50", "2024-03-04 09:10"),              # early: 10 minutes from 09:00
        appointment("2024-03-04 09:00", "2024-03-04 09:05", "2024-03-04 09:10", persons=3),   # late: 5 minutes from 09:05
        appointment("2024-03-04 10:00", "2024-03-04 09:40", "2024-03-04 09:55"),              # called before: 0 minutes
        appointment("2024-03-04 10:00", "2024-03-04 10:00", "2024-03-04 10:40"),              # 40 minutes
        appointment("2024-03-04 10:00", None, "2024-03-04 11:00"),                            # arrival unknown: no wait
        appointment("2024-03-04 10:00", "2024-03-04 10:00", "2024-03-04 10:20", status="nicht erschienen"),
    ]})
    waits = [10, 5, 5, 5, 0, 40]
    got = {f.kennzahl: f.wert for f in figures(w, ["wartezeit_mittel", "wartezeit_median", "wartezeit_p90", "wartezeit_bis_10"], month(2024, 3))}
    assert got["wartezeit_mittel"] == pytest.approx(statistics.mean(waits))
    assert got["wartezeit_median"] == statistics.median(waits) == 5
    assert got["wartezeit_p90"] == pytest.approx(statistics.quantiles(waits, n=10, method="inclusive")[8]) == pytest.approx(25)
    assert got["wartezeit_bis_10"] == pytest.approx(500 / 6)
    asked = {"wartezeit_bis_5": 400 / 6, "wartezeit_unter_5": 100 / 6, "wartezeit_ueber_5": 200 / 6, "wartezeit_ab_5": 500 / 6, "wartezeit_p50": 5, "wartezeit_p75": statistics.quantiles(waits, n=4, method="inclusive")[2]}
    assert {f.kennzahl: f.wert for f in figures(w, list(asked), month(2024, 3))} == pytest.approx(asked)  # any limit and any percent
    with pytest.raises(UnknownNameError):
        figures(w, ["wartezeit_p0"], month(2024, 3))
    by_hour = {f.gliederung["stunde"]: f.wert for f in figures(w, ["wartezeit_median"], month(2024, 3), by=("stunde",))}
    assert by_hour == {"9": 5, "10": 20}
    # Hours 9 (mean 6,25) and 10 (mean 20), unweighted.
    assert figure(w, "wartezeit_stundenmittel", month(2024, 3)).wert == pytest.approx((25 / 4 + 20) / 2)


def test_no_show_rate_and_lead_time(tmp_path):
    w = build(tmp_path, {"termine": [
        appointment("2024-03-04 09:00", None, None, booked="2024-03-01 09:00"),
        appointment("2024-03-04 09:00", None, None, status="nicht erschienen", booked="2024-03-03 21:00"),
        appointment("2024-03-05 09:00", None, None, service="Umzug"),
        appointment("2024-03-06 09:00", None, None, status="abgesagt"),
        appointment("2026-01-15 09:00", None, None, status="nicht erschienen"),  # the day of the load is not past
    ]})
    assert figure(w, "no_show_quote", month(2024, 3)).wert == pytest.approx(100 / 3)
    assert figure(w, "no_show_quote", month(2026, 1)).wert is None
    assert figure(w, "vorlaufzeit_mittel", month(2024, 3)).wert == pytest.approx((3 + 0.5) / 2)
    assert figure(w, "termine_gebucht", month(2024, 3)).wert == 4
    assert figure(w, "termine_abgesagt", month(2024, 3)).wert == 1


def test_mail_counts_on_the_day_it_came_and_the_day_it_was_answered(tmp_path):
    w = build(tmp_path, {"emails": [
        (datetime(2023, 12, 30, 9), datetime(2024, 1, 2, 9), None), (datetime(2024, 1, 2, 9), datetime(2024, 1, 2, 11), None),
        (datetime(2024, 1, 3, 9), None, None), (datetime(2024, 1, 31, 9), datetime(2024, 2, 1, 9), None),
    ]})
    values = {f.kennzahl: f.wert for f in figures(w, ["emails_eingegangen", "emails_bearbeitet", "emails_offen", "email_antwortzeit_median"], month(2024, 1))}
    assert values == {"emails_eingegangen": 3, "emails_bearbeitet": 2, "emails_offen": 2, "email_antwortzeit_median": (72 + 2) / 2}
    # Answers after the last delivery are no data of that month.
    assert figure(w, "emails_bearbeitet", month(2024, 2)).wert is None


def test_sundays_are_compared_with_sundays_that_had_data(tmp_path):
    # Sundays 1 January 2023 and 7 January 2024; nothing before 2023, so two years cannot be compared with 2022.
    w = build(tmp_path, {"emails": [(datetime(2023, 1, 1, 9), None, None), (datetime(2024, 1, 7, 9), None, None), (datetime(2024, 1, 7, 9), None, None),
                                    (datetime(2024, 12, 31, 9), None, None)]}, first=date(2021, 1, 1))
    f = figure(w, "emails_eingegangen", Period(date(2023, 1, 1), date(2024, 12, 31)), where={"wochentag": ["So"]})
    assert (f.wert, f.wert_vergleichbar, f.vorjahr) == (3, 2, 1)


def test_monthly_sources_answer_whole_months_only(tmp_path):
    w = build(tmp_path, {"vorgangsarten": [("Meldung", "XMeld", True), ("Quittung", "XMeld", False), ("Auskunft", "Auskünfte", True)], "vorgaenge": [
        (date(2024, 1, 1), "monat", "Meldung", 7), (date(2024, 1, 1), "monat", "Quittung", 100), (date(2024, 2, 1), "monat", "Auskunft", 5),
    ]})
    whole = {f.kennzahl: (f.wert, f.daten_bis) for f in figures(w, ["vorgaenge", "vorgaenge_xmeld"], Period(date(2024, 1, 1), date(2024, 2, 29)))}
    assert whole == {"vorgaenge": (12, date(2024, 2, 29)), "vorgaenge_xmeld": (7, date(2024, 2, 29))}
    cut = figure(w, "vorgaenge", Period(date(2024, 1, 15), date(2024, 2, 29)))
    assert cut.wert is None and "ganze Monate" in cut.hinweis
    assert all(f.wert is None for f in figures(w, ["vorgaenge"], month(2024, 1), by=("wochentag",)))
    groups = {f.gliederung["gruppe"]: f.wert for f in figures(w, ["vorgaenge"], year(2024), by=("gruppe",))}
    assert groups == {"XMeld": 7, "Auskünfte": 5}


def test_115_shares_rest_on_the_rows_that_know_them(tmp_path):
    w = build(tmp_path, {"anrufe_115": [(date(2024, 3, 4), "tag", 100, 120, 80, 60, 5), (date(2024, 3, 5), "tag", 50, None, None, 40, None)]})
    values = {f.kennzahl: f.wert for f in figures(w, ["anrufe_115", "anrufe_115_servicelevel", "anrufe_115_erstloesung"], month(2024, 3))}
    assert values == {"anrufe_115": 150, "anrufe_115_servicelevel": 80.0, "anrufe_115_erstloesung": pytest.approx(100 / 1.5)}


def test_a_column_nobody_delivers_is_no_zero(tmp_path):
    w = build(tmp_path, {"anrufe_115": [(date(2023, 3, 6), "tag", 90, None, None, None, None), (date(2024, 3, 4), "tag", 100, 120, 80, 60, 5), (date(2024, 3, 5), "tag", 50, None, None, 40, None)]})
    asked = ["anrufe_115", "anrufe_115_angeboten", "anrufe_115_in_30s", "anrufe_115_geloest"]
    assert {f.kennzahl: f.wert for f in figures(w, asked, month(2024, 3))} == {"anrufe_115": 150, "anrufe_115_angeboten": None, "anrufe_115_in_30s": None, "anrufe_115_geloest": 100}
    assert {f.kennzahl: f.wert for f in figures(w, asked, Period(date(2024, 3, 4), date(2024, 3, 4)))} == dict(zip(asked, (100, 120, 80, 60)))
    assert [f.wert for f in figures(w, ["anrufe_115_geloest"], year(2023), by=("monat",)) if f.gliederung["monat"] == "2023-03"] == [None]
    solved = figure(w, "anrufe_115_geloest", month(2024, 3))
    assert solved.vorjahr is None and solved.veraenderung_prozent is None  # the year before delivered none


def test_desks_and_staff_are_those_of_the_last_day(tmp_path):
    w = build(tmp_path, {
        "standorte": [("Alt", "Alt", None, date(2024, 10, 9), 24, 4, ""), ("Neu", "Neu", date(2024, 10, 15), None, 30, None, "")],
        "personal": [(date(2024, 1, 1), 60.0, 50.5), (date(2024, 9, 1), 66.0, None)],
        "kontakte": [(date(2023, 1, 2), "Alt", "Pass", "Termin", 48), (date(2024, 3, 4), "Alt", "Pass", "Termin", 60), (date(2024, 12, 31), "Neu", "Pass", "Termin", 60)],
    })
    f = figure(w, "beraterplaetze", year(2024))
    assert (f.wert, f.vorjahr) == (30, 24)
    assert figure(w, "thekenplaetze", year(2024)).wert is None
    assert figure(w, "kontakte_je_beraterplatz", year(2024)).wert == 4
    staff = {f.gliederung["monat"]: f.wert for f in figures(w, ["mitarbeitende"], Period(date(2024, 8, 1), date(2024, 9, 30)), by=("monat",))}
    assert staff == {"2024-08": 60, "2024-09": 66}
    places = {f.gliederung["standort"]: f.wert for f in figures(w, ["kundenkontakte"], year(2024), by=("standort",))}
    assert places == {"Alt": 60, "Neu": 60}


def test_opening_days_stop_at_the_last_data(tmp_path):
    w = build(tmp_path, {"kontakte": contacts(("2024-03-01", "Pass", 1), ("2024-03-12", "Pass", 1))})
    assert figure(w, "oeffnungstage", month(2024, 3)).wert == 8
    assert figure(w, "kontakte_je_oeffnungstag", month(2024, 3)).wert == 0.25
    # By service the divisor is still every opening day.
    assert figures(w, ["kontakte_je_oeffnungstag"], month(2024, 3), by=("dienstleistung",))[0].wert == 0.25


def test_a_break_replaces_the_change_for_its_metrics_only(tmp_path):
    rows = contacts(("2023-03-01", "Pass", 1), ("2024-03-01", "Pass", 2), ("2025-03-03", "Pass", 3), ("2025-12-31", "Pass", 0))
    w = build(tmp_path, {"kontakte": rows, "ereignisse": [(1, date(2024, 1, 1), None, "Neue Zählweise", "bruch", ["kundenkontakte"], ""),
                                                        (2, date(2024, 6, 1), None, "Sommerfest", "ereignis", [], "")]})
    broken = figure(w, "kundenkontakte", year(2024))
    assert (broken.vergleich, broken.veraenderung_prozent, broken.vorjahr) == ("Neue Zählweise", None, 1)
    assert figure(w, "terminkunden", year(2024)).veraenderung_prozent == 100
    assert figure(w, "kundenkontakte", year(2025)).veraenderung_prozent == 50


def test_another_base_year_and_none(tmp_path):
    w = build(tmp_path, {"kontakte": contacts(("2022-03-01", "Pass", 10), ("2022-12-30", "Pass", 0), ("2024-03-01", "Pass", 15), ("2024-12-31", "Pass", 0))})
    assert figure(w, "kundenkontakte", year(2024), base=year(2022)).veraenderung_prozent == 50
    assert figure(w, "kundenkontakte", year(2024)).veraenderung_prozent is None
    assert figure(w, "kundenkontakte", year(2024), base=None).base is None


def test_unknown_names_are_listed_and_unsupported_filters_said(tmp_path):
    w = build(tmp_path, {"kontakte": contacts(("2024-03-04", "Pass", 5)), "anrufe_115": [(date(2024, 3, 4), "tag", 9)]})
    for ask in (lambda: figure(w, "kunden", year(2024)), lambda: figures(w, ["kundenkontakte"], year(2024), by=("farbe",)),
                lambda: figure(w, "kundenkontakte", year(2024), where={"standort": ["Mars"]}),
                lambda: figure(w, "anrufe_115", year(2024), where={"dienstleistung": ["Pass"]}),
                lambda: figure(w, "kundenkontakte", year(2024), where={"monat": ["März"]})):
        with pytest.raises(UnknownNameError) as error:
            ask()
        assert error.value.known
    f = figure(w, "anrufe_115", year(2024), where={"dienstleistung": ["Pass"]}, unsupported="note")
    assert f.wert == 9 and "dienstleistung" in f.hinweis


@pytest.mark.parametrize("kennzahl", definitions())
def test_the_sql_of_a_passport_gives_the_figure(kennzahl, tmp_path):
    """A reader who runs the printed SQL must get the printed value: for every metric there is."""
    w = build(tmp_path, {
        "kontakte": contacts(("2023-03-06", "Pass", 3), ("2024-03-04", "Pass", 5), ("2024-03-29", "Zulassung", 4)),
        "termine": [appointment("2024-03-04 09:00", "2024-03-04 09:00", "2024-03-04 09:07", booked="2024-03-01 10:00"),
                    appointment("2024-03-04 10:00", "2024-03-04 09:00", "2024-03-04 10:20", status="bedient"),
                    appointment("2024-03-04 11:00", None, None, status="nicht erschienen")],
        "emails": [(datetime(2024, 3, 4, 9), datetime(2024, 3, 5, 9), "x"), (datetime(2024, 3, 6, 9), None, "x")],
        "anrufe_115": [(date(2024, 3, 4), "tag", 100, 120, 80, 60, 5)],
        "vorgangsarten": [("Meldung", "XMeld", True)],
        "vorgaenge": [(date(2024, 3, 1), "monat", "Meldung", 7)],
        "grosskunden": [(date(2024, 3, 1), "monat", "Neuzulassung", 7, "Autohaus")],
        "online": [(date(2024, 3, 1), "monat", "Pass", 8)],
        "personal": [(date(2024, 1, 1), 12.0, 10.0)],
        "kapazitaet": [(date(2024, 3, 4), 9, "Mitte", "insgesamt", "Minuten", 120, 90)],
    })
    f = figure(w, kennzahl, month(2024, 3))
    assert f.wert is not None
    assert float(w.query(passport(w, f).sql)[0][0]) == pytest.approx(float(f.wert))
    json.dumps(f.as_json())


def test_a_snapshot_of_another_version_is_refused_in_words(tmp_path):
    path = build(tmp_path, {"kontakte": contacts(("2024-03-04", "Pass", 5))}).path
    with duckdb.connect(str(path)) as con:
        con.execute("UPDATE ladung SET schema_version = 7")
    with pytest.raises(NoWarehouseError, match="neu laden"):
        Warehouse(path)
