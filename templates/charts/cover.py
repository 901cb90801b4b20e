"""Stock from today on: when it runs out, and when it must be ordered at the latest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from templates.charts import style


@dataclass(frozen=True)
class CoverChart:
    """Stock on each of `days` at the expected pace, and at a fast and a slow one; `marks` are (day, words)."""

    days: Sequence[date]
    expected: Sequence[float]
    fast: Sequence[float]
    slow: Sequence[float]
    marks: Sequence[tuple[date, str]]
    title: str
    stock_name: str
    band_name: str


def cover_png(chart: CoverChart, lang: str) -> bytes:
    figure = style.new_figure(8, 3.2)
    axes = figure.subplots()
    places = list(range(len(chart.days)))
    axes.fill_between(places, chart.fast, chart.slow, color=style.BAND, linewidth=0, label=chart.band_name)
    axes.plot(places, chart.expected, color=style.BLUE, linewidth=1.8, label=chart.stock_name)
    top = max((*chart.expected, *chart.slow), default=1.0) or 1.0
    axes.set_ylim(0, top * 1.25)
    for height, (day, words) in enumerate(chart.marks[:3]):
        if day in chart.days:
            at = list(chart.days).index(day)
            axes.axvline(at, color=style.RED, linewidth=1.2, linestyle=(0, (4, 2)))
            right = at > len(places) * 0.6
            axes.annotate(
                words, (at, top * (1.2 - 0.09 * height)), xytext=(-4 if right else 4, 0), textcoords="offset points",
                ha="right" if right else "left", va="top", color=style.RED, fontproperties=style.font(lang, 8),
            )  # fmt: skip
    step = max(1, len(places) // 7)
    axes.set_xticks(places[::step], [chart.days[place].strftime("%m-%d") for place in places[::step]])
    axes.yaxis.set_major_formatter(lambda value, _place: style.short_number(value, lang))
    style.calm(axes, lang)
    style.title(axes, chart.title, lang)
    style.legend(axes, lang)
    return style.png(figure)
