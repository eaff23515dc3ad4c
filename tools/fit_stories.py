"""Fit how articles are compared: the shipped shares of features and the weights of a pair's figures.

In: the NTREX-128 documents of odd lines in ../shared/data/ntrex (README of `benchmarks/`). Out: shares.json and
score.json in monitor/stories/data, and on the terminal the report that docs/stories.md quotes. Documents of even lines
are never read: `benchmarks/stories.py` tests on them.

Pairs come from streams as the daemon would see them: documents in random order, running counts, shipped shares of the
*other* half of the odd documents, candidates by rare keys. Half of the streams have whole documents, half of them
parts: every other sentence, the first four, the rest. Translations share nearly everything, and parts make the fit rely
less on that. No data of independent reports is used.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.stories_data import Cut, Told, gazetteer, read_ntrex
from benchmarks.stories_stream import Stream
from monitor.stories.prior import DATA, Prior
from monitor.stories.score import FIGURES

Floats = npt.NDArray[np.float64]
Shares = Mapping[str, Mapping[str, float]]

WORTH = 50.0  # articles a language that the shares count as beside running counts
LEAST_SHARE = 0.04  # less common features are as rare as can be told from so few documents
LEAST_SEEN = 2
FALSE_JOIN_COSTS = 8.0  # times a missed one: readers see a wrong story, and hardly miss a second alert
REGULARISED = 10.0
JOIN, RELATED = 0.7, 0.3
SEEDS = (0, 1)
CUTS: tuple[Cut, ...] = (
    lambda sentences: sentences,
    lambda sentences: sentences[::2],
    lambda sentences: sentences[1::2] or sentences,
    lambda sentences: sentences[:4],
    lambda sentences: sentences[4:] or sentences,
)


def main() -> None:
    """Fit, write and report."""
    names = gazetteer()
    whole, *parts = ([*read_ntrex(names, odd=True, cut=cut)] for cut in CUTS)
    figures, same = pairs_of(whole, parts)
    intercept, weights = fit(figures, same)
    write("shares.json", {"articles": WORTH, "shares": shares_of(whole)})
    named = {name: round(float(weight), 3) for name, weight in zip(FIGURES, weights, strict=True)}
    write("score.json", {"intercept": round(float(intercept), 3), "weights": named, "join": JOIN, "related": RELATED})
    print(f"{len(same):,} pairs, {int(same.sum()):,} of one story; intercept {intercept:.2f}")
    for name, weight in named.items():
        print(f"  {weight:8.2f}  {name}")
    sure = 1 / (1 + np.exp(-(intercept + figures @ weights)))
    for threshold in (RELATED, 0.5, JOIN, 0.9):
        chosen = sure >= threshold
        print(f"p >= {threshold}: precision {same[chosen].mean():.3f}, recall {same[chosen].sum() / same.sum():.3f}")


def pairs_of(whole: Sequence[Told], parts: Sequence[Sequence[Told]]) -> tuple[Floats, Floats]:
    """Figures of the pairs in all streams, and which are of one story."""
    first = frozenset(sorted({one.story for one in whole})[::2])
    figures: list[tuple[float, ...]] = []
    same: list[float] = []
    for seed in SEEDS:
        rng = random.Random(seed)  # noqa: S311 - the same streams each time, no secret
        mixed = [rng.choice(versions) for versions in zip(whole, *parts, strict=True)]
        for documents in (whole, mixed):
            for half in (True, False):
                prior = Prior(WORTH, shares_of([one for one in whole if (one.story in first) != half]))
                stream = [one for one in documents if (one.story in first) == half]
                rng.shuffle(stream)
                for pair in Stream(prior).pairs(stream):
                    figures.append(pair.figures)
                    same.append(float(pair.same))
    return np.array(figures), np.array(same)


def shares_of(documents: Sequence[Told]) -> Shares:
    """The share of the documents of a language that have a feature, by feature and language; common ones only."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    for one in documents:
        language = one.fingerprint.language or ""
        total[language] += 1
        for feature in one.fingerprint.features:
            seen[feature.key][language] += 1
    common = {
        key: {
            language: round(count / total[language], 3)
            for language, count in sorted(counts.items())
            if count >= LEAST_SEEN and count >= LEAST_SHARE * total[language]
        }
        for key, counts in sorted(seen.items())
    }
    return {key: shares for key, shares in common.items() if shares}


def fit(figures: Floats, same: Floats) -> tuple[float, Floats]:
    """Intercept and weights of a logistic regression. Sharing more must not count against: no weight is below 0."""
    kept = list(range(figures.shape[1]))
    while True:
        intercept, found = regression(figures[:, kept], same)
        if (found >= 0).all():
            weights = np.zeros(figures.shape[1])
            weights[kept] = found
            return intercept, weights
        kept.pop(int(np.argmin(found)))


def regression(figures: Floats, same: Floats) -> tuple[float, Floats]:
    """Newton's method on standardised figures, with an L2 penalty."""
    mean, spread = figures.mean(axis=0), figures.std(axis=0) + 1e-9
    inputs = np.column_stack([np.ones(len(same)), (figures - mean) / spread])
    costs = np.where(same == 1, 1.0, FALSE_JOIN_COSTS)
    penalty = REGULARISED * np.eye(inputs.shape[1])
    penalty[0, 0] = 0.0
    found = np.zeros(inputs.shape[1])
    for _ in range(50):
        sure = 1 / (1 + np.exp(-np.clip(inputs @ found, -30, 30)))
        slope = inputs.T @ (costs * (sure - same)) + penalty @ found
        curve = (inputs.T * (costs * sure * (1 - sure))) @ inputs + penalty
        found -= np.linalg.solve(curve, slope)
    weights = found[1:] / spread
    return float(found[0] - weights @ mean), weights


def write(name: str, data: object) -> None:
    """Write a data file, one entry a line where it has many."""
    path = Path(DATA, name)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {path.name}, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
