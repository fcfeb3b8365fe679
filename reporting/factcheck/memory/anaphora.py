"""What a number without a name of its own goes on about: "sie lag bei 10,9 Prozent", "im Bürgerhaus 369", "dort waren es 15".

The metric comes from the sentences before, the part of the whole from the own sentence first.
"""

from __future__ import annotations

import re

from reporting.definitions import definitions
from reporting.factcheck.memory.context import Context, Memory
from reporting.factcheck.printed import units
from reporting.factcheck.printed.limits import lasts_else
from reporting.factcheck.printed.numbers import FRACTION
from reporting.factcheck.reading.calls import settle_calls
from reporting.factcheck.reading.claims import CHANGE, DIFFERENCE, HERE, LEVEL, NONE, REFINES, SHARE, UNKNOWN, Claim, Reading
from reporting.factcheck.reading.counted import COUNT_OF, fits
from reporting.factcheck.reading.idioms import settle_average, settle_mail, settle_median
from reporting.factcheck.reading.places import SUBJECTS, filters, goes_beside, locate
from reporting.factcheck.subjects.compounds import ANY_CASES

_GOES_ON = re.compile(r"^\W*(?:Das|Dies\w*|Davon|Damit|Dort|Darunter|Hier|Dabei|Sie|Es)\s")
#: "Er kam auf 500", "für sie wurden 500 gezählt": what the sentence before was about; not "es waren 500", "Sie haben die Wahl".
_ITSELF = re.compile(r"\b(?:[Ee]r|ihn|sie|(?:[Ff]ür|[Üü]ber|[Aa]uf|[Mm]it)\s+(?:es|ihm|ihr))\b|^\W*(?:Sie|Es)\s+(?!waren\b|sind\b|haben\b|können\b|gab\b|gibt\b|kamen\b|wurden\b|war\b|ist\b|geht\b|ging)[a-zäöüß]+")
#: "Am vollsten ist der Montag. Da kamen ...": on such days.
THEN = re.compile(r"\b[Dd]a(?:nn)?\s+(?:w[aä]r(?:en)?|sind|ist|kam(?:en)?|komm(?:en|t)|w[ue]rden?|wartete?[nt]?|dauert\w*|lag(?:en)?|liegt|zählt\w*|gab|gibt|verging\w*|muss\w*|braucht\w*|stieg\w*|sank\w*)\b|\b[Aa]n\s+(?:diesem|diesen|solchen)\s+(?:Wochen)?[Tt]age?n?\b")
_PEOPLE = re.compile(r"\s+(?:Menschen|Personen|Leute|Bürgerinnen|Bürger)\b")
_MAL = re.compile(r"[\s-]*[Mm]al\b")
#: "3.600 Mal ging es um den Ausweis, 17.000 Mal um Fahrzeuge": what it was about is said, and may be unknown.
_MOST = re.compile(r"^\W*(?:Die\s+(?:meisten|Mehrheit|Mehrzahl)|Der\s+(?:größte|überwiegende)\s+Teil|Viele)\b(?!\s+(?:davon|von\s+ihnen|dieser|hiervon))")
_VALUED = re.compile(r"\b(?:(?:ge)?(?:lob|dank|like|teil|tadel)(?:t|te|ten|en)|bedankt\w*|abonnier\w*|kommentier\w*|kritisier\w*|gratulier\w*|beschwer\w*|bewerte\w*|erwähn\w*|zitier\w*|interview\w*|fotografier\w*|empfohlen|empfahl\w*|gefallen|gewürdigt|ausgezeichnet)\b", re.IGNORECASE)
_ABOUT_ELSE = re.compile(r"\s*[Mm]al\s+(?:um|wegen|für)\s+(?:[a-zäöüß]+\s+){0,2}[A-ZÄÖÜ]")
#: What is done when somebody comes, and who comes.
_CAME = re.compile(r"\b(?:kam(?:e?n)?|gekommen|besucht\w*|bedient\w*|beraten|betreut\w*|empfangen|begrüßt\w*|aufgesucht|suchten|gehol?fen|(?:weiter)?geholfen|halfen|half|(?:weiter)?helfen|vorbei\w*|zu\s+Gast|bei\s+uns|am\s+(?:Tresen|Counter|Schalter)|gewandt|wandten?|gewendet|wendeten?|vorgesprochen|sprach(?:en)?(?=[^,;.]*\bvor\b)|aufgesucht)\b")
_BY_WIRE = re.compile(r"115|[Tt]elefon|\b[Aa]n(?:ge)?ruf|E-Mail|\bMail|[Ss]chriftlich|[Oo]nline|[Pp]ostfach|[Bb]rief")
_COMERS = re.compile(r"(?:Mal|Telefon|Hörer|Leitung|Apparat|Sie|Ihnen|Ihr|Euch|Wir|Uns|Jemand|Mensch\w*|Person\w*|Bürger\w*|Leuten?|Jahre?s?|Gast|Gäste\w*|Tresen|Counter|Schalter|Haus|Amt|Rathaus|Rat|Hilfe|Tat|Kolleg\w*|Team|Mitarbeit\w*|Beschäftigt\w*)")
_RATIO_OF = {count: ratio for ratio, count in COUNT_OF.items()}
_SUCH_CASES = re.compile(r"(?:Fälle|Gespräche|Anrufe|Termine|Kontakte)?")
_QUOTE = re.compile(r"\b(?:Quote|Rate)\b")
_FIGURES = re.compile(r"\b(?:[Dd]ie|[Dd]en)\s+Zahlen\b(?!\s+(?:der|des|von|zu|aus))")
_MAILS = {"emails_eingegangen", "emails_bearbeitet", "emails_offen", "email_antwortzeit_median"}
_WROTE = re.compile(r"\b(?:an|zu)?ge(?:schrieben|fragt|mailt)\b|\b(?:schrieb(?:en)?|mailten?)\b")
_ENQUIRIES = re.compile(r"(?:[Aa]nfragen?|[Nn]achrichten?|[Ss]chreiben|[Zz]uschriften)$")
DEALERS = "grosskunden_vorgaenge"
_ALL = re.compile(r"\b(?:[Ii]nsgesamt|[Ii]m\s+ganzen|alle|allen|aller|stadtweit)\b")
_WEEKDAY = re.compile(r"\b[Dd]iese[mnr]?\s+(?:Wochent|T)age?n?\b")
_FOR_THEM = re.compile(r"\b[Ff]ür\s+(?:sie|diese)\b(?!\s+[A-ZÄÖÜ])")
_OF_THESE = re.compile(r"\W*(?:Davon|Darunter|Hiervon|Dazu|Dies\w*|Das|Es|Sie|Von\s+(?:diesen|ihnen|den))\b")
_THESE = re.compile(r"\b(?:[Dd]iese[rn]|[Dd]avon|[Hh]iervon)\b")
_PLACES = ("standort", "bereich", "dienstleistung")


