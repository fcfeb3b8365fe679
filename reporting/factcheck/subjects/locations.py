"""How a text may call a location: by its name, a part of it that no other has, its direction, or as the old and the new one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from reporting.factcheck.drafts.words import stem
from reporting.periods import Period
from reporting.warehouse import Warehouse

_HOUSES = ("haus", "stelle", "filiale", "zentrum", "center", "bau", "turm", "schloss", "pavillon", "halle", "hof", "kontor", "villa")
_SITES = ("Standort", "Haus", "Gebäude", "Sitz", "Domizil", "Amtssitz")
_BRANCHES = ("Nebenstelle", "Außenstelle", "Zweigstelle", "Filiale", "Dependance", "Niederlassung")
_DIRECTIONS = {"Nord": "Norden", "Süd": "Süden", "Ost": "Osten", "West": "Westen"}


def location_names(locations: Sequence, office: str) -> Iterator[tuple[str, str]]:
    """Pairs of location and a name for it. locations: with validity, the same one may occur twice; office: the name of the office,
    whose own words ("Bürgerbüro") name no location."""
    names: dict[str, list[str]] = {}
    for p in locations:
        names.setdefault(p.standort, []).append(p.name or p.standort)
    words = {s: {w for name in (s, *full) for w in re.findall(r"[A-ZÄÖÜ][\wäöüß]+", name)} for s, full in names.items()}
    count = Counter(stem(w) for found in words.values() for w in {stem(w): w for w in found}.values())
    for standort, full in names.items():
        yield standort, standort
        for name in full:
            yield standort, name
            yield standort, re.sub(r",?\s*\d+\w?$", "", name) or standort
            if "," in name:
                yield standort, name.split(",", 1)[1].strip()
                yield standort, re.sub(r"\s*\d+\w?$", "", name.split(",", 1)[1]).strip() or standort
        for word in words[standort]:
            if count[stem(word)] == 1 and word.lower().endswith(_HOUSES) and stem(word) not in {stem(w) for w in re.findall(r"\w+", office)}:
                yield standort, word
            if word in _DIRECTIONS:
                yield standort, _DIRECTIONS[word]
    yield from _old_and_new(locations)
    yield from _main_and_branch(locations, {w for found in words.values() for w in found})


def _old_and_new(locations: Sequence) -> Iterator[tuple[str, str]]:
    """"Im alten Haus" where just one was given up, "am neuen Standort" where just one is the latest."""
    current = {p.standort for p in locations if p.gueltig_bis is None}
    gone = {p.standort for p in locations} - current
    since = {s: min(p.gueltig_ab or date.min for p in locations if p.standort == s) for s in current}
    latest = [s for s in current if since[s] == max(since.values()) and since[s] > date.min]
    if len(latest) == 1 and (gone or len(current) > 1):
        yield from _sites(latest[0], ("neu", "jetzig", "heutig"))
    if len(gone) == 1:
        yield from _sites(gone.pop(), ("alt", "bisherig", "früher", "ehemalig", "vorherig", "damalig"))


def _main_and_branch(locations: Sequence, words: set[str]) -> Iterator[tuple[str, str]]:
    """"Die Nebenstelle", "im kleineren Haus", "der zweite Standort" where just two are open and their desks or openings differ. words: those of all names."""
    current = {p.standort: p for p in locations if p.gueltig_bis is None}
    if len(current) != 2:
        return
    small, big = sorted(current.values(), key=lambda p: p.beraterplaetze or 0)
    branches = () if words & set(_BRANCHES) else _BRANCHES
    if (small.beraterplaetze or 0) < (big.beraterplaetze or 0):
        yield from _sites(small.standort, ("klein", "kleiner"), (*_SITES, *branches))
        yield from _sites(big.standort, ("groß", "größer"))
        yield from ((small.standort, branch) for branch in branches)
        yield from ((big.standort, f"Haupt{site}") for site in ("haus", "stelle", "sitz", "standort", "gebäude"))
    since = {s: min(p.gueltig_ab or date.min for p in locations if p.standort == s) for s in current}
    first, second = sorted(since, key=lambda s: since[s])
    if since[first] < since[second]:
        yield from _sites(second, ("neu",), branches)
        if {p.standort for p in locations} == set(current):
            yield from _sites(second, ("zweit", "weiter", "zusätzlich"), (*_SITES, *branches))


def _sites(standort: str, adjectives: tuple[str, ...], sites: tuple[str, ...] = _SITES) -> Iterator[tuple[str, str]]:
    for adjective in adjectives:
        for site in sites:
            yield standort, f"{adjective}en {site}"
            yield standort, f"{adjective}e {site}"
        for rooms in ("Räumen", "Räumlichkeiten"):
            yield standort, f"{adjective}en {rooms}"


_SEVERAL = re.compile(r"(?:[Ss]tandorten?|[Hh]äusern?|[Ss]itzen?|[Dd]omizilen?|[Gg]ebäuden|[Ss]tellen|[Ff]ilialen|[Dd]ependancen|[Nn]iederlassungen)$")


def several(word: str) -> bool:
    """Whether a word speaks of more than one house: "neue Standorte" is no name of the new one."""
    return bool(_SEVERAL.search(word))


def since_opening(w: Warehouse, period: Period, where: Mapping[str, tuple[str, ...]]) -> Period:
    """The part of a period in which a location existed that opened within it; the whole period for all others."""
    days = [p.gueltig_ab for p in w.locations if p.standort in where.get("standort", ())]
    first = min((day for day in days if day), default=None)
    return Period(first, period.bis) if first and None not in days and period.von < first <= period.bis else period


def how_many_open(locations) -> set[int]:
    """How many locations were open side by side on the days on which one opened or closed. locations: the lines of the warehouse."""
    days = [p.gueltig_ab for p in locations if p.gueltig_ab] + [p.gueltig_bis for p in locations if p.gueltig_bis]
    return {len({p.standort for p in locations if (not p.gueltig_ab or p.gueltig_ab <= day) and (not p.gueltig_bis or day <= p.gueltig_bis)}) for day in days} or {len({p.standort for p in locations})}
