"""A feed's habit in a table of its own: most polls write the feed's row, few of them the habit, which is longer."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feed_habit",
        sa.Column("feed_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("habit", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name="fk_feed_habit_feed_id_feed"),
        sa.PrimaryKeyConstraint("feed_id", name="pk_feed_habit"),
    )
    op.execute("INSERT INTO feed_habit (feed_id, habit) SELECT id, habit FROM feed WHERE habit IS NOT NULL")
    op.drop_column("feed", "habit")
