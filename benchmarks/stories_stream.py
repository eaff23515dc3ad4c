"""A stream of texts with known stories, as the daemon sees it: running counts, candidates by rare keys, the join.

In: texts one by one. Out: the pairs that were compared, and the story of each text. Everything is kept in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from benchmarks.stories_data import READ_AT, Told
from monitor import stories
from monitor.model import Member
from monitor.stories.index import Index
from monitor.stories.prior import Prior
from monitor.stories.profile import profile
from monitor.stories.same_event import comparable


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that were compared."""

    one: Told
    other: Told
    figures: tuple[float, ...]
    same: bool


class Stream:
    """What was read so far."""

    def __init__(self, prior: Prior | None = None) -> None:
        """`prior`: other shares than those shipped."""
        self.index = Index(prior)
        self._read: list[Told] = []
        self._prior = prior

    def pairs(self, texts: Iterable[Told]) -> Iterator[Pair]:
        """Each pair that would be compared, in the order of reading. Versions of one text are left out."""
        for one in texts:
            weights = self.index.weights(one.fingerprint)
            mine, keys = profile(one.fingerprint, weights, prior=self._prior), stories.rare(weights)
            for number in self.index.candidates(one.fingerprint, keys):
                other = self._read[number]
                both = comparable(mine, other.fingerprint, weights, prior=self._prior)
                if both is not None and not _one_text(one, other):
                    yield Pair(one, other, both.figures, one.story == other.story)
            self._add(one, keys, len(self._read))

    def join(self, one: Told) -> int:
        """Read one text and join it; the number of its story."""
        weights = self.index.weights(one.fingerprint)
        found = self.index.candidates(one.fingerprint, stories.rare(weights))
        members = [self.index.members[number] for number in found]
        joined = stories.join(one.article, one.fingerprint, members, weights=weights)
        story = len(self._read) if joined.story_id is None else joined.story_id
        self._add(one, joined.keys, story)
        return story

    def _add(self, one: Told, keys: Sequence[str], story: int) -> None:
        number = len(self._read)
        self._read.append(one)
        member = Member(
            article_id=number,
            story_id=story,
            fingerprint=one.fingerprint,
            at=READ_AT + timedelta(seconds=number),
            title=one.article.title,
            opening=story == number,
        )
        self.index.count(one.fingerprint)
        self.index.add(member, keys)


def _one_text(one: Told, other: Told) -> bool:
    return one.document == other.document and one.fingerprint.language == other.fingerprint.language
