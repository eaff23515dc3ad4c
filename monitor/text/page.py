"""Pages: the HTML of a web page in, its main text and what its metadata states out.

The text is what trafilatura finds in its precise mode (F1 .964 on the article-extraction-benchmark, 16 ms a page), on a
tree that is mended first (`page_tree`). The text that a page states in its JSON-LD is used instead where it is far
longer: behind a wall, or where a script draws the page. A page in which nothing is found gives its paragraphs as they
stand. Figures for each of these: docs/quality.md, 'Pages'. Loaded at first use. Fetches nothing.
lxml's parser is not linear on hostile input: whoever calls this for a page of the web does so in a child process with a
deadline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from monitor.text.characters import one_line
from monitor.text.html import paragraphs_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ENOUGH = 1500  # characters: what is shorter may be the wrong part of the page
_FAR_MORE = 2  # times what was found
# A search through the whole page loads the months of 200 languages (3 s, 60 MB) and finds copyright years.
_DATES = (("extensive_search", False), ("original_date", True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page holds, and what its metadata says of it. All of the latter is evidence only, and may be wrong.

    `date` is an ISO day; `published` and `modified` are ISO 8601 as the page states them, with their offset where it
    has one. `canonical` is an absolute web address or ''. `kind` is the page's own word for what it is ('article').
    """

    title: str = ""
    paragraphs: tuple[str, ...] = ()
    date: str | None = None
    author: str | None = None
    site: str = ""
    language: str | None = None
    canonical: str = ""
    published: str | None = None
    modified: str | None = None
    agency: str | None = None
    kind: str = ""


def main_text(html: str, *, url: str | None = None) -> Page:
    """The page's main text in paragraphs, comments and navigation left out; empty when there is none."""
    from monitor.text.page_data import article_of, body_if_longer, items_of
    from monitor.text.page_facts import facts_of
    from monitor.text.page_title import below, headline
    from monitor.text.page_tree import mark_joiners, tree_of

    marked = mark_joiners(html.replace("\x00", " "))
    root = tree_of(marked.html)
    if root is None:
        return Page(paragraphs=paragraphs_of(html))
    found = _extracted(root, url)
    paragraphs = _text(root, found.text or "")
    title = headline(root, one_line(found.title or ""), paragraphs)
    paragraphs = tuple(map(marked.restore, below(title, paragraphs)))
    title = marked.restore(title)
    article = article_of(items_of(root), title)
    facts = facts_of(root, article, url=url)
    paragraphs = body_if_longer(article, paragraphs)
    return Page(
        title=title,
        paragraphs=paragraphs or paragraphs_of(html),
        date=(facts.published or "")[:10] or found.date,
        author=one_line(marked.restore(found.author or "")) or None,
        site=one_line(marked.restore(found.sitename or "")),
        language=facts.language,
        canonical=facts.canonical,
        published=facts.published,
        modified=facts.modified,
        agency=facts.agency,
        kind=facts.kind,
    )


def _extracted(root: HtmlElement, url: str | None) -> Any:
    """What trafilatura finds: its document, which holds the metadata alone where there is no text."""
    from trafilatura import bare_extraction, extract_metadata

    found = bare_extraction(
        root,
        url=url,
        favor_precision=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=dict(_DATES),
    )
    return found or extract_metadata(root, url, dict(_DATES))


def _text(root: HtmlElement, found: str) -> tuple[str, ...]:
    """The paragraphs found, mended; those that stand together in the page where next to nothing was found."""
    from monitor.text.page_blocks import blocks_of, together
    from monitor.text.page_gaps import with_gaps_filled
    from monitor.text.page_teasers import without_teasers
    from monitor.text.page_tree import is_huge

    paragraphs = tuple(filter(None, map(one_line, found.split("\n"))))
    if is_huge(root):
        return paragraphs
    blocks = blocks_of(root)
    paragraphs = without_teasers(root, paragraphs)
    paragraphs = with_gaps_filled(blocks, paragraphs)
    length = sum(map(len, paragraphs))
    if length >= _ENOUGH:
        return paragraphs
    instead = together(blocks)
    return instead if sum(map(len, instead)) > _FAR_MORE * length else paragraphs
