"""Slash commands, from what a person types to what only they see."""

from __future__ import annotations

import threading
from io import BytesIO

import pytest
from openpyxl import load_workbook
from slack_setup import HOSTILE, SOLD_OUT, STEADY, Bot, words

from bot.errors import AsinwatchError


def test_diagnose_names_the_cause_to_the_asker_alone(bot: Bot) -> None:
    answer = bot.command("ana", "/diagnose", f"{SOLD_OUT.lower()} us")
    assert "Out of stock" in words(answer)
    assert not [m for m in bot.slack.messages("amazon-alerts") if m.get("bot_id")]


def test_a_person_with_a_chinese_slack_is_answered_in_chinese_with_the_same_figures(bot: Bot) -> None:
    english = words(bot.command("ana", "/diagnose", SOLD_OUT))
    chinese = words(bot.command("wangmin", "/diagnose", f"{SOLD_OUT} 美国 7天"))
    assert "断货" in chinese
    assert "-57.1%" in english
    assert "-57.1%" in chinese


@pytest.mark.parametrize(
    "text",
    [
        "https://www.amazon.com/Camping-Lamp/dp/B0CAMPLAMP?th=1",
        "ｂ０ＣＡＭＰＬＡＭＰ .com 7d",
        "fh-camp",
        "camping LAMP us",
    ],
)
def test_a_product_is_found_by_link_sku_and_title(bot: Bot, text: str) -> None:
    assert f"Diagnosis {SOLD_OUT} · US" in words(bot.command("ana", "/diagnose", text))


def test_a_title_that_fits_several_products_offers_a_choice(bot: Bot) -> None:
    choice = bot.command("ana", "/diagnose", "lamp")
    assert "2 products fit" in words(choice)
    values = [block["accessory"]["value"] for block in choice["blocks"] if "accessory" in block]
    bot.click("ana", choice, "answer.choose", next(value for value in values if SOLD_OUT in value))
    bot.wait(lambda: "Out of stock" in words(bot.whispers("ana")[-1]))
    assert bot.whispers("ana")[-1]["ts"] == choice["ts"]


def test_a_command_about_a_product_without_one_offers_those_with_most_to_say(bot: Bot) -> None:
    bot.check()
    choice = bot.command("ana", "/asinwatch", "listing")
    assert "Which product? For example: /asinwatch listing B0ABCD1234" in words(choice)
    rows = [block for block in choice["blocks"] if "accessory" in block]
    assert SOLD_OUT in rows[0]["text"]["text"]  # the only one with an alert
    assert "Low stock" in rows[0]["text"]["text"]
    bot.click("ana", choice, "answer.choose", rows[0]["accessory"]["value"])
    bot.wait(lambda: "Which product?" not in words(bot.whispers("ana")[-1]))
    assert SOLD_OUT in words(bot.whispers("ana")[-1])


@pytest.mark.parametrize("typed", ["", "de", "德国 7天"])
def test_diagnose_alone_says_how_to_ask_and_keeps_to_the_marketplace_that_is_named(bot: Bot, typed: str) -> None:
    choice = bot.command("ana", "/diagnose", typed)
    assert "For example: /diagnose B0ABCD1234" in words(choice)
    offered = {tuple(block["text"]["text"].split(" · ")[:2]) for block in choice["blocks"] if "accessory" in block}
    everywhere = {(SOLD_OUT, "US"), (STEADY, "US"), (HOSTILE, "US"), (STEADY, "DE")}
    assert offered == ({(STEADY, "DE")} if typed else everywhere)


def test_a_mistyped_asin_gets_its_neighbour_and_a_wrong_marketplace_the_right_one(bot: Bot) -> None:
    assert STEADY in words(bot.command("ana", "/diagnose", "B0TENTPEG2"))
    assert "not known in DE, but in US" in words(bot.command("ana", "/diagnose", f"{SOLD_OUT} de"))


def test_a_hostile_title_mentions_nobody(bot: Bot) -> None:
    answer = words(bot.command("ana", "/diagnose", HOSTILE))
    assert "<!channel>" not in answer
    assert "&lt;!channel&gt;" in answer


