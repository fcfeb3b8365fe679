"""The building blocks of the annual report as data: headings, sentences, tables and charts; the typesetting knows nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reporting import german
from reporting.charts import Chart
from reporting.figures import Figure
from reporting.sentences import Sentence, about
from reporting.tables import Table
from reporting.warehouse import Warehouse


@dataclass(frozen=True)
class Heading:
    """A heading; `page`: it begins a new page."""

    text: str
    level: int = 1
    page: bool = False


@dataclass(frozen=True)
class Words:
    """Sentences as one paragraph; `muted` for remarks."""

    texts: tuple[str, ...]
    muted: bool = False


@dataclass(frozen=True)
class Grid:
    """A table in German words. The first column is text, the others are set flush right unless named in `left`."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Picture:
    """A chart, how wide it stands on the page in percent of the text, and what stands there without a browser (None: its own table)."""

    chart: Chart
    width: int = 72
    instead: tuple[Block, ...] | None = None


Block = Heading | Words | Grid | Picture


def say(w: Warehouse, figures: Sequence[Figure], *more: Sentence | None) -> list[Block]:
    """The sentences of the figures that have data, and further ones; no block without any."""
    texts = [about(w, f).text for f in figures if f.wert is not None] + [s.text for s in more if s]
    return [Words(tuple(texts))] if texts else []


def nothing(what: str, year: int) -> Block:
    """Said where a source is missing, so that a reader does not take silence for zero."""
    return Words((f"{what}: Für {year} liegen keine Daten vor.",), muted=True)


def compare(w: Warehouse, caption: str, figures: Sequence[Figure], split: str, *, share: bool = False,
            change: bool = True) -> list[Block]:
    """One metric by one split as a table: value, share and (`change`) base and change; none without data."""
    found = [f for f in figures if f.wert is not None]
    if not found:
        return []
    d, total = found[0].definition, sum(f.wert for f in found)
    based = change and any(f.vorjahr is not None for f in found)
    head = [german.SPLIT_LABELS[split], str(found[0].von.year)]
    head += ["Anteil"] if share else []
    head += [str(found[0].von.year - 1), "Veränderung"] if based else []
    rows = []
    for f in figures:
        name = german.month_name(f.gliederung[split], with_year=False) if split == "monat" else german.split_value(split, f.gliederung[split])
        row = [name + (f" (bis {german.date_de(f.daten_bis)})" if f.status == "teilweise" and split == "monat" and f.daten_bis else ""),
               german.number(f.wert, d.dezimalen)]
        row += [german.percent(100 * f.wert / total) if f.wert is not None and total else ""] if share else []
        row += [german.number(f.vorjahr, d.dezimalen) if f.vorjahr is not None else "–", _change(f)] if based else []
        rows.append(tuple(row))
    return [Grid(f"{caption} ({d.einheit})" if d.einheit not in caption else caption, tuple(head), tuple(rows))]


def metrics(caption: str, figures: Sequence[Figure]) -> list[Block]:
    """Several metrics of the same period as a table: unit, value, base, change; none without data."""
    found = [f for f in figures if f.wert is not None]
    if not found:
        return []
    y = found[0].von.year
    based = any(f.vorjahr is not None for f in found)
    head = ("Kennzahl", "Einheit", str(y), *((str(y - 1), "Veränderung") if based else ()))
    rows = []
    for f in found:
        d = f.definition
        row = (d.label, d.einheit, german.number(f.wert, d.dezimalen))
        rows.append(row + ((german.number(f.vorjahr, d.dezimalen) if f.vorjahr is not None else "–", _change(f)) if based else ()))
    return [Grid(caption, head, tuple(rows), (0, 1))]


def table(caption: str, found: Table) -> Grid:
    """A chart's own table, for pages without pictures: what fits a page, without empty columns and without base and remarks."""
    words = found.words()
    used = [n for n, c in enumerate(found.columns) if any(row[n] for row in words) and not c.titel.startswith(("Vergleich", "Veränderung", "Hinweis"))]
    left = tuple(at for at, n in enumerate(used) if found.columns[n].art == "text")
    return Grid(caption, tuple(found.columns[n].titel for n in used), tuple(tuple(row[n] for n in used) for row in words), left or (0,))


def _change(f: Figure) -> str:
    if f.vergleich:
        return "nicht vergleichbar"
    return german.change_short(f) or "–"
