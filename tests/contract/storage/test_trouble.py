"""What the loops rely on when something is amiss: refused rows, late edits, sends in flight, wrong clocks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from monitor.errors import RowRefused
from monitor.model import DeliveryState, FailureCause, FeedState
from monitor.storage import Store, tables
from monitor.storage.engine import transaction
from tests.contract.storage.making import (
    AGAIN,
    HOUR,
    MINUTE,
    NOW,
    article,
    bring,
    claim_article,
    claim_delivery,
    claim_feed,
    feed,
    fingerprint,
    opened,
    polled,
    read_as,
    send,
    telling,
)

DAY = timedelta(days=1)


def test_values_that_the_database_refuses_are_the_row_s_fault_and_not_the_database_s(store: Store):
    bring(store)
    with pytest.raises(RowRefused, match="does not take a row"), transaction(store.engine) as connection:
        connection.execute(update(tables.feed).values(name=None))


def test_a_stored_alert_that_cannot_be_read_is_the_row_s_fault(store: Store):
    bring(store, article("a"))
    read_as(store, lambda it, _: opened(it, telling()))
    with transaction(store.engine) as connection:
        connection.execute(update(tables.alert).values(content="{}"))
    with pytest.raises(RowRefused):
        store.deliveries.alert(1)


def test_a_member_that_cannot_be_read_keeps_no_article_from_its_turn(store: Store, database_url: str):
    bring(store, article("a"), article("b"))
    read_as(store, lambda it, _: opened(it))
    with transaction(store.engine) as connection:
        connection.execute(update(tables.story_member).values(fingerprint="{}"))

    found = []
    with closing(Store.open(database_url)) as other:  # the one that wrote the member remembers it as it was
        read_as(
            other, lambda it, session: found.append(session.candidates(fingerprint(), since=NOW - DAY)) or opened(it)
        )

    assert found == [()]


def test_a_feed_that_another_version_wrote_keeps_no_other_from_being_polled(store: Store):
    store.feeds.sync([feed("https://a.example/"), feed("https://b.example/")], now=NOW)
    with transaction(store.engine) as connection:
        connection.execute(update(tables.feed).where(tables.feed.c.id == 1).values(tier="rumour"))

    claims = store.feeds.claim_feeds(now=NOW, lease=MINUTE, limit=9, next_check=HOUR)

    assert [claim.item.url for claim in claims] == ["https://b.example/"]
    assert [one.url for one in store.feeds.active()] == ["https://b.example/"]


def test_processes_that_start_at_the_same_moment_agree_on_the_feeds(store: Store):
    wanted = [feed(f"https://h{n}.example/") for n in range(40)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: store.feeds.sync(wanted, now=NOW), range(4)))
    assert len(store.feeds.active()) == 40


def test_a_claim_leaves_out_feeds_by_id_and_those_that_came_due_later(store: Store):
    store.feeds.sync([feed(f"https://h{n}.example/") for n in range(4)], now=NOW)
    first = store.feeds.active()[0].id
    store.feeds.sync([feed(f"https://h{n}.example/") for n in range(5)], now=NOW + MINUTE)

    claims = store.feeds.claim_feeds(
        now=NOW + HOUR, lease=MINUTE, limit=9, next_check=HOUR, due_by=NOW, besides=(first,)
    )

    assert [claim.item.url[8:10] for claim in claims] == ["h1", "h2", "h3"]


def test_feeds_given_back_together_are_due_when_asked_for(store: Store):
    store.feeds.sync([feed(f"https://h{n}.example/") for n in range(3)], now=NOW)
    claims = store.feeds.claim_feeds(now=NOW, lease=MINUTE, limit=9, next_check=HOUR)

    store.feeds.release(*claims, due_at=NOW + MINUTE)

    assert store.feeds.claim_feeds(now=NOW, lease=MINUTE, limit=9, next_check=HOUR) == []
    assert len(store.feeds.claim_feeds(now=NOW + MINUTE, lease=MINUTE, limit=9, next_check=HOUR)) == 3


def fail(store: Store, url: str, *, failures: int) -> int:
    store.feeds.sync([feed(url), *store.feeds.active()], now=NOW)
    [wanted] = [one for one in store.feeds.active() if one.url == url]
    claims = store.feeds.claim_feeds(now=NOW, lease=MINUTE, limit=9, next_check=HOUR)
    [claim] = [claim for claim in claims if claim.item.id == wanted.id]
    state = FeedState(failures=failures, last_cause=FailureCause.NETWORK, next_check_at=NOW + 8 * HOUR)
    store.feeds.record_poll(claim, polled(state=state), now=NOW)
    return wanted.id


def test_feeds_that_failed_for_our_network_are_planned_anew_and_no_others(store: Store):
    ours, theirs = fail(store, "https://ours.example/", failures=2), fail(store, "https://dead.example/", failures=6)

    assert store.feeds.reschedule([ours], due_at=NOW + MINUTE) == 1

    after = {one.id: (one.state.failures, one.state.next_check_at) for one in store.feeds.active()}
    assert after == {ours: (1, NOW + MINUTE), theirs: (6, NOW + 8 * HOUR)}


def test_a_feed_that_is_being_polled_is_not_planned_anew(store: Store):
    number = fail(store, "https://ours.example/", failures=2)
    store.feeds.make_due(now=NOW)
    claim_feed(store)

    assert store.feeds.reschedule([number], due_at=NOW + MINUTE) == 0


def edited(store: Store, *, first: bool, later: bool) -> bool:
    """Whether the edit of an article counts as backlog, by what it was at first sight and would be by its date."""
    bring(store, article("a", backlog=first))
    bring(store, article("a", "Another headline", backlog=later, revision=2), hashes=("new",))
    return claim_article(store).item.backlog


@pytest.mark.parametrize(
    ("first", "later", "old"), [(False, True, False), (True, True, True), (True, False, False), (False, False, False)]
)
def test_an_edit_is_old_news_only_if_the_article_was_at_first_sight(store: Store, first, later, old):
    assert edited(store, first=first, later=later) is old


def test_what_is_in_flight_counts_as_told_just_now(store: Store):
    bring(store, article("a"))
    read_as(store, lambda it, _: opened(it, telling()))
    claim_delivery(store)

    [reader] = store.deliveries.told(1, now=NOW + timedelta(seconds=3))

    assert reader.at == NOW + timedelta(seconds=3)


def test_a_try_without_a_message_keeps_the_last_one(store: Store):
    bring(store, article("a"))
    read_as(store, lambda it, _: opened(it, telling()))
    after = send(store, claim_delivery(store), AGAIN)
    claim = claim_delivery(store, now=NOW + MINUTE)
    dead = replace(after, state=DeliveryState.DEAD)

    store.deliveries.record_delivery(claim, dead, None, AGAIN, now=NOW + MINUTE)

    [record] = store.archive.deliveries()
    assert record.message is not None
    assert record.delivery.state is DeliveryState.DEAD


def test_plans_of_all_three_loops_move_back_with_the_clock(store: Store):
    bring(store, article("a"), article("b"))
    read_as(store, lambda it, _: opened(it, telling()))
    send(store, claim_delivery(store), AGAIN)
    store.articles.fail_article(claim_article(store), "no luck", now=NOW)
    earlier = NOW - HOUR

    assert store.clock_set_back(by=HOUR, now=earlier).plans == 3

    assert [one.state.next_check_at for one in store.feeds.active()] == [NOW + 10 * MINUTE - HOUR]
    claim_article(store, now=earlier + timedelta(seconds=15))
    claim_delivery(store, now=earlier + MINUTE)


def test_what_is_held_when_the_clock_is_set_back_is_moved_when_it_is_given_back(store: Store):
    store.feeds.sync([feed()], now=NOW)
    claim = claim_feed(store)
    held = store.clock_set_back(by=HOUR, now=NOW - HOUR).held
    assert len(held) == 1

    still = store.clock_followed(held, now=NOW - HOUR)
    assert (still.plans, still.held) == (0, held)
    store.feeds.record_poll(claim, polled(state=FeedState(next_check_at=NOW + 10 * MINUTE)), now=NOW)
    moved = store.clock_followed(held, now=NOW - HOUR)

    assert (moved.plans, moved.held) == (1, ())
    assert [one.state.next_check_at for one in store.feeds.active()] == [NOW + 10 * MINUTE - HOUR]


def test_what_is_held_anew_after_the_clock_was_set_back_keeps_its_plan(store: Store):
    store.feeds.sync([feed()], now=NOW)
    claim = claim_feed(store)
    held = store.clock_set_back(by=HOUR, now=NOW - HOUR).held
    store.feeds.release(claim, due_at=NOW - HOUR)
    again = claim_feed(store, now=NOW - HOUR)
    assert store.clock_followed(held, now=NOW - HOUR).held == ()
    store.feeds.record_poll(again, polled(state=FeedState(next_check_at=NOW)), now=NOW - HOUR)
    assert [one.state.next_check_at for one in store.feeds.active()] == [NOW]


def test_what_is_planned_years_ahead_is_due_now_but_not_what_the_user_wants_to_wait(store: Store):
    future = NOW + 900 * DAY
    bring(store, article("a"), article("b"), now=future, state=FeedState(next_check_at=future))
    read_as(store, lambda it, _: opened(it, telling(due_at=NOW + 9 * DAY)), now=future)

    assert store.mend_plans(now=NOW) == 2

    claim_article(store)
    assert store.deliveries.claim_deliveries(now=NOW, lease=MINUTE, limit=9) == []
    assert store.mend_plans(now=NOW) == 0
