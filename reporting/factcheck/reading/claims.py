"""A claim: what one number of a sentence says. And the parts of a sentence, and the numbers that claim nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reporting.factcheck.dates.times import Mention
from reporting.factcheck.drafts.words import Sentence
from reporting.factcheck.printed.numbers import DATE, FRACTION, Number
from reporting.factcheck.printed.units import Unit
from reporting.factcheck.reading.tables import Row
from reporting.factcheck.subjects.names import Name
from reporting.periods import Period

LEVEL, CHANGE, DIFFERENCE, SHARE, NONE, UNKNOWN = "level", "change", "difference", "share", "none", "unknown"
#: What points to the place, service or area just spoken of.
HERE = re.compile(r"\b(?:[Hh]ier|[Dd]ort|[Dd]iese[mnr]?\s+(?:Bereich|Standort|Haus|Gebäude|Stelle|Filiale|Bürgerbüro|(?:Neben|Außen|Zweig)stelle|Dienst(?:leistung)?)|des Hauses|[Dd]afür|[Dd]orthin|[Dd]eshalb|[Dd]eswegen|[Dd]arum|[Hh]ierfür|[Dd]azu|diesem (?:Grund|Zweck|Anliegen)|dieses Anliegens)\b")
PER_DAY, PER_MONTH, PER_WEEK = "tag", "monat", "woche"

#: Metrics that say the same as another one, but of a part: "Vorgänge" beside "Autohäuser" are those of the dealers.
REFINES = {
    "grosskunden_vorgaenge": ("vorgaenge",), "vorgaenge_xmeld": ("vorgaenge",), "terminkunden": ("kundenkontakte",), "spontankunden": ("kundenkontakte",),
    "termine_abgesagt": ("termine_gebucht",), "termine_versaeumt": ("termine_gebucht",), "termine_bedient": ("termine_gebucht",), "termine_gebucht": (),
    "online_leistungen": ("vorgaenge",), "wartezeit_median": ("wartezeit_mittel",), "wartezeit_p90": ("wartezeit_mittel",), "emails_offen": ("emails_bearbeitet", "emails_eingegangen"),
}
#: What a metric can be a share of: the whole it refines, calls also of those that came in.
WHOLES = {**REFINES, "anrufe_115": ("anrufe_115_angeboten",), "anrufe_115_geloest": ("anrufe_115",), "anrufe_115_in_30s": ("anrufe_115", "anrufe_115_angeboten")}


@dataclass
class Part:
    """A stretch of a sentence; `depth` counts open brackets."""

    start: int
    end: int
    depth: int


@dataclass
class Claim:
    """What one number says. Offsets are within the sentence; `metrics` lists possible readings, the likeliest first."""

    number: Number
    sentence: Sentence
    part: int
    qualifier: str | None = None
    unit: Unit | None = None
    role: str = LEVEL
    said: str = LEVEL  # the role by its wording, kept where the metric is unknown
    direction: int = 0  # 1 up, -1 down, 0 not said
    per: str | None = None
    metrics: tuple[str, ...] = ()
    where: list[dict[str, tuple[str, ...]]] = field(default_factory=lambda: [{}])
    unsupported: str = ""  # a name the metric cannot be split by
    former: bool = False  # the value before ("statt bislang 24")
    steps: int = 0  # how many years or months before the last of "von A über B auf C" it lies: 2 for A, 1 for B
    of: tuple[str, ...] = ()  # the whole of a share
    within: dict[str, tuple[str, ...]] = field(default_factory=dict)  # the part that is the whole of a share: "der Besuche am Nordbahnhof"
    unsplit: bool = False  # that whole is said in a way that it cannot be the part as well
    partitive: bool = False  # the whole of a share is said as such ("40 Prozent der Beratungen"), so it is not the part
    near: tuple[str, ...] = ()  # all metrics named in the same part, for shares
    noun: str = ""
    reason: str = ""
    own_names: bool = False
    elliptic: bool = False
    between: tuple[float, float] | None = None  # the ends of a range
    aside: bool = False  # only says what another number is compared with
    again: bool = False  # printed before and taken up again
    period: Period | None = None  # what it was found to speak of
    follows: Claim | None = None  # the number whose subject this one keeps
    same: tuple[str, Number] | None = None  # another metric that says the same, with its number: of a share of waits the quantile
    found: str = ""  # the metric it turned out to count, where the words beside it named another
    guests: bool = False  # counts people of some kind that came: of the service or the place spoken of, if they are as many
    deep: bool = False  # stands within brackets
    bracketed: bool = False  # stands alone in brackets behind a number of its kind: "30 (24)"
    aligned: bool = False  # its part names as many places as numbers, each its own
    carried: bool = False  # the metric comes from a sentence before
    also: tuple[tuple[str, dict[str, tuple[str, ...]]], ...] = ()  # further readings (metric and part): right if one holds
    pending: bool = False  # counts applications or services, if only the text spoke of what is done online
    astray: bool = False  # only goes on about a number nobody knows what it counts
    weak: bool = False  # only guessed to be about this metric: may be confirmed, never called wrong
    against: dict[str, tuple[str, ...]] = field(default_factory=dict)  # the other side of a comparison of places or services


@dataclass
class Reading:
    """A sentence with everything found in it."""

    sentence: Sentence
    numbers: list[Number]
    times: list[Mention]
    names: list[Name]
    parts: list[Part]
    nonclaims: list[tuple[int, int, str]]
    claims: list[Claim] = field(default_factory=list)
    open: list[Number] = field(default_factory=list)  # the numbers that may claim something
    row: Row = field(default_factory=Row)  # of a table
    said: str = ""  # the sentence before
    there: list[Name] = field(default_factory=list)  # what "dort" means: names within "seit der Eröffnung am ..."

    def inside(self, part: Part, items: list) -> list:
        return [item for item in items if part.start <= item.start < part.end]


def inside(number: Number, spans) -> bool:
    return any(span[0] <= number.start and number.end <= span[1] or span[0] < number.end <= span[1] for span in spans)


def nothing(reading: Reading, number: Number) -> Claim | None:
    """The claim of a number that claims nothing: a date, a phone number, part of a metric's name."""
    def none(reason: str) -> Claim:
        return Claim(number, reading.sentence, part_of(reading, number), role=NONE, reason=reason)

    if number.kind == DATE:
        return none("Datums- oder Zeitangabe")
    for mention in reading.times:
        if mention.start <= number.start < mention.end:
            return none("Datums- oder Zeitangabe")
    for start, end, reason in reading.nonclaims:
        if start <= number.start and number.end <= end or start < number.end <= end:
            return none(reason[0].upper() + reason[1:])
    for name in reading.names:
        quantile = name.metrics and name.metrics[0].startswith("wartezeit_bis") and any(n.kind == FRACTION or n.unit for n in reading.numbers)
        if name.start <= number.start and number.end <= name.end and not quantile:
            return none("Teil eines Namens")
    return None


