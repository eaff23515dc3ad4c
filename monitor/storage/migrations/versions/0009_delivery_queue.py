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
    ended = "'sent', 'superseded', 'in digest', 'silenced', 'dead'"
    _index("recipient", "state", "due_at", "id", where=f"state NOT IN ({ended})")
    _index("route", "recipient", "lease_until", where="lease_until IS NOT NULL")


def _index(*columns: str, where: str) -> None:
    """An index of few rows: those that wait, or are in flight."""
    rows = sa.text(where)
    op.create_index(f"ix_delivery_{'_'.join(columns)}", "delivery", columns, sqlite_where=rows, postgresql_where=rows)