def carry(r: Reading, c: Claim, memory: Memory, topic: list) -> None:
    """Give a number the metric and the part it only points back to. memory: what was settled before; topic: the names of the sentence before."""
    if not c.metrics and c.unit and c.unit.name in units.TIMES and lasts_else(r.sentence.text):
        return
    near = memory.paragraph == r.sentence.paragraph
    if not c.metrics and _goes_on_about_something_else(r, c):
        c.weak = c.astray = True
        return
    if near and builds_on(r) and c.role == LEVEL and c.unit is None and c.number.step >= 1 and (*memory.metrics, "")[0] in COUNT_OF and _SUCH_CASES.fullmatch(c.noun):
        c.metrics, c.elliptic, c.where = (COUNT_OF[memory.metrics[0]],), False, [dict(w) for w in memory.where]  # "67 Prozent wurden gelöst. Das sind 19.609 Fälle"
    if not c.metrics:
        c.metrics = (_carried(r, c, memory) if near else ()) or _named_before(c, topic)
        c.metrics = c.metrics or _takes(r, c, memory)
        if c.metrics == ("no_show_quote",) and c.role in (LEVEL, DIFFERENCE) and c.unit is None and c.number.step >= 1:
            c.metrics = ("termine_versaeumt",)  # "jeder zehnte Termin verfiel. 11.085 solcher Fälle hat die Verwaltung gezählt"
        c.carried = bool(c.metrics)
        if not c.metrics and (_is_subject(r, c) or _there_it_goes(r, c, topic)):
            c.metrics, c.weak = ("kundenkontakte",), not (re.search(r"übertr[aio]f|überst(?:eig|ieg)", r.sentence.text) or units.UP.search(r.sentence.text) or units.DOWN.search(r.sentence.text)) and not re.search(r"[Aa]nliegen|[Nn]achfrage|gefragt|[Kk]undschaft|Publikum|\b(?:wollt|braucht|benötigt|beantragt|holt)en?\b|\bmeisten\s+(?:los|Betrieb)\b|\b[Mm]al\b|\bk[ao]mm?(?:en|t)?\b|Fäll|entf[ai]|Andrang|Zulauf", r.sentence.text[: c.number.end + 30]) and not r.sentence.text[: c.number.start].rstrip().endswith(":")
        if not c.metrics and c.role == LEVEL and c.unit is None and _MAL.match(r.sentence.text, c.number.end) and (_ITSELF.search(r.sentence.text) or HERE.search(r.sentence.text)) and any("dienstleistung" in dict(n.filters) for n in topic):
            c.metrics = ("kundenkontakte",)  # "36.600 Mal wurde er beantragt"
        if not c.metrics and c.role == LEVEL and c.unit is None and _CAME.search(r.sentence.text) and _MAL.match(r.sentence.text, c.number.end):
            c.metrics, c.weak = ("kundenkontakte",), _others_came(r) or bool(_BY_WIRE.search(r.sentence.text))  # "73.182 Mal haben wir geholfen"
        if not c.metrics and c.role == LEVEL and c.number.value >= 100 and c.number.step == 1 and _PEOPLE.match(r.sentence.text, c.number.end):
            c.metrics, c.weak = ("kundenkontakte",), True  # "der März begann mit 6.660 Menschen": visitors, if they are as many
        settle_median(c, r)
        settle_mail(c, r.sentence.text[r.parts[c.part].start : r.parts[c.part].end])
        settle_calls(c, r)
        settle_average(c, r)
        locate(c, r)
        if c.where == [{}] and c.metrics and not c.unsupported and near and not _new_subject(r, c):
            known = definitions()[c.metrics[0]].gliederungen
            c.where = [w for w in memory.where if set(w) <= set(known)] + [{}]
            c.where = [w for n, w in enumerate(c.where) if w not in c.where[:n]]
    if c.metrics == ("vorgaenge",) and _FOR_THEM.search(r.sentence.text) and (of := [n for n in topic if DEALERS in n.metrics]) and not any(n.filters for n in r.names):
        c.metrics, c.where = (DEALERS,), [filters(of, DEALERS)[0], {}]  # "Weniger gab es mit den Autohäusern zu tun. Für sie wurden 500 Vorgänge bearbeitet"
    if c.carried and c.unsupported and c.where == [{}] and c.role == LEVEL and c.unit is None and _MAL.match(r.sentence.text, c.number.end) and any("dienstleistung" in dict(n.filters) for n in r.names):
        c.metrics, c.unsupported, c.weak = ("kundenkontakte",), "", True  # "12.000 Anrufe. Den Reisepass stellten wir 36.600 Mal aus"
        locate(c, r)
    if near and c.role in (CHANGE, DIFFERENCE) and c.metrics == ("vorgaenge",) and memory.metrics == (DEALERS,) and builds_on(r) and not any(n.filters for n in r.names):
        c.metrics, c.where = (DEALERS,), [dict(w) for w in memory.where]  # "2.299 Großkundenvorgänge. Das macht 36 Vorgänge mehr"
    if near and c.role == LEVEL and c.metrics == ("vorgaenge",) and c.metrics[0] in REFINES.get((*memory.metrics, "")[0], ()) and not any(n.filters for n in r.names):
        c.metrics = ("vorgaenge", memory.metrics[0])  # "4.765 Vorgänge" after a sentence about those of the dealers
    if near and memory.metrics == (DEALERS,) and (c.metrics == ("kundenkontakte",) or c.metrics == ("vorgaenge",) and _OF_THESE.match(r.sentence.text)):
        done_for_dealers(r, c, {k: v for k, v in memory.where[0].items() if k == "kunde_art"})  # for all dealers or those named last
    if near and memory.metrics == (DEALERS,) and c.role == SHARE and ("vorgaenge" in (*c.of, *c.metrics) or not c.of and c.metrics in ((), ("kundenkontakte",))) and _THESE.search(r.sentence.text):
        kind = filters(r.inside(r.parts[c.part], r.names), DEALERS)[0]  # "60 Prozent dieser Fälle kamen von Autohäusern": of those done for dealers
        c.metrics = c.of = c.near = (DEALERS,)
        c.where, c.weak = [kind], not kind
    if c.follows and c.where == [{}]:
        c.where = [dict(w) for w in c.follows.where]
    if (c.carried or c.follows) and c.where != [{}]:  # "19.549 XMeld-Fälle. 8.179 Mal wurde eine Adresse berichtigt": another kind of the same whole
        c.also = (*c.also, *((parent, w) for m in c.metrics for parent in REFINES.get(m, ()) for w in c.where if w and set(w) & {"vorgangsart", "gruppe"}))
    if c.role == SHARE and not (c.metrics or c.near or c.of) and not r.names and not goes_on(r) and not units.SHARE_WORDS.search(r.sentence.text):
        c.weak = True  # a share of something nobody named
    if c.carried and c.role == LEVEL and c.metrics and _MOST.search(r.sentence.text[: c.number.start]) and (whole := tuple(m for m in REFINES.get(c.metrics[0], ()) if m not in c.metrics)):
        c.metrics = (*whole, *c.metrics)  # "3.600 kamen spontan. Die meisten, nämlich 36.600, brauchten": of all or of these
    if c.carried and _MAL.match(r.sentence.text, c.number.end) and not any(n.metrics for n in r.names) and (_others_came(r) or _VALUED.search(r.sentence.text)):
        c.weak = True  # "gelobt habt ihr uns 64 Mal", "zwölf Mal berichtete die Presse": something else happened so often
    if c.carried and _PEOPLE.match(r.sentence.text, c.number.end) and not set(c.metrics) & {"kundenkontakte", "terminkunden", "spontankunden", "mitarbeitende", "kontakte_je_oeffnungstag", "termine_versaeumt"}:
        c.weak = True  # people are no cases
    if _ABOUT_ELSE.match(r.sentence.text, c.number.end) and not any(n.filters for n in r.inside(r.parts[c.part], r.names)):
        c.weak = True
    if c.where != [{}] and not any("standort" in w for w in c.where) and _stranger(r, c):
        c.weak = True
    _there(r, c, memory if near else None, topic)
    if near:
        _beside_what_was_said(c, memory)
    _that_weekday(r, c, topic)
    ahead = r.sentence.text[: max(c.number.start, r.parts[c.part].end)]
    then = THEN.search(ahead)
    if c.where == [{}] and topic and (then or HERE.search(ahead) or _ITSELF.search(ahead)):
        there, _ = filters(_last_place(topic), (c.of or c.metrics or ("kundenkontakte",))[0])
        there = {k: v for k, v in there.items() if k in _PLACES or then and k == "wochentag"}
        c.where = [there, {}] if there else c.where


