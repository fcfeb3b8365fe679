"""From the upload to `eingang/`: uploaded files wait in a folder of their own until somebody publishes or discards them; who did what is logged.

A waiting folder is never read by a load. What an interrupted upload leaves behind is removed after a day.
"""

from __future__ import annotations

import json
import os
import shutil
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from etl import publish, snapshots
from etl.dryrun import Change, Understood, changes, describe
from etl.limits import MAX_BYTES, RefusedFile, examine
from etl.publish import Candidate, LoadResult, Progress

MAX_FILES = 60
MAX_TOTAL = 4 * MAX_BYTES
KEEP_WAITING = 24 * 3600


@dataclass(frozen=True)
class Review:
    """Uploaded files after the dry run: how each is understood, the candidate built with them, what it would change per month."""

    folder: Path
    understood: tuple[Understood, ...]
    candidate: Candidate
    changes: tuple[Change, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(told.file for told in self.understood)

    @property
    def publishable(self) -> bool:
        return self.candidate.path is not None

    @property
    def rejects(self) -> list[dict]:
        """The rejected rows of the uploaded files."""
        return [reject for reject in self.candidate.result.rejects if Path(reject["file"]).name in self.names]

    @property
    def shrinking(self) -> tuple[Change, ...]:
        """The months in which something published would become less."""
        return tuple(change for change in self.changes if change.shrinks)


def check(data_dir: Path | str, files: Iterable[tuple[str, bytes]], progress: Progress | None = None) -> Review:
    """Dry run of uploaded files (name, content): nothing is published, nothing reaches `eingang/`.

    Raises RefusedFile for what must not come in; what is wrong inside a file stands in the review.
    """
    return _review(Path(data_dir), receive(data_dir, files), progress)


def check_again(review: Review, progress: Progress | None = None) -> Review:
    """The same files against the snapshot that is current now (somebody else published in between)."""
    publish.discard(review.candidate)
    return _review(review.candidate.data_dir, review.folder, progress)


def accept(review: Review, who: str) -> LoadResult:
    """Publish the candidate, move its files to `eingang/`, log it. Raises StaleCandidate or SnapshotError, then nothing is lost."""
    result = publish.publish(review.candidate)
    log(review.candidate.data_dir, who, "veröffentlicht", f"{', '.join(review.names)} als {result.warehouse.name}")
    drop(review.folder)
    return result


def reject(review: Review, who: str) -> None:
    """Discard the candidate and its files, log it."""
    publish.discard(review.candidate)
    drop(review.folder)
    log(review.candidate.data_dir, who, "verworfen", ", ".join(review.names))


def go_back(data_dir: Path | str, who: str) -> Path:
    """Make the snapshot before the current one current, log it. Raises SnapshotError where there is none."""
    path = snapshots.rollback(data_dir)
    log(data_dir, who, "zurückgesetzt", f"auf {path.name}")
    return path


def _review(data_dir: Path, folder: Path, progress: Progress | None) -> Review:
    try:
        understood = tuple(describe(data_dir, path) for path in sorted(folder.iterdir()))
        candidate = publish.build(data_dir, folder, progress)
        return Review(folder, understood, candidate, tuple(changes(candidate)))
    except BaseException:
        drop(folder)
        raise


def receive(data_dir: Path | str, files: Iterable[tuple[str, bytes]]) -> Path:
    """Put uploaded files (name, content) into a new waiting folder; all of them or none. Returns the folder.

    Raises RefusedFile for the first that must not come in, for two of the same name and for too many.
    """
    files = list(files)
    if len(files) > MAX_FILES or sum(len(content) for _, content in files) > MAX_TOTAL:
        raise RefusedFile("Zu viel auf einmal", f"Höchstens {MAX_FILES} Dateien und zusammen {MAX_TOTAL // 2**20} MB. Bitte in mehreren Schritten einspielen.")
    names = [name.lower() for name, _ in files]
    for name, content in files:
        if names.count(name.lower()) > 1:
            raise RefusedFile(name, "Diese Datei ist zweimal dabei. Bitte eine davon weglassen.")
        examine(name, content)
    sweep(data_dir)
    folder = _waiting(data_dir) / uuid.uuid4().hex
    folder.mkdir(parents=True)
    for name, content in files:
        (folder / name).write_bytes(content)
    return folder


def drop(folder: Path) -> None:
    """Remove a waiting folder."""
    shutil.rmtree(folder, ignore_errors=True)


def sweep(data_dir: Path | str) -> None:
    """Remove waiting folders nobody came back to."""
    for folder in _waiting(data_dir).glob("*"):
        if folder.is_dir() and time.time() - folder.stat().st_mtime > KEEP_WAITING:
            drop(folder)


def log(data_dir: Path | str, who: str, what: str, detail: str) -> None:
    """Add a line to the log: when, who, what. The log only grows."""
    path = _log(data_dir)
    path.parent.mkdir(parents=True, exist_ok=True)
    entry = {"wann": datetime.now().isoformat(timespec="seconds"), "wer": who, "was": what, "einzelheiten": detail}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def entries(data_dir: Path | str, limit: int = 20) -> list[dict[str, str]]:
    """The latest entries of the log, newest first; a damaged line is left out."""
    try:
        lines = _log(data_dir).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    found = []
    for line in reversed(lines):
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
        if len(found) == limit:
            break
    return found


def _waiting(data_dir: Path | str) -> Path:
    return snapshots.folder(data_dir) / "hochgeladen"


def _log(data_dir: Path | str) -> Path:
    return snapshots.folder(data_dir) / "protokoll.jsonl"
