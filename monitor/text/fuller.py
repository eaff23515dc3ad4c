"""Fuller texts: an article as its feed gives it and its page's text in, the article with that text out.

The title stays the entry's, if it has one; the page's paragraphs go under it. What the feed said and the page does not,
is kept before them: extraction loses a lead now and then, and no rule may lose by it. Pure; decides nothing about
whether to take the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import accumulate
from urllib.parse import unquote, urlsplit

from monitor.model import NO_PAUSE, PARAGRAPH_BREAK, Article, TextSource
from monitor.text.address_words import words_of
from monitor.text.canonical import canonical
from monitor.text.language import identify
from monitor.text.page import Page
from monitor.text.paragraph_filter import Filtered, filter_paragraphs
from monitor.text.teaser import body_of, without_break
from monitor.text.title import clean_title, under_title
from monitor.text.written import written_by_text

LONGEST = 200_000  # letters of a page: a book; what is longer is an archive, or an attack
_SAID = 0.8  # of a feed's paragraph, by runs of three words, stands in the page: it says it too
_RUN = 3  # words
_PART = re.compile(r"\d{4,}|[^\W\d_]{4,}")  # a number or a word that tells one article from another
_NAMELESS = frozenset({"html", "htm", "index", "default", "aspx", "shtml", "article", "news", "story", "page"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """A page that was fetched, and where it was found in the end. Its host asks for `pause` before the next one."""

    page: Page
    url: str
    pause: timedelta = NO_PAUSE


def page_text(page: Page) -> Filtered:
    """The page's paragraphs without boilerplate; of a page without end, so many as stand in the first `LONGEST`."""
    ends = accumulate(map(len, page.paragraphs))
    kept = [paragraph for paragraph, end in zip(page.paragraphs, ends, strict=True) if end <= LONGEST]
    return filter_paragraphs(kept or [page.paragraphs[0][:LONGEST]] if page.paragraphs else [])


def with_page(
    article: Article,
    page: Page,
    *,
    own: Filtered,
    url: str,
    languages: tuple[str, ...],
    now: datetime,
) -> Article:
    """The article with the page's own paragraphs, and what the page states of itself where the feed states nothing.

    The page's date is `page_date` and never the time of writing. `url` is where the page was found in the end.
    """
    title = _title(article, page)
    paragraphs = under_title(title, (*_unsaid(article, own.paragraphs), *own.paragraphs))
    text = PARAGRAPH_BREAK.join(paragraphs)
    language = identify(text, declared=page.language or article.language.code, languages=languages)
    stated = article.published_at is not None
    return replace(
        article,
        title=title,
        paragraphs=paragraphs,
        language=language,
        canonical=address_of(page, url),
        written=article.written if stated else written_by_text(text, language.code, now=now),
        page_date=article.page_date or page.date or own.page_date,
        agency=article.agency or own.agency or page.agency,
        byline=article.byline or own.byline or page.author,
        text_source=TextSource.PAGE,
        removed=own.removed,
        source=replace(article.source, language=language.code, title=title),
        page_wanted=False,
        page_refused="",
    )


def _title(article: Article, page: Page) -> str:
    """The entry's own; the page's where the entry has none but the words of its address, as in a sitemap."""
    made_up = not article.title or article.title == words_of(article.link or "")
    return clean_title(page.title) or article.title if made_up else article.title


def address_of(page: Page, url: str) -> str:
    """The page's canonical address as it states it, if that can be the article's; else where it was found.

    Articles of one address are one story, so a site that states one for all its pages must not be believed: neither a
    front page, nor a section, nor one whose last part names nothing of the page's title or of where it was found.
    """
    found, stated = canonical(url), canonical(page.canonical)
    here, there = urlsplit(found), urlsplit(stated)
    if not stated.startswith("https://") or found.startswith(f"{stated}/"):
        return found
    if here.path == there.path and here.query and not there.query:
        return found
    return stated if _names(there.path) & {*_names(here.path), *_parts(here.query), *_parts(page.title)} else found


def _names(path: str) -> set[str]:
    """What the last part of an address names."""
    return _parts(unquote(path.rstrip("/").rpartition("/")[2])) - _NAMELESS


def _parts(text: str) -> set[str]:
    return set(_PART.findall(text.casefold()))


def compact(text: str) -> str:
    """Letters and digits alone, in small letters."""
    return "".join(filter(str.isalnum, text.casefold()))


def _unsaid(article: Article, told: Sequence[str]) -> tuple[str, ...]:
    """The feed's paragraphs that the page does not have."""
    whole, runs = compact("".join(told)), {run for paragraph in told for run in _runs(paragraph)}
    return tuple(
        paragraph
        for paragraph in body_of(article)
        if compact(without_break(paragraph)) not in whole and not _said(paragraph, runs)
    )


def _said(paragraph: str, runs: set[str]) -> bool:
    own = _runs(without_break(paragraph))
    return bool(own) and sum(run in runs for run in own) >= _SAID * len(own)


def _runs(text: str) -> list[str]:
    words = text.casefold().split()
    return [" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))] if words else []
