"""Numbers and periods in brackets: "Beraterplätze: 30 (24)", "im November 7.122 (2021: 6.515)", and the year a text announces for them."""

from __future__ import annotations

import re

from reporting.factcheck.dates.times import SPAN, Mention
from reporting.factcheck.reading.claims import LEVEL, SHARE, Claim, Reading
from reporting.periods import Period


def bracketed(c: Claim, r: Reading) -> bool:
    """Whether a number stands alone in brackets, right behind another in the same unit."""
    text, part = r.sentence.text, r.parts[c.part]
    alone = re.fullmatch(r"\(\s*[^()]*?\s*\)?", text[part.start : part.end]) and not any(part.start <= x.start < part.end for x in (*r.times, *r.names))
    last = next((x for x in reversed(r.claims) if x.role not in ("none", "unknown")), None)
    if alone and last is not None and last.role == SHARE and c.unit is None and re.fullmatch(r"(?:\s+(?:der\s+)?[A-ZÄÖÜ][\wäöüß-]+)?\s*", text[last.unit.end if last.unit else last.number.end : part.start]):
        c.weak = True  # "drei von vier Besuchern (11.060) hatten einen Termin": what the share is of may be said behind
    if not alone or last is None or last.role not in (LEVEL, SHARE) or sum(part.start <= x.start < part.end for x in r.open) > 1:
        return False
    if any(last.number.end <= x.start < part.start for x in (*r.times, *(n for n in r.names if n.filters))):
        return False  # "im März (6.660) und im Mai (6.495)": the number of what stands before it
    if last.qualifier:
        return False  # "mehr als 105.000 (108.801)": the exact value
    same = (last.unit.name if last.unit else None) == (c.unit.name if c.unit else None)
    words = text[part.start + 1 : c.number.start].strip()
    return same and not words and not re.search(r"[\d,;)]", text[last.unit.end if last.unit else last.number.end : part.start])


def announced(r: Reading, year: int) -> int | None:
    """The year a sentence says the numbers in brackets are of ("in Klammern die Werte von 2017"). year: the text's own."""
    m = re.search(r"\b(?:in|die) Klammern?\b|\bKlammerwert\w*", r.sentence.text)
    if not m:
        return None
    near = sorted(r.times, key=lambda x: (x.start < m.start(), abs(x.start - m.start())))
    if near:
        return near[0].explicit or (year - 1 if near[0].relative else None)
    return year - 1 if "Vorjahr" in r.sentence.text else None


def depth(r: Reading, at: int) -> int:
    """How many brackets are open at a place of a sentence."""
    return next((p.depth for p in r.parts if p.start <= at < p.end), 0)


def outer(r: Reading, c: Claim, own: Mention) -> Period | None:
    """The period of the number a bracket stands behind, or of the words."""
    last = next((x for x in reversed(r.claims[: r.claims.index(c)]) if x.role != "none" and not x.deep), None)
    named = next((m for m in reversed(r.times) if m.end < r.parts[c.part].start and not m.base and not m.relative and m.role == SPAN and m.grain != "day" and not depth(r, m.start)), None)
    return last.period if last else named.resolve(own.explicit) if named else None


def in_brackets(r: Reading, c: Claim, m: Mention) -> bool:
    """Whether a period is only that of a number in brackets, "(2021: 6.515)", and so says nothing of others."""
    return depth(r, m.start) > r.parts[c.part].depth and not alone(r, m)


def alone(r: Reading, m: Mention) -> bool:
    """Whether a period stands in brackets by itself ("seit dem Umzug (15. Oktober bis 31. Dezember)"), and so is said of what follows."""
    part = next(p for p in r.parts if p.start <= m.start < p.end)
    return not any(part.start <= n.start < part.end for n in r.open)