#: "Nord kam auf 3.135": things that happen, no desks and no staff.
_HAPPENED = re.compile(r"\b(?:k[ao]m(?:mt|men|en)?\s+auf|(?:brachte|schaffte)\w*\s+es\s+auf|zählten?|verzeichneten?|verbuchten?|registrierten?|empfing(?:en)?|bediente[n]?|besuchten|entfielen)\b")
_DID_SO = re.compile(r"^\W*Das\s+(?:haben|hat|taten?|machten?)\b(?:[^.;]*\b(?:getan|gemacht))?")


def again(r: Reading, c: Claim, ctx: Context) -> None:
    """Go back beyond what was named last where that cannot be meant: averages "am Tag" behind the days they are taken over, visits behind desks."""
    if c.role != LEVEL:
        return
    named = c.metrics or (ctx.memory.metrics if ctx.memory.paragraph == r.sentence.paragraph else ())
    stock = c.unit is None and bool(named) and all(definitions()[m].art == "bestand" or m == "oeffnungstage" for m in named)
    own = any(m in named for n in r.inside(r.parts[c.part], r.names) for m in n.metrics)
    bound = any(n.metrics == named and not r.sentence.text[c.number.end : n.start].strip() for n in r.names if n.start >= c.number.end)
    if stock and not bound and (c.per and named == ("oeffnungstage",) or not own and not c.metrics and _HAPPENED.search(r.sentence.text[r.parts[c.part].start : r.parts[c.part].end])):
        last = next(((m, where) for m, where in ctx.recent if definitions()[m].additiv and m != "oeffnungstage" and definitions()[m].art != "bestand"), ("kundenkontakte", {}))
        c.metrics, c.carried = (last[0],), True
        if not c.per:
            locate(c, r)
        if c.where == [{}] and last[1] and not any(n.filters for n in r.names):
            c.where = [dict(last[1]), {}]
    if not c.metrics and c.unit and c.unit.name == units.MINUTES and ctx.memory.paragraph == r.sentence.paragraph and _IT_TAKES.search(r.sentence.text) and (wait := next((m for m, _ in ctx.recent if m.startswith("wartezeit")), None)):
        c.metrics, c.carried = (wait,), True  # "Im Rathaus dauerte es dagegen 6,4 Minuten", after what was said of visitors
        locate(c, r)
    if r.parts[c.part].start == 0 and _DID_SO.match(r.sentence.text) and not any(n.metrics and not n.text.startswith("von ") for n in r.inside(r.parts[c.part], r.names)):
        c.weak = True  # "Sie können absagen. Das haben 15 von Ihnen getan": what, only the verb before says


