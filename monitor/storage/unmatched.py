"""Record articles in which no rule found anything, many in one transaction: most articles are such.

In: claims and their conclusions, none of which opens or touches a story. Out: the same rows as one by one by
`JoinSession.record`, and the claims that were no longer ours, of which nothing is stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, update

from monitor.failpoints import failpoint
from monitor.model import Article, Claim, Conclusion
from monitor.storage import tables
from monitor.storage.claim import AT_REST
from monitor.storage.frequencies import count_features_of
from monitor.storage.intake import READ
from monitor.storage.session import LATE
from monitor.storage.upsert import count_all

Read = tuple[Claim[Article], Conclusion]


def record_unmatched(connection: Connection, read: Sequence[Read], *, now: datetime) -> list[Read]:
    """Mark the articles as read and count them; returns those that were claimed anew or edited meanwhile."""
    first_time, ours = _held(connection, read)
    kept = [one for one in read if one[0].item.id in ours]
    if not kept:
        return list(read)
    _mark(connection, kept, now=now)
    failpoint("read.in_record")
    _count(connection, kept)
    _forget_findings(connection, [claim.item for claim, _ in kept])
    fresh = [done.fingerprint for claim, done in kept if claim.item.id in first_time and done.fingerprint]
    count_features_of(connection, fresh)
    failpoint("read.stored")
    return [one for one in read if one[0].item.id not in ours]


def _held(connection: Connection, read: Sequence[Read]) -> tuple[set[int], set[int]]:
    """Ids of the articles that were never counted before, and of those that are still ours; the rows stay locked."""
    table = tables.article
    tokens = {claim.item.id: claim.token for claim, _ in read}
    wanted = select(table.c.id, table.c.lease_token, table.c.counted_at).where(table.c.id.in_(sorted(tokens)))
    found = connection.execute(wanted.order_by(table.c.id).with_for_update()).all()
    ours = {id_ for id_, token, _ in found if token == tokens[id_]}
    return {id_ for id_, _, counted_at in found if counted_at is None}, ours


def _mark(connection: Connection, kept: Sequence[Read], *, now: datetime) -> None:
    table = tables.article
    marked = (
        update(table)
        .where(table.c.id == bindparam("its_id"))
        .values(
            **AT_REST,
            state=READ,
            outcome=bindparam("its_outcome"),
            reason="",
            read_at=now,
            counted_at=func.coalesce(table.c.counted_at, now),
        )
    )
    rows = [{"its_id": claim.item.id, "its_outcome": done.outcome.value} for claim, done in kept]
    connection.execute(marked, sorted(rows, key=lambda row: row["its_id"]))
    late = [claim.item.id for claim, _ in kept if claim.item.page_wanted]
    if late:
        waited = update(table).where(table.c.id.in_(sorted(late)))
        connection.execute(waited.values(page_host=None, page_refused=LATE.sentence))


def _count(connection: Connection, kept: Sequence[Read]) -> None:
    counts: Counter[tuple[int, str, str]] = Counter()
    for claim, done in kept:
        counts[claim.item.feed_id, "read", done.outcome.value] += 1
        if claim.item.page_wanted:
            counts[claim.item.feed_id, "pages refused", LATE.trouble.value] += 1
    count_all(connection, counts)


def _forget_findings(connection: Connection, articles: Sequence[Article]) -> None:
    """What an earlier reading of the same revision had found."""
    table = tables.finding
    gone = delete(table).where(
        table.c.article_id == bindparam("its_id"), table.c.article_revision == bindparam("its_revision")
    )
    present = select(table.c.article_id).where(table.c.article_id.in_([article.id for article in articles]))
    again = set(connection.execute(present).scalars())
    rows = [{"its_id": one.id, "its_revision": one.revision} for one in articles if one.id in again]
    if rows:
        connection.execute(gone, rows)
