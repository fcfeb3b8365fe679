"""The frame of every page: page config, the data, the menu, the filter bar, and what is shown in words.

A page calls `frame(title)` before anything else and asks the returned `Page` for figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TypeVar

import streamlit as st

from etl import snapshots
from pages.parts import clicks, filterbar
from pages.parts.choice import EVENT, Choice, Question, question
from pages.parts.start import first_start
from reporting import german
from reporting.figures import PARTIAL, Figure, figures
from reporting.periods import Period, months_of
from reporting.warehouse import NoWarehouseError, Warehouse, data_folder, open_warehouse

T = TypeVar("T")
HERE = Path(__file__).parent
ROOT = HERE.parent.parent
MENU = {
    "Das Jahr": {"dashboard.py": "Das Jahr auf einen Blick"},
    "Fachbereiche": {
        "pages/kundenkontakte.py": "Kundenkontakte",
        "pages/wartezeiten.py": "Wartezeiten und Termine",
        "pages/standort.py": "Umzug und Standorte",
        "pages/kanaele.py": "E-Mail, 115, Online",
        "pages/sachbearbeitung.py": "Sachbearbeitung",
        "pages/veraenderung.py": "Veränderung erklärt",
    },
    "Presse": {"pages/presse.py": "Pressetext prüfen"},
    "Daten": {
        "pages/kennzahlen.py": "Kennzahlen erklärt",
        "pages/daten.py": "Daten und Nachweise",
        "pages/einspielen.py": "Daten einspielen",
    },
}


@dataclass(frozen=True)
class Page:
    """What a page asks: the warehouse and the reader's choice, as far as the page can use it.

    `period`, `where`, `base` are the arguments for `figures`; `per_day` says that the change per opening day is the one to show.
    `year` is the same question without the chosen months. `clicked` names the button of our own HTML whose click started this run.
    """

    w: Warehouse
    choice: Choice
    question: Question
    year: Question
    clicked: str

    @property
    def period(self) -> Period:
        return self.question.period

    @property
    def where(self) -> Mapping[str, tuple[str, ...]]:
        return self.question.where

    @property
    def base(self) -> Period | str:
        return self.question.base

    @property
    def per_day(self) -> bool:
        return self.question.per_day

    @property
    def whole_year(self) -> dict:
        """Arguments for `ask` that show the chosen months within their year: `page.ask("kundenkontakte", by=("monat",), **page.whole_year)`."""
        return {"period": self.year.period, "where": self.year.where, "base": self.year.base}

    @property
    def months_chosen(self) -> list[str]:
        """The chosen months as "2018-03"; none chosen gives none."""
        return [m.months()[0] for m in months_of(self.choice.jahr, self.choice.monat)]

    @property
    def dark(self) -> bool:
        """True while the reader's browser shows the dark theme."""
        return st.context.theme.type == "dark"

    def ask(self, *kennzahlen: str, by: Sequence[str] = (), period: Period | None = None,
            where: Mapping[str, Sequence[str]] | None = None, base: Period | str | None = "") -> list[Figure]:
        """Figures for the choice, cached per snapshot; arguments given here replace the chosen ones.

        A filter that a source does not have comes back as `hinweis` of the figure; `show` prints it. Ask for several metrics at once:
        those of one source share a query.
        """
        chosen = self.where if where is None else where
        return _figures(
            self.w, str(self.w.path), kennzahlen, period or self.period, tuple(by),
            tuple((name, tuple(values)) for name, values in chosen.items()), self.base if base == "" else base,
        )

    def get(self, function: Callable[..., T], *arguments, **named) -> T:
        """The answer of any function of `reporting` that takes the warehouse first, cached per snapshot and arguments.

        For what is more than figures: `page.get(overview, 2018)`. Arguments must be hashable data; the answer must not be changed.
        """
        return _answer(self.w, str(self.w.path), function, f"{function.__module__}.{function.__qualname__}", arguments, named)

    def one(self, kennzahl: str, **arguments) -> Figure:
        """A single figure without a split; arguments as in `ask`."""
        return self.ask(kennzahl, **arguments)[0]

    def each(self, *kennzahlen: str, **arguments) -> dict[str, Figure]:
        """Several figures without a split, by id."""
        return {f.kennzahl: f for f in self.ask(*kennzahlen, **arguments)}


