"""What can be asked for: the known splits, filters and filter values, and the error that lists them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from reporting.definitions import MARTS, definitions
from reporting.periods import WEEKDAYS
from reporting.warehouse import Warehouse


class UnknownNameError(ValueError):
    """An id, split, filter or filter value that does not exist; the German text lists the known ones."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        self.known = tuple(known)
        super().__init__(f"{what} „{name}“ gibt es nicht. Bekannt sind: {', '.join(self.known)}")


def filter_values(w: Warehouse) -> dict[str, tuple[str, ...]]:
    """The known values of every split that can be filtered, from master data and what occurs in the data."""
    if "_filter_values" not in w.__dict__:
        values: dict[str, dict[str, None]] = {name: {} for name in all_splits()}
        for mart in MARTS.values():
            for column in mart.columns:
                rows = w.query(f"SELECT DISTINCT {column}::VARCHAR FROM {mart.name} WHERE {column} IS NOT NULL ORDER BY 1")
                values[column] |= {row[0]: None for row in rows}
        values["standort"] |= {place.standort: None for place in w.locations}
        for area, services in w.areas.items():
            values["bereich"] |= {area: None}
            values["dienstleistung"] |= dict.fromkeys(services)
        values["gruppe"] |= {row[0]: None for row in w.query("SELECT DISTINCT gruppe FROM vorgangsarten WHERE gruppe IS NOT NULL ORDER BY 1")}
        values["wochentag"] = dict.fromkeys(WEEKDAYS)
        w.__dict__["_filter_values"] = {name: tuple(found) for name, found in values.items()}
    return w.__dict__["_filter_values"]


def all_splits() -> list[str]:
    """Every split any metric knows."""
    return list(dict.fromkeys(name for d in definitions().values() for name in d.gliederungen))


def checked_filters(w: Warehouse, where: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The filters with their values as text; raises UnknownNameError for what does not exist."""
    known = filter_values(w)
    result = {}
    for name, values in where.items():
        if name not in known:
            raise UnknownNameError("Den Filter", name, known)
        values = (values,) if isinstance(values, str) else tuple(str(value) for value in values)
        for value in values:
            if name in ("jahr", "monat", "tag"):
                _check_time(name, value)
            elif value not in known[name]:
                raise UnknownNameError(f"Den Wert für {name}", value, known[name])
        if values:
            result[name] = values
    return result


def _check_time(name: str, value: str) -> None:
    try:
        date.fromisoformat({"jahr": f"{value}-01-01", "monat": f"{value}-01", "tag": value}[name])
    except ValueError:
        raise UnknownNameError(f"Den Wert für {name}", value, [{"jahr": "JJJJ", "monat": "JJJJ-MM", "tag": "JJJJ-MM-TT"}[name]]) from None
