"""Appointments and the contacts counted from them. Everything is an array with one entry per person or per appointment.

Times are whole minutes since `days.EPOCH`, -1 where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from etl.sample.days import DAY, EPOCH, Days, apportion, persons_per_day, season, weekday
from etl.sample.files import date_text, time_text

SLOT = 5
SHORTEST = 3                     # minutes between two calls to the same desk
LONGEST_GROUP = 5
LONGEST_WAIT = 85                # minutes; nobody is called later than OVERTIME minutes after closing, but for a free desk
OVERTIME = 25
AREAS = 10                       # more than there are areas: day * AREAS + area is a key
# Share of online bookings by hour of the day: little at night, most in the morning and after work.
BOOKING_HOURS = [1, 0, 0, 0, 0, 1, 3, 7, 10, 11, 10, 9, 8, 7, 7, 6, 6, 6, 6, 7, 7, 6, 4, 2]


@dataclass
class Bookings:
    """Booked appointments: opening day (index into Days), area and service (index), persons, start."""

    day: np.ndarray
    area: np.ndarray
    service: np.ndarray
    persons: np.ndarray
    start: np.ndarray

    def take(self, index: np.ndarray) -> Bookings:
        return Bookings(*(getattr(self, column.name)[index] for column in fields(self)))


def build(office: Days, targets: dict, year: int, rng: np.random.Generator) -> tuple[dict, dict]:
    """The text columns of `termine` and `kontakte` of one year."""
    services = [service for area in targets["bereich"].values() for service in area["dienste"]]
    day = np.repeat(np.arange(len(office.date)), persons_per_day(office, targets, year, rng))
    area = _areas(targets, year, office, day, rng)
    served = _appointments(office, targets, day, area, _services(office, targets, day, area, rng), rng)
    arrival, call, end, desk = _counter(office, targets, served, rng)
    missed, cancelled = _lost(served, targets["jahr"][str(year)], rng)

    every = np.concatenate([np.arange(len(served.day)), missed, cancelled])
    status = np.repeat(["bedient", "nicht erschienen", "abgesagt"], [len(served.day), len(missed), len(cancelled)])
    booked = served.take(every)
    lead = _booked_at(office, targets, booked, np.where(status == "bedient", 1.0, 1.25), rng)
    order = np.lexsort((rng.random(len(every)), booked.start))
    blank = np.full(len(missed) + len(cancelled), -1)
    termine = {
        "standort": np.array(office.locations, dtype=object)[office.location[booked.day]],
        "dienstleistung": np.array(services, dtype=object)[booked.service],
        "termin_am": time_text(booked.start),
        "status": status.astype(object),
        "gebucht_am": time_text(lead),
        "ankunft": time_text(np.concatenate([arrival, blank])),
        "aufruf": time_text(np.concatenate([call, blank])),
        "ende": time_text(np.concatenate([end, blank])),
        "arbeitsplatz": np.concatenate([desk, np.full(len(blank), "", dtype=object)]),
        "personen": booked.persons.astype(str).astype(object),
    }
    number = np.array([f"{year}{number:06d}" for number in range(1, len(every) + 1)], dtype=object)
    return {"termin_id": number, **{name: column[order] for name, column in termine.items()}}, _contacts(office, services, served)


def _areas(targets: dict, year: int, office: Days, day: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """An area for every person: exactly as many per year as the target says, on random days.

    All but the first area draw their persons without replacement; before holidays the first area (with the travel documents) keeps more.
    """
    wanted = targets["jahr"][str(year)]["bereiche"]
    names = list(targets["bereich"])
    area = np.zeros(len(day), dtype=int)
    weight = -0.35 * np.log(season(office, targets, "reise"))[day]
    for number, name in enumerate(names[1:], start=1):
        key = np.where(area == 0, weight + rng.gumbel(size=len(day)), -np.inf)
        area[np.argpartition(-key, wanted[name])[: wanted[name]]] = number
    return area


def _services(office: Days, targets: dict, day: np.ndarray, area: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A service for every person; travel documents weigh more in their season."""
    service = np.zeros(len(day), dtype=int)
    first = 0
    for number, settings in enumerate(targets["bereich"].values()):
        names = list(settings["dienste"])
        travel = np.isin(names, settings["reise"])
        weight = np.array(list(settings["dienste"].values()), dtype=float) * np.where(travel, season(office, targets, "reise")[:, None], 1.0)
        bound = np.cumsum(weight, axis=1) / weight.sum(axis=1, keepdims=True)
        mine = np.flatnonzero(area == number)
        service[mine] = first + (rng.random(len(mine))[:, None] > bound[day[mine], :-1]).sum(axis=1)
        first += len(names)
    return service


