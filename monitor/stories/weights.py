"""How much each feature says about the event: rare ones much, common ones little. Counts in, weights out. Pure.

A feature weighs ln(1 / share), `share` being the part of the articles that have it in the language where it is most
common (reference: text.md 6.2): running counts of all articles, with shipped shares counted in (`prior.py`), so that
the first articles of a new installation are weighed as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from types import MappingProxyType

from monitor.model import Fingerprint, Frequencies
from monitor.stories.prior import Prior, shipped_prior

LOWEST_SHARE = 1 / 200  # what was seen less often than this is as rare as can be told
RARE_SHARE = 1 / 10  # what more articles than this have finds too many others
MOST_KEYS = 80
MOST = log(1 / LOWEST_SHARE)

Weights = Mapping[str, float]
NO_WEIGHTS: Weights = MappingProxyType({})


def weigh(fingerprint: Fingerprint, frequencies: Frequencies, *, prior: Prior | None = None) -> Weights:
    """The weight of each feature by its key, 0 for one that every article has; with other than the shipped shares."""
    shipped = prior or shipped_prior()
    return {feature.key: log(1 / _share(feature.key, frequencies, shipped)) for feature in fingerprint.features}


def rare(weights: Weights) -> tuple[str, ...]:
    """Keys of the features that are rare enough to find other articles by, the rarest first."""
    found = [(weight, key) for key, weight in weights.items() if weight >= log(1 / RARE_SHARE)]
    return tuple(key for _, key in sorted(found, key=lambda pair: (-pair[0], pair[1])))[:MOST_KEYS]


def weight_of(key: str, weights: Weights, prior: Prior) -> float:
    """A feature's weight; by the shipped shares alone, if it was not weighed."""
    weight = weights.get(key)
    if weight is not None:
        return weight
    shares = prior.shares.get(key)
    return log(1 / min(1.0, max(LOWEST_SHARE, *shares.values()))) if shares else MOST


def _share(key: str, frequencies: Frequencies, prior: Prior) -> float:
    before, worth = frequencies.articles, prior.articles
    expected, seen = prior.shares.get(key, {}), frequencies.seen.get(key, {})
    share = LOWEST_SHARE
    for language in expected.keys() | seen.keys():
        counted = seen.get(language, 0) + worth * expected.get(language, 0.0)
        share = max(share, counted / (before.get(language, 0) + worth))
    return min(1.0, share)
