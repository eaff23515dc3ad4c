"""How well a grouping of texts agrees with the right one: B-cubed (Bagga and Baldwin, 1998).

In: for each text the story that it was given and the one that it belongs to. Out: precision and recall, 0 to 1. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BCubed:
    """Means over texts: of a text's group, how much belongs with it; of what belongs with it, how much is there."""

    texts: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean; neither part is ever 0, for each text stands with itself."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def b_cubed(texts: Iterable[tuple[str, str]]) -> BCubed | None:
    """Score (given story, right story) a text; None for no texts."""
    pairs = tuple(texts)
    if not pairs:
        return None
    together = Counter(pairs)
    given, right = Counter(story for story, _ in pairs), Counter(story for _, story in pairs)
    return BCubed(
        texts=len(pairs),
        precision=sum(together[pair] / given[pair[0]] for pair in pairs) / len(pairs),
        recall=sum(together[pair] / right[pair[1]] for pair in pairs) / len(pairs),
    )
