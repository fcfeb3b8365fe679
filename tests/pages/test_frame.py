"""The frame: choice in URL and session, what is shown in words, the states without data."""

from __future__ import annotations

from tests.pages.conftest import text_of


def test_the_year_in_the_url_is_the_year_on_the_page(open_page):
    at = open_page("dashboard.py", jahr="2017")
    assert not at.exception
    assert "Das Jahr 2017" in text_of(at) and at.selectbox(key="wahl_jahr").value == 2017


def test_without_a_url_the_latest_year_is_shown_and_written_into_it(open_page):
    at = open_page("dashboard.py")
    assert "Das Jahr 2018" in text_of(at) and at.query_params["jahr"] == "2018"


def test_a_year_that_does_not_exist_falls_back_with_a_note(open_page):
    at = open_page("dashboard.py", jahr="1999")
    assert "Das Jahr 2018" in text_of(at)
    assert any("1999" in element.value for element in at.info)


def test_a_changed_filter_changes_page_and_url(open_page):
    at = open_page("dashboard.py")
    at.selectbox(key="wahl_jahr").set_value(2017).run()
    assert "Das Jahr 2017" in text_of(at) and at.query_params["jahr"] == "2017"


def test_sample_data_are_named_on_the_page(open_page):
    assert "Beispieldaten" in text_of(open_page("dashboard.py"))
