"""What a text says without markup and boilerplate, and what was taken out of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class TextSource(StrEnum):
    """Where the text came from."""

    CONTENT = "content"  # the feed's full content
    SUMMARY = "summary"  # the feed's summary: perhaps a teaser
    TITLE = "title"  # the feed gave a title alone
    PAGE = "page"  # the fetched page
    FILE = "file"  # a text given by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A paragraph that was taken out as not part of the story, and why (`kind`: reply-form, byline, …)."""

    kind: str
    text: str


class Cleaned(NamedTuple):
    """What a text says, cleaned: all of an article that needs nothing but the text and its own link and authors."""

    title: str
    paragraphs: tuple[str, ...]  # the title first, if there is one
    text_source: TextSource
    removed: tuple[Removed, ...] = ()
    byline: str | None = None
    agency: str | None = None
    page_date: str | None = None
    link: str | None = None  # a web address
    canonical: str = ""
