"""Numbers of one sentence that cannot all hold: "von 500 auf 600 Besucher, ein Plus von 10 Prozent".

Numbers the warehouse knows are judged by it; here the others are held against each other.
"""

from __future__ import annotations

from dataclasses import replace

from reporting import german
from reporting.factcheck.claims import CHANGE, DIFFERENCE, LEVEL, NONE, Claim
from reporting.factcheck.numbers import COUNT
from reporting.factcheck.rounding import WRONG, allows
from reporting.factcheck.verdicts import UNPROVABLE, Verdict


def contradictions(settled: list[tuple[Claim, Verdict]]) -> list[Verdict]:
    """The verdicts of a sentence; a change that does not follow from the two values beside it becomes wrong."""
    result = [verdict for _, verdict in settled]
    open_ = [n for n, (claim, verdict) in enumerate(settled) if claim.role != NONE and claim.number.kind == COUNT]
    levels = [n for n in open_ if settled[n][0].said == LEVEL]
    before = [n for n in levels if settled[n][0].former]
    after = [n for n in levels if not settled[n][0].former]
    changes = [n for n in open_ if settled[n][0].said in (CHANGE, DIFFERENCE)]
    if len(before) != 1 or len(after) != 1 or not settled[before[0]][0].number.value:
        return result
    if settled[before[0]][1].urteil != UNPROVABLE or settled[after[0]][1].urteil != UNPROVABLE:
        return result
    old, new = (settled[n][0].number.value for n in (before[0], after[0]))
    for n in changes:
        claim, verdict = settled[n]
        if verdict.urteil != UNPROVABLE or claim.unit and claim.unit.name == "Prozentpunkte":
            continue
        percent = claim.said == CHANGE
        value = (new / old - 1) * 100 if percent else new - old
        shown = abs(value) if not claim.direction or (value >= 0) == (claim.direction > 0) else -abs(value)
        if shown < 0 or allows(replace(claim.number, value=abs(claim.number.value)), claim.qualifier, shown, percent=percent) == WRONG:
            words = f"{german.signed(value)}{german.NBSP}%" if percent else german.signed(value, 0 if float(value).is_integer() else 1)
            reason = f"Widerspruch im Satz: von {german.number(old, 0 if old == int(old) else 1)} auf {german.number(new, 0 if new == int(new) else 1)} sind es {words}. Die Werte selbst führt der Datenbestand nicht."
            result[n] = replace(verdict, urteil=WRONG, grund=reason, wert=value)
    return result
