"""A page is believed when it tells what its entry announces, and more; walls and front pages are not."""

from __future__ import annotations

import pytest

from monitor.model import Article, PageTrouble
from monitor.stories import misfit

TITLE = "Coast guard finds migrants adrift off Zuwara"
LEAD = "A patrol boat picked up forty people on Sunday night after a fisherman raised the alarm."
STORY = (
    "The coast guard said that the migrants had been adrift for two days when they were found off Zuwara.",
    "Most of them were taken to the harbour, where aid workers handed out blankets and water.",
)
CONSENT = (
    "We and our partners store information on a device, such as cookies, and process personal data.",
    "You may accept or manage your choices by clicking below, including your right to object at any time.",
)
LOGIN = (
    "Log in to your account. Forgot your password? Create a free account to go on and read as many texts as you like.",
    "By registering you agree to our terms of use and our privacy notice.",
)


def entry(title: str = TITLE, *body: str) -> Article:
    return Article(title=title, paragraphs=(title, *body) if title else body)


def trouble(article: Article, *paragraphs: str, title: str = "") -> PageTrouble | None:
    no_page = misfit(article, paragraphs, title=title)
    return no_page.trouble if no_page else None


@pytest.mark.parametrize("article", [entry(), entry(TITLE, LEAD), entry(TITLE, LEAD[:40] + "…"), entry("", LEAD)])
def test_the_page_of_the_story_fits(article) -> None:
    assert trouble(article, LEAD, *STORY) is None


@pytest.mark.parametrize("wall", [CONSENT, LOGIN, ("Please enable JavaScript to view this page and try once again.",)])
def test_a_consent_wall_or_a_login_page_does_not(wall) -> None:
    assert trouble(entry(), *wall) is PageTrouble.OTHER_TEXT
    assert trouble(entry(TITLE, LEAD), *wall) is PageTrouble.OTHER_TEXT


def test_the_stump_before_a_paywall_does_not_although_it_repeats_title_and_teaser() -> None:
    assert trouble(entry(TITLE, LEAD), TITLE, LEAD, *LOGIN) is PageTrouble.OTHER_TEXT
    assert trouble(entry(TITLE, LEAD[:50] + "…"), TITLE, LEAD, *LOGIN) is PageTrouble.OTHER_TEXT


@pytest.mark.parametrize("wall", [CONSENT, LOGIN])
def test_a_wall_that_bears_the_storys_title_is_a_wall_all_the_same(wall) -> None:
    assert trouble(entry(), *wall, title=f"{TITLE} | Outlet") is PageTrouble.OTHER_TEXT


OWN_WORDS = (
    "Four of them spoke to reporters through a fence. They had left home in spring, and none knew where he was going.",
    "It was the third boat in as many weeks.",
)


@pytest.mark.parametrize(
    ("body", "paragraphs", "title"),
    [
        ((), OWN_WORDS, f"{TITLE} - Outlet"),
        ((), OWN_WORDS, TITLE.upper()),
        ((LEAD,), (LEAD, *OWN_WORDS), ""),
        ((LEAD[:60] + " …",), (LEAD, *OWN_WORDS), ""),
    ],
)
def test_a_page_in_words_of_its_own_is_told_by_its_title_or_by_the_teaser_in_it(body, paragraphs, title) -> None:
    assert trouble(entry(TITLE, *body), *paragraphs, title=title) is None
    assert trouble(entry(TITLE), *OWN_WORDS, title="Boats") is PageTrouble.OTHER_TEXT


def test_a_newsletter_appeal_below_a_story_makes_no_wall_of_it() -> None:
    appeal = "Subscribe to our newsletter. You agree to our privacy notice and may leave at any time."
    assert trouble(entry(TITLE, LEAD), LEAD, *OWN_WORDS, appeal) is None


def test_a_page_without_more_than_the_feed_has_is_not_needed() -> None:
    assert trouble(entry(TITLE, LEAD), TITLE, LEAD) is PageTrouble.NOTHING_MORE
    assert trouble(entry(TITLE, LEAD, *STORY), *STORY) is PageTrouble.NOTHING_MORE
    assert trouble(entry(), TITLE) is PageTrouble.LITTLE
    assert trouble(entry()) is PageTrouble.LITTLE


@pytest.mark.parametrize(
    ("title", "page"),
    [
        (
            "Küstenwache findet Migranten vor Zuwara",
            "Die libysche Küstenwache hat am Sonntag vor der Stadt vierzig Migranten aus einem Boot geholt.",
        ),
        (
            "خفر السواحل ينقذ المهاجرين قبالة زوارة",
            "قال خفر السواحل إن أربعين مهاجرا أنقذوا ليلة الأحد قبالة مدينة زوارة بعد يومين في البحر المفتوح.",
        ),
        (
            "海岸警卫队在祖瓦拉附近救起移民",
            "海岸警卫队说，星期日夜间在祖瓦拉附近救起四十名移民，他们在海上漂流了两天，随后被送往港口。",
        ),
        (
            "Береговая охрана нашла мигрантов у Зувары",
            "Береговая охрана сообщила, что в ночь на воскресенье у города Зувара нашли сорок мигрантов на лодке.",
        ),
    ],
)
def test_inflection_and_script_do_not_hide_that_a_page_fits(title, page) -> None:
    assert trouble(entry(title), page) is None


def test_a_title_in_another_script_than_the_page_proves_nothing_against_it() -> None:
    assert (
        trouble(
            entry("Coast guard finds migrants"),
            "Береговая охрана сообщила о сорока спасённых у города; их доставили в порт.",
        )
        is None
    )


@pytest.mark.parametrize("title", ["", "12345", "The"])
def test_an_entry_that_announces_nothing_takes_any_page_but_a_wall(title) -> None:
    assert trouble(entry(title), *STORY) is None
    assert trouble(entry(title), *CONSENT) is PageTrouble.OTHER_TEXT