def test_sharing_posts_the_same_answer_for_the_same_day(bot: Bot) -> None:
    answer = bot.command("ana", "/diagnose", f"{SOLD_OUT} us")
    bot.click("ana", answer, "answer.share")
    posted = bot.posted("amazon-alerts")[-1]
    assert "<@U0ANA00001>" in words(posted)
    assert "Out of stock" in words(posted)
    assert "answer.share" not in str(posted["blocks"])


def test_kpi_compares_marketplaces_or_one_product(bot: Bot) -> None:
    assert "$3,400.00 (-19.0%; was $4,200.00)" in words(bot.command("ana", "/kpi"))
    answer = words(bot.command("ana", "/kpi", f"{STEADY} de 14d"))
    assert "€2,800.00" in answer
    assert "$" not in answer


def test_the_digest_and_the_status_come_on_demand(bot: Bot) -> None:
    assert "Morning digest · 2026-03-19" in words(bot.command("ana", "/asinwatch", "digest"))
    assert "每日简报" in words(bot.command("wangmin", "/asinwatch", "简报"))
    status = words(bot.command("ana", "/asinwatch", "status"))
    assert "to 2026-03-19 (current): traffic · stock" in status
    assert ":white_check_mark: *US*" in status


def test_help_is_complete_and_an_unknown_word_gets_the_nearest_commands(bot: Bot) -> None:
    help_text = words(bot.command("ana", "/asinwatch", "help"))
    assert "/diagnose" in help_text
    assert "/asinwatch digest" in words(bot.command("ana", "/asinwatch", "dgest"))


def test_too_many_days_are_refused_with_the_limit(bot: Bot) -> None:
    assert "1 to 90" in words(bot.command("ana", "/diagnose", f"{SOLD_OUT} 500"))


