"""Periods said by an event: "seit dem Umzug in die Kaiserstraße", "vor der Eröffnung"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from reporting.factcheck.dates.steps import COUNT, counted, months_on
from reporting.factcheck.drafts.words import stems, tokens
from reporting.periods import Period, year
from reporting.warehouse import Event, Warehouse

UNKNOWN = "?"  # of a period that the text names and nobody knows
END = "Ende"  # of a year: its last day for what there is on a day


def known_events(w: Warehouse) -> list[Event]:
    """The events of the office, and the first day of each location that opened while there are data."""
    first: dict[str, tuple[date | None, str]] = {}
    for place in w.locations:  # the oldest validity comes first
        first.setdefault(place.standort, (place.gueltig_ab, place.name or place.standort))
    begin = min((von for von, _ in w.coverage.values()), default=date.max)
    gone = {p.standort: p for p in w.locations if p.gueltig_bis and not any(x.standort == p.standort and x is not p and (x.gueltig_bis or date.max) > p.gueltig_bis for x in w.locations)}
    closed = [(p.gueltig_bis + timedelta(1), f"Schließung Auszug Aufgabe {p.name or s} {s}") for s, p in gone.items()]
    opened = [(day, f"Eröffnung Neueröffnung Inbetriebnahme {name} {place}") for place, (day, name) in first.items() if day and day > begin]
    return [*w.events, *(Event(0, day, day, title, "ereignis", (), "") for day, title in (*opened, *closed))]


#: "In den ersten sechs Monaten", "im ersten Halbjahr" before "nach der Eröffnung".
_BESIDE = rf"(?:(?:\b(?i:in|über|für)\s+)?\b(?:[Dd]en|[Dd]er|[Dd]ie)\s+(?:ersten\s+|letzten\s+)?({COUNT})\s+(Monat|Woche|Quartal|Halbjahr|Tag)e?n?|\b[Ii]m\s+(?:ersten|letzten)\s+(?:halben\s+)?(Monat|Quartal|Halbjahr|Jahr))\s+"
_SIZES = {"Monat": 1, "Quartal": 3, "Halbjahr": 6, "Jahr": 12}


def _beside(events):
    """"In den ersten sechs Monaten nach der Eröffnung", "im ersten Jahr seit dem 2. Mai"; of an event nobody knows they are no period."""
    def rule(text, add, stand) -> None:
        for m in re.finditer(rf"{_BESIDE}(seit|nach|ab|vor)\s+(?:(?:zu[mr]|de[mrn]|ihre[mr]|seine[mr]|unsere[mr]|unserm)\s+)?((?:[a-zäöüß-]+\s+){{0,2}}?)([A-ZÄÖÜ][\w-]+)((?:\s+(?:in|ins|im|am|an|auf|von|vom|zum|zur|der|die|das|den|dem|des|unter|[A-ZÄÖÜ][\w-]+)\b)*)", text):
            event, unit = _event(events, m[6], m[7]), m[2] or m[3]
            tail = _event_tail(event, m[7]) if event else ""
            match = re.compile(re.escape(text[m.start() : m.end(6)] + tail)).match(text, m.start())
            if event is None:
                add(match, year, vague=UNKNOWN, grain="days")
                continue
            n = counted(m[1]) * (-1 if m[4] == "vor" else 1) * (6 if "halben" in m[0] else _SIZES.get(unit, 1))
            other = event.von + timedelta(n * (7 if unit == "Woche" else 1)) if unit in ("Woche", "Tag") else months_on(event.von, n)
            von, bis = sorted((event.von, other))
            add(match, lambda y, p=Period(von, bis - timedelta(1)): p, explicit=event.von.year, grain="days")
    return rule


#: "In der Woche nach Ostern", "in den Tagen vor dem Umzug": days nobody wrote down.
_SOME_DAYS = re.compile(r"\b(?:[Ii]n|[Aa]n|[Ww]ährend)\s+de[rn]\s+(?:(?:letzten|ersten)\s+)?(?:Wochen?|Tagen?)\s+(?:vor|nach|um|rund\s+um|zwischen)\s+(?:(?:de[mnr]|die|das|ihre[mr]|unsere[mr])\s+)?[A-ZÄÖÜ][\w-]+|\b[Zz]wischen\s+den\s+Jahren\b")


def event_mentions(events):
    counted_ones = _beside(events)

    def rule(text, add, stand) -> None:
        counted_ones(text, add, stand)
        for m in _SOME_DAYS.finditer(text):
            add(m, year, vague=UNKNOWN, grain="days")
        for m in re.finditer(r"\b((?i:seit|nach|vor|ab|bis))\s+(?:(?:zu[mr]|dem|der|den|ihrem|seinem|unserem|unser(?:em|er))\s+((?:[\w-]+\s+){0,2}?)|(?=(?:\w*[Ee]röffnung|Umzug|Einzug|Bezug|Schließung|Inbetriebnahme)\b))([A-ZÄÖÜ][\w-]+)((?:\s+(?:in|ins|im|am|an|auf|von|vom|zum|zur|der|die|das|den|dem|des|unter|[A-ZÄÖÜ][\w-]+)\b)*)", text):
            event = _event(events, m[3], m[4])
            if event is None:
                continue
            tail = _event_tail(event, m[4])
            short = re.compile(re.escape(text[m.start(): m.end(3)]) + (re.escape(tail) if tail else ""))
            match = short.match(text, m.start())
            if m[1].lower() in ("vor", "bis"):
                add(match, lambda y, e=event: Period(min(date(y, 1, 1), e.von - timedelta(1)) if e.von.year != y else date(y, 1, 1), max(date(e.von.year, 1, 1), e.von - timedelta(1))), role="before", grain="days")
            else:
                add(match, lambda y, e=event: Period(e.von, max(e.von, year(max(y, e.von.year)).bis)), role="since", grain="days")
    return rule


def _event(events, noun: str, rest: str):
    """The event a phrase names: its noun must occur in the title, further capitalised words should."""
    wanted = stems(noun)[0]
    near = [e for e in events if wanted in stems(e.titel) or any(len(wanted) > 4 and s.endswith(wanted) for s in stems(e.titel))]
    extra = {t.stem for t in tokens(rest) if t.text[0].isupper()}
    return max(near, key=lambda e: (len(extra & set(stems(e.titel))), e.von), default=None)


_HOUSE = re.compile(r"(?:Filiale|(?:Neben|Außen|Zweig)stelle|Dependance|Standorts?|Haus(?:es)?|Gebäudes?|Bürgerbüros?)")


def _event_tail(event, rest: str) -> str:
    """The part of the words after the noun that still belongs to the event's title."""
    title = set(stems(event.titel))
    end = 0
    for token in tokens(rest):
        if token.text[0].isupper() and token.stem not in title and not _HOUSE.fullmatch(token.text):
            break
        if token.stem in title and token.text[0].isupper():
            end = token.end
    return rest[:end]
