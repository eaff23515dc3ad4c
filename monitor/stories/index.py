"""A story index in memory: what the database's tables are to the daemon. For files of texts and for measuring.

In: articles' fingerprints, one by one. Out: weights by the counts so far, and the members that are worth comparing.
Decides nothing, and forgets nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from monitor.model import Fingerprint, Frequencies, Member
from monitor.stories.prior import Prior
from monitor.stories.weights import Weights, weigh

ENOUGH = 2  # rare keys that articles share to be compared


class Index:
    """Every article counts, whether it became a member or not."""

    def __init__(self, prior: Prior | None = None) -> None:
        """`prior`: other shares than those shipped."""
        self.members: list[Member] = []
        self._prior = prior
        self._articles: Counter[str] = Counter()
        self._seen: dict[str, Counter[str]] = defaultdict(Counter)
        self._by_feature: dict[str, list[int]] = defaultdict(list)
        self._by_text: dict[str, list[int]] = defaultdict(list)

    def weights(self, fingerprint: Fingerprint) -> Weights:
        """The weights of an article's features at this moment."""
        keys = [feature.key for feature in fingerprint.features]
        seen: dict[str, Mapping[str, int]] = {key: self._seen[key] for key in keys if key in self._seen}
        return weigh(fingerprint, Frequencies(articles=self._articles, seen=seen), prior=self._prior)

    def candidates(self, fingerprint: Fingerprint, keys: Iterable[str]) -> list[int]:
        """Positions of the members that share an address, a text, a band or two of the keys."""
        shares = Counter(at for key in keys for at in self._by_feature.get(key, ()))
        found = {at for at, count in shares.items() if count >= ENOUGH}
        for key in _texts(fingerprint):
            found.update(self._by_text.get(key, ()))
        return sorted(found)

    def count(self, fingerprint: Fingerprint) -> None:
        """Count an article's features."""
        language = fingerprint.language or ""
        self._articles[language] += 1
        for feature in fingerprint.features:
            self._seen[feature.key][language] += 1

    def add(self, member: Member, keys: Sequence[str]) -> None:
        """Keep an article that stands in a story, under the keys that `join` gave it."""
        at = len(self.members)
        self.members.append(member)
        for key in keys:
            self._by_feature[key].append(at)
        for key in _texts(member.fingerprint):
            self._by_text[key].append(at)


def _texts(fingerprint: Fingerprint) -> tuple[str, ...]:
    return tuple(filter(None, (fingerprint.canonical, fingerprint.text_hash, *fingerprint.bands)))
