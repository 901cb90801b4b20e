"""Which settlement a charge is from, so that equal charges of two settlements both count."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("charges", sa.Column("settlement", sa.Text(), nullable=False, server_default=""))
