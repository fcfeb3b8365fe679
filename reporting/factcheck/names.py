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
from reporting.factcheck.compounds import compounds, dealing_with, kinds_for
from reporting.factcheck.limits import limits
from reporting.factcheck.locations import location_names
from reporting.factcheck.nonclaims import find_hours
from reporting.factcheck.online_words import WORDINGS as ONLINE_WORDINGS
from reporting.factcheck.numbers import find_numbers
from reporting.factcheck.words import stem, stems, tokens
from reporting.figures import filter_values
from reporting.warehouse import Warehouse

#: Further ways to write a metric; the first metric is the usual reading, the others are possible ones.
_MORE = {
    "E-Mail": ("emails_bearbeitet", "emails_eingegangen"), "E-Mails": ("emails_bearbeitet", "emails_eingegangen"), "Mail": ("emails_bearbeitet", "emails_eingegangen"),
    "Mails": ("emails_bearbeitet", "emails_eingegangen"), "Schreiben": ("emails_eingegangen", "emails_bearbeitet"), "Zuschriften": ("emails_eingegangen", "emails_bearbeitet"), "E-Mail-Anfragen": ("emails_bearbeitet", "emails_eingegangen"), "Anfragen per E-Mail": ("emails_bearbeitet", "emails_eingegangen"),
    "Anfragen per Mail": ("emails_bearbeitet", "emails_eingegangen"), "Mailanfragen": ("emails_bearbeitet", "emails_eingegangen"),
    "schriftliche Anfragen per E-Mail": ("emails_bearbeitet", "emails_eingegangen"), "elektronische Anfragen": ("emails_bearbeitet", "emails_eingegangen"),
    "eingegangene Mails": ("emails_eingegangen",), "eingegangene E-Mail-Anfragen": ("emails_eingegangen",), "E-Mail-Postfach": ("emails_eingegangen",),
    "Kundinnen und Kunden": ("kundenkontakte",), "Kontakte": ("kundenkontakte",), "Kontakt": ("kundenkontakte",), "Kundenaufkommen": ("kundenkontakte",), "Fälle am Schalter": ("kundenkontakte",), "Vorgänge am Schalter": ("kundenkontakte",), "Anliegen am Schalter": ("kundenkontakte",), "Anliegen vor Ort": ("kundenkontakte",), "Besucherzahl": ("kundenkontakte",),
    "Kundenzahlen": ("kundenkontakte",), "Kundenverkehr": ("kundenkontakte",), "Vorsprache": ("kundenkontakte",), "Kundenstrom": ("kundenkontakte",), "Andrang": ("kundenkontakte",), "Zulauf": ("kundenkontakte",), "Zustrom": ("kundenkontakte",), "Ansturm": ("kundenkontakte",), "Publikumsverkehr": ("kundenkontakte",),
    "Kunden ohne Termin": ("spontankunden",), "Kundinnen und Kunden ohne Termin": ("spontankunden",), "Kunden ohne Terminvereinbarung": ("spontankunden",),
    "Personen ohne Termin": ("spontankunden",), "Besucher ohne Termin": ("spontankunden",), "spontan": ("spontankunden",), "Spontanbesuche": ("spontankunden",), "ohne Termin": ("spontankunden",), "ohne vorherigen Termin": ("spontankunden",),
    "Spontanbesucher": ("spontankunden",), "Personen mit Termin": ("terminkunden",), "Besucher mit Termin": ("terminkunden",), "mit Termin": ("terminkunden",), "Kunden mit vereinbartem Termin": ("terminkunden",), "mit vereinbartem Termin": ("terminkunden",),
    "geplatzte Termine": ("termine_versaeumt",), "nicht wahrgenommene Termine": ("termine_versaeumt",), "Nichterscheinen": ("termine_versaeumt",), "versäumte Termine": ("termine_versaeumt",), "verpasste Termine": ("termine_versaeumt",), "ausgefallene Termine": ("termine_versaeumt",),
    "Termine blieben ungenutzt": ("termine_versaeumt",), "Termine verfielen": ("termine_versaeumt",), "ungenutzte Termine": ("termine_versaeumt",),
    "Termine nicht wahrgenommen": ("termine_versaeumt",), "Termine wurden nicht wahrgenommen": ("termine_versaeumt",), "Termine versäumt": ("termine_versaeumt",), "Termine wurden versäumt": ("termine_versaeumt",),
    "Termine abgesagt": ("termine_abgesagt",), "Termine wurden abgesagt": ("termine_abgesagt",), "Termine vorher abgesagt": ("termine_abgesagt",), "Termine wurden vorher abgesagt": ("termine_abgesagt",), "Stornierungen": ("termine_abgesagt",), "Termine storniert": ("termine_abgesagt",), "Termine wurden storniert": ("termine_abgesagt",),
    "Termine gebucht": ("termine_gebucht",), "Termine wurden gebucht": ("termine_gebucht",), "Buchungen": ("termine_gebucht",), "Termine vereinbart": ("termine_gebucht",), "Termine wurden vereinbart": ("termine_gebucht",),
    "Termine wahrgenommen": ("termine_bedient",), "Termine wurden wahrgenommen": ("termine_bedient",), "Termine bedient": ("termine_bedient",),
    "einen Termin vereinbart": ("terminkunden",), "einen Termin gebucht": ("terminkunden",), "einen Termin": ("terminkunden",), "mit einem Termin": ("terminkunden",), "ohne einen Termin": ("spontankunden",), "keinen Termin": ("spontankunden",),
    "nicht abgesagten Termine": ("no_show_quote",), "unbeantwortet": ("emails_offen",), "noch nicht beantwortet": ("emails_offen",), "noch offen": ("emails_offen",), "unbearbeitet": ("emails_offen",), "E-Mails offen": ("emails_offen",),
    "nicht wahrgenommen": ("termine_versaeumt", "no_show_quote"), "nicht erschienen": ("termine_versaeumt", "no_show_quote"), "versäumt": ("termine_versaeumt",), "verpasst": ("termine_versaeumt",), "verfielen": ("termine_versaeumt", "no_show_quote"),
    "erschienen nicht": ("termine_versaeumt", "no_show_quote"), "nicht zum Termin": ("termine_versaeumt", "no_show_quote"), "ungenutzt": ("termine_versaeumt", "no_show_quote"), "platzten": ("termine_versaeumt", "no_show_quote"),
    "abgesagt": ("termine_abgesagt",), "storniert": ("termine_abgesagt",), "gebucht": ("termine_gebucht",), "wahrgenommen": ("termine_bedient",),
    "No-Show-Rate": ("no_show_quote",), "Ausfallrate": ("no_show_quote",), "Versäumnisquote": ("no_show_quote",), "Quote der versäumten Termine": ("no_show_quote",), "Quote der nicht wahrgenommenen Termine": ("no_show_quote",),
    "Anteil der versäumten Termine": ("no_show_quote",), "Anteil nicht wahrgenommener Termine": ("no_show_quote",), "Anteil der nicht wahrgenommenen Termine": ("no_show_quote",), "der Termine wurden nicht wahrgenommen": ("no_show_quote",),
    "aller Termine wurden nicht wahrgenommen": ("no_show_quote",), "der Termine verfielen": ("no_show_quote",), "Termine platzten": ("termine_versaeumt",),
    "Öffnungstage": ("oeffnungstage",), "Wartedauer": ("wartezeit_mittel",), "gewartet": ("wartezeit_mittel",), "warten": ("wartezeit_mittel",), "warteten": ("wartezeit_mittel",), "wartete": ("wartezeit_mittel",), "wartet": ("wartezeit_mittel",), "Geduld": ("wartezeit_mittel",), "gedulden": ("wartezeit_mittel",), "bis zum Aufruf": ("wartezeit_mittel",), "aufgerufen": ("wartezeit_mittel",), "geöffnet": ("oeffnungstage",),
    "mittlere Wartedauer": ("wartezeit_median",), "Median der Wartezeiten": ("wartezeit_median",), "Medianwert": ("wartezeit_median",), "90-Prozent-Wert der Wartezeit": ("wartezeit_p90",),
    "Anrufe": ("anrufe_115",), "Anrufe bei der 115": ("anrufe_115",), "Telefonanrufe": ("anrufe_115",), "Gespräche": ("anrufe_115",), "Telefongespräche": ("anrufe_115",), "telefonische Anfragen": ("anrufe_115",), "Telefonanfragen": ("anrufe_115",), "Anruferinnen und Anrufer": ("anrufe_115",),
    "Erstlösungsrate": ("anrufe_115_erstloesung",), "Erstlösung": ("anrufe_115_erstloesung",), "abschließend": ("anrufe_115_erstloesung",), "beim ersten Anruf": ("anrufe_115_erstloesung",), "beim ersten Kontakt": ("anrufe_115_erstloesung",), "fallabschließend": ("anrufe_115_erstloesung",), "direkt beantwortet": ("anrufe_115_erstloesung",),
    "Service-Level": ("anrufe_115_servicelevel",), "Servicequote": ("anrufe_115_servicelevel",), "Annahmequote": ("anrufe_115_servicelevel",), "innerhalb von dreißig Sekunden": ("anrufe_115_servicelevel",), "binnen 30 Sekunden": ("anrufe_115_servicelevel",), "in 30 Sekunden": ("anrufe_115_servicelevel",), "in weniger als 30 Sekunden": ("anrufe_115_servicelevel",), "innerhalb der ersten 30 Sekunden": ("anrufe_115_servicelevel",), "30 Sekunden": ("anrufe_115_servicelevel",),
    "Bearbeitungsfälle": ("vorgaenge",), "Geschäftsvorfälle": ("vorgaenge",), "Fälle in der Sachbearbeitung": ("vorgaenge",), "XMeld-Bearbeitungsfälle": ("vorgaenge_xmeld",), "XMeld-Nachricht": ("vorgaenge_xmeld",), "XMeld-Mitteilungen": ("vorgaenge_xmeld",), "XMeld-Bereich": ("vorgaenge_xmeld",),
    "Vorgänge für Großkunden": ("grosskunden_vorgaenge",), "Vorgänge von Großkunden": ("grosskunden_vorgaenge",), "Vorgänge für Autohäuser": ("grosskunden_vorgaenge",), "Vorgänge für Zulassungsdienste": ("grosskunden_vorgaenge",), "Kfz-Händler": ("grosskunden_vorgaenge",), "Autohändler": ("grosskunden_vorgaenge",), "Autohaus": ("grosskunden_vorgaenge",), "Zulassungsdienst": ("grosskunden_vorgaenge",),
    "Online-Dienste": ("online_leistungen",), "Online-Vorgänge": ("online_leistungen",), "Online-Verfahren": ("online_leistungen",), "Online-Antrag": ("online_leistungen",), "online gestellte Anträge": ("online_leistungen",), "Anträge online": ("online_leistungen",), "Anliegen online": ("online_leistungen",), "digitale Anträge": ("online_leistungen",), "digital gestellte Anträge": ("online_leistungen",),
    "Beratungsplatz": ("beraterplaetze",), "Arbeitsplätze für Beratung": ("beraterplaetze",), "Bedienplätze": ("beraterplaetze",), "Servicetheken": ("thekenplaetze",), "Thekenarbeitsplätze": ("thekenplaetze",), "Plätze an der Theke": ("thekenplaetze",),
    "Kolleginnen und Kollegen": ("mitarbeitende",), "Mitarbeitenden": ("mitarbeitende",), "Mitarbeiterzahl": ("mitarbeitende",), "Personalbestand": ("mitarbeitende",), "Personalstand": ("mitarbeitende",), "Team": ("mitarbeitende",), "Belegschaft": ("mitarbeitende",), "Beschäftigten": ("mitarbeitende",), "Köpfe": ("mitarbeitende",), "Mitarbeiterin": ("mitarbeitende",), "Mitarbeiterinnen und Mitarbeitern": ("mitarbeitende",),
    "Vorlaufzeiten": ("vorlaufzeit_mittel",), "im Voraus": ("vorlaufzeit_mittel",), "bis zum Termin": ("vorlaufzeit_mittel",), "zwischen Buchung und Termin": ("vorlaufzeit_mittel",), "auf einen Termin": ("vorlaufzeit_mittel",), "auf ihren Termin": ("vorlaufzeit_mittel",), "Vorlauf": ("vorlaufzeit_mittel",),
    "Antwortzeiten": ("email_antwortzeit_median",), "Bearbeitungszeit von E-Mails": ("email_antwortzeit_median",), "Antwortdauer": ("email_antwortzeit_median",), "mittlere Antwortzeit": ("email_antwortzeit_median",),
}
#: People without a further name are customers only where they visit.
_PEOPLE = ("Frauen und Männer", "Männer und Frauen", "Bürgerinnen und Bürger", "Bürger", "Bürgerinnen", "Menschen", "Personen", "Leute", "Gäste", "Einwohner", "Einwohnerinnen und Einwohner")
_VISIT = re.compile(r"\b(?:kam(?:en)?|kommen|besucht?\w*|bedien\w*|berat\w*|erschien\w*|betreu\w*|empfangen|aufgesucht|suchten|gezählt|zählte\w*|begrüßt\w*|nutzten|vorgesprochen|sprachen|wandten|gewandt|strömten|vor Ort|geholfen|halfen|half|weitergeholfen|versorgt\w*|abgefertigt|erledig\w*|begrüß\w*|genutzt|nutzen|in Anspruch|vorbei\w*|gekommen|(?:den|ihren) Weg (?:in|zu[mr]?)\w*)\b", re.IGNORECASE)
_WORK = re.compile(r"\b(?:beschäftig\w*|arbeite[tn]|arbeiteten|angestellt|im Team)\b", re.IGNORECASE)
_LIVE = re.compile(r"\b(?:lebt?en|lebt|wohnt?en|wohnt|Einwohner\w*|gemeldet)\b")
_GENERIC = ("angelegenheiten", "angelegenheit", "wesen", "behörde", "sachen", "bereich", "stelle", "dienste", "amt")
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
        self._add_metrics()
        for area in values["bereich"]:
            for variant in _area_variants(area, values["bereich"]):
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
        for compound, service in compounds({service: (service, *synonyms.get(service, ())) for service in values["dienstleistung"]}).items():
            if stems(compound) not in self._phrases:
                self._add(compound, filters=[("dienstleistung", service)])
        for split in ("vorgangsart", "gruppe", "leistung", "thema", "kunde_art"):
            for value in values[split]:
                self._add(value, filters=[(split, value)])
                if own := re.fullmatch(r"(?:.*?: |[A-ZÄÖÜ]{2,4} )(\w.+)", value):  # "Auskunft: Halter", "GK Zulassung"
                    self._add(own[1], filters=[(split, value)])
        for kind in values["vorgangsart"]:  # what a service is called by, its cases for dealers are
            for service in values["dienstleistung"]:
                variants = self._of_service(service, synonyms.get(service, ()))
                if ": " in kind and stems(kind.split(": ", 1)[1]) in map(stems, variants):
                    for variant in variants:
                        self._add(variant, filters=[("vorgangsart", kind)])
        for standort, variant in location_names(w.locations, w.amt.get("name") or ""):
            if stems(variant) not in self._phrases or variant == standort:
                self._add(variant, filters=[("standort", standort)])
        self._kinds = kinds_for([phrase.text for phrase in self._phrases.values() if phrase.metrics == ("grosskunden_vorgaenge",) and phrase.text.isalpha()], values["vorgangsart"])
        for word, key in WEEKDAYS.items():
            for form in (word, word + "s", word + "en"):
                self._add(form, filters=[("wochentag", key)], capital=False)
        self._hours = tuple(int(hour) for hour in values["stunde"])
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
        for phrase, ids in _MORE.items():
            self._add(phrase, metrics=ids, replace=True)
        for phrase in _PEOPLE:
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

    def find(self, text: str, said: str = "") -> list[Name]:
        """All names in a sentence, the longest first at every place, in reading order. said: the sentence before."""
        words = tokens(text)
        found: list[Name] = [Name(a, b, text[a:b], filters=(("stunde", hours),)) for a, b, hours in find_hours(text, self._hours)]
        n = 0
        while n < len(words):
            for length in range(min(self._longest, len(words) - n), 0, -1):
                key = tuple(word.stem for word in words[n : n + length])
                hit = self._phrases.get(key)
                if hit and (length > 1 or not self._capital[key] or words[n].text[0].isupper() or words[n].text[0].isdigit()):
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
        for wording in _wordings(text) + _letters(text, said):  # the longer of two names for the same words
            over = [x for x in found if x.start < wording.end and wording.start < x.end]
            if all(len(x.text) < len(wording.text) for x in over):
                found = [x for x in found if x not in over] + [wording]
        found = [n for n in found if not any(n.start < end and start < n.end for start, end, _ in apart)] + [Name(start, end, text[start:end], (metric,)) for start, end, metric in apart]
        if any("grosskunden_vorgaenge" in n.metrics for n in found):
            found = self._of_dealers(found, words)
        found = [n for n in _subjects(found, text) if not (n.metrics == ("termine_abgesagt",) and re.search(r"\bnicht\s+(?:\w+\s+)?$", text[: n.start]))]
        served = any({"dienstleistung", "bereich"} & set(dict(n.filters)) for n in found)
        meant = ("mitarbeitende",) if _WORK.search(text) else () if _LIVE.search(text) else ("kundenkontakte",) if served or _VISIT.search(text) else ()
        found = [Name(n.start, n.end, n.text, meant, n.filters) if "personen" in n.metrics else n for n in found]
        return _related(sorted((name for name in found if name.metrics or name.filters), key=lambda name: name.start), text)

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
        closed = re.fullmatch(r"([A-ZÄÖÜ][a-zäöüß]{4,})(kund(?:en|innen)|kontakte?n?|besuche?n?r?)", word.text)
        for half in (closed[1], closed[1].removesuffix("s")) if closed else ():
            if (first := self._phrases.get((stem(half),))) and first.filters and not first.metrics:
                return [Name(word.start, word.end, word.text, ("kundenkontakte",), first.filters)]
        for about in dealing_with(word.text):
            if (first := self._phrases.get((stem(about),))) and first.filters and not first.metrics:
                return [Name(word.start, word.end, word.text, (), first.filters)]
        office = re.fullmatch(r"([A-ZÄÖÜ][a-zäöüß]{4,})(?:büro|stelle|schalter|service|team|abteilung)s?", word.text)
        if office and (first := self._phrases.get((stem(office[1]),))) and first.metrics == ("grosskunden_vorgaenge",):
            return [Name(word.start, word.end, word.text, first.metrics, first.filters)]
        if word.text.startswith(("Online-", "Digital-")) and (what := self._phrases.get((stem(word.text.split("-", 1)[1]),))) and "leistung" in dict(what.filters):
            return [Name(word.start, word.end, word.text, ("online_leistungen",), what.filters)]
        pieces = re.split("[-\u2010\u2011]", word.text)
        if len(pieces) > 1 and _CASES.match(pieces[-1]) and (group := self._phrases.get((stem("".join(pieces[:-1])),))) and "gruppe" in dict(group.filters):
            return [Name(word.start, word.end, word.text, group.metrics or ("vorgaenge",), () if group.metrics else group.filters)]
        for cut in range(1, len(pieces)):
            first, last = self._phrases.get((stem("".join(pieces[:cut])),)), self._phrases.get((stem("-".join(pieces[cut:])),))
            if first and last and first.filters and last.metrics:
                middle = word.start + len("-".join(pieces[:cut])) + 1
                return [Name(word.start, middle - 1, word.text[: middle - 1 - word.start], (), first.filters),
                        Name(middle, word.end, word.text[middle - word.start :], last.metrics, ())]
        return []


