"""Numbers of a text, alike in every language: 5,000, 5 000, 5.000 and ٥٬٠٠٠ are 5000. Text in, numbers out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.stories.kinds import kinds_of

SHORTEST = 2  # digits: single ones are everywhere; those after a letter belong to a name, like M23
NUMBER = re.compile(  # begins with a digit, which the search skips to, and looks back from there
    r"\d(?<![A-Za-zА-я\d]\d)"
    r"(?:\d{0,2}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?!\d)(?:[.,٫]\d+)?|\d*(?:[.,٫٬]\d+)*(?=\s?([万亿萬億]))?)"
)
_DIGITS = re.compile(b"99*")  # of kinds; written so, the search skips to the first
_GROUPS = re.compile(r"\d{1,3}(?:[.,٬]\d{3})+")
_INSIDE = str.maketrans("", "", " \u00a0\u2009\u202f'’.,٬")
_SPACES = str.maketrans("", "", " \u00a0\u2009\u202f'’")
_POINT = str.maketrans(",٫٬", "...")
_CHINESE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_LARGE = (1, 10**6, 10**9)  # as other languages put it: 230万 is 2.3 million


def numbers_in(text: str, kinds: bytes = b"") -> Iterator[tuple[str, str]]:
    """Each number of at least two digits, in ASCII, and as the text writes it; a Chinese one in 万 several ways.

    `kinds` are the text's, where they are known.
    """
    for found in matches(text, kinds or kinds_of(text)):
        written = found[0]
        unit = found[1]
        if unit:
            shown = text[found.start() : found.end(1)]
            yield from ((number, shown) for number in _scaled(_plain(written), _CHINESE[unit]))
        elif len(written) >= SHORTEST:
            yield _plain(written), written


def matches(text: str, kinds: bytes) -> Iterator[re.Match[str]]:
    """As `NUMBER.finditer(text)`: each begins where a run of digits does."""
    end = 0
    for digits in _DIGITS.finditer(kinds):
        start = digits.start()
        if start >= end and (found := NUMBER.match(text, start)):
            end = found.end()
            yield found


def _plain(written: str) -> str:
    if written.isascii() and written.isdigit():
        return written
    grouped = _GROUPS.fullmatch(written)
    digits = written.translate(_INSIDE) if grouped else written.translate(_SPACES).translate(_POINT)
    return "".join(sign if sign == "." else str(int(sign)) for sign in digits)


def _scaled(number: str, unit: int) -> Iterator[str]:
    try:
        value = float(number) * unit
    except ValueError:  # 1.2.3
        return
    for scale in _LARGE:
        if value >= scale:
            yield f"{value / scale:.10g}" if value / scale < 10**10 else f"{value / scale:.0f}"
