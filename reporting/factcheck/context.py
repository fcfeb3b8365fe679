"""Which period a number speaks of: from its own part of the sentence, the sentence, the sentence before, or the year of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reporting.factcheck.claims import Claim, Reading
from reporting.factcheck.numbers import word_value
from reporting.factcheck.textyear import is_dateline
from reporting.factcheck.times import BEFORE, SINCE, SPAN, UNTIL, Mention, shifted
from reporting.periods import Period, month, year
from reporting.warehouse import Warehouse

_GRAINS = ["day", "month", "months", "days", "year", "years"]  # from fine to coarse


@dataclass
class Memory:
    """What the sentences before have settled."""

    metrics: tuple[str, ...] = ()
    where: tuple[dict, ...] = ({},)
    period: Period | None = None
    paragraph: int = 0
    year: int | None = None


@dataclass
class Context:
    """The text as a whole: its date, the year it is about, and what was said last."""

    w: Warehouse
    stand: date | None
    year: int
    memory: Memory
    topic: tuple[int, list] = (0, [])  # paragraph and names of the sentence before, for "hier" and "dort"


def periods(r: Reading, c: Claim, ctx: Context) -> tuple[list[Period], Mention | None]:
    """The periods a number may speak of, the likeliest first, and the mention that says so (None: carried over)."""
    part = r.parts[c.part]
    mine = [m for m in r.times if not m.base and not is_dateline(r, m)]
    until = [m for m in mine if m.role == UNTIL]
    usable = [m for m in mine if m.role != UNTIL or len(mine) == 1 or all(x.role == UNTIL for x in mine)]
    y = ctx.year
    compared = next((m for m in r.times if m.base and m.end <= c.number.start and re.fullmatch(r"[\s\u00a0]*(?:\(|mit|als es|:|noch|waren es)?[\s\u00a0]*(?:noch|waren)?[\s\u00a0]*", r.sentence.text[m.end : c.number.start - _lead(r, c)])), None)
    if compared and c.role in ("level", "share") and not re.match(r"[^,;()]{0,40}\b(?:gegenüber|statt|nach)\b\s*\d", r.sentence.text[c.number.end:]):
        found, _ = _resolve(r, c, ctx, compared, until)
        return found, compared
    own = _own_mention(r, c, [m for m in usable if part.start <= m.start < part.end])
    turned = own is None and _turned(r, c, mine, ctx)
    if turned:
        return [turned], mine[0]
    if own is None and not c.former:
        owned = {id(_own_mention(r, x, [m for m in usable if r.parts[x.part].start <= m.start < r.parts[x.part].end])) for x in r.claims if x.former}
        before = [m for m in usable if m.start < c.number.start and id(m) not in owned and (_depth(r, m.start) <= part.depth or _alone(r, m))]
        after = [m for m in usable if m.start > c.number.start and id(m) not in owned and _depth(r, m.start) <= part.depth]
        own = before[-1] if before else after[0] if len(after) == 1 and not _other_claim_between(r, c, after[0]) else None
        if own is not None:
            found = [_period(own, y, until, ctx)]
            default = _so_far(ctx, y)
            if default not in found and not c.follows:
                found.append(default)
            return found, own
    if own is not None:
        return _resolve(r, c, ctx, own, until)
    default = _so_far(ctx, ctx.memory.year if ctx.memory.year and ctx.memory.paragraph == r.sentence.paragraph else y)
    carried = ctx.memory.period if ctx.memory.paragraph == r.sentence.paragraph else None
    anaphoric = c.elliptic or re.match(r"\W*(?:Das|Dies|Damit|Davon|Dabei|Darunter|Hiervon|Hier|Dort|Insgesamt|Sie|Er|Diese|Dieser|Gleichzeitig|Zugleich|Im Schnitt|Zudem|Dazu)\b", r.sentence.text)
    found = [p for p in ((carried, default) if anaphoric else (default, carried)) if p]
    if _so_far(ctx, y) not in found:
        found.append(_so_far(ctx, y))
    return list(dict.fromkeys(found)), None


def _so_far(ctx: Context, y: int) -> Period:
    """A year up to the date of the text."""
    whole = year(y)
    return Period(whole.von, ctx.stand) if ctx.stand and whole.von <= ctx.stand < whole.bis else whole


def _turned(r: Reading, c: Claim, mentions: list[Mention], ctx: Context) -> Period | None:
    """"Vor dem Umzug ..., danach ...": the other side of an event named before in the sentence."""
    part = r.parts[c.part]
    ahead = [m for m in mentions if m.start < part.start and m.role in (BEFORE, SINCE)]
    words = r.sentence.text[ahead[-1].end if ahead else part.start : part.end]
    if ahead and ahead[-1].role == BEFORE and re.search(r"\b(?:danach|seitdem|seither|nachher|anschließend|heute|jetzt|nun|inzwischen|mittlerweile|derzeit|aktuell)\b", words):
        start = ahead[-1].resolve(ctx.year).bis + timedelta(1)
        return Period(start, year(max(start.year, ctx.year)).bis)
    if ahead and ahead[-1].role == SINCE and re.search(r"\b(?:davor|vorher|zuvor)\b", words):
        end = ahead[-1].resolve(ctx.year).von - timedelta(1)
        return Period(date(end.year, 1, 1), end)
    return None


def _resolve(r: Reading, c: Claim, ctx: Context, own: Mention, until: list[Mention]) -> tuple[list[Period], Mention]:
    """The periods of a mention that is the number's own."""
    if own.grain == "next":
        found = [shifted(p, 1) for p in _reference(r, c, ctx, own)]
    elif own.grain in ("previous", "same"):
        found = [shifted(p, own.explicit - p.von.year if own.explicit else -1) for p in _reference(r, c, ctx, own)]
    elif own.grain == "previous month":
        found = [_month_before(p) for p in _reference(r, c, ctx, own)]
    else:
        found = [_period(own, ctx.year, until, ctx)]
    if own.role == SINCE and ctx.w.data_until and not until and own.explicit is None:
        late = Period(found[0].von, max(found[0].von, min(ctx.w.data_until, ctx.stand or date.max)))
        found += [late] if late not in found else []
    return found, own


