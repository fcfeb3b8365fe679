"""Was hat der Umzug gebracht? Before and after an event: contacts, desks, contacts per desk, waits, on the same calendar days."""

import streamlit as st

from pages.parts import show
from pages.parts.frame import frame
from reporting import german
from reporting.events import before_and_after, turning_point

page = frame("Was hat der Umzug gebracht?", filters=("jahr", "bereich"))
event = show.choose_event(page, turning_point(page.w, page.period))
spans = page.get(before_and_after, event, page.period) if event else None
if spans is None:
    show.empty(page, "In diesem Jahr gibt es kein Ereignis, vor und nach dem sich vergleichen lässt.")
    st.stop()
after, before = spans
chosen = {"period": after, "base": before}
show.note(f"Verglichen wird {german.period_words(after)} mit denselben Kalendertagen vorher: {german.period_words(before)}. {event.beschreibung}")

one = page.each("kundenkontakte", "kontakte_je_oeffnungstag", "wartezeit_mittel", "wartezeit_p90", "beraterplaetze", "thekenplaetze",
                "kontakte_je_beraterplatz", "no_show_quote", **chosen)
show.tiles(page, one["kundenkontakte"], one["kontakte_je_oeffnungstag"], one["wartezeit_mittel"], one["wartezeit_p90"])
show.tiles(page, one["beraterplaetze"], one["thekenplaetze"], one["kontakte_je_beraterplatz"], one["no_show_quote"])

left, right = st.columns(2, gap="large")
for column, kennzahl in ((left, "kundenkontakte"), (right, "wartezeit_mittel")):
    with column:
        show.draw(page, "before_after", kennzahl, by=("monat",))

show.heading("Je Beraterplatz und je Öffnungstag", "Kundenkontakte eines Monats, geteilt durch die Beraterplätze an seinem Ende oder durch seine Öffnungstage.")
left, right = st.columns(2, gap="large")
for column, kennzahl in ((left, "kontakte_je_beraterplatz"), (right, "kontakte_je_oeffnungstag")):
    with column:
        show.draw(page, "columns", kennzahl, by=("monat",))
