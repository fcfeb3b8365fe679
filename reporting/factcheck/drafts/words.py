"""Sentences and word stems of a German text, with their places in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("german")
_TOKEN = re.compile(r"[^\W_]+(?:[*:_·/]-?innen|(?:[-\u2010\u2011][^\W_]+)*(?:[-\u2010\u2011](?=[\s,]))?)", re.UNICODE)
_GENDER = re.compile(r"(?:[*:_·/]-?innen|(?<=[a-zäöüß])Innen)$")
MONTH_NAMES = "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jan|Feb|Apr|Jun|Jul|Aug|Sep|Sept|Okt|Nov|Dez"
_ABBREVIATIONS = ("ca", "bzw", "z", "b", "u", "a", "d", "h", "nr", "str", "tel", "mio", "mrd", "tsd", "st", "i", "inkl", "vgl", "sog", "ggf", "abs", "art", "dr", "usw", "etc", "o", "rd", "v", "jan", "feb", "apr", "aug", "sep", "sept", "okt", "nov", "dez", "evtl", "vj", "ggü", "max", "min", "durchschn", "insb")
_END = re.compile(r"[.!?:](?=[\"“”»«')\]]*\s+[\"„“»«'(\[]*[A-ZÄÖÜ0-9])|[.!?](?=[\"“”»«')\]]*\s*$)")

_LABEL = re.compile(r"\s*[A-ZÄÖÜ][^:.!?\n]{1,50}:\s")  # "Beraterplätze: 30"
_ROW = re.compile(r"\S[^\S\n]*[|\t]\s*\S|^[^;\n]{0,40}(?:;[^;\n]{0,20}){2,}\n?$")  # a row of a table

#: The longest piece of text read as one sentence.
_MOST_WORDS, _MOST_NUMBERS = 120, 40


@dataclass(frozen=True)
class Sentence:
    """A sentence with its place; `paragraph` counts the blocks of the text, so that "das" reaches back no further."""

    start: int
    end: int
    text: str
    paragraph: int


@dataclass(frozen=True)
class Token:
    """A word with its stem; `start`, `end` are offsets into the text it was cut from."""

    start: int
    end: int
    text: str
    stem: str


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text. Blank lines, bullets and short lines (headings, lists) end a sentence; wrapped lines do not."""
    found = []
    paragraph = 0
    for block in re.finditer(r"(?:[^\n]+\n?)+", text):
        paragraph += 1
        for start, end in _lines(text, block.start(), block.end()):
            begin = start
            for m in _END.finditer(text, start, end):
                if m[0] == ":" and not text[begin : m.start()].count(" ") > 3 or m[0] == ":" and re.match(r"[\"“”»«')\]]*\s+[\"„“»«'(\[]*\d", text[m.end():end]):
                    continue
                if m[0] == ":" and re.match(r"\s+(?:Diese[rs]?\s+(?:Zahl|Wert|Marke|Anteil|Quote)\b|So\s+viele?\b)", text[m.end():end]):
                    continue  # "54.742 Kundenkontakte: Diese Zahl steht im zweiten Halbjahr zu Buche"
                if m[0] == "?" and len(re.findall(r"\w+", text[begin : m.start()])) < 3 and end - m.end() > 3:
                    continue  # "Gewerbe? Ein Plus von vier Prozent.": the first word says what the rest is about
                if m[0] == "." and _no_end(text, m.start(), end):
                    continue
                stop = m.end()
                while stop < end and text[stop] in "\"“”»«')]":
                    stop += 1
                found += _cut(text, begin, stop, paragraph)
                begin = stop
            found += _cut(text, begin, end, paragraph)
    return found


def _cut(text: str, start: int, end: int, paragraph: int) -> list[Sentence]:
    """A sentence; what no writer means as one (a column of numbers pasted as a line) in pieces, because the work grows with the cube of its numbers."""
    cuts, words, numbers = [start], 0, 0
    for m in re.finditer(r"\S+", text[start:end]):
        words, numbers = words + 1, numbers + bool(re.search(r"\d", m[0]))
        if words > _MOST_WORDS or numbers > _MOST_NUMBERS:
            cuts.append(start + m.start())
            words, numbers = 1, 1
    return [_sentence(text, a, b, paragraph) for a, b in zip(cuts, [*cuts[1:], end]) if text[a:b].strip()]


def _sentence(text: str, start: int, end: int, paragraph: int) -> Sentence:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Sentence(start, end, text[start:end], paragraph)


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of lines that belong together: wrapped lines are one, list items and short lines are their own."""
    spans: list[tuple[int, int]] = []
    longest = max((len(line) for line in text[start:end].splitlines()), default=0)
    fresh, labelled = True, False
    for m in re.finditer(r"[^\n]*\n?", text[start:end]):
        if not m[0]:
            continue
        a, b = start + m.start(), start + m.end()
        label = _LABEL.match(m[0]) or _ROW.search(m[0])
        bullet = re.match(r"\s*(?:[-\u2013\u2022*·|]|[^\w\s.,;:!?()\[\]\"„“”»«'’+\u2212§€%/&-]{1,3})\s", m[0]) or label and labelled
        labelled = bool(label)
        if fresh or bullet:
            spans.append((a, b))
        else:
            spans[-1] = (spans[-1][0], b)
        line = m[0].rstrip()
        fresh = len(line) < min(50, 0.7 * longest) or line.endswith((".", "!", "?", "“", "|"))
    return spans


def _no_end(text: str, dot: int, end: int) -> bool:
    """Whether a full stop belongs to an ordinal or an abbreviation."""
    word = re.search(r"([^\W\d_]+|\d+)$", text[:dot])
    if word is None:
        return False
    if word[1].isdigit():
        after = re.match(rf"\.\s*(?:{MONTH_NAMES}|Halbjahr|Quartal|(?:Kalender)?[Ww]oche|KW|Perzentil|Jahreshälfte|Jahrhundert|Platz|Rang|Etage|Stock|Stockwerk|(?:Ober|Unter|Dach)geschoss|[OUD]G\b|HJ\b|Q\b|Juni|Juli|und|bis|\d{{1,2}}\.(?!\d{{3}})|(?<=\.)\d)", text[dot:end])
        if re.search(r"\d,$", text[: word.start()]):
            return False  # "8,7. 83 Prozent": a decimal is no ordinal
        alone = not text[text.rfind("\n", 0, word.start()) + 1 : word.start()].strip()  # "1. Personal": numbers a heading
        return len(word[1]) <= 2 and (after is not None or alone)
    return word[1].lower() in _ABBREVIATIONS


def tokens(text: str) -> list[Token]:
    """The words of a text with their stems."""
    return [Token(m.start(), m.end(), m[0], stem(m[0])) for m in _TOKEN.finditer(text)]


@cache
def stem(word: str) -> str:
    """The stem of a word without case, hyphens, umlauts and gender endings: "Terminkund*innen" and "Terminkunden" agree."""
    plain = _GENDER.sub("", word)
    if plain != word and not plain.lower().endswith(("er", "en")):
        plain += "en"
    plain = re.sub("[-\u2010\u2011]", "", plain).lower()
    result = _STEMMER.stemWord(plain).translate(str.maketrans("äöü", "aou")).replace("ß", "ss")
    return result.removesuffix("inn") if len(result) > 6 else result


@cache
def stems(phrase: str) -> tuple[str, ...]:
    """The stems of a phrase, in order."""
    return tuple(token.stem for token in tokens(phrase))
