"""Binds each number of a sentence to what it counts and how: a value, a change, a difference or a share, and of which part.

A sentence is cut into parts (commas, brackets, "und" between two numbers); a number takes what its own part says, then what
the parts before it said. Which period is meant is decided in `context`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reporting.definitions import definitions
from reporting.factcheck import units
from reporting.factcheck.claims import CHANGE, DIFFERENCE, LEVEL, REFINES, SHARE, UNKNOWN, Claim, Reading, cut, inside, nothing, part_of
from reporting.factcheck.idioms import settle_average, settle_mail, settle_quantile
from reporting.factcheck.names import Name, Names
from reporting.factcheck.nonclaims import find_nonclaims
from reporting.factcheck.nouns import noun_after
from reporting.factcheck.numbers import FACTOR, FRACTION, Number, find_numbers
from reporting.factcheck.rounding import qualifier_before
from reporting.factcheck.times import complete_years, find_times
from reporting.factcheck.words import Sentence

_RESTRICTING = ("bereich", "dienstleistung", "vorgangsart", "gruppe", "leistung", "thema", "kunde_art", "wochentag", "stunde")
_ORDER = ("dienstleistung", "leistung", "bereich", "vorgangsart", "gruppe", "thema", "kunde_art", "standort", "wochentag", "stunde")


def read(sentence: Sentence, names: Names, events, stand, city: str) -> Reading:
    """Find everything in a sentence and say what each number is."""
    text = sentence.text
    times = complete_years(find_times(text, events, stand), text)
    dates = [(m.start, m.end) for m in times]
    found = [n for n in names.find(text) if not any(a <= n.start < b for a, b in dates) and not (n.metrics == ("oeffnungstage",) and units.PER_BEFORE.search(text[: n.start]))]
    numbers = find_numbers(text)
    nonclaims = find_nonclaims(text, city)
    spans = dates + [(n.start, n.end) for n in (*found, *numbers)]
    open_numbers = [n for n in numbers if not inside(n, dates) and not inside(n, nonclaims)]
    there = [n for n in names.find(text) if any(a <= n.start < b for a, b in dates)] if re.search(r"\b(?:dort|hier)\b", text) else []
    reading = Reading(sentence, numbers, times, found, cut(text, spans, open_numbers), nonclaims, open=open_numbers, there=there)
    for number in numbers:
        reading.claims.append(nothing(reading, number) or _bind(reading, number))
    return reading


def _bind(r: Reading, number: Number) -> Claim:
    text = r.sentence.text
    c = Claim(number, r.sentence, part_of(r, number))
    found = qualifier_before(text[: number.start])
    if found and found[0].lower() in ("über", "unter") and (units.GOVERNS.search(text[: found[1]]) or number.value >= 100 and number.step == 1 and number.value % 10):
        found = None  # "wir freuen uns über 73.182 Kunden"
    if found:
        c.qualifier = found[0]
    before = text[: found[1] if found else number.start]
    c.unit = None if number.kind == FACTOR else units.unit_after(text, number.end)
    if number.kind == FRACTION:
        c.unit = units.Unit(units.PERCENT, number.end, "")
    after = c.unit.end if c.unit else number.end
    bound, unknown, next_end = noun_after(r, after)
    seconds = re.match(r"\s+und\s+(\d{1,2})\s+Sekunden\b", text[after:]) if c.unit and c.unit.name == units.MINUTES else None
    if seconds:
        c.number = replace(number, value=number.value + int(seconds[1]) / 60, step=1 / 60)
        r.nonclaims.append((after, after + seconds.end(), "Teil der Zeitangabe davor"))
    c.between = _range(r, number)
    _role(c, r, before, after, next_end)
    _same_change(c, r)
    c.noun = text[after:next_end].strip()
    c.said = c.role
    if c.unit and c.unit.name == units.OTHER or unknown and not (c.unit and c.unit.name in (units.MINUTES, units.PERCENT, units.POINTS)):
        c.role, c.reason = UNKNOWN, f"„{c.unit.text if c.unit and c.unit.name == units.OTHER else unknown}“ ist keine Kennzahl des Datenbestands."
        return c
    if units.EXTREME.search(before[max(r.parts[c.part].start, len(before) - 40) :]) and c.unit and c.unit.name not in (units.PERCENT, units.POINTS) and c.role == LEVEL:
        if c.qualifier and c.qualifier.lower() in ("bis zu", "maximal", "höchstens") or not c.qualifier:
            c.role, c.reason = UNKNOWN, "Höchst- und Tiefstwerte führt der Datenbestand nicht; er kennt Mittel, Median und 90-%-Wert."
            return c
    other = next((m for m in units.ELSEWHERE.finditer(text[: r.parts[c.part].end]) if not any(n.start <= m.start() < n.end for n in r.names)), None)
    if other:
        c.role, c.reason = UNKNOWN, f"Über „{other[0]}“ sagt der Datenbestand nichts."
        return c
    _metric(c, r, bound, next_end)
    settle_average(c, r)
    _where(c, r)
    return c


def _same_change(c: Claim, r: Reading) -> None:
    """"Ein Zuwachs von 482 Kontakten oder 13,8 Prozent": both say the same change."""
    if not r.claims or r.claims[-1].role not in (CHANGE, DIFFERENCE) or c.role not in (SHARE, LEVEL) or c.number.kind == FACTOR:
        return
    link = r.sentence.text[r.claims[-1].number.end : c.number.start]
    if len(link) < 50 and re.search(r"\b(?:oder|bzw\.|beziehungsweise|also|respektive)\b[^,;]*$|\(\s*(?:\w+\s+)?$", link) and not re.search(r"\d{4}", link):
        c.role, c.direction = CHANGE if c.role == SHARE else DIFFERENCE, r.claims[-1].direction


def _range(r: Reading, number: Number) -> tuple[float, float] | None:
    """The two ends of "8 bis 9" or "zwischen acht und neun", for both of its numbers."""
    text = r.sentence.text
    for one, two in zip(r.open, r.open[1:]):
        if number in (one, two) and one.value < two.value:
            link = text[one.end : two.start]
            if re.fullmatch(r"\s*(?:bis|\u2013)\s*", link) or re.fullmatch(r"\s*und\s*", link) and re.search(r"\b[Zz]wischen\s+$", text[: one.start]):
                return one.value, two.value
    return None


def _role(c: Claim, r: Reading, before: str, after: int, next_end: int) -> None:
    """Value, change, difference or share; direction; average per day or month; former value."""
    text = r.sentence.text
    part = r.parts[c.part]
    numbers = [x for x in r.open if part.start <= x.start < part.end and x is not c.number]
    stop = min([x.start for x in numbers if x.start > c.number.start], default=part.end)
    begin = max([x.end for x in numbers if x.end <= c.number.start], default=part.start)
    near_after = text[after:stop]
    more = None if re.search(r"\bauf\s*$", before) else units.MORE_AFTER.match(near_after)
    percent = c.unit is not None and c.unit.name == units.PERCENT
    for per, pattern in units.PER:
        if pattern.search(text[begin:stop]) and not percent:
            c.per = per
    if c.per == "monat" and not more and re.search(r"\bim Monat\b", text[begin:stop]) and not re.search(r"durchschnitt|Schnitt|Mittel|Regel", text[begin:stop]):
        c.per = None
    changed = units.CHANGE_BEFORE.search(before) or c.number.text[0] in "+\u2212" or c.number.value < 0
    if c.number.kind == FACTOR:
        c.role, c.direction = CHANGE, 1 if c.number.value > 1 else -1
    elif c.unit and c.unit.name == units.POINTS:
        c.role = DIFFERENCE
    elif changed or more:
        c.role = CHANGE if percent else DIFFERENCE
    elif re.match(r"\s*(?:zusätzlich\w*|neue|weitere[nr]?|hinzugekommene)\s", near_after) and not percent:
        c.role, c.direction = DIFFERENCE, 1
    if c.role in (CHANGE, DIFFERENCE) and not c.direction:
        c.direction = -1 if c.number.value < 0 or c.number.text.startswith("\u2212") else 1 if c.number.text.startswith("+") else 0
        c.direction = c.direction or _direction(text, c.number, begin, stop, part, more)
    onward = re.search(r"^[^,;]{0,60}?\bauf\b", text[c.number.end:]) and any(x.start > c.number.start for x in numbers)
    lasting = c.unit is not None and c.unit.name in (units.MINUTES, units.HOURS, units.DAYS, units.WEEKS) and re.search(r"\b[Nn]ach\s*$", before)
    if c.role == LEVEL and (units.FORMER_BEFORE.search(before) and not lasting or units.FROM_TO.search(before) and onward):
        c.former = True
    if c.role == LEVEL and percent:
        c.role = SHARE


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


def _fits(metric: str, c: Claim) -> bool:
    """Whether a metric can be printed in the unit of a number."""
    unit = definitions()[metric].einheit
    if c.unit is None:
        return True
    if c.role in (CHANGE, SHARE) or c.unit.name in (units.PERCENT,):
        return True
    return {units.MINUTES: unit in ("Minuten", "Stunden"), units.SECONDS: unit == "Minuten", units.HOURS: unit in ("Stunden", "Minuten", "Tage"), units.DAYS: unit in ("Tage", "Öffnungstage", "Stunden"),
            units.WEEKS: unit == "Tage", units.POINTS: True}.get(c.unit.name, False)


def _metric(c: Claim, r: Reading, bound: Name | None, next_end: int) -> None:
    text = r.sentence.text
    others = {id(n): n for x in r.claims if x.role != "none" for n in [noun_after(r, x.unit.end if x.unit else x.number.end)[0]] if n}
    part = r.parts[c.part]
    own = [n for n in r.names if part.start <= n.start < part.end]
    c.own_names = bool(own)
    c.near = tuple(dict.fromkeys(m for n in (own if any(n.metrics for n in own) else r.names) for m in n.metrics))
    if bound and bound.metrics and (c.role != SHARE or any(definitions()[m].einheit == "Prozent" for m in bound.metrics)) and any(_fits(m, c) for m in bound.metrics):
        c.metrics = tuple(m for m in bound.metrics if _fits(m, c))
    elif bound and not bound.metrics and bound.filters and c.unit is None and c.role == LEVEL:
        _counted_name(c, r, bound)
        if c.role == UNKNOWN:
            return
    else:
        c.elliptic = not (bound and bound.metrics)
        partitive = re.match(r"\s+(?:der|von den|von|von insgesamt|der insgesamt|aller)\s+(?=\d)", text[c.number.end:])
        if partitive and (whole := next((x for x in r.open if x.start > c.number.start), None)):
            taken = noun_after(r, whole.end)[0]
            own = [n for n in own if n is not taken] if taken else own
        candidates = [n for n in own if n.metrics and id(n) not in others and any(_fits(m, c) for m in n.metrics)] or [n for n in own if n.metrics and any(_fits(m, c) for m in n.metrics)]
        if c.role in (SHARE, CHANGE) or c.unit and c.unit.name == units.POINTS:
            ratios = [n for n in own if any(definitions()[m].einheit == "Prozent" for m in n.metrics)]
            if c.role == SHARE:
                candidates = ratios or candidates
                c.of = tuple(m for m in (bound.metrics if bound else ()))
            elif c.unit and c.unit.name == units.POINTS:
                candidates = ratios or candidates
        earlier = next((x for x in reversed(r.claims) if x.metrics and x.role not in ("none", UNKNOWN) and any(_fits(m, c) for m in x.metrics)), None)
        if not candidates:
            since = r.parts[earlier.part].end if earlier else 0
            before = [n for n in r.names if n.metrics and since <= n.start < part.start and id(n) not in others and any(_fits(m, c) for m in n.metrics)]
            if earlier and not before:
                _follow(c, _parallel(c, r) or earlier)
                settle_mail(c, text[part.start : part.end])
                return
            ratios = [n for n in r.names if any(definitions()[m].einheit == "Prozent" for m in n.metrics)] if c.role == SHARE else []
            candidates = before[-1:] or ratios[:1] or [n for n in r.names if n.metrics and n.start >= part.end and id(n) not in others and any(_fits(m, c) for m in n.metrics)][:1]
        if c.unit and c.unit.name in (units.MINUTES, units.SECONDS, units.HOURS, units.DAYS, units.WEEKS) and candidates:
            wide = [n for n in candidates if any(definitions()[m].id in ("wartezeit_median", "wartezeit_p90") for m in n.metrics)]
            candidates = wide or candidates
        if candidates:
            nearest = min(candidates, key=lambda n: (_gap(n, c.number), n.start > c.number.start))
            c.metrics = tuple(m for m in nearest.metrics if _fits(m, c))
    if c.unit and c.unit.name in (units.HOURS, units.DAYS) and re.search(r"E-Mails?\b|Mails?\b", text[: part.end]) and not re.search(r"\b[Ww]art|Termin", text):
        c.metrics = ("email_antwortzeit_median",)
    if not c.metrics and c.unit:
        c.metrics = tuple(metric for name, words, metric in units.TELLING if c.unit.name in name and re.search(words, text))[:1]
    if len(c.metrics) > 1 and {definitions()[m].einheit == "Prozent" for m in c.metrics} == {True, False}:
        c.metrics = tuple(m for m in c.metrics if (definitions()[m].einheit == "Prozent") == (c.role == SHARE or bool(c.unit and c.unit.name == units.POINTS)))
    _refine(c, r, own)
    settle_mail(c, text[part.start : part.end])
    settle_quantile(c, r)


def _parallel(c: Claim, r: Reading) -> Claim | None:
    """"24 Beraterplätze und vier Thekenplätze, jetzt 30 und sieben": as many numbers without a noun as with one go on in their order."""
    named = [x for x in r.claims if x.metrics and not x.follows]
    going_on = [x for x in r.claims if x.follows]
    left = [x for x in r.open if x.start > c.number.start]
    if len(named) < 2 or len({x.metrics for x in named}) < len(named) or len(going_on) + 1 + len(left) != len(named):
        return None
    other = named[len(going_on)]
    return other if all(_fits(m, c) for m in other.metrics) else None


def _follow(c: Claim, earlier: Claim) -> None:
    """A number without a name of its own goes on about what the number before it counted."""
    c.metrics, c.of, c.near = tuple(m for m in earlier.metrics if _fits(m, c)), earlier.of, earlier.near
    c.follows = earlier
    if earlier.per and not c.per:
        c.per = earlier.per


_PARTITIVE = re.compile(r"(?:^|\W)(?:der|[Vv]on den|[Vv]on|[Vv]on insgesamt|der insgesamt|aller)\s*$")


_OF_THE = re.compile(r"(?:^\W*(?:Von|Von den|Von insgesamt)|\b(?:der|aller|von den|der insgesamt))\s*$")


def _gap(name: Name, number: Number) -> int:
    return number.start - name.end if name.end <= number.start else name.start - number.end


def _refine(c: Claim, r: Reading, own: list[Name]) -> None:
    """"Vorgänge" beside "Autohäuser" are the dealers' cases; "Anfragen" beside "E-Mail" are e-mails."""
    if c.role == SHARE or _PARTITIVE.search(r.sentence.text[: c.number.start]) and len(r.open) > 1:
        return
    for name in own:
        for metric in name.metrics:
            if c.metrics and metric not in c.metrics and set(REFINES.get(metric, ())) & set(c.metrics):
                gap = _gap(name, c.number)
                others = [x for x in r.open if x is not c.number and r.parts[c.part].start <= x.start < r.parts[c.part].end]
                if not others or all(_gap(name, x) > gap for x in others):
                    c.metrics = (metric,)
                    return


