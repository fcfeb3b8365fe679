"""What an office sends us: `quellen.toml` -> one `Source` per kind of export.

A source says which files it takes, how they are laid out and which of their headers feed which canonical column.
It says nothing about what the values must be: readers bring them into one written form, `checks` types or rejects them.
The keys of `quellen.toml` are German because the office writes that file; docs/quellen.md explains each with an example.
"""

import codecs
import re
import tomllib
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

_HERE = Path(__file__).parent


class SourceError(Exception):
    """A file (or `quellen.toml`) cannot be what it claims to be. The message is German: what, where, what to do."""


@dataclass(frozen=True)
class Field:
    """One canonical column: `kind` is text, date, time (a point in time), hour (0 to 23), count (whole number) or number."""

    kind: str
    required: bool = False


def _fields(**kinds: str) -> dict[str, Field]:
    return {name: Field(kind.rstrip("*"), kind.endswith("*")) for name, kind in kinds.items()}


TABLES: dict[str, dict[str, Field]] = {
    "kontakte": _fields(datum="date*", standort="text*", dienstleistung="text*", zugang="text*", anzahl="count*"),
    "termine": _fields(
        termin_id="text*", standort="text*", dienstleistung="text*", termin_am="time*", status="text*",
        gebucht_am="time", ankunft="time", aufruf="time", ende="time", arbeitsplatz="text", personen="count"),
    "emails": _fields(eingegangen_am="time*", beantwortet_am="time", thema="text"),
    "anrufe_115": _fields(
        datum="date*", zeitraum="text*", angenommen="count*", angeboten="count", angenommen_30s="count",
        fallabschliessend="count", weitergeleitet="count"),
    "vorgaenge": _fields(datum="date*", zeitraum="text*", vorgangsart="text*", anzahl="count*"),
    "grosskunden": _fields(datum="date*", zeitraum="text*", vorgangsart="text*", anzahl="count*", kunde_art="text"),
    "online": _fields(datum="date*", zeitraum="text*", leistung="text*", anzahl="count*"),
    "wartezeiten_stunden": _fields(
        datum="date*", stunde="hour*", standort="text*", zugang="text*", anzahl="count*", mittel_sekunden="number"),
    "kapazitaet": _fields(
        datum="date*", stunde="hour", standort="text*", kanal="text*", einheit="text*", geplant="count*", gebucht="count*"),
}
"""The canonical tables and their columns; nothing else ever enters the warehouse."""


@dataclass(frozen=True)
class Column:
    """Where one canonical column comes from: a header (the first of `names` the file has), a `constant`, or an `sql` expression (in which
    `_feld` is the header found by `names`).

    `map` replaces values (compared trimmed, without case; `"*"` = everything else). `formats` are strptime patterns or
    NAMED_FORMATS; values none of them fits stay as they are and are rejected by the checks with their own text.
    """

    names: tuple[str, ...] = ()
    constant: str | None = None
    map: dict[str, str] = field(default_factory=dict)
    sql: str | None = None
    formats: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    """Headers whose texts are put together with a blank (a date and a time, a month and a year)."""
    total: tuple[str, ...] = ()
    """Headers whose numbers are added up."""


