"""What conditions need to know of the rule set besides the lexicon: included concepts, patterns, terms told apart.

Comes in: specs, when a rule set is built. Goes out: `Vocabulary`, immutable. Never sees an article.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from monitor.engine.lexicon import LexiconEntry
from monitor.engine.patterns import Found
from monitor.engine.terms import parse_term
from monitor.model import Span
from monitor.text.fold import Folded, fold_words


class Finder(Protocol):
    """Finds what the automaton cannot: only around hits of `anchored_on`, which it can."""

    @property
    def anchored_on(self) -> str:
        """The key of the hits around which it looks."""

    def find(self, folded: Folded, anchors: Sequence[Span]) -> tuple[Found, ...]:
        """What stands around these hits, in order."""


class Terms:
    """Tells which term of an entry a stretch of text shows, so that inflections of one word count once."""

    def __init__(self, entry: LexiconEntry) -> None:
        self._stems: dict[str, int] = {}
        parsed = (parse_term(text, language) for language, texts in entry.terms.items() for text in texts)
        for number, term in enumerate(parsed):
            for form in term.words[term.anchor] if term else ():
                self._stems.setdefault(form.stem, number)
        self._told = lru_cache(maxsize=4096)(self._tell)

    def told_apart(self, text: str) -> str:
        """A name for the term that the text shows; the folded text itself when it shows none."""
        return self._told(fold_words(text))

    def _tell(self, folded: str) -> str:
        """By the longest stem in it."""
        for length in range(len(folded), 1, -1):
            for start in range(len(folded) - length + 1):
                number = self._stems.get(folded[start : start + length])
                if number is not None:
                    return f"#{number}"
        return folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """`includes`: by concept, all that it includes, near and far. `terms`: of the entries whose terms are counted."""

    finders: Mapping[str, Finder] = field(default_factory=dict)
    includes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    terms: Mapping[str, Terms] = field(default_factory=dict)

    composed: frozenset[str] = field(init=False)  # keys that are more than their own hits

    def __post_init__(self) -> None:
        object.__setattr__(self, "composed", frozenset((*self.finders, *self.includes)))

    def closure(self, key: str) -> tuple[str, ...]:
        """The key and all that it includes."""
        return (key, *self.includes.get(key, ()))

    def to_look_for(self, keys: Iterable[str]) -> frozenset[str]:
        """The keys of hits of which one must be there when one of `keys` is to be found."""
        found: set[str] = set()
        for key in keys:
            finder = self.finders.get(key)
            found.update(self.closure(finder.anchored_on if finder else key))
        return frozenset(found)


def all_included(includes: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """By concept, everything that it includes, directly or not, itself left out; circles do no harm."""
    closed: dict[str, tuple[str, ...]] = {}
    for start, direct in includes.items():
        found: dict[str, None] = {}
        waiting = list(direct)
        while waiting:
            name = waiting.pop(0)
            if name != start and name not in found:
                found[name] = None
                waiting.extend(includes.get(name, ()))
        if found:
            closed[start] = tuple(found)
    return closed
