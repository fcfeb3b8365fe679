"""Tables in a text: what the head of a column names, the numbers below it speak of.

Rows are lines with cells between bars, tabs or semicolons. A head names periods, metrics or parts, one for each column behind the
first; its first cell and the cells of a row go together as in a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from reporting.factcheck.dates.times import Mention
from reporting.factcheck.drafts.words import Sentence
from reporting.factcheck.printed.numbers import Number
from reporting.factcheck.printed.units import PERCENT
from reporting.factcheck.subjects.names import Name
from reporting.periods import Period

_MARKS = ("|", "\t", ";")
_RULE = re.compile(r"[\s|:;=+\u2013-]*")
_CHANGE = re.compile(r"\b(?:Veränderung|Änderung|Differenz|Zuwachs|Abweichung|Entwicklung|Zunahme)|±|\+\s?/\s?[-\u2212\u2013]|Δ")
_PERCENT = re.compile(r"%|\bProzent\b|\bv\.\s?H\.")


@dataclass(frozen=True)
class Column:
    """The cell at the head of a column."""

    text: str
    times: tuple[Mention, ...] = ()
    names: tuple[Name, ...] = ()


@dataclass(frozen=True)
class Head:
    """The head of a table. mark: what stands between its cells."""

    paragraph: int
    mark: str
    columns: tuple[Column, ...]


@dataclass
class Row:
    """What the columns say of the numbers of a row, each right before its number. label: the first cell, with what it counts."""

    label: str = ""
    times: list[Mention] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    changes: set[int] = field(default_factory=set)  # where the numbers begin that are changes
    percent: set[int] = field(default_factory=set)  # and those whose unit stands at the head

    def in_unit(self, number: Number) -> Number:
        return replace(number, unit=PERCENT) if number.start in self.percent else number


def _cells(text: str, mark: str) -> list[tuple[int, int]]:
    """Where the cells of a row begin and end, without the bars around it."""
    begin = 1 if mark == "|" and text.startswith(mark) else 0
    end = len(text) - 1 if mark == "|" and text.endswith(mark) else len(text)
    edges = [begin - 1, *(m.start() for m in re.finditer(re.escape(mark), text) if begin <= m.start() < end), end]
    return [(a + 1, b) for a, b in zip(edges, edges[1:])]


def head_of(sentence: Sentence, times: list[Mention], names: list[Name], claims_something: bool, last: Head | None) -> Head | None:
    """The head a sentence is, or the one that goes on over it: rows and rules keep it, anything else ends the table."""
    text = sentence.text
    if last and last.paragraph == sentence.paragraph and (_RULE.fullmatch(text) or len(_cells(text, last.mark)) == len(last.columns)):
        return last
    for mark in _MARKS if not claims_something else ():
        found = _cells(text, mark)
        columns = tuple(Column(text[a:b].strip(), tuple(m for m in times if a <= m.start < b), tuple(n for n in names if a <= n.start < b)) for a, b in found)
        if len(found) > 2 and all(0 < len(c.text) < 40 for c in columns[1:]) and any(c.times or c.names for c in columns[1:]):
            return Head(sentence.paragraph, mark, columns)
    return None


def row_of(sentence: Sentence, head: Head | None, numbers: list[Number], times: list[Mention], names: list[Name]) -> Row:
    """What the head of a table says of the numbers of a sentence; nothing where it is no row. times, names: those in the row itself."""
    found = _cells(sentence.text, head.mark) if head and head.paragraph == sentence.paragraph else []
    if not found or len(found) != len(head.columns):
        return Row()
    label = [m for m in times if found[0][0] <= m.start < found[0][1]]
    counted = [] if any(n.metrics for n in names) else [n for n in head.columns[0].names if n.metrics]  # "Kontakte | 2021 | 2022" over "Oktober | 5.900 | 6.240"
    dated = [m for c in head.columns[1:] for m in c.times if m.explicit]
    result = Row(sentence.text[slice(*found[0])])
    for (a, b), column in list(zip(found, head.columns))[1:]:
        number = next((n for n in numbers if a <= n.start < b), None)
        if number is None:
            continue
        at = number.start - 1
        change = bool(_CHANGE.search(column.text))
        mentions = column.times or ((max(dated, key=lambda m: m.resolve(m.explicit).von),) if change and dated else ())
        result.times += [replace(_joined(m, label), start=at, end=at) for m in mentions or label[:1]]
        result.names += [replace(n, start=at, end=at) for n in (*column.names, *(() if any(n.metrics for n in column.names) else counted))]
        result.changes |= {number.start} if change else set()
        result.percent |= {number.start} if not number.unit and _PERCENT.search(column.text) else set()
    return result


def _joined(m: Mention, label: list[Mention]) -> Mention:
    """The month of a column in the year of its row, and the other way round."""
    other = next((x for x in label if (x.grain == "year") != (m.grain == "year")), None)
    year, part = (m, other) if m.grain == "year" else (other, m)
    if other is None or not year.explicit or part.explicit:
        return m

    def resolve(_: int) -> Period:
        return part.resolve(year.explicit)

    return replace(part, resolve=resolve, explicit=year.explicit, text=f"{part.text} {year.text}")
