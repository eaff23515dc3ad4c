"""What a delivery becomes after one try. Pure: the jitter is drawn from the delivery's own numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b

from monitor.model import Delivery, DeliveryState, Outcome, OutcomeStatus

# 15 s doubled each time, ±20 %, at most an hour, for a day: long enough for a mail server's bad night.
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(hours=24)
FEWEST_TRIES = 10  # about two hours of trying: a day that we slept through is no fault of the channel
LONGEST_WISH = timedelta(hours=24)  # of a channel that says when to come back
JITTER = 0.2
_DOUBLINGS = 8  # 15 s · 2⁸ is over the hour already


def backoff(delivery_id: int, attempt: int) -> timedelta:
    """How long to wait after the `attempt`-th try (from 1). The same numbers always give the same wait."""
    digest = blake2b(f"{delivery_id}:{attempt}".encode(), digest_size=4).digest()
    jitter = 1 + JITTER * (2 * int.from_bytes(digest, "big") / (2**32 - 1) - 1)
    return min(FIRST_WAIT * (1 << min(attempt - 1, _DOUBLINGS)) * jitter, LONGEST_WAIT)


def after_send(delivery: Delivery, outcome: Outcome, *, now: datetime) -> Delivery:
    """The delivery's next state: sent, pending again at a later time, or dead after a final refusal.

    Dead also after a day in which it was tried often enough: a machine that was off for the weekend has a pending
    telling that is two days old and was tried once.
    """
    tried = replace(
        delivery,
        attempts=delivery.attempts + 1,
        first_tried_at=delivery.first_tried_at or now,
        last_outcome=outcome.detail,
    )
    if outcome.status is OutcomeStatus.SENT:
        return replace(tried, state=DeliveryState.SENT)
    worn_out = now - (tried.first_tried_at or now) >= GIVE_UP_AFTER and tried.attempts >= FEWEST_TRIES
    if outcome.status is OutcomeStatus.FAILED or worn_out:
        return replace(tried, state=DeliveryState.DEAD)
    wish = min(outcome.retry_after or timedelta(0), LONGEST_WISH)
    wait = max(backoff(delivery.id, tried.attempts), wish)
    return replace(tried, state=DeliveryState.PENDING, due_at=now + wait)


def after_send_together(deliveries: Sequence[Delivery], outcome: Outcome, *, now: datetime) -> tuple[Delivery, ...]:
    """What tellings become that were sent in one message: all in it, or all to be sent together again at one time."""
    tried = [after_send(delivery, outcome, now=now) for delivery in deliveries]
    again_at = max((one.due_at for one in tried if one.state is DeliveryState.PENDING), default=now)
    return tuple(_after_digest(one, again_at) for one in tried)


def _after_digest(tried: Delivery, again_at: datetime) -> Delivery:
    if tried.state is DeliveryState.SENT:
        return replace(tried, state=DeliveryState.IN_DIGEST)
    if tried.state is DeliveryState.PENDING:
        return replace(tried, state=DeliveryState.DEFERRED, gathered=True, due_at=again_at)
    return tried
