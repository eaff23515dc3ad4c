"""A feed's subscription at its hub (WebSub), and what is remembered of a watched page. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SubscriptionState(StrEnum):
    """How far a subscription got. Only `VERIFIED` brings pushes; the feed is polled in every state."""

    WISHED = "wished"  # the feed names a hub that was not asked yet
    ASKED = "asked"  # the hub took the request and has not come back to verify it
    VERIFIED = "verified"
    FAILED = "failed"  # the hub refused, denied or did not answer; it is asked again, rarely


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One feed at one hub. `token` is the unguessable end of the callback's address, `secret` signs what it gets."""

    id: int
    feed_id: int
    hub: str
    topic: str
    token: str
    secret: str
    state: SubscriptionState = SubscriptionState.WISHED
    active: bool = True  # its feed is in the configuration
    asked_at: datetime | None = None
    until: datetime | None = None  # the end of the lease that the hub granted
    due_at: datetime | None = None  # when it is asked (again)
    failures: int = 0  # in a row
    last_error: str | None = None
    pushed_at: datetime | None = None  # the last push with a right signature


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMemory:
    """Paragraphs that a watched page ever had, as short hashes, those of the last look at the end."""

    keys: tuple[str, ...] = ()
