"""Metrics said by words that stand apart in a sentence, not by a name."""

from __future__ import annotations

import re

from reporting.factcheck.subjects.online_words import WORDINGS as ONLINE_WORDINGS

#: Words up to the end of the sentence; a point or a comma within a number is none.
_IN = r"(?:[^.;,]|[.,](?=\d))"
#: "An 248 Tagen hatte das Amt auf", "248 Tage lang standen die Türen offen".
_HAS_OPEN = r"hat(?:ten?)?|haben|st[ae]nd(?:en)?|stehen|war(?:en)?|sind"
_OPEN = r"(?:auf|offen|zugänglich|für\s+(?:Sie|[Ee]uch|alle|die\s+[A-ZÄÖÜ]\w+)\s+da)(?=\s*(?:[.,;:!?)]|$|und\b))"
#: Metrics said by words that stand apart ("Zu 248 Terminen erschien niemand"); the last group is where the name stands.
_WORDINGS = [
    (re.compile(r"\bTermin\b(?:[^.;]|[.](?=\d))*?,\s*(?:[\d.]+|\w+)\s+kam(?:en)?\s+(ohne)(?=\s*(?:[.;)]|$))"), ("spontankunden",)),
    (re.compile(rf"\b(?:hat(?:te|ten)?|haben)\s+sich\b{_IN}{{0,50}}?\b(?:vorher|vorab|zuvor|im\s+Voraus)\s+(angemeldet)\b"), ("terminkunden",)),
    (re.compile(rf"\b(Online-(?:Angebote?n?|Services?|Portal)s?)\b(?={_IN}*?\d[\d.]*[\s-]*[Mm]al\b)"), ("online_leistungen",)),
    (re.compile(rf"\b(?:[Bb]eraten|[Bb]eriet(?:en)?|[Bb]erät)\b{_IN}{{0,40}}?\ban\s+(?:[\d.]+|\w+)\s+(Plätzen)\b|\ban\s+(?:[\d.]+|\w+)\s+(?P<here>Plätzen)\s+(?:wird\s+|wurde\s+)?beraten\b"), ("beraterplaetze",)),
    (re.compile(r"\b(mit)\s+und\s+(?:[\d.]+|\w+)\s+ohne\s+(?:\w+\s+)?Termin\b"), ("terminkunden",)),
    (re.compile(r"\b(ohne)\s+und\s+(?:[\d.]+|\w+)\s+mit\s+(?:\w+\s+)?Termin\b"), ("spontankunden",)),
    (re.compile(r"\b[Mm]it\s+(?:\w+\s+)?Termin\b(?:[^.;]|[.](?=\d))*?\b(ohne)\b(?=\s*(?:[.,;)]|$))"), ("spontankunden",)),
    (re.compile(r"\b[Oo]hne\s+(?:\w+\s+)?Termin\b(?:[^.;]|[.](?=\d))*?\b(mit)\b(?=\s*(?:[.,;)]|$))"), ("terminkunden",)),
    (re.compile(r"\bTermin\b(?:[^.;]|[.](?=\d))*?\bhatten?\s+(?:\w+\s+){0,2}?(eine[nr](?:\s+(?:gebucht|vereinbart|reserviert))?)(?=\s*(?:[.,;)]|$|und\b))"), ("terminkunden",)),
    (re.compile(r"\bTermin\b(?:[^.;]|[.](?=\d))*?\bhatten?\s+(?:\w+\s+){0,2}?(keinen?(?:\s+(?:gebucht|vereinbart|reserviert))?)(?=\s*(?:[.,;)]|$|und\b))"), ("spontankunden",)),
    (re.compile(rf"\b(?:ging\w*|gehen|entfielen|beruht\w*)\b{_IN}{{0,40}}?\b(auf\s+(?:eine[nr]?\s+)?(?:\w+\s+)?(?:Termin(?:buchung|vereinbarung|reservierung|e)?))(?:en)?\b"), ("terminkunden",)),
    (re.compile(rf"\b(?:erschien(?:en)?|erscheint|erscheinen|taucht(?:e|en)?)\b{_IN}{{0,70}}?\b(niemand|nicht|keiner)\b"), ("termine_versaeumt", "no_show_quote")),
    (re.compile(rf"\bTermin\w*\b{_IN}*\bkam(?:en)?\b{_IN}{{0,50}}?\b(niemand|nicht|keiner)\b"), ("termine_versaeumt", "no_show_quote")),
    (re.compile(rf"\b(?:nicht|niemand|keiner)\b{_IN}{{0,30}}?\b(erschien(?:en)?|erschein(?:t|en)|aufgetaucht|auftauch(?:t|te|en|ten))\b"), ("termine_versaeumt", "no_show_quote")),
    (re.compile(r"\b(nach\s+(?:\w+e[nr]\s+)?(?:Termin(?:buchung|vereinbarung|reservierung|absprache)|Vereinbarung|Absprache|(?:Vor)?[Aa]nmeldung|Reservierung))\b(?!\s+(?:de[rs]|eine[rs]|ihre[rs]|seine[rs]|von|als)\b)"), ("terminkunden",)),
    (re.compile(r"\b(ohne\s+(?:\w+\s+){0,3}?Termin\s+(?:zu\s+\w+|(?:aus|ab)zu\w+)|[Uu]nangemeldet(?!e[nrs]?\s+[A-ZÄÖÜ])|[Ee]infach\s+so(?!\s+(?:weiter|viel))|auf\s+gut\s+Glück|aus\s+dem\s+Stand)\b"), ("spontankunden",)),
    (re.compile(rf"\bTermin\w*\b{_IN}*?\b(weder\s+(?:abgesagt|storniert|verschoben)\s+noch\s+(?:wahrgenommen|genutzt|angetreten))\b"), ("termine_versaeumt",)),
    (re.compile(rf"\bTermin\w*\b{_IN}{{0,70}}?\b((?:fehlten?|ausblieb(?:en)?|unentschuldigt)(?:\s+unentschuldigt)?)\b"), ("termine_versaeumt", "no_show_quote")),
    (re.compile(r"\b((?:über|mit|per|dank|durch)\s+(?:eine[nmr]\s+|ihre[nmr]\s+)?(?:(?:zuvor|vorab|vorher|online|telefonisch|fest)\s+)?(?:\w+e[nmr]\s+)?Termin(?:buchung|vereinbarung|reservierung|absprache)?)\b"), ("terminkunden",)),
    (re.compile(r"\b(ohne\s+(?:eine[nr]?\s+)?(?:(?:zuvor|vorab|vorher|online|telefonisch|fest)\s+)?(?:\w+e[nmr]?\s+)?(?:Termin(?:buchung|vereinbarung|reservierung|absprache)?|(?:Vor)?[Aa]nmeldung|Buchung|Reservierung))\b"), ("spontankunden",)),
    (re.compile(rf"\bTermin\w*\b{_IN}{{0,60}}?\b(ohne\s+(?:\w+\s+)?(?:Absage|Abmeldung|abzusagen|Entschuldigung))\b"), ("termine_versaeumt",)),
    (re.compile(rf"[Tt]ermin\w*\b{_IN}{{0,70}}?\b(verfallen|verfällt|verfiel(?:en)?|ungenutzt|verstreichen|verstrichen|platzen|platzten?|geplatzt|sausen)\b"), ("termine_versaeumt", "no_show_quote")),
    (re.compile(rf"\bTermin\w*\b{_IN}*,\s*(?:weil|da|denn)\s+(?:[a-zäöüß]+\s+){0,2}(niemand|keiner)\s+(?:[a-zäöüß]+\s+){0,2}(?:kam|kommt|auftaucht(?:e)?|erschien(?:en)?|erscheint|(?:ge)?komm(?:en|t))\b"), ("termine_versaeumt", "no_show_quote")),
    (re.compile(rf"(?<=\w)[\s-]+[Mm]al\b{_IN}{{0,50}}?\b((?:Stuhl|Platz|Stühle|Plätze|Sessel)\s+(?:leer|frei|unbesetzt|verwaist))\b"), ("termine_versaeumt",)),
    (re.compile(rf"\bsagte[n]?\b{_IN}{{0,50}}?\b(ab)\b"), ("termine_abgesagt",)),
    (re.compile(rf"\b(?:blieb(?:en)?|ferngeblieben)\b{_IN}{{0,60}}?\b(unentschuldigt|fern|weg)\b"), ("termine_versaeumt", "no_show_quote")),
    (re.compile(r"\b(?:[Qq]uote|[Rr]ate|[Aa]nteil)\s+der\s+((?:[Nn]icht-?\s?[Ee]rschein(?:er|enden|ungen)|[Nn]icht-?\s?[Ee]rschienenen|Nichtwahrnehmungen|(?:[a-zäöüß]+\s+)?(?:Ausgebliebenen|Ferngebliebenen|Fernbleiber|Nichterscheinens)))\b"), ("no_show_quote",)),
    (re.compile(rf"\w\s+Tagen\s*,\s*an\s+denen\b{_IN}*?\b(auf(?:hatten?|haben|hat)|(?:offen|geöffnet)\s+(?:hatten?|haben|hat|war(?:en)?|standen))\b"), ("oeffnungstage",)),
    (re.compile(rf"\b(?:{_HAS_OPEN})\b{_IN}*?\w\s+Tagen?\b{_IN}*?\b({_OPEN})|\w\s+Tagen?\b{_IN}*?\b(?:{_HAS_OPEN})\b{_IN}*?\b({_OPEN})"), ("oeffnungstage",)),
    (re.compile(r"\b((?:gleich|direkt|sofort|schon|bereits)\s+(?:(?:im|beim|am)\s+)?(?:ersten\s+(?:Gespräch|Anruf|Kontakt|Telefonat)|Telefon))\b"), ("anrufe_115_erstloesung",)),
    (re.compile(r"\b(?:Mitarbeit|Beschäftigt|Angestellt|Kolleg|Kräfte|Köpfe)[^.;]{0,60}?\b(?:auf|umgerechnet|rechnerisch|entspr\w+|sich)\s+(?:\w+\s+)?[\d.,]+\s+(Stellen)\b"), ("vollzeitstellen",)),
    (re.compile(r"\b((?:[Ii]m|[Bb]eim|(?:[Mm]it|[Nn]ach)\s+(?:dem|nur\s+einem|einem\s+einzigen)|[Dd]urch\s+das|[Aa]m)(?:\s+ersten|(?<=einem)|(?<=einzigen))\s+(?:Gespräch|Anruf|Kontakt|Telefonat))\b(?=\s*(?:\w+\s+){0,3}?(?:erledigt|geklärt|gelöst|beantwortet|abgeschlossen|vom\s+Tisch|geholfen|fertig|beendet)|[.,;]|\s+(?:konnte|war|wurde|ließ|löst|klär|erledig|beantwort)\w*)"), ("anrufe_115_erstloesung",)),
    (re.compile(r"\b((?:in|binnen|innerhalb|nach)\s+(?:von\s+)?(?:einer|der ersten)\s+halben\s+Minute|(?:höchstens|maximal|nicht länger als|weniger als)\s+eine\s+halbe\s+Minute)\b"), ("anrufe_115_servicelevel",)),
]