#: What the cases of a group may be called: "XMeld-Meldungen", "Kfz-Fälle".
_CASES = re.compile(r"(?:Meldung|F[aä]ll|Sache|Vorg[aä]ng|Nachricht|Mitteilung|Datens[aä]tz|Bearbeitung|Verfahren|Eing[aä]ng)")


def _without_brackets(service: str) -> str:
    """"Zulassung (neu)" without the bracket; nothing for names that have none."""
    short = re.sub(r"\s*\([^)]*\)", "", service).strip()
    return short if short != service else ""


#: Metrics said by words that stand apart ("Zu 248 Terminen erschien niemand"); the last group is where the name stands.
#: Words up to the end of the sentence; a point or a comma within a number is none.
_IN = r"(?:[^.;,]|[.,](?=\d))"
_WORDINGS = [
    (re.compile(r"\b[Mm]it\s+(?:\w+\s+)?Termin\b(?:[^.;]|[.](?=\d))*?\b(ohne)\b(?=\s*(?:[.,;)]|$))"), ("spontankunden",)),
    (re.compile(r"\b[Oo]hne\s+(?:\w+\s+)?Termin\b(?:[^.;]|[.](?=\d))*?\b(mit)\b(?=\s*(?:[.,;)]|$))"), ("terminkunden",)),
    (re.compile(r"\bTermin\b(?:[^.;]|[.](?=\d))*?\bhatten?\s+(?:\w+\s+){0,2}?(eine[nr](?:\s+(?:gebucht|vereinbart|reserviert))?)(?=\s*(?:[.,;)]|$|und\b))"), ("terminkunden",)),
    (re.compile(r"\bTermin\b(?:[^.;]|[.](?=\d))*?\bhatten?\s+(?:\w+\s+){0,2}?(keinen?(?:\s+(?:gebucht|vereinbart|reserviert))?)(?=\s*(?:[.,;)]|$|und\b))"), ("spontankunden",)),
    (re.compile(rf"\b(?:ging\w*|gehen|entfielen|beruht\w*)\b{_IN}{{0,40}}?\b(auf\s+(?:eine[nr]?\s+)?(?:\w+\s+)?(?:Termin(?:buchung|vereinbarung|reservierung|e)?))(?:en)?\b"), ("terminkunden",)),
    (re.compile(rf"\b(?:erschien(?:en)?|tauchten?)\b{_IN}{{0,70}}?\b(niemand|nicht|keiner)\b"), ("termine_versaeumt", "no_show_quote")),
    (re.compile(rf"\bTermin\w*\b{_IN}*\bkam(?:en)?\b{_IN}{{0,50}}?\b(niemand|nicht|keiner)\b"), ("termine_versaeumt", "no_show_quote")),
    (re.compile(rf"\b(?:nicht|niemand|keiner)\b{_IN}{{0,30}}?\b(erschien(?:en)?|aufgetaucht|auftauchten?)\b"), ("termine_versaeumt", "no_show_quote")),
    (re.compile(rf"\bTermin\w*\b{_IN}{{0,70}}?\b(verfallen|verfiel(?:en)?|ungenutzt|verstreichen|platzen|platzten?|sausen)\b"), ("termine_versaeumt", "no_show_quote")),
    (re.compile(rf"\bsagte[n]?\b{_IN}{{0,50}}?\b(ab)\b"), ("termine_abgesagt",)),
    (re.compile(rf"\b(?:blieb(?:en)?|ferngeblieben)\b{_IN}{{0,60}}?\b(unentschuldigt|fern|weg)\b"), ("termine_versaeumt", "no_show_quote")),
    (re.compile(r"\b((?:gleich|direkt|sofort|schon|bereits)\s+(?:(?:im|beim|am)\s+)?(?:ersten\s+(?:Gespräch|Anruf|Kontakt|Telefonat)|Telefon))\b"), ("anrufe_115_erstloesung",)),
    (re.compile(r"\b(?:Mitarbeit|Beschäftigt|Angestellt|Kolleg|Kräfte|Köpfe)[^.;]{0,60}?\b(?:auf|umgerechnet|rechnerisch|entspr\w+|sich)\s+(?:\w+\s+)?[\d.,]+\s+(Stellen)\b"), ("vollzeitstellen",)),
    (re.compile(r"\b((?:[Ii]m|[Bb]eim)\s+ersten\s+(?:Gespräch|Anruf|Kontakt|Telefonat))\b"), ("anrufe_115_erstloesung",)),
    (re.compile(r"\b((?:in|binnen|innerhalb|nach)\s+(?:von\s+)?(?:einer|der ersten)\s+halben\s+Minute|(?:höchstens|maximal|nicht länger als|weniger als)\s+eine\s+halbe\s+Minute)\b"), ("anrufe_115_servicelevel",)),
]