def done_for_dealers(r: Reading, c: Claim, of: dict) -> None:
    """"18.598 Vorgänge. Davon waren 7.857 Neuzulassungen": where dealers are spoken of, kinds of cases are those done for them. of: for which of them."""
    done = filters([n for n in r.inside(r.parts[c.part], r.names) if "vorgangsart" in dict(n.filters)], DEALERS)[0]
    if done and c.role == LEVEL and not any("kundenkontakte" in n.metrics for n in r.names):
        c.also = c.also if c.weak else (*c.also, *((metric, where) for metric in c.metrics for where in c.where))
        parts = [done, {**of, **done}]
        c.metrics, c.where, c.weak = (DEALERS,), parts[:: -1 if _OF_THESE.match(r.sentence.text) else 1], False


def _others_came(r: Reading) -> bool:
    """Whether a sentence names something else that may have come or been dealt with ("500 Mal kamen Beschwerden")."""
    known = [(x.start, x.end) for x in (*r.times, *r.names)]
    nouns = [m for m in re.finditer(r"(?<=[\wäöüß,)] )[A-ZÄÖÜ][a-zäöüß-]+", r.sentence.text) if not any(a <= m.start() < b for a, b in known)]
    return any(not _COMERS.fullmatch(m[0]) for m in nouns)


