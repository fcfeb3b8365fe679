"""The published snapshots of an office: which one is current, which came before, how to go back.

A snapshot is one DuckDB file `warehouse/bilanz-<UTC time>-<8 hex>.duckdb` that is never changed after its publication;
beside it lies the result of its load as JSON. `warehouse/current.json` points to the current one and names the earlier ones,
newest first. The pointer is only ever replaced as a whole, so a reader sees the old or the new snapshot, never a half one.
Standard library only (the file lock apart): whoever asks for a snapshot loads no database.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

KEEP = 5
SNAPSHOT_NAME = re.compile(r"bilanz-\d{8}t\d{6}-[0-9a-f]{8}\.duckdb", re.IGNORECASE)


class SnapshotError(Exception):
    """The pointer or a snapshot is not as it should be; the text is German and says what to do."""


@dataclass(frozen=True)
class Pointer:
    """`current`: file name of the current snapshot or None; `history`: all kept ones, newest first, the current one included."""

    current: str | None = None
    history: tuple[str, ...] = ()


def folder(data_dir: Path | str) -> Path:
    """The folder of the snapshots of an office folder (it need not exist)."""
    return Path(data_dir) / "warehouse"


def read_pointer(data_dir: Path | str) -> Pointer:
    """The pointer of an office folder; an empty one where nothing was ever published.

    Raises SnapshotError where the pointer file exists but cannot be read.
    """
    path = folder(data_dir) / "current.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        current, history = content["current"], content["history"]
        if not all(isinstance(name, str) and SNAPSHOT_NAME.fullmatch(name) for name in [current, *history]):
            raise ValueError("names no snapshots")
    except FileNotFoundError:
        return Pointer()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotError(
            f"Die Datei {path} ist beschädigt. Bitte neu laden: python -m etl load schreibt sie neu."
        ) from error
    return Pointer(current, tuple(history))


def current(data_dir: Path | str) -> Path | None:
    """The file of the current snapshot, or None where nothing was ever published.

    Raises SnapshotError where the pointer is damaged or names a file that is gone.
    """
    name = read_pointer(data_dir).current
    if name is None:
        return None
    path = folder(data_dir) / name
    if not path.is_file():
        raise SnapshotError(
            f"Der aktuelle Datenstand {name} fehlt im Ordner {path.parent}. "
            "Bitte neu laden (python -m etl load) oder zurückgehen (python -m etl rollback)."
        )
    return path


def make_current(data_dir: Path | str, name: str) -> Pointer:
    """Point to the snapshot `name`, put it before the earlier ones and keep the last KEEP; returns the new pointer.

    Snapshots that a rollback had left behind (newer than the one current until now) leave the history.
    """
    try:
        old = read_pointer(data_dir)
    except SnapshotError:
        old = Pointer(None, tuple(sorted((path.name for path in _files(data_dir)), reverse=True)))
    earlier = old.history[old.history.index(old.current):] if old.current in old.history else old.history
    history = [name, *(other for other in earlier if other != name and (folder(data_dir) / other).is_file())]
    pointer = Pointer(name, tuple(history[:KEEP]))
    _write_pointer(data_dir, pointer)
    return pointer


def rollback(data_dir: Path | str) -> Path:
    """Make the snapshot before the current one current; returns its file. Raises SnapshotError where there is none."""
    with lock(data_dir):
        pointer = read_pointer(data_dir)
        if pointer.current is None:
            raise SnapshotError("Es gibt noch keinen Datenstand. Bitte zuerst laden: python -m etl load")
        place = pointer.history.index(pointer.current) + 1 if pointer.current in pointer.history else 0
        for name in pointer.history[place:]:
            path = folder(data_dir) / name
            if path.is_file():
                _write_pointer(data_dir, Pointer(name, pointer.history))
                return path
    raise SnapshotError(f"Vor dem Datenstand {pointer.current} gibt es keinen früheren; es bleibt alles, wie es ist.")


def status(data_dir: Path | str) -> dict:
    """The kept snapshots with the results of their loads.

    {"current": file name or None, "snapshots": [{"file", "current", "bytes", "loaded_at", "files": [...], "rejects": n, "warnings": [...]}]},
    newest first. What stands in `files` is what `load --json` printed.
    """
    pointer = read_pointer(data_dir)
    snapshots = []
    for name in pointer.history:
        path = folder(data_dir) / name
        if path.is_file():
            result = read_result(path)
            snapshots.append({
                "file": name,
                "current": name == pointer.current,
                "bytes": path.stat().st_size,
                "loaded_at": result.get("loaded_at"),
                "files": result.get("files", []),
                "rejects": len(result.get("rejects", [])),
                "warnings": result.get("warnings", []),
            })
    return {"current": pointer.current, "snapshots": snapshots}


def read_result(snapshot: Path) -> dict:
    """The result of the load that built a snapshot, as `load --json` printed it; empty where it is gone or damaged."""
    try:
        result = json.loads(snapshot.with_suffix(".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return result if isinstance(result, dict) else {}


def remove_leftovers(data_dir: Path | str, candidates: bool = False) -> None:
    """Delete what killed loads left behind and the snapshots out of the history. Call only under the load lock.

    candidates: also the unpublished ones (after a publication they are out of date); those older than a day always go.
    A file that is still open elsewhere and cannot be deleted (Windows) stays until the next load.
    """
    try:
        kept = {Path(name).stem for name in read_pointer(data_dir).history}
    except SnapshotError:
        kept = set()
    for path in folder(data_dir).glob("*"):
        stem = path.name.split(".")[0]
        outdated = kept and SNAPSHOT_NAME.fullmatch(f"{stem}.duckdb") and stem not in kept
        try:
            forgotten = path.name.startswith("kandidat-") and (candidates or time.time() - path.stat().st_mtime > 86_400)
            if path.name.startswith("tmp-") and path.is_dir():
                shutil.rmtree(path)
            elif path.name.startswith("tmp-") or outdated or forgotten:
                path.unlink()
        except OSError:
            continue


def lock(data_dir: Path | str, timeout: float = -1):
    """The lock that lets only one load or rollback work on an office folder at a time (readers never need it).

    timeout: seconds to wait, -1 = as long as it takes. A killed process frees it.
    """
    from filelock import FileLock

    folder(data_dir).mkdir(parents=True, exist_ok=True)
    return FileLock(folder(data_dir) / "load.lock", timeout=timeout)


def write_durably(path: Path, text: str) -> None:
    """Write a small text file as a whole or not at all, and only return when it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"tmp-{uuid.uuid4().hex[:8]}-{path.name}")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Bring renamed entries of a folder to the disk (POSIX; Windows has no such call and needs none)."""
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _files(data_dir: Path | str) -> list[Path]:
    return [path for path in folder(data_dir).glob("bilanz-*.duckdb") if SNAPSHOT_NAME.fullmatch(path.name)]


def _write_pointer(data_dir: Path | str, pointer: Pointer) -> None:
    content = {"current": pointer.current, "history": list(pointer.history)}
    write_durably(folder(data_dir) / "current.json", json.dumps(content, indent=1))
