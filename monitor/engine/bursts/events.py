"""Events in order and in groups: what each names, and which groups it counts in. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from monitor.model import Event, Thing

_LABEL = "label."


EVERYTHING = Thing("", "")  # the one group of a rule that groups by nothing


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
