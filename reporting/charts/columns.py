"""Columns along time: months, weekdays, hours or years of one metric, the base as thin lighter columns beside them."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date

from reporting import german
from reporting.charts import chart as c
from reporting.charts.style import FONT, Look, fit, frame, label, text_width, value_axis
from reporting.days import COMPLETE
from reporting.figures import Figure
from reporting.periods import Period
from reporting.tables import figures_table
from reporting.warehouse import Event, Warehouse

#: Labels of events above one chart; further events keep their line.
MOST_LABELS = 4


def columns(w: Warehouse, figures: Sequence[Figure], *, title: str | None = None, chosen: Sequence[str] = ()) -> c.Chart:
    """One metric by `monat`, `wochentag`, `stunde` or `jahr`; the highest month of an additive metric in the mark colour.

    Months and years carry the events of the house; a metric with a target (115) gets its line. The base must come with
    the figures (`base=`). `chosen`: split values a reader picked; the others are drawn faded. Raises ValueError for more than one metric or another split.
    """
    if not c.has_values(figures):
        return c.missing(w, figures, title)
    split = _one_split(figures)
    d = figures[0].definition
    id = c.slug(d.id, split, german.period_words(figures[0].period), german.filter_words(figures[0].where))
    table = figures_table(figures)
    best = _best(figures, split)
    title = title or _title(figures, split, best)
    base = c.base_words(figures)
    subtitle = ". ".join(filter(None, [subtitle_of(figures, split, title), c.limits(figures).rstrip(".")]))
    own = german.period_words(figures[0].period) if split in ("monat", "jahr") else c.scope(figures)
    events = c.events_in(w, figures) if split == "monat" else []
    source = c.source_of(w, figures)

    def draw(look: Look, height: int | None) -> dict:
        p = look.p
        keys = ((p.accent, own), (p.base, base)) if base else ()
        keys += ((p.mark, f"‒\u00a0Ziel {german.percent(d.ziel, 0)}"),) if d.ziel is not None else ()
        top = max([f.wert or 0 for f in figures] + [f.vorjahr or 0 for f in figures] + [d.ziel or 0])
        highest = german.number(top, 0)
        left = 12 + look.edge + text_width(highest, look.size) + (14 if d.einheit == "Prozent" else 0)
        layout, room = frame(look, title=title, subtitle=subtitle, source=source, keys=keys, height=height, left=left,
                             bottom=46 if split == "stunde" or split == "monat" and figures[0].von.year != figures[0].bis.year else 34)
        space = event_rows(events) * (look.size + 4) + look.size + 10
        slim = 0.7 if len(figures) <= 7 else 1.0
        layout["yaxis"] = value_axis(look, top / max(0.4, 1 - space / max(room, 1)) or 1, ticksuffix="\u00a0%" if d.einheit == "Prozent" else "")
        names = hours_between(figures) if split == "stunde" else [f.gliederung[split] for f in figures]
        category_axis(layout, look, names, split)
        data = [
            dict(type="bar", x=[f.gliederung[split] for f in figures], y=[f.wert for f in figures], width=0.56 * slim, offset=-(0.22 if base else 0.28) * slim,
                   customdata=[f.gliederung[split] for f in figures],
                   marker={"color": [p.mark if f is best else p.accent for f in figures], "line": {"width": 0}}
                   | ({"opacity": [1 if f.gliederung[split] in chosen else 0.3 for f in figures]} if chosen else {}),
                   hovertext=[hover(f, split) for f in figures], hovertemplate="%{hovertext}<extra></extra>", name=own),
        ]
        if base:
            data.append(dict(type="bar", x=[f.gliederung[split] for f in figures], y=[f.vorjahr for f in figures], width=0.16 * slim, offset=-0.4 * slim,
                               customdata=[f.gliederung[split] for f in figures],
                               marker={"color": p.base, "line": {"width": 0}}, hovertext=[hover(f, split) for f in figures],
                               hovertemplate="%{hovertext}<extra></extra>", name=base))
        crossed = {f"{e.von:%Y-%m}" for e in events if e.von == e.bis}
        for f in figures:
            if f.wert is not None and (f is best or look.wide and len(figures) <= 12):
                text, inside = german.number(f.wert, d.dezimalen), d.ziel is not None  # above the columns runs the line of the target
                colour = p.on_accent if inside else p.mark if f is best else p.text
                layout["annotations"].append(label(
                    look, f"<b>{text}</b>" if f is best else text, names.index(f.gliederung[split]) + (0.08 * slim if base else 0), f.wert,
                    yanchor="top" if inside else "bottom", yshift=-24 if inside else 1,
                    font={"family": FONT, "size": look.size - (0 if f is best else 1), "color": colour},
                    bgcolor=p.ground if f.gliederung[split] in crossed and not inside else "rgba(0,0,0,0)"))
        if d.ziel is not None:
            add_target(layout, look, d.ziel)
        add_events(layout, look, events, figures)
        layout["barmode"] = "overlay"
        return {"data": data, "layout": layout}

    return c.Chart(id, title, subtitle, _alt(figures, split, title, base), source, table, draw)


def _one_split(figures: Sequence[Figure]) -> str:
    if len({f.kennzahl for f in figures}) > 1 or any(len(f.gliederung) != 1 for f in figures):
        raise ValueError("columns: figures of one metric with exactly one split are needed")
    split = next(iter(figures[0].gliederung))
    if split not in ("monat", "wochentag", "stunde", "jahr"):
        raise ValueError(f"columns: {split} has no order in time; use ranked")
    return split


def _best(figures: Sequence[Figure], split: str) -> Figure | None:
    """The one highest month of an additive metric; None where two share the place."""
    known = [f for f in figures if f.wert is not None]
    if split != "monat" or len(known) < 3 or not known[0].definition.additiv:
        return None
    best = max(known, key=lambda f: f.wert)
    return best if sum(f.wert == best.wert for f in known) == 1 and best.wert > 0 else None


def _title(figures: Sequence[Figure], split: str, best: Figure | None) -> str:
    d = figures[0].definition
    where = german.filter_words(figures[0].where)
    whole = figures[0].period == Period(date(figures[0].von.year, 1, 1), date(figures[0].bis.year, 12, 31)) and "monat" not in figures[0].where
    if best is not None and whole and all(f.status == COMPLETE for f in figures):  # the strongest of whole years, not of what is shown
        finding = f"{german.month_name(best.gliederung['monat'])} war der stärkste Monat"
        name = where or ("" if d.label == d.einheit else d.label)
        return f"{name}: {finding}" if name else finding
    return f"{d.label} je {german.SPLIT_LABELS[split]}, {c.scope(figures)}"


def subtitle_of(figures: Sequence[Figure], split: str, title: str = "") -> str:
    """Metric and unit, "Mittlere Wartezeit je Monat in Minuten"; only the unit where the title already names the metric."""
    d = figures[0].definition
    if d.label in title:
        return d.einheit
    measure = {"Minuten": "Minuten", "Stunden": "Stunden", "Tage": "Tagen", "Prozent": "Prozent"}.get(d.einheit)
    return f"{d.label} je {german.SPLIT_LABELS[split]}" + (f" in {measure}" if measure else "")


def hover(f: Figure, split: str) -> str:
    lines = [f"<b>{german.split_value(split, f.gliederung[split])}</b>", german.value_words(f)]
    if f.base is not None and f.vorjahr is not None:
        lines.append(f"{german.amount(f.definition, f.vorjahr)} in der Vergleichszeit ({german.period_words(f.base)})")
    if f.vergleich or f.vorjahr is not None:
        lines.append(german.change_words(f, base=False))
    if german.status_words(f):
        lines.append(german.status_words(f))
    return "<br>".join(lines)


def category_axis(layout: dict, look: Look, names: list[str], split: str) -> None:
    shown = [german.month_short(n) for n in names] if split == "monat" else names
    if split == "monat" and len({n[:4] for n in names}) > 1:
        step = 1 if len(names) <= 12 else 3 if len(names) <= 36 else 12
        shown = [f"{german.month_short(n)}<br>{n[:4]}" if i == 0 or n.endswith("-01") else german.month_short(n) if int(n[5:]) % step == 1 or step == 1 else ""
                 for i, n in enumerate(names)]
    if split == "stunde":
        shown = [f"{n}" for n in names]
        layout["xaxis"] |= {"title": {"text": "Uhr", "font": {"size": look.size, "color": look.p.muted}, "standoff": 2}}
    layout["xaxis"] |= {"type": "category", "categoryorder": "array", "categoryarray": names, "tickmode": "array", "tickvals": names,
                        "ticktext": shown, "range": [-0.5, len(names) - 0.5], "autotickangles": [0, 90]}
    if split == "monat" and not look.wide:
        layout["xaxis"]["tickfont"] = {"size": 11, "color": look.p.muted}


def hours_between(figures: Sequence[Figure]) -> list[str]:
    """Every hour from the first to the last one, also those without values."""
    hours = [int(f.gliederung["stunde"]) for f in figures]
    return [str(h) for h in range(min(hours), max(hours) + 1)]


def _position(day: date, names: list[str]) -> float | None:
    """Where a day lies on an axis of months."""
    key = f"{day:%Y-%m}"
    if key not in names:
        return None
    return names.index(key) - 0.5 + (day.day - 1) / calendar.monthrange(day.year, day.month)[1]


def event_rows(events: Sequence[Event]) -> int:
    """How many lines of labels the events take above the plot."""
    return min(len(events), MOST_LABELS)


def add_events(layout: dict, look: Look, events: Sequence[Event], figures: Sequence[Figure]) -> None:
    """A hairline per event, a bar along the top for a span of days; each label in a line of its own, as far as there are lines."""
    names = [f.gliederung["monat"] for f in figures] if events else []
    p, size = look.p, look.size - 1
    plot = look.room - layout["margin"]["l"]
    many_years = len({name[:4] for name in names}) > 1
    for row, event in enumerate(events):
        first, last = _position(max(event.von, figures[0].von), names), _position(min(event.bis, figures[0].bis), names)
        if first is None or last is None:
            continue
        moment, late = event.von == event.bis, first > len(names) / 2 - 0.5
        line = {"width": 1, "dash": "dot" if event.art == "bruch" else "solid"} if moment else {"width": 2}
        layout["shapes"].append({"type": "line", "xref": "x", "yref": "paper", "x0": first, "x1": last, "y0": 0 if moment else 1, "y1": 1, "layer": "below",
                                 "line": line | {"color": p.mark}})
        if row >= MOST_LABELS:
            continue
        day = f", {event.von.day}.{event.von.month}." + (str(event.von.year) if many_years else "")
        x = first if moment or not late else last
        space = plot * ((x + 0.5) if late else len(names) - 0.5 - x) / len(names)
        words = fit(event.titel, size, space - (text_width(day, size) if moment else 0) - 6) + (day if moment else "")
        layout["annotations"].append(label(look, words, x, 1, yref="paper", yanchor="top", yshift=-row * (look.size + 4) - 1, xanchor="right" if late else "left",
                                           xshift=(-4 if late else 4) if moment else 0, font={"family": FONT, "size": size, "color": p.mark}))


def add_target(layout: dict, look: Look, target: float) -> None:
    """A dashed line at a promised value; its name stands with the keys under the title."""
    layout["shapes"].append({"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": target, "y1": target,
                             "line": {"color": look.p.mark, "width": 1.5, "dash": "dash"}})


def _alt(figures: Sequence[Figure], split: str, title: str, base: str) -> str:
    d = figures[0].definition
    known = [f for f in figures if f.wert is not None]
    high, low = max(known, key=lambda f: f.wert), min(known, key=lambda f: f.wert)
    name = lambda f: german.split_value(split, f.gliederung[split])  # noqa: E731
    what = f"{subtitle_of(figures, split, title)}, {c.scope(figures)}."
    parts = [f"Säulendiagramm: {title}.", what if d.label not in title else f"{d.einheit}.",
             f"Höchster Wert: {name(high)} ({german.value_words(high)}), niedrigster: {name(low)} ({german.value_words(low)})." if high.wert != low.wert
             else f"Überall der gleiche Wert: {german.value_words(high)}."]
    if base:
        parts.append(f"Zum Vergleich: {base}.")
    if d.ziel is not None:
        met = sum(f.wert >= d.ziel for f in known)
        parts.append(f"Das Ziel von {german.percent(d.ziel, 0)} ist in {met} von {len(known)} Abschnitten erreicht.")
    if len(known) < len(figures):
        parts.append(f"Ohne Daten: {german.listing([name(f) for f in figures if f.wert is None])}.")
    return " ".join(parts)
