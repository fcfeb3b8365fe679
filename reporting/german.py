"""Figures in German words: numbers, changes, dates, periods, filters, the source line.

The only place that knows decimal commas, month names and "gegenüber"; numbers and dates come from Babel (CLDR).
A number and its unit are held together by a no-break space.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date, get_day_names, get_month_names
from babel.numbers import format_decimal

from reporting.definitions import Definition
from reporting.days import COMPLETE, NO_DATA
from reporting.figures import Figure
from reporting.periods import WEEKDAYS
from reporting.periods import Period, half_year, month, parse_month, quarter, year
from reporting.warehouse import Warehouse

LOCALE = "de_DE"
NBSP = "\u00a0"
MINUS = "\u2212"
SAMPLE = "Beispieldaten"

#: Units as they stand behind one: "1 Vorgang".
SINGULAR = {
    "Kundenkontakte": "Kundenkontakt", "Terminkunden": "Terminkunde", "Spontankunden": "Spontankunde", "Öffnungstage": "Öffnungstag",
    "Minuten": "Minute", "Termine": "Termin", "Tage": "Tag", "E-Mails": "E-Mail", "Stunden": "Stunde", "Anrufe": "Anruf",
    "Online-Leistungen": "Online-Leistung", "Vorgänge": "Vorgang", "Beraterplätze": "Beraterplatz", "Thekenplätze": "Thekenplatz",
    "Mitarbeitende": "Mitarbeitende Person", "Meldungen": "Meldung",
}
SAME_DAYS = "gleiche Kalendertage"
SPLIT_LABELS = {
    "jahr": "Jahr", "monat": "Monat", "wochentag": "Wochentag", "tag": "Tag", "stunde": "Uhrzeit", "standort": "Standort", "bereich": "Bereich",
    "dienstleistung": "Dienstleistung", "zugang": "Zugang", "status": "Status", "vorgangsart": "Vorgangsart", "gruppe": "Gruppe",
    "nachrichtengruppe": "Nachrichtengruppe", "kunde_art": "Kundenart", "leistung": "Leistung", "thema": "Thema", "kanal": "Kanal", "einheit": "Einheit",
}


def number(value: float | int | None, decimals: int = 0) -> str:
    """`108801` as "108.801", rounded half up as on paper; None is "keine Daten"."""
    if value is None:
        return NO_DATA
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(_half_up(value, decimals), pattern, locale=LOCALE)
    return text.replace("-", MINUS) if text.strip("-0,.") else text.lstrip("-")


def _half_up(value: float | int, decimals: int) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def signed(value: float | int, decimals: int = 1) -> str:
    """A change with its sign: "+4,2", "−2,9", "±0,0"."""
    text = number(value, decimals)
    if not text.strip("0,."):
        return "±" + text
    return text if text.startswith(MINUS) else "+" + text


def percent(value: float | None, decimals: int = 1) -> str:
    """`4.193` as "4,2 %"."""
    return NO_DATA if value is None else f"{number(value, decimals)}{NBSP}%"


def unit(d: Definition, value: float | int | None = None) -> str:
    """The unit as it stands behind a value: "Kundenkontakte", "Kundenkontakt" behind 1, "%" for percent, "Min." never."""
    if d.einheit == "Prozent":
        return "%"
    return SINGULAR.get(d.einheit, d.einheit) if value == 1 and d.dezimalen == 0 else d.einheit


def value_words(f: Figure) -> str:
    """A figure with its unit: "108.801 Kundenkontakte", "8,3 Minuten", "75,2 %", "keine Daten"."""
    return amount(f.definition, f.wert)


def amount(d: Definition, value: float | int | None) -> str:
    """A value of a metric with its unit, in the metric's decimals."""
    return NO_DATA if value is None else f"{number(value, d.dezimalen)}{NBSP}{unit(d, value)}"


def fact_words(f: Figure) -> str:
    """A figure as a fact in a row of others: "30.127 Anrufe über die 115", "30 Beraterplätze (vorher 24)", "keine Daten: Online-Leistungen"."""
    if f.wert is None:
        return f"{NO_DATA}: {f.definition.kurz}"
    text = f"{number(f.wert, f.definition.dezimalen)}{NBSP}{f.definition.kurz}"
    if f.definition.art == "bestand" and f.vorjahr is not None and f.vorjahr != f.wert:
        text += f" (vorher {number(f.vorjahr, f.definition.dezimalen)})"
    return text


