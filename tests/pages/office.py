"""A small office with two locations and two years, written as a published snapshot: enough for every page to be drawn.

By hand: every open weekday has 10 contacts for "Reisepass" and 5 for "Neuzulassung" in 2017, 12 and 5 in 2018.
"""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from etl.schema import SCHEMA_VERSION

ROOT = Path(__file__).parents[2]
SNAPSHOT = "bilanz-20190101t080000-00000001.duckdb"


def build(folder: Path, *, sample: bool = True, years: tuple[int, ...] = (2017, 2018), channels: bool = True,
          name: str = SNAPSHOT) -> Path:
    """The office folder `folder` with its warehouse; `channels` False leaves out e-mails, 115, back office and dealers; `name` is
    the snapshot's file name."""
    (folder / "warehouse").mkdir(parents=True)
    file = folder / "warehouse" / name
    with duckdb.connect(str(file)) as con:
        con.execute((ROOT / "etl" / "tables.sql").read_text(encoding="utf-8"))
        con.execute(f"INSERT INTO ladung VALUES ('2019-01-01 08:00', {SCHEMA_VERSION})")
        con.execute("INSERT INTO amt VALUES ('Bürgerbüro Musterstadt', 'Musterstadt', 'DE-HE', 'Musterstadt, Bürgerbüro', 'DL-DE', ?)",
                    ["beispiel" if sample else "echt"])
        con.execute("""
            INSERT INTO standorte VALUES ('Altbau', 'Altbau', '2010-01-01', '2018-09-30', 4, 1, 'Mo,Di,Mi,Do,Fr'),
                                         ('Neubau', 'Neubau', '2018-10-01', NULL, 6, 2, 'Mo,Di,Mi,Do,Fr');
            INSERT INTO dienstleistungen VALUES ('Reisepass', 'Melde- und Passwesen', NULL, []), ('Neuzulassung', 'Kfz-Zulassung', NULL, []);
            INSERT INTO vorgangsarten VALUES ('XMeld 0201', 'XMeld', true), ('XMeld 0020 Quittung', 'XMeld', false), ('Halterauskunft', 'Kfz', true);
            INSERT INTO ereignisse VALUES (1, '2018-10-01', '2018-10-01', 'Umzug in den Neubau', 'ereignis', [], '');
            INSERT INTO personal VALUES ('2016-12-31', 10, 8.5);
            INSERT INTO online_angebote VALUES ('Reisepass', 'Melde- und Passwesen', NULL, '2022-12-31');
            INSERT INTO versprechen VALUES ('kein_tag_doppelt', 'Kein Tag steht zweimal in den Daten.', true, 0);
            INSERT INTO veroeffentlicht VALUES (1, '2016-01-01', '2016-12-31', 'kundenkontakte', NULL, '3.700', 'rund', 'Kundenkontakte',
                'Kunden', 'Meldung', '01.02.2017', NULL, NULL);
        """)
        con.execute("""
            CREATE TEMP TABLE tage AS SELECT d::DATE AS tag, if(d < DATE '2018-10-01', 'Altbau', 'Neubau') AS ort
            FROM generate_series(DATE '2016-01-01', DATE '2018-12-31', INTERVAL 1 DAY) AS t(d) WHERE isodow(d) < 6;
            INSERT INTO oeffnungstage SELECT tag, ort FROM tage;
        """)
        con.execute("DELETE FROM tage WHERE year(tag) NOT IN (SELECT unnest(?))", [list(years)])
        con.execute("""
            INSERT INTO kontakte SELECT tag, ort, s, 'Termin', n + if(s = 'Reisepass' AND year(tag) = 2018, 2, 0), 1, 1
            FROM tage, (VALUES ('Reisepass', 10), ('Neuzulassung', 5)) AS v(s, n);
            INSERT INTO termine SELECT 'T' || row_number() OVER (), ort, s, tag + to_hours(8 + n), if(n = 3, 'nicht erschienen', 'bedient'),
                tag - INTERVAL 5 DAY, tag + to_hours(8 + n), tag + to_hours(8 + n) + to_minutes(4 + 2 * n), NULL, NULL, 1, 1, 1
            FROM tage, range(4) AS r(n), (VALUES ('Reisepass'), ('Neuzulassung')) AS v(s);
            INSERT INTO dateien SELECT 1, 'kontakte.csv', 'kontakte', 'kontakte', repeat('ab', 32), 1, '2019-01-01', 1, 1, 0, min(tag), max(tag) FROM tage;
            INSERT INTO dateien SELECT 2, 'termine.csv', 'termine', 'termine', repeat('cd', 32), 1, '2019-01-01', 1, 1, 0, min(tag), max(tag) FROM tage;
            INSERT INTO herkunft SELECT 'kontakte', datum, 1, count(*) FROM kontakte GROUP BY datum;
            INSERT INTO herkunft SELECT 'termine', termin_am::DATE, 2, count(*) FROM termine GROUP BY ALL;
        """)
        if channels:
            con.execute("""
                INSERT INTO emails SELECT tag + INTERVAL 9 HOUR, tag + INTERVAL 15 HOUR, 'Reisepass', 1, 1 FROM tage;
                INSERT INTO anrufe_115 SELECT tag, 'tag', 20, 24, 16, 13, 7, 1, 1 FROM tage;
                INSERT INTO vorgaenge SELECT DISTINCT date_trunc('month', tag)::DATE, 'monat', v, 100, 1, 1
                    FROM tage, (VALUES ('XMeld 0201'), ('XMeld 0020 Quittung'), ('Halterauskunft')) AS t(v);
                INSERT INTO grosskunden SELECT DISTINCT date_trunc('month', tag)::DATE, 'monat', 'Neuzulassung', 30, 'Autohaus', 1, 1 FROM tage;
            """)
        for table, day in (("kontakte", "datum"), ("termine", "termin_am"), ("emails", "eingegangen_am"), ("anrufe_115", "datum"),
                           ("vorgaenge", "datum"), ("grosskunden", "datum"), ("online", "datum")):
            month = "last_day(max(datum))" if table in ("vorgaenge", "grosskunden") else f"max({day})::DATE"
            con.execute(f"INSERT INTO abdeckung SELECT '{table}', min({day})::DATE, {month} FROM {table} HAVING count(*) > 0")
        for mart in sorted((ROOT / "etl" / "marts").glob("*.sql")):
            con.execute(mart.read_text(encoding="utf-8"))
    (folder / "warehouse" / "current.json").write_text(json.dumps({"current": name, "history": [name]}), encoding="utf-8")
    return folder
