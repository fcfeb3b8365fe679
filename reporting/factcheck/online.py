"""What is done without coming: the words and numbers of a text that go on about it."""

from __future__ import annotations

from reporting.factcheck.claims import LEVEL, NONE, UNKNOWN, Claim, Reading
from reporting.factcheck.online_words import COMING, SAID
from reporting.factcheck.places import filters, locate

ONLINE = "online_leistungen"


def settle_online(c: Claim, r: Reading) -> None:
    """"Das online beantragte Führungszeugnis mit 2.738 Fällen": cases of what is done online."""
    said = SAID.search(r.sentence.text, 0, c.number.start)
    if said and c.role == LEVEL and c.metrics in ((), ("vorgaenge",)) and any("leistung" in dict(n.filters) for n in r.inside(r.parts[c.part], r.names)) and not COMING.search(r.sentence.text, said.end()):
        c.metrics = (ONLINE,)


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
    own = [n for n in r.inside(r.parts[c.part], r.names) if n.filters]
    mine = own or [n for n in r.names if n.filters and n.end <= c.number.start][-1:]
    where = filters([n for n in mine if "leistung" in dict(n.filters)], ONLINE)[0]
    if where:
        c.metrics, c.where, c.weak, c.unsupported = (ONLINE,), [where], False, ""
