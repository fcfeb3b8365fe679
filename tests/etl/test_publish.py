"""Publishing: atomic, one at a time, five kept, way back; dry runs; and what a kill -9 at any moment leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from etl import publish, snapshots
from tests.etl.folder import CONTACTS, put, rows, write_office

ROOT = Path(__file__).parents[2]
ONE_MORE = "05.07.2023;Nord;Ausweis;Termin;10\n"
TOTAL = "SELECT sum(anzahl)::INT FROM m_kontakte"


def contacts_only(folder: Path) -> Path:
    return write_office(folder, {"kontakte_2023.csv": CONTACTS})


def add_a_row(folder: Path) -> None:
    put(folder / "eingang/kontakte_2023.csv", CONTACTS + ONE_MORE)


def python(*arguments: str, **more) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)


def leftovers(folder: Path) -> list[str]:
    kept = {Path(name).stem for name in snapshots.read_pointer(folder).history}
    return [path.name for path in (folder / "warehouse").iterdir()
            if path.name not in ("current.json", "load.lock") and path.name.split(".")[0] not in kept]


# Snapshots --------------------------------------------------------------------------------------


def test_the_last_five_are_kept(tmp_path):
    folder = contacts_only(tmp_path)
    published = [publish.load(folder).warehouse.name for _ in range(7)]
    assert snapshots.read_pointer(folder) == snapshots.Pointer(published[-1], tuple(reversed(published[2:])))
    assert sorted(path.name for path in (folder / "warehouse").glob("*.duckdb")) == sorted(published[2:]) and leftovers(folder) == []


def test_rollback_goes_back_step_by_step_and_a_load_goes_on_from_there(tmp_path):
    folder = contacts_only(tmp_path)
    first = publish.load(folder).warehouse
    add_a_row(folder)
    second = publish.load(folder).warehouse
    assert rows(folder, TOTAL) == [(1217,)]
    assert snapshots.rollback(folder) == first == snapshots.current(folder) and rows(folder, TOTAL) == [(1207,)]
    with pytest.raises(snapshots.SnapshotError, match="keinen früheren"):
        snapshots.rollback(folder)
    third = publish.load(folder).warehouse
    assert snapshots.read_pointer(folder).history == (third.name, first.name) and not second.exists()
    assert snapshots.rollback(folder) == first


def test_status_tells_files_and_results(tmp_path):
    folder = contacts_only(tmp_path)
    assert snapshots.status(folder) == {"current": None, "snapshots": []}
    put(folder / "eingang/kontakte_2023.csv", CONTACTS + "x;Nord;Ausweis;Termin;10\n")
    name = publish.load(folder).warehouse.name
    status = snapshots.status(folder)
    assert status["current"] == name
    [snapshot] = status["snapshots"]
    assert snapshot["current"] and snapshot["rejects"] == 1 and snapshot["files"][0]["rows_read"] == 4 and snapshot["files"][0]["bis"] == "2023-07-04"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"current": "../../etc/passwd", "history": []}', '{"current": 5, "history": 3}'])
def test_a_damaged_pointer_is_said_and_the_next_load_heals_it(tmp_path, content):
    folder = contacts_only(tmp_path)
    old = publish.load(folder).warehouse.name
    put(folder / "warehouse/current.json", content)
    with pytest.raises(snapshots.SnapshotError, match="beschädigt"):
        snapshots.current(folder)
    new = publish.load(folder).warehouse.name
    assert snapshots.read_pointer(folder).history == (new, old)


def test_a_lost_snapshot_is_said(tmp_path):
    folder = contacts_only(tmp_path)
    publish.load(folder).warehouse.unlink()
    with pytest.raises(snapshots.SnapshotError, match="fehlt"):
        snapshots.current(folder)
    assert publish.load(folder).published


def test_snapshots_may_be_read_by_everybody_who_may_read_the_folder(tmp_path):
    folder = contacts_only(tmp_path)
    publish.load(folder)
    modes = {path.name: path.stat().st_mode & 0o044 for path in (folder / "warehouse").iterdir() if path.name != "load.lock"}
    assert set(modes.values()) == {0o044 & ~_umask()}


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


# Dry runs ---------------------------------------------------------------------------------------


def test_a_dry_run_changes_nothing_until_it_is_published(tmp_path):
    folder, upload = contacts_only(tmp_path / "amt"), tmp_path / "upload"
    before = publish.load(folder).warehouse
    put(upload / "kontakte_2023.csv", CONTACTS + ONE_MORE)
    put(upload / "kontakte_2022.csv", CONTACTS.replace("2023", "2022"))
    candidate = publish.build(folder, extra=upload)
    with duckdb.connect(str(candidate.path), read_only=True) as con:
        assert con.execute(TOTAL).fetchone() == (1217 + 1207,)
    assert snapshots.current(folder) == before and rows(folder, TOTAL) == [(1207,)] and not candidate.result.published
    result = publish.publish(candidate)
    assert result.published and snapshots.current(folder) == result.warehouse and rows(folder, TOTAL) == [(2424,)]
    assert sorted(path.name for path in (folder / "eingang").iterdir()) == ["kontakte_2022.csv", "kontakte_2023.csv"]
    assert publish.load(folder).published and rows(folder, TOTAL) == [(2424,)] and leftovers(folder) == []


def test_a_candidate_goes_stale_when_somebody_else_publishes(tmp_path):
    folder = contacts_only(tmp_path)
    first, second = publish.build(folder), publish.build(folder)
    publish.publish(first)
    with pytest.raises(publish.StaleCandidate, match="noch einmal prüfen"):
        publish.publish(second)
    assert leftovers(folder) == []


def test_a_candidate_with_errors_cannot_be_published_and_a_discarded_one_is_gone(tmp_path):
    folder = contacts_only(tmp_path)
    candidate = publish.build(folder)
    publish.discard(candidate)
    with pytest.raises(publish.StaleCandidate):
        publish.publish(candidate)
    put(folder / "eingang/kontakte_2023.csv", "")
    broken = publish.build(folder)
    assert broken.path is None and broken.result.errors
    with pytest.raises(snapshots.SnapshotError, match="nicht veröffentlicht"):
        publish.publish(broken)


def test_a_load_into_a_named_file_leaves_the_pointer(tmp_path):
    folder = contacts_only(tmp_path / "amt")
    current, target = publish.load(folder).warehouse, tmp_path / "anderswo" / "test.duckdb"
    add_a_row(folder)
    result = publish.load(folder, target)
    assert result.published and result.warehouse == target and snapshots.current(folder) == current and rows(folder, TOTAL) == [(1207,)]
    with duckdb.connect(str(target), read_only=True) as con:
        assert con.execute(TOTAL).fetchone() == (1217,)
    put(folder / "eingang/kontakte_2023.csv", "")
    content = target.read_bytes()
    assert not publish.load(folder, target).published and target.read_bytes() == content
    assert [path.name for path in target.parent.iterdir()] == ["test.duckdb"]


# Others at work ---------------------------------------------------------------------------------

HOLD = "import duckdb, sys; con = duckdb.connect(sys.argv[1], read_only=True); print('offen', flush=True); sys.stdin.read(); print(con.execute(sys.argv[2]).fetchone()[0])"


def test_a_reader_in_another_process_and_a_load_do_not_see_each_other(tmp_path):
    folder = contacts_only(tmp_path)
    publish.load(folder)
    reader = python("-c", HOLD, str(snapshots.current(folder)), TOTAL, stdin=subprocess.PIPE)
    assert reader.stdout.readline() == "offen\n"
    add_a_row(folder)
    for _ in range(6):  # more than are kept: the reader's file is deleted under it
        assert publish.load(folder).published
    out, err = reader.communicate("", timeout=30)
    assert out.strip() == "1207" and err == "" and rows(folder, TOTAL) == [(1217,)]


def test_a_reader_in_the_same_process_with_other_settings(tmp_path):
    folder = contacts_only(tmp_path)
    publish.load(folder)
    with duckdb.connect(str(snapshots.current(folder)), read_only=True, config={"enable_external_access": "false", "lock_configuration": "true"}) as con:
        add_a_row(folder)
        assert publish.load(folder).published
        assert con.execute(TOTAL).fetchone() == (1207,)


def test_waiting_for_another_load_is_said_and_has_an_end(tmp_path, monkeypatch):
    folder, said = contacts_only(tmp_path), []
    monkeypatch.setattr(publish, "WAIT", 0.2)
    with snapshots.lock(folder), pytest.raises(snapshots.SnapshotError, match="anderes Einspielen"):
        publish.load(folder, progress=lambda text, share: said.append(text))
    assert said == ["Ein anderes Einspielen läuft, es wird gewartet"]
    assert publish.load(folder).published


def test_two_loads_at_once_both_succeed(tmp_path):
    folder = contacts_only(tmp_path)
    both = [python("-m", "etl", "load", "--data", str(folder)) for _ in range(2)]
    for process in both:
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
    assert len(snapshots.read_pointer(folder).history) == 2 and leftovers(folder) == []


def test_a_disk_that_fills_up_publishes_nothing_and_leaves_nothing(tmp_path, monkeypatch):
    folder = contacts_only(tmp_path)
    before = publish.load(folder).warehouse

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        result = publish.load(folder)
    assert not result.published and "Datenträger ist voll" in result.errors[0]
    assert snapshots.current(folder) == before and leftovers(folder) == []


# Kill -9 ----------------------------------------------------------------------------------------

KILL_AT = """
import os, signal, sys
import holidays.countries
from etl import publish