_CUT = re.compile(r"[,;()\[\]|\t]|\s[\u2013\u2014-]\s|\b(?:sowie|während|gefolgt vo[nm]|davon|wobei|wovon|darunter|aber|hingegen|dagegen)\b")
_DASH = re.compile(r"\s[\u2013\u2014](?=[\s,])")
_AND = re.compile(r"\b(?:und|beziehungsweise|bzw\.)\b")


_RELATIVE = re.compile(r",\s*(?:die|das|der|welche[rs]?)\s+(?=[a-zäöüß\d])")


def _own_clause(text: str, m: re.Match, numbers: list[Number]) -> bool:
    """Whether a relative clause stands right behind the noun of a number and ends the sentence with its verb."""
    last = next((n for n in reversed(numbers) if n.end <= m.start()), None)
    stop = re.compile(r",(?!\d)|[;()]|\.(?!\d)|$").search(text, m.end()).start()
    return (last is not None and not any(m.end() <= n.start < stop for n in numbers) and bool(re.fullmatch(r"(?:\s+[a-zäöüß]+e[nrsm]?)?\s+[A-ZÄÖÜ][\wäöüß-]+", text[last.end : m.start()]))
            and bool(re.search(r"\s(?:\w+(?:en|te|t|ten)|sind|war)$", text[m.end() : stop])))


def _of_number(words: str) -> bool:
    """Whether "davon" stands right behind a number or its noun and so speaks of that number. words: from the number to "davon"."""
    return bool(re.fullmatch(r"\s*(?:(?:[a-zäöüß]+e[nrsm]?\s+)?(?!Prozent)[A-ZÄÖÜ][\wäöüß-]+\s+)?davon|\s*darunter", words))


