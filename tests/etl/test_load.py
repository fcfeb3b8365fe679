"""A whole load of a small office: figures counted by hand, rejects with place and reason, re-deliveries, what stops a publication."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

import duckdb
import pytest

from etl import snapshots
from etl.publish import load
from tests.etl.folder import AMT, APPOINTMENTS, CASES, CONTACTS, MAILS, put, rows, write_office

HEAD = CONTACTS.splitlines()[0]


def conserved(result) -> bool:
    rejected = {}
    for reject in result.rejects:
        rejected[reject["file"]] = rejected.get(reject["file"], 0) + 1
    return all(f["rows_read"] == f["rows_loaded"] + f["rows_rejected"] and f["rows_rejected"] == rejected.get(f["file"], 0) for f in result.files)


def test_a_small_office_loads_to_the_last_digit(tmp_path):
    folder = write_office(tmp_path)
    result = load(folder)
    assert result.published and result.errors == [] and result.rejects == [] and conserved(result)
    assert {f["file"]: f["rows_loaded"] for f in result.files} == {
        "kontakte_2023.csv": 3, "termine_2023.csv": 5, "emails_2023.csv": 3, "vorgaenge_2023.csv": 2}
    assert rows(folder, "SELECT sum(anzahl) FROM m_kontakte") == [(2 + 1204 + 1,)]
    assert rows(folder, "SELECT bereich, sum(anzahl)::INT FROM m_kontakte GROUP BY 1 ORDER BY 1") == [("Kfz", 1), ("Melden", 1206)]
    # A1 came early: 9:10 - 9:00 = 600 s; A2 came at 9:07: 9:12:30 - 9:07 = 330 s; A3 did not wait, two persons
    assert rows(folder, "SELECT stunde, sekunden, termine, personen FROM m_wartezeiten ORDER BY sekunden") == [(10, 0, 1, 2), (9, 330, 1, 1), (9, 600, 1, 1)]
    # A1 booked 2 days ahead, A3 one day and a half
    assert rows(folder, "SELECT sum(vorlauf_anzahl)::INT, sum(vorlauf_sekunden)::INT FROM m_termine") == [(2, 2 * 86400 + 36 * 3600)]
    assert rows(folder, "FROM m_emails ORDER BY ALL") == [
        (date(2023, 7, 3), "Pass", 2, 1), (date(2023, 7, 4), "Kfz", 1, 0), (date(2023, 7, 5), "Pass", 0, 1)]
    assert rows(folder, "SELECT sekunden, anzahl FROM m_antwortzeiten ORDER BY 1") == [(7200, 1), (172800, 1)]
    assert rows(folder, "SELECT datum, bis, anzahl FROM m_vorgaenge WHERE vorgangsart = 'Rückmeldung'") == [(date(2023, 7, 1), date(2023, 7, 31), 1204)]


def test_xmeld_messages_stand_in_the_group_of_their_number(tmp_path):
    folder = write_office(tmp_path)
    put(folder / "stammdaten/vorgangsarten.csv", "vorgangsart;gruppe;zaehlt\nXMeld 0201 Anmeldung;XMeld;ja\n0510;xmeld;ja\ndatenuebermittlung.x.1704;XMeld;ja\n"
        "XMeld 7777;XMeld;ja\nXMeld ohne Nummer;XMeld;ja\nAkte 0201;Archiv;ja\n0900 Rückweisung;XMeld;nein\n")
    put(folder / "eingang/vorgaenge_2023.csv", "datum;zeitraum;vorgangsart;anzahl\n" + "".join(
        f"01.07.2023;monat;{kind};{n}\n" for n, kind in enumerate(("XMeld 0201 Anmeldung", "0510", "datenuebermittlung.x.1704", "XMeld 7777", "XMeld ohne Nummer", "Akte 0201", "0900 Rückweisung"), 1)))
    assert load(folder).published
    assert rows(folder, "SELECT anzahl::INT, nachrichtengruppe FROM m_vorgaenge ORDER BY 1") == [
        (1, "Rückmeldung bei Zuzug und Wegzug"), (2, "Steuer-ID"), (3, "Online-Anmeldung"), (4, "Übrige Nachrichten"), (5, "Übrige Nachrichten"), (6, None), (7, "Technische Nachrichten")]


def test_provenance_is_inside_the_warehouse(tmp_path):
    folder = write_office(tmp_path)
    result = load(folder)
    assert rows(folder, "SELECT datei, gelesen, geladen, abgelehnt, von, bis FROM dateien WHERE tabelle = 'emails'") == [
        ("emails_2023.csv", 3, 3, 0, date(2023, 7, 3), date(2023, 7, 4))]
    checksum = hashlib.sha256(CONTACTS.encode()).hexdigest()
    assert rows(folder, "SELECT sha256 FROM dateien WHERE tabelle = 'kontakte'") == [(checksum,)]
    assert [f["sha256"] for f in result.files if f["source"] == "kontakte"] == [checksum]
    assert rows(folder, "SELECT von, bis FROM abdeckung WHERE tabelle = 'vorgaenge'") == [(date(2023, 7, 1), date(2023, 7, 31))]
    assert rows(folder, "SELECT h.zeilen FROM herkunft AS h WHERE tabelle = 'kontakte' AND datum = '2023-07-03'") == [(2,)]
    assert rows(folder, "SELECT min(datum), max(datum) FROM feiertage") == [(date(2022, 1, 1), date(2023, 12, 26))]
    assert rows(folder, "SELECT count(*) FROM versprechen WHERE verletzungen = 0 AND bindend")[0][0] >= 10
    assert rows(folder, "SELECT zeile FROM kontakte WHERE anzahl = 1204") == [(3,)]


def test_bad_rows_are_rejected_and_the_good_ones_load(tmp_path):
    bad = "31.02.2023;Nord;Ausweis;Termin;1\n05.07.2023;Ost;Ausweis;Termin;1\n05.07.2023;Nord;Ausweis;Termin;-4\n05.07.2023;Nord;Ausweis\n\n"
    folder = write_office(tmp_path, {"kontakte.csv": CONTACTS + "".join(f"{day:02}.08.2023;Nord;Ausweis;Termin;1\n" for day in range(1, 11)) + bad})
    result = load(folder)
    assert result.published and conserved(result)
    assert [(r["line"], r["column"], r["value"]) for r in result.rejects] == [
        (15, "datum", "31.02.2023"), (16, "standort", "Ost"), (17, "anzahl", "-4"), (18, None, None)]
    assert result.files[0]["rows_read"] == 17 and result.files[0]["rows_rejected"] == 4
    assert rows(folder, "SELECT sum(anzahl) FROM m_kontakte") == [(1207 + 10,)]
    assert rows(folder, "SELECT count(*) FROM ablehnungen") == [(4,)]


@pytest.mark.parametrize(("name", "content", "said"), [
    ("kontakte.csv", "datum;standort;dienstleistung;anzahl\n03.07.2023;Nord;Ausweis;1\n", "zugang"),
    ("kontakte.csv", b"", "leer"),
    ("kontakte.csv", HEAD + "\n", "keine Datenzeile"),
    ("kontakte.csv", b"PK\x03\x04" + bytes(60), "kontakte.csv"),
    ("kontakte.csv", bytes(range(256)) * 4, "kontakte.csv"),
    ("anrufe_115_2023-07.xlsx", "das ist kein Excel", "anrufe_115_2023-07.xlsx"),
    ("anrufe_115_2023-07.xlsx", b"PK\x03\x04" + bytes(60), "anrufe_115_2023-07.xlsx"),
    ("kontakte.csv", HEAD + "\n" + "x;Nord;Ausweis;Termin;1\n" * 6 + "03.07.2023;Nord;Ausweis;Termin;1\n" * 1, "6 von 7 Zeilen"),
])
def test_a_file_that_is_not_what_it_claims_stops_the_publication(tmp_path, name, content, said):
    folder = write_office(tmp_path)
    before = load(folder).warehouse
    put(folder / "eingang" / name, content)
    result = load(folder)
    assert not result.published and any(said in error for error in result.errors) and conserved(result)
    assert result.warehouse == before == snapshots.current(folder)
    assert {"kontakte_2023.csv", name} <= {f["file"] for f in result.files}
    assert [path.name for path in (folder / "warehouse").glob("*") if path.name.startswith(("tmp-", "kandidat-"))] == []


def test_all_reasons_are_told_together(tmp_path):
    folder = write_office(tmp_path, {"kontakte.csv": "a;b\n1;2\n", "termine.csv": b"", "anrufe_115_1.xlsx": "nein", "vorgaenge_2023.csv":
                                     "datum;zeitraum;vorgangsart;anzahl\n01.07.2023;monat;Auskunft;5\n03.07.2023;tag;Auskunft;1\n"})
    result = load(folder)
    assert not result.published and len(result.errors) == 4
    assert [promise["name"] for promise in result.promises] == ["monat_und_tag_getrennt"]


def test_no_files_and_no_folder(tmp_path):
    result = load(write_office(tmp_path, {}))
    assert not result.published and "python -m etl sample" in result.errors[0]
    assert not load(tmp_path / "nirgends").published


def test_master_data_problems_stop_it_with_all_reasons(tmp_path):
    folder = write_office(tmp_path, dienstleistungen="x\n", standorte="y\n")
    assert len(load(folder).errors) == 2


@pytest.mark.parametrize(("text", "said"), [
    ("[versprechen]\ntermine_kontakte_toleranz = 'viel'\n", "Zahl von 0 bis 1"), ("[quelle.x]\n", "quellen.toml"), ("kaputt", "quellen.toml"),
])
def test_a_wrong_quellen_toml_is_said(tmp_path, text, said):
    folder = write_office(tmp_path)
    put(folder / "quellen.toml", text)
    result = load(folder)
    assert not result.published and said in result.errors[0]


def test_files_of_no_source_are_a_warning_and_hidden_ones_nothing(tmp_path):
    folder = write_office(tmp_path)
    for name in ("urlaub.csv", "~$termine_2023.xlsx", ".DS_Store", "Thumbs.db", "unter/ordner/kontakte_2022.csv", ".versteckt/kontakte_1.csv", "kontakte.csv.part"):
        put(folder / "eingang" / name, f"{HEAD}\n03.07.2022;Nord;Ausweis;Termin;5\n")
    result = load(folder)
    assert result.published and [w for w in result.warnings if "keiner Quelle" in w][0].startswith("urlaub.csv: ") and len(result.files) == 5
    assert "unter/ordner/kontakte_2022.csv" in {f["file"] for f in result.files}


def test_personal_columns_never_arrive(tmp_path):
    folder = write_office(tmp_path, {"termine.csv": "\n".join(
        line + (";Nachname;E-Mail;Farbe" if line.startswith("termin_id") else ";Mustermann;erika@example.org;rot") for line in APPOINTMENTS.splitlines())})
    result = load(folder)
    assert result.published
    said = " ".join(result.warnings)
    assert "Personenbezogene Spalten werden nicht gespeichert: Nachname, E-Mail" in said and "Farbe" in said
    content = snapshots.current(folder).read_bytes() + snapshots.current(folder).with_suffix(".json").read_bytes()
    assert b"Mustermann" not in content and b"example.org" not in content


def test_odd_times_and_unknown_types_are_warnings(tmp_path):
    odd = "B1;Nord;Ausweis;05.07.2023 09:00;bedient;06.07.2023 09:00;05.07.2023 09:10;05.07.2023 09:05;05.07.2023 09:01;;1\n"
    folder = write_office(tmp_path, {"termine.csv": APPOINTMENTS + odd, "emails.csv": MAILS + "05.07.2023 10:00;04.07.2023 10:00;x\n", "vorgaenge.csv": CASES,
                                     "kontakte.csv": CONTACTS + "09.07.2023;Nord;Ausweis;Termin;1\n"}, vorgangsarten="vorgangsart;gruppe;zaehlt\nQuittung;XMeld;nein\n")
    result = load(folder)
    said = " ".join(result.warnings)
    assert result.published
    for text in ("aufgerufen, bevor er ankam", "endet die Bedienung vor dem Aufruf", "Buchung nach dem Termin", "Antwort vor dem Eingang",
                 "„Rückmeldung“ (1204 Vorgänge) fehlt in der Liste", "geschlossen war (zum Beispiel am 09.07.2023)"):
        assert text in said
    assert rows(folder, "SELECT sekunden FROM m_wartezeiten WHERE datum = '2023-07-05'") == [(0,)]
    assert rows(folder, "SELECT gruppe, zaehlt FROM vorgangsarten ORDER BY vorgangsart") == [("XMeld", False), ("Ohne Gruppe", True)]


def contacts(*lines: str) -> str:
    return "\n".join((HEAD, *lines)) + "\n"


def test_a_newer_delivery_replaces_its_month_and_location_and_nothing_else(tmp_path):
    folder = write_office(tmp_path, {})
    put(folder / "eingang/kontakte_alt.csv", contacts(
        "03.07.2023;Nord;Ausweis;Termin;1", "04.07.2023;Nord;Ausweis;Termin;2", "03.07.2023;Süd;Ausweis;Termin;4", "01.08.2023;Nord;Ausweis;Termin;8"), age=0)
    put(folder / "eingang/kontakte_neu.csv", contacts("03.07.2023;Nord;Ausweis;Termin;16", "05.07.2023;Nord;Umzug;Termin;32"), age=60)
    result = load(folder)
    assert result.published and conserved(result)
    assert rows(folder, "SELECT sum(anzahl) FROM m_kontakte") == [(16 + 32 + 4 + 8,)]  # July at Nord is the new file's alone
    old = next(f for f in result.files if f["file"] == "kontakte_alt.csv")
    assert (old["rows_read"], old["rows_loaded"], old["rows_rejected"]) == (4, 2, 2)
    assert {(r["line"], r["reason"]) for r in result.rejects} == {(2, "ersetzt durch neuere Lieferung kontakte_neu.csv"), (3, "ersetzt durch neuere Lieferung kontakte_neu.csv")}
    assert any("2 Zeilen sind ersetzt durch neuere Lieferung kontakte_neu.csv (Nord 2023-07)" in warning for warning in result.warnings)


def test_weekly_exports_that_reach_back_lose_no_day(tmp_path):
    """Three exports of five days, each two days into the one before: 11 days in all, the newest word on each."""
    folder = write_office(tmp_path, {})
    for number, first in enumerate((3, 6, 9)):
        days = "\n".join(f"{day:02}.07.2023;Nord;Ausweis;Termin;{10 ** number}" for day in range(first, first + 5))
        put(folder / f"eingang/kontakte_{number}.csv", f"{HEAD}\n{days}\n", age=number * 60)
        mails = "\n".join(f"{day:02}.07.2023 10:00;;{n}" for day in range(first, first + 5) for n in range(4))
        put(folder / f"eingang/emails_{number}.csv", f"eingegangen_am;beantwortet_am;thema\n{mails}\n", age=number * 60)
    result = load(folder)
    assert result.published and conserved(result)
    assert rows(folder, "SELECT sum(anzahl), count(DISTINCT datum) FROM m_kontakte") == [(3 * 1 + 3 * 10 + 5 * 100, 11)]
    assert rows(folder, "SELECT count(*) FROM emails") == [(44,)]


def test_a_third_delivery_replaces_what_the_second_replaced_already(tmp_path):
    folder = write_office(tmp_path, {})
    for number in range(3):
        put(folder / f"eingang/kontakte_{number}.csv", contacts(f"03.07.2023;Nord;Ausweis;Termin;{number + 1}", "05.07.2023;Nord;Ausweis;Termin;1"), age=number)
    result = load(folder)
    assert result.published and conserved(result) and rows(folder, "SELECT sum(anzahl) FROM m_kontakte") == [(4,)]
    assert {r["reason"] for r in result.rejects} == {"ersetzt durch neuere Lieferung kontakte_2.csv"}


def test_what_the_second_delivery_took_back_does_not_return_with_the_third(tmp_path):
    folder = write_office(tmp_path, {})
    for number, services in enumerate((["Ausweis"], ["Ausweis", "Umzug"], ["Umzug"])):
        put(folder / f"eingang/kontakte_{number}.csv", contacts(*(f"03.07.2023;Nord;{service};Termin;1" for service in services)), age=number)
    result = load(folder)
    assert conserved(result) and rows(folder, "SELECT dienstleistung, anzahl FROM m_kontakte") == [("Umzug", 1)]


def test_files_without_a_shared_row_complement_each_other(tmp_path):
    folder = write_office(tmp_path, {"kontakte_a.csv": contacts("03.07.2023;Nord;Ausweis;Termin;1"), "kontakte_b.csv": contacts("04.07.2023;Nord;Ausweis;Termin;2")})
    assert load(folder).rejects == [] and rows(folder, "SELECT sum(anzahl) FROM m_kontakte") == [(3,)]


def test_the_same_file_twice_counts_once(tmp_path):
    folder = write_office(tmp_path)
    for name in ("kontakte", "termine", "emails", "vorgaenge"):
        source = folder / f"eingang/{name}_2023.csv"
        put(folder / f"eingang/{name}_2023 (Kopie).csv", source.read_bytes(), age=1)
        put(source, source.read_bytes(), age=0)
    result = load(folder)
    assert result.published and conserved(result)
    assert rows(folder, "SELECT (SELECT sum(anzahl) FROM m_kontakte), (SELECT sum(anzahl) FROM m_termine), (SELECT sum(eingegangen) FROM m_emails)") == [(1207, 5, 3)]


def test_a_rebooked_appointment_keeps_the_newer_row(tmp_path):
    folder = write_office(tmp_path, {})
    header = APPOINTMENTS.splitlines()[0]
    put(folder / "eingang/termine_07.csv", APPOINTMENTS + "A9;Nord;Zulassung;08.07.2023 12:00;bedient;01.07.2023 10:00;;;;;1\n", age=0)
    put(folder / "eingang/termine_08.csv", header + "\nA9;Nord;Zulassung;08.08.2023 12:00;bedient;01.07.2023 10:00;;;;;1\n", age=60)
    result = load(folder)
    assert result.published and conserved(result)
    assert rows(folder, "SELECT termin_am FROM termine WHERE termin_id = 'A9'") == [(datetime(2023, 8, 8, 12),)]
    assert [r["file"] for r in result.rejects] == ["termine_07.csv"]


def test_numbers_that_begin_anew_with_every_file_are_different_appointments(tmp_path):
    folder = write_office(tmp_path, {})
    later = APPOINTMENTS.replace(".07.2023", ".08.2023")
    put(folder / "eingang/termine_07.csv", APPOINTMENTS, age=0)
    put(folder / "eingang/termine_08.csv", later, age=60)
    result = load(folder)
    assert result.published and result.rejects == [] and rows(folder, "SELECT count(*) FROM termine") == [(10,)]


def test_emails_of_two_inboxes_add_up_and_a_copy_does_not(tmp_path):
    head = "eingegangen_am;beantwortet_am;thema\n"
    folder = write_office(tmp_path, {})
    put(folder / "eingang/emails_a.csv", head + "".join(f"03.07.2023 10:0{n};;Pass\n" for n in range(4)), age=0)
    put(folder / "eingang/emails_b.csv", head + "".join(f"03.07.2023 10:0{n};;Pass\n" for n in (3, 4, 5)), age=60)  # one of three in both
    assert load(folder).rejects == [] and rows(folder, "SELECT count(*) FROM emails") == [(7,)]
    put(folder / "eingang/emails_b.csv", head + "".join(f"03.07.2023 10:0{n};03.07.2023 12:00;Pass\n" for n in (2, 3, 4)), age=60)  # two of three
    assert len(load(folder).rejects) == 4 and rows(folder, "SELECT count(*), count(beantwortet_am) FROM emails") == [(3, 3)]


def test_a_year_that_was_there_does_not_vanish(tmp_path):
    folder = write_office(tmp_path)
    put(folder / "eingang/kontakte_2022.csv", contacts("04.07.2022;Nord;Ausweis;Termin;1"))
    before = load(folder).warehouse
    (folder / "eingang/kontakte_2022.csv").unlink()
    result = load(folder)
    assert not result.published and [promise["name"] for promise in result.promises] == ["jahr_bleibt"]
    assert "tabelle kontakte, fehlendes_jahr 2022" in result.errors[0] and snapshots.current(folder) == before


def test_real_data_may_follow_the_sample(tmp_path):
    """The years of invented data, or of another city, bind nobody."""
    folder = write_office(tmp_path, {"kontakte_2022.csv": contacts("04.07.2022;Nord;Ausweis;Termin;1")}, amt=AMT.replace("echt", "beispiel"))
    assert load(folder).published
    (folder / "eingang/kontakte_2022.csv").unlink()
    put(folder / "eingang/kontakte_2023.csv", CONTACTS)
    assert not load(folder).published
    put(folder / "stammdaten/amt.toml", AMT)
    assert load(folder).published


def test_a_broken_promise_lists_files_and_rejects_all_the_same(tmp_path):
    folder = write_office(tmp_path, {"kontakte.csv": CONTACTS + "05.07.2023;Nord;Ausweis;Termin;zwei\n", "anrufe_115_2023.csv": "", "vorgaenge.csv":
                                     "datum;zeitraum;vorgangsart;anzahl\n01.07.2023;monat;Auskunft;5\n03.07.2023;tag;Auskunft;1\n"})
    result = load(folder)
    assert not result.published and result.warehouse is None and conserved(result)
    assert [r["value"] for r in result.rejects] == ["zwei"] and len(result.files) == 2
    assert result.promises[0]["violations"] == 1 and "Bitte für diesen Monat" in result.errors[0]


def test_a_declared_tolerance_binds(tmp_path):
    folder = write_office(tmp_path)
    result = load(folder)
    assert result.published and not any("Bediente Termine" in warning for warning in result.warnings)
    put(folder / "eingang/kontakte_2023.csv", CONTACTS.replace("Zulassung;Termin;1", "Zulassung;Termin;3"))
    result = load(folder)
    assert result.published and any("Bediente Termine" in warning for warning in result.warnings)  # one appointment, two persons, three contacts
    put(folder / "quellen.toml", "standard = true\n[versprechen]\ntermine_kontakte_toleranz = 0.02\n")
    result = load(folder)
    assert not result.published and "kontakte_mit_termin 3, bediente_termine 1, personen 2" in result.errors[0]
    put(folder / "quellen.toml", "standard = true\n[versprechen]\ntermine_kontakte_toleranz = 0.4\n")
    assert load(folder).published


def test_the_file_is_complete_ordered_and_readable_alone(tmp_path):
    folder = write_office(tmp_path)
    load(folder)
    assert sorted(path.suffix for path in (folder / "warehouse").glob("bilanz-*")) == [".duckdb", ".json"]  # no write-ahead log
    with duckdb.connect(str(snapshots.current(folder)), read_only=True, config={"enable_external_access": "false"}) as con:
        assert "v1.5.0" in con.execute("SELECT tags FROM duckdb_databases() WHERE NOT internal").fetchone()[0]["storage_version"]
        assert con.execute("SELECT list(datum) = list_sort(list(datum)) FROM m_kontakte").fetchone() == (True,)
