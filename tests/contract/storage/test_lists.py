"""Versions of lists: kept as differences, restored whole, taken once; the state of each list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import RowRefused
from monitor.model.listing import ListedKind, Listing, ListVersion, NameOfListing, Strength
from monitor.storage import Store, list_codec
from monitor.storage.lists import WHOLE_EVERY, ListState, with_earliest
from tests.contract.storage.making import HOUR, NOW

DAY = date(2026, 3, 1)


def entry(number: int, *names: str, **more) -> Listing:
    printed = tuple(NameOfListing(name) for name in names or (f"Heron {number}",))
    return Listing(list="isles", id=str(number), kind=ListedKind.GROUP, names=printed, **more)


def version(*entries: Listing, published: date | None = DAY) -> ListVersion:
    return ListVersion(
        list="isles",
        format="made",
        entries=entries,
        published=published,
        sha256=str(hash(entries)),
        rows=len(entries),
        names_read=len(entries),
        complete=True,
    )


def take(store: Store, new: ListVersion, *, now=NOW) -> int:
    before = store.lists.current("isles")
    prepared = store.lists.prepared(new, before, (1, 2, 3))
    with store.lists.session("isles", now=now) as session:
        version_id = session.take(prepared)
        session.record(replace(session.state(), version_id=version_id, ok_at=now))
    return version_id


def test_the_version_in_use_is_the_one_that_was_taken_last(store: Store):
    assert store.lists.current("isles") is None
    take(store, version(entry(1), entry(2)))
    last = version(entry(1, "Heron Band", since=DAY), entry(3, programmes=("ISLES",)))
    take(store, last, now=NOW + HOUR)
    current = store.lists.current("isles")
    assert current.entries == last.entries
    assert (current.published, current.sha256) == (DAY, last.sha256)
    assert store.lists.digest_in_use("isles") == last.sha256


def test_every_version_can_be_restored_however_many_differences_lie_between(store: Store):
    made = [
        version(*(entry(n, f"Heron {n} of {day}") for n in range(day % 7, 9))) for day in range(WHOLE_EVERY * 2 + 3)
    ]
    for day, one in enumerate(made):
        take(store, one, now=NOW + day * HOUR)
    taken = store.lists.versions("isles")
    assert [one.number for one in taken] == list(range(len(made), 0, -1))
    for one in taken:
        assert set(store.lists.version(one).entries) == set(made[one.number - 1].entries)
    assert sum(one.base_id is None for one in taken) == 3


def test_a_version_that_states_no_date_is_of_the_day_on_which_it_was_taken(store: Store):
    take(store, version(entry(1), published=None))
    assert store.lists.current("isles").published == NOW.date()


def test_two_processes_take_a_version_once(store: Store):
    new = version(entry(1))
    first, second = (store.lists.prepared(new, None, (1, 0, 0)) for _ in range(2))
    with store.lists.session("isles", now=NOW) as session:
        session.take(first)
    with pytest.raises(RowRefused, match="another process"), store.lists.session("isles", now=NOW) as session:
        session.take(second)


def test_a_due_list_is_claimed_once_and_is_due_again_later(store: Store):
    assert store.lists.claim("isles", until=NOW + HOUR, now=NOW)
    assert not store.lists.claim("isles", until=NOW + HOUR, now=NOW)
    assert store.lists.claim("isles", until=NOW + 2 * HOUR, now=NOW + HOUR)
    store.lists.make_due(["isles"], now=NOW + HOUR)
    assert store.lists.claim("isles", until=NOW + 2 * HOUR, now=NOW + HOUR)


def test_a_list_s_plan_moves_back_with_the_clock_and_is_mended_at_start(store: Store):
    with store.lists.session("isles", now=NOW) as session:
        session.record(ListState(name="isles", due_at=NOW + 24 * HOUR, tried_at=NOW))
    assert store.clock_set_back(by=HOUR, now=NOW - HOUR).plans == 1
    assert store.lists.states()["isles"].due_at == NOW + 23 * HOUR

    assert store.mend_plans(now=NOW) == 0
    assert store.mend_plans(now=NOW - 48 * HOUR) == 1  # by then it was tried in days to come
    assert store.lists.claim("isles", until=NOW, now=NOW - 48 * HOUR)


def test_the_state_of_a_list_is_kept_whole(store: Store):
    state = ListState(
        name="isles",
        due_at=NOW + HOUR,
        etag='"1"',
        failures=2,
        failing_since=NOW,
        trouble="the file is empty",
        held="digest",
        held_what="lacks 3",
    )
    with store.lists.session("isles", now=NOW) as session:
        session.record(state)
    assert store.lists.states() == {"isles": state}


def test_since_when_an_entry_is_known_is_the_day_of_the_earliest_copy_that_had_it():
    before = with_earliest(version(entry(1), published=DAY), None)
    after = with_earliest(version(entry(1), entry(2), entry(3, since=DAY), published=DAY + timedelta(9)), before)
    assert [one.on_list_by for one in after.entries] == [DAY, DAY + timedelta(9), None]


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
NAMES = st.builds(
    NameOfListing,
    TEXT,
    st.sampled_from(Strength),
    st.sampled_from(["latin", "cyrillic"]),
    st.tuples(TEXT) | st.just(()),
)
LISTINGS = st.builds(
    Listing,
    list=st.just("isles"),
    id=TEXT,
    kind=st.sampled_from(ListedKind),
    names=st.lists(NAMES, max_size=3).map(tuple),
    programmes=st.lists(TEXT, max_size=2).map(tuple),
    since=st.none() | st.dates(),
    on_list_by=st.none() | st.dates(),
    countries=st.lists(TEXT, max_size=2).map(tuple),
    identifiers=st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
    remarks=st.just("") | TEXT,
    link=st.just("") | TEXT,
)
COPIES = st.lists(LISTINGS, max_size=6, unique_by=lambda one: one.id)


@given(COPIES, COPIES)
def test_what_is_packed_is_restored_equal(before, after):
    base = {one.id: one for one in before}
    assert list(list_codec.restored(list_codec.whole(after), "isles", {}).values()) == after
    restored = list_codec.restored(list_codec.differing(after, base), "isles", base)
    assert restored == {one.id: one for one in after}


@given(st.binary(max_size=60))
def test_any_other_bytes_are_refused(content):
    with pytest.raises(RowRefused, match="cannot be read"):
        list_codec.restored(content, "isles", {})
