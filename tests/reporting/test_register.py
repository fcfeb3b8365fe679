"""Published figures against the small office's data (counted by hand), and filed releases checked again after the data changed."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from reporting.factcheck import factcheck
from reporting.register import (DIFFERS, EQUAL, NEVER, OPEN, REVISED, STILL, UNCHECKED, WITHIN, file_release, filed_releases, recheck, recheck_table, recheck_words, reconcile,
                                register_table, register_words)
from tests.reporting.small_office import small_office

TEXT = ("Im Jahr 2022 gab es im Bürgerbüro 2.190 Kundenkontakte. Im November 2022 waren es 210 Kundenkontakte. "
        "Im Jahr 2021 gab es rund 1.800 Kundenkontakte. Im März 2022 gab es 999 Kundenkontakte. Der Neubau kostete 12 Millionen Euro.")
RELEASED = date(2023, 1, 15)


def register(*rows: tuple) -> tuple[str, ...]:
    """SQL that puts lines (von, bis, kennzahl, gliederung, wert, qualifikator) into the register."""
    value = lambda x: "NULL" if x is None else f"'{x}'"  # noqa: E731
    return tuple(f"INSERT INTO veroeffentlicht VALUES ({n}, {', '.join(map(value, row))}, 'Kunden', 'Aussage', 'Blatt', '2023', '', '')" for n, row in enumerate(rows))


@pytest.mark.parametrize("row, verdict, said", [
    (("2022-01-01", "2022-12-31", "kundenkontakte", None, "2.190", None), EQUAL, "Heute: 2.190\u00a0Kundenkontakte."),
    (("2022-01-01", "2022-12-31", "kundenkontakte", None, "2.200", "rund"), WITHIN, "„rund 2.200“ lässt das zu"),
    (("2022-01-01", "2022-12-31", "kundenkontakte", None, "2.200", None), DIFFERS, "−10 (−0,5\u00a0%)"),
    (("2022-01-01", "2022-12-31", "kundenkontakte", None, "2.200", "mehr als"), DIFFERS, "2.190"),
    (("2022-01-01", "2022-12-31", "kundenkontakte", "bereich=Kfz", "720", None), EQUAL, "720"),
    (("2022-11-01", "2022-11-30", "kundenkontakte", "dienstleistung=Ausweis", "hundertfünfzig", None), EQUAL, "150"),
    (("2022-10-15", None, "beraterplaetze", None, "14", None), EQUAL, "14"),
    (("2022-10-10", "2022-10-10", "beraterplaetze", None, "10", "bislang"), EQUAL, "10"),
    (("2022-10-15", None, "thekenplaetze", None, "4", None), DIFFERS, "−1"),
    (("2010-01-01", "2010-12-31", "kundenkontakte", None, "5.000", None), UNCHECKED, "Für 2010 liegen keine Daten vor. Daten reichen vom"),
    (("2010-05-01", None, "beraterplaetze", None, "9", None), UNCHECKED, "keine Daten"),
    (("2022-07-01", "2023-06-30", "kundenkontakte", None, "1.110", None), UNCHECKED, "nur zum Teil"),
    (("2022-01-01", "2022-12-31", None, None, "1,8", None), UNCHECKED, "Keine Kennzahl dieser Statistik."),
    (("2022-01-01", "2022-12-31", "erfunden", None, "1", None), UNCHECKED, "„erfunden“ gibt es nicht"),
    (("2022-01-01", "2022-12-31", "kundenkontakte", "bereich=Mond", "1", None), UNCHECKED, "„Mond“ gibt es nicht"),
    (("2022-01-01", "2022-12-31", "kundenkontakte", None, "viele", None), UNCHECKED, "keine einzelne Zahl"),
    (("2022-01-01", None, "kundenkontakte", None, "7", None), UNCHECKED, "Zeitraum"),
])
def test_a_published_figure_against_todays_data(tmp_path, row, verdict, said):
    found = reconcile(small_office(tmp_path / "w.duckdb", extra=register(row)))
    assert [r.urteil for r in found] == [verdict] and said in found[0].grund, found[0].grund


def test_the_register_as_table_and_in_words(tmp_path):
    rows = (("2010-01-01", "2010-12-31", "kundenkontakte", None, "5.000", None), ("2022-01-01", "2022-12-31", "kundenkontakte", None, "2.190", None))
    w = small_office(tmp_path / "w.duckdb", extra=register(*rows))
    assert [row[3] for row in register_table(w).rows] == [EQUAL, UNCHECKED]
    assert register_words(w) == "2 veröffentlichte Zahlen, davon mit diesen Daten prüfbar: 1. Genau richtig: 1, im Rahmen der Rundung richtig: 0, abweichend: 0."
    assert "leer" in register_words(small_office(tmp_path / "empty.duckdb"))


@pytest.fixture
def filed(tmp_path):
    """A release filed with the small office's data."""
    w = small_office(tmp_path / "a.duckdb")
    path = file_release(w, tmp_path, "Bilanz 2022: Übersicht", TEXT, factcheck(w, TEXT, RELEASED), RELEASED)
    return w, tmp_path, path


