"""How often the diagnosis is right: `python -m bench.diagnosis [--small] [--tuning]`.

Cases come from the two simulated shops. The rules were tuned on the seeds of `--tuning`; the figures reported are from
other seeds. An incident counts where its fall can be seen by design (`Scenario.visible`); the rest is told apart. Some
of the cases also go through the installed program (`bench/diagnosis_program.py`). Prints the confusion table, the
misses and the baselines, and writes everything to `bench/out/diagnosis.json`.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from analytics.diagnosis import build_case, diagnose
from analytics.diagnosis.steps import STEPS
from bench import diagnosis_program
from bench.incidents import INCIDENTS
from bench.scenarios import FAULTS, make, make_fault
from bench.simulate import Scenario
from bench.simulate_other import make_other
from bench.ways import WAYS
from bot.records.diagnosis import CAUSES, Diagnosis, Status, StepStatus

OUT = Path(__file__).parent / "out" / "diagnosis.json"
TUNING, REPORTED = 1_000, 7_000_000  # first seeds; the two ranges never meet
PAIRS = (
    ("ads_paused", "price_increase"), ("rank_lost", "bad_reviews"), ("ads_out_of_budget", "competitor_move"),
    ("price_increase", "rank_lost"), ("rating_drop", "ads_paused"), ("delivery_slow", "ads_weakened"),
)  # fmt: skip
# What somebody would name who sees only the bridge, or only the first step that is bad.
_BY_FACTOR = {
    "ad_sessions": "ads_paused", "organic_sessions": "rank_lost", "conversion": "price_increase",
    "price": "price_undercut",
    "units_per_order": "promotion_ended", "units": "out_of_stock", "corrections": "unexplained",
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """One case judged. `group` is incident, unexplained, pair, nothing, low or fault; `shop` which simulator."""

    shop: str
    group: str
    name: str
    seed: int
    visible: bool
    truth: tuple[str, ...]
    status: str
    named: tuple[str, ...]
    residual: float
    by_factor: str
    by_step: str
    by_chance: str
    since_off: int | None
    sales_fell: bool


@dataclass(frozen=True)
class Job:
    shop: str
    group: str
    name: str
    seed: int


def build(job: Job) -> Scenario:
    if job.shop == "other":
        return make_other(job.name, job.seed)
    if job.group == "fault":
        return make_fault(job.name, job.seed)
    if job.group == "pair":
        first, second = job.name.split("+")
        return make(first, job.seed, second=second)
    if job.group == "low":
        return make("nothing", job.seed, level=float(np.random.default_rng(job.seed).uniform(2, 40)), many_decoys=True)
    return make(job.name, job.seed, many_decoys=job.group == "nothing")


def judge(job: Job) -> Outcome:
    scenario = build(job)
    case = build_case(scenario.tables, scenario.account, scenario.marketplace, scenario.asin, scenario.as_of)
    found = diagnose(case)
    named = tuple(cause.cause for cause in found.causes)
    residual = 0.0
    if found.sales.change is not None and found.status is not Status.BLOCKED_BY_DATA:  # which has no bridge
        residual = abs(round(sum(c.change for c in found.contributions) - found.sales.change, 2))
    since = None
    if named and scenario.onset and found.causes[0].since and named[0] in scenario.causes:
        since = (found.causes[0].since - scenario.onset).days
    bad = next((s.step for s in found.steps if s.status is StepStatus.BAD), None)
    factor = found.extra.get("largest_factor")
    return Outcome(
        job.shop, job.group, job.name, job.seed, scenario.visible, scenario.causes, found.status.value, named, residual,
        _BY_FACTOR.get(str(factor), "none") if _fell(found) else "none",
        (STEPS[bad] or ("unexplained",))[0] if bad else "none",
        str(np.random.default_rng(job.seed).choice(CAUSES)) if _fell(found) else "none", since,
        found.sales.change is not None and found.sales.change < 0,
    )  # fmt: skip


def _fell(found: Diagnosis) -> bool:
    """The plain rule of the baselines: sales are 10 % below the window before."""
    return found.sales.change_pct is not None and found.sales.change_pct <= -10


def jobs(first: int, each: int) -> Iterator[Job]:
    """`each` cases a cause; twice as many cases with nothing wrong as there are incidents."""
    causes = [c for c in INCIDENTS if c != "unexplained"]
    for shop, known in (("own", causes), ("other", [c for c in WAYS if c in causes])):
        for n, cause in enumerate(known):
            yield from (Job(shop, "incident", cause, first + 10_000 * n + i) for i in range(each))
        yield from (Job(shop, "unexplained", "unexplained", first + 500_000 + i) for i in range(each))
    for n, pair in enumerate(PAIRS):
        yield from (Job("own", "pair", "+".join(pair), first + 600_000 + 1_000 * n + i) for i in range(each // 2))
    for n, fault in enumerate(FAULTS):
        yield from (Job("own", "fault", fault, first + 700_000 + 1_000 * n + i) for i in range(each))
    quiet = 2 * each * len(causes)
    yield from (Job("own", "nothing", "nothing", first + 800_000 + i) for i in range(quiet // 2))
    yield from (Job("own", "low", "nothing", first + 900_000 + i) for i in range(quiet // 4))
    yield from (Job("other", "nothing", "nothing", first + 950_000 + i) for i in range(quiet - quiet // 2 - quiet // 4))


def run(first: int, each: int, processes: int) -> list[Outcome]:
    with Pool(processes) as pool:
        return pool.map(judge, list(jobs(first, each)), chunksize=16)


def through_program(outcomes: list[Outcome], cases: int) -> dict[str, object]:
    """Every so manyth case of both shops through the installed program, beside what was judged in memory."""
    chosen = outcomes[:: max(1, len(outcomes) // cases)]
    scenarios = [build(Job(o.shop, o.group, o.name, o.seed)) for o in chosen]
    return diagnosis_program.compare(scenarios, [(o.status, o.named) for o in chosen])


def _part(outcomes: list[Outcome], good: Callable[[Outcome], bool]) -> float | None:
    return round(100 * sum(map(good, outcomes)) / len(outcomes), 2) if outcomes else None


def summary(outcomes: list[Outcome]) -> dict[str, object]:
    """The figures that are reported, in percent."""
    result: dict[str, object] = {}
    for shop in ("own", "other"):
        of_shop = [o for o in outcomes if o.shop == shop]
        seen = [o for o in of_shop if o.group == "incident" and o.visible]
        hidden = [o for o in of_shop if o.group == "incident" and not o.visible]
        quiet = [o for o in of_shop if o.group in ("nothing", "low")]
        blank = [o for o in of_shop if o.group == "unexplained" and o.visible]
        down = [o for o in seen if o.sales_fell]
        dated = [o.since_off for o in seen if o.since_off is not None]
        result[shop] = {
            "incidents": len(seen),
            "top1": _part(seen, lambda o: o.named[:1] == o.truth[:1]),
            "top3": _part(seen, lambda o: o.truth[0] in o.named[:3]),
            "sales_fell_between_windows": len(down),
            "top3_where_sales_fell": _part(down, lambda o: o.truth[0] in o.named[:3]),
            "since_within_2_days": round(100 * sum(abs(d) <= 2 for d in dated) / len(dated), 2) if dated else None,
            "unexplained_cases": len(blank),
            "unexplained_right": _part(blank, lambda o: o.named == ("unexplained",)),
            "nothing_wrong": len(quiet),
            "false_diagnosis": _part(quiet, lambda o: o.status != "no_drop"),
            "too_small_to_see": len(hidden),
            "too_small_wrong_cause": _part(
                hidden, lambda o: bool(o.named) and o.named[0] not in (*o.truth, "unexplained")
            ),
            "baseline_largest_factor": _part(seen, lambda o: o.by_factor == o.truth[0]),
            "baseline_first_bad_step": _part(seen, lambda o: o.by_step == o.truth[0]),
            "baseline_random": _part(seen, lambda o: o.by_chance == o.truth[0]),
            "baseline_false_diagnosis": _part(quiet, lambda o: o.by_factor != "none"),
        }
    pairs = [o for o in outcomes if o.group == "pair" and o.visible]
    faults = [o for o in outcomes if o.group == "fault"]
    result["pairs"] = {
        "cases": len(pairs),
        "first_is_one_of_both": _part(pairs, lambda o: bool(o.named) and o.named[0] in o.truth),
        "both_in_top3": _part(pairs, lambda o: set(o.truth) <= set(o.named[:3])),
    }
    result["faults"] = {"cases": len(faults), "blocked": _part(faults, lambda o: o.status == "blocked_by_data")}
    result["largest_bridge_residual"] = max(o.residual for o in outcomes)
    return result


def confusion(outcomes: list[Outcome]) -> dict[str, dict[str, int]]:
    """truth → what was named first (or the status where nothing was) → cases."""
    table: dict[str, Counter[str]] = {}
    for o in outcomes:
        truth = "+".join(o.truth) if o.group != "fault" else f"fault:{o.name}"
        if o.visible or o.group in ("fault", "nothing", "low"):
            table.setdefault(f"{o.shop}:{truth or o.group}", Counter())[o.named[0] if o.named else o.status] += 1
    return {truth: dict(counts.most_common()) for truth, counts in table.items()}


def misses(outcomes: list[Outcome]) -> list[Outcome]:
    def right(o: Outcome) -> bool:
        if o.group in ("nothing", "low"):
            return o.status == "no_drop"
        return not o.visible or (bool(o.named) and o.named[0] in o.truth)

    return [o for o in outcomes if not right(o)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a tenth of the cases")
    parser.add_argument("--tuning", action="store_true", help="the seeds on which the rules were tuned")
    parser.add_argument("--each", type=int, help="cases a cause (60)")
    parser.add_argument("--first", type=int, help="another first seed")
    parser.add_argument("--program", type=int, default=60, help="cases that also go through the program (60)")
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    first = chosen.first or (TUNING if chosen.tuning else REPORTED)
    started = time.perf_counter()
    outcomes = run(first, chosen.each or (6 if chosen.small else 60), chosen.processes)
    figures = summary(outcomes)
    if chosen.program:
        figures["program"] = through_program(outcomes, chosen.program)
    table = confusion(outcomes)
    for truth, counts in table.items():
        print(f"{truth:42s} {counts}")
    wrong = misses(outcomes)
    print(f"\n{len(wrong)} misses of {len(outcomes)}:")
    for o in wrong[:60]:
        print(f"  {o.shop} {o.group} {o.name} seed {o.seed}: {o.status} {list(o.named)}")
    print(json.dumps(figures, indent=1))
    print(f"{time.perf_counter() - started:.0f} s")
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(
        json.dumps(
            {"first_seed": first, "figures": figures, "confusion": table, "misses": [asdict(o) for o in wrong]},
            indent=1,
        ),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
