"""The office's own data: `stammdaten/amt.toml`, the small CSV files beside it and the register of published figures.

`read_office` turns them into typed rows in the column order of `tables.sql`, or says everything that is wrong at once, in German.
A missing optional file only switches off what needs it.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import duckdb

WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
STATES = {f"DE-{state}" for state in "BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH".split()}


class OfficeError(Exception):
    """The office folder cannot be used; `problems` holds every reason, in German."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Office:
    """Master data, checked and typed: one list of rows per table of `tables.sql`, and what is worth a warning (file, text)."""

    amt: dict[str, str]
    tables: dict[str, list[tuple]]
    warnings: list[tuple[str, str]] = field(default_factory=list)


class _CellError(ValueError):
    """A cell that cannot be what its column needs; the text is the German reason."""


def read_office(data_dir: Path | str) -> Office:
    """Read `amt.toml`, `stammdaten/*.csv` and `veroeffentlicht/register.csv` of an office folder.

    Raises OfficeError with all problems where a required file is missing or a file holds something unusable.
    """
    data_dir = Path(data_dir)
    if not data_dir.is_dir():
        raise OfficeError([f"Den Amtsordner {data_dir} gibt es nicht. Bitte den Ordner anlegen oder mit --data einen anderen nennen."])
    problems: list[str] = []
    warnings: list[tuple[str, str]] = []
    amt = _read_amt(data_dir, problems)
    tables = {table: _read_table(data_dir, table, problems) for table in _LAYOUTS}
    _check_locations(tables["standorte"], problems)
    _check_services(tables["dienstleistungen"], problems, warnings)
    _check_unique(tables["vorgangsarten"], "stammdaten/vorgangsarten.csv", "Die Vorgangsart", problems)
    _check_unique(tables["personal"], "stammdaten/personal.csv", "Der Stichtag", problems)
    tables["schliesstage"] = _closures(tables["schliesstage"], tables["standorte"], problems)
    tables["ereignisse"] = [
        (number, start, end or start, *rest) for number, (start, end, *rest) in enumerate(tables["ereignisse"], start=1)
    ]
    tables["veroeffentlicht"] = _read_register(data_dir, warnings)
    if problems:
        raise OfficeError(problems)
    return Office(amt, tables, warnings)


def store(con: duckdb.DuckDBPyConnection, office: Office) -> None:
    """Write the master data into the (empty) tables of the connection's current schema."""
    columns = ("name", "stadt", "bundesland", "quellenangabe", "lizenz", "datenart")
    for table, rows in [("amt", [tuple(office.amt[column] for column in columns)]), *office.tables.items()]:
        if rows:
            values = [list(column) for column in zip(*rows, strict=True)]
            con.execute(f"INSERT INTO {table} SELECT {', '.join(['unnest(?)'] * len(values))}", values)


def warm_up() -> None:
    """Load the holiday library, which takes longer than everything else here; meant for a thread of its own while files are read."""
    import holidays

    holidays.country_holidays("DE", subdiv="HE", years=2018, language="de")


def store_calendar(con: duckdb.DuckDBPyConnection, office: Office, first_year: int, last_year: int) -> None:
    """Fill `feiertage` and `oeffnungstage` for whole years, both included.

    A location is open on its weekdays while it is valid, unless it (or the whole office) is closed or the state has a public holiday.
    """
    import holidays

    state = office.amt["bundesland"].removeprefix("DE-")
    years = range(first_year, last_year + 1)
    public = sorted(holidays.country_holidays("DE", subdiv=state, years=years, language="de").items())
    con.execute("INSERT INTO feiertage SELECT unnest(?), unnest(?)", [[day for day, _ in public], [name for _, name in public]])
    con.execute(
        """
        INSERT INTO oeffnungstage
        SELECT DISTINCT tag::DATE, s.standort
        FROM generate_series($von::DATE, $bis::DATE, INTERVAL 1 DAY) AS t (tag), standorte AS s
        WHERE list_contains(string_split(s.wochentage, ','), $wochentage[isodow(tag)])
          AND tag >= coalesce(s.gueltig_ab, tag) AND tag <= coalesce(s.gueltig_bis, tag)
          AND tag NOT IN (SELECT datum FROM feiertage)
          AND NOT EXISTS (FROM schliesstage AS z WHERE tag BETWEEN z.von AND z.bis AND coalesce(z.standort, s.standort) = s.standort)
        ORDER BY ALL
        """,
        {"von": date(first_year, 1, 1), "bis": date(last_year, 12, 31), "wochentage": list(WEEKDAYS)},
    )


