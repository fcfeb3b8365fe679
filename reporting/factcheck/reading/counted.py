"""What a number counts: the metric named behind it, in its part of the sentence, or the one that goes on from the number before."""

from __future__ import annotations

import re

from reporting.definitions import definitions
from reporting.factcheck.printed import units
from reporting.factcheck.reading.calls import COUNTED, settle_calls
from reporting.factcheck.reading.claims import CHANGE, DIFFERENCE, LEVEL, NONE, REFINES, SHARE, UNKNOWN, WHOLES, Claim, Part, Reading
from reporting.factcheck.reading.idioms import MAIL_VERB, settle_mail, settle_median
from reporting.factcheck.reading.nouns import noun_after, said_otherwise
from reporting.factcheck.reading.online import settle_online
from reporting.factcheck.reading.places import BACK_OFFICE, gap
from reporting.factcheck.reading.quantiles import settle_quantile
from reporting.factcheck.subjects.names import Name
from reporting.factcheck.subjects.online_words import ORDERED, SAID


def fits(metric: str, c: Claim) -> bool:
    """Whether a metric can be printed in the unit of a number."""
    unit = definitions()[metric].einheit
    if c.unit is None:
        return True
    if c.role in (CHANGE, SHARE) or c.unit.name in (units.PERCENT,):
        return True
    return {units.MINUTES: unit in ("Minuten", "Stunden"), units.SECONDS: unit == "Minuten", units.HOURS: unit in ("Stunden", "Minuten", "Tage"), units.DAYS: unit in ("Tage", "Öffnungstage", "Stunden"),
            units.WEEKS: unit == "Tage", units.POINTS: True}.get(c.unit.name, False)


def count(c: Claim, r: Reading, bound: Name | None, next_end: int) -> None:
    """Set the metrics a number may count. bound: the name right behind it; next_end: where its noun ends."""
    _count(c, r, bound, next_end)
    if amount := _amount(c, r):
        c.metrics, c.elliptic, c.weak = amount, False, False
        return
    part = r.parts[c.part]
    settle_mail(c, r.row.label or r.sentence.text[part.start : part.end])
    if c.role == LEVEL and c.unit is None and c.metrics == ("no_show_quote",) and re.match(r"[\s-]*[Mm]al\b", r.sentence.text[c.number.end :]):
        c.metrics = ("termine_versaeumt",)  # "zwölf Mal kam niemand, eine No-Show-Quote von 5 Prozent"
    settle_calls(c, r)
    settle_online(c, r)
    if c.role != UNKNOWN:
        settle_median(c, r)
        settle_quantile(c, r)


#: The ratio a share is, and the count of what it is the share of.
COUNT_OF = {"no_show_quote": "termine_versaeumt", **COUNTED}
_TOLD_AS = re.compile(r"[,;(\u2013]\s*(?:(?:also|nämlich|das\s+(?:sind|waren|heißt)|macht|genau(?:er)?|exakt)\s+)?(?:rund|etwa|gut|knapp|exakt|genau|insgesamt)?\s*")
_SO_MANY = re.compile(r"(?:\s+(?:Fälle|Mal|Vorgänge|Gespräche|Anrufe|Termine|Kontakte|Menschen|Personen|Kunden))?(\s+(?:also|nämlich|insgesamt|an\s+der\s+Zahl))?\s*(?:[,;.:)!?\u2013]|$|und\b)")


def _amount(c: Claim, r: Reading) -> tuple[str, ...]:
    """What "19.609 Fälle also" counts behind "zwei Drittel der Anrufe wurden abschließend geklärt": the share told before, in numbers."""
    last = next((x for x in reversed(r.claims) if x.role != NONE), None)
    if last is None or last.role != SHARE or not last.metrics or c.role != LEVEL or c.unit is not None or c.number.step < 1:
        return ()
    text = r.sentence.text
    lead, tail = _TOLD_AS.match(text, r.parts[c.part].start), _SO_MANY.match(text, c.number.end)
    said = lead and lead.end() == c.number.start and tail and (tail[1] or re.search(r"[a-zäöüß]", lead[0]))
    count = next((COUNT_OF.get(m, m) for m in (*last.metrics, *last.near) if m in COUNT_OF or WHOLES.get(m)), None)
    return (count,) if said and count else ()


