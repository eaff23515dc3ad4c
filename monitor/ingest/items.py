"""Give every item of a document its own place and name, where a broken one has it within another or under a prefix.

In: a document's text. Out: the same with items beside each other, their short elements closed, and named as feeds
name them. What stands in CDATA sections and comments is no item. A document without such faults comes out as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.ingest.sections import CLOSE, OPEN

_MARK = re.compile(r"<!\[CDATA\[|<!--|<(/?)((?:[A-Za-z][\w.-]{0,40}:)?(?:item|entry))(?=[\s/>])[^<>]*>")
_ENDS = {OPEN: CLOSE, "<!--": "-->"}
_EMPTY = re.compile(r"<[^<>]*>\s*</[^<>]*>")
_SHORT = r"title|link|guid|pubDate"
_LEFT_OPEN = re.compile(
    rf"<({_SHORT})(\s[^<>]{{0,300}})?(?<!/)>([^<]{{1,2000}})"
    rf"(?=<(?:/(?:item|channel)|(?!\1\b)(?:{_SHORT}|description|item))\b)"
)
_PREFIXED = re.compile(r"<([A-Za-z][\w.-]{0,40}):(?:item|entry)[\s>]")
_MOST_PREFIXES = 3
_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]{0,40}:)?(?:rss|feed|channel)\b[^<>]*>")
_OWN_SPACE = re.compile(r"""\sxmlns\s*=\s*(?:"[^"]*"|'[^']*')""")


def apart(text: str) -> str:
    """Items within others put behind them, empty ones left out. Not where items are never closed."""
    if not _is_nested(text):
        return text
    done: list[str] = []
    waiting: list[str] = []
    opened: list[list[str]] = []
    place = 0
    for mark in _marks(text):
        (opened[-1] if opened else done).append(text[place : mark.start()])
        place = mark.end()
        if mark[1]:
            if not opened:
                return text
            item = "".join((*opened.pop(), mark[0]))
            if not opened:
                done.extend((item, *waiting))
                waiting = []
            elif not _EMPTY.fullmatch(item):
                waiting.append(item)
        elif not mark[0].endswith("/>"):
            opened.append([mark[0]])
        elif not opened:
            done.append(mark[0])
    return text if opened else "".join((*done, text[place:]))


def _is_nested(text: str) -> bool:
    within = False
    for mark in _marks(text):
        if not mark[1] and within:
            return True
        within = not mark[1] and not mark[0].endswith("/>")
    return False


def _marks(text: str) -> Iterator[re.Match[str]]:
    """The tags of items, of the kind that is first, outside of sections and comments."""
    hidden, name, endless = 0, "", set[str]()
    for mark in _MARK.finditer(text):
        if mark.start() < hidden:
            continue
        if end := _ENDS.get(mark[0]):
            at = -1 if end in endless else text.find(end, mark.end())
            if at < 0:  # looked for once: it may be opened very often
                endless.add(end)
            hidden = max(hidden, at)
        elif mark[2] == (name or mark[2]):
            name = mark[2]
            yield mark


def with_ends(text: str) -> str:
    """Titles, links and the like closed, where another element of the item begins in them."""
    return _LEFT_OPEN.sub(r"<\1\2>\3</\1>", text)


def are_prefixed(body: bytes) -> bool:
    """Whether there may be items with a prefix, or entries."""
    return b":item" in body or b":entry" in body


def unprefixed(text: str) -> str:
    """Items without their prefix, and without a namespace that nobody knows."""
    for prefix in list(dict.fromkeys(_PREFIXED.findall(text)))[:_MOST_PREFIXES]:
        text = re.sub(rf"(</?){re.escape(prefix)}:", r"\1", text)
    return _ROOT.sub(lambda root: _OWN_SPACE.sub("", root[0]), text, count=1)
