"""Wie lange haben die Menschen gewartet? Waits in full: mean, median, percentile, distribution; and the appointments behind them."""

import streamlit as st

from pages.parts import show
from pages.parts.frame import frame
from reporting import charts
from reporting.definitions import definitions
from reporting.distribution import wait_distribution

page = frame("Wie lange haben die Menschen gewartet?")
one = page.each(
    "wartezeit_mittel", "wartezeit_median", "wartezeit_p90", "wartezeit_stundenmittel", "wartezeit_bis_10", "wartezeit_bis_15",
    "wartezeit_bis_30", "no_show_quote", "termine_versaeumt", "termine_abgesagt", "vorlaufzeit_mittel",
)
show.tiles(page, one["wartezeit_mittel"], one["wartezeit_median"], one["wartezeit_p90"])
show.tiles(page, one["wartezeit_bis_10"], one["wartezeit_bis_15"], one["wartezeit_bis_30"])

spread = page.get(wait_distribution, page.period, where=page.where)
show.chart(page, charts.wait_distribution(page.w, spread), [spread.median, spread.p90, spread.mittel])

left, right = st.columns(2, gap="large")
for column, split in ((left, "stunde"), (right, "wochentag")):
    with column:
        show.wait_band(page, split)
left, right = st.columns(2, gap="large")
with left:
    show.wait_band(page, "monat", **page.whole_year)
with right:
    services = page.ask("wartezeit_mittel", by=("dienstleistung",))
    show.chart(page, charts.ranked(page.w, services, top=10), services, click="dienstleistung")

show.heading("Zwei Mittelwerte, die sich unterscheiden", definitions()["wartezeit_stundenmittel"].bedeutung)
show.facts(page, "Im Vergleich", one["wartezeit_mittel"], one["wartezeit_stundenmittel"])

show.heading("Termine", definitions()["vorlaufzeit_mittel"].bedeutung)
show.tiles(page, one["no_show_quote"], one["termine_versaeumt"], one["termine_abgesagt"], one["vorlaufzeit_mittel"])
left, right = st.columns(2, gap="large")
for column, kennzahl in ((left, "no_show_quote"), (right, "vorlaufzeit_mittel")):
    with column:
        months = page.ask(kennzahl, by=("monat",), **page.whole_year)
        show.chart(page, charts.columns(page.w, months), months, click="monat")
