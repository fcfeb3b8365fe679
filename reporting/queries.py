"""From a definition to SQL, and from SQL to values: one dictionary `{split values: number}` per metric and window.

Nothing here knows comparisons or words; `figures.py` asks for windows and puts the answers together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reporting.definitions import MARTS, TIME_SPLITS, Definition, definitions
from reporting.periods import Period, parse_month, year
from reporting.warehouse import Warehouse

Filters = Mapping[str, tuple[str, ...]]
Key = tuple[str, ...]

NO_VALUE = "ohne Angabe"  # the split value of rows whose source leaves the column empty


@dataclass(frozen=True)
class Window:
    """The days a value is computed over: a period without some months (those that one side of a comparison lacks)."""

    period: Period
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reach:
    """Which days of a source hold data, oldest first; a monthly row holds every day of its month."""

    days: tuple[date, ...] = field(repr=False)

    @property
    def first(self) -> date:
        return self.days[0]

    @property
    def last(self) -> date:
        return self.days[-1]

    def any_in(self, period: Period) -> bool:
        at = bisect_left(self.days, period.von)
        return at < len(self.days) and self.days[at] <= period.bis


def reach(w: Warehouse, d: Definition, locations: tuple[str, ...] = ()) -> Reach | None:
    """The days with data behind a metric, for some locations where its source knows them; None without any."""
    mart = source_mart(d)
    if mart is None:
        return None
    name = {"m_antwortzeiten": "m_emails", "oeffnungstage": "m_kontakte"}.get(mart.name, mart.name)
    at = locations if "standort" in MARTS[name].columns else ()
    cache = w.__dict__.setdefault("_reach", {})
    if (name, at) not in cache:
        # E-mails answered after the last delivery's end and appointments still to come are no data of those days.
        past = "datum <= (SELECT geladen_am::DATE FROM ladung)"
        only = {"m_emails": "eingegangen > 0", "m_termine": past, "m_wartezeiten": past}.get(name, "true")
        rows_of = {"m_wartezeiten": "(SELECT datum, standort FROM m_termine UNION ALL SELECT datum, standort FROM m_wartezeiten WHERE nur_mittel)"}
        place = f"standort IN ({_marks(at)})" if at else "true"
        days = "unnest(range(datum, bis + 1, INTERVAL 1 DAY))::DATE" if MARTS[name].spans else "datum"
        rows = w.query(f"SELECT DISTINCT {days} AS tag FROM {rows_of.get(name, name)} WHERE datum IS NOT NULL AND {only} AND {place} ORDER BY tag", list(at))
        cache[name, at] = Reach(tuple(row[0] for row in rows)) if rows else None
    return cache[name, at]


def source_mart(d: Definition):
    """The mart a metric is read from; None for master data."""
    if d.art == "quotient":
        return source_mart(definitions()[d.zaehler])
    return None if d.art == "bestand" else MARTS[d.tabelle]


def build(d: Definition, window: Window, by: Sequence[str], where: Filters) -> tuple[str, list]:
    """The SQL of one metric and its parameters. First the columns of `by`, then the value."""
    return _build((d,), window, by, where)


def evaluate(w: Warehouse, metrics: Sequence[Definition], window: Window, by: Sequence[str], where: Filters) -> dict[str, dict[Key, float]]:
    """Values of several metrics in one window, `{metric id: {split values: value}}`; metrics of one mart share a query."""
    result: dict[str, dict[Key, float]] = {}
    batches: dict[str, list[Definition]] = {}
    for d in metrics:
        if d.art == "summe":
            batches.setdefault(d.tabelle, []).append(d)
        elif d.art == "bestand":
            result[d.id] = _stock(w, d, window, by, where)
        elif d.art == "quotient":
            result[d.id] = _ratio(w, d, window, by, where)
        elif d.art == "stand":
            result[d.id] = _balance(w, d, window, by, where)
        else:
            result |= _run(w, (d,), window, by, where)
    for batch in batches.values():
        result |= _run(w, batch, window, by, where)
    return result


def _run(w: Warehouse, metrics: Sequence[Definition], window: Window, by: Sequence[str], where: Filters) -> dict[str, dict[Key, float]]:
    result: dict[str, dict[Key, float]] = {d.id: {} for d in metrics}
    for row in w.query(*_build(metrics, window, by, where)):
        key = tuple(NO_VALUE if part is None else str(part) for part in row[: len(by)])
        for d, value in zip(metrics, row[len(by) :]):
            if value is not None:
                result[d.id][key] = float(value) if isinstance(value, float) or int(value) != value else int(value)
    return result


def _build(metrics: Sequence[Definition], window: Window, by: Sequence[str], where: Filters) -> tuple[str, list]:
    first = metrics[0]
    mart = MARTS[first.tabelle]
    splits = [f"{TIME_SPLITS.get(name, name)} AS {name}" for name in by]
    conditions, parameters = _conditions(mart, window, where)
    source = f"FROM {mart.name} WHERE {' AND '.join(conditions)}"
    group = f" GROUP BY {', '.join(str(n + 1) for n in range(len(by)))}" if by else ""
    if first.art == "quantil":
        return _quantile(first, splits, by, source, group), parameters
    if first.art == "stundenmittel":
        inner = ", ".join([*splits, "datum AS tag_", "stunde AS stunde_", "standort AS standort_", f"{first.wert} AS mittel"])
        names = "".join(f"{name}, " for name in by)
        return f"SELECT {names}avg(mittel) FROM (SELECT {inner} {source} GROUP BY ALL) WHERE mittel > 0{group}", parameters
    return f"SELECT {', '.join([*splits, *(d.wert for d in metrics)])} {source}{group}", parameters


def _quantile(d: Definition, splits: list[str], by: Sequence[str], source: str, group: str) -> str:
    """The linearly interpolated quantile of a histogram: rank q(n-1), between its lower and upper neighbour."""
    names = "".join(f"{name}, " for name in by)
    over = f"PARTITION BY {', '.join(by)} " if by else ""
    barred = f"bool_or({d.nicht_ueber})" if d.nicht_ueber else "false"
    partition = f"PARTITION BY {', '.join(by)}" if by else ""
    return (
        f"WITH histogramm AS (SELECT {''.join(split + ', ' for split in splits)}{d.messwert} AS x, sum({d.gewicht}) AS n, {barred} AS ohne {source} GROUP BY ALL), "
        f"raenge AS (SELECT *, sum(n) OVER ({over}ORDER BY x) AS bis_hier, {d.quantil} * (sum(n) OVER ({partition}) - 1) AS rang FROM histogramm) "
        f"SELECT {names}CASE WHEN NOT bool_or(ohne) THEN (min(x) FILTER (bis_hier > floor(rang)) + (any_value(rang) - floor(any_value(rang))) "
        f"* (min(x) FILTER (bis_hier > ceil(rang)) - min(x) FILTER (bis_hier > floor(rang)))) / {d.teiler}::DOUBLE END FROM raenge{group}"
    )


def barred(w: Warehouse, d: Definition, window: Window, where: Filters) -> bool:
    """Whether rows in the window forbid a value of this metric: a quantile over hours of which only the mean is known."""
    if not d.nicht_ueber:
        return False
    conditions, parameters = _conditions(MARTS[d.tabelle], window, where)
    return bool(w.query(f"SELECT 1 FROM {d.tabelle} WHERE {' AND '.join(conditions)} AND {d.nicht_ueber} LIMIT 1", parameters))


def _conditions(mart, window: Window, where: Filters) -> tuple[list[str], list]:
    conditions = ["datum >= ?", f"{'bis' if mart.spans else 'datum'} <= ?"]
    parameters: list = [window.period.von, window.period.bis]
    if window.without:
        conditions.append(f"{TIME_SPLITS['monat']} NOT IN ({_marks(window.without)})")
        parameters += window.without
    for name, values in where.items():
        conditions.append(f"{TIME_SPLITS.get(name) or f'{name}::VARCHAR'} IN ({_marks(values)})")
        parameters += values
    return conditions, parameters


def left_empty(w: Warehouse, d: Definition, period: Period, where: Filters) -> bool:
    """True where the rows of a period leave the column empty that a metric adds up: nobody delivered it, which is not none at all."""
    if not d.additiv or "IS NOT NULL" not in d.wert:
        return False
    conditions, parameters = _conditions(MARTS[d.tabelle], Window(period), where)
    return bool(w.query(f"SELECT count(*) > 0 AND {d.wert} IS NULL FROM {MARTS[d.tabelle].name} WHERE {' AND '.join(conditions)}", parameters)[0][0])


def cut_rows(w: Warehouse, d: Definition, window: Window, by: Sequence[str], where: Filters) -> bool:
    """True where a source that delivers whole months cannot answer: the window cuts a month, or weekdays or days are asked for."""
    mart = source_mart(d)
    if mart is None or not mart.spans:
        return False
    conditions = "datum <> bis AND datum <= ? AND bis >= ?"
    parameters: list = [window.period.bis, window.period.von]
    if not {"wochentag", "tag"} & {*by, *where}:
        conditions += " AND (datum < ? OR bis > ?)"
        parameters += [window.period.von, window.period.bis]
    return bool(w.query(f"SELECT 1 FROM {mart.name} WHERE {conditions} LIMIT 1", parameters))


def _ratio(w: Warehouse, d: Definition, window: Window, by: Sequence[str], where: Filters) -> dict[Key, float]:
    """One metric divided by another; splits the divisor does not know (desks by service) share its whole value."""
    top, bottom = definitions()[d.zaehler], definitions()[d.nenner]
    known = [name for name in by if name in bottom.gliederungen]
    above = evaluate(w, (top,), window, by, where)[top.id]
    if not by and top.additiv:
        above.setdefault((), 0)
    below = evaluate(w, (bottom,), window, known, {k: v for k, v in where.items() if k in bottom.gliederungen})[bottom.id]
    at = [by.index(name) for name in known]
    divisors = {key: below.get(tuple(key[i] for i in at)) for key in above}
    return {key: value / divisors[key] for key, value in above.items() if divisors[key]}


def _stock(w: Warehouse, d: Definition, window: Window, by: Sequence[str], where: Filters) -> dict[Key, float]:
    """Master data on a day: the last day of the window, or of each month or year asked for."""
    result: dict[Key, float] = {}
    for times, day in _reference_days(window.period, by, where):
        if d.tabelle == "personal":
            row = w.query(f"SELECT {d.wert} FROM personal WHERE stichtag <= ? ORDER BY stichtag DESC LIMIT 1", [day])
            found = {None: row[0][0]} if row and row[0][0] is not None else {}
        else:
            found = {}
            for place in w.locations:
                value = getattr(place, d.wert)
                valid = (place.gueltig_ab or date.min) <= day <= (place.gueltig_bis or date.max)
                if value is not None and valid and place.standort in where.get("standort", (place.standort,)):
                    name = place.standort if "standort" in by else None
                    found[name] = found.get(name, 0) + value
        for name, value in found.items():
            key = tuple(name if split == "standort" else times[split] for split in by)
            result[key] = int(value) if value == int(value) else value
    return result


def _balance(w: Warehouse, d: Definition, window: Window, by: Sequence[str], where: Filters) -> dict[Key, float]:
    """A running balance (e-mails open): everything up to the last day of the window, or of each month or year asked for."""
    rest = [name for name in by if name not in ("jahr", "monat")]
    filters = {name: values for name, values in where.items() if name not in ("jahr", "monat")}
    result: dict[Key, float] = {}
    for times, day in _reference_days(window.period, by, where):
        until = Window(Period(date(1900, 1, 1), day))
        for key, value in _run(w, (d,), until, rest, filters)[d.id].items():
            parts = dict(zip(rest, key)) | times
            result[tuple(parts[name] for name in by)] = value
    return result


def _reference_days(period: Period, by: Sequence[str], where: Filters) -> list[tuple[dict[str, str], date]]:
    months = [m for m in period.months() if m in where.get("monat", (m,)) and m[:4] in where.get("jahr", (m[:4],))]
    if "monat" in by:
        return [({"monat": m, "jahr": m[:4]}, min(parse_month(m).bis, period.bis)) for m in months]
    if "jahr" in by:
        return [({"jahr": y}, min(year(int(y)).bis, period.bis)) for y in sorted({m[:4] for m in months})]
    return [({}, min(parse_month(months[-1]).bis, period.bis))] if months else []


def _marks(values: Sequence) -> str:
    return ", ".join("?" * len(values))
