"""Headings: what a line without a full stop names, the section under it speaks of."""

from __future__ import annotations

import re

from reporting.factcheck.memory.anaphora import DEALERS, done_for_dealers
from reporting.factcheck.memory.context import Heading
from reporting.factcheck.reading.calls import settle_calls
from reporting.factcheck.reading.claims import LEVEL, NONE, REFINES, SHARE, UNKNOWN, Claim, Reading
from reporting.factcheck.reading.counted import fits
from reporting.factcheck.reading.idioms import settle_mail
from reporting.factcheck.reading.places import BACK_OFFICE, SUBJECTS, filters

_LINE = re.compile(r"[^.!?:;,\u2026]{2,60}")
_BULLET = re.compile(r"[-\u2013\u2022*·]\s")


def heading(readings: list[Reading], at: int) -> Heading | None:
    """The heading a sentence is, or None. The title of a text, alone above it, is none: the text may speak of more."""
    r = readings[at]
    paragraph = r.sentence.paragraph
    text = re.sub(r"^\W*(?:(?:Tabelle|Übersicht|Grafik|Abbildung)\s*(?:\d+\s*)?:\s*|[A-ZÄÖÜ]\w+\s+\d{1,2}\s*[:.)\u2013-]\s*|\d{1,2}(?:\.\d{1,2})*[.)]?\s*)?", "", r.sentence.text)
    if r.open or not _LINE.fullmatch(text) or len(text.split()) > 6 or at and readings[at - 1].sentence.paragraph == paragraph:
        return None
    alone = at + 1 >= len(readings) or readings[at + 1].sentence.paragraph != paragraph
    if alone and not at:  # a title is none, but a list right under it is one of what it names
        listed = len(readings) > 1 and _BULLET.match(readings[1].sentence.text)
        return Heading(readings[1].sentence.paragraph, False, text, r.names) if listed else None
    return Heading(paragraph, alone, text, r.names)


def under_heading(r: Reading, c: Claim, above: Heading) -> None:
    """Let a number also speak of what the heading above it names, where its sentence names nothing of the kind."""
    if not above.holds(r) or c.role in (NONE, UNKNOWN) or BACK_OFFICE.search(r.sentence.text) and not BACK_OFFICE.search(above.text) and DEALERS not in {m for n in above.names for m in n.metrics}:
        return
    if any(DEALERS in n.metrics for n in above.names) and c.metrics == ("kundenkontakte",):
        done_for_dealers(r, c, {})
    named = [n for n in above.names if n.metrics]
    for metric in {n.metrics[0] for n in named} if len({n.metrics[0] for n in named}) == 1 else ():
        if not c.metrics and c.role == LEVEL and fits(metric, c):
            c.metrics = tuple(m for m in named[0].metrics if fits(m, c))
            settle_mail(c, r.sentence.text[r.parts[c.part].start : r.parts[c.part].end])
            settle_calls(c, r)
        elif len(c.metrics) == 1 and c.metrics[0] in REFINES.get(metric, ()) and c.role != SHARE and not any(n.metrics and n.metrics != c.metrics for n in r.names):
            c.metrics = (metric, *c.metrics)
    for metric in (c.of or c.metrics or ("kundenkontakte",))[:1]:
        part, _ = filters(above.names, metric)
        mixed = [{**part, **where} for where in c.where if not set(part) & set(where) and not (set(part) & set(SUBJECTS) and set(where) & set(SUBJECTS))]
        if part and not c.unsupported and not any(set(part) & set(dict(n.filters)) for n in r.names):
            c.where = mixed + [where for where in c.where if where not in mixed]
