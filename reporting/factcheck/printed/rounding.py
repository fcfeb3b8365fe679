"""What a printed number may mean: does a value justify "8,3", "rund 74.000", "knapp 11.000" or "etwas über 8"?

The rule: a bare count must be equal; a bare measure must round to what is printed. A rounding word allows half a step of
the printed number, and a word with a direction ("knapp", "gut", "mehr als") also demands that the value lies on that side.
The step follows the trailing zeros, but never leaves fewer than two significant digits, so that "rund 10.000" means 9.500 to
10.500 and not 5.000 to 15.000.
"""

from __future__ import annotations

import math
import re
from typing import Literal

from reporting.factcheck.printed.numbers import FACTOR, FRACTION, Number, read_number

RIGHT, ROUNDED, WRONG = "richtig", "gerundet richtig", "falsch"
Allowed = Literal["richtig", "gerundet richtig", "falsch"]

ABOUT, BELOW, ABOVE, OVER, UNDER, AT_LEAST, AT_MOST, EXACT, CLOSE = "about", "below", "above", "over", "under", "at least", "at most", "exact", "close"

#: Rounding words and what they demand; longer phrases win.
QUALIFIERS = {
    "rund": ABOUT, "etwa": ABOUT, "in etwa": ABOUT, "circa": ABOUT, "zirka": ABOUT, "ca.": ABOUT, "ca": ABOUT, "ungefähr": ABOUT, "um die": ABOUT,
    "schätzungsweise": ABOUT, "~": ABOUT, "≈": ABOUT, "gerundet": ABOUT, "grob": ABOUT, "überschlägig": ABOUT,
    "knapp": BELOW, "fast": BELOW, "nahezu": BELOW, "annähernd": BELOW, "beinahe": BELOW, "nicht ganz": BELOW, "kaum": BELOW, "an die": BELOW,
    "etwas weniger als": BELOW, "etwas unter": BELOW, "knapp unter": BELOW, "leicht unter": BELOW, "kaum weniger als": BELOW, "nur knapp unter": BELOW,
    "gut": ABOVE, "etwas über": ABOVE, "etwas mehr als": ABOVE, "leicht über": ABOVE, "ein wenig mehr als": ABOVE, "knapp über": ABOVE,
    "kaum mehr als": ABOVE, "geringfügig mehr als": ABOVE, "geringfügig über": ABOVE, "wenig mehr als": ABOVE, "ein bisschen mehr als": ABOVE,
    "mehr als": OVER, "über": OVER, "deutlich über": OVER, "deutlich mehr als": OVER, "weit über": OVER, "weit mehr als": OVER, "oberhalb von": OVER,
    "länger als": OVER, "höher als": OVER, ">": OVER,
    "nicht einmal": UNDER, "weniger als": UNDER, "unter": UNDER, "deutlich unter": UNDER, "deutlich weniger als": UNDER, "weit unter": UNDER, "weit weniger als": UNDER,
    "unterhalb von": UNDER, "kürzer als": UNDER, "niedriger als": UNDER, "<": UNDER,
    "mindestens": AT_LEAST, "wenigstens": AT_LEAST, "nicht weniger als": AT_LEAST, "zumindest": AT_LEAST, "≥": AT_LEAST, ">=": AT_LEAST,
    "höchstens": AT_MOST, "maximal": AT_MOST, "bis zu": AT_MOST, "nicht mehr als": AT_MOST, "≤": AT_MOST, "<=": AT_MOST,
    **{f"{softened} {word}": CLOSE for softened in ("ziemlich", "recht", "fast", "nahezu", "annähernd", "beinahe", "praktisch", "so gut wie", "ungefähr") for word in ("genau", "exakt")},
    "genau": EXACT, "exakt": EXACT, "punktgenau": EXACT,
}
_AT_END = re.compile(
    r"(?<!\w)(" + "|".join(re.escape(q) for q in sorted(QUALIFIERS, key=len, reverse=True)) + r")"
    r"(?:\s+(?:insgesamt|nur|noch|bereits|die|den|der|dem|einem|ein|einer|eine))*\s*$", re.IGNORECASE)


def qualifier_before(text: str) -> tuple[str, int] | None:
    """The rounding word at the end of the text before a number, as printed, and where it begins; None without one."""
    m = _AT_END.search(text)
    return (m[1], m.start(1)) if m else None


def sense(qualifier: str | None) -> str | None:
    """What a qualifier demands (ABOUT, BELOW, ...), also inside longer wording ("durchschnittlich knapp"); None for none."""
    if not qualifier:
        return None
    text = qualifier.lower().strip()
    if text in QUALIFIERS:
        return QUALIFIERS[text]
    found = qualifier_before(text)
    return QUALIFIERS[found[0].lower()] if found else None


