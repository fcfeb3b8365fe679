"""An upload from receipt to publication, what is kept, replaced and said, and what an abandoned one leaves."""

from __future__ import annotations

import gc
import io
import os
import time

import pytest

from etl import publish, snapshots
from etl.intake import delivery, limits, log
from etl.intake.delivery import check, discard, publish_delivery, receive
from tests.etl.folder import CONTACTS, put, rows, write_office
from tests.etl.uploads import AUGUST, TOTAL, inbox, send, staged

# The way through ---------------------------------------------------------------------------------


def test_nothing_changes_before_it_is_published(office):
    before, files = snapshots.current(office), inbox(office)
    upload = send(office, kontakte_08__csv=AUGUST)
    assert [(f.path, f.source, f.replaces, f.unchanged) for f in upload.files] == [("kontakte_08.csv", "kontakte", False, False)] and not upload.refused
    checked = check(upload)
    [file] = checked.files
    assert (file.rows_read, file.rows_loaded, file.rows_rejected, file.von, file.bis) == (2, 2, 0, "2023-08-01", "2023-08-02")
    assert not checked.result.errors and not checked.outdated
    assert (snapshots.current(office), inbox(office), rows(office, TOTAL)) == (before, files, [(1207,)])
    result = publish_delivery(upload, checked, "Erika Muster")
    assert result.published and rows(office, TOTAL) == [(1219,)] and list(inbox(office)) == ["kontakte_08.csv", "kontakte_2023.csv"]
    assert staged(office) == [] and publish.load(office).published and rows(office, TOTAL) == [(1219,)]


def test_a_discarded_upload_leaves_only_its_entry_in_the_log(office):
    files = inbox(office)
    upload = send(office, kontakte_08__csv=AUGUST)
    checked = check(upload)
    discard(upload, checked, "Erika Muster")
    assert staged(office) == [] and not checked.candidate.path.exists() and inbox(office) == files
    assert [(e["was"], e["wer"], e["dateien"]) for e in log.read(office)] == [("verworfen", "Erika Muster", [{"datei": "kontakte_08.csv"}])]


def test_the_first_upload_of_an_office_without_any_data(tmp_path):
    folder = write_office(tmp_path, {})
    upload = send(folder, kontakte_2023__csv=CONTACTS)
    assert publish_delivery(upload, check(upload), "A").published and rows(folder, TOTAL) == [(1207,)]


def test_progress_is_told(office):
    said = []
    upload = receive(office, [("kontakte_08.csv", io.BytesIO(AUGUST.encode()))], lambda *step: said.append(step))
    check(upload, lambda *step: said.append(step))
    assert [text for text, _ in said][0] == "kontakte_08.csv annehmen" and any("lesen" in text for text, _ in said) and all(0 <= share <= 1 for _, share in said)


# Corrections -------------------------------------------------------------------------------------


def test_a_file_of_the_same_name_is_a_correction_and_the_old_one_is_kept(office):
    upload = send(office, KONTAKTE_2023__CSV=CONTACTS.replace("1.204", "1.000"))
    [file] = upload.files
    assert (file.path, file.replaces, file.unchanged) == ("kontakte_2023.csv", True, False)
    publish_delivery(upload, check(upload), "A")
    assert rows(office, TOTAL) == [(1003,)] and inbox(office) == {"kontakte_2023.csv": CONTACTS.replace("1.204", "1.000")}
    [kept] = (office / "warehouse/archiv").rglob("*.csv")
    assert kept.read_text() == CONTACTS and log.read(office)[0]["archiv"] == kept.parent.name


def test_a_file_in_a_subfolder_is_corrected_in_its_place(tmp_path):
    folder = write_office(tmp_path, {"alt/2023/kontakte_2023.csv": CONTACTS})
    publish.load(folder)
    upload = send(folder, kontakte_2023__csv=CONTACTS + "05.07.2023;Nord;Ausweis;Termin;10\n")
    publish_delivery(upload, check(upload), "A")
    assert list(inbox(folder)) == ["alt/2023/kontakte_2023.csv"] and rows(folder, TOTAL) == [(1217,)]


def test_the_same_file_again_says_so_and_changes_nothing(office):
    upload = send(office, kontakte_2023__csv=CONTACTS)
    assert upload.files[0].unchanged
    publish_delivery(upload, check(upload), "A")
    assert rows(office, TOTAL) == [(1207,)]


def test_an_overlap_under_another_name_replaces_reports_and_never_doubles(office):
    upload = send(office, kontakte_juli_neu__csv=CONTACTS.replace("1.204", "4"))
    checked = check(upload)
    assert any("ersetzt durch neuere Lieferung kontakte_juli_neu.csv" in warning for warning in checked.other_warnings), checked.other_warnings
    publish_delivery(upload, checked, "A")
    assert rows(office, TOTAL) == [(7,)] and publish.load(office).published and rows(office, TOTAL) == [(7,)]


