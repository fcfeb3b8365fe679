"""A table with its files: the same rows on the screen, for German Excel and as CSV."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts import show
from pages.parts.frame import Page
from reporting import german
from reporting.charts.chart import slug
from reporting.export import tables
from reporting.figures import Figure
from reporting.tables import Table


def table(page: Page, content: Table, caption: str, figures: Sequence[Figure] = (), *, none: str = "Dazu gibt es keine Einträge.") -> None:
    """The table and, where it has rows, its downloads (made when they are clicked) and the passports of its figures.

    Without rows the German sentence `none`.
    """
    show.table(content, caption, none=none)
    if content.rows:
        files(page, content, caption, figures)


def files(page: Page, content: Table, caption: str, figures: Sequence[Figure] = ()) -> None:
    """Only the downloads of a table, and the passports of its figures."""
    source, name = german.source_line(page.w), slug(caption)
    with st.container(horizontal=True, gap="small", key=f"dateien_{name}"):
        if figures:
            st.html(show.proof(page, figures, caption), width="content")
        st.download_button("XLSX herunterladen", lambda: tables.xlsx_bytes(page.w, [tables.Sheet(caption, caption, content, source)]), f"{name}.xlsx", tables.XLSX_MIME,
                           key=f"nachweis_xlsx_{name}", help=f"{caption} für Excel", on_click="ignore", type="tertiary")
        st.download_button("CSV herunterladen", lambda: tables.csv_bytes(content, source), f"{name}.csv", tables.CSV_MIME,
                           key=f"nachweis_csv_{name}", help=f"{caption} mit Semikolon und Dezimalkomma", on_click="ignore", type="tertiary")
