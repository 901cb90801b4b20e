"""How often an experiment is called sure when nothing was changed, and how often a real loss is seen.

    python -m bench.experiments

Real daily sales (UCI Online Retail, orders a day): a random product is "treated" from a random day on, nine others of
its volume are its controls, 28 days on each side. Without any change a verdict is a false one; with 40 % of the later
orders taken away by binomial thinning a verdict "worse" is a right one. Fixed seed; table and JSON (`bench/out`).
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.experiments import Effect, difference, dispersion

SALES = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "uci_online_retail_daily.csv.gz"
OUT = Path(__file__).resolve().parent / "out"
SEED, TRIALS, DAYS, CONTROLS, LOSS = 11, 1500, 28, 9, 0.4
BANDS = ((1.0, 3.0), (3.0, 50.0))


def _judge(before: np.ndarray, after: np.ndarray) -> Effect | None:
    """The first row is the treated product."""
    exposure = np.full(len(before) - 1, float(DAYS))
    return difference(
        (float(before[0].sum()), float(after[0].sum())),
        (float(DAYS), float(DAYS)),
        (before[1:].sum(axis=1), after[1:].sum(axis=1)),
        (exposure, exposure),
        phi=dispersion(before),
        days=DAYS,
    )


def _band(sales: np.ndarray, low: float, high: float, random: np.random.Generator) -> dict[str, float]:
    mean = sales.mean(axis=1)
    chosen = np.flatnonzero((mean >= low) & (mean < high))
    judged = false = seen = 0
    for _ in range(TRIALS):
        rows = random.choice(chosen, min(CONTROLS + 1, len(chosen)), replace=False)
        start = int(random.integers(DAYS + 2, sales.shape[1] - DAYS - 2))
        before, after = sales[rows, start - DAYS : start], sales[rows, start + 1 : start + 1 + DAYS]
        lost = after.copy()
        lost[0] = random.binomial(after[0].astype(np.int64), 1.0 - LOSS)
        nothing, loss = _judge(before, after), _judge(before, lost)
        if nothing is None:
            continue
        judged += 1
        false += nothing.sure
        seen += loss is not None and loss.sure and loss.change < 0
    return {
        "orders_a_day_from": low,
        "orders_a_day_to": high,
        "products": len(chosen),
        "judged": judged,
        "false_verdicts_pct": round(100.0 * false / judged, 2),
        "loss_of_40_seen_pct": round(100.0 * seen / judged, 2),
    }


def main() -> None:
    rows = pd.read_csv(SALES, parse_dates=["date"])
    days = pd.date_range(rows["date"].min(), rows["date"].max())
    table = rows.pivot_table(index="sku", columns="date", values="orders", aggfunc="sum").reindex(columns=days)
    sales = table.fillna(0.0).to_numpy(dtype=np.float64)
    random = np.random.default_rng(SEED)
    found = [_band(sales, low, high, random) for low, high in BANDS]
    OUT.mkdir(exist_ok=True)
    (OUT / "experiments.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(pd.DataFrame(found).to_string(index=False))


if __name__ == "__main__":
    main()
