"""A cleaned entry: what the rules read. All offsets anywhere are code points into `Article.text`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from monitor.model.cleaned import Removed, TextSource
from monitor.model.feed import Tier

PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """ISO 639-1 code, or None for unknown. Terms are filtered by language only when `sure`."""

    code: str | None
    sure: bool = False


class Precision(StrEnum):
    """How exactly a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    WEEKDAY = "weekday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """When the text was written: the base of relative dates. Never taken from the page's own date line."""

    value: str | None  # ISO 8601, cut to its precision: 2023, 2023-09, 2023-09-28, 2023-09-28T10:00:00+00:00
    precision: Precision | None = None
    because: str = "nothing in the text or the feed says when"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who published an article, as shown to readers."""

    name: str
    tier: Tier = Tier.PRESS
    url: str | None = None  # of the article
    language: str | None = None
    published_at: datetime | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Clean paragraphs with the title as the first. `id` is 0 until stored."""

    id: int = 0
    feed_id: int = 0
    entry_id: str = ""
    title: str = ""
    paragraphs: tuple[str, ...] = ()  # the title first, if there is one
    language: Language = Language(code=None)
    link: str | None = None
    canonical: str = ""  # canonical address; empty when there is no link
    published_at: datetime | None = None
    fetched_at: datetime | None = None
    written: Written = Written(value=None)
    page_date: str | None = None  # a date line on the page: kept as evidence, never the time of writing
    agency: str | None = None
    byline: str | None = None
    text_source: TextSource = TextSource.CONTENT
    removed: tuple[Removed, ...] = ()
    source: Source = field(default_factory=lambda: Source(name=""))
    backlog: bool = False  # older than `alert_if_newer_than` when first seen: counted, not told
    revision: int = 1  # an edited article is the next revision of the same article
    page_wanted: bool = False  # the entry is a teaser: its page is to be fetched before it is read
    page_refused: str = ""  # why the page's text is not used although it was wanted: a sentence

    @property
    def text(self) -> str:
        """Title and paragraphs, joined by a blank line."""
        return PARAGRAPH_BREAK.join(self.paragraphs)

    @property
    def title_end(self) -> int:
        """Offset in `text` just behind the title, also one that the first paragraph continues; 0 without one."""
        return len(self.title) if self.paragraphs and self.paragraphs[0].startswith(self.title) else 0
