"""Teasers: a page and the text found in it in, the text without teasers of other stories and their headings out.

Three or more neighbours of one tag and class, each short and under a heading that is a link, are a row of teasers: a
grid of cards below the story, which extractors take for more of it. Only whole paragraphs are taken away, and nothing
at all when teasers would be most of the text: then the page is a list, and the list is what it holds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from lxml import html

from monitor.text.page_blocks import LISTED, Block, share_of_links
from monitor.text.page_data import letters
from monitor.text.page_tree import is_short

_FEWEST = 3
_LONGEST = 400  # characters of one teaser
_MOST_PARAGRAPHS = 2
_MOST_SHARE = 0.4  # of the letters found
_SHORTEST = 12  # letters: shorter paragraphs are found in anything
_HEAD = 60  # characters of a line above links
_ALL_LINK = 0.9  # of a line's characters
_SENTENCE = re.compile(r"[.!?。！？؟۔]$")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_CARDS = frozenset({"article", "div", "li", "section", "a"})


def without_teasers(root: html.HtmlElement, paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs that are not part of a teaser."""
    teasers = "\n".join(letters(card.text_content()) for card in _teasers(root))
    if not teasers:
        return tuple(paragraphs)
    kept = tuple(each for each in paragraphs if not _stands_in(letters(each), teasers))
    total, rest = (sum(map(len, each)) for each in (paragraphs, kept))
    return kept if total - rest <= _MOST_SHARE * total else tuple(paragraphs)


def without_heads_of_links(blocks: Sequence[Block], paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs without short lines ('Also on this site') below which the page has nothing but links."""
    heads = {letters(head.text) for head, below in pairwise(blocks) if _heads_links(head, below)}
    return tuple(each for each in paragraphs if letters(each) not in heads)


def _heads_links(head: Block, below: Block) -> bool:
    if len(head.text) > _HEAD or _SENTENCE.search(head.text) or share_of_links(head) > 0:
        return False
    listed = any(each.tag in LISTED for each in (below.element, *islice(below.element.iterancestors(), 1)))
    return listed and share_of_links(below) >= _ALL_LINK


def _stands_in(paragraph: str, teasers: str) -> bool:
    return len(paragraph) >= _SHORTEST and paragraph in teasers


def _teasers(root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Every card of every row of cards."""
    rows: dict[tuple[html.HtmlElement, str, str], list[html.HtmlElement]] = defaultdict(list)
    for heading in root.iter(*_HEADINGS):
        card = _card(heading)
        parent = card.getparent() if card is not None else None
        if card is not None and parent is not None:
            rows[parent, str(card.tag), card.get("class") or ""].append(card)
    for cards in rows.values():
        if len(cards) >= _FEWEST:
            yield from cards


def _card(heading: html.HtmlElement) -> html.HtmlElement | None:
    """The outermost short block around a heading that is a link to another page; None if it is no such heading."""
    if not _is_link(heading):
        return None
    card = None
    for block in heading.iterancestors():
        if not is_short(block, _LONGEST) or block.find(".//h1") is not None:
            break
        if len(block.findall(".//p")) > _MOST_PARAGRAPHS or len(list(block.iter(*_HEADINGS))) > 1:
            break
        card = block if block.tag in _CARDS else card
    return card


def _is_link(heading: html.HtmlElement) -> bool:
    link = heading.find(".//a")
    if link is None:
        link = next(heading.iterancestors("a"), None)
    target = (link.get("href") or "").strip() if link is not None else ""
    return bool(target) and not target.startswith("#")
