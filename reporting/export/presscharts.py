"""The charts of a year that go to the press: one list for the press package, the annual report and the dashboard."""

from __future__ import annotations

from collections.abc import Callable

from reporting import charts, german
from reporting.change import explain
from reporting.charts import Chart
from reporting.distribution import wait_distribution
from reporting.explained import change_chart
from reporting.figures import Figure, figures
from reporting.periods import Period, year as whole_year
from reporting.published import published_years
from reporting.warehouse import Warehouse


def months(kennzahl: str) -> Callable[[Warehouse, Period], Chart]:
    """The months of a year beside those of the year before."""
    return lambda w, period: charts.columns(w, figures(w, [kennzahl], period, by=("monat",)))


def by(kennzahl: str, split: str, top: int | None = None) -> Callable[[Warehouse, Period], Chart]:
    """A year by area, service or type, largest first."""
    return lambda w, period: charts.ranked(w, _split(w, kennzahl, period, (split,)), top=top)


def _split(w: Warehouse, kennzahl: str, period: Period, splits: tuple[str, ...], base: str | None = "vorjahr") -> list[Figure]:
    """Figures by some splits; where nothing occurs the one figure without a split, which says why there is nothing."""
    return figures(w, [kennzahl], period, by=splits, base=base) or figures(w, [kennzahl], period, base=base)


def week(w: Warehouse, period: Period) -> Chart:
    return charts.heatmap(w, _split(w, "termine_bedient", period, ("wochentag", "stunde"), None))


def waits(w: Warehouse, period: Period) -> Chart:
    return charts.wait_distribution(w, wait_distribution(w, period))


def waits_by_hour(w: Warehouse, period: Period) -> Chart:
    median, p90 = (_split(w, k, period, ("stunde",), None) for k in ("wartezeit_median", "wartezeit_p90"))
    return charts.wait_band(w, median, p90)


def years(w: Warehouse, period: Period) -> Chart:
    """All years with data up to the chosen one, and what was published about years before."""
    first = min([y for y in w.years if y <= period.von.year], default=period.von.year)
    found = figures(w, ["kundenkontakte"], Period(whole_year(first).von, period.bis), by=("jahr",), base=None)
    return charts.many_years(w, found, [item for item in published_years(w, "kundenkontakte") if item.jahr <= period.von.year])


def areas_by_month(w: Warehouse, period: Period) -> Chart:
    return charts.small_multiples(w, _split(w, "kundenkontakte", period, ("bereich", "monat")))


def why(w: Warehouse, period: Period) -> Chart:
    return change_chart(w, explain(w, period))


#: Name in the package (and anchor in the report) -> the chart of a period.
PRESS_CHARTS: dict[str, Callable[[Warehouse, Period], Chart]] = {
    "kundenkontakte-monate": months("kundenkontakte"),
    "kundenkontakte-jahre": years,
    "kundenkontakte-veraenderung": why,
    "bereiche": by("kundenkontakte", "bereich"),
    "bereiche-monate": areas_by_month,
    "dienstleistungen": by("kundenkontakte", "dienstleistung", top=9),
    "wochentage-uhrzeiten": week,
    "wartezeit-monate": months("wartezeit_mittel"),
    "wartezeit-verteilung": waits,
    "wartezeit-uhrzeiten": waits_by_hour,
    "emails-monate": months("emails_bearbeitet"),
    "anrufe-115-monate": months("anrufe_115"),
    "anrufe-115-servicelevel": months("anrufe_115_servicelevel"),
    "anrufe-115-erstloesung": months("anrufe_115_erstloesung"),
    "online-leistungen": by("online_leistungen", "leistung", top=9),
    "sachbearbeitung-gruppen": by("vorgaenge", "gruppe"),
    "grosskunden": by("grosskunden_vorgaenge", "vorgangsart", top=9),
}


def press_charts(w: Warehouse, year: int) -> dict[str, Chart]:
    """Every press chart of a year by its name; charts without data come with their reason (`grund`)."""
    period = whole_year(year)
    return {name: draw(w, period) for name, draw in PRESS_CHARTS.items()}


def caption(chart: Chart) -> str:
    """What stands under the printed picture: title, unit, source."""
    parts = [chart.title.rstrip("."), chart.subtitle.rstrip(".")]
    return f"{'. '.join(filter(None, parts))}. {chart.source_line}."


def metrics(found: dict[str, Chart]) -> list[str]:
    """The metrics that the charts show, in the order of first appearance."""
    return list(dict.fromkeys(k for chart in found.values() if chart.draw for k in chart.table.kennzahlen))


def without_data(found: dict[str, Chart]) -> list[str]:
    """The charts that could not be drawn, each with its reason."""
    return [f"{chart.title}: {german.NO_DATA if not chart.grund else chart.grund}" for chart in found.values() if chart.draw is None]
