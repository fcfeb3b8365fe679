"""Numbers that claim nothing: clock times, phone and house numbers, postcodes, paragraphs, page numbers, the number 115.

Dates and years are found by `times`; here is the rest. Each span says in German what it is.
"""

from __future__ import annotations

import re

#: A street with a house number, in any words: only where the words around say that it is one.
_STREET = r"[A-ZÄÖÜ][\wäöüß.-]*(?:\s+[A-ZÄÖÜ][\wäöüß.-]*){0,2}\s+\d{1,3}\s?[a-z]?"
#: Hours of the day in words.
_CLOCK = r"eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|(?:1\d|2[0-4]|[1-9])"
#: Nothing stands behind that the number could count: the end of the clause, or a verb.
_ALONE = r"(?=\s*(?:[.,;:!?)\u2013]|$|und\b|oder\b|(?:ist|war|sind|waren|steht|stehen|stand|beginnt|begann|kommt|kam|kommen|kamen|warten|warteten|strömen|strömten|herrscht|füllt|öffnet|öffnete|geht|ging|wird|hat|am|im|in|an|auf|vor|schon|bereits|morgens|abends)\b))(?![.,]\d)"
_RULES = [
    ("eine Internetadresse", r"\b(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.\w[\w.]*"),
    ("eine Telefonnummer", r"(?:\b(?:Tel(?:efon)?|Fax|Durchwahl|Mobil|Hotline|Rufnummer|Telefonnummer|Servicenummer)\b\.?:?\s*|(?<!\w)\+49\s*)(?:\(?0?\d[\d\s()/\u2013-]{1,18}\d)"),
    ("eine Telefonnummer", r"(?<![\w,.])\(?0\d{1,5}\)?(?:\s*[/\u2013-]\s*|\s+)\d[\d\s/-]{2,14}\d(?!\w)|(?<![\w.,])\d{2}(?: \d{2}){2,4}(?![\w.,]\d)"),
    ("die Behördennummer 115", r"(?i:\b(?:behördennummer|behördenrufnummer|rufnummer|servicenummer|telefonnummer))\s+[\"„“]?115(?![\d.,]\d|\w)|(?i:\b(?:behördennummer|bürgertelefon|behördenrufnummer|rufnummer|nummer|einheitliche|servicecenter|service-center|bürgerservice-nummer|servicenummer|hotline|telefon|der|die|unter|über|von|bei|wählen|zur|per|für|mit)\b(?:\s+(?:die|der|den|dem))?\s+[\"„“]?)115(?![\d.,]\d|\w|\s*(?:Prozent|%|Kund|Minut|Termin|Vorg|Anfrag|E-Mail|Stund|Mitarbeit|mehr|weniger))|\b115-(?=[A-ZÄÖÜ])|(?<![\d.,])115(?=\s*(?:in|für|:)\s)|(?<![\w.,])D115\b"),
    ("eine Postleitzahl", r"(?<![\d.,\w])(?:D-)?\d{5}(?=\s+(?:{city})\b)|(?<=\d,\s)\d{5}(?=\s+[A-ZÄÖÜ])"),
    ("eine Hausnummer", r"\b[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|allee|gasse|chaussee)\s+\d{1,4}(?![.\d]\d)(?:[a-z]\b)?(?!\s*(?:Prozent|%|Minuten|Sekunden|Stunden|Tage|Kund|Mensch|Person|Besuch|Kontakt|Termin|Beschäftigt|Mitarbeit|Berater|Thek|Plätz))(?:\s*[\u2013/-]\s*\d{1,4})?|\b(?!\w*(?:[Bb]erater|[Aa]rbeits|[Tt]heken|[Bb]eratungs|[Ss]tell|[Ss]itz)platz)[A-ZÄÖÜ][\wäöüß-]*(?:weg|platz|ring|ufer|damm|markt|graben)\s+\d{1,4}(?![.\d]\d)(?:[a-z]\b)?(?!\s+[A-ZÄÖÜ]|\s*(?:Prozent|%))|\b(?:Straße|Allee|Platz|Weg|Gasse)\s+\d{1,4}(?!\w|\.\d)|\b(?:Am|An der|Im|Zum|Zur|Auf dem|In der)\s+[A-ZÄÖÜ][\wäöüß-]+\s+\d{1,4}\w?(?=,\s*\d{5}\b)"),
    ("eine Hausnummer", rf"(?<=[a-zäöüß][,(] ){_STREET}(?=,\s+(?:ist|sind|hat|haben|bleib|öffne|steht|lieg|befinde|biete|schließ|zieh|erreich)\w*\b)|\b{_STREET}(?=,\s*\d{{5}}\s)"
                        rf"|\b\w*(?:[Aa]nschrift|[Aa]dresse|Sitz)(?:\s+(?:ist|lautet))?:?\s+{_STREET}(?!\w|[.,]\d|\s*(?:Prozent|%))"
                        r"|(?<!\d[,;] )\b(?:Markt|Ring|Graben|Anger|Wall|Damm|Kai|Steig)\s+\d{1,2}\s?[a-z]?(?=\s*(?:[).]|$)|,\s*(?![A-ZÄÖÜ][\wäöüß-]*\s+\d|\d))"),
    ("ein Paragraf", r"(?:§§?|\bParagra(?:f|ph)(?:en|s)?|\bArtikels?|\bArt\.|\bAbsatz|\bAbs\.|\bSatz)\s*\d+\w?(?:\s*(?:Abs(?:atz|\.)|Satz|Nr\.)\s*\d+)*"),
    ("eine Uhrzeit", r"\b(?:(?:zwischen|von|ab|bis|um|gegen|nach|vor)\s+)?\d{1,2}(?:[.:]\d{2})?\s*(?:Uhr\s*)?(?:bis|und|\u2013|-)\s*\d{1,2}(?:[.:]\d{2})?\s*Uhr\b|\b\d{1,2}(?:[.:]\d{2})?\s*Uhr(?:\s*\d{2}\b(?!\s*(?:%|[A-ZÄÖÜ])))?|\b\d{1,2}:\d{2}\b(?!\s*(?:Minuten|Min\.|min\b))(?:\s*h)?"),
    ("eine Uhrzeit", rf"\b(?:(?:[Kk]urz|[Vv]iertel)\s+(?:vor|nach)|(?:(?:[Uu]m|[Gg]egen|[Aa]b|[Bb]is|[Ss]eit|[Ee]s\s+ist|[Ee]rst|[Ss]chon)\s+|^\W*)(?:[Zz]wanzig|[Zz]ehn|[Ff]ünf)(?:\s+Minuten)?\s+(?:vor|nach)|[Hh]alb|[Pp]unkt|[Ss]chlag|[Ss]chon\s+(?:um|ab)|[Mm]orgens\s+um|[Ee]s\s+ist)\s+(?:{_CLOCK}){_ALONE}|\b(?:[Uu]m|[Gg]egen|[Aa]b)\s+(?:{_CLOCK})\s+(?:[Uu]hr|[Mm]orgens|[Aa]bends|[Vv]ormittags|[Nn]achmittags|[Ff]rüh|am\s+(?:Morgen|Abend|Vormittag|Nachmittag))\b|\b(?:[Vv]on|[Zz]wischen)\s+(?:{_CLOCK})\s+(?:bis|und)\s+(?:{_CLOCK})(?=\s[^.;,]*\b(?:geöffnet|öffne\w*|offen|geschlossen|schlie[ßs]\w*|Öffnungszeit\w*|Sprechzeit\w*)\b)"),
    ("eine Bezeichnung", r"\b(?:Seite|Seiten|S\.|Nr\.|Nummer|Zimmer|Raum|Buslinie|Straßenbahnlinie|Haltestelle|Bahnsteig|Gleis|Saal|Fenster|Tor|Block|Klasse|Klassen|Version|Kapitel|Abbildung|Tabelle|Abb\.|Tab\.|Punkt|Stufe|Phase|Etage|Linie|Linien|Bus|Hausnummer|Ziffer|Anlage|Teil|Schalter Nr\.|Platz Nr\.|XMeld)\s+\d+(?:\.\d+)*(?!\w|[.,]\d)|(?<!\w)24/7|\b24 Stunden am Tag\b"),
    ("eine Bezeichnung", r"\b\d{1,2}\.\s*(?:Stock|Etage|Stockwerk|(?:Ober|Unter|Dach)geschoss|[OUD]G|Platz|Rang|Auflage|Mal|Jahrestag|Jubiläum|Runde|Stelle)\b|(?:Aktenzeichen|Az\.?|Drucksache|Vorlage|Vorlagen-Nr\.)\s*:?\s*[\w/.-]*\d[\w/.-]*"),
    ("eine Bezeichnung", r"(?<![\w/.,])\d{1,4}/(?:19|20)\d\d(?![\w/])|^\s*\d{1,2}(?:\.\d{1,2})+\.?(?=\s+(?!Prozent|Minuten|Stunden|Tage|Sekunden|Wochen|Mi|Mrd|Euro)[A-ZÄÖÜ])|\b(?:[Ss]iehe|[Vv]gl\.|[Aa]bschnitt|[Kk]apitel|[Zz]iffer|[Pp]unkt)\s+(?:\w+\s+)?\d{1,2}(?:\.\d{1,2})+(?![\d,])"
                         r"|\b(?:Ausgabe|Heft|Jahrgang|Newsletter|Rundbrief|Rundschreiben|Amtsblatt|Mitteilungsblatt|Presse(?:mitteilung|meldung|information|info|dienst|erklärung)|PM)\s+(?:Nr\.\s*)?\d{1,4}(?=\s*(?:$|[,;:|)\u2013\u00b7-]|vom\b|für\b))"),
    ("ein Alter", r"\b(?:ab|unter|über|bis|mit|von|zwischen|im Alter von|nach)\s+(?:\d{1,3}|sechzehn|siebzehn|achtzehn)(?:\s*(?:bis|und|\u2013)\s*\d{1,3})?[\s-]+(?:Jahren?|Jährige[nr]?|jährige[nr]?)\b|\b\d{1,3}-[Jj]ährige[nrsm]?\b|\b(?:jünger|älter)\s+als\s+\d{2}\b(?:\s+Jahre\b)?"),
    ("Teil der Bezeichnung einer Kennzahl", r"\b\d{1,2}(?:[.-]\s?|\s)(?:Perzentil|Prozent-Wert|%-Wert|Prozent-Quantil)\w*|(?:innerhalb|binnen|in weniger als|in unter|in)\s+(?:von\s+)?(?:den\s+ersten\s+)?(?:30|dreißig)\s+Sekunden"),
    ("eine Frist", rf"\b(?:muss|müssen|sollt?en?|hat|haben|ist|sind|gilt|Frist\w*|[Pp]flicht\w*|verpflichtet)\b(?:(?!\bwart|\bgewartet|Schnitt|urchschnitt)[^.;,\d]|§\s*\d+)*?\b(?:binnen|innerhalb(?:\s+von)?|spätestens\s+(?:nach|in)|bis\s+zu)\s+(?:de[rn]\s+ersten\s+)?(?:\d{{1,2}}|{_CLOCK})\s+(?:Tagen|Wochen|Monaten|Werktagen|Arbeitstagen)\s+(?:[a-zäöüß]+\s+)?(?:zu\s+)?(?:\w+(?:en|ern|eln)|\w+t\s+(?:werden|sein))(?=\s*(?:[.,;!?]|$|und\b))"),
    ("ein Rang", r"\b(?:Platz|Rang|Stelle|Position)\s+(?:eins|zwei|drei|vier|fünf|\d{1,2})\b(?!\.\d)"),
    ("eine Zeitspanne", r"\b(?:binnen|innerhalb|innerhalb von|in den letzten|in den vergangenen|seit|vor|nach|in|alle|während|über)\s+(?:\d+|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)\s+Jahren?\b(?!\s+alt)"),
    ("eine Zeitspanne", r"\b(?:[Ii]n|[Ww]ährend|[Üü]ber|[Ii]nnerhalb|[Bb]innen)\s+(?:de[nr]|diese[nr]|unsere[nr])\s+(?:beiden\s+|ersten\s+|letzten\s+)?(?:\d{1,2}|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)\s+(?:Monaten|Jahren|Quartalen|Kalenderwochen)\b"),
    ("eine Aufzählung", r"^\s*\d{1,2}[.)]\s(?=\s*\S)|^\W*(?:Zu[mr]?\s+)?(?!Platz|Rang)[A-ZÄÖÜ][\wäöüß]+\s+\d{1,2}(?=\s*:\s|\)\s|\s[\u2013\u2014-]\s)|^\W*(?:[A-ZÄÖÜ]\w+\s+)?[Zz]u\s+(?:[A-ZÄÖÜ]\w+\s+)?\d{1,2}(?=\s*[:.)]\s)"
                        r"|\b(?:Frage|Fragen|Antwort|Thema|TOP|Tagesordnungspunkt|Abschnitt|Grafik|Schaubild|Fußnote)\s+\d{1,2}(?:\s*(?:,\s|und|bis|\u2013)\s*\d{1,2})*(?!\w|[.,]\d|\s*(?:Stunden|Tage|Minuten|Prozent|%))"),
    ("eine Redewendung", r"\b(?:auf den ersten Blick|zu zweit|zu dritt|rund um die Uhr|unter vier Augen|aus erster Hand|zwei Welten|die eigenen vier Wände|an erster Stelle|eins zu eins|um die Ecke|auf allen vieren|alle neune|sieben Sachen|auf Wolke sieben|acht geben|Acht geben|[Zz]u zwei(?:en|t)|in zwei(?:ter|erlei)|null Komma nichts)\b"),
]


