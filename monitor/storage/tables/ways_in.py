"""Subscriptions at hubs, and what is remembered of pages whose text is watched."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from monitor.storage.tables.base import Claimable, Row, instant, text


class SubscriptionRow(Claimable, table=True):
    """A feed's subscription at its hub. `due_at` is when the hub is asked (again): first, to renew, after a failure."""

    __tablename__ = "subscription"
    __table_args__: ClassVar[tuple[Index, ...]] = (Index(None, "due_at"),)

    id: int | None = Field(default=None, primary_key=True)
    feed_id: int = Field(foreign_key="feed.id", unique=True)
    hub: str = text()
    topic: str = text()
    token: str = text(unique=True)
    secret: str = text()
    state: str = text()
    asked_at: datetime | None = instant(default=None)
    until: datetime | None = instant(default=None)
    failures: int = 0
    last_error: str | None = text(default=None)
    pushed_at: datetime | None = instant(default=None)


class PageMemoryRow(Row, table=True):
    """The paragraphs that a page ever had, as hashes: what flaps is no news."""

    __tablename__ = "page_memory"

    feed_id: int = Field(primary_key=True, foreign_key="feed.id", sa_column_kwargs={"autoincrement": False})
    content: str = text()
