"""The sample is written once; its exports are read back as tables."""

from __future__ import annotations

import time
from pathlib import Path

import pandas as pd
import pytest

from etl.sample import write_sample
from tests.etl.sample.recount import master, number, office_copy, table, times


@pytest.fixture(scope="session")
def written(tmp_path_factory) -> tuple[Path, list[Path], float, list[tuple[str, float]]]:
    """A folder with the sample: (eingang, paths, seconds, progress calls)."""
    folder = office_copy(tmp_path_factory.mktemp("amt"))
    calls: list[tuple[str, float]] = []
    started = time.perf_counter()
    paths = write_sample(folder, lambda text, share: calls.append((text, share)))
    return folder / "eingang", paths, time.perf_counter() - started, calls


@pytest.fixture(scope="session")
def inbox(written) -> Path:
    return written[0]


@pytest.fixture(scope="session")
def contacts(inbox) -> pd.DataFrame:
    frame = pd.concat([table(inbox, "kontakte", year) for year in (2017, 2018)])
    areas = {row["dienstleistung"]: row["bereich"] for row in master("dienstleistungen")}
    return frame.assign(tag=pd.to_datetime(frame.datum, format="%d.%m.%Y"), anzahl=number(frame.anzahl), bereich=frame.dienstleistung.map(areas))


@pytest.fixture(scope="session")
def appointments(inbox) -> pd.DataFrame:
    frame = pd.concat([table(inbox, "termine", year) for year in (2017, 2018)])
    for column in ("termin_am", "gebucht_am", "ankunft", "aufruf", "ende"):
        frame[column] = times(frame[column])
    return frame.assign(personen=frame.personen.astype(int), tag=frame.termin_am.dt.normalize(), jahr=frame.termin_am.dt.year)


@pytest.fixture(scope="session")
def served(appointments) -> pd.DataFrame:
    frame = appointments[appointments.status == "bedient"]
    wait = (frame.aufruf - frame[["ankunft", "termin_am"]].max(axis=1)).dt.total_seconds() / 60
    return frame.assign(minuten=wait)