def _that_weekday(r: Reading, c: Claim, topic: list) -> None:
    """"Voll ist es am Dienstag. 500 Besuche fielen auf diesen Tag": the weekday named last."""
    part = r.parts[c.part]
    days = [n for n in (*topic, *r.names) if "wochentag" in dict(n.filters) and (n in topic or n.end <= c.number.start)]
    if not days or not c.metrics or "wochentag" not in definitions()[c.metrics[0]].gliederungen or not _WEEKDAY.search(r.sentence.text[part.start : part.end]):
        return
    day = filters([days[-1]], c.metrics[0])[0]
    c.where = [{**where, **day} for where in c.where]


def at_the_place(r: Reading, c: Claim, ctx: Context) -> None:
    """Let a number also speak of the location the sentence before was about: "Der Standort ist ein Erfolg. „1.624 Kontakte im Jahr 2020 ...“"."""
    if ctx.place[:2] != (r.sentence.paragraph, ctx.sentence) or c.where != [{}] or c.unsupported or not c.metrics or any(n.filters for n in r.names):
        return
    if "standort" in definitions()[c.metrics[0]].gliederungen and not _ALL.search(r.sentence.text):
        c.where = [{"standort": ctx.place[2]}, {}]


def _last_place(topic: list) -> list:
    """The names of a sentence without the locations before the last one, or before the last ones side by side ("in Nord und Süd")."""
    places = [n for n in topic if "standort" in dict(n.filters)]
    left = [one for n, one in enumerate(places[:-1]) if any(b.start - a.end > 12 for a, b in zip(places[n:], places[n + 1 :]))]
    return [n for n in topic if n not in left]


