"""Find the terms of many entries (concepts, actors, people, places) in an article.

Comes in: entries with terms by language, later articles. Goes out: for each entry found, its spans in the text.
Never: reads files, knows rules, or changes what it finds after it is built. What a hit means is decided elsewhere.

The forms of each term's rarest word are patterns of an automaton over the folded, space-padded text; what stands
around a hit is checked by the affix class of the term's language when somebody asks for the entry (`Hits`). Each
language has an automaton of its own, made at its first text: half of the words that a text shares with a lexicon of all
languages are of other ones. The words that tell homonyms are looked for apart, and only in texts that may have one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from sys import intern

from monitor.engine.dictionaries import ByLanguage, Dictionaries, sure
from monitor.engine.dictionary import Written
from monitor.engine.hits import Entries, Hits, Sighted
from monitor.engine.sightings import Sightings
from monitor.engine.sought import aims
from monitor.engine.terms import parse_term
from monitor.model import Article, Language
from monitor.text.fold import Folded, fold

Terms = Mapping[str, tuple[str, ...]]  # by language, or "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlessNear:
    """A hit within `words` words of one of these terms is a homonym and is dropped."""

    words: int
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconEntry:
    """A thing to find. `terms` by language or "any"; `exact`: case and accents count."""

    id: str
    terms: Terms
    unless_near: UnlessNear | None = None
    exact: bool = False


PatternsOf = Callable[[str, str, bool], Sequence[str]]


def patterns_of(text: str, language: str, exact: bool) -> tuple[str, ...]:
    """The patterns by which a term is found, none for one without a letter."""
    term = parse_term(text, language, exact=exact)
    if term is None:
        return ()
    return tuple(dict.fromkeys(aim.pattern for aim in aims(term)))


class Lexicon:
    """All terms of all entries."""

    __slots__ = ("_homonyms", "_terms", "entries", "terms")

    def __init__(self, terms: ByLanguage, homonyms: ByLanguage, entries: Entries) -> None:
        """By language what each pattern stands for: terms, and the words that tell homonyms."""
        self.terms = terms
        self._terms = Dictionaries((terms, 0))
        self._homonyms = Dictionaries((homonyms, 0))
        self.entries = entries

    @classmethod
    def build(cls, entries: Iterable[LexiconEntry], find_patterns: PatternsOf = patterns_of) -> Lexicon:
        """Compile the terms of all entries. A term without a letter finds nothing; loaders report it.

        `find_patterns` does what `patterns_of` does; it may remember what that said.
        """
        terms: dict[str, dict[str, tuple[Written, ...]]] = {}
        homonyms: dict[str, dict[str, tuple[Written, ...]]] = {}
        numbers: dict[str, int] = {}
        unless_near: dict[int, int] = {}
        longest = 0
        for entry in entries:
            number = numbers.setdefault(intern(entry.id), len(numbers) + 1)
            _add(terms, number, entry.terms, find_patterns, exact=entry.exact)
            if entry.unless_near is not None:
                _add(homonyms, number, entry.unless_near.terms, find_patterns, exact=False)
                unless_near[number] = entry.unless_near.words
                longest = max(longest, *map(_words_at_most, chain.from_iterable(entry.unless_near.terms.values())), 0)
        return cls(terms, homonyms, Entries(("", *numbers), numbers, unless_near, longest))

    @property
    def patterns(self) -> tuple[str, ...]:
        """What is looked for in a text whose language is not sure."""
        return self._terms.patterns

    def find(self, article: Article) -> Hits:
        """Spans by entry id, sorted, not overlapping within an entry; entries without a hit are absent.

        A span covers whole words. Terms of other languages count only when the article's language is not sure.
        """
        return self.find_in(article.text, article.language)

    def find_in(self, text: str, language: Language) -> Hits:
        """`find` for a text on its own."""
        folded, code = fold(text), sure(language)
        return self.hits(Sightings(self._terms.of(code), folded), folded, code)

    def hits(self, sighted: Sighted, folded: Folded, code: str | None) -> Hits:
        """What was sighted of the terms in a text, as hits. `code` is its language as `sure` has it."""
        homonyms = self._homonyms
        return Hits(sighted, folded, self.entries, lambda part: Sightings(homonyms.of(code), folded, part))


def _words_at_most(text: str) -> int:
    """How many words a term may have."""
    return 1 + sum(not char.isalpha() for char in text)


def _add(
    written: dict[str, dict[str, tuple[Written, ...]]],
    number: int,
    terms: Terms,
    find_patterns: PatternsOf,
    *,
    exact: bool,
) -> None:
    for language, texts in terms.items():
        of_language = written.setdefault(language, {})
        for text in dict.fromkeys(texts):
            one = Written(number, text, language, exact)
            for pattern in find_patterns(text, language, exact):
                of_language[pattern] = (*of_language.get(pattern, ()), one)  # most have one: 3 MB less than lists
