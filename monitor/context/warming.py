"""Warming up: nothing in, nothing out; the word lists, and the patterns of each language, are there from then on."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.context.bounds import bound_of, breaks, refers_back
from monitor.context.calendar_names import LANGUAGES
from monitor.context.date_patterns import followers, words_before_year
from monitor.context.facts import gather
from monitor.context.magnitudes import amounts
from monitor.context.relative_patterns import weekday_pattern_around
from monitor.model import Article, Language, Listed, Mentions, NotListed

# Asks for every pattern of dates and resolutions, and for every table of sentences.
_FRAGMENT = "S/RES/1970 (2011), 5 月 5 日 2024, 5.5.2024 etc. 5. Mai"


@dataclass(frozen=True, slots=True)
class _Nobody:
    """No list was asked."""

    listed: tuple[Listed, ...] = ()
    not_listed: tuple[NotListed, ...] = ()


def warm() -> None:
    """Make what reading an article takes, in every language, so that the first articles do not wait (0.4 s, 5 MB)."""
    words_before_year()
    for language in LANGUAGES:
        article = Article(paragraphs=(_FRAGMENT,), language=Language(code=language, sure=True))
        gather(article, Mentions(), _Nobody())
        _warm_numbers((language,))
        followers(language)
        for which in ("last", "next"):
            weekday_pattern_around((language,), which)


def _warm_numbers(languages: tuple[str, ...]) -> None:
    """Numbers are read only beside what they count."""
    text = "more than 5 thousand of them"
    for amount in amounts(text, languages):
        bound_of(text, amount.begin, amount.end)
        refers_back(text, amount.begin, languages)
        breaks(text[amount.end :], languages)
