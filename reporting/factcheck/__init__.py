"""The press check: a German press text becomes one verdict per number, each with its proof.

`factcheck(w, text)` reads a text sentence by sentence: `numbers` finds the numbers, `names` what is counted, `times` the periods;
`binding` and `context` say which of them belong together, `values` asks the warehouse, `judge` compares. Everything is a fixed
rule: the same text and the same warehouse give the same verdicts, offline.
"""

from __future__ import annotations

from datetime import date

from reporting.factcheck.binding import read
from reporting.factcheck.brackets import announced
from reporting.factcheck.claims import Reading
from reporting.factcheck.context import Context, Memory, announces, frame
from reporting.factcheck.contradictions import contradictions, keep_unknown
from reporting.factcheck.correction import apply
from reporting.factcheck.events import known_events
from reporting.factcheck.headings import heading
from reporting.factcheck.judge import judge
from reporting.factcheck.names import Names
from reporting.factcheck.ranks import ranks
from reporting.factcheck.records import records
from reporting.factcheck.rounding import RIGHT, ROUNDED, WRONG, allows
from reporting.factcheck.tables import Head, head_of
from reporting.factcheck.textyear import dateline, text_month, text_year
from reporting.factcheck.values import Values
from reporting.factcheck.verdicts import NO_CLAIM, UNPROVABLE, Verdict
from reporting.factcheck.words import sentences
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
