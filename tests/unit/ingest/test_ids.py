from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from monitor.ingest.ids import LONGEST, repair
from monitor.model import Entry

A = Entry(id="g", title="A", link="https://site.example/a")
B = Entry(id="g", title="B", link="https://site.example/b")


def ids(*entries: Entry) -> list[tuple[str, str]]:
    return [(entry.id, entry.id_from) for entry in repair(entries)[0]]


def test_a_unique_published_id_is_never_touched():
    odd = replace(A, id="  odd but mine ")
    assert repair((odd, replace(B, id="h"))) == ((odd, replace(B, id="h")), ())


def test_all_entries_that_share_an_id_are_told_apart_by_their_link():
    assert ids(A, B) == [("g https://site.example/a", "guid+link"), ("g https://site.example/b", "guid+link")]


def test_the_order_of_a_document_changes_no_id():
    forth, back = repair((A, B))[0], repair((B, A))[0]
    assert {entry.title: entry.id for entry in forth} == {entry.title: entry.id for entry in back}


def test_entries_that_share_id_and_link_are_told_apart_by_their_text():
    one, two = repair((A, replace(A, title="A, updated")))[0]
    assert one.id_from == two.id_from == "hash"
    assert one.id != two.id


def test_an_entry_without_an_id_has_its_link_and_without_a_link_its_text():
    assert ids(replace(A, id="")) == [("https://site.example/a", "link")]
    ((identity, way),) = ids(Entry(id="", title="Only words"))
    assert (identity[:7], way) == ("sha256:", "hash")


def test_title_date_and_text_each_make_a_difference_to_the_hash():
    plain = Entry(id="", title="T", summary="s")
    others = (
        replace(plain, title="U"),
        replace(plain, summary="t"),
        replace(plain, content="s"),
        replace(plain, published=datetime(2024, 5, 6, tzinfo=UTC)),
    )
    assert len(set(ids(plain, *others))) == 5


def test_authors_language_and_change_tell_apart_what_nothing_else_does():
    plain = Entry(id="", title="T")
    others = (
        replace(plain, authors=("Ann Vos",)),
        replace(plain, authors=("Bo Dahl",)),
        replace(plain, language="nl"),
        replace(plain, updated=datetime(2024, 5, 6, tzinfo=UTC)),
    )
    kept, held = repair((plain, *others, plain))
    assert len(kept) == 5
    assert len(held) == 1
    assert ids(replace(plain, authors=("Ann Vos",))) == ids(plain)  # alone it keeps the id that it always had


def test_the_same_item_listed_twice_is_kept_once_and_the_other_is_held():
    kept, held = repair((A, A, replace(B, id="h")))
    assert [entry.id for entry in kept] == ["g", "h"]
    assert held == ("'A' is listed twice",)


def test_an_id_too_long_for_an_index_is_hashed_by_itself():
    long = replace(A, id="x" * (LONGEST + 1))
    edited = replace(long, title="Edited")
    assert ids(long) == ids(edited)
    assert ids(long)[0][1] == "hashed guid"


entries = st.builds(
    Entry,
    id=st.sampled_from(["", "g", "h", "x" * 1500]),
    title=st.sampled_from(["", "T", "U"]),
    link=st.sampled_from([None, "https://site.example/a", "https://site.example/b"]),
    content=st.sampled_from([None, "c"]),
)


@given(st.lists(entries, max_size=12))
def test_ids_are_unique_and_no_entry_disappears_uncounted(found: list[Entry]):
    kept, held = repair(found)
    assert len({entry.id for entry in kept}) == len(kept)
    assert all(entry.id and len(entry.id) <= LONGEST for entry in kept)
    assert len(kept) + len(held) == len(found)
    assert {replace(entry, id="", id_from="") for entry in kept} == {
        replace(entry, id="", id_from="") for entry in found
    }