def test_filing_writes_once_and_never_overwrites(filed):
    w, folder, path = filed
    assert path == folder / "veroeffentlicht" / "meldungen" / "2023-01-15-bilanz-2022-uebersicht.json"
    before = path.read_bytes()
    content = json.loads(before)
    assert (content["text"], content["datenbestand"], content["stand"]) == (TEXT, "a.duckdb", "2023-01-15")
    assert {a["zahl"]: a["urteil"] for a in content["angaben"]} | {"2.190": "richtig", "210": "richtig", "999": "falsch"} == {a["zahl"]: a["urteil"] for a in content["angaben"]}
    assert os.stat(path).st_mode & 0o222 == 0
    assert file_release(w, folder, "Bilanz 2022: Übersicht", TEXT, factcheck(w, TEXT, RELEASED), RELEASED) == path  # the same again is the same
    second = file_release(w, folder, "Bilanz 2022: Übersicht", TEXT + " Ende.", factcheck(w, TEXT, RELEASED), RELEASED)
    assert second.name == "2023-01-15-bilanz-2022-uebersicht-2.json" and path.read_bytes() == before
    assert [r.name for r in filed_releases(folder)] == ["Bilanz 2022: Übersicht"] * 2


def test_unchanged_data_leave_everything_right(filed):
    w, folder, _ = filed
    (release,) = filed_releases(folder)
    assert {c.zahl: c.status for c in recheck(w, release)} == {"2.190": STILL, "210": STILL, "1.800": STILL, "999": NEVER, "12 Millionen": OPEN}


def test_revised_data_are_named_with_a_correction_note(filed, tmp_path):
    _, folder, path = filed
    before = path.read_bytes()
    later = small_office(tmp_path / "b.duckdb", extra=("UPDATE kontakte SET anzahl = 135 WHERE datum = '2022-11-05'",))
    (release,) = filed_releases(folder)
    found = {c.zahl: c for c in recheck(later, release)}
    assert found["2.190"].words == "revidiert: 2.190 -> 2.175" and found["210"].words == "revidiert: 210 -> 195"
    assert found["1.800"].words == STILL
    assert found["2.190"].hinweis.startswith("Korrektur zu unserer Mitteilung „Bilanz 2022: Übersicht“ vom 15.\u00a0Januar 2023: Die Angabe „2.190“")
    assert "Richtig lautet der Satz: „Im Jahr 2022 gab es im Bürgerbüro 2.175 Kundenkontakte.“" in found["2.190"].hinweis
    assert not found["1.800"].hinweis and path.read_bytes() == before
    assert [row[:4] for row in recheck_table(list(found.values())).rows][:2] == [("2.190", "revidiert: 2.190 -> 2.175", "2.190", "2.175"),
                                                                                ("210", "revidiert: 210 -> 195", "210", "195")]
    assert recheck_words(release, list(found.values())).endswith(": 2 Zahlen revidiert.")


def test_a_broken_file_hides_no_other(filed):
    w, folder, path = filed
    (path.parent / "2022-01-01-kaputt.json").write_text("{", encoding="utf-8")
    assert len(filed_releases(folder)) == 1 and filed_releases(Path("/nowhere")) == []
