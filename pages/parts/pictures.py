"""The pictures of a chart as files: PNG, SVG and PDF in one click, drawn by the reader's own browser (see pictures.js)."""

from __future__ import annotations

import time
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import plotly
import streamlit as st
from streamlit.components import v1

from reporting.export.images import SIZES, ending

if TYPE_CHECKING:
    from reporting.charts import Chart

#: Label, format, size.
PICTURES = (
    ("Bild für Bildschirm und Internet (PNG, 16:9)", "png", "breit"),
    ("Bild für soziale Medien (PNG, quadratisch)", "png", "quadrat"),
    ("Bild für den Druck (PNG, 300 dpi)", "png", "breit-druck"),
    ("Vektorbild (SVG)", "svg", "breit"),
    ("Vektorbild für den Druck (PDF)", "pdf", "breit"),
)
#: The formats that stand right under a chart.
DIRECT = ("png", "svg", "pdf")
_CSS = """
div { display: grid; gap: 0.5rem; font-family: var(--st-font); }
button { font: inherit; min-height: 2.5rem; padding: 0.25rem 0.75rem; cursor: pointer; color: var(--st-text-color); background: var(--st-background-color);
         border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); }
button:hover { color: var(--st-primary-color); border-color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 1px; }
p { margin: 0; min-height: 1.5em; color: var(--st-text-color); }
"""


def buttons(chart: Chart) -> None:
    """The buttons of one chart; always the light picture with title, unit, source line and "Stand" inside."""
    _component(key=f"bilder_{chart.id}", data=_data(chart, {size for _, _, size in PICTURES}))


def save(chart: Chart, kind: str) -> None:
    """Have the reader's browser save the picture right now, once. kind: one of `DIRECT`."""
    _component(key=f"bild_{chart.id}", data=_data(chart, {"breit"}) | {"wanted": f'[data-format="{kind}"]', "number": time.monotonic_ns()})


def _data(chart: Chart, sizes: set[str]) -> dict:
    figures = {str(SIZES[size].height): chart.spec(SIZES[size].height) for size in sizes}
    return {"figures": figures, "filename": chart.filename, "title": chart.title, "alt": chart.alt, "plotly": _plotly()}


def _markup() -> str:
    buttons = (
        f'<button type="button" data-format="{kind}" data-width="{SIZES[size].width}" data-height="{SIZES[size].height}" data-scale="{SIZES[size].scale}" '
        f'data-ending="{ending(kind, size)}">{escape(label)}</button>' for label, kind, size in PICTURES
    )
    return f'<div>{"".join(buttons)}<p role="status"></p></div>'


_component = st.components.v2.component("bilder", html=_markup(), css=_CSS, js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"))


@st.cache_resource(show_spinner=False)
def _plotly() -> str:
    """Where this server serves the plotly.min.js of the Python package; a component without a page of its own is what makes it."""
    served = v1.declare_component("plotlyjs", path=str(Path(plotly.__file__).parent / "package_data"))
    return f"component/{served.name}/plotly.min.js"
