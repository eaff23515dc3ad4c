"""Words tell what happened in one language; alone they join nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from monitor.model import Article, Language, Member
from monitor.stories import fingerprint, join
from monitor.stories.content_words import MOST, common_words, content_words
from monitor.text.fold import fold
from tests.unit.stories.reports import printed

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FERRY = (
    "Ferry capsizes off Derna",
    "A wooden ferry capsized in the harbour of Derna in Libya; divers pulled 23 passengers from the water.",
)
AGAIN = (
    "23 drown in Derna harbour",
    "Divers in Libya searched the harbour of Derna for passengers of a ferry that had capsized; 23 had drowned.",
)
WEDDING = (
    "Wedding hall burns in Derna",
    "Fireworks ignited curtains of a wedding hall in Derna in Libya, where firemen carried musicians outside.",
)


def report(text: tuple[str, str], number: int) -> Article:
    title, body = text
    return Article(id=number, title=title, paragraphs=(title, body), language=Language(code="en", sure=True))


def story_of(text: tuple[str, str], other: tuple[str, str], language: str = "en") -> int | None:
    first = replace(report(other, 1), language=Language(code=language, sure=True))
    opened = Member(article_id=1, story_id=7, fingerprint=printed(first), at=NOW, opening=True)
    return join(report(text, 2), printed(report(text, 2)), (opened,)).story_id


def test_two_reports_in_other_words_share_what_happened():
    assert story_of(AGAIN, FERRY) == 7


def test_another_event_in_the_same_town_shares_nothing_of_it():
    assert story_of(WEDDING, FERRY) is None


def test_inflected_words_give_one_stem_and_common_ones_none():
    found = content_words(fold("A ferry capsizes. The capsized ferries were found").text)
    assert found["capsiz"] == "capsizes"
    assert not set(found) & common_words()
    assert "were" in common_words()


def test_chinese_gives_pairs_of_characters():
    assert {"渡轮", "沉没"} <= set(content_words(fold("渡轮沉没").text))


def test_names_of_the_gazetteer_and_addresses_are_no_words():
    article = report(("Ferry", "The ferry of Derna sank, see https://example.org/harbourmaster"), 1)
    words = {feature.key for feature in printed(article).features if feature.key[0] == "w"}
    assert "w:ferry" in words
    assert not words & {"w:derna", "w:harbou", "w:https"}


def test_a_long_article_gives_no_more_than_its_beginning():
    letters = "abcdefghijklmnopqrst"
    words = " ".join(f"zz{a}{b}qq" for a in letters for b in letters)
    assert len(content_words(f" {words} ")) == MOST


def test_features_stand_in_the_order_of_their_keys():
    keys = [feature.key for feature in fingerprint(report(FERRY, 1)).features]
    assert keys == sorted(keys)
