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
    parts: Sequence[Sequence[Stretch]], countries: Callable[[Stretch], frozenset[str]]
) -> Iterator[list[Sequence[Stretch]]]:
    """For each country of the first part that names any: that part there, and another part elsewhere."""
    each = [[countries(stretch) for stretch in stretches] for stretches in parts]
    named = [frozenset[str]().union(*found) for found in each]
    naming = [index for index, found in enumerate(named) if found]
    for position, first in enumerate(naming):
        for country in sorted(named[first])[:COUNTRIES_AT_MOST]:
            for second in naming[position + 1 :]:
                here = [stretch for stretch, own in zip(parts[first], each[first], strict=True) if country in own]
                there = [stretch for stretch, own in zip(parts[second], each[second], strict=True) if own - {country}]
                if here and there:
                    yield [{first: here, second: there}.get(index, part) for index, part in enumerate(parts)]