#: "Die meisten, nämlich 631, brauchten einen Ausweis": how many is only inserted, the clause goes on behind it.
_NAMELY = re.compile(r",\s*(?:nämlich|und\s+zwar|genau(?:er\s+gesagt)?|exakt|insgesamt|konkret|rund|etwa|gut|knapp|das\s+(?:sind|waren))\s+(?:(?:genau|rund|etwa|gut|knapp|exakt|insgesamt)\s+)*$")
_SUBJECT = re.compile(r"(?:^|[,;:.(]\s*|\bund\s+)\W*(?:[Dd]ie\s+(?:meisten|Mehrheit|Mehrzahl)|[Dd]er\s+(?:größte|überwiegende|Groß)\s?(?:Teil|teil)|[Vv]iele|[Ee]inige|[Dd]ie\s+(?:wenigsten|übrigen|anderen))\b(?:\s+(?:davon|[a-zäöüß]+e[nrsm]|von\s+(?:ihnen|[Ee]uch|Ihnen|uns)|(?:von|de[rsn]|dieser|aller|unserer)\s+[a-zäöüß]*\s*[A-ZÄÖÜ][\wäöüß-]+|[A-ZÄÖÜ][\wäöüß-]+))*\s*$")


def _inserted(text: str, at: int, numbers: list[Number]) -> bool:
    """Whether a comma closes an inserted number, behind a subject that says how many only in words."""
    number = next((n for n in reversed(numbers) if n.end <= at), None)
    lead = _NAMELY.search(text[: number.start]) if number and re.fullmatch(r"(?:\s+[A-ZÄÖÜ][\wäöüß-]+)?\s*", text[number.end : at]) else None
    return lead is not None and bool(_SUBJECT.search(text[: lead.start()])) and bool(re.match(r",\s*(?!(?:die|der|das|de[nmr]|im|in|am|an|auf|bei|und|aber|davon|also|was|weil|wenn|dass|sie|wir|mehr|weniger)\b)[a-zäöüß]+\s", text[at:]))


def cut(text: str, spans: list[tuple[int, int]], numbers: list[Number]) -> list[Part]:
    def free(at: int) -> bool:
        return not any(a < at < b for a, b in spans)

    attached = [m.start() for m in _RELATIVE.finditer(text) if _own_clause(text, m, numbers)]  # "13.842 Vorgänge, die für Händler anfielen": one part
    behind = {n.end for n in numbers}  # "150 davon kamen mit Termin": the word belongs to the number
    cuts = [(m.start(), m[0]) for m in _CUT.finditer(text) if free(m.start()) and m.start() not in attached and not (m[0] == "," and _inserted(text, m.start(), numbers)) and not (m[0] in ("davon", "darunter") and any(_of_number(text[end : m.end()]) for end in behind))]
    stops = [*(at for at, _ in cuts), len(text)]
    cuts = [(at, mark) for at, mark in cuts if mark not in ("dagegen", "hingegen") or any(at < n.start < min(x for x in stops if x > at) for n in numbers) and any(max(x for x in (0, *stops) if x < at) <= n.start < at for n in numbers)]  # "ein Minus von 1,4 Prozent dagegen für die Zulassung"
    edges = [0, *(at for at, _ in cuts), len(text)]
    for m in _AND.finditer(text):
        left = max(edge for edge in edges if edge <= m.start())
        right = min(edge for edge in edges if edge > m.start())
        if free(m.start()) and any(left <= n.start < m.start() for n in numbers) and any(m.start() < n.start < right for n in numbers):
            cuts.append((m.start(), "und"))
    parts: list[Part] = []
    depth, begin = 0, 0
    dashes = [m.start() for m in _DASH.finditer(text) if free(m.start())]
    into, out = dashes if len(dashes) == 2 and any(dashes[0] < n.start < dashes[1] for n in numbers) else (-1, -1)  # "73.182 Kunden – 2021 waren es 70.000 –, darunter"
    for at, mark in sorted({*cuts, *((at, "") for at in (into, out) if at >= 0 and at not in {x for x, _ in cuts})}):
        parts.append(Part(begin, at, depth))
        depth = depth + 1 if mark in ("(", "[") or at == into else max(0, depth - 1) if mark in (")", "]") or at == out else depth
        begin = at
    parts.append(Part(begin, len(text) + 1, depth))
    return parts


_OF_THE = re.compile(r"(?:\s+[A-ZÄÖÜ][\wäöüß-]+)?\s+(?:der|aller|aus|von(?:\s+den)?|unter(?:\s+den)?)\s+(?:(?:insgesamt|rund|etwa|gut|knapp|fast)\s+)*")


def is_whole(r: Reading, number: Number) -> bool:
    """Whether a number is what the one before it is a part of: the 6.762 of "4.200 der 6.762 Vorgänge"."""
    return any(x.end < number.start and _OF_THE.fullmatch(r.sentence.text[x.end : number.start]) for x in r.open)


def part_of(reading: Reading, number: Number) -> int:
    return next(i for i, part in enumerate(reading.parts) if part.start <= number.start < part.end)

