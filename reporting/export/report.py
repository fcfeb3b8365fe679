"""The annual report as a typeset PDF: page 1 for the mayor, then area by area. Same data, same bytes.

Typst sets it (no browser), with the fonts beside this file. Charts need the browser of `images`; without one the tables behind
them stand in their place and the report says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path

import typst

from reporting import german, phrases
from reporting.charts import Chart, columns
from reporting.export.images import Job, browser_available, render_all
from reporting.export.report_blocks import Block, Picture, Words, compare, table
from reporting.export.report_pages import comparison_rule, following_pages
from reporting.figures import COMPLETE, Figure
from reporting.overview import Overview, overview
from reporting.sentences import year_in_words
from reporting.warehouse import Warehouse

HERE = Path(__file__).parent
LONG = 60  # letters of an event's name that still fit a tile
AREAS = 5  # on page 1; all of them stand on page 2
NO_PICTURES = "Auf diesem Rechner gibt es keinen Browser zum Zeichnen der Diagramme; an ihrer Stelle stehen die Tabellen mit denselben Zahlen."


def annual_report(w: Warehouse, year: int) -> bytes:
    """The report on a year as PDF (PDF/UA-1). Any year can be asked for; what has no data says so."""
    o = overview(w, year)
    pages = following_pages(w, o)
    months = columns(w, o.months)
    pictures = _svgs([months, *(block.chart for block in pages if isinstance(block, Picture))])
    content = {
        "title": f"Das Jahr {year} auf einen Blick",
        "office": w.amt["name"],
        "sample": german.SAMPLE if w.is_sample else "",
        "source": german.source_line(w),
        "subtitle": _subtitle(w, o),
        "date": {"year": stand.year, "month": stand.month, "day": stand.day} if (stand := o.stand) else None,
        "tiles": _tiles(w, o),
        "months": [_block(block, pictures) for block in ([Picture(months, 100)] if months.id in pictures else compare(w, "Kundenkontakte nach Monaten", o.months, "monat"))],
        "areas": [{"name": a.bereich, "value": german.number(a.kontakte.wert), "share": german.percent(a.anteil) if a.anteil is not None else "",
                   "part": (a.anteil or 0) / 100, "change": german.change_short(a.kontakte)} for a in o.areas[:AREAS]],
        "besides": _besides(o),
        "house": _house(o),
        "words": [s.text for s in year_in_words(w, year, o)],
        "rule": comparison_rule(o),
        "no_pictures": NO_PICTURES if _tables_instead(pages, months, pictures) else "",
        "blocks": [_block(block, pictures) for block in _drawn(pages, pictures)],
    }
    stamp = datetime.combine(o.stand, time(12), UTC) if o.stand else w.loaded_at.replace(tzinfo=UTC)
    return typst.compile(
        HERE / "report.typ", root=HERE, font_paths=[str(HERE / "fonts")], ignore_system_fonts=True, format="pdf", pdf_standards="ua-1",
        timestamp=stamp, sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
    )


def _tables_instead(pages: Sequence[Block], months: Chart, pictures: dict[str, str]) -> bool:
    """Whether any chart that could be drawn was not."""
    return any(chart.draw and chart.id not in pictures for chart in [months, *(b.chart for b in pages if isinstance(b, Picture))])


def _svgs(charts: Sequence[Chart]) -> dict[str, str]:
    """The charts as SVG with the report's own font, by id; empty without a browser."""
    drawn = list({chart.id: chart for chart in charts if chart.draw}.values())
    if not browser_available():
        return {}
    found = render_all([Job(chart, "svg") for chart in drawn])
    return {chart.id: re.sub(r"font-family:(?:&quot;|[^;\"])*;", "font-family: Source Sans Pro;", svg.decode()) for chart, svg in zip(drawn, found)}


def _block(block: Block, pictures: dict[str, str]) -> dict:
    """A block as the typesetting reads it."""
    if not isinstance(block, Picture):
        return {"kind": type(block).__name__.lower(), **asdict(block)}
    return {"kind": "picture", "svg": pictures[block.chart.id], "alt": block.chart.alt, "width": block.width}


