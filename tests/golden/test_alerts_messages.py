"""Every message of an alert's life, in both languages and every edge, as it was last looked at.

`ASINWATCH_GOLDEN=write` writes the files anew; look at the difference before committing them.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from alertworld import ANA, DAY, NOW, TOM, WANG, finding, subject
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts.cost import Cost
from bot.alerts.grouping import LISTED_ON_PAGE
from bot.alerts.machine import Event, Happening, step
from bot.alerts.policy import Policy, Product
from bot.alerts.timing import lines_of
from bot.alerts.views import message_view
from bot.playground.blockkit import check_blocks
from bot.records.alerts import Alert, State
from bot.records.findings import Severity
from bot.records.rules import Route
from bot.records.text import Mention, Money, Percent, Say, Value
from bot.store.messages import Message, Role
from templates.limits import MESSAGE_CHARACTERS, size
from templates.render import render
from templates.words import LANGUAGES

FOLDER = Path(__file__).parent / "alerts"
HOSTILE = '<!channel> <@U1> *bold* `code` & "quote" \\ {{ 7*7 }} {% raw %} \u202e 王 😀 </script>\nline'
POLICY = Policy(alert_channel="C1", default_owner=WANG)
PRODUCT = Product(title="Camping lamp", brand="Fjell", category="Lamps")
MESSAGE = Message("m1", Role.ASIN, "C1", "en", NOW)


def alert(number: int = 1, kind: str = "sales_drop", text: str = "Camping lamp", **more: Any) -> Alert:
    found = finding(subject(f"B0{number:08d}", kind))
    line = Say("common-labelled", {"label": Say("metric-sales"), "value": text})
    made = Alert(
        f"a{number}", found.about, found.severity, State.OPEN, Route.ALERT, line, DAY, NOW, DAY, why=(line, line),
        loss=100.0 * number, currency="USD", acted_at=NOW, message_id="m1", page_id="m1",
    )  # fmt: skip
    return replace(made, **more)


def after(what: Happening, **more: Any) -> Alert:
    return step(alert(), Event(what, NOW + timedelta(hours=2), ANA, "button", **more)).alert


def shown(message: Message, *alerts: Alert) -> tuple[str, dict[str, Any]]:
    return message_view(message, alerts, {a.id: PRODUCT for a in alerts}, POLICY)


def lines(*said: Say | None) -> tuple[str, dict[str, Any]]:
    return "alert_thread", {"lines": [line for line in said if line is not None]}


def line(what: Happening, **more: Any) -> Say | None:
    event = Event(what, NOW, ANA if what.value in ("ack", "assign", "note") else "asinwatch", "thread", **more)
    before = alert(state=State.SNOOZED, until=NOW, actor=ANA) if what is Happening.SNOOZE_ENDED else alert()
    return step(before, event).line


def many(count: int, *kinds: str, **more: Any) -> list[Alert]:
    return [alert(n, kinds[n % len(kinds)], page_id="p1", **more) for n in range(1, count + 1)]


PAGE = replace(MESSAGE, id="p1", role=Role.PAGE, parent_id="m1", page_no=1)
GROUP, STORM = replace(MESSAGE, role=Role.GROUP), replace(MESSAGE, role=Role.STORM)
UNTIL = NOW + timedelta(days=3)
SINCE: dict[str, Value] = {"since": NOW, "what": alert().headline}
CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "open": shown(MESSAGE, alert()),
    "open-high-unknown-money": shown(MESSAGE, alert(severity=Severity.HIGH, loss=None, why=())),
    "acknowledged": shown(MESSAGE, after(Happening.ACK)),
    "acknowledged-until-with-reason": shown(MESSAGE, after(Happening.ACK, until=UNTIL, reason="carrier called")),
    "snoozed": shown(MESSAGE, after(Happening.SNOOZE, until=UNTIL)),
    "resolved": shown(MESSAGE, after(Happening.RESOLVE)),
    "resolved-by-itself": shown(
        MESSAGE, step(alert(), Event(Happening.WELL, NOW + timedelta(days=5), day=DAY + timedelta(days=5))).alert
    ),
    "account": shown(MESSAGE, alert(about=replace(subject(None, "data_stale"), subject="traffic_daily"))),
    "several-of-one-asin": shown(MESSAGE, *(alert(1, kind, id=kind) for kind in ("sales_drop", "low_stock"))),
    "reviews-of-one-asin": shown(MESSAGE, *(alert(1, "bad_review", id=f"r{n}", about=replace(
        subject("B000000001", "bad_review"), subject=f"R{n}")) for n in range(3))),
    "group": shown(GROUP, *many(8, "low_stock")),
    "storm": shown(STORM, *many(60, "low_stock", "sales_drop", "notice", "acos_spike")),
    "group-taken": shown(GROUP, *many(8, "low_stock", state=State.ACKNOWLEDGED, actor=TOM)),
    "page": shown(PAGE, *many(3, "low_stock")),
    "page-too-long-hostile": shown(PAGE, *many(LISTED_ON_PAGE, "notice", text=HOSTILE * 50)),
    "group-too-long-hostile": shown(STORM, *many(60, "low_stock", "notice", text=HOSTILE * 50)),
    "open-hostile": shown(MESSAGE, alert(text=HOSTILE, reason=HOSTILE, state=State.ACKNOWLEDGED, actor=ANA)),
    "several-too-long-hostile": shown(MESSAGE, *(alert(n, text=HOSTILE * 60) for n in range(1, 7))),
    "thread-life": lines(
        line(Happening.ACK), line(Happening.ACK, until=UNTIL, reason="waiting for the carrier"),
        line(Happening.ASSIGN, assignee=TOM), line(Happening.NOTE, reason="carrier called"), line(Happening.WELL),
        line(Happening.WORSENED, finding=finding(severity=Severity.HIGH)), line(Happening.SNOOZE_ENDED),
        Say("alerts-line-recurs", {"what": alert().headline, "since": DAY}),
    ),
    "thread-hostile": lines(line(Happening.NOTE, reason=HOSTILE)),
    "thread-reminders": lines(
        Say("alerts-line-remind", SINCE), Say("alerts-line-remind-owner", {**SINCE, "owner": Mention(WANG)}),
        Say("alerts-line-remind-fallback", {**SINCE, "owner": Mention(TOM)}), Say("alerts-line-repeat", SINCE),
    ),
    "thread-cost": lines(
        *lines_of(Cost(DAY, DAY, "USD", 100.0, 340.5, 96.0, True)),
        *lines_of(Cost(DAY, DAY, "EUR", 100.0, 0.0, 41.0, False)),
        *lines_of(Cost(DAY, DAY, "USD", None, None, None, False)),
    ),
    "thread-group": lines(
        *(Say(f"alerts-line-group-{what}", {"who": Mention(ANA), "n": n, "until": UNTIL})
          for what in ("ack", "unack", "snooze", "resolve") for n in (1, 500)),
        Say("alerts-line-more", {"n": 7}),
    ),
    "admin": lines(Say("alerts-admin-blocked", {
        "channel": "amazon-alerts", "error": "not_in_channel", "waiting": 3, "remedy": Say("alerts-admin-invite")})),
    "rules": lines(
        Say("alerts-rule-to-digest", {"not_useful": 4, "judged": 5}), Say("alerts-rule-ignored", {"opened": 12}),
        Say("alerts-at-stake", {"loss": Money(1234.5, "JPY")}),
        Say("alerts-line-back", {"share": Percent(97.4), "days": 3}),
    ),
}  # fmt: skip


@cache
def _made(name: str, lang: str) -> dict[str, Any]:
    return render(*CASES[name], lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_the_message_is_as_it_was_looked_at(name: str, lang: str) -> None:
    made = json.dumps(_made(name, lang), ensure_ascii=False, indent=1) + "\n"
    path = FOLDER / f"{name}.{lang}.json"
    if os.environ.get("ASINWATCH_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    wanted = {f"{name}.{lang}.json" for name in CASES for lang in LANGUAGES}
    assert {path.name for path in FOLDER.glob("*.json")} == wanted


def _is_within_limits(made: dict[str, Any]) -> bool:
    blocks = made.get("blocks", [])
    fits = sum(map(size, blocks)) <= MESSAGE_CHARACTERS and len(made["text"]) <= 3000
    return fits and (not blocks or check_blocks(blocks, "message") == [])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_the_message_is_within_every_limit_of_slack_and_outside_text_mentions_nobody(name: str, lang: str) -> None:
    made = _made(name, lang)
    assert _is_within_limits(made)
    marked_up = "\n".join([made["text"], *_marked_up(made.get("blocks", []))])
    assert "<!channel>" not in marked_up
    assert "<@U1>" not in marked_up


def _marked_up(part: Any) -> list[str]:
    """The texts in which Slack reads mentions and links (plain and raw texts are shown as they are)."""
    if isinstance(part, list):
        return [text for each in part for text in _marked_up(each)]
    if not isinstance(part, dict):
        return []
    own = [part["text"]] if part.get("type") == "mrkdwn" else []
    return own + [text for each in part.values() for text in _marked_up(each)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_lists_every_one_of_its_alerts_however_long_their_texts_are(lang: str) -> None:
    made = _made("page-too-long-hostile", lang)
    buttons = [e for b in made["blocks"] if b["type"] == "actions" for e in b["elements"]]
    assert len({e["value"] for e in buttons if e["action_id"] == "alert.ack"}) == LISTED_ON_PAGE


words = st.none() | st.text(max_size=4000)
parts = st.tuples(words, words, st.none() | st.floats(allow_nan=False), st.sampled_from(State))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(parts, min_size=1, max_size=6),
    st.sampled_from(Role),
    st.sampled_from(LANGUAGES),
)
def test_any_text_and_any_number_gives_a_message_within_the_limits(
    drawn: list[tuple[str | None, str | None, float | None, State]], role: Role, lang: str
) -> None:
    alerts = [
        alert(n, text=text, loss=loss, state=state, actor=ANA, until=NOW, reason=reason or None)  # type: ignore[arg-type]
        for n, (text, reason, loss, state) in enumerate(drawn)
    ]
    made = render(*shown(replace(MESSAGE, role=role, parent_id="m0"), *alerts), lang)
    assert _is_within_limits(made)
