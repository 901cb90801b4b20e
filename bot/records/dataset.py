"""The dataset folder of the contract, written down once: files, columns, types and keys.

Import parses by it, the store makes its tables from it, the docs are checked against it. A column's `kind` says how
a cell is read and how it is stored; unknown (an empty cell) is `None` except in a key, where an empty part is "".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a cell is read. Numbers are plain (`1234.5`), dates ISO, percentages 0-100, yes/no `1`/`0`."""

    TEXT = "text"
    DATE = "date"
    COUNT = "count"  # a whole number, never negative
    NUMBER = "number"  # any finite number; may be negative
    SIZE = "size"  # a finite number, never negative (rates, days, ranks)
    MONEY = "money"  # may be negative: corrections
    PERCENT = "percent"  # 0 to 100; a rate above 100 is possible where `open_ended`
    YES_NO = "yes_no"
    ENUM = "enum"
    MARKETPLACE = "marketplace"
    ASIN = "asin"


@dataclass(frozen=True)
class Column:
    """One column. `choices` are the legal values of an ENUM; `open_ended` lets a percentage pass 100; `stars` is a
    customer's rating, 1 to 5."""

    name: str
    kind: Kind
    required: bool = False
    choices: tuple[str, ...] = ()
    open_ended: bool = False
    stars: bool = False