_AMOUNT = r"(?<![\w.,])(?:\d{1,3}(?:,\d{1,2})?|[a-zäöüß]+)"
_MONEY = re.compile(rf"(?:{_AMOUNT}\s*(?:bis|und|oder)\s*(?:zu\s+)?)*{_AMOUNT}[\s\u00a0]*(?:Euro|€|EUR|Cent)(?!\w)")
_PRICE = re.compile(r"\b(?:kostet|kosten|Gebühr(?:en)?|Preis\w*|Entgelt|Tarif|zahlt|zahlen|fällig|erhoben|erhebt|gibt\s+es|ermäßigt\w*)\b")
#: What makes an amount a finding: sums, changes, means, a year.
_FINDING = re.compile(r"\b(?:Einnahme\w*|Ausgaben|Umsatz|Erlös\w*|Etat|Summe|Betrag|nahm|eingenommen|insgesamt|zusammen|gekommen|investier\w*|stieg\w*|sank\w*|gestiegen|gesunken|erhöht\w*|gesenkt|mehr|weniger|teurer|billiger|"
                      r"Schnitt|[Dd]urchschnittlich\w*|jährlich|(?:19|20)\d\d)\b")


_NO_VERB = re.compile(r"\s*(?:(?:eine?n?|der|die|das|den|für|nur|sogar|bei|beim|im|am|zum|zur)\s+|[A-ZÄÖÜ][\wäöüß-]*\s+)+")  # "ein Pass kostet 60, ein Kinderpass 13 Euro"