def test_among_files_of_one_upload_the_name_decides_before_and_after_publication(office):
    first, second = CONTACTS.replace("1.204", "1"), CONTACTS.replace("1.204", "2")
    for order in (("kontakte_a", "kontakte_b"), ("kontakte_b", "kontakte_a")):
        texts = {"kontakte_a": first, "kontakte_b": second}
        upload = receive(office, [(f"{name}.csv", io.BytesIO(texts[name].encode())) for name in order])
        publish_delivery(upload, check(upload), "A")
        assert rows(office, TOTAL) == [(5,)] and publish.load(office).published and rows(office, TOTAL) == [(5,)]


def test_a_year_that_would_vanish_is_not_published(office):
    upload = send(office, kontakte_2023__csv=CONTACTS.replace("2023", "2022"))
    checked = check(upload)
    assert any("2023" in error for error in checked.result.errors)
    with pytest.raises(snapshots.SnapshotError, match="nicht veröffentlicht"):
        publish_delivery(upload, checked, "A")
    assert rows(office, TOTAL) == [(1207,)] and inbox(office) == {"kontakte_2023.csv": CONTACTS}


# Refusals ----------------------------------------------------------------------------------------


def test_bad_files_are_refused_with_reasons_and_the_good_one_stays(office):
    upload = send(office, kontakte_08__csv=AUGUST, bild__csv=b"\x89PNG", **{"../../boese": b"x"}, unbekannt__csv="a;b\n1;2\n", termine_1__csv=b"")
    assert [f.path for f in upload.files] == ["kontakte_08.csv"]
    reasons = {refusal.file: refusal.reason for refusal in upload.refused}
    assert "ein Bild" in reasons["bild.csv"] and "Dateiname" in reasons["../../boese"] and "Keine Quelle" in reasons["unbekannt.csv"] and "leer" in reasons["termine_1.csv"]
    assert [path.name for path in staged(office)[0].rglob("*")] == ["kontakte_08.csv"]


def test_an_upload_never_leaves_its_folder(office):
    upload = receive(office, [("../../../kontakte_x.csv", io.BytesIO(AUGUST.encode())), ("..\\..\\kontakte_y.csv", io.BytesIO(AUGUST.encode()))])
    assert [f.path for f in upload.files] == ["kontakte_x.csv", "kontakte_y.csv"] and {p.name for p in upload.folder.iterdir()} == {"kontakte_x.csv", "kontakte_y.csv"}
    assert upload.folder.stat().st_mode & 0o077 == 0


def test_a_file_of_the_wrong_name_is_told_where_it_belongs(office):
    [refusal] = send(office, besucher__csv=AUGUST).refused
    assert "Dem Aufbau nach gehört sie zur Quelle „kontakte“" in refusal.reason and "kontakte*.csv" in refusal.reason


def test_how_a_file_is_understood(office):
    [file] = check(send(office, kontakte_08__csv=AUGUST)).files
    assert file.understood.columns["anzahl"] == "anzahl" and file.understood.first_rows[0]["datum"] == "01.08.2023" and "kontakte*.csv" in file.understood.why


def test_two_files_of_one_name_are_one_too_many(office):
    upload = receive(office, [("kontakte_08.csv", io.BytesIO(AUGUST.encode())), ("x/Kontakte_08.csv", io.BytesIO(AUGUST.encode()))])
    assert len(upload.files) == 1 and "schon dabei" in upload.refused[0].reason


def test_too_many_too_large_too_much(office, monkeypatch):
    monkeypatch.setattr(limits, "FILE_BYTES", 100)
    assert "angenommen werden" in send(office, kontakte_08__csv=AUGUST * 5).refused[0].reason
    monkeypatch.setattr(limits, "FILE_BYTES", 1000)
    monkeypatch.setattr(limits, "DELIVERY_BYTES", len(AUGUST) + 5)
    upload = send(office, kontakte_08__csv=AUGUST, kontakte_09__csv=AUGUST)
    assert len(upload.files) == 1 and "Auswahl mehr als" in upload.refused[0].reason
    monkeypatch.setattr(limits, "FILES", 1)
    assert "auf einmal angenommen werden 1" in send(office, kontakte_08__csv=AUGUST, kontakte_09__csv=AUGUST).refused[0].reason


