"""Compounds a service or a kind of case is called by: only what names just one of them."""

from __future__ import annotations

from reporting.factcheck.compounds import compounds, dealing_with, kinds_for


def test_noun_and_verb_become_one_word():
    found = compounds({"Wohnsitz an- oder ummelden": ["Wohnsitz an- oder ummelden", "Ummeldung"], "Fahrzeug abmelden": ["Fahrzeug abmelden"]})
    assert found == {"Wohnsitzanmeldung": "Wohnsitz an- oder ummelden", "Wohnsitzummeldung": "Wohnsitz an- oder ummelden", "Wohnsitzmeldung": "Wohnsitz an- oder ummelden",
                     "Fahrzeugabmeldung": "Fahrzeug abmelden"}


def test_a_word_that_could_mean_two_services_means_none():
    found = compounds({"Wohnsitz an- oder ummelden": ["Wohnsitz an- oder ummelden"], "Wohnsitz abmelden": ["Wohnsitz abmelden"]})
    assert "Wohnsitzmeldung" not in found and found["Wohnsitzabmeldung"] == "Wohnsitz abmelden"


def test_synonyms_share_their_first_half():
    assert compounds({"Wohnungsanmeldung": ["Wohnungsanmeldung", "Anmeldung", "Ummeldung"]})["Wohnungsummeldung"] == "Wohnungsanmeldung"


def test_what_is_done_about_a_service():
    assert "Reisepass" in dealing_with("Reisepassanträge") and "Führungszeugnis" in dealing_with("Führungszeugnisantrags") and "Führerschein" in dealing_with("Führerschein-Antrag")
    assert dealing_with("Führerscheinumtausch") == dealing_with("Antrag") == []


def test_kinds_of_cases_by_half_of_their_names():
    assert kinds_for(["Händler"], ["Händlerzulassung", "Händlerabmeldung", "Rotes Kennzeichen"]) == {"zulass": "Händlerzulassung", "abmeld": "Händlerabmeldung"}
