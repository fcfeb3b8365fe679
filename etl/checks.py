"""Raw text becomes typed rows or rejects, by explicit German rules and never by guessing.

Everything is set based: one file is typed by one statement, and reasons are only worked out for the rows that failed.
Dates are `DD.MM.YYYY`, times `DD.MM.YYYY HH:MM[:SS]`, ISO is accepted too; a count is a whole number of at least 0 with
optional thousands points (`1.204`), so `1.20` is none.
"""

from __future__ import annotations

import duckdb

from etl.sources import TABLES

CHOICES = {
    "zugang": ("Termin", "spontan"),
    "status": ("bedient", "nicht erschienen", "abgesagt"),
    "zeitraum": ("tag", "monat"),
}
"""Columns with a closed list: anything else is a reject."""
KEYS = {
    "kontakte": ("datum", "standort", "dienstleistung", "zugang"),
    "termine": ("termin_id",),
    "anrufe_115": ("datum", "zeitraum"),
    "vorgaenge": ("datum", "zeitraum", "vorgangsart"),
    "grosskunden": ("datum", "zeitraum", "vorgangsart", "kunde_art"),
    "online": ("datum", "zeitraum", "leistung"),
    "wartezeiten_stunden": ("datum", "stunde", "standort", "zugang"),
    "kapazitaet": ("datum", "stunde", "standort", "kanal", "einheit"),
}
"""What makes a row of a table unique; an e-mail has no such key."""
_MASTER = {"standort": "stammdaten/standorte.csv", "dienstleistung": "stammdaten/dienstleistungen.csv"}
_OPEN = ("vorgangsart", "leistung", "kunde_art")
_DATE_IS_ENOUGH = ("gebucht_am", "eingegangen_am", "beantwortet_am")
"""Points in time that some systems only give as a day; everywhere else a missing time of day would be an invented one."""
_COUNT = r"\d+(,0+)?|\d{1,3}([.\x{00a0}\x{202f} ]\d{3})+(,0+)?|\d+\.0"

