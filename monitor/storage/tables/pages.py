"""What was learnt of the pages of each host."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index

from monitor.storage.tables.base import Row, instant, text


class HostParagraph(Row, table=True):
    """A paragraph of a host's pages, by its hash. `pages` are keys of up to three that it stood on, comma between."""

    __tablename__ = "host_paragraph"
    __table_args__: ClassVar[tuple[Index, ...]] = (Index(None, "seen_at"),)

    host: str = text(primary_key=True)
    paragraph: str = text(primary_key=True)
    pages: str = text()
    seen_at: datetime = instant()
