"""Charts from a small office counted by hand: what is drawn, said and tabled is what the figures say, in German, in two sets of colours."""

from __future__ import annotations

import ast
import json
import re
from datetime import date
from pathlib import Path

import plotly.graph_objects as go
import pytest

from reporting import charts
from reporting.change import explain
from reporting.charts.style import DARK, LIGHT, Look, Palette, contrast, mix, readable, text_width
from reporting.distribution import wait_distribution
from reporting.explained import change_chart
from reporting.figures import figures
from reporting.periods import Period, year
from reporting.published import published_years
from tests.reporting.small_office import small_office

ROOT = Path(__file__).parents[2]
Y = year(2022)


@pytest.fixture(scope="module")
def w(tmp_path_factory):
    register = """INSERT INTO veroeffentlicht VALUES
        (1, '2015-01-01', '2015-12-31', 'kundenkontakte', '', '1.500', 'rund', 'Kunden', '', 'Zeitung', '2016', '', ''),
        (2, '2015-01-01', '2015-12-31', 'kundenkontakte', '', '1 484', '', 'Kunden', '', 'Stadt', '2016', '', ''),
        (3, '2016-01-01', '2016-06-30', 'kundenkontakte', '', '700', '', 'Kunden', '', 'Stadt', '2016', '', ''),
        (4, '2017-01-01', '2017-12-31', 'kundenkontakte', '', 'viele', '', 'Kunden', '', 'Stadt', '2018', '', '')"""
    return small_office(tmp_path_factory.mktemp("charts") / "w.duckdb", sample=True, extra=(register,))


def every_chart(w) -> list[charts.Chart]:
    hours = [figures(w, [k], Y, by=("stunde",), base=None) for k in ("wartezeit_median", "wartezeit_p90")]
    return [
        charts.columns(w, figures(w, ["kundenkontakte"], Y, by=("monat",))),
        charts.columns(w, figures(w, ["kundenkontakte"], Y, by=("wochentag",))),
        charts.columns(w, figures(w, ["anrufe_115_servicelevel"], Y, by=("monat",))),
        charts.ranked(w, figures(w, ["kundenkontakte"], Y, by=("bereich",))),
        charts.heatmap(w, figures(w, ["termine_gebucht"], Y, by=("wochentag", "stunde"), base=None)),
        charts.wait_distribution(w, wait_distribution(w, Y)),
        charts.wait_band(w, *hours),
        charts.before_after(w, figures(w, ["kundenkontakte"], Y, by=("monat",))),
        charts.many_years(w, figures(w, ["kundenkontakte"], Period(date(2021, 1, 1), date(2022, 12, 31)), by=("jahr",), base=None), published_years(w, "kundenkontakte")),
        charts.small_multiples(w, figures(w, ["kundenkontakte"], Y, by=("bereich", "monat"))),
        change_chart(w, explain(w, Y)),
    ]


def texts(figure) -> str:
    return json.dumps(figure.to_plotly_json(), ensure_ascii=False, default=list)


def test_every_chart_names_itself_its_source_and_that_the_data_are_invented(w):
    for chart in every_chart(w):
        assert chart.grund is None and chart.alt and chart.table.rows, chart.id
        for picture in (chart.plotly(), chart.plotly(dark=True), chart.figure, chart.picture(800)):
            words = " ".join(re.sub(r"<[^>]+>", " ", texts(picture)).replace("\u00a0", " ").split())
            assert chart.title in words and chart.subtitle.split(";")[0].split(".")[0] in words, chart.id
            stand = {"anrufe_115_servicelevel": "31.12.2022"}.get(chart.table.kennzahlen[0], "20.12.2022")
            stand = "05.03.2022" if "wartezeit" in chart.id or "termine" in chart.id else stand
            assert f"Quelle: Stadt Musterstadt; Stand {stand} · Beispieldaten" in words, chart.id
            assert picture.layout.separators == ",." and "E5ECF6" not in words, chart.id


def test_every_chart_on_a_page_is_one_plotly_accepts(w):
    for chart in every_chart(w):
        for dark in (False, True):
            drawn = chart.plotly(dark).to_dict()
            checked = go.Figure(drawn).to_dict()  # raises for an unknown property or value
            assert without_empty(checked) == without_empty(drawn), chart.id


def without_empty(drawn):
    """What Plotly reads: what is None or an empty list, and the empty template, is left out."""
    if isinstance(drawn, dict):
        return {name: without_empty(value) for name, value in drawn.items() if value is not None and value != [] and name != "template"}
    return [without_empty(value) for value in drawn] if isinstance(drawn, (list, tuple)) else drawn


