"""Record articles in which no rule found anything, many in one transaction: most articles are such.

In: claims and their conclusions, none of which opens or touches a story. Out: the same rows as one by one by
`JoinSession.record`, and the claims that were no longer ours, of which nothing is stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Integer, Text, bindparam, func, select, update

from monitor.failpoints import failpoint
from monitor.model import Article, Claim, Conclusion
from monitor.storage import tables
from monitor.storage.claim import AT_REST
from monitor.storage.columns import UtcDateTime
from monitor.storage.findings import forget_findings
from monitor.storage.frequencies import count_features
from monitor.storage.intake import READ
from monitor.storage.session import LATE
from monitor.storage.upsert import count_all

Read = tuple[Claim[Article], Conclusion]

# Built once: most of what the read loop does is this.
_ARTICLE = tables.article
_IDS = bindparam("ids", expanding=True, type_=Integer)
_HELD = (
    select(_ARTICLE.c.id, _ARTICLE.c.lease_token, _ARTICLE.c.counted_at)
    .where(_ARTICLE.c.id.in_(_IDS))
    .order_by(_ARTICLE.c.id)
    .with_for_update()
)
_AT = bindparam("at", type_=UtcDateTime)
_READ = {"state": READ, "outcome": bindparam("how", type_=Text), "reason": "", "read_at": _AT}
_MARKED = (
    update(_ARTICLE)
    .where(_ARTICLE.c.id.in_(_IDS))
    .values(**AT_REST, **_READ, counted_at=func.coalesce(_ARTICLE.c.counted_at, _AT))
)
_WAITED = update(_ARTICLE).where(_ARTICLE.c.id.in_(_IDS)).values(page_host=None, page_refused=LATE.sentence)


def record_unmatched(connection: Connection, read: Sequence[Read], *, now: datetime) -> list[Read]:
    """Mark the articles as read and count them; returns those that were claimed anew or edited meanwhile."""
    first_time, ours = _held(connection, read)
    kept = [one for one in read if one[0].item.id in ours]
    if not kept:
        return list(read)
    _mark(connection, kept, now=now)
    failpoint("read.in_record")
    _count(connection, kept)
    forget_findings(connection, [claim.item for claim, _ in kept])
    count_features(connection, [done for claim, done in kept if claim.item.id in first_time])
    failpoint("read.stored")
    return [one for one in read if one[0].item.id not in ours]


def _held(connection: Connection, read: Sequence[Read]) -> tuple[set[int], set[int]]:
    """Ids of the articles that were never counted before, and of those that are still ours; the rows stay locked."""
    tokens = {claim.item.id: claim.token for claim, _ in read}
    found = connection.execute(_HELD, {"ids": sorted(tokens)}).all()
    ours = {id_ for id_, token, _ in found if token == tokens[id_]}
    return {id_ for id_, _, counted_at in found if counted_at is None}, ours


def _mark(connection: Connection, kept: Sequence[Read], *, now: datetime) -> None:
    by_outcome: dict[str, list[int]] = {}
    for claim, done in kept:
        by_outcome.setdefault(done.outcome.value, []).append(claim.item.id)
    for outcome, ids in by_outcome.items():
        connection.execute(_MARKED, {"ids": sorted(ids), "how": outcome, "at": now})
    late = [claim.item.id for claim, _ in kept if claim.item.page_wanted]
    if late:
        connection.execute(_WAITED, {"ids": sorted(late)})


def _count(connection: Connection, kept: Sequence[Read]) -> None:
    counts: Counter[tuple[int, str, str]] = Counter()
    for claim, done in kept:
        counts[claim.item.feed_id, "read", done.outcome.value] += 1
        if claim.item.page_wanted:
            counts[claim.item.feed_id, "pages refused", LATE.trouble.value] += 1
    count_all(connection, counts)
