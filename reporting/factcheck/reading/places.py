"""Which part of the whole a number speaks of: areas, services, locations, weekdays, hours.

Each number takes what its own conjunct says ("im Rathaus 12, im Bürgerhaus vier"). What stands before goes on where nothing of the
same kind is said; what a number is compared with ("weniger als im Norden") is the other side of the comparison.
"""

from __future__ import annotations

import re

from reporting.definitions import definitions
from reporting.factcheck.printed.numbers import Number
from reporting.factcheck.reading.claims import CHANGE, DIFFERENCE, LEVEL, REFINES, SHARE, UNKNOWN, Claim, Part, Reading, is_whole
from reporting.factcheck.subjects.compounds import ANY_CASES
from reporting.factcheck.subjects.names import Name

Filters = dict[str, tuple[str, ...]]

_RESTRICTING = ("bereich", "dienstleistung", "vorgangsart", "gruppe", "leistung", "thema", "kunde_art", "wochentag", "stunde")
_ORDER = ("dienstleistung", "leistung", "bereich", "vorgangsart", "gruppe", "thema", "kunde_art", "standort", "wochentag", "stunde")
#: Splits that exclude each other: who turns from the Kfz-Zulassung to the passports has left the Kfz-Zulassung.
SUBJECTS = ("dienstleistung", "leistung", "bereich", "vorgangsart", "gruppe", "thema", "kunde_art")
_WHOLE = re.compile(r"\b(?:insgesamt|alles in allem|zusammen(?:genommen)?|[Ii]nsgesamt|[Zz]usammen|beide[nr]?\s+(?:Häuser\w*|Standort\w*|Orte\w*|Amtssitz\w*|Gebäude\w*|Stellen)|alle[nr]?\s+(?:Häuser\w*|Standort\w*)|"
                    r"beide|das (?:gesamte|ganze) (?:Amt|Haus|Bürger\w+))\b")
_OF_THE = re.compile(r"(?:^\W*(?:Von|Von den|Von insgesamt)|\b(?:der|aller|von den|der insgesamt))\s*$")
_LINK = re.compile(r"\s*(?:,|und|sowie|oder|/|\+|&)?\s*(?:und\s+)?(?:(?:im|in|am|an|auf|des|dem|den|die|der|das|für|bei|beim|zur|zum|vom|von|ins)\s+)*$")
BACK_OFFICE = re.compile(r"Sachbearbeitung|XMeld|[Vv]organg|[Vv]orgäng")
_VEHICLES = re.compile(r"Kfz|KFZ|[Zz]ulass|[Ff]ahrzeug|[Kk]raftfahr|[Vv]erkehr")  # the area all cases for dealers are of
_OF_THESE = re.compile(r"\W*(?:und\s+)?(?:davon|darunter|hiervon|von ihnen|von denen|unter ihnen)\b")
_WHERE = re.compile(r",\s*(?:wo|(?:in|an|bei)\s+(?:dem|der|denen))\b")
_PURPOSE = re.compile(r",\s*um\s[^,;]*(?:\szu\s|[a-zäöüß]zu)[a-zäöüß]+(?=\s*[,;.!?]|\s*$)")
_SIDE_CLAUSE = re.compile(r"^,\s*(?:wenn|als|weil|da|obwohl|während|nachdem|sobald|wo|an denen|an dem|in der|in dem|in denen|die|der|das|dem|den)\b(?=[^,]*$)")


