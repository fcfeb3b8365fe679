"""What was once published, held against today's data: the register of single figures, and whole press releases filed after their check.

The register (`veroeffentlicht/register.csv`) lists figures with the metric they mean. A filed release is a JSON file under
`veroeffentlicht/meldungen/`: text, verdicts and snapshot of its day. It is written once and never changed; every later look runs
the press check on its text again and says what still holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from reporting import german
from reporting.charts.chart import slug
from reporting.definitions import definitions
from reporting.factcheck import NO_CLAIM, RIGHT, ROUNDED, UNPROVABLE, WRONG, Verdict, allows, factcheck
from reporting.factcheck.printed.numbers import read_number
from reporting.factcheck.memory.textyear import dateline
from reporting.figures import PARTIAL, Figure, figure
from reporting.filters import UnknownNameError
from reporting.periods import Period
from reporting.phrases import long_date
from reporting.tables import Column, Table
from reporting.warehouse import Warehouse

EQUAL, WITHIN, DIFFERS, UNCHECKED = "stimmt", "stimmt gerundet", "weicht ab", "nicht prüfbar"
STILL, REVISED, LOST, NEVER, OPEN = "weiterhin richtig", "revidiert", "nicht mehr prüfbar", "war schon bei der Ablage falsch", "nicht belegbar"
RELEASES = Path("veroeffentlicht") / "meldungen"


@dataclass(frozen=True)
class Entry:
    """A published figure as it was printed. `wert` and `qualifikator` are text; `kennzahl` is "" where no metric of this house means it."""

    nr: int
    von: date | None
    bis: date | None
    kennzahl: str
    gliederung: dict[str, str]
    wert: str
    qualifikator: str
    einheit: str
    aussage: str
    quelle: str
    datum: str
    url: str
    anmerkung: str

    @property
    def printed(self) -> str:
        """"rund 74.000 Kunden"; a qualifier that does not stand before the number follows in brackets."""
        words = " ".join(filter(None, [self.wert, self.einheit]))
        if not self.qualifikator:
            return words
        return f"{self.qualifikator} {words}" if len(self.qualifikator.split()) <= 3 else f"{words} ({self.qualifikator})"


@dataclass(frozen=True)
class Reconciled:
    """A published figure against today's warehouse: `urteil` is EQUAL, WITHIN, DIFFERS or UNCHECKED, `grund` says why in German."""

    entry: Entry
    urteil: str
    grund: str
    figure: Figure | None = None
    abweichung: float | None = None


def entries(w: Warehouse) -> list[Entry]:
    """The register in the order of its file."""
    names = ("nr", "von", "bis", "kennzahl", "gliederung", "wert", "qualifikator", "einheit", "aussage", "quelle", "datum", "url", "anmerkung")
    rows = [dict(zip(names, row)) for row in w.query(f"SELECT {', '.join(names)} FROM veroeffentlicht ORDER BY nr")]
    return [Entry(row["nr"], row["von"], row["bis"], (row["kennzahl"] or "").strip(), _split(row["gliederung"]), *((row[name] or "").strip() for name in names[5:]))
            for row in rows]


def _split(text: str | None) -> dict[str, str]:
    """"bereich=Kfz|standort=Rathaus" as a filter."""
    return dict(part.strip().split("=", 1) for part in (text or "").split("|") if "=" in part)


def reconcile(w: Warehouse) -> list[Reconciled]:
    """Every figure of the register against today's data; computed once per snapshot."""
    if "_register" not in w.__dict__:
        w.__dict__["_register"] = [_reconcile(w, entry) for entry in entries(w)]
    return w.__dict__["_register"]