#: "Dahinter folgen", "Schlusslicht ist": the order just begun goes on.
_NTH = r"(?:erst|zweit|dritt|viert|fünft|letzt|vorletzt)"
_NEXT_IN_ORDER = re.compile(rf"^\W*(?:[Gg]leich\s+)?(?:[Dd]ahinter|[Dd]anach|[Dd]arauf)\b|\b(?:[Ee]s|[Mm]it\s+(?:\w+\s+)?Abstand)\s+folg\w+|\b(?:Schlusslicht|[Zz]weithäufigste\w*|(?:Platz|Rang)\s+(?:eins|zwei|drei|vier|fünf|\d)|{_NTH}en\s+(?:Platz|Rang)|{_NTH}er\s+Stelle)\b")


def _there(r: Reading, c: Claim, memory: Memory | None, topic: list) -> None:
    """The location "dort" stands for, and the one the number before took, beside what the part itself names ("dienstags kamen dort 30, donnerstags 20")."""
    part = r.parts[c.part]
    metric = (*c.of, *c.metrics, *(("kundenkontakte",) if c.role == SHARE else ()), "")[0]
    if not metric or "standort" not in definitions()[metric].gliederungen or any("standort" in where for where in c.where) or any("standort" in dict(n.filters) for n in r.inside(part, r.names)):
        return
    words, spoken = r.sentence.text[part.start : part.end], memory.where[0] if memory else {}
    place = c.follows.where[0].get("standort") if c.follows else None
    if place is None and (_NEXT_IN_ORDER.search(words) or _NEXT_IN_ORDER.match(r.sentence.text)):
        place = spoken.get("standort")
    if place is None and HERE.search(words):
        place = filters([n for n in _last_place(topic) if "standort" in dict(n.filters)], metric)[0].get("standort") or spoken.get("standort")
    if place:
        c.where = [{"standort": place, **where} for where in c.where] + ([] if c.role == SHARE and c.where != [{}] else c.where)


def _beside_what_was_said(c: Claim, memory: Memory) -> None:
    """"Im Norden waren es 35.000. Das Meldewesen kam auf 500", "das Meldewesen zählte 900. Im Norden waren es 500": perhaps that of the one at the other."""
    own, known = c.where[0], definitions()[c.metrics[0]].gliederungen if c.metrics else ()
    if c.role != LEVEL or c.unit is not None or c.unsupported or not own or not set(own) <= {"standort", *SUBJECTS}:
        return
    also = {k: v for k, v in memory.where[0].items() if k in known and k in ("standort", *SUBJECTS) and goes_beside(k, own)}
    if also and {**also, **own} not in c.where:
        c.where = [*c.where, {**also, **own}]