def change_words(f: Figure, *, base: bool = True) -> str:
    """The change with its base: "+4,2 % gegenüber 2017 (gleiche Kalendertage)", "−1,3 Prozentpunkte ...".

    A break gives "nicht vergleichbar, weil ..."; without a base "kein Vergleich: ...".
    """
    if f.vergleich:
        return f"nicht vergleichbar, weil: {f.vergleich}"
    if f.vorjahr is None or f.wert_vergleichbar is None or f.base is None:
        return "kein Vergleich möglich: keine Daten der Vergleichszeit"
    text = change_short(f) or ("unverändert" if f.wert_vergleichbar == f.vorjahr else "")
    if not text:
        return f"kein Vergleich möglich: {amount(f.definition, f.vorjahr)} in der Vergleichszeit"
    return f"{text} gegenüber {base_words(f)}" if base else text


def change_short(f: Figure) -> str:
    """Only the change: "+4,2 %", for shares "−1,3 Prozentpunkte", for stocks of the house "+6"; "" without one."""
    if f.vergleich or f.vorjahr is None or f.wert_vergleichbar is None:
        return ""
    d = f.definition
    if d.einheit == "Prozent":
        difference = f.wert_vergleichbar - f.vorjahr
        return f"{signed(difference, d.dezimalen)}{NBSP}Prozentpunkte"
    if d.art == "bestand":
        return signed(f.wert_vergleichbar - f.vorjahr, d.dezimalen)
    return f"{signed(f.veraenderung_prozent)}{NBSP}%" if f.veraenderung_prozent is not None else ""


def change_per_day_words(f: Figure) -> str:
    """The change per opening day: "+4,6 % je Öffnungstag gegenüber 2017 (248 statt 249 Öffnungstage)"; else as `change_words`."""
    if f.veraenderung_je_oeffnungstag_prozent is None or f.base is None:
        return change_words(f)
    days = f"{number(f.oeffnungstage)} statt {number(f.oeffnungstage_vorjahr)} Öffnungstage"
    return f"{signed(f.veraenderung_je_oeffnungstag_prozent)}{NBSP}% je Öffnungstag gegenüber {period_words(f.base)} ({days})"


def judgement(f: Figure) -> str:
    """"besser" or "schlechter" where the metric has a good direction and the printed change is not zero, else ""."""
    text = change_short(f)
    if f.definition.polaritaet == "neutral" or not text or text.startswith("±"):
        return ""
    rising = text.startswith("+")
    return "besser" if rising == (f.definition.polaritaet == "up") else "schlechter"


def base_words(f: Figure) -> str:
    """What a change compares with: "2017 (gleiche Kalendertage)"; other days of the year by their dates."""
    if f.base is None:
        return ""
    if f.definition.art == "bestand":
        return f"dem {date_de(f.base.bis)}"
    return base_period_words(f) + (f" ({SAME_DAYS})" if f.base.same_days_as(f.period) else "")


def base_period_words(f: Figure) -> str:
    """The base alone: "2017", "Oktober und Dezember 2017" where only some months are chosen."""
    months = f.where.get("monat")
    if not months or "monat" in f.gliederung:
        return period_words(f.base)
    years = f.base.von.year - f.von.year
    return months_words([f"{int(m[:4]) + years}{m[4:]}" for m in months])


def date_de(day: date | datetime | None) -> str:
    """"31.12.2018"; a time of day follows as ", 14:05 Uhr"."""
    if day is None:
        return NO_DATA
    text = format_date(day, "dd.MM.yyyy", locale=LOCALE)
    return f"{text}, {day:%H:%M} Uhr" if isinstance(day, datetime) else text


def month_name(key: str, *, with_year: bool = True) -> str:
    """`"2018-11"` as "November 2018"."""
    name = get_month_names("wide", "stand-alone", LOCALE)[int(key[5:7])]
    return f"{name} {key[:4]}" if with_year else name


def month_short(key: str) -> str:
    """`"2018-11"` as "Nov" (axis labels)."""
    return get_month_names("wide", "stand-alone", LOCALE)[int(key[5:7])][:3]


def weekday_name(key: str) -> str:
    """"Mo" as "Montag"."""
    return get_day_names("wide", "stand-alone", LOCALE)[WEEKDAYS.index(key)]


def split_value(name: str, value: str) -> str:
    """A split value as read on screen: months, weekdays, hours and days in words, others as they are."""
    if name == "monat":
        return month_name(value)
    if name == "wochentag":
        return weekday_name(value)
    if name == "stunde":
        return f"{value}–{int(value) + 1} Uhr"
    if name == "tag":
        return f"{weekday_name(WEEKDAYS[date.fromisoformat(value).weekday()])}, {date_de(date.fromisoformat(value))}"
    return value


