"""An upload taken back, the log of uploads, and who may upload."""

from __future__ import annotations

import json
import os

import pytest

from etl import publish, snapshots
from etl.intake import log
from etl.intake.delivery import check, previous, publish_delivery, take_back
from etl.intake.permission import permission
from tests.etl.folder import CONTACTS, put, rows
from tests.etl.uploads import AUGUST, TOTAL, inbox, send

# Back --------------------------------------------------------------------------------------------


def test_back_in_one_step_with_the_files(office):
    old = os.stat(office / "eingang/kontakte_2023.csv").st_mtime_ns
    upload = send(office, kontakte_2023__csv=CONTACTS.replace("1.204", "1.000"), kontakte_08__csv=AUGUST)
    publish_delivery(upload, check(upload), "A")
    assert rows(office, TOTAL) == [(1015,)]
    said = take_back(office, "B", snapshots.current(office).name)
    assert rows(office, TOTAL) == [(1207,)] and inbox(office) == {"kontakte_2023.csv": CONTACTS} and "2 Dateien" in said[1]
    assert os.stat(office / "eingang/kontakte_2023.csv").st_mtime_ns == old
    assert {path.name for path in (office / "warehouse/archiv").rglob("*.csv")} == {"kontakte_2023.csv", "kontakte_08.csv"}
    assert publish.load(office).published and rows(office, TOTAL) == [(1207,)]
    assert [(e["wer"], e["was"]) for e in log.read(office)] == [("B", "zurückgenommen"), ("A", "veröffentlicht")]


def test_a_file_changed_since_is_left_alone(office):
    upload = send(office, kontakte_08__csv=AUGUST)
    publish_delivery(upload, check(upload), "A")
    put(office / "eingang/kontakte_08.csv", AUGUST + "03.08.2023;Nord;Ausweis;Termin;9\n")
    assert any("bleibt, wie sie ist" in text for text in take_back(office, "B", snapshots.current(office).name))
    assert "kontakte_08.csv" in inbox(office)


def test_back_from_a_load_by_command_says_that_the_files_stay(office):
    put(office / "eingang/kontakte_08.csv", AUGUST)
    publish.load(office)
    assert any("nicht von dieser Seite" in text for text in take_back(office, "B", snapshots.current(office).name)) and "kontakte_08.csv" in inbox(office)


def test_no_way_back_where_nothing_came_before_or_somebody_was_faster(office):
    first = snapshots.current(office).name
    assert previous(office) is None
    with pytest.raises(snapshots.SnapshotError, match="keinen früheren"):
        take_back(office, "B", first)
    publish.load(office)
    assert previous(office) == first
    with pytest.raises(snapshots.SnapshotError, match="Inzwischen"):
        take_back(office, "B", first)


# Log and permission ------------------------------------------------------------------------------


def test_the_log_holds_a_name_and_nothing_else_about_a_person(office):
    upload = send(office, kontakte_08__csv=AUGUST)
    publish_delivery(upload, check(upload), "  Erika\n\u202eMuster" + "x" * 200)
    [line] = (office / "warehouse/log.jsonl").read_text().splitlines()
    entry = json.loads(line)
    assert set(entry) == {"zeit", "wer", "was", "datenstand", "archiv", "dateien"} and entry["wer"].startswith("Erika Muster") and len(entry["wer"]) == 80
    assert entry["datenstand"] == snapshots.current(office).name and entry["archiv"] is None


def test_a_damaged_line_of_the_log_is_left_out(office):
    log.append(office, "A", log.DISCARDED)
    with (office / "warehouse/log.jsonl").open("a") as file:
        file.write('{"zeit": \n[1]\n"x"\n')
    log.append(office, "B", log.DISCARDED)
    assert [entry["wer"] for entry in log.read(office)] == ["B", "A"]


@pytest.mark.parametrize(("declared", "kind", "variable", "signed_in", "granted"), [
    ("", "beispiel", "", False, True), ("", "echt", "", False, False), ("", "echt", "", True, True), ('einspielen = "alle"', "echt", "", False, True),
    ('einspielen = "angemeldete"', "beispiel", "", False, False), ('einspielen = "niemand"', "beispiel", "", True, False),
    ('einspielen = "ales"', "beispiel", "", True, False), ("", "beispiel", "niemand", True, False), ('einspielen = "niemand"', "echt", "alle", False, True),
])
def test_who_may(tmp_path, monkeypatch, declared, kind, variable, signed_in, granted):
    put(tmp_path / "stammdaten/amt.toml", f'datenart = "{kind}"\n{declared}\n')
    monkeypatch.setenv("BILANZ_EINSPIELEN", variable)
    answer = permission(tmp_path, signed_in)
    assert answer.granted == granted and answer.reason


def test_an_unreadable_office_lets_nobody_in(tmp_path):
    assert not permission(tmp_path, False).granted
    put(tmp_path / "stammdaten/amt.toml", "name = [")
    assert not permission(tmp_path, False).granted
