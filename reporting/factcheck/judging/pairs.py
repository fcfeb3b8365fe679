"""Changes that follow from two values just read: "10,9 und 11,5 Prozent. Der Unterschied beträgt 0,6 Prozentpunkte."

Both values must have been confirmed; the change is then computed from what the warehouse says of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reporting.definitions import definitions
from reporting.factcheck.judging.options import Option, compare
from reporting.factcheck.judging.values import Found, Values
from reporting.factcheck.printed import units
from reporting.factcheck.printed.rounding import WRONG, allows
from reporting.factcheck.reading.claims import CHANGE, DIFFERENCE, LEVEL, NONE, SHARE, Claim, Reading
from reporting.factcheck.reading.quantiles import just_below

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
    if len(near) < 2 or not c.elliptic and c.metrics and near[-1].option.metric not in c.metrics:
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


_AND_SO = re.compile(r"^\W*(?:(?:(?:und\s+)?(?:das|dies|was)\s+(?:ist|sind|war|waren|entspricht|entsprach|macht|bedeutet|ergibt)|also|mithin|sprich|umgerechnet|rechnerisch|im\s+(?:Schnitt|Mittel|Durchschnitt)|durchschnittlich)\b\W*)+(?:[a-zäöüß]+\s+){0,2}$", re.IGNORECASE)
_IN_A_MONTH = re.compile(r"(?:\s+[A-ZÄÖÜ][\wäöüß-]+)?(?:\s+(?:mehr|weniger))?\s+im\s+Monat\b(?!\s+[A-ZÄÖÜ])")
_DAILY = "kontakte_je_oeffnungstag"


def spread_out(r: Reading, c: Claim, moved: Settled | None, sentence: int, values: Values) -> Option | None:
    """The difference just read, for each day or month: "1.200 Anrufe mehr. Das sind 100 pro Monat"; None where the sentence says something else.

    moved: the difference read last. Where the number holds as an average of all, that is what it says.
    """
    per = "tag" if c.metrics == (_DAILY,) else c.per or ("monat" if _IN_A_MONTH.match(r.sentence.text, c.number.end) else None)
    if moved is None or per in (None, "schnitt") or c.role not in (LEVEL, DIFFERENCE) or c.unit:
        return None
    option, last = moved.option, next((x for x in reversed(r.claims[: r.claims.index(c)]) if x.role != NONE), None)
    begin = last.number.end if last else 0
    link = r.sentence.text[begin : c.number.start].rstrip().removesuffix(c.qualifier or "")
    link = re.split(r"[,;\u2013(]", link)[-1] if last else link
    other = any(n.filters or n.metrics and not {option.metric, _DAILY} & set(n.metrics) for n in r.names if n.start >= begin)
    if (last is not moved.claim if last else moved.sentence != sentence - 1) or not _AND_SO.match(f"{link} ") or other:
        return None
    found = values.differences(option.metric, option.period, option.where, option.found.base, per)[0]
    mean = values.average(option.metric, option.period, option.where, per)
    if found.wert is None or mean.wert is not None and compare(replace(c, role=LEVEL), replace(option, found=mean, per=per)) != WRONG:
        return None
    return replace(option, found=found, per=per)


def settles(r: Reading, c: Claim, option: Option) -> bool:
    """Whether the two values decide: where the number agrees, or where the sentence says nothing else it could speak of."""
    if compare(c, option) != WRONG:
        return True
    return bool(_APART.search(r.sentence.text)) or bool(_POINTS_BACK.search(r.sentence.text)) and not r.times and len(r.open) == 1


def the_same(c: Claim, values: Values, option: Option) -> Option | None:
    """The other way to say a statement of this kind, where it holds: three of four waited at most 11 minutes, or 11 is the 75-% value. option: the one judged."""
    if c.same is None:
        return None
    metric, printed = c.same
    found = values.level(metric, option.period, option.where)
    percent = definitions()[metric].einheit == "Prozent"
    low, high = just_below(printed)
    if found.wert is None or not (low <= found.wert < high if "_unter_" in option.metric else allows(printed, None, found.wert, percent=percent) != WRONG):
        return None
    return replace(option, metric=metric, found=found, percent=percent)
