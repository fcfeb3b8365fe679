"""What a text talks about: metrics, areas, services, locations, case types and weekdays, by their names and synonyms.

Everything is matched by word stems, so inflection, capital letters, hyphens and gender forms make no difference. Nothing here is
specific to an office: names come from the definitions and from the master data of the warehouse.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from reporting.definitions import definitions
from reporting.factcheck.drafts.words import MONTH_NAMES, stem, stems, tokens
from reporting.factcheck.printed.limits import limits
from reporting.factcheck.printed.nonclaims import find_hours
from reporting.factcheck.printed.numbers import find_numbers, word_value
from reporting.factcheck.subjects.compounds import ANY_CASES, CASES, compounds, dealing_with, halves, kinds_for, participles_first, turned
from reporting.factcheck.subjects.done import doers, done
from reporting.factcheck.subjects.locations import how_many_open, location_names, several
from reporting.factcheck.subjects.people import acts, counted, inhabitants, told_apart
from reporting.factcheck.subjects.vehicles import speaks_of, vehicles
from reporting.factcheck.subjects.vocabulary import METRICS, PEOPLE, area_variants
from reporting.factcheck.subjects.wordings import wordings
from reporting.figures import filter_values
from reporting.warehouse import Warehouse

_VISIT = re.compile(r"\b(?:kam(?:en)?|kommen|besucht?\w*|bedien\w*|berat\w*|erschien\w*|betreu\w*|empfangen|aufgesucht|suchten|gezählt|zählte\w*|begrüßt\w*|nutzten|vorgesprochen|sprachen|wandten|gewandt|strömten|vor Ort|geholfen|halfen|half|weitergeholfen|versorgt\w*|abgefertigt|erledig\w*|begrüß\w*|f[aiu]nden\s+sich\b(?:[^,;.]|[.,](?=\d))*\bein|eingefunden|genutzt|nutzen|in Anspruch|vorbei\w*|gekommen|empf[iaä]ng\w*|(?:den|ihren) Weg (?:in|zu[mr]?)\w*|(?:je|pro|jede[mn]|einem) Öffnungstag)\b", re.IGNORECASE)
_WORK = re.compile(r"\b(?:beschäftig\w*|arbeite[tn]|arbeiteten|angestellt|(?:Gehalts|Lohn|Besoldungs)liste\w*|in\s+Lohn\s+und\s+Brot|in\s+Diensten|im\s+Dienst\s+der|unter\s+Vertrag|Dienst\s+tun|taten\s+Dienst|(?:im|zum|ins|zur|in der|in die)\s+(?:\w+\s+)?(?:Team|Belegschaft|Mannschaft|Kollegium|Personal))\b", re.IGNORECASE)
_LIVE = re.compile(r"\b(?:lebt?en|lebt|wohnt?en|wohnt|Einwohner\w*|gemeldet)\b")
WEEKDAYS = {"montag": "Mo", "dienstag": "Di", "mittwoch": "Mi", "donnerstag": "Do", "freitag": "Fr", "samstag": "Sa", "sonnabend": "Sa", "sonntag": "So"}


@dataclass(frozen=True)
class Name:
    """Something named in a sentence: `metrics` are ids, the likeliest first, `filters` are splits with their values."""

    start: int
    end: int
    text: str
    metrics: tuple[str, ...] = ()
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    base: bool = False  # what something is compared with ("weniger als im Norden")


class Names:
    """All names one office uses, ready to be found in sentences."""

    def __init__(self, w: Warehouse) -> None:
        self._phrases: dict[tuple[str, ...], Name] = {}
        self._capital: dict[tuple[str, ...], bool] = {}
        values = filter_values(w)
        self._values = {split: tuple(values[split]) for split in ("bereich", "dienstleistung", "standort", "vorgangsart", "gruppe", "leistung", "kunde_art")}
        self._how_many = {"bereich": {len(values["bereich"])}, "standort": how_many_open(w.locations)}
        self._add_metrics()
        for area in values["bereich"]:
            for variant in area_variants(area, values["bereich"]):
                if variant == area or not self._phrases.get(stems(variant)):
                    self._add(variant, filters=[("bereich", area)])
        synonyms = {service: list(words or ()) for service, words in w.query("SELECT dienstleistung, synonyme FROM dienstleistungen")}
        for service in values["dienstleistung"]:
            for variant in self._of_service(service, synonyms.get(service, ())):
                self._add(variant, filters=[("dienstleistung", service)])
        plain = Counter(stems(short) for service in values["dienstleistung"] if (short := _without_brackets(service)))
        for service in values["dienstleistung"]:
            short = _without_brackets(service)
            if short and plain[stems(short)] == 1 and stems(short) not in self._phrases:
                self._add(short, filters=[("dienstleistung", service)])
        called = {service: (service, *synonyms.get(service, ())) for service in values["dienstleistung"]}
        for compound, service in {**compounds(called), **turned(called)}.items():
            if stems(compound) not in self._phrases:
                self._add(compound, filters=[("dienstleistung", service)])
        for split in ("vorgangsart", "gruppe", "leistung", "thema", "kunde_art"):
            for value in values[split]:
                self._add(value, filters=[(split, value)])
                if ahead := participles_first(value):
                    self._add(ahead, filters=[(split, value)])
                if own := re.fullmatch(r"(?:.*?: |[A-ZÄÖÜ]{2,4} |\w+ \d+ )(\w.+)", value):  # "Auskunft: Halter", "GK Zulassung", "XMeld 0088 Fortschreibung"
                    self._add(own[1], filters=[(split, value)])
        own_names = {stems(kind.split(": ", 1)[1]) for kind in values["vorgangsart"] if ": " in kind}
        for kind in values["vorgangsart"]:  # what a service is called by, its cases for dealers are
            for service in values["dienstleistung"]:
                variants = self._of_service(service, synonyms.get(service, ()))
                if ": " in kind and stems(kind.split(": ", 1)[1]) in map(stems, variants):
                    for variant in variants:
                        if stems(variant) not in own_names:  # "Ausfuhrkennzeichen" are no "Kurzzeitkennzeichen"
                            self._add(variant, filters=[("vorgangsart", kind)])
        for standort, variant in location_names(w.locations, w.amt.get("name") or ""):
            if stems(variant) not in self._phrases or variant == standort:
                self._add(variant, filters=[("standort", standort)])
        self._kinds = kinds_for([phrase.text for phrase in self._phrases.values() if phrase.metrics == ("grosskunden_vorgaenge",) and phrase.text.isalpha()], values["vorgangsart"])
        self._dealt = tuple(kind for (kind,) in w.query("SELECT DISTINCT vorgangsart FROM grosskunden ORDER BY 1"))
        for word, key in WEEKDAYS.items():
            for form in (word, word + "s", word + "en"):
                self._add(form, filters=[("wochentag", key)], capital=False)
        self._hours = tuple(int(hour) for hour in values["stunde"])
        self._inhabitants = inhabitants(*(w.amt.get(key) or "" for key in ("stadt", "name", "bundesland")))
        self._longest = max(map(len, self._phrases))

    @staticmethod
    def _of_service(service: str, synonyms: Iterable[str]) -> list[str]:
        """A service by its name, also with "von" or nothing for an article within, and by its synonyms."""
        article = re.compile(r"(?<=\w)\s+(?:eine[rsmn]?|de[rsmn]|des|die|das)\s+(?=\w+\s+[A-ZÄÖÜ])"), re.compile(r"\s+(?:eine[rs]|de[rs])\s+(?=[A-ZÄÖÜ])")
        return list(dict.fromkeys((service, article[0].sub(" ", service), *(article[1].sub(" von ", phrase) for phrase in (service, *synonyms)), *synonyms)))

    def _add_metrics(self) -> None:
        for d in definitions().values():
            for phrase in dict.fromkeys((d.label, d.kurz, *d.synonyme)):
                if phrase == "Median":
                    continue  # of waits or of answers: `idioms.settle_median`
                self._add(phrase, metrics=(d.id,))
        for phrase, ids in METRICS.items():
            self._add(phrase, metrics=ids, replace=True)
        for phrase in PEOPLE:
            self._add(phrase, metrics=("personen",), replace=True)

    def _add(self, phrase: str, metrics: Iterable[str] = (), filters: list[tuple[str, str]] | None = None, *, replace: bool = False, capital: bool | None = None) -> None:
        key = stems(phrase)
        if not key:
            return
        old = self._phrases.get(key)
        ids = tuple(metrics) if replace or not old else tuple(dict.fromkeys((*old.metrics, *metrics)))
        found = dict(old.filters) if old else {}
        for split, value in filters or ():
            found[split] = tuple(dict.fromkeys((*found.get(split, ()), value)))
        self._phrases[key] = Name(0, 0, phrase, ids or (old.metrics if old else ()), tuple(found.items()))
        self._capital[key] = phrase[0].isupper() if capital is None else capital

    def own_parts(self, text: str) -> list[tuple[int, int, str]]:
        """Where a sentence says in passing how many areas or locations the office has ("von allen vier Bereichen"), where that is so."""
        found = [(m, split) for split, pattern in _OWN_PARTS.items() for m in pattern.finditer(text)]
        return [(m.start("n"), m.end("n"), "Zahl der Bereiche oder Standorte") for m, split in found if (int(m["n"]) if m["n"].isdigit() else word_value(m["n"])) in self._how_many[split]]

    def find(self, text: str, said: str = "") -> list[Name]:
        """All names in a sentence, the longest first at every place, in reading order. said: the sentence before."""
        words = tokens(text)
        found: list[Name] = [Name(a, b, text[a:b], filters=(("stunde", hours),)) for a, b, hours in find_hours(text, self._hours)]
        n = 0
        while n < len(words):
            for length in range(min(self._longest, len(words) - n), 0, -1):
                hit = self._phrases.get(tuple(word.stem for word in words[n : n + length])) or length > 2 and self._with_articles(words[n : n + length])
                if hit and words[n].text == "wart" and length == 1:
                    continue  # "108 Mal wart ihr bei uns": to be, not to wait
                if hit and (length > 1 or not self._capital[(words[n].stem,)] or words[n].text[0].isupper() or words[n].text[0].isdigit()):
                    if "standort" in dict(hit.filters) and several(words[n + length - 1].text):
                        continue
                    if any(mark in text[words[n].start : words[n + length - 1].end] and mark not in hit.text for mark in "(,;:"):
                        continue
                    found.append(Name(words[n].start, words[n + length - 1].end, text[words[n].start : words[n + length - 1].end], hit.metrics, hit.filters))
                    n += length - 1
                    break
            else:
                found += self._parts(words[n]) or self._adjective_and_noun(text, *words[n : n + 2])
            n += 1
        apart = limits(text, find_numbers(text))
        found += self._without_noun(found, text)
        if acts_done := done(text, self._service_filters):
            found = [n for n in found if not any(n.start < b and a < n.end for a, b, _ in acts_done)] + [Name(a, b, text[a:b], (), filters) for a, b, filters in acts_done]
            who = [m for n in find_numbers(text) if (m := doers(text, n.end)) and not any(x.start <= m.start(1) < x.end for x in found)]
            found += [Name(m.start(1), m.end(1), m[1], ("personen",)) for m in who]
        spoken = speaks_of(said) and (not speaks_of(text) or bool(re.search(r"\b(?:sie|von\s+ihnen)\b", text)))
        for_dealers = any("grosskunden_vorgaenge" in n.metrics or "kunde_art" in dict(n.filters) for n in (found if not spoken else (*found, *self.find(said))))
        dealt = vehicles(text, find_numbers(text), self._dealt if for_dealers else (), self._service_filters, spoken)
        found = [n for n in found if not any(n.start < b and a < n.end for a, b, _ in dealt)] + [Name(a, b, text[a:b], ("grosskunden_vorgaenge",) if spoken and for_dealers else (), filters) for a, b, filters in dealt]
        own = list(self._inhabitants.finditer(text)) if self._inhabitants else []
        citizens = [(m.start(), m.end(), ("personen",)) for m in own if counted(text, m, find_numbers(text))]
        for wording in (Name(a, b, text[a:b], metrics) for a, b, metrics in (*wordings(text, said), *citizens)):  # the longer of two names for the same words
            over = [x for x in found if x.start < wording.end and wording.start < x.end]
            if all(len(x.text) < len(wording.text) for x in over):
                found = [x for x in found if x not in over] + [wording]
        if any(n.metrics == ("termine_versaeumt",) and n.text.lower().startswith(("umsonst", "vergeb")) for n in found):
            found = [n for n in found if not n.text.lower().startswith(("wart", "gewart"))]  # "warteten vergeblich" is no time
        found = [n for n in found if not any(n.start < end and start < n.end for start, end, _ in apart)] + [Name(start, end, text[start:end], (metric,)) for start, end, metric in apart]
        if any("grosskunden_vorgaenge" in n.metrics for n in found) or spoken and for_dealers and not any(n.metrics or n.filters for n in found):
            found = self._of_dealers(found, words)
        found = [n for n in _subjects(found, text) if not (n.metrics == ("termine_abgesagt",) and re.search(r"\b(?:nicht|ohne|kein\w*)\s+(?:\w+\s+)?$", text[: n.start]))]
        served = any({"dienstleistung", "bereich"} & set(dict(n.filters)) or set(n.metrics) & {"termine_versaeumt", "termine_abgesagt"} for n in found)
        meant = ("mitarbeitende",) if _WORK.search(text) else () if _LIVE.search(text) else ("kundenkontakte",) if served or told_apart(text) or _VISIT.search(text) or _of_visits(found) else ()
        apart = bool(_WORK.search(text)) and bool(_VISIT.search(text))  # "73.182 Menschen kamen, 45 Menschen arbeiten dort"
        found = [Name(n.start, n.end, n.text, (("mitarbeitende",) if _WORK.search(_clause(text, n.start)) else ("kundenkontakte",)) if apart else meant, n.filters) if "personen" in n.metrics else n for n in found]
        found = [n for n in found if n.metrics != ("mitarbeitende",) or not acts(text, n.start, _clause(text, n.start))]
        adjectives = {m.end() + 1: m.start() for m in own if m["of"]}
        found = [replace(n, start=adjectives[n.start], text=text[adjectives[n.start] : n.end]) if n.metrics and n.start in adjectives else n for n in found]  # "500 Musterstädter Bürger"
        found = self._excluded(found, text)
        return _related(sorted((name for name in found if name.metrics or name.filters), key=lambda name: name.start), text)

    def _service_filters(self, phrase: str) -> tuple:
        """The filters of a phrase that names a service and nothing else; empty for others."""
        name = self._phrases.get(stems(phrase))
        return name.filters if name and not name.metrics and {"dienstleistung", "leistung"} & set(dict(name.filters)) else ()

    def _with_articles(self, words) -> Name | None:
        """"Fortschreibung der Anschrift" where "Fortschreibung Anschrift" is a kind of case."""
        inner = [word for word in words[1:-1] if word.text not in ("der", "des", "von", "einer", "eines", "wurde", "wurden")]
        found = self._phrases.get(tuple(word.stem for word in (words[0], *inner, words[-1]))) if len(inner) < len(words) - 2 else None
        return found if found and found.filters and not found.metrics else None

    def _excluded(self, found: list[Name], text: str) -> list[Name]:
        """"Kontakte ohne die Kfz-Zulassung" are those of all other areas; in "Meldewesen (ohne XMeld)" and "Vorgänge außerhalb der Kundenberatung" it only says what is not meant."""
        result = []
        for name in found:
            without = _WITHOUT.search(text[: name.start])
            if not without or name.metrics and not name.filters and without[1].lower() == "ohne":
                result.append(name)
            elif name.filters and not any(other is not name and other.start < name.start and set(dict(other.filters)) & set(dict(name.filters)) for other in found):
                result.append(replace(name, metrics=(), filters=tuple((split, tuple(v for v in self._values[split] if v not in values)) for split, values in name.filters if split in self._values)))
        return result

    def _of_dealers(self, found: list[Name], words) -> list[Name]:
        """Names with the kinds of cases that are named by half of their names where dealers are spoken of."""
        for word in words:
            kind = self._kinds.get(word.stem) if word.text[0].isupper() else None
            over = [n for n in found if n.start <= word.start < n.end]
            if kind and not any("vorgangsart" in dict(n.filters) or n.metrics for n in over):
                found = [n for n in found if n not in over] + [Name(word.start, word.end, word.text, (), (("vorgangsart", (kind,)),))]
        return found

    def _without_noun(self, found: list[Name], text: str) -> list[Name]:
        """"Das größere Haus zählte 500, das kleinere 300": an adjective alone stands for the noun said before."""
        added = []
        for name in found:
            words = name.text.split()
            if "standort" not in dict(name.filters) or len(words) != 2 or not words[0].islower():
                continue
            for m in re.finditer(r"\b(?:das|der|die|dem|den|im|am|beim)\s+([a-zäöüß]+e[nrsm]?)(?=\s*(?:[,;.:()]|$)|\s+\d|\s+(?![a-zäöüß]+e[nrsm]?\s+[A-ZÄÖÜ])[a-zäöüß]+\b)", text[name.end :]):
                if other := self._phrases.get(stems(f"{m[1]} {words[1]}")):
                    added.append(Name(name.end + m.start(1), name.end + m.end(1), m[1], other.metrics, other.filters))
        return added

    def _adjective_and_noun(self, text: str, one, two=None) -> list[Name]:
        """"Gebrauchte Fahrzeuge" where "Gebrauchtfahrzeug" is known."""
        if two is None or not one.text[0].islower() or not two.text[0].isupper() or not (root := re.fullmatch(r"([a-zäöüß]{3,}?)e[nrsm]?", one.text)) or text[one.end : two.start].strip():
            return []
        known = self._phrases.get((stem(root[1] + two.text.lower()),))
        return [Name(one.start, two.end, text[one.start : two.end], known.metrics, known.filters)] if known and known.filters else []

    def _parts(self, word) -> list[Name]:
        """Compounds such as "Kfz-Kunden" or "Führerschein-Terminkunden": both halves where both are known."""
        timed = re.fullmatch(rf"(?:{MONTH_NAMES})s?[-\u2010\u2011]?([A-ZÄÖÜa-zäöüß]{{4,}})", word.text)
        if timed and (what := self._phrases.get((stem(timed[1].capitalize()),))) and what.metrics:
            return [Name(word.start + timed.start(1), word.end, timed[1], what.metrics)]  # "Novemberbesuche"; the month is found as a period
        for of, what in halves(word.text):
            if (part := self._phrases.get((stem(of),))) and (found := self._of_part(part, what, "-" in word.text)):
                return [Name(word.start, word.end, word.text, *found)]
        for about in dealing_with(word.text):
            if (first := self._phrases.get((stem(about),))) and first.filters and not first.metrics:
                return [Name(word.start, word.end, word.text, (), first.filters)]
        office = re.fullmatch(r"([A-ZÄÖÜ][a-zäöüß]{3,}|[A-ZÄÖÜ][\w-]+(?=[-\u2010\u2011]))[-\u2010\u2011]?(?:büro|stelle|schalter|theke|tresen|counter|service|team|abteilung)[ns]?", word.text, re.IGNORECASE)
        for of in (office[1], office[1].removesuffix("s")) if office else ():
            first = self._phrases.get((stem(of),))
            if first and (first.metrics == ("grosskunden_vorgaenge",) or not first.metrics and {"dienstleistung", "bereich"} & set(dict(first.filters))):
                return [Name(word.start, word.end, word.text, first.metrics, first.filters)]
        if word.text.startswith(("Online-", "Digital-")) and (what := self._phrases.get((stem(word.text.split("-", 1)[1]),))) and "leistung" in dict(what.filters):
            return [Name(word.start, word.end, word.text, ("online_leistungen",), what.filters)]
        pieces = re.split("[-\u2010\u2011]", word.text)
        for cut in range(1, len(pieces)):
            first, last = self._phrases.get((stem("".join(pieces[:cut])),)), self._phrases.get((stem("-".join(pieces[cut:])),))
            if first and last and first.filters and last.metrics:
                middle = word.start + len("-".join(pieces[:cut])) + 1
                return [Name(word.start, middle - 1, word.text[: middle - 1 - word.start], (), first.filters),
                        Name(middle, word.end, word.text[middle - word.start :], last.metrics, ())]
        return []


    def _of_part(self, part: Name, what: str, hyphen: bool) -> tuple[tuple[str, ...], tuple] | None:
        """What is counted in a compound, and of which part: cases of a kind, visits for a service. part: the name its first half is; what: its last half."""
        splits = set(dict(part.filters))
        if CASES.fullmatch(what):
            if part.metrics:
                return (part.metrics, ()) if part.metrics[0] in ("vorgaenge_xmeld", "grosskunden_vorgaenge") else None
            if splits & {"vorgangsart", "gruppe"}:
                return ("vorgaenge",), part.filters
            return (("kundenkontakte",) if ANY_CASES.match(what) else (), part.filters) if splits & {"dienstleistung", "bereich"} else None
        known = self._phrases.get((stem(what),)) if part.filters and not part.metrics and not hyphen else None
        counted = known is not None and not known.filters and any(m in definitions() and definitions()[m].art != "bestand" and splits & set(definitions()[m].gliederungen) for m in known.metrics)
        return (known.metrics, part.filters) if counted else None


_ALL_OF = r"\b(?:[Aa]lle[nr]?|[Dd]ie|[Dd]e[nr]|[Uu]nsere[nr]?|[Ii]hre[nr]?|[Ss]eine[nr]?|[Ss]ämtliche[nr]?|[Dd]iese[nr]?)\s+(?P<n>\d{1,2}|[a-zäöüß]+)\s+(?:[a-zäöüß]+en\s+)?"
_OWN_PARTS = {"bereich": re.compile(_ALL_OF + r"(?:(?:Fach|Aufgaben|Geschäfts)?[Bb]ereichen?|Abteilungen|Sachgebieten?)(?![\w-])"),
              "standort": re.compile(_ALL_OF + r"(?:Standorten?|Häusern?|Bürger(?:büros|ämtern?)|(?:Neben|Außen|Zweig|Anlauf)stellen|Dienststellen)(?![\w-])")}


def _of_visits(found: list[Name]) -> bool:
    """Whether visits are spoken of, and those of all: "Der Andrang nahm zu: 500 Gäste", but not "ein Drittel kam ohne Termin, 500 Personen"."""
    spoken = {m for n in found for m in n.metrics}
    return bool(spoken & {"kundenkontakte", "kontakte_je_oeffnungstag"}) and not spoken & {"spontankunden", "terminkunden"}


def _clause(text: str, at: int) -> str:
    """What stands around a place between commas."""
    return re.split(r"[;,(](?!\d)", text[:at])[-1] + re.split(r"[;,)](?!\d)", text[at:])[0]


def _without_brackets(service: str) -> str:
    """"Zulassung (neu)" without the bracket; nothing for names that have none."""
    short = re.sub(r"\s*\([^)]*\)", "", service).strip()
    return short if short != service else ""


_ABOUT = re.compile(r"\b(?:[Uu]m|Thema|Themen|Betreff)\W+(?:(?:das|den|die|dem|der)\s+)?$")
_TURNS = re.compile(r"\bThem(?:a|en)\b|\bBetreff\b|\bdrehte\w*\b|\bging(?:en)? es\b")


def _subjects(names: list[Name], text: str) -> list[Name]:
    """What letters are about ("das Thema Termin") is no count of its own."""
    if not (re.search(r"\bThem(?:a|en)\b|\bbetraf(?:en)?\b|\bdrehte\w*\b|\bBetreff\b|\bging(?:en)? es (?:um|in)\b|\bBetreffend", text) and re.search(r"E-Mail|\bMails?\b|\bSchreiben\b|\bAnfragen\b|\bZuschriften\b|\bNachrichten\b", text)):
        return [replace(n, metrics=()) if "thema" in dict(n.filters) and _ABOUT.search(text[: n.start]) and _TURNS.search(text) else n for n in names]
    return [replace(n, metrics=()) if "thema" in dict(n.filters) else n for n in names]


_WITHOUT = re.compile(r"\b(ohne|außer|außerhalb|ausgenommen|abgesehen\s+von|jenseits|abzüglich)\s+(?:(?:die|den|der|des|das|dem|von|vom)\s+)?(?:(?:Bereichs?|Standorts?|Abteilung|Gruppe)\s+)?$", re.IGNORECASE)
_COMPARED = re.compile(
    r"(?:\b(?:mehr|weniger|\w{3,}er|anders)\b(?:[^,;.]|[.,](?=\d)){0,60}?\bals|\b(?:eben|genau)?so\s(?:[^,;.]|[.,](?=\d)){0,60}?\bwie|\b(?:gegenüber|verglichen\s+mit|im\s+Vergleich\s+(?:zu[mr]?|mit))|\b(?:über|unter|neben|hinter|vor)\s+(?:de[rmn](?:jenigen)?|denen|jene[rmn]|(?:dem|der|den)\s+(?:Wert|Niveau|Durchschnitt|Schnitt|Zahl|Zeit|Quote|Dauer)(?:en)?)(?=\s+(?:im|in|am|an|auf|des|der|von|vom|für|bei)\b))"
    r"\s+(?:(?:noch|im|in|ins|am|an|auf|das|der|die|dem|den|des|zum?|zur|nach|für|bei|vom|von|beim|Standort|Bereich)\s+)*$")
_THAT_OF = re.compile(r"\s+(?:die|den|das|jene[ns]?|diejenigen?)\s+(?:(?:im|in|am|an|auf|bei|der|des|dem|den)\s+)*")
_SURPASSES = re.compile(r"\b(?:übertr[aio]f\w*|überst(?:eig|ieg)\w*|überrag\w*)\b(?:[^,;.]|[.,](?=\d))*$")


_DONE_FOR = re.compile(r"\s+(?:der|von|für|durch|bei)\s+(?:d(?:en|ie|er)\s+|unsere[rn]?\s+)?")


def _related(names: list[Name], text: str) -> list[Name]:
    """Names with what their neighbours make of them: "spontan erschienene Kunden" are one, "als im Norden" is what is compared with."""
    found: list[Name] = []
    for name in names:
        last = found[-1] if found else None
        if last and last.metrics[:1] in (("spontankunden",), ("terminkunden",)) and name.metrics[:1] == ("kundenkontakte",) and re.fullmatch(r"\s+(?:[a-zäöüß]+\s+){0,2}", text[last.end : name.start]):
            found[-1] = replace(last, end=name.end, text=text[last.start : name.end])
            continue
        between = text[last.end : name.start] if last else ""
        if last and last.metrics == ("vorgaenge",) and not last.filters and name.metrics[:1] == ("grosskunden_vorgaenge",) and _DONE_FOR.fullmatch(between):
            found[-1] = replace(last, end=name.end, text=text[last.start : name.end], metrics=name.metrics, filters=name.filters)  # "Vorgänge der Großkunden"
            continue
        beside = name.filters and last is not None and bool(last.filters) and (_SURPASSES.search(between) or _SURPASSES.search(text[: last.start]) and _THAT_OF.fullmatch(between) and set(dict(last.filters)) & set(dict(name.filters)))
        found.append(replace(name, base=True) if name.filters and (beside or _COMPARED.search(text[: name.start])) else name)
    return found
