"""Pages: the HTML of a web page in, its main text and what its metadata states out.

Uses trafilatura in its precise mode (F1 .964 on the article-extraction-benchmark, 16 ms a page), loaded at first use; a
page in which it finds nothing gives its paragraphs as they stand. Fetches nothing. lxml's parser is not linear on
hostile input: whoever calls this for a page of the web does so in a child process with a deadline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from monitor.text.characters import one_line
from monitor.text.html import paragraphs_of


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
    import trafilatura

    html = html.replace("\x00", " ")
    found: Any = trafilatura.bare_extraction(
        html, url=url, favor_precision=True, include_comments=False, with_metadata=True
    )
    if found is None or not (found.text or "").strip():
        return Page(paragraphs=paragraphs_of(html))
    return Page(
        title=found.title or "",
        paragraphs=tuple(filter(None, map(one_line, found.text.split("\n")))),
        date=found.date,
        author=one_line(found.author or "") or None,
        site=one_line(found.sitename or ""),
        language=found.language,
    )
