"""Drafts as they come: text in either encoding, Word, PDF; and what cannot be read says so in German."""

import io

import pytest

from reporting.factcheck.drafts.documents import UnreadableError, read_document

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
    assert read_document("entwurf.docx", out.getvalue()) == f"Überschrift\n\n{SENTENCE}\n\nAnrufe | 30.127"


_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _with_xml(xml: str) -> bytes:
    """A document whose only paragraph holds such XML."""
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    document.element.body.insert(0, parse_xml(f"<w:p {_WORD}>{xml}</w:p>"))
    return _saved(document)


@pytest.mark.parametrize(("xml", "text"), [
    ('<w:r><w:t xml:space="preserve">2018 kamen </w:t></w:r><w:del w:id="1"><w:r><w:delText>104.422</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>108.801</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> Kunden.</w:t></w:r>', "2018 kamen 108.801 Kunden."),
    ('<w:hyperlink><w:r><w:t>108.801</w:t></w:r></w:hyperlink><w:r><w:t xml:space="preserve"> Kunden</w:t></w:r>', "108.801 Kunden"),
    ('<w:sdt><w:sdtContent><w:r><w:t>108.801</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t xml:space="preserve"> Kunden</w:t></w:r>', "108.801 Kunden"),
    ('<w:r><w:t>Bürger</w:t><w:softHyphen/><w:t>büro</w:t><w:noBreakHyphen/><w:t>Bilanz</w:t></w:r>', "Bürgerbüro-Bilanz"),
    ('<w:r><w:t>davor</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>30.127 Anrufe</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>', "davor\n\n30.127 Anrufe"),
])
def test_word_as_its_reader_sees_it(xml, text):
    """Tracked changes, links, content controls, text boxes: no number may be passed over."""
    assert read_document("entwurf.docx", _with_xml(xml)) == text


def test_word_with_a_list_and_a_table_with_equal_numbers():
    from docx import Document

    document = Document()
    document.add_paragraph("Im Einzelnen:")
    for item in ("Anrufe: 30.127", "E-Mails: 14.082"):
        document.add_paragraph(item, style="List Bullet")
    table = document.add_table(3, 3)
    for row, texts in zip(table.rows, (("Plätze", "2017", "2018"), ("Theken", "8", "8"), ("Summe", "", ""))):
        for cell, text in zip(row.cells, texts):
            cell.text = text
    table.rows[2].cells[1].merge(table.rows[2].cells[2]).text = "16"
    assert read_document("entwurf.docx", _saved(document)) == "Im Einzelnen:\n- Anrufe: 30.127\n- E-Mails: 14.082\n\nPlätze | 2017 | 2018\nTheken | 8 | 8\nSumme | 16 |"


def test_word_with_a_footnote():
    from docx import Document
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = Document()
    document.add_paragraph("2018 war viel los.")
    notes = f'<w:footnotes {_WORD}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote><w:footnote w:id="1"><w:p><w:r><w:t>108.801 Kunden.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml", notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert read_document("entwurf.docx", _saved(document)) == "2018 war viel los.\n\n108.801 Kunden."


@pytest.mark.parametrize(("broken", "whole"), [
    ("Kunden-\nkontakte", "Kundenkontakte"), ("Melde-\nund Passwesen", "Melde- und Passwesen"), ("Kfz-\nZulassung", "Kfz-Zulassung"), ("Bürger\u00adbüro", "Bürgerbüro"), ("Mi-\r\nnuten", "Minuten"), ("2018 -\nein gutes Jahr", "2018 -\nein gutes Jahr"),
])
def test_words_broken_at_the_end_of_a_line(broken, whole):
    assert read_document("entwurf.txt", broken.encode()) == whole


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
