"""What a number is: a value, a change, a difference or a share; its direction, and what it is an average over."""

from __future__ import annotations

import re

from reporting.definitions import definitions
from reporting.factcheck.printed import units
from reporting.factcheck.printed.numbers import FACTOR, Number
from reporting.factcheck.reading.brackets import bracketed
from reporting.factcheck.reading.claims import CHANGE, DIFFERENCE, LEVEL, SHARE, Claim, Reading


def same_change(c: Claim, r: Reading) -> None:
    """"Ein Zuwachs von 482 Kontakten oder 13,8 Prozent": both say the same change."""
    if not r.claims or r.claims[-1].role not in (CHANGE, DIFFERENCE) or c.role not in (SHARE, LEVEL) or c.number.kind == FACTOR:
        return
    link = r.sentence.text[r.claims[-1].number.end : c.number.start]
    if len(link) < 50 and re.search(r"\b(?:oder|bzw\.|beziehungsweise|also|respektive)\b[^,;]*$|\(\s*(?:\w+\s+)?$", link) and not re.search(r"\d{4}", link) \
            and not any(r.claims[-1].number.end <= m.start < c.number.start for m in r.times):
        c.role, c.direction = CHANGE if c.role == SHARE else DIFFERENCE, r.claims[-1].direction
    elif c.role == SHARE and r.claims[-1].role == DIFFERENCE and len(link) < 60 and (_AMOUNTS.search(link) or _IS_ITSELF.fullmatch(link)) and not re.match(r"\s*(?:aller|der|des|von)\b", r.sentence.text[c.unit.end :]):
        c.role, c.direction = CHANGE, r.claims[-1].direction  # "um 788 übertroffen; das entspricht 18,2 Prozent"

_AMOUNTS = re.compile(r"[,;\u2013\u2014:(]\s*(?:das|dies|was)\s+(?:\w+\s+){0,2}?(?:entspricht|entsprach|sind|ist|waren|war|macht|bedeutet)\s+(?:\w+\s+){0,2}$")

#: "Der Rückgang um 135 Kontakte entspricht 3,9 Prozent": the difference is the subject.
_IS_ITSELF = re.compile(r"(?:\s+(?:[a-zäöüß]+e[nrsm]?\s+)?[A-ZÄÖÜ][\wäöüß-]+){0,3}\s+(?:entsprechen|entspricht|entsprach(?:en)?|bedeute(?:t|n|ten?)|ergibt|ergeben|macht(?:e|en)?|machen|sind|ist|waren|war)\s+(?:[a-zäöüß]+\s+){0,3}?"
                        r"(?:eine[mnr]?\s+(?:[a-zäöüß]+\s+)?(?:Plus|Minus|Zuwachs|Anstieg|Zunahme|Rückgang|Abnahme|Steigerung|Veränderung)\s+(?:von|um)\s+(?:[a-zäöüß]+\s+)?)?")

#: Verbs that lose or win a number of things: "büßte 3.371 Kontakte ein".
_LOST = re.compile(r"\b(?:büßten?|verlor(?:en)?|verliert|gewann(?:en)?|gewinnt)\s+(?:(?!von\b|auf\b|bei\b)(?:[a-zäöüß]+|Vergleich|Vor(?:jahr|monat|quartal)\w*|Jahre?s?|(?:19|20)\d\d)\s+){0,7}$")
#: "Fielen 71 Prozent ins Einwohnerwesen": a share of all.
_FELL_TO = re.compile(r"\s+(?:[a-zäöüß]+\s+)?(?:ins|auf|in\s+(?:die|den|das))\s+(?!\d)(?!(?:etwa|rund|knapp|gut|nur|nun|noch)\b)")
_LOST_AFTER = re.compile(r"(?:\s+[A-ZÄÖÜ][\wäöüß-]+)?\s+(?:verloren|eingebüßt|(?:hinzu|dazu)gewonnen|eingebüsst)\b")


#: What more or less so is no number: "weniger gefragt als".
_LESS_SO = re.compile(r"\s+(?:nach)?(?:gefragt|beliebt|begehrt|frequentiert|besucht|belebt|ausgelastet|beansprucht|stark|häufig|wichtig|bedeutend|verbreitet|zeitraubend|aufwendig)\s+(?:als|wie)\b")


