"""Cases said by what was done to vehicles: "Händler ließen 1.249 Fahrzeuge zu und meldeten 671 ab"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from reporting.factcheck.printed.numbers import Number

_NOUN = re.compile(r"\s+((?:[a-zäöüß]+e[nrs]?\s+)?(?:(?:Kraft|Gebraucht|Neu)?[Ff]ahrzeuge?n?|Autos?|(?:Neu|Gebraucht|Jahres)?[Ww]agen|Pkws?|PKWs?|Kfz|KFZ))(?![\w-])")
_ELSE = re.compile(r"\s+(?:[a-zäöüß]+e[nrs]?\s+)?[A-ZÄÖÜ]|\s*%")  # counts something else
_END = r"(?=\s*(?:[.,;:!?)\u2013]|$|und\b|oder\b))"
#: The verbs with the words that make up the names of their kinds of cases, and the names of the services.
_VERBS = (
    ("zulass", re.compile(rf"\b(?:ließ(?:en)?|lassen|lässt)\b.*?\s(?P<v>(?:neu\s+)?zu){_END}|\b(?P<w>(?:[Nn]eu\s+)?(?:[Zz]ugelassen|zuzulassen|zulassen)|zur\s+Zulassung)(?![a-zäöüß])"), ("Zulassung", "Fahrzeugzulassung", "Kfz-Zulassung")),
    ("abmeld|außerbetrieb|stillleg", re.compile(rf"\bmelde(?:te)?n?\b.*?\s(?P<v>ab){_END}|\blegten?\b.*?\s(?P<s>still){_END}|\b(?P<w>(?i:abgemeldet|stillgelegt|abmelden|stilllegen)|abzumelden|zur\s+Abmeldung|außer\s+Betrieb\s+(?:zu\s+)?(?:gesetzt|genommen|setzen|nehmen))(?![a-zäöüß])"),
     ("Fahrzeug abmelden", "Fahrzeugabmeldung", "Außerbetriebsetzung", "Kfz-Abmeldung", "Abmeldung")),
    ("umschreib|ummeld|gebraucht|halterwechsel", re.compile(rf"\bschrieb(?:en)?\b.*?\s(?P<v>um){_END}|\bmelde(?:te)?n?\b.*?\s(?P<s>um){_END}|\b(?P<w>(?i:umgeschrieben|umgemeldet|umschreiben|ummelden)|zur\s+Umschreibung)(?![a-zäöüß])"), ("Fahrzeugumschreibung", "Umschreibung", "Halterwechsel", "Fahrzeugummeldung")),
)
_USED = re.compile("gebraucht|umschreib|ummeld|wieder|halterwechsel", re.IGNORECASE)


def speaks_of(text: str) -> bool:
    """Whether a text counts vehicles, so that what the next sentence says was registered are these."""
    return bool(_NOUN.search(text))


def vehicles(text: str, numbers: Iterable[Number], kinds: Iterable[str], known: Callable[[str], tuple], spoken: bool = False) -> list[tuple[int, int, tuple]]:
    """Where a sentence names such a case and its filters.

    kinds: those done for dealers where they are spoken of, else none; known: the filters of a service, or (); spoken: whether the sentence before counted vehicles.
    """
    said = _NOUN.search(text) or re.search(r"\b(?:Fahrzeuge|Autos|Wagen|Pkw)\b", text)
    if not said and not spoken:
        return []
    clauses = [0, *(m.start() for m in re.finditer(r"[;:()]|[,.](?!\d)", text)), len(text)]
    cuts = sorted({*clauses, *(m.start() for m in re.finditer(r"\b(?:und|sowie)\b", text))})
    found = []
    for before, begin, end in zip([0, *cuts], cuts, cuts[1:]):
        wide = max(c for c in clauses if c <= begin), min(c for c in clauses if c >= end)
        for number in (n for n in numbers if begin <= n.start < end):
            noun = _NOUN.match(text, number.end)
            if not noun and _ELSE.match(text, number.end):
                continue
            if not noun and said and said.start() > number.start and not wide[0] <= said.start() < wide[1]:
                continue
            inner = (before, begin) if not noun and re.fullmatch(r"\(\s*", text[begin : number.start]) else (begin, end)  # "zugelassen (2.523)"
            verbs = _verbs(text, *inner) or _verbs(text, *wide)  # "ließen sie 1.249 und im Jahr davor 1.405 Fahrzeuge zu"
            for verb, words, services in verbs if len(verbs) == 1 else ():
                filters = _filters(verb[0] + (noun[1] if noun else ""), words, kinds, services, known)
                at = noun.span(1) if noun else next(verb.span(g) for g in ("v", "s", "w") if g in verb.re.groupindex and verb[g])
                if not noun and not inner[0] <= at[0] < inner[1]:
                    said_here = _FINITE.search(text, *inner)
                    at = said_here.span() if said_here else (0, 0)
                if filters and at[1]:
                    found.append((*at, filters))
    return list(dict.fromkeys(found))


_FINITE = re.compile(r"\b(?:ließ(?:en)?|lassen|melde(?:te)?n?|w[ue]rden|wurden?|haben|hat|hatten|schrieb(?:en)?|legten?)\b")


def _verbs(text: str, begin: int, end: int) -> list[tuple[re.Match, str, tuple[str, ...]]]:
    return [(verb, words, services) for words, pattern, services in _VERBS if (verb := pattern.search(text, begin, end))]


def _filters(said: str, words: str, kinds: Iterable[str], services: tuple[str, ...], known: Callable[[str], tuple]) -> tuple:
    """The kind of case for dealers, if just one fits, else the service. said: verb and noun, which may say that the vehicles are new."""
    new = bool(re.search(r"\b(?:neu|Neu)", said))
    fitting = [k for k in kinds if re.search(words, k, re.IGNORECASE)]
    if words == "zulass" and not new and any(_USED.search(k) for k in kinds):
        return ()  # "zugelassen" are new ones and used ones
    if kinds:
        return (("vorgangsart", (fitting[0],)),) if len(fitting) == 1 else ()
    names = ("Neuzulassung", "Erstzulassung", *services) if words == "zulass" and new else services
    return next((filters for name in names if (filters := known(name))), ())