def decode(content: bytes) -> str:
    """Text of a small file in UTF-8 (with or without BOM), else Windows-1252."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


# Cells ------------------------------------------------------------------------------------------


def _text(value: str) -> str | None:
    return value or None


def _date(value: str) -> date | None:
    if not value:
        return None
    for pattern in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(value, pattern).date()
        except ValueError:
            continue
    raise _CellError(f"„{value}“ ist kein Datum; erwartet wird TT.MM.JJJJ, zum Beispiel 15.10.2018")


def _number(value: str) -> float | None:
    if not value:
        return None
    if not re.fullmatch(r"(\d+|\d{1,3}(\.\d{3})+)(,\d+)?", value):
        raise _CellError(f"„{value}“ ist keine Zahl; erwartet wird zum Beispiel 66 oder 66,5")
    return float(value.replace(".", "").replace(",", "."))


def _count(value: str) -> int | None:
    number = _number(value)
    if number is not None and number != int(number):
        raise _CellError(f"„{value}“ ist keine ganze Zahl")
    return None if number is None else int(number)


def _yes(value: str) -> bool:
    if value.lower() not in ("", "ja", "nein"):
        raise _CellError(f"„{value}“ gibt es hier nicht; erwartet wird ja oder nein")
    return value.lower() != "nein"


def _weekdays(value: str) -> str:
    days: list[str] = []
    for part in re.split(r"[,;|/ ]+", re.sub(r"\s*(-|–|bis)\s*", "-", value.strip())) if value.strip() else ["Mo-Fr"]:
        ends = [next((day for day in WEEKDAYS if name.strip(".").lower().startswith(day.lower())), None) for name in part.split("-")]
        if None in ends or len(ends) > 2:
            raise _CellError(f"„{part}“ ist kein Wochentag; erwartet wird zum Beispiel Mo,Di,Mi,Do,Fr")
        days += WEEKDAYS[WEEKDAYS.index(ends[0]) : WEEKDAYS.index(ends[-1]) + 1]
    return ",".join(day for day in WEEKDAYS if day in days)


def _list(separator: str) -> Callable[[str], list[str]]:
    return lambda value: [part.strip() for part in value.split(separator) if part.strip()]


def _kind_of_event(value: str) -> str:
    if value.lower() not in ("", "ereignis", "bruch"):
        raise _CellError(f"„{value}“ gibt es hier nicht; erwartet wird ereignis oder bruch")
    return value.lower() or "ereignis"


# Files ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Layout:
    """A CSV of `stammdaten/`: its columns with the reading of a cell; `needed` columns must exist and may not be empty."""

    columns: dict[str, Callable]
    needed: tuple[str, ...]
    required: bool = False


_LAYOUTS = {
    "standorte": _Layout(
        {"standort": _text, "name": _text, "gueltig_ab": _date, "gueltig_bis": _date, "beraterplaetze": _count,
         "thekenplaetze": _count, "wochentage": _weekdays}, ("standort",), required=True),
    "dienstleistungen": _Layout(
        {"dienstleistung": _text, "bereich": _text, "leika": _text, "synonyme": _list("|")}, ("dienstleistung", "bereich"), required=True),
    "vorgangsarten": _Layout({"vorgangsart": _text, "gruppe": _text, "zaehlt": _yes}, ("vorgangsart",)),
    "schliesstage": _Layout({"von": _date, "bis": _date, "standort": _text, "grund": _text}, ("von",)),
    "ereignisse": _Layout(
        {"von": _date, "bis": _date, "titel": _text, "art": _kind_of_event, "kennzahlen": _list(","), "beschreibung": _text},
        ("von", "titel")),
    "personal": _Layout({"stichtag": _date, "mitarbeitende": _number, "vollzeitstellen": _number}, ("stichtag",)),
    "online_angebote": _Layout({"leistung": _text, "bereich": _text, "online_seit": _date, "ziel": _text}, ("leistung",)),
}
_REGISTER = ("von", "bis", "kennzahl", "gliederung", "wert", "qualifikator", "einheit", "aussage", "quelle", "datum", "url", "anmerkung")


def _read_amt(data_dir: Path, problems: list[str]) -> dict[str, str]:
    path = data_dir / "stammdaten" / "amt.toml"
    if not path.is_file() and (data_dir / "amt.toml").is_file():
        path = data_dir / "amt.toml"
    try:
        content = tomllib.loads(decode(path.read_bytes()))
    except FileNotFoundError:
        problems.append(f"{path}: Die Datei fehlt. Sie nennt name, stadt, bundesland, quellenangabe, lizenz und datenart des Amtes.")
        return {}
    except (OSError, tomllib.TOMLDecodeError) as error:
        problems.append(f"{path}: Die Datei ist kein gültiges TOML ({error}). Texte stehen in Anführungszeichen: name = \"Bürgerbüro\".")
        return {}
    content = content.get("amt", content)
    amt = {key: str(content.get(key, "")).strip() for key in ("name", "stadt", "bundesland", "quellenangabe", "lizenz", "datenart")}
    for key in ("name", "stadt", "bundesland", "quellenangabe", "datenart"):
        if not amt[key]:
            problems.append(f"{path}: Die Angabe {key} fehlt. Bitte ergänzen: {key} = \"…\"")
    amt["bundesland"], amt["datenart"] = amt["bundesland"].upper(), amt["datenart"].lower()
    if amt["bundesland"] and amt["bundesland"] not in STATES:
        problems.append(
            f"{path}: bundesland „{amt['bundesland']}“ gibt es nicht; erwartet wird ein Kürzel nach ISO 3166-2, zum Beispiel "
            f"DE-HE. Bekannt sind: {', '.join(sorted(STATES))}.")
    if amt["datenart"] not in ("", "echt", "beispiel"):
        problems.append(f"{path}: datenart „{amt['datenart']}“ gibt es nicht; erwartet wird echt oder beispiel.")
    return amt


def _records(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Header names and (line, cells) of a semicolon CSV; blank lines are no rows."""
    reader = csv.reader(io.StringIO(decode(path.read_bytes()), newline=""), delimiter=";", strict=True)
    records = [(reader.line_num, [cell.strip() for cell in record]) for record in reader]
    records = [(line, cells) for line, cells in records if any(cells)]
    if not records:
        raise _CellError("Die Datei ist leer")
    return [name.lower() for name in records[0][1]], records[1:]


