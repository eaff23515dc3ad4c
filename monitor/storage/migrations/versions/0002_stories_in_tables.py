"""The story index in tables: how common features are, what was decided by hand, what readers know after that.

The new columns carry no reference and no default, so that SQLite adds them without rebuilding a table. A story's
opening article is the one that joined it first. Articles that were read before count when they are read again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)  # UTC; SQLite keeps no zone, the tables' column type adds it

# The first to join, and of those that joined together the one that was seen first.
OPENING = """
UPDATE story SET opening_id = (
    SELECT member.article_id FROM story_member AS member WHERE member.story_id = story.id
    ORDER BY member.joined_at, member.article_id LIMIT 1
)
"""


def upgrade() -> None:
    op.add_column("article", sa.Column("counted_at", INSTANT, nullable=True))
    op.add_column("alert", sa.Column("merged_into", sa.Integer(), nullable=True))
    op.add_column("story", sa.Column("opening_id", sa.Integer(), nullable=True))
    op.execute(OPENING)
    _counts()
    _known()
    _story_decision()


def _counts() -> None:
    op.create_table(
        "feature_count",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("era", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "language", name="pk_feature_count"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "language_count",
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("era", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("language", name="pk_language_count"),
    )


def _known() -> None:
    op.create_table(
        "known",
        sa.Column("alert_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("telling", sa.Integer(), nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name="fk_known_alert_id_alert"),
        sa.PrimaryKeyConstraint("alert_id", "route", "recipient", name="pk_known"),
    )


def _story_decision() -> None:
    op.create_table(
        "story_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("other_story_id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("other_alert_id", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name="fk_story_decision_alert_id_alert"),
        sa.ForeignKeyConstraint(["other_alert_id"], ["alert.id"], name="fk_story_decision_other_alert_id_alert"),
        sa.ForeignKeyConstraint(["other_story_id"], ["story.id"], name="fk_story_decision_other_story_id_story"),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_story_decision_story_id_story"),
        sa.PrimaryKeyConstraint("id", name="pk_story_decision"),
    )
    op.create_index("ix_story_decision_alert_id", "story_decision", ["alert_id"])
    op.create_index("ix_story_decision_other_alert_id", "story_decision", ["other_alert_id"])
