"""Alerts, how they grew, the findings under them, and every telling with the message as it was sent."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field

from monitor.storage.tables.base import Claimable, Row, instant, text

# Two small indexes, for what is asked all the time. A database uses the first for a statement that has its very words:
# without them SQLite, which keeps no statistics, would take it for questions about one alert, too (see `storage.due`).
ENDED = ("sent", "superseded", "in digest", "silenced", "dead")  # states in which nothing more becomes of a telling
_OPEN = sql(f"state NOT IN ({', '.join(map(repr, ENDED))})")
_IN_FLIGHT = sql("lease_until IS NOT NULL")


class AlertRow(Row, table=True):
    """An alert as it stands. `content` is the whole `Alert` as JSON, findings and sources included.

    `merged_into` is the alert that somebody merged this one into (no reference: SQLite would rebuild the table).
    """

    __tablename__ = "alert"
    __table_args__: ClassVar[tuple[Index, ...]] = (Index(None, "updated_at"), Index(None, "kind", "opened_at"))

    id: int | None = Field(default=None, primary_key=True)
    key: str = text(unique=True)
    kind: str = text()
    story_id: int | None = Field(default=None, foreign_key="story.id", unique=True)
    title: str = text()
    severity: str = text()
    opened_at: datetime = instant()
    updated_at: datetime = instant()
    content: str = text()
    merged_into: int | None = None


class AlertRevision(Row, table=True):
    """One change of an alert, as JSON."""

    __tablename__ = "alert_revision"

    alert_id: int = Field(primary_key=True, foreign_key="alert.id", sa_column_kwargs={"autoincrement": False})
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = instant()
    content: str = text()


class FindingRow(Row, table=True):
    """A rule that fired on one revision of an article, as JSON. `alert_id` is null for what was counted as backlog."""

    __tablename__ = "finding"
    __table_args__: ClassVar[tuple[UniqueConstraint | Index, ...]] = (
        UniqueConstraint("article_id", "article_revision", "rule"),
        Index(None, "rule"),
        Index(None, "alert_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(foreign_key="article.id")
    article_revision: int
    alert_id: int | None = Field(default=None, foreign_key="alert.id")
    rule: str = text()
    rule_hash: str = text()
    severity: str = text()
    found_at: datetime = instant()
    content: str = text()


class DeliveryRow(Claimable, table=True):
    """A telling of an alert to one recipient of one route. `attempts` counts claims, `tries` sends.

    `content` holds reasons, detail and view; `superseded_by` the telling that overtook this one. `why` says what holds
    or held it back; `gathered` ones go out together, in the message `digest_id`. While its lease lasts, an `admitted`
    one takes a place of its route's `at_most`.
    """

    __tablename__ = "delivery"
    __table_args__: ClassVar[tuple[UniqueConstraint | Index, ...]] = (
        UniqueConstraint("alert_id", "route", "recipient", "telling"),
        Index(None, "state", "due_at"),
        Index(None, "recipient", "state", "due_at", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(None, "route", "recipient", "sent_at"),
        Index(None, "route", "recipient", "lease_until", sqlite_where=_IN_FLIGHT, postgresql_where=_IN_FLIGHT),
    )

    id: int | None = Field(default=None, primary_key=True)
    alert_id: int = Field(foreign_key="alert.id")
    route: str = text()
    recipient: str = text()
    telling: int
    revision: int
    state: str = text()
    created_at: datetime = instant()
    tries: int = 0
    first_tried_at: datetime | None = instant(default=None)
    sent_at: datetime | None = instant(default=None)
    last_outcome: str = text(default="")
    superseded_by: int | None = Field(default=None, foreign_key="delivery.id")
    why: str | None = text(default=None)
    gathered: bool | None = None
    digest_id: int | None = None
    silence_id: int | None = None
    admitted: bool | None = None
    content: str = text()


class MessageRow(Row, table=True):
    """The last rendering of a delivery, as it was handed to the channel."""

    __tablename__ = "message"

    delivery_id: int = Field(primary_key=True, foreign_key="delivery.id", sa_column_kwargs={"autoincrement": False})
    at: datetime = instant()
    outcome: str = text()
    content: str = text()


class KnownRow(Row, table=True):
    """What a reader knows of an alert otherwise than by a telling of it: it was told before a split or a merge.

    `telling` is how many tellings that counts for; `view` is JSON.
    """

    __tablename__ = "known"

    alert_id: int = Field(primary_key=True, foreign_key="alert.id", sa_column_kwargs={"autoincrement": False})
    route: str = text(primary_key=True)
    recipient: str = text(primary_key=True)
    at: datetime = instant()
    telling: int
    view: str = text()
