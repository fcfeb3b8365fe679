"""One upload from its first byte to its publication: received into a folder of its own, checked by a dry run, published or discarded.

Nothing of it touches `eingang/` or the warehouse in service before `publish`; whoever closes the browser leaves nothing but a folder
`warehouse/annahme/<upload>` that goes with the session, at the latest after a day. A file of a name that lies in `eingang/` already is a
correction: it takes that place, and the old file moves to `warehouse/archiv/`, from where `take_back` fetches it again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
import unicodedata
import uuid
import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from filelock import Timeout

from etl import publish, snapshots
from etl.build import LoadResult
from etl.dryrun import Understood, describe
from etl.intake import content, limits, log
from etl.sources import SourceError, load_sources, source_for

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Refusal:
    """A file that was not taken, and why, in German."""

    file: str
    reason: str


@dataclass(frozen=True)
class Received:
    """A file that was taken. `path` is its place in `eingang/`; `replaces`: a file of that name lies there; `unchanged`: with equal content."""

    sent_as: str
    path: str
    size: int
    sha256: str
    source: str
    replaces: bool = False
    unchanged: bool = False


@dataclass(eq=False)
class Delivery:
    """The files of one upload, in a folder nobody else reads. The folder goes when the object does (session over, server stopped)."""

    data_dir: Path
    folder: Path
    files: list[Received] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._end = weakref.finalize(self, shutil.rmtree, self.folder, True)

    def drop(self) -> None:
        """Delete the received files."""
        self._end()


@dataclass(frozen=True)
class FileOutcome:
    """What the dry run made of one uploaded file; rows_read = rows_loaded + rows_rejected."""

    received: Received
    rows_read: int
    rows_loaded: int
    rows_rejected: int
    von: str | None
    bis: str | None
    warnings: tuple[str, ...]
    understood: Understood


@dataclass(frozen=True)
class Checked:
    """A dry run: the candidate (without a file where something stands against it), its uploaded files, all their rejects, and what is new to say."""

    candidate: publish.Candidate
    files: tuple[FileOutcome, ...]
    rejects: tuple[dict, ...]
    other_warnings: tuple[str, ...]
    """Warnings on other files that the snapshot in service does not have, such as rows replaced by the new delivery."""

    @property
    def result(self) -> LoadResult:
        return self.candidate.result

    @property
    def outdated(self) -> bool:
        """Somebody else published since: what the check says is no longer what a publication would change."""
        candidate = self.candidate
        gone = candidate.path is not None and not candidate.path.is_file()
        return gone or _current(candidate.data_dir) != candidate.base


def receive(data_dir: Path | str, sent: Iterable[tuple[str, BinaryIO]], progress: Progress | None = None) -> Delivery:
    """Take the files of an upload (name as sent, stream) into a new folder; every refusal is listed with its reason, none raises."""
    data_dir, sent = Path(data_dir), list(sent)
    clean(data_dir)
    delivery = Delivery(data_dir, _folder(data_dir) / uuid.uuid4().hex)
    delivery.folder.mkdir(parents=True, mode=0o700)
    if len(sent) > limits.FILES:
        delivery.refused.append(Refusal("Alle Dateien", (
            f"Das sind {len(sent)} Dateien, auf einmal angenommen werden {limits.FILES}. Bitte in mehreren Schritten einspielen.")))
        return delivery
    try:
        sources = load_sources(data_dir)
    except SourceError as error:
        delivery.refused.append(Refusal("quellen.toml", str(error)))
        return delivery
    present = _present(data_dir / "eingang")
    total = 0
    for number, (name, stream) in enumerate(sorted(sent, key=lambda item: content.clean_name(item[0]))):
        (progress or _silent)(f"{content.clean_name(name) or 'Datei'} annehmen", number / len(sent))
        try:
            received = _take(delivery, name, stream, present, sources, limits.DELIVERY_BYTES - total)
        except _Refused as refusal:
            delivery.refused.append(Refusal(_shown(name), str(refusal)))
            continue
        total += received.size
        delivery.files.append(received)
    now = time.time()
    for received in delivery.files:  # one time for all: among files of one upload the name decides, before and after publication
        os.utime(delivery.folder / received.path, (now, now))
    return delivery


def check(delivery: Delivery, progress: Progress | None = None) -> Checked:
    """Dry run: everything in `eingang/` and the received files, read, checked and built beside the warehouse in service. Raises nothing for bad data."""
    try:
        _require(delivery)
        candidate = publish.build(delivery.data_dir, extra=delivery.folder, progress=progress)
    except Exception as error:  # noqa: BLE001 -- the last net: whatever a file makes a library raise, nothing is published and a clerk reads German
        text = str(error) if isinstance(error, snapshots.SnapshotError) else (
            f"Die Prüfung ist an den Dateien gescheitert ({type(error).__name__}). Es bleibt alles, wie es ist. Bitte den Export wiederholen.")
        candidate = publish.Candidate(delivery.data_dir, None, LoadResult(errors=[text]), _current(delivery.data_dir), delivery.folder)
    result, uploaded = candidate.result, {received.path: received for received in delivery.files}
    said = [warning for warning in result.warnings if not _about(warning, uploaded)]
    before = set(snapshots.read_result(snapshots.folder(delivery.data_dir) / candidate.base).get("warnings", [])) if candidate.base else set()
    return Checked(
        candidate,
        tuple(
            FileOutcome(uploaded[file["file"]], file["rows_read"], file["rows_loaded"], file["rows_rejected"], file["von"], file["bis"],
                        tuple(w.removeprefix(f"{file['file']}: ") for w in result.warnings if _about(w, [file["file"]])),
                        describe(delivery.data_dir, delivery.folder / file["file"]))
            for file in result.files if file["file"] in uploaded),
        tuple(reject for reject in result.rejects if reject["file"] in uploaded),
        tuple(warning for warning in said if warning not in before))


def publish_delivery(delivery: Delivery, checked: Checked, who: str) -> LoadResult:
    """Move the files to `eingang/`, put the candidate into service, write it down.

    Raises StaleCandidate where somebody else published since the check (the files stay, check again), SnapshotError where it must not be.
    """
    _require(delivery)
    archive = snapshots.folder(delivery.data_dir) / "archiv" / f"{datetime.now(UTC):%Y%m%dt%H%M%S}-{uuid.uuid4().hex[:8]}"
    result = publish.publish(checked.candidate, archive)
    log.append(
        delivery.data_dir, who, log.PUBLISHED, datenstand=result.warehouse.name, archiv=archive.name if archive.is_dir() else None,
        dateien=[{"datei": file.path, "sha256": file.sha256, "ersetzt": file.replaces} for file in delivery.files])
    delivery.drop()
    return result


def discard(delivery: Delivery, checked: Checked | None, who: str = "") -> None:
    """Drop an upload and its candidate; nothing was changed by it."""
    if checked:
        publish.discard(checked.candidate)
    if delivery.files:
        log.append(delivery.data_dir, who, log.DISCARDED, dateien=[{"datei": file.path} for file in delivery.files])
    delivery.drop()


def take_back(data_dir: Path | str, who: str, current: str) -> list[str]:
    """Make the snapshot before `current` current, and bring `eingang/` back to it where `current` came from an upload.

    Returns German sentences on what was done. Raises SnapshotError where somebody else published meanwhile or nothing came before.
    """
    data_dir = Path(data_dir)
    if snapshots.read_pointer(data_dir).current != current:
        raise snapshots.SnapshotError("Inzwischen hat jemand anderes Daten veröffentlicht oder zurückgenommen. Bitte die Seite neu ansehen und entscheiden.")
    path = snapshots.rollback(data_dir)
    said = ["Der vorige Datenstand ist wieder in Kraft."]
    entry = next((entry for entry in log.read(data_dir) if entry["was"] == log.PUBLISHED and entry.get("datenstand") == current), None)
    if entry is None:
        said.append("Der zurückgenommene Datenstand kam nicht von dieser Seite: Die Dateien in eingang bleiben und zählen beim nächsten Laden wieder mit.")
    else:
        with snapshots.lock(data_dir):
            said += _fetch_back(data_dir, entry)
    log.append(data_dir, who, log.TAKEN_BACK, datenstand=path.name, zurueckgenommen=current)
    return said


def previous(data_dir: Path | str) -> str | None:
    """The snapshot `take_back` would return to; None where there is none."""
    pointer = snapshots.read_pointer(data_dir)
    if pointer.current not in pointer.history:
        return None
    older = pointer.history[pointer.history.index(pointer.current) + 1:]
    return next((name for name in older if (snapshots.folder(data_dir) / name).is_file()), None)


def clean(data_dir: Path) -> None:
    """Delete uploads nobody finished within a day, and what killed checks left; skipped while a load works on the folder."""
    for folder in _folder(data_dir).glob("*"):
        try:
            if time.time() - folder.stat().st_mtime > limits.KEEP_ABANDONED_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue
    try:
        with snapshots.lock(data_dir, timeout=0):
            snapshots.remove_leftovers(data_dir)
    except Timeout:
        pass


def _require(delivery: Delivery) -> None:
    if not delivery.files or not all((delivery.folder / received.path).is_file() for received in delivery.files):
        raise snapshots.SnapshotError("Es sind keine angenommenen Dateien (mehr) da. Bitte verwerfen und die Dateien noch einmal hochladen.")


def _current(data_dir: Path) -> str | None:
    try:
        return snapshots.read_pointer(data_dir).current
    except snapshots.SnapshotError:
        return None


# --- receiving one file -----------------------------------------------------------------------------------------------


class _Refused(Exception):
    """Why a file is not taken."""


def _take(delivery: Delivery, sent_as: str, stream: BinaryIO, present: dict[str, list[str]], sources: list, room: int) -> Received:
    name = content.clean_name(sent_as)
    if not name:
        raise _Refused("Der Dateiname ist nicht verwendbar. Bitte umbenennen, zum Beispiel in kontakte_2018.csv.")
    there = present.get(_key(name), [])
    if len(there) > 1:
        raise _Refused(f"In eingang liegen mehrere Dateien dieses Namens ({', '.join(there)}); welche ersetzt werden soll, ist offen. Bitte umbenennen.")
    place = there[0] if there else name
    target = delivery.folder / place
    if any(_key(other.path) == _key(place) for other in delivery.files):
        raise _Refused("Eine Datei dieses Namens ist in dieser Auswahl schon dabei. Bitte nur eine davon einspielen oder umbenennen.")
    source = source_for(sources, place) or source_for(sources, Path(place).name)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        digest, size = _copy(stream, target, min(limits.FILE_BYTES, room))
        if size > room:
            raise _Refused(f"Mit dieser Datei hat die Auswahl mehr als {limits.DELIVERY_BYTES // limits.MIB} MB. Bitte in mehreren Schritten einspielen.")
        reasons = content.problems(target)
        if not reasons and source is None:
            reasons = [describe(delivery.data_dir, target).error.removeprefix(f"{target.name}: ")]
        if reasons:
            raise _Refused(" ".join(reasons))
    except _Refused:
        target.unlink(missing_ok=True)
        raise
    old = delivery.data_dir / "eingang" / place
    unchanged = bool(there) and old.stat().st_size == size and _sha256(old) == digest
    return Received(_shown(sent_as), place, size, digest, source.name, bool(there), unchanged)


def _copy(stream: BinaryIO, target: Path, most: int) -> tuple[str, int]:
    """Copy a stream to a file, at most one byte more than allowed; returns checksum and size."""
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as file:
        while size <= most and (chunk := stream.read(min(limits.MIB, most + 1 - size))):
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
    return digest.hexdigest(), size


def _present(inbox: Path) -> dict[str, list[str]]:
    """The files of `eingang/` by name, however it is written (case, composed or decomposed umlauts)."""
    found: dict[str, list[str]] = {}
    for path in sorted(inbox.rglob("*")) if inbox.is_dir() else []:
        name = path.relative_to(inbox)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            found.setdefault(_key(path.name), []).append(name.as_posix())
    return found


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _shown(name: str) -> str:
    return log.clean_person(name) or "ohne Namen"


def _about(warning: str, files: Iterable[str]) -> bool:
    return any(warning.startswith(f"{file}: ") for file in files)


# --- the way back -----------------------------------------------------------------------------------------------------


def _fetch_back(data_dir: Path, entry: dict) -> list[str]:
    """Take the files of a publication out of `eingang/` into the archive and put back the ones they had replaced."""
    archives, inbox = snapshots.folder(data_dir) / "archiv", data_dir / "eingang"
    taken = archives / f"{datetime.now(UTC):%Y%m%dt%H%M%S}-{uuid.uuid4().hex[:8]}-zurueckgenommen"
    said, moved = [], []
    for file in entry.get("dateien", []):
        target = inbox / file["datei"]
        if not target.is_file() or _sha256(target) != file["sha256"]:
            said.append(f"{file['datei']} wurde seither geändert und bleibt, wie sie ist.")
            continue
        (taken / file["datei"]).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(target, taken / file["datei"])
        moved.append(file["datei"])
        old = archives / entry["archiv"] / file["datei"] if entry.get("archiv") else None
        if old and old.is_file():
            shutil.move(old, target)
    if moved:
        said.insert(0, f"{len(moved)} {'Datei' if len(moved) == 1 else 'Dateien'} der zurückgenommenen Einspielung "
                       f"{'liegt' if len(moved) == 1 else 'liegen'} jetzt im Archiv ({taken.name}), ersetzte Dateien sind zurück in eingang.")
    return said


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _folder(data_dir: Path) -> Path:
    return snapshots.folder(data_dir) / "annahme"


def _silent(text: str, share: float) -> None:
    """No progress wanted."""
