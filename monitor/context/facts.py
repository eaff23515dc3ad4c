"""Gather the facts of an article, and put them with the matches.

In: an article, the gazetteer's mentions, what the lists say, the matches. Out: `Context` and `Finding`s.
Never matches a rule and never reads a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from monitor.context.dates import calendar_dates, dates
from monitor.context.excerpt import excerpts, telling_sentences
from monitor.context.proposals import propose
from monitor.context.proposals_names import NameIndex
from monitor.context.quantities import quantities
from monitor.context.resolutions import resolutions
from monitor.context.stance import stance_of_match
from monitor.context.words import WordHits, words_in
from monitor.model import Article, Context, Finding, Listed, Match, Mentions, NotListed

FACTS_AT_MOST = 500  # of one kind; a page of nothing but numbers is no better evidence than these


class Screening(Protocol):
    """What screening found (`monitor.screening.Screened`)."""

    @property
    def listed(self) -> tuple[Listed, ...]:
        """Names on a list."""

    @property
    def not_listed(self) -> tuple[NotListed, ...]:
        """Actors and people on none."""


def gather(article: Article, mentions: Mentions, screened: Screening, *, names: NameIndex | None = None) -> Context:
    """Every fact of one article. A number is one thing: of a resolution, else a day, else a count, else a year.

    With `names` (`Gazetteer.names`), people are proposed too whose names no file spells as the article does.
    """
    hits = words_in(article)
    decided = resolutions(article, hits)
    numbers = [mention.span for mention in decided]
    calendar = calendar_dates(article, numbers, hits)
    counted = quantities(article, [*numbers, *(mention.span for mention in calendar)], hits)
    return Context(
        mentions=propose(article, mentions, names, hits) if names else mentions,
        dates=dates(article, calendar, [*numbers, *(quantity.span for quantity in counted)], hits)[:FACTS_AT_MOST],
        quantities=counted[:FACTS_AT_MOST],
        resolutions=decided[:FACTS_AT_MOST],
        listed=screened.listed[:FACTS_AT_MOST],
        not_listed=screened.not_listed,
    )


def findings(article: Article, matches: Sequence[Match], context: Context) -> tuple[Finding, ...]:
    """Each match with its excerpts, its stance and the article's facts."""
    if not matches:
        return ()
    hits = words_in(article)
    return tuple(_finding(article, match, context, hits) for match in matches)


def _finding(article: Article, match: Match, context: Context, hits: WordHits) -> Finding:
    telling = telling_sentences(article, match.spans)
    return Finding(
        match=match,
        excerpts=excerpts(article, match, telling),
        context=context,
        stance=stance_of_match(article, telling[:1], match.spans, hits),
    )
