"""The verdict on a claim: every possible reading is asked; the first that holds wins, else the likeliest one says what is right.

A reading is a metric, a breakdown and a period. There is more than one only where the text leaves it open ("die Wartezeit" after
a sentence about November); what a text names is never traded for something that would fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from reporting import german
from reporting.definitions import definitions
from reporting.factcheck.dates.events import END
from reporting.factcheck.dates.events import UNKNOWN as NOBODY_KNOWS
from reporting.factcheck.dates.times import Mention
from reporting.factcheck.judging.derived import (
    in_their_order,
    of_another,
    of_the_last,
    share_moved,
    the_rest,
    the_sum,
)
from reporting.factcheck.judging.doubt import digits, otherwise
from reporting.factcheck.judging.options import Option, compare, options
from reporting.factcheck.judging.pairs import Settled, from_pair, in_percent, settles, spread_out, the_same
from reporting.factcheck.judging.plausible import misread, slipped, unit_mistaken
from reporting.factcheck.judging.unread import unread
from reporting.factcheck.judging.values import Values
from reporting.factcheck.judging.verdicts import (
    NO_CLAIM,
    UNPROVABLE,
    Verdict,
    about,
    holding,
    value_words,
    verdict,
    wrong,
)
from reporting.factcheck.memory.anaphora import again, at_the_place, builds_on, carry, goes_astray, goes_on
from reporting.factcheck.memory.context import Context, remember
from reporting.factcheck.memory.headings import under_heading
from reporting.factcheck.memory.listed import each
from reporting.factcheck.memory.spans import periods
from reporting.factcheck.memory.together import months_together, sum_before, unclear, united
from reporting.factcheck.printed import units
from reporting.factcheck.printed.rounding import RIGHT, ROUNDED, WRONG
from reporting.factcheck.reading.claims import (
    CHANGE,
    DIFFERENCE,
    LEVEL,
    NONE,
    SHARE,
    UNKNOWN,
    Claim,
    Reading,
    is_whole,
)
from reporting.factcheck.reading.counted import number_of
from reporting.factcheck.reading.idioms import settle_mail
from reporting.factcheck.reading.online import ONLINE, stay_online
from reporting.factcheck.reading.places import filters, locate
from reporting.periods import Period, year

_THAT_VALUE = re.compile(r"\b(?:[Dd]ieser|[Dd]iesen)\s+(?:Wert|Schnitt|Durchschnitt|Anteil)\b|\b[Dd]iese\s+(?:Zahl|Quote|Zeit|Dauer|Spanne|Rate)\b")
_STANDS_OUT = re.compile(r"\b[Aa]m\s+(?!meisten\s+[A-ZÄÖÜ])\w+sten\b|\b[Bb]esonders\s+(?:viel|wenig|voll|ruhig)\b")  # "Am meisten los war im Juli"


@dataclass
class _Asked:
    """What is asked of the warehouse for one claim, beside what the claim says itself."""

    spans: list[Period] = field(default_factory=list)  # the periods it may mean, the likeliest first
    mention: Mention | None = None  # the words that gave them
    apart: list[Period] = field(default_factory=list)  # "je 60 im Oktober und im November": it must hold for each
    rest: Option | None = None  # what the numbers before leave over
    relative: Option | None = None  # the change just told in numbers, as a percentage or per day
    told: bool = False  # nothing but that change is meant
    sum_of: dict[str, tuple[str, ...]] | None = None  # places or services taken together
    led: dict[str, tuple[str, ...]] = field(default_factory=dict)  # what the sentence before is about, without a number


def judge(r: Reading, c: Claim, ctx: Context, values: Values) -> Verdict:
    """Judge one number and remember what it settled for the sentences after it."""
    if c.role == NONE:
        return verdict(c, NO_CLAIM, f"{c.reason}, keine Angabe aus der Statistik.")
    spoken = ctx.memory.metrics if ctx.memory.paragraph == r.sentence.paragraph else ()
    stay_online(r, c, spoken == (ONLINE,) or not spoken and ctx.above.online and ctx.above.holds(r))
    asked = _Asked(rest=the_rest(r, c, ctx))
    if c.role == UNKNOWN:
        if not asked.rest:
            return verdict(c, UNPROVABLE, c.reason)
        c.role = LEVEL
        holds = compare(c, asked.rest)
        return wrong(c, asked.rest) if holds == WRONG else holding(c, asked.rest, holds)
    _complete(r, c, ctx, values, asked)
    if nothing := _unanswerable(r, c):
        return nothing
    _when(r, c, ctx, asked)
    if asked.mention is not None and ctx.stand and min(p.von for p in asked.spans) > ctx.stand:
        return verdict(c, UNPROVABLE, "Das liegt nach dem Datum des Textes; der Datenbestand kennt nur, was geschehen ist.")
    if asked.mention is not None and (asked.mention.vague == NOBODY_KNOWS or asked.mention.vague == END and _averages(c)) and not (asked.rest and compare(c, asked.rest) != WRONG) and not (asked.mention.grain in ("month", "day") and _on_a_day(c)):
        return verdict(c, UNPROVABLE, f"Von wann bis wann „{asked.mention.text}“ reicht, geht aus Text und Datenbestand nicht hervor.", metric=(*c.metrics, None)[0])
    _where(r, c, ctx, asked)
    option, result = _decide(r, c, ctx, values, asked)
    _settle(r, c, ctx, asked, option, result)
    return result


def _on_a_day(c: Claim) -> bool:
    """Whether a number counts what there is on a day: desks, staff, open e-mails."""
    return any(definitions()[m].art in ("bestand", "stand") for m in c.metrics)


def _averages(c: Claim) -> bool:
    """Whether a number is a mean or a ratio: at the end of a year it is no longer that of the year."""
    return bool(c.metrics) and not _on_a_day(c) and not definitions()[c.metrics[0]].additiv


def _complete(r: Reading, c: Claim, ctx: Context, values: Values, asked: _Asked) -> None:
    """What a number leaves unsaid of its subject comes from its sentence, the sentences before and the heading."""
    if ctx.announced and not c.metrics and (c.unit is None and c.role == LEVEL or c.role in (CHANGE, DIFFERENCE)) and ctx.topic[0] == r.sentence.paragraph:
        c.metrics = tuple(m for n in ctx.announced for m in n.metrics)[-1:] or ("vorgaenge",) * (number_of(r.said, ctx.announced) is not None)  # "Die Kontakte verteilen sich wie folgt: ..."
        settle_mail(c, r.said)  # "Wie viele beantwortete E-Mails gab es? Es waren 39."
        locate(c, r)
    if c.follows and c.follows.found:
        c.metrics = (c.follows.found,)
    asked.relative, asked.told = in_percent(r, c, ctx.moved, ctx.sentence)
    if spread := spread_out(r, c, ctx.moved, ctx.sentence, values):
        asked.relative, asked.told = spread, True
    if asked.told:
        c.role, c.direction, c.metrics, c.where = DIFFERENCE if spread else CHANGE, ctx.moved.claim.direction, (asked.relative.metric,), [dict(asked.relative.where)]
    share_moved(r, c, ctx)
    c.astray = c.astray or goes_astray(r, c, ctx)
    c.weak = c.weak or c.astray
    again(r, c, ctx)
    carry(r, c, ctx.memory, ctx.topic[1] if ctx.topic[0] == r.sentence.paragraph else [])
    under_heading(r, c, ctx.above)
    at_the_place(r, c, ctx)
    asked.sum_of = united(r, c, ctx) or sum_before(r, c, ctx)
    if asked.sum_of:
        c.where, c.unsupported = [asked.sum_of, {}], ""
    elif unclear(r, c, ctx):
        c.weak = True
    if c.where != [{}] and is_whole(r, c.number) and not any(c.number.end <= n.start < r.parts[c.part].end and n.filters for n in r.names):
        c.where = [{}, *c.where]  # "der Reisepass kam auf 36.600 von 73.182"


def _unanswerable(r: Reading, c: Claim) -> Verdict | None:
    """The verdict on a number whose metric is not known, is not split that way, or is a target."""
    if not c.metrics and c.role != SHARE:
        return verdict(c, UNPROVABLE, "Zu welcher Kennzahl diese Zahl gehört, geht aus dem Text nicht hervor.")
    if c.unsupported and c.where == [{}]:
        label = definitions()[c.metrics[0]].label if c.metrics else "Diese Angabe"
        return verdict(c, UNPROVABLE, f"{label}: nach „{c.unsupported}“ gegliedert führt der Datenbestand sie nicht.", metric=c.metrics[0] if c.metrics else None)
    if c.guests and not any(c.where):
        return verdict(c, UNPROVABLE, f"„{c.noun}“ ist keine Kennzahl des Datenbestands.")
    target = next((m for m in c.metrics if definitions()[m].ziel is not None and abs(definitions()[m].ziel - c.number.value) < 1e-9), None)
    if target and units.TARGET.search(c.sentence.text[max(0, r.parts[c.part].start - 30) : r.parts[c.part].end]):
        return verdict(c, NO_CLAIM, f"Zielwert der Kennzahl „{definitions()[target].label}“, keine Angabe aus der Statistik.")
    return None


def _when(r: Reading, c: Claim, ctx: Context, asked: _Asked) -> None:
    """The periods a number may speak of, the likeliest first."""
    c.former = c.former or c.bracketed and ctx.bracket is not None
    spans, mention = periods(r, c, ctx)
    if is_whole(r, c.number) and any(m.grain == "year" for m in r.times):
        spans = list(dict.fromkeys([*spans, year(spans[0].von.year)]))  # "auf den November entfielen 2022 7.122 der 73.182 Kontakte"
    if apart := each(r, c, ctx):
        spans = apart[:1]
    if not asked.sum_of and (added := months_together(r, c, ctx)):
        spans = [added, *spans]
    if mention is None and (c.per or any("wochentag" in where for where in c.where)):
        spans = [p for p in spans if p.von != p.bis] or spans  # a usual Monday is not the day named last
    asked.spans, asked.mention, asked.apart = spans, mention, apart


def _where(r: Reading, c: Claim, ctx: Context, asked: _Asked) -> None:
    """The places, services and areas a number may speak of where its own words leave that open."""
    mention, topical = asked.mention, ctx.topic[0] == r.sentence.paragraph and bool(c.metrics) and c.role != SHARE
    stands_out = mention is not None and mention.grain == "month" and ctx.memory.period and ctx.memory.period.von <= asked.spans[0].von <= ctx.memory.period.bis and _STANDS_OUT.search(r.sentence.text)
    if c.where == [{}] and (mention is None or stands_out) and ctx.memory.paragraph == r.sentence.paragraph and c.metrics and c.role != SHARE:
        known = definitions()[c.metrics[0]].gliederungen
        extra = [w for w in ctx.memory.where if w and set(w) <= set(known)]
        c.where = extra + [{}] if c.carried or c.follows or stands_out or goes_on(r) else [{}] + extra
    if ctx.announced and topical and not any(n.filters and n.start < r.parts[c.part].end for n in r.names):
        part, _ = filters(ctx.announced, c.metrics[0])
        if part:
            c.where, c.aligned = [part, {}] if is_whole(r, c.number) else [part], True
    elif ctx.quiet and topical and {} in c.where and not any(n.filters for n in r.names):
        asked.led = filters([n for n in ctx.topic[1] if not n.base], c.metrics[0])[0]
        c.where += [asked.led] if asked.led and asked.led not in c.where else []  # "Auch im Gewerbe lief es besser. 310 Kontakte stehen zu Buche"
    if ctx.settled and c.elliptic and not any(n.filters for n in r.names) and ctx.settled[-1].sentence == ctx.sentence - 1 and _THAT_VALUE.search(r.sentence.text[: c.number.start]):
        c.where = [dict(ctx.settled[-1].option.where)]
    if (paired := in_their_order(r, c, ctx)) is not None:
        c.where, c.aligned = [paired], True
    if c.again and c.where == [{}]:
        c.where = [dict(ctx.said[c.number.text].where), {}]


def _decide(r: Reading, c: Claim, ctx: Context, values: Values, asked: _Asked) -> tuple[Option | None, Verdict]:
    """The reading that holds, or the likeliest one, and the verdict on it."""
    mention = asked.mention
    read = of_another(r, c, ctx, values) or of_the_last(r, c, ctx, values, ctx.settled) or list(options(r, c, ctx, values, asked.spans, mention))
    read = [asked.relative] if asked.told else [*read, asked.relative] if asked.relative else read
    known = sorted((o for o in read if o.found.wert is not None), key=lambda o: not o.found.wert and bool(o.where))  # last: what did not occur, nobody writes about
    option, holds = next(((o, found) for o in known if (found := compare(c, o)) != WRONG), (known[0] if known else None, WRONG))
    if holds == WRONG and asked.led and c.role == LEVEL and known:
        known.sort(key=lambda o: abs(o.found.wert - c.number.value))  # of the whole or of what the sentence before is about: the nearer one
        option = known[0]
    pair = None if any(m.base for m in r.times) else from_pair(r, c, ctx.settled, ctx.sentence)
    if holds == WRONG and pair and settles(r, c, pair):
        option, holds = pair, compare(c, pair)
    if holds == WRONG and (total := the_sum(r, c, ctx)):
        option, holds = total, compare(c, total)
    if holds == WRONG and asked.rest and (c.elliptic or compare(c, asked.rest) != WRONG):
        option, holds, known, c.weak = asked.rest, compare(c, asked.rest), [asked.rest], False
    if option is None:
        option = read[0] if read else None
        return option, verdict(c, UNPROVABLE, option.found.reason if option else "Dazu führt der Datenbestand keine Kennzahl.", option)
    if c.astray and (holds == WRONG or digits(c) < 3):
        return None, verdict(c, UNPROVABLE, "Die Zahl geht von einer aus, von der nicht bekannt ist, was sie zählt.")
    if holds != WRONG:
        failing = next(_failing(r, c, ctx, values, asked, option), None)
        return (option, holding(c, option, holds)) if failing is None else (failing, replace(wrong(c, failing), korrektur=None, edits=()))  # no number holds for all of them
    if same := the_same(c, values, option):
        return option, verdict(c, ROUNDED, f"{about(same)}: {german.amount(definitions()[same.metric], same.found.wert)}.", same)
    return _doubted(r, c, ctx, values, asked, option, [pair] * bool(pair) + known)


def _failing(r: Reading, c: Claim, ctx: Context, values: Values, asked: _Asked, option: Option) -> Iterator[Option]:
    """"Je 60 im Oktober und im November": the months for which it does not hold, though it does for the first."""
    for period in asked.apart[1:]:
        for o in options(r, replace(c, where=[option.where]), ctx, values, [period], asked.mention):
            if o.found.wert is not None and compare(c, o) == WRONG:
                yield o


def _doubted(r: Reading, c: Claim, ctx: Context, values: Values, asked: _Asked, option: Option, known: list[Option]) -> tuple[Option, Verdict]:
    """What to say of a number that does not hold as it was read: wrong, misread, or right in another natural reading."""
    mention, found = asked.mention, f"{about(option)}: {value_words(c, option)}"
    if mention is not None and mention.vague and not (mention.vague == END and _on_a_day(c)):
        return option, verdict(c, UNPROVABLE, f"„{mention.text}“ nennt keinen Tag. {found}.", option)
    if c.weak and not unit_mistaken(c, option) or c.bracketed and not ctx.bracket or ctx.open and builds_on(r) and c.role in (CHANGE, DIFFERENCE):
        return option, verdict(c, UNPROVABLE, f"Was gezählt ist, sagt der Satz nicht eindeutig. {found}.", option)
    other = otherwise(r, c, ctx, values, mention, option)
    if other is None and (words := unread(r, c)) and (c.unsplit and c.where == [c.within] or words[0].lower().startswith("dort") or not slipped(c, values, option)):
        return option, verdict(c, UNPROVABLE, f"Was „{words[0]}“ hier besagt, ist dem Datenbestand nicht zu entnehmen. {found}.", option)
    if other is None:
        mistaken = next((o for o in known if not misread(r, c, ctx, values, mention, o)), None)
        if mistaken is None:
            return option, verdict(c, UNPROVABLE, f"Was gemeint ist, sagt der Satz nicht eindeutig; gelesen wurde {found}. Davon liegt die Zahl zu weit "
                                   "entfernt, um sie damit zu vergleichen. Bitte Kennzahl, Zeitraum und Ort nennen.", option)
        result = wrong(c, mistaken)
        return mistaken, replace(result, korrektur=None, edits=()) if asked.apart else result
    if other.certain:
        c.found = other.option.metric if other.option.metric not in c.metrics else ""
        return other.option, holding(c, other.option, compare(c, other.option))
    return option, verdict(c, UNPROVABLE, f"Der Satz lässt offen, was gemeint ist. {found}; {about(other.option)}: {value_words(c, other.option)}. "
                           "Bitte Zeitraum, Ort und Kennzahl nennen.", option)


def _settle(r: Reading, c: Claim, ctx: Context, asked: _Asked, option: Option | None, result: Verdict) -> None:
    """Remember what a number settled: later sentences go on from there."""
    if c.role == LEVEL:
        ctx.open = result.urteil == UNPROVABLE
    if option is None:
        return
    if result.urteil != UNPROVABLE and len(c.where) > 1 and option.where in c.where:
        c.where = [dict(option.where)]  # what goes on from here speaks of the same part
    if c.role in (LEVEL, SHARE) and result.urteil in (RIGHT, ROUNDED):
        ctx.settled = [s for s in ctx.settled if s.claim.sentence.paragraph == r.sentence.paragraph] + [Settled(ctx.sentence, c, option)]
    if c.role == DIFFERENCE and result.urteil != UNPROVABLE:
        ctx.moved = Settled(ctx.sentence, c, option)
    remember(ctx, r, c, (option.metric,), option.where, option.period, asked.mention)
    if result.urteil != UNPROVABLE:
        ctx.recent = [(option.metric, option.where), *(x for x in ctx.recent if x != (option.metric, option.where))][:6]
    if option.where == asked.sum_of:  # "ein Jahr zuvor waren es zusammen 10.974. Das entspricht einem Plus von": of the sum
        ctx.memory = replace(ctx.memory, where=(option.where,))