def _prices(text: str) -> list[tuple[int, int, str]]:
    """Amounts a clause names as a price ("Der Reisepass kostet 60 Euro"); sums taken in or spent are findings nobody here can prove."""
    amounts = list(_MONEY.finditer(text))
    before = [re.split(r"[;.,(](?!\d)|\bund\b", text[: m.start()])[-1] for m in amounts]
    clauses = [ahead + " " + re.split(r"[;.,)](?!\d)|\bund\b", text[m.end() :])[0] for ahead, m in zip(before, amounts)]
    if any(map(_FINDING.search, clauses)) or not any(map(_PRICE.search, clauses)):
        return []
    return [(m.start(), m.end(), "ein Preis") for m, ahead, clause in zip(amounts, before, clauses) if _PRICE.search(clause) or _NO_VERB.fullmatch(ahead)]


def find_nonclaims(text: str, city: str = "") -> list[tuple[int, int, str]]:
    """Spans of a sentence whose numbers are no claims, with what they are. city: the name of the city, for its postcodes."""
    words = "|".join(re.escape(word) for word in re.findall(r"[A-ZÄÖÜ][\wäöüß-]+", city) if word not in ("Stadt", "Landeshauptstadt", "Am")) or "(?!)"
    found = _prices(text)
    for reason, pattern in _RULES:
        for m in re.finditer(pattern.replace("{city}", words), text):
            found.append((m.start(), m.end(), reason))
    return found