#: "Mit dem Nordbahnhof verfügt die Stadt über 21 Plätze": what a place brought about, told of all.
_THANKS_TO = re.compile(r"(?:^|[;:]\s)\W*(?:[Mm]it|[Dd]urch|[Dd]ank|[Ss]eit|[Nn]ach|[Ii]nklusive|[Ee]inschließlich|[Zz]usammen\s+mit)\s+(?:(?!im\b|am\b|in\b)[\wäöüß-]+\s+){0,3}(?:(?:im|am|in|an|auf)\s+(?:de[rmn]\s+)?)?$")
_WHOLE_OFFICE = re.compile(r"[^,;.\d]*?\b(?:verfüg\w*|h[aä]t(?:te)?|haben|biete[tn]|bot|zähl\w*|st[ei]{2}g\w*|w[äu]chs\w*|komm\w*|kam|steh(?:en|t)|stünden|gibt|gab|umfass\w*|besitz\w*|erhöh\w*)\s+"
                           r"(?:(?:die|der|das|unser\w*|dem|den)\s+(?:[a-zäöüß]+e[nrs]?\s+)?(?:\w*[Ss]tadt|Gemeinde|Verwaltung|(?:Bürger\w*)?[Aa]mt|Bürgerbüro|Bürgerservice|Zahl|Gesamtzahl|[\wäöüß]+ern?innen)(?![\w-])|wir|man|uns|insgesamt|es|jetzt|nun|[A-ZÄÖÜ]\w+\s+(?:jetzt|nun|inzwischen|über|insgesamt))")


def locate(c: Claim, r: Reading) -> None:
    """Set the parts a number may speak of; "davon arbeiten elf in Teilzeit" is a part nobody knows."""
    _locate(c, r)
    part = r.parts[c.part]
    if c.role == SHARE:
        _take_whole(c, r)
    words = r.sentence.text[part.start : part.end]
    own = [n for n in r.inside(part, r.names) if n.filters or n.metrics]
    last = max((x.end for x in r.open if x.end <= c.number.start), default=0)
    behind = re.match(r"\s+(?:davon|darunter|von ihnen|von denen)\b", r.sentence.text[c.number.end :])
    since = max(last, part.start) if behind else last  # "180 wurden 2022 beantwortet, 12 davon am selben Tag"
    if c.elliptic and c.role not in (CHANGE, SHARE) and not own and not any(since <= m.start < part.end for m in r.times) and (behind or _OF_THESE.match(words)):
        c.weak = True


def _take_whole(c: Claim, r: Reading) -> None:
    """The part a share is taken of: "ein Drittel der Reisepässe", "36.600 Reisepässe, ein Fünftel davon", "60 Prozent der Besuche im Norden"."""
    text, part, metric = r.sentence.text, r.parts[c.part], (c.of or c.metrics or ("kundenkontakte",))[0]
    before = next((x for x in reversed(r.claims) if x.role not in ("none", UNKNOWN)), None)
    if before is not None and before.role == LEVEL and (not c.metrics or before.metrics[:1] == (metric,)) and _THEREOF.match(text, c.unit.end if c.unit else c.number.end):
        c.within, c.unsplit = dict(before.where[0]), True
        c.where = [{**c.within, **where} if c.within and where and not set(where) & set(c.within) else where for where in c.where]
        return
    named = [n for n in r.inside(part, r.names) if n.filters and _WHOLE_AT.search(text[: n.start])]
    first = not re.search(r"[a-zäöüß]{3,}", text[part.start : c.number.start].replace(c.qualifier or "", ""))
    c.within, c.unsplit = filters(named, metric)[0], first or any(_WHOLE_ITSELF.search(text[: n.start]) for n in named)