@dataclass(frozen=True)
class Source:
    """One kind of export. Defaults are the traits of the standard exports."""

    name: str
    table: str
    files: tuple[str, ...]
    reader: str = "csv"
    """`csv`, `excel` (xlsx, xlsm, xls, ods) or `json` (one object per line, or one list of objects)."""
    columns: dict[str, Column] = field(default_factory=dict)
    date_formats: tuple[str, ...] = ()
    """strptime patterns of dates and times without a format of their own; none = DD.MM.YYYY[ HH:MM[:SS]] or ISO."""
    decimal: str = ","
    thousands: str = "."
    encoding: str | None = None
    """None = told apart: UTF-8 (with or without BOM), UTF-16 with BOM, else Windows-1252."""
    delimiter: str = ";"
    quote: str = '"'
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Header -> other headers that mean it; the file's header is renamed before anything looks at it."""
    header: tuple[str, ...] = ()
    """Further headers by which the header row is told, beside those the columns need."""
    header_line: int | None = None
    """Physical line of the header; None = found by content, 0 = there is none (the columns are `Spalte_1`, `Spalte_2` ...)."""
    header_rows: int = 1
    """Rows the header takes; the upper ones are filled to the right and put in front of the lower ones."""
    sheet: str | None = None
    """Regular expression a sheet's whole name must match; None = the first sheet that has the header."""
    all_sheets: bool = False
    """Read every sheet (that `sheet` matches), not only the first with the header; `_blatt` tells them apart."""
    skip_labels: tuple[str, ...] = ()
    """Rows whose first filled cell matches one of these expressions as a whole are no rows (totals)."""
    end_label: str | None = None
    """The first row whose first filled cell matches ends the table (footers)."""
    only: str | None = None
    """SQL condition over the file's headers: other rows are no rows."""
    wide: tuple[str, ...] = ()
    """Expressions for headers to turn long: each becomes a row with the pseudo columns `_spalte` and `_wert`."""
    query: str | None = None
    """A whole SELECT over the table `roh` instead of `columns`, the last resort for reports that are no table."""
    sum_up: bool = False
    """Add up rows of the same grain (one row per visit, per half hour) before anything is checked."""
    empty: tuple[str, ...] = ()
    """Texts that mean "nothing here", such as `-`."""
    reject_share: float = 0.5
    """A larger share of rejected rows stops the publication."""

    def takes(self, file_name: str) -> bool:
        """Whether a file of this name belongs to this source (case does not matter)."""
        return any(fnmatchcase(file_name.lower(), pattern.lower()) for pattern in self.files)


@dataclass(frozen=True)
class ReadResult:
    """What a reader found in one file; the rows themselves are in the table it filled."""

    rows_read: int
    columns_found: list[str]
    """Canonical columns the file (or a constant) fills."""
    columns_dropped: list[str]
    """Headers no column was mapped to: never stored."""
    header_line: int
    encoding: str | None = None
    notes: list[str] = field(default_factory=list)


def load_sources(data_dir: Path | str) -> list[Source]:
    """The sources of an office, own ones first; without a `quellen.toml` the standard exports.

    Raises SourceError when `quellen.toml` is no TOML or declares something unknown.
    """
    path = Path(data_dir) / "quellen.toml"
    standard = _parse(_toml(_HERE / "standard.toml"), "standard.toml")
    if not path.exists():
        return standard
    document = _toml(path)
    own = _parse(document, path.name)
    return own + standard if document.get("standard", not own) else own


def load_layouts() -> dict[str, Source]:
    """The ready mappings by name, each as a source of its own."""
    names = sorted(path.stem for path in (_HERE / "layouts").glob("*.toml"))
    return {name: _source(name, {"layout": name}, f"Layout „{name}“") for name in names}


def load_tolerances(data_dir: Path | str) -> dict[str, float]:
    """The table `[versprechen]` of `quellen.toml`: what the office declares about its own data; empty without one."""
    path = Path(data_dir) / "quellen.toml"
    return dict(_toml(path).get("versprechen", {})) if path.exists() else {}


def source_for(sources: list[Source], file_name: str) -> Source | None:
    """The first source that takes the file, or None."""
    return next((source for source in sources if source.takes(file_name)), None)


# --- reading the TOML -------------------------------------------------------------------------------------------------