_HOURS = re.compile(r"\b(?:[Zz]wischen|[Vv]on)\s+(\d{1,2})(?:[.:]00)?\s*(?:Uhr\s*)?(?:und|bis|\u2013|-)\s*(\d{1,2})(?:[.:]00)?\s*Uhr\b")


#: "In der Stunde ab 8 Uhr", "bei Terminen vor 9 Uhr", "wer um 10 Uhr kam".
_HOUR = re.compile(r"\b(?P<side>(?i:ab|um|von|vor|nach|gegen|bis))\s+(?P<at>\d{1,2})(?:[.:]00)?\s*Uhr\b|\b(?P<named>\d{1,2})-Uhr-(?=Termin|Stunde)")
_SERVED = re.compile(r"\b(?:Stunde|Termin\w*|Buchungen|[Ww]er|kam(?:en)?|kommen|kommt|erschien\w*|[Ww]arte\w*)\b")
_OPENS = re.compile(r"\b(?:öffne\w*|offen|geöffnet\w*|geschlossen|schlie[ßs]\w*|Öffnungszeit\w*|Sprechzeit\w*|Betrieb\w*)\b")


def find_hours(text: str, known: tuple[int, ...]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Spans like "zwischen 8 und 10 Uhr" with the hours they cover ("8", "9"), where a clause says when people were served; "in der
    Stunde ab 8 Uhr" is one hour, and so are those named after it. known: the hours of the office."""
    found = [(m.start(), m.end(), range(int(m[1]), int(m[2]))) for m in _HOURS.finditer(text) if int(m[1]) < int(m[2]) <= 24]
    for m in _HOUR.finditer(text):
        clause = re.split(r"[;.,:(](?!\d)", text[: m.start()])[-1] + re.split(r"[;.,:)](?!\d)", text[m.start() :])[0]
        if not (found or _SERVED.search(clause)) or _OPENS.search(clause) or any(a < m.end() and m.start() < b for a, b, _ in found):
            continue
        side = (m["side"] or "").lower()
        at, late = int(m["at"] or m["named"]), side in ("ab", "nach")
        one = m["named"] or side in ("um", "von", "gegen") or late and re.search(r"\bStunde\b", text[: m.start()])
        found.append((m.start(), m.end(), range(at, at + 1) if one else range(at, 24) if late else range(at)))
    for m in re.finditer(r"\b[Ee]ine\s+Stunde\s+(?:(später|danach)|früher|davor|zuvor)\b", text):
        if last := next((hours for a, _, hours in reversed(found) if a < m.start() and len(hours) == 1), None):
            found.append((m.start(), m.end(), range(last[0] + (1 if m[1] else -1), last[0] + (2 if m[1] else 0))))
    spans = [(a, b, tuple(str(h) for h in hours if h in known or len(hours) == 1)) for a, b, hours in sorted(found, key=lambda span: span[0])]
    return [span for span in spans if span[2]]
