"""What a finding names, as burst rules group by it and look for it. Pure.

Actors, people, resolutions and listed names count wherever the article names them; places and countries only in the
sentences around the match, as in what a reader is told of: the rest of an article is full of background.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from monitor.alerting.sight import in_sight
from monitor.model import Entity, Event, Finding, Thing


def with_facts(event: Event, finding: Finding) -> Event:
    """The event of this finding, with its labels and all that it names, each thing once."""
    facts = finding.context
    named = (*facts.mentions.people, *facts.mentions.actors)
    places = [
        place
        for place in facts.mentions.places
        if place.confirmed and any(in_sight(finding, span) for span in place.mentions)
    ]
    return replace(
        event,
        labels=dict(finding.match.labels),
        actors=_once(Thing(one.id, one.name) for one in named if one.confirmed),
        places=_once(Thing(place.id, place.name) for place in places),
        countries=_once(_countries(places)),
        resolutions=_once(Thing(one.id, one.id) for one in facts.resolutions if one.id),
        listed=_once(Thing(f"{one.list}:{one.entry}", f"{one.name} ({one.list})") for one in facts.listed),
    )


def _countries(places: list[Entity]) -> Iterator[Thing]:
    """The countries of the places; one that is not named itself goes by its code."""
    yield from (Thing(place.id, place.name) for place in places if place.kind == "country")
    yield from (Thing(place.country, place.country) for place in places if place.country)


def _once(things: Iterator[Thing]) -> tuple[Thing, ...]:
    found: dict[str, Thing] = {}
    for thing in things:
        found.setdefault(thing.id, thing)
    return tuple(found.values())