#: Between a share and the noun that is its whole: "40 Prozent der", "vier von fünf", "jeder dritte".
_PART_OF = re.compile(r".*\s(?:der|aller|unserer|dieser|von(?:\s+den)?)\s+|\w+\s+von\s+\w+\s+|[Jj]ede[rnsm]?\s+\S+\s+")


_AT_WHOLE = re.compile(r"\bAnteil\w*\b[^,;:]*\ban\s+(?:den|der|allen|dem|sämtlichen|unseren)\s+$")


def _share_of(text: str, names: list[Name]) -> Name | None:
    """What "Anteil der Zulassung an den Besuchen mit Termin" is a share of."""
    return next((n for n in names if n.metrics and _AT_WHOLE.search(text[: n.start])), None)


#: "Dass die Zahl um acht Prozent gestiegen ist, zeigt, was das Team leistet": the one spoken of before.
_THE_NUMBER = re.compile(r"\b[Dd]ie\s+Zahl\b(?!\s+(?:de[rs]|von|an|[A-ZÄÖÜ]))")
_NUMBER_OF = re.compile(r"\b(?:(?:An)?[Zz]ahl\s+der|[Ww]ie\s+viele)\s+$")


def number_of(text: str, names: list[Name]) -> Name | None:
    """The kind of case whose number a sentence speaks of or asks for: "Die Zahl der Halterauskünfte lag bei 2.209"."""
    return next((n for n in names if not n.metrics and {"vorgangsart", "gruppe"} & set(dict(n.filters)) and _NUMBER_OF.search(text[: n.start])), None)


def _refined(whole: Name, names: list[Name]) -> Name:
    """"Kundenkontakte mit Termin" is one noun: what stands right behind it says which of them, unless nothing else does ("57 Prozent der Besucher ohne Termin kamen")."""
    return whole if len(names) < 3 else next((n for n in names if n.metrics and 0 <= n.start - whole.end <= 1 and set(whole.metrics) & set(REFINES.get(n.metrics[0], ()))), whole)


