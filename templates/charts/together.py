"""Two charts side by side, as a diagnosis carries them."""

from __future__ import annotations

from templates.charts import style
from templates.charts.bridge import BridgeChart, draw_bridge
from templates.charts.units import UnitsChart, draw_units


def diagnosis_png(units: UnitsChart, bridge: BridgeChart | None, lang: str) -> bytes:
    """Units on the left, the bridge on the right where there is one."""
    figure = style.new_figure(11 if bridge else 8, 3.4)
    if bridge is None:
        draw_units(figure.subplots(), units, lang)
    else:
        left, right = figure.subplots(1, 2, width_ratios=(1.5, 1))
        draw_units(left, units, lang)
        draw_bridge(right, bridge, lang)
    return style.png(figure)
