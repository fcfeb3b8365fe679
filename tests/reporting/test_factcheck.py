"""The release of 13.02.2019 against the sample: every number judged rightly."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reporting.factcheck import NO_CLAIM, RIGHT, ROUNDED, WRONG, factcheck
from reporting.warehouse import open_warehouse

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
