"""The project's own word lists that facts are read by, found in an article. Not for analysts: those are in `rules/`.

In: an article. Out: `WordHits`, the hits by list name. Never judges what a hit means.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import accumulate, chain, takewhile
from operator import attrgetter
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor import strict_yaml
from monitor.engine.affixes import LANGUAGES
from monitor.engine.lexicon import Lexicon, LexiconEntry
from monitor.engine.making import make_span
from monitor.engine.terms import ANY_LANGUAGE
from monitor.model import PARAGRAPH_BREAK, Article, Span

_HERE = Path(__file__).parent
_start = attrgetter("start")
_OF_SENTENCES = ("stance", "clauses")  # files
_ALSO_ELSEWHERE = frozenset({"planned"})  # asked for beside every weekday
FILES = ("resolutions", "quantities", "roles", *_OF_SENTENCES)


class WordFile(BaseModel):
    """One file of word lists: `terms` by list name and language; `exact` names the lists in which case matters."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    exact: tuple[str, ...] = ()
    terms: dict[str, dict[str, tuple[str, ...]]]


class WordHits:
    """Hits of one article, sorted by start. `Span.concept` is the name of the list.

    Lists that tell how a sentence puts something are looked for in the paragraphs that somebody asks about.
    """

    __slots__ = ("_article", "_code", "_everywhere", "_in_paragraphs", "_starts")

    def __init__(self, article: Article) -> None:
        language = article.language
        code = language.code.split("-")[0].lower() if language.sure and language.code else None
        self._code = code if code is None or code in LANGUAGES else ANY_LANGUAGE
        self._article = article
        found = _lexicon(self._code, in_sentences=False).find(article)
        # All at once: most are asked for, and over and over.
        self._everywhere = {name: spans for name in found.possible if (spans := found.get(name))}
        lengths = (len(paragraph) + len(PARAGRAPH_BREAK) for paragraph in article.paragraphs)
        self._starts = tuple(accumulate(lengths, initial=0))
        self._in_paragraphs: dict[tuple[int, int], Mapping[str, tuple[Span, ...]]] = {}

    def of(self, *names: str) -> tuple[Span, ...]:
        """All hits of the lists named, in order of the text, longest first where two begin together."""
        found = [spans for name in names if (spans := self._everywhere.get(name))]
        if len(found) < 2:  # noqa: PLR2004 - those of one list are in order
            return found[0] if found else ()
        return tuple(sorted(chain.from_iterable(found), key=lambda span: (span.start, -span.end)))

    def inside(self, start: int, end: int, *names: str) -> Iterator[Span]:
        """Hits of the lists named that lie within [start, end), which is a part of the text."""
        for name in names:
            of_list = self._around(start, end) if name in _in_sentences() else self._everywhere
            if found := of_list.get(name):
                first = bisect_left(found, start, key=_start)
                yield from takewhile(lambda span: span.end <= end, found[first:])

    def _around(self, start: int, end: int) -> Mapping[str, tuple[Span, ...]]:
        """The hits in the paragraphs that hold a stretch, those of sentences alone."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = max(bisect_left(self._starts, end), first + 1)
        known = self._in_paragraphs.get((first, last))
        if known is None:
            at = self._starts[first]
            text = PARAGRAPH_BREAK.join(self._article.paragraphs[first:last])
            found = _lexicon(self._code, in_sentences=True).find_in(text, self._article.language)
            known = {name: _moved(spans, at) for name in found.possible if (spans := found.get(name))}
            self._in_paragraphs[first, last] = known
        return known


def _moved(spans: Iterable[Span], by: int) -> tuple[Span, ...]:
    return tuple([make_span(span.start + by, span.end + by, span.text, span.concept) for span in spans])


@lru_cache(maxsize=4)
def words_in(article: Article) -> WordHits:
    """What stands of every list in an article, title included; kept for the steps that read it one after the other."""
    return WordHits(article)


@cache
def file(name: str) -> WordFile:
    """One of `FILES`, read once."""
    return WordFile.model_validate(strict_yaml.load(_HERE / f"{name}.yaml").data)


@cache
def _in_sentences() -> frozenset[str]:
    """The lists that are asked for in sentences alone."""
    return frozenset(chain.from_iterable(file(name).terms for name in _OF_SENTENCES)) - _ALSO_ELSEWHERE


@cache
def _lexicon(language: str | None, *, in_sentences: bool) -> Lexicon:
    """The terms that count in articles of a language, of such lists; every language's for None. Most are never met."""
    entries: list[LexiconEntry] = []
    for read in map(file, FILES):
        for name, by_language in read.terms.items():
            terms = {
                code: by_language[code] for code in by_language if language in (None, code) or code == ANY_LANGUAGE
            }
            if terms and (name in _in_sentences()) is in_sentences:
                entries.append(LexiconEntry(id=name, terms=terms, unless_near=None, exact=name in read.exact))
    return Lexicon.build(entries)
