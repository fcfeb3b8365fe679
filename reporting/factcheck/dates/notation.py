"""Periods in shorthand, as tables, reports and posts print them: "Q4/2018", "1. HJ 2018", "11/2018", "2018-11", "November '18", "Vj."."""

from __future__ import annotations

import re

from reporting.periods import half_year, month, quarter, year

_Y = r"(?:19[5-9]\d|20\d\d)"
_SHORT = r"['\u2018\u2019`](?P<short>\d\d)(?![\d.,]\d|\w)"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"

#: "Mitteilungsblatt 3/2023", "Drucksache Nr. 11/2018": what stands behind such a noun is its number.
_NUMBERED = re.compile(r"\b(?!Monat|Stand|Zeitraum|Im\b|In\b|Für|Seit|Bis|Von|Ab\b|Per\b)[A-ZÄÖÜ][\wäöüß.-]*:?\s+$")


def shorthand(months: dict[str, int], name: str):
    """A rule for shorthand periods. months: the number of a month's name; name: a pattern of such names."""
    def rule(text, add, stand) -> None:
        for m in re.finditer(rf"(?<![\w/.,])(?:Q(?P<q>[1-4])|(?P<p>[1-4])\.?\s?Q|(?P<h>[12])\.\s?HJ?|HJ?\s?(?P<g>[12]))(?:\s*[/-]?\s*(?P<y>{_Y})|\s*/?\s*{_SHORT})?(?![\w/])", text):
            n, part = int(m["q"] or m["p"] or m["h"] or m["g"]), quarter if m["q"] or m["p"] else half_year
            given = _year(m["y"], m["short"])
            add(m, lambda y, n=n, part=part, given=given: part(given or y, n), explicit=given, grain="months")
        for m in re.finditer(rf"(?<![\w/.,])(?:{_MONTH}/(?P<y>{_Y})|(?P<z>{_Y})-(?P<n>0[1-9]|1[0-2]))(?![\w/-]|[.,]\d)", text):
            given, n = int(m["y"] or m["z"]), int(m["month"] or m["n"])
            if not _NUMBERED.search(text[: m.start()]):
                add(m, lambda y, given=given, n=n: month(given, n), explicit=given, grain="month")
        for m in re.finditer(rf"\b(?P<name>{name})\s*{_SHORT}", text):
            given, n = _year(None, m["short"]), months[m["name"].lower().rstrip(".").removesuffix("s")]
            add(m, lambda y, given=given, n=n: month(given, n), explicit=given, grain="month")
        for m in re.finditer(rf"(?<!\w){_SHORT}", text):
            add(m, lambda y, given=_year(None, m["short"]): year(given), explicit=_year(None, m["short"]))
        for m in re.finditer(r"(?<!\w)(?:(?:ggü\.?|gegenüber|z\.|zum|im|i\.)\s*(?:d\.\s*|dem\s+)?)?(?:Vj|VJ)\b\.?", text):
            add(m, lambda y: year(y - 1), grain="previous", relative=True, base=bool(re.match(r"ggü|gegenüber|z", m[0])))
    return rule


def _year(full: str | None, short: str | None) -> int | None:
    """A year of four digits, or of two behind an apostrophe: '18 is 2018, '98 is 1998."""
    if full:
        return int(full)
    return None if short is None else int(short) + (1900 if int(short) > 60 else 2000)
