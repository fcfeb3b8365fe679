"""Periods in German text: "im November", "im ersten Halbjahr 2018", "vom 15. Oktober bis 31. Dezember", "im Vorjahr", "seit dem Umzug".

A mention knows where it stands and how it becomes a period once the year the text is about is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from reporting.factcheck.dates.events import UNKNOWN, event_mentions
from reporting.factcheck.dates.feasts import feasts
from reporting.factcheck.dates.joined import joined
from reporting.factcheck.dates.notation import shorthand
from reporting.factcheck.dates.parts_of_month import parts_of_month, two_days
from reporting.factcheck.dates.relative import elliptic_parts, relative, turn_of_year
from reporting.factcheck.dates.steps import steps
from reporting.periods import Period, half_year, month, quarter, year

MONTHS = {name: n for n, names in enumerate((
    ("januar", "jänner", "jan"), ("februar", "feb"), ("märz",), ("april", "apr"), ("mai",), ("juni", "jun"), ("juli", "jul"), ("august", "aug"),
    ("september", "sep", "sept"), ("oktober", "okt"), ("november", "nov"), ("dezember", "dez")), 1) for name in names}
_M = r"(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|(?:Jan|Feb|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\b\.?)s?"
_Y = r"(?:19[5-9]\d|20\d\d)"
_WD = r"(?:(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag),?\s+(?:de[mn]\s+)?)?"  # "von Montag, dem 10., bis Freitag, 14. Oktober"
_ORD = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "letzt": -1, "1": 1, "2": 2, "3": 3, "4": 4, "I": 1, "II": 2, "III": 3, "IV": 4}
_WORDS = {"zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "beiden": 2}

SPAN, SINCE, UNTIL, BEFORE, POINT = "span", "since", "until", "before", "point"
SPENT = "spent"  # only says of which year another mention is: "2021 waren es im gleichen Zeitraum"


@dataclass(frozen=True)
class Mention:
    """A period mentioned in a text. `resolve(y)` gives it for texts about the year y; `base` marks what is compared with
    ("gegenüber 2017"); `explicit` holds the year where one is written; `grain` is year, month, ... for shifting."""

    start: int
    end: int
    text: str
    resolve: Callable[[int], Period] = field(compare=False)
    role: str = SPAN
    base: bool = False
    explicit: int | None = None
    grain: str = "year"
    relative: bool = False
    completed: bool = False  # the year stands elsewhere in the sentence
    joined: bool = False  # of a beginning and an end
    vague: str = ""  # "Anfang" or "Mitte": the end is no day


_QUARTERS = re.compile(r"\b(?:Vierteljahr(?:es|s)?|Jahresviertels?)\b")  # read as "Quartal" at the same place


def find_times(text: str, events=(), stand: date | None = None, said: str = "") -> list[Mention]:
    """All periods mentioned in a sentence, in order. events: the events of the office (`Warehouse.events`); said: the sentence before."""
    found: list[Mention] = []
    taken = [False] * (len(text) + 1)
    text, printed = _QUARTERS.sub(lambda m: ("Quartals" if m[0].endswith("s") else "Quartal").rjust(len(m[0])), text), text

    def add(m: re.Match, resolve, **more) -> None:
        start, end = m.start(), m.end()
        while end > start and text[end - 1] in " ,":
            end -= 1
        if any(taken[start:end]):
            return
        taken[start:end] = [True] * (end - start)
        found.append(Mention(start, end, printed[start:end], resolve, base=more.pop("base", False) or _is_base(text, start), **more))

    for rule in (shorthand(MONTHS, _M), _since_clause, _date_ranges, feasts, parts_of_month, event_mentions(events), _month_of_last_year, steps, relative, _halves_and_quarters, elliptic_parts(said), _month_spans, _since_until, turn_of_year, _dates, _single_months, _years):
        rule(text, add, stand)
    return joined(sorted(found, key=lambda mention: mention.start), text, SPAN, (UNTIL, BEFORE))


_BASE = re.compile(
    r"(?:\b(?:gegenüber|als|wie|verglichen|Vergleich(?:szeitraum)?|statt|anstatt)\s+(?:(?:\w+jahr|noch|schon|bereits|mit|zu|zum|zur|dem|der|den|das|im|in|am|an|ganze|gesamte|gleichen|selben|ganzen|gesamten|Jahr|Jahre|Zeitraum|"
    r"\w*monat|Wert|Niveau|von|vom|aus|Stand|über)\s+)*|(?:Prozent|%)\s+(?:über|unter)\s+|\b(?:über|unter)\s+(?:dem|den)\s+(?:(?:Wert|Niveau|Stand)\s+)?(?:(?:von|vom|aus|des)\s+)?(?:Jahr(?:es)?\s+)?)$", re.IGNORECASE)


#: "Ein Rückgang von 80 Prozent zum April": what a change is held against; not "zum 1. April", a day by which something was done.
_HELD_AGAINST = re.compile(r"(?:\d[\s\u00a0]*(?:Prozent|%|Prozentpunkten?|Minuten)|\b(?:Rückgang|Zuwachs|Anstieg|Plus|Minus|Zunahme|Abnahme|Veränderung|Unterschied|mehr|weniger))(?:\s+(?:im\s+Vergleich|[A-ZÄÖÜ][\wäöüß-]+))?\s+zu[mr]\s+$")
_SURPASS = re.compile(r"\b(?:übert(?:raf|rifft|reffen|roffen)|überst(?:ieg|eig|ieg)|überstiegen|überb[oi][te]|überflügel|unterschr[ie]|unterb[oi][te]|verfehl)\w*")
_VALUE = r"(?:\w*(?:[Ww]ert|[Ss]tand|[Nn]iveau|[Ee]rgebnis|[Zz]ahl|[Rr]ekord|[Mm]arke|[Ss]umme|[Aa]ufkommen)e?s?\s+)"


def _surpassed(text: str, start: int) -> bool:
    """"Übertraf den Vorjahreswert", "wurde der Stand von 2022 um 788 übertroffen": what is surpassed is what is compared with."""
    begin = max((m.end() for m in re.finditer(r"[;:(]|,(?!\d)|\.(?!\d)", text[:start])), default=0)
    verb = _SURPASS.search(re.split(r"[;:)]|,(?!\d)|\.(?!\d)", text[begin:], maxsplit=1)[0])
    if not verb:
        return False
    ahead = begin + verb.start() < start
    if re.search(rf"\b(?:de[nr]|das|die)\s+(?:\w+\s+)?{_VALUE}(?:(?:von|vom|aus|des|der)\s+)*(?:Jahr(?:es)?\s+)?$", text[:start]):
        return True
    said = re.match(r"(?:(?:de[nr]|das)\s+)?(Vorjahr\w*|Vormonat|Vorquartal)", text[start:])
    object_ = re.search(r"\b(?:den|das)\s+(?:\w+\s+)?$", text[:start]) or re.match(r"(?:den|das)\s", text[start:])
    return bool(said and (ahead or said[1] not in ("Vorjahr", "Vormonat", "Vorquartal")) and not re.search(r"\b(?:im|in)\s+$", text[:start]) or ahead and object_)


def _is_base(text: str, start: int) -> bool:
    if _surpassed(text, start):
        return True
    if re.search(r"\b(?:über|unter)\s+$", text[:start]) and re.match(r"de[mn]\s", text[start:]):
        return True
    if re.search(r"\bwie\s+\w*\s*$", text[:start]) and re.search(r"\b(?:[Nn]ie|[Nn]iemals|[Kk]ein\w*|[Ss]elten)\b", text[:start]):
        return False  # "nie kamen so viele wie im November": the record itself
    if _HELD_AGAINST.search(text[:start]) or re.match(r"zu[mr]\s", text[start:]) and _HELD_AGAINST.search(text[: start + 4]):
        return not re.match(r"(?:zum\s+)?\d", text[start:])
    return bool(_BASE.search(text[:start])) or bool(re.match(r"(?:zum|gegenüber dem|als im)\s", text[start:]) and "Vorjahr" in text[start : start + 30])


def _day(d: str, m: str, y: int) -> date | None:
    try:
        return date(y, _month(m), int(d))
    except ValueError:
        return None


def _month(name: str) -> int:
    key = name.lower().rstrip(".")
    if key.isdigit():
        return int(key)
    return MONTHS.get(key) or MONTHS[key.removesuffix("s")]


def _span(a: date | None, b: date | None, y: int) -> Period:
    return Period(a, b) if a and b and a <= b else year(y)


def _date_ranges(text, add, stand) -> None:
    for m in re.finditer(rf"(?:(?:vom|von|zwischen dem|zwischen|der Zeit vom)\s+)?\b(\d{{1,2}})\.(\d{{1,2}})\.({_Y})?\s*(?:bis(?: zum| einschließlich)?|und(?: dem)?|[\u2013-])\s*(\d{{1,2}})\.(\d{{1,2}})\.({_Y})?", text):
        add(m, lambda y, m=m: _span(_day(m[1], m[2], int(m[3] or m[6] or y)), _day(m[4], m[5], int(m[6] or m[3] or y)), y),
            explicit=int(m[6] or m[3]) if m[6] or m[3] else None, grain="days")
    for m in re.finditer(rf"(?:\b(?i:vom|von|zwischen dem|in der Zeit vom|ab dem|zwischen|am|an den Tagen)\s+)?\b{_WD}(\d{{1,2}})\.\s*({_M})?\s*({_Y})?,?\s*(?:bis(?: zum| einschließlich)*|und(?: dem| am)?|[\u2013-])\s*{_WD}(\d{{1,2}})\.\s*({_M})\s*({_Y})?", text):
        add(m, lambda y, m=m: _span(_day(m[1], m[2] or m[5], int(m[3] or m[6] or y)), _day(m[4], m[5], int(m[6] or y)), y),
            explicit=int(m[6] or m[3]) if m[6] or m[3] else None, grain="days", vague=UNKNOWN if two_days(m) else "")
    for m in re.finditer(rf"\b(?:[Vv]on\s+)?(?:Anfang\s+)?({_M})\s*({_Y})?\s+bis(?:\s+zum|\s+einschließlich)?\s+(\d{{1,2}})\.\s*({_M})\s*({_Y})?", text):
        add(m, lambda y, m=m: _span(month(int(m[2] or m[5] or y), _month(m[1])).von, _day(m[3], m[4], int(m[5] or y)), y), explicit=int(m[5] or m[2]) if m[5] or m[2] else None, grain="days")


_PHRASE = r"(?:\d+\w?\s+|(?:de[rmns]|die|das|ihre[rmsn]|seine[rmsn]|unsere[rmsn]|i[nm]s?|a[nm]|auf|vo[nm]|zu[mr]|beim?)\s+|[a-zäöüß]+e[nrs]\s+(?=[A-ZÄÖÜ])|[A-ZÄÖÜ][\wäöüß-]+\s+)"
_OPEN_END = r"(?:Silvester|Jahresende|Jahresschluss|Jahreswechsel|(?:zum\s+)?Ende\s+des\s+Jahres)"


def _since_clause(text, add, stand) -> None:
    """"Seit der Eröffnung am 2. Mai", "seit das Amt am 2. Mai umgezogen ist", "vom 2. Mai bis zum Jahresende"."""
    day = rf"(\d{{1,2}})\.\s*({_M}|\d{{1,2}}\.)\s*({_Y})?"
    for m in re.finditer(rf"\b[Ss]eit\s+{_PHRASE}+?(?:am|vom)\s+{day}|\b[Ss]eit(?:dem)?\s+(?:das|die|der|wir|sie|er|es)\s[^,;()]{{0,60}}?\b(?:am|zum)\s+{day}(?=[^,;()]*\b(?:ist|sind|hat|haben|wurden?|war)\s*,)", text):
        g = m.groups()[:3] if m[1] else m.groups()[3:]
        add(m, lambda y, g=g: _span(_day(g[0], g[1].rstrip("."), int(g[2] or y)), year(max(y, int(g[2] or y))).bis, y), role=SINCE, explicit=int(g[2]) if g[2] else None, grain="days")
    for m in re.finditer(rf"(?:\b(?i:vom|zwischen dem|ab dem|in der Zeit vom)\s+)?\b{day}\s*(?:bis(?:\s+zum)?|und(?:\s+dem)?)\s+{_OPEN_END}(?:\s+({_Y}))?|(?:\b(?:[Vv]on|[Zz]wischen|[Aa]b)\s+)?\b({_M})\s*({_Y})?\s*(?:bis(?:\s+zum)?|und(?:\s+dem)?)\s+{_OPEN_END}(?:\s+({_Y}))?", text):
        d, mon, y1, y2 = (m[1], m[2], m[3], m[4]) if m[1] else ("1", m[5], m[6], m[7])
        add(m, lambda y, d=d, mon=mon, given=y1 or y2: _span(_day(d, mon.rstrip("."), int(given or y)), date(int(given or y), 12, 31), y), explicit=int(y1 or y2) if y1 or y2 else None, grain="days")


def _until_month(word: str | None, name: str, y: int) -> date:
    """The last day of "bis Oktober", "bis Ende Oktober"; of "bis Anfang" and "bis Mitte Oktober" a day near it."""
    day = {"Anfang": 5, "Mitte": 15}.get(word or "")
    return date(y, _month(name), day) if day else month(y, _month(name)).bis


def _since_until(text, add, stand) -> None:
    for m in re.finditer(rf"\b(?i:seit|ab)\s+(?:dem\s+)?(\d{{1,2}})\.\s*({_M}|\d{{1,2}}\.)\s*({_Y})?", text):
        add(m, lambda y, m=m: _span(_day(m[1], m[2].rstrip("."), int(m[3] or y)), year(max(y, int(m[3] or y))).bis, y),
            role=SINCE, explicit=int(m[3]) if m[3] else None, grain="days")
    for m in re.finditer(rf"\b(?i:seit|ab)\s+(?:Anfang\s+|Beginn\s+)?({_M})\b\s*({_Y})?(?!\s*(?:bis|\u2013))", text):
        add(m, lambda y, m=m: Period(month(int(m[2] or y), _month(m[1])).von, year(max(y, int(m[2] or y))).bis),
            role=SINCE, explicit=int(m[2]) if m[2] else None, grain="days")
    for m in re.finditer(rf"\b[Ss]eit\s+(?:dem\s+Jahr\s+|Anfang\s+|Beginn\s+)?({_Y})\b", text):
        add(m, lambda y, m=m: Period(year(int(m[1])).von, year(max(y, int(m[1]))).bis), role=SINCE, grain="years")
    for m in re.finditer(r"\b(?:(?i:seit)(?:\s+Jahresbeginn|\s+Jahresanfang|\s+Beginn des Jahres|\s+Anfang des Jahres))", text):
        add(m, year, role=SINCE)
    for m in re.finditer(rf"\b[Bb]is\s+(?:zum\s+|Ende\s+|einschließlich\s+)*(?:(Anfang|Mitte)\s+)?(?:(\d{{1,2}})\.\s*)?({_M})\s*({_Y})?", text):
        add(m, lambda y, m=m: Period(date(int(m[4] or y), 1, 1), _day(m[2], m[3], int(m[4] or y)) if m[2] else _until_month(m[1], m[3], int(m[4] or y))),
            role=UNTIL, explicit=int(m[4]) if m[4] else None, grain="days", vague=m[1] or "")
    for m in re.finditer(rf"\b(?i:(bis)\s+zu[rm]|seit\s+(?:de[mr]|unsere[mr]|ihre[mr]|seine[mr]))\s+(?:[a-zäöüß]+e[nr]\s+)?(?!Ende|Beginn|Anfang)[A-ZÄÖÜ][\wäöüß-]+(?:\s+(?:des|der)\s+(?:\w+\s+)?[A-ZÄÖÜ][\wäöüß-]+)?\s+(im|Anfang|Mitte|Ende)\s+({_M})\s*({_Y})?", text):
        word = "" if m[2] == "Ende" and m[1] else m[2]  # "bis zur Schließung im Mai": on a day of May
        add(m, lambda y, m=m: Period(date(int(m[4] or y), 1, 1), _until_month(m[2], m[3], int(m[4] or y))) if m[1] else Period(month(int(m[4] or y), _month(m[3])).von, date(int(m[4] or y), 12, 31)),
            role=UNTIL if m[1] else SINCE, explicit=int(m[4]) if m[4] else None, grain="days", vague=word)
    for m in re.finditer(rf"\b[Bb]is\s+zu[rm]\s+(?:[a-zäöüß]+e[nr]\s+)?(?!Ende|Beginn|Anfang|Stichtag)[A-ZÄÖÜ][\wäöüß-]+(?:\s+(?:des|der)\s+(?:\w+\s+)?[A-ZÄÖÜ][\wäöüß-]+)?\s+(?:am|vom)\s+(\d{{1,2}})\.\s*({_M}|\d{{1,2}}\.)\s*({_Y})?", text):
        add(m, lambda y, m=m: Period(date(int(m[3] or y), 1, 1), _point(m, int(m[3] or y)).bis), role=UNTIL, explicit=int(m[3]) if m[3] else None, grain="days")
    for m in re.finditer(rf"\b(?:[Bb]is\s+)?(?:[Zz]um\s+|[Bb]is\s+)(?:Silvester|Jahresende|Jahresschluss|Ende\s+des\s+Jahres|Jahreswechsel|Ende\s+({_Y}))(?:\s+({_Y}))?", text):
        add(m, lambda y, m=m: year(int(m[1] or m[2] or y)), role=UNTIL, explicit=int(m[1] or m[2]) if m[1] or m[2] else None)
    for m in re.finditer(r"\b(?:[Bb]is\s+)?(?:[Zz]um\s+)?Ende\s+(?:jenes|desselben|des\s+gleichen)\s+Jahres\b", text):
        add(m, year, role=UNTIL, vague=UNKNOWN)  # which year, only the sentence before says
    for m in re.finditer(rf"\b[Bb]is\s+(?:zu[rm]\s+)?(?:Jahresmitte|Mitte\s+des\s+Jahres|Halbjahr(?!\w))(?:\s+({_Y}))?", text):
        add(m, lambda y, m=m: half_year(int(m[1] or y), 1), role=UNTIL, explicit=int(m[1]) if m[1] else None)
    for m in re.finditer(rf"\b(?i:zum|am|per)\s+(?:Stichtag\s+)?(\d{{1,2}})\.\s*({_M}|\d{{1,2}}\.)\s*({_Y})?", text):
        add(m, lambda y, m=m: _point(m, y), role=POINT if m[0].lower().startswith(("zum", "per")) else SPAN, explicit=int(m[3]) if m[3] else None, grain="day")


def _point(m, y: int) -> Period:
    day = _day(m[1], m[2].rstrip("."), int(m[3] or y))
    return Period(day, day) if day else year(y)


def _dates(text, add, stand) -> None:
    for m in re.finditer(rf"\b(\d{{1,2}})\.\s*({_M})(?:\s*({_Y}))?(?!\w)|\b(\d{{1,2}})\.(\d{{1,2}})\.({_Y}|\d\d(?!\d))?", text):
        d, mon, yy = (m[1], m[2], m[3]) if m[1] else (m[4], m[5], m[6])
        if not mon.isdigit() or 1 <= int(mon) <= 12:
            full = int(yy) if yy and len(yy) == 4 else 2000 + int(yy) if yy else None
            add(m, lambda y, d=d, mon=mon, full=full: (lambda day: Period(day, day) if day else year(y))(_day(d, mon, full or y)), explicit=full, grain="day")


def _month_of_last_year(text, add, stand) -> None:
    for m in re.finditer(rf"({_M})\s+(?:des\s+(?:Vorjahres|Jahres zuvor|(?P<last>(?:vorigen|vergangenen|letzten|abgelaufenen|zurückliegenden)\s+Jahres))|im\s+Vorjahr|ein\s+Jahr\s+zuvor)", text):
        if not re.search(r"(?:\b(?:bis|und)|\u2013|-)\s*$", text[: m.start()]):  # "Mai bis Juli des Vorjahres" is one span
            add(m, lambda y, m=m: month(stand.year - 1 if m["last"] and stand else y - 1, _month(m[1])), grain="month", relative=True)


def _halves_and_quarters(text, add, stand) -> None:
    for m in re.finditer(rf"\b(erst|zweit|letzt|[12]\.)\w*\s*(?:Halbjahr|Jahreshälfte|Hälfte des Jahres|Hälfte(?=\s+(?:des\s+Vorjahres|{_Y}))|Halbjahres)s?\s*({_Y})?", text, re.IGNORECASE):
        add(m, lambda y, m=m: half_year(int(m[2] or y), 2 if _ORD[m[1].lower().rstrip(".")] == -1 else _ORD[m[1].lower().rstrip(".")]), explicit=int(m[2]) if m[2] else None, grain="months")
    for m in re.finditer(rf"\b((?i:erst|zweit|dritt|viert|letzt)|Schluss|Auftakt|Winter|Frühjahrs|Sommer|Herbst|[1-4]\.|IV|III|II|I)(?:e[nrsm]?)?\.?\s*-?[qQ]uartals?\s*({_Y})?", text):
        n = {"Schluss": 4, "Auftakt": 1, "Winter": 1, "Frühjahrs": 2, "Sommer": 3, "Herbst": 4}.get(m[1]) or _ORD.get(m[1].rstrip(".")) or _ORD[m[1].lower()]
        add(m, lambda y, m=m, n=n: quarter(int(m[2] or y), 4 if n == -1 else n), explicit=int(m[2]) if m[2] else None, grain="months")
    for m in re.finditer(rf"\b(erst|zweit|dritt)en(?=(?:\s*,\s*(?:zweit|dritt)en)*\s*(?:,|und|sowie)\s+(?:(?:im|des)\s+)?(?:zweit|dritt|viert)en\s+(Halbjahr|Quartal)(?:e?s)?(?:\s+({_Y}))?)", text):
        part = half_year if m[2] == "Halbjahr" else quarter  # "im ersten, zweiten und dritten Quartal 2022"
        add(m, lambda y, m=m, part=part: part(int(m[3] or y), _ORD[m[1]]), explicit=int(m[3]) if m[3] else None, grain="months")
    for m in re.finditer(rf"\b(?:[Ii]m|[Dd]es)\s+(Frühjahr|Frühling|Sommer|Herbst)s?\s*({_Y})?\b", text):
        first = {"Frühjahr": 3, "Frühling": 3, "Sommer": 6, "Herbst": 9}[m[1]]
        add(m, lambda y, m=m, first=first: Period(month(int(m[2] or y), first).von, month(int(m[2] or y), first + 2).bis), explicit=int(m[2]) if m[2] else None, grain="months")
    for m in re.finditer(rf"\b(?:(?:(?:in|für|über)\s+)?(?:den|[Dd]ie|der)\s+ersten|[Nn]ach)\s+({'|'.join(_WORDS)}|[23])\s+(Quartalen?|Monaten?)\b(?!\s+[A-ZÄÖÜ])(?:\s+(?:des\s+Jahres\s+)?({_Y}))?", text):
        n = (int(m[1]) if m[1].isdigit() else _WORDS[m[1]]) * (3 if m[2].startswith("Quartal") else 1)
        if n <= 12:
            add(m, lambda y, m=m, n=n: Period(date(int(m[3] or y), 1, 1), month(int(m[3] or y), n).bis), explicit=int(m[3]) if m[3] else None, grain="months")
    for m in re.finditer(rf"\b(?:(?:in|für|über)\s+)?(?:den|[Dd]ie|der)\s+(ersten|letzten)\s+({'|'.join(_WORDS)}|\d+)\s+Monaten?(?:\s+(?:des\s+Jahres\s+)?({_Y}))?", text):
        n = int(m[2]) if m[2].isdigit() else _WORDS[m[2]]
        if n <= 12:
            add(m, lambda y, m=m, n=n: Period(date(int(m[3] or y), 1, 1), month(int(m[3] or y), n).bis) if m[1] == "ersten" else Period(date(int(m[3] or y), 13 - n, 1), date(int(m[3] or y), 12, 31)),
                explicit=int(m[3]) if m[3] else None, grain="months")


def _month_spans(text, add, stand) -> None:
    for m in re.finditer(rf"(?:(?:[Vv]on|in der Zeit von)\s+)?(?:Anfang\s+)?\b(?P<a>{_M})\s*(?P<ya>{_Y})?\s*(?:bis(?:\s+(?:einschließlich|Ende|(?P<w>Anfang|Mitte)))?|\u2013|-)\s*(?P<b>{_M})\s*(?P<yb>{_Y})?"
                         rf"|\b(?i:zwischen)\s+(?P<c>{_M})\s*(?P<yc>{_Y})?\s+und\s+(?P<v>Anfang\s+|Mitte\s+)?(?P<d>{_M})\s*(?P<yd>{_Y})?", text):
        one, y1, two, y2, word = (m["a"], m["ya"], m["b"], m["yb"], m["w"]) if m["a"] else (m["c"], m["yc"], m["d"], m["yd"], m["v"])
        word = (word or "").strip()
        add(m, lambda y, one=one, y1=y1, two=two, y2=y2, word=word: _months(one, int(y1 or y2 or y), two, int(y2 or y), word), explicit=int(y2 or y1) if y1 or y2 else None, grain="months", vague=word)
    for m in re.finditer(rf"\b({_M})(?:,\s*{_M})*\s+und\s+({_M})\s*({_Y})?", text):
        n = re.findall(_M, m[0])
        numbers = sorted(_month(name) for name in n)
        if numbers == list(range(numbers[0], numbers[-1] + 1)):
            add(m, lambda y, m=m, numbers=numbers: Period(month(int(m[3] or y), numbers[0]).von, month(int(m[3] or y), numbers[-1]).bis),
                explicit=int(m[3]) if m[3] else None, grain="months")


def _months(one: str, y1: int, two: str, y2: int, word: str = "") -> Period:
    first, last = month(y1, _month(one)).von, _until_month(word, two, y2)
    return Period(first, last) if first <= last else Period(last.replace(day=1), last)


def _single_months(text, add, stand) -> None:
    for m in re.finditer(rf"\b(?i:im|des)\s+(Schluss|Auftakt)monats?(?:\s+({_Y}))?\b", text):
        add(m, lambda y, m=m: month(int(m[2] or y), 12 if m[1] == "Schluss" else 1), explicit=int(m[2]) if m[2] else None, grain="month")
    for m in re.finditer(rf"\b(?:(?:im|des|vom|den|der|dem|Der|Im|Monats?)\s+)*({_M})(?:\b(?:\s+(?:des\s+Jahres\s+)?({_Y}))?(?!\w)|(?=(?:termin|kontakt|besuch|kunde|wert|zahl|bilanz)))", text):
        if m[1].rstrip("s.") in ("Mai", "Jan", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Okt", "Nov", "Dez", "Feb", "August") and re.search(r"[A-ZÄÖÜ]\w+\s+$", text[: m.start(1)]) and not m[2] and not re.search(r"(?:Monats?|Der|Im|Den|Rekordmonat|Von|Vom|Zwischen|Ab|Seit|Bis|Gegenüber|Nach|In|Auf|Für|Auch|Erst|Allein|Nur|Schon|Bereits)\s+$", text[: m.start(1)]):
            continue  # a first or family name
        add(m, lambda y, m=m: month(int(m[2] or y), _month(m[1])), explicit=int(m[2]) if m[2] else None, grain="month", vague=UNKNOWN if re.search(r"\b(?:Anfang|Mitte|Ende)\s+$", text[: m.start()]) else "")


def _years(text, add, stand) -> None:
    for m in re.finditer(rf"(?:\b(?:in\s+den\s+Jahren\s+|von\s+)?)(?<![\d.,])({_Y})\s*(?:bis|\u2013|-)\s*({_Y})(?![\d.,]\d|\d)", text):
        if int(m[1]) < int(m[2]):
            add(m, lambda y, m=m: Period(year(int(m[1])).von, year(int(m[2])).bis), explicit=int(m[2]), grain="years")
    for m in re.finditer(rf"\b(?:in\s+(?:den\s+)?(?:beiden\s+)?Jahren\s+)?({_Y})\s+und\s+({_Y})\b", text):
        if int(m[2]) == int(m[1]) + 1 and re.search(r"\b(?:[Zz]usammen|insgesamt|[Bb]eiden? Jahre|Jahren)\b", text):
            add(m, lambda y, m=m: Period(year(int(m[1])).von, year(int(m[2])).bis), explicit=int(m[2]), grain="years")
    for m in re.finditer(rf"(?:\b(?:(?:im|des|das|dem|ganzen|gesamten|kompletten)\s+)*(?:Jahr(?:es|e|s)?|Gesamtjahr(?:es)?)\s+|\b(?:Ende|Anfang|Mitte|Winter)\s+|\bin\s+|\bfür\s+)?(?<![\d.,])({_Y})(?!\d|[.,:]\d|\s*(?:Uhr|Euro|€|Quadratmeter|m²|Prozent|%))", text):
        if re.match(r"\s+[A-ZÄÖÜ]", text[m.end():]) and m[0] == m[1] and _COUNTED.search(text[: m.start()]):
            continue  # "rund 2000 Anrufe"
        add(m, lambda y, m=m: year(int(m[1])), explicit=int(m[1]), grain="year")


_COUNTED = re.compile(r"\b(?:rund|etwa|circa|ca\.|ungefähr|knapp|gut|fast|nahezu|über|unter|annähernd|als|um|insgesamt)\s+$", re.IGNORECASE)


def complete_years(found: list[Mention], text: str) -> list[Mention]:
    """Months and dates without a year take it from a year named before them, or close behind ("Der November war 2022 ...").

    In "von Oktober auf November 2018" the first is what the second is compared with.
    """
    for one, two in zip(found, found[1:]):
        if (two.grain == "previous" or two.grain == "year" and two.relative) and not one.relative and one.explicit is None and one.grain in ("month", "months", "days") and text[one.end : two.start].strip() in ("", "des", "vom", "aus dem"):
            merged = replace(one, end=two.end, text=text[one.start : two.end], relative=True, resolve=lambda y, m=one, other=two: m.resolve(other.resolve(y).von.year))
            found = [merged if x is one else x for x in found if x is not two]  # "in der ersten Hälfte des Vorjahres"
    for one, two in zip(found, found[1:]):
        if one.grain == "previous" and not one.base and two.grain in ("month", "months") and two.explicit is None and not two.relative and not two.base and re.fullmatch(r"[^\d,;:()]{0,40}", text[one.end : two.start]):
            moved = replace(two, relative=True, resolve=lambda y, m=two: m.resolve(y - 1))
            found = [moved if x is two else x for x in found if x is not one]  # "ein Jahr zuvor hatte der Januar 1.856 gebracht"
    for m in [m for m in found if m.grain == "this"]:
        other = next((x for x in found if not x.base and not re.search(r"\d[^,]*,|,[^,]*\d", text[min(x.end, m.end) : max(x.start, m.start)]) and (x.grain == "previous" or x.grain == "year" and x.explicit and x.role == SPAN)), None)
        if other:  # "2021 waren es im gleichen Zeitraum"
            found = [replace(x, grain="same", explicit=other.explicit) if x is m else replace(x, role=SPENT) if x is other else x for x in found]
    for n, (one, two) in enumerate(zip(found, found[1:])):
        if re.fullmatch(r"\s+auf\s+(?:den\s+)?", text[one.end : two.start]) and re.search(r"\b[Vv]o[nm]\s+$", text[: one.start]):
            y = one.explicit or two.explicit
            found[n] = replace(one, base=True, explicit=y, resolve=(lambda _, m=one, y=y: m.resolve(y)) if y else one.resolve)
    result = []
    for n, m in enumerate(found):
        if m.explicit is None and not m.relative and m.grain in ("month", "months", "days", "day") and m.role != BEFORE:
            ahead = [x for x in found[:n] if x.explicit and x.grain == "year" and not x.base and x.role == SPAN and not _bracketed(text, x)]
            behind = [x for x in found[n + 1 : n + 2] if x.explicit and x.grain == "year" and not x.base and x.start - m.end < 25 and not _bracketed(text, x)]
            if m.base and not ahead:
                behind = []
            if (ahead or behind) and not (m.base and ahead):
                y = (behind or ahead)[0 if behind else -1].explicit
                m = replace(m, resolve=lambda _, m=m, y=y: m.resolve(y), explicit=y, completed=True)
        result.append(m)
    return result


def _bracketed(text: str, m: Mention) -> bool:
    """Whether a period stands in brackets with a number of its own, "(2021: 6.515)"; "(2021)" belongs to what is around it."""
    return bool(re.search(r"[(\[][^()\[\]]*$", text[: m.start])) and bool(re.match(r"[^()\[\]]*\d", text[m.end :]))


_RESPECTIVELY = re.compile(r"\d[\d.,]*(?:\s*(?:Prozent|%))?(?:\s+[A-ZÄÖÜ][\wäöüß-]+)?\s+(beziehungsweise|bzw\.)\s+(?:\w+\s+)?\d")


def each_its_own(found: list[Mention], text: str) -> list[Mention]:
    """"Im Juli und August kamen 1.088 beziehungsweise 1.062": the first number is of July, the second of August."""
    result = []
    for m in found:
        later = _RESPECTIVELY.search(text, m.end)
        months = re.fullmatch(rf"({_M})\s+und\s+({_M})(\s*{_Y})?", m.text)
        if later and months and not any(m.end <= x.start < later.end() for x in found):
            one, two = _month(months[1]), _month(months[2])
            result.append(replace(m, grain="month", resolve=lambda y, m=m, n=one: month(m.resolve(y).von.year, n)))
            result.append(replace(m, start=later.start(1), end=later.end(1), grain="month", resolve=lambda y, m=m, n=two: month(m.resolve(y).bis.year, n)))
        else:
            result.append(m)
    return sorted(result, key=lambda m: m.start)


def shifted(period: Period, years: int) -> Period:
    """The same calendar days of another year; whole months stay whole in leap years."""
    moved = period.shifted(years)
    if period.bis == month(period.bis.year, period.bis.month).bis:
        moved = Period(moved.von, month(moved.bis.year, moved.bis.month).bis)
    return moved