def test_no_word_of_a_real_office_says_sample(tmp_path):
    real = small_office(tmp_path / "w.duckdb")
    assert not any("Beispieldaten" in texts(chart.figure) for chart in every_chart(real))


def test_months_are_drawn_as_counted_with_the_record_marked(w):
    chart = charts.columns(w, figures(w, ["kundenkontakte"], Y, by=("monat",)))
    own, base = chart.figure.data
    assert list(own.y) == [180] * 10 + [210, 180]
    assert list(base.y) == [150] * 11 + [160]
    assert [c == LIGHT.mark for c in own.marker.color] == [False] * 10 + [True, False]
    assert chart.title == "November 2022 war der stärkste Monat"
    assert list(chart.figure.layout.xaxis.ticktext) == ["Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"]
    assert chart.figure.layout.xaxis.type == "category" and chart.figure.layout.yaxis.range[0] == 0
    assert "Umzug in den Neubau, 12.10." in texts(chart.figure)
    assert "November 2022 (210 Kundenkontakte)" in chart.alt.replace("\u00a0", " ")
    assert own.customdata[10] == "2022-11"  # what a click on the column filters by


def test_two_equal_best_months_are_no_record(tmp_path):
    level = small_office(tmp_path / "w.duckdb", extra=("UPDATE kontakte SET anzahl = 120 WHERE anzahl = 150",))
    chart = charts.columns(level, figures(level, ["kundenkontakte"], Y, by=("monat",)))
    assert LIGHT.mark not in chart.figure.data[0].marker.color and chart.title == "Kundenkontakte je Monat, 2022"


def test_only_a_whole_year_has_a_strongest_month(w):
    quarter = charts.columns(w, figures(w, ["kundenkontakte"], Period(date(2022, 10, 1), date(2022, 12, 31)), by=("monat",)))
    assert quarter.title == "Kundenkontakte je Monat, 4. Quartal 2022"
    running = charts.columns(w, figures(w, ["kundenkontakte"], year(2022), by=("monat",), where={"monat": ["2022-10", "2022-11", "2022-12"]}))
    assert "war der stärkste Monat" not in running.title


def test_days_before_an_event_are_no_counterpart_of_single_months(w):
    after, before = Period(date(2022, 10, 20), date(2022, 12, 31)), Period(date(2022, 8, 8), date(2022, 10, 19))
    assert [f.vorjahr for f in figures(w, ["kundenkontakte"], after, by=("monat",), base=before)] == [None] * 3
    by_day = charts.columns(w, figures(w, ["kundenkontakte"], after, by=("wochentag",), base=before))
    assert "08.08.–19.10.2022" in texts(by_day.figure) and "gleiche Kalendertage" not in texts(by_day.figure)


def test_filters_stand_in_the_title(w):
    chart = charts.columns(w, figures(w, ["kundenkontakte"], Y, by=("monat",), where={"bereich": ["Kfz"]}))
    assert "Kfz" in chart.title and "kfz" in chart.filename


def test_ranked_shares_add_up_and_the_rest_has_no_bar(w):
    found = figures(w, ["kundenkontakte"], Y, by=("bereich",))
    chart = charts.ranked(w, found)
    assert list(chart.figure.data[0].x) == [1470, 720]  # 12 * 120 + 30 and 12 * 60
    assert sum(row[2] for row in chart.table.rows) == pytest.approx(100)
    assert "67 %" in texts(chart.figure).replace("\u00a0", " ")
    short = charts.ranked(w, found, top=1)
    assert list(short.figure.data[0].x) == [1470, None] and "1 weitere" in texts(short.figure) and len(short.table.rows) == 2


def test_a_picture_draws_as_many_rows_as_can_be_read(tmp_path):
    services = ", ".join(f"('Leistung {n:02d}', 'Viele', NULL, [])" for n in range(30))
    rows = ", ".join(f"(DATE '2022-03-05', 'Altbau', 'Leistung {n:02d}', 'Termin', {100 - n}, 1, 1)" for n in range(30))
    office = small_office(tmp_path / "w.duckdb", extra=(f"INSERT INTO dienstleistungen VALUES {services}", f"INSERT INTO kontakte VALUES {rows}"))
    chart = charts.ranked(office, figures(office, ["kundenkontakte"], Y, by=("dienstleistung",)))
    assert len(chart.plotly().data[0].x) == len(chart.table.rows) == 32  # the page grows with them
    wide, square = (chart.picture(height).data[0] for height in (450, 800))
    assert len(wide.x) < len(square.x) < 32 and wide.x[-1] is None
    hidden = 32 - (len(wide.x) - 1)
    assert f"{hidden} weitere" in texts(chart.figure)


