"""What a printed number may mean, decided by hand, one line per case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.factcheck.printed.numbers import find_numbers, read_number
from reporting.factcheck.printed.rounding import RIGHT, ROUNDED, WRONG, allows, qualifier_before

CASES = [
    ("108.801", None, 108801, RIGHT), ("108 801", None, 108801, RIGHT), ("108.802", None, 108801, WRONG), ("108.801", "rund", 108801, RIGHT),
    ("74.000", None, 74312, WRONG), ("74.000", "rund", 74312, ROUNDED), ("74.000", "rund", 74500, ROUNDED), ("75.000", "rund", 74312, WRONG),
    ("10.000", "rund", 10489, ROUNDED), ("11.000", "rund", 10489, WRONG), ("9.000", "etwa", 9104, ROUNDED), ("108.000", "rund", 108801, WRONG),
    ("109.000", "rund", 108801, ROUNDED), ("110.000", "rund", 108801, ROUNDED), ("100.000", "rund", 108801, WRONG), ("13.500", "rund", 13549, ROUNDED),
    ("13.500", "ca.", 13600, WRONG), ("11.000", "knapp", 10930, ROUNDED), ("11.000", "knapp", 11101, WRONG), ("11.000", "gut", 11101, ROUNDED),
    ("1.550", "gut", 1558, ROUNDED), ("1.550", "gut", 1562, WRONG), ("1.550", "gut", 1549, WRONG), ("1.560", "gut", 1578, WRONG),
    ("24.000", "mehr als", 24301, ROUNDED), ("24.000", "mehr als", 24000, WRONG), ("24.000", "mehr als", 23999, WRONG), ("23.000", "mehr als", 24301, WRONG),
    ("100.000", "über", 108801, ROUNDED), ("25.000", "weniger als", 24301, ROUNDED), ("24.000", "weniger als", 24301, WRONG),
    ("8", "etwas über", 8.31, ROUNDED), ("8", "etwas über", 7.95, WRONG), ("7", "etwas über", 8.31, WRONG), ("9", "etwas über", 8.31, WRONG),
    ("acht", "gut", 8.31, ROUNDED), ("8,3", None, 8.31, ROUNDED), ("8,4", None, 8.31, WRONG), ("8", None, 8.31, ROUNDED), ("9", "knapp", 8.31, WRONG),
    ("1,2 Mio.", None, 1234567, ROUNDED), ("1,3 Mio.", None, 1234567, WRONG), ("67", None, 67, RIGHT), ("70", "rund", 67, ROUNDED), ("60", "rund", 67, WRONG),
    ("10", "unter", 8.3, ROUNDED), ("8", "höchstens", 8.3, WRONG), ("8", "mindestens", 8.3, ROUNDED), ("24.301", "genau", 24301, RIGHT),
    ("halbiert", "fast", 0.52, ROUNDED), ("halbiert", "fast", 0.48, WRONG), ("halbiert", "knapp", 0.7, WRONG), ("halbiert", "mehr als", 0.45, ROUNDED), ("halbiert", "mehr als", 0.52, WRONG),
    ("halbiert", None, 0.51, ROUNDED), ("verdoppelt", "nahezu", 1.92, ROUNDED), ("verdoppelt", "nahezu", 2.1, WRONG), ("verdoppelt", "mehr als", 2.1, ROUNDED), ("halb so viele", "knapp", 0.48, ROUNDED),
]
PERCENTS = [
    ("20", "rund", 20.4, ROUNDED), ("20", "rund", 22.4, WRONG), ("21", "rund", 20.4, WRONG), ("30", "knapp", 28.3, ROUNDED), ("30", "knapp", 30.2, WRONG),
    ("28", None, 28.34, ROUNDED), ("29", None, 28.34, WRONG), ("4,2", None, 4.193, ROUNDED), ("25", "mehr als", 28.3, ROUNDED), ("30", "mehr als", 28.3, WRONG),
    ("ein Fünftel", None, 20.4, ROUNDED), ("ein Fünftel", None, 23.0, WRONG), ("die Hälfte", "mehr als", 51.2, ROUNDED), ("die Hälfte", "mehr als", 49.9, WRONG),
]


@pytest.mark.parametrize(("printed", "qualifier", "value", "expected"), CASES)
def test_printed_numbers_mean_what_readers_take_them_for(printed, qualifier, value, expected):
    assert allows(printed, qualifier, value) == expected


@pytest.mark.parametrize(("printed", "qualifier", "value", "expected"), PERCENTS)
def test_percentages(printed, qualifier, value, expected):
    assert allows(printed, qualifier, value, percent=True) == expected


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_a_bare_count_is_right_only_when_equal(printed, value):
    assert allows(f"{printed:,}".replace(",", "."), None, value) == (RIGHT if printed == value else WRONG)


@given(st.integers(11, 10**6))
def test_a_rounding_word_with_a_direction_never_accepts_the_other_side(value):
    for word in ("knapp", "fast", "weniger als", "unter"):
        assert allows(str(value), word, value + 1) == WRONG
    for word in ("gut", "mehr als", "etwas über", "über"):
        assert allows(str(value), word, value - 1) == WRONG


@pytest.mark.parametrize(("text", "values"), [
    ("108.801, 108 801 und 108\u202f801", [108801] * 3), ("8,5 Minuten, 1,2 Mio. und 14 000", [8.5, 1.2e6, 14000]),
    ("drei zusätzliche, acht Minuten, fünfzig, zweieinhalb, ein Dutzend", [3, 8, 50, 2.5, 12]),
    ("verdoppelt und halbiert, ein Fünftel, jeder Zehnte ging", [2, 0.5, 0.2, 0.1]), ("30 bis 40", [30, 40]),
    ("ein Mann und eine Frau, aber ein Prozent", [1]), ("hundertachttausendachthunderteins", [108801]), ("Klasse C1, BF17 und A4", []),
])
def test_numbers_are_read_in_every_spelling(text, values):
    assert [n.value for n in find_numbers(text)] == pytest.approx(values)


def test_no_number_is_never_right():
    assert read_number("kaum jemand") is None
    assert allows("kaum jemand", None, 3) == WRONG


def test_rounding_words_are_found_before_the_number():
    assert qualifier_before("mit etwas über ")[0] == "etwas über"
    assert qualifier_before("Das sind rund ")[0] == "rund"
    assert qualifier_before("der Bund ") is None
