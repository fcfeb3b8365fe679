"""Every kind of file that must not come in, made here by hand, and the good ones that must."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import limits
from etl.limits import RefusedFile, examine

CSV = "datum;standort;anzahl\n02.01.2018;Rathaus;-5\n03.01.2018;Rathaus;1.204\n".encode()


def book(cells=((1, 2),), edit=None) -> bytes:
    """A workbook by openpyxl; `edit(name, bytes) -> bytes | None` may change its parts, a dict under "+" adds some."""
    out = io.BytesIO()
    w = openpyxl.Workbook()
    for row in cells:
        w.active.append(list(row))
    w.save(out)
    if edit is None:
        return out.getvalue()
    changed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, edit.get(name, old.read(name)))
        for name, content in edit.items():
            if name not in old.namelist():
                new.writestr(name, content)
    return changed.getvalue()


def refused(name: str, content: bytes) -> str:
    with pytest.raises(RefusedFile) as error:
        examine(name, content)
    assert str(error.value).startswith(name[:100])
    return str(error.value)


@pytest.mark.parametrize("name", ["kontakte_2018.csv", "anrufe.txt", "Größe und Maß.csv"])
def test_good_text_comes_in(name):
    examine(name, CSV)
    examine(name, "datum;n\n01.01.2018;ä\n".encode("cp1252"))
    examine(name, "datum\tn\n".encode("utf-16"))


def test_good_workbook_comes_in():
    examine("anrufe_115_2018-11.xlsx", book([("Datum", "angenommen"), ("01.11.2018", 5)]))


@pytest.mark.parametrize("name", ["../kontakte.csv", "a/b.csv", "a\\b.csv", ".csv", ".versteckt.csv", "x" * 200 + ".csv", "a\n.csv"])
def test_names_that_lead_elsewhere(name):
    assert "Dateiname" in refused(name, CSV)


@pytest.mark.parametrize("name, word", [("a.exe", "nicht angenommen"), ("a.pdf", "nicht angenommen"), ("a", "ohne Endung"), ("a.zip", "auspacken"),
                                        ("a.xlsm", "Makros"), ("a.xlsb", "Makros"), ("a.xls", ".xlsx speichern"), ("a.csv.exe", "nicht angenommen")])
def test_kinds_of_files_that_are_not_taken(name, word):
    assert word in refused(name, CSV)


def test_empty_and_too_large(monkeypatch):
    assert "leer" in refused("a.csv", b"")
    monkeypatch.setattr(limits, "MAX_BYTES", 10)
    assert "größer als" in refused("a.csv", CSV)


def test_too_many_rows(monkeypatch):
    monkeypatch.setattr(limits, "MAX_ROWS", 2)
    assert "Zeilen" in refused("a.csv", CSV)
    assert "Zeilen" in refused("a.xlsx", book([(1,), (2,), (3,)]))


@pytest.mark.parametrize("content", [book(), b"%PDF-1.7 ...", b"MZ\x90\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_disguised_as_text(content):
    assert "keine Textdatei" in refused("kontakte.csv", content)


def test_text_with_zero_bytes():
    assert "Zeichen" in refused("kontakte.csv", b"datum;n\n\x00\x01")


@pytest.mark.parametrize("content", [CSV, b"PK\x03\x04 and nothing", book()[:400], b"<html>"])
def test_disguised_as_workbook(content):
    assert "keine Arbeitsmappe" in refused("a.xlsx", content)


def test_a_zip_called_xlsx():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("notes.txt", "hello")
    assert "keine Arbeitsmappe" in refused("a.xlsx", out.getvalue())


@pytest.mark.parametrize("line", ["=1+1;x", '"=HYPERLINK(""http://x"")";x', "a;=cmd|' /C calc'!A0", "a;@SUM(A1)", "a;+cmd|x", "a;-CONCAT(1)"])
def test_formulas_in_text_are_named_with_their_line(line):
    assert "Zeile 2 enthält eine Formel" in refused("a.csv", f"kopf;kopf\n{line}\n".encode())


@pytest.mark.parametrize("line", ["a;-5", "a;+3,5", "a;-", "a; = ", "a;x=y", "mail;@ home", "+49 69 80;x", "a;- siehe oben"])
def test_what_only_looks_like_a_formula_comes_in(line):
    examine("a.csv", f"kopf;kopf\n{line}\n".encode())


def test_a_formula_in_a_workbook_names_its_cell():
    assert "Zelle B2 enthält eine Formel" in refused("a.xlsx", book([(1, 2), (3, "=SUM(A1:A2)")]))


@pytest.mark.parametrize("part, word", [("xl/vbaProject.bin", "Makros"), ("xl/externalLinks/externalLink1.xml", "anderen Dateien"),
                                        ("xl/connections.xml", "anderen Dateien"), ("xl/embeddings/oleObject1.bin", "eingebettete"),
                                        ("xl/macrosheets/sheet1.xml", "Makros")])
def test_parts_that_do_not_belong_into_data(part, word):
    assert word in refused("a.xlsx", book(edit={part: b"<x/>"}))


def test_external_relations_but_not_hyperlinks():
    def relation(kind):
        return (f'<Relationships><Relationship Id="a" Type="http://x/{kind}" TargetMode="External" Target="file:///c:/x"/></Relationships>').encode()
    assert "verweist auf andere Dateien" in refused("a.xlsx", book(edit={"xl/worksheets/_rels/sheet1.xml.rels": relation("image")}))
    examine("a.xlsx", book(edit={"xl/worksheets/_rels/sheet1.xml.rels": relation("hyperlink")}))


def test_entities_that_grow():
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert "nicht hingehören" in refused("a.xlsx", book(edit={"xl/worksheets/sheet1.xml": laughs}))


def test_zip_bomb_that_says_so(monkeypatch):
    monkeypatch.setattr(limits, "MAX_UNPACKED", 1_000_000)
    assert "Ausgepackt" in refused("a.xlsx", book(edit={"xl/media/x.bin": b"\0" * 2_000_000}))


def test_zip_bomb_that_lies_about_its_size():
    """The part declares 10 bytes and unpacks to 5 MB, with a checksum to match the 10."""
    bomb, small = b"\0" * 5_000_000, b"\0" * 10
    data = book(edit={"xl/media/x.bin": bomb})
    for value, lie in ((len(bomb), len(small)), (zlib.crc32(bomb), zlib.crc32(small))):
        data = data.replace(struct.pack("<I", value), struct.pack("<I", lie))
    assert "größer, als sie angibt" in refused("a.xlsx", data)


def test_password():
    data = bytearray(book())
    for at in (m for m in range(len(data) - 4) if data[m:m + 4] == b"PK\x01\x02"):
        data[at + 8] |= 1
    assert "Kennwort" in refused("a.xlsx", bytes(data))


@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a.ods", "a.json"]))
def test_any_bytes_are_taken_or_refused_but_never_crash(content, name):
    try:
        examine(name, content)
    except RefusedFile as error:
        assert str(error).startswith(name)


@given(st.integers(0, 5000), st.integers(0, 255))
def test_a_damaged_workbook_never_crashes(at, byte):
    data = bytearray(book([(1, 2), ("x", "y")]))
    data[at % len(data)] = byte
    try:
        examine("a.xlsx", bytes(data))
    except RefusedFile:
        pass


def test_ods_formula():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        z.writestr("content.xml", '<o xmlns:table="t"><table:table-row><table:table-cell table:formula="of:=1"/></table:table-row></o>')
    assert "Zeile 1 enthält eine Formel" in refused("a.ods", out.getvalue())
