"""The handbook on the page: every metric, searchable, with its query."""

from __future__ import annotations

from reporting.definitions import definitions
from tests.pages.conftest import text_of


def test_every_metric_is_in_it(open_page):
    text = text_of(open_page("pages/kennzahlen.py"))
    for d in definitions().values():
        assert f"<h3>{d.label}</h3>" in text, d.id
    assert text.count("<pre") == len(definitions())


def test_search(open_page):
    at = open_page("pages/kennzahlen.py")
    at.text_input(key="suche").set_value("XMeld").run()
    text = text_of(at)
    assert "Kennzahlen zu „XMeld“" in text and "<h3>Wartezeit, Median</h3>" not in text
    at.text_input(key="suche").set_value("Raumschiff").run()
    assert "Dazu gibt es keine Kennzahl." in text_of(at)


def test_a_search_text_is_no_html(open_page):
    at = open_page("pages/kennzahlen.py")
    at.text_input(key="suche").set_value("<script>x</script>").run()
    assert "<script>x" not in text_of(at) and "&lt;script&gt;" in text_of(at)
