"""Whatever is uploaded: no exception, every file taken or refused, rows conserved, nothing changed before the publication, and what is published
is what the check showed. Extends the property of the load (test_load_properties) by the way in, workbooks and odd names."""

from __future__ import annotations

import io
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from etl import publish, snapshots
from etl.intake.delivery import check, publish_delivery, receive
from tests.etl.folder import CONTACTS, rows, write_office
from tests.etl.test_load_properties import exports

ALL_LOADED = "SELECT coalesce(sum(geladen), 0)::INT FROM dateien"


@st.composite
def workbooks(draw) -> tuple[str, bytes]:
    """A 115 report with random cells, sometimes a formula, sometimes damaged bytes or the wrong ending."""
    book = Workbook()
    book.active.append(["115-Bericht"])
    book.active.append(draw(st.permutations(["datum", "angenommen", "angeboten"])))
    cell = st.one_of(st.integers(-5, 2000), st.just(date(2023, 7, 3)), st.sampled_from(["04.07.2023", "Summe", "", "x", "=1+1", "1.204"]), st.none())
    for _ in range(draw(st.integers(0, 6))):
        book.active.append([draw(cell) for _ in range(3)])
    out = io.BytesIO()
    book.save(out)
    data = bytearray(out.getvalue())
    for _ in range(draw(st.sampled_from([0, 0, 1, 5]))):
        # A workbook carries the time of its writing, so its length differs from run to run: the place must not be drawn from it.
        data[draw(st.integers(0, 10**6)) % len(data)] = draw(st.integers(0, 255))
    if draw(st.integers(0, 5)) == 0:
        data = data[: draw(st.integers(0, 10**6)) % (len(data) + 1)]
    return f"anrufe_115_{draw(st.integers(1, 2))}{draw(st.sampled_from(['.xlsx', '.xlsx', '.xlsx', '.xls', '.ods', '.csv']))}", bytes(data)


NAMES = st.one_of(st.none(), st.none(), st.none(), st.sampled_from(["../kontakte_9.csv", "KONTAKTE_2023.CSV", "kontakte'); --.csv", "kontakte \u0308.csv", ".csv", "x" * 300 + ".csv"]),
                  st.text(max_size=20))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.one_of(exports(), workbooks()), NAMES), min_size=1, max_size=4))
def test_an_upload_does_no_harm_and_publishes_what_it_showed(files):
    with tempfile.TemporaryDirectory() as temporary:
        folder = write_office(Path(temporary) / "amt", {"kontakte_2023.csv": CONTACTS})
        before = publish.load(folder).warehouse
        content = before.read_bytes()
        upload = receive(folder, [(other or name, io.BytesIO(data)) for (name, data), other in files])
        assert len(upload.files) + len(upload.refused) == len(files) and all(refusal.reason for refusal in upload.refused)
        assert {path for path in upload.folder.rglob("*") if path.is_file()} == {upload.folder / file.path for file in upload.files}
        checked = check(upload)
        assert snapshots.current(folder) == before and before.read_bytes() == content
        assert [path.name for path in (folder / "eingang").iterdir()] == ["kontakte_2023.csv"]
        assert not any("gescheitert" in error for error in checked.result.errors), checked.result.errors
        for file in checked.result.files:
            assert file["rows_read"] == file["rows_loaded"] + file["rows_rejected"]
        assert (checked.candidate.path is None) == bool(checked.result.errors)
        if not checked.result.errors:
            result = publish_delivery(upload, checked, "Erika Muster")
            loaded = sum(file["rows_loaded"] for file in result.files)
            assert rows(folder, ALL_LOADED) == [(loaded,)]
            again = publish.load(folder)
            assert again.published and rows(folder, ALL_LOADED) == [(loaded,)]