def _carried(r: Reading, c: Claim, memory: Memory) -> tuple[str, ...]:
    """The metrics of the number before that can be printed in the unit of this one."""
    known = tuple(m for m in memory.metrics if fits(m, c))
    if not known and c.role == LEVEL and c.unit and c.unit.name == units.MINUTES and any(m.startswith("wartezeit") for m in memory.metrics):
        return ("wartezeit_mittel",)  # "70 Prozent kamen binnen 15 Minuten dran. Im Schnitt dauerte es 9 Minuten."
    times = bool(_MAL.match(r.sentence.text, c.number.end))
    known = tuple(m for m in known if not times or definitions()[m].additiv)
    if _MAILS & set(memory.metrics) and (_ENQUIRIES.search(c.noun) or times and not known and _WROTE.search(r.sentence.text)):
        return ("emails_eingegangen", "emails_bearbeitet")  # "Die Antwort dauerte 27 Stunden. Eingegangen sind 14.082 Anfragen."
    if c.role == SHARE:
        ratio = tuple(m for m in known if definitions()[m].einheit == "Prozent")
        if not ratio and re.search(_QUOTE.pattern + r"(?!\s+(?:der|des|an|für)\b)", r.sentence.text):
            ratio = tuple(_RATIO_OF[m] for m in memory.metrics if m in _RATIO_OF) or memory.ratio  # "12 verfielen. Im März lag die Quote bei 10 Prozent"
        return ratio if c.number.kind != FRACTION and not units.SHARE_WORDS.search(_QUOTE.sub("", r.sentence.text)) else ()
    if _FIGURES.search(r.sentence.text) and not all(definitions()[m].additiv and m != "oeffnungstage" for m in known):
        return ("kundenkontakte",)
    if c.role in (CHANGE, DIFFERENCE) or c.elliptic:
        return known
    return ()


def _goes_on_about_something_else(r: Reading, c: Claim) -> bool:
    """Whether the number before counts something the warehouse does not know ("63.000 Einwohner, von denen 12.000 ...")."""
    last = next((x for x in reversed(r.claims[: r.claims.index(c)]) if x.role != NONE), None)
    return last is not None and last.role == UNKNOWN and c.elliptic


_IT_TAKES = re.compile(r"\b(?:dauert\w*|ging|geht|brauchte)\s+(?:es|das)\b|\b(?:es|das)\s+(?:\w+\s+){0,4}?(?:dauert\w*|ging|geht)\b")

_COMPARED = re.compile(r"\b(?:[Ii]m\s+(?:Schnitt|Durchschnitt|Mittel)|[Dd]urchschnittlich|[Aa]m\s+\w+sten|(?:läng|kürz|schnell|langsam|zügig|rasch|flott)er)\b")


def _takes(r: Reading, c: Claim, memory: Memory) -> tuple[str, ...]:
    """"Am längsten dauerte es in der Zulassung mit 9 Minuten", where the paragraph before spoke of waits."""
    waits = (*memory.metrics, "")[0].startswith("wartezeit") and c.role == LEVEL and c.unit is not None and c.unit.name in (units.MINUTES, units.SECONDS)
    of_part = any(n.filters for n in r.names) or bool(r.times)
    return ("wartezeit_mittel",) if waits and c.elliptic and of_part and _IT_TAKES.search(r.sentence.text) and _COMPARED.search(r.sentence.text) else ()


def _named_before(c: Claim, topic: list) -> tuple[str, ...]:
    """The metric the sentence before named without a number, where the unit fits ("Wartezeiten: Sie sanken auf 8,4 Minuten")."""
    if c.unit is None or not c.elliptic:
        return ()
    named = [m for n in topic for m in n.metrics if (definitions()[m].einheit == "Prozent") == (c.unit.name == units.PERCENT) and fits(m, c)]
    return tuple(named[-1:])


def _is_subject(r: Reading, c: Claim) -> bool:
    """Whether the sentence speaks of an area, a service or a location as such: "Die Führerscheinstelle legte um 5,5 Prozent zu"."""
    if c.unit and (c.unit.name != units.PERCENT or c.role not in (CHANGE, SHARE)) or c.role == SHARE:
        return False
    part = r.parts[c.part]
    return any(n.filters and not n.metrics and set(dict(n.filters)) & set(_PLACES) and n.start < part.end for n in r.names)


_COURSE = re.compile(r"\b(?:aufwärts|abwärts|bergauf|bergab|nach\s+(?:oben|unten)|voran)\b")


