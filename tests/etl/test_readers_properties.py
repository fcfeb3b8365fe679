"""Generated tables come back cell by cell with their line; damaged files are read or refused, never more than that."""

import csv
import io
from pathlib import Path

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.propose import propose_source
from etl.readers import read
from etl.sources import Column, Source, SourceError, load_layouts, load_sources, source_for

EXAMPLE = Path(__file__).parents[2] / "docs" / "beispielamt"
MINE = load_sources(EXAMPLE)
COLUMNS = ("eingegangen_am", "beantwortet_am", "thema")
relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

cells = st.text(st.sampled_from("aÄß€0.;,\t\"' \n\u00a0"), max_size=6).map(lambda text: text.strip())
tables = st.lists(st.lists(cells, min_size=3, max_size=3).filter(any), min_size=1, max_size=8)


@settings(relaxed, max_examples=80)
@given(table=tables, delimiter=st.sampled_from(";,\t|"), end=st.sampled_from(["\n", "\r\n"]), encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
       quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]), blanks=st.sets(st.integers(0, 8)), title=st.booleans())
def test_a_written_table_is_read_back(tmp_path, table, delimiter, end, encoding, quoting, blanks, title):
    text, expected = io.StringIO(), []
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end)
    line = 1
    for number, row in enumerate([*([["Titel"]] if title else []), list(COLUMNS), *table]):
        if number in blanks:
            text.write(end)
            line += 1
        if number > title:
            expected.append((line, *(cell or None for cell in row), None))
        writer.writerow(row)
        line += 1 + sum(cell.count("\n") for cell in row)
    path = tmp_path / "emails.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    source = Source("e", "emails", ("*",), delimiter=delimiter, columns={name: Column(names=(name,)) for name in COLUMNS})
    with duckdb.connect() as con:
        assert read(source, path, con, "roh").rows_read == len(expected)
        assert con.execute("FROM roh ORDER BY zeile").fetchall() == expected


damage = st.tuples(st.integers(0, 3000), st.sampled_from(["cut", "insert", "delete", "repeat"]),
                   st.sampled_from([b'"', b"\n", b"\r", b";", b"\0", b"\x1f", b"\x1e", b"\xff\xfe", "ä".encode(), b"{", b"["]))


@settings(relaxed, max_examples=60)
@given(name=st.sampled_from(sorted(path.name for path in (EXAMPLE / "eingang").iterdir())), damages=st.lists(damage, max_size=4),
       other=st.sampled_from(sorted(load_layouts())))
def test_a_damaged_file_is_read_or_refused(tmp_path, name, damages, other):
    content = (EXAMPLE / "eingang" / name).read_bytes()[:8000]
    for at, what, piece in damages:
        content = {"cut": content[:at], "insert": content[:at] + piece + content[at:], "delete": content[:at] + content[at + 9:],
                   "repeat": content[:at] + content[at // 2:at] + content[at:]}[what]
    path = tmp_path / name
    path.write_bytes(content)
    for source in (source_for(MINE, name), load_layouts()[other]):
        with duckdb.connect() as con:
            try:
                told = read(source, path, con, "roh")
            except SourceError as error:
                assert name in str(error)
            else:
                assert con.execute("SELECT count(*), count(zeile) FROM roh").fetchone() == (told.rows_read, told.rows_read)
    try:
        propose_source(path)
    except SourceError as error:
        assert name in str(error)
