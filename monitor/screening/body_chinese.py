"""Bodies of a country in Chinese: the country's name, and behind it words for a body: 叙利亚国防部, 伊朗国家石油公司.

In: a text, the countries in it. Out: stretches with their `Units`, in the order of the text, the longest of each
country's name first; a country may have one character as in headlines, 俄财政部. Never reads a body's own name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from monitor.model import Mentions
from monitor.screening.body_countries import KINDS_NAMED_BY_COUNTRY, in_chinese
from monitor.screening.body_names import Units
from monitor.screening.body_words import as_one, body_words
from monitor.screening.chinese import is_chinese

WORDS_AT_MOST = 6
_JOINING = re.compile("(?:伊斯兰共和国|阿拉伯共和国|共和国|联邦|的|阿拉伯)?")
_SHORT = {"俄": "RU", "叙": "SY", "缅": "MM"}
# Behind another country's character both are meant: China's and Russia's ministers. Before these it is the whole name.
_SHORT_NAME = re.compile(f"(?<![白中美英法德日韩朝印乌伊土欧])[{''.join(_SHORT)}](?!罗斯|羅斯|利亚|利亞|甸)")


def chinese_bodies(text: str, mentions: Mentions) -> Iterator[tuple[int, int, Units]]:
    """Each stretch that may be a body's name, at [start, end)."""
    for start, end, country in sorted(_countries(text, mentions)):
        ends = list(_words(text, end))
        for number in range(len(ends), 0, -1):
            meanings = as_one(meaning for _, own in ends[:number] for meaning in own)
            yield start, ends[number - 1][0], Units(meanings, frozenset({country}), ())


def _countries(text: str, mentions: Mentions) -> Iterator[tuple[int, int, str]]:
    """Where the countries are named in Chinese, and their codes."""
    for place in mentions.places:
        for span in place.mentions if place.kind == "country" else ():
            if is_chinese(span.text):
                yield span.start, span.end, place.country or place.id
    for one in mentions.actors:
        for span in one.mentions if one.country and one.kind in KINDS_NAMED_BY_COUNTRY else ():
            if own := next((name for name in in_chinese(one.country or "") if span.text.startswith(name)), ""):
                yield span.start, span.start + len(own), one.country or ""
    for short in _SHORT_NAME.finditer(text) if any(map(text.__contains__, _SHORT)) else ():
        yield short.start(), short.end(), _SHORT[short[0]]


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
