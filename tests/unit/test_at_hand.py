"""What was found in an article as it came is given to whoever reads it: once, and only if that is what was stored."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.at_hand import MOST, AtHand
from monitor.model import Article, Entity, Match, Mentions, Severity, Span

CAME = Article(feed_id=1, entry_id="a", title="Rain", paragraphs=("Rain", "It rained for 3 days."))
RAIN = (Match(rule="rain", title="Rain", severity=Severity.LOW, labels={}, spans=(), because=("rain",)),)
NAMES = Mentions(places=(Entity(id="LY", name="Libya", mentions=(Span(start=6, end=8, text="It"),)),))


def test_the_article_as_it_was_stored_has_what_was_found_in_it():
    at_hand = AtHand()
    at_hand.keep(CAME, RAIN, NAMES)
    stored = replace(CAME, id=7)

    assert at_hand.take(stored) == (RAIN, NAMES)
    assert at_hand.take(stored) is None, "a second reading is one after something went wrong: it starts over"


@pytest.mark.parametrize(
    "other",
    [
        replace(CAME, id=7, revision=2),
        replace(CAME, id=7, paragraphs=("Rain", "It rained for 4 days.")),
        replace(CAME, id=7, backlog=True),
        replace(CAME, id=7, feed_id=2),
        replace(CAME, id=7, entry_id="b"),
    ],
    ids=["revision", "text", "backlog", "feed", "entry"],
)
def test_what_is_not_the_same_is_read_anew(other: Article):
    at_hand = AtHand()
    at_hand.keep(CAME, RAIN, NAMES)
    assert at_hand.take(other) is None


def test_of_too_many_the_oldest_go():
    at_hand = AtHand()
    all_of_them = [replace(CAME, entry_id=f"{n}") for n in range(MOST + 2)]
    for article in all_of_them:
        at_hand.keep(article, RAIN, NAMES)

    gone = [article.entry_id for article in all_of_them if at_hand.take(article) is None]
    assert gone == ["0", "1"]
