"""Koreans and Chinese by the syllables of their names: every script meets the listed Latin spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Article, Language, Mentions
from monitor.screening import Lists, screen
from monitor.screening.syllables import may_be_one_syllable, syllables, syllables_of_hanja
from tests.unit.screening.test_screen import PERSON, copy_of, entry

KOREA, CHINA = ("Democratic People's Republic of Korea",), ("China",)
LISTS = Lists.build(
    [
        copy_of(
            entry("envoy", "CHOE, Hwang Sop", kind=PERSON, countries=KOREA),
            entry("banker", "Ryon Sin-ju RI", kind=PERSON, countries=KOREA),
            entry("clerk", "MA, Jingzhou", kind=PERSON, countries=CHINA),
            entry("trader", "LIN, Zuoguang", kind=PERSON, countries=CHINA),
            entry("cook", "KIM, Song Hyok", kind=PERSON, countries=KOREA),
            entry("short", "KIM, Chol", kind=PERSON, countries=KOREA),
        )
    ]
)


def found(text: str) -> list[tuple[str, str]]:
    article = Article(paragraphs=(text,), language=Language(code="zh", sure=True))
    return [(one.entry, one.span.text) for one in screen(LISTS, article, Mentions()).listed]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yong", "Ён"),
        ("Ryong", "Рён"),
        ("Kwang", "Кван"),
        ("Choe", "Чхве"),
        ("Choe", "Цой"),
        ("Choe", "تشوي"),
        ("Song", "سونغ"),
        ("Mingjing", "Минцзин"),
        ("Zuoyou", "Цзою"),
        ("Huining", "Хуэйнин"),
        ("Fangwei", "Фанвэй"),
        ("Wang", "وانغ"),
        ("Xiao", "Сяо"),
    ],
)
def test_a_syllable_is_the_same_in_every_script(one: str, other: str):
    assert syllables(one) == syllables(other) != ()


@pytest.mark.parametrize("word", ["Strugatsky", "Владимир", "", "bcd", "a" * 40])
def test_what_has_no_such_syllables_has_none(word: str):
    assert syllables(word) == ()


@given(st.text(st.sampled_from("aeiouywhntkmzÀéıİбвайёыцьاويئةهعتشر'-\u0306\u0301"), max_size=8))
def test_what_is_refused_before_it_is_read_has_no_single_syllable(word: str):
    assert may_be_one_syllable(word) or len(syllables(word)) != 1


@pytest.mark.parametrize("word", ["Kim", "Цой", "Хуэй", "Haus"])
def test_a_syllable_may_be_one(word: str):
    assert may_be_one_syllable(word)


@pytest.mark.parametrize("word", ["Minute", "Москва", "حكومات"])
def test_two_vowels_with_a_consonant_between_are_no_syllable(word: str):
    assert not may_be_one_syllable(word)


def test_characters_are_said_as_koreans_say_them():
    assert syllables("Ri") + syllables("Yong") + syllables("Gil") in syllables_of_hanja("李永吉")
    assert syllables_of_hanja("李的") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Посол Чхве Хван Соп улетел.", [("envoy", "Чхве Хван Соп")]),
        ("Речь Чхве Хван Сопа отменили.", [("envoy", "Чхве Хван Сопа")]),
        ("قال تشوي هوانغ سوب إنه باق.", [("envoy", "تشوي هوانغ سوب")]),
        ("قال كيم سونغ هيوك إنه باق.", [("cook", "كيم سونغ هيوك")]),
        ("朝鲜大使崔黄燮离任。", [("envoy", "崔黄燮")]),
        ("Банкир Ли Рён Син Джу пропал.", []),  # four syllables, of which the first given one is another's
        ("Клерка Ма Цзинчжоу задержали.", [("clerk", "Ма Цзинчжоу")]),
        ("美国财政部制裁商人林作光。", [("trader", "林作光")]),
    ],
)
def test_a_listed_name_is_found_by_its_syllables(text: str, expected: list[tuple[str, str]]):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "大使崔黄燮离任。",  # nothing of Korea near
        "林作光种树。",  # nothing of sanctions near
        "Ким Чхоль женился.",  # two syllables
        "Посол Чхве Хван Сок улетел.",
        "美国财政部制裁商人林作明。",
    ],
)
def test_a_name_of_somebody_else_is_not(text: str):
    assert found(text) == []


@given(st.text(max_size=30))
def test_any_word_has_syllables_or_none(word: str):
    assert all(1 <= len(one) <= 4 for one in syllables(word))
