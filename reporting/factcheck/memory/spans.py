"""Which period a number speaks of: from its own part of the sentence, the sentence, the sentence before, or the text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from reporting.definitions import definitions
from reporting.factcheck.dates.events import UNKNOWN
from reporting.factcheck.dates.steps import calendar_months, is_step, stepped
from reporting.factcheck.dates.times import BEFORE, SINCE, SPAN, UNTIL, Mention, shifted
from reporting.factcheck.memory.anaphora import THEN
from reporting.factcheck.memory.context import Context, Said, running, so_far
from reporting.factcheck.memory.ends import known_end, pinned, whole_months
from reporting.factcheck.memory.listed import listed, run_of
from reporting.factcheck.memory.textyear import is_dateline
from reporting.factcheck.printed.units import FROM_TO
from reporting.factcheck.reading.brackets import alone, depth, in_brackets, outer
from reporting.factcheck.reading.claims import CHANGE, DIFFERENCE, HERE, LEVEL, SHARE, Claim, Reading, is_whole
from reporting.factcheck.reading.roles import turned_into
from reporting.factcheck.subjects.locations import since_opening
from reporting.periods import Period, month, parse_month, year

_POINTING = ("previous", "same", "next", "this", "ago")
_GRAINS = ["day", "month", "months", "days", "year", "years"]  # from fine to coarse


_NOW = re.compile(r"\b(?:nun|jetzt|inzwischen|mittlerweile|bislang|bisher|derzeit|aktuell|momentan|gegenwärtig|heute)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\W*(?:Das|Dies|Damit|Davon|Dabei|Darunter|Hiervon|Hier|Dort|Insgesamt|Sie|Er|Diese|Dieser|Gleichzeitig|Zugleich|Im Schnitt|Zudem|Dazu|Nur|Von den|Von diesen)\b")
_POINTS_BACK = re.compile(r"\W*(?:(?:Damit|Davon|Hiervon)\b|(?:Das|Dies)\s+(?:ist|sind|war|waren|entspricht|entsprach|bedeutet|ergibt|macht|heißt)\b)")
_FOLLOWS = re.compile(r"\b(?:also|somit|demnach|mithin|folglich)\b(?=[^,;]*$)")
_BESIDE = re.compile(r"[\s\u00a0]*(?:\(|mit(?:\s+(?:seine[nm]|ihre[nm]|damals|noch|den|insgesamt|exakt|genau))*|von|,\s*als(?: es| wir| man| sie)?(?: nur| noch| erst| lediglich)?|als es|:|noch|waren es)?[\s\u00a0]*(?:noch|waren)?[\s\u00a0]*")
_LIKE = re.compile(r"(?:\s+[a-zäöüß]+e[nr])?(?:\s+[A-ZÄÖÜ][\wäöüß-]+(?:\s+und\s+[A-ZÄÖÜ][\wäöüß-]+)?)?\s+wie\s+(?:(?:noch|im|in|am|zuletzt)\s+)*")


_THEREOF = re.compile(r"\b(?:damit|davon|hiervon)\b")


def periods(r: Reading, c: Claim, ctx: Context) -> tuple[list[Period], Mention | None]:
    """The periods a number may speak of, the likeliest first, and the mention that says so (None: carried over)."""
    part = r.parts[c.part]
    mine = [m for m in r.times if not m.base and not is_dateline(r, m)]
    until = [m for m in mine if m.role == UNTIL]
    usable = [m for m in mine if m.role != UNTIL or len(mine) == 1 or all(x.role == UNTIL for x in mine)]
    compared = _compared_level(r, c) or _labelled(r, c)
    if compared:
        return _resolve(r, c, ctx, compared, until)
    if turn := _from_one_to_the_other(r, c, ctx):
        return [turn], Mention(0, 0, "", lambda y: turn, relative=True)
    if row := listed(r, c, usable, ctx):
        return ([row], Mention(part.start, part.start, "", lambda y: row, explicit=row.von.year)) if isinstance(row, Period) else _resolve(r, c, ctx, replace(row, start=part.start), until)
    turned = _turned(r, c, mine, ctx)
    own = _of_the_part(r, c, _inside(r, c, usable)) or _own_mention(r, c, _inside(r, c, usable)) or next((m for m in _inside(r, c, until) if _reaches(r, c) or not _inside(r, c, usable) and not turned and not any(x.role == SINCE for x in mine)), None)
    if own is not None:
        return _resolve(r, c, ctx, own, until)
    if ctx.memory.compared and ctx.carried(r) and re.search(r"\b(?:[Dd]amals|[Ss]einerzeit|[Dd]er\s+Vergleichswert)\b", r.sentence.text[: part.end]) and not _NOW.search(r.sentence.text, part.start, part.end):
        return [ctx.memory.compared], Mention(0, 0, "", lambda y: year(y), base=True)
    if turned:
        return [turned], mine[0]
    again = _again(r, c, ctx)
    if again:
        c.again = True
        return [again.period], None
    now = bool(_NOW.search(r.sentence.text[part.start : part.end])) and not c.former
    found: list[Period] = []
    own = None if c.former else _from_elsewhere(r, c, usable, now, ctx)
    if own is not None:
        found, own = _resolve(r, c, ctx, own, until)
        return list(dict.fromkeys(found if c.follows else [*found, so_far(ctx, ctx.year)])), own
    carried = ctx.carried(r)
    if now and carried and carried.bis.year < ctx.year:
        carried = None
    lone_day = carried is not None and carried.von == carried.bis  # a record day is not what the next sentence is about
    if carried and (_POINTS_BACK.match(r.sentence.text) or c.role == SHARE and not lone_day and _FOLLOWS.search(r.sentence.text)):
        wider = ctx.memory.before if re.match(r"\W*Damit\b", r.sentence.text) else None  # "Das Jahr brachte ..., der Dezember ... Damit blieb das Plus bei": of either
        return [carried, wider] if wider and wider.von <= carried.von and carried.bis <= wider.bis else [carried], None
    default = so_far(ctx, ctx.memory.year if carried and ctx.memory.year else ctx.year)
    goes_on = c.elliptic and not lone_day or ctx.memory.sentence == r.sentence.start or _GOES_ON.match(r.sentence.text)
    goes_on = goes_on or c.role == SHARE and not lone_day and (HERE.search(r.sentence.text) or _THEREOF.search(r.sentence.text)) or any(x.aside and x.number.end <= c.number.start for x in r.claims)  # "ein Jahr zuvor waren es 644, der Zuwachs beträgt"
    found += [carried, ctx.month, default] if goes_on else [ctx.month, default, carried]
    earlier = [p for p in (ctx.main, ctx.passage, ctx.memory.before if carried else None) if p and p.bis.year >= ctx.year]  # "2021 waren es 70.000, 2022 dann 73.182": back at the text's year
    found += [so_far(ctx, ctx.year), *earlier, *whole_months(so_far(ctx, ctx.year), ctx)]
    return list(dict.fromkeys(p for p in found if p)), None


def _from_one_to_the_other(r: Reading, c: Claim, ctx: Context) -> Period | None:
    """"Im Oktober und im November gingen je 60 Mails ein. Die Antwortzeit stieg von 6,8 auf 7,7 Stunden": from the one to the other."""
    at, two = ctx.beside
    if r.times or at != ctx.sentence or c.role not in (LEVEL, SHARE):
        return None
    rises = [x for x in r.claims if x.former and x.role == c.role and FROM_TO.search(r.sentence.text[: x.number.start - _lead(r, x)])]
    if len(rises) != 1 or any(definitions()[m].art == "bestand" for m in c.metrics):
        return None
    return two[0] if c is rises[0] else two[1] if _arrives(r, c) else None


def _again(r: Reading, c: Claim, ctx: Context) -> Said | None:
    """What a number spoke of that was printed before and is taken up again: "von den 24.301 Kunden entfielen"."""
    definite = re.search(r"\b(?:de[nrms]|die|das|diese[nrms]?|alle[nr]?)\s+(?:(?:insgesamt|genannten|rund|gut|knapp|etwa|fast)\s+)*$", r.sentence.text[: c.number.start])
    said = ctx.said.get(c.number.text)
    return said if said and definite and c.role == LEVEL and abs(c.number.value) >= 100 and said.metric in c.metrics else None


def _inside(r: Reading, c: Claim, mentions: list[Mention]) -> list[Mention]:
    part = r.parts[c.part]
    return [m for m in mentions if part.start <= m.start < part.end]


#: "2018 kamen mehr als im Jahr davor: 30.127": what the colon announces is not what was compared with.
_AND_SO = re.compile(r"\b(?:mehr|weniger|höher|niedriger|länger|kürzer|größer|kleiner|stärker|schwächer|besser|häufiger|seltener)\b[^:]*\bals\b[^:]*:\s*$")


def _compared_level(r: Reading, c: Claim) -> Mention | None:
    """What a number right behind a comparison speaks of: "(2017: 104.422)", "als im Vorjahr mit 104.422", "statt 104.422 Kontakten wie 2017"."""
    if c.role not in (LEVEL, SHARE) or re.match(r"[^,;()]{0,40}\b(?:gegenüber|statt|nach)\b\s*\d", r.sentence.text[c.number.end:]):
        return None
    return next((m for m in r.times if m.base and (m.end <= c.number.start and not _AND_SO.search(r.sentence.text, 0, c.number.start - _lead(r, c)) and _BESIDE.fullmatch(r.sentence.text[m.end : c.number.start - _lead(r, c)]) or c.former and m.start > c.number.end and _LIKE.fullmatch(r.sentence.text, c.number.end, m.start))), None)


def _labelled(r: Reading, c: Claim) -> Mention | None:
    """The period in brackets right behind a number: "33.600 (2022) und 23.245 (2021)"."""
    text = r.sentence.text
    return next((m for m in r.times if m.start > c.number.end and re.fullmatch(r"[^\d,;.()]{0,40}\(\s*", text[c.number.end : m.start]) and re.match(r"\s*\)", text[m.end:])), None)


def _from_elsewhere(r: Reading, c: Claim, usable: list[Mention], now: bool, ctx: Context) -> Mention | None:
    """The mention of another part of the sentence that also holds for a number: the last one before it, else a single one behind.

    What belongs to a former value, or stands behind in a part with numbers of its own ("440, 2017 waren es noch 418"), does not.
    """
    part = r.parts[c.part]
    taken = {id(_own_mention(r, x, _inside(r, x, usable))) for x in r.claims if x.former or x.aside and c.role in (CHANGE, DIFFERENCE) and not any(m.base for m in r.inside(part, r.times))}
    free = [m for m in usable if id(m) not in taken]
    before = [m for m in free if m.start < c.number.start and not in_brackets(r, c, m) and not (now and m.explicit and m.explicit < ctx.year and m.role == SPAN)]
    if before:
        return before[-1]
    after = [m for m in free if m.start > c.number.start and depth(r, m.start) <= part.depth and (alone(r, m) or part.start <= m.start < part.end)]
    return after[0] if len(after) == 1 and not _other_claim_between(r, c, after[0]) else None


def _turned(r: Reading, c: Claim, mentions: list[Mention], ctx: Context) -> Period | None:
    """"Vor dem Umzug ..., danach ...": the other side of an event named before in the sentence."""
    part = r.parts[c.part]
    ahead = [m for m in mentions if m.start < part.start and m.role in (BEFORE, SINCE)]
    words = r.sentence.text[ahead[-1].end if ahead else part.start : part.end]
    if ahead and ahead[-1].role == BEFORE and re.search(r"\b(?:danach|seitdem|seither|nachher|anschließend|heute|jetzt|nun|inzwischen|mittlerweile|derzeit|aktuell)\b", words):
        start = ahead[-1].resolve(ctx.year).bis + timedelta(1)
        ends = [m.resolve(max(start.year, ctx.year)).bis for m in _inside(r, c, mentions) if m.role == UNTIL]
        return Period(start, max(start, *ends) if ends else year(max(start.year, ctx.year)).bis)
    if ahead and ahead[-1].role == SINCE and re.search(r"\b(?:davor|vorher|zuvor)\b", words):
        end = ahead[-1].resolve(ctx.year).von - timedelta(1)
        return Period(date(end.year, 1, 1), end)
    return None


def _resolve(r: Reading, c: Claim, ctx: Context, own: Mention, until: list[Mention]) -> tuple[list[Period], Mention]:
    """The periods of a mention that is the number's own."""
    if own.grain == "next":
        reached = [x.period for x in r.claims if x.period and not x.aside and own.end <= x.number.start < c.number.start]
        found = reached[:1] or [q for p in _reference(r, c, ctx, own) for q in (year(p.bis.year + 1), shifted(p, 1))]  # "im Folgejahr 73.182, mithin 3.182 mehr": one step for both
    elif own.grain in ("previous", "same"):
        found = [shifted(p, own.explicit - p.von.year if own.explicit else -1) for p in _reference(r, c, ctx, own)]
    elif own.grain == "this":
        last = [_period(m, ctx.year, [], ctx) for m in ctx.named[-1:] if not (m.relative or ctx.carried(r) and ctx.told(ctx.carried(r)))]
        found = [p for p in (*last, ctx.memory.period, *_reference(r, c, ctx, own)) if p]
    elif is_step(own.grain) and (reached := next((x.period for x in r.claims if x.period and own.end <= x.number.start and x.number.end <= c.number.start and x.number not in run_of(r, c)), None)):
        found = [reached]  # "im Folgemonat waren es 5.530, ein Minus von 14,9 Prozent"
    elif is_step(own.grain):
        anchors = _anchors(r, c, ctx, own)
        found = [_single(r, c, stepped(own.grain, p)) for p in anchors or _reference(r, c, ctx, own)]
        own = own if anchors else replace(own, vague=UNKNOWN)
    elif own.role == UNTIL and own.grain == "days" and _reaches(r, c):
        end = _period(own, ctx.year, [], ctx)
        found = [end, month(end.bis.year, end.bis.month)]  # "bis August stieg die Zahl auf": in August, or all of them up to it
    elif own.grain == "months" and own.role == SPAN and (c.former or _reaches(r, c)):
        span = _period(own, ctx.year, until, ctx)
        found = [span, month(span.bis.year, span.bis.month)]
    elif own.grain == "years" and own.role == SINCE and re.fullmatch(r"\s*\(\s*", r.sentence.text[own.end : c.number.start - _lead(r, c)]):
        found = [year(own.resolve(ctx.year).von.year)]  # "der höchste Wert seit 2017 (104.422)"
    elif own.grain == "ago":
        back = own.resolve(ctx.year).von.year - ctx.year
        found = [q for p in _reference(r, c, ctx, own) for q in dict.fromkeys((shifted(p, back), year(p.von.year + back)))]
    elif own.grain == "year" and own.explicit and THEN.search(r.sentence.text[: c.number.start]) and (spoken := ctx.carried(r)) and len(spoken.months()) == 1 and spoken.von != spoken.bis:
        found = [month(own.explicit, spoken.von.month), year(own.explicit)]  # "Im November ist viel los. Da kamen 2018"
    elif own.grain == "year" and own.explicit and c.deep and (around := outer(r, c, own)) and len(around.months()) < 12:
        found = [shifted(around, own.explicit - around.von.year), year(own.explicit)]  # "im November 7.122 (2021: 6.515)"
    elif own.grain == "years" and _is_turn(r, c):
        found = [year(own.resolve(ctx.year).bis.year)]
    else:
        found = [_period(own, _sentence_year(r, c, own) or ctx.year, until, ctx)]
    if own.grain != "day":
        found += whole_months(found[0], ctx)
    if own.grain == "days" and own.role == SPAN and "Monat" in own.text and found[0].von.day > 1 and len(found[0].months()) > 1:
        found += calendar_months(found[0])  # "in den ersten drei Monaten nach der Eröffnung" on a 7th
    if own.role == BEFORE and any(definitions()[m].art == "bestand" for m in c.metrics):
        found.append(Period(min(found[0].von, found[0].bis - timedelta(7)), found[0].bis - timedelta(7)))  # before the days of moving house
    if own.role == SINCE and ctx.w.data_until and not until and own.explicit is None:
        late = Period(found[0].von, max(found[0].von, ctx.until or ctx.w.data_until))
        spoken = ctx.carried(r)
        found += [p for p in (Period(found[0].von, spoken.bis) if spoken and found[0].von < spoken.bis else None, late) if p and p not in found]
    loose = next((m for m in (own, *until) if m.vague), None)
    return found, replace(own, vague="" if known_end(loose.resolve(found[0].bis.year), loose, ctx) else UNKNOWN if loose is own and own.grain == "month" else loose.vague) if loose else own


