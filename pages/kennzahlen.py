"""Was bedeutet die Zahl? The handbook of all metrics, generated from their definitions."""

import streamlit as st

from pages.parts import show, tables
from pages.parts.frame import frame
from reporting.handbook import handbook, table

page = frame("Was bedeutet die Zahl?", filters=())
search = st.text_input("Kennzahl suchen", placeholder="etwa Wartezeit oder XMeld", key="suche")
found = page.get(handbook, search)
show.heading("Alle Kennzahlen" if not search else f"Kennzahlen zu „{search}“",
             "Jede Zahl auf jeder Seite, in jedem Export und im Jahresbericht folgt genau einem dieser Einträge.")
if found:
    tables.files(page, table(found), "Handbuch der Kennzahlen")
else:
    show.note("Dazu gibt es keine Kennzahl. Ein kürzeres Wort findet mehr.")
for entry in found:
    show.entry(entry.label, entry.text, entry.terms(), entry.sql)
