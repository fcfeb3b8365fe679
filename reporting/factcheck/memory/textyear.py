"""The date of a text and the year it is about."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from reporting.factcheck.dates.steps import is_step
from reporting.factcheck.dates.times import SPAN, Mention, find_times
from reporting.factcheck.reading.brackets import depth
from reporting.factcheck.reading.claims import Reading
from reporting.periods import Period
from reporting.warehouse import Warehouse

_DATELINE = re.compile(r"(?:^|\n|[A-ZÄÖÜ][\w .()/-]{2,50}, (?:den |am )?)(\d{1,2}\.\s*(?:\d{1,2}\.|[A-ZÄÖÜ][a-zä]+)\s*(?:20|19)\d\d)\s*(?:[\u2013\u2014:(|,.-]|\n|$)")


def dateline(text: str) -> date | None:
    """The date of a release as printed at its head ("Musterstadt, 13. Februar 2019 –"), or None."""
    m = _DATELINE.search(text[:600])
    if not m:
        return None
    found = [mention for mention in find_times(m[1]) if mention.grain == "day"]
    return found[0].resolve(0).von if found else None


def is_dateline(r: Reading, m: Mention) -> bool:
    """A date with year at the head of a sentence, followed by a dash, is the date of the release and no period."""
    return m.grain == "day" and m.explicit is not None and bool(re.match(r"\s*(?:[\u2013\u2014:.]|$)", r.sentence.text[m.end:])) and m.start < 60


def text_year(stand: date | None, w: Warehouse, readings: list[Reading]) -> int:
    """The year a text is about: the one it speaks of most and first; what it is compared with does not count.

    A dated text that opens without a year speaks of the year before its date (until March) or of the year of its date, even
    where it prints no other year than the one it compares with.
    """
    known = set(w.years)
    expected = (stand.year - 1 if stand.month <= 3 else stand.year) if stand else None
    named: Counter[int] = Counter()
    opened = False  # whether the first period of the text has been seen
    for n, reading in enumerate(readings):
        for mention in reading.times:
            if _beside(reading, mention):
                opened = True  # "im Schnitt 440, 2017 waren es noch 418": what comes first speaks of the text's own year
                continue
            if re.match(r"\s+auf\b", reading.sentence.text[mention.end :]) and re.search(r"\b[Vv]on\s+(?:\w+\s+)?[\d.,]+\s*(?:%|[A-ZÄÖÜ][a-zäöüß]+)?\s*$", reading.sentence.text[: mention.start]):
                continue  # "von 12,1 Minuten im Jahr 2017 auf 8,4 gefallen": where it came from
            if mention.base or depth(reading, mention.start) or is_dateline(reading, mention):
                continue
            meant = mention.explicit
            if meant and expected and meant < expected and (_FORMER.search(_clause(reading, mention)) or "um Vergleich" in reading.sentence.text[: mention.start]):
                continue  # "wartete man 2017 noch zwölf Minuten"
            if meant is None and stand and (not mention.relative or mention.grain == "year"):
                meant = mention.resolve(expected).von.year if mention.relative else expected
            if meant not in known or mention.explicit and mention.grain == "day":
                continue
            weight = 1 if mention.explicit or mention.relative else 0
            named[meant] += (3 if n < 4 and mention.grain == "year" else 1) * weight + (0 if opened else 2)
            opened = True
    if not stand and known and max(known) not in named and any(m.relative and m.grain == "year" for r in readings for m in r.times):
        return max(known)  # "im vergangenen Jahr" without a date is the last year there is
    if expected in known and (expected in named or not named):
        named[expected] += 2
    if named:
        return max(named, key=lambda y: (named[y], y == expected, -y))
    usable = [y for y in w.years if y <= (stand.year if stand else y)]
    return max(usable or w.years or [date.today().year - 1])


def text_month(readings: list[Reading], y: int) -> Period | None:
    """The month a text is about: named up to its first number, where it speaks of no other period but those compared with."""
    first = next((r for r in readings if r.open), None)
    spoken = [m for r in readings for m in r.times if not m.base and not is_dateline(r, m) and m.grain not in ("day", "previous", "same", "this", "ago") and not is_step(m.grain)]
    months = [m for m in spoken if m.role == SPAN and m.grain == "month"]
    latest = max((m.resolve(y) for m in months), key=lambda p: p.von, default=None)
    opening = [m for r in readings if first and r.sentence.start <= first.sentence.start for m in r.times]
    if latest is None or not any(m in months and m.resolve(y) == latest for m in opening):
        return None
    earlier = [m for m in spoken if m.explicit and m.explicit < latest.von.year and (m.grain == "year" or m in months and m.resolve(y).von.month == latest.von.month)]
    return latest if all(m in earlier or m in months and m.resolve(y) == latest for m in spoken) else None


_FORMER = re.compile(r"\b(?:noch|damals|erst)\b")


def _clause(r: Reading, m: Mention) -> str:
    return next((r.sentence.text[p.start : p.end] for p in r.parts if p.start <= m.start < p.end), "")


def _beside(r: Reading, m: Mention) -> bool:
    """Whether a year stands in a clause of its own behind a number that names none."""
    part = next((p for p in r.parts if p.start <= m.start < p.end), None)
    ahead = [x for x in r.open if part and x.start < part.start]
    return bool(m.explicit and m.grain == "year" and ahead and not m.base and any(part.start <= x.start < part.end for x in r.open) and not any(x.start < part.start for x in r.times))
