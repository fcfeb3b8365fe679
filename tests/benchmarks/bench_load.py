"""How long a whole load takes, against DuckDB reading the same text files as plain text into a table.

Run: python tests/benchmarks/bench_load.py [ORDNER]   (without a folder the sample is written to a temporary one)
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
RUNS = 5


def main() -> None:
    """Print the medians of both and their ratio, and how long a load takes in a fresh process."""
    from etl.publish import load
    from etl.sample import write_sample

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "amt"
        if len(sys.argv) > 1:
            shutil.copytree(sys.argv[1], folder, ignore=shutil.ignore_patterns("warehouse"))
        else:
            shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns("warehouse", "eingang"))
            write_sample(folder, lambda text, share: None)
        texts = _as_utf8(folder / "eingang", Path(temporary))
        plain, memory, whole = [], [], []
        for _ in range(RUNS):
            plain.append(_seconds(lambda: _read_plain(texts, str(Path(temporary) / "plain.duckdb"))))
            memory.append(_seconds(lambda: _read_plain(texts, ":memory:")))
            whole.append(_seconds(lambda: load(folder)))
        rows = sum(file["rows_read"] for file in load(folder).files)
        load_time = statistics.median(whole)
        print(f"{rows:,} rows, {sum(path.stat().st_size for path in texts) / 1e6:.0f} MB of text: load {load_time:.2f} s (first one with all imports {whole[0]:.2f} s)")
        for name, times in (("a table on disk", plain), ("a table in memory", memory)):
            print(f"plain text into {name} {statistics.median(times):.2f} s, ratio {load_time / statistics.median(times):.1f}")


def _as_utf8(inbox: Path, temporary: Path) -> list[Path]:
    """The CSV files in UTF-8, outside the measured time: DuckDB alone reads no Windows-1252."""
    texts = []
    for path in sorted(inbox.rglob("*.csv")):
        content = path.read_bytes()
        try:
            content.decode("utf-8-sig")
        except UnicodeDecodeError:
            content = content.decode("cp1252").encode()
        texts.append(temporary / path.name)
        texts[-1].write_bytes(content)
    return texts


def _read_plain(texts: list[Path], target: str) -> None:
    Path(target).unlink(missing_ok=True)
    with duckdb.connect(target) as con:
        for number, path in enumerate(texts):
            con.execute(f"CREATE TABLE t{number} AS FROM read_csv('{path}', all_varchar = true, delim = ';', header = true)")


def _seconds(action) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
