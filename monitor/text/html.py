"""Paragraphs: an HTML fragment or a plain text in, clean paragraphs out.

Feed summaries and contents arrive as HTML, as plain text with line breaks, or as HTML escaped twice. Never raises and
takes linear time whatever the input; decides nothing about what belongs to the story (see `paragraph_filter`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from monitor.text.characters import lines_of, one_line_each, unescape, visible
from monitor.text.markup import LINE, strip_tags

_LINES = re.compile(rf"{LINE}(?:\s*+{LINE})+")
_ESCAPED_TAG = re.compile(
    r"&lt;/?(?:p|br|div|a|b|i|strong|em|ul|ol|li|img|span|h[1-6]|blockquote|table)\b", re.IGNORECASE
)
_ANY_TAG = re.compile(r"<[a-zA-Z/]")
_BLANK_LINE = re.compile(r"\n[ \t\f\v\u00a0]*+\n")
_RARE_BREAKS = ("\u0085", "\u2028", "\u2029")
_TERMINATED = re.compile("[.!?:;…。！？؟۔][\"'”“’»›)\\]]*$")
_WRAP_WIDTH = 100  # a line longer than this was not wrapped by hand
_SHORT_LINE = 0.6  # a line shorter than this share of the longest one ends a paragraph


def paragraphs_of(html: str) -> tuple[str, ...]:
    """The fragment's paragraphs: one line each, NFC, no markup, entities resolved, nothing invisible, none empty.

    Block elements and `<br><br>` break paragraphs; scripts, styles, frames and figure captions are left out. A
    fragment whose markup breaks nothing is plain text: there the line breaks count.
    """
    return one_line_each(_parts(html))


def paragraphs_of_each(fragments: Iterable[str]) -> list[tuple[str, ...]]:
    """As `paragraphs_of`, of each: one look at all of them together tells what has to be mended."""
    parts = [_parts(fragment) for fragment in fragments]
    lines = lines_of([part for some in parts for part in some])
    ends = accumulate(map(len, parts))
    return [tuple(filter(None, lines[end - len(some) : end])) for some, end in zip(parts, ends, strict=True)]


def plain_paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text without markup. Blank lines break; single line breaks do unless the text was wrapped.

    Wrapped means that no line is longer than 100 characters: then, if blank lines separate paragraphs, a single
    line break is a space, and otherwise it breaks where the line before ends in a full stop or is short.
    """
    return one_line_each(_plain_parts(text))


def _parts(html: str) -> Sequence[str]:
    """The paragraphs, each as it stands there."""
    if "<" not in html and "&" not in html and "]]>" not in html and html.isprintable():  # as most titles are
        return (html,)
    if "&" in html and not _ANY_TAG.search(html) and _ESCAPED_TAG.search(html):
        html = unescape(html)
    parts = strip_tags(_with_newlines(html))
    text = "".join(parts)
    broken = LINE in text
    if len(parts) == 1 and not broken:
        return _plain_parts(unescape(text))
    if broken:
        parts = [part.replace(LINE, " ") for block in parts for part in _LINES.split(block)]
    parts = [part for part in parts if part and not part.isspace()]
    return [unescape(part) for part in parts] if "&" in text else parts


def _plain_parts(text: str) -> Sequence[str]:
    text = visible(_with_newlines(text)).strip("\n")
    lines = text.split("\n")
    if len(lines) == 1 or max(map(len, lines)) > _WRAP_WIDTH:
        return lines
    return _BLANK_LINE.split(text) if _BLANK_LINE.search(text) else _unwrap(lines)


def _with_newlines(text: str) -> str:
    """The text with one kind of line break."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        for line_break in _RARE_BREAKS:
            if line_break in text:
                text = text.replace(line_break, "\n")
    return text


def _unwrap(lines: list[str]) -> list[str]:
    """Join the lines of a wrapped text into paragraphs."""
    enough = max(map(len, lines)) * _SHORT_LINE
    parts: list[list[str]] = [[]]
    for line in lines:
        parts[-1].append(line)
        if _TERMINATED.search(line[-8:].rstrip()) or len(line) < enough:
            parts.append([])
    return [" ".join(part) for part in parts]
