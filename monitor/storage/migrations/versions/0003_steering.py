"""What people do to alerts, why a telling is held back, and digests.

The new columns carry no reference and no default, so that SQLite adds them without rebuilding a table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)  # UTC; SQLite keeps no zone, the tables' column type adds it


def upgrade() -> None:
    op.add_column("delivery", sa.Column("why", sa.Text(), nullable=True))
    op.add_column("delivery", sa.Column("gathered", sa.Boolean(), nullable=True))
    op.add_column("delivery", sa.Column("digest_id", sa.Integer(), nullable=True))
    op.add_column("delivery", sa.Column("silence_id", sa.Integer(), nullable=True))
    op.create_index("ix_delivery_route_recipient_sent_at", "delivery", ["route", "recipient", "sent_at"])
    _silence()
    _acknowledgement()
    _digest()


def _silence() -> None:
    op.create_table(
        "silence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("noted_at", INSTANT, nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_silence"),
    )
    op.create_index("ix_silence_until", "silence", ["until"])


def _acknowledgement() -> None:
    op.create_table(
        "acknowledgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("undone_at", INSTANT, nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name="fk_acknowledgement_alert_id_alert"),
        sa.PrimaryKeyConstraint("id", name="pk_acknowledgement"),
    )
    op.create_index("ix_acknowledgement_alert_id", "acknowledgement", ["alert_id"])


def _digest() -> None:
    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("sent_at", INSTANT, nullable=False),
        sa.Column("tellings", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_digest"),
    )
    op.create_index("ix_digest_route_recipient_sent_at", "digest", ["route", "recipient", "sent_at"])
