"""Tell a feed that has fallen quiet from one that merely rests: over a night, a weekend, a holiday.

In: a habit and `now`. Out: `Quiet`, or None. A feed with too little history is never called quiet.

Two signs. *Stale*: nothing at all for far longer than the longest pause that was ever seen. *Silent*: in the last
seven full days far less than in the poorest of the weeks before; whole weeks are compared, so that weekends cancel out.

How much longer than the longest pause: if items came at random, the longest of n pauses would be about m ln n (m their
mean), and a pause k times as long would come once in n^(k-1) pauses. With k = 1 + 4 / log10(n) that is once in ten
thousand times the time that is remembered, whatever n is. News come in spells and rest by the clock, which makes the
longest pause longer than chance would, and the bound safer.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import log10
from statistics import median

from monitor.model import Habit, Quiet, Rhythm, SourceState
from monitor.polling.habit import HOUR, weeks

FEWEST_HOURS = 8  # with something published, before pauses are judged
LEARNING = timedelta(days=14)  # with two weekends in it
SOONEST = timedelta(hours=12)  # a pause that nobody is told of, however busy the feed
WEEKS = 4  # full ones before the last, at the least
FEWEST_ITEMS = 15  # in the poorest of them: where 15 are due by chance alone, 3 or fewer come once in 4,700 weeks
FAR_LESS = 0.2  # of the poorest week
BACK = 0.5  # of the poorest week: publishes again as it did
NEW_HABIT = timedelta(weeks=8)  # so long at the new pace, and it is the feed's habit


def fallen_quiet(habit: Habit, *, now: datetime) -> Quiet | None:
    """Whether the feed is quiet now. Once quiet it is so until it publishes again, or its new pace is its habit."""
    begun = habit.quiet
    if begun is None:
        return _begins(habit, now=now)
    if begun.state is SourceState.STALE and habit.newest_at == begun.newest_at:
        return begun
    if now - begun.since < NEW_HABIT and begun.least and not _is_back(habit, begun, now=now):
        return replace(begun, state=SourceState.SILENT)
    return None


def _begins(habit: Habit, *, now: datetime) -> Quiet | None:
    """Whether the feed falls quiet. Its weeks are whole days: to compare them once a day is enough."""
    overdue = _overdue(habit, now=now)
    if not overdue and habit.judged_on == now.astimezone(UTC).toordinal():
        return None
    pauses = _pauses(habit, now=now)
    last, *earlier = weeks(habit, ending=_yesterday(now))
    before = [items for items in earlier if items is not None]
    least = min(before) if len(before) >= WEEKS else 0
    known = Quiet(
        state=SourceState.STALE if overdue else SourceState.SILENT,
        since=now,
        usual=round(median(before)) if before else 0,
        least=least if least >= FEWEST_ITEMS else 0,
        longest=pauses.longest if pauses else 0,
        newest_at=habit.newest_at,
    )
    return known if overdue or (known.least and last is not None and last <= FAR_LESS * least) else None


def _overdue(habit: Habit, *, now: datetime) -> bool:
    """Whether nothing came for longer than any pause was."""
    rests = now - habit.newest_at if habit.newest_at is not None else timedelta(0)
    if rests <= SOONEST:
        return False
    pauses = _pauses(habit, now=now)
    return pauses is not None and rests > longest_rest(pauses)


def longest_rest(pauses: Rhythm) -> timedelta:
    """The longest pause that is no sign of trouble."""
    factor = 1 + 4 / log10(pauses.hours)
    return max(factor * pauses.longest * HOUR, SOONEST)


def items_lately(habit: Habit, *, now: datetime) -> int | None:
    """Items in the last seven full days."""
    return weeks(habit, ending=_yesterday(now))[0]


def _pauses(habit: Habit, *, now: datetime) -> Rhythm | None:
    """What is known of the feed's pauses: from watching it for long enough, else from the dates in its document."""
    since = habit.watched_since
    if since is not None and now - since >= LEARNING:
        seen = habit.rhythm
        if seen is not None and seen.hours >= FEWEST_HOURS:
            return seen
    document = habit.document
    enough = document is not None and document.hours >= FEWEST_HOURS and document.span * HOUR >= LEARNING
    return document if enough else None


def _yesterday(now: datetime) -> date:
    return now.astimezone(UTC).date() - timedelta(days=1)


def _is_back(habit: Habit, begun: Quiet, *, now: datetime) -> bool:
    """Whether the last seven days, today counted or not, hold half of what was the least."""
    this_week = weeks(habit, ending=now.astimezone(UTC).date())[0]
    return max(this_week or 0, items_lately(habit, now=now) or 0) >= BACK * begun.least
