"""A proposal for `quellen.toml` from an unknown file: what its headers and values look like, to be checked by whoever knows it."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from etl.readers.delimited import read_delimited
from etl.readers.jsonlines import read_json
from etl.readers.raw import Raw
from etl.readers.table import WIDE_WORDS
from etl.readers.workbook import read_sheets
from etl.remarks import personal_columns
from etl.sources import TABLES, Source, SourceError, load_layouts

_WORDS = {
    "datum": ("datum", "tag", "date", "day", "besuchstag", "kalendertag", "monat", "berichtsmonat", "zeitraum", "timestamp", "zeitpunkt", "start"),
    "standort": ("standort", "dienststelle", "bürgeramt", "bürgerbüro", "filiale", "amt", "ort", "stelle", "location", "office", "bezirk"),
    "dienstleistung": ("dienstleistung", "anliegen", "leistung", "service", "angelegenheit", "produkt"),
    "zugang": ("zugang", "zugangsart", "besuchsart", "terminart", "art", "channel", "mit termin"),
    "anzahl": ("anzahl", "kunden", "besucher", "menge", "zahl", "fälle", "count", "vorgänge", "stück", "personen"),
    "termin_id": ("termin_id", "terminnummer", "termin nr", "buchungsnummer", "vorgangsnummer", "id", "nr", "nummer", "appointment id"),
    "termin_am": ("termin_am", "termin", "terminzeit", "terminbeginn", "termin am", "beginn", "appointment day", "appointment date", "appointment time", "appointment"),
    "status": ("status", "stand", "ergebnis", "zustand", "state", "no-show", "no show"),
    "gebucht_am": ("gebucht_am", "gebucht am", "gebucht", "buchung", "buchungszeit", "gebucht um", "booked at", "scheduled day", "scheduled"),
    "ankunft": ("ankunft", "angekommen", "da", "check-in", "checkin", "eingetroffen", "arrival", "wartebeginn"),
    "aufruf": ("aufruf", "aufgerufen", "aufrufzeit", "aufruf um", "called"),
    "ende": ("ende", "bedienende", "fertig", "abschluss", "finished"),
    "arbeitsplatz": ("arbeitsplatz", "platz", "schalter", "tisch", "counter"),
    "personen": ("personen", "anzahl personen", "kunden"),
    "eingegangen_am": ("eingegangen_am", "eingegangen", "eingang", "eingangsdatum", "eingang am", "created", "created at", "empfangen", "erstellt"),
    "beantwortet_am": ("beantwortet_am", "beantwortet", "antwort", "antwortdatum", "erste antwort", "first response", "first response at", "first reply"),
    "thema": ("thema", "kategorie", "queue", "gruppe", "group", "sachgebiet"),
    "angenommen": ("angenommen", "angenommene anrufe", "anrufe angenommen", "answered", "answered calls"),
    "angeboten": ("angeboten", "angebotene anrufe", "anrufe gesamt", "anrufe", "offered", "incoming calls"),
    "angenommen_30s": ("angenommen_30s", "angenommen in 30 s", "innerhalb 30 s", "servicelevel"),
    "fallabschliessend": ("fallabschliessend", "fallabschließend", "abschließend", "erstlösung"),
    "weitergeleitet": ("weitergeleitet", "weiterleitungen", "weitergeleitete anrufe"),
    "vorgangsart": ("vorgangsart", "vorgang", "nachrichtentyp", "falltyp", "typ"),
    "leistung": ("leistung", "online-leistung", "onlinedienst", "dienst", "formular"),
    "kunde_art": ("kunde_art", "kundenart", "kundengruppe", "auftraggeber"),
    "stunde": ("stunde", "uhrzeit", "hour"),
    "mittel_sekunden": ("mittel_sekunden", "wartezeit", "mittlere wartezeit", "ø wartezeit"),
    "kanal": ("kanal",), "einheit": ("einheit",), "geplant": ("geplant", "kapazität"), "gebucht": ("gebucht", "belegt"),
}
_DATES = (
    (r"\d{1,2}\.\d{1,2}\.\d{4}( \d{1,2}:\d{2}(:\d{2})?)?|\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?", None),
    (r"\d{1,2}\.\d{1,2}\.\d{2}", "TT.MM.JJ"), (r"\d{1,2}\.\d{1,2}\.\d{2} \d{1,2}:\d{2}", "TT.MM.JJ HH:MM"),
    (r"\d{4}-\d{1,2}", "JJJJ-MM"), (r"\d{1,2}/\d{4}", "MM/JJJJ"), (r"\d{1,2}\.\d{4}", "MM.JJJJ"), (r"\d{8}", "JJJJMMTT"),
    (r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:?\d\d)", "iso zone"), (r"\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d:\d\d [AP]M", "%m/%d/%Y %I:%M:%S %p"),
    (r"\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d [AP]M", "%m/%d/%Y %I:%M %p"), (r"(0?[1-9]|1[0-2])/\d{1,2}/\d{4}", "MM/TT/JJJJ"), (r"\d{1,2}/\d{1,2}/\d{4}", "TT/MM/JJJJ"), (r"\d{5}([.,]\d+)?", "excel"),
    (r"[A-Za-zä]{3,9}\.? \d{2,4}", "monat jahr"),
)
_CHOICES = {
    "zugang": ((r"t|termin.*|mit .*|ja|1|booked|appointment", "Termin"), (r".*", "spontan")),
    "status": ((r"yes", "nicht erschienen"), (r".*(nicht |no.?show|missed|verpasst|versäumt).*", "nicht erschienen"), (r".*(abgesagt|storn|cancel|gelöscht).*", "abgesagt"), (r".*", "bedient")),
}


_HINTS = {
    "kontakte": "kunden|besucher|kontakt", "termine": "termin.?(nr|nummer|id|liste|buch)|aufruf|aufgerufen|gebucht", "emails": "mail|ticket|queue", "anrufe_115": "115|anruf",
    "grosskunden": "händler|autoh|zulassungsdienst|gro(ß|ss)kund", "online": "online", "wartezeiten_stunden": "wartezeit", "kapazitaet": "kapazit",
}
"""Words in headers or the file name that speak for a table."""


def propose_source(path: Path | str) -> str:
    """The text of a `quellen.toml` entry for this file. Raises SourceError where the file is no table at all."""
    path = Path(path)
    for name, source in load_layouts().items():
        if source.takes(path.name) or source.reader == _reader(path):
            if _fits(source, path):
                return (f"# Diese Datei hat den Aufbau „{name}“.\n[quelle.{name}]\nlayout = \"{name}\"\n"
                        f"dateien = {_quoted(_pattern(path))}\n"
                        + (f"# Steht der Standort nicht so in stammdaten/standorte.csv, hier angeben:\n# [quelle.{name}.spalten]\n"
                           "# standort = { wert = \"Name des Standorts\" }\n" if "standort" in TABLES[source.table] else ""))
    source, raw, line, headers = _look(path)
    rows = _rows(raw, line)
    table, columns = _best_table(headers, path.stem)
    return _write(_Found(path, source, raw, headers, rows), table, columns)


def _reader(path: Path) -> str:
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods"):
        return "excel"
    return "json" if path.suffix.lower() in (".json", ".jsonl", ".ndjson") else "csv"


def _fits(source: Source, path: Path) -> bool:
    from etl.readers import locate

    try:
        return bool(locate(source, path))
    except SourceError:
        return False


def _look(path: Path) -> tuple[Source, Raw, int, list[str]]:
    """The reader's settings for this file, its raw rows, the header's line and the headers."""
    reader = _reader(path)
    if reader == "excel":
        source = Source("neu", "kontakte", ("*",), "excel")
        raw = max(read_sheets(source, path), key=lambda sheet: sum(map(_filled, (cells for _, cells in sheet.head))))
    elif reader == "json":
        source = Source("neu", "kontakte", ("*",), "json")
        raw = read_json(source, path)
    else:
        tried = [Source("neu", "kontakte", ("*",), delimiter=delimiter) for delimiter in ";,\t|"]
        raws = [read_delimited(source, path) for source in tried]
        source, raw = max(zip(tried, raws, strict=True), key=lambda pair: _regular(pair[1]))
    width = max((_filled(cells) for _, cells in raw.head), default=0)
    if not width:
        raise SourceError(f"{path.name} enthält keine Zeilen.")
    line, cells = next((line, cells) for line, cells in raw.head if _filled(cells) >= max(1, round(0.7 * width)))
    headers = [" ".join("".join(char if char.isprintable() else " " for char in cell).split()) for cell in cells]
    return source, raw, line, [header or f"Spalte_{number}" for number, header in enumerate(headers, 1)]


def _filled(cells: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _regular(raw: Raw) -> int:
    """How often the most frequent number of cells (above one) occurs, times that number's weight."""
    widths = [len(cells) for _, cells in raw.head if len(cells) > 1]
    return max((widths.count(width) * 10 + min(width, 9) for width in set(widths)), default=0)


