"""HTML of the parts Streamlit has no semantic element for: tiles, tables, passports. Pure functions; every text is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from reporting import german
from reporting.figures import Figure
from reporting.passport import Passport

if TYPE_CHECKING:
    from reporting.sentences import Sentence
    from reporting.tables import Table


@dataclass(frozen=True)
class Tile:
    """A figure as a tile. label: instead of the metric's short name. note: a line of words under the change. compare: with its change.

    also: further figures named in the note, whose passports the tile opens too.
    """

    figure: Figure
    label: str = ""
    note: str = ""
    compare: bool = True
    also: tuple[Figure, ...] = ()


def tile(t: Tile, per_day: bool) -> str:
    """Value with unit, label, the change and what it compares with, in reading order."""
    f = t.figure
    label = t.label or f.definition.kurz
    lines = [f'<p class="wert">{value(f, label)}</p>', f'<p class="bezeichnung">{escape(label)}</p>']
    if t.compare and f.wert is not None:
        lines.append(change(f, per_day))
    status = german.status_words(f)
    lines += [f'<p class="hinweis">{escape(text)}</p>' for text in (t.note, status) if text and f.wert is not None]
    if f.wert is None and f.hinweis:
        lines.append(f'<p class="hinweis">{escape(f.hinweis)}</p>')
    return f'<div class="kachel" role="group" aria-label="{escape(label)}">{"".join(lines)}</div>'


def value(f: Figure, label: str = "") -> str:
    """The number large, its unit small; the unit is left out where the label says it."""
    words = german.value_words(f)
    number, _, unit = words.partition(german.NBSP)
    if f.wert is None:
        return f'<span class="leer">{escape(words)}</span>'
    if not unit or unit.lower() in label.lower():
        return escape(number)
    return f'{escape(number)}<span class="einheit"> {escape(unit)}</span>'


def change(f: Figure, per_day: bool) -> str:
    """The change in words; where the metric has a good direction, a class for the colour and always the word for it."""
    words = german.change_per_day_words(f) if per_day else german.change_words(f)
    verdict = german.judgement(f)
    mark = f' <span class="{verdict}">({verdict})</span>' if verdict else ""
    first, _, rest = words.partition(" gegenüber ")
    text = f'<strong>{escape(first)}</strong> gegenüber {escape(rest)}' if rest else escape(words)
    return f'<p class="veraenderung">{text}{mark}</p>'


def sentence(s: Sentence) -> str:
    """A sentence with its numbers set off."""
    return "".join(f"<strong>{escape(part.text)}</strong>" if part.figure else escape(part.text) for part in s.parts)


def table(t: Table, caption: str = "") -> str:
    """A real table with German texts; numbers right-aligned, the first column heads its row."""
    head = "".join(f'<th scope="col"{_cell_class(c.art)}>{escape(c.titel)}</th>' for c in t.columns)
    body = "".join("<tr>" + "".join(_cell(i, t, text) for i, text in enumerate(row)) + "</tr>" for row in t.words())
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f'<div class="tabelle" tabindex="0" role="region" aria-label="{escape(caption or "Tabelle")}"><table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _cell(column: int, t: Table, text: str) -> str:
    if column == 0:
        return f'<th scope="row">{escape(text)}</th>'
    return f"<td{_cell_class(t.columns[column].art)}>{escape(text)}</td>"


def _cell_class(kind: str) -> str:
    return ' class="zahl"' if kind in ("zahl", "prozent") else ""


def details(summary: str, content: str) -> str:
    """Content that opens on a click, without a rerun."""
    return f"<details><summary>{escape(summary)}</summary>{content}</details>"


def passport(p: Passport) -> str:
    """The proof of a figure as a list of terms, its files as a table, its SQL as it stands."""
    entries = [
        ("Wert", p.wert), ("Bedeutung", p.bedeutung), ("Formel", p.formel), ("Zeitraum", p.zeitraum), ("Vergleich", p.basis),
        ("Filter", p.filter), ("Vollständigkeit", p.status), ("Zeilen", german.number(p.zeilen)),
        ("Geladen am", german.date_de(p.geladen_am)), ("Datenstand", p.datenbestand),
    ]
    terms = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in entries)
    rows = "".join(
        f'<tr><th scope="row">{escape(file.datei)}</th><td class="zahl">{german.number(file.zeilen)}</td><td><code>{escape(file.sha256)}</code></td></tr>'
        for file in p.dateien
    )
    files = (
        '<h3>Dateien</h3><div class="tabelle" tabindex="0" role="region" aria-label="Dateien"><table><thead><tr><th scope="col">Datei</th>'
        f'<th scope="col" class="zahl">Zeilen</th><th scope="col">Prüfsumme (SHA-256)</th></tr></thead><tbody>{rows}</tbody></table></div>'
    ) if rows else ""
    kept = listing("Eingehaltene Versprechen", p.versprechen)
    return f'<div class="nachweis"><dl>{terms}</dl>{files}{kept}<h3>Abfrage (SQL)</h3><pre tabindex="0"><code>{escape(p.sql)}</code></pre></div>'


def entry(title: str, text: str, terms: Sequence[tuple[str, str]], sql: str) -> str:
    """An article of the handbook: heading and meaning; terms and query behind a click."""
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in terms)
    more = details("Quelle, Gliederungen, Brüche und Abfrage", f'<dl>{listed}</dl><pre tabindex="0"><code>{escape(sql)}</code></pre>')
    return f'<section class="nachweis eintrag"><h3>{escape(title)}</h3><p>{escape(text)}</p>{more}</section>'


def notice(kind: str, heading: str, texts: Sequence[str]) -> str:
    """A message that must be read: `kind` "gut", "warnung" or "fehler" colours its edge, the heading says it in words."""
    body = "".join(f"<li>{escape(text)}</li>" for text in texts) if len(texts) > 1 else ""
    single = f"<p>{escape(texts[0])}</p>" if len(texts) == 1 else f"<ul>{body}</ul>" if body else ""
    return f'<div class="meldung {kind}" role="{"alert" if kind == "fehler" else "status"}"><p><strong>{escape(heading)}</strong></p>{single}</div>'


def listing(heading: str, texts: Sequence[str]) -> str:
    """A headed list, "" where there is nothing to list."""
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<h3>{escape(heading)}</h3><ul>{items}</ul>" if items else ""
