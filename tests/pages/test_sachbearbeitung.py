"""Cases, XMeld and dealers stand apart; receipts are shown and not counted."""

from __future__ import annotations

import re

from tests.pages.conftest import text_of


def words(at) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", text_of(at)).split())


def test_tiles_by_hand(open_page):
    """Twelve months of 100 XMeld messages, 100 receipts and 100 enquiries; 30 dealer cases a month."""
    text = words(open_page("pages/sachbearbeitung.py", jahr="2018"))
    assert "2.400 Vorgänge der Sachbearbeitung" in text
    assert "1.200 Vorgänge XMeld-Bearbeitungsfälle" in text
    assert "360 Großkundenvorgänge" in text
    assert "1.200 nicht gezählte Meldungen" in text


def test_what_does_not_count_is_named(open_page):
    text = words(open_page("pages/sachbearbeitung.py", jahr="2018"))
    after = text[text.index("Was nicht zählt"):]
    assert "XMeld 0020 Quittung 1.200" in after and "Halterauskunft" not in after


def test_months_filter(open_page):
    assert "200 Vorgänge der Sachbearbeitung" in words(open_page("pages/sachbearbeitung.py", jahr="2018", monat="3"))