_ABOUT = re.compile(r"\b(?:[Uu]m|Thema|Themen|Betreff)\W+(?:(?:das|den|die|dem|der)\s+)?$")
_TURNS = re.compile(r"\bThem(?:a|en)\b|\bBetreff\b|\bdrehte\w*\b|\bging(?:en)? es\b")


def _subjects(names: list[Name], text: str) -> list[Name]:
    """What letters are about ("das Thema Termin") is no count of its own."""
    if not (re.search(r"\bThem(?:a|en)\b|\bbetraf(?:en)?\b|\bdrehte\w*\b|\bBetreff\b|\bging(?:en)? es (?:um|in)\b|\bBetreffend", text) and re.search(r"E-Mail|\bMails?\b|\bSchreiben\b|\bAnfragen\b|\bZuschriften\b|\bNachrichten\b", text)):
        return [replace(n, metrics=()) if "thema" in dict(n.filters) and _ABOUT.search(text[: n.start]) and _TURNS.search(text) else n for n in names]
    return [replace(n, metrics=()) if "thema" in dict(n.filters) else n for n in names]


def _letters(text: str, said: str) -> list[Name]:
    """"Nachrichten" where e-mails are spoken of, here or in the sentence before; "Anfragen" where nothing else in the sentence takes any."""
    if not re.search(r"E-Mail|\bMails?\b", text + said):
        return []
    alone = re.search(r"E-Mail|\bMails?\b", text) and not re.search(r"115|[Tt]elefon|[Aa]nruf|[Oo]nline|persönlich", text)
    words = "Nachrichten|Schreiben|Zuschriften|Anfragen" if alone else "Nachrichten|Schreiben|Zuschriften"
    return [Name(m.start(), m.end(), m[0], ("emails_eingegangen", "emails_bearbeitet")) for m in re.finditer(rf"(?<![\w-])(?:{words})\b", text)]


