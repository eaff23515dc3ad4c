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
from monitor.text.canonical import canonical, is_plain
from monitor.text.characters import one_line
from monitor.text.html import paragraphs_of, paragraphs_of_each, plain_paragraphs
from monitor.text.language import identify, identify_each
from monitor.text.page import Page, main_text
from monitor.text.paragraph_filter import Filtered, filter_each
from monitor.text.records import TextRecord
from monitor.text.title import clean_title, clean_titles, headline_of, under_title
from monitor.text.written import written_as_given, written_by_feed, written_by_text

_AHEAD = timedelta(hours=1)  # clocks differ; a date further in the future is wrong
_AHEAD_OF_US = "the feed states a date in the future: the time of fetching"
_GROWS = 3  # times: no text is longer in NFC (UAX 15, table of maximum expansion factors)
_CONTENT, _SUMMARY = TextSource.CONTENT, TextSource.SUMMARY
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web: 'no date' written as 1970 or as the year 1


class _Origin(NamedTuple):
    """Who published a text, where, and when."""

    name: str
    tier: Tier = Tier.PRESS
    url: str | None = None
    published_at: datetime | None = None


class _Body(NamedTuple):
    """A filtered text, and its paragraphs under its title."""

    title: str
    paragraphs: tuple[str, ...]
    filtered: Filtered
    text_source: TextSource
    feed_id: int = 0
    entry_id: str = ""
    authors: str = ""  # as stated beside the text

    def told(self, origin: _Origin, *, declared: str | None, languages: tuple[str, ...], now: datetime) -> Article:
        """The article, when its language is not known yet."""
        text = PARAGRAPH_BREAK.join(self.paragraphs)
        return self.article(origin, text, identify(text, declared=declared, languages=languages), now=now)

    def article(self, origin: _Origin, text: str, language: Language, *, now: datetime) -> Article:
        """The article, as far as its text and origin tell it; the time of writing comes from the text's own words."""
        name, tier, url, published = origin
        filtered = self.filtered
        return Article(
            feed_id=self.feed_id,
            entry_id=self.entry_id,
            title=self.title,
            paragraphs=self.paragraphs,
            language=language,
            link=url,
            canonical=canonical(url) if url else "",
            published_at=published,
            fetched_at=now,
            written=written_by_feed(published) if published else written_by_text(text, language.code, now=now),
            page_date=filtered.page_date,
            agency=filtered.agency,
            byline=filtered.byline or self.authors or None,
            text_source=self.text_source,
            removed=filtered.removed,
            source=Source(
                name=name, tier=tier, url=url, language=language.code, published_at=published, title=self.title
            ),
        )


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
    bodies = _bodies(entries, feed)
    texts = [PARAGRAPH_BREAK.join(body.paragraphs) for body in bodies]
    declared = [feed.language or entry.language or parsed.language for entry in entries]
    told = identify_each(texts, declared=declared, languages=languages)
    articles = [
        body.article(_origin(entry, feed, now), text, language, now=now)
        for body, entry, text, language in zip(bodies, entries, texts, told, strict=True)
    ]
    return [
        replace(one, written=written_by_feed(now, _AHEAD_OF_US)) if one.published_at == now else one for one in articles
    ]


def _bodies(entries: Sequence[Entry], feed: Feed) -> list[_Body]:
    titles = clean_titles([entry.title for entry in entries])
    return [
        _Body(
            title=title,
            paragraphs=under_title(title, filtered.paragraphs),
            filtered=filtered,
            text_source=source,
            feed_id=feed.id,
            entry_id=entry.id,
            authors=one_line(", ".join(entry.authors)) if entry.authors else "",
        )
        for entry, title, (filtered, source) in zip(entries, titles, _entry_texts(entries, titles), strict=True)
    ]


def _origin(entry: Entry, feed: Feed, now: datetime) -> _Origin:
    return _Origin(feed.name, feed.tier, _web_link(entry.link), _plausible(entry.published or entry.updated, now))


