"""`python -m reporting figures | factcheck | report | presspack | chart`: figures and what is made of them, on the command line."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from reporting import german
from reporting.figures import UnknownNameError, figures
from reporting.periods import Period
from reporting.warehouse import NoWarehouseError, open_warehouse


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code (0 done, 1 not possible or something wrong found, 2 wrong usage)."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        w = open_warehouse(options.data, options.warehouse)
    except NoWarehouseError as error:
        print(error, file=sys.stderr)
        return 1
    try:
        return options.run(w, options)
    except UnknownNameError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever reads our output has seen enough
        sys.stdout = None
        return 1
    except Exception as error:  # the last net: one German line, never a traceback
        print(f"Das ging nicht: {' '.join(str(error).split()) or type(error).__name__} ({type(error).__name__})", file=sys.stderr)
        return 1
    finally:
        w.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m reporting", description="Kennzahlen des Bürgerbüros aus dem geladenen Datenbestand.")
    commands = parser.add_subparsers(required=True, metavar="BEFEHL")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", metavar="ORDNER", help="Ordner des Amtes (sonst BILANZ_DATA, sonst data)")
    common.add_argument("--warehouse", metavar="DATEI", help="ein bestimmter Datenbestand statt des aktuellen")

    command = commands.add_parser("figures", parents=[common], help="Kennzahlen als JSON oder Tabelle")
    command.add_argument("--from", dest="von", type=_day, required=True, metavar="JJJJ-MM-TT")
    command.add_argument("--to", dest="bis", type=_day, required=True, metavar="JJJJ-MM-TT")
    command.add_argument("--kennzahl", nargs="+", action="extend", metavar="ID")
    command.add_argument("--by", nargs="+", action="extend", default=[], metavar="GLIEDERUNG")
    command.add_argument("--where", nargs="+", action="extend", default=[], type=_filter, metavar="GLIEDERUNG=WERT")
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=_figures)

    command = commands.add_parser("presspack", parents=[common], help="Pressepaket eines Jahres als ZIP")
    command.add_argument("--year", type=int, required=True, metavar="JAHR")
    command.add_argument("--out", type=Path, required=True, metavar="DATEI.zip")
    command.set_defaults(run=_presspack)

    command = commands.add_parser("chart", parents=[common], help="ein Diagramm des Pressepakets als PNG, SVG, PDF, CSV oder XLSX")
    command.add_argument("name", metavar="NAME", help="Name im Pressepaket, etwa kundenkontakte-monate")
    command.add_argument("--year", type=int, required=True, metavar="JAHR")
    command.add_argument("--out", type=Path, required=True, metavar="DATEI", help="die Endung bestimmt das Format")
    command.add_argument("--size", default="breit", metavar="GRÖSSE", help="breit, breit-druck, quadrat oder quadrat-druck")
    command.set_defaults(run=_chart)

    command = commands.add_parser("factcheck", parents=[common], help="jede Zahl eines Pressetextes prüfen")
    command.add_argument("file", metavar="DATEI", help="der Text als .txt, .docx oder .pdf")
    command.add_argument("--stand", type=_day, metavar="JJJJ-MM-TT", help="Datum des Textes (sonst das im Text genannte)")
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=_factcheck)

    command = commands.add_parser("report", parents=[common], help="Jahresbericht als PDF")
    command.add_argument("--year", type=int, required=True, metavar="JAHR")
    command.add_argument("--out", type=Path, required=True, metavar="DATEI.pdf")
    command.set_defaults(run=_report)
    return parser


def _figures(w, options) -> int:
    if options.bis < options.von:
        print("Der Zeitraum endet, bevor er beginnt: --to muss auf oder nach --from liegen.", file=sys.stderr)
        return 2
    where: dict[str, list[str]] = {}
    for name, value in options.where:
        where.setdefault(name, []).append(value)
    found = figures(w, options.kennzahl, Period(options.von, options.bis), by=tuple(dict.fromkeys(options.by)), where=where)
    if options.json:
        print(json.dumps([f.as_json() for f in found], ensure_ascii=False, indent=1))
        return 0
    for f in found:
        split = " · ".join(german.split_value(k, v) for k, v in f.gliederung.items())
        print(f"{' · '.join(filter(None, [f.definition.label, split]))}: {german.value_words(f)} ({german.change_words(f)})")
    return 0


def _presspack(w, options) -> int:
    from reporting.export.presspack import NothingToPackError, presspack

    if not options.out.resolve().parent.is_dir():
        print(f"Den Ordner {options.out.resolve().parent} gibt es nicht. Bitte anlegen oder --out ändern.", file=sys.stderr)
        return 1
    try:
        package = presspack(w, options.year)
        size = _write(options.out, package.zip())
    except NothingToPackError as error:
        print(f"Kein Pressepaket: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Das Pressepaket ließ sich nicht nach {options.out} schreiben: {error}", file=sys.stderr)
        return 1
    print(f"{options.out}: {len(package.files)} Dateien, {german.number(size / 1e6, 1)} MB")
    if package.note:
        print(package.note, file=sys.stderr)
    return 0


def _chart(w, options) -> int:
    from reporting.export.images import SIZES, NoBrowserError, render
    from reporting.export.presscharts import PRESS_CHARTS
    from reporting.export.tables import Sheet, csv_bytes, xlsx_bytes
    from reporting.periods import year

    kind = options.out.suffix.lower().removeprefix(".")
    for what, name, known in (("Das Diagramm", options.name, PRESS_CHARTS), ("Die Größe", options.size, SIZES), ("Das Format", kind, ("png", "svg", "pdf", "csv", "xlsx"))):
        if name not in known:
            raise UnknownNameError(what, name, known)
    chart = PRESS_CHARTS[options.name](w, year(options.year))
    if chart.grund:
        print(f"{chart.title}: {chart.grund}", file=sys.stderr)
        return 1
    try:
        if kind == "csv":
            content = csv_bytes(chart.table, chart.source_line)
        elif kind == "xlsx":
            content = xlsx_bytes(w, [Sheet(options.name, chart.title, chart.table, chart.source_line)])
        else:
            content = render(chart, kind, options.size)
        _write(options.out, content)
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Das Diagramm ließ sich nicht nach {options.out} schreiben: {error}", file=sys.stderr)
        return 1
    print(f"{options.out}: {chart.title}")
    return 0


def _write(path: Path, content: bytes) -> int:
    """Write a file as a whole or not at all."""
    part = path.with_name(path.name + ".teil")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return len(content)


def _factcheck(w, options) -> int:
    from reporting.factcheck import WRONG, factcheck
    from reporting.factcheck.drafts.documents import UnreadableError, read_document
    from reporting.factcheck.judging.listing import listing

    try:
        text = read_document(options.file)
    except UnreadableError as error:
        print(error, file=sys.stderr)
        return 2
    verdicts = factcheck(w, text, options.stand)
    if options.json:
        print(json.dumps([v.as_json() for v in verdicts], ensure_ascii=False, indent=1))
    else:
        print(listing(w, verdicts))
    return 1 if any(v.urteil == WRONG for v in verdicts) else 0


def _report(w, options) -> int:
    from reporting.export.images import REMEDY, browser_available
    from reporting.export.report import annual_report

    if options.year not in w.years:
        print(f"Für {options.year} liegen keine Daten vor; Daten gibt es für: {', '.join(map(str, w.years)) or 'noch kein Jahr'}.", file=sys.stderr)
        return 1
    try:
        size = _write(options.out, annual_report(w, options.year))
    except OSError as error:
        print(f"Der Jahresbericht ließ sich nicht nach {options.out} schreiben: {error}", file=sys.stderr)
        return 1
    print(f"{options.out}: Jahresbericht {options.year}, {german.number(size / 1e6, 1)} MB")
    if not browser_available():
        print(f"Statt der Diagramme enthält er Tabellen. {REMEDY}", file=sys.stderr)
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"„{text}“ ist kein Datum der Form JJJJ-MM-TT") from None


def _filter(text: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not found or not name or not value:
        raise argparse.ArgumentTypeError(f"„{text}“ hat nicht die Form gliederung=wert, etwa standort=Rathaus")
    return name, value


if __name__ == "__main__":
    sys.exit(main())
