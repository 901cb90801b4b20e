"""Gates first: which reports of which days cannot be trusted, so that nothing is concluded from them.

A report that comes daily (rows on 60 % of its last 28 days, and usually on this weekday) is, on a day,
- late: no row at all;
- empty: rows without figures, or all figures zero where a day's total was never near zero;
- partial: ASINs that are always there are missing together, or all ASINs fell at once by more than half (for at most
two
  days: a fall that stays for three is taken as real);
- implausible: sessions 0 beside units above 0.
All of it depends on the days up to the one judged, so that a day is judged alike in the live check and the backtest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analytics.detection.calendar import event_days
from analytics.panel import Panel

FINE, LATE, EMPTY, PARTIAL, IMPLAUSIBLE, FALLEN = 0, 1, 2, 3, 4, 5
NAMES = ("fine", "late", "empty", "partial", "implausible", "fallen")

# The figures whose total says whether a report is empty.
_FIGURES: Mapping[str, tuple[str, ...]] = {
    "traffic_daily": ("sessions", "page_views", "units", "orders", "sales"),
    "ads_daily": ("impressions", "clicks", "spend"),
    "inventory_daily": ("available", "reserved"),
    "offers": ("our_price", "buy_box_price"),
    "listings": (),
    "ratings_daily": ("rating_count",),
    "ranks": ("rank",),
    "campaigns": (),
}
SOURCES = tuple(_FIGURES)
BACK = 35  # days of the past that a day is judged by
REACH = 100  # days judged in one view: the longest window of any rule with its baseline
_GONE_AFTER = 30  # a source without data for longer is no longer watched


@dataclass(frozen=True)
class Gates:
    """`verdict[source]` int8 `[REACH]` for the last REACH days (0 = fine); `share[source]` what came of what was
    due.
    """

    verdict: Mapping[str, np.ndarray]
    share: Mapping[str, np.ndarray]
    watched: Mapping[str, bool]

    def today(self, source: str) -> int:
        found = self.verdict.get(source)
        return FINE if found is None else int(found[-1])

    def blocked(self, *sources: str) -> bool:
        return any(self.today(source) != FINE for source in sources)

    def masked(self, values: np.ndarray, source: str, ending: int = 0) -> np.ndarray:
        """`values` `[n, k]` (the k days that end `ending` days ago) with the days that cannot be trusted as NaN."""
        found = self.verdict.get(source)
        if found is None:
            return values
        bad = found[REACH - ending - values.shape[1] : REACH - ending] != FINE
        if not bad.any():
            return values
        values = values.copy()
        values[:, bad] = np.nan
        return values


def judge(panel: Panel, partial_pct: float = 10.0) -> Gates:
    """The gates of the view's last REACH days. `partial_pct`: share of the usual ASINs that must be missing."""
    verdict: dict[str, np.ndarray] = {}
    share: dict[str, np.ndarray] = {}
    watched: dict[str, bool] = {}
    for source in SOURCES:
        days = _days(panel, source, partial_pct)
        if days is None:
            continue
        code, came, due = days
        start = panel.size + BACK  # the cached arrays are led by BACK + REACH days before the panel
        cut = slice(start, start + REACH)
        verdict[source], share[source] = code[cut].copy(), came[cut]
        watched[source] = bool(due[start + REACH - 1])
        _settle_falls(verdict[source])
        known = panel.known_days(source)
        if known is not None:
            recent = known[max(0, panel.size - REACH) : panel.size]
            verdict[source][REACH - len(recent) :][~recent & (verdict[source][REACH - len(recent) :] == FINE)] = LATE
    return Gates(verdict, share, watched)


def _settle_falls(verdict: np.ndarray) -> None:
    """A fall of everything that has lasted for three days (by the view's last day) is real: the days count."""
    fallen = verdict == FALLEN
    if not fallen.any():
        return
    edges = np.flatnonzero(np.diff(np.concatenate([[False], fallen, [False]]).astype(np.int8)))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if end - start >= 3:
            verdict[start:end] = FINE


