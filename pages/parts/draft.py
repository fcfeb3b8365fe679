"""A press draft on the page: how it comes in, its numbers marked, and one verdict per number with its proof."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from pages.parts import show
from pages.parts.frame import Page
from reporting.factcheck import NO_CLAIM, WRONG, Verdict, corrected_sentence
from reporting.factcheck.drafts.documents import SUFFIXES, UnreadableError, read_document, whole_words
from reporting.factcheck.judging.listing import CLASSES, MARKS, summary
from reporting.sentences import Sentence

PLACEHOLDER = "Text der Pressemitteilung hier einfügen. Das Datum am Anfang („Musterstadt, 13. Februar 2019 –“) sagt, wann sie erscheint."


def draft() -> str:
    """The text to check: uploaded or pasted; "" while there is none."""
    given = st.file_uploader("Entwurf als Datei (.txt, .docx oder .pdf)", type=[suffix.lstrip(".") for suffix in SUFFIXES], key="entwurf_datei")
    pasted = st.text_area("oder als Text", height=280, placeholder=PLACEHOLDER, key="entwurf_text")
    if given is None:
        return whole_words(pasted).strip()
    try:
        return read_document(given.name, given.getvalue())
    except UnreadableError as error:
        st.error(str(error))
        return ""


def marked(text: str, verdicts: Sequence[Verdict]) -> None:
    """The text with every number marked by sign, line and word; never by colour alone."""
    parts, at, n = [], 0, 0
    for v in verdicts:
        n += v.urteil != NO_CLAIM
        sign = f'<sup aria-hidden="true">{MARKS[v.urteil]}{"" if v.urteil == NO_CLAIM else n}</sup><span class="nur-vorgelesen"> ({escape(v.urteil)})</span>'
        parts += [escape(text[at : v.start]), f'<mark class="{CLASSES[v.urteil]}" title="{escape(f"{v.urteil}: {v.grund}", quote=True)}">{escape(v.zahl)}{sign}</mark>']
        at = v.end
    paragraphs = ("".join(parts) + escape(text[at:])).split("\n\n")
    legend = " · ".join(f"{mark} {urteil}" for urteil, mark in MARKS.items())
    st.html('<div class="entwurf">' + "".join(f"<p>{p.strip()}</p>".replace("\n", "<br>") for p in paragraphs if p.strip()) + f'</div><p class="erlaeuterung">{legend}</p>')


def blocks(page: Page, said: Sequence[Sentence]) -> None:
    """Sentences to copy, each with its proof."""
    for n, sentence in enumerate(said):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"satz_baustein_{n}"):
            st.code(sentence.text, language=None, wrap_lines=True)
            st.html(show.proof(page, sentence.figures, sentence.text), width="content")


def download(page: Page, label: str, make: Callable, text: str, name: str) -> None:
    """A file made when it is asked for; the year is the chosen one."""
    show.heading(label, text)
    year = page.choice.jahr

    def content() -> bytes:
        made = make(page.w, year)
        return made if isinstance(made, bytes) else made.zip()

    kind = "application/zip" if name.endswith(".zip") else "application/pdf"
    st.download_button(f"{label} {year} herunterladen", content, f"{year}-{name}", kind, on_click="ignore", key=f"datei_{name}")


def results(page: Page, text: str, verdicts: Sequence[Verdict]) -> None:
    """What is wrong first, with the corrected text to copy; then every number with its reason and its proof."""
    wrong = [v for v in verdicts if v.urteil == WRONG]
    show.heading("Ergebnis", summary(list(verdicts)))
    if wrong:
        for at in dict.fromkeys(v.satz_start for v in wrong):
            here = [v for v in wrong if v.satz_start == at]
            st.error("  \n".join(f"✗ „{' '.join(filter(None, [v.qualifikator, v.zahl]))}“: {v.grund}" for v in here))
            if any(v.edits for v in here):
                st.caption("Der berichtigte Satz:")
                st.code(corrected_sentence(here), language=None, wrap_lines=True)
    marked(text, verdicts)
    show.heading("Jede Zahl mit ihrem Nachweis")
    lines = []
    for n, v in enumerate((v for v in verdicts if v.urteil != NO_CLAIM), 1):
        number = f'<strong>{n} {MARKS[v.urteil]} {escape(" ".join(filter(None, [v.qualifikator, v.zahl])))}</strong>'
        lines.append(f'<p>{number} {escape(v.urteil)}. {escape(v.grund)} {show.proof(page, [v.figure] if v.figure else [], f"Zahl {n}")}</p>')
    st.html(f'<div class="saetze">{"".join(lines)}</div>')
