"""The unit printed behind a number, and the words that make it a change, a difference, an average or a former value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reporting.factcheck.printed.numbers import Number

PERCENT, POINTS, MINUTES, HOURS, DAYS, WEEKS, SECONDS, OTHER = "Prozent", "Prozentpunkte", "Minuten", "Stunden", "Tage", "Wochen", "Sekunden", "andere"

TIMES = (MINUTES, SECONDS, HOURS, DAYS, WEEKS)


@dataclass(frozen=True)
class Unit:
    """A unit with the place where it ends and its factor to the metric's own unit (`to` names that)."""

    name: str
    end: int
    text: str


_UNITS = [
    (POINTS, r"\s*(?:Prozentpunkten?|%-Punkten?|Prozentpunkt|PP)\b"),
    (PERCENT, r"\s*(?:%|Prozent\b|v\.\s?H\.|-prozentige[rnms]?\b|prozentige[rnms]?\b)"),
    (MINUTES, r"[\s-]*(?:Minuten?\b|Min\.|min\b)"),
    (SECONDS, r"[\s-]*(?:Sekunden?\b|Sek\.)"),
    (HOURS, r"[\s-]*(?:Stunden?\b|Std\.)"),
    (WEEKS, r"[\s-]*Wochen?\b"),
    (DAYS, r"[\s-]*(?:Kalendert|T|Arbeitst|Werkt)agen?\b"),
    (OTHER, r"\s*(?:Euro\b|€|EUR\b|Cent\b|Quadratmetern?\b|m²|qm\b|Kilometern?\b|km\b|Metern?\b|Jahren?\b|Monaten?\b|Millionen Euro|Grad\b|Kilogramm\b)"),
]


def unit_after(text: str, end: int) -> Unit | None:
    """The unit that follows a number ending at `end`, also across the other end of a range ("8 bis 9 Minuten")."""
    rest = text[end:]
    across = re.match(r"\s*(?:bis|\u2013|und|oder|auf)\s*(?:(?:zu|rund|etwa|knapp|gut|nur|noch|fast|über|mehr als|weniger als|durchschnittlich|im Schnitt)\s+)*(?:\d+(?:[.,]\d+)*|[a-zäöüß]+(?=\s+(?:Minuten|Prozent|Tage|Stunden)))", rest)
    if across and not (_same_kind(text[:end], across[0]) and _one_range(text[:end], across[0])):
        across = None
    for offset in (0, across.end() if across else 0):
        for name, pattern in _UNITS:
            m = re.match(pattern, rest[offset:])
            if m:
                return Unit(name, end + offset + m.end(), m[0].strip())
    return None


def unit_of(text: str, number: Number) -> Unit | None:
    """The unit of a number: the one in its own words, else the one behind it."""
    return Unit(number.unit, number.end, "") if number.unit else unit_after(text, number.end)


def _one_range(before: str, across: str) -> bool:
    """Whether a dash between spaces joins two ends of a range ("8 – 9 Minuten") and sets nothing apart ("die übrigen 1.669 – rund ein Viertel –")."""
    if not re.match(r"\s+\u2013\s", across):
        return True
    one, two = re.search(r"(\d[\d.]*)(?:,\d+)?$", before.strip()), re.search(r"(\d[\d.]*)(?:,\d+)?$", across.strip())
    low, high = (float(m[0].replace(".", "").replace(",", ".")) if m else 0 for m in (one, two))
    return low < high <= 5 * low


def _same_kind(before: str, across: str) -> bool:
    """Whether "oder" joins two ends of one value ("8 oder 9 Minuten") and not a count with its percentage ("61 oder 1,7 Prozent")."""
    if not re.match(r"\s*oder\b", across):
        return True
    one, two = (re.search(r"(\d[\d.]*)(?:,\d+)?$", t.strip()) for t in (before, across))
    if not one or not two:
        return True
    low, high = (float(m[0].replace(".", "").replace(",", ".")) for m in (one, two))
    return low < high <= 2 * low


