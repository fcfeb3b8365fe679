"""Lines: before and after an event, many years, small multiples on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reporting import german
from reporting.charts import chart as c
from reporting.charts.columns import add_events, add_target, category_axis, event_rows, hover, subtitle_of
from reporting.charts.style import FONT, Look, axis, fit, frame, label, text_width, value_axis
from reporting.figures import Figure
from reporting.tables import Column, Table, figures_table
from reporting.warehouse import Warehouse


def before_after(w: Warehouse, figures: Sequence[Figure], *, title: str | None = None) -> c.Chart:
    """Two lines over the same months: the period and its base (the same calendar days), with the events between them.

    figures: one metric by `monat` with a base. Raises ValueError for another split.
    """
    if not c.has_values(figures):
        return c.missing(w, figures, title)
    if any(set(f.gliederung) != {"monat"} for f in figures) or len({f.kennzahl for f in figures}) > 1:
        raise ValueError("before_after: figures of one metric by month are needed")
    d = figures[0].definition
    id = c.slug(d.id, "vorher-nachher", german.period_words(figures[0].period), german.filter_words(figures[0].where))
    base = c.base_words(figures)
    title = title or f"{d.label} je Monat, {c.scope(figures)}" + (f" und {base.removesuffix(f' ({german.SAME_DAYS})')}" if base else "")
    table = figures_table(figures)
    source, events = c.source_of(w, figures), c.events_in(w, figures)
    subtitle = ". ".join(filter(None, [subtitle_of(figures, "monat", title), c.limits(figures).rstrip(".")]))
    own = german.period_words(figures[0].period)

    def draw(look: Look, height: int | None) -> dict:
        p = look.p
        names = [f.gliederung["monat"] for f in figures]
        top = max([f.wert or 0 for f in figures] + [f.vorjahr or 0 for f in figures] + [d.ziel or 0]) or 1
        left = 12 + look.edge + text_width(german.number(top), look.size) + (14 if d.einheit == "Prozent" else 0)
        keys = ((p.accent, own), (p.base, base)) if base else ()
        keys += ((p.mark, f"‒\u00a0Ziel {german.percent(d.ziel, 0)}"),) if d.ziel is not None else ()
        layout, room = frame(look, title=title, subtitle=subtitle, source=source, keys=keys, height=height, left=left, right=8)
        space = event_rows(events) * (look.size + 4) + look.size + 8
        layout["yaxis"] = value_axis(look, top / max(0.4, 1 - space / max(room, 1)), ticksuffix="\u00a0%" if d.einheit == "Prozent" else "")
        category_axis(layout, look, names, "monat")
        common = {"x": names, "mode": "lines+markers", "connectgaps": False, "hovertext": [hover(f, "monat") for f in figures],
                  "hovertemplate": "%{hovertext}<extra></extra>", "customdata": names}
        data = []
        if base:
            data.append(dict(type="scatter", y=[f.vorjahr for f in figures], line={"color": p.base, "width": 2}, marker={"size": 5, "color": p.base}, name=base, **common))
        data.append(dict(type="scatter", y=[f.wert for f in figures], line={"color": p.accent, "width": 3}, marker={"size": 6, "color": p.accent}, name=own, **common))
        known = [f for f in figures if f.wert is not None]
        high = max(known, key=lambda f: f.wert)
        layout["annotations"].append(label(look, f"<b>{german.number(high.wert, d.dezimalen)}</b>", names.index(high.gliederung["monat"]), high.wert,
                                           yanchor="bottom", yshift=5, font={"family": FONT, "size": look.size, "color": p.accent}))
        if d.ziel is not None:
            add_target(layout, look, d.ziel)
        add_events(layout, look, events, figures)
        return {"data": data, "layout": layout}

    known = [f for f in figures if f.wert is not None]
    first, last = known[0], known[-1]
    alt = (f"Liniendiagramm: {title}, {subtitle_of(figures, 'monat', title)}. Von {german.month_name(first.gliederung['monat'])} ({german.value_words(first)}) "
           f"bis {german.month_name(last.gliederung['monat'])} ({german.value_words(last)}).")
    if base:
        alt += f" Zweite Linie: {base}."
    if events:
        alt += f" Eingezeichnet: {german.listing([e.titel for e in events])}."
    return c.Chart(id, title, subtitle, alt, source, table, draw)


@dataclass(frozen=True)
class Published:
    """A year's value as it was printed: `quelle` and its date, `qualifikator` such as "rund"; not from the warehouse, drawn as an open dot."""

    jahr: int
    wert: float
    quelle: str
    qualifikator: str = ""


