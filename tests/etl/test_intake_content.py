"""What is refused at the door, each kind of harm by a file made for it, and that the files we want get in."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from openpyxl import Workbook

from etl.intake import content, limits
from etl.intake.content import clean_name, problems

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


def workbook(path: Path, change=lambda book: None) -> Path:
    book = Workbook()
    book.active.title = "März"
    book.active.append(["datum", "anzahl"])
    book.active.append(["03.07.2023", 5])
    change(book)
    book.save(path)
    return path


def with_part(path: Path, name: str, data: bytes = b"x", **replaced: bytes) -> Path:
    """The workbook with one more part, or with parts replaced."""
    old = zipfile.ZipFile(io.BytesIO(workbook(path).read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in old.namelist():
            if part != name:
                archive.writestr(part, old.read(part))
        archive.writestr(name, data)
    return path


def ods(path: Path, cells: str, **parts: str) -> Path:
    table = f"""<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
      xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>
      <table:table table:name="Blatt">{cells}</table:table></office:spreadsheet></office:body></office:document-content>"""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        for name, text in {"content.xml": table, "META-INF/manifest.xml": "<manifest/>", **parts}.items():
            archive.writestr(name, text, zipfile.ZIP_DEFLATED)
    return path


# What gets in ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "data"), [
    ("a.csv", "datum;anzahl\n03.07.2023;5\n".encode()), ("a.csv", "größe;straße\r\n".encode("cp1252")), ("a.csv", b"\xef\xbb\xbfdatum\n"),
    ("a.txt", "datum\tanzahl\n".encode("utf-16")), ("a.csv", b"=cmd|' /C calc'!A0;5\n"), ("a.jsonl", b'{"datum": 1}\n'), ("a.json", b" [\n]"),
    ("A.CSV", b"MZiffer;b\n".replace(b"MZ", b"Mz")), ("a.csv", b"<;>\n1;2\n"),
])
def test_text_gets_in(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    assert problems(tmp_path / name) == []


def test_workbooks_get_in(tmp_path):
    assert problems(workbook(tmp_path / "a.xlsx")) == []
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        book.add_worksheet().write_row(0, 0, ["datum", 1, True])
    assert problems(tmp_path / "b.xlsx") == []
    old = xlwt.Workbook()
    old.add_sheet("Alt").write(0, 0, "datum")
    old.save(tmp_path / "c.xls")
    assert problems(tmp_path / "c.xls") == []
    row = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    cell = '<table:table-row><table:table-cell office:value-type="float"/></table:table-row>'
    assert problems(ods(tmp_path / "d.ods", cell + row)) == []  # the blank rest of a sheet, as LibreOffice writes it


def test_a_sheet_formatted_to_its_end_gets_in(tmp_path):
    def format_far_cell(book):
        book.active["A1048576"].number_format = "0.00"
    assert problems(workbook(tmp_path / "a.xlsx", format_far_cell)) == []


def test_a_link_to_click_on_is_no_external_data(tmp_path):
    def link(book):
        book.active["A2"].hyperlink = "https://example.org/"
    assert problems(workbook(tmp_path / "a.xlsx", link)) == []


# Not what the name says --------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "data", "words"), [
    ("a.csv", b"PK\x03\x04rest", "ZIP-Archiv"), ("a.csv", b"%PDF-1.7", "ein PDF"), ("a.csv", b"\x89PNG\r\n", "ein Bild"), ("a.csv", b"MZ\x90\0", "ein Programm"),
    ("a.csv", b"<!DOCTYPE html><html>", "Internetseite"), ("a.csv", b"<?xml version='1.0'?><a/>", "XML"), ("a.csv", b"abc\0def", "kein lesbarer Text"),
    ("a.xlsx", b"datum;anzahl\n", "der Inhalt ist Text"), ("a.xls", b"<html><table>", "Internetseite"), ("a.xlsx", b"PK\x05\x06" + b"\0" * 18, "leeres ZIP"),
    ("a.xls", b"PK\x03\x04", "ZIP-Archiv"), ("a.json", b"datum;anzahl\n", "JSON"), ("a.csv", b"", "ist leer"),
    ("a.xlsm", b"PK\x03\x04", "Makros"), ("a.zip", b"PK\x03\x04", "entpacken"), ("a.pdf", b"%PDF", "keine Tabelle"), ("a.exe", b"MZ", "Möglich sind: .csv"),
    ("~$a.xlsx", b"x", "Sperrdatei"), ("a.xlsx", b"PK\x03\x04" + b"x" * 100, "beschädigt"), ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "beschädigt"),
])
def test_wrong_content_is_named(tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data)
    [reason] = problems(tmp_path / name)
    assert words in reason and ("Bitte" in reason or "Möglich sind" in reason)


def test_binary_in_the_middle_is_found_by_line(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"datum;anzahl\n" * 1000 + b"1;\0\n")
    assert problems(tmp_path / "a.csv")[0].startswith("Zeile 1001 enthält")


def test_an_archive_that_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("kontakte.csv", "datum")
    assert "keine Arbeitsmappe" in problems(tmp_path / "a.xlsx")[0]


# Too much ----------------------------------------------------------------------------------------


def test_size_rows_and_lines(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    monkeypatch.setattr(limits, "ROWS", 10)
    path.write_text("x\n" * 10)
    assert problems(path) == []
    path.write_text("x\n" * 11)
    assert problems(path) == ["Die Datei hat 11 Zeilen, angenommen werden 10. Bitte den Zeitraum des Exports verkleinern."]
    path.write_text("x\n" + "y" * (limits.LINE_BYTES + 1))
    assert problems(path)[0].startswith("Zeile 2 ist länger als 100.000 Zeichen")
    monkeypatch.setattr(limits, "FILE_BYTES", limits.MIB)
    path.write_bytes(b"x" * (limits.MIB + 1))
    assert problems(path)[0].startswith("Die Datei hat 2 MB, angenommen werden 1 MB")


def test_two_cells_at_the_far_corners(tmp_path):
    def far(book):
        book.active["XFD1048576"] = 1
    [reason] = problems(workbook(tmp_path / "a.xlsx", far))
    assert "Blatt „März“ reicht über 1.048.576 Zeilen mal 16.384 Spalten" in reason
    cell = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" table:number-columns-repeated="16384"/></table:table-row>'
    assert "1.000.000 Zeilen mal 16.384 Spalten" in problems(ods(tmp_path / "b.ods", cell))[0]


def test_a_bomb_is_refused_by_its_directory_alone(tmp_path, monkeypatch):
    path = with_part_unread(tmp_path / "a.xlsx", b"\0" * 40 * limits.MIB)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_, **__: pytest.fail("unpacked"))
    assert "-mal so groß" in problems(path)[0]


def with_part_unread(path: Path, data: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        archive.writestr("xl/worksheets/sheet1.xml", data)
    return path


def test_unpacked_size_and_number_of_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "UNPACKED_BYTES", limits.MIB)
    monkeypatch.setattr(limits, "RATIO", 10**6)
    assert "entpackt 2 MB" in problems(with_part_unread(tmp_path / "a.xlsx", b"\0" * 2 * limits.MIB))[0]
    monkeypatch.setattr(limits, "PARTS", 3)
    assert "Teilen, angenommen werden 3" in problems(workbook(tmp_path / "b.xlsx"))[0]


def test_a_directory_that_lies_about_the_size(tmp_path):
    path = with_part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", SHEET.format("<row/>" * 50_000).encode())
    data = bytearray(path.read_bytes())
    name = b"xl/worksheets/sheet1.xml"
    at = data.rindex(name) - 46  # its entry in the directory at the end; the size unpacked stands at 24
    assert data[at:at + 4] == b"PK\x01\x02"
    data[at + 24:at + 28] = struct.pack("<I", 100)
    path.write_bytes(data)
    assert "falsche Angaben über ihre Größe" in problems(path)[0]


def test_an_archive_inside(tmp_path):
    inner = workbook(tmp_path / "innen.xlsx").read_bytes()
    assert "weiteres Archiv („xl/media/bild1.png“)" in problems(with_part(tmp_path / "a.xlsx", "xl/media/bild1.png", inner))[0]


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/styles.xml", "docProps/custom.xml", "xl/_rels/workbook.xml.rels"])
def test_entities_outside_the_sheets(tmp_path, part):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    assert "DOCTYPE" in problems(with_part(tmp_path / "a.xlsx", part, bomb))[0]


def test_entities_that_grow(tmp_path):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + SHEET.format("<row><c><v>&b;</v></c></row>").encode()
    assert "DOCTYPE" in problems(with_part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", bomb))[0]


# Active content ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("part", "words"), [
    ("xl/vbaProject.bin", "Makros"), ("xl/macrosheets/sheet1.xml", "Makros"), ("xl/externalLinks/externalLink1.xml", "externe Verknüpfung"),
    ("xl/connections.xml", "externe Verknüpfung"), ("xl/embeddings/oleObject1.bin", "eingebettete Objekte"), ("xl/activeX/activeX1.bin", "eingebettete Objekte"),
    ("../../boese.txt", "widersprüchlich"), ("/boese.txt", "widersprüchlich"),
])
def test_parts_that_do_not_belong_in_a_table(tmp_path, part, words):
    [reason] = problems(with_part(tmp_path / "a.xlsx", part))
    assert words in reason


def test_a_macro_workbook_with_the_ending_of_a_plain_one(tmp_path):
    types = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    assert "Makros" in problems(with_part(tmp_path / "a.xlsx", "[Content_Types].xml", types))[0]


def test_formulas_are_named_by_sheet_and_cell(tmp_path):
    def formulas(book):
        book.active["B7"] = "=SUM(B2:B6)"
        second = book.create_sheet("Zweites Blatt")
        for row in range(1, 4):
            second.cell(row, 28, "=1+1")
    [reason] = problems(workbook(tmp_path / "a.xlsx", formulas))
    assert "Blatt „März“, Zelle B7; Blatt „Zweites Blatt“, Zelle AB1; Blatt „Zweites Blatt“, Zelle AB2 und 1 weitere" in reason and "als Werte einfügen" in reason


def test_formulas_of_a_file_that_writes_no_cell_names(tmp_path):
    sheet = SHEET.format("<row><c><v>1</v></c></row><row><c/><c><f>A1</f><v>1</v></c></row>").encode()
    assert "Blatt „März“, Zelle B2" in problems(with_part(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", sheet))[0]


def test_formulas_in_old_workbooks_and_in_ods(tmp_path):
    old = xlwt.Workbook()
    old.add_sheet("Alt").write(4, 2, xlwt.Formula("SUM(A1:A3)"))
    old.save(tmp_path / "a.xls")
    assert "Blatt „Alt“, Zelle C5" in problems(tmp_path / "a.xls")[0]
    row = '<table:table-row table:number-rows-repeated="3"/><table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell table:formula="of:=1"/></table:table-row>'
    assert "Blatt „Blatt“, Zelle C4" in problems(ods(tmp_path / "b.ods", row))[0]


def test_macros_links_and_passwords_in_ods(tmp_path):
    assert "Makros" in problems(ods(tmp_path / "a.ods", "", **{"Basic/Standard/Modul.xml": "x"}))[0]
    assert "externe Verknüpfung" in problems(ods(tmp_path / "b.ods", '<table:table-source/>'))[0]
    assert "Kennwort" in problems(ods(tmp_path / "c.ods", "", **{"META-INF/manifest.xml": "<manifest:encryption-data/>"}))[0]


def test_an_encrypted_workbook(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(ole({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y" * 5000}))
    assert "Kennwort verschlüsselt" in problems(tmp_path / "a.xlsx")[0]
    (tmp_path / "a.xlsx").write_bytes(ole({"Workbook": b"x" * 5000}))
    assert "passt nicht zum Inhalt" in problems(tmp_path / "a.xlsx")[0]


def test_old_workbooks_with_macros_password_or_links(tmp_path):
    def record(kind: int, data: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(data)) + data
    bof, eof = record(0x0809, b"\0" * 16), record(0x000A)
    plain = bof + eof
    for streams, words in (
        ({"Workbook": plain, "_VBA_PROJECT_CUR": b"x"}, "Makros"), ({"Workbook": bof + record(0x002F, b"\0" * 6)}, "Kennwort"),
        ({"Workbook": bof + record(0x01AE, b"\1\0\6\0\0\1a.xls") + eof}, "externe Verknüpfung"), ({"WordDocument": b"x"}, "ein anderes Dokument"),
    ):
        (tmp_path / "a.xls").write_bytes(ole({name: data.ljust(5000, b"\0") for name, data in streams.items()}))
        assert words in problems(tmp_path / "a.xls")[0]


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams (each of at least 4096 bytes), built from the public layout [MS-CFB]."""
    sector, end, free, fat_mark = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    body, fat, starts = b"", [], {}
    for name, data in streams.items():
        count = -(-len(data) // sector)
        starts[name] = len(fat)
        fat += [len(fat) + n + 1 for n in range(count - 1)] + [end]
        body += data.ljust(count * sector, b"\0")

    def entry(name: str, kind: int, start: int, size: int, left: int = free, right: int = free, child: int = free) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        return text.ljust(64, b"\0") + struct.pack("<HBBIII16xI16xIIxxxx", len(text), kind, 1, left, right, child, 0, start, size)
    entries = entry("Root Entry", 5, end, 0, child=1)
    names = list(streams)
    for number, name in enumerate(names, 1):
        entries += entry(name, 2, starts[name], len(streams[name]), right=number + 1 if number < len(names) else free)
    entries = entries.ljust(-(-len(entries) // sector) * sector, b"\0")
    directory = len(fat)
    fat += [directory + n + 1 for n in range(len(entries) // sector - 1)] + [end]
    table = len(fat)
    fat += [fat_mark]
    assert len(fat) <= 128
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", table, *[free] * 108)
    return header + body + entries + struct.pack("<128I", *fat, *[free] * (128 - len(fat)))


# Names -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sent", "kept"), [
    ("kontakte_2018.csv", "kontakte_2018.csv"), ("../../etc/kontakte.csv", "kontakte.csv"), ("C:\\Export\\kontakte.csv", "kontakte.csv"),
    (".versteckt.csv", "versteckt.csv"), ("kontakte.csv. ", "kontakte.csv"), ("kon\x00ta\u202ekte.csv", "kontakte.csv"), ("a<b>|c?.csv", "a_b__c_.csv"),
    ("CON.csv", "_CON.csv"), ("nul.tar.csv", "_nul.tar.csv"), ("Mu\u0308ller  2018.CSV", "Müller 2018.CSV"), ("kontakte", ""), ("..", ""), ("", ""), ("/", ""), (".csv", ""),
    ("ä" * 500 + ".csv", "ä" * (limits.NAME_LENGTH - 4) + ".csv"),
])
def test_names_are_made_safe(sent, kept):
    assert clean_name(sent) == kept


def test_the_browser_has_the_same_limit():
    config = (Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert f"maxUploadSize = {limits.FILE_BYTES // limits.MIB}\n" in config
    css = (Path(__file__).parents[2] / "pages" / "parts" / "look.css").read_text(encoding="utf-8")
    assert f"größer als {limits.FILE_BYTES // limits.MIB} MB" in css and set(content.ENDINGS) >= {".csv", ".xlsx", ".xls", ".ods", ".json"}
