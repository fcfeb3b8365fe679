"""Periods said by pointing: "im Vorjahr", "im gleichen Zeitraum 2017", "in diesem Zeitraum", "im zweiten" [Halbjahr], "in diesem Jahr".

What they point to is decided in `context`: a mention only says by its grain in which way it points (`previous`, `same`, `next`, `this`,
or a step of `steps`).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from reporting.factcheck.dates.events import END, UNKNOWN
from reporting.factcheck.dates.steps import grain
from reporting.periods import Period, half_year, month, quarter, year

_PREVIOUS = r"(?:Vorjahre?s?|(?:vorigen|vergangenen|letzten|vorherigen|vorangegangenen)\s+Jahre?s|Jahre?s\s+(?:zuvor|davor))"
_SPAN = r"(?:Zeitraums?|Zeit|Zeitspanne|(?:Kalender)?[Tt]age?n?|Wochen?|Monate?n?s?|Quartals?|Halbjahre?s?|Jahreszeit|Jahreshälfte)"
_COUNT = r"(?:(?:beiden|zwei|drei|vier|sechs|neun)\s+)?"
_SAME = (rf"(?:(?:in|im|an|zu|zum|zur|vom|aus)\s+)?(?:(?:de[nmrs]|das|die)\s+)?{_COUNT}(?:(?:gleich|entsprechend|vergleichbar)en|(?:(?:de[nmr]|das|die)|des)?selben?)\s+{_COUNT}{_SPAN}")

_NUMBERS = {"zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "zehn": 10}


def relative(text, add, stand) -> None:
    """All pointing periods of a sentence; `add` takes a match, how it becomes a period, and the traits of the mention."""
    _same(text, add)
    _previous_and_next(text, add, stand)
    _this(text, add, stand)


def _same(text, add) -> None:
    """The same days of another year."""
    for m in re.finditer(rf"\b{_SAME}\s+(?:des\s+|im\s+|vom\s+|aus\s+dem\s+)?(?:{_PREVIOUS}|(?:ein|vor\s+einem)\s+Jahr(?:\s+(?:zuvor|davor|vorher|früher))?)\b"
                         r"|\b(?:im\s+|zum\s+|dem\s+|des\s+|den\s+)?(?:gleichen\s+)?Vorjahres(?:zeitraum|zeitraums|monat|monats|monaten|quartal|quartals|wert|werts|niveau|halbjahr|halbjahrs|halbjahres|zeit|tage|tagen|wochen)\b"
                         rf"|\b(?:im\s+|zum\s+|dem\s+)?Vergleichszeitraum(?:\s+des\s+{_PREVIOUS})?(?!\s*(?:des\s+Jahres\s+)?\d)", text):
        add(m, lambda y: year(y - 1), grain="same", relative=True)
    for m in re.finditer(rf"\b(?:{_SAME}|(?:im\s+|zum\s+|dem\s+)?Vergleichs(?:zeitraum|monat|quartal|halbjahr))\s+(?:des\s+Jahres\s+|im\s+Jahre?\s+|von\s+)?(\d{{4}})\b", text):
        add(m, lambda y, m=m: year(int(m[1])), grain="same", relative=True, explicit=int(m[1]))


_COMPARED = re.compile(r"\b(?:gegenüber|als|wie|zu[mr]?|mit|statt)\s+$")


def _previous_and_next(text, add, stand) -> None:
    for m in re.finditer(r"\b(?:(?i:im|zum|dem|das|am|aus dem|vom)\s+)?(?:Vorjahr(?:e|es|s)?|vorherigen\s+Jahr|Jahr\s+(?:zuvor|davor)|vorangegangenen\s+Jahr|vorigen\s+Jahr)\b|\b[Vv]or\s+(?:einem\s+Jahr|zwölf\s+Monaten|12\s+Monaten)\b|\b(?:[Zz]wölf|12)\s+Monate\s+(?:zuvor|davor|vorher|früher)|\b[Ee]in\s+Jahr\s+(?:zuvor|davor|vorher|früher)", text):
        if "vorigen" not in m[0] or stand is None or _COMPARED.search(text[: m.start()]):
            add(m, lambda y: year(y - 1), grain="previous", relative=True)  # "gegenüber dem vorigen Jahr": before the one spoken of
    for m in re.finditer(r"\b(?:[Bb]innen|[Ii]nnerhalb(?:\s+von)?|[Ii]nnert)\s+(?:Jahresfrist|eines\s+Jahres)\b", text):
        add(m, lambda y: year(y - 1), grain="previous", relative=True, base=True)
    for m in re.finditer(r"\b[Ii]n\s+(?:den\s+)?(?:beiden|genannten|diesen|drei|sechs)\s+(?:zwei\s+|drei\s+)?Monaten(?:\s+(?:des\s+Jahres\s+)?(\d{4}))?\b", text):
        add(m, year, grain="this", relative=True)
    for m in re.finditer(rf"\b[Vv]or\s+({'|'.join(_NUMBERS)}|[2-9])\s+Jahren\b|\b({'|'.join(_NUMBERS)}|[2-9])\s+Jahre\s+(?:zuvor|davor|vorher|früher)\b", text):
        add(m, lambda y, n=_NUMBERS.get(m[1] or m[2]) or int(m[1] or m[2]): year(y - n), grain="ago", relative=True)
    for m in re.finditer(r"\b[Ii]m\s+(?:Jahr\s+(?:darauf|danach)|Folgejahr|(?:darauf\s?folgenden|folgenden|nächsten)\s+Jahr)\b|\b[Ee]in\s+Jahr\s+(?:später|danach|darauf)\b", text):
        add(m, lambda y: year(y + 1), grain="next", relative=True)
    for m in re.finditer(r"\b(?i:im|dem|des|seit dem)\s+(?:vergangenen|letzten|abgelaufenen|zurückliegenden|vorigen)\s+Jahr(?:es)?\b|\bletztes Jahr\b", text):
        add(m, (lambda y, s=stand: year(s.year - 1)) if stand else year, grain="year", relative=True)
    if stand:
        last = stand.replace(day=1) - timedelta(1)
        for m in re.finditer(r"\b(?i:im|dem)\s+(?:vergangenen|letzten|zurückliegenden|abgelaufenen)\s+Monat\b", text):
            add(m, lambda y, last=last: month(last.year, last.month), grain="month", relative=True)


def _this(text, add, stand) -> None:
    """What was just spoken of, and the running year."""
    for m in re.finditer(r"\b(?i:in diesem|im laufenden|im aktuellen|dieses|diesjährig\w*) Jahr(?:es)?\b", text):
        add(m, (lambda y, s=stand: year(s.year)) if stand else year, grain="year", relative=True)
    for m in re.finditer(rf"\b(?i:in|im|an)\s+(?:diese[mnr]|jene[mnr]|genannten|(?:de[mnr])?(?:selben?|gleichen))\s+(?:\w+\s+)?{_SPAN}\b|\b(?:[Ii]m|[Ii]n\s+de[mn])\s+(?:selben|gleichen)\s+{_SPAN}\b", text):
        add(m, year, grain="this", relative=True)


#: The ends of a year without its number; with "bis" and "zum" they close a longer period.
_TURN_OF_YEAR = re.compile(r"\b(?:(?i:(?P<near>gegen|kurz\s+vor|beim)|zum?|zur|am|an|per)\s+)?(?:(?P<first>Jahres(?:beginn|anfang|start)|(?i:Anfang|Beginn|Start)\s+des\s+Jahres)|(?P<half>Jahresmitte|Mitte\s+des\s+Jahres)|(?P<day>Silvester(?:tag)?|letzten\s+Tag\s+des\s+Jahres)|"
                           r"Jahres(?:ende|schluss|ausgang|wechsel)|(?:Ende|Schluss)\s+(?:des\s+(?:Berichts|Kalender)?[Jj]ahres|(?P<last>(?:vergangenen|letzten|vorigen|abgelaufenen)\s+Jahres)))(?:\s+(?P<year>(?:19|20)\d\d))?\b")
_WHOLE_YEAR = re.compile(r"\b(?:(?i:im)\s+(?:(?:ganzen|gesamten|kompletten)\s+Jahr|Gesamtjahr|Jahresverlauf)|[Ii]m\s+(?:Laufe|Verlauf)e?\s+des\s+(?:(?:ganzen|gesamten)\s+)?Jahres|[Üü]ber\s?(?:s|das)\s+(?:(?:ganze|gesamte)\s+)?Jahr\s+(?:hinweg|gesehen|verteilt|gerechnet)|[Üü]bers\s+(?:(?:ganze|gesamte)\s+)?Jahr|"
                         r"[Aa]uf(?:s|\s+das)\s+(?:ganze|gesamte)\s+Jahr|[Dd]as\s+(?:(?:ganze|gesamte)\s+)?Jahr\s+(?:über|hindurch))\b(?!\s+(?:19|20)\d\d)")


def turn_of_year(text, add, stand) -> None:
    """"Ende des Jahres", "zu Jahresbeginn": a day for staff and desks, no span to count in; the end also sums the year. And "im ganzen Jahr"."""
    for m in _TURN_OF_YEAR.finditer(text):
        given = int(m["year"]) if m["year"] else stand.year - 1 if m["last"] and stand else None
        if re.search(r"\b[Zz]wischen\b[^,;]*\bund\s+(?:dem\s+)?$", text[: m.start()]):
            continue
        if m["half"]:
            add(m, lambda y, given=given: month(given or y, 6), explicit=given, grain="month", vague=UNKNOWN)
        elif m["first"] or m["day"]:
            at = (1, 1) if m["first"] else (12, 31)
            add(m, lambda y, at=at, given=given: Period(date(given or y, *at), date(given or y, *at)), explicit=given, grain="day", vague="" if m["day"] else UNKNOWN)
        else:
            add(m, lambda y, given=given: year(given or y), explicit=given, grain="year", vague=UNKNOWN if m["near"] else END)
    for m in _WHOLE_YEAR.finditer(text):
        add(m, year, grain="year")


_ORDINALS = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "letzt": -1}


def elliptic_parts(said: str):
    """A rule for "im zweiten", "das dritte", "der ersten" where the noun was said before. said: the text before the sentence."""
    def rule(text, add, stand) -> None:
        for m in re.finditer(r"\b(?:das|im|dem|ins|der|die|am|vom|zum|[DI](?:as|m|ie|er|n der))\s+(erst|zweit|dritt|viert|letzt|folgend|darauffolgend|nächst)e[nrs]?(?=\s*(?:[,;.:()\u2013]|$)|\s+(?:\d|[a-zäöüß]+(?!\s+[A-ZÄÖÜ][a-zäöü]+(?:jahr|quartal|monat|woche|stelle))))", text):
            before = said + " " + text[: m.start()]
            if not re.search("uartal|albjahr|ahreshälfte|Monat", before):
                before = text[m.end() :]
            noun = max(((before.rfind(word), kind) for word, kind in (("uartal", 4), ("albjahr", 2), ("ahreshälfte", 2), ("Monat", 12))), default=(-1, 0))
            n = _ORDINALS.get(m[1])
            if noun[0] < 0 or re.match(r"\s+(?:und|bis|oder)\s+\w+e[nrs]?\s+[A-ZÄÖÜ]", text[m.end():]):
                continue
            if n is None:
                add(m, year, grain=grain("next", 1, 12 // noun[1]), relative=True)
            elif noun[1] == 4:
                add(m, lambda y, n=n: quarter(y, 4 if n == -1 else n), grain="months")
            elif noun[1] == 2 and n in (1, 2, -1):
                add(m, lambda y, n=n: half_year(y, 2 if n == -1 else n), grain="months")
    return rule
