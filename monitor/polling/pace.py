"""How often a healthy feed is asked: by how often it publishes, and by what its publisher wishes.

In: a feed that has just answered, its habit since, the configured default, `now`. Out: the interval, before jitter. A
feed whose `every` is configured is asked as it says; an official source at the default, for those are few, and count
most; and a file too. Slowing down serves the publisher and the machine; what it may cost the reader is bounded by
`SLOWER` and `RAREST`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.model import Feed, Habit, Tier
from monitor.polling.habit import HOUR

SLOWER = 4  # times the default, at the most
RAREST = timedelta(hours=6)  # whatever a publisher wishes or a habit suggests; a longer default stands
LOOKS = 24  # in the usual pause between two items: reading late costs a small part of it
FEWEST_HOURS = 5  # with something published, before a feed may be asked more rarely
LIVELY = timedelta(hours=2)  # after an item: news come in spells
AT_ONCE = timedelta(0)


def interval(feed: Feed, habit: Habit, *, default_every: timedelta, now: datetime) -> timedelta:
    """How long to wait after a good answer.

    Without an `every`: the default, or longer by the feed's habit, by the server's word on how long a copy stays fresh
    (both at most 4 times the default), or by the publisher's TTL; none of them past 6 h. `every` is kept as stated: a
    TTL is a wish to readers in general, and who writes `every: 5m` beside a feed knows this one.
    """
    if feed.every is not None:
        return feed.every
    if feed.tier is Tier.OFFICIAL or feed.is_file:
        return default_every
    wanted = _by_habit(habit, now=now)
    if habit.fresh_for is not None:
        wanted = max(wanted, habit.fresh_for)
    if wanted > default_every:
        wanted = min(wanted, default_every * SLOWER, RAREST)
    if habit.wish is not None:
        wanted = max(wanted, min(habit.wish, RAREST))
    return max(default_every, wanted)


def _by_habit(habit: Habit, *, now: datetime) -> timedelta:
    """A 24th of the usual pause between two hours with news; nothing while little is known, or just after an item."""
    if habit.newest_at is not None and now - habit.newest_at < LIVELY:
        return AT_ONCE
    for known in (habit.rhythm, habit.document):
        if known is not None and known.hours >= FEWEST_HOURS:
            return known.span * HOUR / (known.hours - 1) / LOOKS
    return AT_ONCE
