"""What comes as rows and mostly concerns the account: `notice`, `unusual_charge`, `document_due`, `account_risk`,
`storage_risk`, `inbound_late`."""

from __future__ import annotations

import numpy as np

from analytics.detection.day import Day
from analytics.detection.outcome import FIRING, UNKNOWN, WELL, Outcome
from analytics.detection.robust import log_excess
from bot.records.findings import Finding, Severity, Subject
from bot.records.text import Number, Percent, Say, Value

LOOK_BACK = 14
_GOOD = ("", "GOOD", "HEALTHY", "NORMAL", "OK", "ACTIVE", "GREEN", "EXCELLENT")
_WORST = ("DEACTIVATED", "SUSPENDED", "CRITICAL", "UNHEALTHY", "RED", "BLOCKED")
_IPI_GOAL = 850.0  # where an account has nothing to fear; named, not judged
_DONE = ("RECEIVED", "CLOSED", "CANCELLED", "CANCELED", "DELETED", "DELIVERED", "CHECKED_IN", "RECEIVING")


def _silent(kind: str, n: int, key: str, state: int = WELL) -> Outcome:
    return Outcome(kind, np.full(n, state, dtype=np.int8), look=lambda _: Say(key), others_else=state)


def notice(day: Day) -> Outcome:
    """Every notice of the last 14 days, by subject; its severity is Amazon's word, medium where there is none."""
    recent = day.panel.recent("notices", LOOK_BACK)
    if not recent or not len(recent["date"]):
        return _silent("notice", day.panel.n, "detection-notice-none")
    latest: dict[Subject, Finding] = {}
    for i in range(len(recent["date"])):  # in the order of days: the last one of a subject is told
        at = int(recent["at"][i]) if recent["asin"][i] else -1
        text = str(recent["subject"][i] or "") if "subject" in recent else ""
        about = day.about("notice", at, text)
        told = str(recent["severity"][i] or "").lower() if "severity" in recent else ""
        severity = Severity(told) if told in ("low", "medium", "high") else Severity.MEDIUM
        when = recent["date"][i].astype(object)
        body = recent["body"][i] if "body" in recent else None
        args: dict[str, Value] = {
            "who": day.name(at) if at >= 0 else Say("detection-the-account"), "kind": str(recent["kind"][i])[:60],
            "subject": text[:150] if text else None, "day": when,
        }  # fmt: skip
        events = {f"{when}:{recent['kind'][i]}"}
        if about in latest:
            earlier = latest[about].extra["events"]
            assert isinstance(earlier, list)
            events |= set(earlier)
            severity = max(severity, latest[about].severity, key=lambda s: s.rank)
        why = (Say("detection-notice-body", {"body": str(body)[:400]}),) if body else ()
        latest[about] = Finding(
            about, severity, Say("detection-notice" if text else "detection-notice-plain", args), None, None, None,
            (when, when), None, None, why, {"events": sorted(events), "notice": str(recent["kind"][i])},
        )  # fmt: skip
    n = day.panel.n
    return Outcome(
        "notice", np.full(n, WELL, dtype=np.int8), None, lambda _: Say("detection-notice-none"),
        tuple(latest.values()), {(a.asin, a.subject): FIRING for a in latest}, others_else=WELL,
    )  # fmt: skip