_KEYS = {
    "tabelle": "table", "dateien": "files", "leser": "reader", "datumsformat": "date_formats", "dezimal": "decimal",
    "tausender": "thousands", "kodierung": "encoding", "trennzeichen": "delimiter", "anfuehrung": "quote",
    "heisst_auch": "aliases", "kopf": "header", "kopfzeile": "header_line", "kopfzeilen": "header_rows", "zusammenfassen": "sum_up", "blatt": "sheet", "alle_blaetter": "all_sheets", "ohne_zeilen": "skip_labels", "ende": "end_label", "nur": "only",
    "lang": "wide", "abfrage": "query", "leer": "empty", "ablehnungen_hoechstens": "reject_share",
}
_COLUMN_KEYS = {"name": "names", "wert": "constant", "werte": "map", "sql": "sql", "format": "formats",
                "verbinde": "joined", "summe": "total"}
_LISTS = {"files", "skip_labels", "wide", "empty", "header", "names", "total", "joined", "date_formats", "formats"}


def _toml(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"{path.name} ist nicht lesbar: {error}. Bitte die genannte Stelle berichtigen "
                          "(Texte stehen in Anführungszeichen, die Datei ist UTF-8).") from error


def _parse(document: dict, where: str) -> list[Source]:
    unknown = sorted(set(document) - {"standard", "versprechen", "quelle"})
    if unknown:
        raise SourceError(f"{where}: unbekannter Eintrag „{unknown[0]}“. Erlaubt sind: standard, versprechen, quelle.")
    return [_source(name, entry, f"{where}, Quelle „{name}“") for name, entry in document.get("quelle", {}).items()]


def _source(name: str, entry: dict, where: str) -> Source:
    if "layout" in entry:
        entry = _with_layout(entry, where)
    given = {key: value for key, value in entry.items() if key not in ("spalten", "layout", "titel")}
    values = _renamed(given, _KEYS, where)
    for needed in ("tabelle", "dateien"):
        if needed not in entry:
            raise SourceError(f"{where}: „{needed}“ fehlt.")
    table = values["table"]
    if table not in TABLES:
        raise SourceError(f"{where}: unbekannte Tabelle „{table}“. Erlaubt sind: {', '.join(TABLES)}.")
    if values.get("reader", "csv") not in ("csv", "excel", "json"):
        raise SourceError(f"{where}: unbekannter Leser „{values['reader']}“. Erlaubt sind: csv, excel, json.")
    _check(values, where)
    values["aliases"] = {name: tuple([others] if isinstance(others, str) else others) for name, others in values.get("aliases", {}).items()}
    values["date_formats"] = tuple(map(strptime_pattern, values.get("date_formats", ())))
    if len(values.get("delimiter", ";").encode()) != 1:
        raise SourceError(f"{where}: „trennzeichen“ muss genau ein Zeichen sein (Tabulator: \"\\t\").")
    if values.get("sum_up") and table in ("termine", "emails"):
        raise SourceError(f"{where}: „zusammenfassen“ geht nicht für {table}, denn dort ist jede Zeile ein einzelner Fall.")
    columns = {}
    for canonical, given in entry.get("spalten", {}).items():
        if canonical not in TABLES[table]:
            raise SourceError(f"{where}: die Tabelle {table} hat keine Spalte „{canonical}“. "
                              f"Erlaubt sind: {', '.join(TABLES[table])}.")
        columns[canonical] = _column(given, f"{where}, Spalte „{canonical}“")
    if not columns and not values.get("query"):
        columns = {canonical: Column(names=(canonical,)) for canonical in TABLES[table]}
    return Source(name=name, columns=columns, **values)


def _check(values: dict, where: str) -> None:
    """Refuse values of the wrong kind and expressions that are none, here and not in the middle of a file."""
    german = {name: key for key, name in _KEYS.items()}
    for name, value in values.items():
        kind = {"header_line": int, "header_rows": int, "all_sheets": bool, "sum_up": bool, "reject_share": (int, float), "aliases": dict}.get(name, str)
        given = value if isinstance(value, tuple) else (value,)
        if not all(isinstance(part, kind) and (kind is bool or not isinstance(part, bool)) for part in given):
            raise SourceError(f"{where}: „{german[name]}“ hat einen Wert der falschen Art ({value!r}).")
        for pattern in given if name in ("wide", "sheet", "skip_labels", "end_label") else ():
            try:
                re.compile(pattern)
            except re.error as error:
                raise SourceError(f"{where}: „{german[name]}“ ist kein regulärer Ausdruck ({pattern}): {error}.") from error
    try:
        codecs.lookup(values.get("encoding", "utf-8"))
    except LookupError as error:
        raise SourceError(f"{where}: die Kodierung „{values['encoding']}“ gibt es nicht. Üblich sind utf-8 und cp1252.") from error


