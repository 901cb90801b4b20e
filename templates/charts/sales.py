"""Sales of the last days in each marketplace, one small panel each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from templates.charts import style


@dataclass(frozen=True)
class SalesPanel:
    """One marketplace; None is unknown and leaves a gap."""

    name: str
    days: Sequence[date]
    sales: Sequence[float | None]


def sales_png(panels: Sequence[SalesPanel], lang: str) -> bytes:
    """At most six panels; the compared day (a week before the last) and the last one are marked."""
    shown = panels[:6]
    columns = min(3, len(shown))
    rows = -(-len(shown) // columns)
    figure = style.new_figure(3.6 * columns, 2.2 * rows)
    grid = figure.subplots(rows, columns, squeeze=False)
    for place, axes in enumerate(grid.flat):
        if place >= len(shown):
            axes.set_visible(False)
            continue
        panel = shown[place]
        sales = [float("nan") if value is None else value for value in panel.sales]
        colours = [style.BLUE if back in (1, 8) else style.BAND for back in range(len(sales), 0, -1)]
        axes.bar(range(len(sales)), sales, color=colours, width=0.8)
        last = len(panel.days) - 1
        ticks = [tick for tick in (last - 7, last) if tick >= 0]
        axes.set_xticks(ticks, [panel.days[tick].strftime("%m-%d") for tick in ticks])
        axes.yaxis.set_major_formatter(lambda value, _place: style.short_number(value, lang))
        axes.locator_params(axis="y", nbins=4)
        style.calm(axes, lang)
        style.title(axes, panel.name, lang)
    return style.png(figure)
