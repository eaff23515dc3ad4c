"""What reports of one event share in any language: numbers, countries, names. Article in, features out. Pure.

Numbers by their value, countries and known people, actors and towns by their id, other names by their consonants
(reference: text.md 6.2). Features that one name gives have the same `shown` and count as one thing when articles are
compared: `e:khalifa-haftar`, `k:klf` and `k:hftr`, so that a name of the gazetteer in one language meets a spelling in
another that no file has. Never looks at the language.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from monitor.model import Article, Entity, Feature, Mentions
from monitor.stories.kinds import kinds_of
from monitor.stories.name_words import keys_of_names, name_words, words_of_name
from monitor.stories.numbers import numbers_in

_ADDRESS = re.compile(r"\S*(?:://|www\.|:=:)\S*")


def features_of(article: Article, mentions: Mentions) -> tuple[Feature, ...]:
    """The features of an article by key, each once."""
    text, known = without_addresses(article.text), _known(mentions)
    kinds, found = kinds_of(text), _Found()
    for number, shown in numbers_in(text, kinds):
        found.add(f"n:{number}", shown)
    for entity in known:
        for key, count in _keys_of(entity):
            found.add(key, _shown(entity), count)
    names = _Names(known)
    for start, word, keys in sorted(name_words(text, kinds)):
        shown, is_name = names.at(start, word)
        if is_name:
            for key in keys:
                found.add(key, shown)
    return found.features()


def feature_keys(article: Article, mentions: Mentions) -> set[str]:
    """Their keys alone: all that is counted."""
    text, known = without_addresses(article.text), _known(mentions)
    kinds = kinds_of(text)
    keys = {f"n:{number}" for number, _ in numbers_in(text, kinds)}
    keys.update(key for entity in known for key, _ in _keys_of(entity))
    countries = any(entity.kind == "country" for entity in known)
    return keys | keys_of_names(text, kinds, is_none=_Names(known).is_country if countries else None)


def _known(mentions: Mentions) -> list[Entity]:
    return [entity for entity in (*mentions.people, *mentions.actors, *mentions.places) if entity.confirmed]


def without_addresses(text: str) -> str:
    """The text with spaces in the place of web addresses."""
    if "://" in text or "www." in text:
        return _ADDRESS.sub(lambda found: " " * len(found[0]), text)
    return text


class _Found:
    """Features by key; the first to give a key says how it is shown."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._shown: dict[str, str] = {}

    def add(self, key: str, shown: str, count: int = 1) -> None:
        self._counts[key] = self._counts.get(key, 0) + count
        self._shown.setdefault(key, shown)

    def features(self) -> tuple[Feature, ...]:
        counts, shown = self._counts, self._shown
        return tuple(Feature(key=key, count=counts[key], shown=shown[key]) for key in sorted(counts))


class _Names:
    """Which known name stands at an offset."""

    def __init__(self, known: list[Entity]) -> None:
        spans = sorted(
            (span.start, span.end, _shown(entity), entity.kind) for entity in known for span in entity.mentions
        )
        self._starts = [span[0] for span in spans]
        self._spans = spans

    def at(self, start: int, word: str) -> tuple[str, bool]:
        """How the word at an offset is shown, and whether its keys count: those of a country's name do not."""
        index = bisect_right(self._starts, start) - 1
        if index >= 0:
            _, end, shown, kind = self._spans[index]
            if start < end:
                return shown, kind != "country"
        return word, True

    def is_country(self, start: int) -> bool:
        """Whether the name of a country stands there."""
        return bool(self._starts) and not self.at(start, "")[1]


def _shown(entity: Entity) -> str:
    return entity.mentions[0].text


def _keys_of(entity: Entity) -> Iterator[tuple[str, int]]:
    """The keys of a known name, and how often each is met."""
    count = len(entity.mentions)
    if entity.kind == "country":
        yield f"c:{entity.id}", count
        return
    yield f"e:{entity.id}", count
    yield from ((key, count) for keys in words_of_name(entity.name) for key in keys)
