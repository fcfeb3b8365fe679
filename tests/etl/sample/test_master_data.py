"""The office's own data: services and the register of published figures."""

from __future__ import annotations

import csv
import re

from tests.etl.sample.recount import DATA, master


def test_services_have_areas_keys_and_unambiguous_synonyms():
    services = master("dienstleistungen")
    assert len(services) >= 17 and len({row["bereich"] for row in services}) == 3
    assert all(re.fullmatch(r"(99\d{12})?", row["leika"]) for row in services)
    words = [word.casefold() for row in services for word in [row["dienstleistung"], *row["synonyme"].split("|")]]
    assert len(words) == len(set(words))


def test_the_register_holds_the_release_and_both_sources_on_the_counters():
    with (DATA / "veroeffentlicht" / "register.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    release = {(row["kennzahl"], row["gliederung"], row["wert"], row["qualifikator"]) for row in rows if row["datum"] == "13.02.2019"}
    assert {
        ("kundenkontakte", "", "108.801", ""), ("terminkunden", "", "24.301", ""), ("terminkunden", "", "11.101", ""),
        ("wartezeit_mittel", "", "8", "etwas über"), ("kundenkontakte", "bereich=Melde- und Passwesen", "74.000", "rund"),
        ("kundenkontakte", "bereich=Kfz-Zulassung", "24.000", "rund"), ("kundenkontakte", "bereich=Führerscheine", "10.000", "rund"),
        ("grosskunden_vorgaenge", "", "13.500", "rund"), ("emails_bearbeitet", "", "14.000", "rund"), ("anrufe_115", "", "30.127", ""),
        ("vorgaenge", "", "190.288", "insgesamt"), ("vorgaenge_xmeld", "", "56.000", "rund"), ("mitarbeitende", "", "67", "insgesamt"),
    } <= release
    counters = {(row["wert"], row["datum"]) for row in rows if "Thekenplätze" in row["aussage"]}
    assert counters == {("8", "17.10.2018"), ("drei", "13.02.2019")}
    areas = {row["bereich"] for row in master("dienstleistungen")}
    assert all(row["quelle"] and row["datum"] and row["url"].startswith("https://") and row["wert"] for row in rows)
    assert {row["gliederung"].removeprefix("bereich=") for row in rows if row["gliederung"].startswith("bereich=")} == areas
    by_year = [row for row in rows if row["kennzahl"] == "kundenkontakte" and row["gliederung"] == ""]
    assert {row["von"][-4:]: row["wert"] for row in by_year if row["quelle"].startswith(("op", "Bürger", "Presse"))} == {
        "2006": "56.500", "2013": "96.634", "2018": "108.801"}


def test_the_register_names_only_metrics_that_exist():
    from reporting.definitions import definitions

    with (DATA / "veroeffentlicht" / "register.csv").open(encoding="utf-8", newline="") as file:
        named = {row["kennzahl"] for row in csv.DictReader(file, delimiter=";")} - {""}
    assert len(named) > 8 and named <= set(definitions())
