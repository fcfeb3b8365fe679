"""The year at a glance as data: every figure of the start page, of page 1 of the report and of the press package."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reporting.events import since, turning_point
from reporting.figures import Figure, figure, figures
from reporting.periods import Period, parse_month, previous_day, year as whole_year
from reporting.warehouse import Event, Warehouse

#: The metrics that are one number for the year; all others of the page need a split or another period.
SINGLE = (
    "kundenkontakte", "terminkunden", "oeffnungstage", "wartezeit_mittel", "wartezeit_median", "wartezeit_p90", "emails_bearbeitet",
    "anrufe_115", "grosskunden_vorgaenge", "vorgaenge", "vorgaenge_xmeld", "beraterplaetze", "thekenplaetze", "mitarbeitende",
)


@dataclass(frozen=True)
class SinceEvent:
    """Contacts since an event: from its first opening day to the end of the year, against the same days a year earlier."""

    event: Event
    period: Period
    kontakte: Figure
    terminkunden: Figure


@dataclass(frozen=True)
class Record:
    """The strongest month of the year and where it stands among all months with data.

    `rank` 1 = strongest of all; `unique` False where another month has the same value; `of` months since `first` ("2017-01");
    `whole`: these months have no gap and the first one is complete, so that "seit Beginn der Aufzeichnung" is true.
    """

    monat: str
    kontakte: Figure
    rank: int
    of: int
    first: str
    unique: bool
    whole: bool

    @property
    def is_record(self) -> bool:
        """True where it may be called a record: alone on rank 1 and with a month before it or after it to be stronger than."""
        return self.rank == 1 and self.unique and self.of > 1


@dataclass(frozen=True)
class Area:
    """An area of the office, its contacts and its share of all contacts in percent (None without a total)."""

    bereich: str
    kontakte: Figure
    anteil: float | None


@dataclass(frozen=True)
class Overview:
    """The year at a glance. Figures without data have `wert` None; `since`, `record` are None where there is nothing to say."""

    year: int
    period: Period
    stand: date | None
    kontakte: Figure
    terminkunden: Figure
    oeffnungstage: Figure
    since: SinceEvent | None
    record: Record | None
    wartezeit: Figure
    wartezeit_median: Figure
    wartezeit_p90: Figure
    areas: tuple[Area, ...]
    months: tuple[Figure, ...]
    emails: Figure
    anrufe_115: Figure
    grosskunden: Figure
    vorgaenge: Figure
    xmeld: Figure
    beraterplaetze: Figure
    thekenplaetze: Figure
    mitarbeitende: Figure

    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the page, each once."""
        since = (self.since.kontakte, self.since.terminkunden) if self.since else ()
        record = (self.record.kontakte,) if self.record else ()
        return (
            self.kontakte, self.terminkunden, self.oeffnungstage, *since, *record, self.wartezeit, self.wartezeit_median,
            self.wartezeit_p90, *(area.kontakte for area in self.areas), *self.months, self.emails, self.anrufe_115, self.grosskunden,
            self.vorgaenge, self.xmeld, self.beraterplaetze, self.thekenplaetze, self.mitarbeitende,
        )


def overview(w: Warehouse, year: int) -> Overview:
    """The year at a glance; any year, also one without data or with part of it."""
    period = whole_year(year)
    single = {f.kennzahl: f for f in figures(w, SINGLE, period)}
    return Overview(
        year=year,
        period=period,
        stand=w.data_until,
        kontakte=single["kundenkontakte"],
        terminkunden=single["terminkunden"],
        oeffnungstage=single["oeffnungstage"],
        since=since_event(w, period),
        record=record_month(w, period),
        wartezeit=single["wartezeit_mittel"],
        wartezeit_median=single["wartezeit_median"],
        wartezeit_p90=single["wartezeit_p90"],
        areas=areas(w, period, single["kundenkontakte"]),
        months=tuple(figures(w, ["kundenkontakte"], period, by=("monat",))),
        emails=single["emails_bearbeitet"],
        anrufe_115=single["anrufe_115"],
        grosskunden=single["grosskunden_vorgaenge"],
        vorgaenge=single["vorgaenge"],
        xmeld=single["vorgaenge_xmeld"],
        beraterplaetze=single["beraterplaetze"],
        thekenplaetze=single["thekenplaetze"],
        mitarbeitende=single["mitarbeitende"],
    )


def since_event(w: Warehouse, period: Period) -> SinceEvent | None:
    """Contacts since the latest event of the period; None without an event, an opening day or data after it."""
    event = turning_point(w, period)
    span = since(w, event, period.bis) if event else None
    if span is None:
        return None
    contacts, booked = figures(w, ["kundenkontakte", "terminkunden"], span)
    return SinceEvent(event, span, contacts, booked) if contacts.wert is not None else None


def record_month(w: Warehouse, period: Period) -> Record | None:
    """The month of the period with the most contacts, ranked among all months with data; None without data."""
    if "kontakte" not in w.coverage:
        return None
    von, bis = w.coverage["kontakte"]
    every = {f.gliederung["monat"]: f.wert for f in figures(w, ["kundenkontakte"], Period(von, bis), by=("monat",), base=None) if f.wert is not None}
    own = [m for m in every if parse_month(m).von in period]
    if not own:
        return None
    best = max(own, key=lambda m: every[m])
    values = list(every.values())
    return Record(
        monat=best,
        kontakte=figure(w, "kundenkontakte", parse_month(best)),
        rank=1 + sum(value > every[best] for value in values),
        of=len(every),
        first=min(every),
        unique=values.count(every[best]) == 1,
        whole=len(every) == len(Period(von, bis).months()) and not w.open_days(parse_month(min(every)).von, previous_day(von)),
    )


def areas(w: Warehouse, period: Period, total: Figure) -> tuple[Area, ...]:
    """The areas by contacts, most first; equal ones in the order of the master data."""
    found = [f for f in figures(w, ["kundenkontakte"], period, by=("bereich",)) if f.wert is not None]
    ranked = sorted(found, key=lambda f: -f.wert)
    return tuple(Area(f.gliederung["bereich"], f, 100 * f.wert / total.wert if total.wert else None) for f in ranked)
