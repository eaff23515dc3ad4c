"""Find the terms of many entries (concepts, actors, people, places) in an article.

Comes in: entries with terms by language, later articles. Goes out: for each entry found, its spans in the text.
Never: reads files, knows rules, or changes after it is built. Homonyms are dropped here; what a hit means is decided
elsewhere.

The forms of each term's rarest word are patterns of one automaton over the folded, space-padded text; what stands
around a hit is then checked by the affix class of the term's language.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from monitor.engine.affixes import Form
from monitor.engine.automaton import Automaton
from monitor.engine.terms import ANY_LANGUAGE, Term, parse_term
from monitor.engine.words import Words
from monitor.model import Article, Language, Span
from monitor.text.fold import Folded, fold

HITS_AT_MOST = 1000  # an entry's hits in one article; a page of nothing but hits is no better evidence than these
WORD_AT_MOST = 100  # letters before and behind a stem; a longer run without a space is no word

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
class _Candidate:
    """A pattern's meaning: this form of the anchor word of this term of this entry."""

    entry: int
    homonym: bool  # a term of the entry's `unless_near`
    language: str
    term: Term
    form: Form


@dataclass(slots=True)
class _Hits:
    """What one scan found for one entry, as folded (begin, end) of whole words."""

    found: set[tuple[int, int]] = field(default_factory=set)
    homonyms: set[tuple[int, int]] = field(default_factory=set)


class Lexicon:
    """All terms of all entries in one automaton."""

    __slots__ = ("_automaton", "_candidates", "_entries")

    def __init__(self, entries: tuple[LexiconEntry, ...], patterns: Mapping[str, tuple[_Candidate, ...]]) -> None:
        self._entries = entries
        self._automaton = Automaton(list(patterns))
        self._candidates = tuple(patterns.values())

    @classmethod
    def build(cls, entries: Iterable[LexiconEntry]) -> Lexicon:
        """Compile the terms of all entries. A term without a letter finds nothing; loaders report it."""
        kept = tuple(entries)
        patterns: dict[str, list[_Candidate]] = {}
        for number, entry in enumerate(kept):
            _add(patterns, number, entry.terms, exact=entry.exact)
            if entry.unless_near is not None:
                _add(patterns, number, entry.unless_near.terms, homonym=True)
        return cls(kept, {pattern: tuple(candidates) for pattern, candidates in patterns.items()})

    def find(self, article: Article) -> Mapping[str, tuple[Span, ...]]:
        """Spans by entry id, sorted, not overlapping within an entry; entries without a hit are absent.

        A span covers whole words. Terms of other languages count only when the article's language is not sure.
        """
        return self.find_in(article.text, article.language)

    def find_in(self, text: str, language: Language) -> Mapping[str, tuple[Span, ...]]:
        """`find` for a text on its own."""
        folded = fold(text)
        scanned = self._scan(folded, _languages(language))
        words = Words(folded) if any(hits.homonyms for hits in scanned.values()) else None
        found: dict[str, tuple[Span, ...]] = {}
        for number in sorted(scanned):
            entry = self._entries[number]
            spans = _spans(scanned[number], entry, folded, words)
            if spans:
                found[entry.id] = tuple(
                    Span(start=start, end=end, text=text[start:end], concept=entry.id) for start, end in spans
                )
        return found

    def _scan(self, folded: Folded, languages: frozenset[str] | None) -> dict[int, _Hits]:
        scanned: dict[int, _Hits] = {}
        for pattern, begin, end in self._automaton.scan(folded.text):
            for candidate in self._candidates[pattern]:
                if languages is not None and candidate.language not in languages:
                    continue
                hits = scanned.get(candidate.entry) or scanned.setdefault(candidate.entry, _Hits())
                kept = hits.homonyms if candidate.homonym else hits.found
                if len(kept) < HITS_AT_MOST:
                    stretch = _confirm(candidate, folded, begin, end)
                    if stretch is not None:
                        kept.add(stretch)
        return scanned


def _languages(language: Language) -> frozenset[str] | None:
    """The languages whose terms count; None for all."""
    if not language.sure or language.code is None:
        return None
    return frozenset({ANY_LANGUAGE, language.code.split("-")[0].lower()})


# --- building ---------------------------------------------------------------------------------------------------


def _add(
    patterns: dict[str, list[_Candidate]], entry: int, terms: Terms, *, exact: bool = False, homonym: bool = False
) -> None:
    for language, texts in terms.items():
        for text in dict.fromkeys(texts):
            term = parse_term(text, language, exact=exact)
            if term is None:
                continue
            for form in term.words[term.anchor]:
                patterns.setdefault(_pattern(form), []).append(_Candidate(entry, homonym, language, term, form))


