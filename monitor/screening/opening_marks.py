"""Where a quotation begins in a text, for all who look for what is quoted.

In: a text, a pattern that begins with one of `OPENING`. Out: its matches. The signs are looked for one by one, which is
many times as quick as to try a pattern at every character. Never knows what is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

OPENING = '«„“"'


def quotations(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What a pattern finds in a text, as `finditer` does."""
    done = 0
    for at in _signs(text):
        if at >= done and (found := pattern.match(text, at)):
            done = found.end()
            yield found


@lru_cache(maxsize=4)
def _signs(text: str) -> tuple[int, ...]:
    """Where the signs stand, in order."""
    return tuple(sorted(at for sign in OPENING if sign in text for at in _places(sign, text)))


def _places(sign: str, text: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)
