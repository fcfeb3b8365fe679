"""The release of 13.02.2019 against the sample: every number judged rightly."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from reporting.factcheck import NO_CLAIM, RIGHT, ROUNDED, UNPROVABLE, WRONG, factcheck
from reporting.warehouse import open_warehouse
from tests.reporting.small import build

ROOT = Path(__file__).parents[2]
RELEASE = (Path(__file__).parent / "release_2019-02-13.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The sample of `data/`, written and loaded."""
    target = tmp_path_factory.mktemp("office")
    for part in ("stammdaten", "veroeffentlicht"):
        shutil.copytree(ROOT / "data" / part, target / part)
    shutil.copy(ROOT / "data" / "quellen.toml", target)
    for command in ("sample", "load"):
        subprocess.run([sys.executable, "-m", "etl", command, "--data", str(target)], cwd=ROOT, check=True, capture_output=True)
    return target


@pytest.fixture(scope="module")
def w(folder):
    with_sample = open_warehouse(folder)
    yield with_sample
    with_sample.close()


def test_every_number_of_the_release_is_judged_rightly(w):
    found = [(v.zahl, v.urteil) for v in factcheck(w, RELEASE) if v.urteil != NO_CLAIM]
    assert found == [
        ("108.801", RIGHT), ("24.301", RIGHT), ("20", ROUNDED), ("30", RIGHT), ("24", RIGHT), ("drei", RIGHT), ("11.101", RIGHT), ("8", ROUNDED),
        ("74.000", ROUNDED), ("24.000", ROUNDED), ("10.000", ROUNDED), ("13.500", ROUNDED), ("14.000", ROUNDED), ("30.127", RIGHT), ("190.288", RIGHT),
        ("56.000", ROUNDED), ("67", RIGHT),
    ]


def test_dates_years_and_the_number_115_claim_nothing(w):
    found = [v.zahl for v in factcheck(w, RELEASE) if v.urteil == NO_CLAIM]
    assert found == ["2018", "13.02.2019", "13", "2019", "2018", "2018", "2018", "115", "2018", "2019", "2022"]


