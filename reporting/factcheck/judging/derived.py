"""Shares of the number just read: "Ohne Termin kamen 36.746, das sind 48,4 Prozent", "ihr Anteil an allen Vorgängen lag bei 29,4 Prozent"."""

from __future__ import annotations

import re
from dataclasses import replace

from reporting.definitions import definitions
from reporting.factcheck.dates.times import shifted
from reporting.factcheck.judging.options import Option
from reporting.factcheck.judging.pairs import Settled
from reporting.factcheck.judging.values import Found, Values
from reporting.factcheck.memory.context import Context
from reporting.factcheck.memory.spans import periods
from reporting.factcheck.printed import units
from reporting.factcheck.printed.rounding import WRONG, allows
from reporting.factcheck.reading.claims import CHANGE, DIFFERENCE, LEVEL, NONE, SHARE, UNKNOWN, WHOLES, Claim, Reading
from reporting.periods import year

_POINTS_BACK = re.compile(r"^\W*(?:macht|entspricht|sind|bedeutet|ergibt)\s*$|\b(?:entspricht|macht|ergibt|sind|waren)\s+(?:das|dies)\s*$|(?:^\W*|[,;\u2013:(]\s*|\bund\s+)(?:(?:das|dies|was|damit)\s+(?:\w+\s+){0,2}?(?:ist|sind|war|waren|entspricht|entsprach|entsprechen|macht|bedeutet)|damit\s+(?:steuerten?|trugen?|trug|stellten?|kam|kommt|machten?)\s+(?:(?:der|dieser)\s+)?\w+(?:\s+auf)?|(?:sie|es)\s+(?:stellten?|machten?)\s+(?:damit|somit|also)|(?:eine[rm]?\s+)(?:\w+e[nr]?\s+)?\w*(?:[Qq]uote|[Aa]nteil|[Rr]ate)\s+von|also|mithin|demnach|sprich|(?:ihr|sein|deren|dessen)\s+Anteil)\b(?:[^,;()]|,(?=\d))*$", re.IGNORECASE)
_PART_OF = re.compile(r"(?:\s+[A-ZÄÖÜ][\wäöüß-]+)?\s+(?:von|der|aller)\s+(?:(?:den|insgesamt|rund|gut|knapp|etwa|allen|aller)\s+)*")
_BESIDE = re.compile(r"(?:\s(?:[a-zäöüß]+e[nrsm]?\s)?[A-ZÄÖÜ][\wäöüß-]+)?\s*[,\u2013]\s*(?:(?:und\s+)?damit\s*)?")
_MADE = re.compile(r"\b(?:mach|stell)(?:t|en|te|ten)\s+mit\s+(?:\w+\s+)?$")  # "machten mit 2.738 knapp die Hälfte aus"
_EVERY = re.compile(r"jede[rsnm]?\s", re.IGNORECASE)  # "jeder elfte Besuch": the noun is the whole
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_FACING = re.compile(r"\s*(?:Prozent|%)?\s*(?:aller|der|des|von|an|am|zum|aus\b|$|[.,;)\u2013])")
_YEARS = re.compile(r"\s*(?:Prozent|%)?\s*(?:des|am|zum)\s+(?:Jahres|Gesamt)(?:werts?|ergebnis(?:ses)?|zahl|summe|aufkommens?|volumens?)\b")
_OF_AREA = re.compile(r"\b(?:in\s+diesem|am|des|im)\s+Bereichs?\b")
_OF_THESE = re.compile(r"\W*(?:Davon|Darunter|Hiervon|Allein)\b")


_VALUES = re.compile(r"\b[Dd]ie\s+(?:Vergleichs|Vorjahres)?(?:[Ww]erte|[Zz]ahlen)\b(?!\s+(?:der|des|von|für|aus))")


