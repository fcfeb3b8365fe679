"""Wie war das Jahr? The mayor's page: the year at a glance, every figure with its proof."""

import streamlit as st

from pages.parts import show
from pages.parts.frame import frame
from reporting import german
from reporting.overview import overview
from reporting.phrases import since_words
from reporting.sentences import year_in_words

page = frame("Das Jahr {jahr} auf einen Blick", filters=("jahr",))
year = page.get(overview, page.choice.jahr)

tiles = [year.kontakte]
if year.since:
    tiles.append(show.Tile(year.since.kontakte, label=since_words(year.since.event)))
if year.record:
    tiles.append(show.Tile(year.record.kontakte, label=f"stärkster Monat: {german.month_name(year.record.monat)}"))
spread = f"Median {german.value_words(year.wartezeit_median)}; neun von zehn warteten höchstens {german.value_words(year.wartezeit_p90)}"
tiles.append(show.Tile(year.wartezeit, note=spread, also=(year.wartezeit_median, year.wartezeit_p90)))
show.tiles(page, *tiles)

months, areas = st.columns([3, 2], gap="large")
with months:
    show.draw(page, "columns", "kundenkontakte", by=("monat",), height=340)
with areas:
    show.draw(page, "ranked", "kundenkontakte", by=("bereich",), title="Wofür kamen die Menschen?")

show.facts(page, "Außerdem", year.anrufe_115, year.emails, year.grosskunden, year.vorgaenge, year.xmeld)
show.facts(page, "Das Haus", year.beraterplaetze, year.thekenplaetze, year.mitarbeitende)
show.heading("In Worten")
show.sentences(page, page.get(year_in_words, page.choice.jahr))

show.heading("Viele Jahre")
show.draw_years(page, "kundenkontakte")