def period_words(period: Period) -> str:
    """The shortest exact name: "2018", "November 2018", "1. Halbjahr 2018", "Januar bis März 2018", "15.10.–31.12.2018"."""
    y = period.von.year
    if period == year(y):
        return str(y)
    if period == Period(date(y, 1, 1), date(period.bis.year, 12, 31)):
        return f"{y} bis {period.bis.year}"
    for n in (1, 2):
        if period == half_year(y, n):
            return f"{n}. Halbjahr {y}"
    for n in (1, 2, 3, 4):
        if period == quarter(y, n):
            return f"{n}. Quartal {y}"
    first, last = month(y, period.von.month), month(period.bis.year, period.bis.month)
    if period.von == first.von and period.bis == last.bis:
        if first == last:
            return month_name(f"{y}-{period.von.month:02d}")
        start = month_name(f"{y}-{period.von.month:02d}", with_year=y != period.bis.year)
        return f"{start} bis {month_name(f'{period.bis.year}-{period.bis.month:02d}')}"
    if period.von == period.bis:
        return date_de(period.von)
    start = f"{period.von:%d.%m.}" if y == period.bis.year else date_de(period.von)
    return f"{start}–{date_de(period.bis)}"


def months_words(months: Sequence[str]) -> str:
    """Any set of months: "Januar bis März 2018", "Januar, März und Mai 2018"."""
    keys = sorted(months)
    span = Period(parse_month(keys[0]).von, parse_month(keys[-1]).bis)
    if span.months() == keys:
        return period_words(span)
    same_year = keys[0][:4] == keys[-1][:4]
    names = [month_name(key, with_year=not same_year) for key in keys]
    return listing(names) + (f" {keys[0][:4]}" if same_year else "")


def chosen_months_words(months: Sequence[str]) -> str:
    """Months as a reader picked them, never called a quarter: "Januar bis März 2018", "März 2018", "Januar, März und Mai 2018"."""
    keys = sorted(months)
    if len(keys) > 1 and Period(parse_month(keys[0]).von, parse_month(keys[-1]).bis).months() == keys:
        return f"{month_name(keys[0], with_year=keys[0][:4] != keys[-1][:4])} bis {month_name(keys[-1])}"
    return months_words(keys)


def filter_words(where: Mapping[str, Sequence[str]]) -> str:
    """The filters in words, without time: "Kfz-Zulassung, Standort Kaiserstraße"."""
    parts = []
    for name, values in where.items():
        if name in ("jahr", "monat", "tag"):
            continue
        words = listing([split_value(name, value) for value in values])
        parts.append(words if name in ("bereich", "dienstleistung") else f"{SPLIT_LABELS.get(name, name)} {words}")
    return ", ".join(parts)


def listing(parts: Sequence[str]) -> str:
    """"A, B und C"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} und {parts[-1]}" if parts else ""


def status_words(f: Figure) -> str:
    """What limits a figure: "" where nothing does, "vorläufig, Daten bis 15.05.2018", "keine Daten"."""
    if f.status == COMPLETE:
        return f.hinweis or ""
    if f.status == NO_DATA:
        return " ".join(filter(None, ["Keine Daten.", f.hinweis]))
    return f"Teilweise: {f.hinweis or f'Daten bis {date_de(f.daten_bis)}.'}"


def stand_line(w: Warehouse) -> str:
    """"Stand 31.12.2018": the last day with data."""
    return f"Stand {date_de(w.data_until)}" if w.data_until else "Noch keine Daten"


def reach_words(w: Warehouse) -> str:
    """"Daten reichen vom 02.01.2017 bis 31.12.2018."; what an empty state says."""
    if not w.coverage:
        return "Es sind noch keine Daten geladen."
    first = min(von for von, _ in w.coverage.values())
    return f"Daten reichen vom {date_de(first)} bis {date_de(w.data_until)}."


def source_line(w: Warehouse, f: Figure | None = None) -> str:
    """The line inside every picture and export: "Quelle: Stadt X, Bürgerbüro; Stand 31.12.2018 · Beispieldaten"."""
    stand = f"Stand {date_de(f.daten_bis)}" if f is not None and f.daten_bis else stand_line(w)
    line = f"Quelle: {w.amt['quellenangabe'] or w.amt['name']}; {stand}"
    return f"{line} · {SAMPLE}" if w.is_sample else line
