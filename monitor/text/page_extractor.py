"""trafilatura behind a small door: a page's tree in, its text and what it takes for the metadata out.

In its precise mode (F1 .964 on the article-extraction-benchmark, the best of nine that were measured there), without
comments. Where the library fails, on markup that it did not expect, it found nothing: others look on.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from lxml import html

from monitor.text.characters import one_line

# A search through the whole page loads the months of 200 languages (3 s, 60 MB) and finds copyright years.
_DATES = (("extensive_search", False), ("original_date", True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What the extractor found. `date` is an ISO day; all else is one line, '' or () for nothing."""

    title: str = ""
    paragraphs: tuple[str, ...] = ()
    date: str | None = None
    author: str = ""
    site: str = ""


def extracted(root: html.HtmlElement, url: str | None) -> Extracted:
    """The main text and the metadata of the page."""
    try:
        found = _document(root, url)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever a library of heuristics meets in a page, the page's own blocks are left
        return Extracted()
    return Extracted(
        title=one_line(found.title or ""),
        paragraphs=tuple(filter(None, map(one_line, (found.text or "").split("\n")))),
        date=found.date,
        author=one_line(found.author or ""),
        site=one_line(found.sitename or ""),
    )


def _document(root: html.HtmlElement, url: str | None) -> Any:
    """The library's document, which holds the metadata alone where there is no text."""
    from trafilatura import bare_extraction, extract_metadata

    for library in ("trafilatura", "htmldate"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # they warn of every page without text
    found = bare_extraction(
        root,
        url=url,
        favor_precision=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=dict(_DATES),
    )
    return found or extract_metadata(root, url, dict(_DATES))
