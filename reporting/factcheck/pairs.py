"""Changes that follow from two values just read: "10,9 und 11,5 Prozent. Der Unterschied beträgt 0,6 Prozentpunkte."

Both values must have been confirmed; the change is then computed from what the warehouse says of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reporting.definitions import definitions
from reporting.factcheck import units
from reporting.factcheck.claims import CHANGE, DIFFERENCE, SHARE, Claim, Reading
from reporting.factcheck.options import Option, compare
from reporting.factcheck.rounding import WRONG
from reporting.factcheck.values import Found

_POINTS_BACK = re.compile(r"^\W*(?:Das|Dies|Damit|Der Unterschied|Die Differenz|Der Abstand|Ein Unterschied|Der Zuwachs|Das Plus|Der Anstieg|Der Rückgang|Das Minus)\b")
_APART = re.compile(r"\b(?:Unterschied|Differenz|Abstand|auseinander|Vorsprung)\b")


@dataclass(frozen=True)
class Settled:
    """A confirmed value: which sentence it stood in (counted over the text), its claim and its reading."""

    sentence: int
    claim: Claim
    option: Option


def from_pair(r: Reading, c: Claim, before: list[Settled], sentence: int) -> Option | None:
    """The change between the two values last confirmed in this sentence or the one it points back to; None where there are no two.

    before: the confirmed values of the paragraph in reading order; sentence: the position of this one.
    """
    if c.role not in (CHANGE, DIFFERENCE):
        return None
    here = [s for s in before if s.sentence == sentence]
    near = here if len(here) >= 2 else [s for s in before if s.sentence >= sentence - 1] if here or _POINTS_BACK.search(r.sentence.text) or _APART.search(r.sentence.text) else []
    near = [s for s in near if not s.option.label and s.option.metric == near[-1].option.metric and s.option.per == near[-1].option.per]
    if len(near) < 2:
        return None
    one, two = near[-2:]
    if (one.option.where, one.option.period) == (two.option.where, two.option.period):
        return None
    if two.claim.former and not one.claim.former or not one.claim.former and one.option.period.von > two.option.period.von:
        one, two = two, one
    old, new = one.option.found.wert, two.option.found.wert
    ratio = definitions()[two.option.metric].einheit == "Prozent"
    if old is None or new is None or c.role == CHANGE and not old or ratio and c.role == DIFFERENCE and not (c.unit and c.unit.name == units.POINTS):
        return None
    value = (new / old - 1) * 100 if c.role == CHANGE else new - old
    return Option(two.option.metric, two.option.where, two.option.period, Found(value, two.option.found.figure, "", old, one.option.period), c.role == CHANGE)


_RELATIVELY = re.compile(r"^\W*(?:Prozentual|Relativ|Verhältnismäßig|In\s+Prozent(?:en)?|In\s+relativen\s+Zahlen|Umgerechnet)\b")
_THAT_IS = re.compile(r"^\W*(?:Das|Dies)\s+(?:ist|sind|war|waren|entspricht|entsprach|macht|bedeutet|ergibt)(?:\s+[a-zäöüß]+){0,2}$")


def in_percent(r: Reading, c: Claim, moved: Settled | None, sentence: int) -> tuple[Option | None, bool]:
    """The difference just read as a percentage: "um 267 auf 1.236. Prozentual sind das 27,6 Prozent"; and whether nothing else can be meant.

    moved: the difference read last. "Das sind 27,6 Prozent" may also be a share of what was read last.
    """
    if moved is None or c.role not in (SHARE, CHANGE) or not (c.unit and c.unit.name == units.PERCENT) or moved.sentence != sentence - 1 or any(x.end <= c.number.start for x in r.open) or r.names or r.times:
        return None, False
    told, option = bool(_RELATIVELY.match(r.sentence.text)), moved.option
    ahead = r.sentence.text[: c.number.start].rstrip().removesuffix(c.qualifier or "").rstrip()
    if not (told or _THAT_IS.match(ahead)) or re.match(r"\s*(?:aller|der|des|von)\b", r.sentence.text[c.unit.end :]) or not option.found.before:
        return None, False
    wert = 100 * option.found.wert / option.found.before
    return Option(option.metric, option.where, option.period, Found(wert if told else abs(wert), option.found.figure, "", option.found.before, option.found.base), True), told


def settles(r: Reading, c: Claim, option: Option) -> bool:
    """Whether the two values decide: where the number agrees, or where the sentence says nothing else it could speak of."""
    if compare(c, option) != WRONG:
        return True
    return bool(_APART.search(r.sentence.text)) or bool(_POINTS_BACK.search(r.sentence.text)) and not r.times and len(r.open) == 1