def allows(printed: str | Number, qualifier: str | None, value: float, *, percent: bool = False, count: bool | None = None) -> Allowed:
    """Whether a value justifies a printed number: "richtig" (equal), "gerundet richtig" or "falsch".

    printed: as in the text ("108.801", "8,5", "1,2 Mio.", "acht"); qualifier: the words before it ("rund", "etwas über"),
    None for none; percent: the number is a percentage; count: the value is a count of things, which a bare number must
    meet exactly (default: whole values are). A text without a number is "falsch".
    """
    number = printed if isinstance(printed, Number) else read_number(printed)
    if number is None or value is None or math.isnan(value):
        return WRONG
    wanted = sense(qualifier)
    shown = number.value * 100 if number.kind == FRACTION and percent else number.value
    difference = value - shown
    slack = 1e-9 * max(1.0, abs(shown))
    if abs(difference) <= slack:
        return WRONG if wanted in (OVER, UNDER) else RIGHT
    below, above = _reach(number, shown, wanted, percent, float(value).is_integer() if count is None else count)
    if number.kind == FACTOR and number.text.lower().startswith("halbier"):
        below, above = above, below  # what is almost halved is still a little more than the half
    return ROUNDED if -below - slack <= difference <= above + slack else WRONG


def _reach(number: Number, shown: float, wanted: str | None, percent: bool, count: bool) -> tuple[float, float]:
    """How far a value may lie below and above what is printed."""
    size = abs(shown)
    if number.kind in (FRACTION, FACTOR):
        if number.kind == FACTOR and number.value == 1:  # "ebenso viele"
            return 0.005, 0.005
        near, wide = 0.05 * size, 0.12 * size
        over = 0.95 if number.kind == FACTOR and size >= 2 else 0.3 * size  # "mehr als doppelt" goes on to the triple
        left = (1.0 if size < 1 else 100.0) - size if number.kind == FRACTION else wide  # "gut neun von zehn" are not all
        return {ABOUT: (1.7 * near, 1.7 * near), BELOW: (wide, 0), ABOVE: (0, min(wide, 0.7 * left)), OVER: (0, over), AT_LEAST: (0, over),
                UNDER: (0.3 * size, 0), AT_MOST: (0.3 * size, 0), EXACT: (0, 0), CLOSE: (0.02 * size, 0.02 * size)}.get(wanted, (near, near))
    if wanted in (None, EXACT):
        exact = count and not number.scaled and number.step >= 1
        half = 0.0 if exact else number.step / (2 if wanted is None or number.step < 1 else 20)  # "exakt 68,3 Prozent": to the last printed decimal
        return half, half
    half = _half_step(number, size, percent)
    if wanted in (ABOUT, CLOSE):
        return half, half
    single = _digits(number, size) == 1 and size >= 10
    if wanted == BELOW:
        return ((2.5 if size < 60 else 3.0) if percent and size % 10 == 0 and size >= 20 else 0.05 * size if single else half), 0.0
    if wanted == ABOVE:
        return 0.0, (2.5 if size < 60 else 3.0) if percent and size % 10 == 0 and size >= 20 else 0.075 * size if single else (2 if _zeros(number, size) and round(size / (2 * half)) % 5 == 0 else 1.5) * half
    unit = _unit(number, size)
    if wanted in (OVER, AT_LEAST):
        return 0.0, unit
    return unit, 0.0


def _half_step(number: Number, size: float, percent: bool) -> float:
    """Half the step of a number said to be rounded."""
    step = number.step
    zeros = _zeros(number, size)
    if percent and number.step == 0.1 and round(size / number.step) % 5 == 0:
        return 0.1  # "rund 6,5 Prozent": rounded to halves
    if percent and number.step >= 1:
        return min(2.0, 0.1 * size) if size >= 10 and size % 10 == 0 else 1.0 if size >= 10 and size % 5 == 0 else 0.5
    if not zeros:
        return max(step / 2, min(2.5 * step, 0.01 * size)) if round(size / step) % 5 == 0 else step / 2  # "etwa 405": rounded to fives
    if _digits(number, size) > 1:
        return step * 10**zeros / 2
    two_digits = step * 10 ** (zeros - 1) / 2
    return max(two_digits, (0.05 if size < 100 else 0.025) * size)


def _unit(number: Number, size: float) -> float:
    """The step of a threshold ("mehr als 24.000" reaches to 25.000, "über 100.000" to 200.000, "unter 15" down to 10)."""
    zeros = _zeros(number, size)
    unit = number.step * 10**zeros
    return 5 * unit if round(size / unit) % 5 == 0 else unit


def _zeros(number: Number, size: float) -> int:
    whole = round(size / number.step)
    return len(str(whole)) - len(str(whole).rstrip("0")) if whole else 0


def _digits(number: Number, size: float) -> int:
    return len(str(round(size / number.step)).rstrip("0"))
