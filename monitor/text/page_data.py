"""Linked data: a page's tree in, the article that its JSON-LD describes out, and the text that it states of it.

Publishers state headline, dates, authors and sometimes the whole text there for search engines. It may be wrong,
broken, a list or a graph; whatever cannot be read is passed over. Bounded in size and depth; never raises.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import html

from monitor.text.characters import unescape
from monitor.text.html import paragraphs_of, plain_paragraphs

Item = Mapping[str, Any]

_MOST = 2_000_000  # characters of one block
_DEEPEST = 6
_FAR_LONGER = 1.5  # times the text found: JSON-LD that is not cut short, on a page that is
_A_TEXT = 200  # characters: a shorter one is a summary
_MOST_ITEMS = 500
_ARTICLES = ("article", "blogposting", "report", "liveblogposting", "socialmediaposting")
_HOLDERS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")


def items_of(root: html.HtmlElement) -> tuple[Item, ...]:
    """Every item that the page's JSON-LD describes, in the page's order."""
    found: list[Item] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text and len(script.text) <= _MOST:
            found.extend(_items(_loaded(script.text), _DEEPEST))
        if len(found) >= _MOST_ITEMS:
            break
    return tuple(found[:_MOST_ITEMS])


def article_of(items: Sequence[Item], title: str = "") -> Item | None:
    """The item that is this page's article: the one with its title, else the only one, else None."""
    articles = [item for item in items if kind_of(item).endswith(_ARTICLES)]
    named = [item for item in articles if title and letters(text_in(item.get("headline"))) == letters(title)]
    if named:
        return max(named, key=len)
    return articles[0] if len(articles) == 1 else None


def body_if_longer(article: Item | None, found: tuple[str, ...]) -> tuple[str, ...]:
    """The stated text where it is far longer than the one found: behind a wall, or where a script draws the page."""
    stated = _body_of(article)
    have, has = (sum(map(len, paragraphs)) for paragraphs in (found, stated))
    return stated if has >= _A_TEXT and has > _FAR_LONGER * have else found


def kind_of(item: Item) -> str:
    """The item's type in lower case, the first of several; ''."""
    stated = item.get("@type")
    if isinstance(stated, list):
        stated = next((kind for kind in stated if isinstance(kind, str)), "")
    return stated.lower() if isinstance(stated, str) else ""


def text_in(value: object) -> str:
    """A text, the name of an item, or what stands first in a list of these."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return value if isinstance(value, str) else ""


def letters(text: str) -> str:
    """Nothing but letters and figures, in lower case: what two spellings of one line share."""
    return "".join(filter(str.isalnum, text.casefold()))


def _items(value: object, depth: int) -> Iterator[Item]:
    if depth == 0:
        return
    if isinstance(value, list):
        for each in value[:_MOST_ITEMS]:
            yield from _items(each, depth - 1)
    elif isinstance(value, dict):
        yield value
        for holder in _HOLDERS:
            yield from _items(value.get(holder), depth - 1)


def _loaded(text: str) -> object:
    """The block's value; line breaks inside texts are let pass, as publishers leave them there."""
    start, end = (
        min((text.find(mark) for mark in "{[" if mark in text), default=-1),
        max(text.rfind("}"), text.rfind("]")),
    )
    try:
        return json.loads(text[start : end + 1], strict=False) if start >= 0 else None
    except (ValueError, RecursionError):
        return None


def _body_of(article: Item | None) -> tuple[str, ...]:
    """The paragraphs of the stated text, markup taken off; () when none is stated."""
    clean = unescape(text_in(article.get("articleBody"))) if article else ""
    return paragraphs_of(clean) if "<" in clean else plain_paragraphs(clean)