def _days(panel: Panel, source: str, partial_pct: float) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """Verdict, share and dueness of every day of the whole panel, led by BACK + REACH days; cached for all views."""
    key = f"gate:{source}:{partial_pct:g}"
    if key not in panel.cache:
        panel.cache[key] = _judge_source(panel, source, partial_pct / 100.0)
    found = panel.cache[key]
    assert found is None or isinstance(found, tuple)
    return found


def _judge_source(panel: Panel, source: str, partial: float) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    shown = panel.present.get(source)
    if shown is None or not shown.any():
        return None
    lead = BACK + REACH
    rows = shown.sum(axis=0)
    regular = _regular(shown)
    due, came = regular.sum(axis=0), (regular & shown).sum(axis=0)
    days = len(panel.days)
    used = np.flatnonzero(rows > 0)
    code = np.zeros(days, dtype=np.int8)
    watched = np.zeros(days, dtype=bool)
    for day in range(int(used[0]) + 5, days):
        last = int(used[np.searchsorted(used, day) - 1])
        month = rows[max(int(used[0]), last - 27) : last + 1] > 0
        same = [rows[d] > 0 for d in range(day - 7, max(day - 29, int(used[0]) - 1), -7)]
        often = np.mean(same) >= 0.5 if len(same) >= 2 else month.mean() >= 0.9
        watched[day] = month.mean() >= 0.6 and often and day - last <= _GONE_AFTER
        if not watched[day]:
            continue
        if rows[day] == 0:
            code[day] = LATE
            continue
        missing = due[day] - came[day]
        if missing >= 2 and missing >= partial * due[day] and _improbable(shown, regular, day):
            code[day] = PARTIAL
    _figures(panel, source, code, watched, shown)
    if source == "ads_daily":
        _excuse_stopped_ads(panel, code, rows)
    share = np.where(due > 0, came / np.maximum(due, 1), 1.0)
    return (
        np.concatenate([np.zeros(lead, dtype=np.int8), code]),
        np.concatenate([np.ones(lead), share]),
        np.concatenate([np.zeros(lead, dtype=bool), watched]),
    )


def _regular(shown: np.ndarray) -> np.ndarray:
    """bool `[n, D]`: had a row on at least 80 % of the days with data among the 28 before (at least 5 of them)."""
    any_row = np.asarray(shown.any(axis=0))
    had = _before(shown.astype(np.int64))
    could = _before(any_row.astype(np.int64)[None, :])
    return np.asarray((had >= 0.8 * could) & (could >= 5))


def _before(values: np.ndarray, length: int = 28) -> np.ndarray:
    """Sums of the `length` columns before each column."""
    total = np.concatenate([np.zeros((values.shape[0], 1), dtype=values.dtype), np.cumsum(values, axis=1)], axis=1)
    day = np.arange(values.shape[1])
    return np.asarray(total[:, day] - total[:, np.maximum(day - length, 0)])


def _improbable(shown: np.ndarray, regular: np.ndarray, day: int) -> bool:
    """Whether so many regular ASINs miss together that it is no chance (Chernoff bound on independent absences <
    1e-4).
    """
    mine = regular[:, day]
    past = shown[mine, max(0, day - 28) : day]
    past = past[:, past.any(axis=0)]
    absent = (past.size - past.sum() + 0.5) / (past.size + 1.0)
    missing, count = int((mine & ~shown[:, day]).sum()), int(mine.sum())
    share = missing / count
    if share <= absent:
        return False
    if share >= 1.0:
        return True
    bound = count * (share * np.log(share / absent) + (1 - share) * np.log((1 - share) / (1 - absent)))
    return bool(bound > np.log(1e4))


