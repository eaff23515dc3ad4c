"""End CDATA sections where they were meant to end: one that is never closed swallows the items that follow it.

In: a document's text. Out: the text with such sections closed before their element's end, and with openers written as
XML has them. A section that tells of markup stays as it is.
"""

from __future__ import annotations

import re

OPEN, CLOSE = "<![CDATA[", "]]>"

_ODD_OPEN = re.compile(r"<!\[\s*CDATA\s*\[", re.IGNORECASE)
_ELEMENT_BEFORE = re.compile(r"<([A-Za-z][\w:.-]{0,60})(?:\s[^<>]{0,300})?>\s{0,100}\Z")
_ITEM = re.compile(r"<(?:item|entry)[\s>]")
_LONGEST_TAG = 500
_HALF_A_CLOSE = re.compile(r"\s*\]{1,2}\s*>?\s*\Z")
_LONGEST_HALF = 20


def closed(text: str) -> str:
    """The text with its sections closed, if one runs over the end of its element."""
    if "<![" not in text:
        return text
    text = _ODD_OPEN.sub(OPEN, text)
    pieces: list[str] = []
    done, start, end = 0, text.find(OPEN), 0
    while start >= 0:
        following = text.find(OPEN, start + len(OPEN))
        if 0 <= end <= start:  # looked for once only, where there is none or it is far
            end = text.find(CLOSE, start)
        if (end < 0 or start < following < end) and (over := _end_of_element(text, start, following)):
            content = _without_half_a_close(text[done:over])
            pieces.append(f"{content}{CLOSE}")
            done = over
        elif following >= 0 and start < following < end:  # one within another
            following = text.find(OPEN, end)
        start = following
    return "".join((*pieces, text[done:]))


def without_open_comment(text: str) -> str:
    """Without the opener of a comment that never ends, where items follow it."""
    start = text.find("<!--", text.rfind("-->") + 1)
    if start < 0 or text.rfind(OPEN, 0, start) > text.rfind(CLOSE, 0, start) or not _ITEM.search(text, start):
        return text
    return text[:start] + text[start:].replace("<!--", "")


def _end_of_element(text: str, start: int, following: int) -> int:
    """Where the element ends that the section at `start` stands in, if more markup follows there; 0 if it does not."""
    element = _ELEMENT_BEFORE.search(text, max(0, start - _LONGEST_TAG), start)
    if element is None:
        return 0
    end = text.find(f"</{element[1]}>", start, following if following >= 0 else len(text))
    after = end + len(element[1]) + 3
    return end if end >= 0 and text[after : after + _LONGEST_TAG].lstrip().startswith("<") else 0


def _without_half_a_close(content: str) -> str:
    half = _HALF_A_CLOSE.search(content, max(0, len(content) - _LONGEST_HALF))
    return content[: half.start()] if half else content
