"""Waits: how long people waited, minute by minute, and at which hour; and when people come (weekday by hour)."""

from __future__ import annotations

from collections.abc import Sequence

from reporting import german
from reporting.charts import chart as c
from reporting.charts.columns import category_axis, hours_between
from reporting.charts.style import FONT, Look, axis, frame, label, mix, readable, text_width, value_axis
from reporting.distribution import Distribution
from reporting.figures import Figure
from reporting.periods import WEEKDAYS
from reporting.tables import Column, Table, figures_table
from reporting.warehouse import Warehouse


def wait_distribution(w: Warehouse, found: Distribution, *, title: str | None = None, until: int = 60) -> c.Chart:
    """People by whole minutes waited, with median and 90th percentile; everything from minute `until` on is one last column."""
    figures = [found.median, found.p90]
    if not found.personen or found.median.wert is None or found.p90.wert is None:
        return c.missing(w, figures, title)
    id = c.slug("wartezeit-verteilung", german.period_words(found.median.period), german.filter_words(found.median.where))
    title = title or f"Wie lange wurde gewartet? {c.scope(figures)}"
    table = Table((Column("Wartezeit von (Minuten)", "zahl"), Column("bis unter (Minuten)", "zahl"), Column("Personen", "zahl"), Column("Anteil in Prozent", "prozent", 1)),
                  tuple((minute, minute + 1, n, 100 * n / found.personen) for minute, n in found.minuten), ("wartezeit_median", "wartezeit_p90"))
    last = min(until, max(found.minuten)[0])
    counts = [0] * (last + 1)
    for minute, n in found.minuten:
        counts[min(minute, last)] += n
    over = max(found.minuten)[0] > last
    subtitle = f"Personen je Minute Wartezeit, zusammen {german.number(found.personen)}" + (f"; letzte Säule: {last} Minuten und mehr" if over else "")
    subtitle = ". ".join(filter(None, [subtitle, c.limits(figures[:1]).rstrip(".")]))
    source = c.source_of(w, figures)

    def draw(look: Look, height: int | None) -> dict:
        p = look.p
        left = 12 + look.edge + text_width(german.number(max(counts)), look.size)
        layout, room = frame(look, title=title, subtitle=subtitle, source=source, height=height, left=left, bottom=46)
        layout["yaxis"] = value_axis(look, max(counts) / max(0.4, 1 - (2 * (look.size + 5) + 6) / max(room, 1)))
        step = next(s for s in (1, 2, 5, 10, 15, 30) if (last + 1) / s <= 13)
        ticks = list(range(0, last + 1, step))
        layout["xaxis"] = axis(look, range=[0, last + 1], tickvals=ticks, ticktext=[str(t) for t in ticks], title={
            "text": "Minuten", "font": {"size": look.size, "color": p.muted}, "standoff": 4})
        bars = dict(type="bar", x=[m + 0.5 for m in range(last + 1)], y=counts, width=0.86, marker={"color": p.accent, "line": {"width": 0}},
                      hovertext=[f"<b>{m} bis unter {m + 1} Minuten</b><br>{german.number(n)} Personen ({german.percent(100 * n / found.personen)})"
                                 if not over or m < last else f"<b>{m} Minuten und mehr</b><br>{german.number(n)} Personen" for m, n in enumerate(counts)],
                      hovertemplate="%{hovertext}<extra></extra>")
        lines = [(found.median.wert, f"Median {german.number(found.median.wert, 1)} Minuten"),
                 (found.p90.wert, f"neun von zehn bis {german.number(found.p90.wert, 1)} Minuten")]
        for row, (value, text) in enumerate(lines):
            x = min(value, last + 1)
            right = x > (last + 1) * 0.45
            layout["shapes"].append({"type": "line", "xref": "x", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1, "line": {"color": p.mark, "width": 1.5}})
            layout["annotations"].append(label(look, text, x, 1, yref="paper", yanchor="top", yshift=-row * (look.size + 5), xanchor="right" if right else "left",
                                               xshift=-5 if right else 5, font={"family": FONT, "size": look.size, "color": p.mark}, bgcolor=p.ground))
        return {"data": [bars], "layout": layout}

    alt = (f"Säulendiagramm: {title}. {german.number(found.personen)} Personen; die Hälfte wartete höchstens {german.number(found.median.wert, 1)} Minuten, "
           f"neun von zehn höchstens {german.number(found.p90.wert, 1)} Minuten. Am häufigsten: {counts.index(max(counts))} bis unter "
           f"{counts.index(max(counts)) + 1} Minuten ({german.number(max(counts))} Personen).")
    return c.Chart(id, title, subtitle, alt, source, table, draw)