def _figures(panel: Panel, source: str, code: np.ndarray, watched: np.ndarray, shown: np.ndarray) -> None:
    """Marks days whose figures are missing, all zero, implausible, or fell for all ASINs at once."""
    names = [name for name in _FIGURES[source] if f"{source}.{name}" in panel.daily]
    if not names:
        return
    known_any = np.zeros(shown.shape[1], dtype=np.int64)
    positive_any = np.zeros(shown.shape[1], dtype=bool)
    for name in names:
        values = panel.daily[f"{source}.{name}"]
        known_any = np.maximum(known_any, np.isfinite(values).sum(axis=0))
        positive_any |= np.nansum(values, axis=0) > 0
    for day in np.flatnonzero(watched & (code == FINE)):
        past = np.flatnonzero(code[max(0, int(day) - 28) : int(day)] == FINE) + max(0, int(day) - 28)
        if not len(past):
            continue
        usual_known, usual_positive = np.median(known_any[past]), positive_any[past].mean()
        if (usual_known >= 1 and known_any[day] == 0) or (usual_positive >= 0.97 and not positive_any[day]):
            totals = np.nansum(panel.daily[f"{source}.{names[0]}"][:, past], axis=0)
            if known_any[day] == 0 or np.median(totals) >= 10:
                code[day] = EMPTY
        elif usual_known >= 3 and known_any[day] < 0.5 * usual_known:
            code[day] = PARTIAL
    if source == "traffic_daily":
        _implausible(panel, code, watched)
    if source in ("traffic_daily", "ads_daily"):
        _fallen(panel, source, names[0], code, watched)


def _implausible(panel: Panel, code: np.ndarray, watched: np.ndarray) -> None:
    sessions = panel.daily.get("traffic_daily.sessions")
    units = panel.daily.get("traffic_daily.units", panel.daily.get("traffic_daily.orders"))
    if sessions is None or units is None:
        return
    sold = np.isfinite(units) & (units > 0)
    odd = sold & (sessions == 0)
    missing = sold & ~np.isfinite(sessions)
    both, gone, selling = odd.sum(axis=0), missing.sum(axis=0), sold.sum(axis=0)
    usually_known = _before(np.isfinite(sessions).any(axis=0).astype(np.int64)[None, :])[0] >= 5
    bad = (both >= np.maximum(0.2 * selling, 2)) | ((gone >= np.maximum(0.5 * selling, 2)) & usually_known)
    bad |= (selling > 0) & (both == selling) & (np.nansum(sessions, axis=0) == 0)
    code[bad & watched & (code == FINE)] = IMPLAUSIBLE


def _fallen(panel: Panel, source: str, name: str, code: np.ndarray, watched: np.ndarray) -> None:
    """A day on which all ASINs together fell below 62 % of that weekday's usual, and nearly each of them fell."""
    values = panel.daily[f"{source}.{name}"]
    # Public holidays alone do not halve a marketplace.
    events = event_days(panel.marketplace, panel.days, panel.sales_events)
    for day in np.flatnonzero(watched & (code == FINE) & ~events):
        at = int(day)
        weeks = [at - 7 * k for k in (1, 2, 3, 4) if at - 7 * k >= 0 and code[at - 7 * k] == FINE]
        if len(weeks) < 2:
            continue
        past = values[:, weeks]
        usual = np.where(np.isfinite(past), past, 0).sum(axis=1) / np.maximum(np.isfinite(past).sum(axis=1), 1)
        enough = (usual >= 10) & np.isfinite(values[:, at])
        if enough.sum() < 4:
            continue
        now, due = values[enough, at], usual[enough]
        # An ASIN's own count may be out by two standard deviations and still have fallen with the others.
        fell = now < 0.75 * due + np.sqrt(due)
        if now.sum() < 0.62 * due.sum() and fell.mean() >= 0.9:
            code[at] = FALLEN


def _excuse_stopped_ads(panel: Panel, code: np.ndarray, rows: np.ndarray) -> None:
    """No ad figures while every campaign is said to be paused or archived is no missing report."""
    state = panel.campaigns.state
    known = (state.codes >= 0).any(axis=0)
    running = state.among("ENABLED").any(axis=0)
    code[known & ~running & np.isin(code, (LATE, EMPTY, PARTIAL, FALLEN))] = FINE
