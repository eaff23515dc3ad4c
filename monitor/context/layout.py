"""Where the sentences of an article stand.

In: an article. Out: (start, end) of each sentence in `Article.text`, in order. The title is one; paragraphs part them.
Never decides what a sentence says.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from monitor.model import PARAGRAPH_BREAK, Article
from monitor.text.sentences import sentences


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences by place. `bounds` are (start, end), ascending."""

    bounds: tuple[tuple[int, int], ...]

    def at(self, offset: int) -> tuple[int, int]:
        """The sentence that holds `offset`, else the last one that begins before it; (0, 0) without any."""
        index = bisect_right(self.bounds, (offset, float("inf"))) - 1
        return self.bounds[max(index, 0)] if self.bounds else (0, 0)

    def over(self, start: int, end: int) -> tuple[int, int]:
        """From the beginning of the sentence that holds `start` to the end of the one that holds the last character."""
        return self.at(start)[0], self.at(max(start, end - 1))[1]


@lru_cache(maxsize=4)
def sentences_of(article: Article) -> Sentences:
    """Split an article; kept for the steps that read the same article one after the other."""
    bounds: list[tuple[int, int]] = []
    at = 0
    for paragraph in article.paragraphs:
        whole = at == 0 and article.title_end == len(paragraph)
        parts = ((0, len(paragraph)),) if whole else sentences(paragraph, article.language.code)
        bounds.extend((at + start, at + end) for start, end in parts)
        at += len(paragraph) + len(PARAGRAPH_BREAK)
    return Sentences(tuple(bounds))
