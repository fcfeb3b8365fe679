"""Planned against booked capacity: each day and location counts once, however many views of it were delivered."""

from contextlib import closing

import pytest

from etl.publish import load
from reporting.figures import figures
from reporting.periods import month
from reporting.warehouse import open_warehouse
from tests.etl.folder import write_office

CAPACITY = """datum;stunde;standort;kanal;einheit;geplant;gebucht
03.07.2023;8;Nord;insgesamt;Zeitschlitze;20;10
03.07.2023;9;Nord;insgesamt;Zeitschlitze;20;20
03.07.2023;9;Nord;Internet;Zeitschlitze;15;15
03.07.2023;;Nord;insgesamt;Zeitschlitze;40;30
03.07.2023;8;Süd;Internet;Minuten;100;30
03.07.2023;8;Süd;nur intern;Minuten;100;20
03.07.2023;8;Süd;Internet;Zeitschlitze;10;10
04.07.2023;8;Nord;insgesamt;Minuten;0;0
"""


def test_utilisation(tmp_path):
    folder = write_office(tmp_path, {"kapazitaet_2023.csv": CAPACITY})
    result = load(folder)
    assert result.published and not result.rejects, (result.errors, result.rejects)
    with closing(open_warehouse(folder)) as w:
        whole, = figures(w, ["auslastung"], month(2023, 7), base=None)
        places = {f.gliederung["standort"]: f.wert for f in figures(w, ["auslastung"], month(2023, 7), by=("standort",), base=None)}
        days = {f.gliederung["tag"]: f.wert for f in figures(w, ["auslastung"], month(2023, 7), by=("tag",), base=None)}
    assert places == {"Nord": 75.0, "Süd": 25.0}
    assert whole.wert == pytest.approx(100 * (30 + 50) / (40 + 200))
    assert days.get("2023-07-04") is None, "a day without planned appointments is no 0 %"
    assert whole.quellen == ("kapazitaet_2023.csv",)
