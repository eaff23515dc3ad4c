"""Hosts that fail or ask for a pause are left alone; when none can be reached, it is our own network."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.model import NoPage, PageTrouble
from monitor.service.page_rests import DOWN_FOR, REFUSALS, UNREACHABLE, PageRests

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LOST = NoPage(trouble=PageTrouble.NETWORK, reason="a.example could not be found", pause=2 * MINUTE)
BUSY = NoPage(trouble=PageTrouble.HTTP, reason="a.example asks us to slow down (429)", pause=5 * MINUTE)


@pytest.mark.parametrize(("no_page", "told"), [(LOST, PageTrouble.NETWORK), (BUSY, PageTrouble.RESTING)])
def test_a_host_that_failed_rests_as_long_as_it_should(no_page, told) -> None:
    rests = PageRests()
    rests.saw("a.example", no_page, now=NOW)
    why = rests.refused("a.example", now=NOW + MINUTE)
    assert why is not None
    assert (why.trouble, why.reason) == (told, no_page.reason)
    assert rests.refused("b.example", now=NOW) is None
    assert rests.refused("a.example", now=NOW + no_page.pause) is None


def test_a_page_that_is_no_good_says_nothing_about_its_host() -> None:
    rests = PageRests()
    rests.saw("a.example", NoPage(trouble=PageTrouble.HTTP, reason="a.example has no such page (404)"), now=NOW)
    assert rests.refused("a.example", now=NOW) is None
    assert list(rests.pausing(now=NOW)) == []


def test_one_slow_page_does_not_make_a_slow_host_two_in_a_row_do() -> None:
    rests = PageRests()
    slow = NoPage(trouble=PageTrouble.TIMEOUT, reason="a.example did not finish", pause=10 * MINUTE)
    for answer in (slow, None, slow):
        rests.saw("a.example", answer, now=NOW)
        assert rests.refused("a.example", now=NOW) is None
    rests.saw("a.example", slow, now=NOW)
    assert rests.refused("a.example", now=NOW + MINUTE) == slow


def test_a_host_that_refuses_one_page_after_the_other_does_not_want_us() -> None:
    rests = PageRests()
    forbidden = NoPage(trouble=PageTrouble.HTTP, reason="a.example forbids access (403)")
    for _ in range(REFUSALS - 1):
        rests.saw("a.example", forbidden, now=NOW)
    rests.saw("a.example", None, now=NOW)
    for _ in range(REFUSALS):
        assert rests.refused("a.example", now=NOW) is None
        rests.saw("a.example", forbidden, now=NOW)
    why = rests.refused("a.example", now=NOW + MINUTE)
    assert why is not None
    assert (why.trouble, why.reason) == (PageTrouble.RESTING, forbidden.reason)


def test_a_host_that_wants_time_between_two_pages_is_waited_for_not_refused() -> None:
    rests = PageRests()
    rests.saw("a.example", None, pause=timedelta(seconds=10), now=NOW)
    assert list(rests.pausing(now=NOW)) == ["a.example"]
    assert rests.refused("a.example", now=NOW) is None
    assert list(rests.pausing(now=NOW + timedelta(seconds=10))) == []


def test_the_network_is_down_when_one_host_after_the_other_cannot_be_reached() -> None:
    rests = PageRests()
    for number in range(UNREACHABLE):
        assert rests.network(now=NOW) is None
        rests.saw(f"host{number}.example", LOST, now=NOW)
    why = rests.network(now=NOW)
    assert why is not None
    assert "network seems to be down" in why.reason
    assert rests.network(now=NOW + DOWN_FOR) is None


def test_one_host_that_fails_again_and_again_is_no_network_that_is_down() -> None:
    rests = PageRests()
    for _ in range(2 * UNREACHABLE):
        rests.saw("a.example", LOST, now=NOW)
    assert rests.network(now=NOW) is None


@pytest.mark.parametrize("answer", [None, BUSY])
def test_any_answer_between_proves_the_network(answer) -> None:
    rests = PageRests()
    for number in range(UNREACHABLE - 1):
        rests.saw(f"host{number}.example", LOST, now=NOW)
    rests.saw("well.example", answer, now=NOW)
    rests.saw("other.example", LOST, now=NOW)
    assert rests.network(now=NOW) is None
