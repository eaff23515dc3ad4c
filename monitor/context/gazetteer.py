"""People, actors and places by the names that the gazetteer's files give them.

In: folders with `actors/` and `places/`; later, articles. Out: a `Gazetteer`; `Mentions` of an article, in order of
first mention.
Never proposes a name that no file has, and never changes once loaded.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from monitor.context.gazetteer_file import Known, read_folders
from monitor.context.proposals_names import NameIndex
from monitor.engine.confirm import Stretch
from monitor.engine.hits import Hits
from monitor.engine.lexicon import Lexicon, PatternsOf, patterns_of
from monitor.engine.memory import Memory
from monitor.engine.named import Named, keys_of
from monitor.engine.together import Together
from monitor.errors import Problem
from monitor.model import Article, Entity, Mentions, Span
from monitor.text.country_names import country_names
from monitor.text.fold import Folded


class Gazetteer:
    """Every known actor, person and place, with a lexicon of all their names.

    `names` are people by the keys of their names, for spellings that no file has: to propose, never to find.
    """

    __slots__ = ("_actors", "_keys", "_names", "_places", "lexicon", "names")

    def __init__(
        self, actors: Mapping[str, Known], places: Mapping[str, Known], find_patterns: PatternsOf = patterns_of
    ) -> None:
        self._actors = dict(actors)
        self._places = dict(places)
        self._keys: dict[str, tuple[str, ...]] = {}  # of entries that were asked for
        self._names: dict[str, tuple[str, ...]] = {}  # the same
        self.names = NameIndex(known for known in actors.values() if known.spec.kind == "person")
        self.lexicon = Lexicon.build(
            (known.lexicon_entry() for known in (*actors.values(), *places.values())), find_patterns
        )

    @property
    def actor_ids(self) -> frozenset[str]:
        """Ids of actors, people included."""
        return frozenset(self._actors)

    @property
    def place_ids(self) -> frozenset[str]:
        """Ids of places; a country's is its ISO alpha-2."""
        return frozenset(self._places)

    @property
    def kinds(self) -> Mapping[str, str]:
        """Kind by id, of actors, people and places."""
        return {id_: known.spec.kind for id_, known in {**self._places, **self._actors}.items()}

    @property
    def digests(self) -> Mapping[str, str]:
        """A digest of each entry by `actor:<id>` and `place:<id>`; `actor:*` and `place:*` are over all of them."""
        found: dict[str, str] = {}
        for role, entries in (("actor", self._actors), ("place", self._places)):
            own = {f"{role}:{id_}": _digest(known.spec.model_dump_json()) for id_, known in sorted(entries.items())}
            found.update(own, **{f"{role}:*": _digest("".join(own.values()))})
        return found

    def name(self, id_: str, language: str | None = None) -> str:
        """How to write an entry's name for readers of a language: the file's, a country's from CLDR, else English.

        An id that is not known is its own name.
        """
        known = self._actors.get(id_) or self._places.get(id_)
        if known is None:
            return id_
        own = known.spec.names_in.get(language or "en")
        if own or known.spec.kind != "country" or not language:
            return own or known.spec.name
        return country_names(language).get(id_) or known.spec.name

    def names_of(self, id_: str) -> tuple[str, ...]:
        """All plain names of an entry, in every language; none of an id that is not known."""
        if (names := self._names.get(id_)) is not None:
            return names
        known = self._actors.get(id_) or self._places.get(id_)
        if not known:
            return ()
        terms = (term for own in known.spec.names.values() for term in own)
        return self._names.setdefault(id_, tuple(dict.fromkeys(term.lstrip("=") for term in terms if "*" not in term)))

    def find(self, article: Article) -> Mentions:
        """Everything that the article names. A name inside a longer name of something else is not a mention."""
        return self.mentions(self.lexicon.find(article))

    def look(self, article: Article, together: Together, folded: Folded | None = None) -> Named:
        """The same for rules: whom the article may name at once, and whom it names when somebody asks.

        `together`: what finds the words of the rules and these names. `folded`: the text, if it is folded yet.
        """
        words, names = together.find(article, folded)
        return Named(_Glance(self, names), words)

    def keys(self, id_: str) -> tuple[str, ...]:
        """Every key by which a rule may ask for an entry."""
        keys = self._keys.get(id_)
        if keys is None:
            known = self._actors.get(id_) or self._places[id_]
            roles = [role for role, own in (("actor", self._actors), ("place", self._places)) if id_ in own]
            asked = [keys_of(role, id_, known.spec.kind, known.country or "") for role in roles]
            keys = self._keys[id_] = tuple(chain.from_iterable(asked))
        return keys

    def mentions(self, hits: Hits) -> Mentions:
        """What the hits of the names come to."""
        entities = [self._entity(id_, spans) for id_, spans in _outermost(hits).items() if spans]
        entities.sort(key=lambda entity: (entity.mentions[0].start, -entity.mentions[0].end, entity.id))
        return Mentions(
            people=tuple(entity for entity in entities if entity.kind == "person"),
            actors=tuple(entity for entity in entities if entity.id in self._actors and entity.kind != "person"),
            places=tuple(entity for entity in entities if entity.id in self._places),
        )

    def _entity(self, id_: str, spans: tuple[Span, ...]) -> Entity:
        known = self._actors.get(id_) or self._places[id_]
        return Entity(id=id_, name=known.spec.name, mentions=spans, country=known.country, kind=known.spec.kind)


class _Glance:
    """Whom one article may name (`monitor.engine.named.Finder`)."""

    __slots__ = ("_gazetteer", "_hits", "keys")

    def __init__(self, gazetteer: Gazetteer, hits: Hits) -> None:
        self._gazetteer = gazetteer
        self._hits = hits
        self.keys = {id_: gazetteer.keys(id_) for id_ in hits.possible}

    def stands(self, id_: str) -> bool:
        """Whether a name of the entry is in the text."""
        return self._hits.stands(id_)

    def stretches(self, id_: str) -> Sequence[Stretch]:
        """Where in the folded text names of the entry are."""
        return self._hits.stretches(id_)

    def find(self) -> Mentions:
        """Everything that the article names."""
        return self._gazetteer.mentions(self._hits)


def load_gazetteer(folders: Sequence[Path], *, memory: Memory | None = None) -> tuple[Gazetteer, tuple[Problem, ...]]:
    """Load `actors/` and `places/` of each folder; later folders override by id. Problems are reported, not raised.

    What a `memory` knows of an earlier load is not found out again.
    """
    memory = memory or Memory()
    actors, places, problems = read_folders(folders, memory)
    return Gazetteer(actors, places, memory.patterns_of), problems


def _outermost(found: Mapping[str, tuple[Span, ...]]) -> dict[str, tuple[Span, ...]]:
    """Drop each mention that lies within a longer one of another entry."""
    outer = _longest_at([span for spans in found.values() for span in spans])
    starts = [span.start for span in outer]
    return {
        id_: tuple([span for span in spans if not _is_longer(outer[bisect_right(starts, span.start) - 1], span)])
        for id_, spans in found.items()
    }


def _longest_at(spans: Iterable[Span]) -> list[Span]:
    """Spans that no other span contains, in order of the text, hence of their ends too."""
    kept: list[Span] = []
    reach = -1
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.end > reach:
            kept.append(span)
            reach = span.end
    return kept


def _is_longer(other: Span, span: Span) -> bool:
    """Whether `other`, which begins no later, contains `span` and more."""
    return span.end <= other.end and other.end - other.start > span.end - span.start


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
