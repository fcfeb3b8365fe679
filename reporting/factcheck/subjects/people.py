"""People a text speaks of: those who live in the city ("Musterstädterinnen und Musterstädter"), those who come and those who work here."""

from __future__ import annotations

import re

from reporting.factcheck.printed.numbers import Number

_NO_NAMES = r"(?:(?:Stadt)?[Bb]ezirk|Verbandsgemeinde|Samtgemeinde|Landkreis|Amt|(?:(?:Landes|Bundes)?[Hh]aupt|Kreis|Hanse|Universitäts|Residenz|Groß)?[Ss]tadt|Gemeinde|Markt|Bad|Sankt|Kreis|Große|Freie|Am|An|Im)"
#: Words for the whole staff, said of what it does: "180 beantwortete das Team", "vom Team erledigt".
_STAFF = re.compile(r"\b(?:[Dd]as|[Dd]ie|[Dd]er|[Dd]em|[Dd]en|[Vv]om|[Uu]nsere?[rm]?|[Ii]hre?[rm]?)\s+(?:[a-zäöüß]+e[nrs]?\s+)?$")
_DOES = re.compile(r"\b(?:be(?:antworte|arbeite|treu|wältig|grüß)\w*|erledig\w*|abgearbeitet|ber(?:ät|at\w*|iet\w*)|bedien\w*|h[ai]lf\w*|geholfen|empf[iaä]ng\w*|kümmer\w*|schaff\w*|nahm(?:en)?\s+[^,;]*entgegen|entgegengenommen|(?:aus|durch|ab|be)?(?:ge)?stell(?:t|te|ten)|versorg\w*)\b")


#: People by any name, and what only they do: "17.000 Autofahrer suchten die Zulassung auf".
_PEOPLE = re.compile(r"(?:innen|ern?|lichen?|enden?|(?<=[a-z])[Ll]eute|Familien|Eltern|Paare|Senioren|Studenten|Touristen|Väter|Mütter|Kunden|Erwachsenen?|Älteren?|Jüngeren?|Interessierten?|Betroffenen?|Azubis?|Neulinge|Gäste)$")
_VISITS = re.compile(r"\b(?:kam(?:en)?|kommen|gekommen|such(?:t?en|te)\b[^,;.]*\bauf|aufgesucht|besuch(?:t?en|t)|erschien(?:en)?|sprachen\b[^,;.]*\bvor|vorgesprochen|wandten|gewandt|schauten|vorbei\w*|strömten|bedient|beraten|betreut|empfangen|versorgt|(?:ab)?(?:ge)?holt(?:en|e)?|be(?:antrag|sorg|nötig)t(?:en|e)?|brauchten?|erhielt(?:en)?|erhalten|bekam(?:en)?|bekommen)\b")


#: "748 Bürgerinnen und Bürger, davon 482 mit Termin": nobody has an appointment but who comes.
_TOLD_APART = re.compile(r"\w\s+[A-ZÄÖÜ][\wäöüß*:-]+(?:\s+und\s+[A-ZÄÖÜ][\wäöüß-]+)?\s*[,;:(\u2013]\s*(?:davon|darunter|hiervon)\b(?:[^.;]|[.](?=\d))*\b(?:(?:mit|ohne|per|nach)\s+(?:\w+\s+)?(?:Termin\w*|(?:Vor)?[Aa]nmeldung|Vereinbarung)|spontan|unangemeldet|angemeldet)\b")


def told_apart(text: str) -> bool:
    """Whether a sentence says of people how many of them had an appointment, so that they are customers also where no verb says so."""
    return bool(_TOLD_APART.search(text))


def visits(noun: str, clause: str) -> bool:
    """Whether a noun the warehouse does not know stands for people that came to the office. clause: the part of the sentence with its number."""
    return bool(_PEOPLE.search(noun) and _VISITS.search(clause))


#: Towns that are a state: who lives in one of their districts is also called by them.
_CITY_STATES = {"DE-BE": "Berlin", "DE-HH": "Hamburg", "DE-HB": "Bremen"}
_OFFICE = re.compile(r"Bürger\w*|Kunden\w*|Service\w*|\w*(?:[Aa]mt|ämter|[Bb]üros?|[Ss]ervice|[Zz]entrum|[Dd]ienste?|[Hh]aus|[Ss]telle)")


def inhabitants(city: str, office: str = "", state: str = "") -> re.Pattern | None:
    """What the people of a city are called, alone or as an adjective ("Musterstädter Bürger"): group `of` where it is one. office: its name; state: as "DE-BE"."""
    words = [w for w in re.findall(r"[A-ZÄÖÜ][\wäöüß-]+", city.split("(")[0]) if not re.fullmatch(_NO_NAMES, w)] or re.findall(r"[A-ZÄÖÜ][\wäöüß-]+", city)
    named = [w for w in re.findall(r"[A-ZÄÖÜ][\wäöüß-]+", office) if not re.fullmatch(_NO_NAMES, w) and not _OFFICE.fullmatch(w)]
    towns = {*words[:1], *named[:1], *filter(None, [_CITY_STATES.get(state)])}
    if not towns:
        return None
    one = "(?:" + "|".join(sorted((re.escape(form) for town in towns for form in _forms(town)), key=len, reverse=True)) + ")"
    women = rf"{one}(?:[*:_·/]-?)?[iI]nnen"
    return re.compile(rf"\b(?:{women}\s+und\s+{one}n?|{one}n?\s+und\s+{women}|{women}|(?P<of>{one})(?=\s+(?:[a-zäöüß]+e[nrsm]?\s+)?[A-ZÄÖÜ])|{one}n?)(?![\w-])")


def _forms(city: str) -> set[str]:
    """"Musterburg" as "Musterburger", "Göttingen" as "Göttinger", "Dresden" as "Dresdner", "Münster" as "Münsteraner", "Neustadt" as "Neustädter"."""
    found = {f"{city}er", f"{city}aner", f"{city}enser"}
    if city.endswith("en"):
        found |= {f"{city[:-2]}er", f"{city[:-2]}ner"}
    if city.endswith(("e", "a")):
        found |= {f"{city}r", f"{city[:-1]}er", f"{city[:-1]}enser"}
    if city.endswith("stadt"):
        found.add(f"{city[:-5]}städter")
    return found


def counted(text: str, m: re.Match, numbers: list[Number]) -> bool:
    """Whether a number stands before people, unlike those something is done for: "stehen den Musterstädtern 21 Plätze offen"."""
    return not m["of"] and any(re.fullmatch(r"\s+(?:[a-zäöüß]+e[nr]?\s+)?", text[n.end : m.start()]) for n in numbers if n.end <= m.start())


def acts(text: str, start: int, clause: str) -> bool:
    """Whether a word for the staff says who did the work a clause counts, not how many they are."""
    return bool(_STAFF.search(text[:start]) and _DOES.search(clause))
