"""What people did: silences, acknowledgements; and the messages in which many tellings went out together."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from monitor.storage.tables.base import Row, instant, text


class SilenceRow(Row, table=True):
    """A silence. `content` is the whole `Silence` as JSON; `noted_at` when its end was told."""

    __tablename__ = "silence"
    __table_args__: ClassVar[tuple[Index, ...]] = (Index(None, "until"),)

    id: int | None = Field(default=None, primary_key=True)
    since: datetime = instant()
    until: datetime = instant()
    noted_at: datetime | None = instant(default=None)
    content: str = text()


class AcknowledgementRow(Row, table=True):
    """Somebody saw an alert or called it false. `content` is the `Acknowledgement` as JSON; undone ones stay."""

    __tablename__ = "acknowledgement"
    __table_args__: ClassVar[tuple[Index, ...]] = (Index(None, "alert_id"),)

    id: int | None = Field(default=None, primary_key=True)
    alert_id: int = Field(foreign_key="alert.id")
    at: datetime = instant()
    undone_at: datetime | None = instant(default=None)
    undone_by: str | None = text(default=None)
    content: str = text()


class DigestRow(Row, table=True):
    """One message for many tellings of a route to a recipient, as it was handed to the channel."""

    __tablename__ = "digest"
    __table_args__: ClassVar[tuple[Index, ...]] = (Index(None, "route", "recipient", "sent_at"),)

    id: int | None = Field(default=None, primary_key=True)
    route: str = text()
    recipient: str = text()
    sent_at: datetime = instant()
    tellings: int
    content: str = text()
