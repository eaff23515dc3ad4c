"""What reports of one event share in any language: numbers, countries, names. Article in, features out. Pure."""

from __future__ import annotations

from monitor.model import Article, Feature, Mentions


def features_of(_article: Article, mentions: Mentions) -> tuple[Feature, ...]:
    """The features of an article by key, each once: so far the people, actors and places that the gazetteer knows."""
    known = (*mentions.people, *mentions.actors, *mentions.places)
    found = (
        Feature(
            key=f"c:{entity.id}" if entity.kind == "country" else f"e:{entity.id}",
            count=len(entity.mentions),
            shown=entity.mentions[0].text,
        )
        for entity in known
        if entity.confirmed
    )
    return tuple(sorted(found, key=lambda feature: feature.key))
