"""How much each feature says about the event: rare ones much, common ones little. Counts in, weights out. Pure.

A feature weighs ln(1 / share), `share` being the part of the articles that have it in the language where it is most
common (reference: text.md 6.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from types import MappingProxyType

from monitor.model import Fingerprint, Frequencies

LOWEST_SHARE = 1 / 200  # what was seen less often than this is as rare as can be told
RARE_SHARE = 1 / 20  # what more articles than this have finds too many others
MOST_KEYS = 40

Weights = Mapping[str, float]
NO_WEIGHTS: Weights = MappingProxyType({})


def weigh(fingerprint: Fingerprint, frequencies: Frequencies) -> Weights:
    """The weight of each feature by its key, 0 for one that every article has."""
    return {feature.key: log(1 / _share(feature.key, frequencies)) for feature in fingerprint.features}


def rare(weights: Weights) -> tuple[str, ...]:
    """Keys of the features that are rare enough to find other articles by, the rarest first."""
    found = [(weight, key) for key, weight in weights.items() if weight >= log(1 / RARE_SHARE)]
    return tuple(key for _, key in sorted(found, key=lambda pair: (-pair[0], pair[1])))[:MOST_KEYS]


def _share(key: str, frequencies: Frequencies) -> float:
    seen = frequencies.seen.get(key, {})
    shares = (count / frequencies.articles[language] for language, count in seen.items())
    return min(1.0, max(LOWEST_SHARE, *shares)) if seen else LOWEST_SHARE
