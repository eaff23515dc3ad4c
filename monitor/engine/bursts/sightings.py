"""What is named for the first time in a while. Pure.

In: events. Out: articles with the things in them that no article before named within `not_in`. Articles that came at
the same moment, as those of one poll do, go by their numbers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime

from monitor.engine.bursts.events import by_time, named
from monitor.engine.bursts.rules import RECENT
from monitor.engine.bursts.schema import FirstSeenSpec
from monitor.model import Event, Thing

Place = tuple[datetime, int]  # when an article came, its number


def sightings(
    asked: FirstSeenSpec, events: Sequence[Event], *, since: datetime, now: datetime
) -> Iterator[tuple[Event, tuple[Thing, ...]]]:
    """Articles that were found later than `since` and first name something, oldest first."""
    ordered = sorted(events, key=lambda event: (event.at, event.article, event.found_at, event.id))
    places: dict[str, list[Place]] = {}
    for event in ordered:
        for thing in named(event, asked.what):
            places.setdefault(thing.id, []).append((event.at, event.article))
    fresh: dict[int, tuple[Event, dict[str, Thing]]] = {}
    for event in ordered:
        if not (event.found_at > since and now - RECENT <= event.at <= now):
            continue
        for thing in named(event, asked.what):
            if _is_first(places[thing.id], event, asked):
                fresh.setdefault(event.article, (event, {}))[1].setdefault(thing.id, thing)
    for event, things in fresh.values():
        yield event, tuple(things.values())


def known_things(asked: FirstSeenSpec, events: Sequence[Event], *, now: datetime) -> tuple[Thing, ...]:
    """What was named within `not_in`, and so is no first sighting now; the latest first."""
    since, found = now - asked.not_in, dict[str, Thing]()
    for event in sorted(events, key=by_time, reverse=True):
        if since <= event.at <= now:
            for thing in named(event, asked.what):
                found.setdefault(thing.id, thing)
    return tuple(found.values())


def _is_first(places: Sequence[Place], event: Event, asked: FirstSeenSpec) -> bool:
    """Whether no earlier article within `not_in` names it; `places` are in order."""
    here = bisect_left(places, (event.at, event.article))
    return here == 0 or places[here - 1][0] < event.at - asked.not_in