@dataclass(frozen=True)
class Table:
    """One file of the dataset folder and the table of the same name.

    `key` names the columns that identify a row, always with `account`; an empty key means that the rows of a day are
    replaced as a multiset (`returns`, `charges`). `may_be_empty` are required columns whose cell may be empty.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    may_be_empty: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns if c.required)

    @property
    def multiset(self) -> bool:
        return not self.key

    def column(self, name: str) -> Column:
        return self._by_name()[name]

    def _by_name(self) -> dict[str, Column]:
        return {c.name: c for c in self.columns}


ACCOUNT = Column("account", Kind.TEXT)
_KINDS = {
    "d": Kind.DATE, "t": Kind.TEXT, "c": Kind.COUNT, "n": Kind.NUMBER, "s": Kind.SIZE, "m": Kind.MONEY,
    "r": Kind.SIZE, "p": Kind.PERCENT, "o": Kind.PERCENT, "y": Kind.YES_NO, "M": Kind.MARKETPLACE, "A": Kind.ASIN,
}  # fmt: skip


def _table(
    name: str,
    spec: str,
    key: str | None = None,
    choices: dict[str, tuple[str, ...]] | None = None,
    may_be_empty: tuple[str, ...] = (),
) -> Table:
    """Reads `*date:d title:t …`; `*` marks a required column, which is also the key unless `key` says otherwise."""
    columns = [ACCOUNT]
    for word in spec.split():
        required, (column, letter) = word.startswith("*"), word.lstrip("*").split(":")
        if letter == "e":
            columns.append(Column(column, Kind.ENUM, required, (choices or {})[column]))
        else:
            columns.append(Column(column, _KINDS[letter], required, open_ended=letter == "o", stars=letter == "r"))
    bold = [c.name for c in columns if c.required] if key is None else key.split()
    return Table(name, tuple(columns), ("account", *bold) if bold else (), may_be_empty)


AD_TYPES = ("SP", "SB", "SD")
CAMPAIGN_STATES = ("ENABLED", "PAUSED", "ARCHIVED")
TARGETING = ("AUTO", "MANUAL")
OFFER_STATUSES = ("OURS", "OTHER", "NONE", "UNKNOWN")
LISTING_STATUSES = ("BUYABLE", "DISCOVERABLE", "SUPPRESSED", "INACTIVE")
PROMOTION_KINDS = ("coupon", "deal", "prime_exclusive", "sale_price")
NOTICE_SEVERITIES = ("low", "medium", "high")

TABLES: tuple[Table, ...] = (
    _table(
        "products",
        "*marketplace:M *asin:A parent_asin:A sku:t title:t brand:t category:t price:m currency:t unit_cost:m "
        "cost_currency:t inbound_cost:m vat_pct:p referral_fee_pct:p fba_fee:m lead_time_days:s lead_time_sd_days:s "
        "target_acos:o cvr_benchmark:p launched_on:d owner:t",
    ),
    _table(
        "traffic_daily",
        "*date:d *marketplace:M *asin:A sessions:c page_views:c buy_box_pct:p orders:c units:c sales:m",
    ),
    _table(
        "ads_daily",
        "*date:d *marketplace:M *asin:A *campaign_id:t campaign_name:t ad_type:e impressions:c clicks:c spend:m "
        "orders:c units:c sales:m sales_same_sku:m attribution_days:c",
        choices={"ad_type": AD_TYPES},
    ),
    _table(
        "campaigns",
        "*date:d *marketplace:M *campaign_id:t campaign_name:t state:e targeting:e daily_budget:m out_of_budget_pct:p "
        "bid:m bidding_strategy:t top_of_search_pct:p",
        choices={"state": CAMPAIGN_STATES, "targeting": TARGETING},
    ),
    _table(
        "search_terms",
        "*date:d *marketplace:M *asin:A *campaign_id:t *search_term:t match_type:t impressions:c clicks:c spend:m "
        "orders:c sales:m",
        key="date marketplace asin campaign_id search_term match_type",
    ),
    _table(
        "search_performance",
        "*date:d *marketplace:M *asin:A *query:t volume:c impressions:c clicks:c cart_adds:c purchases:c",
    ),
    _table("keyword_ranks", "*date:d *marketplace:M *asin:A *keyword:t organic_rank:s sponsored_rank:s"),
    _table(
        "inventory_daily",
        "*date:d *marketplace:M *asin:A available:c reserved:c fc_transfer:c inbound:c inbound_working:c "
        "unfulfillable:c",
    ),
    _table(
        "inventory_age",
        "*date:d *marketplace:M *asin:A age_0_90:c age_91_180:c age_181_270:c age_271_365:c age_366_plus:c "
        "storage_cost:m",
    ),
    _table("shipments", "*marketplace:M *asin:A *shipment_id:t units:c shipped_on:d eta:d received_on:d status:t"),
    _table("ranks", "*date:d *marketplace:M *asin:A category:t rank:s", key="date marketplace asin category"),
    _table(
        "offers",
        "*date:d *marketplace:M *asin:A our_price:m buy_box_price:m buy_box_is_ours:y featured_offer_status:e "
        "lowest_other_price:m other_offers:c other_sellers:t competitive_price_threshold:m delivery_days:s",
        choices={"featured_offer_status": OFFER_STATUSES},
    ),
    _table(
        "competitors",
        "*date:d *marketplace:M *asin:A *competitor_asin:A price:m coupon_pct:p rating:s rating_count:c rank:s",
    ),
    _table(
        "listings",
        "*date:d *marketplace:M *asin:A status:e enforcement:t issue:t title:t category:t browse_node:t parent_asin:A "
        "variation_theme:t bullets:t images:c main_image_hash:t video:t a_plus:t size_tier:t badges:t",
        choices={"status": LISTING_STATUSES},
    ),
    _table(
        "promotions",
        "*marketplace:M *asin:A *promotion_id:t kind:e starts_on:d ends_on:d discount_pct:p budget:m spent:m state:t",
        choices={"kind": PROMOTION_KINDS},
    ),
    _table(
        "reviews",
        "*review_id:t *date:d *marketplace:M *asin:A *rating:r title:t body:t verified:y",
        key="marketplace review_id",
    ),
    _table("ratings_daily", "*date:d *marketplace:M *asin:A rating:s rating_count:c"),
    _table("returns", "*date:d *marketplace:M *asin:A order_id:t quantity:c reason:t comment:t", key=""),
    _table(
        "notices",
        "*date:d *marketplace:M *kind:t asin:A severity:e subject:t body:t",
        key="date marketplace asin kind subject",
        choices={"severity": NOTICE_SEVERITIES},
    ),
    _table("charges", "*date:d *marketplace:M *kind:t *amount:m asin:A", key=""),
    _table(
        "account_health",
        "*date:d *marketplace:M ipi:s storage_limit:s storage_used:s storage_type:t order_defect_rate:p "
        "late_shipment_rate:p status:t",
        key="date marketplace storage_type",
    ),
    _table(
        "documents",
        "*marketplace:M *asin:A *kind:t number:t issued_on:d expires_on:d",
        key="marketplace asin kind number",
    ),
    _table(
        "events",
        "*date:d *marketplace:M *asin:A *kind:t note:t",
        key="date marketplace asin kind note",
        may_be_empty=("asin",),  # an event of the whole account
    ),
    _table("fx_rates", "*date:d *currency:t *rate:s", key="date currency"),
)

BY_NAME: dict[str, Table] = {t.name: t for t in TABLES}

# Amazon's country codes and the currency that a marketplace sells in.
MARKETPLACES: dict[str, str] = {
    "US": "USD", "CA": "CAD", "MX": "MXN", "BR": "BRL", "UK": "GBP", "DE": "EUR", "FR": "EUR", "IT": "EUR",
    "ES": "EUR", "NL": "EUR", "BE": "EUR", "IE": "EUR", "SE": "SEK", "PL": "PLN", "TR": "TRY", "AE": "AED",
    "SA": "SAR", "EG": "EGP", "ZA": "ZAR", "IN": "INR", "JP": "JPY", "AU": "AUD", "SG": "SGD",
}  # fmt: skip

# The zone whose calendar day is the marketplace's business day.
MARKETPLACE_ZONES: dict[str, str] = {
    "US": "America/Los_Angeles", "CA": "America/Los_Angeles", "MX": "America/Los_Angeles",
    "BR": "America/Sao_Paulo", "UK": "Europe/London", "DE": "Europe/Berlin", "FR": "Europe/Paris",
    "IT": "Europe/Rome", "ES": "Europe/Madrid", "NL": "Europe/Amsterdam", "BE": "Europe/Brussels",
    "IE": "Europe/Dublin", "SE": "Europe/Stockholm", "PL": "Europe/Warsaw", "TR": "Europe/Istanbul",
    "AE": "Asia/Dubai", "SA": "Asia/Riyadh", "EG": "Africa/Cairo", "ZA": "Africa/Johannesburg",
    "IN": "Asia/Kolkata", "JP": "Asia/Tokyo", "AU": "Australia/Sydney", "SG": "Asia/Singapore",
}  # fmt: skip