def _wordings(text: str) -> list[Name]:
    said = [Name(m.start(1), m.end(1), m[1], metrics) for pattern, metrics in (*_WORDINGS, *ONLINE_WORDINGS) for m in pattern.finditer(text)]
    if re.search(r"[Ww]art[ue]", text):  # "das 75-%-Quantil der Wartezeit"
        said += [Name(m.start(), m.end(), m[0], (f"wartezeit_p{m[1]}",)) for m in re.finditer(r"\b([1-9]\d?)(?:[.-]\s?|\s)(?:Perzentil|Prozent-Wert|%-Wert|Prozent-Quantil)\w*", text) if m[1] != "90"]
    return said


_COMPARED = re.compile(
    r"(?:\b(?:mehr|weniger|\w{3,}er|anders)\b(?:[^,;.]|[.,](?=\d)){0,60}?\bals|\b(?:eben|genau)?so\s(?:[^,;.]|[.,](?=\d)){0,60}?\bwie|\b(?:gegenüber|verglichen\s+mit|im\s+Vergleich\s+(?:zu[mr]?|mit)))"
    r"\s+(?:(?:noch|im|in|ins|am|an|auf|das|der|die|dem|den|zum?|zur|nach|für|bei|vom|von|beim|Standort|Bereich)\s+)*$")
