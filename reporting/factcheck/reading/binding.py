"""Binds each number of a sentence to what it counts and how: a value, a change, a difference or a share, and of which part.

A sentence is cut into parts (commas, brackets, "und" between two numbers); a number takes what its own part says, then what
the parts before it said. Which period is meant is decided in `context`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reporting.definitions import definitions
from reporting.factcheck.dates.background import asides
from reporting.factcheck.dates.times import SINCE, SPENT, Mention, complete_years, each_its_own, find_times
from reporting.factcheck.drafts.words import Sentence
from reporting.factcheck.printed import units
from reporting.factcheck.printed.nonclaims import find_nonclaims
from reporting.factcheck.printed.numbers import COUNT, FACTOR, FRACTION, Number, find_numbers
from reporting.factcheck.printed.rounding import qualifier_before
from reporting.factcheck.reading.claims import DIFFERENCE, LEVEL, NONE, SHARE, UNKNOWN, Claim, Reading, cut, inside, nothing, part_of
from reporting.factcheck.reading.counted import count
from reporting.factcheck.reading.elsewhere import elsewhere, expected
from reporting.factcheck.reading.idioms import settle_average
from reporting.factcheck.reading.nouns import noun_after
from reporting.factcheck.reading.places import locate, side_by_side
from reporting.factcheck.reading.roles import number_range, same_change, settle_role, steps_before
from reporting.factcheck.reading.tables import Head, row_of
from reporting.factcheck.subjects.names import Name, Names
from reporting.factcheck.subjects.online_words import ORDERED
from reporting.factcheck.subjects.people import visits


def read(sentence: Sentence, names: Names, events, stand, city: str, said: str = "", head: Head | None = None) -> Reading:
    """Find everything in a sentence and say what each number is. said: the sentence before, for what is left out in this one; head: of the table it may be in."""
    text = sentence.text
    times = each_its_own(complete_years(find_times(text, events, stand, said), text), text)
    dates = [(m.start, m.end) for m in times]
    aside = [*asides(text, times), *(m for m in times if m.role == SPENT)]
    times = [m for m in times if m not in aside]
    found = [n for n in names.find(text, said) if not any(a <= n.start < b for a, b in dates) and not (n.metrics == ("oeffnungstage",) and units.PER_BEFORE.search(text[: n.start]))]
    found = [replace(n, metrics=("kundenkontakte",)) if n.text.startswith("Schalter") and _AT.search(text[: n.start]) else n for n in found if n.text != "Schalter" or not _AT.search(text[: n.start]) or _TIMES.search(text)]
    numbers = find_numbers(text)
    found = [n for n in found if n.metrics != ("oeffnungstage",) or re.search("[Tt]age?", n.text) or not _HOURS_OPEN.search(text) and not re.search(r"\bnicht\s+(?:\w+\s+)?$", text[: n.start]) and any(re.match(r"\s+(?:\w+\s+)?Tage", text[x.end :]) for x in numbers)]  # "hat auch der Süden geöffnet" counts no days
    found = [n for n in found if not (n.text == "Beratung" and _AT_COUNSEL.search(text[: n.start]))]
    found = [n for n in found if not (n.text == "Fall" and _IN_CASE.search(text[: n.start]))]
    found = [n for n in found if not (n.metrics == ("vorgaenge",) and _SUCH.search(text[: n.start]) and _other_cases(names.find(said)))]
    found += [n for n in _pointed(text, said, names) if not any(n.start < x.end and x.start < n.end for x in found)]
    found = sorted([*found, *_heads(text, said, names, numbers, found)], key=lambda n: n.start)
    nonclaims = find_nonclaims(text, city) + names.own_parts(text) + [(m.start, m.end, "Datums- oder Zeitangabe") for m in aside]
    open_numbers = [n for n in numbers if not inside(n, dates) and not inside(n, nonclaims) and not inside(n, [(x.start, x.end) for x in found if x.filters])]
    spans = dates + [(n.start, n.end) for n in (*found, *numbers)] + side_by_side(found, text, open_numbers)
    there = [n for n in names.find(text) if any(a <= n.start < b for a, b in dates)] if re.search(r"\b(?:dort|dorthin|hier)\b", text) else []
    there = there or _opened(times, events, names) if re.search(r"\b(?:dort|dorthin|hier)\b", text) else there
    row = row_of(sentence, head, open_numbers, times, found)
    numbers, open_numbers = [row.in_unit(n) for n in numbers], [row.in_unit(n) for n in open_numbers]
    times, found = sorted([*times, *row.times], key=lambda m: m.start), sorted([*found, *row.names], key=lambda n: n.start)
    reading = Reading(sentence, numbers, times, found, cut(text, spans, open_numbers), nonclaims, open=open_numbers, there=there, row=row, said=said)
    for number in numbers:
        reading.claims.append(nothing(reading, number) or _bind(reading, number, city))
    return reading


def _opened(times: list[Mention], events, names: Names) -> list[Name]:
    """The location "dort" means in "seit der Eröffnung am 2. September 2019 stehen dort": the only one that opened on that day."""
    days = {m.resolve(m.explicit).von for m in times if m.role == SINCE and m.explicit and m.grain == "days"}
    found = [n for e in events if e.von in days and e.titel.startswith("Eröffnung") for n in names.find(e.titel) if "standort" in dict(n.filters)]
    return found[:1] if len({n.filters for n in found}) == 1 else []


_AT_COUNSEL = re.compile(r"\b(?:[Ii]n|[Bb]ei)\s+der\s+$")
_IN_CASE = re.compile(r"\b(?:[Ii]n|[Aa]uf|[Ff]ür)\s+(?:diesem|jedem|jeden|keinem|einem|dem|den)\s+$")
_SUCH = re.compile(r"\b(?:[Ss]olche[rn]?|[Dd]erartige[rn]?)\s+$")  # "11.085 solcher Fälle": of what was just said


def _other_cases(said: list[Name]) -> bool:
    """Whether the sentence before spoke of something else than cases of the back office."""
    return bool(said) and not any(m.startswith(("vorgaenge", "grosskunden")) for n in said for m in n.metrics)


_AT = re.compile(r"\b(?:[Aa]m|[Aa]n\s+(?:den|unseren|einem))\s+$")  # "7.671 Mal am Schalter beantragt": where, no desks
_AT_NOUN = re.compile(r"\b(?:[Aa]n|[Ii]n|[Ff]ür|[Bb]ei|[Hh]inter)\s+(?:(?:de[nrm]|die|unsere[nr]?)\s+)?(?:[a-zäöüß]+en\s+)?([A-ZÄÖÜ][a-zäöüß]{3,})|\b(?:[Zz]ur|[Aa]m|[Ii]m|[Bb]eim)\s+([A-ZÄÖÜ][a-zäöüß]{3,})")
_TIMES = re.compile(r"\d\s*-?[Mm]al\b")
_HOURS_OPEN = re.compile(r"\bUhr\b|\b(?:[Ii]n\s+der|[Pp]ro|[Jj]e)\s+Woche\b|\bwöchentlich\b")  # when the doors open, not on how many days they did
_VACANT = re.compile(r"\b(?:ausgeschrieben|(?:un)?besetzt|vakant|frei|offen|gestrichen|zu\s+besetzen)\b")


#: "Dieser Bereich wuchs": by which words something named just before is pointed at, and what kind of thing it is.
_POINTED = (("bereich", re.compile(r"\b[Dd]iese[rmsn]?\s+(?:(?:Fach|Aufgaben|Service)?[Bb]ereichs?|Abteilung|Sachgebiets?|Ressorts?|Amtszweigs?)(?!\w)")),
            ("standort", re.compile(r"\b[Dd]iese[rmsn]?\s+(?:Standorte?s?|Nebenstelle|Außenstelle|Zweigstelle|Hauptstelle|Dependance|Filiale)(?!\w)")),
            ("dienstleistung", re.compile(r"\b[Dd]iese[rmsn]?\s+(?:(?:Dienst)?[Ll]eistung|Anliegens?)(?!\w)")))


def _pointed(text: str, said: str, names: Names) -> list[Name]:
    """What "dieser Bereich" and the like stand for: the last of its kind in the sentence before; nothing where that names several side by side."""
    found = []
    for split, words in _POINTED:
        known = [n for n in names.find(said) if {kind for kind, _ in _POINTED} & set(dict(n.filters)) == {split}] if words.search(text) else []
        apart = known and not any(re.fullmatch(r"\s*(?:und|oder|sowie|bzw\.|beziehungsweise|,)\s*(?:\w{2,3}\s+)?", said[a.end : b.start]) for a, b in zip(known[-2:], known[-1:]))
        found += [replace(known[-1], start=m.start(), end=m.end(), text=m[0], metrics=(), base=False) for m in words.finditer(text)] if apart else []
    return found


def _heads(text: str, said: str, names: Names, numbers: list[Number], found: list) -> list[Name]:
    """"15 Beraterplätze. Hinzu kommen acht Plätze": a noun behind a number that ends a longer name just used is short for it."""
    result = []
    for number in numbers:
        m = re.compile(r"\s+(?:[a-zäöüß]+e[nrsm]?\s+)?([A-ZÄÖÜ][a-zäöüß]{4,})(?![\w-])").match(text, number.end)
        if m is None or any(n.start <= m.start(1) < n.end for n in found):
            continue
        clause = re.split(r"[;:,(](?!\d)", text[: number.start])[-1] + re.split(r"[;:,)](?!\d)", text[number.start :])[0]
        if _VACANT.search(clause):
            continue
        at = [[n for n in found if n.text in clause and any(definitions()[x].einheit.endswith(m[1].lower().removesuffix("n")) for x in n.metrics)]]
        at += [names.find(cut + m[1].lower()) for x in _AT_NOUN.finditer(clause) for noun in [x[1] or x[2]] for cut in (noun, noun.removesuffix("n"), noun + "s")]
        if whole := next((n[0] for n in at if n and n[0].metrics and (n is at[0] or n[0].text.endswith(m[1].lower()))), None):
            result.append(replace(whole, start=m.start(1), end=m.end(1), text=m[1]))  # "an den Theken zwei Plätze"
            continue
        longer = re.findall(rf"\b[A-ZÄÖÜ][\wäöüß-]*{m[1].lower().removesuffix('n')}n?\b", f"{said} {text[: m.start(1)]}")
        known = names.find(longer[-1]) if longer else []
        if known and known[0].metrics and known[0].text == longer[-1]:
            result.append(replace(known[0], start=m.start(1), end=m.end(1), text=m[1]))
    return result


def _bind(r: Reading, number: Number, city: str) -> Claim:
    text = r.sentence.text
    c = Claim(number, r.sentence, part_of(r, number))
    c.deep = r.parts[c.part].depth > 0
    found = qualifier_before(text[: number.start])
    steps = steps_before(r, number)
    if steps == 1:
        found = None  # "von 5.200 über 6.270 auf 5.900": by way of, not more than
    if found and found[0].lower() in ("über", "unter") and (units.GOVERNS.search(text[: found[1]]) or re.search(r"\b(?:ver)?f[üu]g\w*\b.*\büber\b", text[: found[1]]) or units.GOVERNS_BEHIND.match(text, number.end) or number.value >= 100 and number.step == 1 and number.value % 10):
        found = None  # "wir freuen uns über 73.182 Kunden"
    if found:
        c.qualifier = found[0]
    elif number.kind == FRACTION and (inner := re.search(r"\b(knapp|gut)e", number.text)):
        c.qualifier = inner[1]
    before = text[: found[1] if found else number.start]
    c.unit = None if number.kind == FACTOR else units.unit_of(text, number)
    if number.kind == FRACTION:
        c.unit = units.Unit(units.PERCENT, number.end, "")
    after = c.unit.end if c.unit else number.end
    bound, unknown, next_end = noun_after(r, after)
    if bound is None and not unknown and c.unit is None:
        bound = _label(r, c)
    if c.unit is None and number.kind == COUNT and bound is None and not unknown and (name := _shared_unit(r, number)):
        c.unit = units.Unit(name, number.end, "")
    if c.unit is None and number.kind == COUNT and bound is None and not unknown and _IN_PERCENT.search(text[: number.start]):
        c.unit = units.Unit(units.PERCENT, number.end, "")  # "in Prozent ausgedrückt ist das ein Zuwachs von 2,0"
    seconds = re.match(r"(?:\s+und)?\s+(\d{1,2})\s*(?:Sekunden?\b|Sek\.?|s\b)", text[after:]) if c.unit and c.unit.name == units.MINUTES else None
    if seconds:
        c.number = replace(number, value=number.value + int(seconds[1]) / 60, step=0.1)
        r.nonclaims.append((after, after + seconds.end(), "Teil der Zeitangabe davor"))
    c.between = number_range(r, number)
    c.steps = steps
    settle_role(c, r, before if number.start not in r.row.changes else "Veränderung: ", after, next_end)
    same_change(c, r)
    c.noun = text[after:next_end].strip()
    c.said = c.role
    if unknown and c.role == LEVEL and c.unit is None and visits(unknown, text[r.parts[c.part].start : r.parts[c.part].end]):
        c.metrics, c.weak, c.guests = ("kundenkontakte",), True, True
        locate(c, r)
        return c
    if c.unit and c.unit.name == units.OTHER or unknown and not (c.unit and c.unit.name in (units.MINUTES, units.PERCENT, units.POINTS)):
        c.role, c.reason = UNKNOWN, f"„{c.unit.text if c.unit and c.unit.name == units.OTHER else unknown}“ ist keine Kennzahl des Datenbestands."
        c.pending = unknown in ORDERED
        if unknown and number.word and number.text.lower().startswith("ein") and number.value == 1:
            c.role, c.reason = NONE, "Redewendung"  # "eine Spur mehr"
        return c
    if units.PEAK.search(text[r.parts[c.part].start : c.number.end]) and c.role == LEVEL:
        c.role, c.reason = UNKNOWN, "Höchst- und Tiefstwerte führt der Datenbestand nicht; er kennt Mittel, Median und 90-%-Wert."
        return c
    if units.EXTREME.search(before[max(r.parts[c.part].start, len(before) - 40) :]) and c.unit and c.unit.name not in (units.PERCENT, units.POINTS) and c.role == LEVEL:
        if c.qualifier and c.qualifier.lower() in ("bis zu", "maximal", "höchstens") or not c.qualifier:
            c.role, c.reason = UNKNOWN, "Höchst- und Tiefstwerte führt der Datenbestand nicht; er kennt Mittel, Median und 90-%-Wert."
            return c
    if other := elsewhere(c, r, city, next_end):
        c.role, c.reason = UNKNOWN, f"Über „{other}“ sagt der Datenbestand nichts."
        return c
    if expected(c, r):
        c.role, c.reason = UNKNOWN, "Eine Erwartung oder Planung; der Datenbestand kennt nur, was geschehen ist."
        return c
    count(c, r, bound, next_end)
    settle_average(c, r)
    locate(c, r)
    if text.endswith("?") and len(text.split()) <= 6:
        c.weak = True  # "Eine halbe Stunde Wartezeit? Das war einmal."
    if c.role == DIFFERENCE and re.match(r"\s+(?:\w+\s+)?(?:mehr|weniger)\s+als\s+(?:zuvor|vorher|bisher|bislang|davor)\b", text[number.end :]):
        c.weak = True  # since when, is not said
    if c.role == LEVEL and _CHANCE.search(text[r.parts[c.part].start : r.parts[c.part].end]) and not any(n.filters for n in r.inside(r.parts[c.part], r.names)):
        c.weak = True  # "4.200 Menschen nutzten diese Gelegenheit": which, the clause before says
    if _OPENED_THEN.search(text, 0, number.start):
        c.weak = True  # "die Nebenstelle, eröffnet im September, verzeichnete bis zum Jahresende 689": from then on
    if c.role == LEVEL and c.qualifier and _EACH.search(text[r.parts[c.part].start : number.start]):
        c.weak = True  # "jeder Monat lag über 5.500": said of many values at once
    if c.role == LEVEL and re.match(r"\s+die\s+(?:meisten|wenigsten)\b", text[number.end :]) and not any(n.filters for n in r.names) and all(m.grain == "year" for m in r.times):
        c.weak = True  # "beim Wohnsitz gab es mit 15.958 die meisten": of a part nobody knows
    return c


def _label(r: Reading, c: Claim) -> Name | None:
    """The kind of case a number stands behind with nothing but a colon between: "Halterauskünfte: 6.000 im Jahr 2022"."""
    begin = r.parts[c.part].start
    kinds = [n for n in r.names if begin <= n.start < c.number.start and not n.metrics and {"vorgangsart", "gruppe"} & set(dict(n.filters)) and not {"dienstleistung", "bereich"} & set(dict(n.filters))]
    return next((n for n in kinds if not re.search(r"\w", r.sentence.text[begin : n.start]) and re.fullmatch(r"\s*:\s*", r.sentence.text[n.end : c.number.start].removesuffix(" ").removesuffix(c.qualifier or ""))), None)


_IN_PERCENT = re.compile(r"\b(?:[Ii]n\s+Prozent(?:en)?|[Pp]rozentual)\b[^\d;]*$")
_OPENED_THEN = re.compile(r",\s*(?:\w+\s+)?(?:eröffnet|gestartet|bezogen|in\s+Betrieb\s+genommen)\s+(?:erst\s+)?(?:im|am|seit)\b[^,;]*,")
_CHANCE = re.compile(r"\bdiese[rs]?\s+(?:\w+\s+)?(?:Gelegenheit|Möglichkeit|Chance|Angebot|Weg|Service)\b")
_EACH = re.compile(r"\b(?:jede[rmns]?|alle[n]?|kein(?:em|er)?)\s+(?:\w+\s+)?(?:Monate?n?|Quartale?n?|Wochen?|Tage?n?)\b")


_KIND_OF_MEAN = re.compile(r"\b(?:Median\w*|Zentralwert|Schnitt|Durchschnitt\w*|Mittel(?:wert)?|[Dd]urchschnittlich|[Mm]edian)\b(?:\s+[a-zäöüß]+){0,4}\s*$")


_INSTEAD = re.compile(r"\s+(?:an)?statt\s+(?:(?:noch|bisher|zuvor|vorher|wie|rund|etwa|gut|knapp|fast|nahezu|mehr\s+als|über|ganzen?)\s+)*(?=[\da-zäöüß])")


def _shared_unit(r: Reading, number: Number) -> str | None:
    """The unit of the number beside it: "lag bei 10,9, hier bei 11,5 Prozent", "wartete 7,8 Minuten, dort 8,6"."""
    known = (units.PERCENT, units.MINUTES, units.SECONDS, units.HOURS, units.DAYS)
    said = next((x for x in reversed(r.claims) if x.role != "none" and x.unit and x.unit.name in known), None)
    if said and said is r.claims[-1] and said.former and re.fullmatch(r"\s+auf\s+(?:\w+\s+){0,2}", r.sentence.text[said.unit.end : number.start]):
        return said.unit.name  # "von 6,6 Minuten auf knapp 13"
    if said and said.unit.name in units.TIMES and said.metrics != ("oeffnungstage",) and _KIND_OF_MEAN.search(r.sentence.text[said.number.end : number.start]):
        return said.unit.name  # "im Schnitt 6,3 Minuten, im Median nur vier"
    if held := _INSTEAD.match(r.sentence.text, number.end):  # "gut 25 statt knapp 18 Stunden"
        other = next((x for x in r.open if x.start == held.end()), None)
        unit = units.unit_of(r.sentence.text, other) if other else None
        if unit and unit.name in known:
            return unit.name
    if number.step < 1 and not number.scaled:
        following = next((x for x in r.open if x.start > number.start), None)
        later = units.unit_of(r.sentence.text, following) if following else None
        return said.unit.name if said else later.name if later and later.name in known and following.step < 1 else None
    if said and said.role == SHARE and said.unit.name == units.PERCENT and said.number.kind == COUNT and said is r.claims[-1] and number.value < 100 and number.step >= 1:
        if re.match(r"\s*[;,]\s*(?:\w+\s+)?[\d,]+[\s\u00a0]*(?:Prozent|%)", r.sentence.text[number.end :]):
            return None  # "Zulassung (60; 28,6 Prozent)": the value and its share
        return units.PERCENT if re.match(r"\W*(?:$|,|;|\.|\)|und\b|auf\b|im\b|in\b)", r.sentence.text[number.end :]) else None
    return None
