"""Dates that only say how something came about: "das am 2. Mai eröffnet wurde", "trotz der Schließung vom 10. bis 12. Oktober".

They are no period a number of the sentence speaks of.
"""

from __future__ import annotations

import re
from datetime import timedelta

from reporting.factcheck.dates.times import BEFORE, SINCE, SPAN, UNTIL, Mention

_FOUNDED = (r"(?:wieder)?(?:eröffnet|geöffnet|gestartet|eingeführt|geschlossen|eingerichtet|bezogen|gegründet|freigeschaltet|umgebaut|renoviert|saniert|eingeweiht|fertiggestellt|umgezogen|abgeschafft|aufgelöst|"
            r"begonnen|angelaufen|aufgenommen|beschlossen|hinzugekommen)")
_ATTRIBUTE = re.compile(rf"\s+(?:neu\s+|erst\s+)?{_FOUNDED}e[nrsm]?\s+(?:[a-zäöüß]+\s+)*[A-ZÄÖÜ]")
_ARTICLE = re.compile(r"\b(?:das|die|der|dem|den|des|eine?[mnrs]?)\s+(?:(?:erst|schon|bereits|neu)\s+)?(?:(?:im|am|seit|in|zum|vom)\s+)?$", re.IGNORECASE)
_RELATIVE = re.compile(r",\s*(?:(?:in|an|mit|bei|auf)\s+)?(?:das|die|der|dem|den|welche[rsmn]?|wo)\b")
_HAPPENED = re.compile(rf"\b(?:{_FOUNDED}|öffnete\w*|eröffnete\w*|startete\w*|begann\w*|schloss\w*|besteht|existiert)\b")
_CAUSE = re.compile(r"\b(?:trotz|wegen|aufgrund|infolge|ungeachtet|bedingt\s+durch|durch)\s+(?:(?:der|des|dem|den|die|das|einer|eines|ihrer|seiner)\s+)?(?:[a-zäöüß]+e[nrsm]?\s+)?"
                    r"[\wäöüß-]*(?:[Ss]chließung|[Ss]chließtage?|[Ss]perrung|[Ff]erien|[Uu]mzugs?|[Uu]mbaus?|[Aa]usfalls?|[Ss]törung|[Ss]treiks?|[Ss]anierung|[Rr]enovierung|[Ww]artung|[Uu]mstellung|[Pp]ause)\w*\s+"
                    r"(?:(?:vom|ab|am|im|von|zwischen|seit|bis|zum|dem)\s+)*$", re.IGNORECASE)


def asides(text: str, times: list[Mention]) -> list[Mention]:
    """The mentions of a sentence that no number speaks of."""
    return [m for m in times if _attribute(text, m) or _apposition(text, m, times) or _clause(text, m, times) or _inserted(text, m) or _CAUSE.search(text[: m.start])]


def _attribute(text: str, m: Mention) -> bool:
    """"Das am 2. September eröffnete Haus"."""
    return bool(_ATTRIBUTE.match(text, m.end) and _ARTICLE.search(text[: m.start]))


def _apposition(text: str, m: Mention, times: list[Mention]) -> bool:
    """"Vor dem Umzug Mitte Oktober": the event says the day already."""
    event = next((x for x in times if x.role in (SINCE, BEFORE) and x.grain == "days" and x.explicit is None and x.end <= m.start), None)
    if event is None or m.role != SPAN or m.grain not in ("day", "month") or not re.fullmatch(r"\s*(?:(?:am|im|vom|[Mm]itte|[Aa]nfang|[Ee]nde)\s*)*", text[event.end : m.start]):
        return False
    around = event.resolve(m.explicit or 1)
    day = around.von if event.role == SINCE else around.bis
    return m.resolve(day.year).von.month in (day.month, (day + timedelta(1)).month)


def _inserted(text: str, m: Mention) -> bool:
    """"Die Anmeldung, seit März 2022 im Angebot, ...": a description behind a noun, without a number of its own."""
    around = re.search(r"[A-ZÄÖÜ][\wäöüß-]+\s*,\s*(?:(?:erst|bereits|schon)\s+)?$", text[: m.start])
    return bool(m.role == SINCE and around and re.match(r"\s+(?!\d)(?:[A-Za-zÄÖÜäöüß-]+\s*)+,", text[m.end :]))


def _clause(text: str, m: Mention, times: list[Mention]) -> bool:
    """"Im Süden, das am 2. Mai eröffnet wurde, ..."; a clause with numbers of its own tells more."""
    begin = max((x.start() for x in _RELATIVE.finditer(text, 0, m.start)), default=-1)
    if begin < 0 or m.role == UNTIL:
        return False
    stop = re.compile(r"[;()]|,(?!\d)|\.(?=\s*$)|$").search(text, m.end).start()
    rest = text[begin:stop]
    for x in times:
        if begin <= x.start and x.end <= stop:
            rest = rest.replace(text[x.start : x.end], " ")
    said = re.sub(r"^,\s*\w+\s*", "", rest)
    return "," not in said and not re.search(r"\d", rest) and bool(_HAPPENED.search(rest)) and not (m.role == SINCE and stop >= len(text) - 1)
