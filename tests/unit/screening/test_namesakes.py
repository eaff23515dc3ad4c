"""A surname behind another given name is somebody else's; Chinese names as news write them."""

import pytest

from monitor.model import Article, Entity, Language, Mentions, Span
from monitor.screening import Lists, screen
from monitor.screening.chinese import chinese_spellings
from tests.unit.screening.test_screen import PERSON, copy_of, entry

NAMES = ["Сергей Викторович ЛАВРОВ", "LAVROV, Sergei Viktorovich", "Sergey LAWROW"]
BEARERS = [  # of given names, so that they are known as such
    entry(f"{number}-{given}", f"{given} {family}", kind=PERSON)
    for given in ("Мария", "Олег", "Maria", "Peter", "Anna", "Robert", "Олексій", "Emir")
    for number, family in enumerate(("ИВАНОВ", "ПЕТРОВА", "SMIRNOW"))
]
LISTS = Lists.build([copy_of(entry("lavrov", *NAMES, kind=PERSON), *BEARERS)])
KNOWN = ("Sergei Lavrov", "Сергей Лавров", "سيرغي لافروف", "拉夫罗夫", "Lawrow", "Ławrow")


def found(text: str, surname: str, language: str = "en") -> tuple[list[str], list[str]]:
    """What is found, and who is said to be on no list, where the gazetteer takes the surname for the minister."""
    start = text.index(surname)
    span = Span(start=start, end=start + len(surname), text=surname)
    known = Entity(id="sergei-lavrov", name="Sergei Lavrov", kind="person", mentions=(span,))
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    screened = screen(LISTS, article, Mentions(people=(known,)), names_of=lambda _: KNOWN)
    return [one.entry for one in screened.listed], [one.id for one in screened.not_listed]


@pytest.mark.parametrize(
    ("text", "surname"),
    [
        ("На сцене пела Мария Лаврова.", "Лаврова"),
        ("Книгу написал Олег Лавров.", "Лавров"),
        ("Вечер памяти Марии Викторовны Лавровой.", "Лавровой"),
        ("Цей роман написав Олексій Лавров.", "Лавров"),
        ("Der Maler Peter Lawrow stellt aus.", "Lawrow"),
        ("Powieść wydała Anna Ławrow.", "Ławrow"),
        ("كتب محمد لافروف رواية", "لافروف"),
        ("玛丽亚·拉夫罗夫出版了小说。", "拉夫罗夫"),
        ("Читали старые лавров листья.", "лавров"),  # an ordinary word
    ],
)
def test_a_surname_behind_another_given_name_is_somebody_elses(text: str, surname: str) -> None:
    assert found(text, surname) == ([], [])


@pytest.mark.parametrize(
    ("text", "surname"),
    [
        ("Приехал министр Лавров.", "Лавров"),
        ("Заявление Сергея Лаврова.", "Лаврова"),
        ("Сергей Викторович Лавров прибыл.", "Лавров"),
        ("Minister Lawrow reiste ab.", "Lawrow"),
        ("Robert, Lawrow und andere kamen.", "Lawrow"),
        ("In Moskau sagte Sergej Lawrow zu.", "Lawrow"),
        ("قال الوزير لافروف إن", "لافروف"),
        ("وصل سيرغي لافروف أمس", "لافروف"),
        ("谢尔盖·拉夫罗夫表示。", "拉夫罗夫"),
    ],
)
def test_a_surname_counts_alone_behind_a_title_and_its_own_given_name(text: str, surname: str) -> None:
    assert found(text, surname)[0][:1] == ["lavrov"]


def test_a_later_surname_of_a_relative_is_not_the_listed_one() -> None:
    text = "Sergei Lavrov flew home. Lavrov smiled. Maria Lavrov and Peter Lavrov did not."
    article = Article(paragraphs=(text,), language=Language(code="en", sure=True))
    listed = screen(LISTS, article, Mentions()).listed
    assert [one.span.start for one in listed] == [0, text.index("Lavrov smiled")]


CHINESE = Lists.build(
    [
        copy_of(
            entry("zhu", "朱海仑", kind=PERSON),
            entry("chen", "陈诚", kind=PERSON, programmes=("CHINA",)),
            entry("satellite", "长光卫星技术股份有限公司"),
            entry("aerospace", "北京和德宇航技术有限公司"),
            entry("parts", "智能電子元件有限公司"),
            entry("police", "新疆生产建设兵团公安局"),
        )
    ]
)


def in_chinese(text: str) -> list[str]:
    article = Article(paragraphs=(text,), language=Language(code="zh", sure=True))
    return [one.span.text for one in screen(CHINESE, article, Mentions()).listed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("朱海仑曾任书记。", ["朱海仑"]),
        ("朱海侖曾任書記。", ["朱海侖"]),  # in long characters
        ("制裁对象包括陈诚，他是工程师。", ["陈诚"]),
        ("长光卫星否认出售图像。", ["长光卫星"]),
        ("图像来自和德宇航。", ["和德宇航"]),
        ("北京和德宇航技术否认。", ["北京和德宇航技术"]),
    ],
)
def test_chinese_names_are_found_short_and_in_either_script(text: str, expected: list[str]) -> None:
    assert in_chinese(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "陈诚意十足，制裁无效。",  # another word begins with the name
        "陈诚是演员。",  # two characters, and nothing bears them out
        "朱海是演员。",  # the beginning of a name
        "智能电子元件价格上涨。",  # what is left of the name are goods
        "新疆生产建设兵团举行会议。",  # another body than its police
        "北京的卫星技术公司很多。",  # a trade
    ],
)
def test_chinese_words_that_only_look_like_a_listed_name_are_left_alone(text: str) -> None:
    assert in_chinese(text) == []


def test_what_is_left_of_a_companys_chinese_name_has_its_own_word() -> None:
    made = {text for text, _ in chinese_spellings("中國石油(香港)有限公司", company=True)}
    assert made == {"中国石油(香港)有限公司"}