def in_their_order(r: Reading, c: Claim, ctx: Context) -> dict | None:
    """"48.714 Kontakte im Meldewesen und 5.336 im Gewerbewesen. Das ist ein Plus von 11,2 beziehungsweise 13,6 Prozent": each of its own."""
    mine = [x for x in r.claims if x.role not in (NONE, UNKNOWN)]
    values_ = c.role == LEVEL and bool(_VALUES.search(r.sentence.text[: c.number.start]))
    last = [s for s in ctx.settled if s.claim.role == LEVEL and (s.sentence == ctx.sentence - 1 or values_ and s.sentence < ctx.sentence)]
    last = last[-len(mine) :] if values_ else last
    if not values_ and c.role not in (CHANGE, DIFFERENCE) or any(x.role != c.role for x in mine) or len(mine) < 2 or len(last) != len(mine) or any(n.filters for n in r.names):
        return None
    apart = len({str(s.option.where) for s in last}) == len(last) and len({(s.option.metric, s.option.period) for s in last}) == 1
    return dict(last[mine.index(c)].option.where) if apart and c.metrics[:1] == (last[0].option.metric,) else None


_LEFT_OVER = "Übrige"
_REST = re.compile(r"\b(?:übrigen?|restlichen?|verbleibenden?|anderen|Rest)\b[^,;\d]*,?\s*$")
_LEFT = re.compile(r"\b(?:blieb(?:en)?|gingen)\b[^,;]*\b(?:ohne\s+(?:Antwort|Erfolg|Gespräch)|unbeantwortet|unangenommen|ungehört|verloren|auf\s+der\s+Strecke|ins\s+Leere|übrig)\b")


def the_rest(r: Reading, c: Claim, ctx: Context) -> Option | None:
    """"73.182 Kontakte, 52.200 davon im Meldewesen. Die übrigen 20.982": a whole just confirmed without its parts; None where there are none."""
    part = r.parts[c.part]
    left = _LEFT.search(r.sentence.text, part.start, part.end)
    if c.unit or c.role not in (LEVEL, UNKNOWN) or not (left or _REST.search(r.sentence.text[part.start : c.number.start])):
        return None
    near = [s for s in ctx.settled if s.sentence >= ctx.sentence - 2 and s.claim.role == LEVEL and not s.claim.aside]
    for n, whole in enumerate(near[:-1]):
        of, parts = whole.option, [s.option for s in near[n + 1 :]]
        inner = all(p.period == of.period and (of.metric in WHOLES.get(p.metric, ()) and p.where == of.where or p.metric == of.metric and set(of.where.items()) < set(p.where.items())) for p in parts)
        apart = len({str((p.metric, p.where)) for p in parts}) == len(parts) and len({(p.metric, *p.where) for p in parts}) == 1
        if inner and apart and (not left or of.metric == "anrufe_115_angeboten" == WHOLES[parts[-1].metric][0]):
            return replace(of, found=Found(of.found.wert - sum(p.found.wert for p in parts), of.found.figure), label=_LEFT_OVER)
    return None


_SUM = "Summe"
_SUMMED = re.compile(r"\b(?:[Bb]eide[nrs]?|[Zz]usammen(?:genommen|gerechnet)?(?!\s+mit\b)|[Gg]emeinsam|[Ii]n\s+(?:der\s+)?Summe|[Ii]nsgesamt|[Aa]lle[nr]?\s+(?:drei|vier))\b")


def the_sum(r: Reading, c: Claim, ctx: Context) -> Option | None:
    """"Der eine Bereich zählte 1.907 Kontakte, der andere 673. In der Summe macht das 2.580": the values just confirmed, where they add up to the number."""
    part = r.parts[c.part]
    if c.role != LEVEL or c.unit or not _SUMMED.search(r.sentence.text, part.start, part.end) or any(n.filters for n in r.inside(part, r.names)):
        return None
    near = [s.option for s in ctx.settled if s.sentence >= ctx.sentence - 2 and s.claim.role == LEVEL and not s.claim.aside and not s.claim.deep and s.option.where and not s.option.label]
    for n in range(2, len(near) + 1):
        added = near[-n:]
        if len({(o.metric, o.period, *o.where) for o in added}) <= 2 and len({o.metric for o in added}) == len({o.period for o in added}) == 1 and definitions()[added[0].metric].additiv and len({str(o.where) for o in added}) == n:
            total = replace(added[-1], where={}, found=Found(sum(o.found.wert for o in added), added[-1].found.figure), label=_SUM)
            if total.found.wert == c.number.value:
                return total
    return None


