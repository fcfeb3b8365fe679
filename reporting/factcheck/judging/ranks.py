"""Ranks and records said in words: "Rekordmonat", "der stärkste Monat", "am häufigsten ... gefolgt von".

They are no numbers, but they are wrong as easily: one that does not hold gets an entry of its own, where the text says of what.
"""

from __future__ import annotations

import re
from datetime import timedelta

from reporting import german
from reporting.definitions import definitions
from reporting.factcheck.dates.times import Mention
from reporting.factcheck.judging.values import Values
from reporting.factcheck.judging.verdicts import Verdict
from reporting.factcheck.memory.context import Context
from reporting.factcheck.printed import units
from reporting.factcheck.printed.numbers import word_value
from reporting.factcheck.printed.rounding import RIGHT, ROUNDED, WRONG
from reporting.factcheck.reading.claims import LEVEL, NONE, UNKNOWN, Claim, Reading
from reporting.figures import filter_values
from reporting.periods import Period, parse_month, year

_MONTH = re.compile(
    r"\b(?P<record>Rekordmonat\w*|Monatsrekord)\b|\b(?:(?P<nth>zweit|dritt|viert|fünft)?\w*?stärkste[rnms]?|\w*schwächste[rnms]?|ruhigste[rnms]?)\s+Monat\b|\b[Dd]ie\s+(?:meisten|wenigsten)(?=\s+(?:[A-ZÄÖÜ]|im\b))")
