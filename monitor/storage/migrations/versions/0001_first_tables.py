"""The first tables: feeds and articles, stories, alerts and deliveries, the ledger's counters.

There is no way back down: an upgrade of a SQLite file leaves a copy beside it, and that is what one returns to.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)  # UTC; SQLite keeps no zone, the tables' column type adds it


def upgrade() -> None:
    _feed()
    _ledger_count()
    _meta()
    _rule_set()
    _story()
    _alert()
    _article()
    _alert_revision()
    _delivery()
    _finding()
    _story_key()
    _story_member()
    _message()


def _feed() -> None:
    op.create_table(
        "feed",
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("lease_until", INSTANT, nullable=True),
        sa.Column("lease_token", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("every_seconds", sa.Integer(), nullable=True),
        sa.Column("full_text", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("body_hash", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_ok_at", INSTANT, nullable=True),
        sa.Column("last_item_at", INSTANT, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("last_cause", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_feed"),
        sa.UniqueConstraint("url", name="uq_feed_url"),
    )
    op.create_index("ix_feed_active_due_at", "feed", ["active", "due_at"])


def _ledger_count() -> None:
    op.create_table(
        "ledger_count",
        sa.Column("feed_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("feed_id", "what", "reason", name="pk_ledger_count"),
    )


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )


def _rule_set() -> None:
    op.create_table(
        "rule_set",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("first_used_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_rule_set"),
    )


def _story() -> None:
    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
    )


def _alert() -> None:
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_alert_story_id_story"),
        sa.PrimaryKeyConstraint("id", name="pk_alert"),
        sa.UniqueConstraint("key", name="uq_alert_key"),
        sa.UniqueConstraint("story_id", name="uq_alert_story_id"),
    )
    op.create_index("ix_alert_updated_at", "alert", ["updated_at"])


def _article() -> None:
    op.create_table(
        "article",
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("lease_until", INSTANT, nullable=True),
        sa.Column("lease_token", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("entry_hash", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("first_seen_at", INSTANT, nullable=False),
        sa.Column("read_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name="fk_article_feed_id_feed"),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
        sa.UniqueConstraint("feed_id", "entry_id", name="uq_article_feed_id_entry_id"),
    )
    op.create_index("ix_article_first_seen_at", "article", ["first_seen_at"])
    op.create_index("ix_article_lease_token", "article", ["lease_token"])
    op.create_index("ix_article_state_due_at", "article", ["state", "due_at"])


def _alert_revision() -> None:
    op.create_table(
        "alert_revision",
        sa.Column("alert_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name="fk_alert_revision_alert_id_alert"),
        sa.PrimaryKeyConstraint("alert_id", "number", name="pk_alert_revision"),
    )


def _delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("lease_until", INSTANT, nullable=True),
        sa.Column("lease_token", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("telling", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("first_tried_at", INSTANT, nullable=True),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("last_outcome", sa.Text(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name="fk_delivery_alert_id_alert"),
        sa.ForeignKeyConstraint(["superseded_by"], ["delivery.id"], name="fk_delivery_superseded_by_delivery"),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint(
            "alert_id", "route", "recipient", "telling", name="uq_delivery_alert_id_route_recipient_telling"
        ),
    )
    op.create_index("ix_delivery_state_due_at", "delivery", ["state", "due_at"])


def _finding() -> None:
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("article_revision", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("rule_hash", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("found_at", INSTANT, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name="fk_finding_alert_id_alert"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_finding_article_id_article"),
        sa.PrimaryKeyConstraint("id", name="pk_finding"),
        sa.UniqueConstraint(
            "article_id", "article_revision", "rule", name="uq_finding_article_id_article_revision_rule"
        ),
    )
    op.create_index("ix_finding_alert_id", "finding", ["alert_id"])
    op.create_index("ix_finding_rule", "finding", ["rule"])


def _story_key() -> None:
    op.create_table(
        "story_key",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_story_key_article_id_article"),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_story_key_story_id_story"),
        sa.PrimaryKeyConstraint("kind", "key", "article_id", name="pk_story_key"),
    )
    op.create_index("ix_story_key_article_id", "story_key", ["article_id"])


def _story_member() -> None:
    op.create_table(
        "story_member",
        sa.Column("article_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_story_member_article_id_article"),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_story_member_story_id_story"),
        sa.PrimaryKeyConstraint("article_id", name="pk_story_member"),
    )
    op.create_index("ix_story_member_story_id", "story_member", ["story_id"])


def _message() -> None:
    op.create_table(
        "message",
        sa.Column("delivery_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name="fk_message_delivery_id_delivery"),
        sa.PrimaryKeyConstraint("delivery_id", name="pk_message"),
    )
