"""Which members an article meets by its features, and which of many."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.model import Evidence, Fingerprint, Joined, JoinKind, Member
from monitor.storage import Store
from monitor.storage.candidates import AT_ONCE, MOST_A_KEY, MOST_BY_FEATURES
from monitor.storage.remembered import MOST as MOST_REMEMBERED
from monitor.storage.remembered import Place, RememberedMembers
from monitor.stories.profile import REMEMBERED
from tests.contract.storage.making import HOUR, MINUTE, NOW, article, bring, fingerprint, opened, read_as

DAY = timedelta(days=1)
OPENED = Evidence(kind=JoinKind.OPENED, detail="the first report")
SAME = Evidence(kind=JoinKind.SAME_EVENT, detail="the same event")


def read(
    store: Store, name: str, *keys: str, story: int | None = None, now=NOW, print_: Fingerprint | None = None
) -> int:
    """Have an article with these keys open a story, or join one; returns its id."""
    bring(store, article(name, f"About {name}"), now=now)
    joined = Joined(story_id=story, evidence=(SAME if story else OPENED,), keys=keys)

    def conclude(it, _session):
        conclusion = opened(it, print_=print_ or fingerprint(name))
        alert = None if story else conclusion.alert  # that of the story is another test's business
        return replace(conclusion, joined=joined, alert=alert)

    return read_as(store, conclude, now=now).id


def found(store: Store, *keys: str, now=NOW, since=NOW - 3 * DAY, print_: Fingerprint | None = None) -> list[Member]:
    with store.articles.joining(now=now) as session:
        return list(session.candidates(print_ or fingerprint("new"), keys=keys, since=since))


def ids(members: list[Member]) -> list[int]:
    return [member.article_id for member in members]


def test_members_that_share_two_features_are_candidates(store: Store):
    first = read(store, "one", "k:haftar", "c:LY", "n:5000")

    assert ids(found(store, "n:5000", "k:haftar")) == [first]


def test_members_that_share_one_feature_are_none(store: Store):
    read(store, "one", "k:haftar", "c:LY")
    read(store, "two", "k:other")

    assert found(store, "k:haftar", "k:other") == []
    assert found(store, "k:haftar", "k:haftar") == []
    assert found(store) == []


def test_features_meet_features_alone(store: Store):
    read(store, "k:a", print_=fingerprint("k:a", canonical="k:b", bands=("k:c", "k:d")))

    assert found(store, "k:a", "k:b", "k:c", "k:d") == []


def test_a_candidate_has_its_title_and_says_whether_it_opened_its_story(store: Store):
    first = read(store, "one", "k:a", "k:b")
    second = read(store, "two", "k:a", "k:b", story=1, now=NOW + MINUTE)

    members = found(store, "k:a", "k:b")

    assert [(it.article_id, it.title, it.opening) for it in members] == [
        (first, "About one", True),
        (second, "About two", False),
    ]


def test_the_opening_member_of_a_story_comes_with_any_other_of_its_members(store: Store):
    first = read(store, "one", "k:x", "k:y")
    read(store, "elsewhere", "k:x", "k:y")
    third = read(store, "three", "k:a", "k:b", story=1)

    members = found(store, "k:a", "k:b")

    assert [(it.article_id, it.opening) for it in members] == [(first, True), (third, False)]


def test_members_before_the_window_and_of_closed_stories_are_none(store: Store):
    read(store, "one", "k:a", "k:b")

    assert found(store, "k:a", "k:b", since=NOW + MINUTE) == []
    assert len(found(store, "k:a", "k:b", now=NOW + 7 * DAY)) == 1
    assert found(store, "k:a", "k:b", now=NOW + 7 * DAY + MINUTE) == []


def test_of_many_those_that_share_most_come(store: Store):
    most = read(store, "most", "k:a", "k:b", "k:c", "k:d")
    for n in range(MOST_BY_FEATURES + 5):
        read(store, str(n), "k:a", "k:b", now=NOW + MINUTE)

    members = found(store, "k:a", "k:b", "k:c", "k:d", now=NOW + MINUTE)

    assert len(members) == MOST_BY_FEATURES
    assert most in ids(members)


def test_of_those_that_share_as_much_the_rarest_features_come_first(store: Store):
    rare = read(store, "rare", "k:rare", "k:b")
    for n in range(MOST_BY_FEATURES):
        read(store, str(n), "k:b", "k:common", now=NOW + MINUTE)

    assert rare in ids(found(store, "k:rare", "k:b", "k:common", now=NOW + MINUTE))
    assert rare not in ids(found(store, "k:common", "k:b", "k:rare", now=NOW + MINUTE))


def test_a_common_feature_is_followed_to_its_latest_members_alone(store: Store):
    old = read(store, "old", "k:a", "k:b", "k:c")
    for n in range(MOST_A_KEY):
        read(store, str(n), "k:a", now=NOW + MINUTE)

    assert ids(found(store, "k:b", "k:c", now=NOW + MINUTE)) == [old]
    assert found(store, "k:a", "k:b", now=NOW + MINUTE) == []


def test_however_many_members_before_the_window_share_more_those_within_are_found(store: Store):
    for n in range(AT_ONCE + 5):
        read(store, str(n), "k:a", "k:b", "k:c")
    late = read(store, "late", "k:a", "k:b", now=NOW + HOUR)

    assert ids(found(store, "k:a", "k:b", "k:c", now=NOW + HOUR, since=NOW + MINUTE)) == [late]


def test_who_shares_an_address_comes_before_all_who_share_features(store: Store):
    same = read(store, "same", print_=fingerprint("words", canonical="news.example/a"))
    for n in range(MOST_BY_FEATURES + 5):
        read(store, str(n), "k:a", "k:b", now=NOW + MINUTE)

    members = found(store, "k:a", "k:b", now=NOW + HOUR, print_=fingerprint("new", canonical="news.example/a"))

    assert same in ids(members)
    assert len(members) == MOST_BY_FEATURES + 1


def test_an_article_that_names_other_things_after_an_edit_is_found_by_those(store: Store):
    it = read(store, "one", "k:a", "k:b")
    bring(store, article("one", "Edited", revision=2), hashes=("new",), now=NOW + MINUTE)
    read_as(
        store,
        lambda source, _: replace(
            opened(source), alert=None, joined=Joined(story_id=1, evidence=(SAME,), keys=("k:c", "k:d"))
        ),
        now=NOW + MINUTE,
    )

    assert found(store, "k:a", "k:b", now=NOW + MINUTE) == []
    assert [(m.article_id, m.title, m.opening) for m in found(store, "k:c", "k:d", now=NOW + MINUTE)] == [
        (it, "Edited", True)
    ]


def test_a_member_that_was_met_before_is_met_as_it_stands_now(store: Store):
    it = read(store, "one", "k:a", "k:b", print_=fingerprint("before"))
    read(store, "two", "k:x", "k:y", now=NOW + MINUTE)
    assert [(m.story_id, m.opening, m.fingerprint) for m in found(store, "k:a", "k:b")] == [
        (1, True, fingerprint("before"))
    ]

    bring(store, article("one", "Edited", revision=2), hashes=("new",), now=NOW + MINUTE)
    joined = Joined(story_id=2, evidence=(SAME,), keys=("k:a", "k:b"))
    read_as(
        store,
        lambda source, _: replace(opened(source, print_=fingerprint("after")), alert=None, joined=joined),
        now=NOW + MINUTE,
    )

    (member,) = (m for m in found(store, "k:a", "k:b") if m.article_id == it)
    assert (member.story_id, member.opening, member.title) == (2, False, "Edited")
    assert member.fingerprint == fingerprint("after")


def test_a_member_that_joins_another_story_is_met_there_in_the_same_transaction(store: Store):
    it = read(store, "one", "k:a", "k:b")
    read(store, "two", "k:x", "k:y")
    bring(store, article("one", "Edited", revision=2), hashes=("new",), now=NOW + MINUTE)
    (claim,) = store.articles.claim_articles(now=NOW + MINUTE, lease=HOUR, limit=1)
    joined = Joined(story_id=2, evidence=(SAME,), keys=("k:a", "k:b"))
    conclusion = replace(opened(claim.item, print_=fingerprint("after")), alert=None, joined=joined)

    with store.articles.joining(now=NOW + MINUTE) as session:
        before = session.candidates(fingerprint("new"), keys=("k:a", "k:b"), since=NOW - DAY)
        session.record(claim, conclusion)
        after = session.candidates(fingerprint("new"), keys=("k:a", "k:b"), since=NOW - DAY)

    assert [(m.story_id, m.opening) for m in before] == [(1, True)]
    assert (2, False) in [(m.story_id, m.opening) for m in after if m.article_id == it]


def test_a_member_just_recorded_is_met_as_any_other_process_reads_it(store: Store):
    read(store, "one", "k:haftar", "c:LY")
    read(store, "two", "k:haftar", "c:LY", story=found(store, "k:haftar", "c:LY")[0].story_id, now=NOW + MINUTE)
    kept = found(store, "k:haftar", "c:LY")
    with pytest.raises(ZeroDivisionError), store.articles.joining(now=NOW):
        raise ZeroDivisionError  # from here on nothing is remembered

    assert found(store, "k:haftar", "c:LY") == kept
    assert [member.opening for member in kept] == [True, False]


def test_a_member_of_a_transaction_that_came_to_nothing_is_not_met(store: Store):
    bring(store, article("one", "About one"))
    (claim,) = store.articles.claim_articles(now=NOW, lease=HOUR, limit=1)
    conclusion = replace(
        opened(claim.item, print_=fingerprint("one")),
        joined=Joined(story_id=None, evidence=(OPENED,), keys=("k:haftar", "c:LY")),
    )

    def record_in_vain() -> None:
        with store.articles.joining(now=NOW) as session:
            session.record(claim, conclusion)
            assert session.candidates(fingerprint("new"), keys=("k:haftar", "c:LY"), since=NOW - DAY)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        record_in_vain()

    assert found(store, "k:haftar", "c:LY") == []


def test_of_members_that_were_met_only_so_many_are_remembered():
    remembered = RememberedMembers()
    places = [Place(article_id=n, story_id=1, joined_at=NOW, opening=False) for n in range(MOST_REMEMBERED + 1)]
    member = Member(article_id=0, story_id=1, fingerprint=fingerprint("any"), at=NOW)
    for place in places[:-1]:
        remembered.keep(place, member)

    assert remembered.at(places[0]) is member  # met just now: the next one is the longest ago
    remembered.keep(places[-1], member)

    assert [remembered.at(place) is None for place in (*places[:3], places[-1])] == [False, True, False, False]


def test_what_members_are_compared_by_is_remembered_as_long_as_they_are():
    assert REMEMBERED >= MOST_REMEMBERED


def test_long_and_odd_keys_meet(store: Store):
    keys = ("k:" + "ü" * 1000, "k:'\"\\[]{}")
    read(store, "one", *keys)

    assert len(found(store, *keys)) == 1
    assert found(store, keys[0] + "x", keys[1]) == []
