"""Records said in words: "so viele wie nie", "mehr als je zuvor", "ein neuer Höchststand", "das stärkste Jahr seit Beginn der Zählung".

They are said of a number that was just confirmed, and hold where no month, quarter or year before it was higher (or lower).
"""

from __future__ import annotations

import re
from datetime import timedelta

from reporting import german
from reporting.definitions import definitions
from reporting.factcheck.judging.ranks import denied, rank_verdict, since
from reporting.factcheck.judging.values import Values
from reporting.factcheck.judging.verdicts import Verdict
from reporting.factcheck.memory.context import Context
from reporting.factcheck.printed.rounding import RIGHT, ROUNDED, WRONG
from reporting.factcheck.reading.claims import LEVEL, Claim, Reading
from reporting.periods import Period, parse_month, quarter, year

_IN = r"(?:[^.;:]|[.,:](?=\d)){0,70}?"
_SO = r"\bso\s+(?:viel|zahlreich|(?P<few>wenig))\w*"
_RECORDS = tuple(map(re.compile, (
    rf"(?<!doppelt )(?<!halb )(?<!mal )(?i:{_SO}){_IN}\bwie\s+(?:noch\s+)?(?:nie\b(?:\s+zuvor)?|in\s+(?P<other>keinem\s+(?:anderen|weiteren)?\s*(?:Monat|Quartal|Jahr)\b))",
    rf"\b[Nn]ie(?:\s+zuvor)?\b{_IN}{_SO}",
    r"\b(?:mehr|(?P<few>weniger))\s+(?:\w+\s+)?(?:als|denn)\s+je(?:mals)?\b(?:\s+zuvor)?",
    r"\bneue[rnsm]?\s+(?:(?:Höchst|Rekord|Best|Spitzen|(?P<few>Tiefst))(?:st[aä]nd|wert|marke|jahr|quartal)|Rekord)(?:e[snr]?|s)?\b|\b(?:ein|zum)\s+Rekord(?:jahr|quartal)\b",
    r"\b(?!zweit|dritt|viert|fünft)(?:\w*stärkste|\w*(?P<few>schwächste)|(?P<calm>ruhigste))[rnms]?\s+(?:Quartal|Jahr)\b",
    r"\b(?:höchste|(?P<few>niedrigste|geringste))[rnms]?\s+(?:Monats|Quartals|Jahres)?(?:[Ww]ert|[Ss]tand|[Zz]ahl)\b(?=(?:[^,;.]|[.,](?=\d)){0,30}?\b(?:seit|aller\s+Zeiten|des\s+Jahres|jemals)\b)",
)))
_WITHIN_YEAR = re.compile(r"\s*(?:des\s+(?:ganzen\s+)?Jahres\b|in\s+diesem\s+Jahr\b|im\s+(?:ganzen\s+|gesamten\s+)?Jahr\b)")
_LONG = re.compile(r"\bseit\s+(?:\w+\s+)?(?:Jahren|Langem|langem|Längerem|längerem|Monaten)\b")


def records(r: Reading, ctx: Context, values: Values, settled: list[tuple[Claim, Verdict]]) -> list[Verdict]:
    """The records of a sentence that do not hold. settled: its numbers with their verdicts, one of which the record is said of."""
    found: list[Verdict] = []
    for m in (m for pattern in _RECORDS for m in pattern.finditer(r.sentence.text)):
        said = _said_of(m, settled)
        if said is not None and not denied(r, m) and not _of_another(r, m, said) and not _LONG.search(r.sentence.text, m.start()):
            found.append(_record(r, m, said, ctx, values))
    return [v for v in found if v is not None and v.urteil == WRONG][:1]


def _said_of(m: re.Match, settled: list[tuple[Claim, Verdict]]) -> Verdict | None:
    """The confirmed count next to a record."""
    known = [(max(c.number.start - m.end(), m.start() - c.number.end), v) for c, v in settled
             if c.role == LEVEL and v.urteil in (RIGHT, ROUNDED) and not c.former and not c.per and definitions()[v.kennzahl].additiv]
    return min(known, key=lambda pair: pair[0])[1] if known else None


def _of_another(r: Reading, m: re.Match, said: Verdict) -> bool:
    """Whether a record is only what a number is held against ("weniger als im Rekordjahr 2019", "seit dem neuen Höchststand")."""
    behind = next((x for x in r.times if x.start >= m.end() and re.fullmatch(r"\s*(?:(?:von|vom|aus|im|in|des)\s+)?", r.sentence.text[m.end() : x.start])), None)
    apart = behind is not None and not behind.resolve(said.zeitraum[0].year).von <= said.zeitraum[0] <= behind.resolve(said.zeitraum[0].year).bis
    return apart or bool(re.search(r"\b(?:als|gegenüber|nach|seit|unter|hinter|vor|bisherig\w*|vom)\b[^,;.\d]{0,20}$", r.sentence.text[: m.start()]))


def _kind(period: Period) -> list[Period]:
    """The periods of a year that are like this one: its months, its quarters or the year itself; none for any other period."""
    y = period.von.year
    kinds = ([year(y)], [quarter(y, n) for n in (1, 2, 3, 4)], [parse_month(key) for key in year(y).months()])
    return next((kind for kind in kinds if period in kind), [])


def _record(r: Reading, m: re.Match, said: Verdict, ctx: Context, values: Values) -> Verdict | None:
    """The verdict on a record that is said of a confirmed number."""
    metric, d, period = said.kennzahl, definitions()[said.kennzahl], Period(*said.zeitraum)
    reach, like = ctx.w.coverage.get(d.quelle), _kind(period)
    word = re.search(r"Monat|Quartal|Jahr(?!es)", m[0])
    if reach is None or not like or word and {"Monat": 12, "Quartal": 4, "Jahr": 1}[word[0]] != len(like):
        return None
    groups = m.groupdict()
    few = bool(groups.get("few") or groups.get("calm"))
    year_only = len(like) > 1 and (_WITHIN_YEAR.match(r.sentence.text, m.end()) or groups.get("other") or word and not re.search(r"\b[Nn]ie\b", m[0]) and not re.search(r"\bseit\b|\bje\b", r.sentence.text[m.end() : m.end() + 40]))
    first = since(r, m, ctx)
    begin = max(reach[0], first.bis + timedelta(1)) if first else reach[0]
    peers = like if year_only else [p for y in range(begin.year, period.von.year + 1) for p in _kind(_moved(period, y)) if begin <= p.von and p.bis <= period.bis]
    where = {k: (v,) if isinstance(v, str) else tuple(v) for k, v in said.gliederung.items()}
    known = {p: found for p in dict.fromkeys((*peers, period)) if (found := values.level(metric, p, where)).wert is not None}
    if period not in known or len(known) < 2:
        return None
    best = (min if few else max)(known, key=lambda p: known[p].wert)
    right = known[best].wert == known[period].wert
    when = lambda p: f"{'im ' if len(like) > 1 else ''}{german.period_words(p)}"  # noqa: E731
    reason = (f"{d.label}: am {'wenigsten' if few else 'meisten'} waren es {'' if year_only else 'bis dahin '}{when(best)} ({german.amount(d, known[best].wert)}), "
              f"{when(period)} {german.amount(d, known[period].wert)}.")
    return rank_verdict(r, m, right, metric, period, where, known[period], reason)


def _moved(period: Period, y: int) -> Period:
    """A month, quarter or year in another year."""
    like = _kind(period)
    return year(y) if len(like) == 1 else quarter(y, like.index(period) + 1) if len(like) == 4 else parse_month(f"{y}-{like.index(period) + 1:02d}")
