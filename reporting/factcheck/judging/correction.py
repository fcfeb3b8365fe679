"""The sentence with the right number in place of the wrong one, in the same precision and with a rounding word that holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from reporting import german
from reporting.factcheck.printed import units
from reporting.factcheck.printed.numbers import FACTOR, FRACTION
from reporting.factcheck.printed.rounding import ABOUT, ABOVE, BELOW, EXACT, OVER, UNDER, sense
from reporting.factcheck.reading.claims import CHANGE, DIFFERENCE, Claim

_WORDS = ("null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
_SWAPS = {"gestiegen": "gesunken", "gesunken": "gestiegen", "mehr": "weniger", "weniger": "mehr", "Plus": "Minus", "Minus": "Plus", "Zuwachs": "Rückgang", "Anstieg": "Rückgang", "Rückgang": "Anstieg",
          "stieg": "sank", "sank": "stieg", "stiegen": "sanken", "sanken": "stiegen", "länger": "kürzer", "kürzer": "länger", "höher": "niedriger", "niedriger": "höher", "Zunahme": "Abnahme",
          "zugenommen": "abgenommen", "abgenommen": "zugenommen", "zurückgegangen": "gestiegen", "gewachsen": "gesunken", "wuchs": "sank", "+": "\u2212", "\u2212": "+"}


def printed(c: Claim) -> str:
    """A number as printed, with its unit: "20 Prozent", "108.801"."""
    return f"{c.number.text} {c.unit.text}".strip() if c.unit and c.unit.text else c.number.text


Edit = tuple[int, int, str]  # from, to, what to put there


def apply(text: str, edits: Iterable[Edit]) -> str:
    """A text with some places replaced; of edits that overlap the first counts."""
    result, at = "", 0
    for start, end, new in sorted(set(edits)):
        if start >= at:
            result += text[at:start] + new
            at = end
    return result + text[at:]


def corrected(c: Claim, value: float, percent: bool) -> list[Edit]:
    """What to replace in the sentence of a wrong number; nothing where the wording would have to change as well."""
    if c.number.kind == FACTOR:
        return []
    text = c.sentence.text
    swap = None
    if c.role in (CHANGE, DIFFERENCE):
        if c.direction and value * c.direction < 0:
            swap = _swap(text, c)
            if swap is None:
                return []
        value = abs(value)
    start, end = c.number.start, c.number.end
    qualifier = c.qualifier
    if qualifier and (at := text.rfind(qualifier, 0, start)) >= 0:
        between = text[at + len(qualifier) : start]
        word, shown = _rounded(c, value, percent)
        replacement = f"{word}{between if word else between.lstrip()}{shown}"
        begin = at
    else:
        replacement, begin = _shown(c, value), start
    if c.number.kind == FRACTION or c.number.unit:
        replacement = f"{german.number(value, 0)} {c.number.unit or 'Prozent'}"
    if c.number.text.startswith(("+", "\u2212")):
        replacement = replacement.lstrip("+\u2212")
        replacement = (("\u2212" if c.direction > 0 else "+") if swap is not None else c.number.text[0]) + replacement
        swap = None
    return [(begin, end, replacement)] + ([swap] if swap else [])


def _swap(text: str, c: Claim) -> Edit | None:
    if c.number.text[0] in "+\u2212":
        return (c.number.start, c.number.start + 1, "\u2212" if c.number.text[0] == "+" else "+")
    pattern = units.UP if c.direction > 0 else units.DOWN
    hits = sorted(pattern.finditer(text), key=lambda m: min(abs(m.start() - c.number.end), abs(m.end() - c.number.start)))
    for m in hits:
        if m[0] in _SWAPS:
            return (m.start(), m.end(), _SWAPS[m[0]])
    return None


def _shown(c: Claim, value: float, step: float | None = None) -> str:
    """A value in the precision of the printed number, in words where it stood in words."""
    step = step or c.number.step
    if c.number.scaled:
        scale, name = next(((s, n) for s, n in ((1e9, "Mrd"), (1e6, "Mio"), (1e3, "Tausend")) if re.search(n[:3] if s > 1e3 else "ausend|Tsd", c.number.text, re.IGNORECASE)), (1.0, ""))
        unit = re.sub(r"^[\d.,\s\u00a0\u202f\u2009+\u2212-]+|^[a-zäöüß]+\s", "", c.number.text)
        return f"{german.number(value / scale, _decimals(step / scale))} {unit}"
    if c.number.word and float(value).is_integer() and 0 <= value <= 12:
        return _WORDS[int(value)]
    nearest = _nearest(value, step)
    if c.number.word and nearest.is_integer() and 2 <= nearest <= 12 and step >= 1:
        return _WORDS[int(nearest)]
    return german.number(nearest, _decimals(step))


def _nearest(value: float, step: float) -> float:
    return float((Decimal(repr(value)) / Decimal(repr(step))).quantize(Decimal(1), ROUND_HALF_UP) * Decimal(repr(step)))


def _decimals(step: float) -> int:
    return max(0, -Decimal(repr(step)).normalize().adjusted()) if step < 1 else 0


def _rounded(c: Claim, value: float, percent: bool) -> tuple[str, str]:
    """A rounding word and the number behind it, so that both hold."""
    wanted = sense(c.qualifier)
    if wanted == EXACT or not value:
        return c.qualifier, _shown(c, value)
    step = c.number.step
    if step >= 1 and not c.number.scaled and not percent and value >= 100:
        digits = len(str(round(value)))
        zeros = len(str(round(abs(c.number.value)))) - len(str(round(abs(c.number.value))).rstrip("0"))
        step = 10.0 ** max(0, min(zeros, digits - 2))
    shown = _nearest(value, step)
    if abs(shown - value) < 1e-9:
        return "", _shown(c, value, step)
    holds = wanted == ABOUT or wanted in (BELOW, UNDER) and value < shown or wanted in (ABOVE, OVER) and value > shown
    return (c.qualifier if holds else "rund"), _shown(c, shown, step)
