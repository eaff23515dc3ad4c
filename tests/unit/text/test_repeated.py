"""What stands on three different pages of a host is the host's; versions of one story are one page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.text.repeated import KIND, MOST, OwnText, own_text, paragraph_key

APPEAL = "Support independent reporting: give what you can to our newsroom."
WORDS = [
    "harbour",
    "ferry",
    "dam",
    "council",
    "bridge",
    "market",
    "orchard",
    "tunnel",
    "stadium",
    "library",
    "museum",
    "airport",
]


class Host:
    """Remembers as the store does."""

    def __init__(self) -> None:
        self.seen = {}

    def page(self, number: int, *paragraphs: str, title: str = "", whole: bool = False) -> OwnText:
        found = own_text(paragraphs, self.seen, address=f"https://outlet.example/{number}", title=title, whole=whole)
        self.seen |= {one.key: one for one in found.learnt}
        return found


def story(number: int) -> tuple[str, ...]:
    word = WORDS[number]
    return tuple(f"The {word} was talked about for the {n}th time in the town hall, people said." for n in range(4))


def test_a_paragraph_goes_once_it_stood_on_three_pages_and_is_kept_as_removed() -> None:
    host = Host()
    for number in range(2):
        assert host.page(number, *story(number), APPEAL).paragraphs == (*story(number), APPEAL)
    third = host.page(2, *story(2), APPEAL)
    assert third.paragraphs == story(2)
    assert [(gone.kind, gone.text) for gone in third.removed] == [(KIND, APPEAL)]


def test_case_and_spacing_do_not_hide_a_paragraph() -> None:
    assert paragraph_key(" Support  US\n") == paragraph_key("support us")
    assert paragraph_key("Support us!") != paragraph_key("support us")


def test_the_same_page_read_again_teaches_nothing() -> None:
    host = Host()
    for _ in range(5):
        assert host.page(1, *story(1), APPEAL).removed == ()


def test_versions_of_a_story_under_addresses_of_their_own_are_one_page() -> None:
    host = Host()
    for number in range(6):
        found = host.page(number, *story(1), f"Update {number}: the count went on through the night.")
        assert found.removed == ()


def test_a_page_that_is_mostly_known_is_kept_whole() -> None:
    host = Host()
    long = f"{APPEAL} " * 3
    for number in range(2):
        host.page(number, *story(number), long)
    short = host.page(2, "A short note on the dam.", long)
    assert short.paragraphs == ("A short note on the dam.", long)
    assert host.page(3, *story(3), long).paragraphs == story(3)


def test_an_authoritys_notices_are_kept_whole() -> None:
    host = Host()
    for number in range(5):
        assert host.page(number, *story(number), APPEAL, whole=True).removed == ()


def test_the_title_is_never_the_hosts() -> None:
    host = Host()
    for number in range(4):
        found = host.page(number, *story(number), APPEAL, title=APPEAL)
        assert found.paragraphs == (*story(number), APPEAL)


@given(st.lists(st.lists(st.sampled_from([*WORDS, APPEAL, *story(1)]), max_size=6), max_size=8))
def test_nothing_vanishes_and_never_more_than_allowed(pages) -> None:
    host = Host()
    for number, paragraphs in enumerate(pages):
        found = host.page(number, *paragraphs)
        kept = [*found.paragraphs, *(gone.text for gone in found.removed)]
        assert sorted(kept) == sorted(paragraphs)
        assert sum(len(gone.text) for gone in found.removed) <= MOST * sum(map(len, paragraphs))
        assert all(len(one.pages) <= 3 for one in found.learnt)
