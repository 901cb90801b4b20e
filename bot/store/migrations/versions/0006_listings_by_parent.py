"""Listings by parent: the siblings of an ASIN without reading everybody's listings of a month."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        op.f("ix_listings_account_marketplace_parent_asin_date"),
        "listings",
        ["account", "marketplace", "parent_asin", "date"],
        unique=False,
    )
