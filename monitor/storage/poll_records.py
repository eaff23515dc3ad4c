"""Record what polls brought: articles, the feed's state, the ledger's counts. In: claims on feeds, what came of them.

Polls share a transaction as long as each only adds: an unchanged feed costs a row, not a commit. One that edits what is
stored has a transaction of its own, and so has each of those that shared one which the database did not take.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, update

from monitor.errors import RowRefused, StorageError
from monitor.failpoints import failpoint
from monitor.model import Claim, Feed, Polled
from monitor.storage import feed_rows, feed_writes, tables
from monitor.storage.claim import AT_REST, fenced_update, lease_lost
from monitor.storage.engine import transaction
from monitor.storage.intake import add_all, take_in
from monitor.storage.session import take_join_lock
from monitor.storage.subscriptions import keep_hub
from monitor.storage.watched import keep_memory

Record = tuple[Claim[Feed], Polled, datetime]  # a poll and when it was made


def record_poll(engine: Engine, record: Record) -> None:
    """Record one poll. Raises `LeaseLost`, with nothing stored, when the feed was claimed anew meanwhile."""
    claimed, polled, now = record
    feed = claimed.item
    failpoint("poll.before_record")
    with transaction(engine) as connection:
        _join_lock(connection, [polled])
        after = _after(polled)
        habit = after.pop("habit")
        fenced_update(connection, tables.feed, row_id=feed.id, token=claimed.token, values=after)
        feed_writes.keep_habits(connection, {feed.id: habit})
        failpoint("poll.in_record")
        if take_in(connection, feed.id, polled, now=now):
            connection.execute(update(tables.feed).where(tables.feed.c.id == feed.id).values(last_item_at=now))
        if polled.hub is not None:
            keep_hub(connection, feed.id, polled.hub, now=now)
        if polled.page is not None:
            keep_memory(connection, feed.id, polled.page)
        failpoint("poll.stored")
    failpoint("poll.recorded")


def record_polls(engine: Engine, records: Sequence[Record]) -> list[StorageError | None]:
    """Record some polls; what `record_poll` would raise is the answer for that poll."""
    adding = [one for one in records if _only_adds(one[1])]
    said: dict[int, StorageError | None] = {}
    if len(adding) > 1:
        try:
            said = _record_together(engine, adding)
        except RowRefused:
            said = {}  # then one by one, so that it concerns that one only
    return [said[one[0].item.id] if one[0].item.id in said else _recorded(engine, one) for one in records]


def _only_adds(polled: Polled) -> bool:
    """Whether nothing that is stored becomes another, but for the feed's own row."""
    if polled.state.next_check_at is None or polled.page is not None:
        return False
    return not any(article.revision > 1 for article in polled.articles)


def _recorded(engine: Engine, record: Record) -> StorageError | None:
    try:
        record_poll(engine, record)
    except StorageError as error:
        return error
    return None


def _record_together(engine: Engine, records: Sequence[Record]) -> dict[int, StorageError | None]:
    """By feed; a feed that was claimed anew meanwhile is left as it is. Raises `RowRefused` if an article is there."""
    failpoint("poll.before_record")
    with transaction(engine) as connection:
        _join_lock(connection, [polled for _, polled, _ in records])
        ours = _held(connection, records)
        feed_writes.change(connection, map(_changed, ours))
        failpoint("poll.in_record")
        brought = [one for one in ours if not one[1].is_state_alone]  # by id: the same numbers each time
        add_all(connection, [(claimed.item.id, polled, now) for claimed, polled, now in brought])
        for claimed, polled, now in brought:
            if polled.hub is not None:
                keep_hub(connection, claimed.item.id, polled.hub, now=now)
        failpoint("poll.stored")
    failpoint("poll.recorded")
    kept = {claimed.item.id for claimed, _, _ in ours}
    ids = (claimed.item.id for claimed, _, _ in records)
    return {id_: None if id_ in kept else lease_lost(tables.feed, id_) for id_ in ids}


def _feed_id(record: Record) -> int:
    return record[0].item.id


def _join_lock(connection: Connection, polls: Sequence[Polled]) -> None:
    """Taken first, as reading does: it then writes to the same counters, and neither waits for the other in a ring."""
    if any(polled.concluded for polled in polls):
        take_join_lock(connection)


def _changed(record: Record) -> feed_writes.Change:
    """The columns that a poll changed, which are few."""
    claimed, polled, now = record
    columns = feed_rows.learnt(polled.state, before=claimed.item.state)
    columns["due_at"] = polled.state.next_check_at
    if polled.articles:
        columns["last_item_at"] = now
    return claimed.item.id, columns


def _held(connection: Connection, records: Sequence[Record]) -> list[Record]:
    """Those whose feeds are still ours, by id; the rows stay locked."""
    in_order = sorted(records, key=_feed_id)
    holders = feed_writes.holders(connection, [claimed.item.id for claimed, _, _ in in_order])
    return [one for one in in_order if holders.get(one[0].item.id) == one[0].token]


def _after(polled: Polled) -> dict[str, Any]:
    """The feed's columns after a poll."""
    due = {} if polled.state.next_check_at is None else {"due_at": polled.state.next_check_at}
    return {**feed_rows.learnt(polled.state), **AT_REST, **due}
