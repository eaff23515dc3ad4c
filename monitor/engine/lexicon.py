"""Find the terms of many entries (concepts, actors, people, places) in an article.

Comes in: entries with terms by language, later articles. Goes out: for each entry found, its spans in the text.
Never: reads files, knows rules, or changes after it is built. What a hit means is decided elsewhere.

The forms of each term's rarest word are patterns of one automaton over the folded, space-padded text; what stands
around a hit is checked by the affix class of the term's language when somebody asks for the entry (`Hits`). What a
pattern means is worked out at its first hit: most patterns of a large lexicon are never met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from sys import intern

from monitor.engine.automaton import Automaton, Hit
from monitor.engine.confirm import Meaning, Sought, together
from monitor.engine.hits import Entries, Hits
from monitor.engine.meanings import ENTRY, SEVERAL, Meanings, Meant
from monitor.engine.terms import ANY_LANGUAGE, parse_term
from monitor.model import Article, Language
from monitor.text.fold import fold

LONG = 100_000  # characters; a longer text has at most
ALL_HITS_AT_MOST = 8_000  # hits: a page of nothing but hits proves no more than its first ones. Where there are more,
PATTERN_HITS_AT_MOST = 10  # of each pattern count

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
    return tuple(dict.fromkeys(pattern for pattern, _, _ in Sought(term).patterns()))


class Lexicon:
    """All terms of all entries in one automaton."""

    __slots__ = ("_automaton", "_meanings", "_patterns", "_written", "entries")

    def __init__(self, written: Mapping[str, Sequence[Written]], entries: Entries) -> None:
        """`written`: what each pattern stands for."""
        self._patterns = tuple(written)
        self._automaton = Automaton(self._patterns)
        self._written = tuple(written.values())
        self._meanings: dict[str | None, Meanings] = {}  # by language, or for texts of which it is not sure
        self.entries = entries

    @classmethod
    def build(cls, entries: Iterable[LexiconEntry], find_patterns: PatternsOf = patterns_of) -> Lexicon:
        """Compile the terms of all entries. A term without a letter finds nothing; loaders report it.

        `find_patterns` does what `patterns_of` does; it may remember what that said.
        """
        written: dict[str, list[Written]] = {}
        numbers: dict[str, int] = {}
        unless_near: dict[int, int] = {}
        for entry in entries:
            key = intern(entry.id)
            number = numbers.setdefault(key, len(numbers) + 1)
            lists = [(entry.terms, entry.exact, False)]
            if entry.unless_near is not None:
                lists.append((entry.unless_near.terms, False, True))
                unless_near[number] = entry.unless_near.words
            for terms, exact, homonym in lists:
                for language, texts in terms.items():
                    _add(written, _Group(key, language, exact, homonym), texts, find_patterns)
        return cls(written, Entries(("", *numbers), numbers, unless_near))

    @property
    def patterns(self) -> tuple[str, ...]:
        """What the automaton looks for."""
        return self._patterns

    def find(self, article: Article) -> Hits:
        """Spans by entry id, sorted, not overlapping within an entry; entries without a hit are absent.

        A span covers whole words. Terms of other languages count only when the article's language is not sure.
        """
        return self.find_in(article.text, article.language)

    def find_in(self, text: str, language: Language) -> Hits:
        """`find` for a text on its own."""
        folded = fold(text)
        code = _primary(language.code) if language.sure and language.code else None
        meanings = self._meanings.get(code)
        if meanings is None:
            meanings = self._meanings[code] = Meanings(len(self._patterns), partial(self._meant_by, code))
        codes = meanings.codes
        found: dict[int, list[Hit]] = {}
        shared: dict[int, list[Hit]] = {}
        for hit in self._hits(folded.text):
            pattern = hit[0]
            said = codes[pattern] or meanings.ask(pattern)
            entry = said >> ENTRY
            if entry > 0:
                if entry in found:
                    found[entry].append(hit)
                else:
                    found[entry] = [hit]
            elif said == SEVERAL:
                if pattern in shared:
                    shared[pattern].append(hit)
                else:
                    shared[pattern] = [hit]
        return Hits(folded, found, shared, meanings, self.entries)

    def _hits(self, text: str) -> list[Hit]:
        if len(text) <= LONG:
            return self._automaton.scan(text)
        return self._automaton.first_hits(text, of_each=PATTERN_HITS_AT_MOST, of_all=ALL_HITS_AT_MOST)

    def _meant_by(self, code: str | None, number: int) -> Meant:
        """What a pattern stands for in texts of a language: all its terms that count there."""
        pattern = self._patterns[number]
        terms: dict[int, list[Meaning]] = {}
        homonyms: dict[int, list[Meaning]] = {}
        for group, text in self._written[number]:
            counts = code is None or group.language in (code, ANY_LANGUAGE)
            term = parse_term(text, group.language, exact=group.exact) if counts else None
            if term is None:
                continue
            sought = Sought(term)
            for found, shape, complete in sought.patterns():
                if found == pattern:
                    meaning = sought.meaning(pattern, shape, complete=complete)
                    kept = homonyms if group.homonym else terms
                    kept.setdefault(self.entries.numbers[group.entry], []).append(meaning)
        return Meant(*({entry: together(kept[entry]) for entry in kept} for kept in (terms, homonyms)))


@lru_cache(maxsize=256)
def _primary(code: str) -> str:
    """The language of a tag: `fr` of `fr-CA`."""
    return code.split("-", maxsplit=1)[0].lower()


def _add(written: dict[str, list[Written]], group: _Group, texts: Iterable[str], find_patterns: PatternsOf) -> None:
    for text in dict.fromkeys(texts):
        for pattern in find_patterns(text, group.language, group.exact):
            written.setdefault(pattern, []).append((group, text))
