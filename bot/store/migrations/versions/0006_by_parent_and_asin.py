"""Listings by parent, reviews and returns by ASIN: a diagnosis reads no other ASIN's rows to find these."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_WANTED = (("listings", "parent_asin"), ("reviews", "asin"), ("returns", "asin"))


def upgrade() -> None:
    for table, column in _WANTED:
        op.create_index(
            op.f(f"ix_{table}_account_marketplace_{column}_date"),
            table,
            ["account", "marketplace", column, "date"],
            unique=False,
        )
