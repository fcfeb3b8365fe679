"""Wer kam, wann, wofür? Contacts by month, area, service, location, weekday and hour."""

import streamlit as st

from pages.parts import show
from pages.parts.frame import frame
from reporting import charts
from reporting.tables import strongest

page = frame("Wer kam, wann, wofür?")
one = page.each("kundenkontakte", "kontakte_je_oeffnungstag", "terminkunden", "spontankunden")
show.tiles(page, *one.values())

months = page.ask("kundenkontakte", by=("monat",), **page.whole_year)
show.chart(page, charts.columns(page.w, months), months, click="monat")

left, right = st.columns(2, gap="large")
with left:
    show.heading("Wofür?")
    areas = page.ask("kundenkontakte", by=("bereich",))
    show.chart(page, charts.ranked(page.w, areas), areas, click="bereich")
    places = page.ask("kundenkontakte", by=("standort",))
    if len(places) > 1:
        show.chart(page, charts.ranked(page.w, places, title="An welchem Standort?"), places, click="standort")
with right:
    show.heading("Für welches Anliegen?")
    services = page.ask("kundenkontakte", by=("dienstleistung",))
    show.chart(page, charts.ranked(page.w, services, top=10), services, click="dienstleistung")

show.heading("Wann?", "Kundenkontakte werden je Tag gezählt, Uhrzeiten kennt nur der Terminkalender: Das Feld zeigt wahrgenommene Termine.")
left, right = st.columns(2, gap="large")
with left:
    hours = page.ask("termine_bedient", by=("wochentag", "stunde"), base=None)
    show.chart(page, charts.heatmap(page.w, hours), hours)
with right:
    weekdays = page.ask("kontakte_je_oeffnungstag", by=("wochentag",))
    show.chart(page, charts.columns(page.w, weekdays), weekdays)
    per_day = page.ask("kontakte_je_oeffnungstag", by=("monat",), **page.whole_year)
    show.chart(page, charts.columns(page.w, per_day), per_day, click="monat")

days = page.ask("kundenkontakte", by=("tag",), base=None)
show.heading("Die stärksten Tage")
show.table(strongest(days, 10), "Tage mit den meisten Kundenkontakten")
