"""The command line of the floor: python -m etl sample | load | status | rollback | check | new-source (interface.md, section 4).

Messages are German and never a traceback. Exit codes: 0 done, 1 nothing published or not possible, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import errno
import json
import os
import re
import sys
from pathlib import Path

_USAGE = {
    r"unrecognized arguments: (.+)": r"unbekannte Angabe: \1",
    r"argument (.+): expected one argument": r"\1 braucht einen Wert",
    r"the following arguments are required: (.+)": r"es fehlt: \1",
    r"argument (.+): invalid choice: '?([^']*)'? \(choose from (.+)\)": r"„\2“ gibt es nicht; möglich sind: \3",
    r"ambiguous option: (\S+) could match (.+)": r"„\1“ ist nicht eindeutig; gemeint sein kann: \2",
}


class _Parser(argparse.ArgumentParser):
    """An argument parser that says in German what is wrong."""

    def error(self, message: str) -> None:
        for pattern, german in _USAGE.items():
            message = re.sub(pattern, german, message).replace("'", "")
        self.exit(2, f"Falscher Aufruf: {message}\n{self.format_usage().replace('usage:', 'Aufruf:')}")

    def format_help(self) -> str:
        headings = {"usage:": "Aufruf:", "positional arguments:": "Befehle und Dateien:", "options:": "Angaben:"}
        return re.sub("|".join(headings), lambda found: headings[found[0]], super().format_help())


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8" if getattr(options, "json", False) else stream.encoding, errors="replace")
    try:
        return options.command(options)
    except KeyboardInterrupt:
        print("Abgebrochen; es bleibt beim bisherigen Datenstand.", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stdout = None
        return 1
    except Exception as error:  # the last net: a clerk gets one German line, never a traceback
        if options.name == "load" and options.json:
            print(json.dumps({"published": False, "warehouse": None, "files": [], "rejects": [], "warnings": [], "errors": [_german(error)], "promises": []},
                             ensure_ascii=False))
        else:
            print(_german(error), file=sys.stderr)
        return 1


def _german(error: Exception) -> str:
    """One German line for an error nobody foresaw; our own errors are German already."""
    if type(error).__module__.startswith("etl."):
        return " ".join(str(error).split())
    if isinstance(error, PermissionError):
        return f"Keine Berechtigung für {error.filename}. Bitte die Rechte prüfen oder die Datei in anderen Programmen schließen."
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "Der Datenträger ist voll. Bitte Platz schaffen und neu laden; der bisherige Datenstand bleibt."
    where = f" ({error.filename})" if isinstance(error, OSError) and error.filename else ""
    return f"Das ging nicht{where}: {' '.join(str(error).split()) or 'keine weitere Angabe'} ({type(error).__name__})"


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m etl", description="Exporte einlesen, prüfen und als Datenstand veröffentlichen.", add_help=False)
    parser.add_argument("-h", "--help", action="help", help="diese Hilfe")
    commands = parser.add_subparsers(dest="name", required=True, metavar="BEFEHL", parser_class=_Parser)
    for name, command, help_text in (
        ("sample", _sample, "Beispiel-Exporte nach eingang/ schreiben"),
        ("load", _load, "alle Exporte lesen, prüfen und veröffentlichen"),
        ("status", _status, "Datenstände, Dateien und Aktualität zeigen"),
        ("rollback", _rollback, "zum vorigen Datenstand zurückgehen"),
        ("check", _check, "eine Datei prüfen, ohne etwas zu veröffentlichen"),
        ("new-source", _new_source, "für eine unbekannte Datei einen Eintrag für quellen.toml vorschlagen"),
    ):
        sub = commands.add_parser(name, help=help_text, description=help_text, add_help=False)
        sub.add_argument("-h", "--help", action="help", help="diese Hilfe")
        default = Path(os.environ.get("BILANZ_DATA") or "data")
        sub.add_argument("--data", type=Path, default=default, metavar="ORDNER", help="Amtsordner (sonst BILANZ_DATA oder data/)")
        if name in ("check", "new-source"):
            sub.add_argument("file", type=Path, metavar="DATEI", help="der Export")
        if name in ("load", "status", "check"):
            sub.add_argument("--json", action="store_true", help="ein JSON-Objekt ausgeben")
        if name == "load":
            sub.add_argument("--warehouse", type=Path, metavar="DATEI", help="in diese Datei bauen, ohne den aktuellen Datenstand zu ändern")
        sub.set_defaults(command=command)
    return parser


def _sample(options: argparse.Namespace) -> int:
    from etl.sample import write_sample

    written = write_sample(options.data, _say)
    files = f"{len(written)} Dateien" if isinstance(written, (list, tuple)) else "Die Beispiel-Exporte"
    print(f"{files} liegen in {options.data / 'eingang'}. Weiter mit: python -m etl load")
    return 0


def _load(options: argparse.Namespace) -> int:
    from etl.publish import load

    result = load(options.data, options.warehouse, None if options.json else _say)
    if options.json:
        print(json.dumps(result.as_json(), ensure_ascii=False))
        return 0 if result.published else 1
    for file in result.files:
        print(f"  {file['file']}: {_number(file['rows_read'])} Zeilen gelesen, {_number(file['rows_loaded'])} geladen, "
              f"{_number(file['rows_rejected'])} abgelehnt")
    _print_list("Abgelehnte Zeilen", [_reject_line(reject) for reject in result.rejects], 20)
    _print_list("Hinweise", result.warnings, 40)
    if result.published:
        print(f"\nVeröffentlicht: {result.warehouse}")
        return 0
    _print_list("Nichts veröffentlicht, der bisherige Datenstand bleibt. Gründe", result.errors, 1000)
    return 1


def _status(options: argparse.Namespace) -> int:
    from etl import snapshots

    try:
        status = snapshots.status(options.data)
    except snapshots.SnapshotError as error:
        print(error, file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(status, ensure_ascii=False))
        return 0
    if status["current"] is None:
        print("Es gibt noch keinen Datenstand. Bitte laden: python -m etl load")
    for snapshot in status["snapshots"]:
        mark = "→" if snapshot["current"] else " "
        loaded = (snapshot["loaded_at"] or "unbekannt").replace("T", " ")
        print(f"{mark} {snapshot['file']}  geladen {loaded}, {len(snapshot['files'])} Dateien, "
              f"{_number(snapshot['rejects'])} abgelehnte Zeilen, {len(snapshot['warnings'])} Hinweise")
    for file in next((snapshot["files"] for snapshot in status["snapshots"] if snapshot["current"]), []):
        print(f"    {file['file']}  {file['sha256'][:12]}  gelesen {_number(file['rows_read'])}, geladen {_number(file['rows_loaded'])}, "
              f"abgelehnt {_number(file['rows_rejected'])}{', Daten bis ' + file['bis'] if file.get('bis') else ''}")
    return 0


def _rollback(options: argparse.Namespace) -> int:
    from etl import snapshots

    try:
        print(f"Aktuell ist jetzt wieder {snapshots.rollback(options.data).name}.")
    except snapshots.SnapshotError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _check(options: argparse.Namespace) -> int:
    from etl.dryrun import check_file

    report = check_file(options.data, options.file, None if options.json else _say)
    if options.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
        return 0 if report.publishable else 1
    told = report.understood
    if told.source:
        print(f"{told.file}\n  {told.why} Ziel ist die Tabelle {told.table}.")
    if told.header_line is not None:
        print(f"  Überschriften in Zeile {told.header_line}{f', Kodierung {told.encoding}' if told.encoding else ''}")
        print(f"  {_number(told.rows_read)} Zeilen gelesen, {_number(report.rows_loaded)} geladen, {_number(report.rows_rejected)} abgelehnt")
    _print_list("Spalten", [f"{column}: {origin}" for column, origin in told.columns.items()], 40)
    _print_list("Nicht in der Datei (Kennzahlen daraus: keine Daten)", told.missing, 40)
    _print_list("Personenbezogen, wird nie gespeichert", told.personal, 40)
    _print_list("Nicht zugeordnet", [header for header in told.dropped if header not in told.personal], 40)
    _print_list("Die ersten Zeilen, wie sie verstanden werden", [
        "; ".join(f"{column} {value}" for column, value in row.items() if value is not None) for row in told.first_rows], 5)
    _print_list("Abgelehnte Zeilen", [_reject_line(reject) for reject in report.rejects], 20)
    _print_list("Hinweise", report.warnings, 40)
    _print_list("Das würde sich ändern", [_change_line(change) for change in report.changes], 60)
    _print_list("So kann nichts veröffentlicht werden. Gründe", report.errors, 1000)
    if report.publishable:
        print("\nDie Datei kann so geladen werden" + ("." if report.changes else "; sie ändert keine Zahl.") + " Veröffentlicht wurde nichts.")
    return 0 if report.publishable else 1


def _new_source(options: argparse.Namespace) -> int:
    from etl.propose import propose_source
    from etl.sources import SourceError

    try:
        print(propose_source(options.file), end="")
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{options.file} ist nicht lesbar ({error.strerror}).", file=sys.stderr)
        return 1
    return 0


def _change_line(change) -> str:
    before, after = ("keine Daten" if number is None else _number(number) for number in (change.vorher, change.nachher))
    month = f"{change.monat[5:]}/{change.monat[:4]}"
    return f"{month} {change.einheit}: {before} → {after}{'  (wird weniger)' if change.shrinks else ''}"


def _say(text: str, share: float) -> None:
    print(f"[{share:4.0%}] {text}", file=sys.stderr, flush=True)


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _reject_line(reject: dict) -> str:
    column = f", Spalte {reject['column']}" if reject["column"] else ""
    value = f": „{reject['value']}“" if reject["value"] else ""
    return f"{reject['file']}, Zeile {reject['line']}{column}{value} – {reject['reason']}"


def _print_list(title: str, lines: list[str], limit: int) -> None:
    if lines:
        print(f"\n{title}:")
        for line in lines[:limit]:
            print(f"  - {line}")
        if len(lines) > limit:
            print(f"  … und {_number(len(lines) - limit)} weitere (alle mit --json)")


if __name__ == "__main__":
    sys.exit(main())
