"""Wie war das Jahr? The mayor's page: the year at a glance, every figure with its proof."""

from pages.parts import show
from pages.parts.frame import frame
from reporting import german
from reporting.overview import overview

page = frame("Das Jahr {jahr} auf einen Blick", filters=("jahr",))
year = overview(page.w, page.choice.jahr)

show.tiles(page, year.kontakte, year.wartezeit)
show.facts(page, "Außerdem", [(f, german.value_words(f)) for f in (year.anrufe_115, year.emails, year.grosskunden, year.vorgaenge)])
