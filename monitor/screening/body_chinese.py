"""Bodies of a country in Chinese: the country's name, and behind it words for a body: 叙利亚国防部, 伊朗国家石油公司.

In: a text, the countries in it. Out: stretches with their `Units`, the longest of each country's name first. Never
reads a body's own name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from monitor.model import Entity
from monitor.screening.body_names import Units
from monitor.screening.body_words import body_words
from monitor.screening.chinese import is_chinese

WORDS_AT_MOST = 6
_JOINING = re.compile("(?:伊斯兰共和国|阿拉伯共和国|共和国|联邦|的|阿拉伯)?")


def chinese_bodies(text: str, places: Iterable[Entity]) -> Iterator[tuple[int, int, Units]]:
    """Each stretch that may be a body's name, at [start, end)."""
    for place in places:
        for span in place.mentions if place.kind == "country" else ():
            if is_chinese(span.text):
                ends = list(_words(text, span.end))
                for number in range(len(ends), 0, -1):
                    meanings = frozenset(meaning for _, own in ends[:number] for meaning in own)
                    yield span.start, ends[number - 1][0], Units(meanings, frozenset({place.country or place.id}), ())


def _words(text: str, start: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where each word of a body behind `start` ends, and what it means."""
    joining = _JOINING.match(text, start)
    at = joining.end() if joining else start
    for _ in range(WORDS_AT_MOST):
        found = _any_word().match(text, at)
        if not found:
            return
        at = found.end()
        yield at, body_words().chinese[found[0]]


@cache
def _any_word() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, body_words().chinese), key=len, reverse=True)))
