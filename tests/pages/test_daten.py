"""Files, promises and snapshots as the page shows them."""

from __future__ import annotations

from tests.pages.conftest import text_of
from tests.pages.office import SNAPSHOT


def test_files_promises_and_snapshot(open_page):
    text = text_of(open_page("pages/daten.py"))
    assert "ab" * 32 in text and "kontakte.csv" in text
    assert "Kein Tag steht zweimal in den Daten." in text and "eingehalten" in text
    assert SNAPSHOT in text and "in Benutzung" in text
    assert "Keine Zeile wurde abgelehnt." in text


def test_tables_can_be_downloaded(open_page):
    at = open_page("pages/daten.py")
    names = {element.proto.label for element in at.get("download_button")}
    assert names == {"XLSX herunterladen", "CSV herunterladen"}
