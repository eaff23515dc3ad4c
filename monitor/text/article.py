"""Articles: a feed's entry, a text or a page in, the clean `Article` that the rules read out.

Title first, then the story's paragraphs; what was taken out is kept in `removed`. Pure: the time is an argument,
nothing is fetched. Raises nothing for what an entry or a text contains; a page without any text raises `IngestError`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from monitor.errors import IngestError
from monitor.model import (
    PARAGRAPH_BREAK,
    Article,
    Cleaned,
    Entry,
    Feed,
    Language,
    ParsedFeed,
    Precision,
    Source,
    TextSource,
    Tier,
    Written,
)
from monitor.text.canonical import canonical
from monitor.text.clean import clean_entries, clean_text
from monitor.text.html import plain_paragraphs
from monitor.text.language import identify, identify_each
from monitor.text.page import Page, main_text
from monitor.text.records import TextRecord
from monitor.text.title import clean_title, headline_of
from monitor.text.written import written_as_given, written_by_feed, written_by_text

_AHEAD = timedelta(hours=1)  # clocks differ; a date further in the future is wrong
_AHEAD_OF_US = "the feed states a date in the future: the time of fetching"
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web: 'no date' written as 1970 or as the year 1


class _Origin(NamedTuple):
    """Who published a text, when, and as which entry of which feed."""

    name: str
    tier: Tier = Tier.PRESS
    published_at: datetime | None = None
    feed_id: int = 0
    entry_id: str = ""


def article_from_entry(
    entry: Entry, feed: Feed, parsed: ParsedFeed, *, languages: tuple[str, ...], now: datetime
) -> Article:
    """One entry as an article: see `articles_from_entries`."""
    (article,) = articles_from_entries([entry], feed, parsed, languages=languages, now=now)
    return article


def articles_from_entries(
    entries: Sequence[Entry], feed: Feed, parsed: ParsedFeed, *, languages: tuple[str, ...], now: datetime
) -> list[Article]:
    """Each entry as an article: content before summary unless the summary says more, dates not in the future.

    `published_at` falls back on the entry's date of update, which is all that many Atom feeds state; it stays None when
    neither is stated. What has to be looked for in every text is looked for in all of them at once, which takes a
    third less time for a feed of twenty entries.
    """
    bodies = clean_entries(entries)
    texts = [PARAGRAPH_BREAK.join(body.paragraphs) for body in bodies]
    declared = [feed.language or entry.language or parsed.language for entry in entries]
    told = identify_each(texts, declared=declared, languages=languages)
    articles = [
        _article(body, _origin(entry, feed, now), text, language, now=now)
        for body, entry, text, language in zip(bodies, entries, texts, told, strict=True)
    ]
    return [
        replace(one, written=written_by_feed(now, _AHEAD_OF_US)) if one.published_at == now else one for one in articles
    ]


def _origin(entry: Entry, feed: Feed, now: datetime) -> _Origin:
    return _Origin(feed.name, feed.tier, _plausible(entry.published or entry.updated, now), feed.id, entry.id)


def article_from_text(text: TextRecord | str, *, languages: tuple[str, ...], now: datetime) -> Article:
    """A text given by hand as an article. A `TextRecord` brings its id, title, language and date along.

    Raises ValueError for a record's date that is none; `text_records` has checked it before.
    """
    record = text if isinstance(text, TextRecord) else TextRecord(text=text)
    title = clean_title(record.title) or headline_of(record.text)
    body = clean_text(title, plain_paragraphs(record.text), TextSource.FILE)
    origin = _Origin(record.id, entry_id=record.id)
    article = _told(body, origin, declared=record.language, languages=languages, now=now)
    if record.date is None:
        return article
    written = written_as_given(record.date)
    published = _moment(written)
    source = replace(article.source, published_at=published)
    return replace(article, written=written, published_at=published, source=source)


def article_from_page(html: str, *, url: str | None, languages: tuple[str, ...], now: datetime) -> Article:
    """The main text of a page's HTML as an article.

    Slow on hostile input (lxml and trafilatura): call it where it can be killed, or take the page's text out in a
    child and use `article_from_extracted`.
    """
    return article_from_extracted(main_text(html, url=url), url=url, languages=languages, now=now)


def article_from_extracted(page: Page, *, url: str | None, languages: tuple[str, ...], now: datetime) -> Article:
    """A page's extracted text as an article. Its own date becomes `page_date`, never the time of writing.

    Raises `IngestError` when the page has no text at all.
    """
    title = clean_title(page.title)
    body = clean_text(title, page.paragraphs, TextSource.PAGE, link=url)
    if not body.paragraphs:
        raise IngestError("the page has no text; give the article's own address", cause="parse")
    origin = _Origin(page.site or (urlsplit(body.link).hostname or "" if body.link else ""))
    article = _told(body, origin, declared=page.language, languages=languages, now=now)
    return replace(
        article,
        canonical=article.canonical or (canonical(page.canonical) if page.canonical else ""),
        page_date=article.page_date or page.date,
        byline=article.byline or page.author,
        agency=article.agency or page.agency,
    )


def _told(
    body: Cleaned, origin: _Origin, *, declared: str | None, languages: tuple[str, ...], now: datetime
) -> Article:
    """The article, when its language is not known yet."""
    text = PARAGRAPH_BREAK.join(body.paragraphs)
    return _article(body, origin, text, identify(text, declared=declared, languages=languages), now=now)


def _article(body: Cleaned, origin: _Origin, text: str, language: Language, *, now: datetime) -> Article:
    """The article, as far as its text and origin tell it; the time of writing comes from the text's own words."""
    name, tier, published, feed_id, entry_id = origin
    return Article(
        feed_id=feed_id,
        entry_id=entry_id,
        title=body.title,
        paragraphs=body.paragraphs,
        language=language,
        link=body.link,
        canonical=body.canonical,
        published_at=published,
        fetched_at=now,
        written=written_by_feed(published) if published else written_by_text(text, language.code, now=now),
        page_date=body.page_date,
        agency=body.agency,
        byline=body.byline,
        text_source=body.text_source,
        removed=body.removed,
        source=Source(
            name=name, tier=tier, url=body.link, language=language.code, published_at=published, title=body.title
        ),
    )


def _plausible(stated: datetime | None, now: datetime) -> datetime | None:
    """The stated date in UTC; now if it lies in the future, None if it lies before the web."""
    if stated is None:
        return None
    aware = stated if stated.tzinfo else stated.replace(tzinfo=UTC)
    if aware < _EARLIEST:
        return None
    return now if aware > now + _AHEAD else aware.astimezone(UTC)


def _moment(written: Written) -> datetime | None:
    """The given date as a moment, if it names at least a day."""
    if written.value is None or written.precision not in {Precision.DAY, Precision.MINUTE}:
        return None
    return datetime.fromisoformat(written.value).replace(tzinfo=UTC)
