"""Sentences with known verdicts about an office of two invented years; precision and recall over all of them."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from reporting.factcheck import NO_CLAIM, RIGHT, ROUNDED, UNPROVABLE, WRONG, factcheck
from reporting.periods import year
from reporting.sentences import sentences
from tests.reporting.factcheck_office import office

HERE = Path(__file__).parent
VERDICTS = {"R": RIGHT, "G": ROUNDED, "F": WRONG, "N": UNPROVABLE, "-": NO_CLAIM}
with (HERE / "factcheck_sentences.csv").open(encoding="utf-8") as file:
    CASES = [(row["text"], row["erwartet"]) for row in csv.DictReader(file, delimiter=";")]


@pytest.fixture(scope="module")
def w(tmp_path_factory):
    built = office(tmp_path_factory.mktemp("office"))
    yield built
    built.close()


def expected(text: str) -> list[tuple[str, str]]:
    """"73.182=R|4=F" as pairs of number and verdict."""
    return [(part.rsplit("=", 1)[0], VERDICTS[part.rsplit("=", 1)[1]]) for part in text.split("|") if part]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_each_number_gets_its_verdict(w, text, wanted):
    found = [(v.zahl, v.urteil) for v in factcheck(w, text)]
    for number, verdict in expected(wanted):
        match = next(((z, u) for z, u in found if z == number and (u != NO_CLAIM or verdict == NO_CLAIM)), None)
        assert match is not None and match[1] == verdict, (number, verdict, found)
        found.remove(match)
    assert {u for _, u in found} <= {NO_CLAIM}


def test_precision_and_recall(w, capsys):
    """Of the numbers called wrong, how many are; of the wrong numbers, how many are found."""
    called = wrong = hits = right = right_called = 0
    for text, wanted in CASES:
        found = [(v.zahl, v.urteil) for v in factcheck(w, text) if v.urteil != NO_CLAIM]
        for number, verdict in expected(wanted):
            if verdict == NO_CLAIM:
                continue
            mine = next((pair for pair in found if pair[0] == number), (number, None))
            if mine in found:
                found.remove(mine)
            called += mine[1] == WRONG
            wrong += verdict == WRONG
            hits += mine[1] == verdict == WRONG
            right += verdict in (RIGHT, ROUNDED)
            right_called += verdict in (RIGHT, ROUNDED) and mine[1] in (RIGHT, ROUNDED)
    precision, recall = hits / called, hits / wrong
    with capsys.disabled():
        print(f"\nfactcheck: {len(CASES)} texts; wrong numbers: precision {precision:.3f} ({hits}/{called}), recall {recall:.3f} ({hits}/{wrong}); right numbers confirmed {right_called}/{right}")
    assert precision == 1 and recall == 1


def test_every_verdict_names_its_place_and_its_reason(w):
    for text, _ in CASES:
        for v in factcheck(w, text):
            assert text[v.start : v.end] == v.zahl and v.satz in text and v.grund
            if v.korrektur:
                assert v.urteil == WRONG and v.korrektur != v.satz


def test_the_corrected_sentence_is_right(w):
    """Every correction, checked again, no longer holds that wrong number."""
    for text, wanted in CASES:
        wrong = [v for v in factcheck(w, text) if v.urteil == WRONG]
        for v in wrong:
            if v.korrektur:
                again = [x for x in factcheck(w, text.replace(v.satz, v.korrektur)) if x.urteil == WRONG]
                assert len(again) < len(wrong), (text, v.korrektur, [x.grund for x in again])


def test_generated_sentences_are_right_and_each_changed_digit_is_found(w, capsys):
    """The text blocks of the house are true; with one digit changed they are not."""
    said = [s.text for rounded in (False, True) for s in sentences(w, year(2022), rounded=rounded)]
    changed = 0
    for text in said:
        for v in factcheck(w, text):
            if v.urteil == NO_CLAIM:
                continue
            assert v.urteil in (RIGHT, ROUNDED), (text, v.zahl, v.grund)
            at = next((i for i, c in enumerate(v.zahl) if c.isdigit()), None)
            if at is not None:
                wrong = text[: v.start + at] + str((int(v.zahl[at]) + 3) % 9 + 1) + text[v.start + at + 1 :]
                if wrong != text:
                    changed += 1
                    assert any(x.urteil == WRONG for x in factcheck(w, wrong)), wrong
    with capsys.disabled():
        print(f"\nfactcheck: {len(said)} generated sentences right, {changed} changed digits found")


def test_the_date_of_a_text_says_which_year_and_which_november(w):
    """X: the value of another year or place, which must not pass as right but may be left open."""
    with (HERE / "factcheck_stand.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter=";"):
            found = {v.zahl: v.urteil for v in factcheck(w, row["text"], date.fromisoformat(row["stand"]))}
            for number, letter in (part.rsplit("=", 1) for part in row["erwartet"].split("|")):
                assert found.get(number) in ((WRONG, UNPROVABLE) if letter == "X" else (VERDICTS[letter],)), (number, letter, found, row)


def test_a_false_record_names_the_real_one(w):
    false = [v for v in factcheck(w, "Im August 2022 kamen 6.510 Kunden, so viele wie nie zuvor.") if v.urteil == WRONG]
    assert len(false) == 1 and "im März 2022 (6.660\xa0Kundenkontakte)" in false[0].grund and false[0].wert == 6510
