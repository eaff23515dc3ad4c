"""What a reader sees of a match: the sentences that hold its spans, most telling first, hits marked.

In: an article and a match. Out: `Excerpt`s; `article.text[e.start:e.start + len(e.text)] == e.text`; marks lie inside,
in order and apart.
Never shows the title when the body has something to show, nor more than `SENTENCES_AT_MOST` sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import fsum

from monitor.context.layout import Sentences, sentences_of
from monitor.model import Article, Excerpt, Match, Span

SENTENCES_AT_MOST = 3
LETTERS_AT_MOST = 600  # of one sentence; a page without full stops is cut around its hits
_MARGIN = 120  # letters kept before the first hit of a sentence that is cut

Bounds = tuple[int, int]


def excerpts(article: Article, match: Match, telling: Sequence[Bounds] | None = None) -> tuple[Excerpt, ...]:
    """The excerpts of a match; none when it has no spans. `telling`: its `telling_sentences`, if they are known."""
    chosen = telling_sentences(article, match.spans) if telling is None else telling
    blocks = _merge_adjacent(article.text, chosen)
    return tuple(_excerpt(article, block, match.spans) for block in blocks)


def telling_sentences(article: Article, spans: Sequence[Span]) -> tuple[Bounds, ...]:
    """Sentences that hold spans, most telling first: each further one shows a concept that those before it do not.

    A rare concept counts for more than one that stands everywhere.
    """
    held = _sentences_with(sentences_of(article), spans)
    body = [bounds for bounds in held if bounds[0] >= article.title_end] or list(held)
    share = {concept: 1 / number for concept, number in Counter(span.concept for span in spans).items()}
    chosen: list[Bounds] = []
    shown: set[str] = set()
    while body and len(chosen) < SENTENCES_AT_MOST:
        worth = {bounds: (*_worth(held[bounds], share, shown), -bounds[0]) for bounds in body}
        best = max(body, key=worth.__getitem__)
        if chosen and {span.concept for span in held[best]} <= shown:
            break
        chosen.append(best)
        shown.update(span.concept for span in held[best])
        body.remove(best)
    return tuple(chosen)


def _worth(spans: Sequence[Span], share: dict[str, float], shown: set[str]) -> tuple[int, float, int]:
    concepts = {span.concept for span in spans}
    # `fsum` comes to the same in whatever order a set gives them
    return len(concepts - shown), fsum(share[concept] for concept in concepts), len(spans)


def _sentences_with(sentences: Sentences, spans: Sequence[Span]) -> dict[Bounds, list[Span]]:
    """Spans by the sentence that holds them; sentences that a span runs across are one."""
    held: dict[Bounds, list[Span]] = {}
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        low, high = sentences.over(span.start, span.end)
        low, high = min(low, span.start), max(high, span.end)
        last = next(reversed(held), None)
        if last is not None and low < last[1]:
            moved = held.pop(last)
            held[min(last[0], low), max(last[1], high)] = [*moved, span]
        else:
            held[low, high] = [span]
    return held


def _merge_adjacent(text: str, chosen: Sequence[Bounds]) -> list[Bounds]:
    """Sentences with nothing but a space between them become one block, in the place of the more telling one."""
    blocks: list[Bounds] = []
    for bounds in chosen:
        merged, at = bounds, len(blocks)
        for other in list(blocks):
            low, high = min(merged, other), max(merged, other)
            between = text[low[1] : high[0]]
            if not between.strip() and "\n" not in between:
                at = min(at, blocks.index(other))
                blocks.remove(other)
                merged = (low[0], high[1])
        blocks.insert(at, merged)
    return blocks


def _excerpt(article: Article, bounds: Bounds, spans: Iterable[Span]) -> Excerpt:
    inside = [(span.start, span.end) for span in spans if bounds[0] <= span.start and span.end <= bounds[1]]
    start, end = _cut(article.text, bounds, inside)
    marks = merge(inside)
    return Excerpt(
        start=start,
        text=article.text[start:end],
        marks=tuple((low - start, min(high, end) - start) for low, high in marks if start <= low < end),
        language=article.language.code,
    )


def merge(spans: Iterable[Bounds]) -> list[Bounds]:
    """Sort and join spans that overlap or touch; empty ones vanish."""
    merged: list[Bounds] = []
    for low, high in sorted(span for span in spans if span[0] < span[1]):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return merged


def _cut(text: str, bounds: Bounds, inside: Sequence[Bounds]) -> Bounds:
    """The whole block, or of a very long one the part around the first hits, cut at spaces where there are any."""
    start, end = bounds
    limit = LETTERS_AT_MOST * SENTENCES_AT_MOST if text.count(". ", start, end) else LETTERS_AT_MOST
    if end - start <= limit:
        return bounds
    first = min(low for low, _ in inside)
    if first - start > _MARGIN:
        space = text.find(" ", first - _MARGIN, first)
        start = space + 1 if space >= 0 else first
    if end - start > limit:
        space = text.rfind(" ", first + 1, start + limit)
        end = space if space > first else min(end, start + limit)
    return start, end
