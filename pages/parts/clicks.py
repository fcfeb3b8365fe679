"""What the reader clicks inside our own HTML: its buttons carry a name, and one listener a page tells it to the server.

A page has up to forty such buttons. As widgets of Streamlit the browser would redraw each of them with every change of the filter, at more
cost than the charts between them; as HTML they cost nothing (measured by `tests/benchmarks/bench_pages.py`).
"""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

_listener = st.components.v2.component("klicks", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"))


def button(label: str, of: str, name: str) -> str:
    """The HTML of a button. label: what is seen; of: for screen readers, whose button it is; name: what `clicked` answers."""
    hidden = f' <span class="nur-vorgelesen">{escape(of)}</span>' if of else ""
    return f'<button type="button" class="klick" data-klick="{escape(name)}">{escape(label)}{hidden}</button>'


def clicked() -> str:
    """The name of the button whose click started this run of the page, "" where something else did."""
    return _listener(key="klick", on_name_change=_noted).name or ""


def _noted() -> None:
    """Streamlit knows the names of a component's triggers by their callbacks; the answer is read from its result."""

