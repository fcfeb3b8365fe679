"""The command line: exit codes, one JSON object, German words, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from etl.__main__ import main
from tests.etl.folder import CONTACTS, put, write_office

ROOT = Path(__file__).parents[2]


def etl(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    done = subprocess.run([sys.executable, "-m", "etl", *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120,
                          env={**os.environ, **environment})
    assert "Traceback" not in done.stderr + done.stdout
    return done


def test_load_json_is_the_object_of_the_interface(tmp_path):
    folder = write_office(tmp_path, {"kontakte_2023.csv": CONTACTS + "31.02.2023;Nord;Ausweis;Termin;1\n"})
    done = etl("load", "--data", str(folder), "--json")
    result = json.loads(done.stdout)
    assert done.returncode == 0 and done.stderr == ""
    assert result["published"] is True and Path(result["warehouse"]).is_file()
    file = result["files"][0]
    assert (file["file"], file["source"], len(file["sha256"])) == ("kontakte_2023.csv", "kontakte", 64)
    assert (file["rows_read"], file["rows_loaded"], file["rows_rejected"]) == (4, 3, 1)
    [reject] = result["rejects"]
    assert set(reject) == {"file", "line", "column", "value", "reason"}
    assert (reject["file"], reject["line"], reject["column"], reject["value"]) == ("kontakte_2023.csv", 5, "datum", "31.02.2023")
    assert isinstance(result["warnings"], list) and result["errors"] == [] and result["promises"] == []


def test_nothing_published_is_exit_1_with_all_reasons(tmp_path):
    folder = write_office(tmp_path, {"kontakte.csv": "", "termine.csv": "a;b\n1;2\n"})
    done = etl("load", "--data", str(folder), "--json")
    result = json.loads(done.stdout)
    assert done.returncode == 1 and result["published"] is False and len(result["errors"]) == 2 and len(result["files"]) == 2
    done = etl("load", "--data", str(folder))
    assert done.returncode == 1 and "Nichts veröffentlicht" in done.stdout and "kontakte.csv" in done.stdout and "termine.csv" in done.stdout


def test_load_into_a_file(tmp_path):
    folder = write_office(tmp_path / "amt")
    done = etl("load", "--data", str(folder), "--warehouse", str(tmp_path / "x.duckdb"), "--json")
    assert json.loads(done.stdout)["warehouse"] == str(tmp_path / "x.duckdb") and (tmp_path / "x.duckdb").is_file()
    assert not (folder / "warehouse/current.json").exists()


def test_status_and_rollback(tmp_path):
    folder = write_office(tmp_path)
    done = etl("status", "--data", str(folder))
    assert done.returncode == 0 and "noch keinen Datenstand" in done.stdout
    assert etl("rollback", "--data", str(folder)).returncode == 1
    names = [Path(json.loads(etl("load", "--data", str(folder), "--json").stdout)["warehouse"]).name for _ in range(2)]
    status = json.loads(etl("status", "--data", str(folder), "--json").stdout)
    assert status["current"] == names[1] and [snapshot["file"] for snapshot in status["snapshots"]] == names[::-1]
    assert "gelesen 5, geladen 5, abgelehnt 0, Daten bis 2023-07-04" in etl("status", "--data", str(folder)).stdout
    done = etl("rollback", "--data", str(folder))
    assert done.returncode == 0 and names[0] in done.stdout
    assert json.loads(etl("status", "--data", str(folder), "--json").stdout)["current"] == names[0]
    done = etl("rollback", "--data", str(folder))
    assert done.returncode == 1 and "keinen früheren" in done.stderr


def test_the_folder_may_come_from_the_environment(tmp_path):
    assert etl("load", "--json", BILANZ_DATA=str(write_office(tmp_path))).returncode == 0


@pytest.mark.parametrize("arguments", [(), ("lad",), ("load", "--foo"), ("load", "--data"), ("load", "x"), ("status", "--warehouse", "x"), ("check",)])
def test_wrong_usage_is_exit_2(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    said = capsys.readouterr().err
    assert stopped.value.code == 2 and said.startswith("Falscher Aufruf: ") and "usage" not in said


def test_wrong_usage_is_exit_2_for_the_shell_too():
    assert etl("load", "--foo").returncode == 2


@pytest.mark.parametrize("arguments", [(), ("load",), ("rollback",)])
def test_help_is_german(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([*arguments, "--help"])
    said = capsys.readouterr().out
    assert stopped.value.code == 0 and said.startswith("Aufruf: ") and not any(word in said for word in ("usage:", "options:", "arguments:", "show this"))


@pytest.mark.parametrize("command", ["load", "status", "rollback", "sample"])
def test_a_folder_that_is_none(tmp_path, command):
    put(tmp_path / "datei", "x")
    done = etl(command, "--data", str(tmp_path / "datei"))
    said = [line for line in done.stderr.splitlines() if not line.startswith("[")]
    assert done.returncode in (0, 1) and len(said) <= 1


def test_the_unexpected_is_one_german_line(tmp_path):
    folder = write_office(tmp_path)
    put(folder / "warehouse", "eine Datei, wo ein Ordner sein muss")
    done = etl("load", "--data", str(folder))
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1 and done.stderr.startswith("Das ging nicht")
    done = etl("load", "--data", str(folder), "--json")
    assert done.returncode == 1 and done.stderr == "" and len(json.loads(done.stdout)["errors"]) == 1
