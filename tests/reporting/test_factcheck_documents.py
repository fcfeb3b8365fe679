"""Drafts as they come: text in either encoding, Word, PDF; and what cannot be read says so in German."""

import io

import pytest

from reporting.factcheck.documents import UnreadableError, read_document

SENTENCE = "Das Bürgerbüro zählte 108.801 Kundenkontakte, etwas über 8 Minuten Wartezeit."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_in_every_usual_encoding(encoding):
    assert read_document("entwurf.txt", SENTENCE.encode(encoding)).strip() == SENTENCE


def test_word_with_paragraphs_and_a_table():
    from docx import Document

    document = Document()
    document.add_paragraph("Überschrift")
    document.add_paragraph(SENTENCE)
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "Anrufe", "30.127"
    out = io.BytesIO()
    document.save(out)
    assert read_document("entwurf.docx", out.getvalue()) == f"Überschrift\n\n{SENTENCE}\n\nAnrufe: 30.127"


def test_pdf_with_the_numbers_whole():
    import typst

    pdf = typst.compile(f'#set text(lang: "de")\n{SENTENCE}'.encode(), format="pdf")
    text = read_document("entwurf.pdf", pdf)
    assert "108.801" in text and "Bürgerbüro" in text


@pytest.mark.parametrize(("name", "content", "word"), [
    ("bild.png", b"x", ".docx"), ("leer.txt", b"  \n", "keinen Text"), ("kaputt.docx", b"x", "Word"), ("kaputt.pdf", b"x", "PDF"), ("binaer.txt", b"\x00\xff\x00", "kein Text"),
])
def test_what_cannot_be_read_says_why(name, content, word):
    with pytest.raises(UnreadableError, match=word):
        read_document(name, content)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UnreadableError, match="fehlt.txt"):
        read_document(tmp_path / "fehlt.txt")
