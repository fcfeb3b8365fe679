"""What is done without coming: the words and numbers of a text that go on about it."""

from __future__ import annotations

import re

from reporting.factcheck.reading.claims import LEVEL, NONE, UNKNOWN, Claim, Reading
from reporting.factcheck.reading.places import filters, locate
from reporting.factcheck.subjects.names import Name
from reporting.factcheck.subjects.online_words import COMING, DONE, HERE, MAY, SAID, THERE

ONLINE = "online_leistungen"
_NOUN = re.compile(r"\s+Online-(?!Termin)[A-ZÄÖÜ]\w+")  # "8.297 Online-Reservierungen"
_CASES = re.compile(r"\s+Fälle?n?\b")
_THAT = re.compile(r"\W*(?:[Dd]as|[Dd]ies|[Dd]avon|[Ss]o)\s+(?:geschah|passierte|wurde|nutzten|taten)\b")


def settle_online(c: Claim, r: Reading) -> None:
    """"Das online beantragte Führungszeugnis mit 2.738 Fällen", "2.738 Mal wurde es online beantragt": cases of what is done online."""
    text, part = r.sentence.text, r.parts[c.part]
    if c.role == LEVEL and c.follows and c.metrics == (ONLINE,) and re.search(r"\b(?:vor Ort|persönlich)\b", text[part.start : part.end]):
        c.metrics, c.follows = ("kundenkontakte",), None  # "online 1.080 Mal, vor Ort 36.600 Mal"
    if c.role != LEVEL or c.unit or c.metrics not in ((), ("vorgaenge",), ("kundenkontakte",)):
        return
    said, done = SAID.search(text, 0, c.number.start), DONE.search(text, c.number.end, min(part.end, len(text)))
    if c.metrics != ("kundenkontakte",) and not MAY.search(text, part.start, part.end):
        done = done or THERE.search(text, c.number.end, min(part.end, len(text))) or _NOUN.match(text, c.number.end)
    if done and not HERE.search(text, part.start, done.start()):
        named = _spoken_of(r, c)
    else:
        aloud = said and c.metrics != ("kundenkontakte",) and not COMING.search(text, said.end(), part.end)
        named = _spoken_of(r, c) if aloud and _THAT.match(text, part.start) else [n for n in r.inside(part, r.names) if aloud]
    last = r.claims[-1] if r.claims else None
    if any("leistung" in dict(n.filters) for n in named):
        c.metrics, c.follows = (ONLINE,), None
    elif last and last.metrics == (ONLINE,) and _CASES.match(text, c.number.end) and not any(n.filters for n in r.inside(part, r.names)) and not COMING.search(text, part.start, part.end):
        c.metrics, c.follows = (ONLINE,), last  # "1.080 Fälle, nach 480 Fällen im Vorjahr"


def _spoken_of(r: Reading, c: Claim) -> list[Name]:
    """What is named in a number's own part, else last before it ("2.738 Mal wurde es online bestellt")."""
    own = [n for n in r.inside(r.parts[c.part], r.names) if n.filters]
    return own or [n for n in r.names if n.filters and n.end <= c.number.start][-1:]


def stay_online(r: Reading, c: Claim, spoken: bool) -> None:
    """After "online wurden 5.505 Leistungen erledigt" services and applications are those. spoken: whether the paragraph spoke of them last."""
    text = r.sentence.text
    if not spoken or COMING.search(text) or any("kundenkontakte" in n.metrics for n in r.names):
        return
    if c.pending:
        c.role, c.pending, c.metrics = c.said, False, (ONLINE,)
        locate(c, r)
    elif c.role in (NONE, UNKNOWN) or c.metrics not in ((), ("kundenkontakte",)):
        return
    where = filters([n for n in _spoken_of(r, c) if "leistung" in dict(n.filters)], ONLINE)[0]
    if where:
        c.metrics, c.where, c.weak, c.unsupported = (ONLINE,), [where], False, ""
