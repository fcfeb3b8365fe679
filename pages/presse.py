"""Stimmt, was wir veröffentlichen? A press draft checked number by number; true sentences, charts and the report to take away."""

import streamlit as st

from pages.parts import draft, filed, show
from pages.parts.frame import frame
from reporting.export.presspack import presspack
from reporting.export.report import annual_report
from reporting.factcheck import factcheck
from reporting.sentences import sentences

page = frame("Stimmt, was wir veröffentlichen?", filters=("jahr",))
checking, writing, taking, keeping = st.tabs(["Entwurf prüfen", "Textbausteine", "Bilder und Bericht", "Abgelegte Meldungen"], key="presse", on_change="rerun")

with checking:  # always there: what is typed in must not be lost behind another tab
    text = draft.draft()
    if text:
        draft.results(page, text, page.get(factcheck, text))
        filed.file_away(page, text, page.get(factcheck, text))

if writing.open:
    with writing:
        show.note("Jeder Satz ist aus den Daten gebildet und stimmt, wie er dasteht. Gerundet wird nur mit dem passenden Wort.")
        rounded = st.toggle("Gerundete Zahlen", key="gerundet")
        draft.blocks(page, page.get(sentences, page.period, rounded=rounded))

if taking.open:
    with taking:
        draft.download(page, "Pressepaket (ZIP)", presspack, "Alle Pressebilder des Jahres als PNG, SVG und PDF, mit Daten, Alternativtexten, Nachweisen und Prüfsummen.", "pressepaket.zip")
        draft.download(page, "Jahresbericht (PDF)", annual_report, "Der gesetzte Bericht, Seite 1 für die Stadtspitze, danach die Fachbereiche.", "jahresbericht.pdf")

if keeping.open:
    with keeping:
        filed.releases(page)
