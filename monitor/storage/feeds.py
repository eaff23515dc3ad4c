"""What the poll loop keeps: the configured feeds, their state, and the articles they bring.

In: the configuration's feeds, and one `Polled` a poll. Out: claims on feeds that are due, hashes of known entries.
Each public method is one transaction; a feed that leaves the configuration becomes inactive and keeps its history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import Engine, bindparam, func, insert, select, true, update

from monitor.model import Claim, FailureCause, Feed, Polled
from monitor.storage import rows, tables
from monitor.storage.claim import AT_REST, Lease, claim, fenced_update, release
from monitor.storage.columns import index_key
from monitor.storage.engine import transaction
from monitor.storage.intake import take_in

SELECT_CHUNK = 500


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
        wanted = {feed.url: feed for feed in feeds}
        table = tables.feed
        with transaction(self._engine) as connection:
            present = {row["url"]: row for row in connection.execute(select(table)).mappings()}
            added = [
                {"url": url, "added_at": now, "due_at": now, **rows.feed_settings(feed)}
                for url, feed in wanted.items()
                if url not in present
            ]
            if added:
                connection.execute(insert(table), added)
            changed = 0
            for url in wanted.keys() & present.keys():
                settings = {**rows.feed_settings(wanted[url]), "active": True}
                if any(present[url][name] != value for name, value in settings.items()):
                    back = {} if present[url]["active"] else {"due_at": now}
                    connection.execute(update(table).where(table.c.url == url).values({**settings, **back}))
                    changed += 1
            gone = [{"gone": url} for url, row in present.items() if row["active"] and url not in wanted]
            if gone:
                connection.execute(update(table).where(table.c.url == bindparam("gone")).values(active=False), gone)
        return Synced(added=len(added), changed=changed, deactivated=len(gone))

    def claim_feeds(self, *, now: datetime, lease: timedelta, limit: int, next_check: timedelta) -> list[Claim[Feed]]:
        """Claim feeds that are due. Each is due again `next_check` from now, should this worker die over it."""
        with transaction(self._engine) as connection:
            claimed = claim(
                connection,
                tables.feed,
                lease=Lease.take(now, lease),
                limit=limit,
                where=tables.feed.c.active.is_(true()),
                values={"due_at": now + next_check},
            )
            return rows.claims(claimed, rows.feed_of)[0]

    def release(self, claimed: Claim[Feed], *, due_at: datetime | None = None) -> None:
        """Give a feed back unpolled."""
        with transaction(self._engine) as connection:
            release(connection, tables.feed, row_id=claimed.item.id, token=claimed.token, due_at=due_at)

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

    def record_poll(self, claimed: Claim[Feed], polled: Polled, *, now: datetime) -> None:
        """Store new and updated articles, the feed's state and the ledger's counts; end the claim.

        Raises `LeaseLost`, with nothing stored, when the feed was claimed anew meanwhile.
        """
        feed = claimed.item
        with transaction(self._engine) as connection:
            values = {**rows.feed_state(polled.state), **AT_REST}
            if polled.state.next_check_at is not None:
                values["due_at"] = polled.state.next_check_at
            fenced_update(connection, tables.feed, row_id=feed.id, token=claimed.token, values=values)
            if take_in(connection, feed.id, polled, now=now):
                connection.execute(update(tables.feed).where(tables.feed.c.id == feed.id).values(last_item_at=now))

    def make_due(self, *, now: datetime) -> int:
        """Make every active feed due at once; returns how many there are."""
        with transaction(self._engine) as connection:
            due = update(tables.feed).where(tables.feed.c.active.is_(true())).values(due_at=now)
            return connection.execute(due).rowcount

    def postpone_unreachable(self, *, until: datetime) -> int:
        """Have the feeds that could not be reached tried again at `until`, whatever their own patience says.

        For the time when our own network is down: that is no fault of theirs, and must not lengthen their pauses.
        """
        return self._reschedule_unreachable(until)

    def make_unreachable_due(self, *, now: datetime) -> int:
        """Have the feeds that could not be reached tried again at once: the network is back."""
        return self._reschedule_unreachable(now)

    def _reschedule_unreachable(self, due_at: datetime) -> int:
        table = tables.feed
        which = table.c.active.is_(true()) & (table.c.last_cause == FailureCause.NETWORK.value) & (table.c.failures > 0)
        with transaction(self._engine) as connection:
            return connection.execute(update(table).where(which).values(due_at=due_at, failures=1)).rowcount

    def feeds(self) -> tuple[FeedOverview, ...]:
        """Every feed that was ever configured, active ones first, by name."""
        article, feed = tables.article, tables.feed
        counts = select(article.c.feed_id, article.c.state, func.count()).group_by(article.c.feed_id, article.c.state)
        with transaction(self._engine) as connection:
            by_feed: dict[int, dict[str, int]] = {}
            for feed_id, state, n in connection.execute(counts):
                by_feed.setdefault(feed_id, {})[state] = n
            ordered = select(feed).order_by(feed.c.active.desc(), feed.c.name, feed.c.id)
            return tuple(
                FeedOverview(
                    feed=rows.feed_of(row),
                    active=row["active"],
                    articles=sum(by_feed.get(row["id"], {}).values()),
                    waiting=by_feed.get(row["id"], {}).get("new", 0),
                    quarantined=by_feed.get(row["id"], {}).get("quarantined", 0),
                )
                for row in connection.execute(ordered).mappings()
            )
