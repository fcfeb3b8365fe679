"""The handbook: every metric explained from its definition, with the query, the sources and the breaks of its series in this warehouse."""

from __future__ import annotations

from dataclasses import dataclass

from reporting import german
from reporting.definitions import Definition, definitions
from reporting.figures import Figure
from reporting.passport import statement
from reporting.periods import Period, year
from reporting.tables import Column, Table
from reporting.warehouse import Warehouse

DIRECTIONS = {"up": "mehr ist besser", "down": "weniger ist besser", "neutral": "ohne Wertung"}


@dataclass(frozen=True)
class Entry:
    """One metric as the handbook prints it; texts are German."""

    id: str
    label: str
    bedeutung: str
    einheit: str
    formel: str
    richtung: str
    ziel: str
    quelle: str
    daten: str
    gliederungen: str
    synonyme: str
    brueche: tuple[str, ...]
    sql: str

    @property
    def text(self) -> str:
        """Meaning, formula and unit in sentences."""
        return f"{self.bedeutung} Formel: {self.formel}. Einheit: {self.einheit}."

    def terms(self) -> list[tuple[str, str]]:
        """Everything but name, `text` and query as term and text; what does not apply is left out."""
        terms = [("Kennung", self.id), ("Richtung", self.richtung), ("Ziel", self.ziel), ("Quelle", self.quelle),
                 ("Daten", self.daten), ("Gliederungen", self.gliederungen), ("auch genannt", self.synonyme),
                 ("Bekannte Brüche", "; ".join(self.brueche) or "keine")]
        return [(term, text) for term, text in terms if text]


def handbook(w: Warehouse, search: str = "") -> list[Entry]:
    """All metrics in the order of the definitions; `search`: only those whose name, meaning or synonyms hold every word of it."""
    words = search.lower().split()
    found = [d for d in definitions().values() if all(word in _text(d) for word in words)]
    return [_entry(w, d) for d in found]


def table(entries: list[Entry]) -> Table:
    """The handbook as a table for the download."""
    columns = ("Kennzahl", "Bezeichnung", "Einheit", "Bedeutung", "Formel", "Richtung", "Ziel", "Quelle", "Daten", "Gliederungen", "auch genannt", "Brüche", "SQL")
    rows = tuple((e.id, e.label, e.einheit, e.bedeutung, e.formel, e.richtung, e.ziel, e.quelle, e.daten, e.gliederungen, e.synonyme, "; ".join(e.brueche), e.sql)
                 for e in entries)
    return Table(tuple(Column(name) for name in columns), rows)


def _text(d: Definition) -> str:
    return " ".join((d.id, d.label, d.kurz, d.bedeutung, d.einheit, *d.synonyme)).lower()


def _entry(w: Warehouse, d: Definition) -> Entry:
    latest = max(w.years, default=w.loaded_at.year)
    ids = {d.id, d.zaehler, d.nenner}
    breaks = [f"{german.period_words(Period(e.von, e.bis))}: {e.titel}. {e.beschreibung}".strip() for e in w.events
              if e.art == "bruch" and (not e.kennzahlen or ids & set(e.kennzahlen))]
    return Entry(
        id=d.id, label=d.label, bedeutung=d.bedeutung, einheit=d.einheit, formel=d.formel, richtung=DIRECTIONS[d.polaritaet],
        ziel=german.amount(d, d.ziel) if d.ziel is not None else "", quelle=_source(w, d), daten=_reach(w, d),
        gliederungen=", ".join(german.SPLIT_LABELS.get(name, name) for name in d.gliederungen), synonyme=", ".join(d.synonyme),
        brueche=tuple(breaks),
        sql=statement(Figure(d.id, year(latest).von, year(latest).bis, {}, None, d.einheit, daten_bis=w.coverage.get(d.quelle, (None, None))[1])),
    )


def _source(w: Warehouse, d: Definition) -> str:
    if d.art == "bestand":
        return f"stammdaten/{d.quelle}.csv"
    rows = w.query("SELECT quelle, count(*) FROM dateien WHERE list_contains(?, tabelle) GROUP BY quelle ORDER BY quelle", [list(d.quellen)])
    files = ", ".join(f"{name} ({german.number(count)} {'Datei' if count == 1 else 'Dateien'})" for name, count in rows)
    return f"Tabelle {d.quelle}, aus {files}" if files else f"Tabelle {d.quelle}: noch keine Dateien"


def _reach(w: Warehouse, d: Definition) -> str:
    if d.art == "bestand":
        return "nach den Stammdaten"
    reach = next((w.coverage[name] for name in d.quellen if name in w.coverage), None)
    return f"vom {german.date_de(reach[0])} bis zum {german.date_de(reach[1])}" if reach else "keine Daten"