def _appointments(office: Days, targets: dict, day: np.ndarray, area: np.ndarray, service: np.ndarray, rng: np.random.Generator) -> Bookings:
    """Group persons into appointments (most alone) and give each a slot of its day."""
    order = np.lexsort((service, day))
    day, area, service = day[order], area[order], service[order]
    together = np.array([settings["gruppe"] for settings in targets["bereich"].values()])[area]
    alone = rng.random(len(day)) >= together
    alone |= np.concatenate([[True], (day[1:] != day[:-1]) | (service[1:] != service[:-1])])
    alone[::LONGEST_GROUP] = True
    head = np.flatnonzero(alone)
    persons = np.diff(head, append=len(day))
    day, area, service = day[head], area[head], service[head]
    return Bookings(day, area, service, persons, _slots(office, targets, day, area, rng))


def _slots(office: Days, targets: dict, day: np.ndarray, area: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Start of every appointment: spread evenly over the day's five-minute slots, somewhat fewer at both ends."""
    opens, closes = _hours(office, targets, day)
    order, rank, size = _ranked(day * AREAS + area, rng.random(len(day)))
    even = np.empty(len(day))
    even[order] = (rank + rng.random(len(day))) / size
    edge = 0.5 - 0.5 * np.cos(np.pi * even)                      # slow at both ends
    place = 0.88 * even + 0.12 * (2 * even - edge).clip(0, 0.999)
    return opens + SLOT * np.floor(place * ((closes - opens) // SLOT)).astype(int)


def _hours(office: Days, targets: dict, day: np.ndarray) -> np.ndarray:
    """Minute of opening and of closing of every given opening day, as two rows."""
    hours = np.array(list(targets["oeffnungszeiten"].values()))[weekday(office.date)[day]]
    return (_midnight(office, day)[:, None] + hours * 60).T


def _ranked(group: np.ndarray, value: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Order by group and value; along that order the rank within the group and the group's size."""
    order = np.lexsort((value, group))
    _, first, size = np.unique(group[order], return_index=True, return_counts=True)
    return order, np.arange(len(group)) - np.repeat(first, size), np.repeat(size, size)


def _midnight(office: Days, day: np.ndarray) -> np.ndarray:
    return (office.date[day] - EPOCH.astype("datetime64[D]")).astype(int) * DAY


def _counter(office: Days, targets: dict, served: Bookings, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Arrival, call, end and desk of every served appointment; the mean wait of every span of days hits its target.

    A desk serves one appointment at a time: the desks of an area take turns, an appointment ends at the latest when its desk is called
    again. Waiting for a free desk and whole minutes move the mean wait a little, so the scale of the waits is corrected a few times.
    """
    settings = list(targets["bereich"].values())
    arrival = served.start - np.round(rng.gamma(2.6, 3.0, len(served.day)) - rng.exponential(1.6, len(served.day))).astype(int)
    ready = np.maximum(arrival, served.start)
    span = np.searchsorted([np.datetime64(span["bis"]) for span in targets["abschnitt"]], office.date)
    wait = _waits(office, settings, served, rng) * _trend(targets, span)[served.day]
    last_call = np.minimum(ready + LONGEST_WAIT, _hours(office, targets, served.day)[1] + OVERTIME)

    pools = _desk_pools(office, settings)
    pool = office.location[served.day] * len(settings) + served.area
    desks = np.array([len(names) for names in pools])
    span = span[served.day]
    goal = np.array([span["wartezeit"] for span in targets["abschnitt"]], dtype=float)
    people = np.bincount(span, weights=served.persons, minlength=len(goal))
    scale = goal.copy()
    for _ in range(6):
        call, turn, following = _calls(served, np.minimum(ready + wait * scale[span], last_call), desks[pool])
        total = np.bincount(span, weights=(call - ready) * served.persons, minlength=len(goal))
        scale[people > 0] *= (goal * people / np.maximum(total, 1))[people > 0]
    minutes = np.array([area["dauer"] for area in settings])[served.area] * rng.gamma(5, 0.2, len(call)) * (1 + 0.4 * (served.persons - 1))
    end = np.minimum(call + np.maximum(np.round(minutes).astype(int), 2), following)
    names = np.array(sum(pools, []), dtype=object)
    return arrival, call, end, names[(np.cumsum(desks) - desks)[pool] + turn]


def _waits(office: Days, settings: list[dict], served: Bookings, rng: np.random.Generator) -> np.ndarray:
    """Waits relative to each other: right-skewed, longer late in the day, on busy days and in busy areas; a few are called at once."""
    count = len(served.day)
    load = np.bincount(served.day, minlength=len(office.date))[served.day]
    order, rank, size = _ranked(served.day, served.start + rng.random(count))
    late = np.empty(count)
    late[order] = rank / size
    wait = rng.lognormal(0, 0.76, count) * (0.78 + 0.44 * late) * (load / load.mean()) ** 0.6 * (rng.random(count) > 0.04)
    return wait * np.array([area["wartezeit"] for area in settings])[served.area] * rng.lognormal(0, 0.12, len(office.date))[served.day]


def _trend(targets: dict, spans: np.ndarray) -> np.ndarray:
    """Factor of the wait on every opening day: within a span it falls by `gefaelle` of the span's mean."""
    factor = np.ones(len(spans))
    for number, span in enumerate(targets["abschnitt"]):
        inside = spans == number
        factor[inside] += span.get("gefaelle", 0) * np.linspace(0.5, -0.5, inside.sum())
    return factor


def _calls(served: Bookings, wished: np.ndarray, turns: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Minute of the call (as wished or when a desk is free), which desk of the area's pool takes it, and when that desk calls again."""
    order, rank, _ = _ranked(served.day * AREAS + served.area, wished)
    call = np.floor(wished).astype(int)[order]
    desks = turns[order]
    before = np.where(rank >= desks, np.arange(len(rank)) - desks, -1)
    while True:
        free = np.where(before >= 0, call[before] + SHORTEST, 0)
        if (call >= free).all():
            break
        call = np.maximum(call, free)
    following = np.full(len(call), np.iinfo(np.int64).max // 2)
    following[before[before >= 0]] = call[before >= 0]
    result = tuple(np.empty(len(order), dtype=int) for _ in range(3))
    for target, values in zip(result, (call, rank % desks, following), strict=True):
        target[order] = values
    return result


def _desk_pools(office: Days, settings: list[dict]) -> list[list[str]]:
    """Names of the desks per location and area, e.g. `K-07`: the location's desks split in the areas' proportion."""
    pools = []
    for location, desks in zip(office.locations, office.desks, strict=True):
        names = iter([f"{location[0]}-{number:02d}" for number in range(1, desks + 1)])
        pools += [[next(names) for _ in range(size)] for size in apportion([area["plaetze"] for area in settings], desks)]
    return pools


def _lost(served: Bookings, goals: dict, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """No-shows and cancellations, as copies (indices) of served appointments of the same day, slot and service."""
    count = len(served.day)
    missed = round(count * goals["nicht_erschienen"] / (1 - goals["nicht_erschienen"]))
    cancelled = round((count + missed) * goals["abgesagt"] / (1 - goals["abgesagt"]))
    return rng.integers(0, count, missed), rng.integers(0, count, cancelled)


def _booked_at(office: Days, targets: dict, booked: Bookings, factor: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Booking time: a sixth within a day (slots given back), the others up to four weeks ahead, earlier when demand is high."""
    count = len(booked.day)
    pressure = season(office, targets, "faktor")[booked.day] ** 2
    days = np.floor(rng.gamma(1.9, 4.6, count) * pressure * factor).astype(int)
    days = np.where(rng.random(count) < 0.16, rng.integers(0, 2, count), days)
    days = np.where(days > 28, rng.integers(20, 29, count), days)
    hour = rng.choice(24, count, p=np.array(BOOKING_HOURS) / sum(BOOKING_HOURS))
    at = _midnight(office, booked.day) - days * DAY + hour * 60 + rng.integers(0, 60, count)
    return np.where(at > booked.start - 20, booked.start - rng.integers(20, 150, count), at)


def _contacts(office: Days, services: list[str], served: Bookings) -> dict[str, np.ndarray]:
    """Persons served per day, location and service: the counting list of the office."""
    key, inverse = np.unique(served.day * len(services) + served.service, return_inverse=True)
    counted = np.bincount(inverse, weights=served.persons).astype(int)
    day = key // len(services)
    return {
        "datum": date_text(office.date[day]),
        "standort": np.array(office.locations, dtype=object)[office.location[day]],
        "dienstleistung": np.array(services, dtype=object)[key % len(services)],
        "zugang": np.full(len(key), "Termin", dtype=object),
        "anzahl": counted.astype(str).astype(object),
    }
