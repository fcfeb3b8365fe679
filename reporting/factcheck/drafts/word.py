"""The text of a Word document as its reader sees it: with insertions taken and deletions left out, lists, tables, text boxes and notes.

python-docx opens the file; its own `text` leaves out what is tracked as inserted, content controls, text boxes and footnotes, so
the body is walked here. A number nobody reads would be a number nobody checks.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

#: What is not read: deletions, moved-away text, fields' codes, properties, and the second copy of a text box for old programs.
_SKIPPED = {"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "Fallback"}
_AS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def word_text(data: bytes) -> str:
    """The text of a .docx file. Paragraphs are parted by blank lines, items of a list and rows of a table by line breaks.

    Raises whatever python-docx raises for a file that is none.
    """
    from docx import Document

    document = Document(io.BytesIO(data))
    lists = {style.style_id for style in document.styles if (style.name or "").startswith("List ") and (style.name or "") != "List Paragraph"}
    found: list[tuple[str, str]] = []  # kind and text
    roots = [document.element.body, *_notes(document.part)]
    for root in roots:
        found += _blocks(root, lists)
    text = ""
    for n, (kind, words) in enumerate(found):
        before = found[n - 1] if n else ("", "")
        close = kind == "item" and (before[0] == "item" or before[1].endswith(":"))
        text += ("" if not n else "\n" if close else "\n\n") + ("- " if kind == "item" else "") + words
    return text


def _notes(part) -> Iterator:
    """Footnotes and endnotes, without the lines that part them from the page."""
    from docx.oxml import parse_xml

    for rel in part.rels.values():
        if not rel.is_external and rel.reltype.endswith(("/footnotes", "/endnotes")):
            for note in parse_xml(rel.target_part.blob):
                if not any(name.endswith("}type") for name in note.attrib):
                    yield note


def _blocks(node, lists: set[str]) -> Iterator[tuple[str, str]]:
    """The paragraphs and tables below a node in reading order; text boxes follow the paragraph they are anchored in."""
    for child in node:
        kind = _local(child)
        if kind == "p":
            words = _words(child).strip()
            if words:
                yield "item" if _in_list(child, lists) else "paragraph", words
            for box in _boxes(child):
                yield from _blocks(box, lists)
        elif kind == "tbl":
            yield from _table(child, lists)
        elif kind not in _SKIPPED:
            yield from _blocks(child, lists)


def _table(table, lists: set[str]) -> Iterator[tuple[str, str]]:
    """A table as lines with bars between the cells; one of a single column only lays out what stands in it."""
    rows = [list(_below(row, "tc")) for row in _below(table, "tr")]
    if all(len(cells) < 2 for cells in rows):
        for cells in rows:
            for cell in cells:
                yield from _blocks(cell, lists)
        return
    lines = []
    for cells in rows:
        texts: list[str] = []
        for cell in cells:
            span = next((int(x.get(x.tag.replace("gridSpan", "val"), "1")) for x in cell.iter() if _local(x) == "gridSpan"), 1)
            texts += [" ".join(words for _, words in _blocks(cell, lists))] + [""] * (span - 1)
        lines.append(" | ".join(texts).strip())
    yield "table", "\n".join(line for line in lines if line.strip(" |"))


def _below(node, wanted: str) -> Iterator:
    """The nearest elements of a kind below a node, also inside content controls."""
    for child in node:
        if _local(child) == wanted:
            yield child
        elif _local(child) not in _SKIPPED:
            yield from _below(child, wanted)


def _words(node) -> str:
    return "".join(child.text or "" if _local(child) == "t" else _AS.get(_local(child), "") or ("" if _local(child) in (*_SKIPPED, "txbxContent") else _words(child)) for child in node)


def _boxes(node) -> Iterator:
    for child in node:
        if _local(child) == "txbxContent":
            yield child
        elif _local(child) not in _SKIPPED:
            yield from _boxes(child)


def _in_list(paragraph, lists: set[str]) -> bool:
    for properties in paragraph:
        if _local(properties) == "pPr":
            for one in properties:
                if _local(one) == "numPr" or _local(one) == "pStyle" and next(iter(one.attrib.values()), "") in lists:
                    return True
    return False


def _local(node) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
