"""True German sentences from figures, by rule: for the start page, the annual report and the press office.

Every sentence names value, unit, period and, where there is one, what it compares with; where there are no data there is no
sentence. A sentence is a row of parts; the parts that are a number carry the figure that proves it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reporting import phrases
from reporting.events import since, turning_point
from reporting.days import PARTIAL
from reporting.figures import Figure, figure, figures
from reporting.german import NBSP, month_name, number
from reporting.overview import Area, Overview, Record, SinceEvent, areas, overview, record_month
from reporting.periods import Period, next_day, previous_day, shift_years
from reporting.warehouse import Warehouse

Filters = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Part:
    """A piece of a sentence; `figure` where the piece is a number."""

    text: str
    figure: Figure | None = None


@dataclass(frozen=True)
class Sentence:
    """One German sentence; `kennzahl` is the metric it is about."""

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple({id(part.figure): part.figure for part in self.parts if part.figure}.values())

    @property
    def kennzahl(self) -> str:
        return self.figures[0].kennzahl

    def __str__(self) -> str:
        return self.text


def sentences(w: Warehouse, period: Period, where: Filters | None = None, *, rounded: bool = False) -> list[Sentence]:
    """All that can be said about a period under some filters: a sentence per metric with data, then ranks, record and the time since an event.

    rounded: counts and percentages in round numbers with the word that is true of them ("rund", "knapp", "gut", "mehr als").
    Raises UnknownNameError for unknown filters and filter values.
    """
    where = dict(where or {})
    result: list[Sentence] = []
    for f in figures(w, None, period, where=where):
        if f.wert is None or f.kennzahl in phrases.UNSAID or f.kennzahl == "kontakte_je_beraterplatz" and {*where} - {"monat", "standort"}:
            continue  # desks serve all services: a share of the contacts per desk says nothing
        if f.wert == 0 and not f.vorjahr:
            continue  # there was nothing, as before
        if f.definition.art == "bestand" and (w.data_until is None or period.von > w.data_until):
            continue  # master data are known for ever, the office's year is not
        result.append(about(w, f, rounded=rounded))
        if f.kennzahl == "kundenkontakte":
            result += [s for s in (per_opening_day(w, f), *_ranks(w, period, where, f, rounded), _record(w, period, where), _since(w, period, where, rounded)) if s]
    return result


def year_in_words(w: Warehouse, year: int, at_a_glance: Overview | None = None) -> list[Sentence]:
    """Two or three sentences for the mayor: contacts and their change; since the event of the year (else the areas); record month and wait."""
    o = at_a_glance or overview(w, year)
    if o.kontakte.wert is None:
        return []
    second = since_sentence(w, o.since) if o.since else areas_sentence(o.areas)
    return [s for s in (about(w, o.kontakte), second, record_sentence(w, o.record, o.wartezeit)) if s]


def about(w: Warehouse, f: Figure, *, rounded: bool = False) -> Sentence:
    """The sentence of one figure with data, and its change where it has one."""
    d = f.definition
    form = (phrases.COUNTS | phrases.LEVELS | phrases.STOCKS).get(f.kennzahl)
    when = f"am {phrases.long_date(_stock_day(w, f))}" if f.kennzahl in phrases.STOCKS else _when(f)
    place = _place(f, split=True)
    if form is None:
        lead, after = f"{d.label}, {when}{',' + place if place else ''}: ", ""
    else:
        verb = form.singular if f.wert == 1 and d.dezimalen == 0 and form.singular else form.plural
        head, _, rest = verb.partition("|")
        lead, after = f"{when} {head}{place}{rest} ", f" {form.after}" if form.after else ""
    return _sentence(lead, Part(_amount(f, f.wert, rounded), f), after, *_change(w, f, rounded))


def _place(f: Figure, *, split: bool = False) -> str:
    """" im Bereich Kfz-Zulassung", "" without filters; `split`: with the split value of the figure."""
    words = phrases.where_words({**f.where, **({k: (v,) for k, v in f.gliederung.items()} if split else {})})
    return f" {words}" if words else ""


def _when(f: Figure) -> str:
    """"im Jahr 2018", for a part of it "im Jahr 2018 (Daten bis 15. Mai)"."""
    when = phrases.in_period(f.period, f.where.get("monat", ()))
    if f.status != PARTIAL:
        return when
    if f.hinweis and not f.hinweis.startswith("Daten bis"):
        return f"{when} ({f.hinweis.split('. ')[0].rstrip('.')})"
    return f"{when} (Daten bis {phrases.long_date(f.daten_bis, with_year=f.von.year != f.bis.year)})"


def _stock_day(w: Warehouse, f: Figure) -> date:
    """The day a stock is read on: the end of the period, or the last day with data where opening days follow it."""
    last = f.daten_bis if f.definition.art == "stand" else w.data_until
    return last if last and last < f.bis and w.open_days(next_day(last), f.bis) else f.bis


def _amount(f: Figure, value: float | int, rounded: bool, *, dative: bool = False) -> str:
    write = phrases.round_amount if rounded and f.kennzahl not in phrases.STOCKS else phrases.exact_amount
    return write(f.definition, value, dative=dative)


# ------------------------------------------------------------------ changes

def _change(w: Warehouse, f: Figure, rounded: bool) -> list[str | Part]:
    """The change as the end of a sentence, empty without one."""
    if f.base is None:
        return []
    base, exact = said_base(w, f)
    if f.vergleich:
        return [f"; ein Vergleich mit {phrases.against(base, f.period, exact)} ist nicht möglich, weil sich die Zählung geändert hat ({f.vergleich})"]
    if f.vorjahr is None or f.wert_vergleichbar is None:
        return []
    if f.kennzahl in phrases.STOCKS:
        day = _stock_day(w, f)
        return [", ", *_more(f, rounded), f" am {phrases.long_date(shift_years(day, f.base.bis.year - day.year))}"]
    if f.wert_vergleichbar != f.wert:
        return _partial_change(f, rounded)
    if f.definition.additiv or f.kennzahl == "oeffnungstage":
        return [", ", *_more(f, rounded), f" {phrases.as_in(base, f.period, exact)}"]
    return [", gegenüber ", Part(_amount(f, f.vorjahr, False, dative=True), f), f" {phrases.during(base, f.period, exact)} ", *_level(f, rounded)]


def said_base(w: Warehouse, f: Figure) -> tuple[Period, bool]:
    """The base as it may be called, and whether the name is exact: all of 2017 where no opening day of 2017 is missing in it."""
    full = f.period.shifted(-_years(f))
    if f.base == full or f.base.von < full.von or f.base.bis > full.bis:
        return f.base, True
    places = tuple(f.where.get("standort", ()))
    lost = f.base.von > full.von and w.open_days(full.von, previous_day(f.base.von), places)
    lost = lost or f.base.bis < full.bis and w.open_days(next_day(f.base.bis), full.bis, places)
    return (f.base, False) if lost else (full, True)


def _years(f: Figure) -> int:
    """How many years the base lies before the days it is compared with: so many that they fall into the period."""
    return next((n for n in range(1, 50) if f.base.shifted(n).von >= f.von and f.base.shifted(n).bis <= f.bis), f.von.year - f.base.von.year)


def _more(f: Figure, rounded: bool) -> list[str | Part]:
    """"4,2 Prozent mehr als", "6 mehr als", "ebenso viele wie"."""
    own, earlier = f.wert_vergleichbar, f.vorjahr
    if own == earlier:
        return ["ebenso viele wie" if own else "ebenso wie"]
    word = "mehr als" if own > earlier else "weniger als"
    if f.definition.art == "bestand" or f.kennzahl in phrases.STOCKS or f.kennzahl == "oeffnungstage" or not earlier:
        return [Part(number(abs(own - earlier)), f), f" {word}"]
    if number(abs(f.veraenderung_prozent), 1) == "0,0":
        return ["nahezu ebenso viele wie"]
    return [Part(phrases.percent_words(f.veraenderung_prozent, whole=rounded), f), f" {word}"]


def _level(f: Figure, rounded: bool) -> list[str | Part]:
    """"ein Rückgang um 31,9 Prozent", "ein Anstieg um 1,3 Prozentpunkte", "unverändert"."""
    own, earlier = f.wert_vergleichbar, f.vorjahr
    if own == earlier:
        return ["unverändert"]
    noun = "ein Anstieg" if own > earlier else "ein Rückgang"
    if f.definition.einheit == "Prozent":
        gap = number(abs(own - earlier), 1)
        if gap == "0,0":
            return ["nahezu unverändert"]
        printed = abs(round(own, 1) - round(earlier, 1))
        word = "" if number(printed, 1) == gap else "rund "  # the difference of the printed values is another one
        return [f"{noun} um {word}", Part(f"{gap}{NBSP}Prozentpunkte", f)]
    if f.veraenderung_prozent is None:
        return [noun]
    if number(abs(f.veraenderung_prozent), 1) == "0,0" or _amount(f, own, False) == _amount(f, earlier, False):
        return ["nahezu unverändert"]
    return [f"{noun} um ", Part(phrases.percent_words(f.veraenderung_prozent, whole=rounded), f)]


def _partial_change(f: Figure, rounded: bool) -> list[str | Part]:
    """The change where only some of the days have data on both sides: those days and their value are said."""
    own = f.base.shifted(_years(f))
    amount = _amount(f, f.wert_vergleichbar, rounded)
    if own.bis == f.period.bis and own.von == f.period.von:
        days = "in den Monaten, für die beide Jahre Daten haben,"
    else:
        days = f"vom {phrases.span_words(own)}"
    if f.definition.additiv:
        return [f"; {days} waren es ", Part(amount, f), ", ", *_more(f, rounded), f" im gleichen Zeitraum {f.base.von.year}"]
    return [f"; {days} waren es ", Part(amount, f), ", gegenüber ", Part(_amount(f, f.vorjahr, False, dative=True), f),
            f" im gleichen Zeitraum {f.base.von.year} ", *_level(f, rounded)]


def per_opening_day(w: Warehouse, f: Figure) -> Sentence | None:
    """The change of contacts per opening day, where the two sides had a different number of them."""
    if f.veraenderung_je_oeffnungstag_prozent is None or f.oeffnungstage == f.oeffnungstage_vorjahr or f.vergleich:
        return None
    change = f.veraenderung_je_oeffnungstag_prozent
    base, exact = said_base(w, f)
    than = phrases.as_in(base, f.period, exact)
    days = f" (bei {number(f.oeffnungstage)} statt {number(f.oeffnungstage_vorjahr)}{NBSP}Öffnungstagen)"
    if number(abs(change), 1) == "0,0":
        return _sentence(f"{_when(f)} waren es{_place(f)} je Öffnungstag ", Part("nahezu ebenso viele", f), f" Kundenkontakte wie {than}{days}")
    word = "mehr" if change > 0 else "weniger"
    return _sentence(f"{_when(f)} waren es{_place(f)} je Öffnungstag ", Part(f"{number(abs(change), 1)}{NBSP}Prozent", f), f" {word} Kundenkontakte als {than}{days}")


# ------------------------------------------------------------------ ranks, record, since an event

def areas_sentence(found: Sequence[Area], *, rounded: bool = False) -> Sentence | None:
    """"Im Jahr 2018 war der Bereich A am häufigsten nachgefragt (74.312 Kundenkontakte, 68,3 Prozent), gefolgt von ..."; None with one area."""
    parts = [(a.bereich, a.kontakte, a.anteil) for a in found if a.kontakte.wert]
    return _rank("der Bereich", "vom Bereich", "von den Bereichen", "nach Bereichen", parts, rounded)


def _ranks(w: Warehouse, period: Period, where: Filters, total: Figure, rounded: bool) -> list[Sentence | None]:
    result: list[Sentence | None] = []
    if "bereich" not in where and "dienstleistung" not in where:
        if not where:
            result.append(areas_sentence(areas(w, period, total), rounded=rounded))
    if "dienstleistung" not in where:
        found = sorted((f for f in figures(w, ["kundenkontakte"], period, by=("dienstleistung",), where=where) if f.wert), key=lambda f: -f.wert)
        if len(found) > 3 and found[2].wert == found[3].wert:
            return result
        parts = [(f"„{f.gliederung['dienstleistung']}“", f, 100 * f.wert / total.wert) for f in found[:3]]
        result.append(_rank("die Dienstleistung", "von der Dienstleistung", "von den Dienstleistungen", "nach Dienstleistungen", parts, rounded))
    return result


def _rank(one: str, behind: str, many: str, tied: str, parts: list[tuple[str, Figure, float | None]], rounded: bool) -> Sentence | None:
    if len(parts) < 2:
        return None
    values = [f.wert for _, f, _ in parts]
    when, place = _when(parts[0][1]), _place(parts[0][1])
    whole = not parts[0][1].where  # a share of what is filtered would be taken for a share of all
    first = [Part(_amount(parts[0][1], values[0], rounded), parts[0][1]), f", {phrases.percent_words(parts[0][2] or 0, whole=rounded)})" if whole else ")"]
    def rest(items):
        pieces: list[str | Part] = []
        for n, (name, f, share) in enumerate(items):
            text = phrases.rounded(f.wert)[0] if rounded and f.wert >= 100 else number(f.wert)
            join = "" if n == 0 else " und " if n == len(items) - 1 else ", "
            pieces += [f"{join}{name} (", Part(text, f), f"; {phrases.percent_words(share or 0, whole=rounded)})" if whole else ")"]
        return pieces
    if len(set(values)) < len(values):  # a tie has no order
        return _sentence(f"{when} verteilten sich{place} die Kundenkontakte {tied} auf ", *rest(parts))
    following = behind if len(parts) == 2 else many
    return _sentence(f"{when} war{place} {one} {parts[0][0]} am häufigsten nachgefragt (", *first, f", gefolgt {following} ", *rest(parts[1:]))


def record_sentence(w: Warehouse, r: Record | None, wait: Figure | None = None) -> Sentence | None:
    """The strongest month, called a record only where it is one since the data began; with the mean wait of the year where given."""
    tail: list[str | Part] = []
    if wait is not None and wait.wert is not None:
        tail = [f"; die mittlere Wartezeit lag {_when(wait)} bei ", Part(_amount(wait, wait.wert, False), wait)]
    if r is None or not r.unique or r.of < 2:
        return about(w, wait) if tail else None
    value = Part(_amount(r.kontakte, r.kontakte.wert, False, dative=True), r.kontakte)
    if r.is_record:
        begin = f"seit Beginn der Aufzeichnung im {month_name(r.first)}" if r.whole else "aller Monate mit Daten"
        return _sentence(f"Der {month_name(r.monat)} war mit ", value, f" der stärkste Monat {begin}", *tail)
    return _sentence(f"Stärkster Monat des Jahres {r.monat[:4]} war der {month_name(r.monat, with_year=False)} mit ", value, *tail)


def _record(w: Warehouse, period: Period, where: Filters) -> Sentence | None:
    if where or len(period.months()) < 2:
        return None
    r = record_month(w, period)
    if r is None or len(period.months()) != 12 and not r.is_record:
        return None
    return record_sentence(w, r)


def since_sentence(w: Warehouse, s: SinceEvent, *, rounded: bool = False) -> Sentence | None:
    """"Seit dem Umzug in die Kaiserstraße gab es vom 15. Oktober bis 31. Dezember 2018 24.301 Kundenkontakte, 20,0 Prozent mehr als im gleichen Zeitraum 2017."""
    f = s.kontakte
    if f.wert is None:
        return None
    until = min(f.bis, f.daten_bis) if f.status == PARTIAL and f.daten_bis else f.bis
    days = phrases.span_words(Period(f.von, until))
    return _sentence(f"{phrases.since_words(s.event)} ({days}) gab es{_place(f)} ", Part(_amount(f, f.wert, rounded), f), *_change(w, f, rounded))


def _since(w: Warehouse, period: Period, where: Filters, rounded: bool) -> Sentence | None:
    event = turning_point(w, period)
    span = since(w, event, period.bis) if event and "monat" not in where else None
    if span is None or span == period:
        return None
    f = figure(w, "kundenkontakte", span, where=where)
    return since_sentence(w, SinceEvent(event, span, f, f), rounded=rounded)


def _sentence(*parts: str | Part) -> Sentence:
    """The parts as a sentence: capital letter first, full stop last."""
    row = [part if isinstance(part, Part) else Part(part) for part in parts if part != ""]
    row[0] = Part(row[0].text[:1].upper() + row[0].text[1:], row[0].figure)
    if not row[-1].text.endswith("."):
        row.append(Part("."))
    return Sentence(tuple(row))
