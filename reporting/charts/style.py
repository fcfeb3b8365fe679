"""The house style of every chart: colours, type, and the frame with title, unit and source line inside the picture."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

FONT = 'Arial, "Liberation Sans", "Helvetica Neue", Helvetica, sans-serif'
NBSP = "\u00a0"


@dataclass(frozen=True)
class Palette:
    """Colours by role; contrast against `ground` is at least 4.5 for text and 3 for marks (a test computes it)."""

    ground: str
    text: str
    muted: str
    panel: str
    grid: str
    accent: str  # the chosen period
    base: str  # what it is compared with
    mark: str  # the record, an event
    on_accent: str  # text on the accent
    good: str
    bad: str
    heat: tuple[str, str]  # one hue, low to high


LIGHT = Palette(
    ground="#FFFFFF", text="#1B2328", muted="#55626B", panel="#F4F6F7", grid="#DDE3E6", accent="#0B5C7A", base="#7397A8", mark="#B85C00",
    on_accent="#FFFFFF", good="#1E6B43", bad="#B3261E", heat=("#E6EEF2", "#084A63"),
)
DARK = Palette(
    ground="#11191E", text="#E8EEF1", muted="#A3B1BA", panel="#1A252B", grid="#2A3840", accent="#6EC1E4", base="#547C8D", mark="#F2A65A",
    on_accent="#11191E", good="#7BD3A0", bad="#FF8A80", heat=("#1D2C34", "#6EC1E4"),
)


@dataclass(frozen=True)
class Look:
    """How a chart is drawn: its palette and whether it is a wide picture (a file) or has to fit a phone (the screen).

    Plotly neither wraps text nor knows the width of the reader's window, so the screen version holds at 320 pixels.
    """

    p: Palette
    wide: bool

    @property
    def room(self) -> int:
        """Pixels a line of text may take."""
        return 760 if self.wide else 320

    @property
    def edge(self) -> int:
        """Distance of title and source line from the left: a page sets them flush with its own text, a file needs a border."""
        return 10 if self.wide else 0

    @property
    def size(self) -> int:
        """Font size of axis and labels in pixels."""
        return 13 if self.wide else 12

    def wrap(self, text: str, size: float, bold: bool = False) -> list[str]:
        """Lines of a text that fit the narrowest picture of this kind."""
        lines = [""]
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and text_width(longer, size, bold) > self.room:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines


#: Widths of Arial's letters in em (the same in Helvetica and Liberation Sans); letters not listed are taken as 0.556.
_WIDTHS = {c: width for letters, width in (
    ("ijl'", 0.222), ("ftI.,:;/!  []", 0.278), ("r()-·„“", 0.333), ("ckszxyvJ", 0.5), ("FTZß", 0.611), ("ABEKPSVXYÄ&", 0.667), ("CDHNRUwÜ", 0.722),
    ("GOQÖ", 0.778), ("mM", 0.833), ("%", 0.889), ("W", 0.944), ("■●○", 0.6),
) for c in letters}


def text_width(text: str, size: float, bold: bool = False) -> int:
    """Width of a line of text in pixels, rounded up."""
    return math.ceil(sum(_WIDTHS.get(c, 0.556) for c in text) * size * (1.07 if bold else 1.0))


def fit(text: str, size: float, pixels: float, bold: bool = False) -> str:
    """The text, or as much of its beginning as fits, with "…"."""
    if text_width(text, size, bold) <= pixels:
        return text
    while len(text) > 1 and text_width(text + "…", size, bold) > pixels:
        text = text[:-1].rstrip()
    return text + "…"


def frame(look: Look, *, title: str, subtitle: str, source: str, keys: tuple[tuple[str, str], ...] = (), height: int | None = None,
          left: int = 8, right: int = 6, bottom: int = 34) -> tuple[dict[str, Any], int]:
    """Layout and plot height of a chart.

    keys: (colour, words) pairs set under the unit, in place of a legend; words may bring their own sign before a no-break
    space. left, bottom: room for the axis labels.
    """
    p, wide = look.p, look.wide
    height = height or (450 if wide else 400)
    big, small, tiny = (20, 14, 12) if wide else (16, 13, 11)
    head = look.wrap(title, big, bold=True)
    under = look.wrap(subtitle, small) if subtitle else []
    foot = look.wrap(source.replace("Stand ", f"Stand{NBSP}").replace(" · ", f"{NBSP}·{NBSP}"), tiny)
    legend, lines = "", 0
    if keys:
        words = [f'<span style="color:{colour}">{sign}</span>{NBSP}{text.replace(" ", NBSP)}' for colour, (sign, text) in ((c, _sign(t)) for c, t in keys)]
        rows = _flow([f"■ {text}" for _, text in keys], look.room, small)
        legend, lines = "<br>".join("   ".join(words[i] for i in row) for row in rows), len(rows)
    top = int(14 + len(head) * big * 1.3 + (len(under) + lines) * small * 1.35 + (14 if wide else 12))
    low = bottom + int(len(foot) * tiny * 1.35) + 8
    text = "<b>" + "<br>".join(head) + "</b>"
    for line in [*under, *filter(None, [legend])]:
        text += f'<br><span style="font-size:{small}px;color:{p.muted}">{line}</span>'
    layout = {
        "template": {},  # not Plotly's own look
        "autosize": True,
        "height": height,
        "paper_bgcolor": p.ground,
        "plot_bgcolor": p.ground,
        "font": {"family": FONT, "size": look.size, "color": p.text},
        "separators": ",.",
        "showlegend": False,
        "margin": {"l": left, "r": right, "t": top, "b": low, "pad": 0},
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": p.panel, "bordercolor": p.grid, "font": {"family": FONT, "size": 13, "color": p.text}, "align": "left"},
        "dragmode": False,
        "annotations": [
            {"text": text, "xref": "paper", "yref": "paper", "x": 0, "y": 1, "xshift": look.edge - left, "yshift": top - 6, "xanchor": "left",
             "yanchor": "top", "align": "left", "showarrow": False, "font": {"family": FONT, "size": big, "color": p.text}},
            {"text": "<br>".join(foot), "xref": "paper", "yref": "paper", "x": 0, "y": 0, "xshift": look.edge - left, "yshift": 8 - low,
             "xanchor": "left", "yanchor": "bottom", "align": "left", "showarrow": False,
             "font": {"family": FONT, "size": tiny, "color": p.muted}},
        ],
        "shapes": [],
        "xaxis": axis(look),
        "yaxis": axis(look),
    }
    return layout, height - top - low


def axis(look: Look, **changes: Any) -> dict[str, Any]:
    """A quiet axis: no grid, no line, German thousands, fixed range (nothing zooms by accident)."""
    base = {"showgrid": False, "zeroline": False, "showline": False, "ticks": "", "fixedrange": True, "separatethousands": True,
            "exponentformat": "none", "tickfont": {"size": look.size, "color": look.p.muted}, "title": None}
    return base | changes


def value_axis(look: Look, top: float, **changes: Any) -> dict[str, Any]:
    """An axis of values from zero to `top`, with hairlines; zero is the baseline of every bar."""
    base = {"range": [0, top], "showgrid": True, "gridcolor": look.p.grid, "gridwidth": 1, "zeroline": True, "zerolinecolor": look.p.muted,
            "zerolinewidth": 1, "nticks": 5, "rangemode": "tozero"}
    return axis(look, **(base | changes))


def label(look: Look, text: str, x: Any, y: Any, **changes: Any) -> dict[str, Any]:
    """A direct label inside the plot."""
    base = {"text": text, "x": x, "y": y, "xref": "x", "yref": "y", "showarrow": False, "font": {"family": FONT, "size": look.size, "color": look.p.text}}
    return base | changes


def mix(low: str, high: str, share: float) -> str:
    """The colour at a share (0 to 1) of the way between two."""
    a, b = ([int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in (low, high))
    return "#" + "".join(f"{round(x + (y - x) * share):02X}" for x, y in zip(a, b))


def readable(ground: str) -> str:
    """The colour of text on a coloured field: black or white, of which one always reaches a contrast of 4.5."""
    return max("#000000", "#FFFFFF", key=lambda colour: contrast(colour, ground))


def contrast(a: str, b: str) -> float:
    """The contrast of two colours as WCAG defines it, 1 to 21."""
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def _sign(words: str) -> tuple[str, str]:
    return (words[0], words[2:]) if words[1:2] == NBSP else ("■", words)


def _flow(texts: list[str], pixels: int, size: float) -> list[list[int]]:
    """Indices of the texts, row by row, as they fit into a width."""
    rows: list[list[int]] = [[]]
    used = 0
    for i, text in enumerate(texts):
        width = text_width(text, size) + 12
        if rows[-1] and used + width > pixels:
            rows.append([])
            used = 0
        rows[-1].append(i)
        used += width
    return rows
