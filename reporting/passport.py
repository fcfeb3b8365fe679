"""The proof behind a figure: meaning, formula, SQL, period, base, filters, rows, files with checksums, promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reporting import german, queries
from reporting.definitions import definitions
from reporting.figures import Figure
from reporting.warehouse import Warehouse


@dataclass(frozen=True)
class SourceFile:
    """A file behind a figure; `zeilen` = its rows inside the period and its base."""

    datei: str
    sha256: str
    zeilen: int


@dataclass(frozen=True)
class Passport:
    """Everything a reader needs to check one figure. Texts are German; `sql` runs as it stands on the warehouse."""

    titel: str
    wert: str
    bedeutung: str
    formel: str
    zeitraum: str
    basis: str
    filter: str
    status: str
    sql: str
    zeilen: int
    dateien: tuple[SourceFile, ...]
    geladen_am: datetime
    versprechen: tuple[str, ...]
    datenbestand: str


def passport(w: Warehouse, f: Figure) -> Passport:
    """The passport of a figure that `figures` returned from the same warehouse."""
    d = f.definition
    files = _files(w, f)
    promises = w.query("SELECT beschreibung FROM versprechen WHERE verletzungen = 0 ORDER BY name")
    where = german.filter_words({**f.where, **{k: (v,) for k, v in f.gliederung.items()}})
    months = f.where.get("monat") or tuple(v for k, v in f.gliederung.items() if k == "monat")
    return Passport(
        titel=d.label,
        wert=german.value_words(f),
        bedeutung=d.bedeutung,
        formel=d.formel,
        zeitraum=german.months_words(months) if months else german.period_words(f.period),
        basis=german.change_words(f),
        filter=where or "keine",
        status=german.status_words(f) or "vollständig",
        sql=statement(f),
        zeilen=sum(file.zeilen for file in files),
        dateien=files,
        geladen_am=w.loaded_at,
        versprechen=tuple(row[0] for row in promises),
        datenbestand=w.snapshot,
    )


def statement(f: Figure) -> str:
    """The SQL of a figure's value with its parameters written in, ready to run on the warehouse."""
    return _statement(f, f.kennzahl)


def _statement(f: Figure, kennzahl: str) -> str:
    d = definitions()[kennzahl]
    where = {**f.where, **{k: (v,) for k, v in f.gliederung.items()}}
    where = {k: v for k, v in where.items() if k in d.gliederungen}
    if d.art == "quotient":
        return f"SELECT ({_statement(f, d.zaehler)}) / ({_statement(f, d.nenner)})::DOUBLE"
    end = min(f.bis, f.daten_bis) if f.daten_bis else f.bis
    if d.art == "bestand":
        if d.tabelle == "personal":
            return f"SELECT {d.wert} FROM personal WHERE stichtag <= DATE '{end}' ORDER BY stichtag DESC LIMIT 1"
        place = f" AND standort IN ({', '.join(_literal(v) for v in where['standort'])})" if "standort" in where else ""
        return (f"SELECT sum({d.wert}) FROM standorte WHERE coalesce(gueltig_ab, DATE '1900-01-01') <= DATE '{end}' "
                f"AND coalesce(gueltig_bis, DATE '9999-12-31') >= DATE '{end}'{place}")
    von = f.von.replace(year=1900) if d.art == "stand" else f.von
    sql, parameters = queries.build(d, queries.Window(queries.Period(von, end)), (), where)
    for parameter in parameters:
        sql = sql.replace("?", _literal(parameter), 1)
    return sql


def _literal(value) -> str:
    text = str(value).replace("'", "''")
    return f"'{text}'" if isinstance(value, str) else f"DATE '{text}'"


def _files(w: Warehouse, f: Figure) -> tuple[SourceFile, ...]:
    if f.definition.art == "bestand":
        return tuple(SourceFile(name, "", 0) for name in f.quellen)
    spans = [(f.von, f.bis)] + ([(f.base.von, f.base.bis)] if f.base else [])
    rows: dict[tuple[str, str], int] = {}
    for von, bis in spans:
        for datei, sha, n in w.query(
            "SELECT datei, sha256, sum(zeilen)::BIGINT FROM herkunft JOIN dateien USING (datei_id) "
            "WHERE list_contains(?, herkunft.tabelle) AND datum BETWEEN ? AND ? GROUP BY ALL ORDER BY 1",
            [list(f.definition.quellen), von, bis],
        ):
            rows[datei, sha] = rows.get((datei, sha), 0) + n
    return tuple(SourceFile(datei, sha, n) for (datei, sha), n in rows.items())