_MACROS = r"""
CREATE OR REPLACE TEMP MACRO wie_genannt(x) AS lower(nfc_normalize(regexp_replace(trim(x), '\s+', ' ', 'g')));
CREATE OR REPLACE TEMP MACRO als_zeit(x) AS try_strptime(x, [
    '%d.%m.%Y %H:%M', '%d.%m.%Y %H:%M:%S', '%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M', '%Y-%m-%dT%H:%M:%S', '%Y-%m-%dT%H:%M',
    '%Y-%m-%d %H:%M:%S.%f', '%Y-%m-%dT%H:%M:%S.%f', '%d.%m.%Y, %H:%M', '%d.%m.%Y, %H:%M:%S']);
CREATE OR REPLACE TEMP MACRO als_tag(x) AS try_strptime(x, ['%d.%m.%Y', '%Y-%m-%d']);
CREATE OR REPLACE TEMP MACRO als_mitternacht(x) AS try_strptime(x, [
    '%d.%m.%Y 00:00', '%d.%m.%Y 00:00:00', '%Y-%m-%d 00:00:00', '%Y-%m-%d 00:00', '%Y-%m-%dT00:00:00', '%Y-%m-%dT00:00']);
CREATE OR REPLACE TEMP MACRO als_anzahl(x) AS CASE
    WHEN length(x) = 1 AND x BETWEEN '0' AND '9' THEN ascii(x) - 48  -- most counts, without the cost of a pattern
    WHEN regexp_full_match(x, '{count}') THEN try_cast(regexp_replace(regexp_replace(x, ',0+$|\.0$', ''), '\D', '', 'g') AS BIGINT) END;
CREATE OR REPLACE TEMP MACRO als_stunde(x) AS CASE WHEN regexp_full_match(x, '[01]?\d|2[0-3]') THEN x::INTEGER END;
CREATE OR REPLACE TEMP MACRO als_zahl(x) AS CASE
    WHEN regexp_full_match(x, '\d{1,3}(\.\d{3})+(,\d+)?|\d+(,\d+)?') THEN replace(replace(x, '.', ''), ',', '.')::DOUBLE
    WHEN regexp_full_match(x, '\d+\.\d+') THEN x::DOUBLE END;
""".replace("{count}", _COUNT)
_FIRST_DAY, _LAST_DAY, _TOO_MANY = "DATE '1950-01-01'", "DATE '2101-01-01'", 1_000_000_000


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Create the typing rules and the vocabulary `namen(spalte, gesucht, wert)` in a connection that holds the master data.

    A location is found by its id or its name, a service by its name or a synonym, without regard to case and spaces; a name
    that several locations share finds none of them.
    """
    con.execute(_MACROS)
    con.execute("""
        CREATE OR REPLACE TEMP TABLE namen AS
        WITH alle (spalte, rang, gesucht, wert) AS (
            SELECT DISTINCT 'standort', 1, wie_genannt(standort), standort FROM standorte
            UNION SELECT 'standort', 2, wie_genannt(name), standort FROM standorte
            UNION SELECT 'dienstleistung', 1, wie_genannt(dienstleistung), dienstleistung FROM dienstleistungen
            UNION SELECT 'dienstleistung', 2, wie_genannt(unnest(synonyme)), dienstleistung FROM dienstleistungen
            UNION SELECT 'vorgangsart', 1, wie_genannt(vorgangsart), vorgangsart FROM vorgangsarten
            UNION SELECT 'leistung', 1, wie_genannt(leistung), leistung FROM online_angebote
            UNION SELECT 'leistung', 2, wie_genannt(dienstleistung), dienstleistung FROM dienstleistungen
        ),
        beste AS (FROM alle WHERE gesucht IS NOT NULL QUALIFY rank() OVER (PARTITION BY spalte, gesucht ORDER BY rang) = 1)
        SELECT spalte, gesucht, any_value(wert) AS wert FROM beste GROUP BY ALL HAVING count(DISTINCT wert) = 1
        """)
    words = [(column, word.lower(), word) for column, choices in CHOICES.items() for word in choices]
    con.execute("INSERT INTO namen SELECT unnest(?), unnest(?), unnest(?)", [list(part) for part in zip(*words, strict=True)])


def check_table(con: duckdb.DuckDBPyConnection, table: str, raw: dict[int, str]) -> dict[int, tuple[int, int]]:
    """Type the raw rows of all files of one canonical table into it; what cannot be typed goes to `ablehnungen`.

    raw: id of the file in `dateien` -> temp table with the text as in the file, its line in `zeile` and in `_fehler` why a raw row is
    no row at all. Returns rows loaded and rejected per file. Of rows of one file with the same key the first stays. The typed
    rows are left in the temp table `geprueft`; good ones have no `fehler`.
    """
    fields = TABLES[table]
    found = _gather(con, table, raw)
    for column in found:
        if _has_vocabulary(column):
            con.execute(f"""
                CREATE OR REPLACE TEMP TABLE wort_{column} AS
                SELECT gelesen, wert FROM (SELECT DISTINCT {column} AS gelesen FROM rohzeilen WHERE {column} IS NOT NULL)
                LEFT JOIN namen ON spalte = '{column}' AND gesucht = wie_genannt(gelesen)""")
    joins = "".join(f" LEFT JOIN wort_{column} ON wort_{column}.gelesen = r.{column}" for column in found if _has_vocabulary(column))
    typed = ", ".join(f"{_typed(column, fields[column].kind) if column in found else 'NULL'} AS {column}" for column in fields)
    faults = "".join(_fault(column, fields[column].kind, fields[column].required) for column in found)
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE geprueft AS
        SELECT {", ".join(f"t.{column}" for column in fields)}, datei_id, zeile, roh, CASE WHEN _fehler IS NOT NULL THEN ''{faults} END AS fehler
        FROM (
            SELECT {typed}, {", ".join(f"r.{column} AS _{column}" for column in found)}, r.datei_id, r.zeile, r.roh, r._fehler
            FROM rohzeilen AS r{joins}
        ) AS t""")
    if con.execute("SELECT count(fehler) FROM geprueft").fetchone()[0]:
        _explain(con, table, found)
    _reject_duplicates(con, table)
    columns = ", ".join("coalesce(personen, 1)" if column == "personen" else column for column in fields)
    con.execute(f"INSERT INTO {table} SELECT {columns}, datei_id, zeile FROM geprueft WHERE fehler IS NULL")
    counts = con.execute("SELECT datei_id, count(*) - count(fehler), count(fehler) FROM geprueft GROUP BY datei_id").fetchall()
    con.execute("DROP VIEW rohzeilen")
    return dict.fromkeys(raw, (0, 0)) | {file_id: (loaded, rejected) for file_id, loaded, rejected in counts}