def number_range(r: Reading, number: Number) -> tuple[float, float] | None:
    """The two ends of "8 bis 9" or "zwischen acht und neun", for both of its numbers."""
    text = r.sentence.text
    for one, two in zip(r.open, r.open[1:]):
        if number in (one, two) and one.value < two.value:
            link = text[one.end : two.start]
            if re.fullmatch(r"\s*(?:bis|\u2013|-)\s*", link) or re.fullmatch(r"\s*und\s*", link) and re.search(r"\b[Zz]wischen\s+$", text[: one.start]):
                return one.value, two.value
    return None


def steps_before(r: Reading, number: Number) -> int:
    """In "von A über B auf C" the steps from a number to the last one: 2 for A, 1 for B; else 0."""
    text = r.sentence.text
    for one, two, three in zip(r.open, r.open[1:], r.open[2:]):
        if number in (one, two) and units.FROM_TO.search(text[: one.start]) and not re.search(r"[,;](?!\d)", text[one.end : three.start]) \
                and re.search(r"\büber(?:\s+(?:rund|etwa|gut|knapp))?\s*$", text[one.end : two.start]) and re.search(r"\bauf(?:\s+\w+)?\s*$", text[two.end : three.start]):
            return 2 if number is one else 1
    return 0


def settle_role(c: Claim, r: Reading, before: str, after: int, next_end: int) -> None:
    """Value, change, difference or share; direction; average per day or month; former value."""
    text = r.sentence.text
    part = r.parts[c.part]
    numbers = [x for x in r.open if part.start <= x.start < part.end and x is not c.number]
    stop = min([x.start for x in numbers if x.start > c.number.start], default=part.end)
    begin = max([x.end for x in numbers if x.end <= c.number.start and not re.match(r"\s+Öffnungstag", text[x.end :])], default=part.start)
    near_after, ahead = text[after:stop], _untimed(r, 0)[: len(before)]
    more = None if re.search(r"\bauf\s*$", before) else units.MORE_AFTER.match(_untimed(r, after)) or units.MORE_BEHIND_NOUNS.match(_untimed(r, after))
    more = more if more and after + more.end() <= stop else units.MORE_BEYOND.match(text[after:]) or _paired(r, c.number, after)
    if more and _WITH.search(before) and (not re.match("mehr|weniger|zusätzlich", more["word"]) or _LESS_SO.match(text, after + more.end())):
        more = None  # "war mit 15,5 Minuten länger als im Norden": how long it was; "mit 500 Kontakten weniger gefragt als die Pässe"
    percent = c.unit is not None and c.unit.name == units.PERCENT
    if units.USUAL_DAY.search(text[begin:stop]) and not percent:
        c.per = "tag"
    for per, pattern in units.PER:
        if pattern.search(text[begin:stop]) and not percent:
            c.per = per
    if c.per == "monat" and not more and re.search(r"\bim Monat\b", text[begin:stop]) and not re.search(r"durchschnitt|Schnitt|Mittel|Regel", text[begin:stop]):
        c.per = None
    changed = units.CHANGE_BEFORE.search(before) or units.RISE_SAID.search(before[begin:]) and not re.search(r"\b(?:auf|von)\s*$", before) or _goes_on(r, c) or c.number.text[0] in "+\u2212" or c.number.value < 0
    risen = units.RISE_WITH.search(before, begin) if percent and not units.SHARE_WORDS.search(near_after) and not re.match(r"\s+(?:aller|der|des|von)\b", near_after) else None
    if changed and (rises_from(r, c.number) is not None or _ABOUT.search(before) or _ANNOUNCED.search(before)):
        changed = None
    if c.number.kind == FACTOR:
        c.role, c.direction = CHANGE, 1 if c.number.value > 1 else -1 if c.number.value < 1 else 0
    elif percent and _CHANGE_LABEL.search(before):
        c.role, c.direction = CHANGE, -1 if before.rstrip()[-1] in "-\u2013\u2212" or c.number.value < 0 else 1
    elif c.unit and c.unit.name == units.POINTS:
        c.role = DIFFERENCE
    elif risen:
        c.role, c.direction = CHANGE, -1 if units.DOWN.search(risen["rise"]) else 1
    elif changed or more or c.unit is None and (_LOST.search(ahead) or _LOST_AFTER.match(text[after:])) or percent and not re.search(r"\bauf\s*$", before) and (units.MOVED.search(ahead) and not _FELL_TO.match(near_after) or units.MOVED_AFTER.match(text[after:])):
        c.role = CHANGE if percent else DIFFERENCE
    elif beside := _beside(r, after, near_after):
        c.role, c.direction = (CHANGE if percent else DIFFERENCE), -1 if beside[1].startswith("unter") else 1
    elif re.match(rf"\s*(?:zusätzlich\w*|{'' if _comes_in(r, after, next_end) else 'neue|'}weitere[nr]?|hinzugekommene)\s", near_after) and not percent:
        c.role, c.direction = DIFFERENCE, 1
    elif c.unit is None and re.match(r"(?:\s+[A-ZÄÖÜ][\wäöüß-]+)?\s+(?:hinzu|dazu)\b", near_after) and any(m.base and m.end <= c.number.start for m in r.inside(part, r.times)):
        c.role, c.direction = DIFFERENCE, 1  # "gegenüber 2021 kamen 188 hinzu"
    elif c.unit is None and _JOINED.search(near_after) and any((after <= n.start < next_end or part.start <= n.start < c.number.start and _ALONE.match(near_after)) and n.metrics and definitions()[n.metrics[0]].art == "bestand" for n in r.names):
        c.role, c.direction = DIFFERENCE, 1
    if c.role in (CHANGE, DIFFERENCE) and not c.direction and _goes_on(r, c):
        c.direction = r.claims[-1].direction
    if c.role in (CHANGE, DIFFERENCE) and not c.direction:
        sign = re.search(r"(?<![\w)])[+\u2212]\s+$|(?<=\()\s*[-\u2013]\s*$", before)  # "(+ 8,3 Prozent)"
        sign = sign[0].strip() if sign else c.number.text[0]
        c.direction = -1 if c.number.value < 0 or sign in "-\u2212\u2013" else 1 if sign == "+" else 0
        c.direction = c.direction or _direction(text, c.number, begin, stop, part, more)
    onward = re.search(r"^(?:[^,;]|,(?=\d)){0,60}?\bauf\b", text[c.number.end:]) and any(x.start > c.number.start for x in numbers)
    lasting = c.unit is not None and c.unit.name in (units.MINUTES, units.HOURS, units.DAYS, units.WEEKS) and re.search(r"\b[Nn]ach\s*$", before)
    former = units.FORMER_BEFORE.search(before) or turned_into(r, c.number)
    if former and re.fullmatch(r"(?:bislang|bisher)\s*", former[0], re.IGNORECASE) and not _has_rival(r, c):
        former = None  # "beantwortet wurden bisher 110": so far, not before
    if c.role == LEVEL and (c.steps or former and not lasting or units.FROM_TO.search(before) and onward or _ARROW.match(text[after:])):
        c.former = True
    if c.role == LEVEL and bracketed(c, r):
        c.bracketed = True
    if c.role == LEVEL and percent:
        c.role = SHARE