def _rows(raw: Raw, line: int) -> list[list[str]]:
    first = raw.rows.slice(0, line + 2000)
    texts = [text for number, text in zip(first["zeile"].to_pylist(), first["text"].to_pylist(), strict=True) if number > line]
    return [[cell.strip() for cell in text.rstrip("\n").split(raw.separator)] for text in texts]


def _best_table(headers: list[str], name: str) -> tuple[str, dict[str, int]]:
    """The canonical table most of whose required columns the headers name, and the position of each found column."""
    found = {table: _columns(table, headers) for table in TABLES}

    def score(table: str) -> tuple[float, int]:
        required = [column for column, field in TABLES[table].items() if field.required and column != "zeitraum"]
        hinted = bool(re.search(_HINTS.get(table, "^$"), " ".join([name, *headers]), re.IGNORECASE))
        return sum(column in found[table] for column in required) / len(required) + 0.4 * hinted, len(found[table])

    best = max(found, key=score)
    return best, found[best]


def _columns(table: str, headers: list[str]) -> dict[str, int]:
    plain = [re.sub(r"[\s_]+|(?<=[a-z])(?=[A-Z])", " ", header).casefold().strip(" .:") for header in headers]
    taken: dict[str, int] = {}
    for exact in (True, False):
        for canonical in TABLES[table]:
            for word in _WORDS.get(canonical, ()) if canonical not in taken else ():
                word = word.replace("_", " ")
                hits = [number for number, header in enumerate(plain) if number not in taken.values()
                        and (header == word if exact else len(word) > 3 and re.search(rf"\b{re.escape(word)}", header))]
                if hits:
                    taken[canonical] = hits[0]
                    break
    return taken


