"""Releases on the page: file a checked one for good, and see what of the filed ones still holds."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from etl.intake.permission import permission
from pages.parts import show, tables, upload
from pages.parts.frame import Page
from reporting.factcheck import NO_CLAIM, WRONG, Verdict
from reporting.register import file_release, filed_releases, recheck, recheck_table, recheck_words
from reporting.warehouse import data_folder


def file_away(page: Page, text: str, verdicts: Sequence[Verdict]) -> None:
    """Title and button that file the checked text; what is filed is never changed again."""
    if all(v.urteil == NO_CLAIM for v in verdicts):
        return
    show.heading("Als veröffentlicht ablegen", "Abgelegt wird der Text mit allen Urteilen und dem Datenstand. Nach jedem Laden wird er neu geprüft; geändert wird er nie.")
    if not permission(data_folder(), signed_in=bool(upload.signed_in())).granted:
        show.note("Ablegen darf hier nur, wer auch Daten einspielen darf.")
        return
    if any(v.urteil == WRONG for v in verdicts):
        show.note("Der Text enthält noch falsche Zahlen. Abgelegt wird, was erscheint: bitte vorher berichtigen.")
    name = st.text_input("Überschrift der Meldung", key="meldung_name")
    if st.button("Meldung ablegen", key="meldung_ablegen", disabled=not name.strip()):
        try:
            path = file_release(page.w, data_folder(), name.strip(), text, verdicts)
        except OSError as error:
            st.error(f"Die Meldung ließ sich nicht ablegen: {error.strerror or error}. Bitte Ordner und Schreibrecht prüfen.")
        else:
            st.success(f"Abgelegt als {path.name}.")


def releases(page: Page) -> None:
    """Every filed release with what still holds, and the correction notes to copy."""
    filed = filed_releases(data_folder())
    if not filed:
        show.note("Noch ist keine Meldung abgelegt. Nach der Prüfung eines Entwurfs lässt er sich hier für später festhalten.")
    for n, release in enumerate(filed):
        found = page.get(recheck, release)
        show.heading(release.name, recheck_words(release, found))
        for note in [c.hinweis for c in found if c.hinweis]:
            st.code(note, language=None, wrap_lines=True)
        tables.table(page, recheck_table(found), f"Zahlen der Meldung „{release.name}“, damals und heute ({n + 1})", none="")
