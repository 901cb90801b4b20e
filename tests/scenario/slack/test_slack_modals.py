"""Modals: rules with a backtest before saving, events, dossier; each change recorded, and taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from slack_setup import SOLD_OUT, STEADY, Bot, words

from bot.alerts.policy import Product
from bot.app import slack_manifest
from bot.pipeline import current_rules
from bot.records.rules import Rule, Sensitivity
from bot.settings import TeamSettings
from bot.settings.team import OwnerSettings
from bot.store.dossier import Dossier, read_dossier
from bot.store.preferences import preference, watched


def _rule(bot: Bot, kind: str = "low_stock") -> Rule:
    with bot.services.engine.connect() as connection:
        return current_rules(bot.services, connection)[kind]


def _dossier(bot: Bot) -> Dossier:
    with bot.services.engine.connect() as connection:
        return read_dossier(connection, "main", "US", STEADY)


def _opened(bot: Bot, user: str, message: dict[str, Any], action: str, value: str | None = None) -> dict[str, Any]:
    bot.click(user, message, action, value)
    modal: dict[str, Any] = bot.wait(lambda: bot.slack.modal(user))
    return modal


def test_a_rule_is_changed_after_a_backtest_recorded_and_taken_back(bot: Bot) -> None:
    listed = bot.command("ana", "/asinwatch", "rules low stock")
    _opened(bot, "ana", listed, "rule.open")
    written = {"sensitivity": "high", "route": "digest", "enabled": "on", "param_cover_days": "9"}
    bot.slack.click_view("ana", "rule.preview", state=written)
    bot.wait(lambda: "In 60 days: 1 alerts as saved" in words(bot.slack.modal("ana")))
    before = {message["ts"] for message in bot.whispers("ana")}
    bot.slack.submit_view("ana", written)
    saved = bot.next_whisper("ana", before)
    assert (_rule(bot).sensitivity, _rule(bot).params["cover_days"]) == (Sensitivity.HIGH, 9.0)
    assert "sensitivity=high" in words(bot.command("tom", "/asinwatch", "changes"))
    bot.click("ana", saved, "change.undo")
    bot.wait(lambda: _rule(bot).sensitivity is Sensitivity.NORMAL)


def test_a_number_out_of_range_is_refused_in_the_modal(bot: Bot) -> None:
    listed = bot.command("ana", "/asinwatch", "rules low stock")
    _opened(bot, "ana", listed, "rule.open")
    bot.slack.submit_view("ana", {"param_cover_days": "9000"})
    errors = bot.wait(lambda: bot.slack.modal("ana").get("errors"))
    assert list(errors) == ["param_cover_days"]
    assert "cover_days" not in _rule(bot).params


def test_only_admins_change_rules(bot: Bot) -> None:
    listed = bot.command("tom", "/asinwatch", "rules low stock")
    before = {message["ts"] for message in bot.whispers("tom")}
    bot.click("tom", listed, "rule.open")
    assert "Only admins" in words(bot.next_whisper("tom", before))
    assert bot.slack.modal("tom") is None


def test_an_event_is_logged_for_the_product_and_stands_in_its_dossier(bot: Bot) -> None:
    asked = bot.command("wangmin", "/asinwatch", f"事件 {STEADY} 美国")
    _opened(bot, "wangmin", asked, "event.open")
    bot.slack.submit_view("wangmin", {"kind": "price_change", "day": "2026-03-18", "note": "20 → 22"})
    bot.wait(lambda: _dossier(bot).events)
    assert _dossier(bot).events[0][1:] == ("price_change", "20 → 22")
    assert "20 → 22" in words(bot.command("ana", "/asinwatch", f"asin {STEADY} us"))
    bot.command("wangmin", "/asinwatch", "撤销")
    assert _dossier(bot).events == ()


def test_the_dossier_keeps_target_note_supplier_and_document(bot: Bot) -> None:
    shown = bot.command("ana", "/asinwatch", f"asin {STEADY} us")
    _opened(bot, "ana", shown, "dossier.open")
    bot.slack.submit_view("ana", {"target": "lots", "document_number": "7"})
    errors = bot.wait(lambda: bot.slack.modal("ana").get("errors"))
    assert set(errors) == {"target", "document_kind"}
    bot.slack.submit_view(
        "ana",
        {"target": "25", "note": "sells with tents", "supplier": "Ningbo Pegs", "document_kind": "CE",
         "document_number": "77", "document_expires": "2026-04-30"},
    )  # fmt: skip
    bot.wait(lambda: _dossier(bot).documents)
    text = words(bot.command("tom", "/asinwatch", f"asin {STEADY} us"))
    for part in ("Target ACOS: 25.0%", "sells with tents", "Ningbo Pegs", "CE 77: expires 2026-04-30, renew it"):
        assert part in text
    assert _dossier(bot).facts["title"] == "Tent pegs, 20 pieces"


def test_the_owner_of_a_brand_is_set_by_admins_in_slack_recorded_and_taken_back(bot: Bot) -> None:
    bot.slack.install(slack_manifest(bot.services.settings))  # with it Slack writes people in commands as ids
    bot.check()
    alert = bot.services.alerts.open_alerts(asin=SOLD_OUT)[0]

    def looks_after() -> str | None:
        return bot.services.alerts.policy().owner_of(alert, Product(brand="Fjell"))

    assert "Only admins" in words(bot.command("tom", "/asinwatch", "owner brand Fjell @tom"))
    assert "No product has" in words(bot.command("ana", "/asinwatch", "owner brand Fjel @tom"))
    assert "whose and who" in words(bot.command("ana", "/asinwatch", "owner brand @tom"))
    assert looks_after() is None
    saved = bot.command("ana", "/asinwatch", "owner brand fjell @tom")
    assert looks_after() == "U0TOM00001"
    assert "→ U0TOM00001" in words(bot.command("ana", "/asinwatch", "changes"))
    before = {message["ts"] for message in bot.whispers("ana")}
    bot.click("ana", saved, "change.undo")
    assert "Taken back" in words(bot.next_whisper("ana", before))
    assert looks_after() is None
    bot.command("ana", "/asinwatch", f"负责人 产品 {SOLD_OUT} @wangmin")
    assert looks_after() == "U0WANGMIN1"
    bot.command("ana", "/asinwatch", f"owner asin {SOLD_OUT} none")
    assert looks_after() is None


def test_who_is_no_admin_any_more_takes_back_no_setting_but_still_their_own_choices(bot: Bot) -> None:
    bot.slack.install(slack_manifest(bot.services.settings))
    bot.command("ana", "/asinwatch", "owner brand Fjell @tom")
    bot.slack.users["U0ANA00001"].is_admin = False
    bot.services.clock.at += timedelta(minutes=11)  # what is known of people is asked anew
    assert "Only admins" in words(bot.command("ana", "/asinwatch", "undo"))
    assert bot.services.alerts.policy().owners["brand"] == {"Fjell": "U0TOM00001"}
    bot.command("ana", "/asinwatch", f"watch {STEADY} us")
    assert "Taken back" in words(bot.command("ana", "/asinwatch", "undo"))
    assert _watched(bot, "U0ANA00001") == 0


class TestPermissions:
    @pytest.fixture
    def team(self) -> TeamSettings:
        permissions = {"admins": ["S0CSTEAM01"], "see_profit": ["U0ANA00001"], "acknowledge": ["U0WANGMIN1"]}
        return TeamSettings.model_validate({"permissions": permissions})

    def test_a_user_group_may_be_the_admins(self, bot: Bot) -> None:
        listed = bot.command("tom", "/asinwatch", "rules low stock")
        _opened(bot, "tom", listed, "rule.open")

    def test_profit_is_shown_to_those_named_and_others_hear_whom_to_ask(self, bot: Bot) -> None:
        assert "S0CSTEAM01" in words(bot.command("wangmin", "/asinwatch", "profit"))
        assert "Profit" in words(bot.command("ana", "/asinwatch", "profit"))

    def test_acknowledging_is_for_those_named(self, bot: Bot) -> None:
        bot.check()
        message = next(m for m in bot.posted("amazon-alerts") if SOLD_OUT in words(m))
        bot.slack.react("ana", message["ts"], "eyes")
        assert "may not act" in words(bot.next_whisper("ana", set()))
        bot.slack.react("wangmin", message["ts"], "eyes")
        bot.wait(lambda: bot.services.alerts.open_alerts()[0].actor == "U0WANGMIN1")


def test_an_alert_is_assigned_and_noted_from_the_list(bot: Bot) -> None:
    bot.check()
    listed = bot.command("ana", "/asinwatch", "alerts")
    alert_id = bot.services.alerts.open_alerts()[0].id
    _opened(bot, "ana", listed, "alert.assign", alert_id)
    bot.slack.submit_view("ana", {"person": "U0WANGMIN1"})
    bot.wait(lambda: bot.services.alerts.get(alert_id).assignee == "U0WANGMIN1")
    bot.wait(lambda: bot.slack.modal("ana") is None)
    _opened(bot, "ana", listed, "alert.note", alert_id)
    bot.slack.submit_view("ana", {"text": "container is late"})
    bot.wait(lambda: any(entry.reason == "container is late" for entry in bot.services.alerts.history(alert_id)))


def test_settings_are_changed_by_admins_and_recorded(bot: Bot) -> None:
    shown = bot.command("ana", "/asinwatch", "settings")
    assert "#amazon-alerts" in words(shown)
    _opened(bot, "ana", shown, "settings.open")
    bot.slack.submit_view("ana", {"quiet_from": "22:00"})
    bot.wait(lambda: bot.slack.modal("ana").get("errors"))
    written = {"quiet_from": "22:00", "quiet_to": "07:00", "owner": "U0TOM00001", "channel": "C0DIGEST01"}
    before = {message["ts"] for message in bot.whispers("ana")}
    bot.slack.submit_view("ana", written)
    assert "3 settings are saved" in words(bot.next_whisper("ana", before))
    policy = bot.services.alerts.policy()
    assert policy.alert_channel == "C0DIGEST01"
    assert policy.quiet_hours is not None
    assert policy.quiet_hours.start.hour == 22
    assert "Setting quiet_hours" in words(bot.command("ana", "/asinwatch", "changes"))

    modal = _opened(bot, "ana", shown, "settings.open")
    fields = {block["block_id"]: block["element"] for block in modal["blocks"] if block["type"] == "input"}
    assert fields["channel"]["initial_conversation"] == "C0DIGEST01"
    assert fields["owner"]["initial_user"] == "U0TOM00001"
    before = {message["ts"] for message in bot.whispers("ana")}
    bot.slack.submit_view("ana", {"channel": "", "owner": "", "quiet_from": "", "quiet_to": ""})
    emptied = bot.next_whisper("ana", before)
    policy = bot.services.alerts.policy()
    assert (policy.alert_channel, policy.default_owner, policy.quiet_hours) == ("amazon-alerts", None, None)
    bot.click("ana", emptied, "change.undo", emptied["blocks"][0]["accessory"]["value"])
    bot.wait(lambda: bot.services.alerts.policy() != policy)


@pytest.mark.parametrize("team", [TeamSettings(owners=OwnerSettings(default="U0TOM00001"))])
def test_an_owner_of_the_config_file_is_set_to_nobody_in_slack(bot: Bot) -> None:
    shown = bot.command("ana", "/asinwatch", "settings")
    assert "@U0TOM00001" in words(shown)
    _opened(bot, "ana", shown, "settings.open")
    bot.slack.submit_view("ana", {"owner": ""})
    bot.wait(lambda: bot.services.alerts.policy().default_owner is None)


def test_the_channel_and_the_owner_of_a_kind_are_set_in_its_rule_recorded_and_taken_back(bot: Bot) -> None:
    listed = bot.command("ana", "/asinwatch", "rules low stock")
    _opened(bot, "ana", listed, "rule.open")
    before = {message["ts"] for message in bot.whispers("ana")}
    bot.slack.submit_view("ana", {"place": "C0DIGEST01", "owner": "U0WANGMIN1"})
    saved = bot.next_whisper("ana", before)
    assert "Channel of “Low stock”" in words(saved)
    bot.check()
    assert any(SOLD_OUT in words(message) for message in bot.posted("C0DIGEST01"))
    alert = bot.services.alerts.open_alerts(asin=SOLD_OUT)[0]
    assert bot.services.alerts.policy().owner_of(alert, Product()) == "U0WANGMIN1"
    assert "– → C0DIGEST01" in words(bot.command("tom", "/asinwatch", "changes"))

    modal = _opened(bot, "ana", listed, "rule.open")
    shown = {block["block_id"]: block["element"] for block in modal["blocks"] if block["type"] == "input"}
    assert shown["place"]["initial_conversation"] == "C0DIGEST01"
    assert shown["owner"]["initial_user"] == "U0WANGMIN1"
    undos = [block["accessory"]["value"] for block in saved["blocks"]]
    for change_id in undos[1:]:
        bot.click("ana", saved, "change.undo", change_id)
    bot.wait(lambda: not bot.services.alerts.policy().routes and not bot.services.alerts.policy().owners["kind"])


def _language(bot: Bot, user: str) -> object:
    with bot.services.engine.connect() as connection:
        return preference(connection, "user", user, "language")


def _watched(bot: Bot, user: str) -> int:
    with bot.services.engine.connect() as connection:
        return len(watched(connection, user))


def test_language_and_watch_list_are_recorded_and_taken_back_by_their_person_alone(bot: Bot) -> None:
    answer = bot.command("tom", "/asinwatch", f"watch {STEADY}")
    assert _watched(bot, "U0TOM00001") == 2
    assert STEADY in words(bot.command("tom", "/asinwatch", "changes"))
    assert STEADY not in words(bot.command("ana", "/asinwatch", "changes"))
    for block in answer["blocks"]:
        bot.click("tom", answer, "change.undo", block["accessory"]["value"])
    bot.wait(lambda: sum("Taken back" in words(m) for m in bot.whispers("tom")) == 2)
    assert _watched(bot, "U0TOM00001") == 0
    bot.slack.open_home("tom")
    bot.wait(lambda: "Today at a glance" in words(bot.slack.home("tom") or {}))
    chosen = bot.command("tom", "/asinwatch", "language zh")
    bot.wait(lambda: "今日概览" in words(bot.slack.home("tom")))
    bot.click("tom", chosen, "change.undo")
    bot.wait(lambda: _language(bot, "U0TOM00001") is None)
    bot.wait(lambda: "Today at a glance" in words(bot.slack.home("tom")))


def test_what_is_so_already_is_no_change(bot: Bot) -> None:
    bot.command("tom", "/asinwatch", f"watch {STEADY} us")
    again = bot.command("tom", "/asinwatch", f"watch {STEADY} us")
    assert "accessory" not in again["blocks"][0]
