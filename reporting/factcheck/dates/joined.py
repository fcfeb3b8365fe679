"""Periods whose beginning and end a text gives apart: "von März bis zum Umzug", "von Januar bis zur Schließung am 9. Oktober"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.periods import Period

if TYPE_CHECKING:
    from reporting.factcheck.dates.times import Mention


def joined(found: list[Mention], text: str, span: str, ends: tuple[str, ...]) -> list[Mention]:
    """"Von März bis zum Umzug": a month or day and an end behind it are one period. span, ends: the roles of periods and of ends."""
    result: list[Mention] = []
    for m in found:
        one = result[-1] if result else None
        begins = one is not None and one.role == span and one.grain in ("month", "day") and not one.base and (re.match(r"[Vv]o[nm]\b", one.text) or re.search(r"\b[Vv]o[nm]\s+(?:Anfang\s+)?$", text[: one.start]))
        if begins and m.role in ends and not text[one.end : m.start].strip(" ,"):
            result[-1] = replace(m, start=one.start, text=text[one.start : m.end], resolve=lambda y, a=one, b=m: _from_to(a, b.resolve(a.explicit or y)), role=span, grain="days", explicit=m.explicit or one.explicit, vague=m.vague, joined=True)
        elif one and one.joined and m.grain in ("day", "month") and not m.base and re.fullmatch(r"\s*(?:Anfang|Mitte|Ende)?\s*", text[one.end : m.start]):  # "von Januar bis zur Schließung am 9. Oktober 2018": the event has said the day
            result[-1] = replace(one, end=m.end, text=text[one.start : m.end], explicit=m.explicit or one.explicit, resolve=lambda y, p=one.resolve, given=m.explicit: p(given or y))
        else:
            result.append(m)
    return result


def _from_to(begin: Mention, end: Period) -> Period:
    first = begin.resolve(end.bis.year).von
    return Period(first, end.bis) if first <= end.bis else end
