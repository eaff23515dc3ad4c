"""Boilerplate learnt from a host: a page's paragraphs and where they stood before in, the page's own paragraphs out.

A paragraph that stands on three different pages of a host belongs to the host, not to the story. Versions of one story
share most of their paragraphs: they count as one page. Pure; what was seen is the store's to keep. Draft of the
reference (text.md 2.2), with that guard added.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.model import Removed, SeenParagraph

KIND = "host-boilerplate"
PAGES = 3  # different pages make a paragraph the host's
MOST = 0.6  # of the text may go; a page of which more is known is kept whole
VERSIONS = 0.5  # of a page's text also on one earlier page: the two are versions of one story
_KEY = 8  # bytes

Seen = Mapping[str, SeenParagraph]  # by paragraph key


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnText:
    """A page's own paragraphs, those that belong to the host, and what is now known of all of them."""

    paragraphs: tuple[str, ...]
    removed: tuple[Removed, ...]
    learnt: tuple[SeenParagraph, ...]


def paragraph_key(paragraph: str) -> str:
    """Under which a paragraph is remembered: case and spacing do not matter."""
    return _digest(" ".join(paragraph.casefold().split()))


def page_key(address: str) -> str:
    """Under which a page is remembered: that of its canonical address."""
    return _digest(address)


def own_text(paragraphs: Sequence[str], seen: Seen, *, address: str, title: str, whole: bool = False) -> OwnText:
    """Part a page's own paragraphs from its host's. `address` is its canonical one; `title` is never the host's.

    `whole` only learns: the notices of an authority repeat the very words that say what was done.
    """
    keys = [paragraph_key(paragraph) for paragraph in paragraphs]
    page = _version_of(paragraphs, keys, seen) or page_key(address)
    learnt = {key: _with_page(seen.get(key, SeenParagraph(key=key)), page) for key in keys}
    known = {key for key, one in learnt.items() if len(one.pages) >= PAGES and key != paragraph_key(title)}
    gone = sum(len(paragraph) for paragraph, key in zip(paragraphs, keys, strict=True) if key in known)
    if whole or gone > MOST * sum(map(len, paragraphs)):
        known = set()
    return OwnText(
        paragraphs=tuple(text for text, key in zip(paragraphs, keys, strict=True) if key not in known),
        removed=tuple(
            Removed(kind=KIND, text=text) for text, key in zip(paragraphs, keys, strict=True) if key in known
        ),
        learnt=tuple(learnt.values()),
    )


def _version_of(paragraphs: Sequence[str], keys: Sequence[str], seen: Seen) -> str | None:
    """The earlier page that most of this one stood on, if there is one."""
    shared: Counter[str] = Counter()
    for paragraph, key in zip(paragraphs, keys, strict=True):
        for page in seen[key].pages if key in seen else ():
            shared[page] += len(paragraph)
    if not shared:
        return None
    page, letters = max(shared.items(), key=lambda pair: (pair[1], pair[0]))
    return page if letters >= VERSIONS * sum(map(len, paragraphs)) else None


def _with_page(one: SeenParagraph, page: str) -> SeenParagraph:
    if page in one.pages or len(one.pages) >= PAGES:
        return one
    return SeenParagraph(key=one.key, pages=(*one.pages, page))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_KEY).hexdigest()