def _anchors(r: Reading, c: Claim, ctx: Context, own: Mention) -> list[Period]:
    """What "in den sechs Monaten danach" is counted from: the last period of the sentence or its first, else the one spoken of."""
    said = [x.period for x in r.claims if x.period and not x.aside and x.number.end <= c.number.start and own.end > x.number.end]
    named = [_period(m, ctx.year, [], ctx) for m in r.times if m.start < own.start and not m.base and not m.relative]
    if said or named:
        return list(dict.fromkeys([*said[-1:], *said[:1], *named[-1:]]))
    spoken = ctx.carried(r)
    return [p for p in (spoken, so_far(ctx, spoken.von.year)) if p] if spoken and ctx.told(spoken) else []


def _single(r: Reading, c: Claim, span: Period) -> Period:
    """The month of a number in "in den beiden Monaten danach 5.530 und 5.750"; the span itself where it has one number."""
    run = run_of(r, c)
    return parse_month(span.months()[run.index(c.number)]) if len(run) == len(span.months()) > 1 else span


def _sentence_year(r: Reading, c: Claim, own: Mention) -> int | None:
    """The year of "davon 35.965 im ersten Halbjahr": that of the whole before it."""
    part = r.parts[c.part]
    last = next((x for x in reversed(r.claims) if x.period and x.number.end <= c.number.start), None)
    if last and not own.explicit and not own.relative and re.search(r"\b(?:davon|darunter|allein)\b", r.sentence.text[part.start : part.end]):
        return last.period.von.year
    return None


