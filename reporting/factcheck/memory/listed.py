"""Values in the order of the periods named before them: "Kontakte 2021, 2022 und 2023: 47.819, 67.188 und 75.980", "nach Quartalen: 100 / 120 / 90 / 80"."""

from __future__ import annotations

import re

from reporting.factcheck.dates.times import SPAN, Mention
from reporting.factcheck.memory.context import Context
from reporting.factcheck.printed.numbers import Number
from reporting.factcheck.reading.claims import LEVEL, SHARE, Claim, Reading
from reporting.periods import Period, half_year, month, parse_month, previous_day, quarter, year

_NEXT = re.compile(r"\s*(?:Prozent|%|Minuten)?\s*(?:,|/|\||und|sowie|beziehungsweise|bzw\.)\s*(?:rund|etwa|gut|knapp|schließlich|zuletzt|dann)?\s*")
_AND = re.compile(r"\s*(?:,|/|\||und|sowie|beziehungsweise|bzw\.)\s*(?:(?:im|in|des)\s+)?")
_BY = re.compile(r"\b[Nn]ach\s+(Halbjahren|Quartalen|Monaten)\b")
_PARTS = {"Halbjahren": (2, half_year), "Quartalen": (4, quarter), "Monaten": (12, month)}


def listed(r: Reading, c: Claim, mentions: list[Mention], ctx: Context) -> Mention | Period | None:
    """The period of a number in a list that has as many values as periods stand listed before it; None where there are no such lists."""
    if c.role not in (LEVEL, SHARE) or c.former or r.row.times:
        return None
    run = run_of(r, c)
    ahead = [m for m in mentions if run and m.end <= run[0].start and not any(m.end <= x.start < run[0].start for x in r.open)]
    row = _run(ahead, len(ahead) - 1, r.sentence.text, _AND) if ahead else []
    if not run or len({m.grain for m in row}) > 1:
        return None
    if len(run) == 1:
        return _sum(row, r.sentence.text, ctx)
    if by := _BY.search(r.sentence.text, 0, run[0].start):
        count, part = _PARTS[by[1]]
        years = {m.explicit for m in ahead if m.grain == "year"} or {ctx.year}
        return part(years.pop(), 1 + run.index(c.number)) if len(run) == count and len(years) == 1 else None
    if len(row) == 1 and row[0].grain in ("years", "months") and row[0].role == SPAN and re.search(r"\b(?:und|sowie)\b", row[0].text):
        span = row[0].resolve(ctx.year)  # "in den Jahren 2021 und 2022": one mention of two
        inner = [year(int(y)) for y in span.years()] if row[0].grain == "years" else [parse_month(key) for key in span.months()]
        return inner[run.index(c.number)] if len(inner) == len(run) else None
    return row[run.index(c.number)] if len(row) == len(run) else None


def run_of(r: Reading, c: Claim) -> list[Number]:
    """A number with those right beside it: "5.530 und 5.750"."""
    return _run(r.open, r.open.index(c.number), r.sentence.text, _NEXT) if c.number in r.open else []


def _sum(row: list[Mention], text: str, ctx: Context) -> Period | None:
    """All the periods of "im ersten und zweiten Quartal zusammen", where they follow each other."""
    if len(row) > 1 and not re.search(r"\b(?:und|sowie|beziehungsweise|bzw\.)\b|/", text[row[-2].end : row[-1].start]):
        return None  # "748 im Oktober, im November waren es 792"
    spans = [m.resolve(ctx.year) for m in row]
    adjacent = len(spans) > 1 and all(previous_day(b.von) == a.bis for a, b in zip(spans, spans[1:]))
    return Period(spans[0].von, spans[-1].bis) if adjacent and row[0].grain in ("month", "months") and not re.search(r"\b(?:je|jeweils|jedes\s+Mal)\b(?!\s+(?:Öffnungstag|Tag|Monat|Woche|(?:Berater)?[Pp]latz))", text) else None


def each(r: Reading, c: Claim, ctx: Context) -> list[Period]:
    """The periods a number is said of one by one: "je 60 E-Mails im Oktober und im November"; empty where it is said of one."""
    part = r.parts[c.part]
    if c.role != LEVEL or not (_EACH.search(r.sentence.text[: c.number.start]) or re.search(r"\bjeweils\b", r.sentence.text[part.start : part.end])):
        return []
    near = [m for m in r.times if part.start <= m.start < part.end and not m.base and m.role == SPAN and m.grain in ("month", "months", "year", "years")]
    if len(near) == 1 and re.search(r"\b(?:und|sowie)\b", near[0].text):
        span = near[0].resolve(ctx.year)
        return [parse_month(key) for key in span.months()] if near[0].grain == "months" else [year(int(y)) for y in span.years()]
    row = _run(near, 0, r.sentence.text, _AND) if near else []
    return [m.resolve(ctx.year) for m in row] if len(row) > 1 and len({m.grain for m in row}) == 1 else []


_EACH = re.compile(r"\b(?:[Jj]e|[Jj]eweils)\s+(?:rund\s+|etwa\s+|gut\s+|knapp\s+)?$")


def _run(items: list, at: int, text: str, link: re.Pattern) -> list:
    """The items side by side around one of them, joined by nothing but commas and "und"."""
    first = last = at
    while first > 0 and link.fullmatch(text[items[first - 1].end : items[first].start]):
        first -= 1
    while last + 1 < len(items) and link.fullmatch(text[items[last].end : items[last + 1].start]):
        last += 1
    return items[first : last + 1]