def deadly(call, left):
    def wrapped(*a, **k):
        for when in ("before", "after"):
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            if when == "before":
                result = call(*a, **k)
        return result
    return wrapped

for step in map(int, sys.stdin):
    child = os.fork()
    if not child:
        left = [step]
        os.replace, os.fsync = deadly(os.replace, left), deadly(os.fsync, left)
        os._exit(0 if publish.load(sys.argv[1]).published else 9)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 gibt es auf diesem System nicht")
def test_killed_before_and_after_every_step_that_reaches_the_disk(tmp_path):
    """The writes to the disk are the only moments that matter for what stays: a kill before and after each of them."""
    folder = contacts_only(tmp_path)
    publish.load(folder)
    add_a_row(folder)
    seen = set()
    killer = python("-c", KILL_AT, str(folder), stdin=subprocess.PIPE)
    for step in range(60):
        before = snapshots.current(folder)
        killer.stdin.write(f"{step}\n")
        killer.stdin.flush()
        code = int(killer.stdout.readline())
        assert code in (0, -signal.SIGKILL)
        assert rows(folder, TOTAL) in ([(1207,)], [(1217,)])
        seen.add((code == 0, snapshots.current(folder) != before))
        if code == 0:
            break
    killer.communicate(timeout=30)
    assert step >= 10 and seen == {(False, False), (False, True), (True, True)}
    assert publish.load(folder).published and rows(folder, TOTAL) == [(1217,)] and leftovers(folder) == []


