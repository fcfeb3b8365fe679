"""What a change compares with."""

from __future__ import annotations

import re

from reporting.factcheck.dates.steps import is_step, stepped
from reporting.factcheck.dates.times import BEFORE, SPAN, Mention, shifted
from reporting.factcheck.memory.context import Context
from reporting.factcheck.printed.numbers import FACTOR, word_value
from reporting.factcheck.reading.claims import CHANGE, DIFFERENCE, LEVEL, Claim, Reading
from reporting.periods import Period, month, parse_month, year

_THERE_WERE = re.compile(r"\bwaren\s+es\s+(?:(?:noch|rund|etwa|gut|knapp|fast|sogar|immerhin|nur|allerdings)\s+)*$")


def bases(r: Reading, c: Claim, period: Period, ctx: Context) -> list[Period | None]:
    """What a change may compare with, the likeliest first; None stands for the same days a year earlier.

    Named ("gegenüber 2017"), or the other of two periods just set side by side ("im zweiten Quartal 40.089, im dritten doppelt so viele").
    """
    if c.role == DIFFERENCE and ctx.memory.period and ctx.carried(r) and period.bis < ctx.memory.period.von and _THERE_WERE.search(r.sentence.text[: c.number.start]) and re.match(r"\s*(?:\w[\w-]*\s+)?(?:mehr|weniger)\b", r.sentence.text[c.number.end :]) and not any(m.base for m in r.times) and not re.search(r"\b(?:als|gegenüber)\b", r.sentence.text):
        return [ctx.memory.period]  # "421 E-Mails im Jahr 2022. Ein Jahr zuvor waren es 23 mehr."
    if c.steps or any(m.base for m in r.times):
        usual = base(r, c, period, ctx)
        other = next((p for p in (shifted(usual, 1), shifted(usual, -1)) if period.bis < max(p.von, usual.von)), None) if usual and not _fixed(r, c) else None
        return [usual, other] if other and other.von.year in (period.von.year, period.von.year - 1) else [usual]
    found: list[Period | None] = [p for p in (_stepped_from(r, c, period, ctx),) if p]
    beside = [x.period for x in r.claims if x.period and x.number.start < c.number.start and x.role == LEVEL and x.period != period and set(x.metrics) & set(c.metrics)]
    if ctx.memory.compared and (ctx.memory.paragraph == r.sentence.paragraph) and (beside or _pointing(r, c)) and ctx.memory.compared.bis < period.bis:
        found.append(ctx.memory.compared)
    moved = [x.period for x in r.claims if beside and x.period and x.number.start < c.number.start and x.role in (CHANGE, DIFFERENCE)]  # "im Juni 965 weniger, im Juli 220 mehr"
    found += [p for p in (*beside[-1:], *moved[-1:]) if p.bis < period.von]
    usual = base(r, c, period, ctx)
    return list(dict.fromkeys([*found, usual] if c.number.kind == FACTOR or not beside or found[:1] in ([ctx.memory.compared], [_stepped_from(r, c, period, ctx)]) else [usual, *found]))


def _stepped_from(r: Reading, c: Claim, period: Period, ctx: Context) -> Period | None:
    """What "einen Monat später waren es 965 weniger" was counted from."""
    step = next((m for m in r.times if is_step(m.grain) and m.start < c.number.start), None)
    known = [*(x.period for x in r.claims if x.period), ctx.memory.period, ctx.memory.before]
    return next((p for p in known if step and p and p != period and stepped(step.grain, p) == period), None)


def _pointing(r: Reading, c: Claim) -> bool:
    """Whether a sentence builds on the numbers just read ("Das entspricht einem Plus von")."""
    return c.elliptic and bool(re.match(r"\W*(?:Das|Dies|Damit|Somit|Also|Ein|Macht|Unterm Strich|Der Zuwachs|Der Rückgang|Der Unterschied)\b", r.sentence.text))


def _own_base(r: Reading, c: Claim) -> Mention | None:
    """What a number is compared with: the period so named in its part, else the nearest of the sentence."""
    part, bases = r.parts[c.part], [m for m in r.times if m.base]
    return min([m for m in bases if part.start <= m.start < part.end] or bases, key=lambda m: abs(m.start - c.number.end), default=None)


def _fixed(r: Reading, c: Claim) -> bool:
    """Whether the year of what a number is compared with is said, or lies in how it points."""
    m = _own_base(r, c)
    return m is None or bool(m.explicit and not m.completed) or m.relative or is_step(m.grain)


def base(r: Reading, c: Claim, period: Period, ctx: Context) -> Period | None:
    """What a change compares with: the period named after "gegenüber" or "als", else the same days a year earlier (None)."""
    if (m := _own_base(r, c)) is None:
        years = re.search(r"\b(?:binnen|innerhalb\s+von|vor|in|in\s+den\s+(?:letzten|vergangenen))\s+(\w+)\s+Jahren\b", r.sentence.text, re.IGNORECASE)
        count = word_value(years[1]) if years and not years[1].isdigit() else float(years[1]) if years else None
        span = next((m.resolve(ctx.year) for m in r.times if m.grain == "years"), None)
        months = [m.resolve(period.von.year) for m in r.times if m.grain == "months" and m.role == SPAN and not re.search(r"(?<![Zz]wischen )\b[A-Z]\w+ und\b", m.text)]
        ends = next((s for s in months if s.von.month != s.bis.month and period == month(s.bis.year, s.bis.month)), None)
        if c.steps:
            return _step(c, period, next((s for s in months if len(s.months()) == 3), span))
        if ends:
            return month(ends.von.year, ends.von.month)  # "zwischen April und August von 11.219 auf 30.802"
        return year(span.von.year) if span and span.bis.year == period.bis.year else shifted(period, -int(count)) if count else None
    if m.grain in ("previous", "same"):
        return shifted(period, m.explicit - period.von.year) if m.explicit and m.explicit != period.von.year else None
    if m.grain == "ago":
        return shifted(period, m.resolve(period.von.year).von.year - period.von.year)
    if is_step(m.grain):
        return stepped(m.grain, period)
    p = m.resolve(period.von.year if m.grain != "year" else ctx.year)
    if m.grain == "year" and m.explicit:
        if m.explicit == period.von.year:
            return p
        return shifted(period, m.explicit - period.von.year) if period.von.year == period.bis.year else p
    if m.role == BEFORE:
        return p
    if p.von > period.bis and not _fixed(r, c):  # "im Januar weniger als im Dezember", but "im Juli mehr als im August"
        return shifted(p, -1) if p.von.month - period.von.month > 7 else p
    return shifted(p, -1) if p == period or m.explicit is None and p.von > period.von else p


def _step(c: Claim, period: Period, span: Period | None) -> Period | None:
    """The period of A or B in "von A über B auf C": one step of three; None (for the year before) only where each step is a year."""
    if span is None or span.bis.year - span.von.year == 2:
        return shifted(period, -c.steps)
    keys = span.months()
    return parse_month(keys[-1 - c.steps]) if len(keys) == 3 else None


def fits_base(period: Period, compared: Period | None) -> Period:
    """The period of a number that only names what it compares with ("4.379 mehr als im November 2017")."""
    if compared and period.von <= compared.bis and compared.von <= period.bis and compared != period and (compared.von > period.von or compared.bis < period.bis):
        return shifted(compared, 1)
    if compared and period == year(period.von.year) and compared != year(compared.von.year) and compared.von.year < period.von.year:
        return shifted(compared, period.von.year - compared.von.year)
    return period
