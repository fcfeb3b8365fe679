"""Fixtures: one browser, one server on the sample office, and readers who record what must not happen."""

from __future__ import annotations

import pytest

from tests.browser import server

#: Streamlit asks for these two beside every deep link and gets 404; harmless, and not ours.
KNOWN_404 = ("/_stcore/health", "/_stcore/host-config")


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The sample office folder, loaded."""
    return server.sample_office(tmp_path_factory.mktemp("beispiel") / "data")


@pytest.fixture(scope="session")
def address(sample):
    """The address of a running dashboard of the sample office."""
    with server.dashboard(sample) as url:
        yield url


@pytest.fixture(scope="session")
def chrome():
    with server.browser() as started:
        yield started


@pytest.fixture
def reader(chrome):
    """`reader(url, width=1440, dark=False)` -> the page, done; fails at the end on outside requests and console errors."""
    contexts, faults = [], []

    def opened(url: str, *, width: int = 1440, dark: bool = False, locale: str = "de-DE"):
        context = chrome.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", locale=locale,
                                     accept_downloads=True)
        context.set_default_timeout(90_000)  # a busy machine is no fault of the page
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: None if r.url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")) else faults.append(f"outside: {r.url}"))
        page.on("console", lambda m: faults.append(m.text) if "Content Security Policy" in m.text else None)
        page.on("pageerror", lambda e: faults.append(f"script error: {e}"))
        page.on("response", lambda r: faults.append(f"{r.status} {r.url}") if r.status >= 400 and not r.url.endswith(KNOWN_404) else None)
        page.goto(url)
        server.done(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults, faults
