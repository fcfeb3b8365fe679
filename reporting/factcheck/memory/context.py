"""What a text has settled so far: its date, the year and the period it is about, and what was said last."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from reporting.definitions import definitions
from reporting.factcheck.dates.steps import is_back
from reporting.factcheck.dates.times import SPAN, Mention, shifted
from reporting.factcheck.reading.claims import LEVEL, NONE, Claim, Reading
from reporting.factcheck.subjects.names import Name
from reporting.factcheck.subjects.online_words import SAID
from reporting.periods import Period, year
from reporting.warehouse import Warehouse


@dataclass
class Memory:
    """What the sentences before have settled. A period that others are only compared with is never the one that goes on."""

    metrics: tuple[str, ...] = ()
    where: tuple[dict, ...] = ({},)
    period: Period | None = None
    paragraph: int = 0
    year: int | None = None
    sentence: int = -1  # where the sentence begins that settled the period by naming one
    compared: Period | None = None  # what the period was compared with last
    before: Period | None = None  # what the paragraph spoke of before that
    ratio: tuple[str, ...] = ()  # the last of its metrics that is one of percent


@dataclass(frozen=True)
class Said:
    """A number said before, with what it spoke of."""

    metric: str
    where: dict
    period: Period


@dataclass(frozen=True)
class Heading:
    """A heading with its paragraph; `alone`: a paragraph of its own, so that it holds for all that follow."""

    paragraph: int = -1
    alone: bool = False
    text: str = ""
    names: list[Name] = field(default_factory=list)

    def holds(self, r: Reading) -> bool:
        return r.sentence.paragraph == self.paragraph or self.alone and r.sentence.paragraph > self.paragraph

    @property
    def online(self) -> bool:
        return bool(SAID.search(self.text))


@dataclass
class Context:
    """The text as a whole: its date, the year it is about, and what was said last."""

    w: Warehouse
    stand: date | None
    year: int
    memory: Memory
    settled: list = field(default_factory=list)  # the values confirmed in this paragraph (`pairs.Settled`)
    moved: object = None  # the difference read last (`pairs.Settled`)
    bracket: int | None = None  # the year announced for numbers in brackets
    sentence: int = 0  # how many sentences came before
    recent: list[tuple[str, dict]] = field(default_factory=list)  # the metrics and parts the text spoke of last, the latest first
    quiet: bool = False  # whether the sentence before had no number
    topic: tuple[int, list] = (0, [])  # paragraph and names of the sentence before, for "hier" and "dort"
    open: bool = False  # whether the value read last is not known, so that what builds on it is not either
    unknown: list[Claim] = field(default_factory=list)  # the numbers just read of which nobody knows what they count, since the last one that is known
    unknown_at: tuple[int, int] = (0, -2)  # paragraph and sentence of the last of them
    main: Period | None = None  # the first longer period the text names
    announced: list = field(default_factory=list)  # the names of a sentence with a colon and no number: what the next one is about
    above: Heading = field(default_factory=Heading)  # the heading of the section
    place: tuple[int, int, tuple[str, ...]] = (0, -1, ())  # the location a sentence without a number was about: paragraph, sentence, location
    beside: tuple[int, list[Period]] = (-1, [])  # sentence and the two periods it names side by side, the earlier first
    said: dict[str, Said] = field(default_factory=dict)  # by the number as printed
    month: Period | None = None  # the month the whole text is about
    spoken: set[Period] = field(default_factory=set)  # the periods of this paragraph
    passage: Period | None = None  # the one period the paragraph before spoke of
    named: list[Mention] = field(default_factory=list)  # the periods the sentence before named

    @property
    def until(self) -> date | None:
        """The last day the text can speak of: its date, and not beyond the data."""
        if not self.stand:
            return None
        last = self.w.data_until
        return min(self.stand, last) if last and last.year == self.stand.year else self.stand

    def enter(self, r: Reading) -> None:
        """Begin a sentence: in a new paragraph the text is back at its own year."""
        if self.memory.paragraph != r.sentence.paragraph:
            self.passage = next(iter(self.spoken)) if len(self.spoken) == 1 else None if self.spoken else self.passage
            self.memory, self.spoken = replace(self.memory, year=None, before=None), set()

    def carried(self, r: Reading) -> Period | None:
        """The period the paragraph has spoken of so far."""
        return self.memory.period if self.memory.paragraph == r.sentence.paragraph else None


    def told(self, p: Period) -> bool:
        """Whether a period is one the sentence before named, or it named none."""
        return not self.named or any(m.relative or m.resolve(m.explicit or self.year).clipped(p.von, p.bis) for m in self.named)


def so_far(ctx: Context, y: int) -> Period:
    """A year, the running one up to the last day the text can speak of."""
    return running(ctx, year(y))


def running(ctx: Context, p: Period) -> Period:
    """A period that has not ended at the date of the text, up to the last day with data."""
    if ctx.stand and p.von <= ctx.stand < p.bis:
        return Period(p.von, max(p.von, min(p.bis, ctx.until)))
    return p


#: A location spoken of again without its name.
_SITE = re.compile(r"\b(?:[Dd]er|[Dd]as|[Dd]ie|[Dd]iese[rs]?|[Ee]in|[Dd]em|[Dd]en|[Uu]nser|[Ss]ein)\s+(?:(?:neu|alt|klein|groß|jung)e[rnms]?\s+)?(?:Standort|Haus|Gebäude|Einrichtung|Stelle|Filiale|Dependance|(?:Neben|Außen|Zweig)stelle)\b|\b(?:[Dd]ort|[Hh]ier)\b")


def _beside(ctx: Context, r: Reading) -> None:
    """Keep the location a sentence without a number is about, and two periods named side by side, for the sentence after it."""
    found = {value for n in r.names for value in dict(n.filters).get("standort", ())}
    if r.open or len(found) > 1:
        ctx.place = (0, -1, ())
    elif found:
        ctx.place = (r.sentence.paragraph, ctx.sentence, tuple(found))
    elif ctx.place[:2] == (r.sentence.paragraph, ctx.sentence - 1) and _SITE.search(r.sentence.text):
        ctx.place = (r.sentence.paragraph, ctx.sentence, ctx.place[2])
    spans = [m for m in r.times if not m.base and m.role == SPAN and m.grain in ("month", "months", "year") and (m.grain != "year" or not any(x.completed for x in r.times))]
    if len(spans) == 2 and spans[0].grain == spans[1].grain and not any(m.relative for m in spans):
        y = ctx.memory.period.von.year if ctx.memory.period and ctx.memory.paragraph == r.sentence.paragraph else ctx.year
        two = sorted((m.resolve(y) for m in spans), key=lambda p: p.von)
        ctx.beside = (ctx.sentence, two) if not r.open or ctx.memory.period in two else (-1, [])  # not where it is their sum


def frame(ctx: Context, r: Reading) -> None:
    """What a sentence only announces, the next ones speak of ("Das Jahr 2024 begann mit einem Rekord", "im dritten Quartal wurde es voll:")."""
    _beside(ctx, r)
    ctx.named = [m for m in r.times if not m.base]
    named = [m for m in r.times if m.base and (m.explicit or m.grain in ("previous", "same"))]
    if named and ctx.memory.paragraph == r.sentence.paragraph:
        before = named[-1].resolve(ctx.year) if named[-1].explicit or ctx.memory.period is None else shifted(ctx.memory.period, -1)
        ctx.memory = replace(ctx.memory, compared=ctx.memory.compared or before)
    months = [m for m in r.times if m.grain == "month" and not m.base and not m.relative and m.role == SPAN]
    if not r.open and len(months) == 1 and all(m is months[0] or m.grain == "year" or m.base for m in r.times):
        spoken = ctx.carried(r)
        if spoken is None or months[0].start - _label_end(r.sentence.text) < 12 or _POINTED_OUT.search(r.sentence.text[: months[0].start]):  # "Der November schlug alle Rekorde. Er brachte es auf ..."
            ctx.memory = replace(ctx.memory, paragraph=r.sentence.paragraph, period=running(ctx, months[0].resolve(ctx.year)), sentence=r.sentence.start, compared=None, before=spoken)
    if r.sentence.text.endswith((":", "?")) or not r.open and not re.search(r"[.!\u2026]\W*$", r.sentence.text):  # also a heading over a list
        last = max((n.end for n in r.open), default=0)
        ahead = [m for m in r.times if m.start >= last and not m.base and not m.relative and m.role == SPAN and m.grain != "day"]
        ahead = [m for m in ahead if m.completed] or ahead  # "die Besuche im November nahmen 2022 zu:"
        if ahead:  # "Im dritten Quartal ließ der Andrang nach: Nur noch ..."
            y = ctx.memory.year if ctx.memory.paragraph == r.sentence.paragraph and ctx.memory.year else ctx.year
            known = ahead[-1].explicit in ctx.w.years
            ctx.memory = replace(ctx.memory, paragraph=r.sentence.paragraph, year=ahead[-1].explicit if known else ctx.memory.year, period=running(ctx, ahead[-1].resolve(y)), sentence=r.sentence.start)
            return
    found = [m for m in r.times if m.grain == "year" and m.explicit in ctx.w.years and not m.base and m.role == SPAN]
    if r.open or len(found) != 1 or not (found[0].start < 2 or "Jahr" in found[0].text) or re.search(r"\b(?:[Ss]eit|[Aa]b|[Bb]is|[Vv]or|[Nn]ach)\s+\w*\s*$", r.sentence.text[: found[0].start]):
        return
    ctx.memory = Memory(metrics=ctx.memory.metrics, paragraph=r.sentence.paragraph, year=found[0].explicit, period=so_far(ctx, found[0].explicit), sentence=r.sentence.start)


#: "Besonders deutlich wird der Einschnitt im April": what the next sentences speak of.
_POINTED_OUT = re.compile(r"\b(?:[Bb]esonders|[Vv]or\s+allem|[Aa]m\s+[a-zäöü]+sten|[Dd]eutlich\w*|[Aa]uffällig\w*|[Aa]nders|[Aa]uch|[Ee]twa|[Ii]nsbesondere|[Aa]llein|[Nn]icht\s+zuletzt)\b")


def _label_end(text: str) -> int:
    """Where what a sentence says begins: behind a sign or a label ("Unser Tipp: Im Juni ...")."""
    return re.match(r"\W*(?:(?:\w+\s+){0,3}\w+:\s*)?", text).end()


def announces(r: Reading) -> bool:
    """Whether a sentence says what the next one is about: "Gefragt war die Zulassung: Die Zahl der Kontakte stieg", "Wie viele Kunden kamen?"."""
    return r.sentence.text.endswith((":", "?")) and not r.open


def remember(ctx: Context, r: Reading, c: Claim, metrics: tuple[str, ...], where: dict, period: Period, mention: Mention | None) -> None:
    """Keep what a number settled, for the numbers and sentences that build on it."""
    c.period = period
    keep = ctx.memory
    if keep.paragraph != r.sentence.paragraph:
        keep = Memory(paragraph=r.sentence.paragraph)
    if c.role == LEVEL and c.number.text not in ctx.said:
        ctx.said[c.number.text] = Said(metrics[0], dict(where), period)
    if definitions()[metrics[0]].einheit == "Prozent":
        keep = replace(keep, ratio=metrics)
    beside = c.deep and any(not x.deep and (x.period or x.number.start > c.number.start and x.role != NONE) for x in r.claims)  # what is said in brackets is not what the text goes on about
    if beside:
        metrics = keep.metrics or metrics
    c.aside = beside and period != keep.period or _aside(r, c, keep, period, mention, ctx)
    if c.aside:
        ctx.memory = replace(keep, metrics=metrics or keep.metrics, where=keep.where if keep.period else (where,), compared=period)
        return
    if ctx.main is None and mention is not None and mention.grain not in ("day", "month") and period.days() > 31:
        ctx.main = period
    says_year = mention is not None and (mention.explicit or mention.relative and mention.grain in ("year", "next"))
    named = period.von.year if says_year and period.von.year == period.bis.year else keep.year
    if mention is None and c.role == LEVEL and keep.year and keep.year < ctx.year == period.von.year:
        named = None  # "2021 waren es noch 20 Stunden, nun sind es 15": back at the text's own year
    ctx.spoken.add(period)
    ctx.memory = replace(keep, metrics=metrics or keep.metrics, where=(where,), period=period, before=keep.period if keep.period not in (None, period) else keep.before, year=named, sentence=r.sentence.start if mention or c.again else keep.sentence,
                         compared=keep.compared if keep.period == period else None)


_BACKGROUND = re.compile(r"\b(?:noch|damals|seinerzeit|hatten?|gewesen|[Zz]um\s+Vergleich)\b")


def _aside(r: Reading, c: Claim, keep: Memory, period: Period, mention: Mention | None, ctx: Context) -> bool:
    """Whether a number only says what another one is compared with: "im Vorjahr waren es", "2017 waren es noch", "von 500 auf 600"."""
    if c.former:
        return True
    if mention is None:
        return False
    if mention.base or mention.grain in ("previous", "same", "ago") or is_back(mention.grain) or mention.relative and mention.grain in ("month", "months", "days") and mention.explicit is None:
        return keep.period is not None and period.von <= keep.period.von
    going_on = _BACKGROUND.search(r.sentence.text) or c.elliptic or c.follows is not None or keep.sentence == r.sentence.start
    return bool(going_on and mention.explicit and keep.period and period.bis.year < keep.period.bis.year)