def _count(c: Claim, r: Reading, bound: Name | None, next_end: int) -> None:
    text = r.sentence.text
    others = {id(n): n for x in r.claims if x.role != "none" for n in [noun_after(r, x.unit.end if x.unit else x.number.end)[0]] if n}
    part = r.parts[c.part]
    if c.role == SHARE and re.search(r"\b(?:Quote|Rate)\b(?!\s+(?:der|nicht|versäumt))", text[part.start : part.end]) and not any(_ratio(n) for n in r.inside(part, r.names)):
        c.elliptic = True  # the one spoken of before
        return
    own = [n for n in r.names if part.start <= n.start < part.end]
    c.own_names = bool(own)
    c.weak = c.astray = _of_unknown(c, r)
    c.near = tuple(dict.fromkeys(m for n in (own if any(n.metrics for n in own) else r.names) for m in n.metrics))
    if bound and bound.metrics and (c.role != SHARE or any(definitions()[m].einheit == "Prozent" for m in bound.metrics)) and any(fits(m, c) for m in bound.metrics):
        c.metrics = tuple(m for m in bound.metrics if fits(m, c))
    elif bound and not bound.metrics and not set(dict(bound.filters)) <= {"standort", "wochentag", "stunde"} and c.unit is None and c.role == LEVEL:
        _counted_name(c, r, bound)
        if c.role == UNKNOWN:
            return
    else:
        c.elliptic = not (bound and bound.metrics)
        partitive = re.match(r"\s+(?:der|von den|von|von insgesamt|der insgesamt|aller)\s+(?=\d)", text[c.number.end:])
        if partitive and (whole := next((x for x in r.open if x.start > c.number.start), None)):
            taken = noun_after(r, whole.end)[0]
            own = [n for n in own if n is not taken] if taken else own
        candidates = [n for n in own if n.metrics and id(n) not in others and any(fits(m, c) for m in n.metrics)] or [n for n in own if n.metrics and any(fits(m, c) for m in n.metrics)]
        if c.noun.split()[-1:] and c.noun.split()[-1] in ORDERED:
            candidates = [n for n in candidates if "online_leistungen" in n.metrics] or candidates  # "online erledigten die Bürger 24.892 Anträge"
        if c.role in (SHARE, CHANGE) or c.unit and c.unit.name == units.POINTS:
            ratios = [n for n in own if any(definitions()[m].einheit == "Prozent" for m in n.metrics)]
            if c.role == SHARE:
                candidates = ratios or candidates
                whole = _share_of(text, own) or bound
                c.of = tuple(m for m in (_refined(whole, own).metrics if whole else ()))
                if c.of != (bound.metrics if bound else ()):
                    candidates = [n for n in candidates if n.metrics == c.of]
                c.partitive = bool(bound and re.fullmatch(r"[A-ZÄÖÜ]\S*", bound.text) and _PART_OF.fullmatch(text[c.number.start : bound.start]))
                if not (ratios or c.partitive) and (of := _said_whole(c, r)):
                    c.of, c.partitive = of, True
            elif c.unit and c.unit.name == units.POINTS:
                candidates = ratios or candidates
        earlier = next((x for x in reversed(r.claims) if x.metrics and x.role not in ("none", UNKNOWN) and not (c.per and x.metrics == ("oeffnungstage",)) and any(fits(m, c) for m in x.metrics)), None)
        if not candidates and (pending := _pending(r)):
            c.elliptic = pending
            return
        if not candidates and c.role in (CHANGE, DIFFERENCE) and _THE_NUMBER.search(text[part.start : part.end]):
            c.elliptic = True
            return
        if not candidates:
            since = r.parts[earlier.part].end if earlier else 0
            before = [n for n in r.names if n.metrics and since <= n.start < part.start and id(n) not in others and any(fits(m, c) for m in n.metrics)]
            if earlier and not before and earlier.role == DIFFERENCE and c.role == LEVEL and definitions()[earlier.metrics[0]].art == "bestand" and 0.2 < c.number.value / earlier.number.value < 5 and not own \
                    and re.search(r"\bwaren\s+es\b", text[part.start : part.end]) and any(part.start <= m.start < c.number.start for m in r.times):
                c.role, c.direction = DIFFERENCE, earlier.direction  # "2022 kamen drei Beschäftigte hinzu, 2021 waren es zwei"
            if earlier and not before:
                _follow(c, _parallel(c, r) or earlier)
                return
            ratios = [n for n in r.names if any(definitions()[m].einheit == "Prozent" for m in n.metrics)] if c.role == SHARE else []
            candidates = ([n for n in before if _ratio(n)] if c.role == SHARE else [])[-1:] or before[-1:] or ratios[:1] or [n for n in r.names if n.metrics and n.metrics != ("vollzeitstellen",) and n.start >= part.end and id(n) not in others and any(fits(m, c) for m in n.metrics) and not _bracketed_off(r, part, n)][:1]
        if c.unit and c.unit.name in units.TIMES and candidates:
            wide = [n for n in candidates if any(m == "wartezeit_median" or m.startswith("wartezeit_p") for m in n.metrics)]
            candidates = wide or candidates
        if candidates:
            nearest = min(candidates, key=lambda n: (gap(n, c.number), n.start > c.number.start))
            if earlier and _said_of_group(c, r, nearest, earlier):
                c.unit = earlier.unit
                _follow(c, earlier)
                return
            c.metrics = tuple(m for m in nearest.metrics if fits(m, c))
        if not c.metrics and partitive and whole and taken and c.role == LEVEL:  # "12.000 der 73.182 Kontakte entfielen auf diesen Standort"
            c.metrics = tuple(m for m in taken.metrics if fits(m, c))
            c.weak = not any(n.filters for n in r.names) and not any(m.grain in ("day", "month", "months") and m.start > whole.end for m in r.times) and not re.search(r"\b(?:diese[mnr]|dort|hier|dorthin)\b", text)
    if c.unit and c.unit.name in (units.HOURS, units.DAYS) and re.search(r"E-Mails?\b|Mails?\b", text[: part.end]) and not re.search(r"\b[Ww]art|Termin", text):
        c.metrics = ("email_antwortzeit_median",)
    if (not c.metrics or not fits(c.metrics[0], c)) and c.unit:
        spoken = f"{text} {r.said}" if _FOR_IT.search(text) else text
        c.metrics = tuple(metric for name, words, metric in units.TELLING if c.unit.name in name and re.search(words, spoken))[:1] or c.metrics
    timed = [m for n in own for m in n.metrics if definitions()[m].einheit in units.TIMES]
    if timed and not c.metrics and c.unit and c.role == LEVEL and c.unit.name in units.TIMES:
        c.metrics, c.weak = (timed[0],), True  # "die Wartezeit lag bei 8,4 Tagen": the wrong unit, if the number is that in the right one
    if len(c.metrics) > 1 and {definitions()[m].einheit == "Prozent" for m in c.metrics} == {True, False}:
        c.metrics = tuple(m for m in c.metrics if (definitions()[m].einheit == "Prozent") == (c.role == SHARE or bool(c.unit and c.unit.name == units.POINTS)))
    if not c.metrics and c.unit is None and c.role == LEVEL and (named := number_of(text, own)):
        _counted_name(c, r, named)
        if c.role == UNKNOWN:
            return
    settle_median(c, r)
    _refine(c, r, own)
    if re.match(r"\W*(?:und zwar|nämlich|genau(?:er gesagt)?)\b", text[part.start : part.end]) and c.part:  # "kamen spontan, nämlich 500 Besucher"
        said = [m for n in r.inside(r.parts[c.part - 1], r.names) for m in n.metrics if set(REFINES.get(m, ())) & set(c.metrics)]
        c.metrics = tuple(said[:1]) or c.metrics
    if c.metrics == ("vorgaenge",) and c.role != SHARE and _of_dealers(c, r):
        c.metrics = ("grosskunden_vorgaenge",)


