"""Feeds, the articles they brought, and the counts of what became of every item."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field

from monitor.storage.tables.base import Claimable, Row, instant, text


class FeedRow(Claimable, table=True):
    """A feed of the configuration with what polling learnt. Never deleted: one taken out becomes inactive.

    `due_at` is the model's `next_check_at`; `moving` is JSON, and `quiet_since` is of the feed's habit what is searched
    by.
    """

    __tablename__ = "feed"
    __table_args__: ClassVar[tuple[Index, ...]] = (Index(None, "active", "due_at"),)

    id: int | None = Field(default=None, primary_key=True)
    url: str = text(unique=True)
    name: str = text()
    language: str | None = text(default=None)
    tier: str = text()
    every_seconds: int | None = None
    full_text: str = text()
    watch: str | None = text(default=None)
    active: bool = True
    added_at: datetime = instant()
    etag: str | None = text(default=None)
    last_modified: str | None = text(default=None)
    body_hash: str | None = text(default=None)
    failures: int = 0
    failing_since: datetime | None = instant(default=None)
    last_ok_at: datetime | None = instant(default=None)
    last_item_at: datetime | None = instant(default=None)
    last_error: str | None = text(default=None)
    last_cause: str | None = text(default=None)
    found_at: str | None = text(default=None)
    resting_until: datetime | None = instant(default=None)
    gone_at: datetime | None = instant(default=None)
    quiet_since: datetime | None = instant(default=None)
    moved_to: str | None = text(default=None)
    moving: str | None = text(default=None)


class FeedHabit(Row, table=True):
    """What a feed's past teaches, as JSON. Apart from the feed, as every poll writes that row, and few write this."""

    __tablename__ = "feed_habit"

    feed_id: int = Field(primary_key=True, foreign_key="feed.id", sa_column_kwargs={"autoincrement": False})
    habit: str = text()


class ArticleRow(Claimable, table=True):
    """An article, once per (feed, entry). `state`: new (to be read), read, or quarantined.

    `content` is the whole `Article` as JSON; the columns beside it are what is searched by. `counted_at` is when its
    features went into the frequencies, once whatever it is edited to. `page_host` is set while the article waits for
    its page; it is due, to be read without, when that has taken too long. `page_refused` says why there was no page.
    """

    __tablename__ = "article"
    __table_args__: ClassVar[tuple[UniqueConstraint | Index, ...]] = (
        UniqueConstraint("feed_id", "entry_id"),
        Index(None, "state", "due_at"),
        Index(None, "first_seen_at"),
        Index(None, "lease_token"),  # the few that are held, among many that wait
        Index(
            None,
            "page_host",
            "id",
            sqlite_where=sql("page_host IS NOT NULL"),
            postgresql_where=sql("page_host IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    feed_id: int = Field(foreign_key="feed.id")
    entry_id: str = text()
    entry_hash: str = text()
    state: str = text()
    outcome: str | None = text(default=None)
    reason: str = text(default="")
    revision: int = 1
    title: str = text()
    link: str | None = text(default=None)
    content: str = text()
    first_seen_at: datetime = instant()
    read_at: datetime | None = instant(default=None)
    counted_at: datetime | None = instant(default=None)
    page_host: str | None = text(default=None)
    page_refused: str | None = text(default=None)


class LedgerCount(Row, table=True):
    """How often something happened. `feed_id` is 0 where no feed is concerned, so that the key has no null."""

    __tablename__ = "ledger_count"

    feed_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    what: str = text(primary_key=True)
    reason: str = text(primary_key=True, default="")
    n: int = 0


class RuleSetRow(Row, table=True):
    """The text of a rule set that was once in use, by its hash."""

    __tablename__ = "rule_set"

    hash: str = text(primary_key=True)
    text: str = text()
    first_used_at: datetime = instant()


class Meta(Row, table=True):
    """A remembered fact about the installation."""

    __tablename__ = "meta"

    key: str = text(primary_key=True)
    value: str = text()