_ITS_SHARE = re.compile(r"\b(?:[Ii]hr|[Ss]ein|[Dd]eren|[Dd]essen|[Dd]er|[Dd]ieser)\s+Anteil\b")


def share_moved(r: Reading, c: Claim, ctx: Context) -> None:
    """"55.874 Fälle; ihr Anteil an allen Vorgängen stieg um 2,2 Prozentpunkte": the share is that of the number just read."""
    last = next((s.option for s in reversed(ctx.settled) if s.sentence >= ctx.sentence - 1 and s.claim.role == LEVEL), None)
    if c.role != DIFFERENCE or not (c.unit and c.unit.name == units.POINTS) or last is None or c.where != [{}] or not _ITS_SHARE.search(r.sentence.text[: c.number.start]):
        return
    if c.metrics[:1] in ((), (last.metric,), *((whole,) for whole in WHOLES.get(last.metric, ()))):
        c.metrics, c.where = (last.metric,), [dict(last.where)]


_OF_SO_MANY = re.compile(r"[\s\u00a0]*(?:Prozent|%)?\s*(?:der|von(?:\s+den)?)\s+(?:(?:rund|etwa|gut|knapp|fast|noch)\s+)*")
_ITS_OWN = re.compile(r"(?:\s+(?!und\b)[A-ZÄÖÜ][\wäöüß-]+(?:\s+und\s+[A-ZÄÖÜ][\wäöüß-]+)?)?\s+(?:(?:vom|von|des|im|in|aus|am)\s+)*")


def of_another(r: Reading, c: Claim, ctx: Context, values: Values) -> list[Option]:
    """How much the number just read is of one of another period: "kamen 323, ein Fünftel der 1.619 vom April des Vorjahres"."""
    text, at = r.sentence.text, r.claims.index(c)
    last = next((s for s in reversed(ctx.settled) if s.claim in r.claims[:at]), None)
    whole = next((x for x in r.claims[at + 1 :] if _OF_SO_MANY.fullmatch(text, c.number.end, x.number.start)), None)
    near = [x for x in r.claims[:at] if x.role != NONE and not x.deep]
    if c.role != SHARE or last is None or whole is None or near[-1:] != [last.claim] or last.claim.role != LEVEL or not definitions()[last.option.metric].additiv:
        return []
    if not any(m.start >= whole.number.end and _ITS_OWN.fullmatch(text, whole.number.end, m.start) for m in r.times):
        return []
    option = last.option
    levels = [(p, found.wert) for p in periods(r, whole, ctx)[0] if p != option.period and (found := values.level(option.metric, p, option.where)).wert]
    levels.sort(key=lambda level: allows(whole.number, whole.qualifier, level[1]) == WRONG)  # the period the number itself is right for
    return [replace(option, found=Found(100 * option.found.wert / value, option.found.figure, "", value, p), percent=True, label="Anteil am anderen Wert,") for p, value in levels[:1]]


