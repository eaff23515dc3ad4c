"""Learn from each answer how often a feed publishes and how late it is read; and say so in figures.

In: the habit as it was, the document, the articles that it brought, `now`. Out: the habit as it is, or a figure of it.
Counts by the time of publication, so that a look that came late does not move the day; and never counts a day on which
nobody looked. Remembers nine weeks: as many weekends, and no more than fits beside the feed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from itertools import pairwise
from operator import or_
from statistics import median

from monitor.model import Article, Day, DocumentKind, Feed, FeedState, Habit, ParsedFeed, Rhythm
from monitor.polling.days import Written, hours_in, in_writing, packed, rewritten, unpacked, unwritten, written

MEMORY = 64  # days: today and nine weeks
UNWATCHED = -1  # items of a day on which nobody looked
_UNWATCHED = f"{UNWATCHED:x}"  # as it is written
PAUSE = timedelta(hours=36)  # without an answer, after which the days in between count as unwatched
LATE = timedelta(days=2)  # what appears later than that after it was published is a find in an archive
LAGS = 15  # kept
ARTICLES = 400  # after which older ones count half
RATE_OVER = timedelta(days=28)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def learnt(
    feed: Feed, parsed: ParsedFeed, articles: Sequence[Article], *, fresh_for: timedelta | None = None, now: datetime
) -> Habit:
    """The habit after a document, not judged anew. `articles`: those that it brought, new and edited ones."""
    before = watched(feed.state, now=now)
    first = before.watched_since is None
    dated = [entry.published for entry in parsed.entries if entry.published and entry.published <= now]
    new = [article for article in articles if article.revision == 1]
    published = dated if first else _times(new, feed.state, now=now)
    hours = _hours(dated)
    days = _with(written(before.days), hours if first else _hours(published)) if published else None
    half = 2 if before.articles + len(new) > ARTICLES else 1
    return Habit(
        watched_since=before.watched_since or now,
        days=before.days if days is None else rewritten(days),
        rhythm=before.rhythm if days is None else _of_days(days),
        document=_rhythm(sorted(set(hours))),
        newest_at=max((*dated, *published, *filter(None, [before.newest_at])), default=None),
        entries=len(parsed.entries) if parsed.kind is DocumentKind.FEED else None,
        unchanged=False,
        lags=before.lags if first else (*before.lags, *_lags(new, now=now))[-LAGS:],
        articles=before.articles // half + len(new),
        unknown=before.unknown // half + sum(article.language.code is None for article in new),
        wish=parsed.ttl,
        fresh_for=fresh_for,
        quiet=before.quiet,
        judged_on=before.judged_on,
    )


def watched(state: FeedState, *, now: datetime) -> Habit:
    """The habit with the days since the last answer, if that is long ago, as unwatched."""
    last = state.last_ok_at
    if last is None or now - last <= PAUSE:
        return state.habit
    today = now.astimezone(UTC).toordinal()
    oldest = today - MEMORY + 1
    missed = range(max(last.astimezone(UTC).toordinal(), oldest), today + 1)
    days = [day for day in unpacked(state.habit.days) if day.number >= oldest and day.number not in missed]
    days += [Day(number=number, items=UNWATCHED, hours=0) for number in missed]
    return replace(state.habit, days=packed(sorted(days)))


def _times(new: Iterable[Article], state: FeedState, *, now: datetime) -> Sequence[datetime]:
    """When new articles were published; those without a date now.

    Articles that are dated long ago (an archive, new ids for old news, a publisher whose dates are wrong) are one sign
    of life together: they are no week's worth of news, but a feed that brings them is not dead.
    """
    earliest = (state.last_ok_at or now) - LATE
    dated = [(article, article.published_at or now) for article in new]
    times = [min(at, now) for article, at in dated if at >= earliest and (article.published_at or not article.backlog)]
    return times if times or not dated else [now]


def _lags(new: Iterable[Article], *, now: datetime) -> Iterable[int]:
    for article in new:
        if article.published_at is not None and not article.backlog:
            yield max(round((now - article.published_at).total_seconds()), 0)


def _hours(times: Iterable[datetime]) -> Sequence[int]:
    """The hour of each, counted from the epoch."""
    return [(at - EPOCH) // HOUR for at in times]


def _with(days: dict[int, Written], published: Iterable[int]) -> dict[int, Written]:
    """The days with items of these hours in them; what is published on an unwatched day leaves it unwatched."""
    added: dict[int, list[int]] = {}
    for hour in published:
        day_since, of_day = divmod(hour, 24)
        added.setdefault(EPOCH.toordinal() + day_since, []).append(of_day)
    for number, hours in added.items():
        day = unwritten(days[number]) if number in days else Day(number, 0, 0)
        if day.items != UNWATCHED:
            in_all = reduce(or_, (1 << hour for hour in hours), day.hours)
            days[number] = in_writing(Day(number, day.items + len(hours), in_all))
    newest = max(days.keys() | added)
    return {number: days[number] for number in sorted(days) if number > newest - MEMORY}


def _of_days(days: Mapping[int, Written]) -> Rhythm | None:
    """How hours with news follow each other, oldest day first. No pause is measured across an unwatched day."""
    count = longest = span = 0
    before: int | None = None  # the last hour with news
    for number, (_, items, written_hours) in days.items():
        if items == _UNWATCHED:
            before = None
            continue
        hours = hours_in(written_hours)
        if not hours.number:
            continue
        first = number * 24 + hours.first
        pause = 0 if before is None else first - before
        count, longest = count + hours.number, max(longest, pause, hours.longest)
        before = number * 24 + hours.last
        span += pause + before - first
    return Rhythm(hours=count, longest=longest, span=span) if longest else None


def _rhythm(hours: Sequence[int]) -> Rhythm | None:
    pauses = [later - earlier for earlier, later in pairwise(hours)]
    return Rhythm(hours=len(hours), longest=max(pauses), span=sum(pauses)) if pauses else None


# --- figures ----------------------------------------------------------------------------------------------------


def weeks(habit: Habit, *, ending: date) -> list[int | None]:
    """Items in the seven days up to and with `ending`, in the seven before, and so on, as far as is remembered.

    None for a week of which a day was not watched.
    """
    last = ending.toordinal()
    sums: list[int | None] = [0] * (MEMORY // 7)
    begun = habit.watched_since.astimezone(UTC).toordinal() if habit.watched_since else last
    for day in unpacked(habit.days):
        back = (last - day.number) // 7
        if 0 <= back < len(sums):
            before = sums[back]
            sums[back] = None if before is None or day.items == UNWATCHED else before + day.items
    return [items if begun <= last - 7 * (back + 1) else None for back, items in enumerate(sums)]


def rate(habit: Habit, *, now: datetime) -> float | None:
    """Items a day over the last four weeks, as far as they are known; None before a day has passed."""
    today = now.astimezone(UTC).toordinal()
    if habit.watched_since is None:
        return None
    remembered = unpacked(habit.days)
    first = min((day.number for day in remembered), default=today)
    begin = max(min(habit.watched_since.astimezone(UTC).toordinal(), first), today - RATE_OVER.days)
    days = [day for day in remembered if begin <= day.number < today]
    known = today - begin - sum(day.items == UNWATCHED for day in days)
    return sum(day.items for day in days if day.items != UNWATCHED) / known if known > 0 else None


def lag(habit: Habit) -> timedelta | None:
    """From published to fetched, typically: the median of the last items that came while the feed was watched."""
    return timedelta(seconds=median(habit.lags)) if habit.lags else None


def unknown_share(habit: Habit) -> float | None:
    """The share of the last articles whose language was not recognised."""
    return habit.unknown / habit.articles if habit.articles else None
