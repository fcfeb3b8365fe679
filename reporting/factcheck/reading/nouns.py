"""The noun behind a number: what it counts, or a thing the warehouse does not know."""

from __future__ import annotations

import re

from reporting.definitions import definitions
from reporting.factcheck.drafts.words import stem, stems, tokens
from reporting.factcheck.reading.claims import LEVEL, Claim, Reading
from reporting.factcheck.subjects.names import Name
from reporting.factcheck.subjects.online_words import ORDERED

#: Adjectives that do not single out a part of what is counted.
_PLAIN = {stem(w) for w in (
    "zusätzliche", "weitere", "neue", "persönliche", "gesamte", "einzelne", "verschiedene", "solche", "sogenannte", "bearbeitete", "registrierte", "gezählte", "gute", "volle",
    "ganze", "laufende", "monatliche", "tägliche", "jährliche", "durchschnittliche", "mehr", "weniger", "abgeschlossene", "erledigte", "erfolgreiche", "angenommene", "abgewickelte",
    "städtische", "moderne", "freundliche", "engagierte", "motivierte", "eigene", "aktuelle", "derzeitige", "bisherige", "vorhandene", "entsprechende", "insgesamt", "bediente", "beratene", "betreute",
    "der", "aller", "meisten", "wenigsten", "dieser", "unserer", "ihrer", "seiner", "die", "alle", "sämtlicher", "beantwortete", "eingehende", "eingegangene", "empfangene", "erhaltene", "solcher", "davon", "von", "Stück", "des", "begrüßte", "erfasste", "verfügbare", "besetzte", "eingerichtete", "unterschiedliche")}
_TIME_NOUNS = {stem(w) for w in ("Ende", "Anfang", "Mitte", "Jahr", "Jahre", "Monat", "Uhr", "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember", "Plus", "Minus", "Mal", "Prozent")}


_OF_US = re.compile(r"\s*von\s+(?:[Ii]hnen|[Ee]uch|uns)\b")


def noun_after(r: Reading, at: int) -> tuple[Name | None, str, int]:
    """The metric named right behind a number, or the unknown noun there, and where the noun phrase ends."""
    text = r.sentence.text
    start, article = at, False
    for token in tokens(text[at:])[:5]:
        if re.search(r"[^\s\u00a0„“\"]", text[start : at + token.start]):
            return None, "", at
        begin = at + token.start
        name = next((n for n in r.names if n.start == begin), None)
        if name and article and not name.metrics:
            return None, "", at
        if name and (name.metrics or name.filters):
            return name, "", name.end
        if _OF_US.match(text, start):
            return None, "", at  # "1.609 von Ihnen": of those spoken to
        if any(m.start <= begin < m.end for m in r.times) or any(a <= begin < b for a, b, _ in r.nonclaims):
            return None, "", at
        if token.text[0].isupper():
            about = [definitions()[m].einheit for n in r.names for m in n.metrics]
            known = token.stem in _TIME_NOUNS or any(token.stem in stems(unit) for unit in about) or token.text in ("Anfragen", "Anfrage", "Fälle", "Fällen", "Mal", "Bestellungen", "Nutzungen", "Kontakte", "Kontakten", "Anliegen", "Personen", "Person", "Menschen") or token.text in ORDERED and any("online_leistungen" in n.metrics for n in r.names) or token.text.lower().endswith(("anfragen", "anliegen")) or re.match("Online-(?!Termin)[A-ZÄÖÜ]", token.text) and any("leistung" in dict(n.filters) for n in r.names)
            return None, "" if known else token.text, begin + len(token.text)
        if token.text[0].isdigit():
            return None, "", at
        if token.text in ("davon", "hiervon", "darunter") and re.match(r"\s+(?!binnen|zwischen|neben|gegen|wegen|innen|außen)[a-zäöüß]{4,}en\s", text[begin + len(token.text) :]):
            return None, "", at  # "2.738 davon betrafen Reisepässe": a verb follows
        if token.stem not in _PLAIN:
            ending = token.text.endswith(("e", "en", "er", "es", "em")) and len(token.text) > 4
            follower = re.match(r"\s+(?:und\s+[a-zäöüß]+\s+)?([A-ZÄÖÜ][\wäöüß-]+)", text[begin + len(token.text):])
            if ending and follower and stem(follower[1]) in _TIME_NOUNS:
                return None, "", at
            if ending and follower and token.text not in _PARTICLES:
                return None, f"{token.text} {follower[1]}", begin + len(token.text) + follower.end()
            return None, "", at
        article = article or token.text in ("die", "der", "das", "den", "des", "dem")
        start = begin + len(token.text)
    return None, "", at


_PARTICLES = ("betrafen", "betreffen", "bezogen", "fielen", "gingen", "holten", "brauchten", "benötigten", "wollten", "beantragten", "erhielten", "galten", "dienten", "wurden", "waren", "kamen", "haben", "hatten", "sind", "unter", "über", "gegenüber", "werden", "wurde", "wurden", "sollen", "konnten", "gegen", "entfielen", "nutzten", "warteten", "suchten",
              "zwischen", "wegen", "während", "zählten", "stehen", "standen", "verzeichnete", "ihre", "seine", "seinen", "ihren", "einen", "einem", "eine", "einer", "im", "bearbeitete", "erreichten", "stiegen", "sanken", "jeder", "zählte", "wählten", "riefen", "kommen", "beim", "sowie", "noch", "seit")


#: A word that ends a clause right behind a bare number and says nothing new of what is counted.
_SAYS_NOTHING = re.compile(r"(?:[a-zäöüß]+(?:mals|weise|her|vor|nach)|insgesamt|zusammen|davon|darunter|hiervon|also|nämlich|dagegen|hingegen|aber|allein|noch|mehr|weniger|genau|exakt|immerhin|bereits|schon|dort|hier|heute|jetzt|inzwischen|danach|später|letztlich|schließlich|zuletzt|früher|anfangs|auch|ebenfalls|wieder|nicht|"
                           r"gezählt|verzeichnet|registriert|gewesen|einst|nunmehr|aktuell|derzeit|jeweils)")


def said_otherwise(c: Claim) -> bool:
    """"30.127 wurden angenommen, 22.440 sofort": an adverb of its own ends the clause right behind a bare number."""
    word = re.match(r"\s+([a-zäöüß]{4,})\s*(?:$|[.,;:)!?])", c.sentence.text[c.number.end :])
    return c.unit is None and c.role == LEVEL and bool(word) and not _SAYS_NOTHING.fullmatch(word[1]) and not re.search(r"(?:en|te)$|^(?:ge|er|be|ver).*t$", word[1])
