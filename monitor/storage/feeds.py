"""What the poll loop keeps: the configured feeds, their state, and the articles they bring.

In: the configuration's feeds, and one `Polled` a poll. Out: claims on feeds that are due, hashes of known entries.
Each public method is one transaction; a feed that leaves the configuration becomes inactive and keeps its history.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import ColumnElement, Engine, and_, bindparam, func, null, or_, select, true, update

from monitor.errors import StorageError
from monitor.failpoints import failpoint
from monitor.model import Claim, Feed, PageMemory, Polled
from monitor.storage import feed_rows, feed_writes, tables
from monitor.storage.claim import Lease, asked, due_rows
from monitor.storage.columns import index_key
from monitor.storage.engine import snapshot, transaction
from monitor.storage.frequencies import counted
from monitor.storage.intake import NEW, QUARANTINED
from monitor.storage.poll_records import Record, record_poll, record_polls
from monitor.storage.upsert import insert_for
from monitor.storage.watched import known_titles, memory_of

SELECT_CHUNK = 500
UNLEARNT = dict.fromkeys(("etag", "last_modified", "body_hash", "last_ok_at", "found_at"))  # null
MOST_EXCLUDED = 30_000  # SQLite takes 32,766 values in one statement
SETTINGS = ("name", "language", "tier", "every_seconds", "full_text", "watch")  # columns that the configuration sets

_DUE = and_(tables.feed.c.active.is_(true()), tables.feed.c.due_at <= bindparam("due_by"))
_OTHERS = tables.feed.c.id.not_in(bindparam("besides", expanding=True))
_FIND = due_rows(tables.feed, feed_rows.wanted(feed_rows.CLAIMED), where=_DUE)
_FIND_OTHERS = due_rows(tables.feed, feed_rows.wanted(feed_rows.CLAIMED), where=_DUE & _OTHERS)
_FEED = feed_rows.wanted(feed_rows.WHOLE)
_RELEASE = (
    update(tables.feed)
    .where(tables.feed.c.id == bindparam("its_id"), tables.feed.c.lease_token == bindparam("its_token"))
    .values(lease_until=null(), lease_token=null(), attempts=tables.feed.c.attempts - 1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What became of the feed table when the configuration was read."""

    added: int
    changed: int
    deactivated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOverview:
    """A feed as `vedette feeds` shows it, with how many articles it brought and how many of them wait."""

    feed: Feed
    active: bool
    articles: int
    waiting: int
    quarantined: int


