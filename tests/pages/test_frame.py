"""The frame: choice in URL and session, what is shown in words, the states without data."""

from __future__ import annotations

from tests.pages.conftest import text_of
from tests.pages.office import build


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


def shown(at) -> str:
    return text_of(at).split('<div class="gezeigt"><p>')[1].split("</p>")[0]


def test_a_sentence_says_what_is_shown(open_page):
    """January to March 2018 has 65 weekdays, 2017 as well; the small office closes on no holiday."""
    at = open_page("pages/kundenkontakte.py", jahr="2018", monat=["1", "2", "3"], bereich="Kfz-Zulassung")
    assert shown(at) == "Januar bis März 2018, Kfz-Zulassung, 65\u00a0Öffnungstage; Vorjahr 65"


def test_single_months_are_listed(open_page):
    assert shown(open_page("pages/kundenkontakte.py", jahr="2018", monat=["1", "5"])).startswith("Januar und Mai 2018, ")


def test_a_choice_the_page_cannot_use_is_kept_but_not_applied(open_page):
    at = open_page("dashboard.py", jahr="2018", monat="3")
    assert shown(at).startswith("2018, ") and at.query_params["monat"] == "3"


def test_a_chosen_year_of_comparison_is_named(open_page):
    assert shown(open_page("pages/kundenkontakte.py", jahr="2018", monat="2", vergleich="2017")).endswith("; Februar 2017 20")


def test_reset_clears_everything(open_page):
    at = open_page("pages/kundenkontakte.py", jahr="2017", monat="3", bereich="Kfz-Zulassung")
    next(button for button in at.button if button.label == "Zurücksetzen").click().run()
    assert shown(at).startswith("2018, ") and dict(at.query_params) == {"jahr": "2018"}


def test_a_month_without_data_says_until_when_data_reach(open_page, tmp_path):
    at = open_page("pages/kundenkontakte.py", data=build(tmp_path / "data", years=(2018,), name="bilanz-20190103t080000-00000003.duckdb"), jahr="2018", monat="3", vergleich="vorjahr")
    assert not at.exception and "kein Vergleich möglich" in text_of(at)


def test_a_year_whose_last_day_is_a_sunday_is_whole(open_page, tmp_path):
    at = open_page("pages/kundenkontakte.py", data=build(tmp_path / "data", years=(2017,), name="bilanz-20190104t080000-00000004.duckdb"), jahr="2017")
    assert shown(at) == "2017, 260\u00a0Öffnungstage"  # 2017 has 260 weekdays; the last of them is Friday, 29 December
