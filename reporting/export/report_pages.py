"""What stands in the annual report, area by area, as blocks; every number comes from a figure."""

from __future__ import annotations

from reporting import german, phrases
from reporting.charts import columns, heatmap, ranked, wait_band, wait_distribution
from reporting.distribution import wait_distribution as distribution
from reporting.export.report_blocks import Block, Grid, Heading, Picture, Words, compare, metrics, nothing, say
from reporting.figures import Figure, figures
from reporting.overview import Overview
from reporting.sentences import areas_sentence, per_opening_day, record_sentence, since_sentence
from reporting.warehouse import Warehouse

WAITS = ("wartezeit_mittel", "wartezeit_median", "wartezeit_p90", "wartezeit_bis_10", "wartezeit_bis_15", "wartezeit_bis_30")
APPOINTMENTS = ("termine_gebucht", "termine_bedient", "termine_abgesagt", "termine_versaeumt", "no_show_quote", "vorlaufzeit_mittel")
EMAILS = ("emails_eingegangen", "emails_bearbeitet", "emails_offen", "email_antwortzeit_median")
CALLS = ("anrufe_115", "anrufe_115_servicelevel", "anrufe_115_erstloesung")
HOUSE = ("beraterplaetze", "thekenplaetze", "kontakte_je_beraterplatz", "mitarbeitende")

def following_pages(w: Warehouse, o: Overview) -> list[Block]:
    """Everything behind page 1."""
    return [*contacts(w, o), *waits(w, o), *channels(w, o), *back_office(w, o), *house(w, o), *definitions_list(w, o), *proof(w, o)]


def contacts(w: Warehouse, o: Overview) -> list[Block]:
    """Months, areas, services, locations, weekdays."""
    result: list[Block] = [Heading("Kundenkontakte", page=True)]
    if o.kontakte.wert is None:
        return [*result, nothing("Kundenkontakte", o.year)]
    every = figures(w, ["kundenkontakte", "terminkunden", "spontankunden", "oeffnungstage", "kontakte_je_oeffnungstag"], o.period)
    result += say(w, [o.kontakte], per_opening_day(w, o.kontakte), since_sentence(w, o.since) if o.since else None, record_sentence(w, o.record),
                  areas_sentence(o.areas))
    result += metrics("Kundenkontakte", every)
    result += compare(w, "Kundenkontakte nach Monaten", o.months, "monat")
    result += compare(w, "Kundenkontakte nach Bereichen", [a.kontakte for a in o.areas], "bereich", share=True)
    weekdays = figures(w, ["kundenkontakte"], o.period, by=("wochentag",))
    per_day = [f for f in figures(w, ["kontakte_je_oeffnungstag"], o.period, by=("wochentag",)) if f.wert is not None]
    result += [Heading("An welchen Tagen?", 2), Picture(columns(w, weekdays), instead=tuple(compare(w, "Kundenkontakte nach Wochentagen", weekdays, "wochentag"))),
               *compare(w, "Kundenkontakte je Öffnungstag nach Wochentagen", per_day, "wochentag")]
    services = _ranked(figures(w, ["kundenkontakte"], o.period, by=("dienstleistung",)))
    if len(services) > 1:
        result += [Heading("Wofür kamen die Menschen?", 2), *compare(w, "Kundenkontakte nach Dienstleistungen", services, "dienstleistung", share=True)]
    places = _ranked(figures(w, ["kundenkontakte"], o.period, by=("standort",)))
    if len(places) > 1:
        result += [Heading("Wo?", 2), *compare(w, "Kundenkontakte nach Standorten", places, "standort", share=True, change=False)]
    hours = [f for f in figures(w, ["termine_bedient"], o.period, by=("wochentag", "stunde"), base=None) if f.wert]
    return [*result, Picture(heatmap(w, hours))] if hours else result


def waits(w: Warehouse, o: Overview) -> list[Block]:
    """Waits with their distribution, by hour, area and service; appointments missed, cancelled, lead time."""
    result: list[Block] = [Heading("Wartezeiten und Termine")]
    found = figures(w, [*WAITS, *APPOINTMENTS], o.period)
    waited, booked = found[: len(WAITS)], found[len(WAITS):]
    if all(f.wert is None for f in found):
        return [*result, nothing("Wartezeiten und Termine", o.year)]
    if waited[0].wert is None:
        result.append(nothing("Wartezeiten", o.year))
    else:
        result += say(w, waited[:3])
        result.append(Words(("Die Wartezeit zählt vom Termin, oder von der späteren Ankunft, bis zum Aufruf. Jede bediente Person zählt einmal.",), muted=True))
        result += [Picture(wait_distribution(w, distribution(w, o.period))), *metrics("Wartezeiten", waited)]
        median, p90 = (figures(w, [k], o.period, by=("stunde",), base=None) for k in ("wartezeit_median", "wartezeit_p90"))
        result += [Heading("Zu welcher Uhrzeit?", 2), Picture(wait_band(w, median, p90))]
        result += _waits_by(w, o, "bereich") + _waits_by(w, o, "dienstleistung")
    if any(f.wert is not None for f in booked):
        result += [Heading("Termine", 2), *say(w, [f for f in booked if f.kennzahl in ("no_show_quote", "vorlaufzeit_mittel")]), *metrics("Termine", booked)]
    return result


