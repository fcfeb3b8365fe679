"""Services said by what people did: "haben ihren Wohnsitz an- oder umgemeldet", "meldeten 500 Betriebe ihr Gewerbe an"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

_PRE = r"(?:[Aa]b|[Aa]n|[Aa]uf|[Aa]us|[Bb]ei|[Ee]in|[Nn]ach|[Uu]m|[Vv]or|[Zz]urück)"
_ALSO = rf"(?:(?P<also>{_PRE})-\s+(?:und|oder|bzw\.|beziehungsweise|wie\s+auch)\s+)?"
#: "an- oder umgemeldet", "umzumelden", "anmelden": with the verb's own stem as `root`.
_TOGETHER = re.compile(rf"\b{_ALSO}(?P<pre>{_PRE})(?:ge(?P<root>[a-zäöüß]{{3,}}?)e?t|(?:zu)?(?P<inf>[a-zäöüß]{{3,}}?)en)(?![a-zäöüß-])")
#: "verlängert", "umgetauscht", "erneuern": what is done to something one has.
_WHOLLY = re.compile(r"\b(?P<pre>ver|er)(?P<root>[a-zäöüß]{4,}?)(?:e?t|en|e?te?n?)(?![a-zäöüß-])")
#: "meldeten ... an": the verb and its first syllable at the end of the clause.
_APART = re.compile(rf"\b(?P<root>[a-zäöüß]{{3,}}?)e?te?n?\b[^;:()]*?\s(?:(?P<also>{_PRE})\s+(?:und|oder|beziehungsweise|bzw\.)\s+)?(?P<pre>{_PRE})(?=\s*(?:[.,;:!?)\u2013]|$|und\b|oder\b))")
_OBJECT = re.compile(r"(?<![\w-])(?:(?:[Dd]en|[Dd]as|[Dd]ie|[Ee]ine?n?|[Ii]hre?n?|[Ss]eine?n?|[Uu]nsere?n?|[Ee]in|[Nn]eue[sn]?)\s+)*(?P<noun>[A-ZÄÖÜ][a-zäöüß]{3,})(?![\w-])")
_IT = re.compile(r"\b(ihn|sie|es|diesen|diese|dieses)\b")
#: Who does such things, beside people.
_DOERS = re.compile(r"\s+(?:[a-zäöüß]+e[nr]?\s+)?((?:Betriebe|Firmen|Unternehmen|Familien|Haushalte|Paare|Eltern|Selbst(?:st)?ändige|Gewerbetreibende|Händler|Halter|Mieter|Studierende|Zugezogene|Neubürger)(?:n|innen und \w+|:innen|\*innen|r)?)(?![\w-])")


def done(text: str, known: Callable[[str], tuple]) -> list[tuple[int, int, tuple]]:
    """Where a clause names the object of such a verb, and the filters of the services they make together. known: the filters of a phrase, or ()."""
    cuts = [0, *(m.start() for m in re.finditer(r"[;:()]|,(?!\d)|\.(?!\d)", text)), len(text)]
    found, noun = [], ""
    for begin, end in pairwise(cuts):
        verbs = list(_verbs(text[begin:end])) if end - begin > 12 else []
        objects = [(m.start("noun"), m.end("noun"), m["noun"]) for m in _OBJECT.finditer(text, begin, end)] if verbs else []
        if verbs and found and (again := _IT.search(text, begin, end)):
            objects.append((again.start(1), again.end(1), noun))
        for start, stop, what in objects:
            services = next((made for verb in verbs if all(made := [_service(what, one, known) for one in verb])), None)
            if services:
                noun = what
                found.append((start, stop, _together(services)))
    return found


def doers(text: str, after: int) -> re.Match | None:
    """Who did something, right behind a number: "1.097 Betriebe"."""
    return _DOERS.match(text, after)


def _verbs(clause: str) -> Iterator[list[tuple[str, str]]]:
    """The verbs of a clause as pairs of first syllable and stem; those joined by "oder" together."""
    for m in (*_TOGETHER.finditer(clause), *_APART.finditer(clause)):
        root = m["root"] or m["inf"]
        yield [(pre.lower(), root) for pre in (m["also"], m["pre"]) if pre]
    yield from ([(m["pre"], m["root"])] for m in _WHOLLY.finditer(clause))


def _service(noun: str, verb: tuple[str, str], known: Callable[[str], tuple]) -> tuple:
    """The filters of "Wohnsitz anmelden", "Wohnsitzanmeldung" or "Ummeldung"."""
    pre, root = verb
    both = [f"{noun} {pre}{root}en", f"{noun}{pre}{root}ung", f"{noun}s{pre}{root}ung"]
    alone = [f"{pre}{root}ung".capitalize()] if known(both[0]) or known(f"{noun}{root}ung") else []
    found: dict[str, tuple[str, ...]] = {}
    for phrase in (*both, *alone):
        found = {**dict(known(phrase)), **found}
    return tuple(found.items())


def _together(services: list[tuple]) -> tuple:
    """The services as one filter: the values of the splits all of them have."""
    splits = [dict(filters) for filters in services]
    return tuple((split, tuple(dict.fromkeys(value for one in splits for value in one[split]))) for split in splits[0] if all(split in one for one in splits))