def unusual_charge(day: Day) -> Outcome:
    """A day's charges of one kind far above what that kind usually comes to on a day with charges."""
    rule, n = day.rule("unusual_charge"), day.panel.n
    recent = day.panel.recent("charges", 120)
    if not recent or not len(recent["date"]):
        return _silent("unusual_charge", n, "detection-charge-none", UNKNOWN)
    floor = day.floor(rule["money_floor"])
    today = np.datetime64(day.last, "D")
    first = recent["date"].min()
    findings = []
    kinds = np.array([str(k) for k in recent["kind"]], dtype=object)
    typical = np.nanmedian(recent["amount"])
    for kind in sorted(set(kinds)):
        mine = (kinds == kind) & np.isfinite(recent["amount"])
        if not mine.any():
            continue
        sign = -1.0 if typical < 0 else 1.0  # a file that writes costs as negative amounts
        days, where = np.unique(recent["date"][mine], return_inverse=True)
        total = np.bincount(where, weights=sign * recent["amount"][mine])
        events, worst = [], -1
        for j in np.flatnonzero(days > today - LOOK_BACK):
            past = total[(days < days[j])]
            past = past[past > 0]
            if len(past) < 3:
                # A kind never charged before is news once the account's charges are known for four weeks.
                odd = len(past) == 0 and days[j] - first >= np.timedelta64(28, "D") and total[j] >= floor
            else:
                usual = float(np.median(past))
                odd = bool(
                    total[j] >= rule["min_ratio"] * usual
                    and total[j] - usual >= floor
                    and log_excess(past, float(total[j])) >= 4.0
                    and total[j] > past.max() * 1.2
                )
            if odd:
                events.append(str(days[j]))
                worst = int(j)
        if worst < 0:
            continue
        past = total[(days < days[worst]) & (total > 0)]
        usual_now = float(np.median(past)) if len(past) else None
        asins = (
            {str(a) for a in recent["asin"][mine & (recent["date"] == days[worst])] if a} if "asin" in recent else set()
        )
        when = days[worst].astype(object)
        args: dict[str, Value] = {
            "kind": kind[:60], "amount": day.money(float(total[worst])), "usual": day.money(usual_now), "day": when,
            "asins": ", ".join(sorted(asins)[:5]) or None,
        }  # fmt: skip
        about = day.about("unusual_charge", None, kind)
        findings.append(
            Finding(
                about,
                Severity.MEDIUM,
                Say("detection-charge" if usual_now else "detection-charge-new", args),
                float(total[worst]),
                usual_now,
                usual_now * rule["min_ratio"] if usual_now else None,
                (when, when),
                float(total[worst]) - (usual_now or 0.0),
                day.panel.currency,
                (Say("detection-charge-why", args),) if asins else (),
                {"events": events},
            )
        )
    return Outcome(
        "unusual_charge", np.full(n, WELL, dtype=np.int8), None, lambda _: Say("detection-charge-none"),
        tuple(findings), {(None, f.about.subject): FIRING for f in findings}, others_else=WELL,
    )  # fmt: skip


def document_due(day: Day) -> Outcome:
    """Documents that expire within the notice, or did in the last 14 days, and have no later one of their kind."""
    rule, n = day.rule("document_due"), day.panel.n
    rows = day.panel.rows.get("documents", {})
    if not rows or "expires_on" not in rows:
        return _silent("document_due", n, "detection-document-none", UNKNOWN)
    today = np.datetime64(day.last, "D")
    left = (rows["expires_on"] - today).astype(float)
    left[np.isnat(rows["expires_on"])] = np.nan
    issued = (
        rows["issued_on"] if "issued_on" in rows else np.full(len(left), np.datetime64("NaT"), dtype="datetime64[D]")
    )
    findings = []
    with np.errstate(invalid="ignore"):
        due = (left <= rule["notice_days"]) & (left > -LOOK_BACK) & (rows["at"] >= 0) & ~(issued > today)
    for i in np.flatnonzero(due):
        at, kind = int(rows["at"][i]), str(rows["kind"][i])
        same = (rows["at"] == at) & (rows["kind"] == rows["kind"][i])
        if (np.nan_to_num(left[same], nan=-1e9) > max(rule["notice_days"], float(left[i]))).any():
            continue  # its successor is there already
        number = str(rows["number"][i] or "") if "number" in rows else ""
        args: dict[str, Value] = {
            "who": day.name(at), "kind": kind[:60], "number": number[:60] or None,
            "day": rows["expires_on"][i].astype(object), "left": abs(int(left[i])),
        }  # fmt: skip
        key = "detection-document-expired" if left[i] < 0 else "detection-document-due"
        findings.append(
            Finding(
                day.about("document_due", at, f"{kind} {number}".strip()),
                Severity.HIGH if left[i] <= 7 else Severity.MEDIUM,
                Say(key, args),
                float(left[i]),
                None,
                rule["notice_days"],
                None,
                None,
                None,
                (),
                {"events": [str(rows["expires_on"][i])]},
            )
        )
    return Outcome(
        "document_due", np.full(n, WELL, dtype=np.int8), None, lambda _: Say("detection-document-none"),
        tuple(findings), {(f.about.asin, f.about.subject): FIRING for f in findings}, others_else=WELL,
    )  # fmt: skip