def test_an_error_reaches_the_asker_as_one_sentence_with_a_reference(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("handlers.commands.diagnose.diagnose_asin", broken)
    answer = words(bot.command("ana", "/diagnose", SOLD_OUT))
    assert "reference" in answer
    assert "secret detail" not in answer
    assert "secret detail" in caplog.text


def test_a_known_error_says_itself(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object, **_named: object) -> None:
        raise AsinwatchError("the disk is full")

    monkeypatch.setattr("handlers.commands.diagnose.diagnose_asin", refused)
    assert "the disk is full" in words(bot.command("ana", "/diagnose", SOLD_OUT))


def test_a_slow_answer_says_working_at_once_and_is_replaced(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.replies.PATIENCE_SECONDS", 0.0)
    before = len(bot.whispers("ana"))
    answer = bot.command("ana", "/diagnose", SOLD_OUT)
    assert "Out of stock" in words(answer)
    assert len(bot.whispers("ana")) - before <= 2


def test_home_shows_the_day_the_alerts_and_the_data(bot: Bot) -> None:
    bot.slack.open_home("wangmin")
    home = words(bot.wait(lambda: bot.slack.home("wangmin")))
    assert "今日概览 · 2026-03-19" in home
    assert "关注列表" in home


def test_home_draws_sales_by_marketplace_and_a_slack_without_charts_gets_rows_of_bars(bot: Bot) -> None:
    bot.slack.open_home("ana")
    home = bot.wait(lambda: bot.slack.home("ana"))
    (plot,) = [block["chart"] for block in home["blocks"] if block["type"] == "data_visualization"]
    assert [one["name"] for one in plot["series"]] == ["US"]  # no rate is stored for the euro
    assert [point["value"] for point in plot["series"][0]["data"]] == [600.0] * 10 + [400.0] * 4
    bot.slack.faults.add("views.publish", "error", code="invalid_arguments")
    bot.slack.open_home("tom")
    home = bot.wait(lambda: bot.slack.home("tom"))
    assert not [block for block in home["blocks"] if block["type"] == "data_visualization"]
    assert "Sales a day (USD) · 2026-03-06 to 2026-03-19" in words(home)


def test_the_key_figures_of_a_product_are_drawn_beside_the_window_before(bot: Bot) -> None:
    answer = bot.command("ana", "/kpi", f"{SOLD_OUT} us 7d")
    (block,) = [block for block in answer["blocks"] if block["type"] == "data_visualization"]
    now, before = block["chart"]["series"]
    assert (now["name"], before["name"]) == ("03-13 – 03-19", "03-06 – 03-12")
    assert [point["value"] for point in now["data"]] == [200.0] * 3 + [0.0] * 4
    assert [point["value"] for point in before["data"]] == [200.0] * 7


def test_the_digest_of_several_marketplaces_has_a_table(bot: Bot) -> None:
    answer = bot.command("ana", "/asinwatch", "digest")
    (block,) = [block for block in answer["blocks"] if block["type"] == "table"]
    rows = [[cell["text"] for cell in row] for row in block["rows"]]
    assert rows[0][:2] == ["Market", "Sales"]
    assert [row[:2] for row in rows[1:]] == [["DE", "€200.00 (0.0%)"], ["US", "$400.00 (-33.3%)"]]


def test_a_shared_answer_reaches_a_slack_that_takes_no_chart(bot: Bot) -> None:
    answer = bot.command("ana", "/kpi", f"{STEADY} us 7d")
    bot.slack.faults.add("chat.postMessage", "error", code="invalid_blocks")
    bot.click("ana", answer, "answer.share")
    posted = bot.posted("amazon-alerts")[-1]
    assert "data_visualization" not in {block["type"] for block in posted["blocks"]}
    assert "03-13 – 03-19 ███████" in words(posted)


def test_a_backtest_is_a_table_of_rules_by_sensitivity(bot: Bot) -> None:
    answer = bot.command("ana", "/asinwatch", "backtest low stock 30d")
    (block,) = [block for block in answer["blocks"] if block["type"] == "table"]
    head, row = [[cell["text"] for cell in cells] for cells in block["rows"]]
    assert head == ["Rule", "low", "normal", "high", "Loss followed", "At stake"]
    assert row[:4] == ["Low stock", "1", "1", "1"]
    assert "2026-03-16 to now" in words(answer)


def test_a_shared_diagnosis_carries_its_chart_in_the_thread(bot: Bot) -> None:
    answer = bot.command("wangmin", "/diagnose", f"{SOLD_OUT} us")
    bot.click("wangmin", answer, "answer.share")
    posted = bot.posted("amazon-alerts")[-1]
    bot.wait(lambda: any(m.get("files") for m in bot.slack.messages("amazon-alerts", thread_ts=posted["ts"])))
    file = next(iter(bot.slack.workspace.files.values()))
    assert file.content.startswith(b"\x89PNG")
    assert len(file.content) > 10_000


def test_the_chart_of_a_private_answer_comes_as_a_direct_message(bot: Bot) -> None:
    answer = bot.command("ana", "/diagnose", f"{SOLD_OUT} us")
    bot.click("ana", answer, "answer.picture")
    bot.wait(lambda: any(m.get("files") for m in bot.slack.messages("U0ANA00001")))


def test_a_procedure_without_a_cause_asks_which_and_lists_them(bot: Bot) -> None:
    answer = words(bot.command("ana", "/asinwatch", "sop"))
    assert "For which cause?" in answer
    assert "sop buy_box_lost" in answer
    assert "“”" not in answer


def test_the_workbook_comes_as_a_direct_message(bot: Bot) -> None:
    assert "direct messages" in words(bot.command("ana", "/asinwatch", "export 14d us"))
    file = next(iter(bot.slack.workspace.files.values()))
    book = load_workbook(BytesIO(file.content))
    assert book.sheetnames == ["metrics", "alerts", "diagnoses"]
    assert book["metrics"].max_row == 1 + 3 * 14


def test_a_dozen_slow_questions_at_once_are_all_acknowledged_in_time(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()

    def slow(*_args: object, **_named: object) -> list[object]:
        go.wait(20)
        return []

    monkeypatch.setattr("handlers.commands.diagnose.diagnose_asin", slow)
    deliveries = [bot.slack.command("ana", "amazon-alerts", "/diagnose", SOLD_OUT) for _ in range(12)]
    bot.wait(lambda: all(delivery.outcome != "waiting" for delivery in deliveries))
    go.set()
    assert {delivery.outcome for delivery in deliveries} == {"acked"}
    bot.wait(lambda: sum("No figures are stored" in words(message) for message in bot.whispers("ana")) == 12)


@pytest.mark.parametrize(("user", "typed"), [("ana", "sop out of stock"), ("wangmin", "流程 断货")])
def test_the_procedure_of_a_cause_is_found_by_its_name_in_both_languages(bot: Bot, user: str, typed: str) -> None:
    answer = words(bot.command(user, "/asinwatch", typed))
    assert ("断货" if user == "wangmin" else "Out of stock") in answer
    assert len(answer) > 200