def _lead(r: Reading, c: Claim) -> int:
    """How many characters the rounding word before a number takes."""
    if not c.qualifier:
        return 0
    at = r.sentence.text.rfind(c.qualifier, 0, c.number.start)
    return c.number.start - at if at >= 0 else 0


def _depth(r: Reading, at: int) -> int:
    return next((p.depth for p in r.parts if p.start <= at < p.end), 0)


def _alone(r: Reading, m: Mention) -> bool:
    """Whether a period stands in brackets by itself ("seit dem Umzug (15. Oktober bis 31. Dezember)"), and so is said of what follows."""
    part = next(p for p in r.parts if p.start <= m.start < p.end)
    return not any(part.start <= n.start < part.end for n in r.open)


def _own_mention(r: Reading, c: Claim, inside: list[Mention]) -> Mention | None:
    """The mention in the number's part that belongs to it: the one right behind it, else the nearest one that is no other number's."""
    numbers = [x.number for x in r.claims if x.part == c.part and x.role != "none"]
    behind: dict[int, Mention] = {}
    for n, number in enumerate(numbers):
        stop = numbers[n + 1].start if n + 1 < len(numbers) else 10**6
        for m in inside:
            if number.end <= m.start < stop and len(re.findall(r"\w+", r.sentence.text[number.end : m.start])) <= 6 and m.start - number.end < 60:
                behind.setdefault(id(number), m)
                break
    if len(numbers) > 1 and id(c.number) in behind:
        ahead = [m for m in inside if m.end <= c.number.start]
        mine_first = ahead and ahead[-1] not in behind.values() and not any(x.start > ahead[-1].end and x.end <= c.number.start for x in numbers)
        if not mine_first:
            return behind[id(c.number)]
    ahead = [m for m in inside if m.start < c.number.start and not any(m is b and k != id(c.number) for k, b in behind.items())]
    if len(numbers) > 1 and ahead and c.former and any(x.end <= c.number.start and x.start > ahead[-1].start for x in numbers):
        ahead = []
    if ahead and len(numbers) == 1:
        alone = [m for m in inside if m.role in (SINCE, BEFORE)] or sorted(inside, key=lambda m: _GRAINS.index(m.grain) if m.grain in _GRAINS else 9)
        if alone[0].role in (SINCE, BEFORE) or ahead[-1].grain in ("year", "months", "years") and _GRAINS.index(ahead[-1].grain) > (_GRAINS.index(alone[0].grain) if alone[0].grain in _GRAINS else 9):
            return alone[0]
    if ahead:
        fine = [m for m in ahead if m.role in (SINCE, BEFORE)] or [m for m in ahead if m.completed and m.explicit == ahead[-1].explicit]
        return fine[-1] if fine and ahead[-1].grain == "year" or fine and fine[-1].role in (SINCE, BEFORE) else ahead[-1]
    after = [m for m in inside if m.start >= c.number.end and not any(m is b and k != id(c.number) for k, b in behind.items())]
    if len(numbers) == 1 and len(after) > 1:
        return min(after, key=lambda m: _GRAINS.index(m.grain) if m.grain in _GRAINS else 9)
    if after and (len(numbers) == 1 or not any(c.number.end <= x.start < after[0].start for x in numbers)):
        return after[0]
    return None


