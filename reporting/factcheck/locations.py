"""How a text may call a location: by its name, a part of it that no other has, its direction, or as the old and the new one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from reporting.factcheck.words import stem

_HOUSES = ("haus", "stelle", "filiale", "zentrum", "center", "bau", "turm", "schloss", "pavillon", "halle", "hof", "kontor", "villa")
_SITES = ("Standort", "Haus", "Gebäude", "Sitz", "Domizil", "Amtssitz")
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


def _sites(standort: str, adjectives: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for adjective in adjectives:
        for site in _SITES:
            yield standort, f"{adjective}en {site}"
            yield standort, f"{adjective}e {site}"
        for rooms in ("Räumen", "Räumlichkeiten"):
            yield standort, f"{adjective}en {rooms}"
