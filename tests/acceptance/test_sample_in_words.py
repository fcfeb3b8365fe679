"""The sample office end to end: sentences, report, register and a filed release, against the figures of the release of 13.02.2019."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from reporting.definitions import definitions
from reporting.factcheck import factcheck
from reporting.german import NBSP, number
from reporting.periods import Period, half_year, month, year
from reporting.register import DIFFERS, EQUAL, REVISED, STILL, UNCHECKED, WITHIN, file_release, filed_releases, recheck, reconcile
from reporting.sentences import sentences, year_in_words
from reporting.warehouse import open_warehouse

ROOT = Path(__file__).parents[2]
RELEASE = (ROOT / "tests" / "reporting" / "release_2019-02-13.txt").read_text(encoding="utf-8")


def run(*arguments, check=True, **more):
    return subprocess.run([sys.executable, "-m", *map(str, arguments)], cwd=ROOT, check=check, capture_output=True, encoding="utf-8", **more)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    target = tmp_path_factory.mktemp("office") / "data"
    shutil.copytree(ROOT / "data", target, ignore=shutil.ignore_patterns("eingang", "warehouse", "meldungen"))
    run("etl", "sample", "--data", target)
    run("etl", "load", "--data", target)
    return target


@pytest.fixture(scope="module")
def w(folder):
    return open_warehouse(folder)


def test_the_mayors_sentences(w):
    assert [str(s).replace(NBSP, " ") for s in year_in_words(w, 2018)] == [
        "Im Jahr 2018 gab es 108.801 Kundenkontakte, 4,2 Prozent mehr als 2017.",
        "Seit dem Umzug in die Kaiserstraße (15. Oktober bis 31. Dezember 2018) gab es 24.301 Kundenkontakte, 20,0 Prozent mehr als im gleichen Zeitraum 2017.",
        "Der November 2018 war mit 11.101 Kundenkontakten der stärkste Monat seit Beginn der Aufzeichnung im Januar 2017; "
        "die mittlere Wartezeit lag im Jahr 2018 bei 8,4 Minuten.",
    ]


@pytest.mark.parametrize("rounded", [False, True])
def test_the_press_check_finds_no_wrong_number_in_any_text_block(w, rounded):
    asked = [(year(2018), {}), (year(2017), {}), (half_year(2018, 1), {}), (Period(date(2018, 10, 15), date(2018, 12, 31)), {}), (month(2018, 3), {}),
             *((year(2018), {"bereich": (area,)}) for area in w.areas), (month(2018, 11), {"dienstleistung": ("Personalausweis",)})]
    verdicts = [(v.urteil, v.zahl, str(s), v.grund) for period, where in asked for s in sentences(w, period, where, rounded=rounded)
                for v in factcheck(w, str(s), date(2019, 2, 13))]
    assert not [v for v in verdicts if v[0] in ("falsch", "nicht belegbar")]
    assert sum(v[0] in ("richtig", "gerundet richtig") for v in verdicts) > 300


def test_the_register_knows_what_holds_and_what_contradicts(w):
    found = {(r.entry.aussage, r.entry.quelle): r.urteil for r in reconcile(w)}
    release = {aussage: urteil for (aussage, quelle), urteil in found.items() if quelle.startswith("Bürgerbüro zieht positive Bilanz") and urteil != UNCHECKED}
    assert set(release.values()) == {EQUAL, WITHIN} and len(release) >= 14
    assert {aussage for (aussage, _), urteil in found.items() if urteil == DIFFERS} == {"Thekenplätze", "Kunden persönlich"}


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not installed: the PDF's text is not read")
@pytest.mark.parametrize("y", [2018, 2017])
def test_the_report_prints_the_same_numbers_as_the_json(folder, tmp_path, y):
    out = tmp_path / "bericht.pdf"
    run("reporting", "report", "--data", folder, "--year", y, "--out", out, env={**os.environ, "BROWSER_PATH": "/nowhere"})
    text = re.sub(r"\s+", " ", subprocess.run(["pdftotext", "-layout", out, "-"], capture_output=True, check=True, encoding="utf-8").stdout)
    span = ("--from", f"{y}-01-01", "--to", f"{y}-12-31")
    for by in ((), ("--kennzahl", "kundenkontakte", "--by", "dienstleistung"), ("--kennzahl", "kundenkontakte", "--by", "monat"),
               ("--kennzahl", "vorgaenge", "--by", "gruppe")):
        for entry in json.loads(run("reporting", "figures", "--data", folder, *span, *by, "--json").stdout):
            if entry["wert"] is not None:
                assert number(entry["wert"], definitions()[entry["kennzahl"]].dezimalen) in text, entry
    assert text.count("Beispieldaten") >= text.count("Seite ")


def test_a_filed_release_is_revised_when_one_row_goes(folder, w):
    file_release(w, folder, "Bilanz 2018", RELEASE, factcheck(w, RELEASE))
    (release,) = filed_releases(folder)
    assert release.stand == date(2019, 2, 13)
    assert {c.status for c in recheck(w, release)} == {STILL}
    path = folder / "eingang" / "kontakte_2018.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.decode("cp1252").startswith("05.11.2018"))
    lost = int(lines.pop(at).decode("cp1252").strip().rsplit(";", 1)[1].replace(".", ""))
    path.write_bytes(b"".join(lines))
    run("etl", "load", "--data", folder)
    later = {c.zahl: c for c in recheck(open_warehouse(folder), release)}
    assert later["108.801"].status == REVISED and later["108.801"].words == f"revidiert: 108.801 -> {number(108801 - lost)}"
    assert later["11.101"].words == f"revidiert: 11.101 -> {number(11101 - lost)}" and later["30.127"].status == STILL
    assert number(11101 - lost) in later["11.101"].hinweis and later["11.101"].hinweis.startswith("Korrektur zu unserer Mitteilung „Bilanz 2018“")
