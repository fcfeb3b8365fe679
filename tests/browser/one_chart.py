"""A page with the picture buttons of two charts, on the office in BILANZ_DATA; run by test_pictures.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import streamlit as st

from pages.parts import pictures
from reporting.export.presscharts import PRESS_CHARTS
from reporting.periods import year
from reporting.warehouse import open_warehouse

st.html("<h1>Bilder</h1>")
w = open_warehouse()
for name in ("kundenkontakte-monate", "wochentage-uhrzeiten"):
    with st.container(key=name):
        pictures.buttons(PRESS_CHARTS[name](w, year(2018)))
w.close()