def _locate(c: Claim, r: Reading) -> None:
    """Set the parts a number may speak of, the likeliest first; the metric must be known (a bare share counts contacts)."""
    if not c.metrics and c.role != SHARE or c.where != [{}]:
        return
    part = r.parts[c.part]
    metric = (c.of or c.metrics or ("kundenkontakte",))[0]
    if c.role in (CHANGE, DIFFERENCE):
        c.against, _ = filters([n for n in r.names if n.base and n.filters and _between(r, c, n)], metric)
    own = _own(c, r, [n for n in r.names if part.start <= n.start < part.end and n.filters and not (n.base and (c.against or n.start > c.number.start))])
    if not own and (own := [n for n in r.names if n.base and n.filters and re.fullmatch(r"\s*\(\s*(?:\w+\s+)?", r.sentence.text[n.end : c.number.start])]):
        c.aligned = True  # "über der im Norden (6,7)"
    if not own and _WHERE.match(r.sentence.text[part.start : part.end]):  # "kürzer als im Süden, wo es 9,4 waren"
        own = [n for n in r.names if n.filters and n.end == part.start]
    if not own and c.part + 1 < len(r.parts) and _PURPOSE.match(r.sentence.text, r.parts[c.part + 1].start) and not r.inside(r.parts[c.part + 1], r.open):
        own = [n for n in r.inside(r.parts[c.part + 1], r.names) if n.filters]  # "12.000 kamen, um ihren Wohnsitz anzumelden"
    cause = [] if c.follows else _for_that(c, r)
    done_at = filters(own, metric)[0] if cause else {}
    if cause and not any(set(dict(n.filters)) & set(SUBJECTS) - {"bereich"} for n in own):
        own = [n for n in own if not set(dict(n.filters)) & set(SUBJECTS)] + cause
    if definitions()[metric].tabelle == "standorte":
        own = [n for n in own if not _THANKS_TO.search(r.sentence.text[: n.start]) or not _WHOLE_OFFICE.match(r.sentence.text, n.end)]
    where, c.unsupported = filters(own, metric)
    if not where and any("standort" in dict(n.filters) for n in own) and "standort" not in definitions()[metric].gliederungen:
        c.weak = True  # said of a location, known of the whole
    if metric == "vorgaenge" and ANY_CASES.search(c.noun) and not BACK_OFFICE.search(r.sentence.text) and (served := filters(own, "kundenkontakte")[0]):
        c.also = (("vorgaenge", where),) if where else ()
        c.metrics, where, c.unsupported = ("kundenkontakte",), served, ""
        metric = "kundenkontakte"
    before = _said_before(c, r, metric)
    front = _frame(r, c.part)
    framed = filters([n for n in r.names if front.start <= n.start < front.end and n.filters], metric)[0] if front else {}
    where = {**{k: v for k, v in framed.items() if goes_beside(k, where)}, **where} if where else where
    if not own and c.role == SHARE and _complement(c, r):
        return
    if not own and c.follows:
        c.where = before
        return
    if where:
        merged = [{**{k: v for k, v in said.items() if goes_beside(k, where)}, **where} for said in before] if c.follows or c.elliptic else []
        loose = set(where) == {"standort"} and re.search(r"Bürgerbüro\w*\s+(?:in|an|im|am)\s+(?:der|dem|den)?\s*$", r.sentence.text[: own[0].start])
        c.where = _distinct([*merged, where, *([done_at] if cause else []), *([{}] if loose or cause else [])])
        return
    if framed:
        c.where = [framed]
        return
    if _WHOLE.search(r.sentence.text[part.start : part.end]) or c.unsupported:
        return
    there, _ = filters(r.there, metric)
    if there:
        c.where = [there, {}]
        return
    shared = _shared(c, r, metric)
    if shared:
        c.where = [shared, {}]
    elif before != [{}]:
        c.where = _distinct([*before, {}] if part.depth > 0 or c.elliptic or _same_subject(c, r) else [{}, *before])


def _same_subject(c: Claim, r: Reading) -> bool:
    """"Mitte bleibt der größte Standort, büßte aber 3.371 Kontakte ein": a verb without a subject keeps the one before."""
    ahead = r.sentence.text[r.parts[c.part].start : c.number.start]
    return c.role in (CHANGE, DIFFERENCE) and c.part > 0 and bool(re.search(r"[a-zäöüß]", ahead)) and not re.search(r"[A-ZÄÖÜ]|\b(?:sie|er|es|wir|man|dort|hier|das|dies|davon)\b", ahead)


