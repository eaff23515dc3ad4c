"""Put a page's text into an article, if it is the article's page and says more than the feed.

In: the article as its feed gave it, the page that was fetched or the reason why there is none, and what is known of the
paragraphs of the page's host. Out: a `Filled`: the fuller article and what was learnt, or the article as it is and why.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from monitor import stories, text
from monitor.model import Article, Filled, NoPage, Tier
from monitor.ports import FillStore


def with_its_page(
    article: Article, page: text.FoundPage | NoPage, *, store: FillStore, languages: tuple[str, ...], now: datetime
) -> Filled:
    """The article with its page's own text; or as it is, and why.

    What stands on other pages of the host is left out, but for authorities: their notices repeat the very words that
    say what was done.
    """
    if isinstance(page, NoPage):
        return Filled(article=article, refused=page)
    found = text.page_text(page.page)
    refused = stories.misfit(article, found.paragraphs, title=page.page.title)
    if refused is not None:
        return Filled(article=article, refused=refused)
    host = urlsplit(page.url).hostname or ""
    seen = store.seen(host, map(text.paragraph_key, found.paragraphs), now=now)
    address = text.address_of(page.page, page.url)
    official = article.source.tier is Tier.OFFICIAL
    own = text.own_text(found.paragraphs, seen, address=address, title=article.title, whole=official)
    found = replace(found, paragraphs=own.paragraphs, removed=(*found.removed, *own.removed))
    fuller = text.with_page(article, page.page, own=found, url=page.url, languages=languages, now=now)
    return Filled(article=fuller, host=host, learnt=own.learnt)