def _drawn(blocks: Sequence[Block], pictures: dict[str, str]) -> list[Block]:
    """The blocks with what stands in place of charts that are not drawn: the reason, or a table."""
    result: list[Block] = []
    for block in blocks:
        if not isinstance(block, Picture) or block.chart.id in pictures:
            result.append(block)
        elif block.chart.draw is None:
            result.append(Words((block.chart.grund or "",), muted=True))
        else:
            result += [table(block.chart.title, block.chart.table)] if block.instead is None else block.instead
    return result


# ------------------------------------------------------------------ page 1

def _subtitle(w: Warehouse, o: Overview) -> str:
    f = o.oeffnungstage
    days = german.value_words(f) if f.wert is not None else ""
    until = f"1. Januar bis {f.daten_bis.day}. {german.month_name(f'{f.daten_bis:%Y-%m}')}" if f.status == "teilweise" and f.daten_bis else ""
    return " · ".join(filter(None, [until, days, german.stand_line(w)]))


def _tiles(w: Warehouse, o: Overview) -> list[dict]:
    """Up to four numbers: contacts, since the event, strongest month, wait; what has no data is left out."""
    result = [_tile(o.kontakte, "Kundenkontakte")] if o.kontakte.wert is not None else []
    if o.since:
        f = o.since.kontakte
        until = f.bis if f.status == COMPLETE or f.daten_bis is None else f.daten_bis
        days = f"{o.since.period.von:%d.%m.} bis {until:%d.%m.}"
        since = phrases.since_words(o.since.event)
        result.append(_tile(f, since if len(since) <= LONG else f"seit dem {german.date_de(o.since.event.von)}", days, f"den gleichen Tagen {f.base.von.year}" if f.base else ""))
    if o.record:
        first = german.month_name(o.record.first)
        more = f"stärkster Monat seit {first}" if o.record.is_record and o.record.whole else "stärkster Monat des Jahres"
        result.append(_tile(o.record.kontakte, f"im {german.month_name(o.record.monat)}", more))
    if o.wartezeit.wert is not None:
        more = f"Median {german.number(o.wartezeit_median.wert, 1)}; neun von zehn Personen höchstens {german.number(o.wartezeit_p90.wert, 1)}"
        result.append(_tile(o.wartezeit, "Minuten mittlere Wartezeit", more))
    return result


def _tile(f: Figure, label: str, more: str = "", base: str = "") -> dict:
    """One number with what it is, its change, and a remark."""
    change = german.change_short(f)
    if f.base is not None and not base:
        base = german.month_name(f"{f.base.von:%Y-%m}") if len(f.period.months()) == 1 else str(f.base.von.year)
    return {"value": german.number(f.wert, f.definition.dezimalen), "label": label, "more": more,
            "change": f"{change} gegenüber {base}" if change else "nicht vergleichbar" if f.vergleich else ""}


def _besides(o: Overview) -> list[dict]:
    """Other units, each for itself."""
    rows = [(o.anrufe_115, "Anrufe über die 115"), (o.emails, "E-Mails beantwortet"), (o.grosskunden, "Vorgänge für Großkunden"),
            (o.vorgaenge, "Vorgänge der Sachbearbeitung"), (o.xmeld if o.xmeld.wert else None, "davon XMeld")]
    return [{"value": german.number(f.wert), "label": label, "change": german.change_short(f)} for f, label in rows if f is not None and f.wert is not None]


def _house(o: Overview) -> list[dict]:
    rows = [(o.beraterplaetze, "Beraterplätze"), (o.thekenplaetze, "Thekenplätze"), (o.mitarbeitende, "Mitarbeitende")]
    return [{"value": german.number(f.wert), "label": label, "change": f"{o.year - 1}: {german.number(f.vorjahr)}" if f.vorjahr is not None else ""}
            for f, label in rows if f.wert is not None]
