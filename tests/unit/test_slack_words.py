"""What people type: products, marketplaces, days, the words of a thread, questions in sentences."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records.alerts import ActionKind
from bot.records.dataset import MARKETPLACES
from handlers.answers import Request
from handlers.commands.subcommands import SUBCOMMANDS, find, nearest, read_subcommand
from handlers.intents import read_intent
from handlers.parsing import Asked, read_asked, read_days, read_marketplace
from handlers.thread_words import LONGEST_SNOOZE, ThreadWord, read_length, read_thread_word

ASIN = "B0ABCD1234"
ASINS = st.from_regex(r"\AB0[0-9A-Z]{8}\Z")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("b0abcd1234 us 14", Asked((ASIN,), "US", 14)),
        ("B0ABCD1234", Asked((ASIN,))),
        ("14d B0ABCD1234 美国", Asked((ASIN,), "US", 14)),
        ("https://www.amazon.de/Foo-Bar/dp/B0ABCD1234/ref=x 14天", Asked((ASIN,), "DE", 14)),
        ("<https://www.amazon.co.jp/gp/product/B0ABCD1234|link> 2w", Asked((ASIN,), "JP", 14)),
        ("https://www.amazon.com/dp/B0ABCD1234 de", Asked((ASIN,), "US", query="de")),
        ("B0ABCD1234 2026-03-01 gb", Asked((ASIN,), "UK", None, date(2026, 3, 1))),
        ("lamp in black us 14 days", Asked((), "US", 14, query="lamp in black")),
        ("12345", Asked(query="12345")),
        ("us", Asked(query="us")),
        ("", Asked()),
        ("B0ABCD1234 500", Asked((ASIN,), too_long=500)),
        ("B0ABCD1234 2026-02-30", Asked((ASIN,), query="2026-02-30")),
        ("ＦＨ－１２３ .co.uk", Asked((), "UK", query="FH-123")),
    ],
)
def test_input_is_read_forgivingly(text: str, asked: Asked) -> None:
    assert read_asked(text) == asked


@pytest.mark.parametrize("name", ["kpi", "stock", "ads", "profit"])
def test_where_no_product_is_needed_a_marketplace_and_days_alone_limit_the_answer(name: str) -> None:
    asked = read_subcommand(f"{name} us")
    assert isinstance(asked, Request)
    assert (asked.text("query"), asked.text("marketplace")) == (None, "US")
    asked = read_subcommand(f"{name} 14天 美国")
    assert isinstance(asked, Request)
    assert (asked.text("query"), asked.text("marketplace"), asked.number("days")) == (None, "US", 14)
    asked = read_subcommand(f"{name} lamp us")
    assert isinstance(asked, Request)
    assert (asked.text("query"), asked.text("marketplace")) == ("lamp", "US")


@given(
    ASINS,
    st.sampled_from(sorted(MARKETPLACES)),
    st.integers(1, 90),
    st.permutations(["asin", "market", "days"]),
    st.sampled_from(["{}", "{}d", "{}天", "{} days", " {} "]),
    st.booleans(),
)
def test_asin_marketplace_and_days_are_read_in_any_order_and_case(
    asin: str, market: str, days: int, order: list[str], form: str, lower: bool
) -> None:
    parts = {"asin": asin, "market": market, "days": form.format(days)}
    typed = " ".join(parts[name] for name in order)
    assert read_asked(typed.lower() if lower else typed) == Asked((asin,), market, days)


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read_asked(text)
    read_marketplace(text)
    read_days(text)
    read_thread_word(text, "U1")
    assert isinstance(read_intent(text), Request)
    read_subcommand(text)


@given(st.text(max_size=200))
def test_every_request_fits_into_a_button_and_comes_back(text: str) -> None:
    request = read_intent(text)
    assert len(request.value()) <= 2000
    assert Request.read(request.value()).kind == request.kind


@pytest.mark.parametrize(
    ("word", "code"),
    [("US", "US"), ("us", "US"), (".com", "US"), ("美国", "US"), ("amazon.co.uk", "UK"), ("co.jp", "JP"), ("xx", None)],
)
def test_marketplaces_have_many_names(word: str, code: str | None) -> None:
    assert read_marketplace(word) == code


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ack", ThreadWord(ActionKind.ACK)),
        ("Ack!", ThreadWord(ActionKind.ACK)),
        ("收到。", ThreadWord(ActionKind.ACK)),
        ("收到，马上看", ThreadWord(ActionKind.ACK, text="马上看")),
        ("unack", ThreadWord(ActionKind.UNACK)),
        ("取消确认", ThreadWord(ActionKind.UNACK)),
        ("resolve", ThreadWord(ActionKind.RESOLVE)),
        ("解决", ThreadWord(ActionKind.RESOLVE)),
        ("resolve: restocked", ThreadWord(ActionKind.RESOLVE, text="restocked")),
        ("snooze", ThreadWord(ActionKind.SNOOZE, lasts=timedelta(days=1))),
        ("snooze 3d", ThreadWord(ActionKind.SNOOZE, lasts=timedelta(days=3))),
        ("静音 3天", ThreadWord(ActionKind.SNOOZE, lasts=timedelta(days=3))),
        ("静音3天", ThreadWord(ActionKind.SNOOZE, lasts=timedelta(days=3))),
        ("snooze for 2 weeks", ThreadWord(ActionKind.SNOOZE, lasts=timedelta(weeks=2))),
        ("snooze 4h", ThreadWord(ActionKind.SNOOZE, lasts=timedelta(hours=4))),
        ("snooze until 2026-12-01", ThreadWord(ActionKind.SNOOZE, until_day=date(2026, 12, 1))),
        ("assign <@U123ABC>", ThreadWord(ActionKind.ASSIGN, person="U123ABC")),
        ("分配给 <@U123ABC|min>", ThreadWord(ActionKind.ASSIGN, person="U123ABC")),
        ("assign me", ThreadWord(ActionKind.ASSIGN, person="U1")),
        ("note: called the forwarder", ThreadWord(ActionKind.NOTE, text="called the forwarder")),
        ("备注 已联系货代", ThreadWord(ActionKind.NOTE, text="已联系货代")),
        ("误报", ThreadWord(ActionKind.NOT_USEFUL)),
        ("acknowledging this was hard", None),
        ("resolved that with them yesterday?", None),
        ("resolve, or not?", None),
        ("收到了吗", None),
        ("snooze the alarm", None),
        ("snooze 0d", ThreadWord(ActionKind.SNOOZE, lasts=timedelta(0))),
        ("snooze -1d", ThreadWord(ActionKind.SNOOZE, lasts=timedelta(days=-1))),
        ("snooze 99999 weeks", ThreadWord(ActionKind.SNOOZE, lasts=2 * LONGEST_SNOOZE)),
        ("snooze -999999", ThreadWord(ActionKind.SNOOZE, lasts=-2 * LONGEST_SNOOZE)),
        ("assign someone", None),
        ("", None),
    ],
)
def test_thread_words_are_requests_and_talk_is_not(text: str, word: ThreadWord | None) -> None:
    assert read_thread_word(text, "U1") == word


@given(st.integers(1, 90), st.sampled_from(["d", " d", " days", "天", " 天", "日"]))
def test_a_length_in_days_is_read_in_both_languages(days: int, unit: str) -> None:
    assert read_length(f"{days}{unit}") == timedelta(days=days)


@given(st.integers(-999_999, 999_999), st.sampled_from(["h", "d", "w", "m", "小时", "天", "周", "分钟"]))
def test_a_length_of_any_number_is_read_and_cut_beyond_what_a_snooze_may_last(number: int, unit: str) -> None:
    read = read_length(f"{number}{unit}")
    assert read is not None
    assert abs(read) <= 2 * LONGEST_SNOOZE
    assert (read > timedelta(0)) == (number > 0)


@pytest.mark.parametrize(
    ("text", "kind", "args"),
    [
        (f"why did {ASIN} drop?", "diagnose", {"asin": ASIN}),
        (f"why {ASIN}", "diagnose", {"asin": ASIN}),
        (f"{ASIN} 为什么下滑", "diagnose", {"asin": ASIN}),
        (f"怎么{ASIN}销量掉了这么多", "diagnose", {"asin": ASIN}),
        (f"diagnose {ASIN} us 14d", "diagnose", {"asin": ASIN, "marketplace": "US", "days": 14}),
        (f"库存还能卖几天 {ASIN}", "stock", {"asin": ASIN}),
        (f"will {ASIN} run out in germany?", "stock", {"asin": ASIN, "marketplace": "DE"}),
        (f"how are the ads of {ASIN}?", "ads", {"asin": ASIN}),
        (f"{ASIN} 最近差评多吗", "reviews", {"asin": ASIN}),
        (f"sales of {ASIN} in the last 14 days in DE", "kpi", {"asin": ASIN, "marketplace": "DE", "days": 14}),
        ("what is open in DE?", "alerts", {"marketplace": "DE"}),
        ("德国有什么问题", "alerts", {"marketplace": "DE"}),
        ("昨天的简报", "digest", {}),
        ("is the data fresh?", "status", {}),
        ("help", "help", {}),
        (ASIN, "diagnose", {"asin": ASIN}),
        ("why did sales drop?", "diagnose", {}),
        ("为什么销量下滑", "diagnose", {}),
        ("colourless green ideas", "nearest", {}),
    ],
)
def test_a_sentence_becomes_a_request(text: str, kind: str, args: dict[str, object]) -> None:
    request = read_intent(text)
    assert request.kind == kind
    known = {name: value for name, value in request.args.items() if value is not None and name != "word"}
    assert known == args


def test_every_name_of_a_subcommand_is_unique_and_found_in_any_case() -> None:
    names = [name for subcommand in SUBCOMMANDS for name in subcommand.names]
    assert len(names) == len(set(names))
    assert find("ALERTS") is find("预警")


def test_an_unknown_word_has_three_near_commands() -> None:
    assert nearest("dgest")[0].name == "digest"
    assert len(nearest("zzzz")) == 3