def _counted_name(c: Claim, r: Reading, bound: Name) -> None:
    """A number that counts services or case types themselves ("1.200 Versicherungsanzeigen")."""
    splits = dict(bound.filters)
    text = r.sentence.text
    if "leistung" in splits and re.search(r"\b[Oo]nline|digital", text):
        c.metrics, c.where = ("online_leistungen",), [{"leistung": splits["leistung"]}]
    elif "vorgangsart" in splits:
        c.metrics, c.where = ("vorgaenge",), [{"vorgangsart": splits["vorgangsart"]}]
    else:
        value = bound.text
        c.role, c.reason = UNKNOWN, f"Gezählt werden Kundenkontakte und Vorgänge, nicht „{value}“ selbst. Bitte schreiben, was gemeint ist, etwa „Kundenkontakte für {value}“."


def _where(c: Claim, r: Reading) -> None:
    """Which part of the whole is meant: areas, services, locations, weekdays, hours."""
    if not c.metrics and c.role != SHARE or c.where != [{}]:
        return
    part = r.parts[c.part]
    metric = (c.of or c.metrics or ("kundenkontakte",))[0]
    own = [n for n in r.names if part.start <= n.start < part.end and n.filters]
    rivals = [x for x in r.open if x is not c.number and part.start <= x.start < part.end]
    if rivals and len(own) > 1:
        own = [n for n in own if all(_owner_gap(n, c.number) <= _owner_gap(n, x) for x in rivals if x is not c.number)] or own
    elif rivals and own and any(_owner_gap(n, x) < _owner_gap(n, c.number) for n in own for x in rivals) and c.number.start < own[0].start:
        own = []
    if rivals and _OF_THE.search(r.sentence.text[: c.number.start]):
        own = [n for n in own if n.start > c.number.start and all(_gap(n, c.number) < _gap(n, x) for x in rivals)]
    where, missing = filters(own, metric)
    c.unsupported = missing
    if not own and c.follows:
        fresh = _nearest_part(r, [n for n in r.names if n.filters and c.follows.number.end <= n.start < part.start], metric)
        before = c.follows.where[0]
        if set(fresh) & set(before):  # "die Dienstleistung A im Bereich B ..., gefolgt von C": still in B
            fresh = before | fresh
        c.where = [fresh] if fresh else [dict(found) for found in c.follows.where]
        return
    if where:
        loose = re.search(r"Bürgerbüro\w*\s+(?:in|an|im|am)\s+(?:der|dem|den)?\s*$", r.sentence.text[: own[0].start]) if set(where) == {"standort"} else None
        c.where = [where, {}] if loose else [where]
        return
    if re.search(r"\b(?:insgesamt|alles in allem|zusammen)\b", r.sentence.text[part.start : part.end]) or missing:
        return
    there, _ = filters(r.there, metric)
    if there:
        c.where = [there, {}]
        return
    inherited = _nearest_part(r, [n for n in r.names if n.filters and n.start < part.start], metric)
    if inherited:
        c.where = [inherited, {}] if part.depth > 0 or c.elliptic else [{}, inherited]


def _nearest_part(r: Reading, names: list[Name], metric: str) -> dict[str, tuple[str, ...]]:
    """The filters said in the last part before a number that says any; several in one part narrow each other down."""
    for part in reversed(r.parts):
        where, _ = filters([n for n in names if part.start <= n.start < part.end], metric)
        if where:
            return where
    return {}


def _owner_gap(name: Name, number: Number) -> float:
    """Distance from a name to the number it belongs to; names usually stand behind "im", "in der" after their number."""
    return _gap(name, number)


def filters(names: list[Name], metric: str) -> tuple[dict[str, tuple[str, ...]], str]:
    """The filters of some names a metric can answer, and the first restricting name it cannot."""
    known = definitions()[metric].gliederungen
    where: dict[str, tuple[str, ...]] = {}
    missing = ""
    for name in names:
        splits = dict(name.filters)
        split = next((s for s in _ORDER if s in splits and s in known), None)
        if split:
            where[split] = tuple(dict.fromkeys((*where.get(split, ()), *splits[split])))
        elif not name.metrics and any(s in _RESTRICTING for s in splits):
            missing = missing or name.text
    if len(where.get("kunde_art", ())) > 1:
        del where["kunde_art"]  # dealers and services together are all there are
    return where, missing