def wait_band(w: Warehouse, median: Sequence[Figure], p90: Sequence[Figure], *, title: str | None = None) -> c.Chart:
    """From the median to the 90th percentile, by `stunde`, `wochentag` or `monat`: half wait less than the line, one in ten longer than the band."""
    if not c.has_values(median):
        return c.missing(w, median, title)
    split = next(iter(median[0].gliederung), "")
    if split not in ("stunde", "wochentag", "monat") or [f.gliederung for f in median] != [f.gliederung for f in p90]:
        raise ValueError("wait_band: median and 90th percentile by the same hour, weekday or month are needed")
    id = c.slug("wartezeit", split, german.period_words(median[0].period), german.filter_words(median[0].where))
    name = {"stunde": "Uhrzeit des Termins", "wochentag": "Wochentag", "monat": "Monat"}[split]
    title = title or f"Wartezeit nach {name}, {c.scope(median)}"
    table = Table((Column(german.SPLIT_LABELS[split]), Column("Median (Minuten)", "zahl", 1), Column("90-%-Wert (Minuten)", "zahl", 1)),
                  tuple((german.split_value(split, a.gliederung[split]), a.wert, b.wert) for a, b in zip(median, p90)), ("wartezeit_median", "wartezeit_p90"))
    subtitle = "Minuten; Linie: Median, Band bis zum 90-%-Wert (jede zehnte Person wartete länger)"
    source = c.source_of(w, median)

    def draw(look: Look, height: int | None) -> dict:
        p = look.p
        names = hours_between(median) if split == "stunde" else [f.gliederung[split] for f in median]
        at = {f.gliederung[split]: (f, g) for f, g in zip(median, p90)}
        top = max(f.wert or 0 for f in p90) or 1
        layout, room = frame(look, title=title, subtitle=subtitle, source=source, height=height, left=12 + look.edge + text_width(german.number(top), look.size),
                             right=16, bottom=46 if split == "stunde" else 34)
        layout["yaxis"] = value_axis(look, top / max(0.4, 1 - (look.size + 10) / max(room, 1)))
        category_axis(layout, look, names, split)
        pairs = [at.get(name) for name in names]
        texts = [f"<b>{german.split_value(split, pair[0].gliederung[split])}</b><br>Median {german.value_words(pair[0])}<br>"
                 f"neun von zehn bis {german.value_words(pair[1])}" if pair else "" for pair in pairs]
        low = [pair[0].wert if pair else None for pair in pairs]
        high = [pair[1].wert if pair else None for pair in pairs]
        common = {"x": names, "connectgaps": False, "hovertext": texts, "hovertemplate": "%{hovertext}<extra></extra>"}
        data = [dict(type="bar", x=names, base=low, y=[b - a if a is not None and b is not None else None for a, b in zip(low, high)],
                       width=0.5, marker={"color": p.base, "line": {"width": 0}}, hovertext=texts, hovertemplate="%{hovertext}<extra></extra>", customdata=names),
                dict(type="scatter", y=low, mode="lines+markers", line={"color": p.accent, "width": 3}, marker={"size": 8, "color": p.accent}, **common)]
        for figures, place, colour in ((p90, "bottom", p.text), (median, "top", p.accent)):
            known = [f for f in figures if f.wert is not None]
            for f in known if look.wide and len(known) <= 12 else [max(known, key=lambda f: f.wert)]:
                layout["annotations"].append(label(look, german.number(f.wert, 1), names.index(f.gliederung[split]), f.wert, yanchor=place,
                                                   yshift=3 if place == "bottom" else -7, font={"family": FONT, "size": look.size, "color": colour}))
        return {"data": data, "layout": layout}

    known = [(a, b) for a, b in zip(median, p90) if a.wert is not None and b.wert is not None]
    long, short = max(known, key=lambda pair: pair[1].wert), min(known, key=lambda pair: pair[1].wert)
    words = lambda pair: (f"{german.split_value(split, pair[0].gliederung[split])} (Median {german.number(pair[0].wert, 1)}, "  # noqa: E731
                          f"90-%-Wert {german.number(pair[1].wert, 1)} Minuten)")
    alt = f"Diagramm: {title}. Am längsten wurde gewartet: {words(long)}, am kürzesten: {words(short)}."
    return c.Chart(id, title, subtitle, alt, source, table, draw)


