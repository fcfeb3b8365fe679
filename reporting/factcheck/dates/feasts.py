"""Days that are called by a name: "an Heiligabend", "am Rosenmontag 2018", "zu Nikolaus"; Silvester is a turn of the year (`relative`)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.easter import easter

from reporting.periods import Period, year

#: Day and month of those that stay, and the days from Easter Sunday of those that move.
_FIXED = {"Neujahr": (1, 1), "Heiligabend": (24, 12), "Heiliger Abend": (24, 12), "Heiligen Abend": (24, 12), "Nikolaus": (6, 12), "Valentinstag": (14, 2), "Halloween": (31, 10), "Dreikönig": (6, 1)}
_MOVED = {"Weiberfastnacht": -52, "Altweiber": -52, "Rosenmontag": -48, "Faschingsdienstag": -47, "Fastnachtsdienstag": -47, "Veilchendienstag": -47, "Aschermittwoch": -46, "Gründonnerstag": -3, "Karfreitag": -2, "Ostermontag": 1,
          "Christi Himmelfahrt": 39, "Himmelfahrtstag": 39, "Pfingstmontag": 50, "Fronleichnam": 60}
FEAST = rf"(?:{'|'.join((*_FIXED, *_MOVED))})"
_DAY = re.compile(rf"\b(?:[Aa]n|[Zz]u|[Aa]m|[Zz]um|([Bb]is)(?:\s+zu[mr]?)?)\s+(?:de[rnm]\s+)?({FEAST})(?:s?tage?s?)?(?:\s+(?:(?:des|im)\s+Jahre?s?\s+)?(20\d\d))?(?![\w-])")


def feasts(text, add, stand) -> None:
    """A rule of `times.find_times`."""
    for m in _DAY.finditer(text):
        given = int(m[3]) if m[3] else None
        if not m[1]:
            add(m, lambda y, m=m, given=given: _day(m[2], given or y), explicit=given, grain="day")
        else:
            add(m, lambda y, m=m, given=given: Period(year(given or y).von, _day(m[2], given or y).bis), role="until", explicit=given, grain="days")


def _day(name: str, y: int) -> Period:
    day = date(y, *_FIXED[name][::-1]) if name in _FIXED else easter(y) + timedelta(_MOVED[name])
    return Period(day, day)
