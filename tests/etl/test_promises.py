"""Every promise holds on a good warehouse and has a case that breaks it; the breach says where and what to do."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from etl import build, promises

GOOD = """
INSERT INTO ladung VALUES (TIMESTAMP '2023-12-31 12:00:00', 1);
INSERT INTO standorte (standort) VALUES ('Nord');
INSERT INTO dienstleistungen VALUES ('Ausweis', 'Melden', NULL, []), ('Zulassung', 'Kfz', NULL, []);
INSERT INTO vorgangsarten VALUES ('Rückmeldung', 'XMeld', true);
INSERT INTO dateien (datei_id, datei, gelesen, geladen, abgelehnt) VALUES (1, 'k.csv', 3, 2, 1), (2, 't.csv', 3, 3, 0), (3, 'm.csv', 3, 3, 0), (4, 'v.csv', 2, 2, 0);
INSERT INTO ablehnungen VALUES ('k.csv', 9, 'anzahl', 'x', 'Keine ganze Zahl');
INSERT INTO kontakte VALUES ('2023-07-03', 'Nord', 'Ausweis', 'Termin', 100, 1, 2), ('2023-07-03', 'Nord', 'Zulassung', 'spontan', 7, 1, 3);
INSERT INTO termine (termin_id, standort, dienstleistung, termin_am, status, personen, ankunft, aufruf, datei_id, zeile) VALUES
    ('A1', 'Nord', 'Ausweis', '2023-07-03 09:00:00', 'bedient', 60, '2023-07-03 09:00:00', '2023-07-03 09:05:00', 2, 2),
    ('A2', 'Nord', 'Ausweis', '2023-07-03 09:00:00', 'bedient', 41, NULL, NULL, 2, 3), ('A3', 'Nord', 'Ausweis', '2023-07-03 09:00:00', 'abgesagt', 1, NULL, NULL, 2, 4);