@pytest.mark.parametrize("moment", ["lesen", "prüfen", "Auswertungen", "schreiben"])
def test_killed_while_it_works(tmp_path, moment):
    folder = contacts_only(tmp_path)
    before = publish.load(folder).warehouse
    add_a_row(folder)
    process = python("-m", "etl", "load", "--data", str(folder))
    for line in process.stderr:
        if moment in line:
            time.sleep(0.005)
            process.send_signal(signal.SIGKILL)
            break
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL and snapshots.current(folder) == before and rows(folder, TOTAL) == [(1207,)]
    assert publish.load(folder).published and rows(folder, TOTAL) == [(1217,)] and leftovers(folder) == []


def test_a_snapshot_that_somebody_writes_to_skips_no_promise(tmp_path):
    folder = write_office(tmp_path)
    assert publish.load(folder).published
    before = snapshots.current(folder)
    held = subprocess.Popen([sys.executable, "-c", "import duckdb, sys, time; con = duckdb.connect(sys.argv[1]); print('da', flush=True); time.sleep(60)", str(before)],
                            stdout=subprocess.PIPE)
    try:
        held.stdout.readline()
        result = publish.load(folder)
        assert not result.published and "zum Schreiben geöffnet" in result.errors[0] and snapshots.current(folder) == before
    finally:
        held.kill()
        held.wait()
    assert publish.load(folder).published
