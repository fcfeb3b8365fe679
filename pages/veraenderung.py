"""Warum hat sich die Zahl verändert? A change in parts that add up exactly, and what left its usual range."""

from pages.parts import show, tables
from pages.parts.frame import frame
from reporting import explained
from reporting.attention import attention
from reporting.change import explain

page = frame("Warum hat sich die Zahl verändert?")

change = page.get(explain, page.period, base=page.base, where=page.where)
show.heading("Kundenkontakte: die Veränderung in Teilen", change.satz)
show.chart(page, explained.change_chart(page.w, change), [change.figure])
for part in change.teile:
    show.part(part.kopf, part.methode, explained.part_table(part), f"{part.label}: Beiträge", none="Dieser Teil ist nicht weiter zerlegt.")
for hint in change.hinweise:
    show.note(hint)

found = page.get(attention, page.period, page.where)
show.heading("Was den üblichen Bereich verlassen hat", found.satz)
tables.table(page, explained.attention_table(found), "Monatswerte außerhalb ihres üblichen Bereichs, die auffälligsten zuerst",
             [notice.figure for notice in found.meldungen], none="")
show.note(found.regel)
for hint in found.hinweise:
    show.note(hint)