def _read_table(data_dir: Path, table: str, problems: list[str]) -> list[tuple]:
    layout, path = _LAYOUTS[table], data_dir / "stammdaten" / f"{table}.csv"
    name = f"stammdaten/{table}.csv"
    if not path.is_file():
        if layout.required:
            problems.append(f"{name}: Die Datei fehlt in {data_dir}. Erwartet werden die Spalten {';'.join(layout.columns)}.")
        return []
    try:
        header, records = _records(path)
    except (OSError, csv.Error, _CellError) as error:
        problems.append(f"{name}: Die Datei ist nicht lesbar ({error}). Erwartet werden die Spalten {';'.join(layout.columns)}.")
        return []
    missing = [column for column in layout.needed if column not in header]
    if missing:
        problems.append(
            f"{name}: Es fehlt die Spalte {', '.join(missing)}. Gefunden: {'; '.join(header)}. Erwartet, getrennt durch Semikolon: "
            f"{';'.join(layout.columns)}.")
        return []
    rows = []
    for line, cells in records:
        if any(cells[len(header):]):
            problems.append(f"{name}, Zeile {line}: {len(cells)} Felder statt {len(header)}. Ein Semikolon im Text braucht Anführungszeichen.")
            continue
        given, row = dict(zip(header, cells, strict=False)), []
        for column, read in layout.columns.items():
            try:
                if column in layout.needed and not given.get(column):
                    raise _CellError("Der Wert fehlt")
                row.append(read(given.get(column, "")))
            except _CellError as error:
                problems.append(f"{name}, Zeile {line}, Spalte {column}: {error}.")
        if len(row) == len(layout.columns):
            rows.append(tuple(row))
    if layout.required and not records:
        problems.append(f"{name}: Die Datei enthält keine Zeile unter der Kopfzeile.")
    return rows