def _reaches(r: Reading, c: Claim) -> bool:
    """Whether a number is where something rose or fell to ("stieg auf 30.802")."""
    return c.role == LEVEL and _arrives(r, c)


def _arrives(r: Reading, c: Claim) -> bool:
    return bool(re.search(r"\bauf\s*$", r.sentence.text[: c.number.start - _lead(r, c)]))


def _is_turn(r: Reading, c: Claim) -> bool:
    """Whether a number says how far it came from the first year of a span to the last, rather than the sum of the span."""
    return c.role in (CHANGE, DIFFERENCE) or c.former or any(x.former for x in r.claims if x.number.end <= c.number.start)


def _lead(r: Reading, c: Claim) -> int:
    """How many characters the rounding word before a number takes."""
    if not c.qualifier:
        return 0
    at = r.sentence.text.rfind(c.qualifier, 0, c.number.start)
    return c.number.start - at if at >= 0 else 0


def _of_the_part(r: Reading, c: Claim, inside: list[Mention]) -> Mention | None:
    """The finest period behind the verb of "1.000 der 12.000 Kontakte entfielen 2022 auf den Mai": that of the part, not of the whole."""
    whole = next((x for x in r.open if x.start > c.number.end), None)
    if whole is None or not is_whole(r, whole) or any(m.end <= c.number.start for m in inside):
        return None
    after = [m for m in inside if m.start >= whole.end and m.grain in _GRAINS]
    verb = any(re.search(r"\s[a-zäöüß]{4,}\s", r.sentence.text[whole.end : m.start]) for m in after)
    return min(after, key=lambda m: _GRAINS.index(m.grain)) if verb else None