def _reconcile(w: Warehouse, e: Entry) -> Reconciled:
    if not e.kennzahl:
        return Reconciled(e, UNCHECKED, "Keine Kennzahl dieser Statistik." + (f" {e.anmerkung}" if e.anmerkung else ""))
    d = definitions().get(e.kennzahl)
    if d is None:
        return Reconciled(e, UNCHECKED, f"Die Kennzahl „{e.kennzahl}“ gibt es nicht.")
    number = read_number(e.wert)
    if number is None:
        return Reconciled(e, UNCHECKED, f"„{e.wert}“ ist keine einzelne Zahl.")
    if e.von is None or e.bis is None and d.art != "bestand":
        return Reconciled(e, UNCHECKED, "Der Zeitraum der Zahl ist nicht bekannt.")
    try:
        f = figure(w, e.kennzahl, Period(e.von, e.bis or e.von), where={k: (v,) for k, v in e.gliederung.items()}, base=None)
    except UnknownNameError as error:
        return Reconciled(e, UNCHECKED, str(error))
    outside = d.art == "bestand" and not _inside(w, e.von)
    if f.wert is None or outside:
        return Reconciled(e, UNCHECKED, f"Für {german.period_words(f.period)} liegen keine Daten vor. {german.reach_words(w)}", f)
    if f.status == PARTIAL:
        return Reconciled(e, UNCHECKED, f"Die Daten decken den Zeitraum nur zum Teil: {f.hinweis}", f)
    verdict = allows(number, e.qualifikator or None, f.wert, percent=d.einheit == "Prozent", count=d.dezimalen == 0)
    today = german.value_words(f)
    if verdict == RIGHT:
        return Reconciled(e, EQUAL, f"Heute: {today}.", f, 0)
    gap = f.wert - number.value
    if verdict == ROUNDED:
        return Reconciled(e, WITHIN, f"Heute: {today}; „{' '.join(filter(None, [e.qualifikator, e.wert]))}“ lässt das zu.", f, gap)
    share = f" ({german.signed(100 * gap / number.value)}{german.NBSP}%)" if number.value else ""
    remark = f" {e.anmerkung}" if e.anmerkung else ""
    return Reconciled(e, DIFFERS, f"Heute: {today}, das sind {german.signed(gap, d.dezimalen)}{share} gegenüber der gedruckten Zahl.{remark}", f, gap)


def _inside(w: Warehouse, day: date) -> bool:
    """Whether a day lies in the years the house has data for; master data alone prove nothing about earlier ones."""
    return bool(w.years) and w.years[0] <= day.year <= w.years[-1]


def register_table(w: Warehouse) -> Table:
    """The reconciliation as a table: what can be checked first, in the order of the register."""
    found = sorted(reconcile(w), key=lambda r: r.urteil == UNCHECKED)
    columns = (Column("Zeitraum"), Column("Aussage"), Column("Gedruckt"), Column("Ergebnis"), Column("Begründung"), Column("Quelle"), Column("Datum"))
    return Table(columns, tuple((_when(r.entry), r.entry.aussage, r.entry.printed, r.urteil, r.grund, r.entry.quelle, r.entry.datum) for r in found))


def register_words(w: Warehouse) -> str:
    """How many published figures can be checked and how they fare."""
    found = [r.urteil for r in reconcile(w)]
    if not found:
        return "Das Register der veröffentlichten Zahlen ist leer (veroeffentlicht/register.csv)."
    n = {verdict: found.count(verdict) for verdict in (EQUAL, WITHIN, DIFFERS, UNCHECKED)}
    return (f"{german.number(len(found))} veröffentlichte Zahlen, davon mit diesen Daten prüfbar: {len(found) - n[UNCHECKED]}. "
            f"Genau richtig: {n[EQUAL]}, im Rahmen der Rundung richtig: {n[WITHIN]}, abweichend: {n[DIFFERS]}.")


def _when(e: Entry) -> str:
    if e.von is None:
        return ""
    return german.period_words(Period(e.von, e.bis or e.von))


# ------------------------------------------------------------------ filed releases

@dataclass(frozen=True)
class Release:
    """A filed release. `stand`: the date of its text; `angaben`: its verdicts as the press check printed them on that day."""

    datei: str
    name: str
    abgelegt_am: datetime
    stand: date | None
    datenbestand: str
    text: str
    angaben: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Recheck:
    """One number of a filed release, then and now. `hinweis` is a ready correction note where it was revised, else ""."""

    zahl: str
    satz: str
    status: str
    damals: float | int | None
    heute: float | int | None
    words: str
    hinweis: str = ""


def file_release(w: Warehouse, data_dir: Path | str, name: str, text: str, verdicts: Sequence[Verdict], stand: date | None = None) -> Path:
    """File a checked release; returns the new file. An existing file is never touched: the same name gets a number.

    stand: the date of the text; without it the one printed at its head.
    Filing the same text with the same name on the same snapshot again returns the file that exists.
    """
    stand = stand or dateline(text)
    folder = Path(data_dir) / RELEASES
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now().replace(microsecond=0)
    content = {
        "name": name, "abgelegt_am": now.isoformat(), "stand": stand.isoformat() if stand else None, "datenbestand": w.snapshot,
        "geladen_am": w.loaded_at.isoformat(), "sha256": hashlib.sha256(text.encode()).hexdigest(), "text": text, "angaben": [v.as_json() for v in verdicts],
    }
    stem = f"{stand or now.date()}-{slug(name)[:60] or 'meldung'}"
    for n in range(1, 1000):
        path = folder / f"{stem}{'' if n == 1 else f'-{n}'}.json"
        try:
            with path.open("x", encoding="utf-8") as file:
                json.dump(content, file, ensure_ascii=False, indent=1)
            path.chmod(0o444)
            return path
        except FileExistsError:
            old = json.loads(path.read_text(encoding="utf-8"))
            if (old["sha256"], old["name"], old["datenbestand"]) == (content["sha256"], name, w.snapshot):
                return path
    raise FileExistsError(f"Unter dem Namen „{name}“ sind schon zu viele Meldungen abgelegt. Bitte einen anderen Namen wählen.")


