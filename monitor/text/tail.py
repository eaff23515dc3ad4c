"""Glued boilerplate: a paragraph in, its story part and what was cut off its end out.

Pages flattened to text often glue 'Source link By Joy Leave a Reply …' to the last sentence. Pieces are taken from the
right, one by one, and the cut stands only where a sentence ends before it. Never cuts inside a sentence.
"""

from __future__ import annotations

import re

from monitor.model import Removed
from monitor.text.attribution import agency_of, byline_of
from monitor.text.patterns import LONGEST, kinds, may_hold

_ENDED = re.compile("[.!?…。！？؟۔][\"'”“’»›)\\]*]*$")
_SIGNED = re.compile(r"[(\[][^()\[\]]{2,40}[)\]]$")
SIGNED_END = frozenset({")", "]", "\n"})  # what an agency's signature ends in
_BYLINE_WORDS = 4
_PIECES_MOST = 12


def cut_tail(paragraph: str, *, glued: bool = True) -> tuple[str, tuple[Removed, ...]]:
    """The paragraph without the boilerplate glued to its end, and the pieces in reading order.

    Not `glued`: the caller knows that no pattern's own words are in it (`patterns.may_hold`).
    """
    if not glued and paragraph[-1:] not in SIGNED_END:
        return paragraph, ()
    pieces: list[Removed] = []
    cut, accepted = len(paragraph), 0
    best = cut
    while len(pieces) < _PIECES_MOST and (found := _last_piece(paragraph, cut, after=bool(pieces))):
        kind, start = found
        pieces.append(Removed(kind=kind, text=paragraph[start:cut].strip()))
        cut = len(paragraph[:start].rstrip())
        if cut == 0 or _ENDED.search(paragraph, max(0, cut - 8), cut):
            best, accepted = cut, len(pieces)
    return paragraph[:best], tuple(reversed(pieces[:accepted]))


def _last_piece(paragraph: str, end: int, *, after: bool) -> tuple[str, int] | None:
    """Kind and start of the boilerplate that ends at `end`. By-lines count only in front of other boilerplate."""
    boilerplate = kinds() if may_hold(paragraph[max(0, end - LONGEST) : end]) else ()
    for kind in boilerplate:
        match = kind.tail.search(paragraph, max(0, end - LONGEST), end) if kind.tail else None
        if match:
            return kind.name, match.start()
    signed = _SIGNED.search(paragraph, max(0, end - 44), end)
    if signed and agency_of(signed.group()):
        return "agency", signed.start()
    return _byline(paragraph, end) if after else None


def _byline(paragraph: str, end: int) -> tuple[str, int] | None:
    start = end
    for _ in range(_BYLINE_WORDS):
        start = paragraph.rfind(" ", max(0, end - 80), start) if start > 0 else -1
        if start < 0:
            return None
        if byline_of(paragraph[start + 1 : end]):
            return "byline", start + 1
    return None
