"""Every page, opened through dashboard.py: no exception, no English number, and the frame first."""

from __future__ import annotations

import re

import pytest

from tests.pages.conftest import PAGES, text_of

AMERICAN = re.compile(r"\b\d{1,3}(,\d{3})+\b(?!\s*(Uhr|%))")


@pytest.mark.parametrize("page", PAGES)
def test_page_shows_the_year_without_an_exception(open_page, page):
    at = open_page(page, jahr="2018")
    assert not at.exception, at.exception
    text = text_of(at)
    assert "<h1>" in text and "Beispieldaten" in text
    names = re.findall(r'data-klick="([^"]+)"', text)
    assert len(names) == len(set(names))  # a click on one button must not open what belongs to another
    assert "nan" not in re.sub(r"<[^>]*>", " ", text).lower().split()
