"""Why did the number change? The difference of Kundenkontakte between two periods, split into parts that add up exactly.

Both sides cover the same calendar days (the rule of every comparison); `effects.py` says how the parts are computed. Here the two sides
are read, the parts rounded so that the printed whole numbers add up to the printed difference, and everything is said in German.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from reporting import german, queries
from reporting.days import Days
from reporting.definitions import TIME_SPLITS, definitions
from reporting.effects import ZERO, Effects, Side, apportion, split, typical_growth
from reporting.figures import Figure, figure
from reporting.filters import checked_filters
from reporting.periods import Period, shift_filters, shift_month, time_split, years_between
from reporting.queries import Filters, Window
from reporting.warehouse import Warehouse

METRIC = "kundenkontakte"
LABELS = {
    "oeffnungstage": "Öffnungstage",
    "standort": "Standort",
    "nachfrage": "Nachfrage je Öffnungstag",
    "leistungsmix": "Leistungsmix",
    "ausserhalb": "Tage ohne Öffnung",
}
WHOLE = "ganzer Zeitraum"  # the block where months cannot be paired
METHODS = {
    "oeffnungstage": "Mehr oder weniger Öffnungstage, mal den mittleren Kundenkontakten je Öffnungstag beider Zeiträume; Monat für Monat gerechnet.",
    "standort": "Öffnungstage, die von einem Standort auf einen anderen übergehen, mal dem Unterschied ihrer Kundenkontakte je Öffnungstag.",
    "nachfrage": "Was sich an unveränderten Standorten je Öffnungstag ergeben hätte, wenn jede Leistung so gewachsen wäre wie die typische: "
                 "der Median der Leistungen, nach Kundenkontakten gewichtet.",
    "leistungsmix": "Was einzelne Leistungen je Öffnungstag von dieser allgemeinen Entwicklung abweichen.",
    "ausserhalb": "Kundenkontakte an Tagen ohne geöffneten Standort lassen sich keinem der anderen Teile zuordnen.",
}


@dataclass(frozen=True)
class Detail:
    """What one month, location or service contributes to a part; `vorher` and `nachher` are its own numbers, in `einheit`."""

    name: str
    wert: int
    vorher: int
    nachher: int
    einheit: str


@dataclass(frozen=True)
class Part:
    """One step from the base to the period: whole contacts, why in words, and its details (they add up to `wert`)."""

    art: str
    label: str
    wert: int
    erklaerung: str
    details: tuple[Detail, ...] = ()

    @property
    def kopf(self) -> str:
        """The part in one line: "Öffnungstage −853: 248 Öffnungstage statt 250."."""
        return f"{self.label} {german.signed(self.wert, 0)}: {self.erklaerung}"

    @property
    def methode(self) -> str:
        """How the part is computed."""
        return METHODS[self.art]


@dataclass(frozen=True)
class Explanation:
    """The split of a change. `grund` says in German why there is none; then `teile` is empty.

    vorher + the sum of the parts = nachher, exactly. `hinweise`: what a reader must know to read the parts rightly.
    """

    figure: Figure
    vorher: int = 0
    nachher: int = 0
    teile: tuple[Part, ...] = ()
    grund: str | None = None
    hinweise: tuple[str, ...] = ()

    @property
    def differenz(self) -> int:
        return self.nachher - self.vorher

    @property
    def satz(self) -> str:
        """The whole change in one sentence."""
        if self.grund:
            return self.grund
        total = german.amount(self.figure.definition, self.nachher)
        if not self.differenz:
            return f"{total}, genauso viele wie {german.base_words(self.figure)}."
        steps = [f"{part.label} {german.signed(part.wert, 0)}" for part in self.teile if part.wert]
        return f"{total}, {german.signed(self.differenz, 0)} gegenüber {german.base_words(self.figure)}: {german.listing(steps)}."


def explain(w: Warehouse, period: Period, *, base: Period | Literal["vorjahr"] = "vorjahr",
            where: Mapping[str, Sequence[str]] | None = None) -> Explanation:
    """Split the change of Kundenkontakte from the base to the period, under the filters of that metric.

    Raises UnknownNameError for unknown filters and values.
    """
    where = checked_filters(w, where or {})
    total = figure(w, METRIC, period, where=where, base=base)
    if total.vergleich or total.vorjahr is None or total.wert_vergleichbar is None:
        return Explanation(total, grund=_why_not(total))
    before, after = _sides(w, period, base, where)
    effects = split(before, after)
    vorher, nachher = sum(before.contacts.values()), sum(after.contacts.values())
    return Explanation(total, vorher, nachher, _parts(effects, before, after, nachher - vorher), hinweise=_notes(total, before, after))


# ------------------------------------------------------------------ reading the two sides


def _sides(w: Warehouse, period: Period, base: Period | str, where: Filters) -> tuple[Side, Side]:
    """Base and period over the days that the figure itself compares; months are blocks where each has its counterpart."""
    years = -1 if base == "vorjahr" else years_between(base, period)
    days = Days(w, definitions()[METRIC], where, years, base if years is None else None)
    own, before = days.comparable(days.covered(period))
    if years is None:
        return _side(w, before, where), _side(w, own, where)
    return _side(w, before, shift_filters(where, years), years), _side(w, own, where, 0)


def _side(w: Warehouse, window: Window, where: Filters, years: int | None = None) -> Side:
    """One side; blocks are months, named as in the period (`years` = how far this side lies off), or one block (None)."""
    def block(month: str) -> str:
        return WHOLE if years is None else shift_month(month, -years)

    contacts: dict[tuple[str, str, str], int] = defaultdict(int)
    found = queries.evaluate(w, (definitions()[METRIC],), window, ("monat", "standort", "dienstleistung"), where)[METRIC]
    for (month, place, service), count in found.items():
        contacts[block(month), place, service] += int(count)
    days: dict[tuple[str, str], int] = defaultdict(int)
    house: dict[str, set[date]] = defaultdict(set)
    asked = [(name, values) for name, values in where.items() if name in TIME_SPLITS]
    for place in where.get("standort") or dict.fromkeys(place.standort for place in w.locations):
        for day in w.open_days(window.period.von, window.period.bis, (place,)):
            if f"{day:%Y-%m}" not in window.without and all(time_split(day, name) in values for name, values in asked):
                days[block(f"{day:%Y-%m}"), place] += 1
                house[block(f"{day:%Y-%m}")].add(day)
    return Side(contacts, days, {name: len(found) for name, found in house.items()})


# ------------------------------------------------------------------ rounding and words


def _parts(effects: Effects, before: Side, after: Side, difference: int) -> tuple[Part, ...]:
    growth = typical_growth(effects)
    base = sum(effects.service_base.values(), ZERO)
    mix = {name: effects.service[name] - growth * effects.service_base[name] for name in effects.service}
    exact = {
        "oeffnungstage": sum(effects.days.values(), ZERO),
        "standort": sum(effects.place.values(), ZERO),
        "nachfrage": growth * base,
        "leistungsmix": sum(mix.values(), ZERO),
    }
    if effects.outside:
        exact["ausserhalb"] = effects.outside
    whole = dict(zip(exact, apportion(list(exact.values()), difference)))
    details = {
        "oeffnungstage": _details(effects.days, whole["oeffnungstage"], before.house, after.house, "Öffnungstage", by_time=True),
        "standort": _details(effects.place, whole["standort"], _total(before.days, 1), _total(after.days, 1), "Öffnungstage"),
        "leistungsmix": _details(mix, whole["leistungsmix"], _total(before.contacts, 2), _total(after.contacts, 2), "Kundenkontakte"),
    }
    words = {
        "oeffnungstage": _days_words(sum(before.house.values()), sum(after.house.values())),
        "standort": _place_words(details["standort"]),
        "nachfrage": _demand_words(growth, sum(base > 0 for base in effects.service_base.values())),
        "leistungsmix": _mix_words(details["leistungsmix"]),
        "ausserhalb": "Kundenkontakte an Tagen, an denen nach dem Kalender kein Standort geöffnet war.",
    }
    return tuple(Part(art, LABELS[art], value, words[art], details.get(art, ())) for art, value in whole.items())


def _details(effects: Mapping[str, Fraction], total: int, before: Mapping[str, int], after: Mapping[str, int], unit: str, by_time: bool = False) -> tuple[Detail, ...]:
    names = list(effects)
    values = apportion([effects[name] for name in names], total)
    found = [Detail(german.month_name(name) if by_time and name != WHOLE else name, value, before.get(name, 0), after.get(name, 0), unit) for name, value in zip(names, values)]
    return tuple(found if by_time else sorted(found, key=lambda d: (-abs(d.wert), d.name)))


def _total(values: Mapping[tuple, int], at: int) -> dict[str, int]:
    result: dict[str, int] = defaultdict(int)
    for key, value in values.items():
        result[key[at]] += value
    return result


def _days_words(before: int, after: int) -> str:
    days = german.amount(definitions()["oeffnungstage"], after)
    if before == after:
        return f"{days} in beiden Zeiträumen; was bleibt, kommt daher, dass sie anders auf die Monate fallen."
    return f"{days} statt {german.number(before)}."


def _place_words(details: Sequence[Detail]) -> str:
    moved = [d for d in details if d.wert and d.vorher != d.nachher]
    if not moved:
        return "Geöffnet waren dieselben Standorte."
    days = definitions()["oeffnungstage"]
    return "; ".join(f"{d.name}: {german.amount(days, d.nachher)} statt {german.number(d.vorher)}" for d in moved) + "."


def _demand_words(growth: Fraction, services: int) -> str:
    change = f"{german.signed(float(growth) * 100)}{german.NBSP}%"
    if not services:
        return "Kein Standort war in beiden Zeiträumen geöffnet; die Entwicklung je Öffnungstag steht im Teil „Standort“."
    if services == 1:
        return f"Je Öffnungstag {change}."
    return f"Je Öffnungstag änderte sich die typische Leistung um {change}; so viel wäre es gewesen, wenn sich alle Leistungen so entwickelt hätten."


def _mix_words(details: Sequence[Detail]) -> str:
    strongest = [d for d in details if d.wert][:3]
    if not strongest:
        return "Keine Leistung weicht von der allgemeinen Entwicklung ab."
    names = [f"{d.name} ({german.signed(d.wert, 0)})" for d in strongest]
    return f"Von der allgemeinen Entwicklung weichen am stärksten ab: {german.listing(names)}."


def _why_not(f: Figure) -> str:
    if f.wert is None:
        return f"Für {german.period_words(f.period)} liegen keine Daten vor."
    return german.change_words(f)[0].upper() + german.change_words(f)[1:] + "."


def _notes(f: Figure, before: Side, after: Side) -> tuple[str, ...]:
    notes = [f.hinweis] if f.hinweis else []
    changed = {block for (block, place), days in after.days.items() if bool(days) != bool(before.days.get((block, place), 0))}
    if changed:
        months = german.months_words(sorted(changed)) if WHOLE not in changed else german.period_words(f.period)
        notes.append(f"{months}: Geöffnet war nicht derselbe Standort wie in der Vergleichszeit. Dort lässt sich die allgemeine Entwicklung "
                     "nicht vom Standort trennen; sie steht im Teil „Standort“.")
    return tuple(notes)
