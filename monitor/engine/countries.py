"""Tell apart who is abroad: combinations of a `near` in which at least two countries are named.

Comes in: the stretches of each part of a `near` within one unit, and what tells a stretch's countries. Goes out: the
same parts, narrowed so that whatever is combined of them names two countries. Never measures a distance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Stretch = TypeVar("Stretch")

COUNTRIES_AT_MOST = 20  # of one part in one sentence; a list of all states says nothing about any


def apart_by_country(
    parts: Sequence[list[Stretch]], countries: Callable[[Stretch], frozenset[str]]
) -> Iterator[list[list[Stretch]]]:
    """For each country of the first part that names any: that part there, and another part elsewhere."""
    named = [frozenset[str]().union(*map(countries, stretches)) for stretches in parts]
    naming = [index for index, found in enumerate(named) if found]
    for position, first in enumerate(naming):
        for country in sorted(named[first])[:COUNTRIES_AT_MOST]:
            for second in naming[position + 1 :]:
                here = [stretch for stretch in parts[first] if country in countries(stretch)]
                there = [stretch for stretch in parts[second] if countries(stretch) - {country}]
                if here and there:
                    yield [{first: here, second: there}.get(index, part) for index, part in enumerate(parts)]