@pytest.mark.parametrize(("text", "code"), [("2018 kamen 108.801 Kunden.", 0), ("2018 kamen 108.810 Kunden.", 1)])
def test_the_command_prints_json_and_says_by_its_code_whether_something_is_wrong(folder, tmp_path, text, code):
    file = tmp_path / "text.txt"
    file.write_bytes(text.encode("cp1252"))
    run = subprocess.run([sys.executable, "-m", "reporting", "factcheck", str(file), "--data", str(folder), "--json"], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert run.returncode == code
    entry = json.loads(run.stdout)[-1]
    assert entry["urteil"] == (WRONG if code else RIGHT)
    assert entry["kennzahl"] == "kundenkontakte" and entry["zeitraum"] == ["2018-01-01", "2018-12-31"] and entry["wert"] == 108801


def test_a_file_that_cannot_be_read_is_wrong_usage(folder, tmp_path):
    broken = tmp_path / "entwurf.docx"
    broken.write_bytes(b"kein Word")
    run = subprocess.run([sys.executable, "-m", "reporting", "factcheck", str(broken), "--data", str(folder)], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert run.returncode == 2 and "Word" in run.stderr


def _mutations() -> list[tuple[str, str]]:
    """Every number of the release changed one at a time, and words that change what a number says."""
    def shown(n: int) -> str:
        return f"{n:,}".replace(",", ".")

    result = []
    for number in ("108.801", "24.301", "11.101", "74.000", "24.000", "10.000", "13.500", "14.000", "30.127", "190.288", "56.000"):
        value = int(number.replace(".", ""))
        result += [(number, shown(value + step)) for step in (1000, -1000, 10000) if value + step > 0]
        result += [(number, shown(value * 10)), (number, shown(value // 10))]
        if not number.endswith(("000", "500")):
            result += [(number, shown(value + step)) for step in (1, -1, 100)]
        digits = [i for i, c in enumerate(number) if c.isdigit()]
        for i, j in zip(digits, digits[1:]):
            if number[i] != number[j] and not (i == 0 and number[j] == "0"):
                swapped = list(number)
                swapped[i], swapped[j] = swapped[j], swapped[i]
                result.append((number, "".join(swapped)))
    result += [("rund 20 Prozent", f"rund {n} Prozent") for n in (2, 10, 18, 22, 25, 30)] + [("20 Prozent gestiegen", "20 Prozent gesunken")]
    result += [("30 statt", f"{n} statt") for n in (24, 31, 33)] + [("bislang 24", f"bislang {n}") for n in (20, 25, 42)] + [("30 statt bislang 24", "24 statt bislang 30")]
    result += [("drei zusätzliche", f"{n} zusätzliche") for n in ("zwei", "vier", "dreizehn")] + [("67 Mit", f"{n} Mit") for n in (57, 66, 68, 76)]
    result += [("etwas über 8", f"etwas über {n}") for n in (6, 7, 9, 18, 80)] + [("etwas über 8", "knapp 8"), ("etwas über 8", "genau 8")]
    result += [("Der November", f"Der {m}") for m in ("August", "Oktober", "Dezember")]
    result += [("Kfz-Zulassungen (rund 24.000 Kunden) und Führerscheinen (rund", "Führerscheinen (rund 24.000 Kunden) und Kfz-Zulassungen (rund"),
               ("Melde- und Passangelegenheiten (rund 74.000 Kunden), gefolgt von Kfz-Zulassungen", "Kfz-Zulassungen (rund 74.000 Kunden), gefolgt von Melde- und Passangelegenheiten"),
               ("im Jahr 2018: das", "im Jahr 2017: das"), ("wurden 2018 insgesamt rund 13.500", "wurden 2017 insgesamt rund 13.500"), ("wurden 2018 insgesamt 190", "wurden 2017 insgesamt 190"),
               ("wurden 2018 rund 14.000", "wurden 2017 rund 14.000"), ("30.127 Anrufe", "30.127 E-Mails"), ("bis zum Jahresende", "bis Ende November")]
    return result


def test_each_change_of_the_release_is_found(w, capsys):
    changes = _mutations()
    missed = [(a, b) for a, b in changes if not any(v.urteil == WRONG for v in factcheck(w, RELEASE.replace(a, b, 1)))]
    with capsys.disabled():
        print(f"\nfactcheck: {len(changes) - len(missed)} of {len(changes)} changes of the release found")
    assert not missed and all(a in RELEASE for a, _ in changes)


def test_sentences_about_both_years_of_the_sample(w, capsys):
    """A second table of sentences with known verdicts, on the sample's figures."""
    with (Path(__file__).parent / "factcheck_sample_sentences.csv").open(encoding="utf-8") as file:
        cases = [(row["text"], row["erwartet"]) for row in csv.DictReader(file, delimiter=";")]
    failed = []
    for text, wanted in cases:
        found = [(v.zahl, v.urteil) for v in factcheck(w, text) if v.urteil != NO_CLAIM]
        for part in filter(None, wanted.split("|")):
            number, letter = part.rsplit("=", 1)
            pair = (number, {"R": RIGHT, "G": ROUNDED, "F": WRONG, "N": UNPROVABLE}[letter])
            if pair in found:
                found.remove(pair)
            else:
                failed.append((text, pair, found))
        failed += [(text, "zu viel", pair) for pair in found if pair[1] == WRONG]
    with capsys.disabled():
        print(f"\nfactcheck: {len(cases)} sentences about the sample, {len(failed)} judged otherwise")
    assert not failed


def test_dated_texts_about_the_sample(w):
    """Periods as press texts say them. X: the value of another year, which must not pass as right but may be left open."""
    verdicts = {"R": (RIGHT,), "G": (ROUNDED,), "F": (WRONG,), "N": (UNPROVABLE,), "X": (WRONG, UNPROVABLE)}
    with (Path(__file__).parent / "factcheck_sample_stand.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter=";"):
            found = {v.zahl: v.urteil for v in factcheck(w, row["text"], date.fromisoformat(row["stand"])) if v.urteil != NO_CLAIM}
            wanted = dict(part.rsplit("=", 1) for part in row["erwartet"].split("|"))
            assert set(found) == set(wanted) and all(found[number] in verdicts[letter] for number, letter in wanted.items()), (row, found)


def test_a_column_of_numbers_pasted_as_one_line_is_read_to_its_end(w):
    """Each number depends on those before it in its sentence; a "sentence" of a thousand must not take a thousand times as long for each."""
    found = factcheck(w, "1.000 " * 1000, date(2019, 2, 13))
    assert len(found) == 1000 and not any(v.urteil in (RIGHT, ROUNDED) for v in found)


def test_a_column_nobody_delivers_proves_nothing(tmp_path):
    """The 115 reports calls, but not those it solved: 0 would be a false proof."""
    calls = [(date(2024, m, 1), "monat", 400, 430, 300) for m in (10, 11)]
    office = build(tmp_path, {"anrufe_115": calls, "abdeckung": [("anrufe_115", date(2024, 10, 1), date(2024, 11, 30))]})
    found = {v.zahl: v.urteil for v in factcheck(office, "Im November 2024 wurden 400 Anrufe angenommen, 285 davon fallabschließend. Binnen 30 Sekunden wurden im November 2024 310 Anrufe angenommen.")}
    office.close()
    assert (found["400"], found["285"], found["310"]) == (RIGHT, UNPROVABLE, WRONG)
