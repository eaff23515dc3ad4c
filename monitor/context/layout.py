"""Where the sentences of an article stand.

In: an article. Out: (start, end) of each sentence in `Article.text`, in order. The title is one; paragraphs part them.
Never decides what a sentence says.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from monitor.model import PARAGRAPH_BREAK, Article
from monitor.text.sentences import sentences

Bounds = tuple[int, int]


class Sentences:
    """Sentences by place. A paragraph is split when somebody asks for a place in it: of most nobody does."""

    __slots__ = ("_article", "_known", "_starts", "_whole_title")

    def __init__(self, article: Article) -> None:
        self._article = article
        lengths = (len(paragraph) + len(PARAGRAPH_BREAK) for paragraph in article.paragraphs)
        self._starts = tuple(accumulate(lengths, initial=0))[:-1]
        self._whole_title = bool(self._starts) and article.title_end == len(article.paragraphs[0])
        self._known: dict[int, tuple[Bounds, ...]] = {}

    def at(self, offset: int) -> Bounds:
        """The sentence that holds `offset`, else the last one that begins before it; (0, 0) without any."""
        number = bisect_right(self._starts, offset) - 1
        for earlier in range(number, -1, -1):  # the first of them, but where a paragraph has no sentence there
            bounds = self._of(earlier)
            index = bisect_right(bounds, (offset, float("inf"))) - 1
            if index >= 0:
                return bounds[index]
        return next((bounds[0] for each in range(len(self._starts)) if (bounds := self._of(each))), (0, 0))

    def over(self, start: int, end: int) -> Bounds:
        """From the beginning of the sentence that holds `start` to the end of the one that holds the last character."""
        first = self.at(start)
        return first if start < end <= first[1] else (first[0], self.at(max(start, end - 1))[1])

    def _of(self, number: int) -> tuple[Bounds, ...]:
        """Those of a paragraph, by its number. The title is one."""
        bounds = self._known.get(number)
        if bounds is None:
            paragraph, at = self._article.paragraphs[number], self._starts[number]
            whole = number == 0 and self._whole_title
            parts = ((0, len(paragraph)),) if whole else sentences(paragraph, self._article.language.code)
            bounds = self._known[number] = tuple([(at + start, at + end) for start, end in parts])
        return bounds


@lru_cache(maxsize=4)
def sentences_of(article: Article) -> Sentences:
    """The sentences of an article; kept for the steps that read the same article one after the other."""
    return Sentences(article)
