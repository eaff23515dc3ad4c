"""Find the terms of many entries (concepts, actors, people, places) in an article.

Comes in: entries with terms by language, later articles. Goes out: for each entry found, its spans in the text.
Never: reads files, knows rules, or changes after it is built. What a hit means is decided elsewhere.

The forms of each term's rarest word are patterns of one automaton over the folded, space-padded text; what stands
around a hit is checked by the affix class of the term's language when somebody asks for the entry (`Hits`). What a
pattern means is worked out at its first hit: most patterns of a large lexicon are never met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.engine.automaton import Automaton, Hit
from monitor.engine.confirm import Meaning, Sought
from monitor.engine.hits import Hits
from monitor.engine.terms import ANY_LANGUAGE, parse_term
from monitor.model import Article, Language
from monitor.text.fold import fold

# A page of nothing but hits is no better evidence than its first ones.
PATTERN_HITS_AT_MOST = 100  # of one pattern, in an article of more hits than
ALL_HITS_AT_MOST = 10_000  # of all patterns together

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


@dataclass(frozen=True, slots=True)
class _Group:
    """Terms of an entry in one language."""

    entry: str
    language: str
    exact: bool = False
    homonym: bool = False


Written = tuple[_Group, str]  # a term as it is written, and whose it is
PatternsOf = Callable[[str, str, bool], Sequence[str]]


def patterns_of(text: str, language: str, exact: bool) -> tuple[str, ...]:
    """The patterns by which a term is found, none for one without a letter."""
    term = parse_term(text, language, exact=exact)
    if term is None:
        return ()
    return tuple(dict.fromkeys(pattern for pattern, _, _ in Sought("", language, term).patterns()))


class Lexicon:
    """All terms of all entries in one automaton."""

    __slots__ = ("_automaton", "_meanings", "_patterns", "_unless_near", "_written")

    def __init__(self, written: Mapping[str, Sequence[Written]], unless_near: Mapping[str, int]) -> None:
        """`written`: what each pattern stands for; `unless_near`: the words within which a homonym counts, by entry."""
        self._patterns = tuple(written)
        self._automaton = Automaton(self._patterns)
        self._written = tuple(written.values())
        self._meanings: list[Meaning | None] = [None] * len(self._patterns)
        self._unless_near = unless_near

    @classmethod
    def build(cls, entries: Iterable[LexiconEntry], find_patterns: PatternsOf = patterns_of) -> Lexicon:
        """Compile the terms of all entries. A term without a letter finds nothing; loaders report it.

        `find_patterns` does what `patterns_of` does; it may remember what that said.
        """
        written: dict[str, list[Written]] = {}
        unless_near: dict[str, int] = {}
        for entry in entries:
            lists = [(entry.terms, entry.exact, False)]
            if entry.unless_near is not None:
                lists.append((entry.unless_near.terms, False, True))
                unless_near[entry.id] = entry.unless_near.words
            for terms, exact, homonym in lists:
                for language, texts in terms.items():
                    _add(written, _Group(entry.id, language, exact, homonym), texts, find_patterns)
        return cls(written, unless_near)

    def find(self, article: Article) -> Hits:
        """Spans by entry id, sorted, not overlapping within an entry; entries without a hit are absent.

        A span covers whole words. Terms of other languages count only when the article's language is not sure.
        """
        return self.find_in(article.text, article.language)

    def find_in(self, text: str, language: Language) -> Hits:
        """`find` for a text on its own."""
        folded = fold(text)
        languages = _languages(language)
        found: dict[str, list[tuple[Meaning, Hit]]] = {}
        homonyms: dict[str, list[tuple[Meaning, Hit]]] = {}
        meanings = self._meanings
        hits = self._automaton.scan(folded.text)
        for hit in hits if len(hits) <= ALL_HITS_AT_MOST else _first(hits):
            meant: Meaning | None = meanings[hit[0]] or self._meaning(hit[0])
            while meant is not None:
                if languages is None or meant.language in languages:
                    (homonyms if meant.homonym else found).setdefault(meant.entry, []).append((meant, hit))
                meant = meant.next
        return Hits(folded, found, homonyms, self._unless_near)

    def _meaning(self, number: int) -> Meaning | None:
        """What a pattern means, all its terms linked; worked out at its first hit."""
        meant: Meaning | None = None
        pattern = self._patterns[number]
        for group, text in self._written[number]:
            term = parse_term(text, group.language, exact=group.exact)
            if term is None:
                continue
            sought = Sought(group.entry, group.language, term, group.homonym)
            for found, shape, complete in sought.patterns():
                if found == pattern:
                    meant = sought.meaning(pattern, shape, meant, complete=complete)
        self._meanings[number] = meant
        return meant


def _languages(language: Language) -> frozenset[str] | None:
    """The languages whose terms count; None for all."""
    if not language.sure or language.code is None:
        return None
    return frozenset({ANY_LANGUAGE, language.code.split("-")[0].lower()})


def _first(hits: Iterable[Hit]) -> list[Hit]:
    """The first hits of each pattern, and of all."""
    seen: Counter[int] = Counter()
    kept: list[Hit] = []
    for hit in hits:
        seen[hit[0]] += 1
        if seen[hit[0]] <= PATTERN_HITS_AT_MOST:
            kept.append(hit)
            if len(kept) == ALL_HITS_AT_MOST:
                break
    return kept


def _add(written: dict[str, list[Written]], group: _Group, texts: Iterable[str], find_patterns: PatternsOf) -> None:
    for text in dict.fromkeys(texts):
        for pattern in find_patterns(text, group.language, group.exact):
            written.setdefault(pattern, []).append((group, text))
