"""Fit how articles are compared: the shipped shares of features and the weights of a pair's figures.

In: the NTREX-128 documents of odd lines in ../shared/data/ntrex (README of `benchmarks/`), and the tuning half of our
own reports in tests/data/stories. Out: common_words.json, shares.json and score.json in monitor/stories/data, and on
the terminal the report that docs/stories.md quotes. Documents of even lines and the measuring half are never read:
`benchmarks/stories.py` tests on them.

Pairs come from streams as the daemon would see them: documents in random order, running counts, shipped shares of the
*other* half of the odd documents, candidates by rare keys. Half of the streams have whole documents, half of them
parts: every other sentence, the first four, the rest. Translations share nearly everything, and parts make the fit rely
less on that; the two halves of one document, each of its other sentences, stand for two reports in one language. The
reports of our own are few, and their pairs count several times.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.stories_data import NTREX, Cut, Told, gazetteer, read_ntrex, read_reports
from benchmarks.stories_stream import Pair, Stream
from monitor.config.languages import SHIPPED
from monitor.stories.content_words import common_words, stems
from monitor.stories.prior import DATA, Prior, shipped_prior
from monitor.stories.score import FIGURES
from monitor.text.fold import fold

Floats = npt.NDArray[np.float64]
Shares = Mapping[str, Mapping[str, float]]

WORTH = 50.0  # articles a language that the shares count as beside running counts
LEAST_SHARE = 0.04  # less common features are as rare as can be told from so few documents
LEAST_SEEN = 2
COMMON_WORD = 0.1  # of the documents of a language: what more of them have says nothing of an event
OWN_REPORTS = 10.0  # times that a pair of our own reports counts
FALSE_JOIN_COSTS = 8.0  # times a missed one: readers see a wrong story, and hardly miss a second alert
REGULARISED = 10.0
JOIN, RELATED = 0.7, 0.3
SEEDS = (0,)
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
    write("common_words.json", common())
    common_words.cache_clear()
    whole, *parts = ([*read_ntrex(names, odd=True, cut=cut)] for cut in CUTS)
    write("shares.json", {"articles": WORTH, "shares": shares_of(whole)})
    shipped_prior.cache_clear()
    translated, own = pairs_of(whole, parts), list(Stream().pairs(read_reports(names, "tuning")))
    pairs = [*translated, *own]
    figures = np.array([pair.figures for pair in pairs])
    same = np.array([float(pair.same) for pair in pairs])
    counts = np.array([1.0] * len(translated) + [OWN_REPORTS] * len(own))
    intercept, weights = fit(figures, same, counts)
    named = {name: round(float(weight), 3) for name, weight in zip(FIGURES, weights, strict=True)}
    write("score.json", {"intercept": round(float(intercept), 3), "weights": named, "join": JOIN, "related": RELATED})
    print(f"intercept {intercept:.2f}")
    for name, weight in named.items():
        print(f"  {weight:8.2f}  {name}")
    sure = 1 / (1 + np.exp(-(intercept + figures @ weights)))
    for what, chosen in (("translations", slice(len(translated))), ("own reports", slice(len(translated), None))):
        report(what, sure[chosen], same[chosen])


def report(what: str, sure: Floats, same: Floats) -> None:
    """Precision and recall on the pairs that were fitted on."""
    print(f"{what}: {len(same):,} pairs, {int(same.sum()):,} of one story")
    for threshold in (RELATED, 0.5, JOIN, 0.9):
        chosen = sure >= threshold
        print(f"  p >= {threshold}: precision {same[chosen].mean():.3f}, recall {same[chosen].sum() / same.sum():.3f}")


def common() -> list[str]:
    """Stems that a tenth of the documents of some language have."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for language in SHIPPED:
        for line in (NTREX / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()[::2]:
            seen[language].update({stem for stem, _ in stems(fold(json.loads(line)["text"]).text)})
    documents = {language: len((NTREX / f"{language}.jsonl").read_text().splitlines()[::2]) for language in SHIPPED}
    most = {
        stem for language in SHIPPED for stem, n in seen[language].items() if n >= COMMON_WORD * documents[language]
    }
    return sorted(most)


def pairs_of(whole: Sequence[Told], parts: Sequence[Sequence[Told]]) -> list[Pair]:
    """The pairs in all streams."""
    first = frozenset(sorted({one.story for one in whole})[::2])
    other_half = [replace(one, document=f"{one.document} again") for one in parts[1]]
    pairs: list[Pair] = []
    for seed in SEEDS:
        rng = random.Random(seed)  # noqa: S311 - the same streams each time, no secret
        mixed = [rng.choice(versions) for versions in zip(whole, *parts, strict=True)]
        halves = rng.sample([*parts[0], *other_half], len(whole))
        for documents in (whole, mixed, halves):
            for half in (True, False):
                prior = Prior(WORTH, shares_of([one for one in whole if (one.story in first) != half]))
                stream = [one for one in documents if (one.story in first) == half]
                rng.shuffle(stream)
                pairs.extend(Stream(prior).pairs(stream))
    return pairs


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


def fit(figures: Floats, same: Floats, counts: Floats) -> tuple[float, Floats]:
    """Intercept and weights of a logistic regression. Sharing more must not count against: no weight is below 0."""
    kept = list(range(figures.shape[1]))
    while True:
        intercept, found = regression(figures[:, kept], same, counts)
        if (found >= 0).all():
            weights = np.zeros(figures.shape[1])
            weights[kept] = found
            return intercept, weights
        kept.pop(int(np.argmin(found)))


def regression(figures: Floats, same: Floats, counts: Floats) -> tuple[float, Floats]:
    """Newton's method on standardised figures, with an L2 penalty."""
    mean, spread = figures.mean(axis=0), figures.std(axis=0) + 1e-9
    inputs = np.column_stack([np.ones(len(same)), (figures - mean) / spread])
    costs = counts * np.where(same == 1, 1.0, FALSE_JOIN_COSTS)
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
    """Write a data file."""
    path = Path(DATA, name)
    body = json.dumps(data, ensure_ascii=False, indent=None if name == "common_words.json" else 1)
    path.write_text(body + "\n", encoding="utf-8")
    print(f"wrote {path.name}, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
