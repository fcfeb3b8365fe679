"""The other ways to the office as data: online offers with their state, and the online share of a service counted on both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reporting import german
from reporting.figures import Figure, figures
from reporting.periods import Period
from reporting.tables import Column, Table
from reporting.warehouse import Warehouse

ONLINE, PLANNED, OVERDUE, OPEN = "online", "geplant", "Ziel überschritten", "ohne Ziel"


@dataclass(frozen=True)
class Offer:
    """An online offer on the day of the data. `ziel` as written in the master data; `anzahl` = uses in the period, None without data."""

    leistung: str
    bereich: str
    online_seit: date | None
    ziel: str
    stand: str
    anzahl: Figure | None


@dataclass(frozen=True)
class Share:
    """One service on both ways. anteil = online of all that were done online or in person, in percent."""

    leistung: str
    gliederung: str  # the contacts' split the name was found in: "dienstleistung" or "bereich"
    online: Figure
    kontakte: Figure
    anteil: float


def offers(w: Warehouse, period: Period, where: Mapping[str, Sequence[str]] | None = None) -> list[Offer]:
    """The online offers of the master data with what became of them until the end of the period (at most until the last day with data)."""
    uses = {f.gliederung["leistung"]: f for f in _online(w, period, where or {})}
    day = min(filter(None, (period.bis, w.data_until)))
    areas = (where or {}).get("bereich", ())
    rows = w.query("SELECT leistung, bereich, online_seit, ziel FROM online_angebote ORDER BY rowid")
    return [Offer(name, area or "", since, goal or "", _state(since, goal, day), uses.get(name))
            for name, area, since, goal in rows if not areas or area in areas]


def shares(w: Warehouse, period: Period, where: Mapping[str, Sequence[str]] | None = None) -> list[Share]:
    """The online share of every service that is counted online and in person; the highest first.

    A service is the same where the names are: first among the services, then among the areas (an offer for all of them).
    Both numbers stay apart: what is done online is no contact. Areas chosen in `where` leave only their offers; other filters than time the
    online side does not have, so they are applied to neither.
    """
    online = [f for f in _online(w, period, where or {}) if f.wert is not None]
    months = {name: values for name, values in (where or {}).items() if name in ("monat", "jahr")}
    contacts = {(split, f.gliederung[split]): f for split in ("bereich", "dienstleistung")
                for f in (figures(w, ["kundenkontakte"], period, by=(split,), where=months, base=None) if online else ())}
    found = []
    for f in online:
        name = f.gliederung["leistung"]
        for split in ("dienstleistung", "bereich"):
            other = contacts.get((split, name))
            if other and other.wert is not None and f.wert + other.wert:
                found.append(Share(name, split, f, other, 100 * f.wert / (f.wert + other.wert)))
                break
    return sorted(found, key=lambda share: (-share.anteil, share.leistung))


def offers_table(found: Sequence[Offer]) -> Table:
    """Offers with status and target date."""
    columns = (Column("Leistung"), Column("Bereich"), Column("Stand"), Column("online seit", "datum"), Column("Ziel"), Column("Nutzungen im Zeitraum", "zahl"))
    return Table(columns, tuple((o.leistung, o.bereich, o.stand, o.online_seit, o.ziel, o.anzahl.wert if o.anzahl else None) for o in found), ("online_leistungen",))


def shares_table(found: Sequence[Share]) -> Table:
    """Both counts of a service side by side, never added, and the share."""
    columns = (Column("Leistung"), Column("online erledigt", "zahl"), Column("Kundenkontakte", "zahl"), Column("Online-Anteil in Prozent", "prozent", 1))
    return Table(columns, tuple((s.leistung, s.online.wert, s.kontakte.wert, s.anteil) for s in found), ("online_leistungen", "kundenkontakte"))


def words(found: Sequence[Offer], counted: Sequence[Share]) -> str:
    """How far the offers are and for how many services the share can be told, in sentences."""
    counts = {state: sum(offer.stand == state for offer in found) for state in (ONLINE, PLANNED, OVERDUE, OPEN)}
    parts = [f"{german.number(count)} {state}" for state, count in counts.items() if count]
    text = f"Vorgesehene Online-Angebote: {german.number(len(found))}, davon {german.listing(parts)}. " if found else "Die Stammdaten nennen keine Online-Angebote. "
    if counted:
        return text + ("Der Anteil setzt die Online-Leistungen ins Verhältnis zu allen, die online oder persönlich erledigt wurden. "
                       f"Auf beiden Wegen gezählt: {german.listing([share.leistung for share in counted])}.")
    return text + "Ein Online-Anteil lässt sich nicht angeben: Keine Leistung wird online und am Schalter unter demselben Namen gezählt."


def _online(w: Warehouse, period: Period, where: Mapping[str, Sequence[str]]) -> list[Figure]:
    usable = {name: values for name, values in where.items() if name in ("monat", "jahr", "bereich")}
    return figures(w, ["online_leistungen"], period, by=("leistung",), where=usable)


def _state(since: date | None, goal: str | None, day: date) -> str:
    if since and since <= day:
        return ONLINE
    due = _goal(goal or "")
    if due is None:
        return PLANNED if goal else OPEN
    return OVERDUE if due < day else PLANNED


def _goal(text: str) -> date | None:
    """The last day of a target: "31.12.2022", "2022-12-31" or a year."""
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return date(int(text), 12, 31) if text.strip().isdigit() and len(text.strip()) == 4 else None