def account_risk(day: Day) -> Outcome:
    """Account health beyond Amazon's limits, or a status that is not a good one."""
    rule, n = day.rule("account_risk"), day.panel.n
    row = _last_health(day)
    if not row:
        return _silent("account_risk", n, "detection-health-unknown", UNKNOWN)
    defects, late = _latest(row, "order_defect_rate"), _latest(row, "late_shipment_rate")
    words = [str(s).strip() for s in row.get("status", ()) if s]
    status = words[-1] if words else ""
    bad = status.upper().replace(" ", "_") not in _GOOD
    worst = status.upper() in _WORST
    over = [(n_, v, lim) for n_, v, lim in (
        ("detection-health-defects", defects, rule["order_defect_pct"]),
        ("detection-health-late", late, rule["late_shipment_pct"]),
    ) if np.isfinite(v) and v >= lim]  # fmt: skip
    if not bad and not over:
        return _silent("account_risk", n, "detection-health-fine")
    args: dict[str, Value] = {"status": status or None}
    why = tuple(Say(key, {"rate": Percent(value, digits=2), "limit": Percent(limit)}) for key, value, limit in over)
    value, bound = (over[0][1], over[0][2]) if over else (None, None)
    finding = Finding(
        day.about("account_risk", None), Severity.HIGH if worst or over else Severity.MEDIUM,
        Say("detection-health-status" if bad else "detection-health-rate", {**args, "rates": why[0] if why else None}),
        value, None, bound, day.window_of(1), None, None, why,
    )  # fmt: skip
    return Outcome("account_risk", np.zeros(n, dtype=np.int8), None, lambda _: Say("detection-health-fine"),
                   (finding,), {(None, ""): FIRING})  # fmt: skip


def _last_health(day: Day) -> dict[str, np.ndarray]:
    """The account's health rows of the last 14 days (it is reported now and then), oldest first."""
    recent = day.panel.recent("account_health", LOOK_BACK)
    return recent if recent and len(recent["date"]) else {}


def _latest(rows: dict[str, np.ndarray], column: str) -> float:
    values = rows.get(column)
    if values is None:
        return float("nan")
    known = values[np.isfinite(values)]
    return float(known[-1]) if len(known) else float("nan")