def test_reading_stops_at_the_limit(office, monkeypatch):
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size=-1):
            assert size > 0
            Endless.given += size
            return b"x" * size
    monkeypatch.setattr(limits, "FILE_BYTES", 5_000_000)
    assert "angenommen werden" in receive(office, [("kontakte_08.csv", Endless())]).refused[0].reason and Endless.given == 5_000_001


def test_damaged_sources_are_said(office):
    put(office / "quellen.toml", "[quelle")
    assert "quellen.toml" in send(office, kontakte_08__csv=AUGUST).refused[0].reason


def test_a_broken_file_stops_the_publication_and_shows_every_reason(office):
    upload = send(office, kontakte_08__csv="datum;standort\n01.08.2023;Nord\n")
    checked = check(upload)
    assert checked.candidate.path is None and "kontakte_08.csv" in checked.result.errors[0] and "dienstleistung" in checked.result.errors[0]


def test_rejected_rows_are_listed_for_the_uploaded_files_only(office):
    put(office / "eingang/kontakte_2023.csv", CONTACTS + "x;Nord;Ausweis;Termin;10\n")
    publish.load(office)
    upload = send(office, kontakte_08__csv=AUGUST + "31.08.2023;Ost;Ausweis;Termin;1\n")
    checked = check(upload)
    assert [(r["file"], r["line"], r["column"], r["value"]) for r in checked.rejects] == [("kontakte_08.csv", 4, "standort", "Ost")]


def test_dropped_personal_columns_are_named(office):
    checked = check(send(office, kontakte_08__csv=AUGUST.replace("anzahl\n", "anzahl;Nachname\n").replace(";5\n", ";5;Muster\n").replace(";7\n", ";7;Muster\n")))
    assert any("Nachname" in warning and "Personenbezogene" in warning for warning in checked.files[0].warnings)


def test_whatever_a_library_raises_is_one_german_sentence(office, monkeypatch):
    upload = send(office, kontakte_08__csv=AUGUST)
    monkeypatch.setattr(publish, "build", lambda *_, **__: (_ for _ in ()).throw(RecursionError("deep")))
    checked = check(upload)
    assert checked.result.errors == ["Die Prüfung ist an den Dateien gescheitert (RecursionError). Es bleibt alles, wie es ist. Bitte den Export wiederholen."]
    assert not checked.outdated


# Two at once, interruptions ----------------------------------------------------------------------


def test_two_people_at_once_the_second_checks_again(office):
    first, second = send(office, kontakte_08__csv=AUGUST), send(office, kontakte_09__csv=AUGUST.replace(".08.", ".09."))
    checked_first, checked_second = check(first), check(second)
    publish_delivery(first, checked_first, "A")
    assert checked_second.outdated
    with pytest.raises(publish.StaleCandidate, match="jemand anderes"):
        publish_delivery(second, checked_second, "B")
    assert list(inbox(office)) == ["kontakte_08.csv", "kontakte_2023.csv"] and rows(office, TOTAL) == [(1219,)]
    again = check(second)
    assert not again.outdated
    publish_delivery(second, again, "B")
    assert rows(office, TOTAL) == [(1231,)]


def test_an_interrupted_check_leaves_nothing(office):
    class Gone(BaseException):
        """How Streamlit stops a script whose browser is gone."""

    def leave(text: str, share: float) -> None:
        if share > 0.4:
            raise Gone
    before = snapshots.current(office)
    upload = send(office, kontakte_08__csv=AUGUST)
    with pytest.raises(Gone):
        check(upload, leave)
    assert snapshots.current(office) == before and list(inbox(office)) == ["kontakte_2023.csv"]
    assert not list((office / "warehouse").glob("kandidat-*"))
    del upload
    gc.collect()
    assert staged(office) == []  # the session is over, its files are gone
    with snapshots.lock(office, timeout=0):
        pass


def test_abandoned_uploads_go_after_a_day(office):
    upload = send(office, kontakte_08__csv=AUGUST)
    upload._end.detach()  # as after a crash: nobody cleans up
    other = send(office, kontakte_09__csv=AUGUST)
    assert upload.folder.is_dir() and other.folder.is_dir()
    yesterday = time.time() - limits.KEEP_ABANDONED_SECONDS - 1
    os.utime(upload.folder, (yesterday, yesterday))
    delivery.clean(office)
    assert not upload.folder.exists() and other.folder.is_dir()


def test_files_that_are_gone_cannot_be_published(office):
    upload = send(office, kontakte_08__csv=AUGUST)
    checked = check(upload)
    upload.drop()
    with pytest.raises(snapshots.SnapshotError, match="noch einmal hochladen"):
        publish_delivery(upload, checked, "A")
    assert "noch einmal hochladen" in check(upload).result.errors[0] and rows(office, TOTAL) == [(1207,)]
