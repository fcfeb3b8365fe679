"""The first start: sample data build themselves, a real office is told what to do, a broken folder what is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.pages.conftest import ROOT, text_of
from tests.pages.office import build


def office_folder(tmp_path: Path, kind: str) -> Path:
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("eingang", "warehouse"))
    settings = data / "stammdaten" / "amt.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('datenart = "beispiel"', f'datenart = "{kind}"'), encoding="utf-8")
    return data


def test_an_office_of_sample_data_builds_itself(open_page, tmp_path):
    at = open_page("dashboard.py", data=office_folder(tmp_path, "beispiel"))
    assert not at.exception and "108.801" in text_of(at)


def test_a_real_office_without_data_is_told_what_to_do(open_page, tmp_path):
    at = open_page("dashboard.py", data=office_folder(tmp_path, "echt"))
    assert not at.exception and "python -m etl load" in text_of(at) and "Noch keine Daten" in text_of(at)
    assert not (tmp_path / "data" / "eingang").exists()


def test_a_missing_folder_is_named(open_page, tmp_path):
    at = open_page("dashboard.py", data=tmp_path / "nirgends")
    assert not at.exception and "nirgends" in text_of(at)


def test_a_deep_link_before_the_first_data_says_the_same(open_page, tmp_path):
    at = open_page("pages/wartezeiten.py", data=office_folder(tmp_path, "echt"))
    assert not at.exception and "Noch keine Daten" in text_of(at)


def test_a_damaged_pointer_is_explained(open_page, tmp_path):
    data = office_folder(tmp_path, "echt")
    (data / "warehouse").mkdir()
    (data / "warehouse" / "current.json").write_text("{", encoding="utf-8")
    at = open_page("dashboard.py", data=data)
    assert not at.exception and "beschädigt" in text_of(at) and "lassen sich nicht öffnen" in text_of(at)


def test_a_new_snapshot_is_shown_at_the_next_run(open_page, tmp_path):
    data = build(tmp_path / "data", years=(2018,))
    at = open_page("dashboard.py", data=data)
    assert at.selectbox(key="wahl_jahr").options == ["2018"]
    shutil.rmtree(data)
    build(data, name="bilanz-20190102t080000-00000002.duckdb")
    at.run()
    assert not at.exception and at.selectbox(key="wahl_jahr").options == ["2017", "2018"]
