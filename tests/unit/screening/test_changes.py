"""What changed between two copies of a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from monitor.model.listing import ListedKind, Listing, NameOfListing, Strength
from monitor.screening.changes import Change, ChangeKind, changes, difference

BRIGADE = Listing(
    list="made",
    id="7",
    kind=ListedKind.GROUP,
    names=(NameOfListing("Greywater Brigade"), NameOfListing("Wardens", Strength.WEAK)),
    programmes=("LAKE-WAR",),
    on_list_by=date(2031, 1, 1),
)


def told(before: Listing, after: Listing) -> list[tuple[str, tuple[str, ...]]]:
    return [(change.kind.value, change.what) for change in changes([before], [after])]


def test_a_listing_that_is_new_is_added_and_one_that_is_gone_is_removed() -> None:
    other = replace(BRIGADE, id="8")
    assert changes([BRIGADE], [other]) == (
        Change(kind=ChangeKind.ADDED, list="made", id="8", before=None, after=other),
        Change(kind=ChangeKind.REMOVED, list="made", id="7", before=BRIGADE, after=None),
    )


def test_a_programme_on_an_existing_listing_is_a_change_of_its_own() -> None:
    assert told(BRIGADE, replace(BRIGADE, programmes=("GUNS", "LAKE-WAR", "OIL"))) == [
        ("programme added", ("GUNS", "OIL"))
    ]


def test_a_programme_that_goes_is_told() -> None:
    assert told(BRIGADE, replace(BRIGADE, programmes=("GUNS",))) == [
        ("programme added", ("GUNS",)),
        ("programme gone", ("LAKE-WAR",)),
    ]


def test_the_order_of_programmes_is_no_change() -> None:
    both = replace(BRIGADE, programmes=("A", "B"))
    assert told(both, replace(both, programmes=("B", "A"))) == []


def test_a_renamed_listing_is_the_same_by_its_id() -> None:
    after = replace(BRIGADE, names=(NameOfListing("Lake Legion"), *BRIGADE.names))
    assert told(BRIGADE, after) == [("renamed", ("Greywater Brigade", "Lake Legion"))]


def test_names_in_another_order_are_a_detail() -> None:
    assert told(BRIGADE, replace(BRIGADE, names=BRIGADE.names[::-1])) == [("details", ("order of names",))]


def test_a_new_alias_is_told_and_a_lost_one_is_a_detail() -> None:
    after = replace(BRIGADE, names=(*BRIGADE.names, NameOfListing("Grey Guard")))
    assert told(BRIGADE, after) == [("alias added", ("Grey Guard",))]
    assert told(after, BRIGADE) == [("details", ("names gone",))]


def test_other_fields_are_details() -> None:
    after = replace(BRIGADE, remarks="moved", countries=("Orvane",), identifiers=(("registration", "R1"),))
    assert told(BRIGADE, after) == [("details", ("countries", "identifiers", "remarks"))]
    stronger = replace(BRIGADE, names=(BRIGADE.names[0], NameOfListing("Wardens")))
    assert told(BRIGADE, stronger) == [("details", ("strength of names",))]


def test_a_younger_copy_with_the_same_words_changes_nothing() -> None:
    assert told(BRIGADE, replace(BRIGADE, on_list_by=date(2031, 2, 2))) == []


def test_a_difference_that_removes_more_than_the_share_is_suspicious() -> None:
    before = [replace(BRIGADE, id=str(number)) for number in range(100)]
    assert not difference(before, before[5:]).suspicious
    assert difference(before, before[6:]).suspicious
    assert not difference(before, before[6:], removed_share=0.1).suspicious
    assert difference(before, []).suspicious


listings = st.lists(
    st.builds(
        Listing,
        list=st.just("made"),
        id=st.sampled_from("abcdef"),
        kind=st.just(ListedKind.GROUP),
        names=st.lists(st.builds(NameOfListing, st.sampled_from(("One", "Two", "Three"))), max_size=3).map(tuple),
        programmes=st.lists(st.sampled_from(("P", "Q", "R")), max_size=3).map(tuple),
        remarks=st.sampled_from(("", "x")),
    ),
    unique_by=lambda listing: listing.id,
    max_size=6,
)


@given(listings)
def test_a_copy_replayed_tells_nothing(copy: list[Listing]) -> None:
    assert difference(copy, list(copy)).changes == ()
    assert not difference(copy, list(copy)).suspicious


@given(listings, listings)
def test_the_way_back_swaps_added_and_removed(before: list[Listing], after: list[Listing]) -> None:
    def ids(found: tuple[Change, ...], kind: ChangeKind) -> set[str]:
        return {change.id for change in found if change.kind is kind}

    forth, back = changes(before, after), changes(after, before)
    assert ids(forth, ChangeKind.ADDED) == ids(back, ChangeKind.REMOVED)
    assert ids(forth, ChangeKind.PROGRAMME_ADDED) == ids(back, ChangeKind.PROGRAMME_GONE)
    assert {listing.id for listing in after} == (
        {listing.id for listing in before} | ids(forth, ChangeKind.ADDED)
    ) - ids(forth, ChangeKind.REMOVED)
