"""Pages: the HTML of a web page in, its main text and what its metadata states out.

The text is what trafilatura finds in its precise mode (`page_extractor`), on a tree that is mended first (`page_tree`).
Teasers of other stories are taken away from it (`page_teasers`), what was lost between its paragraphs is put back
(`page_gaps`), and where next to nothing was found, what stands together in the page is taken instead (`page_blocks`).
The text that a page states in its JSON-LD is used where it is far longer: behind a wall, or where a script draws the
page (`page_data`). Each step was measured with and without it: docs/quality.md, 'Pages'. The last resort is all the
paragraphs of the page as they stand.
Everything is loaded at first use. Fetches nothing. lxml's parser is not linear on hostile input: whoever calls this for
a page of the web does so in a child process with a deadline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.text.attribution import byline_of
from monitor.text.html import paragraphs_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ENOUGH = 1500  # characters: what is shorter may be the wrong part of the page


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
    from monitor.text.page_extractor import extracted
    from monitor.text.page_facts import facts_of
    from monitor.text.page_title import before_comments, before_note, below, headline
    from monitor.text.page_tree import mark_joiners, tree_of

    marked = mark_joiners(html.replace("\x00", " "))
    root = tree_of(marked.html)
    if root is None:
        return Page(paragraphs=paragraphs_of(html))
    found = extracted(root, url)
    paragraphs = _mended(root, found.paragraphs)
    title = headline(root, found.title, paragraphs)
    paragraphs = tuple(map(marked.restore, before_note(found.author, before_comments(below(title, paragraphs)))))
    title = marked.restore(title)
    article = article_of(items_of(root), title)
    facts = facts_of(root, article, url=url)
    paragraphs = body_if_longer(article, paragraphs)
    return Page(
        title=title,
        paragraphs=paragraphs or paragraphs_of(html),
        date=(facts.published or "")[:10] or found.date,
        author=_name(marked.restore(found.author)) or None,
        site=marked.restore(found.site),
        language=facts.language,
        canonical=facts.canonical,
        published=facts.published,
        modified=facts.modified,
        agency=facts.agency,
        kind=facts.kind,
    )


def _name(author: str) -> str:
    """The author's name without the words before it ('责任编辑：林望舒')."""
    return byline_of(author) or author.rpartition("：")[2].strip()


def _mended(root: HtmlElement, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """The paragraphs found, mended; those that stand together in the page where next to nothing was found."""
    from monitor.text.page_blocks import blocks_of, instead_of
    from monitor.text.page_gaps import with_gaps_filled
    from monitor.text.page_teasers import without_heads_of_links, without_teasers
    from monitor.text.page_tree import is_huge

    if is_huge(root):
        return paragraphs
    blocks = blocks_of(root)
    paragraphs = without_heads_of_links(blocks, without_teasers(root, paragraphs))
    paragraphs = with_gaps_filled(blocks, paragraphs)
    return paragraphs if sum(map(len, paragraphs)) >= _ENOUGH else instead_of(paragraphs, blocks)
