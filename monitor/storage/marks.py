"""Articles that are being read: whose they are now, and that they were read.

In: claims, later the conclusions. Out: the articles' rows marked, the ledger's counts. Many at once: to read an article
in which nothing is found is little more than this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Integer, Text, bindparam, func, select, update

from monitor.model import Article, Claim, Conclusion, NoPage, PageTrouble
from monitor.storage import tables
from monitor.storage.claim import AT_REST
from monitor.storage.columns import UtcDateTime
from monitor.storage.intake import READ
from monitor.storage.upsert import count_all

Read = tuple[Claim[Article], Conclusion]

LATE = NoPage(trouble=PageTrouble.LATE, reason="its turn did not come in time")

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


@dataclass(frozen=True, slots=True)
class Held:
    """Ids of the articles that are still ours, and of those that were never counted before."""

    ours: frozenset[int]
    first_time: frozenset[int]


def held(connection: Connection, claims: Iterable[Claim[Article]]) -> Held:
    """Which articles are still ours: not claimed anew, nor edited. The rows stay locked."""
    tokens = {claim.item.id: claim.token for claim in claims}
    found = connection.execute(_HELD, {"ids": sorted(tokens)}).all()
    return Held(
        ours=frozenset([id_ for id_, token, _ in found if token == tokens[id_]]),
        first_time=frozenset([id_ for id_, _, counted_at in found if counted_at is None]),
    )


def mark_read(connection: Connection, read: Sequence[Read], *, now: datetime) -> None:
    """Mark articles that are ours as read, ending their claims, and count them."""
    by_outcome: dict[str, list[int]] = {}
    for claim, done in read:
        by_outcome.setdefault(done.outcome.value, []).append(claim.item.id)
    for outcome, ids in by_outcome.items():
        connection.execute(_MARKED, {"ids": sorted(ids), "how": outcome, "at": now})
    late = [claim.item.id for claim, _ in read if claim.item.page_wanted]
    if late:
        connection.execute(_WAITED, {"ids": sorted(late)})
    _count(connection, read)


def _count(connection: Connection, read: Sequence[Read]) -> None:
    counts: Counter[tuple[int, str, str]] = Counter()
    for claim, done in read:
        counts[claim.item.feed_id, "read", done.outcome.value] += 1
        if claim.item.page_wanted:
            counts[claim.item.feed_id, "pages refused", LATE.trouble.value] += 1
    count_all(connection, counts)
