"""The script of a text is that of most of its letters."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.script import main_script


@pytest.mark.parametrize(
    ("text", "script", "letters"),
    [
        ("Truce holds", "latin", 10),
        ("Façade – œuvre", "latin", 11),
        ("Перемирие", "cyrillic", 9),
        ("هدنة", "arabic", 4),
        ("停火協議", "han", 4),
        ("停戦が続く", "kana", 5),
        ("휴전", "hangul", 2),
        ("Εκεχειρία", "greek", 9),
        ("युद्ध", "devanagari", 3),
        ("ქართული", "other", 7),
        ("𠀀𠀁", "han", 2),
    ],
)
def test_a_text_in_one_script_is_all_in_it(text: str, script: str, letters: int):
    assert main_script(text) == (script, 1.0, letters)


@pytest.mark.parametrize("text", ["", " \n", "2024-05-01 …", "🙂", "\U0010ffff"])
def test_a_text_without_letters_has_no_script(text: str):
    assert main_script(text) == ("", 0.0, 0)


def test_the_share_is_of_the_letters_and_a_chinese_one_weighs_three():
    assert main_script("Kyiv Київ дом") == ("cyrillic", 7 / 11, 11)
    assert main_script("NATO 停火") == ("han", 0.6, 6)


def test_of_two_scripts_with_as_many_letters_the_first_is_meant():
    assert main_script("ab де").script == "latin"
    assert main_script("де ab").script == "cyrillic"


@given(st.lists(st.characters() | st.sampled_from("abжщ停火がكم"), max_size=40).map("".join))
def test_every_letter_counts_once(text: str):
    script, share, letters = main_script(text)
    assert letters == sum(map(str.isalpha, text))
    assert bool(script) == bool(letters)
    assert 0 <= share <= 1
    assert main_script(text * 3) == (script, share, letters * 3)


@given(st.lists(st.sampled_from(("a", "ж", "ك", "α", "א", "한")), min_size=1, max_size=30))
def test_the_script_with_the_most_letters_wins(letters: list[str]):
    script, share, _ = main_script("".join(letters))
    letter, times = Counter(letters).most_common(1)[0]
    assert script == main_script(letter).script
    assert share == times / len(letters)
