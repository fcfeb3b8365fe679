"""The office's days: when it is open, where, how much each day draws; and the arithmetic of splitting a sum exactly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np

from etl import office as master

EPOCH = np.datetime64("2016-01-01")
DAY = 24 * 60


class SampleError(Exception):
    """The folder's master data does not fit the sample; the text says so in German."""


@dataclass(frozen=True)
class Days:
    """Opening days of all years as parallel arrays, oldest first; `date` is datetime64[D], `location` an index into `locations`."""

    name: str
    date: np.ndarray
    location: np.ndarray
    locations: list[str]
    desks: list[int]
    holidays: np.ndarray

    def of(self, first: date | str, last: date | str) -> np.ndarray:
        """Indices of the opening days from `first` to `last`, both included."""
        return np.flatnonzero((self.date >= np.datetime64(first)) & (self.date <= np.datetime64(last)))

    def of_year(self, year: int) -> np.ndarray:
        return self.of(f"{year}-01-01", f"{year}-12-31")


def read_days(data_dir: Path, targets: dict) -> Days:
    """Opening days of the target years from the office's master data, after checking that it knows what the targets name.

    Raises SampleError for unknown services or kinds of case or for two locations open on one day; OfficeError for unusable master data.
    """
    data = master.read_office(data_dir)
    _check_known(data, targets)
    years = sorted(int(year) for year in targets["jahr"])
    with duckdb.connect() as con:
        con.execute(Path(master.__file__).with_name("tables.sql").read_text(encoding="utf-8"))
        master.store(con, data)
        master.store_calendar(con, data, years[0], years[-1])
        rows = con.execute(
            """SELECT o.datum, o.standort, s.beraterplaetze FROM oeffnungstage o JOIN standorte s
               ON o.standort = s.standort AND o.datum BETWEEN coalesce(s.gueltig_ab, o.datum) AND coalesce(s.gueltig_bis, o.datum)
               ORDER BY ALL""").fetchall()
        holidays = con.execute("SELECT datum FROM feiertage ORDER BY ALL").fetchall()
    dates = np.array([row[0] for row in rows], dtype="datetime64[D]")
    if len(np.unique(dates)) != len(dates):
        raise SampleError("Die Beispieldaten gehen von einem Standort je Tag aus; in standorte.csv sind zwei zugleich geöffnet.")
    desks = {row[1]: row[2] or 0 for row in rows}
    return Days(
        data.amt["name"], dates, np.array([list(desks).index(row[1]) for row in rows]), list(desks), list(desks.values()),
        np.array([row[0] for row in holidays], dtype="datetime64[D]"))


def _check_known(data: master.Office, targets: dict) -> None:
    areas = {service: area for service, area, *_ in data.tables["dienstleistungen"]}
    kinds = {row[0] for row in data.tables["vorgangsarten"]}
    wanted = [*targets["grosskunden"]["arten"], *(kind for group in targets["vorgaenge"].values() for kind in group)]
    unknown = [kind for kind in wanted if kind not in kinds] + [
        f"{service} ({area})" for area, settings in targets["bereich"].items() for service in settings["dienste"]
        if areas.get(service) != area]
    if unknown:
        raise SampleError(
            "Die Beispieldaten passen nicht zu den Stammdaten dieses Amtes. Es fehlen Dienstleistungen oder Vorgangsarten: "
            f"{', '.join(unknown)}. Für ein eigenes Amt bitte die eigenen Exporte in eingang/ ablegen.")


def apportion(weights: np.ndarray, total: int) -> np.ndarray:
    """Whole numbers in the proportion of `weights` that add up to exactly `total` (largest remainder)."""
    exact = np.asarray(weights, dtype=float) / np.sum(weights) * total
    parts = np.floor(exact).astype(int)
    parts[np.argsort(parts - exact, kind="stable")[: total - parts.sum()]] += 1
    return parts


def season(office: Days, targets: dict, name: str) -> np.ndarray:
    """The season's factor of every opening day; `name` is a key of [[saison]] ("faktor", "reise"), 1 outside all seasons."""
    factor = np.ones(len(office.date))
    for window in targets["saison"]:
        for first, last in window["tage"]:
            factor[office.of(first, last)] *= window[name]
    return factor


def weekday(dates: np.ndarray) -> np.ndarray:
    """0 for Monday to 6 for Sunday."""
    return (dates.astype("datetime64[D]").view("int64") + 3) % 7


def demand(office: Days, targets: dict, rng: np.random.Generator) -> np.ndarray:
    """How much each opening day draws, relative to the others."""
    settings = targets["nachfrage"]
    by_weekday = np.array(list(settings["wochentage"].values()))
    # Counted in weekdays: a neighbour missing on either side is a public holiday or a closure.
    number = np.busday_count(EPOCH, office.date)
    gap = np.diff(number, prepend=number[0] - 1, append=number[-1] + 1) > 1
    factor = by_weekday[weekday(office.date)] * season(office, targets, "faktor")
    factor *= np.where(gap[:-1] | gap[1:], settings["neben_feiertag"], 1.0)
    return factor * rng.lognormal(0, settings["streuung"], len(factor))


def persons_per_day(office: Days, targets: dict, year: int, rng: np.random.Generator) -> np.ndarray:
    """Persons served on every opening day of all years (0 outside `year`), adding up to the spans of the targets."""
    draw = demand(office, targets, rng)
    persons = np.zeros(len(draw), dtype=int)
    first = np.datetime64("0001-01-01")
    for span in targets["abschnitt"]:
        index = office.of(first, span["bis"])
        if span["bis"].year == year:
            persons[index] = apportion(draw[index], span["personen"])
        first = np.datetime64(span["bis"]) + 1
    return persons