#: What is waited for was named in the sentence before: "Wer einen wollte, musste sechs Tage darauf warten".
_FOR_IT = re.compile(r"\bdarauf\b[^,;.]*\b[Ww]art|\b[Ww]art\w*[^,;.]*\bdarauf\b|\b(?:auf|[Ww]er|die)\s+(?:eine[nr]|ihn)\b(?!\s+(?:[a-zäöüß]+e[nr]\s+)?[A-ZÄÖÜ])")
#: Verbs that say nothing new of what is counted; another verb right behind a bare number may count something else.
_NEUTRAL = re.compile(r"(?:war|waren|sind|ist|wurden?|kam|kamen|kommen|gab|gibt|lag|lagen|liegt|betrug|betrafen|betreffen|betraf|entfielen|entfallen|entfiel|gingen|ging|gehen|nutzt?en|hatten?|haben|stand(?:en)?|stehen|zählten?|"
                      r"entschieden|suchten|besuchten|stamm(?:t?en)|gehör(?:t?en)|erfolgten|erledigten|erschienen|bekam(?:en)?|erhielten|warteten|meldeten|machten?|betrugen|bleiben|fanden|sollen|können|konnten|buchten|waren's)$")


def _other_predicate(c: Claim) -> bool:
    """"Von 2.491 Terminen wurden 245 abgesagt, bei 248 blieb der Stuhl leer": a verb of its own right behind a bare number."""
    word = re.match(r"\s+([a-zäöüß]{3,})\b", c.sentence.text[c.number.end :])
    return bool(word and re.search(r"(?:te|ten|ben|len|ieb|ieß|ießen|ielen|ingen|ogen|ssen|aßen|agen)$|^(?:blieb|fiel|ließ|zog|hielt)$", word[1]) and not _NEUTRAL.match(word[1]) and word[1] not in ("davon", "darunter", "zusammen", "insgesamt"))


