"""Whatever arrives: no exception, every row read is loaded or rejected, nothing is published from a broken file, the old one stays."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl import publish, snapshots
from etl.sources import TABLES
from tests.etl.folder import CONTACTS, put, rows, write_office

GOOD = {
    "datum": ["03.07.2023", "2023-07-04", "5.7.2023"], "standort": ["Nord", "rathaus nord", "Süd"], "dienstleistung": ["Ausweis", "PA", "Zulassung"],
    "zugang": ["Termin", "spontan"], "anzahl": ["0", "7", "1.204", "12,0"], "termin_id": ["A1", "A2", "A3", "A4"],
    "termin_am": ["03.07.2023 09:00", "2023-07-04 10:30:00"], "status": ["bedient", "abgesagt", "nicht erschienen"], "zeitraum": ["tag", "monat"],
    "vorgangsart": ["Auskunft", "Quittung"], "leistung": ["Kfz online"], "eingegangen_am": ["03.07.2023 09:00"], "angenommen": ["5", "12"],
}
BAD = ["", " ", "31.02.2023", "03.07.23 9 Uhr", "-4", "1.20", "Ost", "\u00a0", "'; DROP TABLE kontakte; --", "=1+1", "NaN", "9" * 25, "ä" * 200, '"', "a\tb",
       "e@x.de", "\u202e", "0000-00-00", "2023-07-03T09:00:00Z", "%", "\\N", "NULL", "03.07.9999"]
DAMAGES = ["none", "none", "none", "cut", "bytes", "quote", "header twice", "blank lines", "crlf", "cp1252", "bom", "no header", "tabs"]


def cells(column: str) -> st.SearchStrategy[str]:
    good = st.sampled_from(GOOD.get(column, ["", "", "03.07.2023 09:10", "5"]))
    return st.one_of(good, good, good, good, st.sampled_from(BAD), st.text(max_size=12))


@st.composite
def exports(draw) -> tuple[str, bytes]:
    """(file name, content) of one export of a random table with random cells and one random damage."""
    table = draw(st.sampled_from([table for table in TABLES if table != "anrufe_115"]))
    fields = [name for name, field in TABLES[table].items() if field.required or draw(st.booleans())]
    lines = [";".join(fields)] + [";".join(draw(cells(name)) for name in fields) for _ in range(draw(st.integers(0, 12)))]
    damage, at = draw(st.sampled_from(DAMAGES)), draw(st.integers(0, 400))
    text = "\n".join(lines) + draw(st.sampled_from(["\n", ""]))
    if damage == "header twice":
        text = lines[0] + "\n" + text
    elif damage == "blank lines":
        text = text.replace("\n", "\n\n;;;\n")
    elif damage == "no header":
        text = "\n".join(lines[1:])
    elif damage == "tabs":
        text = text.replace(";", "\t")
    elif damage == "crlf":
        text = text.replace("\n", "\r\n")
    content = text.encode("cp1252" if damage == "cp1252" else "utf-8", errors="replace")
    if damage == "cut":
        content = content[:at]
    elif damage == "bytes":
        content = content[:at] + draw(st.binary(min_size=1, max_size=6)) + content[at:]
    elif damage == "quote":
        content = content[:at] + b'"' + content[at:]
    elif damage == "bom":
        content = b"\xef\xbb\xbf" + content
    return f"{table}_{draw(st.integers(1, 3))}.csv", content


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(exports(), min_size=1, max_size=4))
def test_rows_are_conserved_and_the_old_snapshot_stays(files):
    with tempfile.TemporaryDirectory() as temporary:
        folder = write_office(Path(temporary), {"kontakte_2023.csv": CONTACTS})
        before = publish.load(folder).warehouse
        for name, content in files:
            put(folder / "eingang" / name, content)
        result = publish.load(folder)
        listed: dict[str, int] = {}
        for reject in result.rejects:
            listed[reject["file"]] = listed.get(reject["file"], 0) + 1
            assert reject["reason"] and reject["line"] >= 1
        assert {file["file"] for file in result.files} == {"kontakte_2023.csv", *(name for name, _ in files)}
        for file in result.files:
            assert file["rows_read"] == file["rows_loaded"] + file["rows_rejected"]
            assert file["rows_rejected"] == listed.get(file["file"], 0)
        assert result.published == (not result.errors)
        if result.published:
            assert rows(folder, "SELECT sum(geladen)::INT FROM dateien") == [(sum(file["rows_loaded"] for file in result.files),)]
        else:
            assert snapshots.current(folder) == before and rows(folder, "SELECT sum(anzahl)::INT FROM m_kontakte") == [(1207,)]
