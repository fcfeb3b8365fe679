"""Times that waits are held against: "höchstens zehn Minuten", "länger als eine halbe Stunde"."""

from __future__ import annotations

import re

from reporting.factcheck.printed.numbers import Number
from reporting.factcheck.printed.units import MINUTES

WAITING = re.compile(r"\b(?:ge)?wartet\w*|\bwarten|\bWarte(?:nden?|zeit|bereich|raum|zimmer|saal|schlange|halle)|\bin\s+der\s+Schlange|\b(?:s[aä]ßen?|saß|sitz(?:t|en)|st[ae]nd(?:en)?|stehen|harrten?|verbrachten?)\b[^.;]*\b(?:im|in\s+der|auf\s+de[nmr])\s+(?:Foyer|Vorraum|Flur|Halle|Eingangshalle|Stühlen|Bank|Bänken|Sesseln)\b|an (?:die|der) Reihe|aufgerufen|\bdran\b|\bdrankam|\bbedien|\bgedulde\w*")
#: What else takes its time: after a sentence about waits "ein Gespräch dauerte zehn Minuten" is no wait.
_TAKES = re.compile(r"\b\w*(?:[Gg]espräch|[Bb]eratung|[Tt]elefonat|[Bb]edienung|[Bb]earbeitung|[Ff]ahrt|[Ff]ußweg|[Aa]bholung|[Aa]usstellung|[Aa]nmeldung|[Vv]organg)[a-zäöüß]*\b")
_LASTS = re.compile(r"\b(?:dauer\w*|brauch\w*|benötig\w*|beanspruch\w*|nahm(?:en)?|nimmt|nehmen)\b")
_BEHIND = re.compile(r"[\s-]*Minuten?\b")
#: The words before a time that say on which side of it a wait lies; else it is at most as long.
_SIDES = (("ab", re.compile(r"(?:\bmindestens|\bwenigstens|\bnicht\s+(?:weniger|kürzer)\s+als|\bnicht\s+unter)\s+(?:\w+\s+)?$", re.IGNORECASE)),
          ("ueber", re.compile(r"(?<!nicht )(?:\blänger\s+als|\bmehr\s+als|\büber)\s+(?:\w+\s+)?$", re.IGNORECASE)),
          ("unter", re.compile(r"(?:\bweniger\s+als|\bkürzer\s+als|\bunter|\bkeine)\s+(?:\w+\s+)?$", re.IGNORECASE)))
_OR_MORE = re.compile(r"[\s-]*Minuten?\s+(?:und|oder)\s+(?:mehr|länger)\b")
LIMIT = re.compile(r"\b(?:höchstens|maximal|bis zu|länger als|mehr als|weniger als|nicht länger|unter|innerhalb|über|binnen|spätestens|nach|in)\b", re.IGNORECASE)


def lasts_else(text: str) -> bool:
    """Whether a sentence says how long something else than a wait took."""
    return bool(_TAKES.search(text) and _LASTS.search(text)) and not WAITING.search(text)


def side(text: str, time: Number) -> str:
    """On which side of a time a wait lies: "bis" (at most), "unter", "ueber" or "ab" (at least)."""
    return "ab" if _OR_MORE.match(text[time.end :]) else next((name for name, words in _SIDES if words.search(text[: time.start])), "bis")


def in_minutes(text: str, number: Number, later: list[Number]) -> bool:
    """Whether a number is one of minutes, also where the word stands only behind the next of its kind ("drei Viertel höchstens elf, 95 Prozent höchstens 24 Minuten")."""
    if number.unit == MINUTES or _BEHIND.match(text[number.end :]):
        return True
    last = next((x for x in later if x.start > number.end and _BEHIND.match(text[x.end :])), None)
    return last is not None and all(bool(LIMIT.search(text[max(0, x.start - 15) : x.start])) for x in (number, last)) and bool(re.match(r"\s*(?:,|und\b|sowie\b)", text[number.end :]))


def limits(text: str, numbers: list[Number]) -> list[tuple[int, int, str]]:
    """The limits a share is said of at a distance ("der Anteil der Kunden, die länger als 20 Minuten warteten, sank auf"): where, and the metric."""
    if not (WAITING.search(text) and re.search(r"\bAnteil\b|\bQuote\b", text)):
        return []
    timed = [(n, n.end if n.unit == MINUTES else m.end()) for n in numbers if n.unit == MINUTES or (m := _BEHIND.match(text, n.end))]
    return [(n.start, end, f"wartezeit_{side(text, n)}_{n.value:.0f}") for n, end in timed if n.value in range(1, 1000) and LIMIT.search(text[max(0, n.start - 15) : n.start])]
