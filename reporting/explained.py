"""The split of a change and the attention list as a chart and as tables."""

from __future__ import annotations

from reporting import german
from reporting.attention import Attention
from reporting.change import Explanation, Part
from reporting.charts import Chart, Step, waterfall
from reporting.charts.chart import slug
from reporting.tables import Column, Table
from reporting.warehouse import Warehouse


def change_chart(w: Warehouse, found: Explanation) -> Chart:
    """The steps from the base to the period; where there are none, the reason."""
    f = found.figure
    if found.grund:
        id = slug(f.kennzahl, "veraenderung", german.period_words(f.period))
        return Chart(id, f"{f.definition.label}: Veränderung", "", found.grund, german.source_line(w, f), Table((), ()), None, grund=found.grund)
    where = german.filter_words(f.where)
    before, now = german.base_period_words(f), german.months_words(f.where["monat"]) if f.where.get("monat") else german.period_words(f.period)
    return waterfall(
        w, f.kennzahl, Step(before, found.vorher), [Step(part.label, part.wert, part.erklaerung) for part in found.teile], Step(now, found.nachher),
        period=f.period, base=f.base, title=f"{where}: " * bool(where) + f"{german.signed(found.differenz, 0)} {f.definition.label} von {before} auf {now}",
    )


def part_table(part: Part) -> Table:
    """What months, locations or services contribute to a part."""
    unit = part.details[0].einheit if part.details else ""
    columns = (Column(part.label), Column("Beitrag (Kundenkontakte)", "zahl"), Column(f"{unit} vorher", "zahl"), Column(f"{unit} jetzt", "zahl"))
    return Table(columns, tuple((d.name, d.wert, d.vorher, d.nachher) for d in part.details), ("kundenkontakte",))


def attention_table(found: Attention) -> Table:
    """All notices with value and usual range, the most striking first."""
    columns = (Column("Monat"), Column("Was"), Column("Wert", "zahl", 1), Column("üblich von", "zahl", 1), Column("üblich bis", "zahl", 1),
               Column("frühere Werte", "zahl"), Column("Einheit"))
    rows = tuple((german.month_name(n.monat), n.name, n.wert, n.unten, n.oben, n.werte, n.einheit) for n in found.meldungen)
    return Table(columns, rows, tuple(dict.fromkeys(n.kennzahl for n in found.meldungen)))