UP = re.compile(
    r"\b(?:(?:an)?gestiegen\w*|stieg\w*|ansteig\w*|steig(?:t|en|end)\w*|gewachsen\w*|wuchs\w*|wachs\w*|zugenommen\w*|erhöh\w*|mehr|Plus|plus|Zuwachs\w*|Anstieg\w*|Zunahme|Steigerung\w*|gesteigert|zugelegt|gewann\w*|gewinnt|(?:hinzu|dazu)?gewonnen|"
    r"länger\w*|höher\w*|größer\w*|häufiger|zusätzlich\w*|weitere[nrsm]?|verlängert\w*|Mehr|ausgeweitet|aufgestockt|kletter\w*|angewachsen|hinzu|hinzugekommen|über dem (?:Vorjahr|Wert)|über den? (?:Vorjahr|Wert)\w*|"
    r"übert(?:raf|rifft|reffen|roffen)\w*|überst(?:ieg|eig|iegen)\w*|überb(?:iet|ot)\w*|aufwärts|bergauf|nach oben|verdoppel\w*|verdreifach\w*|vervierfach\w*)\b|\b(?:nahm\w*|legte\w*|nehmen)\b(?:[^,;.]|[.,](?=\d))*\bzu\b|\+(?=\s*\d)", re.IGNORECASE)
DOWN = re.compile(
    r"\b(?:gesunken\w*|sank\w*|sink(?:t|en|end)\w*|zurückgegangen\w*|zurückging\w*|Rückgang\w*|Minus|minus|Abnahme|abgenommen\w*|weniger|verringer\w*|reduzier\w*|gefallen|fiel\w*|kürzer\w*|niedriger\w*|geringer\w*|"
    r"verkürz\w*|Senkung|gesenkt|senkte\w*|schneller|kleiner\w*|schrumpf\w*|eingebrochen|eingebüßt|büß\w*|verlor\w*|seltener|unter dem (?:Vorjahr|Wert)\w*|unter den? (?:Vorjahr|Wert)\w*|halbier\w*|unterschr(?:eit|itt)\w*|unterb(?:iet|ot)\w*|verfehl\w*|abgebaut|abwärts|bergab|nach unten|Reduzierung|Verringerung|Verkürzung)\b|\b(?:ging\w*|gehen)\b(?:[^,;.]|[.,](?=\d))*\bzurück\b|"
    r"\bnahm\w*\b(?:[^,;.]|[.,](?=\d))*\bab\b|[\u2212](?=\s*\d)", re.IGNORECASE)
#: Between a number (with unit and noun) and the words that make it a difference.
MORE_AFTER = re.compile(
    r"^\s*(?:[A-ZÄÖÜ][\wäöüß-]*\s+(?:und\s+(?=[A-ZÄÖÜ]))?){0,3}?(?:(?:im|pro|je)\s+(?:Monat|Tag|Woche|Öffnungstag)\s+)?(?P<word>mehr|weniger|zusätzlich\w*|länger\w*|kürzer\w*|höher\w*|niedriger\w*|geringer\w*|schneller|häufiger|seltener|größer|kleiner|(?:Zuwachs|Plus|Anstieg|Zunahme|Steigerung|Rückgang|Minus|Abnahme)\b(?!\s+(?:von|um|\d)))\b(?!\s+(?:los|Betrieb|Andrang|zu tun|Raum|Platz)\b)(?!\s+als\s+(?:ver|halb|doppelt|die\s+Hälfte|ein(?:e[nrs]?)?\s+(?:Drittel|Viertel|Fünftel|Zehntel)|zwei\s+Drittel|drei\s+Viertel|jede[rs]?\s))")
_ONLY = r"(?:\s+(?:jeweils|insgesamt|nur|immerhin|sogar|lediglich|bloß|gerade(?:\s+(?:ein)?mal)?|ganze|satte|stolze|glatte|exakt|genau))*"
CHANGE_BEFORE = re.compile(
    rf"(?:\b[Uu]m{_ONLY}|\b(?:Plus|Minus|Zuwachs|Zuwächse|Anstieg|Zunahme|Steigerung|Rückgang|Abnahme|Senkung|Verringerung|Verkürzung|Reduzierung|Erhöhung|Unterschied|Differenz|Abstand(?=\s+(?:zu[mr]?|gegenüber)\s)|Veränderung|Wachstum|Verbesserung|Plus von|Wachstumsrate)"
    rf"(?:\s+der\s+[\wäöüß-]+)?(?:\s+(?:gegenüber|zu[mr]?)\s+(?:dem\s+)?[\wäöüß]+(?=:))?\s*(?::|\bvon|\bum|\b(?:beträgt|betrug|lag|liegt|belief\s+sich|beläuft\s+sich|macht)(?:\s+(?:damit|somit|also|demnach|mithin|folglich|dadurch|insgesamt|bei|auf))*)?{_ONLY}|\b(?:plus|minus)|(?:^|[\s(:/])[+\u2212\u00b1]|\(\s*[-\u2013])\s*$")
