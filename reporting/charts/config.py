"""What the browser's Plotly is told: German words and formats, one button that saves a picture, nothing that leaves the house."""

from __future__ import annotations

from typing import Any

from babel.dates import get_day_names, get_month_names

from reporting.charts.chart import Chart
from reporting.german import LOCALE

#: The words of the bar that can appear with our one button; Plotly looks them up by the English text.
_WORDS = {
    "Download plot as a PNG": "Bild als PNG herunterladen",
    "Download plot as PNG": "Bild als PNG herunterladen",
    "Download plot": "Bild herunterladen",
    "Taking snapshot - this may take a few seconds": "Das Bild wird erstellt; das dauert einen Augenblick.",
    "Snapshot succeeded": "Das Bild ist gespeichert.",
    "Sorry, there was a problem downloading your snapshot!": "Das Bild ließ sich leider nicht erstellen.",
    "Toggle fullscreen": "Vollbild",
}


def german_locale() -> dict[str, Any]:
    """Plotly's locale "de": dictionary and formats; months and days come from CLDR."""
    months, days = get_month_names("wide", "stand-alone", LOCALE), get_day_names("wide", "stand-alone", LOCALE)
    week = [days[i] for i in (6, 0, 1, 2, 3, 4, 5)]
    return {
        "moduleType": "locale",
        "name": "de",
        "dictionary": _WORDS,
        "format": {
            "days": week,
            "shortDays": [day[:2] for day in week],
            "months": [months[i] for i in range(1, 13)],
            "shortMonths": [months[i][:3] for i in range(1, 13)],
            "date": "%d.%m.%Y",
            "decimal": ",",
            "thousands": ".",
        },
    }


def plotly_config(chart: Chart, *, camera: bool = True) -> dict[str, Any]:
    """The `config` of a chart on a page. camera: whether the bar with its one button (PNG, 2100 x 1182) is there at all."""
    locale = german_locale()
    return {
        "locale": "de",
        "locales": {"de": {"dictionary": locale["dictionary"], "format": locale["format"]}},
        "displaylogo": False,
        "showSendToCloud": False,
        "displayModeBar": "hover" if camera else False,
        "modeBarButtons": [["toImage"]],
        "scrollZoom": False,
        "doubleClick": False,
        "responsive": True,
        "toImageButtonOptions": {"format": "png", "filename": chart.filename, "width": 700, "height": 394, "scale": 3},
    }