def _complement(c: Claim, r: Reading) -> bool:
    """A share whose part is said behind it: "Die Hälfte aller Anträge, 49,7 Prozent, waren Führungszeugnisse"."""
    text = r.sentence.text
    if any(definitions()[m].einheit == "Prozent" for m in c.metrics) or not (c.of or c.metrics) or set(c.metrics) - {*c.of, *(c.of or c.metrics)}:
        return False
    exact = re.match(r"[^,;.]*,\s*(?:(?:nämlich|genau(?:er gesagt)?|exakt|also|das heißt)\s+|(?=\d[\d.]*\s*(?:[A-ZÄÖÜ][\wäöüß-]+\s*)?,))", text[c.number.end :])
    ahead = [x for x in r.open if x.start > c.number.start]
    said = ahead[0] if exact and ahead else None  # "ein Viertel, nämlich 500, zählte der Norden": both say the same
    stop = ahead[1].start if said and len(ahead) > 1 else len(text)
    if any(x is not said and (not said or x.start < stop) and x.start > c.number.start and x.kind != "anteil" and not re.match(r"\s*(?:%|Prozent\b)", text[x.end :]) for x in r.open):
        return False
    whole = (c.of or c.metrics)[0]
    later = [n for n in r.names if r.parts[c.part].end < n.start < stop and not n.base]
    refined = next((m for n in later for m in n.metrics if whole in REFINES.get(m, ())), None)
    if whole in ("kundenkontakte", "terminkunden", "termine_gebucht") and any("no_show_quote" in n.metrics for n in later):
        c.metrics, c.of = ("no_show_quote",), ()
        return True
    where, _ = filters(later, whole)
    c.weak = c.weak or bool(where and re.search(r",\s*(?:weil|da|denn)\b", text[c.number.end : later[0].start]))  # a reason may be one of several
    if refined:
        c.metrics, c.of = (refined,), (whole,)
    elif where:
        c.where, c.of = [where], (whole,)
    return bool(refined or where)


def _between(r: Reading, c: Claim, name: Name) -> bool:
    """Whether a name and a number meet without another number in between."""
    a, b = sorted((name.start, c.number.start))
    return not any(a < x.start < b for x in r.open if x is not c.number)


def goes_beside(split: str, where: Filters) -> bool:
    """Whether what was said of a split still holds beside what is said now."""
    return split not in where and not (split in SUBJECTS and any(k in SUBJECTS for k in where))


def _distinct(found: list[Filters]) -> list[Filters]:
    return [w for n, w in enumerate(found) if w not in found[:n]]


def _said_before(c: Claim, r: Reading, metric: str) -> list[Filters]:
    """What goes on from the number a claim follows, and from the names since then; else from the parts before."""
    part = r.parts[c.part]
    since = c.follows.number.end if c.follows else 0
    fresh = _nearest_part(r, [n for n in r.names if n.filters and not n.base and since <= n.start < part.start], metric)
    if not c.follows:
        return [fresh] if fresh else [{}]
    known = definitions()[metric].gliederungen
    settled = [{k: v for k, v in found.items() if k in known} for found in c.follows.where]
    if fresh:  # "die Dienstleistung A im Bereich B ..., gefolgt von C": still in B
        return [{**settled[0], **fresh} if set(fresh) & set(settled[0]) else fresh]
    return settled


_FOR_THAT = re.compile(r"\b(?:deswegen|deshalb|dafür|darum|hierfür|(?:aus\s+diesem|aus\s+dem)\s+(?:Grund|Anlass)|zu\s+diesem\s+Zweck|mit\s+diesem\s+Anliegen)\b")


def _for_that(c: Claim, r: Reading) -> list[Name]:
    """"Der Reisepass war im Einwohnerwesen oft der Grund: 36.600 kamen deswegen": the service named before, not where it is done."""
    services = [n for n in r.names if n.end <= c.number.start and not n.base and "dienstleistung" in dict(n.filters)]
    return services[-1:] if _FOR_THAT.search(r.sentence.text, max(r.parts[c.part].start, r.sentence.text.rfind(":", 0, c.number.start)), r.parts[c.part].end) else []


def _frame(r: Reading, at: int) -> Part | None:
    """The part before a side clause: "Samstags, wenn nur ein Haus öffnet, kamen 30"; or before a pronoun: "Samstags öffnet nur der Süden, er zählte"."""
    if at and re.match(r",\s*(?:sie|er|es|dieser?|dort|hier)\s+[a-zäöüß]+", r.sentence.text[r.parts[at].start : r.parts[at].end]) and not any(r.parts[at - 1].start <= x.start < r.parts[at - 1].end for x in r.open):
        return r.parts[at - 1]
    if at < 2 or not _SIDE_CLAUSE.match(r.sentence.text[r.parts[at - 1].start : r.parts[at - 1].end]):
        return None
    front = r.parts[at - 2]
    return None if any(front.start <= x.start < front.end for x in r.open) else front


