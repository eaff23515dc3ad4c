"""What the read loop keeps: claims on unread articles, the join lock, and what cannot be read.

In: claims and the conclusions of `pipeline.read`. Out: articles to read, and sessions under the one join lock.
An article that fails is tried again later, and after three tries set aside with its reason: it spoils itself alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, RowMapping, and_, func, select, update

from monitor.failpoints import failpoint
from monitor.model import Article, Claim, Conclusion, ReadOutcome
from monitor.storage import codec, rows, tables
from monitor.storage.claim import AT_REST, LEASED, Lease, claim_by, claiming, fenced_update, release
from monitor.storage.engine import transaction
from monitor.storage.episodes import EpisodeSession, session_of
from monitor.storage.frequencies import counted
from monitor.storage.intake import NEW, QUARANTINED, READ, SELECT_CHUNK
from monitor.storage.remembered import RememberedMembers
from monitor.storage.session import JoinSession, take_join_lock
from monitor.storage.unmatched import record_unmatched
from monitor.storage.upsert import count

MAX_TRIES = 3
STORY_CLOSES_AFTER = timedelta(days=7)
FIRST_RETRY = timedelta(seconds=15)
SHARE_OF_LEASE = 8  # of the default lease: 15 s, as after any other failure
MOST_DOUBLINGS = 8

# Built once, and asking for no more than an article and its claim are made of: the read loop claims all day.
_WANTED = ("id", "feed_id", "revision", "content", "page_host", "page_refused", "due_at", *LEASED)
_CLAIM_FRESH = claiming(
    tables.article, where=and_(tables.article.c.state == NEW, tables.article.c.attempts == 0), columns=_WANTED
)
_CLAIM_ANY = claiming(tables.article, where=tables.article.c.state == NEW, columns=_WANTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is told of an article that is set aside, in the same transaction: `tell` looks at the subject's episode."""

    subject: str
    tell: Callable[[EpisodeSession], None]


