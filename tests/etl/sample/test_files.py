"""The files of the sample: names, headers, encodings, nothing personal, the same bytes every time."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

import pytest

from etl.sample import write_sample
from etl.sample.days import SampleError
from tests.etl.sample.recount import ENCODINGS, HEADERS, master, office_copy, table


def test_the_standard_files_are_written_and_reported(written):
    inbox, paths, seconds, calls = written
    expected = {f"{name}_{year}.csv" for name in HEADERS for year in (2017, 2018)}
    expected |= {f"anrufe_115_{year}-{month:02d}.xlsx" for year in (2017, 2018) for month in range(1, 13)}
    assert {path.name for path in paths} == {path.name for path in inbox.iterdir()} == expected
    assert seconds < 20
    shares = [share for _, share in calls]
    assert shares == sorted(shares) and (shares[0], shares[-1]) == (0.0, 1.0)


@pytest.mark.parametrize("year", [2017, 2018])
@pytest.mark.parametrize("name", list(HEADERS))
def test_headers_fields_and_only_known_master_data(inbox, name, year):
    encoding = ENCODINGS.get(f"{name}_{year}.csv", "utf-8-sig")
    with (inbox / f"{name}_{year}.csv").open(encoding=encoding, newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[0] == HEADERS[name]
    assert {len(row) for row in rows} == {len(rows[0])}
    frame = table(inbox, name, year)
    assert (frame.drop(columns="beantwortet_am") if name == "emails" else frame[HEADERS[name][:4]]).ne("").all(axis=None)
    known = {"dienstleistung": "dienstleistungen", "vorgangsart": "vorgangsarten", "standort": "standorte"}
    for column in set(known) & set(frame):
        assert set(frame[column]) <= {row[column] for row in master(known[column])}


def test_encodings_of_a_real_inbox(inbox):
    windows = (inbox / "kontakte_2018.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        windows.decode("utf-8")
    assert "Kaiserstraße" in windows.decode("cp1252") and b"\r\n" in windows
    marked = [path.name for path in inbox.glob("*.csv") if path.read_bytes().startswith(b"\xef\xbb\xbf")]
    assert sorted(marked) == ["emails_2017.csv", "vorgaenge_2018.csv"]
    for path in inbox.glob("*.csv"):
        if path.name != "kontakte_2018.csv":
            path.read_bytes().decode("utf-8")


def test_appointment_numbers_are_unique(appointments):
    assert appointments.termin_id.is_unique


def test_nothing_personal(inbox):
    for path in inbox.glob("*.csv"):
        text = path.read_bytes().decode(ENCODINGS.get(path.name, "utf-8-sig"))
        assert "@" not in text and not re.search(r"\b0\d{2,4}[ /-]\d{4,}", text)


def digest(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_the_same_folder_gives_the_same_bytes(inbox, tmp_path):
    """A second run, and a run over an inbox that already holds files, give what the first gave."""
    folder = office_copy(tmp_path)
    (folder / "eingang").mkdir()
    (folder / "eingang" / "kontakte_2018.csv").write_text("halb geschrieben", encoding="utf-8")
    write_sample(folder)
    assert digest(folder / "eingang") == digest(inbox)


def test_a_folder_of_another_office_is_refused_before_anything_is_written(tmp_path):
    folder = office_copy(tmp_path)
    path = folder / "stammdaten" / "dienstleistungen.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Beglaubigung;", "Apostille;"), encoding="utf-8")
    with pytest.raises(SampleError, match=r"Beglaubigung \(Melde- und Passwesen\)"):
        write_sample(folder)
    assert not (folder / "eingang").exists()
