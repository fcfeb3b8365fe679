"""Reading the exports and the master data as text, independent of the product's own readers."""

from __future__ import annotations

import csv
import shutil
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd

DATA = Path(__file__).parents[3] / "data"
ENCODINGS = {"kontakte_2018.csv": "cp1252"}
HEADERS = {
    "kontakte": ["datum", "standort", "dienstleistung", "zugang", "anzahl"],
    "termine": ["termin_id", "standort", "dienstleistung", "termin_am", "status", "gebucht_am", "ankunft", "aufruf", "ende",
                "arbeitsplatz", "personen"],
    "emails": ["eingegangen_am", "beantwortet_am", "thema"],
    "vorgaenge": ["datum", "zeitraum", "vorgangsart", "anzahl"],
    "grosskunden": ["datum", "zeitraum", "vorgangsart", "anzahl", "kunde_art"],
}
HEADER_115 = ["datum", "angenommen", "angeboten", "angenommen_30s", "fallabschliessend", "weitergeleitet"]


def office_copy(folder: Path) -> Path:
    shutil.copytree(DATA / "stammdaten", folder / "stammdaten")
    return folder


def table(inbox: Path, name: str, year: int) -> pd.DataFrame:
    """One CSV as text columns, in the encoding that file is promised to have."""
    path = inbox / f"{name}_{year}.csv"
    return pd.read_csv(path, sep=";", dtype=str, keep_default_na=False, encoding=ENCODINGS.get(path.name, "utf-8-sig"))


def number(text: pd.Series) -> pd.Series:
    assert text.str.fullmatch(r"\d{1,3}(\.\d{3})*").all()
    return text.str.replace(".", "").astype(int)


def times(text: pd.Series) -> pd.Series:
    return pd.to_datetime(text.where(text != ""), format="%d.%m.%Y %H:%M")


def master(name: str) -> list[dict[str, str]]:
    with (DATA / "stammdaten" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def between(frame: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    return frame[(frame.tag >= first) & (frame.tag <= last)]


def calls_115(inbox: Path, year: int) -> list[list]:
    rows = []
    for month in range(1, 13):
        sheet = openpyxl.load_workbook(inbox / f"anrufe_115_{year}-{month:02d}.xlsx").active
        lines = [list(line) for line in sheet.iter_rows(values_only=True)]
        assert all(line[0] and not any(line[1:]) for line in lines[:3]), "three title rows"
        assert lines[3] == HEADER_115
        body, total = lines[4:-1], lines[-1]
        assert total[0] == "Summe" and total[1:] == [sum(line[place] for line in body) for place in range(1, 6)]
        assert all(isinstance(line[0], datetime) and (line[0].year, line[0].month) == (year, month) for line in body)
        rows += body
    return rows
