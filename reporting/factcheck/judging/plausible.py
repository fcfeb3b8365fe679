"""A number that is far from the value found: a mistake of the text, or a reading that is not what the text meant?

Mistakes have causes: a slip of the fingers, the value of another area, another month or another year, an increase told as a
decrease. A number that is far off without any such cause, in a sentence that did not say everything itself, was misread.
"""

from __future__ import annotations

from dataclasses import replace

from reporting.definitions import definitions
from reporting.factcheck.dates.times import Mention, shifted
from reporting.factcheck.judging.options import Option, in_unit
from reporting.factcheck.judging.values import Values
from reporting.factcheck.memory.anaphora import builds_on
from reporting.factcheck.memory.context import Context
from reporting.factcheck.printed.numbers import FACTOR, FRACTION
from reporting.factcheck.printed.rounding import WRONG, allows
from reporting.factcheck.printed.units import POINTS, TIMES
from reporting.factcheck.reading.claims import CHANGE, DIFFERENCE, LEVEL, SHARE, Claim, Reading
from reporting.figures import UnknownNameError, figures
from reporting.periods import parse_month, year

FAR = 2.5  # so many times too high or too low is far


def misread(r: Reading, c: Claim, ctx: Context, values: Values, mention: Mention | None, option: Option) -> bool:
    """Whether a number that does not hold says more about our reading than about the number. mention: the words that gave the period."""
    value, shown = in_unit(c, option), abs(c.number.value) * (100 if c.number.kind == FRACTION and option.percent else 1)
    if c.number.kind == FACTOR or c.between or c.role == CHANGE and definitions()[option.metric].einheit == "Prozent":
        return False  # percent written for percentage points are a mistake of their own
    if not value and shown and option.where and c.role not in (CHANGE, DIFFERENCE):
        return True  # nobody writes about what did not occur
    if _says_all(r, c, ctx, mention, option) or not value or not shown:
        return False
    against = c.role in (CHANGE, DIFFERENCE) and c.direction and value * c.direction < 0
    if unit_mistaken(c, option) or c.role == CHANGE and _told(r, ctx, option):
        return False
    if c.role == DIFFERENCE and option.found.before is not None and any(allows(replace(c.number, value=shown), None, told) != WRONG for told in (option.found.before, option.found.before + value)):
        return False  # the value before or after, told as how far it went
    if c.unit and c.unit.name == POINTS and option.found.before and allows(replace(c.number, value=shown), None, abs(100 * value / option.found.before)) != WRONG:
        return False  # percent told as percentage points
    far = not 1 / FAR < shown / abs(value) < FAR
    if not far or against and not far or _slip(shown, abs(value)):
        return False
    if c.role == SHARE:  # shares of one whole stand to each other as the values do
        whole = values.level(option.metric, option.period, option.where).wert
        return not whole or not _of_another(shown * whole / value, c.number.step * whole / abs(value), values, option)
    return c.role in (CHANGE, DIFFERENCE) or not _of_another(shown, c.number.step / 2, values, option)


def slipped(c: Claim, values: Values, option: Option) -> bool:
    """Whether a number that does not hold looks like a mistake made with this very reading in mind: a slip, or the value beside it."""
    value, shown = in_unit(c, option), abs(c.number.value) * (100 if c.number.kind == FRACTION and option.percent else 1)
    if not value or not shown or c.number.kind == FACTOR or c.between:
        return False
    same = abs(shown - abs(value)) <= max(c.number.step / 2, 0.005 * shown)  # told the other way round
    telling = len(f"{shown / c.number.step:.0f}".strip("0")) > 2
    return same or telling and (_slip(shown, abs(value)) if 1 / FAR < shown / abs(value) < FAR else _ten_times(shown, abs(value))) or c.role == LEVEL and _of_another(shown, c.number.step / 2, values, option)


def unit_mistaken(c: Claim, option: Option) -> bool:
    """Whether the number would hold in another unit of time: "42,9 Tage" for 42,9 hours."""
    return bool(c.unit) and c.unit.name in TIMES and c.role in (LEVEL, DIFFERENCE) and any(
        allows(c.number, c.qualifier, abs(in_unit(replace(c, unit=replace(c.unit, name=name)), option))) != WRONG for name in TIMES if name != c.unit.name)


def _told(r: Reading, ctx: Context, option: Option) -> bool:
    """Whether the value that changed has just been given, and that before it or since when: "720 Kontakte und damit ein Drittel weniger als im Dezember 2021"."""
    told = [(s.option.period, s.sentence) for s in ctx.settled if s.sentence >= ctx.sentence - 1 and (s.option.metric, s.option.where) == (option.metric, option.where)]
    both = (builds_on(r) or all(at == ctx.sentence for _, at in told)) and {option.period, option.found.base or shifted(option.period, -1)} <= {period for period, _ in told}
    return both or any(m.base for m in r.times) and (option.period, ctx.sentence) in told


def _says_all(r: Reading, c: Claim, ctx: Context, mention: Mention | None, option: Option) -> bool:
    """Whether the number's own part of the sentence names metric, period and place, or nothing else was spoken of before."""
    part = r.parts[c.part]
    period = mention is not None and part.start <= mention.start < part.end
    own = {split for n in r.names if part.start <= n.start < part.end for split, _ in n.filters}
    place = set(option.where) <= own and (bool(own) or not any(ctx.memory.where))
    return not c.elliptic and period and place


def _ten_times(shown: float, value: float) -> bool:
    """Whether two numbers have the same digits and differ by a power of ten."""
    a = f"{shown:.1f}".replace(".", "").strip("0")
    return a == f"{value:.{len(a) - 1}e}".split("e")[0].replace(".", "").strip("0")


def _slip(shown: float, value: float) -> bool:
    """Whether two numbers differ by one digit more, less or other, by two swapped ones, or by a power of ten."""
    a, exact = (f"{x:.1f}".replace(".", "").strip("0") for x in (shown, value))
    rounded = f"{value:.{len(a) - 1}e}".split("e")[0].replace(".", "").strip("0")  # as many digits as are printed
    return any(a == b or (len(a) > 1 or len(f"{shown:.0f}") == len(f"{value:.0f}")) and (sorted(a) == sorted(b) or _one_digit_apart(*sorted((a, b), key=len))) for b in (rounded, exact))  # in "700" any digit is one off, beside 20.565


def _one_digit_apart(a: str, b: str) -> bool:
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b)) <= 1
    return len(b) == len(a) + 1 and any(b[:n] + b[n + 1 :] == a for n in range(len(b)))


def _of_another(shown: float, near: float, values: Values, option: Option) -> bool:
    """Whether the number is, give or take `near`, that of another area, service, place, month or year."""
    d, where, near = definitions()[option.metric], option.where, max(shown * 0.006, near)
    asked = [(split, option.period, {k: v for k, v in where.items() if k != split}) for split in where]
    asked += [("monat", year(option.period.von.year), where)] if option.period == parse_month(f"{option.period.von:%Y-%m}") else []
    found: list[float | None] = [values.level(option.metric, shifted(option.period, by), where).wert for by in (-1, 1)]
    for split, period, rest in asked:
        if split in d.gliederungen:
            try:
                found += [f.wert for f in figures(values.w, [option.metric], period, by=(split,), where=rest, base=None)]
            except UnknownNameError:
                continue
    return any(other is not None and abs(other - shown) <= near for other in found)