INSERT INTO emails VALUES ('2023-07-03 09:00:00', '2023-07-03 10:00:00', NULL, 3, 2), ('2023-07-03 09:00:00', NULL, 'Pass', 3, 3);
INSERT INTO anrufe_115 VALUES ('2023-07-03', 'tag', 10, 12, 8, 7, 3, 3, 4);
INSERT INTO vorgaenge VALUES ('2023-07-01', 'monat', 'Rückmeldung', 5, 4, 2), ('2023-08-01', 'tag', 'Rückmeldung', 5, 4, 3);
CREATE TEMP TABLE vorher (tabelle VARCHAR, jahr INTEGER);
INSERT INTO vorher VALUES ('kontakte', 2023);
"""
BREACHES = {
    "kontakte_eindeutig": "INSERT INTO kontakte VALUES ('2023-07-03', 'Nord', 'Ausweis', 'Termin', 1, 1, 5)",
    "termine_eindeutig": "INSERT INTO termine FROM termine LIMIT 1",
    "meldungen_eindeutig": "INSERT INTO anrufe_115 VALUES ('2023-07-03', 'tag', 1, 1, 1, 1, 1, 3, 5)",
    "bereiche_ergeben_summe": "UPDATE dienstleistungen SET bereich = NULL WHERE dienstleistung = 'Zulassung'",
    "stammdaten_bekannt": "UPDATE kontakte SET dienstleistung = 'Angeln' WHERE zeile = 3",
    "termine_gleich_kontakte": "UPDATE kontakte SET anzahl = 104 WHERE zeile = 2",
    "monat_und_tag_getrennt": "UPDATE vorgaenge SET datum = '2023-07-15' WHERE zeitraum = 'tag'",
    "jahr_bleibt": "INSERT INTO vorher VALUES ('kontakte', 2022)",
    "anrufe_115_plausibel": "UPDATE anrufe_115 SET angenommen_30s = 11",
    "keine_negativen": "UPDATE vorgaenge SET anzahl = -5 WHERE zeitraum = 'tag'",
    "zeilen_erhalten": "UPDATE dateien SET gelesen = 4 WHERE datei_id = 1",
    "auswertung_gleich_bestand": "DELETE FROM m_kontakte",
    "keine_zukunft": "UPDATE ladung SET geladen_am = TIMESTAMP '2023-07-02 00:00:00'",
}
HINTS_ONLY = {"keine_zukunft"}
TOLERANCE = {"termine_kontakte_toleranz": 0.02}


def outcomes(breach: str = "", declared: dict | None = None, complete: bool = True, before_marts: bool = True) -> dict[str, promises.Outcome]:
    with duckdb.connect() as con:
        con.execute((build._HERE / "tables.sql").read_text(encoding="utf-8") + GOOD)
        if before_marts and breach:
            con.execute(breach)
        for script in sorted((build._HERE / "marts").glob("*.sql")):
            con.execute(script.read_text(encoding="utf-8"))
        con.execute("INSERT INTO herkunft SELECT 'kontakte', datum, datei_id, count(*) FROM kontakte GROUP BY ALL")
        if not before_marts:
            con.execute(breach)
        result = {outcome.name: outcome for outcome in promises.run(con, TOLERANCE if declared is None else declared, complete)}
        assert con.execute("SELECT count(*) FROM versprechen").fetchone() == (len(result),)
        return result


def test_every_promise_has_a_breaking_case_here():
    assert set(BREACHES) == {path.stem for path in Path(promises.__file__).parent.glob("*.sql")}


def test_a_good_warehouse_breaks_none():
    assert {name: outcome.violations for name, outcome in outcomes().items() if outcome.violations} == {}


@pytest.mark.parametrize("name", BREACHES)
def test_the_breaking_case(name):
    outcome = outcomes(BREACHES[name], before_marts=name != "auswertung_gleich_bestand")[name]
    assert outcome.violations >= 1 and outcome.examples
    assert outcome.binding is (name not in HINTS_ONLY)
    assert outcome.message.startswith("Auffällig: " if name in HINTS_ONLY else "Versprechen verletzt: ") and "Dagegen sprechen: " in outcome.message
    assert outcome.advice.startswith(("Bitte", "Das ist"))


def test_several_breaches_are_all_told():
    broken = outcomes("; ".join(BREACHES[name] for name in ("kontakte_eindeutig", "keine_negativen", "jahr_bleibt")))
    assert {name for name, outcome in broken.items() if outcome.violations} >= {"kontakte_eindeutig", "keine_negativen", "jahr_bleibt"}


def test_the_message_names_the_place():
    message = outcomes(BREACHES["anrufe_115_plausibel"])["anrufe_115_plausibel"].message
    assert "datei m.csv, zeile 4, datum 03.07.2023, angeboten 12, angenommen 10, angenommen_30s 11" in message


@pytest.mark.parametrize(("contacts", "broken"), [(98, 1), (99, 1), (100, 0), (101, 0), (103, 0), (104, 1)])
def test_appointments_and_contacts_within_two_percent(contacts, broken):
    """60 + 41 = 101 persons served, 2 percent of the contacts allowed: |101 - 99| = 2 > 1.98; |101 - 103| = 2 <= 2.06."""
    assert outcomes(f"UPDATE kontakte SET anzahl = {contacts} WHERE zeile = 2")["termine_gleich_kontakte"].violations == broken


def test_the_number_of_appointments_may_hold_instead_of_the_persons():
    assert outcomes("UPDATE kontakte SET anzahl = 2 WHERE zeile = 2")["termine_gleich_kontakte"].violations == 0


def test_without_a_declared_tolerance_it_is_a_hint_at_two_percent():
    outcome = outcomes(BREACHES["termine_gleich_kontakte"], declared={})["termine_gleich_kontakte"]
    assert outcome.violations == 1 and not outcome.binding
    assert outcomes(BREACHES["termine_gleich_kontakte"], declared={"termine_kontakte_toleranz": 0.1})["termine_gleich_kontakte"].violations == 0


def test_a_missing_day_between_the_first_and_the_last_is_a_breach():
    days = "INSERT INTO kontakte SELECT DATE '2023-07-03' + n::INTEGER, 'Nord', 'Ausweis', 'Termin', 3, 1, 9 + n FROM range(1, 4) AS r (n)"
    served = "INSERT INTO termine (termin_id, standort, dienstleistung, termin_am, status, personen, datei_id, zeile) VALUES ('B', 'Nord', 'Ausweis', '2023-07-05 09:00:00', 'bedient', 3, 2, 9)"
    outcome = outcomes(f"{days}; {served}")["termine_gleich_kontakte"]
    assert [str(row["datum"]) for row in outcome.examples] == ["2023-07-04"]  # the 6th lies beyond the last appointment


@pytest.mark.parametrize("missing", ["kontakte", "termine"])
def test_nothing_is_compared_where_one_of_both_is_missing(missing):
    assert outcomes(f"DELETE FROM {missing}")["termine_gleich_kontakte"].violations == 0


def test_what_needs_all_files_is_not_judged_without_them():
    assert {"jahr_bleibt", "termine_gleich_kontakte"} & set(outcomes(complete=False)) == set()


def test_tolerances_are_checked_themselves():
    assert promises.problems({"termine_kontakte_toleranz": 0.4}) == promises.problems({}) == []
    for wrong in ("viel", True, -0.1, 2, [1]):
        assert "Zahl von 0 bis 1" in promises.problems({"termine_kontakte_toleranz": wrong})[0]
    assert "gibt es nicht" in promises.problems({"toleranz": 0.1})[0]
