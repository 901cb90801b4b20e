"""Slash commands, from what a person types to what only they see."""

from __future__ import annotations

from slack_setup import HOSTILE, SOLD_OUT, STEADY, Bot, words


def test_diagnose_names_the_cause_to_the_asker_alone(bot: Bot) -> None:
    answer = bot.command("ana", "/diagnose", f"{SOLD_OUT.lower()} us")
    assert "Out of stock" in words(answer)
    assert not [m for m in bot.slack.messages("amazon-alerts") if m.get("bot_id")]


def test_show(bot: Bot) -> None:
    for user in ("ana", "wangmin"):
        for command, text in [("/diagnose", f"{SOLD_OUT} us"), ("/diagnose", STEADY), ("/kpi", ""), ("/kpi", "tent de"), ("/asinwatch", ""), ("/asinwatch", "alerts"), ("/asinwatch", "digest"), ("/asinwatch", "status"), ("/asinwatch", "dgest"), ("/diagnose", "lamp"), ("/diagnose", "B0TENTPEG2"), ("/diagnose", f"{SOLD_OUT} de"),("/diagnose", f"{HOSTILE}")]:
            print("=" * 20, user, command, text)
            print(words(bot.command(user, command, text)))
    print(bot.slack.workspace.failures if hasattr(bot.slack.workspace, "failures") else "")
    bot.slack.open_home("wangmin")
    print(words(bot.wait(lambda: bot.slack.home("wangmin"))))
