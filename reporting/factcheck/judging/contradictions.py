"""Numbers of a text that cannot all hold: "von 500 auf 600 Fundsachen, ein Plus von 10 Prozent", "4.310 Fundsachen, 2021 waren es 3.980. Das sind 430 mehr".

Numbers the warehouse knows are judged by it; here the others are held against each other.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reporting import german
from reporting.factcheck.judging.verdicts import UNPROVABLE, Verdict
from reporting.factcheck.memory.context import Context
from reporting.factcheck.printed.numbers import COUNT
from reporting.factcheck.printed.rounding import WRONG, allows
from reporting.factcheck.reading.claims import CHANGE, DIFFERENCE, LEVEL, NONE, UNKNOWN, Claim, Reading
from reporting.factcheck.subjects.compounds import ANY_CASES

_PART_OF_IT = re.compile(r"\b(?:[Dd]avon|[Dd]arunter|[Hh]iervon|[Vv]on\s+(?:ihnen|diesen|denen))\b")


def contradictions(settled: list[tuple[Claim, Verdict]], ctx: Context) -> list[Verdict]:
    """The verdicts of a sentence; a change that does not follow from the two values beside it, or told just before, becomes wrong."""
    open_ = [(claim, verdict) for claim, verdict in settled if claim.role != NONE and claim.number.kind == COUNT]
    before = [x for x in open_ if x[0].said == LEVEL and x[0].former]
    after = [x for x in open_ if x[0].said == LEVEL and not x[0].former]
    values: list[tuple[float, float]] = []
    if len(before) == len(after) == 1 and all(verdict.urteil == UNPROVABLE for _, verdict in (*before, *after)):
        values = [(before[0][0].number.value, after[0][0].number.value)]
    told = ctx.unknown if not before and not after and len(ctx.unknown) == 2 else []
    result = []
    for claim, verdict in settled:
        moves = claim.said in (CHANGE, DIFFERENCE) and (claim, verdict) in open_ and verdict.urteil == UNPROVABLE and not (claim.unit and claim.unit.name == "Prozentpunkte")
        pairs = [pair for pair in values or (_in_time(claim, *told) if claim.astray and told else ()) if pair[0]] if moves else []
        result.append(_against(claim, verdict, *pairs[0]) if pairs and not any(_follows(claim, *pair) for pair in pairs) else verdict)
    return result


def _in_time(claim: Claim, one: Claim, two: Claim) -> list[tuple[float, float]]:
    """Two values as the one before and the one after; where the text does not say which is which both ways, the one in the direction told first."""
    a, b = one.number.value, two.number.value
    both = [(b, a), (a, b)] if (a >= b) == (claim.direction >= 0) else [(a, b), (b, a)]
    return [(a, b)] if one.former and not two.former else [(b, a)] if two.former and not one.former else both


def _moved(claim: Claim, old: float, new: float) -> float:
    return (new / old - 1) * 100 if claim.said == CHANGE else new - old


def _follows(claim: Claim, old: float, new: float) -> bool:
    """Whether a change is the one from one value to the other."""
    value = _moved(claim, old, new)
    shown = abs(value) if not claim.direction or (value >= 0) == (claim.direction > 0) else -abs(value)
    return shown >= 0 and allows(replace(claim.number, value=abs(claim.number.value)), claim.qualifier, shown, percent=claim.said == CHANGE) != WRONG


def _against(claim: Claim, verdict: Verdict, old: float, new: float) -> Verdict:
    value = _moved(claim, old, new)
    words = f"{german.signed(value)}{german.NBSP}%" if claim.said == CHANGE else german.signed(value, 0 if float(value).is_integer() else 1)
    reason = f"Widerspruch im Text: von {german.number(old, 0 if old == int(old) else 1)} auf {german.number(new, 0 if new == int(new) else 1)} sind es {words}. Die Werte selbst führt der Datenbestand nicht."
    return replace(verdict, urteil=WRONG, grund=reason, wert=value, kennzahl=None, zeitraum=None, gliederung={}, figure=None)


def keep_unknown(r: Reading, settled: list[tuple[Claim, Verdict]], ctx: Context) -> None:
    """Remember the numbers of which nobody knows what they count, for those that go on about them. ctx: its sentence is the next one."""
    at = (r.sentence.paragraph, ctx.sentence - 1)
    said = [(c, verdict) for c, verdict in settled if c.said == LEVEL and c.role in (LEVEL, UNKNOWN) and c.number.kind == COUNT]
    unknown = [c for c, verdict in said if verdict.urteil == UNPROVABLE and (c.role == UNKNOWN or c.astray or verdict.kennzahl is None)]
    going_on = ctx.unknown_at == (at[0], at[1] - 1) and any(c.astray for c, _ in settled)
    if len(unknown) < len(said) or not unknown and not going_on:
        ctx.unknown, ctx.unknown_at = [], (0, -2)
        return
    ctx.unknown = ctx.unknown if going_on else []
    for c in unknown:
        if c.noun and not ANY_CASES.fullmatch(c.noun) or ctx.unknown and (c.unit and c.unit.name) != (ctx.unknown[0].unit and ctx.unknown[0].unit.name):
            ctx.unknown = []
        if not _PART_OF_IT.search(r.sentence.text, r.parts[c.part].start, r.parts[c.part].end):
            ctx.unknown = [*ctx.unknown, c]
    ctx.unknown_at = at
