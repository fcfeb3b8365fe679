"""The verdict on a claim: every possible reading is asked; the first that holds wins, else the likeliest one says what is right.

A reading is a metric, a breakdown and a period. There is more than one only where the text leaves it open ("die Wartezeit" after
a sentence about November); what a text names is never traded for something that would fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reporting import german
from reporting.definitions import definitions
from reporting.factcheck import units
from reporting.factcheck.binding import filters
from reporting.factcheck.claims import CHANGE, DIFFERENCE, LEVEL, NONE, REFINES, SHARE, UNKNOWN, Claim, Reading
from reporting.factcheck.context import Context, base, fits_base, periods, remember
from reporting.factcheck.correction import Edit, apply, corrected, printed
from reporting.factcheck.numbers import FACTOR
from reporting.factcheck.rounding import RIGHT, ROUNDED, WRONG, allows
from reporting.factcheck.times import Mention, shifted
from reporting.factcheck.values import Found, Values
from reporting.figures import Figure
from reporting.periods import Period

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


@dataclass(frozen=True)
class Option:
    """One reading of a claim with what was found for it."""

    metric: str
    where: dict[str, tuple[str, ...]]
    period: Period
    found: Found
    percent: bool = False
    label: str = ""
    per: str = ""


def judge(r: Reading, c: Claim, ctx: Context, values: Values) -> Verdict:
    """Judge one number and remember what it settled for the sentences after it."""
    if c.role == NONE:
        return _verdict(c, NO_CLAIM, f"{c.reason}, keine Angabe aus der Statistik.")
    if c.role == UNKNOWN:
        return _verdict(c, UNPROVABLE, c.reason)
    if not c.metrics and c.unit is None or not c.metrics and c.role in (CHANGE, DIFFERENCE):
        c.metrics = tuple(m for m in ctx.memory.metrics) if ctx.memory.paragraph == r.sentence.paragraph and (c.elliptic or c.role != LEVEL) else ()
        if c.metrics and c.where == [{}]:
            c.where = [dict(w) for w in ctx.memory.where] + [{}]
    if not c.metrics and c.role != SHARE:
        return _verdict(c, UNPROVABLE, "Zu welcher Kennzahl diese Zahl gehört, geht aus dem Text nicht hervor.")
    if c.unsupported and c.where == [{}]:
        return _verdict(c, UNPROVABLE, f"{definitions()[c.metrics[0]].label if c.metrics else 'Diese Angabe'}: nach „{c.unsupported}“ gegliedert führt der Datenbestand sie nicht.", metric=c.metrics[0] if c.metrics else None)
    target = next((m for m in c.metrics if definitions()[m].ziel is not None and abs(definitions()[m].ziel - c.number.value) < 1e-9), None)
    if target and units.TARGET.search(c.sentence.text[max(0, r.parts[c.part].start - 30) : r.parts[c.part].end]):
        return _verdict(c, NO_CLAIM, f"Zielwert der Kennzahl „{definitions()[target].label}“, keine Angabe aus der Statistik.")
    if c.follows and c.where == [{}]:
        c.where = [dict(w) for w in c.follows.where]
    if c.where == [{}] and ctx.topic[0] == r.sentence.paragraph and _HERE.search(r.sentence.text[: c.number.start]):
        there, _ = filters(ctx.topic[1], (c.of or c.metrics or ("kundenkontakte",))[0])
        c.where = [there, {}] if there else c.where
    spans, mention = periods(r, c, ctx)
    if c.where == [{}] and mention is None and ctx.memory.paragraph == r.sentence.paragraph and c.metrics and c.role != SHARE:
        known = definitions()[c.metrics[0]].gliederungen
        extra = [w for w in ctx.memory.where if w and set(w) <= set(known)]
        c.where = extra + [{}] if c.elliptic or _anaphora(r) else [{}] + extra
    options = list(_options(r, c, ctx, values, spans, mention))
    best = None
    for option in options:
        if option.found.wert is None:
            continue
        result = _compare(c, option)
        if result != WRONG:
            best = (result, option)
            break
    if best is None:
        wrong = next((o for o in options if o.found.wert is not None), None)
        option = wrong or (options[0] if options else None)
        if wrong is None:
            reason = option.found.reason if option else "Dazu führt der Datenbestand keine Kennzahl."
            result = _verdict(c, UNPROVABLE, reason, option)
        else:
            result = _wrong(r, c, wrong)
    else:
        option = best[1]
        text = f"{_about(option)}: {_value_words(c, option)}."
        if best[0] == ROUNDED:
            text += f" „{' '.join(filter(None, [c.qualifier, printed(c)]))}“ ist richtig gerundet."
        result = _verdict(c, best[0], text, option)
    if option is not None:
        remember(ctx, r, c, (option.metric,), option.where, option.period, mention)
    return result


def _owns(c: Claim, mention: Mention | None) -> bool:
    """Whether a former value names its own period ("nach 70.000 Kunden im Vorjahr"), so that it is not looked up a year earlier."""
    if mention is None:
        return False
    between = c.sentence.text[c.number.end : mention.start]
    return mention.relative or mention.base or mention.start > c.number.end and not _VERBS.search(between)


_HERE = re.compile(r"\b(?:[Hh]ier|[Dd]ort|[Dd]iesem Bereich|[Dd]iesem Standort|[Dd]afür|[Dd]orthin)\b")
_VERBS = re.compile(r"\b(?:wart|kam|war|gab|sind|ist|wurd|zähl|hatte|haben|hat|gibt|stieg|sank|bedien|besuch|nutz|stehen|steht|standen|betr[uä]g|lag|liegt)\w*")


def _anaphora(r: Reading) -> bool:
    return r.sentence.text.lstrip("„\"").startswith(("Das ", "Dies", "Davon", "Damit", "Dort", "Darunter", "Hier", "Dabei", "Sie "))


def _options(r: Reading, c: Claim, ctx: Context, values: Values, spans: list[Period], mention: Mention | None) -> Iterator[Option]:
    if c.role == SHARE:
        if c.former and not _owns(c, mention):
            spans = [base(r, c, period, ctx) or shifted(period, -1) for period in spans]
        yield from _shares(c, ctx, values, spans)
        return
    for metric in c.metrics:
        for where in c.where:
            where = {k: v for k, v in where.items() if k in definitions()[metric].gliederungen}
            for period in spans:
                compared = base(r, c, period, ctx)
                percent = definitions()[metric].einheit == "Prozent"
                if c.role == CHANGE:
                    own = fits_base(period, compared)
                    per_day = bool(c.per == "tag" or "Öffnungstag" in r.sentence.text and c.number.kind != FACTOR)
                    for flag in ((True, False) if per_day else (False,)):
                        yield Option(metric, where, own, values.change(metric, own, where, compared, flag), True)
                elif c.role == DIFFERENCE:
                    own = fits_base(period, compared)
                    if c.unit and c.unit.name == units.POINTS and not percent:
                        yield Option(metric, where, own, Found(None, None, "Prozentpunkte gibt es nur zwischen zwei Anteilen; gemeint sind wohl Prozent."), True)
                        continue
                    for found in values.differences(metric, own, where, compared, c.per):
                        yield Option(metric, where, own, found)
                elif c.former and not _owns(c, mention):
                    for found in values.former(metric, period, where, compared):
                        yield Option(metric, where, Period(found.figure.von, found.figure.bis) if found.figure else period, found, percent)
                elif c.per:
                    for per in ("tag", "monat", "woche") if c.per == "schnitt" else (c.per,):
                        yield Option(metric, where, period, values.average(metric, period, where, per), per=per)
                else:
                    yield Option(metric, where, period, values.level(metric, period, where), percent)
                    if (c.follows or c.former) and values.closed(period, where):  # before a location opened, the whole house is meant
                        rest = {k: v for k, v in where.items() if k != "standort"}
                        yield Option(metric, rest, period, values.level(metric, period, rest), percent)


def _shares(c: Claim, ctx: Context, values: Values, spans: list[Period]) -> Iterator[Option]:
    named = [m for m in dict.fromkeys((*c.metrics, *c.near))]
    ratios = [m for m in c.metrics if definitions()[m].einheit == "Prozent"]
    for period in spans:
        for metric in ratios:
            for where in c.where:
                yield Option(metric, where, period, values.level(metric, period, where), True)
        if ratios:
            continue
        for metric in named:
            wholes = [w for w in (*c.of, *REFINES.get(metric, ())) if w != metric and (w in REFINES.get(metric, ()) or w in c.of and metric in REFINES)]
            for whole in dict.fromkeys(wholes):
                if metric == "termine_versaeumt":
                    yield Option("no_show_quote", {}, period, values.level("no_show_quote", period, {}), True)
                for where in c.where:
                    yield Option(metric, where, period, values.share(metric, whole, period, where), True, "Anteil")
                if metric == "termine_bedient":
                    missed = values.level("no_show_quote", period, {})
                    if missed.wert is not None:
                        yield Option("no_show_quote", {}, period, Found(100 - missed.wert, missed.figure), True, "Anteil")
        whole = (c.of or tuple(m for m in named if m not in REFINES) or ("kundenkontakte",))[0]
        for where in c.where:
            if where:
                where = {k: v for k, v in where.items() if k in definitions()[whole].gliederungen}
                for outer in ({}, {k: v for k, v in where.items() if k in ("bereich", "standort")}):
                    if outer != where:
                        yield Option(whole, where, period, _share_of(values, whole, period, where, outer), True, "Anteil")
        from reporting.periods import year

        full = year(period.von.year)
        if period != full and period.von.year == period.bis.year:
            yield Option(whole, {}, period, values.share(whole, whole, period, {}, full), True, "Anteil")


def _share_of(values: Values, whole: str, period: Period, where: dict, outer: dict) -> Found:
    top, bottom = values.level(whole, period, where), values.level(whole, period, outer)
    if top.wert is None or not bottom.wert:
        return Found(None, top.figure, top.reason or bottom.reason or "Der Anteil lässt sich nicht bilden.")
    return Found(100 * top.wert / bottom.wert, top.figure)


_FACTORS = {("Minuten", units.HOURS): 1 / 60, ("Minuten", units.SECONDS): 60, ("Tage", units.WEEKS): 1 / 7, ("Stunden", units.DAYS): 1 / 24, ("Tage", units.HOURS): 24, ("Stunden", units.MINUTES): 60}


def in_unit(c: Claim, option: Option) -> float:
    """The value found, in the unit that is printed."""
    value = option.found.wert
    if c.number.kind == FACTOR:
        return 1 + value / 100
    if c.unit and c.role in (LEVEL, DIFFERENCE):
        value *= _FACTORS.get((definitions()[option.metric].einheit, c.unit.name), 1)
    return value


def _compare(c: Claim, option: Option) -> str:
    value = in_unit(c, option)
    d = definitions()[option.metric]
    if c.between:
        low, high = c.between
        shown = abs(value) if c.role in (CHANGE, DIFFERENCE) and (not c.direction or value * c.direction >= 0) else value
        return ROUNDED if low <= shown <= high else WRONG
    if c.number.kind == FACTOR:
        return allows(c.number, c.qualifier, value)
    if c.role in (CHANGE, DIFFERENCE):
        shown = c.number.value
        if c.direction:
            value = abs(value) if (value >= 0) == (c.direction > 0) else -abs(value)
            if value < 0 and shown > 0:
                return WRONG
        else:
            value = abs(value)
        from dataclasses import replace

        number = replace(c.number, value=abs(shown))
        return allows(number, c.qualifier, value, percent=option.percent, count=c.role == DIFFERENCE and d.dezimalen == 0 and d.additiv)
    count = not option.percent and not c.per and d.einheit not in ("Prozent", "Minuten", "Stunden", "Tage") and float(value).is_integer()
    result = allows(c.number, c.qualifier, value, percent=option.percent, count=count)
    return ROUNDED if result == RIGHT and abs(value - c.number.value * (100 if c.number.kind == "anteil" and option.percent else 1)) > 1e-9 else result


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
    against = f" gegenüber {german.period_words(option.found.base)} ({german.amount(d, option.found.before)})" if option.found.base and option.found.before is not None else ""
    if c.number.kind == FACTOR:
        return f"das {german.number(in_unit(c, option), 2)}-Fache{against}"
    if c.role == CHANGE:
        return f"{german.signed(value)}{german.NBSP}%{against}"
    if c.role == DIFFERENCE:
        unit = "Prozentpunkte" if d.einheit == "Prozent" else german.unit(d, abs(value))
        return f"{german.signed(value, d.dezimalen)}{german.NBSP}{unit}{against}"
    if option.percent:
        return german.percent(value)
    return f"{german.number(value, max(d.dezimalen, 0 if float(value).is_integer() else 1))}{german.NBSP}{german.unit(d, value)}" + (f" je {_PER[option.per]}" if option.per and "Öffnungstag" not in d.einheit else "")


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
