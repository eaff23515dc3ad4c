"""What an article names, as rules ask for it: spans by every key that means an actor, a place or a listed name.

Comes in: mentions, or what finds them. Goes out: which keys may have spans, at once; spans and mentions when
they are first asked for, for most articles name nothing that a rule that may hold asks for. Never finds a name itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from sys import intern
from typing import Protocol

from monitor.engine.conditions import entity_key, listed_key, query_key
from monitor.engine.confirm import Stretch
from monitor.engine.found import in_order
from monitor.engine.hits import Hits, Spans
from monitor.engine.lexicon import Lexicon
from monitor.model import Article, Listed, Mentions


class Finder(Protocol):
    """Finds the names of one article, step by step."""

    @property
    def keys(self) -> Mapping[str, Iterable[str]]:
        """Whoever may be named, by id, with every key that means them."""

    def stands(self, id_: str, /) -> bool:
        """Whether one of their names is in the text, be it a part of a longer name of somebody else."""

    def stretches(self, id_: str, /) -> Iterable[Stretch]:
        """Where in the folded text their names are, those within a longer name of somebody else too."""

    def find(self) -> Mentions:
        """Everything that the article names."""


class Named:
    """The names of one article. No key has spans but those of `keys`."""

    __slots__ = ("_finder", "_mentions", "_spans", "_standing", "_words", "keys")

    def __init__(self, finder: Finder | Mentions, words: Hits | None = None) -> None:
        """From what finds them, or what is found already. `words`: what was found of the rules' words on the way."""
        self._words = words
        self._spans: Mapping[str, Spans] | None = None
        self._standing: dict[str, bool] = {}  # keys that were asked for before there were spans
        self._mentions: Mentions | None = None
        self._finder: Finder | None = None
        if isinstance(finder, Mentions):
            self._mentions = finder
            some = finder.actors or finder.people or finder.places or finder.listed
            self._spans = entity_hits(finder) if some else {}
            self.keys = frozenset(self._spans)
        else:
            self._finder = finder
            self.keys = frozenset().union(*finder.keys.values())

    @property
    def mentions(self) -> Mentions:
        """Everything that the article names."""
        if self._mentions is None:
            assert self._finder is not None
            self._mentions = self._finder.find()
        return self._mentions

    def words(self, lexicon: Lexicon, article: Article) -> Hits:
        """What a lexicon finds in the article; nothing is looked for if that was found with the names."""
        words = self._words
        return words if words is not None and words.entries is lexicon.entries else lexicon.find(article)

    def spans(self, key: str) -> Spans:
        """Where what the key means is named, in order."""
        if self._spans is None:
            if not self.may_stand(key):
                return ()
            self._spans = entity_hits(self.mentions)
        return self._spans.get(key, ())

    def stretches(self, key: str) -> Iterable[Stretch] | None:
        """Where in the folded text the key may have spans: in no other places. None where only its spans can tell."""
        if key not in self.keys:
            return ()
        finder = self._finder
        if finder is None:
            return None
        return chain.from_iterable(finder.stretches(id_) for id_, keys in finder.keys.items() if key in keys)

    def may_stand(self, key: str) -> bool:
        """Whether anybody whom the key means stands in the text, be it within a longer name of somebody else.

        Tells at less cost that most do not.
        """
        if key not in self.keys:
            return False
        if self._spans is not None:
            return key in self._spans
        known = self._standing.get(key)
        if known is None:
            finder = self._finder
            assert finder is not None
            known = any(key in keys and finder.stands(id_) for id_, keys in finder.keys.items())
            self._standing[key] = known
        return known


def named_of(names: Mentions | Named) -> Named:
    """Names as rules ask for them."""
    return names if isinstance(names, Named) else Named(names)


def entity_hits(mentions: Mentions) -> dict[str, Spans]:
    """Spans by every key that an actor or place leaf may have. Proposals that no alias backs do not count."""
    hits: dict[str, list[Spans]] = {}
    for role, entities in (("actor", (*mentions.actors, *mentions.people)), ("place", mentions.places)):
        for entity in entities:
            for key in keys_of(role, entity.id, entity.kind, entity.country or "") if entity.confirmed else ():
                hits.setdefault(key, []).append(entity.mentions)
    for listed in mentions.listed:
        span = replace(listed.span, concept=listed_id(listed))
        for key in _listed_keys(listed):
            hits.setdefault(key, []).append((span,))
    return {key: in_order(chain.from_iterable(spans)) for key, spans in hits.items()}


def listed_id(listed: Listed) -> str:
    """What a span of a listed name says that it shows."""
    return f"{listed.list}:{listed.entry}"


def _listed_keys(listed: Listed) -> set[str]:
    asked = {
        query_key("listed", list=name, programme=programme, kind=kind)
        for name in (listed.list, "")
        for programme in (*listed.programmes, "")
        for kind in (listed.kind, "")
        if name or programme or kind
    }
    return {listed_key("any"), listed_key(listed.list), *asked}


@lru_cache(maxsize=8192)
def keys_of(role: str, id_: str, kind: str, country: str) -> tuple[str, ...]:
    """Every key that asks for an entity (`role`: actor or place); the same ones are named in most articles."""
    asked = {
        query_key(role, kind=wanted_kind, country=wanted_country)
        for wanted_kind in {kind, ""}
        for wanted_country in {country, ""}
        if wanted_kind or wanted_country
    }
    return tuple(map(intern, {entity_key(role, id_), entity_key(role, "any"), *asked}))
