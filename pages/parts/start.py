"""The first start: an office without a warehouse gets one (sample data) or an explanation (real data)."""

from __future__ import annotations

import threading
from pathlib import Path

import streamlit as st

from etl import snapshots
from reporting import german

_one_at_a_time = threading.Lock()


def first_start(folder: Path, problem: str) -> None:
    """Build sample and warehouse with visible progress and run the page again; or say what is missing.

    folder: the office folder. problem: the German reason why there is no warehouse, "" where nothing was ever loaded.
    """
    from etl.office import OfficeError, read_office

    st.html(f"<h1>{'Die Daten lassen sich nicht öffnen' if problem else 'Noch keine Daten'}</h1>")
    try:
        office = read_office(folder)
    except OfficeError as error:
        st.error(str(error))
        return
    if problem:
        st.error(problem)
    elif office.amt["datenart"] == "beispiel":
        _build_sample(folder)
    else:
        st.info(
            "Für dieses Amt ist noch nichts geladen. Die Exporte der Fachverfahren gehören in den Ordner "
            f"„{folder.name}/eingang“, danach lädt sie der Befehl: python -m etl load. Oder die Seite „Daten einspielen“ nimmt sie entgegen."
        )


def _build_sample(folder: Path) -> None:
    """The sample exports and the warehouse from them; a second visitor waits for the first one's."""
    from etl.publish import load
    from etl.sample import write_sample

    bar = st.progress(0.0, text=f"Erster Start: {german.SAMPLE} werden erzeugt und geprüft. Das dauert etwa eine halbe Minute.")
    with _one_at_a_time:
        if snapshots.current(folder) is None:
            write_sample(folder, lambda text, share: bar.progress(share / 2, text=f"{german.SAMPLE} erzeugen: {text}"))
            result = load(folder, progress=lambda text, share: bar.progress(0.5 + share / 2, text=f"Daten laden: {text}"))
            if not result.published:
                st.error("Die Daten konnten nicht veröffentlicht werden:\n\n" + "\n".join(f"- {reason}" for reason in result.errors))
                return
    st.rerun()
