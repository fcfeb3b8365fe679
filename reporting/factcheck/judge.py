"""The verdict on a claim: every possible reading is asked; the first that holds wins, else the likeliest one says what is right.

A reading is a metric, a breakdown and a period. There is more than one only where the text leaves it open ("die Wartezeit" after
a sentence about November); what a text names is never traded for something that would fit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from reporting import german
from reporting.definitions import definitions
from reporting.factcheck import units
from reporting.factcheck.anaphora import at_the_place, builds_on, carry, goes_on
from reporting.factcheck.claims import CHANGE, DIFFERENCE, LEVEL, NONE, SHARE, UNKNOWN, Claim, Reading, is_whole
from reporting.factcheck.context import Context, remember
from reporting.factcheck.correction import Edit, apply, corrected, printed
from reporting.factcheck.derived import in_their_order, of_the_last, share_moved, the_rest
from reporting.factcheck.doubt import otherwise
from reporting.factcheck.headings import under_heading
from reporting.factcheck.listed import each
from reporting.factcheck.numbers import FACTOR
from reporting.factcheck.options import Option, compare, in_unit, options
from reporting.factcheck.online import ONLINE, stay_online
from reporting.factcheck.places import filters, locate
from reporting.factcheck.pairs import Settled, from_pair, in_percent, settles
from reporting.factcheck.plausible import misread, unit_mistaken
from reporting.factcheck.quantiles import the_same
from reporting.factcheck.rounding import RIGHT, ROUNDED, WRONG, allows
from reporting.factcheck.spans import periods
from reporting.factcheck.together import months_together, sum_before, unclear, united
from reporting.factcheck.values import Values
from reporting.figures import Figure
from reporting.periods import year

_THAT_VALUE = re.compile(r"\b(?:[Dd]ieser|[Dd]iesen)\s+(?:Wert|Schnitt|Durchschnitt|Anteil)\b|\b[Dd]iese\s+(?:Zahl|Quote|Zeit|Dauer|Spanne|Rate)\b")
_STANDS_OUT = re.compile(r"\b[Aa]m\s+(?!meisten\s+[A-ZÄÖÜ])\w+sten\b|\b[Bb]esonders\s+(?:viel|wenig|voll|ruhig)\b")  # "Am meisten los war im Juli"
UNPROVABLE, NO_CLAIM = "nicht belegbar", "keine Angabe"


@dataclass(frozen=True)
class Verdict:
    """One number of a text and what the warehouse says to it. `start`, `end`: its place in the text; `figure`: its proof."""

    satz: str
    zahl: str
    qualifikator: str | None
    urteil: str
    kennzahl: str | None
    zeitraum: tuple[date, date] | None
    gliederung: dict[str, Any]
    wert: float | int | None
    grund: str
    start: int
    end: int
    korrektur: str | None = None
    figure: Figure | None = field(default=None, compare=False)
    edits: tuple[Edit, ...] = ()  # what turns the text into the corrected one
    satz_start: int = 0

    def as_json(self) -> dict[str, Any]:
        """The entry of `python -m reporting factcheck --json`."""
        return {
            "satz": self.satz, "zahl": self.zahl, "qualifikator": self.qualifikator, "urteil": self.urteil, "kennzahl": self.kennzahl,
            "zeitraum": [day.isoformat() for day in self.zeitraum] if self.zeitraum else None, "gliederung": self.gliederung, "wert": self.wert,
            "grund": self.grund, "start": self.start, "end": self.end, "korrektur": self.korrektur,
        }


def judge(r: Reading, c: Claim, ctx: Context, values: Values) -> Verdict:
    """Judge one number and remember what it settled for the sentences after it."""
    if c.role == NONE:
        return _verdict(c, NO_CLAIM, f"{c.reason}, keine Angabe aus der Statistik.")
    spoken = ctx.memory.metrics if ctx.memory.paragraph == r.sentence.paragraph else ()
    stay_online(r, c, spoken == (ONLINE,) or not spoken and ctx.above.online and ctx.above.holds(r))
    rest = the_rest(r, c, ctx)
    if c.role == UNKNOWN and rest:
        c.role = LEVEL
        return _holds(c, rest, holds) if (holds := compare(c, rest)) != WRONG else _wrong(r, c, rest)
    if c.role == UNKNOWN:
        return _verdict(c, UNPROVABLE, c.reason)
    if ctx.announced and not c.metrics and c.unit is None and c.role == LEVEL and ctx.topic[0] == r.sentence.paragraph:
        c.metrics = tuple(m for n in ctx.announced for m in n.metrics)[-1:]  # "Die Kontakte verteilen sich wie folgt: ..."
        locate(c, r)
    if c.follows and c.follows.found:
        c.metrics = (c.follows.found,)
    relative, told = in_percent(r, c, ctx.moved, ctx.sentence)
    if told:
        c.role, c.direction, c.metrics, c.where = CHANGE, ctx.moved.claim.direction, (relative.metric,), [dict(relative.where)]
    share_moved(r, c, ctx)
    carry(r, c, ctx.memory, ctx.topic[1] if ctx.topic[0] == r.sentence.paragraph else [])
    under_heading(r, c, ctx.above)
    at_the_place(r, c, ctx)
    if sum_of := united(r, c, ctx) or sum_before(r, c, ctx):
        c.where, c.unsupported = [sum_of, {}], ""
    elif unclear(r, c, ctx):
        c.weak = True
    if c.where != [{}] and is_whole(r, c.number) and not any(c.number.end <= n.start < r.parts[c.part].end and n.filters for n in r.names):
        c.where = [{}, *c.where]  # "der Reisepass kam auf 36.600 von 73.182"
    if not c.metrics and c.role != SHARE:
        return _verdict(c, UNPROVABLE, "Zu welcher Kennzahl diese Zahl gehört, geht aus dem Text nicht hervor.")
    if c.unsupported and c.where == [{}]:
        return _verdict(c, UNPROVABLE, f"{definitions()[c.metrics[0]].label if c.metrics else 'Diese Angabe'}: nach „{c.unsupported}“ gegliedert führt der Datenbestand sie nicht.", metric=c.metrics[0] if c.metrics else None)
    target = next((m for m in c.metrics if definitions()[m].ziel is not None and abs(definitions()[m].ziel - c.number.value) < 1e-9), None)
    if target and units.TARGET.search(c.sentence.text[max(0, r.parts[c.part].start - 30) : r.parts[c.part].end]):
        return _verdict(c, NO_CLAIM, f"Zielwert der Kennzahl „{definitions()[target].label}“, keine Angabe aus der Statistik.")
    c.former = c.former or c.bracketed and ctx.bracket is not None
    spans, mention = periods(r, c, ctx)
    if mention is not None and ctx.stand and min(p.von for p in spans) > ctx.stand:
        return _verdict(c, UNPROVABLE, "Das liegt nach dem Datum des Textes; der Datenbestand kennt nur, was geschehen ist.")
    if is_whole(r, c.number) and any(m.grain == "year" for m in r.times):
        spans = list(dict.fromkeys([*spans, year(spans[0].von.year)]))  # "auf den November entfielen 2022 7.122 der 73.182 Kontakte"
    if apart := each(r, c, ctx):
        spans = apart[:1]
    if not sum_of and (added := months_together(r, c, ctx)):
        spans = [added, *spans]
    if mention is None and (c.per or any("wochentag" in where for where in c.where)):
        spans = [p for p in spans if p.von != p.bis] or spans  # a usual Monday is not the day named last
    stands_out = mention is not None and mention.grain == "month" and ctx.memory.period and ctx.memory.period.von <= spans[0].von <= ctx.memory.period.bis and _STANDS_OUT.search(r.sentence.text)
    if c.where == [{}] and (mention is None or stands_out) and ctx.memory.paragraph == r.sentence.paragraph and c.metrics and c.role != SHARE:
        known = definitions()[c.metrics[0]].gliederungen
        extra = [w for w in ctx.memory.where if w and set(w) <= set(known)]
        c.where = extra + [{}] if c.carried or c.follows or stands_out or goes_on(r) else [{}] + extra
    led: dict = {}
    if ctx.announced and ctx.topic[0] == r.sentence.paragraph and c.metrics and c.role != SHARE and not any(n.filters and n.start < r.parts[c.part].end for n in r.names):
        part, _ = filters(ctx.announced, c.metrics[0])
        if part:
            c.where, c.aligned = [part, {}] if is_whole(r, c.number) else [part], True
    elif ctx.quiet and ctx.topic[0] == r.sentence.paragraph and {} in c.where and c.metrics and c.role != SHARE and not any(n.filters for n in r.names):
        part = filters([n for n in ctx.topic[1] if not n.base], c.metrics[0])[0]
        led = part
        c.where += [part] if part and part not in c.where else []  # "Auch im Gewerbe lief es besser. 310 Kontakte stehen zu Buche"
    if ctx.settled and c.elliptic and not any(n.filters for n in r.names) and ctx.settled[-1].sentence == ctx.sentence - 1 and _THAT_VALUE.search(r.sentence.text[: c.number.start]):
        c.where = [dict(ctx.settled[-1].option.where)]
    if (paired := in_their_order(r, c, ctx)) is not None:
        c.where, c.aligned = [paired], True
    if c.again and c.where == [{}]:
        c.where = [dict(ctx.said[c.number.text].where), {}]
    read = of_the_last(r, c, ctx, values, ctx.settled) or list(options(r, c, ctx, values, spans, mention))
    read = [relative] if told else [*read, relative] if relative else read
    known = [option for option in read if option.found.wert is not None]
    known = [o for o in known if o.found.wert or not o.where] + [o for o in known if not o.found.wert and o.where]  # nobody writes about what did not occur
    option, holds = next(((o, found) for o in known if (found := compare(c, o)) != WRONG), (known[0] if known else None, WRONG))
    if holds == WRONG and led and c.role == LEVEL and known:
        known.sort(key=lambda o: abs(o.found.wert - c.number.value))  # of the whole or of what the sentence before is about: the nearer one
        option = known[0]
    pair = None if any(m.base for m in r.times) else from_pair(r, c, ctx.settled, ctx.sentence)
    if holds == WRONG and pair and settles(r, c, pair):
        option, holds = pair, compare(c, pair)
    if holds == WRONG and rest and (c.elliptic or compare(c, rest) != WRONG):
        option, holds, known, c.weak = rest, compare(c, rest), [rest], False
    failing = next((o for p in apart[1:] for o in options(r, replace(c, where=[option.where]), ctx, values, [p], mention) if o.found.wert is not None and compare(c, o) == WRONG), None) if holds != WRONG else None
    if failing is not None:  # "je 60 im Oktober und im November": right for the first only
        option, result = failing, _wrong(r, c, failing)
    elif holds == WRONG and option is not None and (same := the_same(c, values, option)):
        result = _verdict(c, ROUNDED, f"{_about(same)}: {german.amount(definitions()[same.metric], same.found.wert)}.", same)
    elif option is None:
        option = read[0] if read else None
        result = _verdict(c, UNPROVABLE, option.found.reason if option else "Dazu führt der Datenbestand keine Kennzahl.", option)
    elif holds != WRONG:
        result = _holds(c, option, holds)
    elif mention is not None and mention.vague:
        result = _verdict(c, UNPROVABLE, f"„{mention.text}“ nennt keinen Tag. {_about(option)}: {_value_words(c, option)}.", option)
    elif c.weak and not unit_mistaken(c, option) or c.bracketed and not ctx.bracket or ctx.open and builds_on(r) and c.role in (CHANGE, DIFFERENCE):
        result = _verdict(c, UNPROVABLE, f"Was gezählt ist, sagt der Satz nicht eindeutig. {_about(option)}: {_value_words(c, option)}.", option)
    elif (other := otherwise(r, c, ctx, values, mention, option)) is None:
        mistaken = next((o for o in (*([pair] if pair else ()), *known) if not misread(r, c, ctx, values, mention, o)), None)
        option = mistaken or option
        result = _wrong(r, c, option) if mistaken else _verdict(
            c, UNPROVABLE, f"Was gemeint ist, sagt der Satz nicht eindeutig; gelesen wurde {_about(option)}: {_value_words(c, option)}. Davon liegt die Zahl zu weit "
            "entfernt, um sie damit zu vergleichen. Bitte Kennzahl, Zeitraum und Ort nennen.", option)
    elif other.certain:
        option = other.option
        c.found = option.metric if option.metric not in c.metrics else ""
        result = _holds(c, option, compare(c, option))
    else:
        result = _verdict(c, UNPROVABLE, f"Der Satz lässt offen, was gemeint ist. {_about(option)}: {_value_words(c, option)}; {_about(other.option)}: {_value_words(c, other.option)}. "
                          "Bitte Zeitraum, Ort und Kennzahl nennen.", option)
    if apart and result.urteil == WRONG:
        result = replace(result, korrektur=None, edits=())  # no number holds for all of them
    if option is not None and result.urteil != UNPROVABLE and len(c.where) > 1 and option.where in c.where:
        c.where = [dict(option.where)]  # what goes on from here speaks of the same part
    if c.role in (LEVEL, SHARE) and option is not None and result.urteil in (RIGHT, ROUNDED):
        ctx.settled = [s for s in ctx.settled if s.claim.sentence.paragraph == r.sentence.paragraph] + [Settled(ctx.sentence, c, option)]
    if c.role == DIFFERENCE and option is not None and result.urteil != UNPROVABLE:
        ctx.moved = Settled(ctx.sentence, c, option)
    if c.role == LEVEL:
        ctx.open = result.urteil == UNPROVABLE
    if option is not None:
        remember(ctx, r, c, (option.metric,), option.where, option.period, mention)
        if option.where == sum_of:  # "ein Jahr zuvor waren es zusammen 10.974. Das entspricht einem Plus von": of the sum
            ctx.memory = replace(ctx.memory, where=(option.where,))
    return result


_PER = {"tag": "Öffnungstag", "monat": "Monat", "woche": "Woche"}


def _about(option: Option) -> str:
    """"Kundenkontakte, Kfz-Zulassung, November 2018"."""
    d = definitions()[option.metric]
    label = f"{option.label} {d.label}".strip() if option.label else d.label
    return ", ".join(filter(None, [label, german.filter_words(option.where), german.period_words(option.period)]))


def _value_words(c: Claim, option: Option) -> str:
    """What was found, in words, with the base of a change."""
    d = definitions()[option.metric]
    value = option.found.wert
    against = f" gegenüber {german.period_words(option.found.base)} ({german.percent(option.found.before) if option.percent and c.role == DIFFERENCE else german.amount(d, option.found.before)})" if option.found.base and option.found.before is not None else ""
    if c.number.kind == FACTOR:
        return f"das {german.number(in_unit(c, option), 2)}-Fache{against}"
    if c.role == CHANGE:
        return f"{german.signed(value)}{german.NBSP}%{against}"
    if c.role == DIFFERENCE:
        unit = "Prozentpunkte" if d.einheit == "Prozent" or option.percent else german.unit(d, abs(value))
        return f"{german.signed(value, 1 if option.percent else d.dezimalen)}{german.NBSP}{unit}{against}"
    if option.percent:
        return german.percent(value)
    return f"{german.number(value, max(d.dezimalen, 0 if float(value).is_integer() else 1))}{german.NBSP}{german.unit(d, value)}" + (f" je {_PER[option.per]}" if option.per and "Öffnungstag" not in d.einheit else "")


def _holds(c: Claim, option: Option, urteil: str) -> Verdict:
    text = f"{_about(option)}: {_value_words(c, option)}."
    if urteil == ROUNDED:
        text += f" „{' '.join(filter(None, [c.qualifier, printed(c)]))}“ ist richtig gerundet."
    return _verdict(c, urteil, text, option)


def _wrong(r: Reading, c: Claim, option: Option) -> Verdict:
    value = in_unit(c, option)
    words = _value_words(c, option)
    shown = abs(c.number.value) * (100 if c.number.kind == "anteil" and option.percent else 1)
    if c.role in (CHANGE, DIFFERENCE) and c.direction and c.number.kind != FACTOR and value * c.direction < 0:
        reason = f"{_about(option)}: {words}. Der Text sagt das Gegenteil: {'gestiegen' if c.direction > 0 else 'gesunken'}."
    else:
        off = shown - (abs(value) if c.role in (CHANGE, DIFFERENCE) else value)
        digits = 0 if float(off).is_integer() else 1
        far = f"{german.number(abs(off), digits)} zu {'hoch' if off > 0 else 'niedrig'}"
        relative = f", {german.number(abs(off / value) * 100, 1)}{german.NBSP}%" if value and not option.percent and c.number.kind != FACTOR else ""
        reason = f"{_about(option)}: {words}. Im Text steht „{' '.join(filter(None, [c.qualifier, printed(c)]))}“ ({far}{relative})."
        if abs(off) < c.number.step / 2 or c.qualifier and allows(c.number, "rund", value, percent=option.percent) != WRONG:
            reason = f"{_about(option)}: {words}. „{' '.join(filter(None, [c.qualifier, printed(c)]))}“ passt dazu nicht."
        if unit_mistaken(c, option):
            reason += f" Gemeint sind wohl {definitions()[option.metric].einheit}."
        if c.role == CHANGE and definitions()[option.metric].einheit == "Prozent" and option.found.before is not None:
            points = option.found.figure.wert - option.found.before if option.found.figure and option.found.figure.wert is not None else None
            if points is not None and allows(c.number, c.qualifier, abs(points)) != WRONG:
                reason += " Gemeint sind wohl Prozentpunkte."
    return _verdict(c, WRONG, reason, option, corrected(c, value, option.percent))


def _verdict(c: Claim, urteil: str, grund: str, option: Option | None = None, edits: list[Edit] | None = None, metric: str | None = None) -> Verdict:
    where = {k: v[0] if len(v) == 1 else list(v) for k, v in option.where.items()} if option else {}
    period = (option.period.von, option.period.bis) if option else None
    at = c.sentence.start
    return Verdict(c.sentence.text, c.number.text, c.qualifier, urteil, option.metric if option else metric, period, where, option.found.wert if option else None, grund,
                   at + c.number.start, at + c.number.end, apply(c.sentence.text, edits) if edits else None, option.found.figure if option else None,
                   tuple((at + start, at + end, new) for start, end, new in edits or ()), at)
