"""The steps of the upload page: choose files, see what they would change, publish or discard; and the way back.

Everything decided here is decided in `etl.intake`; this file asks, shows and keeps the upload of this session.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from etl import snapshots
from etl.dryrun import Understood
from etl.intake import content, delivery, limits, log
from etl.intake.delivery import Checked, Delivery
from etl.snapshots import SnapshotError
from pages.parts import markup, show
from reporting import german
from reporting.compare import Comparison, compare
from reporting.export.tables import CSV_MIME, csv_bytes
from reporting.tables import Column, Table
from reporting.warehouse import NoWarehouseError, open_warehouse

_STEP, _SAID, _ROUND, _NAME = "_einspielung", "_einspielung_meldung", "_einspielung_runde", "_einspielung_name"
_SHOWN = 20


@dataclass(frozen=True)
class Step:
    """The upload of this session after its check; `comparison` None where nothing can be published."""

    delivery: Delivery
    checked: Checked
    comparison: Comparison | None
    who: str


def signed_in() -> str:
    """The name of a signed-in visitor (login or the proxy's trusted header), "" where nobody is signed in."""
    user = st.user.to_dict()
    return log.clean_person(str(next((user[key] for key in ("name", "preferred_username", "email", "sub") if user.get(key)), "")))


def said() -> None:
    """What the last click did, once."""
    if message := st.session_state.pop(_SAID, None):
        show.notice(*message)


def step() -> Step | None:
    """The checked upload of this session."""
    return st.session_state.get(_STEP)


def choose(folder: Path, who: str) -> None:
    """First step: files and name; the button checks them."""
    mib = limits.FILE_BYTES // limits.MIB
    show.heading("1. Dateien auswählen", f"Exporte der Fachverfahren ({', '.join(content.ENDINGS)}), je Datei höchstens {mib} MB, zusammen höchstens "
                 f"{limits.DELIVERY_BYTES // limits.MIB} MB. Zuerst wird nur geprüft; veröffentlicht wird nichts.")
    turn = st.session_state.setdefault(_ROUND, 0)
    files = st.file_uploader(f"Dateien, höchstens {mib} MB je Datei", accept_multiple_files=True, key=f"dateien_{turn}", max_upload_size=mib)
    name = who or _asked_name("einspielen_name")
    if not name:
        show.note("Bitte einen Namen eintragen, damit der Verlauf sagt, wer eingespielt hat.")
    if st.button("Dateien prüfen", type="primary", disabled=not files or not name):
        with _working("Dateien annehmen") as progress:
            received = delivery.receive(folder, [(file.name, file) for file in files], lambda text, share: progress(text, share / 10))
            if received.refused:
                log.append(folder, name, log.REFUSED, dateien=[{"datei": refusal.file} for refusal in received.refused])
            _check(received, name, progress)
        st.rerun()


def outcome(current: Step) -> None:
    """Second step: what was refused, what the dry run made of each file, and what would change."""
    result, checked = current.checked.result, current.checked
    show.heading("2. Ergebnis der Prüfung")
    if current.delivery.refused:
        show.notice("fehler", "Nicht angenommen", *(f"{refusal.file}: {refusal.reason}" for refusal in current.delivery.refused))
    if checked.files:
        show.table(_files_table(checked), "Was in den Dateien steht")
        for file in checked.files:
            st.html(markup.details(f"So wird {file.received.path} verstanden", _understood(file.understood)))
    if result.errors:
        show.notice("fehler", "So kann nichts veröffentlicht werden", *result.errors)
    for file in checked.files:
        if file.warnings:
            show.notice("warnung", f"Hinweise zu {file.received.path}", *file.warnings)
    if checked.other_warnings:
        show.notice("warnung", "Weitere neue Hinweise", *checked.other_warnings)
    _rejects(checked)
    if current.comparison:
        _differences(current.comparison)


def decide(current: Step) -> None:
    """Third step: publish or discard."""
    show.heading("3. Entscheiden")
    outdated = current.checked.outdated
    if outdated:
        show.notice("warnung", "Inzwischen hat jemand anderes Daten veröffentlicht", "Bitte noch einmal prüfen, damit die Unterschiede stimmen.")
    alarms = current.comparison.alarms() if current.comparison else []
    sure = not alarms or outdated or st.checkbox("Ich habe geprüft, dass diese Änderungen gewollt sind.", key="einspielen_gewollt")
    with st.container(horizontal=True, gap="small", key="einspielen_entscheiden"):
        if current.comparison and not outdated and st.button("Veröffentlichen", type="primary", disabled=not sure):
            _publish(current)
        if outdated and st.button("Noch einmal prüfen", type="primary"):
            with _working("Dateien noch einmal prüfen") as progress:
                _check(current.delivery, current.who, progress)
            st.rerun()
        if st.button("Verwerfen"):
            delivery.discard(current.delivery, current.checked, current.who)
            _end("gut", "Verworfen", "Es bleibt alles, wie es war.")


def history(folder: Path, granted: bool, who: str) -> None:
    """Snapshots, the way back, and who did what."""
    show.heading("Datenstände und Verlauf", f"Die letzten {snapshots.KEEP} Datenstände bleiben aufgehoben; ersetzte Dateien liegen in warehouse/archiv.")
    try:
        kept, before = snapshots.status(folder), delivery.previous(folder)
    except SnapshotError as error:
        show.notice("fehler", "Die Datenstände sind nicht lesbar", str(error))
        return
    columns = (Column("Geladen am"), Column("Dateien", "zahl"), Column("Abgelehnte Zeilen", "zahl"), Column("Hinweise", "zahl"), Column("Gilt"))
    rows = tuple((_moment(s["loaded_at"]), len(s["files"]), s["rejects"], len(s["warnings"]), "aktuell" if s["current"] else "") for s in kept["snapshots"])
    show.table(Table(columns, rows), "Datenstände, der neueste zuerst")
    if granted and before and st.button("Zum vorigen Datenstand zurückgehen"):
        _confirm_back(folder, kept["current"], who)
    entries = log.read(folder)
    if entries:
        rows = tuple((_moment(e["zeit"]), e["wer"], e["was"], ", ".join(f["datei"] for f in e.get("dateien", []))) for e in entries[:_SHOWN])
        show.table(Table(tuple(Column(title) for title in ("Wann", "Wer", "Was", "Dateien")), rows), "Wer wann was eingespielt hat")


# --- inside -----------------------------------------------------------------------------------------------------------


def _asked_name(key: str) -> str:
    """The name somebody gives who is not signed in; asked once per session."""
    given = st.text_input("Ihr Name (steht im Verlauf, sonst wird nichts über Sie gespeichert)", value=st.session_state.get(_NAME, ""), max_chars=log.NAME_LENGTH, key=key)
    st.session_state[_NAME] = log.clean_person(given)
    return st.session_state[_NAME]


class _working:
    """A progress bar while something is worked on: `with _working("...") as progress: progress(text, share)`."""

    def __init__(self, text: str) -> None:
        self._bar = st.progress(0.0, text=text)

    def __enter__(self) -> Callable[[str, float], None]:
        return lambda text, share: self._bar.progress(min(share, 1.0), text=text)

    def __exit__(self, *_) -> None:
        self._bar.empty()


def _check(received: Delivery, who: str, progress: Callable[[str, float], None]) -> None:
    """Dry run and comparison; the result stays in the session."""
    progress("Prüfen (läuft gerade eine andere Prüfung, wird auf sie gewartet)", 0.1)
    checked = delivery.check(received, lambda text, share: progress(text, 0.1 + 0.8 * share))
    comparison = None
    if checked.candidate.path:
        progress("Mit den bisherigen Zahlen vergleichen", 0.95)
        comparison = _compared(checked)
    st.session_state[_STEP] = Step(received, checked, comparison, who)


def _compared(checked: Checked) -> Comparison | None:
    """The candidate against the snapshot it was built against, both opened for this alone; None where somebody published just now."""
    candidate, opened = checked.candidate, []
    try:
        opened.append(open_warehouse(file=candidate.path))
        if candidate.base:
            with suppress(NoWarehouseError):  # an unreadable one: everything counts as new
                opened.append(open_warehouse(file=snapshots.folder(candidate.data_dir) / candidate.base))
        return compare(opened[1] if len(opened) > 1 else None, opened[0])
    except NoWarehouseError:
        return None
    finally:
        for w in opened:
            w.close()


def _publish(current: Step) -> None:
    try:
        result = delivery.publish_delivery(current.delivery, current.checked, current.who)
    except (SnapshotError, OSError) as error:
        st.session_state[_SAID] = ("fehler", "Nicht veröffentlicht", str(error))
        st.rerun()
    said = [f"{file.received.path}: {german.number(file.rows_loaded)} von {german.number(file.rows_read)} Zeilen" for file in current.checked.files]
    _end("gut", f"Veröffentlicht am {_moment(result.loaded_at)}; alle Seiten zeigen jetzt diesen Stand", *said)


def _end(*message: str) -> None:
    st.session_state.pop(_STEP, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state[_SAID] = message
    st.rerun()


@st.dialog("Zum vorigen Datenstand zurückgehen")
def _confirm_back(folder: Path, current: str, who: str) -> None:
    st.write("Danach zeigen alle Seiten wieder die Zahlen des vorigen Datenstands. Kam der aktuelle von dieser Seite, gehen seine Dateien ins Archiv, "
             "und die Dateien, die sie ersetzt hatten, kommen zurück.")
    name = who or _asked_name("zurueck_name")
    if st.button("Ja, zurückgehen", type="primary", disabled=not name):
        try:
            st.session_state[_SAID] = ("gut", "Zurückgegangen", *delivery.take_back(folder, name, current))
        except SnapshotError as error:
            st.session_state[_SAID] = ("fehler", "Nicht zurückgegangen", str(error))
        st.rerun()


def _files_table(checked: Checked) -> Table:
    columns = (Column("Datei"), Column("Quelle"), Column("gelesen", "zahl"), Column("geladen", "zahl"), Column("abgelehnt", "zahl"), Column("Daten"), Column("In eingang"))
    def state(file: delivery.FileOutcome) -> str:
        return "liegt dort unverändert" if file.received.unchanged else "ersetzt die Datei dieses Namens" if file.received.replaces else "neu"
    return Table(columns, tuple(
        (file.received.path, file.received.source, file.rows_read, file.rows_loaded, file.rows_rejected,
         f"{_day(file.von)} bis {_day(file.bis)}" if file.von and file.bis else "keine", state(file)) for file in checked.files))


def _understood(told: Understood) -> str:
    """How a file is read, as HTML: source and why, where each column comes from, what is dropped, the first rows."""
    dropped = [f"{name} (personenbezogen)" if name in told.personal else name for name in told.dropped]
    lines = [told.why, f"Kopfzeile: {told.header_line}{f', Zeichensatz {told.encoding}' if told.encoding else ''}."]
    lines += [f"Nicht gespeichert: {', '.join(dropped)}."] if dropped else []
    lines += [f"Nicht in der Datei: {', '.join(told.missing)}. Kennzahlen, die das brauchen, zeigen „keine Daten“."] if told.missing else []
    lines += [told.error] if told.error else []
    columns = Table((Column("Spalte"), Column("kommt aus")), tuple(told.columns.items()))
    names = list(told.first_rows[0]) if told.first_rows else []
    first = Table(tuple(Column(name) for name in names), tuple(tuple(row[name] if row[name] is None else str(row[name]) for name in names) for row in told.first_rows))
    return markup.listing("Zuordnung", lines) + markup.table(columns, "Woher jede Spalte kommt") + (markup.table(first, "Die ersten Zeilen, wie sie gelesen werden") if names else "")


def _rejects(checked: Checked) -> None:
    if not checked.rejects:
        return
    titles = {"file": "Datei", "line": "Zeile", "column": "Spalte", "value": "Wert", "reason": "Grund"}
    rows = tuple(tuple(reject[key] if reject[key] is None else str(reject[key]) for key in titles) for reject in checked.rejects)
    table = Table(tuple(Column(title) for title in titles.values()), rows)
    count = german.number(len(rows))
    first = f"Abgelehnte Zeilen ({count})" if len(rows) <= _SHOWN else f"Abgelehnte Zeilen (die ersten {_SHOWN} von {count})"
    st.html(markup.details(first, markup.table(Table(table.columns, rows[:_SHOWN]), first)))
    st.download_button("Abgelehnte Zeilen als CSV", csv_bytes(table, "Prüfung vor dem Einspielen"), "abgelehnte_zeilen.csv", CSV_MIME, on_click="ignore")


def _differences(comparison: Comparison) -> None:
    if not comparison.changes:
        show.notice("gut", "Keine Kennzahl ändert sich", "Die Dateien bringen nichts, was nicht schon im aktuellen Datenstand steht.")
        return
    show.heading("Was sich in den Zahlen ändert")
    alarms = comparison.alarms()
    if alarms:
        show.notice("warnung", "Bitte vor dem Veröffentlichen ansehen", *alarms)
    if comparison.published:
        show.table(comparison.published_table(), "Veröffentlichte Zahlen, die sich verschieben")
    show.table(comparison.overview(), "Kennzahlen, die sich ändern")
    label = {change.kennzahl: change.definition.label for change in comparison.changes}
    chosen = st.selectbox("Monat für Monat", comparison.metrics, format_func=label.get, key="einspielen_kennzahl")
    show.table(comparison.months(chosen), f"{label[chosen]}: bisher und neu")


def _moment(stamp: str | None) -> str:
    return f"{_day(stamp)}, {stamp[11:16]} Uhr" if stamp else "unbekannt"


def _day(stamp: str) -> str:
    return f"{stamp[8:10]}.{stamp[5:7]}.{stamp[:4]}"
