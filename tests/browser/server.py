"""A dashboard on a free port and a reader before it: what browser tests, screenshots and benchmarks share."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import chromium

ROOT = Path(__file__).parents[2]
PAGES = ["", *sorted(path.stem for path in (ROOT / "pages").glob("*.py"))]

#: The page is done: no run going on, nothing stale, every chart and label drawn.
DONE = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    if (!app || app.dataset.testScriptState !== 'notRunning' || !document.querySelector('h1')) return false;
    if (document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')) return false;
    if ([...document.querySelectorAll('[data-testid="stButton"] button')].some(button => !button.innerText.trim())) return false;
    return [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every(chart => chart.querySelector('.main-svg'));
}"""


@contextmanager
def dashboard(data: Path, script: Path = ROOT / "app.py") -> Iterator[str]:
    """A fresh server for an office folder; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), "--server.address", "127.0.0.1"],
        cwd=ROOT, env={**os.environ, "BILANZ_DATA": str(data)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            if process.poll() is not None:
                raise RuntimeError(f"the server ended with {process.returncode}")
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield started
        started.close()


def sample_office(folder: Path) -> Path:
    """The sample office, built as the first start does it."""
    from etl.publish import load
    from etl.sample import write_sample

    ignore = shutil.ignore_patterns("eingang", "warehouse")
    shutil.copytree(ROOT / "data", folder, ignore=ignore)
    write_sample(folder)
    result = load(folder)
    assert result.published, result.errors
    return folder


def done(page: Page, timeout: float = 90) -> None:
    """Wait until the page has stopped running and every chart is drawn, and is still so a moment later."""
    for _ in range(20):
        page.wait_for_function(DONE, timeout=timeout * 1000, polling=50)
        page.wait_for_timeout(200)
        if page.evaluate(DONE):
            return


def shown(page: Page) -> str:
    """All text a reader sees."""
    return page.evaluate("document.body.innerText")
