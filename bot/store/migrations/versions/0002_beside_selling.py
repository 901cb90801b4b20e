"""Facts beside selling: stock, offers, listings, reviews, returns, notices, charges, documents, events."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account_health",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("storage_type", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("ipi", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("storage_limit", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("storage_used", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("order_defect_rate", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("late_shipment_rate", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("status", sa.Text(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("account", "marketplace", "date", "storage_type", name=op.f("pk_account_health")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_account_health_account_marketplace_date"),
        "account_health",
        ["account", "marketplace", "date"],
        unique=False,
    )
    op.create_table(
        "charges",
        sa.Column("row_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.Float(precision=53), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_charges")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        op.f("ix_charges_account_marketplace_date"), "charges", ["account", "marketplace", "date"], unique=False
    )
    op.create_table(
        "competitors",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("competitor_asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("price", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("coupon_pct", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("rating", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("rating_count", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("rank", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint(
            "account", "marketplace", "asin", "date", "competitor_asin", name=op.f("pk_competitors")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_competitors_account_marketplace_date"), "competitors", ["account", "marketplace", "date"], unique=False
    )
    op.create_table(
        "documents",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("issued_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("expires_on", sa.Date(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("account", "marketplace", "asin", "kind", "number", name=op.f("pk_documents")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "events",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("account", "marketplace", "asin", "date", "kind", "note", name=op.f("pk_events")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_events_account_marketplace_date"), "events", ["account", "marketplace", "date"], unique=False
    )
    op.create_table(
        "inventory_age",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("age_0_90", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("age_91_180", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("age_181_270", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("age_271_365", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("age_366_plus", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("storage_cost", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("account", "marketplace", "asin", "date", name=op.f("pk_inventory_age")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_inventory_age_account_marketplace_date"),
        "inventory_age",
        ["account", "marketplace", "date"],
        unique=False,
    )
    op.create_table(
        "inventory_daily",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("available", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("reserved", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("fc_transfer", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("inbound", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("inbound_working", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("unfulfillable", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("account", "marketplace", "asin", "date", name=op.f("pk_inventory_daily")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_inventory_daily_account_marketplace_date"),
        "inventory_daily",
        ["account", "marketplace", "date"],
        unique=False,
    )
    op.create_table(
        "listings",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("status", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("enforcement", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("issue", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("title", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("category", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("browse_node", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("parent_asin", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("variation_theme", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("bullets", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("images", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("main_image_hash", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("video", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("a_plus", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("size_tier", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("badges", sa.Text(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("account", "marketplace", "asin", "date", name=op.f("pk_listings")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_listings_account_marketplace_date"), "listings", ["account", "marketplace", "date"], unique=False
    )
    op.create_table(
        "notices",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("severity", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("body", sa.Text(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("account", "marketplace", "asin", "date", "kind", "subject", name=op.f("pk_notices")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_notices_account_marketplace_date"), "notices", ["account", "marketplace", "date"], unique=False
    )
    op.create_table(
        "offers",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("our_price", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("buy_box_price", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("buy_box_is_ours", sa.SmallInteger(), autoincrement=False, nullable=True),
        sa.Column("featured_offer_status", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("lowest_other_price", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("other_offers", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("other_sellers", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("competitive_price_threshold", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("delivery_days", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("account", "marketplace", "asin", "date", name=op.f("pk_offers")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_offers_account_marketplace_date"), "offers", ["account", "marketplace", "date"], unique=False
    )
    op.create_table(
        "promotions",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("promotion_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("starts_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("ends_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("discount_pct", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("budget", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("spent", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("state", sa.Text(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("account", "marketplace", "asin", "promotion_id", name=op.f("pk_promotions")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ratings_daily",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("rating", sa.Float(precision=53), autoincrement=False, nullable=True),
        sa.Column("rating_count", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("account", "marketplace", "asin", "date", name=op.f("pk_ratings_daily")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_ratings_daily_account_marketplace_date"),
        "ratings_daily",
        ["account", "marketplace", "date"],
        unique=False,
    )
    op.create_table(
        "returns",
        sa.Column("row_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("order_id", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("quantity", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("reason", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("comment", sa.Text(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_returns")),
        sqlite_with_rowid=True,
    )
    op.create_index(
        op.f("ix_returns_account_marketplace_date"), "returns", ["account", "marketplace", "date"], unique=False
    )
    op.create_table(
        "reviews",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("review_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("rating", sa.Float(precision=53), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("body", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("verified", sa.SmallInteger(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("account", "marketplace", "review_id", name=op.f("pk_reviews")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_reviews_account_marketplace_date"), "reviews", ["account", "marketplace", "date"], unique=False
    )
    op.create_table(
        "shipments",
        sa.Column("account", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("marketplace", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asin", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("shipment_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("units", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("shipped_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("eta", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("received_on", sa.Date(), autoincrement=False, nullable=True),
        sa.Column("status", sa.Text(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("account", "marketplace", "asin", "shipment_id", name=op.f("pk_shipments")),
        sqlite_with_rowid=False,
    )
