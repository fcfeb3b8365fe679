"""Wie erreichen uns die Menschen sonst? E-mails, the 115 and online services; three units that are never added."""

import streamlit as st

from pages.parts import show, tables
from pages.parts.frame import frame
from reporting import channels, charts

page = frame("Wie erreichen uns die Menschen sonst?")

show.heading("E-Mails", "Gezählt werden Anfragen: der Eingang am Tag des Eingangs, die Antwort am Tag der Antwort.")
MAIL = ("emails_eingegangen", "emails_bearbeitet", "emails_offen", "email_antwortzeit_median")
show.tiles(page, *page.ask(*MAIL))
months = {metric: page.ask(metric, by=("monat",), **page.whole_year) for metric in MAIL}
left, right = st.columns(2, gap="large")
with left:
    show.chart(page, charts.columns(page.w, months["emails_eingegangen"]), months["emails_eingegangen"], click="monat")
with right:
    show.chart(page, charts.columns(page.w, months["email_antwortzeit_median"]), months["email_antwortzeit_median"], click="monat")
with left:
    show.chart(page, charts.columns(page.w, months["emails_bearbeitet"]), months["emails_bearbeitet"], click="monat")
with right:
    show.chart(page, charts.columns(page.w, months["emails_offen"]), months["emails_offen"], click="monat")

show.heading("Behördennummer 115", "Anrufe für das Bürgerbüro, die das Servicecenter angenommen hat. Sein Versprechen: drei Viertel in 30 Sekunden; 65 % löst es selbst.")
CALLS = ("anrufe_115", "anrufe_115_servicelevel", "anrufe_115_erstloesung")
show.tiles(page, *page.ask(*CALLS))
for column, metric in zip(st.columns(3, gap="large"), CALLS):
    with column:
        calls = page.ask(metric, by=("monat",), **page.whole_year)
        show.chart(page, charts.columns(page.w, calls), calls, click="monat")

show.heading("Online-Leistungen", "Eine Online-Leistung ist kein Kundenkontakt. Beide stehen nebeneinander, nie in einer Summe.")
show.tiles(page, page.one("online_leistungen"))
online, monthly = page.ask("online_leistungen", by=("leistung",)), page.ask("online_leistungen", by=("monat",), **page.whole_year)
for column, drawn, figures in zip(st.columns(2, gap="large"), (charts.columns(page.w, monthly), charts.ranked(page.w, online)), (monthly, online)):
    with column:
        if figures:
            show.chart(page, drawn, figures)

offers = page.get(channels.offers, page.period, page.where)
shares = page.get(channels.shares, page.period, page.where)
show.heading("Online-Angebote und ihr Anteil", channels.words(offers, shares))
tables.table(page, channels.offers_table(offers), "Online-Angebote mit Stand und Ziel", none="")
tables.table(page, channels.shares_table(shares), "Online-Anteil, wo beide Wege gezählt werden", none="")
