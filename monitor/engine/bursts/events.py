"""What burst rules count: findings of stored alerts, each with when it came and what it names. Values only.

Times are those of our own clock, when an article was first seen: a report that is dated last week and came today
belongs to today, and reading it once more moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

_LABEL = "label."


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a finding names: an actor, a place, a label's value. `name` is for people."""

    id: str
    name: str


EVERYTHING = Thing("", "")  # the one group of a rule that groups by nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A rule fired on an article, and an alert has it. `id` is the finding's; `found_at` is when it was read."""

    id: int = 0
    rule: str = ""
    at: datetime  # when the article was first seen
    found_at: datetime
    story: int
    article: int
    source: str = ""
    title: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    actors: tuple[Thing, ...] = ()
    places: tuple[Thing, ...] = ()
    countries: tuple[Thing, ...] = ()
    resolutions: tuple[Thing, ...] = ()
    listed: tuple[Thing, ...] = ()


def by_time(event: Event) -> tuple[datetime, datetime, int, int]:
    """What events are put in order by."""
    return event.at, event.found_at, event.article, event.id


def named(event: Event, what: str) -> tuple[Thing, ...]:
    """The things of one kind (`schema.WHAT`) that an event names."""
    of_kind: Mapping[str, tuple[Thing, ...]] = {
        "actor": event.actors,
        "place": event.places,
        "country": event.countries,
        "resolution": event.resolutions,
        "listed": event.listed,
    }
    return of_kind[what]


def groups_of(event: Event, by: str) -> tuple[Thing, ...]:
    """The groups that an event counts in; none when it does not say what the rule groups by."""
    if by == "none":
        return (EVERYTHING,)
    if by.startswith(_LABEL):
        value = event.labels.get(by.removeprefix(_LABEL))
        return (Thing(value, value),) if value else ()
    return named(event, by)


def grouped(events: Iterable[Event], by: str) -> Mapping[Thing, tuple[Event, ...]]:
    """Events by group, in their order. Groups go by their id; the first name that is not just the id stands."""
    found: dict[str, list[Event]] = {}
    names: dict[str, Thing] = {}
    for event in events:
        for thing in groups_of(event, by):
            found.setdefault(thing.id, []).append(event)
            if thing.name != thing.id:
                names.setdefault(thing.id, thing)
    return {names.get(group, Thing(group, group)): tuple(own) for group, own in found.items()}