def _with_layout(entry: dict, where: str) -> dict:
    """The ready mapping named by `layout`, with the keys given beside it on top (columns one by one)."""
    known = sorted(path.stem for path in (_HERE / "layouts").glob("*.toml"))
    if entry["layout"] not in known:
        raise SourceError(f"{where}: unbekanntes Layout „{entry['layout']}“. Vorhanden sind: {', '.join(known)}.")
    ready = _toml(_HERE / "layouts" / f"{entry['layout']}.toml")
    if "layout" in ready:  # a layout that only differs a little from another
        ready = _with_layout(ready, where)
    return {**ready, **entry, "spalten": {**ready.get("spalten", {}), **entry.get("spalten", {})}}


def _column(given, where: str) -> Column:
    if isinstance(given, (str, list)):
        given = {"name": given}
    if not isinstance(given, dict) or not given:
        raise SourceError(f"{where}: erwartet wird eine Überschrift, eine Liste von Überschriften oder eine Angabe in {{ }}.")
    values = _renamed(given, _COLUMN_KEYS, where)
    if not {"names", "constant", "sql", "total", "joined"} & set(values):
        raise SourceError(f"{where}: es fehlt, woher der Wert kommt (name, wert, verbinde, summe oder sql).")
    if "map" in values:
        values["map"] = {str(old).strip().lower(): str(new) for old, new in values["map"].items()}
    if "constant" in values:
        values["constant"] = str(values["constant"])
    values["formats"] = tuple(map(strptime_pattern, values.get("formats", ())))
    return Column(**values)


def _renamed(given: dict, keys: dict[str, str], where: str) -> dict:
    """The TOML's German keys as field names; unknown keys are errors, single values become tuples where lists may stand."""
    for key in given:
        if key not in keys:
            raise SourceError(f"{where}: unbekannte Angabe „{key}“. Erlaubt sind: {', '.join(keys)}.")
    values = {keys[key]: value for key, value in given.items()}
    return {key: tuple([value] if isinstance(value, str) else value) if key in _LISTS else value
            for key, value in values.items()}


def strptime_pattern(written: str) -> str:
    """`TT.MM.JJJJ HH:MM` (or `dd.mm.yy`) as a strptime pattern; patterns with `%` and the named formats stay as they are."""
    if "%" in written or written.lower() in NAMED_FORMATS:
        return written.lower() if "%" not in written else written
    directives = {"tt": "%d", "dd": "%d", "jjjj": "%Y", "yyyy": "%Y", "jj": "%y", "yy": "%y", "hh": "%H", "ss": "%S"}
    hour = re.search(r"(?i)hh", written)

    def directive(token: re.Match) -> str:
        minutes = hour and hour.end() <= token.start() <= hour.end() + 1  # HH:MM or HHMM; any other MM is a month
        return directives.get(token[0].lower(), "%M" if minutes else "%m")

    return re.sub(r"(?i)jjjj|yyyy|jj|yy|tt|dd|hh|mm|ss", directive, written)


NAMED_FORMATS = ("excel", "monat jahr", "mm:ss", "prozent", "iso zone", "unix")
"""Serial day numbers of a spreadsheet; a German month name and a year; minutes (may exceed 59) and seconds; `50 %`;
ISO times with `Z` or an offset and seconds or milliseconds since 1970, both as local time in Germany."""
