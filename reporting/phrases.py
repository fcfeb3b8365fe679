"""Pieces of German sentences: when, compared with when, since what, where, how many, how much more.

Everything here is grammar about values handed in; no value is computed from data. `sentences.py` joins the pieces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from babel.dates import format_date

from reporting.definitions import Definition
from reporting.german import LOCALE, NBSP, SINGULAR, listing, month_name, months_words, number, split_value, weekday_name
from reporting.periods import Period, half_year, month, quarter, year
from reporting.warehouse import Event

ORDINALS = ("", "ersten", "zweiten", "dritten", "vierten")


def long_date(day: date, *, with_year: bool = True) -> str:
    """"15. Oktober 2018" or "15. Oktober"."""
    return format_date(day, f"d.'{NBSP}'MMMM" + (" y" if with_year else ""), locale=LOCALE)


def span_words(period: Period, *, with_year: bool = True) -> str:
    """"15. Oktober bis 31. Dezember 2018"."""
    if period.von == period.bis:
        return long_date(period.von, with_year=with_year)
    start = long_date(period.von, with_year=with_year and period.von.year != period.bis.year)
    return f"{start} bis {long_date(period.bis, with_year=with_year)}"


def named(period: Period) -> tuple[str, str] | None:
    """Preposition and name of a period that has one: ("im", "Jahr 2018"), ("im", "ersten Halbjahr 2018"), ("im", "November 2018")."""
    y = period.von.year
    if period == year(y):
        return "im", f"Jahr {y}"
    if period == Period(date(y, 1, 1), date(period.bis.year, 12, 31)):
        join = "und" if period.bis.year == y + 1 else "bis"
        return "in den", f"Jahren {y} {join} {period.bis.year}"
    for size, word in ((half_year, "Halbjahr"), (quarter, "Quartal")):
        for n in range(1, 3 if word == "Halbjahr" else 5):
            if period == size(y, n):
                return "im", f"{ORDINALS[n]} {word} {y}"
    if period == month(y, period.von.month):
        return "im", month_name(f"{period.von:%Y-%m}")
    return None


def in_period(period: Period, months: Sequence[str] = ()) -> str:
    """"im Jahr 2018", "im November 2018", "von Januar bis März 2018", "vom 15. Oktober bis 31. Dezember 2018"; `months`: only these of it."""
    if months:
        return f"in den Monaten {months_words(months)}" if len(months) > 1 else f"im {month_name(months[0])}"
    name = named(period)
    if name:
        return " ".join(name)
    if period.von == period.bis:
        return f"am {long_date(period.von)}"
    if period.von.day == 1 and period.bis == month(period.bis.year, period.bis.month).bis:
        return f"von {months_words(period.months())}"
    return f"vom {span_words(period)}"


def as_in(base: Period, own: Period, exact: bool) -> str:
    """What follows "mehr als": "2017", "im November 2017", "im gleichen Zeitraum 2017", "an den gleichen Kalendertagen 2017".

    exact: the base covers the whole of its named period; otherwise only the same calendar days count and it is said.
    """
    if not exact:
        return f"an den gleichen Kalendertagen {_years(base)}"
    if base == year(base.von.year):
        return str(base.von.year)
    return in_period(base) if named(base) or not _same_days(base, own) else f"im gleichen Zeitraum {_years(base)}"


def during(base: Period, own: Period, exact: bool) -> str:
    """When the base was: "im Jahr 2017", "im November 2017", "im gleichen Zeitraum 2017", "an den gleichen Kalendertagen 2017"."""
    return f"im Jahr {base.von.year}" if exact and base == year(base.von.year) else as_in(base, own, exact)


def against(base: Period, own: Period, exact: bool) -> str:
    """What follows "gegenüber": "2017", "dem November 2017", "dem gleichen Zeitraum 2017", "den gleichen Kalendertagen 2017"."""
    if not exact:
        return f"den gleichen Kalendertagen {_years(base)}"
    if base == year(base.von.year):
        return str(base.von.year)
    name = named(base)
    if name:
        return f"{'den' if name[0] == 'in den' else 'dem'} {name[1]}"
    return f"dem gleichen Zeitraum {_years(base)}" if _same_days(base, own) else f"dem Zeitraum {span_words(base)}"


def _years(period: Period) -> str:
    return str(period.von.year) if period.von.year == period.bis.year else f"{period.von.year}/{period.bis.year}"


def _same_days(base: Period, own: Period) -> bool:
    return own.shifted(base.von.year - own.von.year) == base


# ------------------------------------------------------------------ events and filters

_FEMININE = re.compile(r"(ung|heit|keit|schaft|ion|tät|ik|reform|wende|wahl|pflicht)$")
_MASCULINE = re.compile(r"(umzug|einzug|auszug|zug|start|beginn|umbau|neubau|ausbau|bau|wechsel|abschluss|zusammenschluss|brand|streik|ausfall|lockdown|anbau)$")
_NEUTER = re.compile(r"(kraft?treten|ende|gesetz|verfahren|system|portal|angebot|update|hochwasser|jubiläum)$")


def since_words(event: Event) -> str:
    """"seit dem Umzug in die Kaiserstraße"; where the article cannot be told: "seit dem 15. Oktober 2018 („Titel“)"."""
    head = event.titel.split(" ")[0].lower()
    if _FEMININE.search(head):
        return f"seit der {event.titel}"
    if event.titel[:1].isupper() and (_MASCULINE.search(head) or _NEUTER.search(head)):
        return f"seit dem {event.titel}"
    return f"seit dem {long_date(event.von)} („{event.titel}“)"


_PLACES = {
    "bereich": ("im Bereich", "in den Bereichen", False), "dienstleistung": ("bei der Dienstleistung", "bei den Dienstleistungen", True),
    "standort": ("am Standort", "an den Standorten", False), "zugang": ("mit dem Zugang", "mit dem Zugang", True),
    "status": ("mit dem Status", "mit dem Status", True), "vorgangsart": ("bei der Vorgangsart", "bei den Vorgangsarten", True),
    "gruppe": ("in der Gruppe", "in den Gruppen", False), "nachrichtengruppe": ("in der Nachrichtengruppe", "in den Nachrichtengruppen", False),
    "kunde_art": ("bei der Kundenart", "bei den Kundenarten", True),
    "leistung": ("bei der Leistung", "bei den Leistungen", True), "thema": ("zum Thema", "zu den Themen", True),
    "stunde": ("in der Zeit", "in den Zeiten", False), "tag": ("am", "am", False),
}


def where_words(where: Mapping[str, Sequence[str]]) -> str:
    """Filters as part of a sentence: "im Bereich Kfz-Zulassung am Standort Kaiserstraße"; months and years are not repeated."""
    parts = []
    for name, values in where.items():
        if name == "wochentag":
            parts.append(listing([f"{weekday_name(value).lower()}s" for value in values]))
        elif name in _PLACES:
            one, many, quoted = _PLACES[name]
            words = [f"„{value}“" if quoted else split_value(name, value) for value in values]
            parts.append(f"{one if len(values) == 1 else many} {listing(words)}")
    return " ".join(parts)


# ------------------------------------------------------------------ how a metric is said

class Form(NamedTuple):
    """How a metric is said: `plural`/`singular` before the number ("|" marks where filters go, else before the number), `after` behind the unit."""

    plural: str
    singular: str
    after: str = ""


#: Counts: "Im Jahr 2018 wurden 14.031 E-Mails beantwortet, 3,1 Prozent mehr als 2017."
COUNTS = {
    "kundenkontakte": Form("gab es", "gab es"),
    "terminkunden": Form("kamen", "kam"),
    "spontankunden": Form("kamen", "kam"),
    "oeffnungstage": Form("gab es", "gab es"),
    "termine_gebucht": Form("waren", "war", "gebucht"),
    "termine_bedient": Form("wurden", "wurde", "wahrgenommen"),
    "termine_abgesagt": Form("wurden", "wurde", "abgesagt"),
    "termine_versaeumt": Form("wurden", "wurde", "versäumt"),
    "emails_eingegangen": Form("gingen", "ging", "ein"),
    "emails_bearbeitet": Form("wurden", "wurde", "beantwortet"),
    "anrufe_115": Form("wurden", "wurde", "über die Behördennummer 115 angenommen"),
    "anrufe_115_angeboten": Form("gingen", "ging", "bei der Behördennummer 115 ein"),
    "anrufe_115_in_30s": Form("wurden", "wurde", "über die Behördennummer 115 innerhalb von 30 Sekunden angenommen"),
    "anrufe_115_geloest": Form("wurden", "wurde", "über die Behördennummer 115 abschließend beantwortet"),
    "online_leistungen": Form("wurden", "wurde", "erledigt"),
    "vorgaenge": Form("wurden| in der Sachbearbeitung", "wurde| in der Sachbearbeitung", "bearbeitet"),
    "vorgaenge_xmeld": Form("wurden| aus dem Austausch mit anderen Behörden (XMeld)", "wurde| aus dem Austausch mit anderen Behörden (XMeld)", "bearbeitet"),
    "grosskunden_vorgaenge": Form("gab es", "gab es", "für Großkunden"),
}
#: Levels: "Im Jahr 2018 lag die mittlere Wartezeit bei 8,3 Minuten, gegenüber 12,1 Minuten im Jahr 2017 ein Rückgang um 30,2 Prozent."
LEVELS = {
    "kontakte_je_oeffnungstag": Form("gab es", ""),
    "wartezeit_mittel": Form("lag| die mittlere Wartezeit bei", ""),
    "wartezeit_median": Form("lag| die Wartezeit im Median bei", ""),
    "wartezeit_p90": Form("warteten| neun von zehn Personen höchstens", ""),
    "wartezeit_bis_10": Form("warteten", "", "der Personen höchstens 10 Minuten"),
    "wartezeit_bis_15": Form("warteten", "", "der Personen höchstens 15 Minuten"),
    "wartezeit_bis_30": Form("warteten", "", "der Personen höchstens 30 Minuten"),
    "no_show_quote": Form("lag| der Anteil versäumter Termine bei", ""),
    "vorlaufzeit_mittel": Form("lagen| zwischen Buchung und Termin im Mittel", ""),
    "email_antwortzeit_median": Form("lag| der Median der Antwortzeit auf E-Mails bei", ""),
    "anrufe_115_servicelevel": Form("wurden", "", "der Anrufe über die 115 innerhalb von 30 Sekunden angenommen"),
    "anrufe_115_erstloesung": Form("wurden", "", "der Anliegen über die 115 beim ersten Anruf gelöst"),
    "kontakte_je_beraterplatz": Form("gab es", ""),
}
#: Stocks on a day: "Am 31. Dezember 2018 gab es 30 Beraterplätze, 6 mehr als am 31. Dezember 2017."
STOCKS = {
    "beraterplaetze": Form("gab es", "gab es"),
    "thekenplaetze": Form("gab es", "gab es"),
    "mitarbeitende": Form("hatte das Amt", "hatte das Amt"),
    "vollzeitstellen": Form("hatte das Amt", "hatte das Amt"),
    "emails_offen": Form("gab es", "gab es"),
}
#: Not for publication (its definition says why).
UNSAID = {"wartezeit_stundenmittel"}


# ------------------------------------------------------------------ how many

#: Dative plural where it differs: "mit 11.101 Kundenkontakten".
_DATIVE = {"Kundenkontakte": "Kundenkontakten", "Termine": "Terminen", "Anrufe": "Anrufen", "Vorgänge": "Vorgängen", "Tage": "Tagen",
           "Öffnungstage": "Öffnungstagen", "Beraterplätze": "Beraterplätzen", "Thekenplätze": "Thekenplätzen", "Prozentpunkte": "Prozentpunkten"}


def unit_words(d: Definition, value: float | int, *, dative: bool = False) -> str:
    """The unit in words behind a value: "Kundenkontakte", "Kundenkontakt" behind 1, "Kundenkontakten" in the dative, "Prozent"."""
    unit, je, per = d.einheit.partition(" je ")
    if d.id == "emails_offen":
        return "offene E-Mail" if value == 1 else "offenen E-Mails" if dative else "offene E-Mails"
    if value == 1 and d.dezimalen == 0:
        return SINGULAR.get(unit, unit) + je + per
    return (_DATIVE.get(unit, unit) if dative else unit) + je + per


def exact_amount(d: Definition, value: float | int, *, dative: bool = False) -> str:
    """"108.801 Kundenkontakte", "8,3 Minuten", "keine Anrufe": the value as the metric prints it."""
    text = "keine" if value == 0 and d.dezimalen == 0 else number(value, d.dezimalen)
    return f"{text}{NBSP}{unit_words(d, value, dative=dative)}"


def round_amount(d: Definition, value: float | int, *, dative: bool = False) -> str:
    """"rund 74.000 Kundenkontakte", "knapp 20 Prozent", "gut 8 Minuten"; small counts stay exact."""
    if d.dezimalen == 0 and abs(value) < 100:
        return exact_amount(d, value, dative=dative)
    text, printed = rounded(value)
    return f"{text}{NBSP}{unit_words(d, printed, dative=dative)}"


def rounded(value: float | int) -> tuple[str, float]:
    """A value to two digits (three behind a leading 1) with the word that is true of it, and the number printed: ("rund 74.000", 74000).

    An exact hit has no word. Within three tenths of the rounding step it is "rund", below it "knapp", above it "gut" ("mehr als" from 100.000).
    """
    size = abs(value)
    if size < 1:
        return number(size, 1), size
    leading = str(int(size))
    step = 1.0 if size < 100 else 10.0 ** (len(leading) - (3 if leading[0] == "1" else 2))
    printed = int(size / step + 0.5) * step
    gap = size - printed
    word = "" if abs(gap) <= 1e-9 * size else "rund " if abs(gap) <= 0.3 * step else "knapp " if gap < 0 else "mehr als " if size >= 100_000 else "gut "
    return f"{word}{number(printed)}", printed


def percent_words(value: float, *, whole: bool = False) -> str:
    """"4,2 Prozent"; `whole`: "rund 4 Prozent", without the word where it is exact."""
    if not whole or abs(value) < 1:
        return f"{number(abs(value), 1)}{NBSP}Prozent"
    return f"{rounded(abs(value))[0]}{NBSP}Prozent"
