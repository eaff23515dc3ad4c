"""What becomes of a subscription at a hub (WebSub), step by step; and whether a push is signed by who knows the secret.

In: a subscription, what the hub did, and `now`. Out: the subscription as it stands after that. A hub is a help, never
relied on: whatever it does, the feed is polled as before. Never sends anything.
"""

from __future__ import annotations

import hmac
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.model import Subscription, SubscriptionState

WANTED = timedelta(days=10)  # the lease that is asked for
RENEWED_AFTER = 0.8  # of the lease
SHORTEST = timedelta(seconds=5)  # between two requests, however short the leases that a hub grants
LONGEST = timedelta(days=90)
PATIENCE = timedelta(minutes=10)  # from the request until the hub has come to verify it
LATEST = timedelta(days=1)  # after the request, until which a verification still counts
FIRST_AGAIN, LAST_AGAIN = timedelta(hours=1), timedelta(days=1)  # pauses after failures
MOST_DOUBLINGS = 5
METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})  # WebSub 5.1.2: what X-Hub-Signature may name


def accepts(subscription: Subscription, *, mode: str, topic: str, now: datetime) -> bool:
    """Whether a verification is for what we asked, lately enough."""
    asked = subscription.asked_at
    fits = subscription.active and mode == "subscribe" and topic == subscription.topic
    return fits and asked is not None and now - asked <= LATEST


def verified(subscription: Subscription, *, lease: timedelta | None, now: datetime) -> Subscription:
    """The hub came to ask, and was told yes. `lease` is what it grants; what we wanted when it does not say."""
    granted = min(max(lease or WANTED, timedelta(0)), LONGEST)
    return replace(
        subscription,
        state=SubscriptionState.VERIFIED,
        asked_at=None,
        until=now + granted,
        due_at=now + max(granted * RENEWED_AFTER, SHORTEST),
        failures=0,
        last_error=None,
    )


def requested(subscription: Subscription, *, now: datetime) -> Subscription:
    """The hub took the request; until it comes back to verify it, what was granted before holds."""
    return replace(subscription, state=_standing(subscription, SubscriptionState.ASKED, now), due_at=now + PATIENCE)


def failed(subscription: Subscription, why: str, *, now: datetime, final: bool = False) -> Subscription:
    """The hub refused, or did not answer, or never came to verify. It is asked again, ever more rarely.

    `final`: the hub itself said no, so that what it granted before is over.
    """
    pause = min(FIRST_AGAIN * (1 << min(subscription.failures, MOST_DOUBLINGS)), LAST_AGAIN)
    state = SubscriptionState.FAILED if final else _standing(subscription, SubscriptionState.FAILED, now)
    return replace(
        subscription,
        state=state,
        until=None if final else subscription.until,
        due_at=now + (LAST_AGAIN if final else pause),
        failures=subscription.failures + 1,
        last_error=why,
    )


def waits(subscription: Subscription) -> bool:
    """Whether what it is due for is the hub's coming to verify, and not a request."""
    asked, due = subscription.asked_at, subscription.due_at
    return asked is not None and due is not None and due - asked < FIRST_AGAIN / 2


def holds(subscription: Subscription, now: datetime) -> bool:
    """Whether the hub pushes: it verified, and its lease has not ended."""
    return subscription.until is not None and now < subscription.until


def _standing(subscription: Subscription, otherwise: SubscriptionState, now: datetime) -> SubscriptionState:
    return SubscriptionState.VERIFIED if holds(subscription, now) else otherwise


def signed_right(header: str, body: bytes, secret: str) -> bool:
    """Whether X-Hub-Signature (`method=hex`) is that of the body under the secret, compared in constant time."""
    method, _, signature = header.strip().partition("=")
    if method.lower() not in METHODS or not signature.isascii():
        return False
    right = hmac.new(secret.encode(), body, method.lower()).hexdigest()
    return hmac.compare_digest(right, signature.strip().lower())
