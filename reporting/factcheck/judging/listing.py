"""Verdicts as a readable German list."""

from __future__ import annotations

from collections import Counter

from reporting import german
from reporting.factcheck.judging.verdicts import NO_CLAIM, UNPROVABLE, Verdict
from reporting.factcheck.printed.rounding import RIGHT, ROUNDED, WRONG
from reporting.warehouse import Warehouse

#: A mark for each verdict, so that none depends on colour.
MARKS = {RIGHT: "✓", ROUNDED: "≈", WRONG: "✗", UNPROVABLE: "?", NO_CLAIM: "·"}
#: The same as short names, for marking up.
CLASSES = {RIGHT: "stimmt", ROUNDED: "gerundet", WRONG: "falsch", UNPROVABLE: "offen", NO_CLAIM: "keine"}


def listing(w: Warehouse, verdicts: list[Verdict]) -> str:
    """One line per number with its reason, wrong ones with the corrected sentence, and a summary at the end."""
    lines = []
    for v in verdicts:
        lines.append(f"{MARKS[v.urteil]} {v.urteil}: {' '.join(filter(None, [v.qualifikator, v.zahl]))}: {v.grund}")
        if v.korrektur:
            lines.append(f"    Richtig wäre: {v.korrektur}")
    lines += ["", summary(verdicts), german.source_line(w)]
    return "\n".join(lines)


def summary(verdicts: list[Verdict]) -> str:
    """"12 Angaben: 8 richtig, 3 gerundet richtig, 1 falsch"."""
    if not verdicts:
        return "Keine Angaben im Text."
    counts = Counter(v.urteil for v in verdicts)
    parts = ", ".join(f"{counts[u]} {u}" for u in (RIGHT, ROUNDED, WRONG, UNPROVABLE, NO_CLAIM) if counts[u])
    return f"{len(verdicts)} {'Angabe' if len(verdicts) == 1 else 'Angaben'}: {parts}"
