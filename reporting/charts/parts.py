"""What a whole consists of: ranked bars, and a change taken apart into steps that add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reporting import german
from reporting.charts import chart as c
from reporting.charts.style import FONT, Look, axis, fit, frame, label, text_width
from reporting.definitions import definitions
from reporting.figures import Figure
from reporting.periods import Period
from reporting.tables import Column, Table, figures_table
from reporting.warehouse import Warehouse


def ranked(w: Warehouse, figures: Sequence[Figure], *, title: str | None = None, top: int | None = None) -> c.Chart:
    """One metric by an unordered split (area, service, type), largest first; value, share and change at the end of each bar.

    top: draw only so many; the rest becomes one line "n weitere" without a bar where the parts add up and is left out otherwise
    (the table keeps all). Raises ValueError for more than one metric or split.
    """
    if not c.has_values(figures):
        return c.missing(w, figures, title)
    if len({f.kennzahl for f in figures}) > 1 or any(len(f.gliederung) != 1 for f in figures):
        raise ValueError("ranked: figures of one metric with exactly one split are needed")
    d, split = figures[0].definition, next(iter(figures[0].gliederung))
    id = c.slug(d.id, split, german.period_words(figures[0].period), german.filter_words(figures[0].where))
    name = german.SPLIT_LABELS.get(split, split)
    title = title or f"{d.label} nach {name}, {c.scope(figures)}"
    known = [f for f in figures if f.wert is not None]
    ordered = sorted([f for f in known if f.wert or f.vorjahr or not d.additiv] or known, key=lambda f: -f.wert)  # what never occurred is no bar
    table = figures_table(ordered, share=d.additiv)
    total = sum(f.wert for f in ordered) if d.additiv else 0
    most = min(top or len(ordered), len(ordered))

    # A location that opened or closed between the two periods has no fair change; the page about the move compares it.
    base = c.base_words(ordered) if split != "standort" else ""
    changes = german.change_short if base else lambda f: ""

    def lines(most: int) -> list[tuple[str, float, str, str, str]]:
        """Name, value, share with change, split value and hover of each row; the rest in one row without a split value."""
        shown, rest = ordered[:most], ordered[most:]
        found = [(german.split_value(split, f.gliederung[split]), f.wert, _beside(f.wert, total, changes(f)), f.gliederung[split], _hover(f, split, total))
                 for f in shown]
        if rest and d.additiv:
            value = sum(f.wert for f in rest)
            found.append((f"{len(rest)} weitere", value, _beside(value, total), "", f"<b>{len(rest)} weitere</b><br>{german.amount(d, value)}"))
        return found

    measures = [d.einheit, *(["Anteil"] if total else []), *([f"Veränderung gegenüber {base}"] if base else [])]
    subtitle = ". ".join(filter(None, [german.listing(measures), c.limits(figures).rstrip(".")]))
    source = c.source_of(w, figures)

    def draw(look: Look, height: int | None) -> dict:
        p = look.p
        layout, room = frame(look, title=title, subtitle=subtitle, source=source, height=height, left=look.edge, bottom=8)
        fitting = int(room / 31)  # a picture has a fixed height: as many rows as can be read
        rows = lines(most if len(lines(most)) <= fitting else max(1, fitting - 1))
        longest = ordered[0].wert or 1
        across = 780 if look.wide else 300
        reach = max(value / longest / (1 - min(0.6, (text_width(f"{german.number(value, d.dezimalen)}{more}", look.size, bold=True) + 14) / across))
                    for _, value, more, key, _ in rows if key)
        layout["xaxis"] = axis(look, range=[0, longest * reach], showticklabels=False)
        layout["yaxis"] = axis(look, range=[len(rows) - 0.5, -0.5], showticklabels=False)
        pitch = room / len(rows)
        size = look.size + (3 if look.wide and len(rows) <= 4 else 0)
        thick = min(40 if look.wide else 18, (pitch - size - 8) * 0.8)
        drawn = [value if key else None for _, value, _, key, _ in rows]
        bar = dict(type="bar", x=drawn, y=list(range(len(rows))), orientation="h", width=thick / pitch,
                     offset=0.5 - (thick + 4) / pitch, marker={"color": p.accent, "line": {"width": 0}}, customdata=[key for *_, key, _ in rows],
                     hovertext=[hover for *_, hover in rows], hovertemplate="%{hovertext}<extra></extra>")
        for n, (words, value, more, key, _) in enumerate(rows):
            middle = n + 0.5 - (thick / 2 + 4) / pitch
            font = {"family": FONT, "size": size, "color": p.text if key else p.muted}
            layout["annotations"].append(label(look, fit(words, size, look.room), 0, n + 0.5 - (thick + 6) / pitch, xanchor="left", yanchor="bottom", font=font))
            layout["annotations"].append(label(look, f"<b>{german.number(value, d.dezimalen)}</b>{more}", value if key else 0, middle, xanchor="left",
                                               yanchor="middle", xshift=5 if key else 0, font=font))
        return {"data": [bar], "layout": layout}

    return c.Chart(id, title, subtitle, _alt(ordered, split, title, total), source, table, draw, height=max(240, 120 + 44 * len(lines(most))))


def _beside(value: float, total: float, change: str = "") -> str:
    """What follows a value: " · 17 % · +3,1 %", its share of the total and its change, as far as there are any."""
    share = german.percent(100 * value / total, 1 if 100 * value / total < 10 else 0) if total else ""
    return "".join(f" · {words}" for words in (share, change) if words)


def _hover(f: Figure, split: str, total: float) -> str:
    lines = [f"<b>{german.split_value(split, f.gliederung[split])}</b>", german.value_words(f)]
    if total:
        lines.append(f"{german.percent(100 * f.wert / total)} von {german.amount(f.definition, total)}")
    if f.vergleich or f.vorjahr is not None:
        lines.append(german.change_words(f))
    return "<br>".join(lines)


def _alt(ordered: Sequence[Figure], split: str, title: str, total: float) -> str:
    def words(f: Figure) -> str:
        share = f" ({german.percent(100 * f.wert / total)})" if total else ""
        return f"{german.split_value(split, f.gliederung[split])} {german.number(f.wert, f.definition.dezimalen)}{share}"

    shown = "; ".join(words(f) for f in ordered[:10])
    more = f"; {len(ordered) - 10} weitere in der Tabelle" if len(ordered) > 10 else ""
    return f"Balkendiagramm: {title}, {ordered[0].einheit}. Der Größe nach: {shown}{more}."


@dataclass(frozen=True)
class Step:
    """One step of a change: what it is called and by how much it moves the value."""

    titel: str
    wert: float
    erklaerung: str = ""


def waterfall(w: Warehouse, kennzahl: str, start: Step, steps: Sequence[Step], end: Step, *, period: Period, base: Period, title: str | None = None) -> c.Chart:
    """From the base to the period in steps. Raises ValueError unless start and steps add up to the end exactly.

    The steps of counts are drawn as they are (a part of a person is possible: they are attributions, not people).
    """
    d = definitions()[kennzahl]
    if abs(start.wert + sum(s.wert for s in steps) - end.wert) > 1e-6 * max(1.0, abs(end.wert)):
        raise ValueError(f"waterfall: the steps do not add up: {start.wert} + {[s.wert for s in steps]} != {end.wert}")
    change = end.wert - start.wert
    title = title or f"{d.label}: {german.signed(change, d.dezimalen)} von {german.period_words(base)} auf {german.period_words(period)}"
    subtitle = f"{d.einheit}; die Schritte ergeben zusammen genau die Veränderung"
    id = c.slug(kennzahl, "veraenderung", german.period_words(base), german.period_words(period))
    rows = [(start.titel, start.wert, None), *((s.titel, s.wert, s.erklaerung or None) for s in steps), (end.titel, end.wert, None)]
    table = Table((Column("Schritt"), Column(f"{d.label} ({d.einheit})", "zahl", d.dezimalen), Column("Erklärung")), tuple(rows), (kennzahl,))
    source = german.source_line(w)
    levels = [0.0]
    for step in steps:
        levels.append(levels[-1] + step.wert)

    def draw(look: Look, height: int | None) -> dict:
        """Steps along an axis of change: zero is the base value, so no bar is cut; names stand above and fit a phone."""
        p = look.p
        layout, room = frame(look, title=title, subtitle=subtitle, source=source, height=height, left=look.edge, bottom=8)
        names = [start.titel, *(s.titel for s in steps), end.titel]
        spans = [(0.0, 0.0), *((a, a + s.wert) for a, s in zip(levels, steps)), (0.0, change)]
        texts = [german.number(start.wert, d.dezimalen), *(german.signed(s.wert, d.dezimalen) for s in steps), f"{german.number(end.wert, d.dezimalen)} ({german.signed(change, d.dezimalen)})"]
        low, high = min(0.0, *levels), max(0.0, *levels)
        reach = min(0.6, max(text_width(t, look.size, bold=True) + 14 for t in texts) / (780 if look.wide else 300))
        wide = (high - low or 1) / (1 - reach)
        layout["xaxis"] = axis(look, range=[low, low + wide], showticklabels=False)
        layout["yaxis"] = axis(look, range=[len(names) - 0.5, -0.5], showticklabels=False)
        pitch = room / len(names)
        thick = min(20, pitch - look.size - 8)
        colours = [p.base, *(p.accent if s.wert >= 0 else p.mark for s in steps), p.text]
        data = [dict(type="bar", base=[min(span) for span in spans], x=[abs(b - a) for a, b in spans], y=list(range(len(names))), orientation="h",
                       width=thick / pitch, offset=0.5 - (thick + 4) / pitch, marker={"color": colours, "line": {"width": 0}},
                       hovertext=[f"<b>{n}</b><br>{t} {d.einheit}" for n, t in zip(names, texts)], hovertemplate="%{hovertext}<extra></extra>")]
        for n, (words, text, span) in enumerate(zip(names, texts, spans)):
            layout["annotations"].append(label(look, fit(words, look.size, look.room), low, n + 0.5 - (thick + 6) / pitch, xanchor="left", yanchor="bottom", bgcolor=p.ground))
            layout["annotations"].append(label(look, f"<b>{text}</b>", max(span), n + 0.5 - (thick / 2 + 4) / pitch, xanchor="left", yanchor="middle", xshift=5))
        for n, level in enumerate([0.0, *levels[1:]]):
            layout["shapes"].append({"type": "line", "xref": "x", "yref": "y", "x0": level, "x1": level, "y0": n + 0.5 - (thick + 4) / pitch,
                                     "y1": n + 1.5 - 4 / pitch, "line": {"color": p.muted, "width": 1}})
        return {"data": data, "layout": layout}

    words = "; ".join(f"{s.titel} {german.signed(s.wert, d.dezimalen)}" for s in steps)
    alt = (f"Wasserfalldiagramm: {title}. Ausgang {start.titel} {german.number(start.wert, d.dezimalen)}; {words}; "
           f"Ergebnis {end.titel} {german.number(end.wert, d.dezimalen)} {d.einheit}.")
    return c.Chart(id, title, subtitle, alt, source, table, draw, height=130 + 46 * (len(steps) + 2))
