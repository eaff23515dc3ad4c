"""How a sentence puts a fact: reported, denied, demanded, planned or past. First form: by word lists.

In: word hits of an article and the sentences in question. Out: one `Stance`. Words: `words/stance.yaml`.
Never weighs who speaks; a sentence with words of two kinds takes the first of the order below.
"""

from __future__ import annotations

from collections.abc import Iterable

from monitor.context.words import WordHits
from monitor.model import Stance

ORDER = (Stance.DENIED, Stance.DEMANDED, Stance.PLANNED, Stance.PAST)


def stance_of(sentences: Iterable[tuple[int, int]], hits: WordHits) -> Stance:
    """The stance of the first of these (start, end) sentences that has any, `REPORTED` if none has."""
    for start, end in sentences:
        for stance in ORDER:
            if any(hits.inside(start, end, stance.value)):
                return stance
    return Stance.REPORTED
