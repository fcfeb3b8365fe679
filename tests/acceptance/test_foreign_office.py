"""A foreign office folder loads over the command line and gives exactly the figures computed a second way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.acceptance import foreign_office as second_way

ROOT = Path(__file__).parents[2]
PERIODS = [(date(2023, 1, 1), date(2023, 12, 31)), (date(2024, 1, 1), date(2024, 9, 30)), (date(2023, 11, 1), date(2023, 11, 30)), (date(2024, 2, 1), date(2024, 2, 29))]


def command(*arguments: str) -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    office, folder = second_way.invent(), tmp_path_factory.mktemp("amt") / "neustadt"
    second_way.write(office, folder)
    code, out, err = command("-m", "etl", "load", "--data", str(folder), "--json")
    assert code == 0, out + err
    return office, folder, json.loads(out)


def ask(folder: Path, von: date, bis: date, *more: str) -> list[dict]:
    code, out, err = command("-m", "reporting", "figures", "--data", str(folder), "--from", von.isoformat(), "--to", bis.isoformat(), *more, "--json")
    assert code == 0, err
    return json.loads(out)


def test_every_row_is_accounted_for(loaded):
    office, _, result = loaded
    assert all(f["rows_read"] == f["rows_loaded"] + f["rows_rejected"] for f in result["files"])
    assert sum(f["rows_loaded"] for f in result["files"] if f["source"] == "termine") == len(office.appointments)
    assert sum(f["rows_loaded"] for f in result["files"] if f["source"] == "anrufe_115") == len(office.calls)
    assert result["rejects"] == []
    assert any("name" in warning and "termine" in warning for warning in map(str, result["warnings"]))


@pytest.mark.parametrize(("von", "bis"), PERIODS)
def test_every_figure_is_that_of_the_second_computation(loaded, von, bis):
    office, folder, _ = loaded
    found = {entry["kennzahl"]: entry for entry in ask(folder, von, bis)}
    for kennzahl, value in second_way.expected(office, von, bis).items():
        assert found[kennzahl]["wert"] == pytest.approx(value, rel=1e-12), kennzahl
        assert found[kennzahl]["status"] == "vollständig", kennzahl


def test_a_partial_year_compares_the_same_days(loaded):
    office, folder, _ = loaded
    now = second_way.expected(office, date(2024, 1, 1), second_way.LAST)
    before = second_way.expected(office, date(2023, 1, 1), date(2023, 10, 17))
    for entry in ask(folder, date(2024, 1, 1), date(2024, 12, 31), "--kennzahl", "kundenkontakte", "wartezeit_p90", "oeffnungstage", "anrufe_115"):
        kennzahl = entry["kennzahl"]
        assert (entry["status"], entry["daten_bis"]) == ("teilweise", second_way.LAST.isoformat())
        assert entry["wert"] == pytest.approx(now[kennzahl]) and entry["vorjahr"] == pytest.approx(before[kennzahl])
        assert entry["veraenderung_prozent"] == pytest.approx((now[kennzahl] / before[kennzahl] - 1) * 100)
    contacts = ask(folder, date(2024, 1, 1), date(2024, 12, 31), "--kennzahl", "kundenkontakte")[0]
    per_day = now["kundenkontakte"] / now["oeffnungstage"] / (before["kundenkontakte"] / before["oeffnungstage"])
    assert contacts["veraenderung_je_oeffnungstag_prozent"] == pytest.approx((per_day - 1) * 100)


@pytest.mark.parametrize("split", ["bereich", "dienstleistung", "standort", "monat", "wochentag", "zugang"])
def test_splits_add_up_and_agree(loaded, split):
    office, folder, _ = loaded
    day_names = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
    names = {"bereich": lambda r: second_way.SERVICES[r[2]], "dienstleistung": lambda r: r[2], "standort": lambda r: r[1],
             "monat": lambda r: f"{r[0]:%Y-%m}", "wochentag": lambda r: day_names[r[0].weekday()], "zugang": lambda r: r[3]}
    sums: dict[str, int] = {}
    for row in office.contacts:
        if row[0].year == 2023:
            sums[names[split](row)] = sums.get(names[split](row), 0) + row[4]
    found = ask(folder, date(2023, 1, 1), date(2023, 12, 31), "--kennzahl", "kundenkontakte", "--by", split)
    assert {entry["gliederung"][split]: entry["wert"] for entry in found} == sums


def test_no_personal_column_reaches_the_warehouse(loaded):
    _, folder, result = loaded
    assert b"Erika Muster" not in Path(result["warehouse"]).read_bytes()


def test_unknown_questions_end_with_2_and_list_what_is_known(loaded):
    _, folder, _ = loaded
    for wrong in (["--kennzahl", "kunden"], ["--by", "farbe"], ["--where", "standort=Mars"], ["--where", "farbe=rot"], ["--from", "gestern"]):
        code, out, err = command("-m", "reporting", "figures", "--data", str(folder), "--from", "2023-01-01", "--to", "2023-12-31", *wrong, "--json")
        assert code == 2 and err and "Traceback" not in err
