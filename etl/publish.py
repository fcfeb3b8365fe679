"""Publish a warehouse: build beside the one in service, promise, swap atomically; or publish nothing and say why.

`load` does it all. `build` and `publish` are its two halves for whoever wants to look before publishing (dry run, upload page). A killed
load leaves the last good snapshot in service; what it left behind is cleaned by the next one.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import Timeout

from etl import snapshots
from etl.build import LoadResult
from etl.build import build as build_into

Progress = Callable[[str, float], None]
WAIT = 600
__all__ = ["Candidate", "LoadResult", "StaleCandidate", "build", "discard", "load", "publish"]


class StaleCandidate(snapshots.SnapshotError):
    """Somebody else published since the candidate was built; the text is German."""


@dataclass(frozen=True)
class Candidate:
    """An unpublished warehouse: its file (None where something stands against it), its result, and the snapshot it was built against."""

    data_dir: Path
    path: Path | None
    result: LoadResult
    base: str | None
    extra: Path | None = None


def load(data_dir: Path | str, warehouse: Path | str | None = None, progress: Progress | None = None) -> LoadResult:
    """Read all exports, check, build and publish; with `warehouse` into that file instead of a new snapshot (the pointer stays).

    Nothing is raised for bad data: `published` is False then and `errors` says all reasons. Only one load works on a folder at a time.
    """
    data_dir, progress = Path(data_dir), progress or _silent
    if not data_dir.is_dir():
        return LoadResult(errors=[f"Den Amtsordner {data_dir} gibt es nicht. Bitte den Ordner anlegen oder mit --data einen anderen nennen."])
    if warehouse is not None:
        return _load_beside(data_dir, Path(warehouse), progress)
    with _alone(data_dir, progress):
        snapshots.remove_leftovers(data_dir)
        candidate = _build(data_dir, None, progress)
        if candidate.path is not None:
            _publish(candidate)
        progress("Fertig", 1.0)
        return candidate.result


def build(data_dir: Path | str, extra: Path | str | None = None, progress: Progress | None = None) -> Candidate:
    """Dry run: everything `load` does except the publication; `extra` is a folder whose files count as part of `eingang/`."""
    data_dir, progress = Path(data_dir), progress or _silent
    with _alone(data_dir, progress):
        return _build(data_dir, Path(extra) if extra else None, progress)


def publish(candidate: Candidate, archive: Path | None = None) -> LoadResult:
    """Put a candidate into service; files of its extra folder move to `eingang/` first, files they replace there move to `archive`.

    Raises StaleCandidate where another publication came in between, SnapshotError where the candidate cannot be published.
    """
    with _alone(candidate.data_dir, _silent):
        if candidate.path is None:
            raise snapshots.SnapshotError("Dieser Stand darf nicht veröffentlicht werden: " + " ".join(candidate.result.errors))
        if not candidate.path.is_file() or _current_name(candidate.data_dir) != candidate.base:
            raise StaleCandidate("Inzwischen hat jemand anderes Daten veröffentlicht. Bitte die Dateien noch einmal prüfen lassen.")
        if candidate.extra is not None:
            _take_over(candidate.extra, candidate.data_dir / "eingang", archive)
        return _publish(candidate)


def discard(candidate: Candidate) -> None:
    """Drop a candidate that will not be published."""
    if candidate.path is not None:
        candidate.path.unlink(missing_ok=True)


def _build(data_dir: Path, extra: Path | None, progress: Progress) -> Candidate:
    folder = snapshots.folder(data_dir)
    name = uuid.uuid4().hex[:8]
    under_way, done = folder / f"tmp-{name}.duckdb", folder / f"kandidat-{name}.duckdb"
    base = _current_name(data_dir)
    previous = folder / base if base and (folder / base).is_file() else None
    result = build_into(data_dir, under_way, previous, extra, progress)
    result.warehouse = previous
    if result.errors:
        return Candidate(data_dir, None, result, base, extra)
    os.replace(under_way, done)
    return Candidate(data_dir, done, result, base, extra)


def _publish(candidate: Candidate) -> LoadResult:
    """Name the candidate a snapshot, lay its result beside it, and only then move the pointer; each step reaches the disk first."""
    folder = snapshots.folder(candidate.data_dir)
    name = f"bilanz-{datetime.now(UTC):%Y%m%dt%H%M%S}-{uuid.uuid4().hex[:8]}.duckdb"
    result = candidate.result
    result.published, result.warehouse = True, folder / name
    snapshots.write_durably((folder / name).with_suffix(".json"), json.dumps(result.as_json(), ensure_ascii=False))
    os.replace(candidate.path, folder / name)
    snapshots.sync_folder(folder)
    snapshots.make_current(candidate.data_dir, name)
    snapshots.remove_leftovers(candidate.data_dir, candidates=True)
    return result


def _load_beside(data_dir: Path, warehouse: Path, progress: Progress) -> LoadResult:
    """Build beside the named file and replace it as a whole; its own years are the ones that must not vanish."""
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    under_way = warehouse.with_name(f"tmp-{uuid.uuid4().hex[:8]}-{warehouse.name}")
    with _alone(data_dir, progress):
        for leftover in warehouse.parent.glob(f"tmp-????????-{warehouse.stem}.*"):
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        try:
            result = build_into(data_dir, under_way, warehouse if warehouse.is_file() else None, None, progress)
            if not result.errors:
                os.replace(under_way, warehouse)
                snapshots.sync_folder(warehouse.parent)
                result.published = True
        finally:
            under_way.unlink(missing_ok=True)
    result.warehouse = warehouse if warehouse.is_file() else None
    return result


@contextmanager
def _alone(data_dir: Path, progress: Progress) -> Iterator[None]:
    """Work on a folder while nobody else loads into it; say so where that means waiting. Raises SnapshotError after WAIT seconds."""
    lock = snapshots.lock(data_dir, timeout=WAIT)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress("Ein anderes Einspielen läuft, es wird gewartet", 0.0)
        try:
            lock.acquire()
        except Timeout:
            raise snapshots.SnapshotError("Ein anderes Einspielen läuft schon seit langem. Bitte warten, bis es fertig ist, und neu beginnen.") from None
    try:
        yield
    finally:
        lock.release()


def _take_over(extra: Path, inbox: Path, archive: Path | None) -> None:
    """Copy uploaded files into `eingang/`, each as a whole; same names replace, the replaced ones are kept in `archive`."""
    for path in sorted(extra.rglob("*")):
        if path.is_file():
            target = inbox / path.relative_to(extra)
            target.parent.mkdir(parents=True, exist_ok=True)
            partial = target.with_name(f".{target.name}.part")
            shutil.copyfile(path, partial)
            if archive is not None and target.is_file():
                kept = archive / path.relative_to(extra)
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(target, kept)  # keeps the time of change, which decides which delivery is newer
            os.replace(partial, target)


def _current_name(data_dir: Path) -> str | None:
    try:
        return snapshots.read_pointer(data_dir).current
    except snapshots.SnapshotError:
        return None


def _silent(text: str, share: float) -> None:
    """No progress wanted."""