def of_the_last(r: Reading, c: Claim, ctx: Context, values: Values, before: list[Settled]) -> list[Option]:
    """The share a number just read has in its whole; empty where a percentage says something else. before: the confirmed values."""
    text = r.sentence.text
    moving = [x for x in r.claims if x.number.end <= c.number.start and (x.role == DIFFERENCE and x.unit and x.unit.name == units.POINTS or x.role == SHARE and x.former)] if _ITS_SHARE.search(text[: c.number.start]) else []
    last = next((s for s in reversed(before) if s.sentence >= ctx.sentence - 1 and s.claim not in moving and not (s.claim.deep and not c.deep)), None)  # "ihr Anteil stieg von 27,2 auf 29,4 Prozent"
    here = [x for x in r.claims if x.number.end <= c.number.start and x.role != "none" and x not in moving and not (x.deep and not c.deep)]  # not "(2017: 54.316)" before "das sind"
    if c.role != SHARE or last is None or here and here[-1] is not last.claim or not here and last.sentence == ctx.sentence:
        return []
    start = last.claim.number.end if here else 0
    link = _BRACKETS.sub("", text[start : c.number.start]).rstrip().removesuffix(c.qualifier or "").rstrip()
    back = _POINTS_BACK.search(link)
    if not (back or here and (_BESIDE.fullmatch(link) or not link.strip() and _MADE.search(text, 0, last.claim.number.start))) or not (_FACING.match(text[c.number.end :]) or _EVERY.match(c.number.text) or back and _ITS_SHARE.search(link)):
        return []
    if back and any(start + back.start() <= n.start < c.number.start and all(definitions()[m].einheit == "Prozent" for m in n.metrics) for n in r.names if n.metrics):
        return []  # "das entspricht einer Ausfallquote von 9,8 Prozent": a ratio of its own
    option = last.option
    if not definitions()[option.metric].additiv or option.label not in ("", _LEFT_OVER, _SUM) or option.found.wert is None or last.claim.role == SHARE:
        return []
    if option.label == _LEFT_OVER:  # "die übrigen 1.669, rund ein Viertel": of all they are left of
        whole = values.level(option.metric, option.period, option.where)
        return [replace(option, found=Found(100 * option.found.wert / whole.wert, whole.figure), percent=True, label="Anteil der Übrigen,")] if whole.wert else []
    if option.label == _SUM:
        whole = values.level(option.metric, option.period, {})
        return [replace(option, found=Found(100 * option.found.wert / whole.wert, whole.figure), percent=True, label="Anteil der Summe,")] if whole.wert else []
    part = next((x for x in reversed(here[:-1]) if _PART_OF.fullmatch(text, x.number.end, last.claim.number.start)), None)
    if part is not None:  # "10.654 von 12.754 Kontakten, also 84 Prozent"
        top = next((s.option for s in before if s.claim is part), None)
        return [replace(top, found=Found(100 * top.found.wert / option.found.wert, top.found.figure), percent=True, label="Anteil")] if top and option.found.wert else []
    named = [m for n in r.names if n.start >= start for m in n.metrics if definitions()[m].additiv and not n.filters]
    wholes = [m for m in named if m in WHOLES.get(option.metric, ()) or m == option.metric] or [*WHOLES.get(option.metric, ()), option.metric]
    spoken = [m.resolve(ctx.year) for m in r.times if m.start >= c.number.end and not m.base and not m.relative]
    if _YEARS.match(text, c.number.end):
        spoken = [year(option.period.von.year)]
    found = []
    whole = next((s.option for s in reversed(before) if s.claim is not last.claim and s.option.metric == option.metric and s.option.period == option.period), None)
    if whole and whole.where != option.where and whole.where and option.found.wert < whole.found.wert and (_OF_AREA.search(text, start) or _OF_THESE.match(last.claim.sentence.text)):
        found.append(replace(option, found=Found(100 * option.found.wert / whole.found.wert, option.found.figure), percent=True, label="Anteil"))
    if option.metric == "termine_versaeumt":  # "24 wurden versäumt, das sind 9,4 Prozent": of those not cancelled
        found.append(Option("no_show_quote", option.where, option.period, values.level("no_show_quote", option.period, option.where), True))
    for whole in dict.fromkeys(wholes):
        known = definitions()[whole].gliederungen
        outers = [{}, *({k: v} for k, v in option.where.items() if k in ("standort", "bereich") and len(option.where) > 1)]
        for outer in outers:
            if whole == option.metric and outer == option.where and not _YEARS.match(text, c.number.end) or not set(outer) <= set(known):
                continue
            if c.former and not spoken:
                earlier = shifted(option.period, -1)
                found.append(Option(option.metric, option.where, earlier, values.share(option.metric, whole, earlier, option.where) if whole != option.metric else values.ratio(option.metric, earlier, option.where, outer), True, "Anteil"))
                continue
            for period in dict.fromkeys((*spoken, *([option.period] if whole != option.metric or outer != option.where else []), *([year(option.period.von.year)] if spoken else []))):
                level = values.level(whole, period, outer)
                if level.wert:
                    found.append(Option(option.metric, option.where, option.period, Found(100 * option.found.wert / level.wert, option.found.figure), True, "Anteil"))
    return found