_OUT_OF = re.compile(r"\b[Aa]us\s+(?:(?:den|einst|noch|zuvor|ehemals|bisher|rund|gut|knapp|etwa)\s+)*$")
_BECAME = re.compile(r"[^,;]{0,70}(\b(?:wurden|wurde|werden|sind|machten?)\b)[^,;]{0,50}")


def turned_into(r: Reading, number: Number) -> re.Match | None:
    """The verb, as group 1, of "aus 17.500 Kontakten wurden 17.000" behind the first of the two numbers."""
    text = r.sentence.text
    return next((m for x in r.open if x.start > number.end and (m := _BECAME.fullmatch(text, number.end, x.start))), None) if _OUT_OF.search(text[: number.start]) else None


#: "Veränderung der Vorgänge 2022 gegenüber dem Vorjahr: –6,8 Prozent".
_CHANGE_LABEL = re.compile(r"^\W*(?:Veränderung|Entwicklung|Wachstum)\b[^:]*:\s*[-+\u2013\u2212]?\s*$")
#: "Absolut handelte es sich um 37.029": what it is about; "auch der November brachte Zuwachs: 792 Kontakte stehen zu Buche": a value behind the colon.
_ABOUT = re.compile(r"\b(?:handel|dreh|kümmer|bemüh|ging|geh)\w*\b[^,;]*\b(?:es|sich)\b[^,;]*\bum\s+(?:\w+\s+)?$")
_ANNOUNCED = re.compile(r"\b(?:brachten?|bringt|gab|verzeichneten?|meldeten?|erlebten?|sah(?:en)?)\s+(?:es\s+)?(?:\w+e[nr]?\s+)?(?:Zuwachs|Plus|Minus|Anstieg|Rückgang|Zunahme|Abnahme):\s*$")
#: "104.422 → 108.801".
_ARROW = re.compile(r"\s*(?:[→➔➜➞]|[-=]>)\s*(?:\w+\s+)?\d")


