"""`data_stale`: one alert per source and marketplace for a report that is late, empty, partial or implausible."""

from __future__ import annotations

import numpy as np

from analytics.detection.day import Day
from analytics.detection.gates import FINE, LATE, NAMES, REACH, SOURCES
from analytics.detection.outcome import FIRING, UNKNOWN, WELL, Outcome
from bot.records.findings import Finding, Severity
from bot.records.text import Percent, Say, Value


def data_stale(day: Day) -> Outcome:
    findings, state = [], dict[tuple[str | None, str], int]()
    gates = day.gates
    for source in SOURCES:
        if source not in gates.verdict:
            continue
        code = gates.today(source)
        state[(None, source)] = WELL if code == FINE and gates.watched[source] else UNKNOWN
        if code == FINE:
            continue
        state[(None, source)] = FIRING
        bad = gates.verdict[source] != FINE
        fine = np.flatnonzero(~bad)
        run = REACH - 1 - int(fine[-1]) if len(fine) else REACH
        start, _ = day.window_of(run)
        args: dict[str, Value] = {
            "source": Say(f"detection-source-{source.replace('_', '-')}"), "days": run, "since": start,
            "share": Percent(100.0 * float(gates.share[source][-1]), digits=0), "marketplace": day.panel.marketplace,
        }  # fmt: skip
        findings.append(
            Finding(
                day.about("data_stale", None, source),
                Severity.HIGH if source == "traffic_daily" or run >= 3 else Severity.MEDIUM,
                Say(f"detection-stale-{NAMES[code]}", args),
                100.0 * float(gates.share[source][-1]),
                100.0,
                None,
                (start, day.last),
                None,
                None,
                (Say("detection-stale-why-late" if code == LATE else "detection-stale-why", args),),
                {"source": source, "verdict": NAMES[code]},
            )
        )
    nothing = np.zeros(day.panel.n, dtype=np.int8)
    look = Say("detection-stale-fine") if not findings else findings[0].headline
    return Outcome("data_stale", nothing, None, lambda _: look, tuple(findings), state)
