"""`vedette feeds`: how each feed stands, as a table for a person and as JSON for scripts; troubles first.

Opens the database read-only, so that it works beside a running daemon. Writes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from monitor import polling
from monitor.config import Config
from monitor.ingest.redact import host_of, shown
from monitor.model import Quiet, SourceState, Subscription
from monitor.service.table import Row, Table, counted
from monitor.service.views import Environ, as_json, distance, iso, looking, moment
from monitor.storage import FeedOverview

NOT_CONFIGURED = "not configured"
TROUBLES = (SourceState.GONE, SourceState.FAILING, SourceState.STALE, SourceState.SILENT)
WORDS = (*(state.value for state in SourceState), NOT_CONFIGURED)
_AT_THE_HEAD = (*TROUBLES, SourceState.RESTING, SourceState.EMPTY)
_ORDER = {word: place for place, word in enumerate((*_AT_THE_HEAD, "", NOT_CONFIGURED))}
OFTEN, FEW = 0.2, 20  # so large a share of so many articles in no language that is known is worth a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A feed and how it stands: `word` is one of `WORDS`."""

    item: FeedOverview
    word: str
    quiet: Quiet | None
    hub: Subscription | None = None  # where it is subscribed to, or is to be

    @classmethod
    def of(cls, item: FeedOverview, now: datetime, *, hub: Subscription | None = None) -> Standing:
        """As of now."""
        word = polling.source_state(item.feed, now)
        quiet = polling.quiet_now(item.feed, now) if word in {SourceState.STALE, SourceState.SILENT} else None
        return cls(item=item, word=word.value if item.active else NOT_CONFIGURED, quiet=quiet, hub=hub)

    @property
    def in_full(self) -> str:
        """With how often it failed."""
        tried = self.word in {SourceState.FAILING, SourceState.RESTING}
        return f"{self.word} ({self.item.feed.state.failures}×)" if tried else self.word


def feeds_table(config: Config, environ: Environ, *, states: Collection[str] = (), now: datetime) -> Table:
    """One row a feed, what is wrong beneath it. `states`: of `WORDS`, those that are wanted; none for all."""
    feeds = _standings(config, environ, now)
    return Table(
        header=("state", "feed", "tier", "lang", "items", "a day", "lag", "unknown", "last item", "next check"),
        rows=tuple(_row(one, now) for one in _chosen(feeds, states)),
        wide=frozenset({"feed"}),
        spare=("tier", "lang", "unknown", "items"),
        empty=_nothing(states),
        after=_in_words(feeds),
    )


def feeds_as_json(
    config: Config, environ: Environ, *, states: Collection[str] = (), now: datetime
) -> list[dict[str, Any]]:
    """One object a feed, troubles first."""
    return [_object(one, now) for one in _chosen(_standings(config, environ, now), states)]


def _standings(config: Config, environ: Environ, now: datetime) -> list[Standing]:
    with looking(config, environ) as store:
        hubs = {hub.feed_id: hub for hub in store.subscriptions.all()}
        return [Standing.of(item, now, hub=hubs.get(item.feed.id)) for item in store.feeds.feeds()]


def _chosen(feeds: Sequence[Standing], states: Collection[str]) -> list[Standing]:
    """Those that are asked for: what is in trouble first, the gravest at the head; then by name."""
    wanted = [one for one in feeds if not states or one.word in states]
    return sorted(wanted, key=lambda one: (_place(one.word), one.item.feed.name.casefold(), one.item.feed.id))


def _place(word: str) -> int:
    return _ORDER.get(word, _ORDER[""])


def _row(one: Standing, now: datetime) -> Row:
    item, feed, habit = one.item, one.item.feed, one.item.feed.state.habit
    share = polling.unknown_share(habit)
    cells = (
        one.in_full,
        feed.name,
        feed.tier.value,
        feed.language or "",
        str(item.articles),
        _rate(polling.rate(habit, now=now)),
        _short(polling.lag(habit)),
        "–" if share is None else f"{share:.0%}",
        distance(feed.state.last_item_at, now),
        _next_check(item, now),
    )
    return Row(cells=cells, note="; ".join(_notes(one, now)) if item.active else "")


def _notes(one: Standing, now: datetime) -> Iterator[str]:
    """What needs saying of a feed in a sentence."""
    feed, state, habit = one.item.feed, one.item.feed.state, one.item.feed.state.habit
    if state.last_error:
        yield state.last_error
    if state.resting_until is not None and now < state.resting_until:
        yield f"it asked to be left alone until {moment(state.resting_until)}"
    if one.quiet is not None:
        yield polling.quiet_in_words(habit, one.quiet, now=now)
    if one.word == SourceState.EMPTY:
        yield "its document has no items"
    share = polling.unknown_share(habit)
    if share is not None and share >= OFTEN and habit.articles >= FEW:
        yield f"{share:.0%} of its last {habit.articles} articles are in a language that was not recognised"
    if state.found_at:
        yield f"read from {shown(state.found_at)}, which its page names"
    if state.moved_to:
        yield f"moved to {shown(state.moved_to)}; configured as {shown(feed.url)}"
    if one.hub and one.hub.last_error:
        yield f"no pushes from {host_of(one.hub.hub)}: {one.hub.last_error}"


def _next_check(item: FeedOverview, now: datetime) -> str:
    when = item.feed.state.next_check_at
    return "" if not item.active else "due" if when is None or when <= now else distance(when, now)


def _rate(items: float | None) -> str:
    """Items a day: whole ones when there are many, else to one place; `0` only for none at all."""
    if items is None:
        return "–"
    return f"{items:.0f}" if items >= 10 or items == 0 else f"{max(items, 0.1):.1f}"  # noqa: PLR2004 - two digits tell enough


def _short(length: timedelta | None) -> str:
    """A length in its largest unit: `40 s`, `12 min`, `3 h`, `2 d`."""
    if length is None:
        return "–"
    seconds = round(length.total_seconds())
    units = (("d", 172_800, 86_400), ("h", 7_200, 3_600), ("min", 60, 60), ("s", 0, 1))
    return next(f"{seconds // size} {unit}" for unit, least, size in units if seconds >= least)


def _nothing(states: Collection[str]) -> str:
    if states:
        return f"No feed is {' or '.join(states)}."
    return "No feeds: name some under `feeds` in the configuration, then start `vedette run`."


def _in_words(feeds: Sequence[Standing]) -> str:
    counts = Counter(one.word for one in feeds if one.item.active)
    troubles = ", ".join(f"{counts[state.value]} {state.value}" for state in TROUBLES if counts[state.value])
    return f"{counted(counts.total(), 'feed')}, {troubles or 'none failing'}"


def _object(one: Standing, now: datetime) -> dict[str, Any]:
    item, feed = one.item, one.item.feed
    habit, written = feed.state.habit, as_json(feed)
    lag = polling.lag(habit)
    written["state"].pop("habit")
    return {
        **written,
        "condition": one.in_full,
        "source_state": one.word,
        "why": "; ".join(_notes(one, now)) or None,
        "active": item.active,
        "articles": item.articles,
        "waiting": item.waiting,
        "quarantined": item.quarantined,
        "items_a_day": polling.rate(habit, now=now),
        "lag_seconds": None if lag is None else round(lag.total_seconds()),
        "newest_item_at": iso(habit.newest_at) if habit.newest_at else None,
        "unknown_language": polling.unknown_share(habit),
        "fetched_from": feed.address,
        "pushed_by": host_of(one.hub.hub) if one.hub and one.hub.until and now < one.hub.until else None,
    }