_SURPASSES = re.compile(r"\b(?:übertr[aio]f\w*|überst(?:eig|ieg)\w*|überrag\w*)\b(?:[^,;.]|[.,](?=\d))*$")


def _related(names: list[Name], text: str) -> list[Name]:
    """Names with what their neighbours make of them: "spontan erschienene Kunden" are one, "als im Norden" is what is compared with."""
    found: list[Name] = []
    for name in names:
        last = found[-1] if found else None
        if last and last.metrics[:1] in (("spontankunden",), ("terminkunden",)) and name.metrics[:1] == ("kundenkontakte",) and re.fullmatch(r"\s+(?:[a-zäöüß]+\s+){0,2}", text[last.end : name.start]):
            found[-1] = replace(last, end=name.end, text=text[last.start : name.end])
            continue
        beside = name.filters and last is not None and bool(last.filters) and _SURPASSES.search(text[last.end : name.start])
        found.append(replace(name, base=True) if name.filters and (beside or _COMPARED.search(text[: name.start])) else name)
    return found


def _area_variants(area: str, areas: Iterable[str]) -> set[str]:
    """Ways to write an area: "Melde- und Passwesen" also as "Melde- und Passangelegenheiten", "Kfz-Zulassung" as "Zulassungsstelle"."""
    variants = {area}
    root = area
    for tail in _GENERIC:
        if root.lower().endswith(tail) and len(root) > len(tail) + 2:
            root = root[: -len(tail)]
            break
    root = root.rstrip("-")
    forms = {root}
    double = re.fullmatch(r"(\w+)-\s+und\s+(\w+)", root)
    if double:
        forms.add(f"{double[2].capitalize()}- und {double[1].capitalize()}")
        variants |= {half.capitalize() + tail for half in double.groups() for tail in _GENERIC if area.lower().endswith(tail)}
    singular = root.removesuffix("en") if root.endswith("en") and not root.endswith("ten") else root.removesuffix("e")
    forms |= {singular, singular + "s"}
    parts = root.split("-")
    if len(parts) == 2 and not double:
        others = [other for other in areas if other != area]
        forms |= {part for part in parts if len(part) > 2 and not any(part.lower() in other.lower() for other in others)}
        forms |= {part + "s" for part in parts if len(part) > 4}
    for form in forms:
        variants.add(form)
        for tail in _GENERIC:
            variants |= {form + tail, f"{form}-{tail.capitalize()}"}
    return variants
