"""Who and where else a number may speak of: other towns, people from elsewhere. The office's data say nothing about them."""

from __future__ import annotations

import re

from reporting.factcheck.printed import units
from reporting.factcheck.reading.claims import Claim, Reading

_CITIES = frozenset(
    "Berlin Hamburg München Köln Frankfurt Stuttgart Düsseldorf Leipzig Dortmund Essen Bremen Dresden Hannover Nürnberg Duisburg Bochum Wuppertal Bielefeld Bonn Münster Mannheim Karlsruhe Augsburg Wiesbaden "
    "Gelsenkirchen Mönchengladbach Braunschweig Kiel Chemnitz Aachen Halle Magdeburg Freiburg Krefeld Mainz Lübeck Erfurt Rostock Kassel Hagen Potsdam Saarbrücken Hamm Ludwigshafen Mülheim Oldenburg Osnabrück Leverkusen "
    "Darmstadt Heidelberg Solingen Regensburg Herne Paderborn Neuss Ingolstadt Fürth Würzburg Ulm Heilbronn Pforzheim Wolfsburg Göttingen Bottrop Reutlingen Koblenz Erlangen Bremerhaven Remscheid Bergisch Trier "
    "Recklinghausen Jena Moers Salzgitter Siegen Gütersloh Hildesheim Hanau Kaiserslautern Cottbus Schwerin Gießen Marburg Fulda Wien Zürich Deutschland Österreich Europa Hessen Bayern Sachsen Thüringen Brandenburg "
    "Niedersachsen Schleswig-Holstein Mecklenburg-Vorpommern Sachsen-Anhalt Nordrhein-Westfalen Rheinland-Pfalz Baden-Württemberg Saarland".split())
_TOWN = re.compile(r"^[A-ZÄÖÜ][a-zäöüß-]+(?:burg|berg|dorf|stadt|stedt|hausen|heim|ingen|furt|bach|born|brück|brücken|kirchen|münde|rode|roda|leben|witz|hagen|felde|stein|thal)$")
_IN_TOWN = re.compile(r"(?:^|[,;:(]|\b(?:und|während|wohingegen|dagegen|aber|auch|es|sie|man|waren|wurden|liegt|lag|sind|ist|kamen|warteten)\s)\W*[Ii]n\s+([A-ZÄÖÜ][a-zäöüß-]+)(?=\s+[a-zäöüß\d]|[,.])")
#: Other towns or offices as the subject, or where something is so ("Andere Städte kommen mit ... aus", "in vergleichbaren Kommunen", "anderswo").
_OTHERS = re.compile(
    r"(?:^\W*|[,;:(]\s+|\b(?:[Ii]n|[Bb]ei|als|und|während|wo|dass)\s+)(?:den\s+|die\s+)?((?:[Aa]ndere[nrs]?|[Vv]ergleichbare[nr]?|(?:[Ää]hnlich|[Gg]leich|[Vv]ergleichbar)\s+große[nr]?|[Bb]enachbarte[nr]?|[Uu]mliegende[nr]?|[Gg]rößere[nr]?|[Kk]leinere[nr]?|[Vv]iele[nr]?|"
    r"[Mm]anche[nr]?|[Mm]eisten|[Dd]eutsche[nr]?)\s+(?:[a-zäöüß]+\s+)?(?:Groß|Nachbar|Mittel|Klein)?(?:[Ss]tadt|[Ss]tädten?|[Kk]ommunen?|[Gg]emeinden?|[Ll]andkreisen?|[Kk]reisen?|[Rr]athäusern?|[Vv]erwaltungen|[Bb]ehörden|[Bb]undesländern?)|[Aa]nderswo|[Aa]nder(?:n|en|er)orts)\b")
#: A town that does something itself: "Kassel schafft 85 Prozent", "die Stadt Hanau meldet".
_TOWN_DOES = re.compile(r"(?:(?:^|[;:(]|,(?!\d)|\b(?:und|während|wohingegen))\W*|\b[Dd]ie\s+(?:[a-zäöüß]+\s+)?(?:Stadt|Gemeinde)\s+)([A-ZÄÖÜ][a-zäöüß-]+)\s+(?=[a-zäöüß]+t(?:e|en)?\b|kam\b|lag\b|hat\b|ist\b|war\b)")
_FROM = re.compile(r"\s+aus\s+(?:(?:dem|den|der|anderen|benachbarten|umliegenden|auswärtigen)\s+)*([A-ZÄÖÜ][\wäöüß-]+)")
_NO_ORIGIN = frozenset(("Sicht", "Anlass", "Angst", "Neugier", "Versehen", "Zeitgründen", "Platzgründen", "Gründen", "Stadt", "Stadtteilen", "Stadtgebiet", "Bereich", "Bereichen", "Melderegister", "Jahr", "Jahren", "Monat", "Quartal", "Halbjahr", "Zeit"))