#: Who waits in vain is the staff, for somebody with an appointment; customers may wait for an answer, which is something else.
_WAITED = re.compile(r"\b(?:ge)?warte(?:t|te|ten|n)\b")
_IN_VAIN = re.compile(r"\b(?:umsonst|vergeb(?:lich|ens))\b", re.IGNORECASE)
_FOR_THE_OFFICE = re.compile(r"\bauf\s+(?:eine[nr]?|ihre[nr]?|de[nr]|die|das|ein)\s+(?:\w+\s+)?(?:Termin|Aufruf|Antwort|Rückruf|Ausweis|Pass|Reisepass|Bescheid)|\b(?:Kund|Bürger|Besucher|Anrufer|Antragsteller)\w*")
_FOR_CUSTOMERS = re.compile(r"\b[Aa]uf\s+(?:[\w.]+\s+){0,2}(?:Kund|Bürger|Besucher)\w*")
#: "500 von Ihnen": of those spoken to.
_OF_YOU = re.compile(r"(?:\d|Hälfte|tel|hundert|tausend)\s+(von\s+(?:Ihnen|[Ee]uch))\b")


def wordings(text: str, said: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """Where a sentence says a metric by such words, and which. said: the sentence before."""
    found = [(*m.span(m.lastindex), metrics) for pattern, metrics in (*_WORDINGS, *ONLINE_WORDINGS) for m in pattern.finditer(text)]
    if re.search(r"[Ww]art[ue]", text):  # "das 75-%-Quantil der Wartezeit"
        found += [(m.start(), m.end(), (f"wartezeit_p{m[1]}",)) for m in re.finditer(r"\b([1-9]\d?)(?:[.-]\s?|\s)(?:Perzentil|Prozent-Wert|%-Wert|Prozent-Quantil)\w*", text) if m[1] != "90" or "Quantil" in m[0]]
    if _WAITED.search(text) and not _FOR_THE_OFFICE.search(_FOR_CUSTOMERS.sub("", text)):
        found += [(m.start(), m.end(), ("termine_versaeumt",)) for m in _IN_VAIN.finditer(text)]
    found += [(m.start(1), m.end(1), ("personen",)) for m in _OF_YOU.finditer(text)]
    if _MISSED.search(text + said):
        found += [(m.start(), m.end(), ("termine_versaeumt",)) for m in re.finditer(r"(?<![\w-])(?:Ausf[aä]ll(?:en?)?|Versäumniss?(?:en?)?|Fehltermine?n?)\b(?!\s+(?:de[rs]|von|am|bei)\b)", text)]
    return found + _letters(text, said)


#: That appointments were missed: what "Ausfälle" there are of.
_MISSED = re.compile(r"\b(?:No-Show|[Aa]usfall(?:quote|rate)|[Vv]ersäum|[Gg]eplatzt|[Pp]latzten?\b|[Nn]ichterschein)\w*|\bTermin\w*\b[^.;]*\b(?:nicht\s+(?:wahrgenommen|erschienen|genutzt)|verfielen|verfallen)")


_BY_MAIL = re.compile(r"E-Mail|\bMails?\b|[Mm]ail-?(?:box|fach|konto)|\b\w*[Pp]ostf(?:ach|ächer)|\b\w*[Pp]osteing[aä]ng|\b[Ee]lektronische[rn]?\s+Post\b")


def _letters(text: str, said: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """"Nachrichten" where e-mails are spoken of, here or in the sentence before; "Anfragen" where nothing else in them takes any."""
    if not (_BY_MAIL.search(text + said) or re.search(r"[Aa]ntwort", said)):
        return []
    answers = [(m.start(1), m.end(1), ("emails_bearbeitet",)) for m in re.finditer(r"\d\s+(Antworten)\b(?!\s+auf\b)", text)]
    arrived = [(m.start(1), m.end(1), ("emails_eingegangen",)) for m in re.finditer(r"\b(?:[Bb]eim|[Ii]m)\s+(Eingang)\b", text)]
    alone = not re.search(r"115|[Tt]elefon|[Aa]nruf|[Oo]nline|persönlich", text if _BY_MAIL.search(text) else text + said)
    words = "Nachrichten|Schreiben|Zuschriften|Anfragen" if alone else "Nachrichten|Schreiben|Zuschriften"
    return arrived + answers + [(m.start(), m.end(), ("emails_eingegangen", "emails_bearbeitet")) for m in re.finditer(rf"(?<![\w-])(?:{words})\b", text)]
