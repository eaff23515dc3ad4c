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
