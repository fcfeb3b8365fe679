"""Text blocks: every number counted by hand on the small office, every rounding word held against the press check's own rule."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.factcheck import factcheck
from reporting.factcheck.printed.rounding import allows
from reporting.figures import figure
from reporting.german import NBSP
from reporting.periods import Period, half_year, month, quarter, year
from reporting.phrases import against, as_in, in_period, rounded, since_words
from reporting.sentences import about, sentences, year_in_words
from reporting.warehouse import Event
from tests.reporting.small_office import MOVE, small_office


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return small_office(tmp_path_factory.mktemp("office") / "w.duckdb")


def texts(found):
    return [str(sentence).replace(NBSP, " ") for sentence in found]


def test_the_year_for_the_mayor(office):
    assert texts(year_in_words(office, 2022)) == [
        "Im Jahr 2022 gab es 2.190 Kundenkontakte, 21,0 Prozent mehr als 2021.",
        "Seit dem Umzug in den Neubau (20. Oktober bis 31. Dezember 2022) gab es 450 Kundenkontakte, 25,0 Prozent mehr als im gleichen Zeitraum 2021.",
        "Der November 2022 war mit 210 Kundenkontakten der stärkste Monat seit Beginn der Aufzeichnung im Januar 2021; "
        "die mittlere Wartezeit lag im Jahr 2022 (Daten bis 5. März) bei 8,0 Minuten.",
    ]


def test_every_number_of_a_sentence_carries_its_figure(office):
    for sentence in sentences(office, year(2022)):
        assert sentence.figures and all(f.wert is not None for f in sentence.figures)
        assert sentence.parts[0].text[:1].isupper() and sentence.text.endswith(".") and ".." not in sentence.text and "  " not in sentence.text


def test_first_year_has_no_change_and_no_record(office):
    assert texts(year_in_words(office, 2021)) == [
        "Im Jahr 2021 gab es 1.810 Kundenkontakte.",
        "Im Jahr 2021 war der Bereich Meldewesen am häufigsten nachgefragt (1.200 Kundenkontakte, 66,3 Prozent), gefolgt vom Bereich Kfz (610; 33,7 Prozent).",
        "Stärkster Monat des Jahres 2021 war der Dezember mit 160 Kundenkontakten; die mittlere Wartezeit lag im Jahr 2021 (Daten ab 05.03.2021) bei 15,0 Minuten.",
    ]


def test_partial_data_are_said_and_a_year_without_data_says_nothing(tmp_path, office):
    part = small_office(tmp_path / "w.duckdb", until=date(2022, 5, 15))
    assert texts(year_in_words(part, 2022))[0] == (
        "Im Jahr 2022 (Daten bis 5. Mai) gab es 840 Kundenkontakte, 20,0 Prozent mehr als an den gleichen Kalendertagen 2021.")
    assert year_in_words(office, 2019) == [] and sentences(office, year(2031)) == []


def test_a_tie_is_no_record(tmp_path):
    tie = "INSERT INTO kontakte VALUES ('2021-03-05', 'Altbau', 'Ausweis', 'spontan', 60, 0, 9)"  # March 2021 also 210
    w = small_office(tmp_path / "w.duckdb", extra=(tie,))
    assert not any("stärkste" in text for text in texts(sentences(w, year(2022))))


def test_a_gap_in_the_data_forbids_since_the_beginning(tmp_path):
    w = small_office(tmp_path / "w.duckdb", extra=("DELETE FROM kontakte WHERE datum BETWEEN '2021-03-01' AND '2021-03-31'",))
    assert any("war mit 210 Kundenkontakten der stärkste Monat aller Monate mit Daten" in text for text in texts(sentences(w, year(2022))))


def test_percent_and_percentage_points(office):
    text = texts([about(office, figure(office, "anrufe_115_servicelevel", year(2022)))])[0]
    assert text == ("Im Jahr 2022 wurden 75,0 Prozent der Anrufe über die 115 innerhalb von 30 Sekunden angenommen, "
                    "gegenüber 100,0 Prozent im Jahr 2021 ein Rückgang um 25,0 Prozentpunkte.")
    wait = texts([about(office, figure(office, "wartezeit_mittel", month(2022, 3)))])[0]
    assert wait == ("Im März 2022 (Daten bis 5. März) lag die mittlere Wartezeit bei 8,0 Minuten, "
                    "gegenüber 15,0 Minuten an den gleichen Kalendertagen 2021 ein Rückgang um 46,7 Prozent.")


def test_filters_singular_nothing_and_stocks(office):
    by_area = texts(sentences(office, month(2022, 11), {"bereich": ("Kfz",)}))
    assert by_area[0] == "Im November 2022 gab es im Bereich Kfz 60 Kundenkontakte, 20,0 Prozent mehr als im November 2021."
    nobody = figure(office, "terminkunden", month(2022, 11), where={"bereich": ("Kfz",)})
    assert texts([about(office, nobody)]) == ["Im November 2022 kamen im Bereich Kfz keine Terminkunden, ebenso wie im November 2021."]
    assert not any("keine" in text for text in by_area)
    assert not any("Beraterplatz" in text for text in by_area)
    since = texts(sentences(office, year(2022), {"bereich": ("Kfz",)}))
    assert ("Seit dem Umzug in den Neubau (20. Oktober bis 31. Dezember 2022) gab es im Bereich Kfz 180 Kundenkontakte, "
            "12,5 Prozent mehr als im gleichen Zeitraum 2021.") in since
    everything = texts(sentences(office, year(2022)))
    assert "Im Jahr 2022 (Daten bis 5. März) wurde 1 Termin versäumt, ebenso viele wie an den gleichen Kalendertagen 2021." in everything
    assert "Am 31. Dezember 2022 gab es 14 Beraterplätze, 4 mehr als am 31. Dezember 2021." in everything
    assert not any("Stundenmittel" in text for text in everything)


def test_a_break_forbids_the_change(tmp_path):
    w = small_office(tmp_path / "w.duckdb", events=(("2022-01-01", "2022-01-01", "Neue Zählung", "bruch"), MOVE),
                     extra=("UPDATE ereignisse SET von = '2021-12-31', bis = '2021-12-31' WHERE art = 'bruch'",))
    assert texts(year_in_words(w, 2022))[0] == (
        "Im Jahr 2022 gab es 2.190 Kundenkontakte; ein Vergleich mit 2021 ist nicht möglich, weil sich die Zählung geändert hat (Neue Zählung).")


def test_opening_days_that_differ_are_said(tmp_path):
    w = small_office(tmp_path / "w.duckdb", extra=("DELETE FROM oeffnungstage WHERE datum = '2021-04-10'",))
    change = 100 * (2190 / 36 / (1810 / 35) - 1)
    assert f"Im Jahr 2022 waren es je Öffnungstag {change:.1f} Prozent mehr Kundenkontakte als 2021 (bei 36 statt 35 Öffnungstagen).".replace(
        f"{change:.1f}", f"{change:.1f}".replace(".", ",")) in texts(sentences(w, year(2022)))


def test_two_years_compare_only_the_second_and_say_so(office):
    text = texts([about(office, figure(office, "kundenkontakte", Period(date(2021, 1, 1), date(2022, 12, 31))))])[0]
    assert text == ("In den Jahren 2021 und 2022 gab es 4.000 Kundenkontakte; vom 5. Januar bis 31. Dezember 2022 waren es 2.190 Kundenkontakte, "
                    "21,0 Prozent mehr als im gleichen Zeitraum 2021.")


def test_round_numbers_in_press_style(office):
    found = texts(sentences(office, year(2022), rounded=True))
    assert "Im Jahr 2022 gab es rund 2.200 Kundenkontakte, rund 21 Prozent mehr als 2021." in found
    assert "Im Jahr 2022 wurden in der Sachbearbeitung 12.000 Vorgänge bearbeitet, rund 11 Prozent mehr als 2021." in found  # exact: no word


@settings(max_examples=200)
@given(st.one_of(st.integers(100, 3_000_000), st.floats(1, 99, allow_nan=False)))
def test_a_rounding_word_is_one_the_press_check_accepts(value):
    text, printed = rounded(value)
    *word, number = text.split(" ")
    qualifier = " ".join(word) or None
    assert allows(number, qualifier, value) == ("richtig" if qualifier is None else "gerundet richtig"), (text, value)
    assert (qualifier is None) == (printed == pytest.approx(value, rel=1e-9))


@pytest.mark.parametrize("value, text", [
    (108801, "rund 109.000"), (108650, "knapp 109.000"), (74312, "gut 74.000"), (24087, "rund 24.000"), (13530, "rund 13.500"), (73900, "rund 74.000"), (73600, "knapp 74.000"),
    (190288, "rund 190.000"), (190400, "mehr als 190.000"), (24000, "24.000"), (8.26, "rund 8"), (8.4, "gut 8"), (7.6, "knapp 8"), (0.4, "0,4"),
])
def test_rounding_words(value, text):
    assert rounded(value)[0] == text


@pytest.mark.parametrize("period, when, than, versus", [
    (year(2018), "im Jahr 2018", "2017", "2017"),
    (month(2018, 11), "im November 2018", "im November 2017", "dem November 2017"),
    (half_year(2018, 1), "im ersten Halbjahr 2018", "im ersten Halbjahr 2017", "dem ersten Halbjahr 2017"),
    (quarter(2018, 3), "im dritten Quartal 2018", "im dritten Quartal 2017", "dem dritten Quartal 2017"),
    (Period(date(2018, 2, 1), date(2018, 5, 31)), "von Februar bis Mai 2018", "im gleichen Zeitraum 2017", "dem gleichen Zeitraum 2017"),
    (Period(date(2018, 10, 15), date(2018, 12, 31)), "vom 15. Oktober bis 31. Dezember 2018", "im gleichen Zeitraum 2017", "dem gleichen Zeitraum 2017"),
])
def test_periods_in_words(period, when, than, versus):
    base = period.shifted(-1)
    assert in_period(period).replace(NBSP, " ") == when
    assert (as_in(base, period, True), against(base, period, True)) == (than, versus)
    assert as_in(base, period, False) == "an den gleichen Kalendertagen 2017"


@pytest.mark.parametrize("title, words", [
    ("Umzug in die Bahnstraße", "seit dem Umzug in die Bahnstraße"), ("Einführung der Terminpflicht", "seit der Einführung der Terminpflicht"),
    ("Inkrafttreten des Gesetzes", "seit dem Inkrafttreten des Gesetzes"), ("Neue Software", "seit dem 3. Mai 2018 („Neue Software“)"),
])
def test_since_an_event(title, words):
    assert since_words(Event(1, date(2018, 5, 3), date(2018, 5, 3), title, "ereignis", (), "")).replace(NBSP, " ") == words


@pytest.mark.parametrize("rounded_style", [False, True])
def test_the_press_check_finds_nothing_wrong_in_the_text_blocks(office, rounded_style):
    asked = [(year(2022), {}), (year(2021), {}), (Period(date(2022, 10, 15), date(2022, 12, 31)), {}), (month(2022, 11), {}), (quarter(2022, 3), {}), (month(2022, 11), {"bereich": ("Kfz",)})]
    wrong = [(v.zahl, str(s), v.grund) for period, where in asked for s in sentences(office, period, where, rounded=rounded_style)
             for v in factcheck(office, str(s), date(2023, 1, 15)) if v.urteil == "falsch"]
    assert not wrong
