"""People a text speaks of: those who live in the city ("Musterstädterinnen und Musterstädter"), those who come and those who work here."""

from __future__ import annotations

import re

from reporting.factcheck.numbers import Number

_NO_NAMES = r"(?:(?:(?:Landes|Bundes)?[Hh]aupt|Kreis|Hanse|Universitäts|Residenz|Groß)?[Ss]tadt|Gemeinde|Markt|Bad|Sankt|Kreis|Große|Freie|Am|An|Im)"
#: Words for the whole staff, said of what it does: "180 beantwortete das Team", "vom Team erledigt".
_STAFF = re.compile(r"\b(?:[Dd]as|[Dd]ie|[Dd]er|[Dd]em|[Dd]en|[Vv]om|[Uu]nsere?[rm]?|[Ii]hre?[rm]?)\s+(?:[a-zäöüß]+e[nrs]?\s+)?$")
_DOES = re.compile(r"\b(?:be(?:antworte|arbeite|treu|wältig|grüß)\w*|erledig\w*|abgearbeitet|ber(?:ät|at\w*|iet\w*)|bedien\w*|h[ai]lf\w*|geholfen|empf[iaä]ng\w*|kümmer\w*|schaff\w*|nahm(?:en)?\s+[^,;]*entgegen|entgegengenommen|(?:aus|durch|ab|be)?(?:ge)?stell(?:t|te|ten)|versorg\w*)\b")


def inhabitants(city: str) -> re.Pattern | None:
    """What the people of a city are called, alone or as an adjective ("Musterstädter Bürger"): group `of` where it is one."""
    words = [w for w in re.findall(r"[A-ZÄÖÜ][\wäöüß-]+", city.split("(")[0]) if not re.fullmatch(_NO_NAMES, w)] or re.findall(r"[A-ZÄÖÜ][\wäöüß-]+", city)
    if not words:
        return None
    one = "(?:" + "|".join(sorted(map(re.escape, _forms(words[0])), key=len, reverse=True)) + ")"
    women = rf"{one}(?:[*:_·/]-?)?[iI]nnen"
    return re.compile(rf"\b(?:{women}\s+und\s+{one}n?|{one}n?\s+und\s+{women}|{women}|(?P<of>{one})(?=\s+(?:[a-zäöüß]+e[nrsm]?\s+)?[A-ZÄÖÜ])|{one}n?)(?![\w-])")


def _forms(city: str) -> set[str]:
    """"Offenbach" as "Offenbacher", "Göttingen" as "Göttinger", "Dresden" as "Dresdner", "Münster" as "Münsteraner", "Neustadt" as "Neustädter"."""
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
