"""What a page draws: tiles, facts, charts with their table, downloads and passport, notes. Computes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import clicks, downloads, drawings, filterbar, markup, pictures
from pages.parts.drawings import Drawing
from pages.parts.frame import Page
from pages.parts.markup import Tile
from reporting import german
from reporting.figures import Figure
from reporting.passport import passport

if TYPE_CHECKING:
    from reporting.charts.chart import Chart
    from reporting.periods import Period
    from reporting.sentences import Sentence
    from reporting.tables import Table
    from reporting.warehouse import Event

__all__ = ["Tile", "chart", "choose_event", "draw", "draw_waits", "draw_years", "empty", "entry", "facts", "heading", "note", "notice", "part", "proof", "sentences", "table", "tiles"]

#: Of Plotly's bar only the picture button stays; everything else is either no use here or no German.
CONFIG = {"displaylogo": False, "showSendToCloud": False, "scrollZoom": False, "displayModeBar": False, "locale": "de"}


def heading(text: str, intro: str = "") -> None:
    """A section of the page, with a sentence of explanation where it helps."""
    st.html(f"<h2>{escape(text)}</h2>" + (f'<p class="einleitung">{escape(intro)}</p>' if intro else ""))


def note(text: str) -> None:
    """A sentence the reader needs to understand the figures above it."""
    st.html(f'<p class="erlaeuterung">{escape(text)}</p>')


def notice(kind: str, heading: str, *texts: str) -> None:
    """A message that must be read: `kind` is "gut", "warnung" or "fehler"."""
    st.html(markup.notice(kind, heading, texts))


def tiles(page: Page, *items: Figure | Tile) -> None:
    """One tile per figure: label, value, unit, change and base in words, and its passport in one click."""
    shown = [item if isinstance(item, Tile) else Tile(item) for item in items]
    parts = (f"<div>{markup.tile(item, page.per_day)}{proof(page, [item.figure, *item.also], item.label or item.figure.definition.kurz)}</div>" for item in shown)
    st.html(f'<div class="kacheln{" drei" if len(shown) == 3 else ""}">{"".join(parts)}</div>')


def facts(page: Page, label: str, *figures: Figure) -> None:
    """A line of figures in words ("30.127 Anrufe über die 115"); each is a button that opens its passport."""
    parts = (proof(page, [figure], label, german.fact_words(figure)) for figure in figures)
    st.html(f'<div class="fakten"><p>{escape(label)}</p><div>{"".join(parts)}</div></div>')


def sentences(page: Page, said: Sequence[Sentence]) -> None:
    """Sentences generated from figures; behind each stands the passport of every number in it."""
    parts = (f"<p>{markup.sentence(sentence)} {proof(page, sentence.figures, sentence.text)}</p>" for sentence in said)
    st.html(f'<div class="saetze">{"".join(parts)}</div>')


def draw(page: Page, kind: str, kennzahl: str, *, by: Sequence[str], click: str | None = None, height: int | None = None,
         period: Period | None = None, where: Mapping[str, Sequence[str]] | None = None, base: Period | str | None = "", **style) -> None:
    """Ask for one metric and show it as the chart `kind` of `reporting.charts` ("columns", "ranked", "heatmap", "before_after", ...).

    What `page.ask` and `chart` do together, kept per snapshot: a page opened again draws nothing anew. period, where, base as in `page.ask`;
    style goes to the chart (`title`, `top`); click and height as in `chart`.
    """
    if kind == "columns" and tuple(by) == ("monat",) and page.choice.monat:
        style["chosen"] = tuple(page.months_chosen)
    _show(page, drawings.kept(
        page, drawings.of_figures, kind, kennzahl, tuple(by), period or page.period, dict(page.where if where is None else where),
        page.base if base == "" else base, style, height=height,
    ), click)


def draw_years(page: Page, kennzahl: str) -> None:
    """One metric over many years: those in the data and those somebody published, which are drawn as such."""
    _show(page, drawings.kept(page, drawings.of_years, kennzahl, dict(page.where)), None)


def draw_waits(page: Page, split: str = "", *, period: Period | None = None, where: Mapping[str, Sequence[str]] | None = None, base: object = None) -> None:
    """Median and 90th percentile of the wait by "stunde", "wochentag" or "monat"; without a split the distribution by minute."""
    asked = (period or page.period, dict(page.where if where is None else where))
    kept = drawings.kept(page, drawings.of_waits, split, *asked) if split else drawings.kept(page, drawings.of_distribution, *asked)
    _show(page, kept, "monat" if split == "monat" else None)


def chart(page: Page, drawn: Chart, figures: Sequence[Figure], *, click: str | None = None, height: int | None = None) -> None:
    """A chart with its alt text, the table behind it, its downloads and the passports of its figures.

    figures: those the chart was made from, in its order. click: the split ("monat", "bereich", "dienstleistung", "standort") a click on a
    mark filters by. height: in pixels, where the chart's own does not suit the page. An empty chart says why and until when data reach.
    """
    _show(page, drawings.finished((drawn, figures), page.dark, height), click)


def _show(page: Page, drawing: Drawing, click: str | None) -> None:
    drawn, figures = drawing.chart, drawing.figures
    if drawing.picture is None:
        st.html(f'<div class="leerbild"><h3>{escape(drawn.title)}</h3><p>{escape(drawn.grund)}</p></div>')
        return
    key = _chart_key(page, figures, click)
    st.html(f'<h3 class="nur-vorgelesen">{escape(drawn.title)}</h3>')
    selection = {"on_select": _clicked(page, key, click), "selection_mode": "points"} if click else {}
    st.plotly_chart(drawing.picture, theme=None, config=CONFIG, alt=drawn.alt, key=key, **selection)
    _foot(page, drawing, key)


def _foot(page: Page, drawing: Drawing, key: str) -> None:
    """Under a chart: its table, its passports, its picture in one click, and more formats and the data in a dialog."""
    drawn = drawing.chart
    of = f"zu {drawn.title}"
    saves = "".join(clicks.button(kind.upper(), of, f"{kind}_{key}") for kind in pictures.DIRECT)
    more = clicks.button("Mehr Formate", of, f"formate_{key}")
    st.html(f'<div class="fuss">{markup.details("Tabelle", drawing.table)}{proof(page, drawing.figures, drawn.title)}{saves}{more}</div>')
    if page.clicked == f"formate_{key}":
        downloads.dialog(page, drawn)
    for kind in pictures.DIRECT:
        if page.clicked == f"{kind}_{key}":
            pictures.save(drawn, kind)


def choose_event(page: Page, first: Event | None) -> Event | None:
    """Which event of `ereignisse.csv` to look at; kept in the URL. None where the office has none."""
    events = {event.id: event for event in page.w.events if event.art != "bruch"}
    if not events:
        return None
    start = list(events).index(first.id) if first else 0
    names = {number: f"{event.titel} ({german.date_de(event.von)})" for number, event in events.items()}
    return events[st.selectbox("Ereignis", list(events), index=start, format_func=names.get, key="ereignis", bind="query-params", width=400)]


def empty(page: Page, text: str) -> None:
    """Why there is nothing to show, and what data there are."""
    st.html(f'<div class="leerbild"><p>{escape(text)} {escape(german.reach_words(page.w))}</p></div>')


def table(content: Table, caption: str, *, none: str = "Dazu gibt es keine Einträge.") -> None:
    """A table of its own; scrolls inside itself where it is too wide. Without rows the German sentence `none`."""
    if content.rows:
        st.html(markup.table(content, caption))
    elif none:
        note(none)


def part(heading: str, text: str, content: Table, caption: str, *, none: str) -> None:
    """A heading that opens on a click: a sentence and a table, or where it has no rows the German sentence `none`."""
    inner = markup.table(content, caption) if content.rows else f"<p>{escape(none)}</p>"
    st.html(f'<div class="teil">{markup.details(heading, f"<p>{escape(text)}</p>{inner}")}</div>')


def entry(title: str, text: str, terms: Sequence[tuple[str, str]], sql: str) -> None:
    """An entry of the handbook."""
    st.html(markup.entry(title, text, terms, sql))


def _chart_key(page: Page, figures: Sequence[Figure], click: str | None) -> str:
    """The same chart of another year keeps its key, so Plotly redraws it in place; a filter by click draws it anew, without the old selection."""
    f = figures[0]
    chosen = getattr(page.choice, click) if click else ()
    return "_".join(["bild", f.kennzahl, *f.gliederung, *(str(value) for value in chosen)])


def _clicked(page: Page, key: str, split: str) -> Callable[[], None]:
    options = filterbar.options_of(page.w)

    def clicked() -> None:
        chosen = [point.get("customdata") for point in st.session_state[key].selection.points]
        if chosen and chosen[0]:
            filterbar.narrow(options, split, chosen[0])
    return clicked


def proof(page: Page, figures: Sequence[Figure], of: str, label: str = "") -> str:
    """The HTML of the button that opens the passport, "" without figures; and the passport itself in the run its click starts.

    of: whose passport it is, told to screen readers and unique on the page. label: what the button says instead of "Nachweis".
    """
    if not figures:
        return ""
    f = figures[0]
    name = f"nachweis_{f.kennzahl}_{f.von}_{f.bis}_{'_'.join(f.gliederung.values())}_{of}"
    if page.clicked == name:
        _passport(page, figures)
    return clicks.button(label or "Nachweis", f"zu {of}", name)


@st.dialog("Nachweis", width="medium")
def _passport(page: Page, figures: Sequence[Figure]) -> None:
    chosen = figures[0]
    if len(figures) > 1:
        chosen = st.selectbox("Welche Zahl", figures, format_func=_name)
    st.html(f"<h2>{escape(_name(chosen))}</h2>" + markup.passport(passport(page.w, chosen)))


def _name(f: Figure) -> str:
    return ", ".join([f.definition.label, *(german.split_value(name, value) for name, value in f.gliederung.items())])
