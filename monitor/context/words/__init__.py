"""The project's own word lists that facts are read by, found in an article. Not for analysts: those are in `rules/`.

In: an article. Out: `WordHits`, the hits by list name. Never judges what a hit means.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, takewhile
from operator import attrgetter
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor import strict_yaml
from monitor.engine.affixes import LANGUAGES
from monitor.engine.lexicon import Lexicon, LexiconEntry
from monitor.engine.terms import ANY_LANGUAGE
from monitor.model import Article, Span

_HERE = Path(__file__).parent
_start = attrgetter("start")
FILES = ("resolutions", "stance", "clauses", "quantities", "roles")


class WordFile(BaseModel):
    """One file of word lists: `terms` by list name and language; `exact` names the lists in which case matters."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    exact: tuple[str, ...] = ()
    terms: dict[str, dict[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class WordHits:
    """Hits of one article, sorted by start. `Span.concept` is the name of the list."""

    hits: Mapping[str, tuple[Span, ...]]

    def of(self, *names: str) -> tuple[Span, ...]:
        """All hits of the lists named, in order of the text, longest first where two begin together."""
        found = [spans for name in names if (spans := self.hits.get(name))]
        if len(found) < 2:  # noqa: PLR2004 - those of one list are in order
            return found[0] if found else ()
        return tuple(sorted(chain.from_iterable(found), key=lambda span: (span.start, -span.end)))

    def inside(self, start: int, end: int, *names: str) -> Iterator[Span]:
        """Hits of the lists named that lie within [start, end)."""
        for name in names:
            if found := self.hits.get(name):
                first = bisect_left(found, start, key=_start)
                yield from takewhile(lambda span: span.end <= end, found[first:])


@lru_cache(maxsize=4)
def words_in(article: Article) -> WordHits:
    """Find every list in an article, title included; kept for the steps that read it one after the other."""
    language = article.language
    code = language.code.split("-")[0].lower() if language.sure and language.code else None
    known = code if code is None or code in LANGUAGES else ANY_LANGUAGE
    found = _lexicon(known).find(article)
    # All at once: most are asked for, and over and over.
    return WordHits({name: spans for name in found.possible if (spans := found.get(name))})


@cache
def file(name: str) -> WordFile:
    """One of `FILES`, read once."""
    return WordFile.model_validate(strict_yaml.load(_HERE / f"{name}.yaml").data)


@cache
def _lexicon(language: str | None) -> Lexicon:
    """The terms that count in articles of a language, of all files; every language's for None. Most are never met."""
    entries: list[LexiconEntry] = []
    for read in map(file, FILES):
        for name, by_language in read.terms.items():
            terms = {
                code: by_language[code] for code in by_language if language in (None, code) or code == ANY_LANGUAGE
            }
            if terms:
                entries.append(LexiconEntry(id=name, terms=terms, unless_near=None, exact=name in read.exact))
    return Lexicon.build(entries)
