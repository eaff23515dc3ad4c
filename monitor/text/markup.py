"""Markup: an HTML fragment in, its texts out, block by block. One pass, linear in the length of any input.

Tolerant where a browser would hide text: an unclosed comment, script or tag hides nothing here, because a hidden
paragraph is an alert that never comes. Builds no tree, so nesting costs nothing. Resolves no entities; never raises.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from monitor.text.tables import table

_NOT_TAGS = frozenset("!?")  # behind '<': comments, declarations, instructions
_BARE_INLINE = ("a", "b", "em", "i", "span", "strong", "u")
_BARE_ENDS = (">", "/>", " />")
_BARE_LONGEST = 14  # characters: "<blockquote />"

# Control characters, which stand for a space where a text has one: an ASCII text with marks is quick to work on.
PARAGRAPH = "\x01"  # a block element begins or ends here
LINE = "\x02"  # <br>

_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]{0,40})")
# A whole tag. Quotes count after '=' only; every quantifier is possessive, so a failure is not tried again.
_TAG = re.compile(r"""</?([a-zA-Z][a-zA-Z0-9:-]{0,40}+)(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+>""")
# The tags of most paragraphs. What `PARAGRAPH` stands for then had a '<', so that no plain tag reaches over it.
_BARE_PARAGRAPH = re.compile(r"</?p>\s*+(?:</?p>\s*+)*+")
# A whole tag without '<' and without a quotation mark that is not behind '='. A failure ends at the next '<'.
_PLAIN_TAG = re.compile(
    r"""</?([a-zA-Z][a-zA-Z0-9:-]{0,40}+)(?:[^<>="'\x01]++|=\s*+(?:"[^"<\x01]*+"|'[^'<\x01]*+')?+)*+>"""
)


def strip_tags(fragment: str) -> list[str]:
    """Take the tags off: the texts between which blocks break, with `LINE` where lines do; one if no block does."""
    clean = fragment.replace(PARAGRAPH, " ").replace(LINE, " ")
    blocks = _BARE_PARAGRAPH.split(clean)
    if "<" in "".join(blocks):
        text = _between_plain_tags(PARAGRAPH.join(blocks))
        if text is None:
            text = "".join(_Scan(clean).pieces())
        blocks = text.split(PARAGRAPH)
    return [block.replace("]]>", " ") for block in blocks] if "]" in clean else blocks


def _between_plain_tags(text: str) -> str | None:
    """The text of a fragment in which every '<' begins a plain tag that hides nothing, as in most; None of others."""
    pieces = _PLAIN_TAG.split(text)  # text, name, text, name, text
    names = [*map(str.lower, pieces[1::2])]
    if not _hidden().isdisjoint(names):
        return None
    marks = _marks()
    pieces[1::2] = [marks.get(name, "") for name in names]
    text = "".join(pieces)
    return None if "<" in text else text


@dataclass(slots=True)
class _Scan:
    """One pass over a fragment. Remembers where the next end mark stands: no stretch is searched twice."""

    html: str
    quotes_hold: bool = True  # False once a tag ran into the end of the text: from then on '>' alone ends a tag
    _next: dict[str, int] = field(default_factory=dict)

    def pieces(self) -> list[str]:
        """Texts and marks in order."""
        html, bare = self.html, _bare_tags()
        found: list[str] = []
        position = 0
        while (start := html.find("<", position)) >= 0:
            found.append(html[position:start])
            position = html.find(">", start, start + _BARE_LONGEST) + 1
            piece = bare.get(html[start:position])
            if piece is None:
                piece, position = self._markup(start)
            found.append(piece)
        found.append(html[position:])
        return found

    def _markup(self, start: int) -> tuple[str, int]:
        """What stands for the markup at `start`, and where the text goes on."""
        if self.html[start + 1 : start + 2] not in _NOT_TAGS:
            return self._tag(start)
        if self.html.startswith("<!--", start):
            end = self._find("-->", start + 4)
            return "", (end + 3 if end >= 0 else start + 4)
        if self.html.startswith("<![CDATA[", start):
            return "", start + len("<![CDATA[")
        end = self._find(">", start)
        return "", (end + 1 if end >= 0 else start + 2)

    def _tag(self, start: int) -> tuple[str, int]:
        name, end = self._name_and_end(start)
        if end < 0:
            return "<", start + 1
        if name in _hidden() and self.html[start + 1] != "/" and self.html[end - 2] != "/":
            close = self._find_close(name, end)
            end = close if close >= 0 else end
        return _marks().get(name, ""), end

    def _name_and_end(self, start: int) -> tuple[str, int]:
        """The tag's name in small letters and the offset just behind its '>', which is -1 when there is none."""
        match = _TAG.match(self.html, start) if self.quotes_hold else None
        if match:
            return match[1].lower(), match.end()
        name = _NAME.match(self.html, start)
        if name is None:
            return "", -1
        self.quotes_hold = False
        return name[1].lower(), self._find(">", start) + 1 or -1

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


@lru_cache(maxsize=1)
def _marks() -> Mapping[str, str]:
    """What stands for a tag, by its name. Other inline elements leave nothing: 'Lib<b>ya</b>' is one word."""
    marks = {**dict.fromkeys(_BARE_INLINE, ""), **dict.fromkeys(_hidden(), " "), "br": LINE}
    elements = table("elements.yaml")
    return marks | dict.fromkeys(elements["cell"], " ") | dict.fromkeys(elements["block"], PARAGRAPH)


@lru_cache(maxsize=1)
def _hidden() -> frozenset[str]:
    return frozenset(table("elements.yaml")["hidden"])


@lru_cache(maxsize=1)
def _bare_tags() -> Mapping[str, str]:
    """What stands for a tag that is nothing but a name, as most are; one that hides what follows is none of them."""
    opening = {f"<{name}{end}": mark for name, mark in _marks().items() if name not in _hidden() for end in _BARE_ENDS}
    return opening | {f"</{name}>": mark for name, mark in _marks().items()}