def _waits_by(w: Warehouse, o: Overview, split: str) -> list[Block]:
    asked = ("wartezeit_mittel", "wartezeit_median", "wartezeit_p90", "wartezeit_bis_15")
    rows: dict[str, dict[str, Figure]] = {}
    for f in figures(w, asked, o.period, by=(split,), base=None):
        if f.wert is not None:
            rows.setdefault(f.gliederung[split], {})[f.kennzahl] = f
    if len(rows) < 2:
        return []
    body = tuple((name, *(german.number(found[k].wert, 1) if k in found else "–" for k in asked)) for name, found in sorted(rows.items(), key=lambda row: -row[1]["wartezeit_mittel"].wert))
    label = german.SPLIT_LABELS[split]
    plural = {"bereich": "Bereichen", "dienstleistung": "Dienstleistungen"}[split]
    return [Grid(f"Wartezeiten nach {plural} {o.year}", (label, "Mittel (Min.)", "Median (Min.)", "90 % höchstens (Min.)", "bis 15 Min. (%)"), body)]


def channels(w: Warehouse, o: Overview) -> list[Block]:
    """E-mails, 115, online; each with its own unit, never added."""
    result: list[Block] = [Heading("Andere Wege ins Amt"), Heading("E-Mails", 2)]
    mails = figures(w, EMAILS, o.period)
    if all(f.wert is None for f in mails):
        result.append(nothing("E-Mails", o.year))
    else:
        result += say(w, mails)
        result += compare(w, "Beantwortete E-Mails nach Monaten", figures(w, ["emails_bearbeitet"], o.period, by=("monat",)), "monat")
    result.append(Heading("Behördennummer 115", 2))
    calls = figures(w, CALLS, o.period)
    if calls[0].wert is None:
        result.append(nothing("Anrufe über die 115", o.year))
    else:
        result += say(w, calls)
        result.append(Picture(columns(w, figures(w, ["anrufe_115"], o.period, by=("monat",))), instead=()))
        monthly = figures(w, CALLS, o.period, by=("monat",), base=None)
        rows = [[f for f in monthly if f.gliederung["monat"] == m] for m in o.period.months()]
        result.append(Grid(f"Anrufe über die 115 nach Monaten {o.year}", ("Monat", "Angenommen", "In 30 Sekunden", "Beim ersten Anruf gelöst"),
                           tuple((german.month_name(row[0].gliederung["monat"], with_year=False), *(german.number(f.wert, f.definition.dezimalen) if f.einheit != "Prozent"
                                  else german.percent(f.wert) for f in row)) for row in rows if row)))
    result.append(Heading("Online", 2))
    online = figures(w, ["online_leistungen"], o.period)
    result += say(w, online) if online[0].wert is not None else [nothing("Online erledigte Leistungen", o.year)]
    offers = w.query("SELECT leistung, bereich, online_seit, ziel FROM online_angebote ORDER BY rowid")
    if offers:
        body = tuple((leistung or "", bereich or "", f"seit {german.date_de(seit)}" if seit and seit <= o.period.bis else f"geplant bis {ziel}" if ziel else "geplant")
                     for leistung, bereich, seit, ziel in offers)
        result.append(Grid(f"Online-Angebote, Stand Ende {o.year}", ("Leistung", "Bereich", "Online"), body, (0, 1, 2)))
    return result


def back_office(w: Warehouse, o: Overview) -> list[Block]:
    """Cases behind the scenes, with XMeld, and cases for dealers."""
    result: list[Block] = [Heading("Sachbearbeitung und Großkunden")]
    if o.vorgaenge.wert is None:
        result.append(nothing("Vorgänge in der Sachbearbeitung", o.year))
    else:
        groups = _ranked(figures(w, ["vorgaenge"], o.period, by=("gruppe",)))
        result += say(w, [o.vorgaenge, *([o.xmeld] if o.xmeld.wert else [])])
        result.append(Words(("Vorgänge sind Bearbeitungsfälle ohne Kundenkontakt. Technische Quittungen zählen nicht.",), muted=True))
        if len(groups) > 1:
            result += [Picture(ranked(w, groups), instead=()), *compare(w, "Vorgänge nach Gruppen", groups, "gruppe", share=True)]
    if o.grosskunden.wert is None:
        return [*result, Heading("Großkunden", 2), nothing("Vorgänge für Großkunden", o.year)]
    result += [Heading("Großkunden", 2), *say(w, [o.grosskunden])]
    for split, words in (("kunde_art", "Kundenarten"), ("vorgangsart", "Vorgangsarten")):
        parts = _ranked(figures(w, ["grosskunden_vorgaenge"], o.period, by=(split,)))
        if len(parts) > 1:
            result += compare(w, f"Vorgänge für Großkunden nach {words}", parts, split, share=True)
    return result


