"""Which articles tell of one event: a fingerprint of each, and the decision to join. Pure; the index is the store's.

Joins what has the same address or (nearly) the same words, and reports of one event in other words or languages by
the numbers, countries and names that they share.
"""

from monitor.stories.features import features_of
from monitor.stories.fingerprint import features_alone, fingerprint
from monitor.stories.join import NEAR, WINDOW, join
from monitor.stories.minhash import similarity
from monitor.stories.same_page import misfit
from monitor.stories.sample import stands_for
from monitor.stories.weights import Weights, rare, weigh

__all__ = [
    "NEAR",
    "WINDOW",
    "Weights",
    "features_alone",
    "features_of",
    "fingerprint",
    "join",
    "misfit",
    "rare",
    "similarity",
    "stands_for",
    "weigh",
]