_NTH = {None: 1, "erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5}
_LEAST = re.compile(r"schwächste|ruhigste|wenigsten")
_FIRST = re.compile(r"\b(?:[Aa]m\s+häufigsten|[Aa]m\s+meisten|[Mm]eistgefragte?\w*|[Gg]efragteste\w*|(?:den|der)\s+größten?\s+Anteil|[Aa]n\s+erster\s+Stelle)\b")
#: "Platz zwei belegt", "an dritter Stelle", "auf dem vierten Rang".
_PLACE = re.compile(r"\b(?:(?:Platz|Rang|Position)\s+(?P<n>eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|\d{1,2})\b(?!\.\d)|(?:[Aa]n|[Aa]uf)\s+(?P<a>erst|zweit|dritt|viert|fünft)er\s+Stelle|(?P<b>erst|zweit|dritt|viert|fünft)en\s+(?:Platz|Rang))")
#: "Beim Wohnsitz gab es mit 1.728 die meisten Kontakte": the first of its kind.
_MOST = re.compile(r"(?<=\d\s)die\s+meisten\b(?!\s+(?:im|in|am)\b)")
_RANKED = ("dienstleistung", "leistung", "vorgangsart", "bereich", "gruppe", "standort", "wochentag")
_NEXT = re.compile(r"\bgefolgt\s+vo[nm]\b")


def ranks(r: Reading, ctx: Context, values: Values, settled: list[tuple[Claim, Verdict]]) -> list[Verdict]:
    """The ranks of a sentence that do not hold. settled: its numbers with their verdicts, which say of what and when."""
    found = []
    for m in _MONTH.finditer(r.sentence.text):
        mention = _month_beside(r, m)
        if mention is not None and not denied(r, m):
            found.append(_month(r, m, mention, ctx, values, settled))
    for m in _FIRST.finditer(r.sentence.text):
        if not denied(r, m):
            found.append(_order(r, m, ctx, values, settled))
    for m in (*_PLACE.finditer(r.sentence.text), *_MOST.finditer(r.sentence.text)):
        claim, verdict = _placed(r, m, settled) or (None, None)
        if claim is not None and claim.role == LEVEL and verdict.urteil in (RIGHT, ROUNDED) and not _LEAST.search(r.sentence.text):
            found.append(_place(r, m, verdict, ctx, values))
        elif claim is None and (last := _just_said(r, m, ctx)):
            found.append(_place(r, m, last, ctx, values))
    return [v for v in found if v is not None and v.urteil == WRONG]


def denied(r: Reading, m: re.Match) -> bool:
    """Whether a rank is only almost or not reached."""
    return bool(re.search(r"\b(?:nicht|kein\w*|nie|zweit\w*|dritt\w*|einer der|eine der|fast)\s+(?:\w+\s+)?$", r.sentence.text[: m.start()]))


def _month_beside(r: Reading, m: re.Match) -> Mention | None:
    """The month a rank is said of: the one in the same part, or the only one of the sentence."""
    if right_behind := [x for x in r.times if x.grain == "month" and 0 <= x.start - m.end() <= 4]:
        return right_behind[0]  # "weniger als im Rekordmonat November"
    months = [x for x in r.times if x.grain == "month" and not x.base and not x.relative and not _SINCE.search(r.sentence.text[: x.start])]
    part = next(p for p in r.parts if p.start <= m.start() < p.end)
    near = [x for x in months if part.start <= x.start < part.end] or months
    return near[0] if len(near) == 1 else None


#: "Seit Beginn der Zählung im Januar 2017": a start, not the month a rank is said of.
_SINCE = re.compile(r"\bseit\b(?:[^,;.]|[.](?=\d)){0,40}$")


def since(r: Reading, m: re.Match, ctx: Context) -> Period | None:
    """The period behind a rank since which it is said to hold: it was higher itself, unless the count began with it."""
    behind = [x for x in r.times if x.start >= m.end() and (_SINCE.search(r.sentence.text[m.end() : x.start]) or re.match(r"seit\b", x.text))]
    if not behind or re.search(r"\b(?:Beginn|Start|Anfang|Einführung|Aufzeichnung)\b", r.sentence.text[m.end() : behind[0].end]):
        return None
    first = behind[0].resolve(ctx.year)
    return year(first.von.year) if behind[0].grain in ("year", "years") else parse_month(f"{first.von:%Y-%m}") if first.von.day == 1 else Period(first.von, first.von)


def _subject(r: Reading, at: int, settled: list[tuple[Claim, Verdict]]) -> tuple[str, dict]:
    """The metric and the breakdown a rank is about."""
    part = next(p for p in r.parts if p.start <= at < p.end)
    for claim, verdict in settled:
        if claim.role not in (NONE, UNKNOWN) and verdict.kennzahl and definitions()[verdict.kennzahl].additiv and part.start <= claim.number.start < part.end:
            return verdict.kennzahl, {k: (v,) if isinstance(v, str) else tuple(v) for k, v in verdict.gliederung.items()}
    if not any(n.metrics for n in r.names if part.start <= n.start < part.end):
        said = [(v.kennzahl, v.gliederung) for c, v in settled if c.role not in (NONE, UNKNOWN) and v.kennzahl and definitions()[v.kennzahl].additiv]
        if said:
            return said[0][0], {k: (v,) if isinstance(v, str) else tuple(v) for k, v in said[0][1].items()}
    named = [k for n in r.names if part.start <= n.start < part.end for k in n.metrics if definitions()[k].additiv]
    return (named or ["kundenkontakte"])[0], {}


def _month(r: Reading, m: re.Match, mention: Mention, ctx: Context, values: Values, settled) -> Verdict | None:
    period = mention.resolve(ctx.memory.year or ctx.year)
    metric, where = _subject(r, m.start(), settled)
    reach = ctx.w.coverage.get(definitions()[metric].quelle)
    if reach is None:
        return None
    ever = m["record"] or re.search(r"\bseit\b|\bje(?:mals)?\b|\bbisher\b", r.sentence.text[m.end() : m.end() + 40])
    first = since(r, m, ctx)
    begin = max(reach[0], first.bis + timedelta(1)) if first else reach[0]
    span = Period(begin, period.bis) if ever and begin <= period.bis else year(period.von.year)
    known = {}
    for key in span.months():
        found = values.level(metric, parse_month(key), where)
        if found.wert is not None:
            known[key] = found
    mine = known.get(f"{period.von:%Y-%m}")
    if mine is None or len(known) < 2:
        return None
    least = bool(_LEAST.search(m[0]))
    ranked = sorted(known, key=lambda key: known[key].wert if least else -known[key].wert)
    nth = _NTH[m["nth"]]
    best = ranked[min(nth, len(ranked)) - 1]
    right = known[best].wert == mine.wert
    d = definitions()[metric]
    words = f"{d.label}: {f'an {nth}. Stelle' if nth > 1 else 'am wenigsten' if least else 'am meisten'} waren es {'bis dahin ' if ever else ''}im {german.month_name(best)} ({german.amount(d, known[best].wert)})"
    reason = f"{words}." if right else f"{words}, im {german.month_name(f'{period.von:%Y-%m}')} {german.amount(d, mine.wert)}."
    return rank_verdict(r, m, right, metric, period, where, mine, reason)


def _order(r: Reading, m: re.Match, ctx: Context, values: Values, settled) -> Verdict | None:
    """Whether areas or services named after "am häufigsten" come first, in the order given."""
    if not any(n.metrics for n in r.names) and not re.search(r"nachgefragt|gefragt|Anliegen|in Anspruch|genutzt", r.sentence.text):
        return None
    for split in ("dienstleistung", "bereich"):
        named = [n for n in r.names if split in dict(n.filters) and len(dict(n.filters)[split]) == 1 and (split == "dienstleistung" or "dienstleistung" not in dict(n.filters))]
        if not named:
            continue
        follow = _NEXT.search(r.sentence.text, m.end())
        first = [n for n in named if n.start < (follow.start() if follow else len(r.sentence.text))]
        if len(first) != 1:
            return None
        then = [n for n in named if follow and n.start > follow.end()]
        given = [dict(n.filters)[split][0] for n in (*first, *then)]
        inside = {"bereich": dict(n.filters)["bereich"] for n in r.names if split == "dienstleistung" and "bereich" in dict(n.filters)}
        spans = [v.zeitraum for c, v in settled if v.zeitraum and c.role not in (NONE, UNKNOWN)]
        period = Period(*spans[0]) if spans else year(ctx.year)
        metric = "kundenkontakte"
        known = {value: values.level(metric, period, {**inside, split: (value,)}) for value in filter_values(ctx.w)[split]}
        ranked = sorted((value for value in known if known[value].wert), key=lambda value: -known[value].wert)
        if len(ranked) < 2 or any(value not in ranked for value in given):
            return None
        right = ranked[: len(given)] == given
        d = definitions()[metric]
        order = german.listing([f"{value} ({german.number(known[value].wert)})" for value in ranked[: max(len(given), 1)]])
        return rank_verdict(r, m, right, metric, period, {**inside, split: (given[0],)}, known[given[0]], f"{d.label}, {german.period_words(period)}: die Reihenfolge ist {order}.")
    return None


def _placed(r: Reading, m: re.Match, settled: list[tuple[Claim, Verdict]]) -> tuple[Claim, Verdict] | None:
    """The number a place is said of: the one before it in its part ("mit 500 auf Platz zwei"), else the next one before any comma ("Platz zwei belegt der Reisepass (500)")."""
    part = next(p for p in r.parts if p.start <= m.start() < p.end)
    known = [(c, v) for c, v in settled if c.role != NONE]
    before = [(c, v) for c, v in known if part.start <= c.number.start < m.start()]
    return before[-1] if before else next(((c, v) for c, v in known if c.number.start >= m.end() and not re.search(r"[,;](?!\d)", r.sentence.text[m.end() : c.number.start]) and not _PLACE.search(r.sentence.text, m.end(), c.number.start)), None)


def _just_said(r: Reading, m: re.Match, ctx: Context) -> Verdict | None:
    """The value of the sentence before, where this one only gives it a place: "Damit liegt sie auf Platz zwei"."""
    last = [s for s in ctx.settled if s.sentence == ctx.sentence - 2 and s.claim.role == LEVEL and not s.claim.aside]
    own = any(n.metrics or any(len(v) == 1 for _, v in n.filters) for n in r.names)
    if r.open or own or units.ELSEWHERE.search(r.sentence.text[:1].lower() + r.sentence.text[1:]) or r.times or not last or not re.search(r"\b(?:[Ee]r|[Ss]ie|[Ee]s)\b", r.sentence.text) or not re.search(r"\b(?:[Dd]amit|[Ss]omit|also)\b", r.sentence.text):
        return None
    o = last[-1].option
    return Verdict(r.sentence.text, m[0], None, RIGHT, o.metric, (o.period.von, o.period.bis), {k: v[0] if len(v) == 1 else list(v) for k, v in o.where.items()}, o.found.wert, "", m.start(), m.end())


def _place(r: Reading, m: re.Match, said: Verdict, ctx: Context, values: Values) -> Verdict | None:
    """Whether what a confirmed value stands for takes the place named before it, among all of its kind or of its area. said: the value's verdict."""
    split = next((s for s in _RANKED if isinstance(said.gliederung.get(s), str)), None)
    if split is None or not definitions()[said.kennzahl].additiv:
        return None
    period, d = Period(*said.zeitraum), definitions()[said.kennzahl]
    where = {k: (v,) if isinstance(v, str) else tuple(v) for k, v in said.gliederung.items()}
    place = m.groupdict()
    wanted = int(word_value(place["n"]) or place["n"]) if place.get("n") else _NTH.get(place.get("a") or place.get("b"), 1)
    area = next((a for a, services in ctx.w.areas.items() if split == "dienstleistung" and said.gliederung[split] in services), None)
    orders = []
    for among in [filter_values(ctx.w)[split], *([ctx.w.areas[area]] if area else [])]:
        known = {value: values.level(said.kennzahl, period, {**where, split: (value,)}).wert or 0 for value in among}
        orders.append(1 + sum(value > known[said.gliederung[split]] for value in known.values()))
    name = said.gliederung[split]
    return rank_verdict(r, m, wanted in orders, said.kennzahl, period, where, values.level(said.kennzahl, period, where), f"{d.label}, {german.period_words(period)}: {name} steht an {orders[0]}. Stelle.")


def rank_verdict(r: Reading, m: re.Match, right: bool, metric: str, period: Period, where: dict, found, reason: str) -> Verdict:
    """An entry for a rank or record with the value found behind it."""
    text = m[0].rstrip()
    at = r.sentence.start + m.start()
    split = {k: v[0] if len(v) == 1 else list(v) for k, v in where.items()}
    return Verdict(r.sentence.text, text, None, RIGHT if right else WRONG, metric, (period.von, period.bis), split, found.wert, reason, at, at + len(text),
                   figure=found.figure, satz_start=r.sentence.start)