def house(w: Warehouse, o: Overview) -> list[Block]:
    """Locations, desks, staff, and what happened in the year."""
    result: list[Block] = [Heading("Das Haus")]
    found = figures(w, HOUSE, o.period)
    result += say(w, [f for f in found if f.kennzahl != "kontakte_je_beraterplatz"])
    result += metrics("Plätze und Personal", found)
    places = [p for p in w.locations if (p.gueltig_ab is None or p.gueltig_ab <= o.period.bis) and (p.gueltig_bis is None or p.gueltig_bis >= o.period.von)]
    if places:
        body = tuple((p.name or p.standort, german.date_de(p.gueltig_ab) if p.gueltig_ab else "–", german.date_de(p.gueltig_bis) if p.gueltig_bis else "–",
                      german.number(p.beraterplaetze) if p.beraterplaetze is not None else "–",
                      german.number(p.thekenplaetze) if p.thekenplaetze is not None else "–") for p in places)
        result.append(Grid(f"Standorte {o.year}", ("Standort", "geöffnet ab", "bis", "Beraterplätze", "Thekenplätze"), body))
    per_desk = [f for f in figures(w, ["kontakte_je_beraterplatz"], o.period, by=("monat",)) if f.wert is not None]
    if per_desk:
        result += [Heading("Auslastung der Beraterplätze", 2), Picture(columns(w, per_desk), instead=tuple(compare(w, "Kundenkontakte je Beraterplatz", per_desk, "monat")))]
    events = [e for e in w.events if e.von <= o.period.bis and e.bis >= o.period.von]
    if events:
        result.append(Heading("Ereignisse", 2))
        result += [Words((f"{german.period_words(phrases.Period(e.von, e.bis))}: {e.titel}. {e.beschreibung}".strip(),)) for e in events]
    return result


def definitions_list(w: Warehouse, o: Overview) -> list[Block]:
    """Every metric with data in the year: its value, and what it means."""
    known = [f for f in figures(w, None, o.period) if f.wert is not None]
    rows = tuple((d.label, d.einheit, d.bedeutung, d.formel) for d in (f.definition for f in known))
    heading = Heading("Alle Kennzahlen und was sie bedeuten", page=True)
    return [heading, *metrics("Alle Kennzahlen", known), Grid("Definitionen", ("Kennzahl", "Einheit", "Bedeutung", "Rechenweg"), rows, (0, 1, 2, 3))] if rows else []


def proof(w: Warehouse, o: Overview) -> list[Block]:
    """The rule of comparison in words, and the files behind the numbers with their checksums."""
    result: list[Block] = [Heading("Vergleich, Quellen und Prüfsummen"), Words((comparison_rule(o),))]
    first, last = o.period.shifted(-1).von, o.period.bis
    files = w.query(
        "SELECT datei, d.tabelle, sha256, sum(zeilen)::BIGINT FROM herkunft h JOIN dateien d USING (datei_id) "
        "WHERE h.datum BETWEEN ? AND ? GROUP BY ALL ORDER BY 2, 1", [first, last])
    if files:
        result.append(Words((f"Die Zahlen stammen aus diesen Dateien; geladen am {german.date_de(w.loaded_at)}, Datenbestand {w.snapshot}. Die Prüfsumme (SHA-256, die "
                             "ersten 16 Stellen) weist nach, dass eine Datei unverändert ist.",)))
        body = tuple((datei, tabelle, german.number(rows), (sha or "")[:16]) for datei, tabelle, sha, rows in files)
        result.append(Grid("Dateien", ("Datei", "Inhalt", "Zeilen", "Prüfsumme"), body, (0, 1, 3)))
    kept = w.query("SELECT beschreibung FROM versprechen WHERE verletzungen = 0 ORDER BY name")
    if kept:
        result += [Heading("Geprüft vor der Veröffentlichung", 2), Grid("Erfüllte Prüfungen", ("Prüfung",), tuple((text,) for (text,) in kept))]
    return result


def comparison_rule(o: Overview) -> str:
    """"Verglichen werden die gleichen Kalendertage beider Jahre ...; 2018 hatte 248 Öffnungstage, 2017 250."""
    f = o.kontakte
    if f.wert is None:
        return "Verglichen werden die gleichen Kalendertage beider Jahre, soweit beide Daten haben."
    if f.vorjahr is None or f.oeffnungstage is None:
        return f"Für {o.year} ist kein Vergleich mit dem Vorjahr möglich: Für {o.year - 1} liegen keine Daten vor."
    reach = "" if f.status == "vollständig" else f" bis {phrases.long_date(f.daten_bis)}"
    return (f"Verglichen werden die gleichen Kalendertage beider Jahre, soweit beide Daten haben{reach}; dabei hatte {o.year} "
            f"{german.number(f.oeffnungstage)} Öffnungstage, {o.year - 1} {german.number(f.oeffnungstage_vorjahr)}. "
            "Feiertage und Schließtage sind keine Öffnungstage. Wo sich die Zählung geändert hat, steht statt der Veränderung „nicht vergleichbar“.")


def _ranked(found: list[Figure]) -> list[Figure]:
    return sorted((f for f in found if f.wert is not None), key=lambda f: -f.wert)
