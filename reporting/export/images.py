"""Pictures of charts as PNG, SVG and PDF, drawn by one warm browser; always the light set on white, same chart same bytes.

The browser is found by the environment variable BROWSER_PATH or in the usual places. Without one, `render` raises
NoBrowserError; everything else in the house works without.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import re
import struct
import threading
import zlib
from collections.abc import Sequence
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass
from functools import cache
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import canonicalize

from reporting.charts import Chart

REMEDY = "Für Bilder auf dem Server fehlt ein Browser. Abhilfe: Chromium installieren (etwa „apt install chromium“) oder BROWSER_PATH auf Chrome, Edge oder Chromium setzen."
TIMEOUT = 90  # seconds for one picture; the first one starts the browser

Format = Literal["png", "svg", "pdf"]
MIME = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}


class NoBrowserError(Exception):
    """No browser on this machine; the text is German, one line, and says what to do."""

    def __init__(self) -> None:
        super().__init__(REMEDY)


@dataclass(frozen=True)
class Size:
    """Logical size of a picture and how many pixels a PNG has per logical pixel; `dpi` is written into the PNG."""

    width: int
    height: int
    scale: float
    dpi: int


#: 2400 x 1350 for screens, 3600 x 2025 (30 cm at 300 dpi) for print, and squares of 1600 and 2400 pixels.
SIZES = {
    "breit": Size(800, 450, 3, 144),
    "breit-druck": Size(800, 450, 4.5, 300),
    "quadrat": Size(800, 800, 2, 144),
    "quadrat-druck": Size(800, 800, 3, 300),
}


@dataclass(frozen=True)
class Job:
    """One picture: a chart, a format and a name of SIZES."""

    chart: Chart
    format: Format = "png"
    size: str = "breit"

    @property
    def filename(self) -> str:
        """"kundenkontakte-monat-2018-quadrat-druck.png"."""
        return self.chart.filename + ending(self.format, self.size)


def ending(format: Format, size: str) -> str:
    """How the file name of a picture ends: ".png", "-druck.png", "-quadrat.svg"; vector formats know no resolution."""
    parts = [part for part in size.split("-") if part != "breit" and not (part == "druck" and format != "png")]
    return "".join(f"-{part}" for part in parts) + f".{format}"


def render(chart: Chart, format: Format = "png", size: str = "breit") -> bytes:
    """One picture. Raises NoBrowserError without a browser, ValueError for a chart with nothing to draw."""
    return render_all([Job(chart, format, size)])[0]


def render_all(jobs: Sequence[Job]) -> list[bytes]:
    """Many pictures by the same browser, in the order of the jobs. Errors as in `render`."""
    if any(job.chart.draw is None for job in jobs):
        raise ValueError("render: a chart without values has no picture")
    if not browser_available():
        raise NoBrowserError
    return _studio().render(jobs) if jobs else []


def browser_available() -> bool:
    """Whether this machine can draw pictures (nothing is started to find out)."""
    chosen = os.environ.get("BROWSER_PATH")
    if chosen is not None:
        return os.access(chosen, os.X_OK) and Path(chosen).is_file()
    return _found()


@cache
def _found() -> bool:
    from choreographer.browsers.chromium import Chromium

    return bool(Chromium.find_browser(skip_local=False))


class _Studio:
    """A browser that stays open in a thread of its own; any thread may ask for pictures."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True, name="studio").start()
        self._kaleido = None
        self._lock = asyncio.Lock()
        atexit.register(self.close)

    def render(self, jobs: Sequence[Job]) -> list[bytes]:
        future = asyncio.run_coroutine_threadsafe(self._render(jobs), self._loop)
        try:
            return future.result(TIMEOUT * (1 + len(jobs)))
        except TooLate:
            future.cancel()
            raise

    async def _render(self, jobs: Sequence[Job]) -> list[bytes]:
        async with self._lock:
            if self._kaleido is None:
                self._kaleido = await self._open()
        try:
            return list(await asyncio.gather(*(self._one(job) for job in jobs)))
        except NoBrowserError:
            raise
        except Exception:  # the browser may have died since the last picture: once more with a new one
            await self._drop()
            self._kaleido = await self._open()
            return list(await asyncio.gather(*(self._one(job) for job in jobs)))

    async def _open(self):
        from choreographer.errors import ChromeNotFoundError
        from kaleido import Kaleido, PageGenerator

        class Page(PageGenerator):
            header = PageGenerator.header.replace("Kaleido-fier", "Bürgerbüro-Bilanz").replace("<html>", '<html lang="de">').replace(
                "<head>", '<head><meta charset="utf-8">')

        class Warm(Kaleido):
            """Keeps its pages between pictures. Kaleido loads Plotly anew for each, four fifths of the time; without this hook it merely does so again."""

            async def _return_kaleido_tab(self, tab) -> None:
                await self.tabs_ready.put(tab)

        try:  # mathjax=False: it would be fetched from the internet
            return await Warm(n=min(2, os.cpu_count() or 1), timeout=TIMEOUT, page_generator=Page(mathjax=False))
        except ChromeNotFoundError:
            raise NoBrowserError from None

    async def _one(self, job: Job) -> bytes:
        size = SIZES[job.size]
        options = {"format": job.format, "width": size.width, "height": size.height, "scale": size.scale if job.format == "png" else 1}
        raw = await self._kaleido.calc_fig(job.chart.picture(size.height), opts=options)
        if job.format == "png":
            return _with_resolution(raw, size.dpi)
        return _steady_svg(raw, job.chart) if job.format == "svg" else _steady_pdf(raw)

    async def _drop(self) -> None:
        kaleido, self._kaleido = self._kaleido, None
        if kaleido is not None:
            with suppress(Exception):  # a browser that is gone needs no closing
                await asyncio.wait_for(kaleido.close(), 8)

    def close(self) -> None:
        """Close the browser; the next picture opens a new one."""
        with suppress(Exception):
            asyncio.run_coroutine_threadsafe(self._drop(), self._loop).result(10)


_only = threading.Lock()
_studios: list[_Studio] = []


def _studio() -> _Studio:
    with _only:
        if not _studios:
            _studios.append(_Studio())
        return _studios[0]


def close() -> None:
    """Close the warm browser, if there is one."""
    for studio in _studios:
        studio.close()


def _steady_svg(raw: bytes, chart: Chart) -> bytes:
    """The SVG without Plotly's random id, with title and description for screen readers; canonical XML, for the order of attributes is the browser's whim."""
    text = raw.decode("utf-8")
    found = re.search(r'id="defs-([0-9a-f]{6})"', text)
    if found:
        text = re.sub(rf"(defs-|clip|legend){found[1]}", r"\g<1>0", text)
    head = f'<title>{escape(chart.title)}</title><desc>{escape(chart.alt)}</desc>'
    start, end = re.match(r"<svg\b[^>]*", text).span()
    return canonicalize(f'{text[start:end]} role="img" lang="de">{head}{text[end + 1:]}').encode()


def _steady_pdf(raw: bytes) -> bytes:
    """The PDF without the time of its making (same length, so every offset in the file stays right)."""
    return re.sub(rb"D:\d{14}", b"D:20000101000000", raw)


def _with_resolution(raw: bytes, dpi: int) -> bytes:
    """The PNG with its resolution (chunk pHYs behind the header), so that layout programs place it at its printed size."""
    body = b"pHYs" + struct.pack(">IIB", round(dpi / 0.0254), round(dpi / 0.0254), 1)
    chunk = struct.pack(">I", 9) + body + struct.pack(">I", zlib.crc32(body))
    return raw[:33] + chunk + raw[33:]
