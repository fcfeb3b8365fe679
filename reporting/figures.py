"""A question becomes a figure: value, unit, the same days of the base, change, status and sources.

The rules are those of the definitions: the base covers the same calendar days as far as both sides have data; a month
without data is "keine Daten" and never 0; a break in the series replaces the change by the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from reporting import queries
from reporting.days import COMPLETE, NO_DATA, PARTIAL, Days  # noqa: F401
from reporting.definitions import Definition, definitions
from reporting.filters import UnknownNameError, all_splits, checked_filters, filter_values
from reporting.periods import WEEKDAYS, Period, shift_filters, shift_time, span_of, years_between
from reporting.queries import Key, Window
from reporting.warehouse import Warehouse


#: Sources of e-mails: an answer counts on its own day, also after the last e-mail of a delivery came in.
ANSWERED = ("m_emails", "m_antwortzeiten")


@dataclass(frozen=True)
class Figure:
    """One value with everything that makes it provable.

    `wert` is None without data. `vorjahr` is the value of the base (normally the year before) over the comparable days;
    `wert_vergleichbar` the own value over the same days (equal to `wert` unless one side lacks days). Changes are in
    percent; `vergleich` names the break that forbids them. `hinweis` says in German what limits the figure.
    """

    kennzahl: str
    von: date
    bis: date
    gliederung: dict[str, str]
    wert: float | int | None
    einheit: str
    vorjahr: float | int | None = None
    veraenderung_prozent: float | None = None
    veraenderung_je_oeffnungstag_prozent: float | None = None
    vergleich: str | None = None
    daten_bis: date | None = None
    status: str = NO_DATA
    quellen: tuple[str, ...] = ()
    base: Period | None = None
    wert_vergleichbar: float | int | None = None
    oeffnungstage: int | None = None
    oeffnungstage_vorjahr: int | None = None
    hinweis: str | None = None
    where: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def period(self) -> Period:
        return Period(self.von, self.bis)

    @property
    def definition(self) -> Definition:
        return definitions()[self.kennzahl]

    def as_json(self) -> dict[str, Any]:
        """The entry of `python -m reporting figures --json`."""
        return {
            "kennzahl": self.kennzahl,
            "von": self.von.isoformat(),
            "bis": self.bis.isoformat(),
            "gliederung": {k: int(v) if k == "stunde" and v.isdigit() else v for k, v in self.gliederung.items()},
            "wert": self.wert,
            "einheit": self.einheit,
            "vorjahr": self.vorjahr,
            "veraenderung_prozent": self.veraenderung_prozent,
            "veraenderung_je_oeffnungstag_prozent": self.veraenderung_je_oeffnungstag_prozent,
            "vergleich": self.vergleich,
            "daten_bis": self.daten_bis.isoformat() if self.daten_bis else None,
            "status": self.status,
            "quellen": list(self.quellen),
            "hinweis": self.hinweis,
        }


def figure(w: Warehouse, kennzahl: str, period: Period, *, where: Mapping[str, Sequence[str]] | None = None,
           base: Period | Literal["vorjahr"] | None = "vorjahr", unsupported: Literal["raise", "note"] = "raise") -> Figure:
    """One metric without a split: exactly one figure. Arguments and errors as in `figures`."""
    return figures(w, [kennzahl], period, where=where, base=base, unsupported=unsupported)[0]


def figures(w: Warehouse, kennzahlen: Sequence[str] | None, period: Period, *, by: Sequence[str] = (),
            where: Mapping[str, Sequence[str]] | None = None, base: Period | Literal["vorjahr"] | None = "vorjahr",
            unsupported: Literal["raise", "note"] = "raise") -> list[Figure]:
    """Metrics (None: all) over a period, split by `by` and filtered by `where` ({split: values}, values of one split are alternatives).

    base: what to compare with; "vorjahr" = the same calendar days a year earlier, a Period, or None for no comparison.
    unsupported: a split or filter a metric does not have raises UnknownNameError, or ("note") the metric comes without
    it and says so in `hinweis`. Splits by month return every month of the period, other splits what occurs.
    Raises UnknownNameError for unknown ids, splits, filters and filter values.
    """
    known = definitions()
    for kennzahl in kennzahlen or ():
        if kennzahl not in known:
            raise UnknownNameError("Die Kennzahl", kennzahl, known)
    filters = checked_filters(w, where or {})
    for name in by:
        if not any(name in d.gliederungen for d in known.values()):
            raise UnknownNameError("Die Gliederung", name, all_splits())
    metrics = [known[k] for k in kennzahlen] if kennzahlen else list(known.values())
    if not kennzahlen and (by or filters):  # "all" means: all that can answer
        metrics = [d for d in metrics if {*by, *filters} <= set(d.gliederungen)]
    result: list[Figure] = []
    for group in _alike(metrics, by, filters, unsupported):
        result += _Question(w, group.metrics, period, group.by, group.where, base, group.note).answer()
    order = {d.id: n for n, d in enumerate(metrics)}
    return sorted(result, key=lambda f: order[f.kennzahl])


@dataclass
class _Group:
    metrics: list[Definition]
    by: tuple[str, ...]
    where: dict[str, tuple[str, ...]]
    note: str | None


def _alike(metrics: Sequence[Definition], by: Sequence[str], where: dict[str, tuple[str, ...]], unsupported: str) -> list[_Group]:
    """Metrics that can be asked together: same source, same usable splits and filters."""
    groups: dict[tuple, _Group] = {}
    for d in metrics:
        missing = [name for name in [*by, *where] if name not in d.gliederungen]
        if missing and unsupported == "raise":
            raise UnknownNameError(f"Für die Kennzahl {d.id} die Gliederung", missing[0], d.gliederungen)
        note = f"Ohne Filter und Gliederung nach {', '.join(dict.fromkeys(missing))}: In der Quelle nicht enthalten." if missing else None
        key = (d.quellen, d.art == "bestand", tuple(missing))
        usable = {name: values for name, values in where.items() if name not in missing}
        groups.setdefault(key, _Group([], tuple(name for name in by if name not in missing), usable, note)).metrics.append(d)
    return list(groups.values())


class _Question:
    """Metrics of one source over one period: finds the days that can be compared, asks, and puts the figures together."""

    def __init__(self, w: Warehouse, metrics: list[Definition], period: Period, by: tuple[str, ...],
                 where: dict[str, tuple[str, ...]], base: Period | str | None, note: str | None) -> None:
        self.w, self.metrics, self.period, self.by, self.where, self.note = w, metrics, period, by, where, note
        self.years = -1 if base == "vorjahr" else years_between(base, period) if isinstance(base, Period) else None
        self.other = base if isinstance(base, Period) and self.years is None else None
        self.stock = metrics[0].art == "bestand"
        self.days = Days(w, metrics[0], where, self.years, self.other)

    def answer(self) -> list[Figure]:
        if "standort" in self.by and not self.stock:
            return self._by_location()
        window = self.days.covered(self.period)
        note = self.note
        cut = window is not None and queries.cut_rows(self.w, self.metrics[0], window, self.by, self.where)
        own, base = self.days.comparable(window) if window and not cut else (None, None)
        shifted = shift_filters(self.where, self.years or 0)
        base_cut = base is not None and queries.cut_rows(self.w, self.metrics[0], base, self.by, shifted)
        span = next((name for name in ("monat", "jahr") if name in self.by), None)
        if span and self.other is None and not self.stock and (cut or base_cut or base and own != window):
            return self._by_span(span)
        if cut:
            note = " ".join(filter(None, [note, "Die Quelle liefert ganze Monate; dieser Ausschnitt lässt sich daraus nicht bilden."]))
            window = None
        if window is None:
            return [self._empty(d, key, note) for d in self.metrics for key in self._keys({})]
        if base_cut:
            note = " ".join(filter(None, [note, "Ohne Vergleich: Für die Vergleichszeit liefert die Quelle nur ganze Monate."]))
            base = None
        values = queries.evaluate(self.w, self.metrics, window, self.by, self.where)
        late = [d for d in self.metrics if d.tabelle in ANSWERED and d.art != "stand"] if window.period != self.period else []
        if late:  # the last e-mails of a delivery are answered after the last one came in
            values |= queries.evaluate(self.w, late, Window(self.period), self.by, self.where)
            same = queries.evaluate(self.w, self.metrics, own or window, self.by, self.where)
        else:
            same = values if own == window or own is None else queries.evaluate(self.w, self.metrics, own, self.by, self.where)
        before: dict[str, dict[Key, float]] = {d.id: {} for d in self.metrics}
        if base:
            raw = queries.evaluate(self.w, self.metrics, base, self.by, shifted)
            before = {k: {self._shift_key(key, -(self.years or 0)): v for key, v in rows.items()} for k, rows in raw.items()}
        files = self._files(window, base)
        # A day of the base alone is no row: the same date a year earlier is another weekday.
        keys = {d.id: self._keys(values[d.id] if "tag" in self.by else {**values[d.id], **before[d.id]}) for d in self.metrics}
        return [self._figure(d, key, window, own, base, values, same, before, files, note) for d in self.metrics for key in keys[d.id]]

    def _by_location(self) -> list[Figure]:
        """Each location on its own, because each has its own days with data."""
        at = self.by.index("standort")
        rest = self.by[:at] + self.by[at + 1 :]
        base = "vorjahr" if self.years == -1 else self.period.shifted(self.years) if self.years else self.other
        result = []
        for place in self.where.get("standort") or filter_values(self.w)["standort"]:
            part = _Question(self.w, self.metrics, self.period, rest, self.where | {"standort": (place,)}, base, self.note)
            for f in part.answer():
                if f.wert is not None:
                    split = dict(f.gliederung)
                    result.append(replace(f, gliederung={name: place if name == "standort" else split[name] for name in self.by}))
        return sorted(result, key=lambda f: self._order(f.gliederung))

    def _by_span(self, name: str) -> list[Figure]:
        """Each month (or year) on its own, where the days of the whole period cannot be compared as one: a month is the same in every range."""
        at = self.by.index(name)
        rest = self.by[:at] + self.by[at + 1 :]
        result = []
        for (value,) in _Question(self.w, self.metrics, self.period, (name,), self.where, None, self.note)._keys({}):
            part = span_of(name, value).clipped(self.period.von, self.period.bis)
            base = part.shifted(self.years) if self.years else None
            for f in _Question(self.w, self.metrics, part, rest, self.where, base, self.note).answer():
                split = dict(f.gliederung)
                result.append(replace(f, von=self.period.von, bis=self.period.bis, gliederung={n: value if n == name else split[n] for n in self.by}))
        return sorted(result, key=lambda f: self._order(f.gliederung))

    # -------------------------------------------------------------- splits

    def _keys(self, found: Mapping[Key, Any]) -> list[Key]:
        if not self.by:
            return [()]
        keys = set(found)
        if self.by == ("monat",):
            keys |= {(m,) for m in self.period.months() if m in self.where.get("monat", (m,)) and m[:4] in self.where.get("jahr", (m[:4],))}
        if self.by == ("wochentag",) and not found:
            keys |= {(day,) for day in self.where.get("wochentag", WEEKDAYS)}
        if self.by == ("jahr",):
            keys |= {(y,) for y in self.period.years() if y in self.where.get("jahr", (y,))}
        inside = {"monat": set(self.period.months()), "jahr": set(self.period.years())}
        keys = {key for key in keys if all(part in inside.get(name, (part,)) for name, part in zip(self.by, key))}
        return sorted(keys, key=lambda key: self._order(dict(zip(self.by, key))))

    def _order(self, split: Mapping[str, str]) -> tuple:
        known = filter_values(self.w)
        def rank(name: str, value: str) -> tuple:
            if name == "stunde":
                return (int(value), "")
            values = known.get(name, ())
            return (values.index(value), "") if value in values and name not in ("jahr", "monat", "tag") else (10**6, value)
        return tuple(rank(name, value) for name, value in split.items())

    def _shift_key(self, key: Key, years: int) -> Key:
        return tuple(shift_time(name, part, years) for name, part in zip(self.by, key))

    def _part(self, key: Key) -> Period:
        """The days of the period a row stands for."""
        split = dict(zip(self.by, key))
        span = next((span_of(name, split[name]) for name in ("tag", "monat", "jahr") if name in split), self.period)
        return span.clipped(self.period.von, self.period.bis)

    # -------------------------------------------------------------- figures

    def _empty(self, d: Definition, key: Key, note: str | None) -> Figure:
        return Figure(d.id, self.period.von, self.period.bis, dict(zip(self.by, key)), None, d.einheit, hinweis=note, where=self.where)

    def _figure(self, d: Definition, key: Key, window: Window, own: Window | None, base: Window | None, values: dict, same: dict,
                before: dict, files: tuple[str, ...], note: str | None) -> Figure:
        part = self._part(key)
        status, until, limit = self.days.status(part)
        if status == NO_DATA:
            return self._empty(d, key, note)
        value = values[d.id].get(key, 0 if d.additiv and not queries.left_empty(self.w, d, part, self.where) else None)
        if value is None:
            status, until = NO_DATA, None
            if queries.barred(self.w, d, window, self.where):
                note = " ".join(filter(None, [note, d.nicht_ueber_grund]))
        split = dict(zip(self.by, key))
        f = Figure(d.id, self.period.von, self.period.bis, split, value, d.einheit, daten_bis=until, status=status, quellen=files,
                   hinweis=" ".join(filter(None, [note, limit])) or None, where=self.where)
        row_own = own and part.clipped(own.period.von, own.period.bis)
        if value is None or not base or not row_own or self.other and {"jahr", "monat", "tag"} & set(self.by):
            return f  # a month has a counterpart in the same months of another year, not in some other stretch of days
        row_base = base.period if self.other else row_own.shifted(self.years)
        earlier = before[d.id].get(key)
        if earlier is None and d.additiv and self.days.any_data(row_base, self.years or 0) and not queries.left_empty(self.w, d, row_base, self.where):
            earlier = 0
        comparable = same[d.id].get(key, 0 if d.additiv else None)
        open_days = self.days.open_count(row_own, own, split)
        open_before = self.days.open_count(row_base, base, {k: shift_time(k, v, self.years or 0) for k, v in split.items()}, self.years or 0)
        broken = self._break(d, row_own, row_base)
        change = per_day = None
        if not broken and earlier and comparable is not None:
            change = (comparable / earlier - 1) * 100
            if d.additiv and open_days and open_before:
                per_day = (comparable / open_days / (earlier / open_before) - 1) * 100
        return replace(f, vorjahr=earlier, veraenderung_prozent=change, veraenderung_je_oeffnungstag_prozent=per_day, vergleich=broken,
                        base=row_base, wert_vergleichbar=comparable, oeffnungstage=open_days, oeffnungstage_vorjahr=open_before)

    def _break(self, d: Definition, own: Period, base: Period) -> str | None:
        """The break in series between the base and the period, in words."""
        ids = {d.id, d.zaehler, d.nenner}
        first, last = (base, own) if base.von <= own.von else (own, base)
        for event in self.w.events:
            if event.art != "bruch" or event.kennzahlen and not ids & set(event.kennzahlen):
                continue
            if event.von <= last.bis and event.bis >= first.von and not (event.von == event.bis == first.von):
                return event.titel
        return None

    def _files(self, window: Window, base: Window | None) -> tuple[str, ...]:
        if self.stock:
            return (f"stammdaten/{self.metrics[0].tabelle}.csv",)
        names: dict[str, None] = {}
        for part in filter(None, (window, base)):
            rows = self.w.query(
                "SELECT DISTINCT datei FROM herkunft JOIN dateien USING (datei_id) WHERE list_contains(?, herkunft.tabelle) AND datum BETWEEN ? AND ? ORDER BY 1",
                [list(self.metrics[0].quellen), part.period.von, part.period.bis],
            )
            names |= {row[0]: None for row in rows}
        return tuple(names)
