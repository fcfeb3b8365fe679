"""Pages as a reader opens them: always through dashboard.py, on a small office of known figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.office import build

ROOT = Path(__file__).parents[2]
PAGES = ["dashboard.py", *sorted(f"pages/{path.name}" for path in (ROOT / "pages").glob("*.py"))]


@pytest.fixture(scope="session")
def office(tmp_path_factory) -> Path:
    """The small office folder."""
    return build(tmp_path_factory.mktemp("amt") / "data")


@pytest.fixture
def open_page(office, monkeypatch):
    """`open_page("pages/x.py", jahr="2017")` -> the AppTest of that page, run; another office with `data=`."""
    def opened(page: str, *, data: Path = office, **parameters) -> AppTest:
        monkeypatch.setenv("BILANZ_DATA", str(data))
        at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, value in parameters.items():
            at.query_params[name] = value
        if page != "dashboard.py":
            at.switch_page(page)
        return at.run()
    return opened


def text_of(at: AppTest) -> str:
    """All HTML and text a page shows, as one string."""
    parts = [element.proto.body for element in at.get("html")]
    parts += [element.value for kind in ("info", "warning", "error", "markdown", "caption") for element in at.get(kind)]
    return "\n".join(parts)