def frame(title: str, *, filters: Sequence[str] = filterbar.ALL, without_data: bool = False) -> Page | None:
    """Draw the frame and return what the page asks with. Must be the first call of every page.

    title: the page's question; "{jahr}" is replaced by the chosen year. filters: the parts of the filter bar the page can use
    ("jahr", "monat", "bereich", "standort", "vergleich"); others are kept for the other pages but not applied here.
    Stops the page with a German explanation where there are no data yet; with `without_data` (the page that brings them) returns None then.
    """
    st.set_page_config(page_title=title.format(jahr="Jahr"), page_icon=str(HERE / "icon.png"), layout="wide", initial_sidebar_state=248)
    scheme = "dark" if st.context.theme.type == "dark" else "light"  # Streamlit sets it for the page, not for the dialogs over it
    st.html(f"<style>{(HERE / 'look.css').read_text(encoding='utf-8')} body {{ color-scheme: {scheme}; }}</style>")
    st.html(HERE / "german.html", unsafe_allow_javascript=True)
    try:
        w = _warehouse(str(_snapshot()))
    except NoWarehouseError as error:
        _menu({})
        first_start(data_folder(), str(error))
        if without_data:
            return None
        st.stop()
    choice, notes = filterbar.choose(w)
    _menu(choice.parameters())
    usable = filterbar.restrict(choice, filters)
    asked = question(usable, w)
    with st.container(horizontal=True, vertical_alignment="bottom", key="kopf"):
        page = Page(w, usable, asked, question(replace(usable, monat=()), w), clicks.clicked())
        st.html(f'<p class="amt">{escape(w.amt["name"])}</p><h1>{escape(title.format(jahr=choice.jahr))}</h1>')
        if tuple(filters) == ("jahr",):
            filterbar.draw(w, choice, filters)
        if w.is_sample:
            st.html(f'<p class="beispiel">{german.SAMPLE}</p>', width="content")
    if filters and tuple(filters) != ("jahr",):
        filterbar.draw(w, choice, filters)
    shown = _shown(page) if filters else ""
    st.html(f'<div class="gezeigt"><p>{escape(shown)}</p><p class="stand">{escape(german.stand_line(w))}</p></div>')
    for note in [*notes, *filter(None, [asked.note])]:
        st.info(note)
    return page


def _snapshot() -> Path:
    """The current snapshot's file; the pointer is read in every run, so a new load shows at once."""
    try:
        path = snapshots.current(data_folder())
    except snapshots.SnapshotError as error:
        raise NoWarehouseError(str(error)) from error
    if path is None:
        raise NoWarehouseError("")
    return path


@st.cache_resource(max_entries=2, on_release=lambda w: w.close(), show_spinner=False)
def _warehouse(path: str) -> Warehouse:
    return open_warehouse(file=path)


@st.cache_data(max_entries=2000, show_spinner=False)
def _figures(_w: Warehouse, snapshot: str, kennzahlen: tuple[str, ...], period: Period, by: tuple[str, ...],
             where: tuple[tuple[str, tuple[str, ...]], ...], base: Period | str | None) -> list[Figure]:
    return figures(_w, kennzahlen, period, by=by, where=dict(where), base=base, unsupported="note")


@st.cache_data(max_entries=500, show_spinner=False)
def _answer(_w: Warehouse, snapshot: str, _function: Callable, name: str, arguments: tuple, named: dict):
    return _function(_w, *arguments, **named)


def _menu(parameters: Mapping[str, Sequence[str]]) -> None:
    """The menu in groups; every link carries the reader's choice."""
    with st.sidebar:
        for group, links in MENU.items():
            present = {file: label for file, label in links.items() if (ROOT / file).is_file()}
            if present:
                st.html(f'<p class="menugruppe">{group}</p>')
            for file, label in present.items():
                st.page_link(file, label=label, icon="", query_params=[(name, value) for name, values in parameters.items() for value in values])


def _shown(page: Page) -> str:
    """What is shown in a sentence: "Januar bis März 2018, Kfz-Zulassung, 62 Öffnungstage; Vorjahr 63"."""
    days = page.one("oeffnungstage")
    by_month = page.months_chosen and not page.choice.vergleich.startswith(EVENT)
    parts = [german.chosen_months_words(page.months_chosen) if by_month else german.period_words(page.period)]
    parts += filter(None, [german.filter_words(page.where)])
    if days.wert is None:
        return f"{', '.join(parts)}: keine Daten. {german.reach_words(page.w)}"
    parts.append(german.value_words(days))
    if days.status == PARTIAL:
        parts.append(days.hinweis.removesuffix("."))
    if days.base is None or days.vorjahr is None:
        return ", ".join(parts)
    against = "Vorjahr" if page.base == "vorjahr" else german.period_words(days.base)
    return f"{', '.join(parts)}; {against} {german.number(days.vorjahr)}"
