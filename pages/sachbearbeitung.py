"""Was geschieht im Hintergrund? Back-office cases, XMeld messages and dealer cases; what counts and what does not."""

import streamlit as st

from pages.parts import show, tables
from pages.parts.frame import frame
from reporting import charts
from reporting.tables import figures_table

page = frame("Was geschieht im Hintergrund?", filters=("jahr", "monat", "vergleich"))
show.tiles(page, *page.ask("vorgaenge", "vorgaenge_xmeld", "grosskunden_vorgaenge", "vorgaenge_ungezaehlt"))

show.heading("Vorgänge", "Bearbeitete Fälle ohne Kundenberatung. XMeld ist der elektronische Austausch mit anderen Meldebehörden.")
groups, months = page.ask("vorgaenge", by=("gruppe",)), page.ask("vorgaenge", by=("monat",), **page.whole_year)
left, right = st.columns(2, gap="large")
with left:
    show.chart(page, charts.ranked(page.w, groups), groups)
with right:
    show.chart(page, charts.columns(page.w, months), months, click="monat")
each = page.ask("vorgaenge", by=("gruppe", "monat"), **page.whole_year)
show.chart(page, charts.small_multiples(page.w, each), each)

show.heading("XMeld nach Nachrichten", "Die Nummer ist die Nachricht im Standard XMeld.")
messages, xmeld = page.ask("vorgaenge_xmeld", by=("vorgangsart",)), page.ask("vorgaenge_xmeld", by=("monat",), **page.whole_year)
left, right = st.columns(2, gap="large")
with left:
    show.chart(page, charts.ranked(page.w, messages, top=12), messages)
with right:
    show.chart(page, charts.columns(page.w, xmeld), xmeld, click="monat")

show.heading("Großkunden", "Autohäuser und Zulassungsdienste geben Vorgänge gesammelt ab. Sie sind weder Kundenkontakte noch Vorgänge der Sachbearbeitung.")
kinds, dealers = (page.ask("grosskunden_vorgaenge", by=(split,)) for split in ("vorgangsart", "kunde_art"))
monthly = page.ask("grosskunden_vorgaenge", by=("monat",), **page.whole_year)
left, right = st.columns(2, gap="large")
with left:
    show.chart(page, charts.ranked(page.w, kinds), kinds)
    show.chart(page, charts.ranked(page.w, dealers), dealers)
with right:
    show.chart(page, charts.columns(page.w, monthly), monthly, click="monat")

show.heading("Was nicht zählt", "Technische Meldungen, die nach den Stammdaten (vorgangsarten.csv) keine Vorgänge sind. Sie stehen in keiner Zahl weiter oben.")
tables.table(page, figures_table(page.ask("vorgaenge_ungezaehlt", by=("vorgangsart",))), "Nicht gezählte Meldungen")