class FeedStore:
    """Feeds and the articles they bring."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def sync(self, feeds: Iterable[Feed], *, now: datetime) -> Synced:
        """Make the table agree with the configuration: by address, never deleting. New feeds are due at once."""
        wanted = {feed.url: feed_rows.settings(feed) for feed in feeds}
        table = tables.feed
        with transaction(self._engine) as connection:
            known = (table.c.url, table.c.active, *(table.c[name] for name in SETTINGS))
            present = {row["url"]: row for row in connection.execute(select(*known)).mappings()}
            added = [
                {"url": url, "added_at": now, "due_at": now, **settings}
                for url, settings in wanted.items()
                if url not in present
            ]
            if added:  # another process of the same configuration may start at this very moment
                connection.execute(insert_for(connection, table).on_conflict_do_nothing(index_elements=["url"]), added)
            both = sorted(wanted.keys() & present.keys())  # in one order, whoever does it at the same time
            back = [url for url in both if not present[url]["active"]]
            other = [url for url in both if any(present[url][key] != value for key, value in wanted[url].items())]
            gone = [{"its_url": url} for url, row in present.items() if row["active"] and url not in wanted]
            ours = update(table).where(table.c.url == bindparam("its_url"))
            if other:
                connection.execute(ours, [{"its_url": url, **wanted[url]} for url in other])
            anew = [url for url in other if present[url]["watch"] != wanted[url]["watch"]]
            if anew:  # what was learnt of a feed says nothing of a page, nor the other way round
                connection.execute(ours.values(UNLEARNT), [{"its_url": url} for url in anew])
            if back:
                connection.execute(ours.values(active=True, due_at=now), [{"its_url": url} for url in back])
            if gone:
                connection.execute(ours.values(active=False), gone)
        return Synced(added=len(added), changed=len({*back, *other}), deactivated=len(gone))

    def claim_feeds(
        self,
        *,
        now: datetime,
        lease: timedelta,
        limit: int,
        next_check: timedelta,
        due_by: datetime | None = None,
        besides: Collection[int] = (),
    ) -> list[Claim[Feed]]:
        """Claim feeds that are due (at `due_by`, if that is earlier than now) and whose id is not among `besides`.

        Each is due again `next_check` from now, should this worker die over it.
        """
        held, due_at = Lease.take(now, lease), now + next_check
        wanted = {**asked(held, limit), "due_by": due_by or now}
        statement = _FIND
        if besides:
            statement, wanted["besides"] = _FIND_OTHERS, list(islice(besides, MOST_EXCLUDED))
        failpoint("poll.before_claim")
        with transaction(self._engine) as connection:
            found = connection.execute(statement, wanted).all()
            feed_writes.hold(connection, [row.id for row in found], held, due_at=due_at)
            claims = feed_rows.claims(found, held, due_at=due_at)
            if claims:
                failpoint("poll.in_claim")
        if claims:
            failpoint("poll.claimed")
        return claims

    def release(self, *claimed: Claim[Feed], due_at: datetime | None = None) -> None:
        """Give feeds back unpolled."""
        due = {} if due_at is None else {"due_at": due_at}
        in_order = sorted(claimed, key=lambda one: one.item.id)
        ours = [{"its_id": one.item.id, "its_token": one.token, **due} for one in in_order]
        if ours:
            with transaction(self._engine) as connection:
                connection.execute(_RELEASE, ours)

    def known_entries(self, feed_id: int, entry_ids: Sequence[str]) -> Mapping[str, str]:
        """Content hash by entry id, for those of `entry_ids` that the feed brought before."""
        by_key = {index_key(entry_id): entry_id for entry_id in entry_ids}
        known: dict[str, str] = {}
        keys = iter(by_key)
        table = tables.article
        with transaction(self._engine) as connection:
            while chunk := list(islice(keys, SELECT_CHUNK)):
                found = connection.execute(
                    select(table.c.entry_id, table.c.entry_hash).where(
                        table.c.feed_id == feed_id, table.c.entry_id.in_(chunk)
                    )
                )
                known.update({by_key[entry_id]: digest for entry_id, digest in found})
        return known

    def known_links(self, feed_id: int, links: Sequence[str]) -> Mapping[str, str]:
        """Title by address, for those of `links` that the feed brought before."""
        known: dict[str, str] = {}
        wanted = iter(links)
        table = tables.article
        with transaction(self._engine) as connection:
            while chunk := list(islice(wanted, SELECT_CHUNK)):
                found = connection.execute(
                    select(table.c.link, table.c.title).where(table.c.feed_id == feed_id, table.c.link.in_(chunk))
                )
                known.update((link, title) for link, title in found)
        return known

    def known_titles(self, feed_id: int, titles: Sequence[str]) -> Collection[str]:
        """Those of `titles` that the feed brought before, under whatever address."""
        with transaction(self._engine) as connection:
            return known_titles(connection, feed_id, titles)

    def page_memory(self, feed_id: int) -> PageMemory | None:
        """What is remembered of a page whose text is watched; None before the first look."""
        with transaction(self._engine) as connection:
            return memory_of(connection, feed_id)

    def counted(self) -> Mapping[str, int]:
        """How many articles had their features counted, by language ('' for unknown); old ones fade out."""
        with transaction(self._engine) as connection:
            return counted(connection)

    def record_poll(self, claimed: Claim[Feed], polled: Polled, *, now: datetime) -> None:
        """Store new and updated articles, the feed's state and the ledger's counts; end the claim.

        Raises `LeaseLost`, with nothing stored, when the feed was claimed anew meanwhile.
        """
        record_poll(self._engine, (claimed, polled, now))

    def record_polls(self, records: Sequence[Record]) -> list[StorageError | None]:
        """Record some polls, as `record_poll` does each; what it would raise is the answer for that poll."""
        return record_polls(self._engine, records)

    def make_due(self, *, now: datetime) -> int:
        """Make every active feed due at once; returns how many there are."""
        with transaction(self._engine) as connection:
            table = tables.feed
            # Locked in order first: two processes that do this at once would else wait for each other in a ring.
            connection.execute(select(table.c.id).order_by(table.c.id).with_for_update()).all()
            due = update(table).where(table.c.active.is_(true())).values(due_at=now)
            return connection.execute(due).rowcount

    def reschedule(self, feed_ids: Collection[int], *, due_at: datetime) -> int:
        """Have feeds looked at again at `due_at`, whatever their own patience says, as after a first failure.

        For those that failed while our own network was down: that is no fault of theirs, and must not lengthen their
        pauses. One that somebody is polling just now is left alone: its poll decides.
        """
        table = tables.feed
        patience = {"due_at": due_at, "failures": 1}
        with transaction(self._engine) as connection:
            failed = update(table).where(table.c.failures > 0, table.c.lease_token.is_(None)).values(patience)
            wanted = iter(sorted(feed_ids))
            count = 0
            while chunk := list(islice(wanted, SELECT_CHUNK)):
                count += connection.execute(failed.where(table.c.id.in_(chunk))).rowcount
            return count

    def active(self) -> tuple[Feed, ...]:
        """The feeds of the configuration, with their ids."""
        return self._found()

    def failing(self) -> tuple[Feed, ...]:
        """Active feeds that failed when they were last asked, but for those that are gone for good."""
        table = tables.feed
        return self._found(table.c.failures > 0, table.c.gone_at.is_(None))

    def fallen(self) -> tuple[Feed, ...]:
        """Active feeds that are gone for good, or have fallen quiet."""
        table = tables.feed
        return self._found(or_(table.c.gone_at.is_not(None), table.c.quiet_since.is_not(None)))

    def active_among(self, feed_ids: Collection[int]) -> frozenset[int]:
        """Those of the feeds that are in the configuration."""
        table, wanted = tables.feed, iter(sorted(feed_ids))
        active: set[int] = set()
        if not feed_ids:
            return frozenset()
        with transaction(self._engine) as connection:
            while chunk := list(islice(wanted, SELECT_CHUNK)):
                found = select(table.c.id).where(table.c.active.is_(true()), table.c.id.in_(chunk))
                active.update(connection.execute(found).scalars())
        return frozenset(active)

    def _found(self, *where: ColumnElement[bool]) -> tuple[Feed, ...]:
        """Active feeds that fit, by id."""
        table = tables.feed
        wanted = _FEED.where(table.c.active.is_(true()), *where).order_by(table.c.id)
        with transaction(self._engine) as connection:
            return tuple(feed for _, feed in feed_rows.restored(connection.execute(wanted).all()))

    def answered_at(self) -> datetime | None:
        """When a remote feed last brought a document, or said that it has nothing new."""
        table = tables.feed
        remote = table.c.active.is_(true()) & ~table.c.url.startswith("file:")
        latest = select(table.c.last_ok_at).where(remote, table.c.last_ok_at.is_not(None))
        with transaction(self._engine) as connection:
            return connection.execute(latest.order_by(table.c.last_ok_at.desc()).limit(1)).scalar_one_or_none()

    def feeds(self) -> tuple[FeedOverview, ...]:
        """Every feed that was ever configured, active ones first, by name."""
        article, feed = tables.article, tables.feed
        # Two looks into indexes, never through the articles themselves, which are large and many.
        total = select(article.c.feed_id, func.count().label("n")).group_by(article.c.feed_id)
        unread = select(article.c.feed_id, article.c.state, func.count()).where(article.c.state.in_((NEW, QUARANTINED)))
        with snapshot(self._engine) as connection:
            articles = {row.feed_id: row.n for row in connection.execute(total)}
            open_ones = connection.execute(unread.group_by(article.c.feed_id, article.c.state))
            by_state = {(feed_id, state): n for feed_id, state, n in open_ones}
            ordered = _FEED.add_columns(feed.c.active).order_by(feed.c.active.desc(), feed.c.name, feed.c.id)
            found = tuple(feed_rows.restored(connection.execute(ordered).all()))
        return tuple(
            FeedOverview(
                feed=one,
                active=row[-1],
                articles=articles.get(one.id, 0),
                waiting=by_state.get((one.id, NEW), 0),
                quarantined=by_state.get((one.id, QUARANTINED), 0),
            )
            for row, one in found
        )
