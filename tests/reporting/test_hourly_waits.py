"""Waits of which only counts and means per hour are known: weighted means are exact, quantiles and shares are not available."""

from contextlib import closing
from datetime import date

import pytest

from etl.publish import load
from reporting.figures import figures
from reporting.passport import passport
from reporting.periods import month
from reporting.warehouse import open_warehouse
from tests.etl.folder import APPOINTMENTS, write_office

# 3 July: single appointments in Nord (see folder.py) and hours that stand back behind them; 4 July: hours in Süd only, 2 x 60 s, 6 x 360 s, 0 persons
HOURS = """datum;stunde;standort;zugang;anzahl;mittel_sekunden
03.07.2023;9;Nord;Termin;99;9999
05.07.2023;8;Süd;Termin;2;60
05.07.2023;9;Süd;spontan;6;360,4
05.07.2023;10;Süd;Termin;0;0
05.07.2023;24;Süd;Termin;1;1
05.07.2023;11;Süd;Termin;1;-1
"""
IDS = ["wartezeit_mittel", "wartezeit_stundenmittel", "wartezeit_median", "wartezeit_p90", "wartezeit_bis_10"]


def asked(folder, **question):
    with closing(open_warehouse(folder)) as w:
        return {f.kennzahl: f for f in figures(w, IDS, month(2023, 7), base=None, **question)}


def test_an_office_with_hours_only(tmp_path):
    folder = write_office(tmp_path, {"wartezeiten_stunden_2023.csv": HOURS.replace("03.07.2023;9;Nord;Termin;99;9999\n", "")})
    result = load(folder)
    assert result.published, result.errors
    assert [(reject["line"], reject["column"]) for reject in result.rejects] == [(5, "stunde"), (6, "mittel_sekunden")]
    found = asked(folder)
    assert found["wartezeit_mittel"].wert == pytest.approx((2 * 60 + 6 * 360) / 8 / 60)  # whole seconds: 360,4 counts as 360
    assert found["wartezeit_stundenmittel"].wert == pytest.approx((60 + 360) / 2 / 60)
    for name in IDS[2:]:
        assert found[name].wert is None and found[name].hinweis.startswith("Nicht verfügbar: Die Quelle nennt je Stunde nur")
    assert found["wartezeit_mittel"].quellen == ("wartezeiten_stunden_2023.csv",)
    assert found["wartezeit_mittel"].daten_bis == date(2023, 7, 5)
    with closing(open_warehouse(folder)) as w:
        assert [file.datei for file in passport(w, found["wartezeit_mittel"]).dateien] == ["wartezeiten_stunden_2023.csv"]
        booked, = figures(w, ["termine_gebucht"], month(2023, 7), base=None)
        assert booked.wert is None and booked.status == "keine Daten", "hours tell nothing about bookings"


def test_single_waits_go_before_hours_of_the_same_day_and_location(tmp_path):
    folder = write_office(tmp_path, {"wartezeiten_stunden_2023.csv": HOURS, "termine_2023.csv": APPOINTMENTS})
    assert load(folder).published
    nord = asked(folder, where={"standort": ("Nord",)})
    assert nord["wartezeit_mittel"].wert == pytest.approx((600 + 330 + 0 + 0) / 4 / 60)  # A1 10 min, A2 5,5 min, A3 two persons 0 min
    assert nord["wartezeit_median"].wert == pytest.approx(330 / 2 / 60) and "Nicht verfügbar" not in (nord["wartezeit_median"].hinweis or "")
    both = asked(folder)
    assert both["wartezeit_mittel"].wert == pytest.approx((930 + 2 * 60 + 6 * 360) / 12 / 60)
    assert both["wartezeit_median"].wert is None and "Nicht verfügbar" in both["wartezeit_median"].hinweis