def filed_releases(data_dir: Path | str) -> list[Release]:
    """All filed releases, newest text first. A file that is no release is left out."""
    result = []
    for path in sorted((Path(data_dir) / RELEASES).glob("*.json"), reverse=True):
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            result.append(Release(path.name, raw["name"], datetime.fromisoformat(raw["abgelegt_am"]), date.fromisoformat(raw["stand"]) if raw["stand"] else None,
                                  raw["datenbestand"], raw["text"], tuple(raw["angaben"])))
        except (ValueError, KeyError, TypeError):
            continue
    return result


def recheck(w: Warehouse, release: Release) -> list[Recheck]:
    """Every number of a filed release that claims something, checked again with today's data."""
    today = {(v.start, v.end): v for v in factcheck(w, release.text, release.stand)}
    return [_recheck(w, release, then, today.get((then["start"], then["end"]))) for then in release.angaben if then["urteil"] != NO_CLAIM]


def _recheck(w: Warehouse, release: Release, then: dict[str, Any], now: Verdict | None) -> Recheck:
    right_then = then["urteil"] in (RIGHT, ROUNDED)
    value, words = then["wert"], ""
    new = now.wert if now else None
    if not right_then:
        status = NEVER if then["urteil"] == WRONG else OPEN
    elif now is None or now.urteil in (UNPROVABLE, NO_CLAIM):
        status = LOST
    else:
        status = REVISED if now.urteil == WRONG else STILL
    shown = _shown(then.get("kennzahl"), value, new)
    words = f"{status}: {shown[0]} -> {shown[1]}" if status == REVISED else status
    note = _note(w, release, then, now, shown) if status == REVISED and now else ""
    return Recheck(then["zahl"], then["satz"], status, value, new, words, note)


def _shown(kennzahl: str | None, old: float | int | None, new: float | int | None) -> tuple[str, str]:
    """Old and new value in as few decimals as tell them apart."""
    whole = all(value is None or float(value).is_integer() for value in (old, new))
    for decimals in range(0 if whole else 1, 5):
        pair = german.number(old, decimals), german.number(new, decimals)
        if pair[0] != pair[1]:
            break
    return pair


def _note(w: Warehouse, release: Release, then: dict[str, Any], now: Verdict, shown: tuple[str, str]) -> str:
    """A correction note ready to be sent."""
    when = f" vom {long_date(release.stand)}" if release.stand else ""
    right = f" Richtig lautet der Satz: „{now.korrektur}“" if now.korrektur else ""
    return (f"Korrektur zu unserer Mitteilung „{release.name}“{when}: Die Angabe „{then['zahl']}“ beruhte auf dem damaligen Datenstand ({shown[0]}). "
            f"Nach dem heutigen Datenstand ({german.stand_line(w)}) sind es {shown[1]}.{right}")


def recheck_table(found: Sequence[Recheck]) -> Table:
    """The numbers of a filed release, then and now."""
    columns = (Column("Zahl"), Column("Heute"), Column("Wert bei der Ablage"), Column("Wert heute"), Column("Satz"))
    return Table(columns, tuple((c.zahl, c.words, *(german.number(v, _decimals(v)) if v is not None else "" for v in (c.damals, c.heute)), c.satz) for c in found))


def recheck_words(release: Release, found: Sequence[Recheck]) -> str:
    """"Meldung vom 13.02.2019, abgelegt am 14.02.2019: weiterhin richtig." or how many numbers were revised."""
    when = f"Meldung vom {german.date_de(release.stand)}, abgelegt" if release.stand else "Abgelegt"
    revised, lost = (sum(c.status == status for c in found) for status in (REVISED, LOST))
    parts = [f"{n} {'Zahl' if n == 1 else 'Zahlen'} {word}" for n, word in ((revised, REVISED), (lost, LOST)) if n]
    return f"{when} am {german.date_de(release.abgelegt_am.date())}: {german.listing(parts) or STILL}."


def _decimals(value: float | int) -> int:
    return 0 if float(value).is_integer() else 1