FORMER_BEFORE = re.compile(
    r"\b(?:statt|anstatt|anstelle von|anstelle der|gegenüber|nach|verglichen mit|im Vergleich zu|bislang|bisher|bisherigen|zuvor|vorher|früher|ursprünglich|ehemals|einst|vormals)"
    r"(?:\s+(?:zuletzt|noch|bislang|bisher|vorher|zuvor|den|der|nur|bisherigen|damals|vormals|bei|bis\s+(?:dahin|zuletzt)))*\s*$|"
    r"(?<!Jahr\s)(?<!Jahre\s)(?<!Monat\s)(?<!Monate\s)\b(?:zuvor|vorher|davor|früher|ursprünglich|ehemals|einst|vormals|anfangs)\s+(?:waren|war|gab|hatten?|standen|zählten?|verfügten?)\s+"
    r"(?:(?:es|sie|er|man|wir|dort|hier|das\s+\w+|nur|noch|lediglich|gerade|erst|mal|einmal|insgesamt)\s+)*$", re.IGNORECASE)
#: "39 Kundenkontakte in der Kfz-Zulassung weniger als im April": only nouns and what belongs to them in between.
MORE_BEHIND_NOUNS = re.compile(
    r"^(?:\s+(?:[A-ZÄÖÜ][\wäöüß-]*|vo[nm]|i[nm]|a[nm]|de[rsnm]|die|das|für|mit|ohne|aus|beim?|zu[mr]|über|durch|per|unter|auf|und|online|(?!w[auü]r|k[ao]m|hab|hat|sind|gab|gib|zähl|besuch|stamm|entf)[a-zäöüß]+e[nrsm]?(?=\s+[A-ZÄÖÜ])))+"
    r"\s+(?P<word>mehr|weniger)\s+als\b(?!\s+(?:ver|halb|doppelt|die\s+Hälfte|ein(?:e[nrs]?)?\s+(?:Drittel|Viertel|Fünftel|Zehntel)|zwei\s+Drittel|drei\s+Viertel|jede[rs]?\s))")
