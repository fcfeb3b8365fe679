"""The download dialog of a chart: data from the server, pictures from the reader's browser; all made when they are clicked and not before."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import pictures
from pages.parts.frame import Page
from reporting.export import tables

if TYPE_CHECKING:
    from reporting.charts.chart import Chart


@st.dialog("Herunterladen")
def dialog(page: Page, chart: Chart) -> None:
    """Every picture carries its source line; the data keep all digits and name their definitions and origin."""
    st.html(f'<p class="einleitung">{escape(chart.title)}</p>')
    _button("Daten für Excel (XLSX)", lambda: tables.xlsx_bytes(page.w, [tables.Sheet(chart.title, chart.title, chart.table, chart.source_line)]),
            f"{chart.filename}.xlsx", tables.XLSX_MIME)
    _button("Daten als CSV (Semikolon, Dezimalkomma)", lambda: tables.csv_bytes(chart.table, chart.source_line), f"{chart.filename}.csv", tables.CSV_MIME)
    pictures.buttons(chart)


def _button(label: str, make, name: str, mime: str) -> None:
    st.download_button(label, make, name, mime, key=f"laden_{name}", on_click="ignore", width="stretch")
