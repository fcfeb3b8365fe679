"""A second, small office for the press check: other areas, locations, events and years than the sample. All numbers chosen by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from etl.schema import SCHEMA_VERSION
from reporting.warehouse import Warehouse
from tests.reporting.small import build

#: Contacts per month by area, and how many of them came without appointment.
E = {2021: [4100, 3900, 4500, 4200, 4000, 4300, 3800, 3700, 4400, 4100, 4600, 3400], 2022: [4300, 4000, 4700, 4100, 4600, 3900, 4200, 4800, 4500, 4400, 5100, 3600]}
F = {2021: [1500, 1400, 1700, 1600, 1500, 1450, 1300, 1250, 1550, 1500, 1600, 1150], 2022: [1400, 1350, 1600, 1500, 1550, 1300, 1250, 1400, 1450, 1500, 1650, 1050]}
G = {2021: [310, 280, 330, 300, 290, 305, 260, 250, 320, 300, 315, 240], 2022: [350, 320, 360, 340, 345, 330, 300, 310, 355, 340, 372, 260]}
SPONTANEOUS = {2021: 500, 2022: 300}  # per month, all in the Einwohnerwesen, Altstadt (from June 2022: Nordbahnhof)
OPENED = date(2022, 6, 7)


def office(path: Path) -> Warehouse:
    """Two years of an invented office with three areas and three locations."""
    contacts, appointments, mails, calls, cases, dealers, online, opened = [], [], [], [], [], [], [], []
    for y in (2021, 2022):
        for m in range(1, 13):
            main = "Nordbahnhof" if (y, m) >= (2022, 6) else "Altstadt"
            day, other = date(y, m, 10), date(y, m, 11)
            opened += [(day, main), (other, main), (day, "Südviertel")]  # two opening days a month
            e, f, g = E[y][m - 1], F[y][m - 1], G[y][m - 1]
            contacts += [(day, main, "Reisepass", "Termin", e - SPONTANEOUS[y] - 1000), (day, main, "Personalausweis", "spontan", SPONTANEOUS[y]), (day, "Südviertel", "Wohnsitz anmelden", "Termin", 1000)]
            contacts += [(other, main, "Neuzulassung", "Termin", f), (other, main, "Gewerbeanmeldung", "Termin", g)]
            for n in range(20):  # waits: 2021 5 and 15 minutes, 2022 4 and 10; two in twenty do not come in 2021, one in 2022
                at = datetime(y, m, (day if n % 4 < 2 else other).day, 9 + n % 2, 0)
                missed = n < (2 if y == 2021 else 1)
                wait = (5 if n % 2 else 15) if y == 2021 else (4 if n % 2 else 10)
                appointments.append((f"{y}{m}{n}", main, "Reisepass" if n % 4 < 2 else "Neuzulassung", at, "nicht erschienen" if missed else "bedient", at - timedelta(days=6 if y == 2022 else 9),
                                     None if missed else at, None if missed else at + timedelta(minutes=wait), None, None, 1))
            for n in range(10 if y == 2021 else 15):
                came = datetime(y, m, other.day, 8, 0) + timedelta(minutes=n)
                mails.append((came, came + timedelta(hours=20 if n < 12 else 30), "Reisepass"))
            calls.append((date(y, m, 1), "monat", 900 + (100 if y == 2022 else 0), 1100, 720 if y == 2022 else 630, 600, 200))
            cases += [(date(y, m, 1), "monat", "XMeld Anmeldung", 2000 + m), (date(y, m, 1), "monat", "Halterauskunft", 500), (date(y, m, 1), "monat", "Quittung", 9999)]
            dealers += [(date(y, m, 1), "monat", "Neuzulassung", 300 if y == 2021 else 360, "Autohaus"), (date(y, m, 1), "monat", "Neuzulassung", 200, "Zulassungsdienst")]
            online.append((date(y, m, 1), "monat", "Meldebescheinigung", 40 if y == 2021 else 90))
    return build(path, {
        "ladung": [(datetime(2023, 1, 9, 7, 0), SCHEMA_VERSION)],
        "amt": [("Bürgeramt Musterstadt", "Stadt Musterstadt am See", "DE-NW", "Stadt Musterstadt, Bürgeramt", "dl-de/by-2-0", "echt")],
        "standorte": [("Altstadt", "Altstadt, Markt 4", date(2010, 1, 1), date(2022, 5, 31), 12, 3, "Mo,Di,Mi,Do,Fr"), ("Nordbahnhof", "Am Nordbahnhof 12", OPENED, None, 15, 5, "Mo,Di,Mi,Do,Fr"),
                      ("Südviertel", "Südviertel", date(2010, 1, 1), None, 6, 1, "Mo,Di,Mi,Do,Fr")],
        "dienstleistungen": [("Reisepass", "Einwohnerwesen", None, ["Reisepässe"]), ("Personalausweis", "Einwohnerwesen", None, ["Personalausweise", "Ausweise"]), ("Wohnsitz anmelden", "Einwohnerwesen", None, ["Ummeldung", "Ummeldungen"]),
                             ("Neuzulassung", "Fahrzeugzulassung", None, ["Neuzulassungen"]), ("Gewerbeanmeldung", "Gewerbeangelegenheiten", None, ["Gewerbeanmeldungen"])],
        "vorgangsarten": [("XMeld Anmeldung", "XMeld", True), ("Halterauskunft", "Auskünfte", True), ("Quittung", "XMeld", False)],
        "ereignisse": [(1, OPENED, OPENED, "Eröffnung am Nordbahnhof", "ereignis", [], ""), (2, date(2022, 1, 1), date(2022, 1, 1), "Umstellung des Anrufportals", "bruch", ["anrufe_115_servicelevel"], "")],
        "personal": [(date(2020, 12, 31), 40, 36.0), (date(2021, 12, 31), 42, 38.0), (date(2022, 12, 31), 45, 40.5)],
        "oeffnungstage": opened, "kontakte": contacts, "termine": appointments, "emails": mails, "anrufe_115": calls, "vorgaenge": cases, "grosskunden": dealers, "online": online,
        "abdeckung": [(t, date(2021, 1, 1), date(2022, 12, 31)) for t in ("kontakte", "termine", "emails", "anrufe_115", "vorgaenge", "grosskunden", "online")],
    }, date(2020, 1, 1), date(2022, 12, 31))
