"""What deserves a look: monthly values that left their usual range. No score, no traffic light: a list with the range beside the value.

The rule: a month is compared with the same calendar month of the years before where at least five of those exist, otherwise
with all months of the three years before (at least twelve). Usual is what lies between the quartiles of these values, widened
by one and a half times their distance (Tukey's fences: a single odd year cannot move them); the range reaches at least 5 percent
around the median, and for counts three times the square root of the usual count, because small numbers jump by chance.
Counts are compared per opening day. Values before a break in the series are not used.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median, quantiles

from reporting import german
from reporting.definitions import definitions
from reporting.days import COMPLETE
from reporting.figures import Figure, figures
from reporting.filters import checked_filters
from reporting.periods import Period, parse_month, shift_years
from reporting.warehouse import Warehouse

#: Metrics and how they are split; every split is a series of months per value.
WATCHED: tuple[tuple[str, str | None], ...] = (
    ("kundenkontakte", None), ("kundenkontakte", "standort"), ("kundenkontakte", "dienstleistung"),
    ("wartezeit_mittel", None), ("wartezeit_mittel", "standort"), ("wartezeit_p90", None), ("no_show_quote", None), ("vorlaufzeit_mittel", None),
    ("emails_eingegangen", None), ("email_antwortzeit_median", None), ("anrufe_115", None), ("anrufe_115_servicelevel", None),
    ("anrufe_115_erstloesung", None), ("online_leistungen", None), ("vorgaenge", None), ("grosskunden_vorgaenge", None),
)
SAME_MONTHS, MONTHS, YEARS_BACK, MONTH_YEARS_BACK = 5, 12, 10, 3

RULE = ("Üblich ist der Bereich zwischen den Quartilen der früheren Werte, auf jeder Seite um das Anderthalbfache ihres Abstands erweitert, mindestens aber "
        "5 % um den Median und bei Anzahlen so viel, wie der Zufall ausmacht. Anzahlen werden je Öffnungstag verglichen.")


@dataclass(frozen=True)
class Notice:
    """A monthly value outside its usual range.

    wert, unten, oben, mitte: per opening day for counts (`je_tag`), else in the metric's unit. werte: how many earlier values the
    range rests on, since month `seit`; `gleicher_monat`: only the same calendar month. staerke: distance from the range in units of
    its width, for sorting.
    """

    kennzahl: str
    monat: str
    gliederung: Mapping[str, str]
    wert: float
    unten: float
    oben: float
    mitte: float
    je_tag: bool
    werte: int
    seit: str
    gleicher_monat: bool
    staerke: float
    figure: Figure

    @property
    def name(self) -> str:
        """The series: "Kundenkontakte je Öffnungstag, Reisepass"."""
        label = definitions()[self.kennzahl].label + (" je Öffnungstag" if self.je_tag else "")
        return ", ".join([label, *self.gliederung.values()])

    @property
    def bereich(self) -> str:
        """The usual range in words: "380,2 bis 498,0"."""
        return f"{german.number(self.unten, self.dezimalen)} bis {german.number(self.oben, self.dezimalen)}"

    @property
    def dezimalen(self) -> int:
        return 1 if self.je_tag else definitions()[self.kennzahl].dezimalen

    @property
    def einheit(self) -> str:
        unit = definitions()[self.kennzahl].einheit
        return f"{unit} je Öffnungstag" if self.je_tag else unit

    @property
    def grundlage(self) -> str:
        """What the range rests on: "22 Monatswerte seit Januar 2017"."""
        kind = f"Werte für {german.month_name(self.monat, with_year=False)}" if self.gleicher_monat else "Monatswerte"
        return f"{self.werte} {kind} seit {german.month_name(self.seit)}"

    @property
    def satz(self) -> str:
        """The notice in one sentence."""
        side = "über" if self.wert > self.oben else "unter"
        unit = "" if self.je_tag else f"{german.NBSP}{german.unit(definitions()[self.kennzahl])}"
        return (f"{german.month_name(self.monat)}: {self.name} {german.number(self.wert, self.dezimalen)}{unit}, {side} dem üblichen Bereich "
                f"von {self.bereich} ({self.grundlage}).")


@dataclass(frozen=True)
class Attention:
    """The notices, strongest first; `geprueft` monthly values were looked at. `hinweise`: on how little the ranges rest, what was not looked at."""

    meldungen: tuple[Notice, ...]
    geprueft: int
    hinweise: tuple[str, ...] = ()
    regel: str = RULE

    @property
    def satz(self) -> str:
        """How much was looked at and how much of it is unusual."""
        if not self.geprueft:
            return self.hinweise[0]
        if not self.meldungen:
            return f"Von {german.number(self.geprueft)} geprüften Monatswerten liegt keiner außerhalb seines üblichen Bereichs."
        lie = "liegt" if len(self.meldungen) == 1 else "liegen"
        return f"{german.number(len(self.meldungen))} von {german.number(self.geprueft)} geprüften Monatswerten {lie} außerhalb ihres üblichen Bereichs."


def attention(w: Warehouse, period: Period, where: Mapping[str, Sequence[str]] | None = None) -> Attention:
    """What left its usual range in the months of a period. Only full months with data are looked at; filters a source does not
    have leave its metrics out. Raises UnknownNameError for unknown filters and values."""
    where = checked_filters(w, where or {})
    months = [m for m in period.months() if m in where.get("monat", (m,)) and m[:4] in where.get("jahr", (m[:4],))]
    rest = {name: values for name, values in where.items() if name not in ("jahr", "monat", "tag")}
    notices: list[Notice] = []
    checked, same, others, thin = 0, 0, set(), defaultdict(int)
    for kennzahl, split, values, known in _series(w, period, rest):
        for month in months:
            if month not in values:
                continue
            past, same_month = _past(w, kennzahl, month, values)
            if not past:
                thin[", ".join([definitions()[kennzahl].label, *split.values()])] += 1
                continue
            checked += 1
            same += same_month
            others |= {len(past)} if not same_month else set()
            if month in known and (notice := _judge(w, known[month], split, month, values[month], past, same_month, rest)):
                notices.append(notice)
    notices.sort(key=lambda n: (-n.staerke, n.monat, n.name))
    return Attention(tuple(notices), checked, _remarks(w, period, checked, same, others, thin))


def usual_range(values: Sequence[float], count: float | None = None) -> tuple[float, float, float]:
    """Lower end, upper end and median of the usual range; `count`: divisor-free usual count behind a value per day, for the play of chance."""
    middle = median(values)
    low, _, high = quantiles(values, n=4, method="inclusive")
    slack = 0.05 * abs(middle)
    if count:
        slack = max(slack, 3 * math.sqrt(count) * middle / count)
    reach = 1.5 * (high - low)
    return max(0.0, min(low - reach, middle - slack)), max(high + reach, middle + slack), middle


def _series(w: Warehouse, period: Period, where: Mapping) -> Iterator[tuple[str, dict[str, str], dict[str, float], dict[str, Figure]]]:
    """Metric, split value, its monthly values (counts per opening day) up to the end of the period, and the figures they are of."""
    first = min((von for von, _ in w.coverage.values()), default=period.von)
    span = Period(max(date(first.year, first.month, 1), shift_years(period.von, -YEARS_BACK)), period.bis) if first <= period.bis else period
    full: set[str] = set()
    house: dict[str, dict[str, float]] = {}
    for kennzahl, split in WATCHED:
        d = definitions()[kennzahl]
        if {*where, *filter(None, [split])} - set(d.gliederungen) or split in where or split == "standort" and len({p.standort for p in w.locations}) < 2:
            continue
        by = ("monat", split) if split else ("monat",)
        found: dict[str, dict[str, float]] = defaultdict(dict)
        known: dict[str, dict[str, Figure]] = defaultdict(dict)
        for f in figures(w, [kennzahl], span, by=by, where=where, base=None):
            if f.status == COMPLETE and f.wert is not None:
                found[f.gliederung.get(split, "")][f.gliederung["monat"]] = f.wert
                known[f.gliederung.get(split, "")][f.gliederung["monat"]] = f
        if kennzahl == "kundenkontakte" and not split:
            full = set(found[""])
        for name, values in found.items():
            if split == "dienstleistung":
                values = {m: values.get(m, 0) for m in full}
            if split == "standort":  # a month with one location only is the house's own value
                values = {m: value for m, value in values.items() if value != house[kennzahl].get(m)}
            if not split:
                house[kennzahl] = values
            places = (name,) if split == "standort" else where.get("standort", ())
            yield kennzahl, {split: name} if split else {}, _per_day(w, values, places) if d.additiv else values, known[name]


def _per_day(w: Warehouse, values: Mapping[str, float], places: tuple[str, ...]) -> dict[str, float]:
    days = {m: len(w.open_days(parse_month(m).von, parse_month(m).bis, places)) for m in values}
    return {m: value / days[m] for m, value in values.items() if days[m]}


def _past(w: Warehouse, kennzahl: str, month: str, values: Mapping[str, float]) -> tuple[dict[str, float], bool]:
    """The earlier values a month is compared with, and whether they are of the same calendar month; empty where too few exist."""
    start = parse_month(month).von
    breaks = [e.von for e in w.events if e.art == "bruch" and e.von <= start and (not e.kennzahlen or kennzahl in e.kennzahlen)]
    after = f"{max(breaks):%Y-%m}" if breaks else ""
    earlier = {m: value for m, value in values.items() if after <= m < month}
    same = {m: value for m, value in earlier.items() if m[5:] == month[5:]}
    if len(same) >= SAME_MONTHS:
        return same, True
    recent = {m: value for m, value in earlier.items() if m >= f"{int(month[:4]) - MONTH_YEARS_BACK}{month[4:]}"}
    return (recent, False) if len(recent) >= MONTHS else ({}, False)


def _judge(w: Warehouse, figure: Figure, split: dict[str, str], month: str, value: float, past: Mapping[str, float], same: bool, where: Mapping) -> Notice | None:
    d = figure.definition
    count = None
    if d.additiv:
        span = parse_month(month)
        places = (split["standort"],) if "standort" in split else where.get("standort", ())
        count = median(past.values()) * len(w.open_days(span.von, span.bis, places))
    low, high, middle = usual_range(list(past.values()), count)
    if low <= value <= high:
        return None
    distance = low - value if value < low else value - high
    return Notice(d.id, month, split, value, low, high, middle, d.additiv, len(past), min(past), same, distance / ((high - low) or 1), figure)


def _remarks(w: Warehouse, period: Period, checked: int, same: int, others: set[int], thin: Mapping[str, int]) -> tuple[str, ...]:
    words = german.period_words(period)
    if not checked:
        return (f"Für {words} lässt sich nichts Übliches angeben: Es gibt zu wenige frühere Monate (nötig sind {MONTHS}).",)
    remarks = []
    if same < checked:
        span = german.number(min(others)) if len(others) == 1 else f"{german.number(min(others))} bis {german.number(max(others))}"
        remarks.append(f"Weniger als {SAME_MONTHS} Vorjahre liegen vor: Der übliche Bereich stützt sich auf {span} Monatswerte ohne Rücksicht auf die Jahreszeit. "
                       "Was in jedem Jahr im selben Monat steigt, kann deshalb hier erscheinen.")
    if thin:
        remarks.append(f"Nicht geprüft, weil zu wenige frühere Werte vorliegen: {'; '.join(f'{name} ({german.number(count)})' for name, count in thin.items())}.")
    return tuple(remarks)
