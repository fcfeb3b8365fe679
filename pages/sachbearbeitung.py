"""Was geschieht im Hintergrund? Back-office cases, XMeld messages and dealer cases; what counts and what does not."""

import streamlit as st

from pages.parts import show, tables
from pages.parts.frame import frame
from reporting.tables import figures_table, occurring

page = frame("Was geschieht im Hintergrund?", filters=("jahr", "monat", "vergleich"))
show.tiles(page, *page.ask("vorgaenge", "vorgaenge_xmeld", "grosskunden_vorgaenge", "vorgaenge_ungezaehlt"))

show.heading("Vorgänge", "Bearbeitete Fälle ohne Kundenberatung. XMeld ist der elektronische Austausch mit anderen Meldebehörden.")
left, right = st.columns(2, gap="large")
with left:
    show.draw(page, "ranked", "vorgaenge", by=("gruppe",))
with right:
    show.draw(page, "columns", "vorgaenge", by=("monat",), click="monat", **page.whole_year)
show.draw(page, "small_multiples", "vorgaenge", by=("gruppe", "monat"), **page.whole_year)

show.heading("XMeld nach Nachrichten", "Die Nummer ist die Nachricht im Standard XMeld; aus ihr folgt die Nachrichtengruppe.")
left, right = st.columns(2, gap="large")
with left:
    show.draw(page, "ranked", "vorgaenge_xmeld", by=("nachrichtengruppe",))
    show.draw(page, "columns", "vorgaenge_xmeld", by=("monat",), click="monat", **page.whole_year)
with right:
    show.draw(page, "ranked", "vorgaenge_xmeld", by=("vorgangsart",), top=12)

show.heading("Großkunden", "Autohäuser und Zulassungsdienste geben Vorgänge gesammelt ab. Sie sind weder Kundenkontakte noch Vorgänge der Sachbearbeitung.")
left, right = st.columns(2, gap="large")
with left:
    show.draw(page, "ranked", "grosskunden_vorgaenge", by=("vorgangsart",))
with right:
    show.draw(page, "columns", "grosskunden_vorgaenge", by=("monat",), click="monat", **page.whole_year)
    show.draw(page, "ranked", "grosskunden_vorgaenge", by=("kunde_art",))

show.heading("Was nicht zählt", "Technische Meldungen, die nach den Stammdaten (vorgangsarten.csv) keine Vorgänge sind. Sie stehen in keiner Zahl weiter oben.")
uncounted = occurring(page.ask("vorgaenge_ungezaehlt", by=("vorgangsart",)))
tables.table(page, figures_table(uncounted), "Nicht gezählte Meldungen", uncounted, none="Im gewählten Zeitraum gab es keine solchen Meldungen.")
