"""An invented office far from the sample, written as its exports would arrive, and its figures computed a second way.

Two locations in Bavaria, walk-ins, closures, a location that opens in mid-year, group appointments, seconds in times, shuffled and
extra columns, cp1252 and BOM files. Everything expected is computed here from the Python objects, with nothing of the product.
"""

from __future__ import annotations

import csv
import random
import statistics
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from openpyxl import Workbook

SERVICES = {"Ausweis und Pass": "Einwohnerwesen", "An- und Abmeldung": "Einwohnerwesen", "Zulassung (neu)": "Verkehr", "Fischereischein": "Ordnung"}
# Public holidays of Bavaria on weekdays, from the calendar: 2023 and 2024. (15 August is one only where most people are Catholic;
# such a municipality lists it under schliesstage.)
HOLIDAYS = {date.fromisoformat(d) for d in (
    "2023-01-06 2023-04-07 2023-04-10 2023-05-01 2023-05-18 2023-05-29 2023-06-08 2023-10-03 2023-11-01 2023-12-25 2023-12-26 "
    "2024-01-01 2024-03-29 2024-04-01 2024-05-01 2024-05-09 2024-05-20 2024-05-30 2024-10-03 2024-11-01 2024-12-25 2024-12-26").split()}
CLOSED = {"Nord": {date(2023, 7, 3), date(2023, 7, 4)}, "Süd": set()}
ALL_CLOSED = {date(2024, 2, 13)}
OPENS = {"Nord": date(2023, 1, 1), "Süd": date(2023, 5, 2)}
WEEKDAYS = {"Nord": {0, 1, 2, 3, 4}, "Süd": {1, 3}}
LAST = date(2024, 10, 17)  # a partial second year


@dataclass
class Office:
    """The rows as Python objects."""

    contacts: list[tuple[date, str, str, str, int]] = field(default_factory=list)
    appointments: list[dict] = field(default_factory=list)
    mails: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    calls: list[tuple[date, int, int, int, int]] = field(default_factory=list)
    cases: list[tuple[date, str, int]] = field(default_factory=list)
    dealers: list[tuple[date, str, int, str]] = field(default_factory=list)
    online: list[tuple[date, str, int]] = field(default_factory=list)


def is_open(place: str, day: date) -> bool:
    return (day >= OPENS[place] and day.weekday() in WEEKDAYS[place] and day not in HOLIDAYS and day not in CLOSED[place] and day not in ALL_CLOSED)


def invent() -> Office:
    r = random.Random(20240229)
    office, number = Office(), 0
    day = date(2023, 1, 2)
    while day <= LAST:
        for place in OPENS:
            if not is_open(place, day):
                continue
            for service in SERVICES:
                served = 0
                for _ in range(r.randint(0, 4)):
                    number += 1
                    at = datetime(day.year, day.month, day.day, r.randint(8, 15), r.choice((0, 10, 15, 30, 45)))
                    status = r.choices(("bedient", "nicht erschienen", "abgesagt"), (8, 1, 1))[0]
                    arrived = at + timedelta(minutes=r.randint(-20, 9), seconds=r.randint(0, 59))
                    called = max(arrived, at) + timedelta(seconds=int(r.expovariate(1 / 500)) - 30)
                    persons = r.choice((1, 1, 1, 2, 4))
                    here = status == "bedient"
                    served += persons if here else 0
                    office.appointments.append({
                        "termin_id": f"A{number:06d}", "standort": place, "dienstleistung": service, "termin_am": at, "status": status,
                        "gebucht_am": at - timedelta(hours=r.randint(1, 600)) if r.random() < 0.9 else None,
                        "ankunft": arrived if here and r.random() < 0.97 else None, "aufruf": called if here else None,
                        "ende": called + timedelta(minutes=9) if here else None, "arbeitsplatz": "P1", "personen": persons,
                    })
                if served:
                    office.contacts.append((day, place, service, "Termin", served))
                if r.random() < 0.6:
                    office.contacts.append((day, place, service, "spontan", r.choice((1, 3, 12, 1204))))
        if day.weekday() < 5:
            accepted = r.randint(20, 1500)
            office.calls.append((day, accepted, accepted + r.randint(0, 90), r.randint(0, accepted), r.randint(0, accepted)))
        for _ in range(r.randint(0, 3)):
            came = datetime(day.year, day.month, day.day, r.randint(0, 23), r.randint(0, 59))
            office.mails.append((came, came + timedelta(minutes=r.randint(3, 9000)) if r.random() < 0.9 else None))
        day += timedelta(1)
    # Answers written after the delivery cannot stand in it.
    office.mails = [(came, answered if answered and answered.date() <= LAST else None) for came, answered in office.mails]
    for y in (2023, 2024):
        for m in range(1, 13 if y == 2023 else 10):
            for kind in ("0201 Anmeldung", "0900 Quittung", "Fundsachen", "Sonstiges"):
                office.cases.append((date(y, m, 1), kind, r.randint(0, 4000)))
            for kind in ("Neuzulassung", "Abmeldung"):
                office.dealers.append((date(y, m, 1), kind, r.randint(0, 1300), "Autohaus"))
            office.online.append((date(y, m, 1), "An- und Abmeldung", r.randint(0, 300)))
    return office