#: "Dort stieg die Zahl auf": of those who came for it.
_ITS_COUNT = re.compile(r"\b(?:[Dd]ie|[Ii]hre|[Dd]eren|[Dd]er|[Dd]en)\s+(?:Zahl(?:en)?|Andrang|Zulauf|Nachfrage)\b(?!\s+(?:der|des|von|an|nach)\b)")


def _there_it_goes(r: Reading, c: Claim, topic: list) -> bool:
    """"Und der Hafen? Auch dort geht es aufwärts, um neun Prozent auf 16.429": of the visitors of a place named just before."""
    there = [n for n in topic if set(dict(n.filters)) & set(_PLACES)] if HERE.search(r.sentence.text) and not any(n.metrics for n in (*r.names, *topic)) else []
    moves = _ITS_COUNT.search(r.sentence.text) or _COURSE.search(r.sentence.text) and any("standort" in dict(n.filters) for n in there)
    return bool(there and moves) and (c.unit is None or c.unit.name == units.PERCENT and c.role == CHANGE)


def _new_subject(r: Reading, c: Claim) -> bool:
    """Whether a sentence names a part of its own, so that the one carried over is left."""
    return any(n.filters and n.start < c.number.start for n in r.names)


def _stranger(r: Reading, c: Claim) -> bool:
    """Whether a number in brackets stands behind a noun nobody knows ("die Umschreibung (plus 12,3 Prozent)"), whose part was carried over."""
    part = r.parts[c.part]
    if not part.depth and r.sentence.text[part.start : part.start + 1] != "(" or any(part.start <= n.start < part.end for n in r.names):
        return False
    word = re.search(r"([A-ZÄÖÜ][\wäöüß-]+)\s*$", r.sentence.text[: part.start])
    return bool(word) and not any(x.unit and x.number.end <= word.start(1) < x.unit.end for x in r.claims) and not any(n.start <= word.start(1) < n.end for n in r.names) and not any(m.start <= word.start(1) < m.end for m in r.times)


_ON = re.compile(r"\b(?:[Dd]avon|[Dd]arunter|[Hh]iervon|[Vv]on\s+(?:ihnen|diesen|denen))\b|\b(?:[Ww]aren|[Ss]ind|[Ww]ar|[Ii]st|[Ww]urden|[Hh]atte)\s+(?:es|das)\b|\b(?:es|das|dies)\s+(?:noch\s+)?(?:waren|sind|war|ist|wurden)\b", re.IGNORECASE)


def goes_astray(r: Reading, c: Claim, ctx: Context) -> bool:
    """Whether a number only goes on about one nobody knows what it counts: "4.310 Fundsachen wurden abgegeben. Das sind 330 mehr. Davon gingen 1.200 zurück"."""
    if ctx.unknown_at != (r.sentence.paragraph, ctx.sentence - 1) or c.unit and c.unit.name in units.TIMES or r.row.label:
        return False
    named = [n for n in r.names if n.metrics and not ANY_CASES.fullmatch(n.text)]
    if named or any(x.role == LEVEL and x.metrics and not x.astray and x.number.end <= c.number.start for x in r.claims):
        return False
    return c.role in (CHANGE, DIFFERENCE) and not any(n.filters for n in r.names) or bool(_ON.search(r.sentence.text))


def builds_on(r: Reading) -> bool:
    """Whether a sentence draws a conclusion from the number before: "Das entspricht einem Plus von"."""
    return bool(re.match(r"\W*(?:Unterm\s+Strich|Insgesamt|In\s+Zahlen|Zusammen)\s+(?:sind|ist|macht|ergibt)\s+(?:das|dies)\b|\W*(?:Das|Dies|Damit|Somit)\s+(?:\w+\s+)?(?:ist|sind|war|waren|entspricht|entsprach|bedeutet|ergibt|macht)\b", r.sentence.text))


def goes_on(r: Reading) -> bool:
    """Whether a sentence begins with a word that points back."""
    return bool(_GOES_ON.match(r.sentence.text.lstrip("„\"")))