def storage_risk(day: Day) -> Outcome:
    """IPI under the limit or near it, or storage nearly used up (by storage type)."""
    rule, n = day.rule("storage_risk"), day.panel.n
    rows = _last_health(day)
    ipi = _latest(rows, "ipi")
    fullest, kind = float("nan"), None
    if rows and "storage_used" in rows and "storage_limit" in rows:
        newest: dict[str, float] = {}
        for i in range(len(rows["date"])):
            used, limit = rows["storage_used"][i], rows["storage_limit"][i]
            if np.isfinite(used) and limit > 0:
                newest[str(rows["storage_type"][i] or "") if "storage_type" in rows else ""] = 100.0 * used / limit
        if newest:
            kind = max(newest, key=lambda k: newest[k])
            fullest = newest[kind]
    if not np.isfinite(ipi) and not np.isfinite(fullest):
        return _silent("storage_risk", n, "detection-storage-unknown", UNKNOWN)
    low, full = ipi < rule["ipi_warn"], fullest >= rule["use_pct"]
    if not low and not full:
        return _silent("storage_risk", n, "detection-storage-fine")
    args: dict[str, Value] = {
        "ipi": Number(ipi, 0) if np.isfinite(ipi) else None, "limit": Number(rule["ipi_limit"], 0),
        "warn": Number(rule["ipi_warn"], 0), "goal": Number(_IPI_GOAL, 0),
        "used": Percent(fullest, digits=0) if np.isfinite(fullest) else None, "kind": kind or None,
    }  # fmt: skip
    under = ipi < rule["ipi_limit"]
    key = "detection-storage-ipi-under" if under else "detection-storage-ipi-near" if low else "detection-storage-full"
    finding = Finding(
        day.about("storage_risk", None),
        Severity.HIGH if under or fullest >= 100 else Severity.MEDIUM,
        Say(key, args),
        ipi if low else fullest,
        rule["ipi_warn"] if low else rule["use_pct"],
        rule["ipi_limit"] if low else rule["use_pct"],
        day.window_of(1),
        None,
        None,
        (Say("detection-storage-why", args),),
    )
    return Outcome("storage_risk", np.zeros(n, dtype=np.int8), None, lambda _: Say("detection-storage-fine"),
                   (finding,), {(None, ""): FIRING})  # fmt: skip


def inbound_late(day: Day) -> Outcome:
    """A shipment that should have arrived some days ago and has not."""
    rule, panel = day.rule("inbound_late"), day.panel
    rows = panel.rows.get("shipments", {})
    if not rows or "eta" not in rows:
        return _silent("inbound_late", panel.n, "detection-inbound-unknown", UNKNOWN)
    today = np.datetime64(day.last, "D")
    received = (
        rows["received_on"]
        if "received_on" in rows
        else np.full(len(rows["eta"]), np.datetime64("NaT"), "datetime64[D]")
    )
    shipped = (
        rows["shipped_on"] if "shipped_on" in rows else np.full(len(rows["eta"]), np.datetime64("NaT"), "datetime64[D]")
    )
    status = [str(s or "").upper() for s in rows["status"]] if "status" in rows else [""] * len(rows["eta"])
    # A status is as stored now: it closes a shipment only where no day of receipt is told.
    done = np.array([s in _DONE for s in status], dtype=bool) & np.isnat(received)
    over = (today - rows["eta"]).astype(float)
    over[np.isnat(rows["eta"])] = np.nan
    waiting = (np.isnat(received) | (received > today)) & ~done & (rows["at"] >= 0) & ~(shipped > today)
    with np.errstate(invalid="ignore"):
        late = waiting & (over >= rule["grace_days"]) & (over <= 90)
    state = np.full(panel.n, WELL, dtype=np.int8)
    state[rows["at"][late]] = FIRING

    def build(at: int) -> Finding:
        mine = np.flatnonzero(late & (rows["at"] == at))
        i = int(mine[np.argmax(over[mine])])
        units = float(np.nansum(rows["units"][mine])) if "units" in rows else 0.0
        args: dict[str, Value] = {
            "who": day.name(at), "shipment": str(rows["shipment_id"][i])[:60], "days": int(over[i]),
            "eta": rows["eta"][i].astype(object), "units": round(units), "count": len(mine),
        }  # fmt: skip
        return Finding(
            day.about("inbound_late", at), Severity.MEDIUM if over[i] >= 10 else Severity.LOW,
            Say("detection-inbound", args), float(over[i]), 0.0, rule["grace_days"],
            (rows["eta"][i].astype(object), day.last), None, None, (Say("detection-inbound-why", args),),
        )  # fmt: skip

    return Outcome("inbound_late", state, build, lambda _: Say("detection-inbound-fine"))