def _shared(c: Claim, r: Reading, metric: str) -> Filters:
    """"Zwölf Plätze und drei Theken hat das Rathaus": numbers joined by "und" share what is said behind the last."""
    part = r.parts[c.part]
    rest = r.sentence.text[c.number.end : part.end].strip()
    if not c.noun or rest != c.noun or c.part + 1 >= len(r.parts):
        return {}
    follower = r.parts[c.part + 1]
    if not re.match(r"\s*(?:und|sowie)\b", r.sentence.text[follower.start : follower.end]):
        return {}
    numbers = [x for x in r.open if follower.start <= x.start < follower.end]
    names = [n for n in r.names if follower.start <= n.start < follower.end and n.filters]
    return filters(names, metric)[0] if len(numbers) == 1 and names and all(n.start > numbers[0].start for n in names) else {}


def side_by_side(names: list[Name], text: str, numbers: list[Number]) -> list[tuple[int, int]]:
    """The stretches of locations listed before their number: "im Norden, in der Nebenstelle Hafen und im Osten zusammen"."""
    groups = _groups([n for n in names if "standort" in dict(n.filters)], text)
    found = [(group[0].start, group[-1].end) for group in groups if len(group) > 1 and re.search(r"\b(?:und|sowie)\b", text[group[-2].end : group[-1].start])]
    return [(a, b) for a, b in found if not any(x.end <= a and not re.search(r"[,;(]", text[x.end : a]) for x in numbers)]


def _groups(names: list[Name], text: str) -> list[list[Name]]:
    """Names side by side ("Nord und Süd") are one group."""
    groups: list[list[Name]] = []
    for name in names:
        if groups and groups[-1][-1].base == name.base and _LINK.fullmatch(text[groups[-1][-1].end : name.start]):
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups


def _own(c: Claim, r: Reading, names: list[Name]) -> list[Name]:
    """The names of a part that are said of one of its numbers: as many as numbers go in their order, else the nearest."""
    text = r.sentence.text
    part = r.parts[c.part]
    numbers = [x for x in r.open if part.start <= x.start < part.end]
    other = [x for x in numbers if x is not c.number and any(c.number.end <= n.start and n.end <= x.start for n in r.names if n.base and n.filters)]
    if other and not any(n.base for n in names):
        numbers = [x for x in numbers if x not in other]  # "mit 7,0 über der im Norden mit 6,7": the last is the one compared with
    wholes = [x for x in numbers if is_whole(r, x)]
    if c.number in wholes:
        names = [n for n in names if n.start < c.number.start or _attached(text, c.number, n)]
        if _OF_THE.search(text[: c.number.start]):
            return [n for n in names if n.start > c.number.start]
    elif wholes:  # "12.000 der 73.182 Kontakte entfielen auf den Norden": behind the verb the part is named; what is said of the whole holds for it too
        mine = [n for n in names if not any(_attached(text, x, n) for x in wholes)]
        if names and not mine and not any(m.start > wholes[-1].end for m in r.times) and any(n.metrics == c.metrics for n in r.names if 0 < n.start - wholes[-1].end < 40):
            c.weak = True  # "zehn von 15 Plätzen im Norden sind besetzt"
        names = [n for n in names if n in mine or not {k for x in mine for k in dict(x.filters)} & set(dict(n.filters))]
        numbers = [x for x in numbers if x not in wholes]
    if len(numbers) > 1 and _OF_THE.search(text[: c.number.start]):
        return [n for n in names if n.start > c.number.start and all(gap(n, c.number) < gap(n, x) for x in numbers if x is not c.number)]
    result: list[Name] = []
    far: list[Name] = []  # what stands nearer to another number and is only said of this one where nothing else is
    for split in _ORDER:
        alike = [n for n in names if n not in result and next((s for s in _ORDER if s in dict(n.filters)), "") == split]
        groups = _groups(alike, text)
        if len(groups) < 2 and len(numbers) < 2:
            result += alike
        elif len(groups) == len(numbers):
            result += groups[numbers.index(c.number)]
            c.aligned = len(numbers) > 1
        elif len(numbers) > 1:
            mine = [n for g in groups for n in g if not any(gap(n, x) < gap(n, c.number) for x in numbers)]
            late = bool(alike) and c.number.start < alike[0].start
            result += mine or ([] if len(groups) == 1 and late else alike)
            far += alike if not mine and split in SUBJECTS and any(n.base for n in names) else []
        else:
            result += alike if split != "standort" or _WHOLE.search(text[part.start : part.end]) else min(groups, key=lambda g: min(abs(gap(n, c.number)) for n in g))
    if any(n not in far and set(dict(n.filters)) & set(SUBJECTS) for n in result):
        result = [n for n in result if n not in far]  # "die Pässe mit 36.600 gefragter als die Zulassung mit 17.000"
    return sorted(result, key=lambda n: n.start)