def _pattern(form: Form) -> str:
    """The stem, with the space that a bare side of it must show."""
    return ("" if form.before else " ") + form.stem + ("" if form.after else " ")


# --- checking a hit ---------------------------------------------------------------------------------------------


def _confirm(candidate: _Candidate, folded: Folded, begin: int, end: int) -> tuple[int, int] | None:
    """The stretch of whole words that the term covers at this hit of its anchor word, or None."""
    term, form = candidate.term, candidate.form
    if term.substring:
        return begin, end
    stem = (begin if form.before else begin + 1, end if form.after else end - 1)
    left = folded.text.rfind(" ", max(0, stem[0] - WORD_AT_MOST), stem[0]) + 1
    right = folded.text.find(" ", stem[1], stem[1] + WORD_AT_MOST)
    if left == 0 or right < 0:  # no word is that long; looking farther at every hit would take forever
        return None
    if not _fits(form, folded, (left, right), stem) or not _spelled(term, form, folded, stem):
        return None
    return _with_neighbours(term, folded, left, right) if len(term.words) > 1 else (left, right)


def _with_neighbours(term: Term, folded: Folded, left: int, right: int) -> tuple[int, int] | None:
    """The stretch with the term's other words on both sides of the anchor word at [left, right)."""
    for forms in reversed(term.words[: term.anchor]):
        word = _word_before(folded.text, left)
        if word is None or not _is_one_of(term, forms, folded, word):
            return None
        left = word[0]
    for forms in term.words[term.anchor + 1 :]:
        word = _word_after(folded.text, right)
        if word is None or not _is_one_of(term, forms, folded, word):
            return None
        right = word[1]
    return left, right


def _fits(form: Form, folded: Folded, word: tuple[int, int], stem: tuple[int, int]) -> bool:
    """Whether what stands around the stem in its word is what the form allows."""
    if form.before is None:
        starts = word[0] == stem[0]
    else:
        starts = form.before.fullmatch(folded.text, word[0], stem[0]) is not None
    if not starts:
        return False
    if form.after is None:
        return word[1] == stem[1]
    return form.after.fullmatch(folded.text, stem[1], word[1]) is not None


def _spelled(term: Term, form: Form, folded: Folded, stem: tuple[int, int]) -> bool:
    """Whether the original letters under the stem are those of the term, where that counts."""
    if term.spelling is None or form.spelled is None:
        return True
    start, end = folded.span(*stem)
    return term.spelling(folded.source[start:end]) == form.spelled


def _is_one_of(term: Term, forms: tuple[Form, ...], folded: Folded, word: tuple[int, int]) -> bool:
    """Whether a whole word is one of these forms."""
    for form in forms:
        at = folded.text.find(form.stem, *word)
        while at >= 0:
            stem = (at, at + len(form.stem))
            if _fits(form, folded, word, stem) and _spelled(term, form, folded, stem):
                return True
            at = folded.text.find(form.stem, at + 1, word[1]) if form.before else -1
    return False


def _word_before(text: str, left: int) -> tuple[int, int] | None:
    """The word that ends at the space before `left`."""
    return (text.rfind(" ", 0, left - 1) + 1, left - 1) if left > 1 else None


def _word_after(text: str, right: int) -> tuple[int, int] | None:
    """The word that begins behind the space at `right`."""
    return (right + 1, text.find(" ", right + 1)) if right + 1 < len(text) else None


# --- from hits to spans -----------------------------------------------------------------------------------------


def _spans(hits: _Hits, entry: LexiconEntry, folded: Folded, words: Words | None) -> list[tuple[int, int]]:
    """Original (start, end) of the hits that stay: no homonyms, the longest of those that overlap, in order."""
    spans = sorted({folded.span(*stretch) for stretch in hits.found})
    if entry.unless_near is not None and words is not None and hits.homonyms:
        homonyms = sorted({folded.span(*stretch) for stretch in hits.homonyms})
        near = words.near(spans, homonyms, entry.unless_near.words)
        spans = [span for span, is_near in zip(spans, near, strict=True) if not is_near]
    return longest(spans)


def longest(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of spans that overlap, keep the longest (the first of equals); in order."""
    kept: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        at = bisect_left(kept, span)
        after_previous = at == 0 or kept[at - 1][1] <= span[0]
        before_next = at == len(kept) or span[1] <= kept[at][0]
        if after_previous and before_next:
            kept.insert(at, span)
    return kept
