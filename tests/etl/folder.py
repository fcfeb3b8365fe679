"""A small invented office folder, in another state and with other years than the sample, small enough to count by hand."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from etl import snapshots

AMT = """
name = "Bürgeramt Kleinstadt"
stadt = "Kleinstadt"
bundesland = "DE-BY"
quellenangabe = "Kleinstadt, Bürgeramt"
lizenz = "CC BY 4.0"
datenart = "echt"
"""
LOCATIONS = """standort;name;gueltig_ab;gueltig_bis;beraterplaetze;thekenplaetze;wochentage
Nord;Rathaus Nord;01.01.2020;;5;1;Mo,Di,Mi,Do,Fr
Süd;Bürgerhaus Süd;;;3;1;Mo,Mi
"""
SERVICES = """dienstleistung;bereich;leika;synonyme
Ausweis;Melden;;Personalausweis|PA
Umzug;Melden;;Ummeldung
Zulassung;Kfz;;
"""
CONTACTS = """datum;standort;dienstleistung;zugang;anzahl
03.07.2023;Nord;Ausweis;Termin;2
03.07.2023;Süd;Umzug;spontan;1.204
04.07.2023;Nord;Zulassung;Termin;1
"""
APPOINTMENTS = """termin_id;standort;dienstleistung;termin_am;status;gebucht_am;ankunft;aufruf;ende;arbeitsplatz;personen
A1;Nord;Ausweis;03.07.2023 09:00;bedient;01.07.2023 09:00;03.07.2023 08:55;03.07.2023 09:10;03.07.2023 09:20;1;1
A2;Nord;PA;03.07.2023 09:05;bedient;;03.07.2023 09:07;03.07.2023 09:12:30;;2;
A3;Nord;Zulassung;04.07.2023 10:00;bedient;02.07.2023 22:00;04.07.2023 10:00;04.07.2023 10:00;;1;2
A4;Nord;Zulassung;04.07.2023 11:00;nicht erschienen;;;;;;1
A5;Nord;Zulassung;04.07.2023 12:00;abgesagt;;;;;;1
"""
MAILS = """eingegangen_am;beantwortet_am;thema
03.07.2023 10:00;03.07.2023 12:00;Pass
03.07.2023 11:00;05.07.2023 11:00;Pass
04.07.2023 11:00;;Kfz
"""
CASES = """datum;zeitraum;vorgangsart;anzahl
01.07.2023;monat;Rückmeldung;1.204
01.07.2023;monat;Quittung;17
"""


def write_office(folder: Path, exports: dict[str, str | bytes] | None = None, **master: str | bytes) -> Path:
    """Write an office folder; `exports` replaces the default exports, `master` single files of stammdaten/ (name without ending)."""
    files = {"stammdaten/amt.toml": AMT, "stammdaten/standorte.csv": LOCATIONS, "stammdaten/dienstleistungen.csv": SERVICES}
    files |= {f"stammdaten/{name}.{'toml' if name == 'amt' else 'csv'}": text for name, text in master.items()}
    if exports is None:
        exports = {"kontakte_2023.csv": CONTACTS, "termine_2023.csv": APPOINTMENTS, "emails_2023.csv": MAILS, "vorgaenge_2023.csv": CASES}
    for name, text in (files | {f"eingang/{name}": text for name, text in exports.items()}).items():
        put(folder / name, text)
    return folder


def put(path: Path, text: str | bytes, age: int | None = None) -> Path:
    """Write a file; `age` sets its time of change (seconds after a fixed moment)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    if age is not None:
        os.utime(path, (1_700_000_000 + age, 1_700_000_000 + age))
    return path


def rows(folder: Path, sql: str) -> list[tuple]:
    """Ask the current snapshot of an office folder."""
    with duckdb.connect(str(snapshots.current(folder)), read_only=True) as con:
        return con.execute(sql).fetchall()