def test_months_to_come_are_named(tmp_path):
    office = small_office(tmp_path / "w.duckdb", until=date(2022, 5, 20))
    chart = charts.columns(office, figures(office, ["kundenkontakte"], Y, by=("monat",)))
    assert "Ohne Daten: Juni bis Dezember 2022" in chart.subtitle and "Überall der gleiche Wert: 180" in chart.alt


def test_heat_map_leaves_closed_hours_empty(w):
    chart = charts.heatmap(w, figures(w, ["termine_gebucht"], Y, by=("wochentag", "stunde"), base=None))
    most, least = chart.figure.layout.shapes  # Saturday, 5 March 2022: four appointments at 9, one at 10, nothing else
    assert most.fillcolor == LIGHT.heat[1] and LIGHT.heat[0] != least.fillcolor != LIGHT.heat[1]
    assert [a.text for a in chart.figure.layout.annotations][-2:] == ["4", "1"]
    assert list(chart.figure.layout.xaxis.ticktext) == ["Sa"]


def test_wait_distribution_counts_people_by_minute(w):
    found = wait_distribution(w, Y)
    assert found.minuten == ((2, 1), (4, 1), (6, 1), (20, 1)) and found.personen == 4
    assert (found.mittel.wert, found.median.wert) == (8, 5) and found.p90.wert == pytest.approx(15.8)
    chart = charts.wait_distribution(w, found, until=10)
    assert list(chart.figure.data[0].y) == [0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1]
    assert "10 Minuten und mehr" in chart.subtitle and "15,8 Minuten" in texts(chart.figure)
    assert wait_distribution(w, Y, where={"standort": ["Neubau"]}).minuten == ()


def test_target_of_115_is_drawn(w):
    chart = charts.columns(w, figures(w, ["anrufe_115_servicelevel"], Y, by=("monat",)))
    assert any(shape.y0 == shape.y1 == 75 for shape in chart.figure.layout.shapes) and "Ziel\u00a075\u00a0%" in texts(chart.figure)
    assert "in 12 von 12" in chart.alt  # 30 of 40 calls = 75 %, which is met


def test_published_years_are_open_dots_and_gaps_stay_gaps(w):
    assert published_years(w, "kundenkontakte") == [charts.Published(2015, 1484, "Stadt, 2016")]  # the exact one; half a year and words left out
    both = figures(w, ["kundenkontakte"], Period(date(2021, 1, 1), date(2022, 12, 31)), by=("jahr",), base=None)
    line, dots, full = charts.many_years(w, both, published_years(w, "kundenkontakte")).figure.data
    assert dict(zip(line.x, line.y)) == {"2015": 1484, "2016": None, "2017": None, "2018": None, "2019": None, "2020": None, "2021": 1810, "2022": 2190}
    assert list(dots.x) == ["2015"] and dots.marker.color == LIGHT.ground and list(full.y) == [1810, 2190]


def test_a_break_cuts_the_line(tmp_path):
    office = small_office(tmp_path / "w.duckdb", events=[("2022-01-01", "2022-01-01", "Neue Zählung", "bruch")])
    both = figures(office, ["kundenkontakte"], Period(date(2021, 1, 1), date(2022, 12, 31)), by=("jahr",), base=None)
    chart = charts.many_years(office, both)
    assert list(chart.figure.data[0].y) == [1810, None, 2190] and "Bruch: Neue Zählung" in texts(chart.figure)


def test_waterfall_steps_add_up_or_there_is_no_chart(w):
    step = charts.Step
    with pytest.raises(ValueError, match="add up"):
        charts.waterfall(w, "kundenkontakte", step("2021", 100), [step("a", 5)], step("2022", 106), period=Y, base=year(2021))
    chart = change_chart(w, explain(w, Y))
    assert chart.table.rows[0][1] + sum(row[1] for row in chart.table.rows[1:-1]) == chart.table.rows[-1][1] == 2190


