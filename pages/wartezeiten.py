"""Wie lange haben die Menschen gewartet? Waits in full: mean, median, percentile, distribution; and the appointments behind them."""

import streamlit as st

from pages.parts import show
from pages.parts.frame import frame
from reporting.definitions import definitions

page = frame("Wie lange haben die Menschen gewartet?")
one = page.each(
    "wartezeit_mittel", "wartezeit_median", "wartezeit_p90", "wartezeit_stundenmittel", "wartezeit_bis_10", "wartezeit_bis_15",
    "wartezeit_bis_30", "no_show_quote", "termine_versaeumt", "termine_abgesagt", "vorlaufzeit_mittel",
)
show.tiles(page, one["wartezeit_mittel"], one["wartezeit_median"], one["wartezeit_p90"])
show.tiles(page, one["wartezeit_bis_10"], one["wartezeit_bis_15"], one["wartezeit_bis_30"])

show.draw_waits(page)

left, right = st.columns(2, gap="large")
with left:
    show.draw_waits(page, "stunde")
    show.draw_waits(page, "monat", **page.whole_year)
with right:
    show.draw_waits(page, "wochentag")
    show.draw(page, "ranked", "wartezeit_mittel", by=("dienstleistung",), click="dienstleistung", top=10)

show.heading("Zwei Mittelwerte, die sich unterscheiden", definitions()["wartezeit_stundenmittel"].bedeutung)
show.facts(page, "Im Vergleich", one["wartezeit_mittel"], one["wartezeit_stundenmittel"])

show.heading("Termine", definitions()["vorlaufzeit_mittel"].bedeutung)
show.tiles(page, one["no_show_quote"], one["termine_versaeumt"], one["termine_abgesagt"], one["vorlaufzeit_mittel"])
left, right = st.columns(2, gap="large")
for column, kennzahl in ((left, "no_show_quote"), (right, "vorlaufzeit_mittel")):
    with column:
        show.draw(page, "columns", kennzahl, by=("monat",), click="monat", **page.whole_year)
