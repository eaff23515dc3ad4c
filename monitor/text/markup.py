"""Markup: an HTML fragment in, its text with break marks out. One pass, linear in the length of any input.

Tolerant where a browser would hide text: an unclosed comment, script or tag hides nothing here, because a hidden
paragraph is an alert that never comes. Builds no tree, so nesting costs nothing. Resolves no entities; never raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from monitor.text.tables import table

PARAGRAPH = "\ue000"  # a block element begins or ends here
LINE = "\ue001"  # <br>

_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]{0,40})")
# A whole tag. Quotes count after '=' only; every quantifier is possessive, so a failure is not tried again.
_TAG = re.compile(r"""</?[a-zA-Z](?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+>""")


@dataclass(frozen=True, slots=True)
class Stripped:
    """Text with `PARAGRAPH` and `LINE` marks. `structured` says whether the markup broke any paragraph or line."""

    text: str
    structured: bool


def strip_tags(fragment: str) -> Stripped:
    """Take the tags off and mark where blocks and lines break."""
    clean = fragment.replace(PARAGRAPH, " ").replace(LINE, " ")
    pieces = _Scan(clean).pieces()
    structured = PARAGRAPH in pieces or LINE in pieces
    return Stripped("".join(pieces).replace("]]>", " "), structured)


@dataclass(slots=True)
class _Scan:
    """One pass over a fragment. Remembers where the next end mark stands: no stretch is searched twice."""

    html: str
    quotes_hold: bool = True  # False once a tag ran into the end of the text: from then on '>' alone ends a tag
    _next: dict[str, int] = field(default_factory=dict)

    def pieces(self) -> list[str]:
        """Texts and marks in order."""
        found: list[str] = []
        position = 0
        while (start := self.html.find("<", position)) >= 0:
            found.append(self.html[position:start])
            piece, position = self._markup(start)
            found.append(piece)
        found.append(self.html[position:])
        return found

    def _markup(self, start: int) -> tuple[str, int]:
        """What stands for the markup at `start`, and where the text goes on."""
        if self.html.startswith("<!--", start):
            end = self._find("-->", start + 4)
            return "", (end + 3 if end >= 0 else start + 4)
        if self.html.startswith("<![CDATA[", start):
            return "", start + len("<![CDATA[")
        if self.html.startswith(("<!", "<?"), start):
            end = self._find(">", start)
            return "", (end + 1 if end >= 0 else start + 2)
        return self._tag(start)

    def _tag(self, start: int) -> tuple[str, int]:
        name_match = _NAME.match(self.html, start)
        end = self._tag_end(start) if name_match else -1
        if name_match is None or end < 0:
            return "<", start + 1
        name = name_match.group(1).lower()
        opening = self.html[start + 1] != "/"
        if name in _elements("hidden") and opening and self.html[end - 2] != "/":
            close = self._find_close(name, end)
            end = close if close >= 0 else end
        return _mark(name), end

    def _tag_end(self, start: int) -> int:
        """Offset just behind the tag's '>', or -1 when there is none."""
        if self.quotes_hold:
            match = _TAG.match(self.html, start)
            if match:
                return match.end()
            self.quotes_hold = False
        return self._find(">", start) + 1 or -1

    def _find(self, needle: str, position: int) -> int:
        """Like `str.find`, remembering the answer: positions only grow, so each stretch is searched once."""
        known = self._next.get(needle)
        if known is None or 0 <= known < position:
            known = self._next[needle] = self.html.find(needle, position)
        return known

    def _find_close(self, name: str, position: int) -> int:
        known = self._next.get(name)
        if known is None or 0 <= known < position:
            match = re.compile(rf"</{name}(?![a-z0-9])", re.IGNORECASE).search(self.html, position)
            known = self._next[name] = match.start() if match else -1
        return known


def _mark(name: str) -> str:
    """What stands for a tag of this name. Other inline elements leave nothing: 'Lib<b>ya</b>' is one word."""
    if name in _elements("block"):
        return PARAGRAPH
    if name == "br":
        return LINE
    return " " if name in _elements("cell") or name in _elements("hidden") else ""


@lru_cache(maxsize=4)
def _elements(kind: str) -> frozenset[str]:
    return frozenset(table("elements.yaml")[kind])
