"""The words that say something was done online, and the nouns of what is done there."""

from __future__ import annotations

import re

_IN = r"(?:[^.;,]|[.,](?=\d))"
_NET = (r"(?:[Oo]nline\b|[Dd]igital\w*|[Ee]lektronisch\b|(?:[Ii]m|[Ii]n|[Üü]bers?|[Vv]ia|[Pp]er|[Mm]it)\s+(?:(?:das|de[nmr]|die|unser\w*|neue\w*)\s+){0,2}"
        r"(?:\w+-)?(?:Netz|Internet|App|\w*[Pp]ortal)\b)")
#: The nouns of what is done online; on their own they may be done anywhere.
ORDERED = ("Leistung", "Leistungen", "Antrag", "Anträge", "Anträgen", "Verfahren", "Dienste", "Vorgänge", "Vorgängen", "Abrufe", "Abrufen", "Aufrufe", "Aufrufen", "Bestellungen", "Nutzungen")
_DONE = r"(?:Leistung(?:en)?|Anliegen|Antr(?:ag|äge|ägen)|Verfahren)"
#: Wordings with their metrics; the last group is where the name stands.
WORDINGS = [
    (re.compile(rf"\b(?:{_DONE}|Vorgänge\w*)\b(?:,\s*die\b)?{_IN}{{0,70}}?\b({_NET})"), ("online_leistungen",)),
    (re.compile(rf"\b({_NET}){_IN}{{0,70}}?\b{_DONE}\b"), ("online_leistungen",)),
]
SAID = re.compile(rf"\b{_NET}|\b[Oo]nline\w*|\b[Ee]lektronisch\w*")
#: What was done there, behind a number: "2.738 Mal online beantragt", "im Netz gestellt".
DONE = re.compile(rf"\b{_NET}(?!-)(?:{_IN}{{0,40}}?)\b(?:\w*ge\w+(?:t|en)|(?:be|er|ver|ein|ab|aus)\w+(?:t|en)|\w+iert)\b")
THERE = re.compile(rf"\b{_NET}(?![-\w])")
#: What only may be done there: "das auch online beantragt werden kann".
MAY = re.compile(r"\b(?:kann|können|könn?te\w*|lässt|lassen|ließ\w*|möglich\w*|verfügbar|angeboten|Angebot\w*|auch|obwohl|trotz|statt|nicht)\b")
HERE = re.compile(r"\b(?:vor Ort|persönlich\w*|Schaltern?|Kontakte?n?|Besuche\w*|Vorsprachen?|Termine?n?)\b")
COMING = re.compile(r"\b(?:vor Ort|persönlich\w*|Schaltern?|Kundinnen|Kunden|Kontakte?n?|Besuche\w*|Vorsprachen?)\b")