def _pending(r: Reading) -> bool:
    """Whether the number before is still to learn from the sentences before what it counts; this one goes on with it."""
    last = next((x for x in reversed(r.claims) if x.role != NONE), None)
    return last is not None and last.role != UNKNOWN and not last.metrics and last.elliptic


def _ratio(name: Name) -> bool:
    return any(definitions()[m].einheit == "Prozent" for m in name.metrics)


def _parallel(c: Claim, r: Reading) -> Claim | None:
    """"24 Beraterplätze und vier Thekenplätze, jetzt 30 und sieben": as many numbers without a noun as with one go on in their order."""
    named = [x for x in r.claims if x.metrics and not x.follows]
    going_on = [x for x in r.claims if x.follows]
    left = [x for x in r.open if x.start > c.number.start]
    if len(named) < 2 or len({x.metrics for x in named}) < len(named) or len(going_on) + 1 + len(left) != len(named):
        return None
    other = named[len(going_on)]
    return other if all(fits(m, c) for m in other.metrics) else None


def _bracketed_off(r: Reading, part: Part, name: Name) -> bool:
    """Whether a name stands in brackets behind a number, beside another one: "im Vorjahr 70.000 (an 24 Öffnungstagen)"."""
    deep = next(p for p in r.parts if p.start <= name.start < p.end)
    return deep.depth > part.depth and any(deep.start <= x.start < deep.end for x in r.open)


_AMONG = re.compile(r"\b(?:[Bb]ei|[Ff]ür|[Uu]nter)\s+(?:(?:de[nr]|die|allen?|solchen|jenen|anderen?)\s+)?$")


def _said_of_group(c: Claim, r: Reading, name: Name, earlier: Claim) -> bool:
    """"Bei Terminen um 8 Uhr waren es 7 Minuten, bei Terminen um 11 Uhr neun": the name says of whom, the number goes on in the unit before it."""
    timed = earlier.unit is not None and earlier.unit.name in units.TIMES and earlier.role == LEVEL == c.role and c.unit is None
    return timed and 0.2 < c.number.value / (earlier.number.value or 1) < 5 and name.end <= c.number.start and bool(_AMONG.search(r.sentence.text[: name.start]))


def _follow(c: Claim, earlier: Claim) -> None:
    """A number without a name of its own goes on about what the number before it counted."""
    c.metrics, c.of, c.near = tuple(m for m in earlier.metrics if fits(m, c)), earlier.of, earlier.near
    c.follows = earlier
    c.weak = c.weak or said_otherwise(c) or _other_predicate(c) and not (c.metrics and c.metrics[0] in ("emails_eingegangen", "emails_bearbeitet") and MAIL_VERB.match(c.sentence.text, c.number.end))
    if re.match(r"\s+nicht\s*(?:$|[.,;)])", c.sentence.text[c.number.end :]):  # "39.234 hatten einen Termin, 36.746 nicht"
        c.metrics, c.weak = _OPPOSITE.get(c.metrics, c.metrics), c.metrics not in _OPPOSITE
    if earlier.per and not c.per:
        c.per = earlier.per


_PARTITIVE = re.compile(r"(?:^|\W)(?:der|[Vv]on den|[Vv]on|[Vv]on insgesamt|der insgesamt|aller)\s*$")


_DAVON = r"(?:davon|hiervon|darunter|von\s+(?:ihnen|diesen|denen))"
_THEREOF = re.compile(rf"[\s\u00a0]*(?:Prozent|%)?\s*(?:[A-ZÄÖÜ][\wäöüß-]+\s+)?{_DAVON}\b"), re.compile(rf"\b{_DAVON}\b(?:\s+[a-zäöüß]+){{0,4}}\s*$", re.IGNORECASE)


_THAT_IS = re.compile(r"\b(?:[Dd]as|[Dd]ies|was)\s+(?:sind|ist|waren|wären|entspr\w+|macht)\b[^,;]*$|\b(?:umgerechnet|gleichbedeutend|vergleichbar)\b[^,;]*$")


