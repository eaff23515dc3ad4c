"""Foreign people in Chinese characters: a transliteration meets the listed name, another person's does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Article, Language, Mentions
from monitor.screening import Lists, screen
from monitor.screening.alike import alike_in_chinese
from monitor.screening.sound import sounds_of
from tests.unit.screening.test_screen import PERSON, copy_of, entry

LISTS = Lists.build(
    [
        copy_of(
            entry("forester", "KOVALTSUROV, Boris Arkadyevich", kind=PERSON),
            entry("captain", "TAGANDARI, Bosco", kind=PERSON),
            entry("miner", "AL-QADDURAN, Khalid", kind=PERSON),
            entry("spy", "NARYSHKIN, Sergey Yevgenyevich", kind=PERSON),
            entry("baker", "MARQUENSO SOTO, Jorge Luis", kind=PERSON),
        )
    ]
)


def found(text: str) -> list[tuple[str, str]]:
    article = Article(paragraphs=(text,), language=Language(code="zh", sure=True))
    return [(one.entry, one.span.text) for one in screen(LISTS, article, Mentions()).listed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("部长鲍里斯·科瓦利楚罗夫辞职。", [("forester", "鲍里斯·科瓦利楚罗夫")]),
        ("木材大亨鲍里斯•科瓦利楚罗夫强调无罪。", [("forester", "鲍里斯•科瓦利楚罗夫")]),
        ("鲍里斯·阿尔卡季耶维奇·科瓦利楚罗夫被捕。", [("forester", "鲍里斯·阿尔卡季耶维奇·科瓦利楚罗夫")]),
        ("法庭判处博斯科·塔甘达里三十年监禁。", [("captain", "博斯科·塔甘达里")]),
        ("矿主哈立德·卡杜兰与人合伙。", [("miner", "哈立德·卡杜兰")]),
        ("面包师豪尔赫·马尔肯索获奖。", [("baker", "豪尔赫·马尔肯索")]),
    ],
)
def test_a_foreign_name_in_chinese_is_the_listed_one_that_is_said_so(text: str, expected: list[tuple[str, str]]):
    assert found(text) == expected


def test_a_surname_alone_is_found_behind_the_full_name_only():
    assert found("科瓦利楚罗夫到了。鲍里斯·科瓦利楚罗夫走了。科瓦利楚罗夫没有回来。") == [
        ("forester", "鲍里斯·科瓦利楚罗夫"),
        ("forester", "科瓦利楚罗夫"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "伊万·科瓦利楚罗夫获奖。",  # another given name
        "鲍里斯·科瓦利楚罗夫斯基获奖。",  # a longer surname
        "鲍里斯·科瓦连科获奖。",
        "作家萨沙·纳雷什金获奖。",  # a settled surname behind another given name
        "科瓦利楚罗夫获奖。",  # no given name
        "鲍里斯·伊万·科瓦利楚罗夫获奖。",  # a middle name of somebody else
        "约翰·鲍里斯·科瓦利楚罗夫获奖。",
    ],
)
def test_another_name_is_not(text: str):
    assert found(text) == []


@given(st.text("鲍里斯·科瓦•-楚罗夫的a。", max_size=40))
def test_any_text_is_read_and_every_hit_lies_in_it(text: str):
    for _, span in found(text):
        assert span in text


def test_sounds_of_nothing_are_like_nothing():
    assert alike_in_chinese((), sounds_of("Boris")) == 0.0
