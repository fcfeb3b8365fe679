"""The clerk's guide, tried out: its commands run as written on the example office, its proposals load it, its numbers are true."""

import csv
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from etl.propose import propose_source
from etl.publish import load
from reporting.figures import figures
from reporting.periods import month
from reporting.warehouse import open_warehouse

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "ihr-amt-in-30-minuten.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```console\n(.*?)```", GUIDE, re.DOTALL) for line in block.splitlines()]


@pytest.fixture
def office(tmp_path):
    return shutil.copytree(ROOT / "docs" / "beispielamt", tmp_path / "mein-amt", ignore=shutil.ignore_patterns("warehouse"))


def counted(office, year, number):
    """{(location, access): customers} of one month, added up from the file itself."""
    total = Counter()
    with (office / "eingang" / f"Besucher {year}-{number:02}.csv").open(encoding="cp1252", newline="") as file:
        for row in list(csv.reader(file, delimiter=";"))[4:]:
            total[row[1], "Termin"] += int(row[3])
            total[row[1], "spontan"] += int(row[4])
    last = row  # the total row of the file, counted above under the location ""
    assert [int(last[3]), int(last[4])] == [total.pop(("", "Termin")), total.pop(("", "spontan"))]
    return total


def test_the_commands_of_the_guide_run_as_written(office, tmp_path):
    said = ""
    for command in COMMANDS:
        words = shlex.split(command)
        assert words[:2] == ["python", "-m"]
        done = subprocess.run([sys.executable, *words[1:]], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
                              capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        said += done.stdout
    shown = re.findall(r"```\n(  Überschriften.*?)```", GUIDE, re.DOTALL)[0]
    for line in filter(lambda line: line != "...", shown.splitlines()):
        assert line in said
    proposal = re.search(r"```toml\n(.*?)```", GUIDE, re.DOTALL)[1]
    assert proposal in said, "the proposal is printed as the guide shows it"


def test_the_proposals_alone_load_the_office(office):
    shipped = tomllib.loads((office / "quellen.toml").read_text(encoding="utf-8"))["quelle"]
    names = ("Besucher 2024-10.csv", "Terminliste 2024.tsv", "postfach_2024.jsonl", "115 Jahr 2024.xlsx")
    (office / "quellen.toml").write_text("\n".join(propose_source(office / "eingang" / name) for name in names), encoding="utf-8")
    result = load(office)
    assert result.published and not result.rejects, (result.errors, result.rejects)
    assert len(result.files) == 7 and len(shipped) == 4
    assert sum(file["rows_loaded"] for file in result.files) == 1938


@pytest.mark.parametrize("year, number", [(2023, 10), (2023, 11), (2024, 10), (2024, 11)])
def test_the_figures_are_those_of_the_files(office, year, number):
    assert load(office).published
    expected = counted(office, year, number)
    w = open_warehouse(office)
    found = {(f.gliederung["standort"], f.gliederung["zugang"]): f.wert
             for f in figures(w, ["kundenkontakte"], month(year, number), by=("standort", "zugang"), base=None)}
    w.close()
    names = {"Rathaus": "Rathaus am Markt", "Süd": "Bürgerhaus Süd"}
    assert {(names[place], access): value for (place, access), value in found.items()} == dict(expected)