@dataclass(frozen=True)
class _Found:
    """What was found in the file: the reader's settings, the headers and the rows below them."""

    path: Path
    source: Source
    raw: Raw
    headers: list[str]
    rows: list[list[str]]

    def values(self, position: int) -> list[str]:
        """The filled cells of a column, in rows that are no totals."""
        return [row[position] for row in self.rows if position < len(row) and row[position] and not _TOTAL.match(_first(row))]

    def is_count(self, position: int) -> bool:
        values = self.values(position)
        return bool(values) and all(re.fullmatch(r"\d{1,3}(\.\d{3})*|\d+", value) for value in values)


_TOTAL = re.compile(r"(summe|gesamt|total)\b", re.IGNORECASE)
_SPLIT_ACCESS = ((r"(?i).*(ohne termin|spontan|walk.?in|laufkund).*", "spontan"), (r"(?i).*termin.*|.*booked.*|.*appointment.*", "Termin"))


def _first(row: list[str]) -> str:
    return next(filter(None, row), "")


def _write(found: _Found, table: str, columns: dict[str, int]) -> str:
    path, headers = found.path, found.headers
    name = re.sub(r"\W+", "_", re.sub(r"[\d\W_]+$", "", path.stem)).strip("_").lower() or "neu"
    wide, given = _wide(found, table, columns)
    shown = "".join(char if char.isprintable() else "_" for char in path.name)
    lines = [f"# Vorschlag für {shown}. Bitte jede Zeile prüfen, dann in quellen.toml eintragen und mit",
             f"# python -m etl check \"{shown}\" ansehen, wie die Datei verstanden wird.",
             f"[quelle.{name}]", f'tabelle = "{table}"', f"dateien = {_quoted(_pattern(path))}", *_settings(found), *wide,
             "", f"[quelle.{name}.spalten]"]
    if table == "termine" and "termin_am" not in columns:
        given |= _day_and_time(found, columns)
    used = {headers[position] for position in columns.values()}
    for canonical, field in TABLES[table].items():
        if canonical in given:
            lines.append(f"{canonical} = {given[canonical]}")
            used |= {header for header in headers if _quoted(header) in given[canonical]}
        elif canonical in columns:
            lines.append(f"{canonical} = {_column(canonical, field.kind, headers[columns[canonical]], found.values(columns[canonical]))}")
        elif canonical == "zeitraum":
            lines.append('zeitraum = { wert = "tag" }  # oder "monat", wenn eine Zeile für einen Monat steht')
        elif field.required:
            lines.append(f'{canonical} = {{ wert = "BITTE ERGÄNZEN" }}  # Pflicht: Überschrift oder fester Wert')
    rest = [header for header in headers if header not in used and not header.startswith("Spalte_") and _quoted(header) not in "".join(wide)]
    personal = personal_columns(rest) + [header for header in rest if any("@" in value for value in found.values(headers.index(header)))]
    if personal:
        lines.append(f"# Personenbezogen, wird nie gespeichert: {', '.join(dict.fromkeys(personal))}")
    if rest := [header for header in rest if header not in personal]:
        lines.append(f"# Nicht zugeordnet: {', '.join(rest)}")
    return "\n".join(lines) + "\n"


