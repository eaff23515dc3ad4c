"""Claims that cost the same however much waits, and a place of a route's `at_most` while a message is sent.

The new column carries no default, so that SQLite adds it without rebuilding the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("delivery", sa.Column("admitted", sa.Boolean(), nullable=True))
    op.create_index("ix_delivery_recipient_state_due_at_id", "delivery", ["recipient", "state", "due_at", "id"])
    in_flight = sa.text("lease_until IS NOT NULL")
    op.create_index(
        "ix_delivery_route_recipient_lease_until",
        "delivery",
        ["route", "recipient", "lease_until"],
        sqlite_where=in_flight,
        postgresql_where=in_flight,
    )
