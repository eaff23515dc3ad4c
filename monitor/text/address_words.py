"""The words of an address, as a title where a source states none: a link in, 'Ferry held at port' out, or ''."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

LONGEST = 300
DEEPEST = 2  # segments from the end: one of numbers may stand behind the words

_ENDING = re.compile(r"(?i)\.(?:s?html?|php|aspx?|jsp|pdf)$")
_KEY = re.compile(r"(?i)^(?:[a-z]{0,3}\d[\da-f]*|[\da-f]{8,}|index|default|id\d+)$")  # a number or a hash: no word
_BETWEEN = re.compile(r"[-_+.,\s]+")


def words_of(link: str) -> str:
    """The words of the last segment that has several; '' when none has."""
    try:
        segments = [segment for segment in urlsplit(link).path.split("/") if segment]
    except ValueError:
        return ""
    for segment in reversed(segments[-DEEPEST:]):
        plain = _ENDING.sub("", unquote(segment))
        words = [word for word in _BETWEEN.split(plain) if word and not _KEY.match(word)]
        if len(words) > 1:
            title = " ".join(words)[:LONGEST]
            return title[:1].upper() + title[1:]
    return ""
