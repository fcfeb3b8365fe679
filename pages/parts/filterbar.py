"""The filter bar: keeps the reader's choice in the URL and in the session, draws its widgets, resets it.

The URL is the truth whenever it names a choice (copied links, the back button); a page opened without one continues the session.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from pages.parts.choice import PARAMETERS, SPLITS, Choice, Options, read, tidy
from reporting import german
from reporting.warehouse import Warehouse

ALL = ("jahr", "monat", "bereich", "standort", "vergleich")
STATE = "_auswahl"


def choose(w: Warehouse) -> tuple[Choice, list[str]]:
    """The reader's choice and German notes on what the URL asked for in vain; afterwards URL and session agree."""
    options = options_of(w)
    if any(name in st.query_params for name in PARAMETERS):
        choice, notes = read(st.query_params.get_all, options)
    else:
        kept = st.session_state.get(STATE, {})
        choice, notes = read(lambda name: kept.get(name, []), options)
    _keep(choice)
    return choice, notes


def options_of(w: Warehouse) -> Options:
    """What can be chosen in a warehouse; plain data that callbacks may keep when the warehouse is long replaced."""
    return _options(w, str(w.path))


def restrict(choice: Choice, filters: Sequence[str]) -> Choice:
    """The choice without what a page cannot use."""
    drop: dict = {}
    if "monat" not in filters:
        drop["monat"] = ()
    if "bereich" not in filters:
        drop |= {"bereich": (), "dienstleistung": ()}
    if "standort" not in filters:
        drop["standort"] = ()
    if "vergleich" not in filters:
        drop["vergleich"] = Choice.vergleich
    return replace(choice, **drop)


def narrow(options: Options, name: str, value: str) -> None:
    """Filter by a value clicked on a chart (a month as "2018-11"); clicking the only chosen value again takes the filter off."""
    choice, _ = read(st.query_params.get_all, options)
    wanted = int(value[5:7]) if name == "monat" else value
    current = getattr(choice, name)
    _keep(tidy(replace(choice, **{name: () if current == (wanted,) else (wanted,)}), options))


def draw(w: Warehouse, choice: Choice, filters: Sequence[str]) -> None:
    """The bar itself."""
    options = options_of(w)
    for name in PARAMETERS:
        value = getattr(choice, name)
        st.session_state[_key(name)] = list(value) if isinstance(value, tuple) else value
    changed = {"on_change": _changed, "args": (options,)}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", width="content" if len(filters) == 1 else "stretch", key="filterleiste"):
        if "jahr" in filters:
            st.selectbox("Jahr", options.years, key=_key("jahr"), width=112, **changed)
        if "monat" in filters:
            with st.popover(_label("Monate", [german.month_name(f"{choice.jahr}-{m:02d}", with_year=False) for m in choice.monat]), key="p_monat"):
                st.pills("Monate (keiner gewählt: das ganze Jahr)", range(1, 13), selection_mode="multi", key=_key("monat"),
                         format_func=lambda m: german.month_name(f"{choice.jahr}-{m:02d}", with_year=False), **changed)
        if "bereich" in filters and options.areas:
            chosen = choice.dienstleistung or choice.bereich
            with st.popover(_label("Bereich", chosen), key="p_bereich"):
                st.pills("Bereich (keiner gewählt: alle)", list(options.areas), selection_mode="multi", key=_key("bereich"), **changed)
                st.multiselect("Dienstleistung (keine gewählt: alle)", options.services(choice.bereich), key=_key("dienstleistung"),
                               placeholder="Alle Dienstleistungen", select_all=False, **changed)
        if "standort" in filters and len(options.locations) > 1:
            with st.popover(_label("Standort", choice.standort), key="p_standort"):
                st.pills("Standort (keiner gewählt: alle)", options.locations, selection_mode="multi", key=_key("standort"), **changed)
        if "vergleich" in filters:
            labels = options.comparisons(choice.jahr)
            st.selectbox("Vergleich mit", list(labels), format_func=labels.get, key=_key("vergleich"), width=272, **changed)
        if restrict(choice, filters) != restrict(options.default(), filters):
            st.button("Zurücksetzen", on_click=_reset, args=(options,), type="tertiary")


def _label(name: str, values: Sequence[str]) -> str:
    if not values:
        return f"{name}: alle"
    return f"{name}: {values[0]}" + (f" und {german.number(len(values) - 1)} weitere" if len(values) > 1 else "")


def _key(name: str) -> str:
    return f"wahl_{name}"


def _changed(options: Options) -> None:
    before, _ = read(st.query_params.get_all, options)
    values = {}
    for name in PARAMETERS:
        value = st.session_state.get(_key(name), getattr(before, name))
        values[name] = tuple(value) if name in ("monat", *SPLITS) else value
    _keep(tidy(Choice(**values), options))


def _reset(options: Options) -> None:
    _keep(options.default())


def _keep(choice: Choice) -> None:
    """Write the choice into the session and, where it differs, into the URL; other parameters of the URL stay."""
    wanted = choice.parameters()
    st.session_state[STATE] = wanted
    for name in PARAMETERS:
        if name not in wanted:
            if name in st.query_params:
                del st.query_params[name]
        elif st.query_params.get_all(name) != wanted[name]:
            st.query_params[name] = wanted[name]


@st.cache_resource(max_entries=2, show_spinner=False)
def _options(_w: Warehouse, snapshot: str) -> Options:
    return Options.of(_w)
