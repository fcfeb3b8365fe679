"""What "zusammen" and "beide Bereiche" add up: the areas, services, places or months told apart just before."""

from __future__ import annotations

import re

from reporting.definitions import definitions
from reporting.factcheck.memory.context import Context
from reporting.factcheck.reading.claims import LEVEL, SHARE, Claim, Reading
from reporting.factcheck.reading.places import Filters, filters
from reporting.periods import Period, previous_day

_TOGETHER = re.compile(r"\b(?:[Bb]eide[nrs]?|[Zz]usammen(?:genommen|gerechnet)?(?!\s+mit\b)|[Gg]emeinsam|[Ii]n\s+(?:der\s+)?Summe|[Aa]lle[nr]?\s+(?:drei|vier))\b")
_TWO = re.compile(r"\b[Bb]eide[nrs]?\b")
#: The nouns that say which kind of part is meant.
_KINDS = {"bereich": re.compile(r"\b[Bb]eiden?\s+\w*(?:[Bb]ereich|[Aa]bteilung|[Ss]telle|[Bb]ehörde)e?n?\b"), "standort": re.compile(r"\b[Bb]eiden?\s+\w*(?:[Hh]äuser|[Ss]tandort|[Oo]rt|[Gg]ebäude|[Ss]telle|[Nn]iederlassung)e?n?\b"),
          "dienstleistung": re.compile(r"\b[Bb]eiden?\s+\w*(?:[Ll]eistung|[Dd]ienst|[Dd]okument|[Aa]nliegen|[Aa]usweis)\w*\b")}


def united(r: Reading, c: Claim, ctx: Context) -> Filters | None:
    """The parts a number adds up, told apart earlier in the sentence or in the one before; None where it adds up nothing or more than two are there for "beide"."""
    part = r.parts[c.part]
    words = r.sentence.text[part.start : part.end]
    if not _TOGETHER.search(words):
        return None
    metric = (c.of or c.metrics or ("kundenkontakte",))[0]
    said = ctx.topic[1] if ctx.topic[0] == r.sentence.paragraph else []
    these = re.search(r"\b[Dd]iese[nr]?\s+beiden?\b", r.sentence.text[c.number.end : part.end])
    if not (definitions()[metric].additiv or definitions()[metric].tabelle == "standorte") or any(n.filters for n in r.inside(part, r.names)) and not these:
        return None
    here = [n for n in r.names if n.start < (c.number.start if these else part.start)]
    for names in (here, said, [*said, *here]):
        parts: dict[str, tuple[str, ...]] = {}
        for name in names:
            for split, values in filters([name], metric)[0].items():
                parts[split] = tuple(dict.fromkeys((*parts.get(split, ()), *values)))
        several = [split for split, values in parts.items() if len(values) == 2 or len(values) > 2 and not _TWO.search(words)]
        meant = [split for split in several if split in _KINDS and _KINDS[split].search(words)] or several
        if len(meant) == 1:
            place = ctx.memory.where[0].get("standort") if meant[0] != "standort" and "standort" in definitions()[metric].gliederungen else None
            return {meant[0]: parts[meant[0]], **({"standort": place} if place else {})}
    return None


def unclear(r: Reading, c: Claim, ctx: Context) -> bool:
    """"Die beiden kleineren Häuser" of three: which two they are is not said."""
    part = r.parts[c.part]
    open_ = {p.standort for p in ctx.w.locations if not p.gueltig_bis}
    return len(open_) > 2 and bool(re.search(r"\b[Bb]eiden?\s+(?:[a-zäöüß]+e[nr]\s+)?\w*(?:[Hh]äuser|[Ss]tandort|[Gg]ebäude|[Ss]telle|[Nn]iederlassung)e?n?\b", r.sentence.text[part.start : part.end]))


def sum_before(r: Reading, c: Claim, ctx: Context) -> Filters | None:
    """"Beide Häuser kamen auf 30.941 Kontakte, gut 40 Prozent aller Kontakte": the share of the sum just read."""
    part = r.parts[c.part]
    last = ctx.settled[-1] if ctx.settled and ctx.settled[-1].sentence == ctx.sentence else None
    if c.role != SHARE or last is None or last.claim.role != LEVEL or last.claim not in r.claims or any(n.filters for n in r.inside(part, r.names)) or not any(len(values) > 1 for values in last.option.where.values()):
        return None
    return last.option.where if not any(last.claim.number.end <= n.start < part.start and n.filters for n in r.names) else None


_BOTH_MONTHS = re.compile(r"\b[Bb]eide[rn]?\s+Monate?n?\b")


def months_together(r: Reading, c: Claim, ctx: Context) -> Period | None:
    """"Im Juni 9.666, im Juli 9.389, zusammen 19.055": the months next to each other whose values were just confirmed."""
    part = r.parts[c.part]
    if c.role != LEVEL or not _TOGETHER.search(r.sentence.text[part.start : part.end]) or any(part.start <= m.start < part.end and not m.base for m in r.times):
        return None
    near = [s for s in ctx.settled if s.sentence == ctx.sentence] or [s for s in ctx.settled if s.sentence == ctx.sentence - 1]
    if _BOTH_MONTHS.search(r.sentence.text, part.start, part.end):  # "Von Mai auf Juni ergibt das ein Minus von 1,3 Prozent. Zusammen kamen beide Monate auf 32.270."
        near = [s for s in ctx.settled if s.claim.role == LEVEL and not s.claim.deep][-2:]
    spans = sorted({s.option.period for s in near}, key=lambda p: p.von)
    alike = {(s.option.metric, str(s.option.where)) for s in near if s.claim.role == LEVEL}
    if len(spans) < 2 or len(near) != len(spans) or len(alike) != 1 or any(previous_day(b.von) != a.bis for a, b in zip(spans, spans[1:])):
        return None
    return Period(spans[0].von, spans[-1].bis)