def write(office: Office, folder: Path) -> None:
    """The office folder: master data, no quellen.toml, exports in the standard formats."""
    master, inbox = folder / "stammdaten", folder / "eingang"
    master.mkdir(parents=True), inbox.mkdir()
    (master / "amt.toml").write_text(
        'name = "Bürgeramt Neustadt"\nstadt = "Neustadt"\nbundesland = "DE-BY"\nquellenangabe = "Stadt Neustadt"\nlizenz = "dl-de/zero-2-0"\ndatenart = "echt"\n',
        encoding="utf-8")
    (master / "standorte.csv").write_text(
        "standort;name;gueltig_ab;gueltig_bis;beraterplaetze;thekenplaetze;wochentage\r\nNord;Rathaus Nord;;;12;3;Mo,Di,Mi,Do,Fr\r\n"
        "Süd;Bürgerhaus Süd;02.05.2023;;4;1;Di,Do\r\n", encoding="utf-8")
    (master / "dienstleistungen.csv").write_text(
        "dienstleistung;bereich;leika;synonyme\n" + "".join(f"{name};{area};;{'Pass|Personalausweis' if 'Pass' in name else ''}\n" for name, area in SERVICES.items()),
        encoding="utf-8")
    (master / "vorgangsarten.csv").write_text("vorgangsart;gruppe;zaehlt\n0201 Anmeldung;XMeld;ja\n0900 Quittung;XMeld;nein\nFundsachen;Ordnung;ja\n", encoding="utf-8")
    (master / "schliesstage.csv").write_text("von;bis;standort;grund\n03.07.2023;04.07.2023;Nord;Umbau\n13.02.2024;13.02.2024;;Faschingsdienstag\n", encoding="utf-8")
    (master / "personal.csv").write_text("stichtag;mitarbeitende;vollzeitstellen\n01.01.2023;41;35,5\n01.06.2024;43;37,25\n", encoding="utf-8")
    years = (2023, 2024)
    for y in years:
        _csv(inbox / f"kontakte_{y}.csv", ["Datum", "standort", "dienstleistung", "zugang", "anzahl"],
             [(_day(d), p, s, a, _thousands(n)) for d, p, s, a, n in office.contacts if d.year == y], "cp1252")
        names = ["status", "termin_id", "name", "termin_am", "dienstleistung", "standort", "gebucht_am", "ankunft", "aufruf", "ende", "arbeitsplatz", "personen"]
        _csv(inbox / f"termine_{y}.csv", names, [[_text(a.get(n)) if n != "name" else "Erika Muster" for n in names]
                                                 for a in office.appointments if a["termin_am"].year == y], "utf-8-sig")
        _csv(inbox / f"emails_{y}.csv", ["eingegangen_am", "beantwortet_am"], [(_text(c), _text(a)) for c, a in office.mails if c.year == y], "utf-8")
        _csv(inbox / f"vorgaenge_{y}.csv", ["datum", "zeitraum", "vorgangsart", "anzahl"], [(_day(d), "monat", k, _thousands(n)) for d, k, n in office.cases if d.year == y], "utf-8")
        _csv(inbox / f"grosskunden_{y}.csv", ["datum", "zeitraum", "vorgangsart", "anzahl", "kunde_art"],
             [(_day(d), "monat", k, n, a) for d, k, n, a in office.dealers if d.year == y], "utf-8")
        _csv(inbox / f"online_{y}.csv", ["datum", "zeitraum", "leistung", "anzahl"], [(_day(d), "monat", s, n) for d, s, n in office.online if d.year == y], "utf-8")
    months = defaultdict(list)
    for row in office.calls:
        months[f"{row[0]:%Y-%m}"].append(row)
    for key, rows in months.items():
        book = Workbook()
        sheet = book.active
        for line in (["115-Monatsbericht"], ["Servicecenter Musterland"], [f"Monat {key}"], ["datum", "angeboten", "angenommen", "angenommen_30s", "fallabschliessend"]):
            sheet.append(line)
        for d, accepted, offered, fast, solved in rows:
            sheet.append([d if d.day % 2 else _day(d), offered, accepted, fast, solved])
        sheet.append(["Summe", *(sum(row[i] for row in rows) for i in (2, 1, 3, 4))])
        book.save(inbox / f"anrufe_115_{key}.xlsx")


