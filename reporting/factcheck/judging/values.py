"""What the warehouse says to a claim: values, changes, differences, shares and averages, each with the figure that proves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from reporting.definitions import definitions
from reporting.factcheck.dates.times import shifted
from reporting.factcheck.subjects.locations import since_opening
from reporting.figures import COMPLETE, NO_DATA, Figure, UnknownNameError, figure
from reporting.periods import Period, previous_day, year
from reporting.warehouse import Warehouse

Where = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Found:
    """A value with the figure behind it, or (`wert` None) the German reason why there is none."""

    wert: float | None
    figure: Figure | None = None
    reason: str = ""
    before: float | None = None
    base: Period | None = None


@dataclass
class Values:
    """Asks the warehouse, each question once."""

    w: Warehouse
    _asked: dict = field(default_factory=dict)

    def figure(self, metric: str, period: Period, where: Where, base="vorjahr") -> Figure | None:
        key = (metric, period, tuple(sorted(where.items())), base)
        if key not in self._asked:
            try:
                self._asked[key] = figure(self.w, metric, period, where=where, base=base)
            except UnknownNameError:
                self._asked[key] = None
        return self._asked[key]

    def level(self, metric: str, period: Period, where: Where) -> Found:
        """The value of a metric in a period; a balance ("offene E-Mails") on a day counts everything up to it."""
        if definitions()[metric].art == "stand" and period.von == period.bis:
            period = Period(year(period.bis.year).von, period.bis)
        if definitions()[metric].tabelle == "standorte":
            period = self._while_open(self._beside_move(period), where)
        f = self.figure(metric, period, where)
        label = definitions()[metric].label
        if f is None:
            return Found(None, None, f"{label} lässt sich so nicht gliedern.")
        if (f.status == NO_DATA or f.wert is None) and definitions()[metric].additiv and self.closed(period, where):
            return Found(0, f)
        if f.status == NO_DATA or f.wert is None:
            return Found(None, f, f"Für diesen Zeitraum liegen zu {label} keine Daten vor.")
        if f.status != COMPLETE:
            return Found(None, f, f"Die Daten zu {label} decken den Zeitraum nur teilweise ab. {f.hinweis or ''}".strip())
        return Found(f.wert, f)

    def _while_open(self, period: Period, where: Where) -> Period:
        """The desks of a location that has closed are those of its last day."""
        places = [p for p in self.w.locations if p.standort in where.get("standort", ())]
        last = max((p.gueltig_bis for p in places if p.gueltig_bis), default=None)
        return Period(min(period.von, last), last) if last and all(p.gueltig_bis and p.gueltig_bis < period.bis for p in places) else period

    def _beside_move(self, period: Period) -> Period:
        """A day between the last of one location and the first of the next counts the desks of the last one."""
        for old in self.w.locations:
            following = min((p.gueltig_ab for p in self.w.locations if old.gueltig_bis and p.gueltig_ab and p.gueltig_ab > old.gueltig_bis), default=None)
            if following and old.gueltig_bis < period.bis < following and (following - old.gueltig_bis).days <= 31:
                return Period(min(period.von, old.gueltig_bis), old.gueltig_bis)
        return period

    def closed(self, period: Period, where: Where) -> bool:
        """Whether the locations asked for did not exist in the period."""
        places = [p for p in self.w.locations if p.standort in where.get("standort", ())]
        return bool(places) and all(p.gueltig_ab and p.gueltig_ab > period.bis or p.gueltig_bis and p.gueltig_bis < period.von for p in places)

    def since_opening(self, period: Period, where: Where) -> Period:
        """The part of a period in which a location existed that opened within it: what it is compared with are the same days."""
        return since_opening(self.w, period, where)

    def average(self, metric: str, period: Period, where: Where, per: str) -> Found:
        """The value of a metric per opening day, month or week of the period."""
        if per == "tag" and metric in ("kundenkontakte", "kontakte_je_oeffnungstag"):
            return self.level("kontakte_je_oeffnungstag", period, where)
        d = definitions()[metric]
        total = self.level(metric, period, where)
        if total.wert is None or not d.additiv:
            return total
        if per == "tag":
            days = self.level("oeffnungstage", period, {k: v for k, v in where.items() if k in definitions()["oeffnungstage"].gliederungen})
            return Found(total.wert / days.wert, total.figure) if days.wert else Found(None, total.figure, "Für diesen Zeitraum sind keine Öffnungstage bekannt.")
        months = sum(_month_share(period, m) for m in period.months())
        return Found(total.wert / (months if per == "monat" else period.days() / 7), total.figure)

    def change(self, metric: str, period: Period, where: Where, base: Period | None, per_day: bool = False, moved_from: Where | None = None) -> Found:
        """The change to the base in percent. moved_from: what a new location is compared with; None: the whole house."""
        f = self.figure(metric, period, where, base or "vorjahr")
        if f is not None and f.vergleich:
            return Found(None, f, f"Nicht vergleichbar, weil: {f.vergleich}.")
        if f is not None and f.wert is not None and f.status != NO_DATA and f.veraenderung_prozent is not None:
            return Found(f.veraenderung_je_oeffnungstag_prozent if per_day else f.veraenderung_prozent, f, "", f.vorjahr, f.base)
        if "standort" in where:  # a new location has no year before: compare with the whole house
            rest = moved_from or {k: v for k, v in where.items() if k != "standort"}
            now, before = (self.average(metric, p, part, "tag") if per_day else self.level(metric, p, part) for p, part in ((period, where), (base or shifted(period, -1), rest)))
            if now.wert is not None and before.wert:
                return Found((now.wert / before.wert - 1) * 100, now.figure, "", before.wert, base or shifted(period, -1))
        return Found(None, f, "Für den Vergleichszeitraum liegen keine Daten vor.")

    def differences(self, metric: str, period: Period, where: Where, base: Period | None, per: str | None = None) -> list[Found]:
        """The difference to the base in the unit of the metric: over the same days, and of the whole periods; or of averages per day or month."""
        if per:
            now, before = self.average(metric, period, where, per), self.average(metric, base or shifted(period, -1), where, per)
            if now.wert is not None and before.wert is not None:
                return [Found(now.wert - before.wert, now.figure, "", before.wert, base or shifted(period, -1))]
        f = self.figure(metric, period, where, base or "vorjahr")
        if f is not None and f.vergleich:
            return [Found(None, f, f"Nicht vergleichbar, weil: {f.vergleich}.")]
        found = []
        if f is not None and f.wert_vergleichbar is not None and f.vorjahr is not None:
            found.append(Found(f.wert_vergleichbar - f.vorjahr, f, "", f.vorjahr, f.base))
        now = self.level(metric, period, where)
        for earlier in self._earlier(metric, period, base):
            before = self.level(metric, earlier, where)
            if "standort" in where and (before.wert is None or self.closed(earlier, where) and self._gone(where)):  # a new location has no year before
                before = self.level(metric, earlier, {k: v for k, v in where.items() if k != "standort"})
            if now.wert is not None and before.wert is not None:
                found.append(Found(now.wert - before.wert, now.figure, "", before.wert, earlier))
        return found or [Found(None, f, "Für den Vergleichszeitraum liegen keine Daten vor.")]

    def apart(self, metric: str, period: Period, where: Where, other: Where, percent: bool, then: Period | None = None) -> Found:
        """The difference between two parts of one period ("mehr als im Norden"), or of two (then: the other's): in percent of the other, or in the unit of the metric."""
        subjects = ("bereich", "dienstleistung")  # a service beside an area: each stands for itself
        rest = {k: v for k, v in where.items() if not (k in subjects and set(subjects) & set(other))}
        mine, theirs = self.level(metric, period, where), self.level(metric, then or period, {**rest, **other})
        if mine.wert is None or theirs.wert is None or percent and not theirs.wert:
            return Found(None, mine.figure, mine.reason or theirs.reason or "Der Vergleichswert ist null.")
        return Found((mine.wert / theirs.wert - 1) * 100 if percent else mine.wert - theirs.wert, mine.figure, "", theirs.wert, then or period)

    def former(self, metric: str, period: Period, where: Where, base: Period | None) -> list[Found]:
        """The value before the period: of the base, of the year before, for desks and staff the one before the last change."""
        rest = {k: v for k, v in where.items() if k != "standort"}
        if gone := self._gone(where):  # the location a new one followed
            last = max(gone, key=lambda p: p.gueltig_bis)
            day = Period(last.gueltig_bis, last.gueltig_bis) if definitions()[metric].art == "bestand" else shifted(period, -1)
            return [self.level(metric, day, {**rest, "standort": (last.standort,)})] + [self.level(metric, p, rest) for p in self._earlier(metric, period, base)]
        found = [self.level(metric, p, w) for p in self._earlier(metric, period, base) for w in ([where, rest] if rest != where else [where])]
        return [f for f in found if f.wert is not None] or found

    def _gone(self, where: Where) -> list:
        """The locations that had closed when those asked for opened."""
        since = max((p.gueltig_ab for p in self.w.locations if p.standort in where.get("standort", ()) and p.gueltig_ab), default=None)
        return [p for p in self.w.locations if since and p.gueltig_bis and p.gueltig_bis < since]

    def _earlier(self, metric: str, period: Period, base: Period | None) -> list[Period]:
        found = [base or shifted(period, -1)]
        d = definitions()[metric]
        if d.art == "bestand" and base is None:
            found.append(Period(previous_day(period.von), previous_day(period.von)))
            days = [p.gueltig_ab for p in self.w.locations if p.gueltig_ab and p.gueltig_ab <= period.bis] if d.tabelle == "standorte" else []
            days += [row[0] for row in self.w.query("SELECT stichtag FROM personal ORDER BY 1") if period.von <= row[0] <= period.bis] if d.tabelle == "personal" else []
            for day in sorted(days, reverse=True)[:2]:
                for back in (1, 7):
                    before = day - timedelta(back)
                    found.append(Period(before, before))
        return list(dict.fromkeys(found))

    def ratio(self, metric: str, period: Period, where: Where, outer: Where) -> Found:
        """A part of a metric as a share of a larger part, in percent."""
        top, bottom = self.level(metric, period, where), self.level(metric, period, outer)
        if top.wert is None or not bottom.wert:
            return Found(None, top.figure, top.reason or bottom.reason or "Der Anteil lässt sich nicht bilden.")
        return Found(100 * top.wert / bottom.wert, top.figure)

    def share(self, metric: str, whole: str, period: Period, where: Where, of_period: Period | None = None, outer: Where | None = None) -> Found:
        """A metric as a share of a whole, in percent; the whole keeps only the location filter, or is that of `outer`."""
        top = self.level(metric, period, where)
        outer = outer or {k: v for k, v in where.items() if metric != whole and k in definitions()[whole].gliederungen}
        bottom = self.level(whole, of_period or period, outer)
        if top.wert is None or not bottom.wert:
            return Found(None, top.figure or bottom.figure, top.reason or bottom.reason or "Der Anteil lässt sich nicht bilden.")
        return Found(100 * top.wert / bottom.wert, top.figure)


def _month_share(period: Period, key: str) -> float:
    y, m = map(int, key.split("-"))
    whole = Period(year(y).von.replace(month=m), (year(y).von.replace(month=m, day=28) + timedelta(4)).replace(day=1) - timedelta(1))
    part = period.clipped(whole.von, whole.bis)
    return part.days() / whole.days() if part else 0.0
