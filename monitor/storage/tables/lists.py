"""Sanctions lists: how each one's fetching stands, and every version that was taken."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field

from monitor.storage.tables.base import Row, instant, text


class ListStateRow(Row, table=True):
    """A list by its name in the configuration. `due_at` is when it is fetched next, and claims it while it is.

    `version_id` is the version in use. `held` is the digest of a removal that waits to be seen again, `held_what` says
    it in words. `trouble` is what is wrong now, for people.
    """

    __tablename__ = "list_state"

    name: str = text(primary_key=True)
    due_at: datetime = instant()
    version_id: int | None = None
    etag: str | None = text(default=None)
    last_modified: str | None = text(default=None)
    body_hash: str | None = text(default=None)
    tried_at: datetime | None = instant(default=None)
    ok_at: datetime | None = instant(default=None)
    failures: int = 0
    failing_since: datetime | None = instant(default=None)
    trouble: str | None = text(default=None)
    held: str | None = text(default=None)
    held_what: str | None = text(default=None)


class ListVersionRow(Row, table=True):
    """A copy that was taken. `content` has its entries, or those that differ from the version `base_id`; compressed."""

    __tablename__ = "list_version"
    __table_args__: ClassVar[tuple[UniqueConstraint, ...]] = (UniqueConstraint("list", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    list: str = text()
    number: int
    format: str = text()
    sha256: str = text()
    published: date | None = None
    taken_at: datetime = instant()
    entries: int
    names: int
    added: int
    removed: int
    changed: int
    complete: bool
    base_id: int | None = None
    content: bytes = Field(sa_type=LargeBinary)