def _own_mention(r: Reading, c: Claim, inside: list[Mention]) -> Mention | None:
    """The mention in the number's part that belongs to it: the one right behind it, else the nearest one that is no other number's."""
    numbers = [x.number for x in r.claims if x.part == c.part and x.role != "none"]
    finer = [m for m in inside if not (m.grain == "year" and any(x.completed and x.explicit == m.explicit for x in inside))]
    if len(numbers) > 1 and len(finer) == len(numbers):
        inside = finer  # "2018 von 9.666 im Juni über 9.389 im Juli auf": each number has its own, the year is said of all
    behind: dict[int, Mention] = {}
    for n, number in enumerate(numbers):
        stop = numbers[n + 1].start if n + 1 < len(numbers) else 10**6
        if any((numbers[n - 1].end if n else 0) <= m.start and m.end <= number.start and m not in behind.values() for m in inside):
            continue  # its own stands before it
        turn = turned_into(r, number)
        for m in inside:
            if ":" not in r.sentence.text[number.end : m.start] and number.end <= m.start < (turn.start(1) if turn else stop) and len(re.findall(r"\w+", r.sentence.text[number.end : m.start])) <= 6 and m.start - number.end < 60:
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
    p = m.resolve(y if y != ctx.year else _year_for(m, y, ctx))
    if ctx.stand and not m.explicit and not m.relative and m.grain in ("month", "months", "days", "day") and p.von > ctx.stand:
        p = shifted(p, -1)  # "im November" in a text of July is the one before
    if until and (m.role == SINCE or m.role == SPAN and m.grain == "year"):
        end = pinned(until[0].resolve(p.von.year), until[0], ctx).bis
        if p.von <= end and (m.role == SINCE or end < p.bis):
            return Period(p.von, end)
    if m.role in (SINCE, SPAN) and m.grain != "day":
        p = running(ctx, p)
    return pinned(p, m, ctx)