#: "Kamen zwei Beschäftigte hinzu": so many more of what stays; of what comes and goes it is a count of its own.
_JOINED = re.compile(r"^[^,;.]*\b(?:hinzu|dazu)(?:gekommen|gestoßen|kamen|stießen)?\b")


_ALONE = re.compile(r"(?:\s+[a-zäöüß]+)*\s+(?:hinzu|dazu)")


def rises_from(r: Reading, number: Number) -> Number | None:
    """The B of "ein Rückgang von A auf B", where both are of one size and unit: then A is a value, else how far it went."""
    text = r.sentence.text
    following = next((x for x in r.open if x.start > number.start), None)
    if following is None or not units.FROM_TO.search(text[: number.start]) or not re.fullmatch(r"[^,;\d]*\bauf\s+(?:rund\s+|etwa\s+|knapp\s+|gut\s+|nur\s+)?", text[number.end : following.start]):
        return None
    one, two = (u.name if (u := units.unit_of(text, x)) else None for x in (number, following))
    return following if (one == two or one is None) and number.kind != FACTOR and 0.25 <= number.value / (following.value or 1) <= 4 else None


def _comes_in(r: Reading, after: int, next_end: int) -> bool:
    """Whether what is counted comes in anew each time: "1.054 neue Nachrichten" are no more than before, "drei neue Theken" are."""
    return any(after <= n.start < next_end and n.metrics and definitions()[n.metrics[0]].art != "bestand" and n.metrics[0] != "kundenkontakte" for n in r.names)


def _untimed(r: Reading, at: int) -> str:
    """The text from a place on, with blanks for the periods, places and the number 115 in it: "318 im Februar mehr" is "318 mehr"."""
    text = r.sentence.text
    for m in (*r.times, *(n for n in r.names if "standort" in dict(n.filters) and not n.metrics)):
        lead = re.search(r"\b(?:im|in|am|an)\s+(?:de[rm]\s+)?(?:Standort\s+)?$", text[: m.start])
        begin = lead.start() if lead else m.start
        if begin >= at and not m.base:
            text = text[:begin] + " " * (m.end - begin) + text[m.end :]
    for begin, end, what in r.nonclaims:
        if begin >= at and "115" in what:
            text = text[:begin] + " " * (end - begin) + text[end:]
    return text[at:]


def _paired(r: Reading, number: Number, after: int) -> re.Match | None:
    """The word of change behind the last of several numbers that name each its own period: "im Januar 925 und im Februar 494 mehr".

    They must be of one size: in "im Januar 9.247 und im Februar 318 mehr" only the second is a change.
    """
    following = next((x for x in r.open if x.start >= after), None)
    link = following and re.fullmatch(r"\s*(?:[A-ZÄÖÜ][\wäöüß-]+\s*)?(,|und|sowie|beziehungsweise|bzw\.)?\s*(?:rund|etwa|gut|knapp|sogar|noch)?\s*", _untimed(r, after)[: following.start - after])
    if not link:
        return None
    unit = units.unit_of(r.sentence.text, following)
    end = unit.end if unit else following.end
    timed = [m for m in r.times if not m.base and m.grain in ("month", "months", "day", "year")]
    own = sum(number.end <= m.start < following.start for m in (*timed, *(n for n in r.names if "standort" in dict(n.filters) and not n.base)))
    if not own or not max(abs(number.value), abs(following.value)) < 15 * min(abs(number.value), abs(following.value)):
        return None
    if link[1] == ",":
        return _paired(r, following, end)  # "im Mai 5, im Juni 6 und im Juli 7 mehr"; in "im November 7.122, im Dezember 2.212 weniger" the first is a value
    return units.MORE_AFTER.match(_untimed(r, end)) or re.match(r"\s*(?P<word>über|unter)\s+(?:dem|den)\s+(?:Vorjahr|Wert|Niveau|Stand)", _untimed(r, end)) or _paired(r, following, end)


