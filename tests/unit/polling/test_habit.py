"""What is learnt of a feed from its answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from monitor.model import (
    Article,
    Day,
    DocumentKind,
    Entry,
    Feed,
    FeedState,
    Habit,
    Language,
    ParsedFeed,
    Rhythm,
)
from monitor.polling import lag, rate, unknown_share
from monitor.polling.days import packed, unpacked
from monitor.polling.habit import LAGS, MEMORY, learnt, watched
from tests.unit.polling.made_up import DAY, HOUR, MINUTE, MONDAY, URL, WEEK, always, published, watch

NOON = MONDAY + 12 * HOUR
ENGLISH = Language(code="en", sure=True)


def feed(habit: Habit = Habit(), **state: object) -> Feed:  # noqa: B008 - frozen
    return Feed(id=1, url=URL, name="News", state=FeedState(habit=habit, **state))


def document(*ages: timedelta | None, **fields: object) -> ParsedFeed:
    entries = (Entry(id=str(n), published=None if age is None else NOON - age) for n, age in enumerate(ages))
    return ParsedFeed(entries=tuple(entries), **fields)


def article(age: timedelta | None = timedelta(0), **fields: object) -> Article:
    fields.setdefault("language", ENGLISH)
    return Article(entry_id="x", published_at=None if age is None else NOON - age, **fields)


def known(**fields: object) -> Feed:
    return feed(Habit(watched_since=NOON - 9 * WEEK, **fields), last_ok_at=NOON - HOUR)


def after(subject: Feed, *articles: Article, parsed: ParsedFeed | None = None) -> Habit:
    return learnt(subject, parsed or document(), articles, now=NOON)


def test_the_first_document_fills_the_past_by_its_dates():
    habit = after(feed(), parsed=document(HOUR, HOUR, 2 * HOUR, 2 * DAY, None))
    today = NOON.toordinal()
    assert unpacked(habit.days) == [Day(today - 2, 1, 1 << 12), Day(today, 3, 1 << 11 | 1 << 10)]
    assert (habit.watched_since, habit.newest_at, habit.entries) == (NOON, NOON - HOUR, 5)
    assert habit.lags == ()


def test_later_documents_count_what_is_new_by_when_it_was_published():
    habit = after(known(), article(HOUR), article(13 * HOUR), article(None))
    today = NOON.toordinal()
    assert unpacked(habit.days) == [Day(today - 1, 1, 1 << 23), Day(today, 2, 1 << 11 | 1 << 12)]
    assert habit.newest_at == NOON


def test_edited_articles_finds_in_the_archive_and_dates_to_come_are_no_news():
    habit = after(known(), article(HOUR, revision=2), article(30 * DAY), article(None, backlog=True), article(-DAY))
    assert unpacked(habit.days) == [Day(NOON.toordinal(), 1, 1 << 12)]
    assert after(feed(), parsed=document(-DAY)).newest_at is None


def test_articles_that_are_all_dated_long_ago_are_one_sign_of_life():
    habit = after(
        known(newest_at=NOON - 9 * DAY), article(30 * DAY), article(40 * DAY, backlog=True), article(50 * DAY)
    )
    assert unpacked(habit.days) == [Day(NOON.toordinal(), 1, 1 << 12)]
    assert habit.newest_at == NOON


def test_the_longest_pause_is_measured_between_hours_with_news():
    habit = after(known(), article(HOUR), article(2 * HOUR + MINUTE), article(10 * HOUR))
    assert habit.rhythm == Rhythm(hours=3, longest=7, span=9)
    assert after(known(), article(HOUR)).rhythm is None


def test_days_without_an_answer_are_unwatched_and_no_pause_is_measured_across_them():
    today = NOON.toordinal()
    before = Habit(watched_since=NOON - 9 * WEEK, days=packed([Day(today - 5, 4, 1), Day(today - 4, 4, 1)]))
    away = feed(before, last_ok_at=NOON - 3 * DAY)
    days = watched(away.state, now=NOON).days
    known_ones = [Day(today - 5, 4, 1), Day(today - 4, 4, 1)]
    assert unpacked(days) == [*known_ones, *(Day(today - n, -1, 0) for n in (3, 2, 1, 0))]
    back = after(away, article(HOUR), article(DAY))
    assert back.days == days
    assert back.rhythm == Rhythm(hours=2, longest=24, span=24)


def test_a_day_and_a_half_without_an_answer_is_an_ordinary_thing():
    before = Habit(watched_since=NOON - 9 * WEEK, days=packed([Day(NOON.toordinal() - 5, 4, 1)]))
    assert watched(feed(before, last_ok_at=NOON - 36 * HOUR).state, now=NOON) == before


def test_nine_weeks_are_remembered():
    today = NOON.toordinal()
    old = Habit(watched_since=NOON - 20 * WEEK, days=packed(Day(today - n, 1, 1) for n in range(99, 0, -1)))
    kept = unpacked(after(feed(old, last_ok_at=NOON - HOUR), article(HOUR)).days)
    assert (kept[0].number, kept[-1].number, len(kept)) == (today - MEMORY + 1, today, MEMORY)


def test_the_lag_is_the_median_of_the_last_items_that_came_while_the_feed_was_watched():
    habit = after(known(), *(article(minutes * MINUTE) for minutes in (5, 7, 60)), article(DAY, backlog=True))
    assert lag(habit) == 7 * MINUTE
    assert len(after(known(lags=(9,) * LAGS), article(HOUR)).lags) == LAGS
    assert lag(Habit()) is None


def test_the_share_in_an_unknown_language_is_of_the_last_some_hundreds():
    habit = after(known(articles=300, unknown=30), article(), article(language=Language(code=None)))
    assert (habit.articles, habit.unknown) == (302, 31)
    assert unknown_share(habit) == 31 / 302
    aged = after(known(articles=400, unknown=40), article())
    assert (aged.articles, aged.unknown) == (201, 20)
    assert unknown_share(Habit()) is None


def test_the_rate_is_over_whole_days_that_were_watched():
    today = NOON.toordinal()
    days = (Day(today - 4, 6, 1), Day(today - 3, -1, 0), Day(today - 1, 3, 1), Day(today, 99, 1))
    assert rate(Habit(watched_since=NOON - 4 * DAY, days=packed(days)), now=NOON) == 3.0
    assert rate(Habit(watched_since=NOON, days=packed(days[-1:])), now=NOON) is None
    assert rate(Habit(), now=NOON) is None


def test_what_is_no_feed_is_never_an_empty_one():
    assert after(feed(), parsed=document(kind=DocumentKind.LINKS)).entries is None
    assert after(feed(), parsed=document()).entries == 0


def test_over_weeks_the_rate_is_what_was_published():
    found = watch(published(always(2), weeks=6), weeks=6, default=HOUR)
    assert 42 < rate(found.feed.state.habit, now=found.polls[-1]) < 54


entries = st.lists(st.none() | st.timedeltas(timedelta(days=-2), timedelta(days=200)), max_size=30)


@given(entries, entries, st.timedeltas(timedelta(0), timedelta(days=90)))
def test_whatever_a_feed_states_the_days_are_in_order_bounded_and_never_in_the_future(first, second, gap):
    habit = after(feed(), parsed=document(*first))
    subject = feed(habit, last_ok_at=NOON)
    now = NOON + gap
    new = [replace(article(age), backlog=age is not None and age > 2 * DAY) for age in second]
    habit = learnt(subject, document(*second), new, now=now)
    days = unpacked(habit.days)
    numbers = [day.number for day in days]
    assert numbers == sorted(set(numbers))
    assert len(numbers) <= MEMORY
    assert all(number <= now.toordinal() for number in numbers)
    assert habit.newest_at is None or habit.newest_at <= now
    assert all(day.items == -1 or day.items > 0 for day in days)
    assert packed(days) == habit.days


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 2**24 - 1) | st.sampled_from([0, 1, 1 << 23]))))
def test_the_rhythm_is_of_every_hour_with_news_and_of_no_pause_across_an_unwatched_day(past):
    first = NOON.toordinal() - len(past)
    days = [Day(first + n, 3, hours) if seen else Day(first + n, -1, 0) for n, (seen, hours) in enumerate(past)]
    old = Habit(watched_since=NOON - 20 * WEEK, days=packed(days))

    habit = after(feed(old, last_ok_at=NOON - HOUR), article(HOUR))

    runs: list[list[int]] = [[]]
    for number, items, hours in unpacked(habit.days):
        runs[-1] += [number * 24 + hour for hour in range(24) if hours >> hour & 1]
        runs += [[]] if items == -1 else []
    pauses = [later - earlier for run in runs for earlier, later in pairwise(run)]
    expected = Rhythm(hours=sum(map(len, runs)), longest=max(pauses), span=sum(pauses)) if pauses else None
    assert habit.rhythm == expected


@given(st.lists(st.builds(Day, st.integers(0, 10**6), st.integers(-1, 10**9), st.integers(0, 2**24 - 1))))
def test_days_are_packed_and_unpacked(days):
    assert unpacked(packed(days)) == days


@given(st.text())
def test_a_text_of_another_making_is_no_days(text):
    assert unpacked("many") == unpacked("1.2.3 4.5") == []
    assert isinstance(unpacked(text), list)
