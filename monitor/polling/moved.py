"""Believe a permanent redirect when it has lasted, and go back when the new address fails.

In: the feed as it stood, an answer that was a feed, `now`. Out: where it moved to, and what is being watched.
One redirect proves nothing: a wrong setting, a captive portal, a takeover of an hour look the same.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from monitor.model import Feed, Fetched, Moving, NotModified

SIGHTINGS = 3
OVER = timedelta(hours=24)


def after_answer(feed: Feed, response: Fetched | NotModified, *, now: datetime) -> tuple[str | None, Moving | None]:
    """The address to fetch from now on (None: the configured one), and the redirect that is not believed yet.

    The same redirect must have been met three times, over a day at least, with a feed at its end each time.
    """
    if response.moved is None and feed.state.moved_to is None:  # as nearly all
        return None, None
    asked_at = feed.address
    here = feed.state.moved_to if asked_at != feed.url else None
    if feed.state.found_at is not None or response.moved in {None, asked_at}:
        return here, None
    if response.moved == feed.state.moved_to:  # the configured address was asked, and leads there yet
        return response.moved, None
    moving = _seen(feed.state.moving, str(response.moved), now)
    if moving.times < SIGHTINGS or now - moving.since < OVER:
        return here, moving
    return (None if moving.to == feed.url else moving.to), None


def _seen(before: Moving | None, to: str, now: datetime) -> Moving:
    """The redirect counted once more, or for the first time."""
    if before is None or before.to != to:
        return Moving(to=to, since=now)
    return replace(before, times=before.times + 1)
