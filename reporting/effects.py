"""How much of a difference comes from what: the exact effect of opening days, location and service on a number of contacts.

Block by block (a month against the same month of the base; one single block where the base is another stretch of days) and location by
location the contacts are

    contacts = H * q * r      H opening days of the house, q share of them on which the location was open,
                              r contacts per day on which the location was open

and each factor gets its Shapley value: its effect averaged over all orders in which the factors could have changed. So no order is
preferred and nothing is left over. A location that was open on one side only has no r of its own on the other side; it keeps the r it
has, and everything it brings or takes is the effect of the location. The effect of r is known service by service and can be cut in two:
the *demand* is what it would have been had every service changed like the typical one (median of the services' growth per opening day,
weighted by contacts), the *service mix* what single services deviate from that. Contacts on days without an open location cannot be
split and stand apart. Everything is computed in fractions, so that the effects add up exactly.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

ZERO = Fraction(0)


@dataclass(frozen=True)
class Side:
    """One side of a comparison: contacts by block, location and service, and the opening days by block and location."""

    contacts: Mapping[tuple[str, str, str], int]
    days: Mapping[tuple[str, str], int]
    house: Mapping[str, int]


@dataclass
class Effects:
    """Exact effects before rounding: opening days by block, location by location, r by service with its base, the rest."""

    days: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    place: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    service: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    service_base: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    outside: Fraction = ZERO


def split(before: Side, after: Side) -> Effects:
    """The exact effect of every factor (see the head of this file); all of them sum to the difference of the contacts."""
    effects = Effects()
    services: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for at, side in enumerate((before, after)):
        for (block, place, service), count in side.contacts.items():
            services[block, place][service][at] += count
    for (block, place), counts in services.items():
        house = [Fraction(side.house.get(block, 0)) for side in (before, after)]
        days = [side.days.get((block, place), 0) for side in (before, after)]
        rates: list[dict[str, Fraction] | None] = []
        for at in (0, 1):
            if days[at]:
                rates.append({name: Fraction(pair[at], days[at]) for name, pair in counts.items()})
            else:
                rates.append(None)
                effects.outside += (2 * at - 1) * sum(pair[at] for pair in counts.values())
        if rates[0] is None and rates[1] is None:
            continue
        share = [Fraction(days[at]) / house[at] if house[at] else None for at in (0, 1)]
        share = [share[1 - at] if share[at] is None else share[at] for at in (0, 1)]
        own = [rates[at] if rates[at] is not None else rates[1 - at] for at in (0, 1)]
        rate = [sum(own[at].values(), ZERO) for at in (0, 1)]
        effects.days[block] += _shapley(house, share, rate)
        effects.place[place] += _shapley(share, house, rate)
        if rates[0] is not None and rates[1] is not None:
            weight = _weight(house, share)
            for name in counts:
                effects.service[name] += weight * (own[1][name] - own[0][name])
                effects.service_base[name] += weight * own[0][name]
    return effects


def _shapley(factor: Sequence[Fraction], second: Sequence[Fraction], third: Sequence[Fraction]) -> Fraction:
    """The effect of the first factor of a product of three, averaged over all orders."""
    return (factor[1] - factor[0]) * _weight(second, third)


def _weight(a: Sequence[Fraction], b: Sequence[Fraction]) -> Fraction:
    return (a[0] * b[0] + a[1] * b[1]) / 3 + (a[0] * b[1] + a[1] * b[0]) / 6


def typical_growth(effects: Effects) -> Fraction:
    """The growth of the typical service: median over the services, weighted by their contacts in the base; 0 without any."""
    known = sorted((effects.service[name] / base, base) for name, base in effects.service_base.items() if base > 0)
    half, passed = sum((base for _, base in known), ZERO) / 2, ZERO
    for growth, base in known:
        passed += base
        if passed >= half:
            return growth
    return ZERO


def apportion(values: Sequence[Fraction], total: int) -> list[int]:
    """Whole numbers next to the values that add up to `total` (largest remainders first)."""
    whole = [math.floor(value) for value in values]
    missing = total - sum(whole)
    order = sorted(range(len(values)), key=lambda at: whole[at] - values[at])  # largest remainder first
    if missing < 0:
        order.reverse()
    for step in range(abs(missing)):
        whole[order[step % len(order)]] += 1 if missing > 0 else -1
    return whole
