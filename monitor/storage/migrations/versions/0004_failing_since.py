"""Since when a feed fails: a blip is told from an outage by its length, not by how often we asked. Alerts by kind.

The new column carries no default, so that SQLite adds it without rebuilding the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feed", sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_alert_kind_opened_at", "alert", ["kind", "opened_at"])