def _of_unknown(c: Claim, r: Reading) -> bool:
    """Whether a number is said to be a part of the one before, and nobody knows what that counts: "45 Reporter, 3 davon im Mai"."""
    last = next((x for x in reversed(r.claims) if x.role != NONE), None)
    if last is None or not (last.role == UNKNOWN and not last.pending or last.astray):
        return False
    text, begin = r.sentence.text, r.parts[c.part].start
    if _THAT_IS.search(text[: last.number.start]):
        return False  # "73.182 Menschen, das sind drei Stadien voll, 3.600 davon spontan"
    between = text[last.number.end : c.number.start]
    return bool(_THEREOF[0].match(text, c.number.end) or _THEREOF[1].search(text[begin : c.number.start]) or _OF_ALL.search(text[: last.number.start]) and not re.search(r"[,;:]", between))


_OF_ALL = re.compile(r"(?:^|[,;:.(]\s*)\W*[Vv]on\s+(?:den\s+)?(?:(?:insgesamt|rund|etwa|gut|knapp|fast|allen)\s+)*$")
_OF_SO_MANY = re.compile(r"[\s\u00a0]*(?:Prozent|%)?\s*(?:der|aller|von(?:\s+den)?)\s+(?:(?:insgesamt|rund|etwa|gut|knapp|fast)\s+)*")


def _said_whole(c: Claim, r: Reading) -> tuple[str, ...]:
    """What the number counts that a share is taken of: "ein Drittel der 6.720 Vorgänge", "von den 6.720 Vorgängen entfielen 60 Prozent"."""
    text = r.sentence.text
    whole = next((x for x in r.open if x.start > c.number.end and _OF_SO_MANY.fullmatch(text, c.number.end, x.start)), None)
    whole = whole or next((x.number for x in reversed(r.claims) if x.role == LEVEL and _OF_ALL.search(text[: x.number.start]) and all(y.role in (NONE, SHARE) for y in r.claims if y.number.start > x.number.start)), None)
    named = noun_after(r, whole.end)[0] if whole else None
    return named.metrics if named else ()


#: What people did with their appointments is counted in appointments.
_PREDICATES = {"termine_versaeumt": ("kundenkontakte", "terminkunden"), "termine_abgesagt": ("kundenkontakte", "terminkunden")}
_OPPOSITE = {("terminkunden",): ("spontankunden",), ("spontankunden",): ("terminkunden",)}


#: The verb that follows what stands in front of it, across an apposition.
_VERB_SECOND = re.compile(r",\s*(?:kam(?:en)?|w[au]rden?|war(?:en)?|sind|ist|haben?|hatten?|zählten?|suchten?|besuchten?|gab|ging(?:en)?|erschien(?:en)?|nutzten?|erledigten?|bearbeiteten?)\b")


def _refine(c: Claim, r: Reading, own: list[Name]) -> None:
    """"Vorgänge" beside "Autohäuser" are the dealers' cases; "Anfragen" beside "E-Mail" are e-mails."""
    if c.role == SHARE or _PARTITIVE.search(r.sentence.text[: c.number.start]) and len(r.open) > 1:
        return
    if c.part and re.match(r"\W*(?:das|dies)\s+(?:waren|sind|war|ist)\b", r.sentence.text[r.parts[c.part].start :]):
        own = own + r.inside(r.parts[c.part - 1], r.names)  # "wer ohne Termin kam, das waren 36.746 Menschen, wartete länger"
    if c.part and _VERB_SECOND.match(r.sentence.text[r.parts[c.part].start :]) and not any(x.start < r.parts[c.part].start for x in r.open):
        own = own + [n for n in r.names if n.start < r.parts[c.part].start]  # "spontan, also ohne Termin, kamen 3.600 Menschen"
    if c.part + 1 < len(r.parts) and not any(r.parts[c.part + 1].start <= x.start < r.parts[c.part + 1].end for x in r.open) and re.match(r",\s*ohne\b.*\s\w*zu", r.sentence.text[r.parts[c.part + 1].start : r.parts[c.part + 1].end]):
        own = own + r.inside(r.parts[c.part + 1], r.names)  # "3.600 kamen, ohne einen Termin zu vereinbaren"
    for name in own:
        for metric in name.metrics:
            if c.metrics and metric not in c.metrics and set((*REFINES.get(metric, ()), *_PREDICATES.get(metric, ()))) & set(c.metrics):
                distance = gap(name, c.number)
                others = [x for x in r.open if x is not c.number and r.parts[c.part].start <= x.start < r.parts[c.part].end]
                if not others or all(gap(name, x) > distance for x in others):
                    c.metrics = (metric,)
                    return