def _gather(con: duckdb.DuckDBPyConnection, table: str, raw: dict[int, str]) -> list[str]:
    """Make the view `rohzeilen` of the files' raw tables, each row with its file and row id; returns the canonical columns found."""
    present = {name: {row[0] for row in con.execute(f'DESCRIBE "{name}"').fetchall()} for name in raw.values()}
    found = [column for column in TABLES[table] if any(column in columns for columns in present.values())]
    parts = [
        f"SELECT {file_id} AS datei_id, rowid AS roh, zeile, _fehler"
        + "".join(f", {column}" if column in present[name] else f", NULL::VARCHAR AS {column}" for column in found)
        + f' FROM "{name}"'
        for file_id, name in raw.items()
    ]
    con.execute(f"CREATE OR REPLACE TEMP VIEW rohzeilen AS {' UNION ALL '.join(parts)}")
    return found


def _has_vocabulary(column: str) -> bool:
    return column in CHOICES or column in _MASTER or column in _OPEN


def _typed(column: str, kind: str) -> str:
    """SQL that turns the text of a column into its type, NULL where that is impossible."""
    if column in _OPEN:
        return f"coalesce(wort_{column}.wert, trim(r.{column}))"
    if _has_vocabulary(column):
        return f"wort_{column}.wert"
    if kind == "date":
        return f"coalesce(als_tag(r.{column}), als_mitternacht(r.{column}))::DATE"
    if kind == "time" and column in _DATE_IS_ENOUGH:
        return f"coalesce(als_zeit(r.{column}), als_tag(r.{column}))"
    if kind == "time":
        return f"als_zeit(r.{column})"
    if kind == "count":
        return f"als_anzahl(r.{column})"
    if kind in ("hour", "number"):
        return f"als_{'stunde' if kind == 'hour' else 'zahl'}(r.{column})"
    return f"r.{column}"


def _fault(column: str, kind: str, required: bool) -> str:
    """SQL branch that names the column if its value is missing though required, not typed, or beyond all sense."""
    wrong = f"t.{column} IS NULL" if required else f"t.{column} IS NULL AND _{column} IS NOT NULL"
    if kind in ("date", "time"):
        wrong += f" OR t.{column} < {_FIRST_DAY} OR t.{column} >= {_LAST_DAY}"
    if kind == "count":
        wrong += f" OR t.{column} >= {_TOO_MANY}"
    return f" WHEN {wrong} THEN '{column}'"


def _explain(con: duckdb.DuckDBPyConnection, table: str, found: list[str]) -> None:
    """Write the rejects of the rows just typed, each with its first faulty column, the value and a German reason."""
    reasons = " ".join(f"WHEN '{column}' THEN {_reason(con, column, TABLES[table][column].kind)}" for column in found)
    values = " ".join(f"WHEN '{column}' THEN r.{column}" for column in found)
    con.execute(f"""
        INSERT INTO ablehnungen
        SELECT d.datei, g.zeile, nullif(g.fehler, ''), {shown('CASE g.fehler ' + values + ' END')},
            CASE WHEN g.fehler = '' THEN r._fehler WHEN (CASE g.fehler {values} END) IS NULL THEN 'Der Wert fehlt.'
            ELSE CASE g.fehler {reasons} END END
        FROM (FROM geprueft WHERE fehler IS NOT NULL) AS g
        JOIN rohzeilen AS r ON r.roh = g.roh AND r.datei_id = g.datei_id
        JOIN dateien AS d ON d.datei_id = g.datei_id
        ORDER BY g.datei_id, g.zeile""")


def shown(value: str) -> str:
    """SQL for a value as it may be kept in a reject: shortened, and never an e-mail address."""
    return f"(CASE WHEN {value} LIKE '%@%' THEN '(nicht gespeichert: enthält eine E-Mail-Adresse)' ELSE left({value}, 80) END)"


