"""Names as printed, and what follows from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.listing import ListedKind, NameOfListing, Strength
from monitor.sanctions.names import distinct, name_of, script, split_outside_brackets

PERSON, GROUP = ListedKind.PERSON, ListedKind.GROUP


@pytest.mark.parametrize(
    ("printed", "family", "generated"),
    [
        ("BRANDVIK, Orsolo", "", ("Orsolo BRANDVIK", "BRANDVIK Orsolo")),
        ("Orsolo BRANDVIK", "", ("BRANDVIK Orsolo",)),
        ("BRANDVIK AAS Orsolo Per", "", ("Orsolo Per BRANDVIK AAS",)),
        ("Orsolo Brandvik", "Brandvik", ("Brandvik Orsolo",)),
        ("Orsolo Brandvik", "", ()),
        ("ORSOLO BRANDVIK", "", ()),
        ("O. Brandvik", "", ()),
        ("Orsolo BRANDVIK Per", "", ()),
        ("Brandvik, Orsolo, Captain", "", ()),
        ("Orsolo Brandvik (Орсоло Брандвик)", "", ("Orsolo Brandvik", "Орсоло Брандвик")),
        ("Orsolo Brandvik (born Quarn)", "", ()),
    ],
)
def test_both_orders_of_a_person_s_name_are_made_where_the_list_shows_them(
    printed: str, family: str, generated: tuple[str, ...]
) -> None:
    (name,) = name_of(printed, PERSON, family=family)
    assert (name.text, name.generated) == (printed, generated)


@pytest.mark.parametrize(
    ("printed", "generated"),
    [
        ("Greywater Brigade (GWB)", ("Greywater Brigade", "GWB")),
        ("GWB (Greywater Brigade)", ("GWB", "Greywater Brigade")),
        ("Greywater (southern branch)", ()),
        ("Greywater Trading Co., Ltd.", ()),
        ("4th Lake Brigade, Wardens, The Grey Guard", ("4th Lake Brigade", "Wardens", "The Grey Guard")),
        ("Greywater, and its branches", ()),
        ("Liga, Lega", ()),
    ],
)
def test_the_names_of_a_group_in_one_cell_are_told_apart_with_care(printed: str, generated: tuple[str, ...]) -> None:
    (name,) = name_of(printed, GROUP, cell=True)
    assert name.generated == generated


def test_a_comma_outside_of_a_cell_belongs_to_the_name() -> None:
    (name,) = name_of("LAKE HARBOUR, S.A. DE C.V.", GROUP)
    assert name.generated == ()


def test_several_spellings_of_a_person_in_one_cell_need_two_words_each() -> None:
    (name,) = name_of("Orsolo BRANTWIK, Orsolo BRANDWIG", PERSON, cell=True)
    assert set(name.generated) == {"Orsolo BRANTWIK", "BRANTWIK Orsolo", "Orsolo BRANDWIG", "BRANDWIG Orsolo"}
    (name,) = name_of("BRANDVIK AAS, Orsolo Per", PERSON, cell=True)
    assert name.generated == ("Orsolo Per BRANDVIK AAS", "BRANDVIK AAS Orsolo Per")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Ötzel", "latin"), ("Вагнер", "cyrillic"), ("فاغنر", "arabic"), ("瓦格纳", "cjk"), ("Ευρώπη", "other")],
)
def test_the_script_of_a_name_is_that_of_its_letters(text: str, expected: str) -> None:
    assert script(text) == expected


def test_a_name_printed_twice_is_strong_if_it_is_anywhere() -> None:
    weak, strong = NameOfListing("Heron", Strength.WEAK), NameOfListing("Heron", Strength.STRONG)
    assert distinct([weak, strong]) == (strong,)
    assert distinct([strong, weak]) == (strong,)


def test_a_mark_within_brackets_parts_nothing() -> None:
    assert list(split_outside_brackets("One (a; b); Two", ";")) == ["One (a; b)", " Two"]


@given(st.text(max_size=40), st.sampled_from(list(ListedKind)), st.booleans())
def test_any_text_is_a_name_or_none_and_is_printed_as_it_was(text: str, kind: ListedKind, cell: bool) -> None:
    for name in name_of(text, kind, cell=cell):
        assert name.text == " ".join(text.split())
        assert name.text not in name.generated
        assert all(part.strip() for part in name.generated)
