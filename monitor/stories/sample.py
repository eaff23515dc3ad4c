"""Of which articles the features are counted: of a language's first ones all, then ever fewer, at last one in 24.

Counts say how common a name is, to weigh it when stories are joined; of most articles nothing else is wanted. A sample
tells that as well once it is large enough. Each article in it stands for those that are not, so that counts mean
articles as before, are the same on average, and follow the news as fast. Where n articles were counted one by one, a
share p is known within sqrt(1 / (n p)) of itself (one standard deviation); here the sample adds sqrt(1 / (150 p)) at
most: a third for what every twentieth article has, and its weight, a logarithm, is off by .35 of 3; half of that after
some thousand articles. `benchmarks.long_war` and `benchmarks.stories` come to the same as with all articles counted;
with a sample half as large it is .002 of F1 less. Pure.

Drawn by the hash of an article's id in its feed, times the golden ratio (D. Knuth, The Art of Computer Programming 3,
6.4), which spreads numbers evenly: the same in every process, and blind to what articles say.
"""

from __future__ import annotations

ENOUGH = 32  # articles of a language; from twice as many on not all are counted
FEWEST = 24  # one in so many is counted at the least
_RATIO = 0x9E3779B1  # of 2³², by the golden one


def stands_for(number: int, *, counted: int) -> int:
    """For how many articles this one is to be counted, 0 to 24, when `counted` of its language were before."""
    one_in = min(max(counted // ENOUGH, 1), FEWEST)
    return one_in if number * _RATIO % 2**32 < 2**32 // one_in else 0