#: What happened to a document or a vehicle, and is no visit for it: "haben ihren Führerschein verloren".
_FATE = re.compile(r"\b(?:verlor(?:en)?|verlier(?:t|en)|gestohlen|(?:zurück|ab)gegeben|(?:ab|weg)geholt|abgelehnt|verweigert|entzogen|eingezogen|vergessen|vergaßen|weggeworfen|wiedergefunden)\b")
_THEIRS = re.compile(r"\b(?:ihre?n?|seine?n?|unsere?n?|eine?n?)\s+(?:[a-zäöüß]+e[nr]?\s+)?$")


#: What is only expected: no number of the warehouse ("rechnet mit", "sollen dazukommen"); what is held against it ("mehr als erwartet") is.
_EXPECTED = re.compile(
    r"\b(?:rechne(?:t|n|te|ten)\b(?=(?:[^,;.]|[.](?=\d))*\bmit\b)|(?<!als )(?<!wie )(?<!hatte )erwarte(?:t|n|te)\b|prognostizier\w*|Prognose\w*|voraussichtlich\w*|angepeilt\w*|(?<!als )(?<!wie )(?<!ursprünglich )(?:geplant|vorgesehen|beabsichtigt)|plan(?:t|en)(?=\s+[a-zäöüß])|(?:will|wollen|möchten?)\b(?=(?:[^,;.]|[.](?=\d))*\b(?:einrichten|schaffen|eröffnen|einstellen|anbieten|ausbauen)\b)|"
    r"soll(?:en)?\b(?=(?:[^,;.]|[.](?=\d))*\b(?:(?:dazu|hinzu)\s?kommen|steigen|sinken|wachsen|folgen|entstehen|werden|geben|sein)\b)|(?:im|für das)\s+(?:kommende[nr]?|nächste[nr]?)\s+(?:Jahr|Quartal|Halbjahr|Monat)(?!\s+(?:waren|war|lag|kamen|gab|zählte|brachte|wurden)))\b", re.IGNORECASE)


def expected(c: Claim, r: Reading) -> bool:
    """Whether a number is a forecast, a plan or a mark to be reached."""
    part = r.parts[c.part]
    if re.search(r"\b(?:Ziel|Marke|Schwelle|Grenze)(?:marke|werte?s?|s)?\s+von\s+(?:\w+\s+)?$", r.sentence.text[: c.number.start]):
        return True
    return bool(_EXPECTED.search(r.sentence.text[part.start : part.end]))


def elsewhere(c: Claim, r: Reading, city: str, noun_end: int) -> str:
    """The words that say a number is not about this office as a whole, or nothing. noun_end: where the noun behind the number ends."""
    text, part = r.sentence.text, r.parts[c.part]
    other = next((m for m in units.ELSEWHERE.finditer(text[: part.end]) if not any(n.start <= m.start() < n.end for n in r.names)), None)
    if other:
        return other[0]
    if others := next((m for m in _OTHERS.finditer(text, 0, c.number.start) if part.start <= m.start(1) or m.start(1) < r.parts[0].end), None):
        return others[1]
    own = set(re.findall(r"[A-ZÄÖÜ][\wäöüß-]+", city))
    for m in _IN_TOWN.finditer(text[: part.end]):
        town = m[1]
        mine = part.start <= m.start(1) < part.end or m.start(1) < r.parts[0].end
        if mine and m.start(1) < c.number.start and town not in own and (town in _CITIES or _TOWN.match(town)) and not any(n.start <= m.start(1) < n.end for n in r.names):
            return f"in {town}"
    for m in _TOWN_DOES.finditer(text[: part.end]):
        mine = part.start <= m.start(1) < part.end or m.start(1) < r.parts[0].end and not any(m.end() <= n.start < c.number.start for n in r.names if n.filters)
        if mine and m.start(1) < c.number.start and m[1] in _CITIES - own and not any(n.start <= m.start(1) < n.end for n in r.names):
            return m[1]
    if (fate := _FATE.search(text, part.start, part.end)) and any(n.filters and not n.metrics and part.start <= n.start < part.end and _THEIRS.search(text[: n.start]) for n in r.names):
        return fate[0]
    origin = _FROM.match(text, noun_end)
    if origin and origin[1] not in own | _NO_ORIGIN and not any(x.start <= origin.start(1) < x.end for x in (*r.names, *r.times)):
        return origin[0].strip()
    return ""
