"""The press check: a German press text becomes one verdict per number, each with its proof.

`factcheck(w, text)` reads all sentences, then judges their numbers in order. The rooms, each knowing only those before it: `drafts`
(text, sentences), `printed` (numbers), `dates` (periods), `subjects` (what is counted), `reading` (one sentence), `memory` (the text
around it), `judging` (the warehouse's word). Everything is a fixed rule: the same text and the same warehouse give the same
verdicts, offline. How it hangs together: docs/press-check.md.
"""

from __future__ import annotations

from datetime import date

from reporting.factcheck.dates.events import known_events
from reporting.factcheck.drafts.words import sentences
from reporting.factcheck.judging.contradictions import contradictions, keep_unknown
from reporting.factcheck.judging.correction import apply
from reporting.factcheck.judging.judge import judge
from reporting.factcheck.judging.ranks import ranks
from reporting.factcheck.judging.records import records
from reporting.factcheck.judging.values import Values
from reporting.factcheck.judging.verdicts import NO_CLAIM, UNPROVABLE, Verdict
from reporting.factcheck.memory.context import Context, Memory, announces, frame
from reporting.factcheck.memory.headings import heading
from reporting.factcheck.memory.textyear import dateline, text_month, text_year
from reporting.factcheck.printed.rounding import RIGHT, ROUNDED, WRONG, allows
from reporting.factcheck.reading.binding import read
from reporting.factcheck.reading.brackets import announced
from reporting.factcheck.reading.claims import Reading
from reporting.factcheck.reading.tables import Head, head_of
from reporting.factcheck.subjects.names import Names
from reporting.warehouse import Warehouse

__all__ = ["NO_CLAIM", "RIGHT", "ROUNDED", "UNPROVABLE", "WRONG", "Verdict", "allows", "corrected_sentence", "corrected_text", "factcheck"]


def factcheck(w: Warehouse, text: str, stand: date | None = None) -> list[Verdict]:
    """One verdict per number of a text, in reading order, and one per rank or record said in words that does not hold.

    stand: the date of the text; without it the date printed at its head, if there is one. It decides what "im vergangenen Jahr"
    means and which year a text is about that names none.
    """
    if "_factcheck" not in w.__dict__:
        w.__dict__["_factcheck"] = (Names(w), Values(w))
    names, values = w.__dict__["_factcheck"]
    stand = stand or dateline(text)
    city = w.amt["stadt"]
    found = sentences(text)
    events = known_events(w)
    readings: list[Reading] = []
    said = None
    head: Head | None = None
    for one in found:
        readings.append(read(one, names, events, stand, city, said.text if said and said.paragraph == one.paragraph else "", head))
        head = head_of(one, readings[-1].times, readings[-1].names, bool(readings[-1].open), head)
        said = one if _says_something(readings[-1]) else said
    ctx = Context(w, stand, text_year(stand, w, readings), Memory())
    ctx.month = text_month(readings, ctx.year)
    result: list[Verdict] = []
    for at, reading in enumerate(readings):
        ctx.enter(reading)
        ctx.above = heading(readings, at) or ctx.above
        settled = [(claim, judge(reading, claim, ctx, values)) for claim in reading.claims]
        ctx.sentence += 1
        ctx.bracket = announced(reading, ctx.year) or ctx.bracket
        frame(ctx, reading)
        if _says_something(reading) or ctx.topic[0] != reading.sentence.paragraph:
            ctx.announced = reading.names if announces(reading) else []
            ctx.topic, ctx.quiet = (reading.sentence.paragraph, reading.names), not reading.open
        found = contradictions(settled, ctx) + (ranks(reading, ctx, values, settled) or records(reading, ctx, values, settled))
        keep_unknown(reading, settled, ctx)
        result += sorted(found, key=lambda v: v.start)
    return result


def _says_something(r: Reading) -> bool:
    """Whether a sentence is more than an interjection ("Ja.", "Natürlich!"), over which the text goes on about what it spoke of."""
    return bool(r.names or r.open or r.times) or r.sentence.text.count(" ") > 1


def corrected_sentence(verdicts: list[Verdict]) -> str:
    """A sentence with all its wrong numbers replaced. verdicts: those of one sentence."""
    at = verdicts[0].satz_start
    return apply(verdicts[0].satz, [(start - at, end - at, new) for v in verdicts for start, end, new in v.edits])


def corrected_text(text: str, verdicts: list[Verdict]) -> str:
    """The whole text with every wrong number replaced that has a correction."""
    return apply(text, [edit for v in verdicts for edit in v.edits])
