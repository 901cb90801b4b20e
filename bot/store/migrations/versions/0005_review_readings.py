"""What review texts were read as."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "review_readings",
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("danger", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("text_hash", name=op.f("pk_review_readings")),
        sqlite_with_rowid=False,
    )