_AT_NOUN = r"\s*(?:(?:im|am|beim|vom|zum|zur|des|der|aus|für|in|an|bei|von)\s+(?:(?:der|den|dem|die|das)\s+)?)?(?:Bereich\s+|Standort\s+)?"
_ITSELF = r"(?:Prozent|%|Hälfte|tels?)\s+(?:der|des|aller|von\s+(?:den|allen)|an\s+(?:den|allen))\s+|\b[Vv]on\s+(?:den|allen)\s+(?:[\d.]+\s+)?|\b[Jj]ede[rsmn]?\s+[a-zäöüß]+\s+|\bvon\s+[a-zäöüß]+\s+"
#: Before the name of what a share is taken of: "66 Prozent der Kontakte am ...", "von den 500 Besuchen im ...", "die Hälfte der ...".
_WHOLE_AT = re.compile(rf"(?:\b(?:der|aller|[Vv]on\s+(?:den|allen)|an\s+(?:den|allen))\s+(?:[\d.]+\s+)?(?:[a-zäöüß]+e[nr]\s+)?[A-ZÄÖÜ][\wäöüß-]+\s(?!der\s){_AT_NOUN}|{_ITSELF})$")
_WHOLE_ITSELF = re.compile(rf"(?:{_ITSELF})$")
_THEREOF = re.compile(r"\s*(?:davon|hiervon|von\s+(?:ihnen|diesen|denen))\b")


def _attached(text: str, number: Number, name: Name) -> bool:
    """Whether a name stands at the noun a number counts: "73.182 Kontakte im Norden"."""
    return number.end <= name.start and bool(re.fullmatch(rf"\s*(?:[a-zäöüß]+e[nrsm]?\s+)?(?:[A-ZÄÖÜ][\wäöüß-]+)?{_AT_NOUN}", text[number.end : name.start]))


def _nearest_part(r: Reading, names: list[Name], metric: str) -> Filters:
    """The filters said in the last part before a number that says any; several in one part narrow each other down."""
    for part in reversed(r.parts):
        where, _ = filters([n for n in names if part.start <= n.start < part.end], metric)
        if where:
            return where
    return {}


def gap(name: Name, number: Number) -> int:
    """The distance between a name and a number."""
    return number.start - name.end if name.end <= number.start else name.start - number.end


def filters(names: list[Name], metric: str) -> tuple[Filters, str]:
    """The filters of some names a metric can answer, and the first restricting name it cannot."""
    known = definitions()[metric].gliederungen
    where: Filters = {}
    missing = ""
    for name in names:
        splits = dict(name.filters)
        split = next((s for s in _ORDER if s in splits and s in known), None)
        if split:
            where[split] = tuple(dict.fromkeys((*where.get(split, ()), *splits[split])))
        elif not name.metrics and any(s in _RESTRICTING for s in splits) and not (metric == "grosskunden_vorgaenge" and set(splits) == {"bereich"} and _VEHICLES.search(splits["bereich"][0])):
            missing = missing or name.text
    if len(where.get("kunde_art", ())) > 1:
        del where["kunde_art"]  # dealers and services together are all there are
    return where, missing
