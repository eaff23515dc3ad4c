"""Look for the terms of two lexicons in one go: the words of the rules, and the names.

Comes in: two lexicons, later articles. Goes out: for each article the hits of either, the same that each would find by
itself. Never changes a lexicon.

An article is scanned once for all terms: that takes little longer than to scan it for those of either.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from monitor.engine.confirm import Stretch
from monitor.engine.dictionaries import Dictionaries, sure
from monitor.engine.dictionary import LONG
from monitor.engine.hits import Hits
from monitor.engine.lexicon import Lexicon
from monitor.engine.sightings import Sightings
from monitor.model import Article
from monitor.text.fold import Folded, fold

_NONE: frozenset[int] = frozenset()


class Together:
    """Two lexicons. In what they share, the entries of the second are numbered on from those of the first."""

    __slots__ = ("_dictionaries", "_names", "_shift", "_words")

    def __init__(self, words: Lexicon, names: Lexicon) -> None:
        self._words, self._names = words, names
        self._shift = len(words.entries.numbers)
        self._dictionaries = Dictionaries((words.terms, 0), (names.terms, self._shift))

    def find(self, article: Article, folded: Folded | None = None) -> tuple[Hits, Hits]:
        """The hits of the first lexicon and those of the second. `folded`: the article's text, if it is folded yet."""
        folded = folded or fold(article.text)
        code, shift = sure(article.language), self._shift
        if len(folded.text) > LONG:  # there each has hits of its own that it may have at most
            return self._words.find(article), self._names.find(article)
        sighted = Sightings(self._dictionaries.of(code), folded)
        numbers = sighted.numbers
        of_names = {number for number in numbers if number > shift}
        words = _Share(sighted, numbers - of_names if of_names else numbers, 0)
        names = _Share(sighted, {number - shift for number in of_names} if of_names else _NONE, shift)
        return self._words.hits(words, folded, code), self._names.hits(names, folded, code)


class _Share:
    """What was sighted of one of the lexicons (`hits.Sighted`)."""

    __slots__ = ("_shift", "_sighted", "numbers")

    def __init__(self, sighted: Sightings, numbers: AbstractSet[int], shift: int) -> None:
        self._sighted = sighted
        self._shift = shift
        self.numbers = numbers

    def stretches(self, entry: int) -> Sequence[Stretch]:
        """Where in the folded text terms of the entry are."""
        return self._sighted.stretches(entry + self._shift)