def _check_locations(rows: list[tuple], problems: list[str]) -> None:
    """A location may have several rows, but only one at a time: two would count its desks twice."""
    for number, (location, name, start, end, *rest) in enumerate(rows):
        rows[number] = (location, name or location, start, end, *rest)
        if start and end and end < start:
            problems.append(f"stammdaten/standorte.csv: {location} endet ({end:%d.%m.%Y}), bevor er beginnt ({start:%d.%m.%Y}).")
        for other in rows[:number]:
            if other[0] == location and (start or date.min) <= (other[3] or date.max) and (other[2] or date.min) <= (end or date.max):
                problems.append(f"stammdaten/standorte.csv: Zwei Zeilen von {location} gelten zur selben Zeit; bitte gueltig_ab und gueltig_bis trennen.")


def _check_services(rows: list[tuple], problems: list[str], warnings: list[tuple[str, str]]) -> None:
    _check_unique(rows, "stammdaten/dienstleistungen.csv", "Die Dienstleistung", problems)
    owner = {row[0].casefold(): row[0] for row in rows}
    for service, _, _, synonyms in rows:
        for synonym in synonyms:
            first = owner.setdefault(synonym.casefold(), service)
            if first != service:
                warnings.append(("stammdaten/dienstleistungen.csv", f"Das Synonym „{synonym}“ von {service} gehört schon zu {first}; es gilt nur dort."))


def _check_unique(rows: list[tuple], name: str, what: str, problems: list[str]) -> None:
    seen: set = set()
    for row in rows:
        key = row[0].casefold() if isinstance(row[0], str) else row[0]
        if key in seen:
            shown = f"{key:%d.%m.%Y}" if isinstance(key, date) else f"„{row[0]}“"
            problems.append(f"{name}: {what} {shown} steht zweimal in der Datei. Bitte eine Zeile entfernen.")
        seen.add(key)


def _closures(rows: list[tuple], locations: list[tuple], problems: list[str]) -> list[tuple]:
    known = {text.casefold(): row[0] for row in reversed(locations) for text in (row[1] or row[0], row[0])}
    closures = []
    for start, end, location, reason in rows:
        if location and location.casefold() not in known:
            problems.append(f"stammdaten/schliesstage.csv: Den Standort „{location}“ gibt es in standorte.csv nicht. Leer heißt: alle Standorte.")
        elif end and end < start:
            problems.append(f"stammdaten/schliesstage.csv: Die Schließung endet ({end:%d.%m.%Y}), bevor sie beginnt ({start:%d.%m.%Y}).")
        else:
            closures.append((start, end or start, known[location.casefold()] if location else None, reason))
    return closures


def _read_register(data_dir: Path, warnings: list[tuple[str, str]]) -> list[tuple]:
    """The register of published figures; anything unusable in it is a warning, never an error."""
    path, name = data_dir / "veroeffentlicht" / "register.csv", "veroeffentlicht/register.csv"
    if not path.is_file():
        return []
    try:
        header, records = _records(path)
        missing = [column for column in ("von", "bis", "kennzahl", "wert") if column not in header]
        if missing:
            raise _CellError(f"es fehlt die Spalte {', '.join(missing)}; erwartet werden {';'.join(_REGISTER)}")
    except (OSError, csv.Error, _CellError) as error:
        warnings.append((name, f"Das Register wird nicht verwendet: {error}."))
        return []
    rows = []
    for line, cells in records:
        given = dict(zip(header, cells, strict=False))
        try:
            start, end = _date(given["von"]), _date(given.get("bis", ""))
            rows.append((len(rows) + 1, start, end or start, *(given.get(column) or None for column in _REGISTER[2:])))
        except (_CellError, KeyError) as error:
            warnings.append((name, f"Zeile {line} wird nicht verwendet: {error}."))
    return rows