_WITH = re.compile(r"\bmit\s+(?:(?:durchschnittlich|im\s+(?:Schnitt|Mittel|Durchschnitt)|nur|immerhin|je(?:weils)?)\s+)*$")
_NO_VERB = re.compile(r"[\s,;]*(?:und|sowie|dagegen|aber|hingegen)?\s*(?:(?:bei[m]?|im|in|am|an|auf|der|die|das|dem|den|des|zu[rm]|vo[nm]|für|nur|noch|sogar|gar|immerhin|um|rund|etwa|knapp|gut|fast|(?:erst|zweit|dritt|viert|letzt|neu|alt)e[nrsm]?|"
                      r"[A-ZÄÖÜ][\wäöüß.-]*|\([^)\d]*\)|\d{4})[\s,]*)+")


def _goes_on(r: Reading, c: Claim) -> bool:
    """"Bei A betrug der Zuwachs 11,6 Prozent, bei B 4,0 Prozent": without a verb of its own a percentage is what the one before it was."""
    last = next((x for x in r.claims[-1:] if x.role == CHANGE and x.number.kind != FACTOR), None)
    if last is None or c.unit is None or c.unit.name != units.PERCENT or c.number.kind == FACTOR:
        return False
    link = r.sentence.text[last.unit.end if last.unit else last.number.end : c.number.start]
    if re.search(r"\bauf\s*$", link.rstrip().removesuffix(c.qualifier or "")):
        return False  # "fiel um 2,3 Prozent auf 6,6 Prozent": where it arrived
    return len(link) < 80 and bool(_NO_VERB.fullmatch(link)) and not units.SHARE_WORDS.search(link) and "Quote" not in link and "Anteil" not in link


def _beside(r: Reading, after: int, near_after: str) -> re.Match | None:
    """"11,9 Prozent über dem Vorjahr", "unter dem ersten Halbjahr 2022"."""
    usual = re.match(r"(?:\s+[A-ZÄÖÜ][\wäöüß-]*){0,2}\s+(über|unter|oberhalb|unterhalb)\s+(?:dem|den|des)\s+(?:\w+\s+)?(?:Vorjahr\w*|Wert\w*|Niveau|Stand|Ergebnis)", near_after)
    return usual or next((m for x in r.times if x.base and x.start >= after and (m := re.fullmatch(r"(?:\s+[A-ZÄÖÜ][\wäöüß-]*){0,2}\s+(über|unter)\s+(?:(?:dem|den)\s+)?", r.sentence.text[after : x.start]))), None)


def _has_rival(r: Reading, c: Claim) -> bool:
    """Whether the sentence has another number in the same unit, so that one can be the value before the other."""
    unit = c.unit.name if c.unit else None
    for x in r.open:
        other = units.unit_of(r.sentence.text, x)
        if x is not c.number and (other.name if other else None) == unit:
            return True
    return False


def _direction(text: str, number: Number, begin: int, stop: int, part, more) -> int:
    if more:
        return -1 if units.DOWN.search(more["word"]) else 1
    cut_words = re.sub(r"\b(?:mehr|weniger) als(?=\s+(?:\d|doppelt|ein |die Hälfte))", lambda m: " " * len(m[0]), text)
    for a, b in ((begin, stop), (part.start, min(part.end, len(text))), (0, len(text))):
        hits = [(min(abs(m.start() - number.start), abs(m.end() - number.end)), sign) for sign, pattern in ((1, units.UP), (-1, units.DOWN))
                for m in pattern.finditer(cut_words[a:b] if not a else " " * a + cut_words[a:b])]
        if hits:
            return min(hits)[1]
    return 0
