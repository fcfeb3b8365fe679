"""Offices that lack what others have: every page still says something sensible."""

from __future__ import annotations

import pytest

from tests.pages.conftest import PAGES, text_of
from tests.pages.office import build


@pytest.fixture(scope="session")
def bare_office(tmp_path_factory):
    """One year, no e-mails, no 115, no back office, real data."""
    return build(tmp_path_factory.mktemp("klein") / "data", sample=False, years=(2018,), channels=False)


@pytest.mark.parametrize("page", PAGES)
def test_a_small_office_shows_every_page(open_page, bare_office, page):
    at = open_page(page, data=bare_office)
    assert not at.exception, at.exception
    assert "Beispieldaten" not in text_of(at)


def test_without_a_year_before_no_change_is_shown(open_page, bare_office):
    text = text_of(open_page("dashboard.py", data=bare_office))
    assert "kein Vergleich möglich" in text and "keine Daten" in text
