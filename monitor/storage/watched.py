"""What is remembered of a watched page besides its entries. In: an open transaction. Out: values of the model."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from monitor.model import PageMemory
from monitor.storage import codec, tables
from monitor.storage.columns import storable
from monitor.storage.upsert import upsert

SELECT_CHUNK = 500


def memory_of(connection: Connection, feed_id: int) -> PageMemory | None:
    """What is remembered of a page's text; None before the first look."""
    table = tables.page_memory
    wanted = select(table.c.content).where(table.c.feed_id == feed_id)
    content = connection.execute(wanted).scalar_one_or_none()
    return None if content is None else codec.load(PageMemory, content)


def keep_memory(connection: Connection, feed_id: int, memory: PageMemory) -> None:
    """Remember this instead of what was remembered before."""
    upsert(connection, tables.page_memory, [{"feed_id": feed_id, "content": codec.dump(PageMemory, memory)}])


def known_titles(connection: Connection, feed_id: int, titles: Sequence[str]) -> Collection[str]:
    """Those of `titles` that the feed brought before, under whatever address."""
    table = tables.article
    by_stored = {storable(title): title for title in titles if title}
    wanted, found = list(by_stored), set[str]()
    for start in range(0, len(wanted), SELECT_CHUNK):
        some = select(table.c.title).where(
            table.c.feed_id == feed_id, table.c.title.in_(wanted[start : start + SELECT_CHUNK])
        )
        found.update(by_stored[title] for title in connection.execute(some).scalars())
    return found
