"""Listed bodies in Chinese by words of their own and by numbers; names beside which a word begins like a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.screening import Lists
from tests.unit.screening.listed import listed_in
from tests.unit.screening.test_screen import PERSON, copy_of, entry

LISTS = Lists.build(
    [
        copy_of(
            entry("oil", "BERHANO OIL CO.", countries=("Iran",)),
            entry("prison", "VAKILAPUR PRISON", countries=("Iran",)),
            entry("two words", "ATEL APUR PRISON", countries=("Iran",)),
            entry("helicopters", "JSC KASANOV HELICOPTER PLANT", countries=("Russia",)),
            entry("university", "MALIK ASHTUR UNIVERSITY OF TECHNOLOGY", countries=("Iran",)),
            entry("bank", "Telmokombank OJSC", countries=("Russia",)),
            entry("assault", "86TH GUARDS AIRBORNE ASSAULT ORDER OF SUVOROV DIVISION", countries=("Russia",)),
            entry("rifles", "34TH GUARDS DETACHED MOTOR RIFLE BRIGADE", countries=("Russia",)),
            entry("infantry", "97TH LIGHT INFANTRY DIVISION OF THE BURMESE ARMY"),
            entry("repair", "JSC 568 AIRCRAFT REPAIR PLANT", countries=("Belarus",)),
            entry("unit", "GRU Unit 39155", countries=("Russia",)),
            entry("office", "ROOM 49"),
            entry("chief", "KOSTYUKANOV, Igor", kind=PERSON, countries=("Russia",)),
            entry("deputy", "SALEM HANAFOR, Abdul", "Abdul Salem Hanafor", kind=PERSON, countries=("Afghanistan",)),
            entry("singer", "OKROVAN, Anna", kind=PERSON),
            entry("cruzan", "CRUZON, Juan", kind=PERSON),
            entry("widespread", "HUSSEIN, Mohammed", kind=PERSON, countries=("Iraq",)),
        )
    ]
)


def found(text: str) -> list[tuple[str, str]]:
    return listed_in(LISTS, text, "zh")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("贝尔哈诺石油公司是伊朗的润滑油厂商。", ("oil", "贝尔哈诺石油公司")),
        ("两人在瓦基拉普尔监狱被处决。", ("prison", "瓦基拉普尔监狱")),
        ("伊朗设拉子的阿特拉普尔监狱人满为患。", ("two words", "阿特拉普尔监狱")),
        ("无人机击中卡萨诺夫直升机厂的仓库，俄罗斯未予证实。", ("helicopters", "卡萨诺夫直升机厂")),
        ("伊朗马利克·阿什图尔工业大学的教授遇刺。", ("university", "马利克·阿什图尔工业大学")),
        ("欧盟点名捷尔莫康银行的子公司。", ("bank", "捷尔莫康银行")),
    ],
)
def test_a_body_is_found_by_a_word_of_its_own_before_words_for_what_it_is(text: str, expected: tuple[str, str]):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "瓦基拉普尔酒店开业。",  # another kind of body
        "卡萨诺夫造船厂下水一艘渡轮，俄罗斯记者到场。",
        "瓦基连科监狱的囚犯绝食。",
        "斯瓦基拉普尔斯克来信。",
        "昆明轮胎厂的工人打太极拳。",
    ],
)
def test_a_body_of_another_kind_or_name_is_not(text: str):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("俄军第86近卫空降突击师伤亡惨重。", ("assault", "第86近卫空降突击师")),
        ("俄罗斯第八十六空降师开赴前线。", ("assault", "第八十六空降师")),
        ("居民指认第34摩托化步兵旅，乌克兰检方立案。", ("rifles", "第34摩托化步兵旅")),
        ("缅军第97轻步兵师开拔。", ("infantry", "第97轻步兵师")),
        ("白俄罗斯第568飞机修理厂大修战机。", ("repair", "第568飞机修理厂")),
        ("俄军39155部队被指投毒。", ("unit", "39155部队")),
    ],
)
def test_a_unit_or_a_plant_is_found_by_its_number(text: str, expected: tuple[str, str]):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "乌军第34摩托化步兵旅守住阵地，俄罗斯军队后撤。",  # another army's
        "俄军第85近卫空降突击师伤亡惨重。",
        "俄军第86坦克师伤亡惨重。",  # no tanks in its name
        "第86近卫空降突击师伤亡惨重。",  # nobody's
        "俄罗斯第86届展览会开幕。",
        "解放军某旅夜训，第97届糖酒会开幕。",
    ],
)
def test_another_unit_or_anything_else_with_a_number_is_not(text: str):
    assert found(text) == []


@pytest.mark.parametrize("behind", ["策划了行动", "曾经否认", "日前抵达", "登上飞机", "施压", "辞职"])
def test_a_word_that_begins_like_a_name_ends_the_name_before_it(behind: str):
    assert found(f"局长伊戈尔·科斯秋卡诺夫{behind}。") == [("chief", "伊戈尔·科斯秋卡诺夫")]


def test_a_given_name_begins_behind_a_place():
    assert found("俄罗斯伊戈尔·科斯秋卡诺夫在场。") == [("chief", "伊戈尔·科斯秋卡诺夫")]


def test_a_surname_behind_a_settled_given_name_is_compared_strictly():
    assert found("歌手安娜·格兰获奖。") == []


def test_a_surname_that_is_a_given_name_is_that_one():
    assert found("总统胡安·卡洛斯来访。") == []


def test_a_name_of_two_common_given_names_needs_the_country_of_the_entry():
    assert found("裁判穆罕默德·侯赛因吹哨。") == []
    assert found("伊拉克人穆罕默德·侯赛因被捕。") == [("widespread", "穆罕默德·侯赛因")]


@given(st.text("第8六34近卫摩托化步兵旅师部队厂公司银行瓦基拉普尔监狱·俄军a。", max_size=40))
def test_any_text_is_read_and_every_hit_lies_in_it(text: str):
    for _, span in found(text):
        assert span in text
