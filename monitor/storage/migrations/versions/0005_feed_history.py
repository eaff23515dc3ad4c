"""What a feed's history teaches: how often it publishes, what its server asks for, where it moved.

The new columns carry no default, so that SQLite adds them without rebuilding the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)  # UTC; SQLite keeps no zone, the tables' column type adds it


def upgrade() -> None:
    for name in ("resting_until", "gone_at", "quiet_since"):
        op.add_column("feed", sa.Column(name, INSTANT, nullable=True))
    for name in ("moved_to", "moving", "habit"):
        op.add_column("feed", sa.Column(name, sa.Text(), nullable=True))
