"""What the reader has chosen: year, months, area, service, location, comparison; from the URL and back into it.

Knows no Streamlit. The URL is `?jahr=2018&monat=1&monat=2&bereich=...&dienstleistung=...&standort=...&vergleich=...`;
`vergleich` is missing (the year before), `oeffnungstag`, `ereignis-1` (the number in `ereignisse`) or a year.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reporting import german
from reporting.events import before_and_after
from reporting.periods import Period, months_of, year
from reporting.warehouse import Event, Warehouse

SPLITS = ("bereich", "dienstleistung", "standort")
PARAMETERS = ("jahr", "monat", *SPLITS, "vergleich")
LAST_YEAR, PER_DAY, EVENT = "vorjahr", "oeffnungstag", "ereignis-"


@dataclass(frozen=True)
class Choice:
    """`monate` 1 to 12, empty = the whole year; the other tuples empty = all."""

    jahr: int
    monat: tuple[int, ...] = ()
    bereich: tuple[str, ...] = ()
    dienstleistung: tuple[str, ...] = ()
    standort: tuple[str, ...] = ()
    vergleich: str = LAST_YEAR

    def parameters(self) -> dict[str, list[str]]:
        """The choice as it stands in the URL; what is not chosen is left out."""
        values = {
            "jahr": [str(self.jahr)],
            "monat": [str(m) for m in self.monat],
            **{name: list(getattr(self, name)) for name in SPLITS},
            "vergleich": [] if self.vergleich == LAST_YEAR else [self.vergleich],
        }
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True)
class Question:
    """A choice as the arguments of `reporting.figures`.

    `per_day`: the comparison per opening day is the one to show. `note`: a German sentence where the comparison asked for is not possible.
    """

    period: Period
    where: dict[str, tuple[str, ...]]
    base: Period | str
    per_day: bool = False
    note: str | None = None


@dataclass(frozen=True)
class Options:
    """What can be chosen in a warehouse."""

    years: tuple[int, ...]
    areas: dict[str, list[str]]
    locations: tuple[str, ...]
    events: tuple[Event, ...]

    @classmethod
    def of(cls, w: Warehouse) -> Options:
        locations = tuple(dict.fromkeys(place.standort for place in w.locations))
        return cls(tuple(w.years), w.areas, locations, tuple(e for e in w.events if e.art != "bruch"))

    def services(self, areas: Sequence[str]) -> list[str]:
        """The services of some areas (none: of all)."""
        return [service for area in areas or self.areas for service in self.areas[area]]

    def comparisons(self, jahr: int) -> dict[str, str]:
        """Every comparison for a year with its German label."""
        found = {LAST_YEAR: "Vorjahr, gleiche Kalendertage", PER_DAY: "Vorjahr, je Öffnungstag"}
        found |= {f"{EVENT}{e.id}": f"Vor dem Ereignis: {e.titel}" for e in self.events}
        return found | {str(y): f"Jahr {y}" for y in reversed(self.years) if y != jahr}

    def default(self) -> Choice:
        return Choice(self.years[-1])


def read(values: Callable[[str], Sequence[str]], options: Options) -> tuple[Choice, list[str]]:
    """The choice in a URL (`values(name)` = all values of a parameter) and German notes on what does not exist and was left out."""
    notes: list[str] = []

    def known(name: str, allowed: Sequence, label: str) -> tuple:
        texts = {str(value): value for value in allowed}
        asked = list(dict.fromkeys(values(name)))
        for text in asked:
            if text not in texts:
                notes.append(f"{label} „{text[:60]}“ gibt es hier nicht. Die Angabe bleibt unbeachtet.")
        return tuple(texts[text] for text in asked if text in texts)

    jahr = (known("jahr", options.years, "Das Jahr") or (options.years[-1],))[0]
    monat = known("monat", range(1, 13), "Den Monat")
    bereich = known("bereich", list(options.areas), "Den Bereich")
    service = known("dienstleistung", options.services(bereich), "Die Dienstleistung")
    place = known("standort", options.locations, "Den Standort")
    vergleich = (known("vergleich", list(options.comparisons(jahr)), "Den Vergleich") or (LAST_YEAR,))[0]
    return tidy(Choice(jahr, monat, bereich, service, place, vergleich), options), notes


def tidy(choice: Choice, options: Options) -> Choice:
    """The same choice in one spelling: months sorted and none for all, services only of the chosen areas, no comparison with itself."""
    months = tuple(sorted(set(choice.monat)))
    services = tuple(s for s in choice.dienstleistung if s in options.services(choice.bereich))
    comparison = choice.vergleich if choice.vergleich in options.comparisons(choice.jahr) else LAST_YEAR
    return replace(choice, monat=() if months == tuple(range(1, 13)) else months, dienstleistung=services, vergleich=comparison)


def question(choice: Choice, w: Warehouse) -> Question:
    """The choice as period, filters and base. "Before an event" counts from its first opening day on, against the same days before it."""
    months = months_of(choice.jahr, choice.monat)
    period = Period(months[0].von, months[-1].bis) if months else year(choice.jahr)
    where = {name: getattr(choice, name) for name in SPLITS if getattr(choice, name)}
    if months and len(period.months()) != len(months):
        where["monat"] = tuple(m.months()[0] for m in months)
    if choice.vergleich.startswith(EVENT):
        event = next(e for e in w.events if f"{EVENT}{e.id}" == choice.vergleich)
        spans = before_and_after(w, event, period)
        if spans is None:
            note = f"„{event.titel}“ ({german.date_de(event.von)}) liegt nach dem gewählten Zeitraum. Verglichen wird mit dem Vorjahr."
            return Question(period, where, LAST_YEAR, note=note)
        return Question(spans[0], where, spans[1])
    if choice.vergleich.isdigit():
        return Question(period, where, period.shifted(int(choice.vergleich) - choice.jahr))
    return Question(period, where, LAST_YEAR, per_day=choice.vergleich == PER_DAY)
