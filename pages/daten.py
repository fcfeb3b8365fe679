"""Stimmt die Zahl? Files, rejected rows, promises, snapshots and the published figures checked against today's data."""

from pages.parts import show, tables
from pages.parts.frame import frame
from reporting import evidence
from reporting.register import register_table, register_words
from reporting.warehouse import data_folder

page = frame("Stimmt die Zahl?", filters=())
show.heading("Der Datenstand", evidence.summary(page.w))
show.table(evidence.coverage_table(page.w), "Von wann bis wann Daten vorliegen")

show.heading("Veröffentlichte Zahlen heute", page.get(register_words))
tables.table(page, page.get(register_table), "Register der veröffentlichten Zahlen, geprüft an diesen Daten", none="")

show.heading("Dateien", "Jede Datei mit ihrer Prüfsumme: Wer dieselbe Datei hat, kann nachrechnen.")
tables.table(page, evidence.files_table(page.w), "Geladene Dateien")

show.heading("Abgelehnte Zeilen", evidence.rejects_words(page.w))
tables.table(page, evidence.rejects_table(page.w), "Abgelehnte Zeilen mit Grund", none="")

show.heading("Hinweise")
tables.table(page, evidence.warnings_table(page.w), "Hinweise beim Laden", none="Beim Laden fiel nichts auf, das einen Blick wert wäre.")

show.heading("Versprechen", "Regeln, die jeder Datenstand erfüllen muss. Ist ein bindendes Versprechen verletzt, wird nichts veröffentlicht.")
tables.table(page, evidence.promises_table(page.w), "Versprechen und ihr Ergebnis")

show.heading("Aufbewahrte Stände", "Ein älterer Stand lässt sich auf der Seite „Daten einspielen“ mit einem Klick wieder in Benutzung nehmen.")
tables.table(page, evidence.snapshots_table(data_folder()), "Datenstände, der neueste zuerst")