def _reason(con: duckdb.DuckDBPyConnection, column: str, kind: str) -> str:
    """SQL for the German reason why a value of this column was rejected."""
    if column in CHOICES:
        return _quoted(f"Unbekannter Wert; erlaubt sind: {', '.join(CHOICES[column])}.")
    if column in _MASTER:
        what = "Unbekannter Standort" if column == "standort" else "Unbekannte Dienstleistung"
        rows = con.execute("SELECT DISTINCT wert FROM namen WHERE spalte = ? ORDER BY 1 LIMIT 6", [column]).fetchall()
        known = [name for name, in rows[:5]]
        some = f" Bekannt: {', '.join(known)}{', …' if len(rows) > 5 else ''}."
        return _quoted(f"{what}; bitte in {_MASTER[column]} ergänzen oder die Angabe berichtigen.{some}")
    if kind == "count":
        return f"""CASE WHEN regexp_matches(r.{column}, '^\\s*[-−–]\\s*[\\d.,]+$') THEN 'Negative Anzahl; erwartet wird eine ganze Zahl ab 0.'
            WHEN regexp_full_match(r.{column}, '{_COUNT}') THEN 'Die Anzahl ist unglaubhaft groß.'
            ELSE 'Keine ganze Zahl; erwartet wird zum Beispiel 1204 oder 1.204.' END"""
    if kind in ("hour", "number"):
        return _quoted("Keine Stunde; erwartet wird 0 bis 23." if kind == "hour" else "Keine Zahl ab 0; erwartet wird zum Beispiel 12,5.")
    day = r"\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2}"
    expected = "TT.MM.JJJJ" if kind == "date" else "TT.MM.JJJJ HH:MM"
    no_time = "" if kind == "date" else f"WHEN als_tag(r.{column}) IS NOT NULL THEN 'Die Uhrzeit fehlt; erwartet wird {expected}.'"
    odd_time = "" if kind != "date" else f"WHEN als_zeit(r.{column}) IS NOT NULL THEN 'Hier wird nur ein Tag erwartet ({expected}), keine Uhrzeit.'"
    return f"""CASE {no_time} {odd_time}
        WHEN regexp_matches(r.{column}, '^\\s*({day})') AND NOT coalesce(als_tag(regexp_extract(r.{column}, '({day})')) BETWEEN {_FIRST_DAY} AND {_LAST_DAY}, false)
            THEN 'Dieses Datum gibt es nicht; erwartet wird {expected}.'
        WHEN regexp_matches(r.{column}, '^\\s*({day})') THEN 'Diese Uhrzeit gibt es nicht; erwartet wird {expected}.'
        ELSE '{"Kein Datum" if kind == "date" else "Kein Zeitpunkt"}; erwartet wird {expected}.' END"""


def _reject_duplicates(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Reject rows whose key already stands in an earlier line of the same file."""
    if table not in KEYS:
        return
    if "zeitraum" in KEYS[table]:  # a month row may name any day of its month
        con.execute("UPDATE geprueft SET datum = date_trunc('month', datum) WHERE zeitraum = 'monat' AND day(datum) > 1")
    key = ", ".join(("datei_id", *KEYS[table]))
    rows, distinct = con.execute(f"""
        SELECT (SELECT count(*) FROM geprueft WHERE fehler IS NULL),
            (SELECT count(*) FROM (SELECT DISTINCT {key} FROM geprueft WHERE fehler IS NULL))""").fetchone()
    if rows == distinct:
        return
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE doppelte AS
        SELECT roh, zeile, first_value(zeile) OVER w AS erste, {key} FROM geprueft WHERE fehler IS NULL
        WINDOW w AS (PARTITION BY {key} ORDER BY zeile, roh) QUALIFY row_number() OVER w > 1""")
    con.execute(f"""
        INSERT INTO ablehnungen
        SELECT datei, zeile, {_quoted(KEYS[table][0])}, {shown(_key_text(table))},
            'Doppelt: dieselbe Zeile ({", ".join(KEYS[table])}) steht schon in Zeile ' || erste || '.'
        FROM doppelte JOIN dateien USING (datei_id) ORDER BY datei_id, zeile""")
    con.execute("UPDATE geprueft SET fehler = 'doppelt' WHERE (datei_id, roh) IN (SELECT (datei_id, roh) FROM doppelte)")


def _key_text(table: str) -> str:
    """SQL for the key of a row as a clerk writes it."""
    parts = [f"strftime({column}, '%d.%m.%Y')" if column == "datum" else column for column in KEYS[table]]
    return f"concat_ws('; ', {', '.join(parts)})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
