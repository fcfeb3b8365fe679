"""Events of the office (`ereignisse.csv`) as the start of a period: "seit dem Umzug in die Kaiserstraße"."""

from __future__ import annotations

from datetime import date, timedelta

from reporting.periods import Period, before
from reporting.warehouse import Event, Warehouse

#: A location that becomes valid this soon after an event is the new location the event is about.
NEW_LOCATION = timedelta(days=31)


def events_in(w: Warehouse, period: Period, kennzahl: str | None = None) -> list[Event]:
    """Events (not breaks) that begin in the period and concern the metric, oldest first."""
    return [
        e for e in w.events
        if e.art != "bruch" and e.von in period and (kennzahl is None or not e.kennzahlen or kennzahl in e.kennzahlen)
    ]


def turning_point(w: Warehouse, period: Period, kennzahl: str = "kundenkontakte") -> Event | None:
    """The latest event of the period since which one can count: one that begins on a day and stays (a move).

    Events that span several days and end (special opening days) come second; None without any event.
    """
    found = events_in(w, period, kennzahl)
    return max(found, key=lambda e: (e.von == e.bis, e.von), default=None)


def since(w: Warehouse, event: Event, until: date) -> Period | None:
    """From the first opening day on or after the event to `until`; None where no opening day lies between.

    Where a location becomes valid with the event, its own first opening day counts, not that of the others.
    """
    places = tuple(
        place.standort for place in w.locations
        if place.gueltig_ab and event.von <= place.gueltig_ab <= event.von + NEW_LOCATION
    )
    for chosen in (places, ()):
        days = w.open_days(event.von, until, chosen)
        if days:
            return Period(days[0], until)
    return None


def before_and_after(w: Warehouse, event: Event, period: Period) -> tuple[Period, Period] | None:
    """The part of a period after an event and the same calendar days before it; None where the period ends before the event."""
    after = since(w, event, period.bis) if event.von <= period.bis else None
    after = after and after.clipped(period.von, period.bis)
    return (after, before(after, event.von)) if after else None
