"""Facts of selling: products, traffic, ads, search and ranks; arrivals and totals of periods."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ads_daily",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("campaign_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("campaign_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("ad_type", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("impressions", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("clicks", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("spend", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("orders", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("units", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("sales", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("sales_same_sku", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("attribution_days", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("account", "marketplace", "asin", "date", "campaign_id", name=op.f("pk_ads_daily")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_ads_daily_account_marketplace_date"), "ads_daily", ["account", "marketplace", "date"], unique=False
    )
    op.create_table(
        "arrivals",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account", "marketplace", "source", "date", name=op.f("pk_arrivals")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "campaigns",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("campaign_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("campaign_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("state", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("targeting", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("daily_budget", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("out_of_budget_pct", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("bid", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("bidding_strategy", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("top_of_search_pct", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("account", "marketplace", "date", "campaign_id", name=op.f("pk_campaigns")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_campaigns_account_marketplace_date"), "campaigns", ["account", "marketplace", "date"], unique=False
    )
    op.create_table(
        "fx_rates",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("rate", sa.Float(precision=53), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("account", "date", "currency", name=op.f("pk_fx_rates")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "keyword_ranks",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("keyword", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("organic_rank", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("sponsored_rank", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("account", "marketplace", "asin", "date", "keyword", name=op.f("pk_keyword_ranks")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_keyword_ranks_account_marketplace_date"),
        "keyword_ranks",
        ["account", "marketplace", "date"],
        unique=False,
    )
    op.create_table(
        "period_totals",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("asin", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Text(), nullable=False),
        sa.Column("sessions", sa.BigInteger(), nullable=True),
        sa.Column("page_views", sa.BigInteger(), nullable=True),
        sa.Column("buy_box_pct", sa.Float(precision=53), nullable=True),
        sa.Column("orders", sa.BigInteger(), nullable=True),
        sa.Column("units", sa.BigInteger(), nullable=True),
        sa.Column("sales", sa.Float(precision=53), nullable=True),
        sa.Column("impressions", sa.BigInteger(), nullable=True),
        sa.Column("clicks", sa.BigInteger(), nullable=True),
        sa.Column("spend", sa.Float(precision=53), nullable=True),
        sa.PrimaryKeyConstraint(
            "account",
            "marketplace",
            "asin",
            "starts_on",
            "ends_on",
            "source",
            "campaign_id",
            name=op.f("pk_period_totals"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "products",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("parent_asin", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("sku", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("title", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("brand", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("category", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("price", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("currency", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("unit_cost", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("cost_currency", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("inbound_cost", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("vat_pct", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("referral_fee_pct", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("fba_fee", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("lead_time_days", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("lead_time_sd_days", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("target_acos", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("cvr_benchmark", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("launched_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("owner", sa.Text(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("account", "marketplace", "asin", name=op.f("pk_products")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ranks",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("category", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("rank", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("account", "marketplace", "asin", "date", "category", name=op.f("pk_ranks")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_ranks_account_marketplace_date"), "ranks", ["account", "marketplace", "date"], unique=False
    )
    op.create_table(
        "search_performance",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("query", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("volume", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("impressions", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("clicks", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("cart_adds", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("purchases", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("account", "marketplace", "asin", "date", "query", name=op.f("pk_search_performance")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_search_performance_account_marketplace_date"),
        "search_performance",
        ["account", "marketplace", "date"],
        unique=False,
    )
    op.create_table(
        "search_terms",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("campaign_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("search_term", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("match_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("impressions", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("clicks", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("spend", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("orders", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("sales", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint(
            "account",
            "marketplace",
            "asin",
            "date",
            "campaign_id",
            "search_term",
            "match_type",
            name=op.f("pk_search_terms"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_search_terms_account_marketplace_date"),
        "search_terms",
        ["account", "marketplace", "date"],
        unique=False,
    )
    op.create_table(
        "traffic_daily",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("sessions", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("page_views", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("buy_box_pct", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("orders", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("units", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("sales", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("account", "marketplace", "asin", "date", name=op.f("pk_traffic_daily")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_traffic_daily_account_marketplace_date"),
        "traffic_daily",
        ["account", "marketplace", "date"],
        unique=False,
    )
