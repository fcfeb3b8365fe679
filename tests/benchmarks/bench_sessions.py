"""`python -m tests.benchmarks.bench_sessions [--sessions 50] [--seconds 40]`: many readers at once, over Streamlit's own websocket.

Every session opens the pages in turn with changing years and months, thinking about eight seconds (exponentially distributed) between
two of them; measured is the time from asking to the end of the run. Limit: 0.5 seconds at the 95th percentile.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser import server

LIMIT = 0.5
FINISHED = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY


async def run_once(socket, page: str, query: str) -> float:
    """Seconds from asking for a page to the end of its script run."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    start = time.perf_counter()
    await socket.send(message.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(await socket.recv())
        if answer.WhichOneof("type") == "script_finished" and answer.script_finished == FINISHED:
            return time.perf_counter() - start


async def session(address: str, pages: list[str], seconds: float, think: float, seed: int) -> list[float]:
    """One reader; the times of all runs but the first."""
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    times = []
    async with websockets.connect(address.replace("http", "ws") + "/_stcore/stream", subprotocols=["streamlit"], max_size=None) as socket:
        await asyncio.sleep(chance.uniform(0, think))
        while time.monotonic() < end:
            query = f"jahr={chance.choice((2017, 2018))}" + chance.choice(("", "&monat=3", "&monat=1&monat=2&monat=3", "&bereich=Kfz-Zulassung"))
            times.append(await run_once(socket, chance.choice(pages), query))
            await asyncio.sleep(chance.expovariate(1 / think))
    return times[1:]


async def open_each(address: str, pages: list[str]) -> None:
    async with websockets.connect(address.replace("http", "ws") + "/_stcore/stream", subprotocols=["streamlit"], max_size=None) as socket:
        for page in pages:
            for year in (2018, 2017):
                await run_once(socket, page, f"jahr={year}")


async def all_sessions(address: str, count: int, pages: list[str], seconds: float, think: float) -> list[float]:
    found = await asyncio.gather(*(session(address, pages, seconds, think, n) for n in range(count)))
    return [t for times in found for t in times]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_sessions", description=__doc__)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--think", type=float, default=8)
    parser.add_argument("--page", nargs="*", default=server.PAGES)
    parser.add_argument("--data", type=Path, help="an office folder with a warehouse; else the sample is built")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = options.data or server.sample_office(Path(folder) / "data")
        with server.dashboard(data) as address:
            asyncio.run(open_each(address, options.page))  # warm up: imports and every page's first queries, as after the first reader
            times = sorted(asyncio.run(all_sessions(address, options.sessions, options.page, options.seconds, options.think)))
    p95 = times[int(0.95 * (len(times) - 1))]
    print(f"{options.sessions} sessions, {len(times)} runs: median {statistics.median(times) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, "
          f"slowest {times[-1] * 1000:.0f} ms  {'ok' if p95 < LIMIT else 'TOO SLOW'}")


if __name__ == "__main__":
    main()
