"""A verdict on one number, and its reason in German words: what was found, and how far off the text is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reporting import german
from reporting.definitions import Definition, definitions
from reporting.factcheck.judging.correction import Edit, apply, corrected, printed
from reporting.factcheck.judging.options import Option, in_unit
from reporting.factcheck.judging.plausible import unit_mistaken
from reporting.factcheck.printed.numbers import FACTOR
from reporting.factcheck.printed.rounding import ROUNDED, WRONG, allows
from reporting.factcheck.reading.claims import CHANGE, DIFFERENCE, Claim
from reporting.figures import Figure

UNPROVABLE, NO_CLAIM = "nicht belegbar", "keine Angabe"


@dataclass(frozen=True)
class Verdict:
    """One number of a text and what the warehouse says to it. `start`, `end`: its place in the text; `figure`: its proof."""

    satz: str
    zahl: str
    qualifikator: str | None
    urteil: str
    kennzahl: str | None
    zeitraum: tuple[date, date] | None
    gliederung: dict[str, Any]
    wert: float | int | None
    grund: str
    start: int
    end: int
    korrektur: str | None = None
    figure: Figure | None = field(default=None, compare=False)
    edits: tuple[Edit, ...] = ()  # what turns the text into the corrected one
    satz_start: int = 0

    def as_json(self) -> dict[str, Any]:
        """The entry of `python -m reporting factcheck --json`."""
        return {
            "satz": self.satz, "zahl": self.zahl, "qualifikator": self.qualifikator, "urteil": self.urteil, "kennzahl": self.kennzahl,
            "zeitraum": [day.isoformat() for day in self.zeitraum] if self.zeitraum else None, "gliederung": self.gliederung, "wert": self.wert,
            "grund": self.grund, "start": self.start, "end": self.end, "korrektur": self.korrektur,
        }


_PER = {"tag": "Öffnungstag", "monat": "Monat", "woche": "Woche"}


def about(option: Option) -> str:
    """"Kundenkontakte, Kfz-Zulassung, November 2018"."""
    d = definitions()[option.metric]
    label = f"{option.label} {d.label}".strip() if option.label else d.label
    return ", ".join(filter(None, [label, german.filter_words(option.where), german.period_words(option.period)]))


def _each(d: Definition, option: Option) -> str:
    return f" je {_PER[option.per]}" if option.per and "Öffnungstag" not in d.einheit else ""


def value_words(c: Claim, option: Option) -> str:
    """What was found, in words, with the base of a change."""
    d = definitions()[option.metric]
    value = option.found.wert
    against = f" gegenüber {german.period_words(option.found.base)} ({german.percent(option.found.before) if option.percent and c.role == DIFFERENCE else german.amount(d, option.found.before)})" if option.found.base and option.found.before is not None else ""
    if c.number.kind == FACTOR:
        return f"das {german.number(in_unit(c, option), 2)}-Fache{against}"
    if c.role == CHANGE:
        return f"{german.signed(value)}{german.NBSP}%{against}"
    if c.role == DIFFERENCE:
        unit = "Prozentpunkte" if d.einheit == "Prozent" or option.percent else german.unit(d, abs(value))
        return f"{german.signed(value, 1 if option.percent else d.dezimalen)}{german.NBSP}{unit}{_each(d, option)}{against}"
    if option.percent:
        return german.percent(value)
    return f"{german.number(value, max(d.dezimalen, 0 if float(value).is_integer() else 1))}{german.NBSP}{german.unit(d, value)}" + _each(d, option)


def holding(c: Claim, option: Option, urteil: str) -> Verdict:
    """The verdict on a number that is right, or rightly rounded."""
    text = f"{about(option)}: {value_words(c, option)}."
    if urteil == ROUNDED:
        text += f" „{' '.join(filter(None, [c.qualifier, printed(c)]))}“ ist richtig gerundet."
    return verdict(c, urteil, text, option)


def wrong(c: Claim, option: Option) -> Verdict:
    """The verdict on a wrong number: the right value, how far off the text is, and its correction."""
    value = in_unit(c, option)
    words = value_words(c, option)
    shown = abs(c.number.value) * (100 if c.number.kind == "anteil" and option.percent else 1)
    if c.role in (CHANGE, DIFFERENCE) and c.direction and c.number.kind != FACTOR and value * c.direction < 0:
        reason = f"{about(option)}: {words}. Der Text sagt das Gegenteil: {'gestiegen' if c.direction > 0 else 'gesunken'}."
    else:
        off = shown - (abs(value) if c.role in (CHANGE, DIFFERENCE) else value)
        digits = 0 if float(off).is_integer() else 1
        far = f"{german.number(abs(off), digits)} zu {'hoch' if off > 0 else 'niedrig'}"
        relative = f", {german.number(abs(off / value) * 100, 1)}{german.NBSP}%" if value and not option.percent and c.number.kind != FACTOR else ""
        reason = f"{about(option)}: {words}. Im Text steht „{' '.join(filter(None, [c.qualifier, printed(c)]))}“ ({far}{relative})."
        if abs(off) < c.number.step / 2 or c.qualifier and allows(c.number, "rund", value, percent=option.percent) != WRONG:
            reason = f"{about(option)}: {words}. „{' '.join(filter(None, [c.qualifier, printed(c)]))}“ passt dazu nicht."
        if unit_mistaken(c, option):
            reason += f" Gemeint sind wohl {definitions()[option.metric].einheit}."
        if c.role == CHANGE and definitions()[option.metric].einheit == "Prozent" and option.found.before is not None:
            points = option.found.figure.wert - option.found.before if option.found.figure and option.found.figure.wert is not None else None
            if points is not None and allows(c.number, c.qualifier, abs(points)) != WRONG:
                reason += " Gemeint sind wohl Prozentpunkte."
    return verdict(c, WRONG, reason, option, corrected(c, value, option.percent))


def verdict(c: Claim, urteil: str, grund: str, option: Option | None = None, edits: list[Edit] | None = None, metric: str | None = None) -> Verdict:
    """A verdict with its place in the text. option: the reading it speaks of; edits: what corrects it; metric: where there is no reading."""
    where = {k: v[0] if len(v) == 1 else list(v) for k, v in option.where.items()} if option else {}
    period = (option.period.von, option.period.bis) if option else None
    at = c.sentence.start
    return Verdict(c.sentence.text, c.number.text, c.qualifier, urteil, option.metric if option else metric, period, where, option.found.wert if option else None, grund,
                   at + c.number.start, at + c.number.end, apply(c.sentence.text, edits) if edits else None, option.found.figure if option else None,
                   tuple((at + start, at + end, new) for start, end, new in edits or ()), at)
