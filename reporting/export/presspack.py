"""The press package: a ZIP with every press chart, its data, texts and proofs. Same warehouse, same bytes.

Without a browser on the machine the pictures are missing and the package says so; everything else is in it.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

from reporting import german
from reporting.charts import Chart
from reporting.export import images
from reporting.export.presscharts import caption, metrics, press_charts, without_data
from reporting.export.tables import Sheet, csv_bytes, xlsx_bytes
from reporting.figures import figures
from reporting.passport import Passport, passport
from reporting.periods import year as whole_year
from reporting.sentences import sentences
from reporting.warehouse import Warehouse

#: Every press chart in these formats and sizes; squares are for social media, in print the SVG serves every shape.
PICTURES = (("png", "breit"), ("png", "breit-druck"), ("png", "quadrat"), ("svg", "breit"), ("svg", "quadrat"), ("pdf", "breit"))
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a ZIP knows; the time of packing is no part of the content


class NothingToPackError(Exception):
    """The year has no data at all; the German text says which years have."""


@dataclass(frozen=True)
class Package:
    """The files of a package by path, and what its reader must know: a German note where pictures are missing (else None)."""

    files: dict[str, bytes]
    note: str | None

    def zip(self) -> bytes:
        """The package as one file: paths in order, fixed times, so that the same content is the same bytes."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for path in sorted(self.files):
                entry = zipfile.ZipInfo(path, _EPOCH)
                entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
                archive.writestr(entry, self.files[path])
        return out.getvalue()


def presspack(w: Warehouse, year: int) -> Package:
    """The package of a year. Raises NothingToPackError for a year without data."""
    found = press_charts(w, year) if year in w.years else {}
    drawn = {name: chart for name, chart in found.items() if chart.draw}
    if not drawn:
        known = german.listing([str(y) for y in w.years]) or "keine"
        raise NothingToPackError(f"Für {year} liegen keine Daten vor. Jahre mit Daten: {known}.")
    pictures, note = _pictures(drawn)
    used = metrics(drawn)
    files = {
        **pictures,
        **{f"daten/{name}.csv": csv_bytes(chart.table, chart.source_line) for name, chart in drawn.items()},
        "daten/alle-daten.xlsx": xlsx_bytes(w, [Sheet(name, chart.title, chart.table, chart.source_line) for name, chart in drawn.items()]),
        "daten/kennzahlen.json": _json([f.as_json() for f in figures(w, used, whole_year(year))]),
        "texte/bildtexte.txt": _text(_captions(drawn)),
        "texte/bildtexte.json": _json([{"name": n, "titel": c.title, "bildunterschrift": caption(c), "alternativtext": c.alt} for n, c in drawn.items()]),
        "texte/saetze.txt": _text([german.source_line(w), "", *(s.text for s in sentences(w, whole_year(year)))]),
        "lizenz.txt": _text([f"Quelle: {w.amt['quellenangabe'] or w.amt['name']}", f"Lizenz: {w.amt['lizenz'] or 'nicht angegeben'}", *_sample(w)]),
    }
    for f in figures(w, used, whole_year(year)):
        files[f"nachweise/{f.kennzahl}.md"] = _text(_proof(passport(w, f), german.source_line(w)))
    files["LIESMICH.txt"] = _text(_readme(w, year, found, note))
    files["manifest.json"] = _json(_manifest(w, year, files, note))
    return Package(files, note)


def _pictures(drawn: dict[str, Chart]) -> tuple[dict[str, bytes], str | None]:
    names, jobs = [], []
    for name, chart in drawn.items():
        for format, size in PICTURES:
            names.append(f"bilder/{name}{images.ending(format, size)}")
            jobs.append(images.Job(chart, format, size))
    try:
        return dict(zip(names, images.render_all(jobs))), None
    except images.NoBrowserError as error:
        return {}, f"Es fehlen alle {len(jobs)} Bilder (PNG, SVG, PDF) zu {len(drawn)} Diagrammen. {error}"


def _readme(w: Warehouse, year: int, found: dict[str, Chart], note: str | None) -> list[str]:
    drawn = [chart for chart in found.values() if chart.draw]
    missing = without_data(found)
    return [
        f"Pressepaket {year}: {w.amt['name']}", german.source_line(w), *_sample(w), "",
        *(["Bitte beachten", note, ""] if note else []),
        "Inhalt",
        *([] if note else ["bilder/     jedes Diagramm als PNG, SVG und PDF (16:9), als Quadrat (-quadrat) in PNG und SVG; -druck = 300 dpi für den Druck"]),
        "daten/      die Zahlen hinter jedem Diagramm: CSV (Semikolon, Dezimalkomma) und alle zusammen als XLSX mit Definitionen",
        "texte/      Titel, Bildunterschrift und Alternativtext je Diagramm; Sätze zu allen Kennzahlen",
        "nachweise/  je Kennzahl: Bedeutung, Formel, Zeitraum, Dateien mit Prüfsumme, Abfrage",
        "lizenz.txt, manifest.json (alle Dateien mit SHA-256)", "",
        "Regeln", "Veränderungen vergleichen die gleichen Kalendertage. Kundenkontakte, Anrufe, E-Mails und Vorgänge sind verschiedene Einheiten und werden nie addiert.", "",
        "Diagramme", *(f"- {chart.title} ({chart.subtitle})" for chart in drawn),
        *(["", "Nicht enthalten", *(f"- {line}" for line in missing)] if missing else []),
    ]


def _captions(drawn: dict[str, Chart]) -> list[str]:
    lines: list[str] = []
    for name, chart in drawn.items():
        lines += [name, f"Titel: {chart.title}", f"Bildunterschrift: {caption(chart)}", f"Alternativtext: {chart.alt}", ""]
    return lines[:-1]


def _proof(p: Passport, source: str) -> list[str]:
    """A passport as Markdown."""
    files = [f"| {f.datei} | {german.number(f.zeilen)} | `{f.sha256}` |" for f in p.dateien]
    return [
        f"# {p.titel}: {p.wert}", "", source, "",
        f"- Zeitraum: {p.zeitraum}", f"- Filter: {p.filter}", f"- Vergleich: {p.basis}", f"- Status: {p.status}", f"- Bedeutung: {p.bedeutung}", f"- Formel: {p.formel}",
        f"- Datenbestand: {p.datenbestand}, geladen am {german.date_de(p.geladen_am)}", "",
        "## Dateien", "", *(["| Datei | Zeilen | SHA-256 |", "|---|---:|---|", *files] if files else ["keine"]), "",
        "## Erfüllte Versprechen", "", *([f"- {text}" for text in p.versprechen] or ["keine geprüft"]), "", "## Abfrage", "", "```sql", p.sql, "```",
    ]


def _manifest(w: Warehouse, year: int, files: dict[str, bytes], note: str | None) -> dict[str, Any]:
    return {
        "titel": f"Pressepaket {year}", "amt": w.amt["name"], "quelle": german.source_line(w), "lizenz": w.amt["lizenz"], "datenart": w.amt["datenart"],
        "stand": w.data_until.isoformat() if w.data_until else None, "datenbestand": w.snapshot, "hinweis": note,
        "dateien": [{"pfad": path, "bytes": len(files[path]), "sha256": hashlib.sha256(files[path]).hexdigest()} for path in sorted(files)],
    }


def _sample(w: Warehouse) -> list[str]:
    return ["Beispieldaten: Die Zahlen sind erfunden und keine Zahlen des Amtes."] if w.is_sample else []


def _text(lines: list[str]) -> bytes:
    return ("\n".join(line for line in lines) + "\n").encode("utf-8")


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
