"""The words of a clause nothing was made of: a number is called wrong only where its periods, places and nouns were all understood."""

from __future__ import annotations

import re

from reporting.definitions import definitions
from reporting.factcheck.dates.feasts import FEAST
from reporting.factcheck.reading.claims import LEVEL, Claim, Reading

_NOUN = re.compile(r"(?<![\wäöüß.-])[A-ZÄÖÜ][\wäöüß-]+")
_BEGINS = re.compile(r"(?:^|[.:!?„“\"»(])\s*$")
#: Nouns that say how something is counted, who tells it or how the text goes on, and nothing of what, when or where.
_PLAIN = re.compile(
    r"(?:(?:Ge)?[Ss]amt|Jahres|Monats|Spitzen|Best|Höchst|Tiefst|Mittel|Durchschnitts|Vergleichs|Vorjahres|An)?-?"
    r"(?:[Zz]ahl|[Mm]ittel|[Mm]edian|[Ss]chnitt|[Dd]urchschnitt|[Ww]ert|[Ss]tand|[Nn]iveau|Plus|Minus|[Zz]uw[aä]chs|[Rr]ückg[aä]ng|[Aa]nstieg|[Ss]teigerung|[Zz]unahme|[Aa]bnahme|[Vv]erbesserung|[Vv]erschlechterung|[Vv]eränderung|"
    r"[Ee]ntwicklung|[Vv]ergleich|[Aa]nteil|[Qq]uote|[Rr]ate|[Ss]pitze|Spitzenreiter|Schlusslicht|[Hh]öhepunkt|[Rr]ekord|Reihe|Folge|Male?|Ort|Stelle|Platz|Bereich|Standort|Haus|[Aa]ufkommen|[Ss]umme|Gegenzug|Hintergrund|Grund|Gründe|"
    r"Gruppe|Kulisse|Arbeit|[Bb]ilanz|[Ss]tatistik|(?:Über|Rück)?[Bb]lick|Ergebnis|Ergebnisse|Angabe|Bericht|Differenz|Unterschied|Andrang|Ansturm|Zulauf|Betrieb|Nachfrage|Drittel|Prozent|Spanne|Dauer|Zeit|"
    r"Mensch|Leute|Person|Gast|Gäste|Kundschaft|Publikum|Team|Kolleg\w*|Mitarbeit\w*|Bürger\w*|Einwohner\w*|Stadt|Kommune|Behörde|Leitung|[Vv]erwaltung|Backoffice|Jahr|Ende|Beginn|Anfang|Lauf|Schalter|Tresen|Rathaus|"
    r"Antwort|Umzug|Telefon|Netz|Internet|Post(?:fach|eingang)?|Mailfach|Weg|Anspruch|Gespräch|Wartebereich|Warteraum|Monat|Tag|Wochentag|Anliegen|Fall|Fälle|Vorg[aä]ng|Ziel|Vorgabe|Vorteil|Freude|Gegensatz|Übrigen|Einzelnen|Ganzen|Wesentlichen)(?:e?s|e[nr]?|n)?"
    r"|[\wäöüß-]*(?:büro|ämt|amt|zentrum|center|service|dienst)(?:e?s|e[nr]?)?")


#: Nouns that say when, or where: a clause that has one nobody read may be about another period or place.
_WHEN_OR_WHERE = re.compile(r"(?:[\wäöüß-]*(?:stunde|monat|woche|wochenende|quartal|halbjahr|hälfte|saison|ferien|zeitraum|phase|tage|filiale|nebenstelle|außenstelle|zweigstelle|standort|stadtteil|ortsteil|viertel)(?:e?s|e?n)?|Uhr|Weihnacht\w*|Ostern|Pfingsten|"
                            r"Fasching|Karneval|Advent\w*|(?:Wieder|Neu)?eröffnung|schließung|Sperrung|Lockdown|Pandemie)|" + FEAST + r"\w*", re.IGNORECASE)
_ADVERBS = re.compile(r"(?<![\wäöüß])(?:(?:vor|nach)?mittags|morgens|abends|nachts|werktags|wochentags|feiertags|tagsüber|frühmorgens|andernorts|auswärts)(?![\wäöüß])", re.IGNORECASE)
_BECAUSE = re.compile(r"\b(?:wegen|trotz|dank|aufgrund|infolge|durch|angesichts)\s+(?:[a-zäöüß]+\s+){0,3}$", re.IGNORECASE)
_COVERED = re.compile(r"(?:Woche?n?|Öffnungs|Arbeits|Werk)?[Tt]age?n?|Wochentags|Standorte?n?s?|(?:Rekord|Spitzen)?[Mm]onats?|(?:Rekord)?[Ww]oche|(?:Rekord|Spitzen)[Qq]uartal")


def unread(r: Reading, c: Claim) -> list[str]:
    """The nouns in the clause of a number that belong to no name, period, number or unit and are not plain.

    Where the clause itself says what is counted only those that tell a time or a place; else all that may be another subject.
    """
    text, part = r.sentence.text, r.parts[c.part]
    known = [(x.start, x.end) for x in (*r.names, *r.times, *r.numbers)] + [(a, b) for a, b, _ in r.nonclaims]
    known += [(x.number.end, x.unit.end) for x in r.claims if x.unit]
    behind = c.unit.end if c.unit else c.number.end
    known.append((behind, behind + len(c.noun) + 1))
    found = [m for m in _NOUN.finditer(text, part.start, part.end) if not any(a <= m.start() < b for a, b in known) and not _BEGINS.search(text[: m.start()])]
    found = [m for m in found if not any(0 <= x.start - m.end() < 3 and (x.grain != "year" or m[0].endswith("jahr")) for x in r.times)]  # "im Umzugsmonat Oktober"
    timed = [m[0] for m in found if _WHEN_OR_WHERE.fullmatch(m[0]) and not _COVERED.fullmatch(m[0])]
    if not any(c.where) and "standort" in definitions()[(*c.metrics, "kundenkontakte")[0]].gliederungen and (there := re.compile(r"\bdort(?:hin)?\b", re.IGNORECASE).search(text, part.start, part.end)):
        return [there[0]]
    timed += [m[0] for m in _ADVERBS.finditer(text, part.start, part.end) if not any(a <= m.start() < b for a, b in known)]
    return timed or [m[0] for m in found if (c.unsplit or c.elliptic and c.role == LEVEL and c.unit is None) and not _PLAIN.fullmatch(m[0]) and not _BECAUSE.search(text[: m.start()])]
