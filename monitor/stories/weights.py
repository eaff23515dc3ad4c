"""How much each feature says about the event: rare ones much, common ones little. Counts in, weights out. Pure.

A feature weighs ln(1 / share), `share` being the part of the articles that have it in the language where it is most
common (reference: text.md 6.2): running counts of all articles, with shipped shares counted in (`prior.py`), so that
the first articles of a new installation are weighed as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import log
from types import MappingProxyType

from monitor.model import Fingerprint, Frequencies
from monitor.stories.prior import EXPECTED, LOWEST_SHARE, Prior, shipped_prior

RARE_SHARE = 1 / 10  # what more articles than this have finds too many others
MOST_KEYS = 80
RARE_WORD_SHARE = 1 / 50
MOST_WORDS = 20  # of the keys; words are in every article and names are not
WORD = "w"  # the kind of content words

Weights = Mapping[str, float]
NO_WEIGHTS: Weights = MappingProxyType({})


def weigh(fingerprint: Fingerprint, frequencies: Frequencies, *, prior: Prior | None = None) -> Weights:
    """The weight of each feature by its key, 0 for one that every article has; with other than the shipped shares."""
    shipped, articles = prior or shipped_prior(), sum(frequencies.articles.values())
    keys = [feature.key for feature in fingerprint.features]
    return {key: log(1 / _share(key, frequencies, shipped, articles)) for key in keys}


def rare(weights: Weights) -> tuple[str, ...]:
    """Keys of the features that are rare enough to find other articles by, the rarest first; names before words."""
    names = _rarest(((weight, key) for key, weight in weights.items() if key[0] != WORD), RARE_SHARE)
    words = _rarest(((weight, key) for key, weight in weights.items() if key[0] == WORD), RARE_WORD_SHARE)
    return (*names[: MOST_KEYS - MOST_WORDS], *words[:MOST_WORDS])


def _rarest(weighed: Iterable[tuple[float, str]], share: float) -> list[str]:
    found = [(weight, key) for weight, key in weighed if weight >= log(1 / share)]
    return [key for _, key in sorted(found, key=lambda pair: (-pair[0], pair[1]))]


def _share(key: str, frequencies: Frequencies, prior: Prior, articles: int) -> float:
    before, worth = frequencies.articles, prior.articles
    shipped, seen = prior.shares.get(key, {}), frequencies.seen.get(key, {})
    share = LOWEST_SHARE
    for language in shipped.keys() | seen.keys():
        counted = seen.get(language, 0) + worth * shipped.get(language, 0.0)
        share = max(share, counted / (before.get(language, 0) + worth))
    if key[0] in EXPECTED:
        share = max(share, (sum(seen.values()) + worth * EXPECTED[key[0]]) / (articles + worth))
    return min(1.0, share)
