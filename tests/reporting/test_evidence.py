"""What a snapshot says about itself."""

import json
from datetime import date, datetime

import pytest

from reporting import evidence
from tests.reporting.small import build, contacts


@pytest.fixture
def office(tmp_path):
    return build(tmp_path, {
        "kontakte": contacts(("2024-03-04", "Pass", 70)),
        "abdeckung": [("kontakte", date(2024, 3, 4), date(2024, 3, 4))],
        "dateien": [(1, "kontakte_2024.csv", "kontakte", "kontakte", "ab" * 32, 99, datetime(2024, 4, 1), 3, 1, 2, date(2024, 3, 4), date(2024, 3, 4))],
        "ablehnungen": [("kontakte_2024.csv", 3, "datum", "31.02.2024", "Diesen Tag gibt es nicht."), ("kontakte_2024.csv", 3, "anzahl", "-1", "Negativ."),
                        ("kontakte_2024.csv", 4, "anzahl", "viele", "Keine Zahl.")],
        "versprechen": [("a", "Kein Tag doppelt.", True, 0), ("b", "Nichts in der Zukunft.", False, 2)],
    })


def test_summary_by_hand(office):
    assert evidence.summary(office) == ("Geladen am 15.01.2026, 08:00 Uhr: 1 Datei, 3 Zeilen gelesen, 1 geladen, 2 abgelehnt. 1 von 2 Versprechen eingehalten.")


def test_rejects_with_line_and_reason(office):
    assert evidence.rejects_table(office).rows[0] == ("kontakte_2024.csv", 3, "anzahl", "-1", "Negativ.")
    assert evidence.rejects_words(office).startswith("2 Zeilen wurden nicht geladen")


def test_no_rejects_no_fuss(tmp_path):
    w = build(tmp_path, {"kontakte": contacts(("2024-03-04", "Pass", 70))})
    assert evidence.rejects_words(w) == "Keine Zeile wurde abgelehnt." and evidence.rejects_table(w).rows == ()


def test_a_broken_hint_stands_first(office):
    assert evidence.promises_table(office).rows[0] == ("Nichts in der Zukunft.", "Hinweis", "verletzt", 2)


def test_files_and_reach(office):
    assert evidence.files_table(office).words()[0][:7] == ["kontakte_2024.csv", "kontakte", "04.03.2024", "04.03.2024", "3", "1", "2"]
    assert evidence.coverage_table(office).words() == [["kontakte", "04.03.2024", "04.03.2024"]]


def test_snapshots_newest_first(tmp_path):
    names = ["bilanz-20240202t080000-00000002.duckdb", "bilanz-20240101t080000-00000001.duckdb"]
    (tmp_path / "warehouse").mkdir()
    for name in names:
        (tmp_path / "warehouse" / name).write_bytes(b"12345")
    (tmp_path / "warehouse" / names[1].replace("duckdb", "json")).write_text(json.dumps({"loaded_at": "2024-01-01T08:00:00", "files": [{}], "rejects": [{}, {}]}))
    (tmp_path / "warehouse" / "current.json").write_text(json.dumps({"current": names[1], "history": names}))
    assert evidence.snapshots_table(tmp_path).rows == ((names[0], "", "aufbewahrt", 0, 0, 5), (names[1], "01.01.2024, 08:00 Uhr", "in Benutzung", 1, 2, 5))
