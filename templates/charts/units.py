"""Units a day with the band that was to be expected, and the days on which something happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from templates.charts import style


@dataclass(frozen=True)
class UnitsChart:
    """All sequences are as long as `days`; None is unknown and leaves a gap. `marks` are (day, words), oldest first;
    the window from `window_from` on is the one that is explained."""

    days: Sequence[date]
    units: Sequence[float | None]
    low: Sequence[float | None]
    high: Sequence[float | None]
    window_from: date | None
    marks: Sequence[tuple[date, str]]
    title: str
    units_name: str
    band_name: str


def draw_units(axes: Any, chart: UnitsChart, lang: str) -> None:
    nan = float("nan")
    places = list(range(len(chart.days)))
    units = [nan if value is None else value for value in chart.units]
    low = [nan if value is None else value for value in chart.low]
    high = [nan if value is None else value for value in chart.high]
    axes.fill_between(places, low, high, color=style.BAND, linewidth=0, label=chart.band_name)
    axes.plot(places, units, color=style.BLUE, linewidth=1.8, marker="o", markersize=3, label=chart.units_name)
    top = max([value for value in (*units, *high) if value == value], default=1.0) or 1.0
    axes.set_ylim(0, top * 1.35)
    if chart.window_from is not None and chart.window_from in chart.days:
        axes.axvspan(chart.days.index(chart.window_from) - 0.5, len(places) - 0.5, color="#F2F2F2", zorder=0)
    for height, (day, words) in enumerate(chart.marks[:3]):
        if day not in chart.days:
            continue
        at = list(chart.days).index(day)
        axes.axvline(at, color=style.RED, linewidth=1.2, linestyle=(0, (4, 2)))
        right = at > len(places) * 0.6
        axes.annotate(
            words, (at, top * (1.30 - 0.09 * height)), xytext=(-4 if right else 4, 0), textcoords="offset points",
            ha="right" if right else "left", va="top", color=style.RED, fontproperties=style.font(lang, 8),
        )  # fmt: skip
    step = max(1, len(places) // 7)
    ticks = places[::-1][::step][::-1]
    axes.set_xticks(ticks, [chart.days[place].strftime("%m-%d") for place in ticks])
    axes.yaxis.set_major_formatter(lambda value, _place: style.short_number(value, lang))
    style.calm(axes, lang)
    style.title(axes, chart.title, lang)
    style.legend(axes, lang)


def units_png(chart: UnitsChart, lang: str) -> bytes:
    figure = style.new_figure(8, 3.2)
    draw_units(figure.subplots(), chart, lang)
    return style.png(figure)
