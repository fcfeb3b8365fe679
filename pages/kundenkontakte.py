"""Wer kam, wann, wofür? Contacts by month, area, service, location, weekday and hour."""

import streamlit as st

from pages.parts import show
from pages.parts.frame import frame
from reporting.tables import strongest

page = frame("Wer kam, wann, wofür?")
one = page.each("kundenkontakte", "kontakte_je_oeffnungstag", "terminkunden", "spontankunden")
show.tiles(page, *one.values())

show.draw(page, "columns", "kundenkontakte", by=("monat",), click="monat", **page.whole_year)

left, right = st.columns(2, gap="large")
with left:
    show.heading("Wofür und wo?")
    show.draw(page, "ranked", "kundenkontakte", by=("bereich",), click="bereich")
    if len(page.ask("kundenkontakte", by=("standort",))) > 1:
        show.draw(page, "ranked", "kundenkontakte", by=("standort",), click="standort", title="An welchem Standort?")
with right:
    show.heading("Für welches Anliegen?")
    show.draw(page, "ranked", "kundenkontakte", by=("dienstleistung",), click="dienstleistung", top=10)

show.heading("Wann?", "Kundenkontakte werden je Tag gezählt, Uhrzeiten kennt nur der Terminkalender: Das Feld zeigt wahrgenommene Termine.")
left, right = st.columns(2, gap="large")
with left:
    show.draw(page, "heatmap", "termine_bedient", by=("wochentag", "stunde"), base=None)
with right:
    show.draw(page, "columns", "kontakte_je_oeffnungstag", by=("wochentag",))
    show.draw(page, "columns", "kontakte_je_oeffnungstag", by=("monat",), click="monat", **page.whole_year)

days = page.ask("kundenkontakte", by=("tag",), base=None)
show.heading("Die stärksten Tage")
show.table(strongest(days, 10), "Tage mit den meisten Kundenkontakten")