def heatmap(w: Warehouse, figures: Sequence[Figure], *, title: str | None = None) -> c.Chart:
    """Weekday by hour in one hue: the darker (on screens in dark mode: the lighter) the more. Hours without any value stay empty, they are not zero.

    figures: one metric by ("wochentag", "stunde").
    """
    if not c.has_values(figures):
        return c.missing(w, figures, title)
    if any(set(f.gliederung) != {"wochentag", "stunde"} for f in figures) or len({f.kennzahl for f in figures}) > 1:
        raise ValueError("heatmap: figures of one metric by weekday and hour are needed")
    d = figures[0].definition
    id = c.slug(d.id, "wochentag-stunde", german.period_words(figures[0].period), german.filter_words(figures[0].where))
    title = title or f"{d.label} nach Wochentag und Uhrzeit, {c.scope(figures)}"
    cells = {(f.gliederung["wochentag"], int(f.gliederung["stunde"])): f for f in figures if f.wert is not None and not (d.additiv and f.wert == 0)}
    table = figures_table(figures)
    if not cells:
        return c.missing(w, figures, title)
    days = [day for day in WEEKDAYS if any(key[0] == day for key in cells)]
    hours = list(range(min(h for _, h in cells), max(h for _, h in cells) + 1))
    subtitle = ". ".join(filter(None, [f"{d.einheit} je Stunde (Beginn der Stunde); leere Felder: ohne Termine", c.limits(figures).rstrip(".")]))
    source = c.source_of(w, figures)

    def draw(look: Look, height: int | None) -> dict:
        """Hours run down and weekdays across: five columns leave a phone room for the numbers."""
        p = look.p
        layout, _ = frame(look, title=title, subtitle=subtitle, source=source, height=height, left=48 + look.edge, bottom=30)
        top = max(f.wert for f in cells.values())
        layout["xaxis"] = axis(look, range=[-0.5, len(days) - 0.5], tickvals=list(range(len(days))), ticktext=days, tickangle=0)
        layout["yaxis"] = axis(look, range=[len(hours) - 0.5, -0.5], tickvals=list(range(len(hours))), ticktext=[f"{h} Uhr" for h in hours])
        for (day, h), f in cells.items():  # drawn as shapes, not as a heat map trace: that would be a pixel image inside the SVG
            x, y = days.index(day), hours.index(h)
            layout["shapes"].append({"type": "rect", "xref": "x", "yref": "y", "x0": x - 0.485, "x1": x + 0.485, "y0": y - 0.46, "y1": y + 0.46, "layer": "below",
                                     "fillcolor": mix(*p.heat, f.wert / top), "line": {"width": 0}})
        places = [(days.index(day), hours.index(h)) for day, h in cells]
        data = [dict(type="scatter", x=[x for x, _ in places], y=[y for _, y in places], mode="markers", marker={"size": 24, "symbol": "square", "opacity": 0},
                     hovertext=[f"<b>{german.weekday_name(day)}, {german.split_value('stunde', str(h))}</b><br>{german.value_words(f)}" for (day, h), f in cells.items()],
                     hovertemplate="%{hovertext}<extra></extra>")]
        for (day, h), f in cells.items():
            layout["annotations"].append(label(look, german.number(f.wert, d.dezimalen), days.index(day), hours.index(h), xanchor="center", yanchor="middle",
                                               font={"family": FONT, "size": look.size - 1, "color": readable(mix(*p.heat, f.wert / top))}))
        return {"data": data, "layout": layout}

    high = max(cells.values(), key=lambda f: f.wert)
    low = min(cells.values(), key=lambda f: f.wert)
    when = lambda f: f"{german.weekday_name(f.gliederung['wochentag'])}, {german.split_value('stunde', f.gliederung['stunde'])}"  # noqa: E731
    alt = (f"Feld aus Wochentagen und Stunden: {title}. Höchster Wert: {when(high)} ({german.value_words(high)}), "
           f"niedrigster: {when(low)} ({german.value_words(low)}).")
    return c.Chart(id, title, subtitle, alt, source, table, draw, height=150 + 30 * len(hours))
