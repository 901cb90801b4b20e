"""What the rest of the account is good for: the expectation moved up and down, only down as the issue has it, or not.

Every form runs at several accepted chances on the same series and the same injected drops, and is reported at the
largest one at which it cries no more often than the form in use, so that recall is compared at equal noise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from analytics.detection.drops import WINDOWS, Thresholds, base_of, measure
from bench.detection_drops import Sales, Score, run, sums_of_ten
from bench.detection_rules import OWN, Rule, Window

# The forms, and the factors on the accepted chance that each is tried at.
FORMS: Mapping[str, tuple[float, ...]] = {
    "both ways": (1.0,),
    "min(1, rest)": (1.0, 0.5, 0.25, 0.12),
    "not at all": (1.0, 0.5, 0.25, 0.12),
}


def _alarms(form: str, factor: float, window: Window) -> np.ndarray:
    limits = Thresholds(OWN.chance * factor, OWN.least_pct)
    index, behind = (None, None) if form == "not at all" else (window.index, window.behind)
    if form == "min(1, rest)":
        index = np.minimum(window.index, 1.0)
    base = base_of(window.counts, np.isfinite(window.counts), window.weekday, index)
    fired = np.zeros(len(window.counts), dtype=bool)
    for length in WINDOWS:
        fired |= measure(window.counts, base, window.weekday, length, limits, index, behind).improbable
    return fired


def compare(sales: Sales, seeds: Sequence[int], half: int) -> dict[str, dict[str, float]]:
    """Per form its scores at equal noise, with the factor on the accepted chance that it took."""
    rules: dict[str, Rule] = {
        f"{form}|{factor:g}": partial(_alarms, form, factor) for form, factors in FORMS.items() for factor in factors
    }
    total: dict[str, Score] = {}
    for seed in seeds:
        account, items = sums_of_ten(sales, seed, half)
        for name, score in run(account, items, sales, rules, seed, drops=(0.0, 0.5, 0.8)).items():
            total.setdefault(name, Score()).add(score)
    rows = {name: score.row() for name, score in total.items()}
    noise = rows["both ways|1"]["episodes_per_1000"]
    result = {}
    for form in FORMS:
        mine = {float(name.partition("|")[2]): row for name, row in rows.items() if name.startswith(f"{form}|")}
        quiet = [factor for factor, row in mine.items() if row["episodes_per_1000"] <= noise + 1e-9]
        chosen = max(quiet, default=min(mine))
        result[form] = {**mine[chosen], "chance_factor": chosen}
        if len(mine) > 1:
            result[f"{form}, same chance"] = mine[1.0]
    return result
