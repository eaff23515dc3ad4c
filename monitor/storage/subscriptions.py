"""Subscriptions at hubs (WebSub), so that a restart keeps them, and pushes that make a feed due.

In: what feeds say of their hubs, and what hubs do. Out: subscriptions that are due to be asked for. Each public method
is one transaction.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, select, update

from monitor.model import Claim, HubLink, Subscription, SubscriptionState
from monitor.storage import rows, tables
from monitor.storage.claim import AT_REST, Lease, claim, unheld
from monitor.storage.engine import transaction
from monitor.storage.upsert import insert_for

TOKEN_BYTES = 24
SECRET_BYTES = 32


def keep_hub(connection: Connection, feed_id: int, hub: HubLink, *, now: datetime) -> None:
    """Note the hub that a feed names. Another hub or topic than before is another subscription."""
    table = tables.subscription
    stated = {"hub": hub.hubs[0], "topic": hub.topic}
    present = (
        connection.execute(select(table.c.hub, table.c.topic).where(table.c.feed_id == feed_id)).mappings().first()
    )
    if present is not None and dict(present) == stated:
        return
    fresh = {
        **AT_REST,
        **stated,
        "token": secrets.token_urlsafe(TOKEN_BYTES),
        "secret": secrets.token_urlsafe(SECRET_BYTES),
        "state": SubscriptionState.WISHED.value,
        "due_at": now,
        "asked_at": None,
        "until": None,
        "failures": 0,
        "last_error": None,
    }
    statement = insert_for(connection, table).values(feed_id=feed_id, **fresh)
    connection.execute(statement.on_conflict_do_update(index_elements=["feed_id"], set_=fresh))


class SubscriptionStore:
    """Subscriptions and what pushes bring about."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim_due(self, *, now: datetime, lease: timedelta, limit: int) -> list[Claim[Subscription]]:
        """Claim subscriptions whose hub is to be asked (again), of feeds that are in the configuration."""
        table, feed = tables.subscription, tables.feed
        active = table.c.feed_id.in_(select(feed.c.id).where(feed.c.active.is_(True)))
        with transaction(self._engine) as connection:
            claimed = claim(connection, table, lease=Lease.take(now, lease), limit=limit, where=active)
            return rows.claims(claimed, subscription_of)[0]

    def asking(self, claimed: Claim[Subscription], *, now: datetime) -> None:
        """The hub is about to be asked: from now on it may come to verify."""
        self._change(claimed, {"asked_at": now})

    def record(self, claimed: Claim[Subscription], after: Subscription) -> None:
        """Record what came of asking and end the claim; a verification that came meanwhile stands."""
        table = tables.subscription
        with transaction(self._engine) as connection:
            ours = (table.c.id == after.id) & (table.c.lease_token == claimed.token)
            waiting = table.c.asked_at.is_not(None)
            connection.execute(update(table).where(ours, waiting).values({**_progress(after), **AT_REST}))
            connection.execute(update(table).where(ours).values(dict(AT_REST)))

    def verified(self, after: Subscription) -> None:
        """Record that the hub came and was told yes, or that it said no; whoever asks it just now is not disturbed."""
        table = tables.subscription
        with transaction(self._engine) as connection:
            connection.execute(update(table).where(table.c.id == after.id).values(_progress(after)))

    def by_token(self, token: str) -> Subscription | None:
        """The subscription whose callback has this name."""
        return next(iter(self._where(tables.subscription.c.token == token)), None)

    def all(self) -> tuple[Subscription, ...]:
        """Every subscription there is."""
        return self._where(tables.subscription.c.id.is_not(None))

    def pushed(self, feed_id: int, *, now: datetime) -> bool:
        """Make the feed due now. False while somebody polls it: that poll may have come too early, so ask again.

        A feed whose server asked for a pause, or called it gone, is left alone.
        """
        feed, table = tables.feed, tables.subscription
        with transaction(self._engine) as connection:
            connection.execute(update(table).where(table.c.feed_id == feed_id).values(pushed_at=now))
            held = select(feed.c.id).where(feed.c.id == feed_id, ~unheld(feed, now))
            if connection.execute(held).first() is not None:
                return False
            rests = (feed.c.resting_until.is_not(None) & (feed.c.resting_until > now)) | feed.c.gone_at.is_not(None)
            later = update(feed).where(feed.c.id == feed_id, feed.c.active.is_(True), feed.c.due_at > now, ~rests)
            connection.execute(later.values(due_at=now))
            return True

    def _change(self, claimed: Claim[Subscription], values: dict[str, Any]) -> None:
        table = tables.subscription
        ours = (table.c.id == claimed.item.id) & (table.c.lease_token == claimed.token)
        with transaction(self._engine) as connection:
            connection.execute(update(table).where(ours).values(values))

    def _where(self, which: Any) -> tuple[Subscription, ...]:
        table, feed = tables.subscription, tables.feed
        wanted = select(table, feed.c.active).join(feed, feed.c.id == table.c.feed_id).where(which).order_by(table.c.id)
        with transaction(self._engine) as connection:
            found: Sequence[RowMapping] = connection.execute(wanted).mappings().all()
        return tuple(it for _, it in rows.restored(found, subscription_of)[0])


def subscription_of(row: RowMapping) -> Subscription:
    """The subscription; of a claimed row, whose feed is in the configuration."""
    return Subscription(
        id=row["id"],
        feed_id=row["feed_id"],
        hub=row["hub"],
        topic=row["topic"],
        token=row["token"],
        secret=row["secret"],
        state=SubscriptionState(row["state"]),
        active=bool(row.get("active", True)),
        asked_at=row["asked_at"],
        until=row["until"],
        due_at=row["due_at"],
        failures=row["failures"],
        last_error=row["last_error"],
        pushed_at=row["pushed_at"],
    )


def _progress(after: Subscription) -> dict[str, Any]:
    return {
        "state": after.state.value,
        "asked_at": after.asked_at,
        "until": after.until,
        "due_at": after.due_at,
        "failures": after.failures,
        "last_error": after.last_error,
    }