#: "4.379 oder 4,2 Prozent mehr": the word behind a percentage in between is said of both.
MORE_BEYOND = re.compile(r"^\s*(?:[A-ZÄÖÜ][\wäöüß-]*\s+)?(?:(?:oder|bzw\.|beziehungsweise)\s*(?:rund\s+|etwa\s+|knapp\s+|gut\s+)?[\d.,]+[\s\u00a0]*(?:Prozent|%)|\(\s*(?:rund\s+|etwa\s+|knapp\s+|gut\s+)?[\d.,]+[\s\u00a0]*(?:Prozent|%)\s*\))\s*(?:[A-ZÄÖÜ][\wäöüß-]*\s+)?(?P<word>mehr|weniger)\b")
_RISE = r"(?:Plus|Minus|Zuwachs|Anstieg|Zunahme|Steigerung|Rückgang|Abnahme|Senkung|Verringerung|Wachstum|Veränderung)"
_WAS = r"(?:betr[äu]gt?|l[aä]g|liegt|blieb|bleibt|belief\s+sich|macht[e]?)"
#: "Im Mai betrug der Zuwachs gegenüber dem Vorjahr 14,3 Prozent", "der Rückgang lag im Mai bei drei Prozent".
RISE_SAID = re.compile(rf"\b{_WAS}\b(?:[^,;.]|[.](?=\d))*\b{_RISE}\b(?:[^,;.]|[.](?=\d))*$|\b{_RISE}\b(?:[^,;.]|[.](?=\d))*\b{_WAS}\b(?:[^,;.]|[.](?=\d))*$")
#: "Das Plus fiel mit 15,6 Prozent kleiner aus".
RISE_WITH = re.compile(rf"\b(?P<rise>{_RISE})\b(?:[^,;.]|[.](?=\d))*\bmit\s+(?:(?:nur|immerhin|sogar|durchschnittlich|jeweils)\s+)*$")
#: Verbs whose percentage is a change also without "um": "büßte 2,9 Prozent ein".
MOVED = re.compile(r"\b(?:büßte\w*|verlor\w*|verliert|legte\w*|gewann\w*|gewinnt|wuchs\w*|sank\w*|stieg\w*|fiel\w*|schrumpfte\w*)\s+(?:(?!von\b|auf\b|bei\b)\w+\s+){0,4}$")
MOVED_AFTER = re.compile(r"\s+(?:(?:hinzu|zu|ein)?(?:verlor|gewann|legte|büßte|wuchs|sank|stieg|fiel|schrumpfte)(?:en)?|verloren|(?:hinzu)?gewonnen|zugelegt|eingebüßt|gewachsen|gesunken|gestiegen|gefallen|geschrumpft)\b")
FROM_TO = re.compile(r"\b[Vv]on\s+(?:(?:zuletzt|bislang|bisher|zuvor|rund|etwa|knapp|gut|noch|im (?:Schnitt|Mittel|Durchschnitt)|durchschnittlich|insgesamt)\s+)*$")
PER = [
    ("tag", re.compile(r"\bTag\s+für\s+Tag\b|\b(?:pro|je|am|an einem|an jedem|jeden|(?:auf|für) (?:einen|jeden|den|den einzelnen))\s+(?:Öffnungs|Arbeits|Werk|Kalender)?[Tt]ag\b|\btäglich\w*\b|\barbeitstäglich\b", re.IGNORECASE)),
    ("monat", re.compile(r"\bMonat\s+für\s+Monat\b|\b(?:pro|je)\s+Monat\b|\bmonatlich\w*\b|\b[Ii]m Monats(?:durchschnitt|schnitt|mittel)\b|\b[Ii]m monatlichen (?:Durchschnitt|Schnitt|Mittel)\b|\b[Ii]m Monat\b(?!\s+[A-ZÄÖÜ])|\b(?:Pro|Je)\s+Monat\b|\bMonatlich\w*\b")),
    ("woche", re.compile(r"\bWoche\s+für\s+Woche\b|\b(?:pro|je)\s+Woche\b|\bwöchentlich\w*\b|\bin der Woche\b(?!\s+(?:vom|von|ab|nach|vor|um|zum|zur|bis|des|der|mit|\d))", re.IGNORECASE)),
]
_WEEKDAY = r"(?:[Mm]on|[Dd]iens|[Dd]onners|[Ff]rei|[Ss]ams|[Ss]onn)tag|[Mm]ittwoch|[Ss]onnabend"
_USUAL = r"(?:gewöhnlich|normal|typisch|durchschnittlich|üblich|regulär|geöffnet|offen|beliebig|mittler|ganz)"
#: "An einem gewöhnlichen Montag", "je geöffnetem Montag", "an jedem Montag": the average of such days.
USUAL_DAY = re.compile(rf"\b(?:(?:pro|je)\s+(?:[a-zäöüß]+e[mnr]\s+){{0,2}}|(?:an|auf)\s+(?:jede[mn]\s+(?:[a-zäöüß]+en\s+)?|eine[mn]\s+(?:{_USUAL}\w*\s+){{1,2}})|an\s+(?:eine[mn]?\s+)?)(?:{_WEEKDAY})\b", re.IGNORECASE)
PER_BEFORE = re.compile(r"\b(?:pro|je|am|an einem|an jedem|(?:auf|für) (?:einen|jeden|den)(?: einzelnen)?|jeden)\s+$", re.IGNORECASE)
GOVERNS = re.compile(r"\b(?:freu\w+|Freude|berichte\w*|informier\w*|verfüg\w*|sprech\w*|sprach\w*|spricht|klag\w*|jubel\w*|Angaben|entschied\w*|Bilanz|gebiete\w*)\b(?:\s+\w+){0,4}\s*$")
#: The same verb at the end of its clause: "das über 15 Plätze verfügt".
GOVERNS_BEHIND = re.compile(r"[^,;.:()]*?\s(?:verfüg\w*|gebiete\w*|gebot\w*|(?:ge)?freu\w+|berichte\w*|informier\w*|gesprochen|spr[aeiä]ch\w*|(?:ge)?klagt?\w*)(?:\s+(?:kann|können|konnten?|darf|dürfen|soll|wird|werden|hat|haben))?\s*(?:[,;.:()]|$)")
MEAN = re.compile(r"\b(?:[Ii]m (?:Schnitt|Durchschnitt|Mittel)|[Dd]urchschnittlich\w*)\b")
PER_DESK = re.compile(r"\b[Aa]n\s+(?:den|allen)\s+(?:\w+\s+|[\d.]+\s+)?(?:Berater|Beratungs)plätzen\b[^.;]*\bje(?:weils)?\b|\b(?:pro|je|auf einen|auf jeden|an einem|auf den einzelnen|ein|jeder)\s+(?:Berater|Beratungs|Arbeits|Kundenberatungs)platz\b|\bjede[rsnm]? der (?:\w+ |[\d.]+ )?(?:Berater|Beratungs|Arbeits|Kundenberatungs)?(?:plätze|Plätze|Schalter)\b|\b(?:pro|je|auf (?:einen|jeden)(?: einzelnen)?) (?:Schalter|Platz)\b", re.IGNORECASE)
SHARE_WORDS = re.compile(r"\b(?:Anteil\w*|entfiel\w*|entfallen|macht\w*|ausmach\w*|davon|hiervon|Quote|stammt\w*|betraf\w*|betreffen|darunter|gingen auf|ging auf|zählten zu|gehör\w*)\b", re.IGNORECASE)
TARGET = re.compile(r"\b(?:Ziel\w*|Serviceversprechen|Vorgabe\w*|Zielwert\w*|angestrebt\w*|versprochen\w*|soll(?:en|te|ten)?|geplant\w*|plant|künftig)\b")
#: Who or what else a sentence may be about; the office's data say nothing about it.
ELSEWHERE = re.compile(
    r"\b(?:Stadt|Kreis|Landes|Staats)?(?:archiv|bücherei|bibliothek|museum|theater|halle|verwaltungen)s?\b|\b(?:Museum|Museen|Theater|Bibliothek|Bücherei|Archiv|Zoo|Freibad|Hallenbad|Schwimmbad|Volkshochschule|VHS|Krankenhaus|Klinikum|"
    r"Standesamt|Sozialamt|Jugendamt|Ordnungsamt|Bauamt|Finanzamt|Ausländerbehörde|Jobcenter|Arbeitsagentur|Polizei|Feuerwehr|Homepage|Website|Webseite|Internetseite|Weihnachtsmarkt|Bundesgebiet|bundesweit\w*|landesweit\w*|"
    r"deutschlandweit|europaweit|weltweit|Umfrage|Befragung|(?:sozialen|Sozialen)\s+(?:Netzwerk|Medi)|Follower|Instagram|Facebook|Newsletter|Befragten|Innenstadt|Ortsteil|Umland|Landkreis|Nachbar(?:stadt|gemeinde|städte|kommune|kreis)|Tag der offenen Tür|Feier|Festakt|Veranstaltung|Vortrag|Vorträge|Ausstellung|Konzert|Einweihung|Messestand|Führung(?!szeug)|Bundesland|Bundesdurchschnitt|Bundesschnitt|Landesdurchschnitt|Landesschnitt)\w*\b|\b(?:weitergeleitet\w*|leitete\w*|weiterverbunden|abgebrochen\w*|verlorene?\w*\s+Anruf\w*|aufgelegt)\b|\b(?:jede[rs]?|pro|je|[Aa]uf\s+(?:eine?n?|jeden?))\s+(?:Kolleg|Mitarbeit|Beschäftigt|Sachbearbeit|Kopf|Einwohner|Vollzeit)\w*")
