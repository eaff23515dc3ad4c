"""How much each feature says about the event: rare ones much, common ones little. Counts in, weights out. Pure.

A feature weighs ln(1 / share), `share` being the part of the articles that have it in the language where it is most
common (reference: text.md 6.2): running counts of all articles, with shipped shares counted in (`prior.py`), so that
the first articles of a new installation are weighed as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log
from types import MappingProxyType

from monitor.model import Fingerprint, Frequencies
from monitor.stories.prior import EXPECTED, LOWEST_SHARE, MOST, Prior, shipped_prior

RARE_SHARE = 1 / 10  # what more articles than this have finds too many others
MOST_KEYS = 80
RARE_WORD_SHARE = 1 / 50
MOST_WORDS = 20  # of the keys; words are in every article and names are not
WORD = "w"  # the kind of content words

Weights = Mapping[str, float]
NO_WEIGHTS: Weights = MappingProxyType({})


def weigh(fingerprint: Fingerprint, frequencies: Frequencies, *, prior: Prior | None = None) -> Weights:
    """The weight of each feature by its key, 0 for one that every article has; with other than the shipped shares."""
    shipped = prior or shipped_prior()
    among = _Among(
        articles=sum(frequencies.articles.values()) + shipped.articles,
        by_language={language: n + shipped.articles for language, n in frequencies.articles.items()},
        prior=shipped,
    )
    seen = frequencies.seen
    return {feature.key: among.weight(feature.key, seen.get(feature.key)) for feature in fingerprint.features}


def rare(weights: Weights) -> tuple[str, ...]:
    """Keys of the features that are rare enough to find other articles by, the rarest first; names before words."""
    names = _rarest(((weight, key) for key, weight in weights.items() if key[0] != WORD), RARE_SHARE)
    words = _rarest(((weight, key) for key, weight in weights.items() if key[0] == WORD), RARE_WORD_SHARE)
    return (*names[: MOST_KEYS - MOST_WORDS], *words[:MOST_WORDS])


def _rarest(weighed: Iterable[tuple[float, str]], share: float) -> list[str]:
    enough = log(1 / share)
    return [key for _, key in sorted([(-weight, key) for weight, key in weighed if weight >= enough])]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Among:
    """How many articles a count is a share of: those counted, and what the shipped shares are worth."""

    articles: float
    by_language: Mapping[str, float]
    prior: Prior

    def weight(self, key: str, seen: Mapping[str, int] | None) -> float:
        """The weight of a feature that was seen so often, by language."""
        shipped = self.prior.shares.get(key)
        if shipped is not None or key[0] in EXPECTED:
            return log(1 / self._share(key, seen, shipped))
        if not seen:
            return MOST
        worth, by_language = self.prior.articles, self.by_language
        share = max([n / by_language.get(language, worth) for language, n in seen.items()])
        return log(1 / min(1.0, max(LOWEST_SHARE, share)))

    def _share(self, key: str, seen: Mapping[str, int] | None, shipped: Mapping[str, float] | None) -> float:
        """The share of a feature in the language where it is most common; 1 at most."""
        worth, by_language = self.prior.articles, self.by_language
        share = LOWEST_SHARE
        if seen:
            for language, n in seen.items():
                counted = n + worth * shipped.get(language, 0.0) if shipped else n
                share = max(share, counted / by_language.get(language, worth))
        if shipped:
            for language, known in shipped.items():
                if not seen or language not in seen:
                    share = max(share, worth * known / by_language.get(language, worth))
        if key[0] in EXPECTED:
            share = max(share, ((sum(seen.values()) if seen else 0) + worth * EXPECTED[key[0]]) / self.articles)
        return min(1.0, share)