def expected(office: Office, von: date, bis: date) -> dict[str, float | None]:
    """Every figure of a period, computed with plain Python."""
    c = [row for row in office.contacts if von <= row[0] <= bis]
    a = [row for row in office.appointments if von <= row["termin_am"].date() <= bis]
    served = [row for row in a if row["status"] == "bedient"]
    missed = sum(row["status"] == "nicht erschienen" for row in a)
    waits = sorted(
        wait for row in served if row["ankunft"] and row["aufruf"]
        for wait in [max(0.0, (row["aufruf"] - max(row["ankunft"], row["termin_am"])).total_seconds() / 60)] * row["personen"])
    leads = [(row["termin_am"] - row["gebucht_am"]).total_seconds() / 86400 for row in a if row["gebucht_am"]]
    answers = [(done - came).total_seconds() / 3600 for came, done in office.mails if done and von <= done.date() <= bis]
    calls = [row for row in office.calls if von <= row[0] <= bis]
    days = sum(any(is_open(p, d) for p in OPENS) for d in _days(von, min(bis, LAST)))
    total = sum(row[4] for row in c)
    end = min(bis, LAST)
    desks = 12 + (4 if end >= OPENS["Süd"] else 0)
    return {
        "kundenkontakte": total,
        "terminkunden": sum(row[4] for row in c if row[3] == "Termin"),
        "spontankunden": sum(row[4] for row in c if row[3] == "spontan"),
        "oeffnungstage": days,
        "kontakte_je_oeffnungstag": total / days,
        "wartezeit_mittel": statistics.fmean(waits),
        "wartezeit_median": statistics.median(waits),
        "wartezeit_p90": statistics.quantiles(waits, n=10, method="inclusive")[8],
        "vorlaufzeit_mittel": statistics.fmean(leads),
        "termine_gebucht": len(a),
        "termine_abgesagt": sum(row["status"] == "abgesagt" for row in a),
        "no_show_quote": 100 * missed / (missed + len(served)),
        "emails_eingegangen": sum(von <= came.date() <= bis for came, _ in office.mails),
        "emails_bearbeitet": len(answers),
        "email_antwortzeit_median": statistics.median(answers),
        "anrufe_115": sum(row[1] for row in calls),
        "anrufe_115_servicelevel": 100 * sum(row[3] for row in calls) / sum(row[1] for row in calls),
        "anrufe_115_erstloesung": 100 * sum(row[4] for row in calls) / sum(row[1] for row in calls),
        "vorgaenge": sum(n for d, kind, n in office.cases if von <= d <= bis and kind != "0900 Quittung"),
        "vorgaenge_xmeld": sum(n for d, kind, n in office.cases if von <= d <= bis and kind == "0201 Anmeldung"),
        "grosskunden_vorgaenge": sum(row[2] for row in office.dealers if von <= row[0] <= bis),
        "online_leistungen": sum(row[2] for row in office.online if von <= row[0] <= bis),
        "beraterplaetze": desks,
        "thekenplaetze": 3 + (1 if end >= OPENS["Süd"] else 0),
        "kontakte_je_beraterplatz": total / desks,
        "mitarbeitende": 43 if end >= date(2024, 6, 1) else 41,
    }


def _days(von: date, bis: date) -> list[date]:
    return [von + timedelta(n) for n in range((bis - von).days + 1)]


def _csv(path: Path, header: list[str], rows: list, encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(rows)


def _day(d: date) -> str:
    return f"{d:%d.%m.%Y}"


def _thousands(n: int) -> str:
    return f"{n:,}".replace(",", ".")


def _text(value) -> str:
    return f"{value:%d.%m.%Y %H:%M:%S}" if isinstance(value, datetime) else "" if value is None else str(value)
