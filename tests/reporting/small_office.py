"""A small office whose every number can be counted by hand, as a real DuckDB warehouse.

Contacts: on the 5th of every month 100 (2021) or 120 (2022) for "Ausweis" with appointment, on the 20th 50 or 60 for "Zulassung"
without. Exceptions: 60 on 20.12.2021 and 150 on 05.11.2022. So 2021: 11 * 150 + 160 = 1810; 2022: 11 * 180 + 210 = 2190.
Opening days: the 5th, 10th and 20th of every month (36 a year). Move on 12.10.2022, the new house is valid from 15.10.2022: its first opening
day is 20.10.2022; since then 60 + 210 + 180 = 450 contacts, in the same days of 2021 50 + 150 + 160 = 360.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

import duckdb

from etl.schema import SCHEMA_VERSION
from reporting.warehouse import Warehouse

ETL = Path(__file__).parents[2] / "etl"
MOVE = ("2022-10-12", "2022-10-12", "Umzug in den Neubau", "ereignis")


def small_office(path: Path, *, years: Collection[int] = (2021, 2022), until: date = date(2022, 12, 31), tables: Collection[str] | None = None,
                 events: Collection[tuple] = (MOVE,), extra: Collection[str] = (), sample: bool = False) -> Warehouse:
    """Build it at `path` with contacts of `years` up to `until`; `tables`: only these canonical tables; `extra`: SQL before the marts."""
    con = duckdb.connect(str(path))
    con.execute("BEGIN")
    con.execute((ETL / "tables.sql").read_text())
    kind = "beispiel" if sample else "echt"
    con.execute(f"INSERT INTO ladung VALUES (TIMESTAMP '2023-01-10 08:00:00', {SCHEMA_VERSION}); "
                f"INSERT INTO amt VALUES ('Bürgerbüro Musterstadt', 'Stadt Musterstadt', 'DE-HE', 'Stadt Musterstadt', 'CC0', '{kind}')")
    con.execute("""INSERT INTO standorte VALUES ('Altbau', 'Altbau, Alte Gasse 1', '2015-01-01', '2022-10-11', 10, 2, 'Mo,Di,Mi,Do,Fr'),
        ('Neubau', 'Neubau, Neue Allee 2', '2022-10-15', NULL, 14, 3, 'Mo,Di,Mi,Do,Fr')""")
    con.execute("INSERT INTO dienstleistungen VALUES ('Ausweis', 'Meldewesen', NULL, []), ('Zulassung', 'Kfz', NULL, [])")
    con.execute("INSERT INTO vorgangsarten VALUES ('XMeld Rückmeldung', 'XMeld', true), ('Quittung', 'XMeld', false), ('Auskunft', 'Auskünfte', true)")
    con.execute("INSERT INTO personal VALUES ('2020-12-31', 8, 7.5), ('2022-06-30', 9, 8)")
    for n, event in enumerate(events):
        con.execute("INSERT INTO ereignisse VALUES (?, ?, ?, ?, ?, [], '')", [n + 1, *event])
    for y in range(min(years) - 1, max(years) + 1):
        for m in range(1, 13):
            for day in (5, 10, 20):
                con.execute("INSERT INTO oeffnungstage VALUES (?, ?)", [date(y, m, day), _place(date(y, m, day))])
    for name, rows in _canonical(years, until).items():
        if rows and (tables is None or name in tables):
            con.execute(f"INSERT INTO dateien VALUES (?, ?, ?, ?, ?, 10, TIMESTAMP '2023-01-09', {len(rows)}, {len(rows)}, 0, NULL, NULL)",
                        [_NAMES.index(name), f"{name}.csv", name, name, f"{name}0123456789abcdef" * 3])
            con.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))}, {_NAMES.index(name)}, 1)", rows)
    for sql in extra:
        con.execute(sql)
    for name, first, last in _SPANS:
        con.execute(f"INSERT INTO abdeckung SELECT '{name}', min({first})::DATE, {last} FROM {name} HAVING count(*) > 0")
        con.execute(f"INSERT INTO herkunft SELECT '{name}', {first}::DATE, datei_id, count(*) FROM {name} GROUP BY ALL")
    for mart in sorted((ETL / "marts").glob("*.sql")):
        con.execute(mart.read_text())
    con.execute("COMMIT")
    con.close()
    return Warehouse(path)


_NAMES = ("kontakte", "termine", "emails", "anrufe_115", "vorgaenge", "grosskunden", "online")
_SPANS = [(n, {"termine": "termin_am", "emails": "eingegangen_am"}.get(n, "datum"),
           {"kontakte": "max(datum)", "termine": "max(termin_am)::DATE", "emails": "max(eingegangen_am)::DATE"}.get(n, "max(last_day(datum))")) for n in _NAMES]


def _place(day: date) -> str:
    return "Altbau" if day < date(2022, 10, 15) else "Neubau"


def _canonical(years: Collection[int], until: date) -> dict[str, list[tuple]]:
    """Rows of every canonical table without datei_id and zeile."""
    contacts = []
    for y in years:
        for m in range(1, 13):
            booked, walked = (150 if (y, m) == (2022, 11) else 120, 60) if y == 2022 else (100, 60 if (y, m) == (2021, 12) else 50)
            contacts.append((date(y, m, 5), _place(date(y, m, 5)), "Ausweis", "Termin", booked))
            contacts.append((date(y, m, 20), _place(date(y, m, 20)), "Zulassung", "spontan", walked))
    contacts = [row for row in contacts if row[0] <= until]
    appointments, emails, calls, cases, dealers = [], [], [], [], []
    for y in years:
        for n, wait in enumerate((2, 4, 6, 20) if y == 2022 else (10, 10, 10, 30)):  # 2022: mean 8, median 5, P90 15.8; 2021: mean 15
            appointments.append((f"{y}-{n}", "Altbau", "Ausweis", f"{y}-03-05 09:00", "bedient", f"{y}-03-01 09:00", f"{y}-03-05 09:00",
                                 f"{y}-03-05 09:{wait:02d}", None, None, 1))
        appointments.append((f"{y}-x", "Altbau", "Ausweis", f"{y}-03-05 10:00", "nicht erschienen", None, None, None, None, None, 1))
        emails += [(f"{y}-0{m}-05 08:00", f"{y}-0{m}-05 {10 + m}:00", "Pass") for m in (1, 2, 3)]  # answered after 3, 4, 5 hours
        calls += [(date(y, m, 1), "monat", 40 if y == 2022 else 30, 50, 30, 20, 5) for m in range(1, 13)]
        cases += [row for m in range(1, 13) for row in ((date(y, m, 1), "monat", "XMeld Rückmeldung", 300), (date(y, m, 1), "monat", "Quittung", 99),
                                                        (date(y, m, 1), "monat", "Auskunft", 700 if y == 2022 else 600))]
        dealers.append((date(y, 1, 1), "monat", "Auskunft", 25, "Autohaus"))
    return {"kontakte": contacts, "termine": [r for r in appointments if date.fromisoformat(r[3][:10]) <= until], "emails": emails,
            "anrufe_115": calls, "vorgaenge": cases, "grosskunden": dealers, "online": []}
