"""How answers are read: histories, offers, states, weeks, senders, notices."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import AccountSettings
from bot.sources.ads_campaigns import campaign_of
from bot.sources.ads_rows import performance, search_terms, shares
from bot.sources.failures import WrongAnswer
from bot.sources.http import unpack
from bot.sources.keepa_rows import FEATURED, RANK, instant, value_at
from bot.sources.mail import marketplace_of
from bot.sources.mail_html import words_of
from bot.sources.mail_proof import Proof, proof_of
from bot.sources.notices import read_notice
from bot.sources.sp_inventory import inventory_rows
from bot.sources.sp_listings import enforced, status_of
from bot.sources.sp_orders import interval
from bot.sources.sp_pricing import offer_of
from bot.sources.sp_search import asin_lists, last_weeks
from bot.sources.sync import report_days


def test_a_keepa_time_is_minutes_since_2011() -> None:
    assert instant(0) == datetime(2011, 1, 1, tzinfo=UTC)


def test_a_history_holds_its_value_until_the_next_change_and_minus_one_is_none() -> None:
    history: list[list[int] | None] = [None] * 19
    history[RANK] = [100, 5, 200, -1, 300, 7]
    history[FEATURED] = [100, 1999, 300, 200, 1500, -1]
    at = {minute: instant(minute) for minute in (50, 101, 200, 201, 301)}
    assert [value_at(history, RANK, at[m]) for m in (50, 101, 200, 201, 301)] == [None, 5, 5, None, 7]
    assert [value_at(history, FEATURED, at[m]) for m in (101, 201)] == [2299, 1500]
    assert value_at(history, 40, at[101]) is None


@given(st.lists(st.text("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", min_size=10, max_size=10), max_size=120))
def test_lists_of_asins_lose_none_and_stay_within_200_characters(asins: list[str]) -> None:
    lists = asin_lists(asins)
    assert [asin for part in lists for asin in part.split(" ")] == asins
    assert all(len(part) <= 200 for part in lists)


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_weeks_end_on_saturdays_that_are_over(day: date) -> None:
    weeks = last_weeks(day, 3)
    assert all(week.weekday() == 5 and week <= day for week in weeks)
    assert day - weeks[0] < timedelta(days=7)


def test_stock_with_an_unknown_part_is_unknown_not_less() -> None:
    part = {"fulfillableQuantity": 3, "inboundShippedQuantity": 1}
    assert inventory_rows([{"asin": "A", "inventoryDetails": part}]) == {"A": [3, None, None, None, None, None]}
    assert inventory_rows([{"asin": "A"}]) == {}


def test_a_listing_is_suppressed_only_by_an_enforcement_in_force() -> None:
    exempt = {"enforcements": {"actions": [{"action": "SEARCH_SUPPRESSED"}], "exemption": {"status": "EXEMPT"}}}
    assert enforced(exempt) == []
    assert status_of([], ["LISTING_SUPPRESSED"]) == "SUPPRESSED"
    assert status_of(["BUYABLE"], ["SEARCH_SUPPRESSED"]) == "BUYABLE"
    assert status_of([], []) == "INACTIVE"
    assert status_of(["DISCOVERABLE"], []) == "DISCOVERABLE"


def test_without_our_seller_id_nobody_can_say_whose_the_featured_offer_is() -> None:
    price = {"amount": 10.0, "currencyCode": "USD"}
    offer = {"sellerId": "X", "listingPrice": price, "featuredOfferSegments": []}
    body = {"featuredBuyingOptions": [{"segmentedFeaturedOffers": [offer]}]}
    assert offer_of(body, "")[:4] == (None, 10.0, None, "UNKNOWN")
    assert offer_of({"featuredBuyingOptions": []}, "ME")[1:4] == (None, 0, "NONE")
    assert offer_of({}, "ME")[1:4] == (None, None, "UNKNOWN")


def test_the_featured_offer_that_most_page_views_see_counts() -> None:
    def offer(seller: str, views: int) -> dict[str, object]:
        segments = [{"segmentDetails": {"glanceViewWeightPercentage": views}}]
        price = {"amount": 10.0, "currencyCode": "USD"}
        return {"sellerId": seller, "listingPrice": price, "featuredOfferSegments": segments}

    body = {"featuredBuyingOptions": [{"segmentedFeaturedOffers": [offer("ME", 30), offer("X", 70)]}]}
    assert offer_of(body, "ME")[2:4] == (0, "OTHER")


def test_ads_of_a_campaign_are_added_up_and_an_unknown_part_makes_the_sum_unknown() -> None:
    row = {"date": "2026-11-19", "campaignId": 7, "adGroupId": 1, "advertisedAsin": "A", "impressions": 10, "clicks": 2,
           "cost": 0.5, "purchases7d": 1, "unitsSoldClicks7d": 1, "sales7d": 20.0,
           "attributedSalesSameSku7d": None}  # fmt: skip
    found = performance("main", "US", [row, {**row, "adGroupId": 2}], "SP").rows
    assert found == [("main", "US", "A", date(2026, 11, 19), "7", None, "SP", 20, 4, 1.0, 2, 2, 40.0, None, 7)]


def test_brand_ads_are_of_no_single_product() -> None:
    row = {"date": "2026-11-19", "campaignId": 7, "impressions": 10, "clicks": 2, "cost": 0.5, "purchases": 1,
           "unitsSold": 1, "sales": 20.0, "salesPromoted": 10.0}  # fmt: skip
    assert [r[2] for r in performance("main", "US", [row], "SB").rows] == [""]


@pytest.mark.parametrize(("given", "percent"), [([0.25, 0.5], [25.0, 50.0]), ([25.0, 0.5], [25.0, 0.5])])
def test_shares_of_top_of_search_are_in_percent(given: list[float], percent: list[float]) -> None:
    rows = [
        {"date": "2026-11-19", "campaignId": n, "topOfSearchImpressionShare": share} for n, share in enumerate(given)
    ]
    assert [row[-1] for row in shares("main", "US", rows).rows] == percent


def test_search_terms_of_an_ad_group_with_several_products_belong_to_none() -> None:
    row = {"date": "2026-11-19", "campaignId": 7, "adGroupId": 1, "searchTerm": "bag", "matchType": "BROAD"}
    assert search_terms("main", "US", [row], {"1": ["A", "B"]}).rows == []
    assert len(search_terms("main", "US", [row], {"1": ["A"]}).rows) == 1


@pytest.mark.parametrize(
    ("told", "stored"),
    [("EXACT", "EXACT"), ("TARGETING_EXPRESSION_PREDEFINED", ""), ("TARGETING_EXPRESSION", ""), (None, "")],
)
def test_a_kind_of_targeting_is_no_match_type_as_in_downloads(told: str | None, stored: str) -> None:
    row = {"date": "2026-11-19", "campaignId": 7, "adGroupId": 1, "searchTerm": "bag", "matchType": told}
    assert [found[6] for found in search_terms("main", "US", [row], {"1": ["A"]}).rows] == [stored]


def test_a_budget_over_a_lifetime_is_no_daily_budget() -> None:
    campaign = {"campaignId": "1", "state": "ENABLED", "budget": 500.0, "budgetType": "LIFETIME"}
    assert campaign_of("SB", campaign)["budget"] is None


def test_an_interval_has_the_offsets_of_its_own_days() -> None:
    assert interval(date(2026, 10, 31), date(2026, 11, 1), "America/Los_Angeles") == (
        "2026-10-31T00:00-07:00--2026-11-02T00:00-08:00"
    )


def test_the_daily_reports_of_an_app_are_shared_among_its_accounts() -> None:
    keys = {"client_id_env": "APP", "client_secret_env": "S", "refresh_token_env": "R"}
    many = [
        AccountSettings(name=f"a{n}", marketplaces=("US", "CA", "MX"), selling_partner=keys)  # type: ignore[arg-type]
        for n in range(20)
    ]
    assert report_days(many[:2])["a0"] == 3
    assert report_days(many)["a0"] == 1


def test_a_document_that_is_cut_off_is_refused() -> None:
    import gzip

    packed = gzip.compress(b"[1, 2, 3]" * 100)
    assert unpack(packed) == b"[1, 2, 3]" * 100
    assert unpack(b"[]") == b"[]"
    assert unpack(packed + packed) == b"[1, 2, 3]" * 200
    with pytest.raises(WrongAnswer):
        unpack(packed[:-12])


NOTICES = [
    ("Your Amazon seller account is at risk of deactivation", "account_at_risk"),
    ("Ihr Verkäuferkonto wurde deaktiviert", "account_at_risk"),
    ("お客様のアカウントは一時停止されました", "account_at_risk"),
    ("您的销售账户已被停用", "account_at_risk"),
    ("Product safety: action required", "safety"),
    ("Wichtige Information zur Produktsicherheit", "safety"),
    ("商品の安全性に関する重要なお知らせ", "safety"),
    ("产品安全：需要您采取措施", "safety"),
    ("Action required: compliance documents requested for your product", "compliance_documents"),
    ("Konformitätsdokumente erforderlich", "compliance_documents"),
    ("証明書の提出をお願いします", "compliance_documents"),
    ("请提交合规文件", "compliance_documents"),
    ("We removed your listing", "listing_removed"),
    ("Your listings were suppressed", "listing_removed"),
    ("Ihr Angebot wurde entfernt", "listing_removed"),
    ("出品を停止しました", "listing_removed"),
    ("您的商品已被下架", "listing_removed"),
    ("Policy Warning: intellectual property complaint", "policy_warning"),
    ("Verstoß gegen unsere Richtlinien", "policy_warning"),
    ("ポリシー違反の警告", "policy_warning"),
    ("您的商品涉嫌侵权", "policy_warning"),
    ("You have stranded inventory", "stranded_inventory"),
    ("您有无在售信息的亚马逊库存", "stranded_inventory"),
    ("Your storage limit has changed", "storage_limit"),
    ("Lagerbestandslimit überschritten", "storage_limit"),
    ("FBA在庫の保管制限について", "storage_limit"),
    ("仓储限制更新通知", "storage_limit"),
    ("Potential pricing error on your listing", "price_error"),
    ("Möglicher Preisfehler", "price_error"),
    ("価格の警告", "price_error"),
    ("您的商品存在定价错误", "price_error"),
]


@pytest.mark.parametrize(("subject", "kind"), NOTICES)
def test_a_subject_tells_what_a_notice_is_about(subject: str, kind: str) -> None:
    notice = read_notice(subject, "Dear seller, …")
    assert notice is not None
    assert notice.kind == kind


@pytest.mark.parametrize(
    "subject",
    [
        "Sold, ship now: Thing",
        "Your disbursement is on the way",
        "Neue Bestellung",
        "您有新订单",
        "Buyer message",
        "注文確定",
    ],
)
def test_other_mail_is_no_notice(subject: str) -> None:
    assert read_notice(subject, "Order 113-1234567-1234567. Thank you for selling on Amazon.") is None


AMAZON = "Amazon <x@sellercentral.amazon.de>"


@pytest.mark.parametrize(
    ("sender", "results", "server", "proof"),
    [
        (AMAZON, ["mx; dkim=pass (2048 bit) header.d=amazon.de; spf=pass"], None, Proof.PROVEN),
        (AMAZON, ["mx; spf=pass; dkim=pass header.i=@mail.amazon.de header.b=x"], None, Proof.PROVEN),
        (AMAZON, ["mx; dkim=fail header.d=amazon.de; dkim=pass header.d=amazon.de"], None, Proof.PROVEN),
        (AMAZON, ["mx; dkim=pass header.d=notamazon.de"], None, Proof.FAILED),
        (AMAZON, ["mx; dkim=none"], None, Proof.MISSING),
        (AMAZON, [], None, Proof.MISSING),
        (AMAZON, ["mx; dkim=fail header.d=amazon.de", "forged; dkim=pass header.d=amazon.de"], None, Proof.FAILED),
        (AMAZON, ["forged; dkim=pass header.d=amazon.de"], "mx.example.net", Proof.MISSING),
        (AMAZON, ["x; dkim=fail", "mx.example.net 1; dkim=pass header.d=amazon.de"], "mx.example.net", Proof.PROVEN),
        (AMAZON, ["mx; dkim=fail (dkim=pass header.d=amazon.de) header.d=amazon.de"], None, Proof.FAILED),
        ('"x@amazon.de" <x@evil.example>', ["mx; dkim=pass header.d=evil.example"], None, Proof.STRANGE),
        ("x@partner.example", ["mx; dkim=pass header.d=partner.example"], None, Proof.PROVEN),
    ],
)  # fmt: skip
def test_a_sender_counts_only_with_the_receiving_servers_proof(
    sender: str, results: list[str], server: str | None, proof: Proof
) -> None:
    assert proof_of(sender, results, ["partner.example"], server) is proof


@pytest.mark.timeout(20)
@pytest.mark.parametrize("filler", ["a", " ", "(", "<p>", "@a.", "1"])
def test_a_huge_hostile_mail_is_read_at_once(filler: str) -> None:
    huge = filler * 1_000_000
    notice = read_notice(f"Policy warning {huge}", words_of(huge))
    assert notice is not None
    assert len(notice.subject) <= 300
    assert len(notice.body) <= 2000
    assert proof_of(AMAZON, [f"mx; dkim={huge}"], [], None) is not Proof.PROVEN


def test_a_mail_belongs_to_the_marketplace_that_it_names() -> None:
    places = ("US", "DE")
    assert marketplace_of("x@amazon.com", "Ihr Angebot auf Amazon.de", places) == "DE"
    assert marketplace_of("x@sellercentral.amazon.de", "Hallo", places) == "DE"
    assert marketplace_of("x@amazon.com", "Hello", places) == "US"
    assert marketplace_of("x@amazon.co.jp", "Hello", ("DE",)) == "DE"


def test_html_is_read_without_its_styles_and_scripts() -> None:
    html = "<head><title>t</title></head><style>p{}</style><p>One &amp; two</p><script>x()</script>three"
    assert words_of(html).split() == ["One", "&", "two", "three"]
