"""What a JSON Feed that breaks off still holds. In: its text. Out: the document with the items up to there, or None.

The item in which it breaks off counts with what it says until then, as in XML that is cut short.
"""

from __future__ import annotations

import contextlib
import json
import re
from typing import Any

LONGEST_TAIL = 500_000  # characters of an item that breaks off
_ITEMS = re.compile(r'"items"\s*:\s*\[\s*')
_COMMA = re.compile(r"\s*,?\s*")
_HALF_AN_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{0,3})?$")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|["{}\[\],]', re.DOTALL)
_CLOSERS = {"{": "}", "[": "]"}


def whole_part(text: str, *, most: int) -> dict[str, Any] | None:
    """What stands before the list of items, and up to `most` items; None if that is nothing."""
    start = _ITEMS.search(text)
    head = _decoded(f"{text[: start.start()].rstrip().rstrip(',')}}}") if start else None
    if start is None or head is None:
        return None
    decoder = json.JSONDecoder(strict=False)
    items: list[object] = []
    place = start.end()
    with contextlib.suppress(ValueError, RecursionError):  # the place where the document breaks off
        while len(items) < most:
            item, place = decoder.raw_decode(text, place)
            items.append(item)
            comma = _COMMA.match(text, place)
            place = comma.end() if comma else place
    if len(items) < most and len(text) - place <= LONGEST_TAIL and (last := _closed(text[place:])) is not None:
        items.append(last)
    return {**head, "items": items} if items else None


def _closed(item: str) -> dict[str, Any] | None:
    """An item that breaks off, closed where it does or before the member in which it does."""
    opened: list[str] = []
    comma, in_text = 0, False
    for found in _TOKEN.finditer(item):
        mark = found[0]
        if mark in _CLOSERS:
            opened.append(_CLOSERS[mark])
        elif mark in {"}", "]"} and opened:
            opened.pop()
        elif mark == "," and len(opened) == 1:
            comma = found.start()
        elif mark == '"':
            in_text = True
            break
    end = f'"{"".join(reversed(opened))}' if in_text else "".join(reversed(opened))
    stem = _HALF_AN_ESCAPE.sub("", item) if in_text else item
    return _decoded(stem + end) or (_decoded(f"{item[:comma]}}}") if comma else None)


def _decoded(text: str) -> dict[str, Any] | None:
    with contextlib.suppress(ValueError, RecursionError):
        found = json.loads(text, strict=False)
        return found if isinstance(found, dict) else None
    return None
