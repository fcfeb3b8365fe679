"""Numbers in German text: digits in every German spelling, number words, fractions and factors.

Finds and reads them, nothing more: what a number claims is decided elsewhere. Positions are offsets into the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reporting.factcheck.printed.units import MINUTES, PERCENT

COUNT, FRACTION, FACTOR, DATE = "zahl", "anteil", "faktor", "datum"


@dataclass(frozen=True)
class Number:
    """One number as printed. `step` is the unit of its last printed digit (1 for "108.801", 0.1 for "8,5", 100000 for
    "1,2 Mio."); `kind` is a count, a fraction of something ("ein Fünftel", value 0.2), a factor ("verdoppelt", 2) or a date;
    `unit` is the unit that lies in the words themselves ("87 von 100" are percent, "eine Viertelstunde" minutes)."""

    start: int
    end: int
    text: str
    value: float
    step: float = 1.0
    kind: str = COUNT
    scaled: bool = False
    word: bool = False
    unit: str = ""


_SPACE = "[ \u00a0\u202f\u2009]"
_SCALES = {"mio": 1e6, "million": 1e6, "millionen": 1e6, "mrd": 1e9, "milliarde": 1e9, "milliarden": 1e9, "tausend": 1e3, "tsd": 1e3}
_DIGITS = re.compile(
    rf"(?<![\w.,/])(?P<sign>[+\u2212]|(?<![\w\u2013-])-(?=\d))?"
    rf"(?P<body>\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d{{1,3}}(?:['\u2019]\d{{3}})+(?!\d)|\d{{1,3}}[½¼¾]|(?:(?!115)|(?<!der )(?<!die )(?<!ter )(?<!mer ))\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?(?!\d)|\d+\.\d{{1,2}}(?!\d))"
    rf"(?:{_SPACE}*(?P<scale>Mio\.?|Mrd\.?|Tsd\.?|Millionen|Million|Milliarden|Milliarde|[Tt]ausend)(?![\w]))?"
    r"(?![\d])(?!(?!(?:mal|x)\b)[A-Za-zÄÖÜäöüß])"
)

_PARTS_OF_ONE = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_MINUTES_AND_SECONDS = re.compile(r"(?<![\w.,:])(\d{1,2}):([0-5]\d)(?=\s*(?:Minuten|Min\.|min)(?!\w))")
_OVER = re.compile(r"(?<![\w.,/])([1-9])/([2-9]|10|20)(?=\s+(?:de[rs]|aller|von|davon|unserer|sämtlicher)\b)")
_DATE = re.compile(r"(?<![\w.,])\d{1,2}\.(?:0?[1-9]|1[0-2])\.(?:\d{4}|\d{2})?(?![\w,])")

_UNITS = {
    "null": 0, "ein": 1, "eins": 1, "eine": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17,
    "achtzehn": 18, "neunzehn": 19,
}
_TENS = {"zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90}
_HALVES = {"anderthalb": 1.5, "eineinhalb": 1.5, "einhalb": 0.5}
_ORDINAL_PARTS = {
    "hälfte": 2, "drittel": 3, "viertel": 4, "fünftel": 5, "sechstel": 6, "siebtel": 7, "achtel": 8, "neuntel": 9, "zehntel": 10, "zwölftel": 12, "zwanzigstel": 20,
}
_TENTHS = {**_TENS, **{f"{'ein' if n == 1 else one}und{ten}": tens + n for ten, tens in _TENS.items() for one, n in _UNITS.items() if 0 < n < 10 and one not in ("eins", "eine", "zwo")}}
_ORDINALS = {
    **{f"{word}te": n for word, n in _UNITS.items() if n > 1}, **{f"{word}ste": n for word, n in _TENTHS.items()},
    "dritte": 3, "siebte": 7, "siebente": 7, "achte": 8, "hundertste": 100,
}
_FACTORS = {
    "verdoppelt": 2, "verdoppelte": 2, "verdoppelten": 2, "verdoppelung": 2, "verdopplung": 2, "verdreifacht": 3, "verdreifachte": 3,
    "vervierfacht": 4, "verfünffacht": 5, "halbiert": 0.5, "halbierte": 0.5, "halbierten": 0.5, "halbierung": 0.5,
}

#: Decimals with a point, as abroad: only where a unit or a noun stands behind, or behind the other end of "von 8.5 auf 9.1 Minuten"; else it may be a date or a heading.
_POINT = r"\d{1,3}\.\d{1,2}"
_MEASURED = r"[\s\u00a0-]*(?:Prozent|%|Minute|Min\b|Sekunde|Stunde|Std\b|Tagen?\b|Arbeitstag|Kalendertag|Woche|Million|Mio\b)"
_TITLE = re.compile(r"\s+(?!Uhr\b)[A-ZÄÖÜ][a-zäöüß]{2,}")  # at the head of a line "2.1 Personal" is a heading, within a sentence "4.7 Sterne" are counted
_DECIMAL = re.compile(rf"(?<![\w.,/]){_POINT}(?={_MEASURED}|{_TITLE.pattern}|\s+(?:auf|bis|statt|gegenüber|nach|und|oder)\s+(?:[a-zäöüß]+\s+){{0,2}}{_POINT}{_MEASURED})")
_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]+")
_PART = re.compile(
    r"\b(?:(?P<n>ein|einem|eines|zwei|drei|vier|fünf|sechs|sieben|acht|neun)\s+(?P<how>(?:knappe|gute)[sn]?\s+)?(?P<part>Drittel|Viertel|Fünftel|Sechstel|Siebtel|Achtel|Neuntel|Zehntel|Zwölftel|Zwanzigstel)n?s?"
    r"|(?P<half>(?:die|der|zur)\s+(?:knappe[n]?\s+|gute[n]?\s+)?Hälfte))\b(?!stunde)", re.IGNORECASE)
_EVERY = re.compile(
    r"\bjede[rsmn]?\s+(?:(?P<w>" + "|".join(_ORDINALS) + r")[nrsm]?|(?P<d>\d+)\.)(?=\W)", re.IGNORECASE)
_OUT_OF = re.compile(
    r"(?<![\d.,])\b(?P<a>ein(?:e[rsm]?)?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|\d+)\s+von\s+(?P<b>zwei|drei|vier|fünf|zehn|hundert|zwanzig|10|100)\b(?!\s+(?:auf|auf\s))",
    re.IGNORECASE)
_AS = r"so\s+(?:viele?[nrsm]?|lange?|hoch|groß|oft|häufig|stark|gut|schnell|teuer|voll|zahlreich\w*|beliebt|gefragt)"
_TIMES = re.compile(rf"\b(?:(?P<m>doppelt|halb|[a-zäöüß]{{3,}}?mal)\s+{_AS}|das\s+(?P<n>[A-ZÄÖÜ]?[a-zäöüß]+(?:fache|elte))|um\s+das\s+(?P<o>[A-ZÄÖÜ]?[a-zäöüß]+fache))\b", re.IGNORECASE)
_EQUAL = re.compile(r"\b(?:ebenso|genauso|gleich|exakt\s+so|genau\s+so)\s+viele?\b(?=[^,;.]*\bwie\b)", re.IGNORECASE)
_MAL = re.compile(rf"(?<![\w.,])(\d+(?:,\d+)?)(?:-|\s)?mal\s+{_AS}\b")
_HALF_PERCENT = re.compile(r"\bein(?:en|em)?\s+halbe[nrsm]?(?=\s+Prozent)", re.IGNORECASE)
_OF_A_MILLION = re.compile(r"\b(?:eine[rn]?\s+)?(?P<n>Dreiviertel|Viertel|[Hh]albe[n]?\s*)-?[Mm]illion\b")
_PART_OF_AN_HOUR = re.compile(r"\b(?:(?:eine[rn]?|der)\s+)?(?:(?:knappe|gute)[rn]?\s+)?(?:(?P<n>Dreiviertel|Viertel)stunde|halben?\s+Stunde)\b", re.IGNORECASE)
_DOZEN = re.compile(r"\b(?P<n>ein|zwei|drei|vier|fünf)(?P<half>\s+halbes)?\s+Dutzend\b", re.IGNORECASE)


def find_numbers(text: str) -> list[Number]:
    """All numbers of a text in reading order. "ein" and "eine" are articles unless a unit of one follows ("ein Prozent", "eine Million")."""
    found: list[Number] = []
    taken = [False] * (len(text) + 1)

    def add(start: int, end: int, value: float, **more) -> None:
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            found.append(Number(start, end, text[start:end], value, **more))

    for m in _DATE.finditer(text):
        add(*m.span(), 0.0, kind=DATE)
    for m in _MINUTES_AND_SECONDS.finditer(text):
        add(*m.span(), int(m[1]) + int(m[2]) / 60, step=0.1)  # the screens show tenths
    for m in _OVER.finditer(text):
        if int(m[1]) < int(m[2]):
            add(*m.span(), int(m[1]) / int(m[2]), kind=FRACTION)
    for m in _MAL.finditer(text):
        add(*m.span(), float(m[1].replace(",", ".")), kind=FACTOR)
    for m in _TIMES.finditer(text):
        if times := _times((m["m"] or m["n"] or m["o"]).lower()):
            add(*m.span(), times, kind=FACTOR, word=True)
    for m in _EQUAL.finditer(text):
        add(*m.span(), 1.0, kind=FACTOR, word=True)
    for m in _HALF_PERCENT.finditer(text):
        add(m.start(), m.end(), 0.5, step=0.5, word=True)
    for m in _PART_OF_AN_HOUR.finditer(text):
        add(*m.span(), {"v": 15, "d": 45}.get((m["n"] or "h")[0].lower(), 30), step=4, word=True, unit=MINUTES)
    for m in _DOZEN.finditer(text):
        add(*m.span(), 12 * _UNITS[m["n"].lower()] / (2 if m["half"] else 1), word=True)
    for m in _OF_A_MILLION.finditer(text):
        add(*m.span(), {"D": 750_000, "V": 250_000, "h": 500_000, "H": 500_000}[m["n"][0]], step=10_000, scaled=True, word=True)
    for m in _PART.finditer(text):
        value = 0.5 if m["half"] else word_value(m["n"].lower().removesuffix("es").removesuffix("em")) / _ORDINAL_PARTS[m["part"].lower()]
        add(*m.span(), value, kind=FRACTION, word=True)
    for m in _EVERY.finditer(text):
        add(*m.span(), 1 / (int(m["d"]) if m["d"] else _ORDINALS[m["w"].lower()]), kind=FRACTION, word=True)
    for m in _OUT_OF.finditer(text):
        above, below = (int(g) if g.isdigit() else word_value(re.sub("^eine[rsm]?$", "ein", g.lower())) for g in (m["a"], m["b"]))
        if below == 100 and above < 100:
            add(*m.span(), above, unit=PERCENT)
        elif above < below:
            add(*m.span(), above / below, kind=FRACTION, word=True)
    for m in (m for m in _DECIMAL.finditer(text) if m.start() or not _TITLE.match(text, m.end())):
        scale = 1e6 if re.match(r"\s*Mi(?:o|llion)", text[m.end() :]) else 1.0
        value, step = _read_digits(m[0])
        end = re.compile(r"\s*(?:Mio\.?|Million(?:en)?)").match(text, m.end()).end() if scale > 1 else m.end()
        add(m.start(), end, value * scale, step=step * scale, scaled=scale > 1)
    for m in _DIGITS.finditer(text):
        value, step = _read_digits(m["body"])
        scale = _SCALES[m["scale"].lower().rstrip(".")] if m["scale"] else 1.0
        sign = -1 if m["sign"] in ("\u2212", "-") else 1
        end = m.end() - 1 if m["scale"] and m["scale"].endswith(".") and m.end() == len(text) else m.end()
        add(m.start(), end, sign * value * scale, step=step * scale, scaled=scale > 1)
    for m in _WORD.finditer(text):
        word = m[0].lower()
        if word in _FACTORS:
            add(*m.span(), _FACTORS[word], kind=FACTOR, word=True)
        elif (value := word_value(word)) is not None and (m[0][0].islower() or not text[: m.start()].rstrip() or text[: m.start()].rstrip()[-1] in ".!?:„\"»\n–"):
            if word in ("ein", "eine", "eins", "einen", "einem", "einer"):
                after = re.match(r"\s+(Prozent\b|Prozentpunkt\b|Million(?:en)?\b|Milliarde\b|Tausend\b|(?:[A-ZÄÖÜ][\wäöüß-]+\s+)?(?:mehr|weniger|länger|kürzer|schneller)\b(?=\s+(?:als|im|gegenüber)\b|\s*(?:[,.;)]|$)))", text[m.end():])
                if not after:
                    continue
            scale = re.match(r"\s+(Millionen|Million|Milliarden|Milliarde|[Tt]ausend)\b", text[m.end():])
            factor = _SCALES[scale[1].lower()] if scale else 1.0
            end = m.end() + (scale.end() if scale else 0)
            add(m.start(), end, value * factor, step=(0.5 if value % 1 else 1.0) * factor, scaled=bool(scale), word=True)
    return sorted(found, key=lambda n: n.start)


def read_number(printed: str) -> Number | None:
    """The first number in a short printed value ("108.801", "8,5", "1,2 Mio.", "acht"), or None."""
    found = find_numbers(printed)
    return found[0] if found else None


def _read_digits(body: str) -> tuple[float, float]:
    plain = re.sub(rf"{_SPACE}|['\u2019]", "", body)
    if plain[-1] in _PARTS_OF_ONE:
        return int(plain[:-1]) + _PARTS_OF_ONE[plain[-1]], 0.5 if plain[-1] == "½" else 0.25
    if "," in plain:
        plain = plain.replace(".", "")
        decimals = len(plain.split(",")[1])
        return float(plain.replace(",", ".")), 10.0 ** -decimals
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", plain) or "." not in plain:
        return float(plain.replace(".", "")), 1.0
    return float(plain), 10.0 ** -len(plain.split(".")[1])


def _times(word: str) -> float | None:
    """How many times: "doppelt", "viermal", "anderthalbmal", "Dreifache"; None for other words."""
    if word in ("doppelt", "doppelte"):
        return 2.0
    if word == "halb":
        return 0.5
    value = word_value(word.removesuffix("mal").removesuffix("fache").removesuffix("e"))
    return value if value and value < 1000 else None


def word_value(word: str) -> float | None:
    """A German number word as a number: "drei", "einundzwanzig", "zweieinhalb", "hundertachttausend"; None for other words."""
    word = word.lower()
    if word in _HALVES:
        return _HALVES[word]
    if word.endswith("einhalb"):
        whole = _whole(word.removesuffix("einhalb"))
        return whole + 0.5 if whole is not None else None
    return _whole({"einen": "ein", "einem": "ein", "einer": "ein", "zweien": "zwei", "dreien": "drei", "vieren": "vier"}.get(word, word))


def _whole(word: str) -> int | None:
    if word in _UNITS:
        return _UNITS[word]
    if word in _TENS:
        return _TENS[word]
    for name, factor in (("tausend", 1000), ("hundert", 100)):
        if name in word:
            before, after = word.split(name, 1)
            above = 1 if not before else _whole(before)
            below = 0 if not after else _whole(after.removeprefix("und"))
            if above is None or below is None or below >= factor:
                return None
            return above * factor + below
    for name, tens in _TENS.items():
        if word.endswith("und" + name):
            unit = _UNITS.get(word.removesuffix("und" + name))
            return unit + tens if unit is not None and 0 < unit < 10 else None
    return None
