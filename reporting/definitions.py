"""The metric definitions of `kennzahlen.toml`, read once, with the marts they are computed from."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

#: Splits every mart with a day can answer, as SQL over its column `datum`.
TIME_SPLITS = {
    "jahr": "strftime(datum, '%Y')",
    "monat": "strftime(datum, '%Y-%m')",
    "wochentag": "['Mo','Di','Mi','Do','Fr','Sa','So'][isodow(datum)]",
    "tag": "strftime(datum, '%Y-%m-%d')",
}


@dataclass(frozen=True)
class Mart:
    """One daily table of the warehouse: where its rows come from and how it can be split."""

    name: str
    source: str  # canonical table; decides coverage ("data until") and the contributing files
    columns: tuple[str, ...]  # splits beyond time
    spans: bool = False  # rows may cover a month: column `bis` holds the last day covered
    also: str = ""  # a second canonical table that may feed it

    @property
    def splits(self) -> tuple[str, ...]:
        return (*TIME_SPLITS, *self.columns)


MARTS = {
    mart.name: mart
    for mart in (
        Mart("m_kontakte", "kontakte", ("standort", "dienstleistung", "bereich", "zugang")),
        Mart("m_termine", "termine", ("stunde", "standort", "dienstleistung", "bereich", "status")),
        Mart("m_wartezeiten", "termine", ("stunde", "standort", "dienstleistung", "bereich"), also="wartezeiten_stunden"),
        Mart("m_kapazitaet", "kapazitaet", ("stunde", "standort", "kanal", "einheit")),
        Mart("m_emails", "emails", ("thema",)),
        Mart("m_antwortzeiten", "emails", ("thema",)),
        Mart("m_anrufe_115", "anrufe_115", (), spans=True),
        Mart("m_vorgaenge", "vorgaenge", ("vorgangsart", "gruppe", "nachrichtengruppe"), spans=True),
        Mart("m_grosskunden", "grosskunden", ("vorgangsart", "kunde_art"), spans=True),
        Mart("m_online", "online", ("leistung", "bereich"), spans=True),
        Mart("oeffnungstage", "kontakte", ("standort",)),
    )
}

#: Splits of figures that are read off master data on a day (desks, staff).
STOCK_SPLITS = {"standorte": ("jahr", "monat", "standort"), "personal": ("jahr", "monat")}


@dataclass(frozen=True)
class Definition:
    """A metric: what it is called, what it means and how it is computed (see the head of kennzahlen.toml)."""

    id: str
    label: str
    einheit: str
    dezimalen: int
    polaritaet: str
    bedeutung: str
    formel: str
    kurz: str = ""
    tabelle: str = ""
    wert: str = ""
    art: str = "summe"
    additiv: bool = False
    synonyme: tuple[str, ...] = ()
    quantil: float = 0.0
    messwert: str = ""
    gewicht: str = ""
    teiler: float = 1.0
    zaehler: str = ""
    nenner: str = ""
    ziel: float | None = None
    nicht_ueber: str = ""  # SQL condition on rows that forbid a value
    nicht_ueber_grund: str = ""

    @property
    def gliederungen(self) -> tuple[str, ...]:
        """The splits and filters this metric can answer."""
        if self.art == "quotient":
            return definitions()[self.zaehler].gliederungen
        if self.art == "bestand":
            return STOCK_SPLITS[self.tabelle]
        return MARTS[self.tabelle].splits

    @property
    def quelle(self) -> str:
        """The canonical table (or master file) the metric rests on."""
        if self.art == "quotient":
            return definitions()[self.zaehler].quelle
        return self.tabelle if self.art == "bestand" else MARTS[self.tabelle].source

    @property
    def quellen(self) -> tuple[str, ...]:
        """All canonical tables the metric may rest on, `quelle` first."""
        if self.art == "quotient":
            return definitions()[self.zaehler].quellen
        also = "" if self.art == "bestand" else MARTS[self.tabelle].also
        return (self.quelle, also) if also else (self.quelle,)


#: How a share of waits is named in an id, with the comparison in SQL and the words for it.
_WITHIN = {"bis": ("<=", "höchstens"), "unter": ("<", "weniger als"), "ueber": (">", "länger als"), "ab": (">=", "mindestens")}


class Definitions(dict[str, Definition]):
    """All metrics by id. Beyond those listed it knows the share of waits within any whole number of minutes ("wartezeit_bis_12",
    "wartezeit_unter_12", "wartezeit_ueber_12", "wartezeit_ab_12") and their quantile at any whole percent ("wartezeit_p75")."""

    def __missing__(self, key: str) -> Definition:
        found = _of_waits(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or isinstance(key, str) and _of_waits(key) is not None


@cache
def _of_waits(key: str) -> Definition | None:
    """The definition of a share or quantile of waits that is not listed, made from the listed one of its kind."""
    if m := re.fullmatch(r"wartezeit_(bis|unter|ueber|ab)_([1-9]\d{0,2})", key):
        listed, (sign, words), minutes = definitions()["wartezeit_bis_10"], _WITHIN[m[1]], f"{m[2]} {'Minute' if m[2] == '1' else 'Minuten'}"
        return replace(listed, id=key, label=f"Wartezeit {words} {minutes}", kurz=f"warteten {words} {minutes}", polaritaet="up" if sign[0] == "<" else "down", synonyme=(),
                       bedeutung=f"Anteil der bedienten Personen, die {words} {minutes} warteten.", formel=f"Personen mit Wartezeit {sign.replace('<=', '≤').replace('>=', '≥')} {minutes} geteilt durch alle bedienten Personen",
                       wert=listed.wert.replace("<= 600", f"{sign} {int(m[2]) * 60}"))
    if m := re.fullmatch(r"wartezeit_p([1-9]\d?)", key):
        return replace(definitions()["wartezeit_p90"], id=key, label=f"Wartezeit, {m[1]}-%-Wert", kurz=f"{m[1]}-%-Wert der Wartezeit", quantil=int(m[1]) / 100, synonyme=(),
                       bedeutung=f"{m[1]} Prozent der bedienten Personen warteten höchstens so lange.", formel=f"{m[1]}-%-Quantil der Wartezeiten aller bedienten Personen, linear interpoliert")
    return None


@cache
def definitions() -> Definitions:
    """All metrics by id, in the order of the file."""
    raw = tomllib.loads(Path(__file__).with_name("kennzahlen.toml").read_text(encoding="utf-8"))
    return Definitions({
        key: Definition(id=key, **{"kurz": entry["label"], **entry, "synonyme": tuple(entry["synonyme"])})
        for key, entry in raw.items()
    })