def article_from_text(text: TextRecord | str, *, languages: tuple[str, ...], now: datetime) -> Article:
    """A text given by hand as an article. A `TextRecord` brings its id, title, language and date along.

    Raises ValueError for a record's date that is none; `text_records` has checked it before.
    """
    record = text if isinstance(text, TextRecord) else TextRecord(text=text)
    title = clean_title(record.title) or headline_of(record.text)
    filtered = _filtered(title, plain_paragraphs(record.text))
    paragraphs = under_title(title, filtered.paragraphs)
    body = _Body(title=title, paragraphs=paragraphs, filtered=filtered, text_source=TextSource.FILE)
    article = body.told(_Origin(record.id), declared=record.language, languages=languages, now=now)
    if record.date is None:
        return replace(article, entry_id=record.id)
    written = written_as_given(record.date)
    published = _moment(written)
    source = replace(article.source, published_at=published)
    return replace(article, entry_id=record.id, written=written, published_at=published, source=source)


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
    filtered = _filtered(title, page.paragraphs)
    if not filtered.paragraphs and not title:
        raise IngestError("the page has no text; give the article's own address", cause="parse")
    paragraphs = under_title(title, filtered.paragraphs)
    body = _Body(title=title, paragraphs=paragraphs, filtered=filtered, text_source=TextSource.PAGE)
    link = _web_link(url)
    origin = _Origin(page.site or (urlsplit(link).hostname or "" if link else ""), url=link)
    article = body.told(origin, declared=page.language, languages=languages, now=now)
    return replace(
        article,
        canonical=article.canonical or (canonical(page.canonical) if page.canonical else ""),
        page_date=article.page_date or page.date,
        byline=article.byline or page.author,
        agency=article.agency or page.agency,
    )


def _entry_texts(entries: Sequence[Entry], titles: Sequence[str]) -> list[tuple[Filtered, TextSource]]:
    """The longer of content and summary; the content when they are equal, nothing but the title when both are empty."""
    stated = [_stated(entry) for entry in entries]
    longest = _filtered_each(titles, paragraphs_of_each([texts[0][0] if texts else "" for texts in stated]))
    return [_fullest(title, texts, first) for title, texts, first in zip(titles, stated, longest, strict=True)]


def _stated(entry: Entry) -> list[tuple[str, TextSource]]:
    """The markup of content and summary, the longer first."""
    content, summary = entry.content, entry.summary
    if not summary or summary == content:
        return [(content, _CONTENT)] if content else []
    if not content:
        return [(summary, _SUMMARY)]
    stated = [(content, _CONTENT), (summary, _SUMMARY)]
    return stated if len(content) >= len(summary) else stated[::-1]


def _fullest(title: str, stated: Sequence[tuple[str, TextSource]], first: Filtered) -> tuple[Filtered, TextSource]:
    """Which of the texts says most; `first` is the first of them."""
    if not stated:
        return first, TextSource.TITLE
    letters, source = sum(map(len, first.paragraphs)), stated[0][1]
    for markup, other in stated[1:]:
        if len(markup) * _GROWS < letters:
            continue  # whatever it says, it is shorter
        filtered = _filtered(title, paragraphs_of(markup))
        said = sum(map(len, filtered.paragraphs))
        if (said, other is _CONTENT) > (letters, source is _CONTENT):
            first, letters, source = filtered, said, other
    return first, source if letters else TextSource.TITLE


def _filtered(title: str, paragraphs: tuple[str, ...]) -> Filtered:
    (filtered,) = _filtered_each([title], [paragraphs])
    return filtered


def _filtered_each(titles: Sequence[str], texts: Sequence[tuple[str, ...]]) -> list[Filtered]:
    """The paragraphs without boilerplate; a first paragraph that is the title is not judged."""
    titled = [bool(title) and text[:1] == (title,) for title, text in zip(titles, texts, strict=True)]
    rests = filter_each([text[1:] if has_title else text for text, has_title in zip(texts, titled, strict=True)])
    return [
        replace(rest, paragraphs=(title, *rest.paragraphs)) if has_title else rest
        for title, rest, has_title in zip(titles, rests, titled, strict=True)
    ]


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


def _web_link(link: str | None) -> str | None:
    """The link, if it is a web address: a feed may state `javascript:` or `file:`."""
    if link is None:
        return None
    if is_plain(link):
        return link
    link = one_line(link)
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    return link if parts.scheme.lower() in {"http", "https"} and parts.hostname else None