class ArticleStore:
    """Unread articles, and the index of stories."""

    def __init__(self, engine: Engine, *, story_closes_after: timedelta = STORY_CLOSES_AFTER) -> None:
        self._engine = engine
        self._closes_after = story_closes_after
        self._remembered = RememberedMembers()

    def claim_articles(self, *, now: datetime, lease: timedelta, limit: int) -> list[Claim[Article]]:
        """Claim unread articles, first come first.

        One that was tried before comes alone, when no other waits: should it kill the process, no neighbour's tries
        are spent. From its third try on it is put off beforehand, longer each time: a process that ends while it reads
        is not ended by it again at once, and one that was killed for other reasons seldom counts against it. One whose
        stored form cannot be read is set aside at once.
        """
        failpoint("read.before_claim")
        with transaction(self._engine) as connection:
            taken = Lease.take(now, lease)
            claimed = claim_by(connection, _CLAIM_FRESH, lease=taken, limit=limit)
            if not claimed:
                claimed = claim_by(connection, _CLAIM_ANY, lease=taken, limit=1)
                for row in claimed:
                    later = {"due_at": now + _pause(row["attempts"], lease)}
                    fenced_update(connection, tables.article, row_id=row["id"], token=taken.token, values=later)
            claims, broken = rows.claims(claimed, rows.article_of)
            for row, reason in broken:
                _set_aside(connection, row["id"], row["feed_id"], token=taken.token, reason=reason, now=now)
            if claims:
                failpoint("read.in_claim")
        if claims:
            failpoint("read.claimed")
        return claims

    def release(self, *claimed: Claim[Article], due_at: datetime | None = None) -> None:
        """Give articles back unread."""
        with transaction(self._engine) as connection:
            for one in sorted(claimed, key=lambda claimed: claimed.item.id):
                release(connection, tables.article, row_id=one.item.id, token=one.token, due_at=due_at)

    @contextmanager
    def joining(self, *, now: datetime) -> Iterator[JoinSession]:
        """Open a session under the join lock; commits at its end, rolls back on an exception.

        On SQLite the transaction itself is the lock. Inside, call no other method of a store: the writer is taken.
        """
        try:
            with transaction(self._engine) as connection:
                take_join_lock(connection)
                failpoint("read.joining")
                session = JoinSession(connection, now=now, closes_after=self._closes_after, remembered=self._remembered)
                yield session
                session.finish()
        except BaseException:
            self._remembered.forget()
            raise
        failpoint("read.recorded")

    def record_unmatched(
        self, read: Sequence[tuple[Claim[Article], Conclusion]], *, now: datetime
    ) -> Sequence[tuple[Claim[Article], Conclusion]]:
        """Record articles in which nothing was found, all in one transaction; returns those that are not ours now."""
        with transaction(self._engine) as connection:
            take_join_lock(connection)
            failpoint("read.joining")
            lost = record_unmatched(connection, read, now=now)
        failpoint("read.recorded")
        return lost

    def fail_article(self, claimed: Claim[Article], error: str, *, now: datetime, notice: Notice | None = None) -> bool:
        """Note a failed try. The first two are repeated after 15 s, then 30 s; the third sets the article aside.

        Returns whether it was set aside; `notice` is stored in that case alone, in the same transaction.
        """
        if claimed.attempts >= MAX_TRIES:
            self.quarantine(claimed, error, now=now, notice=notice)
            return True
        later = {
            "due_at": now + FIRST_RETRY * 2 ** (claimed.attempts - 1),
            "reason": error,
            "lease_until": None,
            "lease_token": None,
        }
        with transaction(self._engine) as connection:
            fenced_update(connection, tables.article, row_id=claimed.item.id, token=claimed.token, values=later)
        return False

    def quarantine(self, claimed: Claim[Article], reason: str, *, now: datetime, notice: Notice | None = None) -> None:
        """Set an article aside with its reason, and tell of it in the same transaction."""
        article = claimed.item
        with transaction(self._engine) as connection:
            if notice is not None:
                take_join_lock(connection)
            _set_aside(connection, article.id, article.feed_id, token=claimed.token, reason=reason, now=now)
            if notice is not None:
                notice.tell(session_of(connection, notice.subject, now=now))

    def retry_quarantined(self, article_ids: Iterable[int] | None = None, *, now: datetime) -> int:
        """Have articles that were set aside (all, or these) read once more; returns how many. Counted as retried."""
        table = tables.article
        which = table.c.state == QUARANTINED
        if article_ids is not None:
            which &= table.c.id.in_(list(article_ids))
        with transaction(self._engine) as connection:
            back = update(table).where(which).values(**AT_REST, state=NEW, due_at=now).returning(table.c.feed_id)
            feed_ids = sorted(connection.execute(back).scalars())
            for feed_id in feed_ids:
                count(connection, feed_id, {("retried", ""): 1})
        return len(feed_ids)

    def read_again(self, article_ids: Iterable[int], *, now: datetime, as_news: bool = False) -> int:
        """Have articles that were read be read once more, by the rules of then; returns how many. Counted as retried.

        Those that were backlog at first sight are told then only with `as_news`.
        """
        table = tables.article
        wanted = sorted(set(article_ids))
        with transaction(self._engine) as connection:
            feed_ids: list[int] = []
            for start in range(0, len(wanted), SELECT_CHUNK):
                chunk = wanted[start : start + SELECT_CHUNK]
                back = update(table).where(table.c.state == READ, table.c.id.in_(chunk))
                back = back.values(**AT_REST, state=NEW, due_at=now, reason="")
                found = connection.execute(back.returning(table)).mappings().all()
                feed_ids.extend(row["feed_id"] for row in found)
                if as_news:
                    _no_backlog(connection, found)
            for feed_id in sorted(feed_ids):
                count(connection, feed_id, {("retried", ""): 1})
        return len(feed_ids)

    def counted(self) -> Mapping[str, int]:
        """How many articles had their features counted, by language ('' for unknown); old ones fade out."""
        with transaction(self._engine) as connection:
            return counted(connection)

    def waiting(self) -> int:
        """How many articles are unread."""
        with transaction(self._engine) as connection:
            return unread(connection)


def unread(connection: Connection) -> int:
    """How many articles wait to be read."""
    waiting = select(func.count()).select_from(tables.article).where(tables.article.c.state == NEW)
    return connection.execute(waiting).scalar_one()


def _no_backlog(connection: Connection, found: Iterable[RowMapping]) -> None:
    """Let what was old news at first sight be told."""
    table = tables.article
    for _, article in rows.restored(found, rows.article_of)[0]:
        if article.backlog:
            content = codec.dump(Article, replace(article, backlog=False))
            connection.execute(update(table).where(table.c.id == article.id).values(content=content))


def _pause(attempts: int, lease: timedelta) -> timedelta:
    """How long to leave an article alone, should this claim (the second or a later one) end without a word."""
    return lease / SHARE_OF_LEASE * 2 ** min(attempts - 3, MOST_DOUBLINGS) if attempts > MAX_TRIES - 1 else timedelta(0)


def _set_aside(
    connection: Connection, article_id: int, feed_id: int, *, token: str, reason: str, now: datetime
) -> None:
    outcome = ReadOutcome.QUARANTINED.value
    values = {**AT_REST, "state": QUARANTINED, "outcome": outcome, "reason": reason, "read_at": now}
    fenced_update(connection, tables.article, row_id=article_id, token=token, values=values)
    count(connection, feed_id, {("read", outcome): 1})