def _year_for(m: Mention, y: int, ctx: Context) -> int:
    """The year of a month or date without one: the year last named in the paragraph, else the text's."""
    if m.explicit or m.relative or m.role in (SINCE, BEFORE):
        return y
    return ctx.memory.year or y


def _reference(r: Reading, c: Claim, ctx: Context, own: Mention) -> list[Period]:
    """What "im Vorjahr" is the year before of: the other period of the sentence, the last one, the text's."""
    before = next((x for x in reversed(r.claims) if x.period and not x.aside and x.number.end <= c.number.start), None)
    if last := before and (since_opening(ctx.w, before.period, before.where[0]) if own.grain == "same" else before.period):
        return [last] + ([year(last.von.year)] if own.grain == "previous" else [])
    others = [m for m in r.times if m is not own and not m.base and m.grain not in _POINTING and not is_step(m.grain) and m.role != UNTIL]
    until = [m for m in r.times if m.role == UNTIL]
    if others:
        return [_period(others[0], ctx.year, until, ctx)] + ([year(ctx.year)] if own.grain == "previous" else [])
    spoken = ctx.carried(r)
    narrow = since_opening(ctx.w, spoken, ctx.memory.where[0]) if spoken and own.grain == "same" else None
    found = [narrow, spoken, so_far(ctx, ctx.year), ctx.main, year(ctx.year) if own.grain == "previous" else None]
    return list(dict.fromkeys(p for p in found if p))
