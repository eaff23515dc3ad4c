"""Count how well rules do on labelled texts: precision, recall and F1.

In: for each text what a person labelled it with, and what fired. Out: counts by rule, by language, by both and in all.
Reads no text and runs no rule. "Micro" figures add the counts up first, so that a frequent rule weighs more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

HARD_NEGATIVE = "hard-negative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One text: the rules that should fire, those that did, and those of which its labeller was not sure.

    What is unsure is counted neither way. `hard_negative` marks a text that looks relevant and is not.
    """

    id: str
    language: str
    labels: frozenset[str]
    fired: frozenset[str]
    unsure: frozenset[str] = frozenset()
    hard_negative: bool = False

    @property
    def right(self) -> frozenset[str]:
        """Labelled, and fired."""
        return (self.labels & self.fired) - self.unsure

    @property
    def false(self) -> frozenset[str]:
        """Fired without the label."""
        return self.fired - self.labels - self.unsure

    @property
    def missed(self) -> frozenset[str]:
        """Labelled, and did not fire."""
        return self.labels - self.fired - self.unsure


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Texts that fired rightly, fired falsely, and should have fired. A share of nothing is None."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def positives(self) -> int:
        """Texts with the label."""
        return self.right + self.missed

    @property
    def found(self) -> int:
        """Texts on which the rule fired."""
        return self.right + self.false

    @property
    def precision(self) -> float | None:
        """The share of what fired that is labelled."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of what is labelled that fired."""
        return self.right / self.positives if self.positives else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both: 2·right / (2·right + false + missed)."""
        told = 2 * self.right + self.false + self.missed
        return 2 * self.right / told if told else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Every table, keys sorted. `unlabelled`: rules that fired though no text names them, and on how many texts.

    Nobody looked for those while labelling, so they stand in no other figure but `hard_negatives_fired`.
    """

    texts: int
    total: Count
    by_rule: Mapping[str, Count]
    by_language: Mapping[str, Count]
    by_both: Mapping[tuple[str, str], Count]
    hard_negatives: int = 0
    hard_negatives_fired: tuple[str, ...] = ()
    unlabelled: Mapping[str, int] = field(default_factory=dict)


def score(judged: Iterable[Judged]) -> Scores:
    """Count all texts. Rules are scored that at least one text is labelled with, or labelled unsure of."""
    texts = tuple(judged)
    named = frozenset(rule for one in texts for rule in one.labels | one.unsure)
    counts = {
        kind: Counter((rule, one.language) for one in texts for rule in getattr(one, kind) & named)
        for kind in ("right", "false", "missed")
    }
    keys = sorted({key for counter in counts.values() for key in counter})
    both = {key: Count(**{kind: counter[key] for kind, counter in counts.items()}) for key in keys}
    fired = Counter(rule for one in texts for rule in one.fired - named)
    hard = [one for one in texts if one.hard_negative]
    return Scores(
        texts=len(texts),
        total=_sum(both.values()),
        by_rule={rule: _sum(count for key, count in both.items() if key[0] == rule) for rule in sorted(named)},
        by_language={
            language: _sum(count for key, count in both.items() if key[1] == language)
            for language in sorted({one.language for one in texts})
        },
        by_both=both,
        hard_negatives=len(hard),
        hard_negatives_fired=tuple(one.id for one in hard if one.fired - one.unsure),
        unlabelled=dict(sorted(fired.items())),
    )


def _sum(counts: Iterable[Count]) -> Count:
    kept = tuple(counts)
    return Count(
        right=sum(count.right for count in kept),
        false=sum(count.false for count in kept),
        missed=sum(count.missed for count in kept),
    )
