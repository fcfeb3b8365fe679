"""Wie erreichen uns die Menschen sonst? E-mails, the 115 and online services; three units that are never added."""

import streamlit as st

from pages.parts import show, tables
from pages.parts.frame import frame
from reporting import channels

page = frame("Wie erreichen uns die Menschen sonst?")


def months(kennzahl: str) -> None:
    show.draw(page, "columns", kennzahl, by=("monat",), click="monat", **page.whole_year)


show.heading("E-Mails", "Gezählt werden Anfragen: der Eingang am Tag des Eingangs, die Antwort am Tag der Antwort.")
show.tiles(page, *page.ask("emails_eingegangen", "emails_bearbeitet", "emails_offen", "email_antwortzeit_median"))
left, right = st.columns(2, gap="large")
with left:
    months("emails_eingegangen")
    months("emails_bearbeitet")
with right:
    months("email_antwortzeit_median")
    months("emails_offen")

show.heading("Behördennummer 115", "Anrufe für das Bürgerbüro, die das Servicecenter angenommen hat. Sein Versprechen: drei Viertel in 30 Sekunden; 65 % löst es selbst.")
CALLS = ("anrufe_115", "anrufe_115_servicelevel", "anrufe_115_erstloesung")
show.tiles(page, *page.ask(*CALLS))
for column, kennzahl in zip(st.columns(3, gap="large"), CALLS):
    with column:
        months(kennzahl)

show.heading("Online-Leistungen", "Eine Online-Leistung ist kein Kundenkontakt. Beide stehen nebeneinander, nie in einer Summe.")
online = page.one("online_leistungen")
show.tiles(page, online)
left, right = st.columns(2, gap="large")
with left:
    months("online_leistungen")
with right:
    if online.wert is not None:
        show.draw(page, "ranked", "online_leistungen", by=("leistung",))

offers = page.get(channels.offers, page.period, page.where)
shares = page.get(channels.shares, page.period, page.where)
show.heading("Online-Angebote und ihr Anteil", channels.words(offers, shares))
tables.table(page, channels.offers_table(offers), "Online-Angebote mit Stand und Ziel", [offer.anzahl for offer in offers if offer.anzahl], none="")
tables.table(page, channels.shares_table(shares), "Online-Anteil, wo beide Wege gezählt werden",
             [figure for share in shares for figure in (share.online, share.kontakte)], none="")
