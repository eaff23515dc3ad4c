"""Whether the parts of a `near` may stand close together at all: asked before anything is cut out of the text.

Comes in: a `Near` and an article's `Layout`. Goes out: False only if no window can hold. Never decides that one does:
homonyms, names within longer names and the ends of sentences are left aside, which take far longer to tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.engine.layout import TOLD_AT_MOST, Layout
from monitor.engine.nodes import AnyOf, Leaf, Near, Node

# A character that folds to several words (ﷺ to four, ½ to two) is one place in the text, but several words here.
_SLACK = 4

LONG = 20_000  # characters; in a longer text words are numbered by a table sooner than by counting

Numbered = Sequence[tuple[int, int]]  # numbers of the first and last word


def may_be_close(near: Near, layout: Layout) -> bool:
    """Whether there is one stretch of each part within the distance. Of parts that are more than words any fits."""
    if near.within is None or layout.folded.has_unspaced or len(layout.folded.text) > LONG:
        return True
    known = layout.close.get(id(near))
    if known is None:
        known = layout.close[id(near)] = (near, _may_be_close(near, near.within + _SLACK, layout))
    return known[1]


def _may_be_close(near: Near, reach: int, layout: Layout) -> bool:
    found = [numbered for part in near.parts if (numbered := _numbered(part, layout)) is not None]
    if not found:
        return True
    fewest = min(found, key=len)
    others = [numbered for numbered in found if numbered is not fewest]
    return any(all(_has_one_within(reach, one, other) for other in others) for one in fewest)


def _has_one_within(reach: int, one: tuple[int, int], others: Numbered) -> bool:
    first, last = one[0] - reach, one[1] + reach
    return any(begin <= last and end >= first for begin, end in others)


def _numbered(part: Node, layout: Layout) -> Numbered | None:
    """Where a part may stand; None if that takes more than a look at a few words."""
    if isinstance(part, Leaf):
        return layout.numbers_at_most(part.key) if layout.at.may_have(part.key) else ()
    if not isinstance(part, AnyOf):
        return None
    return _all_of(_numbered(one, layout) for one in part.parts)


def _all_of(parts: Iterable[Numbered | None]) -> Numbered | None:
    found: list[tuple[int, int]] = []
    for numbered in parts:
        if numbered is None or len(found) > TOLD_AT_MOST:
            return None
        found += numbered
    return found
