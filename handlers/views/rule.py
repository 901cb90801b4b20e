"""The modal of a rule: on or off, where its alerts go, whose they are, its numbers; with a backtest before saving."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from analytics.detection.parameters import BY_KIND, problem
from bot.pipeline import current_rules
from bot.records.rules import Route, Rule, Sensitivity, with_changes
from bot.records.text import Say
from bot.reports.backtesting import backtest
from handlers.answers import Asker
from handlers.changing import change_all
from handlers.clicks import Click
from handlers.commands.backtest import last_day, summary_says
from handlers.commands.rules import kind_name
from handlers.desk import Desk
from handlers.inbox import finishing
from handlers.permissions import Right
from handlers.views.fields import filled
from handlers.views.rule_places import changed_places, chosen_places
from handlers.views.saving import may_save, opening, sent
from templates.render import render_view
from templates.words import say

PREVIEW_DAYS = 60


def register(app: App, desk: Desk) -> None:
    def open_rule(click: Click, asker: Asker) -> dict[str, Any]:
        with desk.services.engine.connect() as connection:
            rule = current_rules(desk.services, connection)[click.value]
        return rule_view(rule, click.channel or "", asker.lang, places=chosen_places(desk, rule.kind))

    app.action("rule.open")(opening(desk, Right.CHANGE, open_rule))

    @app.action("rule.preview")
    def preview(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        """Replays the last days with what stands in the modal, beside what is saved; changes nothing."""
        ack()
        view = body["view"]
        kind, channel = _about(view)
        asker = desk.asker(body["user"]["id"], channel or None)
        fields = filled(view)
        changes, faults = read_changes(kind, fields, asker.lang)
        if faults:
            lines = [Say("modal-rule-fault", {"what": text}) for text in faults.values()]
        else:
            rule = _as_written(desk, kind, changes)
            working = [Say("common-working")]
            client.views_update(view_id=view["id"], view=rule_view(rule, channel, asker.lang, working, fields))
            lines = _preview(desk, kind, changes)
        rule = _as_written(desk, kind, {} if faults else changes)
        try:
            client.views_update(view_id=view["id"], view=rule_view(rule, channel, asker.lang, lines, fields))
        except SlackApiError as error:
            if error.response.get("error") != "not_found":  # the modal was closed meanwhile
                raise

    def save(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        kind, channel = _about(view)
        one = sent(desk, body, channel, client)
        changes, faults = read_changes(kind, one.fields, one.asker.lang)
        if faults:
            ack(response_action="errors", errors=faults)
            return
        ack()
        if may_save(desk, one, Right.CHANGE):
            places = changed_places(desk, kind, one.fields).items()
            wanted = [*(("setting", key, value) for key, value in places), ("rule", kind, changes)]
            done = change_all(desk, one.asker.person.id, wanted)
            one.tell_saved(Say("modal-rule-saved", {"kind": kind_name(kind)}), done)

    app.view("rule")(finishing(desk, save))


def rule_view(
    rule: Rule,
    channel: str,
    lang: str,
    preview: list[Say] | None = None,
    places: Mapping[str, Any] = MappingProxyType({}),
) -> dict[str, Any]:
    """The modal with the rule's present settings; a number left empty keeps its default. `places` has the `place` (a
    channel's id) and the `owner` (a person's) that are chosen."""
    numbers = [
        {
            "block": f"param_{name}",
            "label": Say(f"modal-param-{name.replace('_', '-')}"),
            "hint": Say(
                "modal-param-hint",
                {"default": f"{known.default:g}", "low": f"{known.low:g}", "high": f"{known.high:g}"},
            ),
            "value": f"{rule.params[name]:g}" if name in rule.params else "",
        }
        for name, known in BY_KIND[rule.kind].items()
    ]
    view = {
        "metadata": json.dumps([rule.kind, channel]),
        "name": kind_name(rule.kind),
        "enabled": "on" if rule.enabled else "off",
        "route": rule.route.value,
        "sensitivity": rule.sensitivity.value,
        "routes": [{"value": route.value, "text": say(Say(f"modal-route-{route.value}"), lang)} for route in Route],
        "sensitivities": [
            {"value": level.value, "text": say(Say(f"sensitivity-{level.value}"), lang)} for level in Sensitivity
        ],
        "switch": [{"value": name, "text": say(Say(f"modal-switch-{name}"), lang)} for name in ("on", "off")],
        "numbers": numbers,
        "preview": preview,
        "place": places.get("place"),
        "owner": places.get("owner"),
    }
    return render_view("modal_rule", view, lang)


def read_changes(kind: str, fields: dict[str, Any], lang: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The settings that the modal asks for, and what is wrong by field."""
    changes: dict[str, Any] = {
        "enabled": fields.get("enabled") != "off",
        "route": fields.get("route") or Route.ALERT.value,
        "sensitivity": fields.get("sensitivity") or Sensitivity.NORMAL.value,
    }
    faults: dict[str, str] = {}
    for block, raw in fields.items():
        if not block.startswith("param_") or raw in (None, ""):
            continue
        name, known = block.removeprefix("param_"), BY_KIND[kind].get(block.removeprefix("param_"))
        try:
            value = float(str(raw).replace(",", "."))
        except ValueError:
            faults[block] = say(Say("modal-not-a-number"), lang)
            continue
        if known is None or problem(kind, name, value) is not None:
            low, high = (known.low, known.high) if known is not None else (0, 0)
            faults[block] = say(Say("modal-out-of-range", {"low": f"{low:g}", "high": f"{high:g}"}), lang)
        else:
            changes[name] = value
    return changes, faults


def _as_written(desk: Desk, kind: str, changes: dict[str, Any]) -> Rule:
    with desk.services.engine.connect() as connection:
        return with_changes(current_rules(desk.services, connection), {kind: changes})[kind]


def _about(view: dict[str, Any]) -> tuple[str, str]:
    kind, channel = json.loads(view["private_metadata"])
    return kind, channel


def _preview(desk: Desk, kind: str, changes: dict[str, Any]) -> list[Say]:
    """How many alerts the rule gave over the last days as saved, and as proposed."""
    services = desk.services
    with services.engine.connect() as connection:
        last = last_day(connection, services.clock.now())
        if last is None:
            return [Say("command-status-no-data")]
        saved = current_rules(services, connection)
        proposed = with_changes(saved, {kind: changes})
        first, currency = last - timedelta(days=PREVIEW_DAYS - 1), services.settings.currency
        known = services.settings.team.events()
        now = backtest(connection, first, last, saved, currency, summaries=False, sales_events=known, kinds=(kind,))
        then = backtest(connection, first, last, proposed, currency, sales_events=known, kinds=(kind,))
    counts = {"days": PREVIEW_DAYS, "now": len(now.alerts), "then": len(then.alerts)}
    return [Say("modal-preview", counts), *summary_says(then.summaries)]
