"""Teasers: an article as its feed gives it in, whether its page says more out.

Pure and cheap: it is asked of every new entry. Knows nothing of what the page holds; a page that says no more costs a
fetch and nothing else.
"""

from __future__ import annotations

import re
from functools import lru_cache

from monitor.model import Article, Feed, FullText, TextSource, Watch
from monitor.text.tables import table, words

SHORT_SUMMARY = 800  # letters; longer ones that do not break off are whole articles more often than not
SHORT_CONTENT = 300  # letters of what the feed calls the content
LONGEST_TEASER = 2_000  # letters: a longer text that ends in 'read more' names another article
_HAN_WEIGHT = 3  # a Chinese character says about as much as three letters
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
_BREAKS_OFF = re.compile(r"(?:…|\.{3}|\[\s?(?:…|\.{3}|&hellip;)\s?\]|。。。)[\s\"'”»)\]]*$")
_EDGES = " \t.…:;,!»›>→➔➜[]()|–—-\u00a0。"


def wants_page(article: Article, feed: Feed) -> bool:
    """Whether the article's page is to be fetched, by the feed's `full_text`.

    Never without a web address, for old news, or for a page whose very text is watched. `auto` asks for teasers alone,
    and for none of a feed that is read from a file: such a machine may have no network.
    """
    if feed.full_text is FullText.NEVER or feed.watch is Watch.TEXT or article.link is None or article.backlog:
        return False
    return feed.full_text is FullText.ALWAYS or (not feed.is_file and is_teaser(article))


def is_teaser(article: Article) -> bool:
    """Whether the text looks like the beginning of a longer one: a title alone, short, or broken off."""
    if article.text_source is TextSource.TITLE:
        return True
    body = body_of(article)
    text = " ".join(body)
    short = SHORT_SUMMARY if article.text_source is TextSource.SUMMARY else SHORT_CONTENT
    if len(text) < short and weight(text) < short:
        return True
    return len(text) < LONGEST_TEASER and _breaks_off(article, body) and weight(text) < LONGEST_TEASER


def body_of(article: Article) -> tuple[str, ...]:
    """The paragraphs without the title."""
    under = bool(article.title) and article.paragraphs[:1] == (article.title,)
    return article.paragraphs[1:] if under else article.paragraphs


def weight(text: str) -> int:
    """The length of a text in letters of an alphabet: a Chinese character counts for three."""
    return len(text) + (0 if text.isascii() else (_HAN_WEIGHT - 1) * sum(map(len, _HAN.findall(text))))


def without_break(paragraph: str) -> str:
    """The paragraph without the mark of having been broken off."""
    return _BREAKS_OFF.sub("", paragraph).rstrip()


def _breaks_off(article: Article, body: tuple[str, ...]) -> bool:
    """Whether the text ends in an ellipsis or in an invitation to read on, which the paragraph filter may have cut."""
    if not body or _BREAKS_OFF.search(body[-1][-12:]):
        return True
    return _invites(body[-1]) or any(_invites(removed.text) for removed in article.removed)


def _invites(paragraph: str) -> bool:
    return paragraph.strip(_EDGES).casefold() in _invitations()


@lru_cache(maxsize=1)
def _invitations() -> frozenset[str]:
    return frozenset(word.casefold() for word in words(table("teaser.yaml")["more"]))