def _of_dealers(c: Claim, r: Reading) -> bool:
    """"Bei den Großkunden, also Autohäusern, stieg die Zahl der Vorgänge": said before the first number of the sentence."""
    first = min((x.start for x in r.open), default=c.number.start)
    if re.search(r"\bSachbearbeitung\b", r.sentence.text):
        return False
    return any(n.end <= first and ("grosskunden_vorgaenge" in n.metrics or "kunde_art" in dict(n.filters)) for n in r.names) and not any(n.end <= first and n.filters and "grosskunden_vorgaenge" not in n.metrics and not set(dict(n.filters)) <= {"kunde_art"} for n in r.names)


#: What people came for: services said to be it are counted in contacts.
_REASON = re.compile(r"\b(?:(?:Haupt)?(?:[Gg]r[uü]nde?|[Aa]nl[aä](?:ss|ß)(?:e|en)?)|Ziel|Zweck)\s+(?:(?:für|von|ihre[sr]?|de[rsn]|eines?|die|den|ihren|einen|unserer)\s+)*(?:(?:Amts|Behörden)?(?:[Bb]esuche?n?s?|[Gg]ang(?:s|es)?)|Kommens?|Vorsprachen?|Kontakte?s?)\b")


def _counted_name(c: Claim, r: Reading, bound: Name) -> None:
    """A number that counts services or case types themselves ("1.200 Versicherungsanzeigen")."""
    text = r.sentence.text
    named = next((n for n in r.names if n.filters and re.fullmatch(r"\s+(?:(?:von|für|der|des|eine[rs])\s+)?", text[bound.end : max(bound.end, n.start)])), bound)
    bound = named if set(dict(named.filters)) & {"vorgangsart", "dienstleistung"} and "bereich" in dict(bound.filters) else bound  # "Zulassungen gebrauchter Fahrzeuge"
    splits = dict(bound.filters)
    dealers = next((x for x in reversed(r.claims) if x.metrics == ("grosskunden_vorgaenge",)), None)
    spoken = dealers is not None or any("grosskunden_vorgaenge" in n.metrics or "kunde_art" in dict(n.filters) for n in r.names)
    if "leistung" in splits and SAID.search(text):
        c.metrics, c.where = ("online_leistungen",), [{"leistung": splits["leistung"]}]
    elif (split := next((s for s in ("vorgangsart", "gruppe") if s in splits and not (s == "gruppe" and "bereich" in splits)), "")) and ("dienstleistung" not in splits or spoken or BACK_OFFICE.search(text)):
        kind = {split: splits[split]}
        c.metrics = ("grosskunden_vorgaenge",) if spoken else ("vorgaenge",)
        of = {value for n in r.names for value in dict(n.filters).get("kunde_art", ())} if spoken else set()
        c.where = [{**{k: v for k, v in dealers.where[0].items() if k == "kunde_art"}, **kind}] if dealers else [kind]
        if len(of) == 1 and dict(bound.filters) == {"vorgangsart": kind.get("vorgangsart")}:  # "Autohäuser meldeten 671 Fahrzeuge ab": these, or all dealers
            c.where = [{"kunde_art": tuple(of), **kind}, kind]
    elif "dienstleistung" in splits:  # registrations are not the visits for them, but mostly as many
        c.metrics, c.where, c.weak = ("kundenkontakte",), [{"dienstleistung": splits["dienstleistung"]}], not _REASON.search(text)
    else:
        value = bound.text
        c.role, c.reason = UNKNOWN, f"Gezählt werden Kundenkontakte und Vorgänge, nicht „{value}“ selbst. Bitte schreiben, was gemeint ist, etwa „Kundenkontakte für {value}“."