#: What a unit of time is about where only the words around it say so.
TELLING = [
    ((MINUTES, SECONDS), r"\b(?:wart|Wart|gedulden|an die Reihe|aufgerufen|drankam)", "wartezeit_mittel"),
    ((DAYS, WEEKS), r"\bTermin|\bbuch|gebucht|reservier", "vorlaufzeit_mittel"),
    ((HOURS, DAYS), r"E-Mail|Mails?\b|beantwort|Antwort", "email_antwortzeit_median"),
]
PEAK = re.compile(r"\b(?:[Ll]ängste|[Kk]ürzeste|[Mm]aximale|[Hh]öchste|[Mm]inimale)[rsnm]?\s+(?:\w+\s+)?(?:Wartezeit|Wartedauer|Antwortzeit|Vorlaufzeit)\b(?!\s+(?:hatte|gab es|war im|im|in|am|an)\b)|\b(?:[Bb]is zu|[Mm]aximal)\s+[\d.]+$(?!\s*(?:Prozent|%))")
EXTREME = re.compile(r"\b(?:[Bb]is zu|[Mm]aximal|[Hh]öchstens|[Hh]öchstwert\w*|[Ss]pitzen\w*|in der Spitze|[Mm]inimal|im Extremfall|längste\w*|Rekordtag)\b")
