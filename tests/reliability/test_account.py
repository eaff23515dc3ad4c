"""The judge of the kill test: it sees what is lost, invented, and told twice for no reason."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from tests.reliability.account import account, unexplained
from tests.reliability.planted import KEEN, PATIENT, Event, Planted, Telling
from tests.reliability.servers import Receipt

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def planted() -> Planted:
    events = [Event(number=n, kind=kind, copied=False, planted_at=NOW) for n, kind in enumerate(("grey", "red", ""))]
    made = Planted(chance=random.Random(0), events=events)
    for event in events:
        event.served = True
    return made


def receipts(*tellings: Telling, begin: float = 0.0) -> list[Receipt]:
    return [Receipt(begin + n, (telling,), "") for n, telling in enumerate(tellings)]


def test_all_that_was_served_and_matches_told_once_is_without_fault(planted) -> None:
    found = account(planted, receipts(*planted.expected()), [])
    assert (found.expected, found.lost, found.invented, found.duplicates, found.unexplained) == (6, (), (), 0, 0)


def test_a_telling_that_never_came_is_lost(planted) -> None:
    missing, *others = planted.expected()
    assert account(planted, receipts(*others), []).lost == (missing,)


def test_what_no_feed_served_what_matches_nothing_and_what_went_to_the_wrong_reader_is_invented(planted) -> None:
    grey, _, quiet = planted.events
    wrong = (
        Telling("zxjjjj", "chat-a", edited=False),
        Telling("", "chat-a", edited=False),
        Telling(quiet.code, "chat-a", edited=False),
        Telling(grey.code, "chat-b", edited=False),
        Telling(grey.code, "chat-a", edited=True),  # the edit was not served
    )
    found = account(planted, receipts(*planted.expected(), *wrong), [])
    assert tuple(receipt.tellings[0] for receipt in found.invented) == wrong


def test_everybody_must_learn_of_an_edit_and_may_have_been_told_before(planted) -> None:
    grey = planted.events[0]
    grey.edit_served = True
    before = account(planted, receipts(*(Telling(grey.code, c, edited=False) for c in ("chat-a", "post-a"))), [])
    assert {telling.channel for telling in before.lost if telling.code == grey.code} == {*KEEN, PATIENT}
    assert before.invented == ()
    after = account(planted, receipts(*planted.expected()), [])
    assert after.lost == ()


def test_a_repeat_is_a_duplicate_and_only_a_kill_between_the_two_explains_it(planted) -> None:
    telling = next(planted.expected())
    twice = receipts(*planted.expected(), telling)  # at 0 and at 6
    assert account(planted, twice, [2.0]).duplicates == 1
    assert account(planted, twice, [2.0]).unexplained == 0
    assert account(planted, twice, [6.5]).unexplained == 1


def test_a_digest_that_tells_something_again_is_one_duplicate(planted) -> None:
    both = tuple(Telling(event.code, PATIENT, edited=False) for event in planted.events if event.kind)
    found = account(planted, [*receipts(*planted.expected()), Receipt(9.0, both, "")], [8.0])
    assert (found.duplicates, found.unexplained, found.invented) == (1, 0, ())


@pytest.mark.parametrize(
    ("spans", "kills", "left"),
    [
        ([(0, 2), (1, 3)], [1.5], 1),  # one kill has one send in flight on one channel
        ([(0, 9), (1, 2)], [1.5, 5], 0),
        ([(0, 1)], [], 1),
        ([(5, 9)], [4.6], 0),  # killed while the message was on its way in
        ([(5, 9)], [3.0], 1),
        ([], [1], 0),
    ],
)
def test_each_repeat_of_a_channel_needs_a_kill_of_its_own(spans, kills, left) -> None:
    assert unexplained(spans, kills) == left
