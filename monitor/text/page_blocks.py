"""Blocks: a page's tree in, its innermost blocks of text in order out, and where the most of them stand together.

What `page_gaps` looks for lost paragraphs in, and what is left of a page on which the extractor found next to nothing:
its measures are in characters, and a Chinese story of 300 is a whole one. Linked lines and what stands in navigation,
boxes, captions and comments are no story, told by the names of elements and classes that publishers share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import html

from monitor.text.characters import one_line
from monitor.text.page_data import letters

TAGS = ("p", "li", "dt", "dd", "h2", "h3", "h4", "blockquote", "div")
HEADINGS = frozenset({"h2", "h3", "h4"})
LISTED = frozenset({"li", "dt", "dd"})
MOST_BLOCKS = 4000
_OUTSIDE = frozenset({"nav", "footer", "aside", "figure", "form", "button", "noscript", "select", "dialog", "header"})
_ASIDE = re.compile(
    r"relat|recommend|promo|newsletter|subscri|share|sharing|social|comment|teaser|advert|(?:^|[\s_-])ads?(?:[\s_-]|$)|"
    r"sponsor|cookie|consent|caption|credit|byline|author|meta|tags|breadcrumb|pager|paginat|toolbar|most-?read|trend|"
    r"hidden|sidebar|menu|widget|rating|disclaimer|paywall|tooltip|copyright",
    re.IGNORECASE,
)
_MOST_LINKED = 0.3  # of a block's characters
_SHORTEST = 6  # letters
_WEIGHTY = 20  # letters: shorter blocks are of no weight
_PROSE = 40  # letters; a Chinese character says about as much as three
_SENTENCE = 80  # letters, likewise
_HAN_MORE = 2
_HAN = re.compile("[\u3400-\u9fff]")
_ENDED = re.compile(r"[.!?…。！？؟۔]['\"»”’)\]]*$")
_FAR_MORE = 2  # times what was found
_AT_LEAST = 80  # letters that must stand together


@dataclass(frozen=True, slots=True)
class Block:
    """A block without blocks in it, its text on one line."""

    element: html.HtmlElement
    text: str

    @property
    def place(self) -> html.HtmlElement | None:
        """What it stands in: its parent, for an item of a list the list's."""
        parent = self.element.getparent()
        return parent.getparent() if parent is not None and self.element.tag in LISTED else parent


def blocks_of(root: html.HtmlElement) -> tuple[Block, ...]:
    """The page's innermost blocks in order; none of a page that has more than a story can have."""
    found: list[Block] = []
    for element in root.iter(*TAGS):
        if next(element.iterdescendants(*TAGS), None) is None:
            found.append(Block(element, _text(element)))
        if len(found) > MOST_BLOCKS:
            return ()
    return tuple(found)


def is_story(block: Block, *, linked: bool = False, levels: int = 1) -> bool:
    """Whether a block may be story: neither links (unless `linked`) nor, so many levels up, aside."""
    if len(letters(block.text)) < _SHORTEST or (block.element.tag == "div" and not _is_prose(block.text)):
        return False
    if not linked and share_of_links(block) > _MOST_LINKED:
        return False
    around = (block.element, *list(block.element.iterancestors())[: max(levels, 3)])
    named = (f"{each.get('class') or ''} {each.get('id') or ''}" for each in around[: levels + 1])
    return not any(each.tag in _OUTSIDE for each in around) and not any(map(_ASIDE.search, named))


def _text(element: html.HtmlElement) -> str:
    """The element's text on one line; a line break is a space."""
    if element.find(".//br") is None:
        return one_line(element.text_content())
    pieces = element.xpath(".//text() | .//br")
    return one_line("".join(piece if isinstance(piece, str) else " " for piece in pieces))


def _is_prose(text: str) -> bool:
    """Whether a block that could be anything, a label or a button, reads like a paragraph."""
    return _weight(text) >= _PROSE and _ENDED.search(text) is not None


def _weight(text: str) -> int:
    return len(letters(text)) + _HAN_MORE * len(_HAN.findall(text))


def share_of_links(block: Block) -> float:
    """How much of the block's text is linked."""
    return sum(len(link.text_content()) for link in block.element.iter("a")) / max(1, len(block.text))


def instead_of(paragraphs: tuple[str, ...], blocks: Sequence[Block]) -> tuple[str, ...]:
    """What stands together in the page where it is far more than the paragraphs, and holds them; else the paragraphs.

    Found lines that are no prose, such as labels, need not be in it, and neither need a single sentence.
    """
    stand = together(blocks)
    length = sum(map(len, paragraphs))
    if sum(map(len, stand)) <= _FAR_MORE * length:
        return paragraphs
    whole = letters("".join(stand))
    prose = {each: _weight(each) for each in paragraphs if _is_prose(each)}
    held = sum(weight for each, weight in prose.items() if letters(each) in whole)
    total = sum(prose.values())
    return stand if total < _SENTENCE or 2 * held >= total else paragraphs


def together(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The texts of the blocks that stand in the place with the most story; () when there is little of it anywhere."""
    stories = [block for block in blocks if is_story(block, levels=6)]
    weights: Counter[html.HtmlElement] = Counter()
    for block in stories:
        weight = len(letters(block.text))
        for place in _places(block):
            weights[place] += weight if weight >= _WEIGHTY else 0
    best, weight = max(weights.items(), key=lambda each: each[1], default=(None, 0))
    if best is None or weight < _AT_LEAST:
        return ()
    return tuple(block.text for block in stories if any(place is best for place in _places(block)))


def _places(block: Block) -> Iterator[html.HtmlElement]:
    """Where the block stands, and one step further out; never the page itself."""
    place = block.place
    for each in (place, place.getparent() if place is not None else None):
        if each is not None and each.tag not in {"body", "html"}:
            yield each