def _settings(found: _Found) -> list[str]:
    """Reader, separator, totals and marks for nothing."""
    source, lines = found.source, []
    if source.reader != "csv":
        lines.append(f'leser = "{source.reader}"')
    elif source.delimiter != ";":
        lines.append(f"trennzeichen = {_quoted(source.delimiter)}")
    if found.raw.place:
        lines.append(f"# Blatt: {found.raw.place}")
    totals = sorted({_first(row) for row in found.rows if _TOTAL.match(_first(row))})
    if totals:
        lines.append(f"ohne_zeilen = [{', '.join(_quoted(re.escape(total)) for total in totals)}]")
    marks = sorted({cell for row in found.rows for cell in row if cell.casefold() in ("-", "–", "n/a", "k.a.", "null")})
    if marks:
        lines.append(f"leer = [{', '.join(map(_quoted, marks))}]")
    return lines


def _wide(found: _Found, table: str, columns: dict[str, int]) -> tuple[list[str], dict[str, str]]:
    """Settings and columns of a table that has a column per day or month, or one each for booked customers and walk-ins."""
    for word, pattern in WIDE_WORDS.items():
        if sum(bool(re.fullmatch(pattern, header, re.IGNORECASE)) for header in found.headers) >= 2 and "datum" in TABLES[table]:
            for canonical in ("datum", "anzahl"):
                columns.pop(canonical, None)
            return [f'lang = "{word}"'], {"datum": '"_spalte"', "anzahl": '"_wert"'}
    kinds = {header: next((kind for pattern, kind in _SPLIT_ACCESS if re.fullmatch(pattern, header)), None)
             for position, header in enumerate(found.headers) if found.is_count(position)}
    kinds = {header: kind for header, kind in kinds.items() if kind}
    if table != "kontakte" or sorted(kinds.values()) != ["Termin", "spontan"]:
        return [], {}
    for canonical in ("zugang", "anzahl"):
        columns.pop(canonical, None)
    pairs = ", ".join(f"{_quoted(header)} = {_quoted(kind)}" for header, kind in kinds.items())
    return ([f"lang = [{', '.join(map(_quoted, kinds))}]"],
            {"zugang": f'{{ name = "_spalte", werte = {{ {pairs} }} }}', "anzahl": '"_wert"'})


def _day_and_time(found: _Found, columns: dict[str, int]) -> dict[str, str]:
    """`termin_am` of a table that keeps day and time apart."""
    day = next((h for h in found.headers if h.casefold() in ("datum", "tag", "date", "termindatum")), None)
    time = next((h for h in found.headers if h.casefold() in ("uhrzeit", "zeit", "time", "terminzeit")), None)
    return {"termin_am": f"{{ verbinde = [{_quoted(day)}, {_quoted(time)}] }}"} if day and time else {}


def _column(canonical: str, kind: str, header: str, values: list[str]) -> str:
    parts, remark = [f"name = {_quoted(header)}"], ""
    if kind in ("date", "time"):
        written = _date_format(values)
        if written:
            parts.append(f"format = {_quoted(written)}")
            remark = f"  # gelesen wurde zum Beispiel {values[0]}"
    if canonical in _CHOICES:
        allowed = {choice for _, choice in _CHOICES[canonical]}
        found = sorted(set(values))[:12]
        if not {value.casefold() for value in found} <= {choice.casefold() for choice in allowed}:
            pairs = {value: next(choice for pattern, choice in _CHOICES[canonical] if re.fullmatch(pattern, value, re.IGNORECASE)) for value in found}
            parts.append("werte = { " + ", ".join(f"{_quoted(old)} = {_quoted(new)}" for old, new in pairs.items()) + " }")
            remark = "  # geraten: bitte prüfen"
    return _quoted(header) if len(parts) == 1 else "{ " + ", ".join(parts) + " }" + remark


def _date_format(values: list[str]) -> str | None:
    sample = values[:200]
    for pattern, written in _DATES:
        if sample and all(re.fullmatch(pattern, value) for value in sample):
            return written
    return None


def _pattern(path: Path) -> str:
    """The file's name with its last run of digits and separators (a date, a month) as `*`."""
    return re.sub(r"[\d][\d\W_]*(?=\.\w+$)", "*", path.name) if re.search(r"\d[\d\W_]*\.\w+$", path.name) else path.name


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")  # a TOML basic string escapes as JSON does, and DEL too
