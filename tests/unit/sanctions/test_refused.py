"""A list is used whole or not at all."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ListRefused
from monitor.model.listing import ListVersion
from monitor.sanctions import read_list
from tests.unit.sanctions.made_lists import FOLDER, SHOW_NO_END, SHOW_THEIR_END, made

ALL = (*SHOW_THEIR_END, *SHOW_NO_END)


@cache
def whole(name: str) -> ListVersion:
    return read_list(FOLDER / name, "made")


def refused(data: bytes | list[bytes]) -> str:
    with pytest.raises(ListRefused) as caught:
        read_list(data, "made")
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b" \r\n\r\n", "the file is empty"),
        (b"\x1a", "this is no sanctions list"),
        (gzip.compress(b"", mtime=0), "the file is empty"),
        (b"<!DOCTYPE html><html><body>503</body></html>", "this is a web page"),
        (b"<html><head></head></html>", "this is a web page"),
        (b"<rss><channel/></rss>", "begins with <rss>"),
        (b"<", "the XML has no first element"),
        (b"%PDF-1.7", "this is no sanctions list"),
        (b"name,alias\nOrsolo,Heron\n", "this is no sanctions list"),
        (b"<CONSOLIDATED_LIST></CONSOLIDATED_LIST>", "the list has no entries"),
        (b'{"error": "not found"}\n', "line 1 is no FollowTheMoney entity"),
        (b"\x1f\x8b\x08\x00", "the packed file breaks off"),
        (b"\x1f\x8b\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "the packed file is damaged"),
    ],
)
def test_what_is_no_list_is_refused_with_the_reason(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_a_refusal_names_the_list_and_the_next_step() -> None:
    assert refused(b"") == "made: the file is empty; fetch it again; the last good copy stays in use"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListRefused, match="cannot be read"):
        read_list(tmp_path / "nothing.xml", "made")


def test_fewer_entries_than_the_file_states_are_refused() -> None:
    short = made("ofac.xml").replace(b"<Record_Count>4<", b"<Record_Count>14966<")
    assert "has 4 entries and states 14,966" in refused(short)


def test_more_entries_than_the_file_states_are_read_and_warned_of() -> None:
    version = read_list(made("ofac.xml").replace(b"<Record_Count>4<", b"<Record_Count>3<"), "made")
    assert version.warnings == ("the file has 4 entries and states 3",)


def test_a_number_that_stands_twice_where_it_should_not_is_warned_of() -> None:
    version = read_list(made("ofac.xml").replace(b"<uid>102<", b"<uid>101<"), "made")
    assert len(version.entries) == 3
    assert version.warnings == ("1 records repeat the number of another and were joined with it",)


def test_a_party_without_an_entry_is_kept_and_told_and_all_without_are_refused() -> None:
    data = made("ofac_advanced.xml")
    before, _, after = data.partition(b'<SanctionsEntry ID="2"')
    version = read_list(before + after.partition(b"</SanctionsEntry>")[2], "made")
    assert len(version.entries) == 2
    assert "1 parties have no entry" in version.warnings[0]
    begin, end = data.index(b"<SanctionsEntries>"), data.index(b"</Sanctions>")
    assert "has entries for none" in refused(data[:begin] + data[end:])


def test_an_entry_of_no_party_is_refused() -> None:
    assert "belongs to no party" in refused(made("ofac_advanced.xml").replace(b'ProfileID="103"', b'ProfileID="7"'))


def test_declared_entities_are_refused_and_not_resolved() -> None:
    bomb = b'<!DOCTYPE sdnList [<!ENTITY a "aaaa">]>' + made("ofac.xml").partition(b"?>")[2]
    assert "declares a document type" in refused(bomb)


def test_a_changed_format_that_leaves_entries_without_names_is_refused() -> None:
    renamed = made("ofac.xml").replace(b"lastName>", b"surname>").replace(b"firstName>", b"forename>")
    assert "4 entries have no name" in refused(renamed)


def test_a_changed_format_that_leaves_entries_without_numbers_is_refused() -> None:
    assert "no number of its own" in refused(made("un.xml").replace(b"REFERENCE_NUMBER>", b"REF>"))


def test_further_files_alone_are_refused() -> None:
    assert "only further files" in refused(made("ofac_alt.csv"))


def test_two_main_files_are_refused() -> None:
    assert "not the files of one OFAC list" in refused([made("ofac_sdn.csv"), made("ofac_sdn.csv")])


def test_mixed_files_are_refused() -> None:
    assert "mixed" in refused([made("eu_journal.csv"), made("un.xml")])
    assert "several files" in refused([made("un.xml"), made("un.xml")])
    assert "no file is given" in refused([])


def test_a_row_of_another_length_is_refused() -> None:
    assert "cells where the heading has" in refused(made("uk.csv").replace(b",TES0002,", b",TES0002,,", 1))
    assert "columns where this OFAC file has 12" in refused(made("ofac_sdn.csv").replace(b"104,", b"104,7,", 1))


def test_letters_that_are_not_utf_8_are_refused() -> None:
    assert "not in UTF-8" in refused(made("uk.csv").replace(b"Heron", b"H\xe9ron"))


# --- any damage -----------------------------------------------------------------------------------------------------


@given(name=st.sampled_from(SHOW_THEIR_END), share=st.floats(0, 1, exclude_max=True))
def test_a_file_cut_anywhere_is_refused_or_lacks_nothing(name: str, share: float) -> None:
    data = made(name)
    try:
        version = read_list(data[: int(share * len(data))], "made")
    except ListRefused:
        return
    assert version.entries == whole(name).entries


@pytest.mark.parametrize("name", SHOW_THEIR_END)
def test_the_last_bytes_are_missed_one_by_one(name: str) -> None:
    data = made(name).rstrip(b"\n")
    for cut in range(1, 40):
        refused(data[:-cut])


@given(name=st.sampled_from(SHOW_NO_END), share=st.floats(0, 1, exclude_max=True))
def test_a_table_cut_anywhere_is_refused_or_says_that_it_cannot_know(name: str, share: float) -> None:
    data = made(name)
    cut = data[: int(share * len(data))]
    try:
        version = read_list(cut, "made")
    except ListRefused:
        return
    assert cut.endswith(b"\n")
    assert not version.complete
    assert any("cut at the end of a row" in warning for warning in version.warnings)


@given(name=st.sampled_from(ALL), share=st.floats(0, 1, exclude_max=True))
def test_a_packed_file_cut_anywhere_is_refused(name: str, share: float) -> None:
    packed = gzip.compress(made(name), mtime=0)
    refused(packed[: int(share * len(packed))])


@given(name=st.sampled_from(ALL), at=st.floats(0, 1, exclude_max=True), put=st.binary(min_size=1, max_size=12))
def test_damage_within_a_file_never_ends_in_another_error(name: str, at: float, put: bytes) -> None:
    data = made(name)
    place = int(at * len(data))
    try:
        version = read_list(data[:place] + put + data[place + len(put) :], "made")
    except ListRefused:
        return
    assert version.entries


@given(data=st.binary(max_size=400), head=st.sampled_from((b"", b"<sdnList>", b"{", b"1,", b"celex,", b"\x1f\x8b\x08")))
def test_random_bytes_are_refused(data: bytes, head: bytes) -> None:
    refused(head + data)


def test_damage_in_a_packed_table_among_several_is_refused() -> None:
    packed = gzip.compress(made("eu_journal_amendment.csv"))
    assert "breaks off" in refused([made("eu_journal.csv"), packed[:-9]])