def test_no_data_is_explained_and_not_drawn(w):
    empty = charts.columns(w, figures(w, ["online_leistungen"], Y, by=("monat",)))
    assert empty.plotly() is None and empty.figure is None and empty.grund == "Für 2022 liegen keine Daten vor."
    later = charts.columns(w, figures(w, ["kundenkontakte"], year(2030), by=("monat",)))
    assert later.grund == "Für 2030 liegen keine Daten vor; Daten reichen vom 05.01.2021 bis zum 20.12.2022."
    for kind in (charts.columns, charts.ranked, charts.heatmap, charts.before_after, charts.many_years, charts.small_multiples):
        assert kind(w, []).grund
    assert charts.wait_band(w, [], []).grund


def test_wrong_figures_are_refused(w):
    by_area = figures(w, ["kundenkontakte"], Y, by=("bereich",))
    for kind in (charts.columns, charts.heatmap, charts.before_after, charts.many_years, charts.small_multiples):
        with pytest.raises(ValueError):
            kind(w, by_area)


def test_no_plotly_express_and_no_colour_outside_the_style():
    for file in [*ROOT.glob("reporting/charts/*.py"), *ROOT.glob("reporting/export/*.py")]:
        source = file.read_text(encoding="utf-8")
        names = {n.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import) for n in node.names}
        names |= {node.module for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)}
        assert not any(name and "express" in name for name in names), file


@pytest.mark.parametrize("p", [LIGHT, DARK], ids=["light", "dark"])
def test_tokens_keep_their_contrast(p: Palette):
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21) and contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)  # known pairs
    for text in (p.text, p.muted, p.mark, p.accent):
        assert contrast(text, p.ground) >= 4.5
    for mark in (p.accent, p.base, p.mark, p.good, p.bad):
        assert contrast(mark, p.ground) >= 3
    fields = [mix(*p.heat, n / 50) for n in range(51)]
    assert min(contrast(readable(field), field) for field in fields) >= 4.5


def test_text_is_measured_and_wrapped_to_the_narrowest_screen():
    assert text_width("Minuten", 10) == 36  # 0.833 + 0.222 + 0.556 + 0.556 + 0.278 + 0.556 + 0.556 = 3.557 em
    screen, file = Look(LIGHT, wide=False), Look(LIGHT, wide=True)
    title = "Wahrgenommene Termine nach Wochentag und Uhrzeit, 2018"
    assert screen.wrap(title, 16, bold=True) == ["Wahrgenommene Termine nach", "Wochentag und Uhrzeit, 2018"] and file.wrap(title, 20, bold=True) == [title]


def test_long_names_end_with_an_ellipsis_inside_the_picture(tmp_path):
    event = ("2022-02-01", "2022-02-01", "Ein Ereignis mit einem Namen, der auf keinen Bildschirm eines Telefons passt", "ereignis")
    office = small_office(tmp_path / "w.duckdb", events=[event] * 6)
    chart = charts.columns(office, figures(office, ["kundenkontakte"], Y, by=("monat",)))
    labels = [a for a in chart.plotly().layout.annotations if a.text.startswith("Ein Ereignis")]
    assert len(labels) == 4 and len([s for s in chart.plotly().layout.shapes if s.type == "line"]) == 6
    assert all("…, 1.2." in a.text and text_width(a.text, 11) < 320 * 11 / 12 for a in labels)
    wide = [a.text for a in chart.figure.layout.annotations if a.text.startswith("Ein Ereignis")]
    assert wide == [f"{event[2]}, 1.2."] * 4


def test_bars_end_with_value_share_and_change(w):
    areas = charts.ranked(w, figures(w, ["kundenkontakte"], Y, by=("bereich",)))
    assert "<b>1.470</b> · 67\u00a0% · +22,5\u00a0%" in texts(areas.figure)  # 1.470 of 2.190; 1.200 the year before
    assert areas.subtitle == "Kundenkontakte, Anteil und Veränderung gegenüber 2021 (gleiche Kalendertage)"
    moved = charts.ranked(w, figures(w, ["kundenkontakte"], Y, by=("standort",)))  # the old house closed in October: no fair change
    assert moved.subtitle.startswith("Kundenkontakte und Anteil") and "gegenüber" not in json.dumps(moved.figure.to_plotly_json()["layout"], default=list, ensure_ascii=False)


def test_a_change_taken_apart_ends_with_both_the_value_and_the_change(w):
    assert "<b>2.190 (+380)</b>" in texts(change_chart(w, explain(w, Y)).figure)  # 2.190 after 1.810


def test_columns_by_month_say_that_they_compare_the_same_calendar_days(w):
    assert "2021 (gleiche Kalendertage)" in texts(charts.columns(w, figures(w, ["kundenkontakte"], Y, by=("monat",))).figure)