def _other_claim_between(r: Reading, c: Claim, m: Mention) -> bool:
    return any(c.number.end <= x.number.start < m.end for x in r.claims if x.role != "none")


def _period(m: Mention, y: int, until: list[Mention], ctx: Context) -> Period:
    p = m.resolve(_year_for(m, y, ctx))
    if ctx.stand and not m.explicit and not m.relative and m.grain in ("month", "months", "days", "day") and p.von > ctx.stand:
        p = shifted(p, -1)  # "im November" in a text of July is the one before
    if m.role == SINCE and until:
        end = until[0].resolve(p.von.year).bis
        if end >= p.von:
            return Period(p.von, end)
    if m.role == SPAN and m.grain == "year" and until:
        end = until[0].resolve(p.von.year).bis
        if p.von <= end < p.bis:
            return Period(p.von, end)
    if m.role in (SINCE, SPAN) and m.grain != "day" and ctx.stand and p.von <= ctx.stand < p.bis:
        return Period(p.von, min(p.bis, ctx.stand))
    return p


def _year_for(m: Mention, y: int, ctx: Context) -> int:
    """The year of a month or date without one: the year last named in the paragraph, else the text's."""
    if m.explicit or m.relative or m.role in (SINCE, BEFORE):
        return y
    return ctx.memory.year or y


def _reference(r: Reading, c: Claim, ctx: Context, own: Mention) -> list[Period]:
    """What "im Vorjahr" is the year before of: the other period of the sentence, the last one, the text's year."""
    others = [m for m in r.times if m is not own and not m.base and m.grain not in ("previous", "same", "next", "previous month") and m.role != UNTIL]
    until = [m for m in r.times if m.role == UNTIL]
    if others:
        return [_period(others[0], ctx.year, until, ctx)] + ([year(ctx.year)] if own.grain == "previous" else [])
    found = []
    if ctx.memory.period and ctx.memory.paragraph == r.sentence.paragraph:
        found.append(ctx.memory.period)
    found.append(year(ctx.year))
    return list(dict.fromkeys(found))


def _month_before(p: Period) -> Period:
    last = p.von.replace(day=1) - timedelta(1)
    return month(last.year, last.month)


def base(r: Reading, c: Claim, period: Period, ctx: Context) -> Period | None:
    """What a change compares with: the period named after "gegenüber" or "als", else the same days a year earlier (None)."""
    bases = [m for m in r.times if m.base]
    part = r.parts[c.part]
    own = [m for m in bases if part.start <= m.start < part.end] or bases
    if not own:
        years = re.search(r"\b(?:binnen|innerhalb von|vor|in den letzten)\s+(\w+)\s+Jahren\b", r.sentence.text)
        count = word_value(years[1]) if years and not years[1].isdigit() else float(years[1]) if years else None
        return shifted(period, -int(count)) if count else None
    m = min(own, key=lambda m: abs(m.start - c.number.end))
    if m.grain in ("previous", "same"):
        return shifted(period, m.explicit - period.von.year) if m.explicit and m.explicit != period.von.year else None
    if m.grain == "previous month":
        return _month_before(period)
    p = m.resolve(ctx.memory.year or ctx.year if m.grain != "year" else ctx.year)
    if m.grain == "year" and m.explicit:
        if m.explicit == period.von.year:
            return p
        return shifted(period, m.explicit - period.von.year) if period.von.year == period.bis.year else p
    if m.role == BEFORE:
        return p
    if p == period:
        return shifted(period, -1)
    return p


def fits_base(period: Period, compared: Period | None) -> Period:
    """The period of a number that only names what it compares with ("4.379 mehr als im November 2017")."""
    if compared and compared.bis >= period.von and compared != period and (compared.von > period.von or compared.bis < period.bis):
        return shifted(compared, 1)
    if compared and period == year(period.von.year) and compared != year(compared.von.year) and compared.von.year < period.von.year:
        return shifted(compared, period.von.year - compared.von.year)
    return period


def remember(ctx: Context, r: Reading, c: Claim, metrics: tuple[str, ...], where: dict, period: Period, mention: Mention | None) -> None:
    """Keep what a number settled, for sentences that build on it."""
    keep = ctx.memory
    if keep.paragraph != r.sentence.paragraph:
        keep = Memory(paragraph=r.sentence.paragraph)
    named = mention.explicit if mention and mention.explicit and not c.former and period.von.year == period.bis.year else keep.year
    aside = c.former or mention is not None and mention.relative and mention.grain != "next" and keep.period is not None  # "im März des Vorjahres noch ..."
    ctx.memory = replace(keep, metrics=metrics or keep.metrics, where=(where,), period=keep.period if aside else period, year=named)

