"""Fair shares of the polls in hand: no host has more than its own, and none waits for another one."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Claim, Feed
from monitor.service.hosts import FairQueue

NOW = datetime(2026, 3, 4, tzinfo=UTC)


def claims(*urls: str) -> list[Claim[Feed]]:
    feeds = [Feed(id=number, url=url, name=url) for number, url in enumerate(urls, start=1)]
    return [Claim(item=feed, token="t", until=NOW) for feed in feeds]


def at(host: str, number: int) -> list[str]:
    return [f"https://{host}.example/{n}" for n in range(number)]


def begun(queue: FairQueue) -> list[str]:
    taken = []
    while (claim := queue.take()) is not None:
        taken.append(claim.item.url)
    return taken


def test_of_one_host_no_more_than_its_share_begins_and_others_pass_it():
    waiting = claims(*at("big", 4), *at("small", 1))
    queue = FairQueue([one.item for one in waiting], most=2, ahead=2)
    assert all(map(queue.add, waiting))
    assert begun(queue) == [*at("big", 2), *at("small", 1)]
    queue.give_back(waiting[0].item)
    assert begun(queue) == at("big", 3)[2:]


def test_of_one_host_no_more_is_claimed_than_can_wait_and_its_feeds_are_left_out_meanwhile():
    waiting = claims(*at("big", 5), *at("small", 1))
    queue = FairQueue([one.item for one in waiting], most=1, ahead=3)
    assert [queue.add(one) for one in waiting] == [True, True, True, False, False, True]
    assert queue.without_place == (1, 2, 3, 4, 5)
    begun(queue)
    queue.give_back(waiting[0].item)
    assert queue.without_place == ()


def test_files_have_no_host_and_no_limit():
    waiting = claims(*(f"file:/news/{n}.xml" for n in range(9)))
    queue = FairQueue([one.item for one in waiting], most=1)
    assert all(map(queue.add, waiting))
    assert len(begun(queue)) == 9
    assert queue.without_place == ()


def test_what_has_not_begun_is_handed_back_whole_and_its_places_are_free():
    waiting = claims(*at("big", 3))
    queue = FairQueue([one.item for one in waiting], most=1, ahead=3)
    assert all(map(queue.add, waiting))
    [first] = [queue.take()]
    queue.take()  # nothing: the others are held up
    assert sorted(one.item.id for one in queue.drain()) == [2, 3]
    assert (queue.take(), len(queue)) == (None, 0)
    assert first is not None
    queue.give_back(first.item)
    assert all(map(queue.add, waiting))


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=60))
def test_whatever_comes_and_ends_nobody_is_lost_and_no_host_has_too_much(steps):
    hosts = ["a", "b", "c", "d"]
    urls = [f"https://{hosts[which]}.example/{number}" for number, (which, _) in enumerate(steps)]
    all_claims = claims(*urls)
    queue = FairQueue([one.item for one in all_claims], most=2, ahead=2)
    in_hand: list[Claim[Feed]] = []
    added, done = 0, 0
    for claim, (_, ends) in zip(all_claims, steps, strict=True):
        added += queue.add(claim)
        while (taken := queue.take()) is not None:
            in_hand.append(taken)
        names = [one.item.url.split("/")[2] for one in in_hand]
        assert all(names.count(name) <= 2 for name in names)
        if ends and in_hand:
            queue.give_back(in_hand.pop(0).item)
            done += 1
    assert done + len(in_hand) + len(queue.drain()) == added
