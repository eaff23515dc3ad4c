"""What articles share in any language: numbers by value, known names by id, others by their consonants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Article, Feature, Fingerprint, Mentions
from monitor.stories import features_of
from monitor.stories.chinese import keys_of
from monitor.stories.numbers import numbers_in
from monitor.text.name_keys import name_keys
from tests.unit.stories.reports import CONVOY, gazetteer, printed, report


def keys(text: str) -> set[str]:
    return {feature.key for feature in features_of(Article(paragraphs=(text,)), Mentions())}


def by_key(fingerprint: Fingerprint) -> dict[str, Feature]:
    return {feature.key: feature for feature in fingerprint.features}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("some 5,000 men", "5000"),
        ("rund 5.000 Mann", "5000"),
        ("около 5 000 человек", "5000"),
        ("5’000 Mann", "5000"),
        ("نحو ٥٬٠٠٠ رجل", "5000"),
        ("约5000人", "5000"),
        ("约1.2万人", "12000"),
        ("230万人", "2.3"),  # as 2.3 million
        ("2,3 millions", "2.3"),
        ("in 1,234,567 cases", "1234567"),
    ],
)
def test_a_number_is_the_same_in_every_language(text, number):
    assert f"n:{number}" in keys(text)


def test_single_digits_say_nothing():
    assert keys("They lost 3 of 9.") == set()


@given(st.text(alphabet="0123456789٠١٢٣ ,.'٬٫万亿", max_size=30))
def test_any_run_of_digits_and_signs_can_be_read(text):
    for number, shown in numbers_in(text):
        assert number.isascii()
        assert shown in text


def test_known_names_are_features_by_their_id_and_by_their_sound():
    found = by_key(printed(report(CONVOY, "de")))
    assert found["e:khalifa-haftar"].shown == found["k:hftr"].shown == "Chalifa Haftar"
    assert "e:derna" in found


def test_countries_are_features_by_their_code_and_not_by_their_sound():
    article = Article(paragraphs=("Talks with Norwegen and Norway were held in Mali.",))
    found = {feature.key for feature in features_of(article, gazetteer().find(article))}
    assert {"c:NO", "c:ML"} <= found
    assert not name_keys("Norway") & {key[2:] for key in found}


@pytest.mark.parametrize("language", ["de", "ru", "ar", "zh"])
def test_a_name_that_no_file_has_meets_itself_in_other_scripts(language):
    english, other = by_key(printed(report(CONVOY, "en"))), by_key(printed(report(CONVOY, language)))
    assert "k:tmbrn" in english.keys() & other.keys()
    assert {"n:47", "n:1260"} <= english.keys() & other.keys()


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [
        ("哈夫塔尔", "Haftar"),
        ("穆巴拉克", "Mubarak"),
        ("希拉里", "Hillary"),
        ("格雷厄姆", "Graham"),
        ("布林肯", "Blinken"),
        ("古特雷斯", "Guterres"),
        ("兰普曼", "Lampman"),
        ("多德", "Dodd"),
        ("萨拉马戈", "Saramago"),
    ],
)
def test_chinese_writes_foreign_names_by_their_sounds(chinese, latin):
    assert set(keys_of(chinese)) & name_keys(latin)


def test_everyday_chinese_has_no_foreign_names():
    assert keys("会议昨天在北京举行，讨论了经济合作和人员往来等问题。") == set()


def test_a_capital_at_the_beginning_of_a_sentence_makes_no_name():
    assert keys("Yesterday it rained. However, nobody minded.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "The visitor met Tamburini.",
        "Tamburini came. They saw Tamburini leave.",
        "Marek Tamburini came.",
        "There Gen. Tamburini stood.",
        "تامبوريني",
    ],
)
def test_a_name_is_told_by_its_capital_by_another_one_or_by_the_script(text):
    assert "k:tmbrn" in keys(text)


def test_an_address_gives_nothing():
    assert keys("see https://Tamburini.example/2024/11/22?Drobnjak or www.Drobnjak.example") == set()


@given(st.text(max_size=200))
def test_features_are_sorted_and_each_there_once(text):
    found = [feature.key for feature in features_of(Article(paragraphs=(text,)), Mentions())]
    assert found == sorted(set(found))
