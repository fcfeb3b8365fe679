"""Compounds a service or a kind of case is called by: only what names just one of them."""

from __future__ import annotations

from reporting.factcheck.subjects.compounds import compounds, dealing_with, kinds_for, participles_first
from reporting.factcheck.subjects.people import inhabitants
from reporting.factcheck.subjects.done import done


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


def test_kinds_of_cases_with_their_participles_first():
    assert participles_first("Dokument bestellt und geprüft") == "bestellte und geprüfte Dokument" and participles_first("Melderegister berichtigt") == "berichtigte Melderegister"
    assert participles_first("Abmeldung von Amts wegen") == participles_first("Führungszeugnis auf Schriftweg") == ""


def test_services_said_by_verbs():
    services = {"Wohnsitz anmelden": (("dienstleistung", ("an",)),), "Wohnsitzummeldung": (("dienstleistung", ("an",)),), "Wohnsitzabmeldung": (("dienstleistung", ("ab",)),)}

    def said(text):
        return [dict(filters)["dienstleistung"] for _, _, filters in done(text, lambda phrase: services.get(phrase, ()))]

    assert said("500 haben ihren Wohnsitz an- oder umgemeldet.") == said("500 meldeten ihren Wohnsitz um.") == said("500 kamen, um den Wohnsitz anzumelden.") == [("an",)]
    assert said("500 haben ihren Wohnsitz um- oder abgemeldet.") == [("an", "ab")]
    assert said("Der Wohnsitz war angegeben, Fahrzeuge wurden angemeldet.") == said("500 haben ihren Wohnsitz nachgemeldet.") == []


def test_people_are_called_by_their_city_the_town_in_the_name_of_their_office_or_their_city_state():
    assert inhabitants("Bezirk Spree", "Bürgerämter", "DE-BE").fullmatch("Berlinerinnen und Berliner")
    assert inhabitants("Samtgemeinde Aue", "Bürgerbüro Musterburg").fullmatch("Musterburgern")
    assert inhabitants("Bezirk Spree", "Bürgerämter", "DE-BB").fullmatch("Berliner") is None
