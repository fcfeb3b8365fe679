"""Calls to the 115: offered, accepted, accepted at once, solved. Which of them a number counts is said by the verb and by "von"."""

from __future__ import annotations

import re

from reporting.factcheck.reading.claims import CHANGE, LEVEL, SHARE, UNKNOWN, Claim, Reading

CALLS, OFFERED = "anrufe_115", "anrufe_115_angeboten"
#: The ratio a wording names, and the count of calls it stands for beside a number that is no ratio.
COUNTED = {"anrufe_115_erstloesung": "anrufe_115_geloest", "anrufe_115_servicelevel": "anrufe_115_in_30s"}
_PARTS = (CALLS, *COUNTED.values())
_ACCEPTED = re.compile(r"\b(?:angenommen|entgegen(?:genommen|nehmen|zunehmen)?|anzunehmen|annehmen|durchgestellt|abgehoben|jemand\s+ab|zustande|erreichten?\b[^;]*\bjemanden)\b|\bnahm(?:en)?\b[^;]*\ban\b(?!\s+(?:de[rnm]|die|das)\b)")
_CAME_IN = re.compile(r"\b(?:gingen|ging|gehen)\b(?:[^,;.]|[.,](?=\d))*\bein\b|\b[Ee]ingegangen\b|\b[Aa]ngekommen\b|\bkamen\b(?:[^,;.]|[.,](?=\d))*\ban\b|\b(?:liefen|aufgelaufen)\b|\b(?:klingelte|läutete)n?\b|\berreichten\b(?=(?:[^,;.]|[.,](?=\d))*\bAnrufe)|\briefen\b(?:[^,;.]|[.,](?=\d))*\ban\b")
_ARRIVED = re.compile(r"^\W*(?:Angekommen|Eingegangen|Aufgelaufen)\b")  # said beside those accepted
_OF_ALL = re.compile(r"\b(?:ein(?:ge)?gangenen|eingehenden|ankommenden|angekommenen)\s+(?:115-)?(?:Anrufen?|Gesprächen?)\b|\b(?:Anrufen?|Gesprächen?),\s+die\b[^,]*\b(?:ein|an|auf)(?:gingen|kamen|liefen|trafen)\b")
_REFUSED = re.compile(r"\b(?:nicht|keine?n?|nie)\s+(?:mehr\s+)?(?:angenommen|entgegen\w+|beantwortet|durchgestellt|erreicht)\b|\bunbeantwortet\b|\bins Leere\b|\bverloren\b")
#: "Das Telefon klingelte 30.127 Mal", "die 115 wurde 30.127-mal angerufen".
_RANG = re.compile(r"\b(?:klingel|läut|schell)\w*|\b(?:gewählt|angerufen|wählten|riefen)\b")
_WHOLE = re.compile(r"(?:(?:^|\W)[Vv]on|(?:\d|Prozent|%|tel|Hälfte)\s+der)\s+(?:(?:den|diesen|insgesamt|rund|gut|knapp|allen|etwa)\s+)*$")
_OF = re.compile(r"\s+(?:von|der)\s+(?:(?:den|insgesamt|rund|gut|knapp|etwa)\s+)*(?=\d)")


def settle_calls(c: Claim, r: Reading) -> None:
    """Tell the calls that came in from those accepted and those solved."""
    text, part = r.sentence.text, r.parts[c.part]
    last = max((x.end for x in r.open if x.end <= c.number.start), default=0)
    named = [m for n in r.names if part.start <= n.start < part.end or last <= n.start < c.number.start for m in n.metrics]
    around = [m for n in r.names for m in n.metrics]
    if not c.metrics and c.role == LEVEL and _RANG.search(text[part.start : part.end]) and re.match(r"x\b|[-\s]*[Mm]al\b", text[c.number.end :]):
        c.metrics = (CALLS, OFFERED)
        return
    if c.role == SHARE and (ratio := next((ratio for ratio, counted in COUNTED.items() if c.metrics == (counted,)), None)):
        c.metrics, c.of = (ratio,), ()  # "72 Prozent der Anrufe in 30 Sekunden angenommen"
        return
    if not any(m == CALLS or m in COUNTED or m == OFFERED for m in (*around, *c.metrics)):
        return
    words = text[part.start : part.end]
    if re.match(r"\W*(?:nämlich|genau(?:er)?|exakt|also|das\s+(?:sind|heißt))\b", words):
        named += [m for m in around if m in COUNTED]  # "gut die Hälfte, nämlich 7.200, wurden in 30 Sekunden angenommen"
    special = next((COUNTED[m] for m in named if m in COUNTED), None)
    accepted = bool(_ACCEPTED.search(text))
    count = c.unit is None and c.number.step >= 1
    if c.role == SHARE and "anrufe_115_servicelevel" in (*c.metrics, *around) and _OF_ALL.search(text):
        c.metrics, c.of = ("anrufe_115_in_30s",), (OFFERED,)  # "68 Prozent aller eingehenden Anrufe wurden binnen 30 Sekunden angenommen"
    elif c.role == SHARE:
        ratios = [m for m in dict.fromkeys(around) if m in COUNTED]
        if "Annahmequote" in words and c.metrics[:1] == ("anrufe_115_servicelevel",):
            c.of, c.also = (OFFERED,), (*c.also, (CALLS, {}))  # accepted at all, or within 30 seconds: both are called so
        elif not {CALLS, OFFERED} & {*c.of, *c.metrics} or set(c.metrics) & set(COUNTED):
            return
        elif len(ratios) == 1 and OFFERED not in c.of:
            c.metrics, c.of = tuple(ratios), ()
        elif accepted and not ratios:
            c.metrics, c.of = (CALLS,), (OFFERED,)
    elif c.role == CHANGE or not count:
        return
    elif set(c.metrics) & {OFFERED, *_PARTS} and _REFUSED.search(text[max(part.start, c.number.start) : part.end]) and not _WHOLE.search(text[: c.number.start]):
        c.role, c.reason = UNKNOWN, "Nicht angenommene Anrufe führt der Datenbestand nicht als Kennzahl."
    elif c.metrics and c.metrics[0] in COUNTED and c.number.value > 100:
        c.metrics = (COUNTED[c.metrics[0]],)
    elif _WHOLE.search(text[: c.number.start]) and c.metrics == (CALLS,):
        if c.role == LEVEL and accepted and not any(m in COUNTED for m in around) and len(r.open) > 1 and "angenommen" not in c.noun:
            c.metrics = (OFFERED,)
    elif c.metrics == (CALLS,) and (special or OFFERED in named and not (accepted and len(r.open) > 1)):
        c.metrics = (special or OFFERED,)
    elif c.elliptic and (len(r.open) > 1 or c.carried) and c.metrics[:1] == (OFFERED,) and _ACCEPTED.search(text if len(r.open) == 1 else words):
        c.metrics, c.elliptic = (CALLS,), False
    elif not c.metrics and _OF.match(text, c.number.end) and (special or accepted):
        c.metrics = (special or CALLS,)  # "21.357 von 23.358 Anrufen nahm das Servicecenter entgegen"
    elif c.metrics == (CALLS,) and _ARRIVED.search(words) and not accepted:
        c.metrics = (OFFERED, CALLS)
    elif c.metrics == (CALLS,) and _CAME_IN.search(words) and not _ACCEPTED.search(words):
        c.metrics = (OFFERED,) if accepted and len(r.open) > 1 else (CALLS, OFFERED)
