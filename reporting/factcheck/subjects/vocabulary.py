"""The words metrics and areas go by: how people write of visitors, appointments, calls and areas beside their official names."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Further ways to write a metric; the first metric is the usual reading, the others are possible ones.
METRICS = {
    "E-Mail": ("emails_bearbeitet", "emails_eingegangen"), "E-Mails": ("emails_bearbeitet", "emails_eingegangen"), "Mail": ("emails_bearbeitet", "emails_eingegangen"),
    "Mails": ("emails_bearbeitet", "emails_eingegangen"), "Schreiben": ("emails_eingegangen", "emails_bearbeitet"), "Zuschriften": ("emails_eingegangen", "emails_bearbeitet"), "E-Mail-Anfragen": ("emails_bearbeitet", "emails_eingegangen"), "Anfragen per E-Mail": ("emails_bearbeitet", "emails_eingegangen"),
    "Anfragen per Mail": ("emails_bearbeitet", "emails_eingegangen"), "Mailanfragen": ("emails_bearbeitet", "emails_eingegangen"),
    "schriftliche Anfragen per E-Mail": ("emails_bearbeitet", "emails_eingegangen"), "elektronische Anfragen": ("emails_bearbeitet", "emails_eingegangen"),
    "eingegangene Mails": ("emails_eingegangen",), "eingegangene E-Mail-Anfragen": ("emails_eingegangen",), "E-Mail-Postfach": ("emails_eingegangen",),
    "Kundinnen und Kunden": ("kundenkontakte",), "Kontakte": ("kundenkontakte",), "Kontakt": ("kundenkontakte",), "Kundenaufkommen": ("kundenkontakte",), "Fälle am Schalter": ("kundenkontakte",), "Vorgänge am Schalter": ("kundenkontakte",), "Anliegen am Schalter": ("kundenkontakte",), "Anliegen vor Ort": ("kundenkontakte",), "Besucherzahl": ("kundenkontakte",),
    "Kundenzahlen": ("kundenkontakte",), "Kundenverkehr": ("kundenkontakte",), "Vorsprache": ("kundenkontakte",), "Kundenstrom": ("kundenkontakte",), "Andrang": ("kundenkontakte",), "Zulauf": ("kundenkontakte",), "Zustrom": ("kundenkontakte",), "Ansturm": ("kundenkontakte",), "Publikumsverkehr": ("kundenkontakte",),
    "Kunden ohne Termin": ("spontankunden",), "Kundinnen und Kunden ohne Termin": ("spontankunden",), "Kunden ohne Terminvereinbarung": ("spontankunden",),
    "Personen ohne Termin": ("spontankunden",), "Besucher ohne Termin": ("spontankunden",), "spontan": ("spontankunden",), "Spontanbesuche": ("spontankunden",), "ohne Termin": ("spontankunden",), "ohne vorherigen Termin": ("spontankunden",),
    "Spontanbesucher": ("spontankunden",), "Personen mit Termin": ("terminkunden",), "Besucher mit Termin": ("terminkunden",), "mit Termin": ("terminkunden",), "Kunden mit vereinbartem Termin": ("terminkunden",), "mit vereinbartem Termin": ("terminkunden",),
    "geplatzte Termine": ("termine_versaeumt",), "nicht wahrgenommene Termine": ("termine_versaeumt",), "Nichterscheinen": ("termine_versaeumt",), "versäumte Termine": ("termine_versaeumt",), "verpasste Termine": ("termine_versaeumt",), "ausgefallene Termine": ("termine_versaeumt",),
    "Termine blieben ungenutzt": ("termine_versaeumt",), "Termine verfielen": ("termine_versaeumt",), "ungenutzte Termine": ("termine_versaeumt",),
    "Termine nicht wahrgenommen": ("termine_versaeumt",), "Termine wurden nicht wahrgenommen": ("termine_versaeumt",), "Termine versäumt": ("termine_versaeumt",), "Termine wurden versäumt": ("termine_versaeumt",),
    "Termine abgesagt": ("termine_abgesagt",), "Termine wurden abgesagt": ("termine_abgesagt",), "Termine vorher abgesagt": ("termine_abgesagt",), "Termine wurden vorher abgesagt": ("termine_abgesagt",), "Stornierungen": ("termine_abgesagt",), "Termine storniert": ("termine_abgesagt",), "Termine wurden storniert": ("termine_abgesagt",),
    "Termine gebucht": ("termine_gebucht",), "Termine wurden gebucht": ("termine_gebucht",), "Buchungen": ("termine_gebucht",), "Reservierungen": ("termine_gebucht",), "Termine vereinbart": ("termine_gebucht",), "Termine wurden vereinbart": ("termine_gebucht",),
    "Termine wahrgenommen": ("termine_bedient",), "Termine wurden wahrgenommen": ("termine_bedient",), "Termine bedient": ("termine_bedient",),
    "einen Termin vereinbart": ("terminkunden",), "einen Termin gebucht": ("terminkunden",), "einen Termin": ("terminkunden",), "mit einem Termin": ("terminkunden",), "ohne einen Termin": ("spontankunden",), "keinen Termin": ("spontankunden",),
    "nicht abgesagten Termine": ("no_show_quote",), "unbeantwortet": ("emails_offen",), "noch nicht beantwortet": ("emails_offen",), "noch offen": ("emails_offen",), "unbearbeitet": ("emails_offen",), "E-Mails offen": ("emails_offen",),
    "nicht wahrgenommen": ("termine_versaeumt", "no_show_quote"), "nicht erschienen": ("termine_versaeumt", "no_show_quote"), "versäumt": ("termine_versaeumt",), "verpasst": ("termine_versaeumt",), "verfielen": ("termine_versaeumt", "no_show_quote"),
    "erschienen nicht": ("termine_versaeumt", "no_show_quote"), "nicht zum Termin": ("termine_versaeumt", "no_show_quote"), "ungenutzt": ("termine_versaeumt", "no_show_quote"), "geplatzt": ("termine_versaeumt", "no_show_quote"), "platzten": ("termine_versaeumt", "no_show_quote"),
    "abgesagt": ("termine_abgesagt",), "storniert": ("termine_abgesagt",), "gebucht": ("termine_gebucht",), "wahrgenommen": ("termine_bedient",),
    "Nichterscheinensquote": ("no_show_quote",), "Nichterscheinerquote": ("no_show_quote",), "Nichterscheinungsquote": ("no_show_quote",), "Nicht-Erscheinens-Quote": ("no_show_quote",), "No-Show-Rate": ("no_show_quote",), "Ausfallrate": ("no_show_quote",), "Versäumnisquote": ("no_show_quote",), "Quote der versäumten Termine": ("no_show_quote",), "Quote der nicht wahrgenommenen Termine": ("no_show_quote",),
    "Anteil der versäumten Termine": ("no_show_quote",), "Anteil nicht wahrgenommener Termine": ("no_show_quote",), "Anteil der nicht wahrgenommenen Termine": ("no_show_quote",), "der Termine wurden nicht wahrgenommen": ("no_show_quote",),
    "aller Termine wurden nicht wahrgenommen": ("no_show_quote",), "der Termine verfielen": ("no_show_quote",), "Termine platzten": ("termine_versaeumt",),
    "Öffnungstage": ("oeffnungstage",), "Wartedauer": ("wartezeit_mittel",), "gewartet": ("wartezeit_mittel",), "warten": ("wartezeit_mittel",), "warteten": ("wartezeit_mittel",), "wartete": ("wartezeit_mittel",), "wartet": ("wartezeit_mittel",), "Geduld": ("wartezeit_mittel",), "gedulden": ("wartezeit_mittel",), "bis zum Aufruf": ("wartezeit_mittel",), "aufgerufen": ("wartezeit_mittel",), "geöffnet": ("oeffnungstage",), "öffnete": ("oeffnungstage",),
    "mittlere Wartedauer": ("wartezeit_median",), "Median der Wartezeiten": ("wartezeit_median",), "Medianwert": ("wartezeit_median",), "90-Prozent-Wert der Wartezeit": ("wartezeit_p90",),
    "Anrufe": ("anrufe_115",), "Anrufe bei der 115": ("anrufe_115",), "Telefonanrufe": ("anrufe_115",), "Gespräche": ("anrufe_115",), "Telefongespräche": ("anrufe_115",), "telefonische Anfragen": ("anrufe_115",), "Telefonanfragen": ("anrufe_115",), "Anruferinnen und Anrufer": ("anrufe_115",),
    "Erstlösungsrate": ("anrufe_115_erstloesung",), "Erstlösung": ("anrufe_115_erstloesung",), "abschließend": ("anrufe_115_erstloesung",), "beim ersten Anruf": ("anrufe_115_erstloesung",), "beim ersten Kontakt": ("anrufe_115_erstloesung",), "fallabschließend": ("anrufe_115_erstloesung",), "direkt beantwortet": ("anrufe_115_erstloesung",),
    "Service-Level": ("anrufe_115_servicelevel",), "Servicequote": ("anrufe_115_servicelevel",), "Annahmequote": ("anrufe_115_servicelevel",), "innerhalb von dreißig Sekunden": ("anrufe_115_servicelevel",), "binnen 30 Sekunden": ("anrufe_115_servicelevel",), "in 30 Sekunden": ("anrufe_115_servicelevel",), "in weniger als 30 Sekunden": ("anrufe_115_servicelevel",), "innerhalb der ersten 30 Sekunden": ("anrufe_115_servicelevel",), "30 Sekunden": ("anrufe_115_servicelevel",),
    "Backoffice-Vorgänge": ("vorgaenge",), "Backoffice-Fälle": ("vorgaenge",), "Bearbeitungsfälle": ("vorgaenge",), "Geschäftsvorfälle": ("vorgaenge",), "Fälle in der Sachbearbeitung": ("vorgaenge",), "XMeld-Bearbeitungsfälle": ("vorgaenge_xmeld",), "XMeld-Nachricht": ("vorgaenge_xmeld",), "XMeld-Mitteilungen": ("vorgaenge_xmeld",), "XMeld-Bereich": ("vorgaenge_xmeld",),
    "Großkundengeschäft": ("grosskunden_vorgaenge",), "Großkundenbereich": ("grosskunden_vorgaenge",), "Großkundenservice": ("grosskunden_vorgaenge",), "Händlergeschäft": ("grosskunden_vorgaenge",), "Händlerbereich": ("grosskunden_vorgaenge",),
    "Vorgänge für Großkunden": ("grosskunden_vorgaenge",), "Vorgänge von Großkunden": ("grosskunden_vorgaenge",), "Kfz-Händler": ("grosskunden_vorgaenge",), "Autohändler": ("grosskunden_vorgaenge",), "Autohaus": ("grosskunden_vorgaenge",), "Zulassungsdienst": ("grosskunden_vorgaenge",),
    "Online-Dienste": ("online_leistungen",), "Online-Vorgänge": ("online_leistungen",), "Online-Verfahren": ("online_leistungen",), "Online-Antrag": ("online_leistungen",), "online gestellte Anträge": ("online_leistungen",), "Anträge online": ("online_leistungen",), "Anliegen online": ("online_leistungen",), "digitale Anträge": ("online_leistungen",), "digital gestellte Anträge": ("online_leistungen",),
    "Beratungsplatz": ("beraterplaetze",), "Arbeitsplätze für Beratung": ("beraterplaetze",), "Bedienplätze": ("beraterplaetze",), "Servicetheken": ("thekenplaetze",), "Thekenarbeitsplätze": ("thekenplaetze",), "Plätze an der Theke": ("thekenplaetze",),
    "Kolleginnen und Kollegen": ("mitarbeitende",), "Mitarbeitenden": ("mitarbeitende",), "Mitarbeiterzahl": ("mitarbeitende",), "Personalbestand": ("mitarbeitende",), "Personalstand": ("mitarbeitende",), "Team": ("mitarbeitende",), "Belegschaft": ("mitarbeitende",), "Beschäftigten": ("mitarbeitende",), "Köpfe": ("mitarbeitende",), "Mitarbeiterin": ("mitarbeitende",), "Mitarbeiterinnen und Mitarbeitern": ("mitarbeitende",),
    "Vorlaufzeiten": ("vorlaufzeit_mittel",), "im Voraus": ("vorlaufzeit_mittel",), "bis zum Termin": ("vorlaufzeit_mittel",), "zwischen Buchung und Termin": ("vorlaufzeit_mittel",), "auf einen Termin": ("vorlaufzeit_mittel",), "auf ihren Termin": ("vorlaufzeit_mittel",), "Vorlauf": ("vorlaufzeit_mittel",),
    "Antwortzeiten": ("email_antwortzeit_median",), "Bearbeitungszeit von E-Mails": ("email_antwortzeit_median",), "Antwortdauer": ("email_antwortzeit_median",), "mittlere Antwortzeit": ("email_antwortzeit_median",),
}
#: People without a further name are customers only where they visit.
PEOPLE = ("Frauen und Männer", "Männer und Frauen", "Bürgerinnen und Bürger", "Bürger", "Bürgerinnen", "Menschen", "Personen", "Leute", "Gäste", "Einwohner", "Einwohnerinnen und Einwohner")

_GENERIC = ("angelegenheiten", "angelegenheit", "wesen", "behörde", "sachen", "bereich", "stelle", "dienste", "amt")


def area_variants(area: str, areas: Iterable[str]) -> set[str]:
    """Ways to write an area: "Melde- und Passwesen" also as "Melde- und Passangelegenheiten", "Kfz-Zulassung" as "Zulassungsstelle"."""
    variants = {area}
    root = area
    for tail in _GENERIC:
        if root.lower().endswith(tail) and len(root) > len(tail) + 2:
            root = root[: -len(tail)]
            break
    root = root.rstrip("-")
    forms = {root}
    double = re.fullmatch(r"(\w+)-\s+und\s+(\w+)", root)
    if double:
        forms.add(f"{double[2].capitalize()}- und {double[1].capitalize()}")
        variants |= {half.capitalize() + tail for half in double.groups() for tail in _GENERIC if area.lower().endswith(tail)}
    singular = root.removesuffix("en") if root.endswith("en") and not root.endswith("ten") else root.removesuffix("e")
    forms |= {singular, singular + "s"}
    parts = root.split("-")
    if len(parts) == 2 and not double:
        others = [other for other in areas if other != area]
        forms |= {part for part in parts if len(part) > 2 and not any(part.lower() in other.lower() for other in others)}
        forms |= {part + "s" for part in parts if len(part) > 4}
    for form in forms:
        variants.add(form)
        for tail in _GENERIC:
            variants |= {form + tail, f"{form}-{tail.capitalize()}"}
    return variants
