"""Gaps: a page's blocks and the text found in it in, the same text with what was lost between its paragraphs out.

Extractors judge block by block, and lose lists of names, short questions of an interview and the headings of a live
blog although the blocks before and after them are story. What stands between two paragraphs that were found, in the
same place of the tree and hardly linked, is put back; so is a first paragraph in a container of its own, and a list
that follows the last. Never takes anything away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import html

from monitor.text.page_blocks import HEADINGS, LISTED, Block, is_story
from monitor.text.page_data import letters

_MOST_TEXT = 300_000  # characters found
_SHORTEST_KNOWN = 20  # letters: a shorter block is looked for as a whole paragraph alone
_LEAD = 120  # characters: a first paragraph; what is shorter is a standfirst, which repeats the story
_SENTENCES = re.compile(r"[.!?؟۔]['\"”»)\]]*(?:\s|$)|[。！？]")


@dataclass(frozen=True, slots=True)
class _Found:
    """The paragraphs that were found, as letters: all, line by line and as one, and which is which."""

    whole: str
    glued: str
    numbers: Mapping[str, int]

    def number(self, block: Block) -> int | None:
        """The paragraph that the block became."""
        return self.numbers.get(letters(block.text))

    def has(self, block: Block) -> bool:
        """Whether the block's text is there, perhaps glued or in pieces. A heading is glued to what follows it."""
        key = letters(block.text)
        if not key or key in self.numbers:
            return True
        if block.element.tag in HEADINGS:
            return f"\n{key}" in self.whole
        return len(key) >= _SHORTEST_KNOWN and key in self.glued


def with_gaps_filled(blocks: Sequence[Block], paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs, and between them what was lost there."""
    keys = [letters(paragraph) for paragraph in paragraphs]
    found = _Found(
        "\n" + "\n".join(keys), "".join(keys), {key: number for number, key in reversed(list(enumerate(keys)))}
    )
    numbers = _numbers(blocks, found)
    anchors = [at for at, number in enumerate(numbers) if number is not None]
    if not anchors or len(found.whole) > _MOST_TEXT:
        return tuple(paragraphs)
    places = {place for at in anchors for place in _around(blocks[at])}
    lost: dict[int, list[str]] = {}
    behind = -1
    for at in range(anchors[-1] + 1):
        block, number = blocks[at], numbers[at]
        if number is not None:
            behind = max(behind, number)
        elif not found.has(block) and _belongs(
            block, blocks[at + 1], places, first=blocks[anchors[0]] if behind < 0 else None
        ):
            lost.setdefault(behind, []).append(block.text)
    rest = _behind([blocks[at] for at in anchors], blocks[anchors[-1] + 1 :])
    lost.setdefault(len(paragraphs) - 1, []).extend(block.text for block in rest if not found.has(block))
    return (*lost.get(-1, ()), *(text for at, each in enumerate(paragraphs) for text in (each, *lost.get(at, ()))))


def _numbers(blocks: Sequence[Block], found: _Found) -> list[int | None]:
    """For each block the paragraph that it became. Of several with its text, the one among most other paragraphs."""
    numbers = [found.number(block) for block in blocks]
    anchors = [(at, number) for at, number in enumerate(numbers) if number is not None]
    company = Counter(place for at, _ in anchors for place in _around(blocks[at]))
    chosen: dict[int, tuple[int, int]] = {}
    for at, number in anchors:
        rank = (max((company[place] for place in _around(blocks[at])), default=0), -at)
        chosen[number] = max(rank, chosen.get(number, rank))
    return [number if number is not None and chosen[number][1] == -at else None for at, number in enumerate(numbers)]


def _around(block: Block) -> tuple[html.HtmlElement, ...]:
    """Where a block stands, and one step further out."""
    place = block.place
    outer = place.getparent() if place is not None else None
    return tuple(each for each in (place, outer) if each is not None)


def _belongs(block: Block, following: Block, places: set[html.HtmlElement], *, first: Block | None) -> bool:
    """Whether a lost block is story. `first` is the first paragraph found, where the block stands before it."""
    if first is not None:
        return is_story(block) and _leads(block, first)
    if block.element.tag not in HEADINGS:
        return block.place in places and is_story(block)
    heads_paragraph = following.place is block.place and following.element.tag == "p"
    return block.place in places and is_story(block, linked=heads_paragraph) and is_story(following)


def _leads(block: Block, first: Block) -> bool:
    """Whether it is the first paragraph, in a container beside the others': of some length, and of two sentences."""
    if block.element.tag not in {"p", "div"} or len(block.text) < _LEAD or not _has_sentences(block.text):
        return False
    place, there = block.place, first.place
    if place is None or there is None:
        return False
    near = (there, there.getparent())
    return any(place is each or place.getparent() is each for each in near)


def _has_sentences(text: str) -> bool:
    return len(_SENTENCES.findall(text)) > 1


def _behind(anchors: Sequence[Block], blocks: Sequence[Block]) -> Iterator[Block]:
    """The items of a list directly behind the last paragraph, and the blocks of a last container in a row of such."""
    following, around = anchors[-1].element.getnext(), anchors[-1].element.getparent()
    found = {anchor.element.getparent() for anchor in anchors}
    before, twin = (around.getprevious(), around.getnext()) if around is not None else (None, None)
    in_a_row = before in found and _kind(before) == _kind(around) == _kind(twin)
    for block in blocks:
        parent = block.element.getparent()
        listed = block.element.tag in LISTED and parent is following
        if parent is None or not (listed or (in_a_row and parent is twin)):
            return
        if is_story(block, linked=block.element.tag in HEADINGS):
            yield block


def _kind(element: html.HtmlElement | None) -> tuple[str, str] | None:
    return None if element is None else (str(element.tag), element.get("class") or "")
