"""The money bridge as a waterfall: sales before, what each factor took or gave, sales after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from templates.charts import style


@dataclass(frozen=True)
class BridgeChart:
    """`parts` are (name, change) in money; they add up to `after` - `before`."""

    before: float
    after: float
    parts: Sequence[tuple[str, float]]
    title: str
    before_name: str
    after_name: str


def draw_bridge(axes: Any, chart: BridgeChart, lang: str) -> None:
    """Falls are red and hatched, gains green: told apart without colour too."""
    names = [chart.before_name, *(name for name, _ in chart.parts), chart.after_name]
    level = chart.before
    axes.barh(0, chart.before, color=style.BLUE, height=0.62)
    labels = [(chart.before, chart.before)]
    for place, (_, change) in enumerate(chart.parts, 1):
        axes.barh(
            place, change, left=level, height=0.62, color=style.RED if change < 0 else style.GREEN,
            hatch="///" if change < 0 else None, edgecolor=style.PAPER, linewidth=0,
        )  # fmt: skip
        labels.append((max(level, level + change), change))
        level += change
    axes.barh(len(names) - 1, chart.after, color=style.BLUE, height=0.62)
    labels.append((chart.after, chart.after))
    widest = max((right for right, _ in labels), default=1.0) or 1.0
    for place, (right, value) in enumerate(labels):
        signed = 0 < place < len(names) - 1 and value > 0
        words = ("+" if signed else "") + style.short_number(value, lang)
        axes.text(
            right + widest * 0.015, place, words, va="center", color=style.INK, fontproperties=style.font(lang, 8)
        )
    axes.set_xlim(0, widest * 1.18)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.xaxis.set_visible(False)
    style.calm(axes, lang)
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    style.title(axes, chart.title, lang)


def bridge_png(chart: BridgeChart, lang: str) -> bytes:
    figure = style.new_figure(6, 3.2)
    draw_bridge(figure.subplots(), chart, lang)
    return style.png(figure)
