"""Text files to rows: encodings, header by content, physical line numbers, damaged rows, files that are no tables."""

import duckdb
import pytest

from etl.readers import read
from etl.sources import Column, Source, SourceError, load_sources, source_for

HEADER = "datum;standort;dienstleistung;zugang;anzahl"
KONTAKTE = source_for(load_sources("no such folder"), "kontakte_2018.csv")


def rows_of(tmp_path, content, source=KONTAKTE, name="kontakte_2018.csv"):
    """(rows as tuples: zeile, columns..., _fehler; the ReadResult) of a file with this content."""
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with duckdb.connect() as con:
        told = read(source, path, con, "roh")
        return con.execute("FROM roh ORDER BY zeile").fetchall(), told


def refused(tmp_path, content, source=KONTAKTE, name="kontakte_2018.csv"):
    with pytest.raises(SourceError) as caught:
        rows_of(tmp_path, content, source, name)
    assert name in str(caught.value), "a message names the file"
    return str(caught.value)


ROW = "02.01.2018;Kaiserstraße;Pässe und Ausweise;Termin;1.204"
CELLS = tuple(ROW.split(";"))


@pytest.mark.parametrize("encoding, told", [
    ("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("utf-16", "utf-16")])
def test_encodings_are_told_apart(tmp_path, encoding, told):
    rows, result = rows_of(tmp_path, f"{HEADER}\r\n{ROW}\r\n".encode(encoding))
    assert rows == [(2, *CELLS, None)]
    assert result.encoding == told


def test_windows_characters_beyond_latin_1(tmp_path):
    rows, _ = rows_of(tmp_path, f"{HEADER}\n02.01.2018;Amt – Mitte;„Pass“ für 37 €;Termin;1\n".encode("cp1252"))
    assert rows[0][2:4] == ("Amt – Mitte", "„Pass“ für 37 €")


def test_a_byte_of_no_encoding_names_its_line(tmp_path):
    message = refused(tmp_path, f"{HEADER}\n{ROW}\n".encode("cp1252") + b"02.01.2018;\x81;x;Termin;1\n")
    assert "Zeile 3" in message and "0x81" in message


def test_header_is_found_trimmed_without_case_in_any_order_below_a_title(tmp_path):
    rows, told = rows_of(tmp_path, "Kontakte 2018\n\n Anzahl ; ZUGANG;Datum;Standort;Dienstleistung\n5;spontan;02.01.2018;A;B\n")
    assert rows == [(4, "02.01.2018", "A", "B", "spontan", "5", None)]
    assert told.header_line == 3


def test_unmapped_columns_are_dropped_and_told(tmp_path):
    rows, told = rows_of(tmp_path, f"{HEADER};Name;E-Mail\n{ROW};Meier;m@example.org\n")
    assert told.columns_dropped == ["Name", "E-Mail"]
    assert "Meier" not in str(rows)


def test_optional_columns_may_be_missing(tmp_path):
    termine = source_for(load_sources("no such folder"), "TERMINE_2018.CSV")
    rows, told = rows_of(tmp_path, "termin_id;standort;dienstleistung;termin_am;status\n1;A;B;02.01.2018 08:00;bedient\n", termine)
    assert told.columns_found == ["termin_id", "standort", "dienstleistung", "termin_am", "status"]
    assert rows == [(2, "1", "A", "B", "02.01.2018 08:00", "bedient", None)]


def test_a_missing_required_column_is_named_with_what_was_found(tmp_path):
    message = refused(tmp_path, "datum;standort;dienstleistungen;zugang;anzahl\n" + ROW)
    assert "„dienstleistung“" in message and "Zeile 1: datum, standort, dienstleistungen, zugang, anzahl" in message
    assert "Heißt „dienstleistung“ dort „dienstleistungen“?" in message and "[quelle.kontakte.spalten]" in message


def test_a_wrong_separator_is_guessed_in_the_message(tmp_path):
    assert "„,“ getrennt" in refused(tmp_path, f"{HEADER}\n{ROW}\n".replace(";", ","))


def test_a_header_that_stands_twice_is_refused(tmp_path):
    assert "anzahl (kommt mehrfach vor)" in refused(tmp_path, f"{HEADER};Anzahl\n{ROW};7\n")


def test_blank_rows_are_no_rows_but_lines_count_on(tmp_path):
    rows, told = rows_of(tmp_path, f"\n{HEADER}\r\n\r\n{ROW}\r\n;;;;\r\n  \r\n{ROW}")
    assert [row[0] for row in rows] == [4, 7]
    assert told.rows_read == 2


def test_mixed_and_old_line_ends(tmp_path):
    rows, _ = rows_of(tmp_path, f"{HEADER}\r\n{ROW}\r{ROW}\n{ROW}\r\n")
    assert [row[0] for row in rows] == [2, 3, 4]
    assert {row[1:] for row in rows} == {(*CELLS, None)}


def test_separators_at_the_end_of_every_line(tmp_path):
    rows, told = rows_of(tmp_path, f"{HEADER};;\n{ROW};;\n{ROW}\n{ROW};\n")
    assert [row[1:] for row in rows] == [(*CELLS, None)] * 3
    assert told.columns_dropped == []


@pytest.mark.parametrize("quote", ["", '"'])
def test_rows_with_too_few_or_too_many_cells_are_damaged(tmp_path, quote):
    good = ROW.replace("Termin", f"{quote}Termin{quote}")
    rows, told = rows_of(tmp_path, f"{HEADER}\n{good};zu viel\n{good}\n02.01.2018;A\n")
    assert [(row[0], row[-1]) for row in rows] == [
        (2, "Zeile hat 6 statt 5 Felder"), (3, None), (4, "Zeile hat 2 statt 5 Felder")]
    assert told.rows_read == 3


def test_blanks_around_cells_go_even_hard_ones(tmp_path):
    rows, _ = rows_of(tmp_path, f"{HEADER}\n 02.01.2018 ;\tKaiserstraße;Pässe und Ausweise\u00a0;Termin; 1.204 \n")
    assert rows == [(2, *CELLS, None)]


def test_quoted_cells_hold_separators_quotes_and_line_breaks(tmp_path):
    rows, _ = rows_of(tmp_path, f'"datum";standort;dienstleistung;zugang;anzahl\r\n'
                                f'02.01.2018;"Amt; ""Mitte""";"Pass\r\nAusweis";Termin;1\r\n\r\n{ROW}\r\n')
    assert rows == [(2, "02.01.2018", 'Amt; "Mitte"', "Pass\nAusweis", "Termin", "1", None), (5, *CELLS, None)]


def test_a_quote_inside_an_unquoted_cell_is_just_a_character(tmp_path):
    rows, _ = rows_of(tmp_path, f'{HEADER}\n02.01.2018;Amt "Mitte;B;Termin;1\n{ROW}\n')
    assert rows[0][2] == 'Amt "Mitte' and rows[1] == (3, *CELLS, None)


def test_a_quote_never_closed_costs_its_own_line_only(tmp_path):
    rows, told = rows_of(tmp_path, f'{HEADER}\n{ROW}\n02.01.2018;"Amt;B;Termin;1\n{ROW}\n{ROW}\n')
    assert [(row[0], row[-1]) for row in rows] == [
        (2, None), (3, "Anführungszeichen wird nicht geschlossen"), (4, None), (5, None)]
    assert told.rows_read == 4


def test_no_quotes_can_be_declared(tmp_path):
    source = Source("k", "kontakte", ("*",), columns=KONTAKTE.columns, quote="")
    rows, _ = rows_of(tmp_path, f'{HEADER}\n02.01.2018;"Amt;B;Termin;1\n', source)
    assert rows[0][2] == '"Amt'


def test_header_only_is_a_table_without_rows(tmp_path):
    rows, told = rows_of(tmp_path, HEADER)
    assert rows == [] and told.rows_read == 0


@pytest.mark.parametrize("content, words", [
    (b"", "ist leer"), (b"\xef\xbb\xbf", "ist leer"), (b" \r\n\r\n", "ist leer"),
    (b"PK\x03\x04" + bytes(50), "Excel- oder ZIP-Datei"), (b"%PDF-1.7", "ein PDF"),
    (bytes(range(256)) * 10, "bitte als UTF-8 speichern"), (f"{HEADER}\n02.01.2018;A\0B;C;Termin;1".encode(), "Null-Bytes")])
def test_what_is_no_text_table_is_refused(tmp_path, content, words):
    assert words in refused(tmp_path, content)


def test_line_numbers_are_exact_for_many_rows(tmp_path):
    """Every row carries its own line number as a value; blank lines every 1,000 rows."""
    lines, number = [HEADER], 1
    while number < 250_000:
        number += 1
        lines.append("" if number % 1000 == 0 else f"02.01.2018;A;B;Termin;{number}")
    for text in ("\n".join(lines), "\n".join(lines).replace(";B;", ';"B";')):
        path = tmp_path / "kontakte.csv"
        path.write_text(text)
        with duckdb.connect() as con:
            assert read(KONTAKTE, path, con, "roh").rows_read == 250_000 - 1 - 250
            assert con.execute("SELECT count(*) FROM roh WHERE zeile::VARCHAR <> anzahl").fetchone() == (0,)


def test_other_traits_are_declared(tmp_path):
    source = Source("k", "kontakte", ("*",), delimiter="\t", encoding="latin-1", decimal=".", thousands=",", columns={
        "datum": Column(names=("Day",), formats=("%m/%d/%y",)), "standort": Column(constant="A"),
        "dienstleistung": Column(names=("Service", "Leistung")), "anzahl": Column(names=("Count",)),
        "zugang": Column(names=("Channel",), map={"booked": "Termin", "*": "spontan"})})
    rows, _ = rows_of(tmp_path, "Day\tLeistung\tChannel\tCount\n12/31/18\tPaß\tBooked\t1,204\n13/31/18\tX\twalk-in\t2.5\n".encode("latin-1"),
                      source)
    assert rows == [(2, "2018-12-31", "A", "Paß", "Termin", "1204", None), (3, "13/31/18", "A", "X", "spontan", "2,5", None)]