def many_years(w: Warehouse, figures: Sequence[Figure], published: Sequence[Published] = (), *, title: str | None = None) -> c.Chart:
    """One line over years; published years as open dots, years without any value and breaks in the series as gaps.

    figures: one metric by `jahr`. A year both measured and published is drawn as measured. A partial year is no full year:
    it is left out of the line and named under the title.
    """
    if not c.has_values(figures) and not (figures and published):
        return c.missing(w, figures, title)
    if any(set(f.gliederung) != {"jahr"} for f in figures) or len({f.kennzahl for f in figures}) > 1:
        raise ValueError("many_years: figures of one metric by year are needed")
    d = figures[0].definition
    id = c.slug(d.id, "jahre", german.filter_words(figures[0].where))
    full = {int(f.gliederung["jahr"]): f for f in figures if f.wert is not None and f.status == "vollständig"}
    partial = [f for f in figures if f.wert is not None and f.status != "vollständig"]
    printed = {item.jahr: item for item in published if item.jahr not in full}
    found = sorted({*full, *printed})
    title = title or f"{d.label} je Jahr" + (f", {found[0]} {'und' if found[-1] == found[0] + 1 else 'bis'} {found[-1]}" if len(found) > 1 else f", {found[0]}" if found else "")
    table = _years_table(figures, printed)
    if not found:
        return c.missing(w, figures, title)
    years = list(range(found[0], found[-1] + 1))
    breaks = [e for e in w.events if e.art == "bruch" and (not e.kennzahlen or d.id in e.kennzahlen) and years[0] <= e.von.year <= years[-1]]
    notes = [f"{f.gliederung['jahr']} nur teilweise: {f.hinweis or 'unvollständig'}".rstrip(".") for f in partial]
    subtitle = ". ".join([d.einheit, *notes])
    source = c.source_of(w, figures)

    def draw(look: Look, height: int | None) -> dict:
        p = look.p
        value = {**{y: item.wert for y, item in printed.items()}, **{y: f.wert for y, f in full.items()}}
        top = max(value.values()) or 1
        left = 12 + look.edge + text_width(german.number(top), look.size)
        keys = ((p.accent, "●\u00a0aus den Daten"), (p.muted, "○\u00a0veröffentlicht")) if printed else ()
        layout, room = frame(look, title=title, subtitle=subtitle, source=source, keys=keys, height=height, left=left, right=28)
        layout["yaxis"] = value_axis(look, top / max(0.4, 1 - (look.size * 2 + 14 + len(breaks) * (look.size + 4)) / max(room, 1)))
        names = [str(y) for y in years]
        step = max(1, -(-len(years) // (14 if look.wide else 8)))
        layout["xaxis"] = axis(look, type="category", categoryorder="array", categoryarray=names, tickmode="array",
                               tickvals=names[::step], ticktext=names[::step], range=[-0.4, len(names) - 0.6], autotickangles=[0, 90])
        data = []
        line = _line(years, value, breaks)
        data.append(dict(type="scatter", x=[str(y) for y, _ in line], y=[v for _, v in line], mode="lines", line={"color": p.accent, "width": 2.5}, hoverinfo="skip", connectgaps=False))
        data.append(dict(type="scatter", x=[str(y) for y in printed], y=[i.wert for i in printed.values()], mode="markers",
                               marker={"size": 10, "color": p.ground, "line": {"color": p.muted, "width": 2}},
                               hovertext=[f"<b>{i.jahr}</b><br>{' '.join(filter(None, [i.qualifikator, german.amount(d, i.wert)]))}<br>veröffentlicht: {i.quelle}" for i in printed.values()],
                               hovertemplate="%{hovertext}<extra></extra>"))
        data.append(dict(type="scatter", x=[str(y) for y in full], y=[f.wert for f in full.values()], mode="markers", marker={"size": 10, "color": p.accent},
                               hovertext=[hover(f, "jahr") for f in full.values()], hovertemplate="%{hovertext}<extra></extra>",
                               customdata=[str(y) for y in full]))
        spacing = ((780 if look.wide else 290) - left) / len(years)
        free = years[-1] + 99.0
        for y in reversed(found):  # from the newest back, as far as the numbers do not touch
            need = (text_width(german.number(value[y], d.dezimalen), look.size) + 6) / spacing
            if y + need <= free:
                free = y
                layout["annotations"].append(label(look, german.number(value[y], d.dezimalen), years.index(y), value[y], yanchor="bottom", yshift=8))
        for n, event in enumerate(breaks):
            x = years.index(event.von.year) - 0.5
            layout["shapes"].append({"type": "line", "xref": "x", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1, "line": {"color": p.mark, "width": 1, "dash": "dot"}})
            layout["annotations"].append(label(look, f"Bruch: {event.titel}", x, 1, yref="paper", yanchor="top", yshift=-n * (look.size + 4),
                                               xanchor="left" if x < len(years) / 2 else "right", xshift=4 if x < len(years) / 2 else -4,
                                               font={"family": FONT, "size": look.size - 1, "color": p.mark}))
        return {"data": data, "layout": layout}

    words = [f"{y}: {german.amount(d, full[y].wert)}" if y in full else f"{y}: {german.amount(d, printed[y].wert)} (veröffentlicht)" for y in found]
    gaps = [str(y) for y in years if y not in found]
    alt = f"Liniendiagramm: {title}. {'; '.join(words)}." + (f" Keine Angaben für {german.listing(gaps)}." if gaps else "")
    return c.Chart(id, title, subtitle, alt, source, table, draw)


def _line(years: Sequence[int], value: dict[int, float], breaks: Sequence) -> list[tuple[float, float | None]]:
    """Points of the line; None where it has to stop: a year is missing, or a break lies between two years."""
    line: list[tuple[float, float | None]] = []
    cut = {event.von.year for event in breaks}
    for y in years:
        if y in cut:
            line.append((y, None))
        line.append((y, value.get(y)))
    return line


def _years_table(figures: Sequence[Figure], printed: dict[int, Published]) -> Table:
    table = figures_table(figures)
    if not printed:
        return table
    d = figures[0].definition
    rows: list[tuple] = [(f.gliederung["jahr"], f.wert, "aus den Daten" if f.wert is not None else None, None)
                         for f in figures if f.wert is not None or int(f.gliederung["jahr"]) not in printed]
    rows += [(str(i.jahr), i.wert, "veröffentlicht", " ".join(filter(None, [i.qualifikator and f"„{i.qualifikator}“", i.quelle]))) for i in printed.values()]
    return Table((Column("Jahr"), Column(f"{d.label} ({d.einheit})", "prozent" if d.einheit == "Prozent" else "zahl", d.dezimalen), Column("Herkunft"), Column("Quelle")),
                 tuple(sorted(rows)), table.kennzahlen)


def small_multiples(w: Warehouse, figures: Sequence[Figure], *, title: str | None = None, top: int = 6) -> c.Chart:
    """One small panel of months per value of the other split, all on the same scale, largest first, at most `top` panels.

    figures: one metric by (X, "monat"). The base, where there is one, is a second, lighter line.
    """
    if not c.has_values(figures):
        return c.missing(w, figures, title)
    splits = set(figures[0].gliederung)
    if "monat" not in splits or len(splits) != 2 or len({f.kennzahl for f in figures}) > 1:
        raise ValueError("small_multiples: figures of one metric by month and one other split are needed")
    other = next(name for name in figures[0].gliederung if name != "monat")
    d = figures[0].definition
    name = german.SPLIT_LABELS.get(other, other)
    id = c.slug(d.id, other, "monate", german.period_words(figures[0].period), german.filter_words(figures[0].where))
    title = title or f"{d.label} je Monat nach {name}, {c.scope(figures)}"
    table = figures_table(figures)
    months = figures[0].period.months()
    panels: dict[str, dict[str, Figure]] = {}
    for f in figures:
        panels.setdefault(f.gliederung[other], {})[f.gliederung["monat"]] = f
    size = {key: sum(f.wert or 0 for f in row.values()) for key, row in panels.items()}
    keys = sorted(panels, key=lambda key: -size[key])[:top]
    base = c.base_words(figures)
    left_out = len(panels) - len(keys)
    subtitle = f"{d.einheit} je Monat, alle Felder im gleichen Maßstab" + (f"; {left_out} kleinere nur in der Tabelle" if left_out else "")
    source = c.source_of(w, figures)

    def draw(look: Look, height: int | None) -> dict:
        p = look.p
        across = min(len(keys), 3 if look.wide else 2)
        down = -(-len(keys) // across)
        highest = max(max(f.wert or 0, f.vorjahr or 0) for key in keys for f in panels[key].values()) or 1
        left = 12 + look.edge + text_width(german.number(highest), look.size)
        legend = ((p.accent, german.period_words(figures[0].period)), (p.base, base)) if base else ()
        layout, room = frame(look, title=title, subtitle=subtitle, source=source, keys=legend, height=height, left=left)
        del layout["xaxis"], layout["yaxis"]
        data = []
        head = (look.size + 8) / room
        gap_x, gap_y = 0.05, 26 / room
        for n, key in enumerate(keys):
            column, row = n % across, n // across
            wide, tall = (1 - gap_x * (across - 1)) / across, (1 - gap_y * (down - 1)) / down
            x0, y1 = column * (wide + gap_x), 1 - row * (tall + gap_y)
            axis_no = "" if n == 0 else str(n + 1)
            edge = [months[0], months[-1]] if len(months) > 1 else months
            layout[f"xaxis{axis_no}"] = axis(look, type="category", categoryorder="array", categoryarray=months, domain=[x0, x0 + wide], anchor=f"y{axis_no}",
                                             tickmode="array", tickvals=edge, ticktext=[german.month_short(m) for m in edge], range=[-0.7, len(months) - 0.3], tickangle=0)
            layout[f"yaxis{axis_no}"] = value_axis(look, highest * 1.05, domain=[max(0.0, y1 - tall), y1 - head], anchor=f"x{axis_no}", nticks=3, showticklabels=column == 0)
            of = panels[key]
            common = {"x": months, "xaxis": f"x{axis_no}", "yaxis": f"y{axis_no}", "mode": "lines", "connectgaps": False,
                      "hovertext": [f"<b>{german.split_value(other, key)}</b><br>{hover(of[m], 'monat')}" if m in of else "" for m in months],
                      "hovertemplate": "%{hovertext}<extra></extra>"}
            if base:
                data.append(dict(type="scatter", y=[of[m].vorjahr if m in of else None for m in months], line={"color": p.base, "width": 1.5}, **common))
            data.append(dict(type="scatter", y=[of[m].wert if m in of else None for m in months], line={"color": p.accent, "width": 2.5}, **common))
            words = fit(german.split_value(other, key), look.size, (look.room - left) / across - 8, bold=True)
            layout["annotations"].append(label(look, f"<b>{words}</b>", x0, y1, xref="paper", yref="paper", xanchor="left", yanchor="top"))
        return {"data": data, "layout": layout}

    words = "; ".join(f"{german.split_value(other, key)} zusammen {german.amount(d, size[key])}" for key in keys) if d.additiv else german.listing(list(keys))
    alt = f"{len(keys)} kleine Liniendiagramme: {title}. {words}."
    return c.Chart(id, title, subtitle, alt, source, table, draw, height=130 + 150 * -(-len(keys) // 2))
