"""Keys of names: the same for a name's spellings in Latin, Cyrillic and Arabic script, whatever the word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.name_keys import LONGEST, name_keys, spelling


@pytest.mark.parametrize(
    "spellings",
    [
        "Yevkurov Jewkurow Jevkurov Yevkourov Евкуров Євкуров يفكوروف",
        "Shoigu Schoigu Choïgou Szojgu Šojgu Шойгу شويغو",
        "Gaddafi Qaddafi Kadhafi Khadafy al-Gaddafi El-Kadhafi Каддафи القذافي",
        "Haftar Hafter Haftars Haftar's Haftar'ın Хафтар Хафтара Хафтаром حفتر وحفتر",
    ],
)
def test_the_spellings_of_one_name_share_a_key(spellings: str) -> None:
    first, *others = spellings.split()
    assert [other for other in others if not name_keys(first) & name_keys(other)] == []


@pytest.mark.parametrize(
    ("word", "keys"),
    [
        ("Peskov", {"bskf"}),
        ("Yevkurov", {"Afkrf"}),
        ("Шойгу", {"sk"}),
        ("Khadafy", {"htf", "ktf"}),
        ("Haftars", {"hftr", "hftrs"}),
        ("瓦格纳", {"fkn"}),
        ("123", set()),
        ("", set()),
        ("ع", set()),
    ],
)
def test_a_key_is_a_first_vowel_and_the_classes_of_consonants(word: str, keys: set[str]) -> None:
    assert name_keys(word) == keys


@given(st.text(max_size=LONGEST + 10))
def test_any_word_has_a_few_keys_of_few_letters(word: str) -> None:
    keys = name_keys(word)
    assert len(keys) <= 6
    assert set("".join(keys)) <= set("Abfhklmnrst")
    assert all("a" <= sign <= "z" for sign in spelling(word))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=LONGEST // 2))
def test_neither_case_nor_accents_change_a_key(word: str) -> None:
    assert name_keys(word.upper()) == name_keys(word) == name_keys("".join(f"{sign}\u0301" for sign in word))
