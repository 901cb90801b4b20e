"""What every chart shares: size, colours, fonts. matplotlib is loaded only when a chart is drawn."""

from __future__ import annotations

import io
import threading
from functools import cache
from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

# Okabe and Ito's palette: told apart with every kind of colour vision, and in grey by their lightness.
BLUE, ORANGE, GREEN, RED = "#0072B2", "#E69F00", "#009E73", "#D55E00"
INK, FAINT, BAND, PAPER = "#222222", "#8A8A8A", "#BBD7EA", "#FFFFFF"
DPI = 120
_DRAWING = threading.Lock()  # font loading is not safe in two threads


@cache
def _font_file(lang: str) -> str | None:
    """Chinese needs a font of its own; the one of the package `mplfonts` needs nothing installed."""
    if lang != "zh":
        return None
    from importlib.resources import files

    return str(files("mplfonts") / "fonts" / "NotoSansCJKsc-Regular.otf")


def font(lang: str, size: float, *, bold: bool = False) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=_font_file(lang), size=size, weight="bold" if bold else "normal")


def new_figure(width: float, height: float) -> Figure:
    """An empty figure of so many inches on opaque paper, so that dark mode shows it as it is."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=DPI, facecolor=PAPER, layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def calm(axes: Any, lang: str) -> None:
    """No frame, faint grid, small labels."""
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    axes.grid(axis="y", color="#E4E4E4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, colors=INK)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(font(lang, 8))


def title(axes: Any, text: str, lang: str) -> None:
    axes.set_title(text, loc="left", fontproperties=font(lang, 10, bold=lang != "zh"), color=INK)


def short_number(value: float, lang: str) -> str:
    """A number for an axis, in the language's own separators."""
    locale = {"en": "en_US", "zh": "zh_CN"}[lang]
    digits = "0.#" if abs(value) < 100 and value != round(value) else "#,##0"
    return str(format_decimal(value, format=digits, locale=locale))


def legend(axes: Any, lang: str) -> None:
    """Below the chart, where it hides no figure."""
    axes.legend(loc="upper left", bbox_to_anchor=(0, -0.08), frameon=False, prop=font(lang, 8), ncols=2)


def png(figure: Figure) -> bytes:
    target = io.BytesIO()
    with _DRAWING:
        figure.savefig(target, format="png")
    return target.getvalue()
