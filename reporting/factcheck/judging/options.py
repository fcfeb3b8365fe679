"""The readings of a claim: metric, breakdown and period with what the warehouse says to each, and whether a number agrees with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reporting.definitions import definitions
from reporting.factcheck.dates.times import Mention, shifted
from reporting.factcheck.judging.values import Found, Values
from reporting.factcheck.memory.bases import base, bases, fits_base
from reporting.factcheck.memory.context import Context
from reporting.factcheck.printed import units
from reporting.factcheck.printed.numbers import FACTOR
from reporting.factcheck.printed.rounding import RIGHT, ROUNDED, WRONG, allows
from reporting.factcheck.reading.claims import CHANGE, DIFFERENCE, HERE, LEVEL, REFINES, SHARE, WHOLES, Claim, Reading
from reporting.factcheck.reading.roles import rises_from
from reporting.periods import Period, year


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


def options(r: Reading, c: Claim, ctx: Context, values: Values, spans: list[Period], mention: Mention | None) -> Iterator[Option]:
    """All readings of a claim, the likeliest first. spans: the periods it may speak of; mention: the words that say so."""
    yield from _readings(r, c, ctx, values, spans, mention)
    if c.bracketed and not c.former:
        yield from _readings(r, replace(c, former=True), ctx, values, spans, mention)
    if c.role == LEVEL and c.former and units.CHANGE_BEFORE.search(r.sentence.text[: c.number.start]) and rises_from(r, c.number):  # "ein Zuwachs von 600 auf 1.080"
        yield from _readings(r, replace(c, role=DIFFERENCE, former=False), ctx, values, spans, mention)
    if c.metrics == ("vorgaenge",) and "vorgangsart" in c.where[0] and not any(values.level("vorgaenge", period, c.where[0]).wert for period in spans):
        yield from _readings(r, replace(c, metrics=("grosskunden_vorgaenge",)), ctx, values, spans, mention)  # a kind that only dealers have
    if c.role in (CHANGE, DIFFERENCE) and (beside := _other_way_round(r, c)):  # "im Vorjahr waren es 70.000 und damit 3.182 weniger"
        for metric, where, period in ((m, w, p) for m in c.metrics for w in c.where for p in spans):
            found = values.change(metric, beside, where, period) if c.role == CHANGE else values.differences(metric, beside, where, period)[0]
            yield Option(metric, where, beside, found, c.role == CHANGE)
    if c.role in (CHANGE, DIFFERENCE) and mention is not None and mention.grain == "previous" and not mention.base and not any(m.base for m in r.times):
        for metric, where, period in ((m, w, p) for m in c.metrics for w in c.where for p in spans):  # "Im Vorjahr waren es noch 417 weniger": than in this one
            found = values.change(metric, period, where, shifted(period, 1)) if c.role == CHANGE else values.differences(metric, period, where, shifted(period, 1))[0]
            turned = Option(metric, where, period, found, c.role == CHANGE)
            if found.wert is not None and (_STILL.search(r.sentence.text, mention.end) or compare(c, turned) != WRONG):
                yield turned
    for metric, where in c.also:
        yield from _readings(r, replace(c, metrics=(metric,), where=[dict(where)]), ctx, values, spans, mention)


_STILL = re.compile(r"\b(?:noch|erst)\s+(?:\w+\s+){0,2}?[\d.,]+[\s\u00a0]*(?:Prozent\s+|%\s*)?(?:[A-ZÄÖÜ][\wäöüß-]+\s+)?(?:mehr|weniger)\b")


def _readings(r: Reading, c: Claim, ctx: Context, values: Values, spans: list[Period], mention: Mention | None) -> Iterator[Option]:
    if c.role == SHARE:
        if c.former and not owns(c, mention):
            spans = [base(r, c, period, ctx) or shifted(period, ctx.bracket - period.von.year if c.bracketed and ctx.bracket else -1) for period in spans]
        yield from _of_earlier(r, c, values, spans) or _shares(c, ctx, values, spans)
        return
    pairs = [(period, compared) for period in spans for compared in bases(r, c, period, ctx)[: None if c.role in (CHANGE, DIFFERENCE) else 1]]
    for metric in c.metrics:
        for where in c.where:
            where = {k: v for k, v in where.items() if k in definitions()[metric].gliederungen}
            for period, compared in pairs:
                if c.bracketed and ctx.bracket:
                    compared = shifted(period, ctx.bracket - period.von.year)
                percent = definitions()[metric].einheit == "Prozent"
                if c.role in (CHANGE, DIFFERENCE) and not c.against and compared is None and not any(m.base or m.grain in ("previous", "same") for m in r.times) and (other := _beside(r, c, metric, where, period)):
                    yield Option(metric, where, period, values.apart(metric, period, where, other, c.role == CHANGE), c.role == CHANGE)
                if c.role in (CHANGE, DIFFERENCE) and (here := _successor(r, c, where, period, values)):
                    then = compared or shifted(period, -1)
                    yield Option(metric, here, period, values.apart(metric, period, here, where, c.role == CHANGE, then), c.role == CHANGE)
                elif c.against and c.role in (CHANGE, DIFFERENCE):
                    yield Option(metric, where, period, values.apart(metric, period, where, c.against, c.role == CHANGE), c.role == CHANGE)
                elif c.role == CHANGE:
                    own = fits_base(values.since_opening(period, where) if compared is None else period, compared)
                    per_day = bool(c.per == "tag" or "Öffnungstag" in r.sentence.text and c.number.kind != FACTOR)
                    beside = next((s.option.where for s in reversed(ctx.settled) if s.claim.aside and s.option.where != where and set(s.option.where) == set(where) >= {"standort"}), None)
                    for flag in ((True, False) if per_day else (False,)):
                        yield Option(metric, where, own, values.change(metric, own, where, compared, flag, beside), True)
                    if period == spans[0] and (two := _two_levels(r, c)):
                        yield Option(metric, where, two[1], _grown(values, metric, where, *two), True)
                elif c.role == DIFFERENCE:
                    if definitions()[metric].art == "bestand" and compared is None and any(m.base and m.grain in ("previous", "same") for m in r.times):
                        compared = shifted(period, -1)  # said, so no other day is meant
                    own = period if definitions()[metric].art == "bestand" else fits_base(values.since_opening(period, where) if compared is None else period, compared)
                    if c.unit and c.unit.name == units.POINTS and not percent:
                        yield Option(metric, where, own, _points(values, metric, own, where, compared), True, "Anteil")
                        continue
                    for found in values.differences(metric, own, where, compared, c.per):
                        yield Option(metric, where, own, found, per=c.per if c.per in ("tag", "monat", "woche") else "")
                elif c.former and not owns(c, mention):
                    for found in values.former(metric, period, where, compared):
                        yield Option(metric, dict(found.figure.where) if found.figure else where, Period(found.figure.von, found.figure.bis) if found.figure else period, found, percent)
                elif c.per:
                    for per in ("tag", "monat", "woche") if c.per == "schnitt" else (c.per,):
                        yield Option(metric, where, period, values.average(metric, period, where, per), per=per)
                else:
                    yield Option(metric, where, period, values.level(metric, period, where), percent)
                    if (c.follows or c.former) and values.closed(period, where):  # before a location opened, the whole house is meant
                        rest = {k: v for k, v in where.items() if k != "standort"}
                        yield Option(metric, rest, period, values.level(metric, period, rest), percent)
                if c.former and c.role == LEVEL and (later := _put_right(r, c, ctx)):
                    yield Option(metric, where, later, values.level(metric, later, where), percent)


def _other_way_round(r: Reading, c: Claim) -> Period | None:
    """The earlier period a number was just given for, where the words behind this one may be said of it."""
    last = next((x for x in reversed(r.claims) if x.number.end <= c.number.start and x.period), None)
    behind = c.unit.end if c.unit else c.number.end
    return last.period if last and last.aside and re.match(r"(?:\s+[A-ZÄÖÜ][\wäöüß-]+)?\s+(?:mehr|weniger)\b(?!\s+als)", r.sentence.text[behind:]) else None


def _successor(r: Reading, c: Claim, where: dict, period: Period, values: Values) -> dict | None:
    """The place just told of, where the one named here had closed by then: "am Nordbahnhof 5.000, 300 mehr als im Vorjahr in der Altstadt"."""
    last = next((x for x in reversed(r.claims) if x.number.end <= c.number.start and x.period), None)
    here = dict(last.where[0]) if last and last.role == LEVEL else {}
    return here if set(here) == set(where) and values.closed(period, where) and not values.closed(period, here) else None


def _beside(r: Reading, c: Claim, metric: str, where: dict, period: Period) -> dict | None:
    """The place or hour the number before told of: "um 9 Uhr 10 Minuten, um 10 Uhr sechs Minuten weniger"."""
    last = next((x for x in reversed(r.claims) if x.number.end <= c.number.start and x.period), None)
    alike = last and last.role == LEVEL and last.period == period and metric in last.metrics and set(last.where[0]) == set(where) and last.where[0] != where
    return dict(last.where[0]) if alike and where and not r.parts[c.part].depth else None


def _put_right(r: Reading, c: Claim, ctx: Context) -> Period | None:
    """The period spoken of, where the number before was itself that of the year before: "im Vorjahr wegen der Schließung nur 226 Tage statt 247"."""
    last = next((x for x in reversed(r.claims) if x.number.end <= c.number.start and x.period), None)
    spoken = ctx.memory.period
    return spoken if last and last.aside and spoken and spoken.von > last.period.von and re.search(r"\b(?:an)?statt\b", r.sentence.text[last.number.end : c.number.start]) else None


def _two_levels(r: Reading, c: Claim) -> tuple[Period, Period] | None:
    """The two periods of "von 500 auf 600 verdoppelt": their own, not the same days of both."""
    before = [x.period for x in r.claims if x.former and x.period and x.number.end <= c.number.start]
    after = [x.period for x in r.claims if not x.former and x.role == LEVEL and x.period and x.number.end <= c.number.start]
    return (before[-1], after[-1]) if before and after and before[-1] != after[-1] else None


def _grown(values: Values, metric: str, where: dict, earlier: Period, later: Period) -> Found:
    before, now = values.level(metric, earlier, where), values.level(metric, later, where)
    if now.wert is None or not before.wert:
        return Found(None, now.figure, "Für den Vergleichszeitraum liegen keine Daten vor.")
    return Found((now.wert / before.wert - 1) * 100, now.figure, "", before.wert, earlier)


def _points(values: Values, metric: str, period: Period, where: dict, compared: Period | None) -> Found:
    """The change of a share of all, in percentage points."""
    whole = next(iter(REFINES.get(metric, ())), metric if where else None)
    if whole is None:
        return Found(None, None, "Prozentpunkte gibt es nur zwischen zwei Anteilen; gemeint sind wohl Prozent.")
    earlier = compared or shifted(period, -1)
    now, before = values.share(metric, whole, period, where), values.share(metric, whole, earlier, where)
    if now.wert is None or before.wert is None:
        return Found(None, now.figure, now.reason or before.reason)
    return Found(now.wert - before.wert, now.figure, "", before.wert, earlier)


_EARLIER = re.compile(r"[\s\u00a0]*(?:(?:Prozent|%)\s*)?(?:(?:der|aller)\s+[A-ZÄÖÜ][\w -]*?\s+)?(?:(?:vo[nm]|im|des)\s+)?(?:Jahres\s+)?")


def _of_earlier(r: Reading, c: Claim, values: Values, spans: list[Period]) -> list[Option]:
    """"Gut die Hälfte der Kunden des Vorjahresquartals", "60 Prozent des Vorjahreswerts": how much is left of an earlier value."""
    behind = next((m for m in r.times if m.start >= c.number.end and (m.grain in ("previous", "same") or m.grain == "year" and m.explicit) and _EARLIER.fullmatch(r.sentence.text, c.number.end, m.start)), None)
    found = []
    for period in spans if behind and any(m is not behind and m.start < c.number.start for m in r.times) else ():
        back = behind.explicit - period.von.year if behind.explicit else -1
        for metric in (m for m in dict.fromkeys((*c.of, *c.metrics)) if definitions()[m].additiv):
            for where in c.where:
                now, before = values.level(metric, period, where), values.level(metric, shifted(period, back), where)
                if back < 0 and now.wert is not None and before.wert:
                    found.append(Option(metric, where, period, Found(100 * now.wert / before.wert, now.figure, "", before.wert, shifted(period, back)), True, "Anteil am früheren Wert,"))
    return found


def _shares(c: Claim, ctx: Context, values: Values, spans: list[Period]) -> Iterator[Option]:
    named = [m for m in dict.fromkeys((*c.metrics, *c.near))]
    ratios = [m for m in c.metrics if definitions()[m].einheit == "Prozent"]
    for period in spans:
        for metric in ratios:
            for where in c.where:
                yield Option(metric, where, period, values.level(metric, period, where), True)
        if ratios:
            continue
        these = [m for m in c.metrics if m in REFINES and m in ctx.memory.metrics and any(c.where) and of_these(c)]  # "1.080 Online-Anträge, die Hälfte davon Meldebescheinigungen"
        for metric in (m for m in named if not (m in c.of and c.partitive) and m not in these):
            wholes = [w for w in (*c.of, *REFINES.get(metric, ())) if w != metric and (w in WHOLES.get(metric, ()) or w in c.of and metric in REFINES)]
            for whole in dict.fromkeys(wholes):
                if metric == "termine_versaeumt":
                    yield from (Option("no_show_quote", where, period, values.level("no_show_quote", period, where), True) for where in c.where)
                for where in c.where:
                    same = bool(where) and set(where) <= {"gruppe", "vorgangsart"} and values.level(metric, period, where).wert == values.level(metric, period, {}).wert
                    where = {} if same else where  # "XMeld" names the metric and the group of the same cases
                    yield Option(metric, where, period, values.share(metric, whole, period, where), True, "Anteil")
                if metric == "termine_bedient":
                    missed = values.level("no_show_quote", period, {})
                    if missed.wert is not None:
                        yield Option("no_show_quote", {}, period, Found(100 - missed.wert, missed.figure), True, "Anteil")
        whole = (these or c.of or tuple(m for m in named if m not in REFINES) or ("kundenkontakte",))[0]
        if not definitions()[whole].additiv:
            continue  # nothing is a share of a mean
        full = year(period.von.year)
        if c.unsplit and c.where == [c.within]:  # "6 Prozent der Reisepässe im Dezember"; a kind of them nobody knows
            if period != full and period.von.year == period.bis.year:
                yield Option(whole, c.within, period, values.share(whole, whole, period, c.within, full, c.within), True, "Anteil")
            continue
        for where in c.where:
            if where:
                where = {k: v for k, v in where.items() if k in definitions()[whole].gliederungen}
                for outer in _outers(c, where):
                    if outer != where:
                        yield Option(whole, where, period, values.ratio(whole, period, where, outer), True, "Anteil")
        if period != full and period.von.year == period.bis.year:
            yield Option(whole, {}, period, values.share(whole, whole, period, {}, full), True, "Anteil")
            for where in c.where if _OF_THE_YEAR.search(c.sentence.text) else ():
                yield Option(whole, where, period, values.share(whole, whole, period, where, full), True, "Anteil")


_DAVON = r"(?:davon|hiervon|von\s+(?:ihnen|diesen|denen))"
_DAVON_BEHIND, _DAVON_AHEAD = re.compile(rf"[\s\u00a0]*(?:Prozent|%)?\s*{_DAVON}\b"), re.compile(rf"\b{_DAVON}\b(?:\s+[a-zäöüß]+){{0,4}}\s*$", re.IGNORECASE)


def of_these(c: Claim) -> bool:
    """Whether a share is said to be one of what was counted just before."""
    return bool(_DAVON_BEHIND.match(c.sentence.text, c.number.end) or _DAVON_AHEAD.search(c.sentence.text[: c.number.start]))


#: "78 Prozent des Jahresaufkommens": of all the year, whatever part and months are spoken of.
_OF_THE_YEAR = re.compile(r"\b(?:Jahres(?:aufkommen|summe|gesamt|zahl|wert|menge|ergebnis|bilanz)\w*|(?:gesamten|ganzen)\s+Jahre?s)\b")


def _outers(c: Claim, where: dict) -> list[dict]:
    """The wholes a part may be a share of: all, or its area and location; "der Besuche dort" are those of the location."""
    if any(c.within.items() < w.items() for w in c.where) and c.within:
        return [c.within] if c.within.items() < where.items() else []
    there = {k: v for k, v in where.items() if k == "standort"}
    if there and len(where) > 1 and HERE.search(c.sentence.text) and not re.search(r"\b(?:[Aa]ller|[Ii]nsgesamt|[Gg]esamt\w+)\b", c.sentence.text):
        return [there]
    return [{}, {k: v for k, v in where.items() if k in ("bereich", "standort")}, *([there] if there and len(where) > 1 and not re.search(r"\b[Aa]ller\b", c.sentence.text) else [])]


_MINUTES = {units.SECONDS: 1 / 60, units.MINUTES: 1, units.HOURS: 60, units.DAYS: 1440, units.WEEKS: 10080}  # units of metrics are called as they are printed


def in_unit(c: Claim, option: Option) -> float:
    """The value found, in the unit that is printed."""
    value = option.found.wert
    if c.number.kind == FACTOR:
        return 1 + value / 100
    if c.unit and c.role in (LEVEL, DIFFERENCE):
        own = _MINUTES.get(definitions()[option.metric].einheit)
        value *= own / _MINUTES.get(c.unit.name, own) if own else 1
    return value


def compare(c: Claim, option: Option) -> str:
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
        number = replace(c.number, value=abs(shown))
        return allows(number, c.qualifier, value, percent=option.percent, count=c.role == DIFFERENCE and d.dezimalen == 0 and d.additiv and not option.per)
    count = not option.percent and not c.per and d.einheit not in ("Prozent", "Minuten", "Stunden", "Tage") and float(value).is_integer()
    result = allows(c.number, c.qualifier, value, percent=option.percent, count=count)
    return ROUNDED if result == RIGHT and abs(value - c.number.value * (100 if c.number.kind == "anteil" and option.percent else 1)) > 1e-9 else result


def owns(c: Claim, mention: Mention | None) -> bool:
    """Whether a former value names its own period ("nach 70.000 Kunden im Vorjahr"), so that it is not looked up a year earlier."""
    if mention is None:
        return False
    between = c.sentence.text[c.number.end : mention.start]
    if mention.text and not mention.base and mention.end <= c.number.start and units.FROM_TO.search(c.sentence.text[: c.number.start]):
        return False  # "legte im gleichen Zeitraum von 500 auf 600 zu": the period is that of the 600
    return mention.relative or mention.base or mention.start > c.number.end and not _VERBS.search(between)


_VERBS = re.compile(r"\b(?:wart|kam|war|gab|sind|ist|wurd|zähl|hatte|haben|hat|gibt|stieg|sank|bedien|besuch|nutz|stehen|steht|standen|betr[uä]g|lag|liegt)\w*")
