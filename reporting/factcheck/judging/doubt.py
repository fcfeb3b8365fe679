"""The last question before "falsch": is it the number that is wrong, or our reading of what it speaks of?

What a number's own part of the sentence says is binding. What was only carried over to it (a period, a place, a metric from
elsewhere) may have been carried wrongly: then the readings that the text itself offers are tried, one thing changed at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reporting.definitions import definitions
from reporting.factcheck.dates.times import Mention, shifted
from reporting.factcheck.judging.options import Option, compare, options, owns
from reporting.factcheck.judging.values import Values
from reporting.factcheck.memory.context import Context
from reporting.factcheck.printed.rounding import RIGHT, WRONG
from reporting.factcheck.reading.brackets import in_brackets
from reporting.factcheck.reading.claims import LEVEL, SHARE, Claim, Reading
from reporting.factcheck.reading.places import filters
from reporting.periods import Period, year


@dataclass(frozen=True)
class Other:
    """A reading under which the number holds. certain: nothing but chance would explain the agreement otherwise."""

    option: Option
    certain: bool


def otherwise(r: Reading, c: Claim, ctx: Context, values: Values, mention: Mention | None, chosen: Option) -> Other | None:
    """Another natural reading under which a number holds, or None where the number is wrong.

    mention: the words that gave the period. A number of three and more digits that agrees in the text's own year is taken as
    right; one with fewer digits, or one that is right only for the year compared with, stays undecided.
    """
    telling = digits(c) >= 3
    for changed, period in _others(r, c, ctx, mention, chosen):
        for option in options(r, changed, ctx, values, [period], None):
            if option.found.wert is None or (holds := compare(c, option)) == WRONG:
                continue
            if not telling and (holds != RIGHT or c.role not in (LEVEL, SHARE)) and changed is not c:
                continue
            at_home = period in _in_their_order(ctx, mention, chosen) or period.von.year == ctx.year == (ctx.memory.year or ctx.year) or period == chosen.period
            return Other(option, telling and at_home)
    return None


def _others(r: Reading, c: Claim, ctx: Context, mention: Mention | None, chosen: Option) -> Iterator[tuple[Claim, Period]]:
    """The claim under every other reading its sentence leaves open: other periods, other places, another metric."""
    here = replace(c, where=[dict(chosen.where)], metrics=(chosen.metric,) if c.role != SHARE else c.metrics, former=c.former and not owns(c, mention))
    spans = _periods(r, c, ctx, mention, chosen)
    places = _places(r, c, ctx, chosen)
    for period in spans:
        yield here, period
    for where in places:
        yield replace(here, where=[where]), chosen.period
    for metric, where in _metrics(r, c, ctx, chosen):
        yield replace(here, metrics=(metric,), where=[where]), chosen.period
    for period in spans:
        for where in places:
            yield replace(here, where=[where]), period


def _periods(r: Reading, c: Claim, ctx: Context, mention: Mention | None, option: Option) -> list[Period]:
    part, chosen = r.parts[c.part], option.period
    mine = mention is not None and part.start <= mention.start < part.end
    if mine and mention.relative:
        return [period for period in _in_their_order(ctx, mention, option) if period != chosen]
    if mine and (mention.explicit or mention.relative):
        return []
    found = [shifted(chosen, ctx.year - chosen.von.year)]
    if not mine:
        found += [ctx.memory.period] if ctx.memory.period else []
        found += [m.resolve(ctx.year) for m in r.times if m is not mention and not in_brackets(r, c, m)]
        found.append(year(ctx.year))
    return [period for period in dict.fromkeys(found) if period != chosen]


def _in_their_order(ctx: Context, mention: Mention | None, chosen: Option) -> list[Period]:
    """"Im August 7.755, im Dezember 4.420. Ein Jahr zuvor lagen die Werte bei 6.693 und 3.594": each a year before its own."""
    if mention is None or mention.grain not in ("previous", "same"):
        return []
    return [shifted(s.option.period, chosen.period.von.year - s.option.period.von.year) for s in ctx.settled if s.option.metric == chosen.metric and s.sentence >= ctx.sentence - 1 and s.option.period.von.year > chosen.period.von.year]


def _places(r: Reading, c: Claim, ctx: Context, chosen: Option) -> list[dict[str, tuple[str, ...]]]:
    part = r.parts[c.part]
    own = [n for n in r.names if n.filters and part.start <= n.start < part.end and not (n.base and n.start > c.number.start)]
    own = own or [n for n in r.names if n.filters and not n.base and _BEHIND.fullmatch(r.sentence.text, n.end, c.number.start)]
    if len(own) == 1 or c.aligned or c.unsupported:
        return []
    named = own or [n for n in r.names if n.filters]
    found = [filters([name], chosen.metric)[0] for name in named]
    if not own:
        found += [{}, *(dict(where) for where in ctx.memory.where)]
    unique = list({tuple(sorted(where.items())): where for where in found}.values())
    return [where for where in unique if where != chosen.where and set(where) <= set(definitions()[chosen.metric].gliederungen)]


_BEHIND = re.compile(r"\s*(?:[(:\u2013-]|mit)\s*(?:(?:rund|etwa|gut|knapp|fast|über|plus|minus)\s+)?")  # "gefolgt vom Bereich Ordnung (14.744)"


def _metrics(r: Reading, c: Claim, ctx: Context, chosen: Option) -> list[tuple[str, dict[str, tuple[str, ...]]]]:
    """What else a number without a name of its own may count, and of which part: what its sentence, the one before or the last numbers spoke of."""
    if not c.elliptic or c.role == SHARE or chosen.found.wert and 0.5 < abs(c.number.value / chosen.found.wert) < 2:
        return []  # a number of about the right size was meant for this metric
    topic = ctx.topic[1] if ctx.topic[0] == r.sentence.paragraph else []
    named = [metric for name in (*r.names, *topic) for metric in name.metrics] + [*ctx.memory.metrics, "kundenkontakte"]
    unit = definitions()[chosen.metric].einheit if c.unit else None
    found = [(metric, dict(chosen.where)) for metric in dict.fromkeys(named)] + [(metric, dict(where)) for metric, where in ctx.recent]
    return [(m, where) for m, where in found if m != chosen.metric and unit in (None, definitions()[m].einheit) and set(where) <= set(definitions()[m].gliederungen)]


def digits(c: Claim) -> int:
    """How many digits of a number tell something: 3 in "24.300" and in "8,42", 1 in "rund 20"."""
    return len(f"{abs(c.number.value) / c.number.step:.0f}".strip("0")) if c.number.step else 0
