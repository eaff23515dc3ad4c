"""How a source stands, in one word and in one sentence. In: a feed and `now`. Out: a state, and why.

`fetched`, `unchanged`, `empty`, `failing`, `stale` and `silent` are different things, and none of them hides another:
the gravest that holds is named.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.model import Feed, Habit, Quiet, SourceState
from monitor.polling.quiet import fallen_quiet, items_lately

PATIENCE = 5  # failures in a row from which on a feed that is told to rest counts as failing


def source_state(feed: Feed, now: datetime) -> SourceState:
    """The state in one word."""
    state, habit = feed.state, feed.state.habit
    if state.gone_at is not None:
        return SourceState.GONE
    if state.failures:
        resting = state.resting_until is not None and now < state.resting_until and state.failures < PATIENCE
        return SourceState.RESTING if resting else SourceState.FAILING
    if state.last_ok_at is None:
        return SourceState.NEW
    if quiet := quiet_now(feed, now):
        return quiet.state
    if habit.entries == 0:
        return SourceState.EMPTY
    return SourceState.UNCHANGED if habit.unchanged else SourceState.FETCHED


def quiet_now(feed: Feed, now: datetime) -> Quiet | None:
    """How quiet the feed is, if it is.

    It may fall quiet between two looks; but a look that is overdue is no fault of the feed, and counts as made.
    """
    if feed.is_file:
        return None
    return fallen_quiet(feed.state.habit, now=min(now, feed.state.next_check_at or now))


def quiet_in_words(habit: Habit, quiet: Quiet, *, now: datetime) -> str:
    """What was usual, and what is now: 'nothing new since …; before, …'."""
    if quiet.state is SourceState.STALE and habit.newest_at is not None:
        usual = f", and usually {_items(quiet.usual)} came in a week" if quiet.usual else ""
        longest = in_hours(quiet.longest)
        return (
            f"nothing new since {habit.newest_at:%Y-%m-%d %H:%M} UTC; before, no pause was longer than {longest}{usual}"
        )
    lately = items_lately(habit, now=now) or 0
    return (
        f"{_items(lately) if lately else 'nothing'} in the last seven days; in the weeks before usually {quiet.usual}, "
        f"and never fewer than {quiet.least}"
    )


def in_hours(hours: int) -> str:
    """A length as people say it: '14 h', '3 days'."""
    days = round(timedelta(hours=hours) / timedelta(days=1))
    return f"{max(hours, 1)} h" if hours < 72 else f"{days} days"  # noqa: PLR2004 - up to three days hours say more


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"
