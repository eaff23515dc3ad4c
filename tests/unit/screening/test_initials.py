"""Initials and surname in Cyrillic meet the listed name; other initials do not."""

import pytest

from monitor.model import Article, Language, Mentions
from monitor.screening import Lists, screen
from tests.unit.screening.test_screen import PERSON, copy_of, entry

LISTS = Lists.build(
    [
        copy_of(
            entry("cook", "PRIGORSHIN, Yevgeniy Viktorovich", kind=PERSON),
            entry("envoy", "SHUGAROV, Dmitry", kind=PERSON),
            entry("namesake", "KUZNETSOV, Sergey Viktorovich", kind=PERSON),
            entry("banker", "KOSTENYUK, Nikolay Andreyevich", kind=PERSON),
            entry("teacher", "AL-AQQADAN, Hashem", kind=PERSON),
            entry("short", "ZHUR, Ilan Mironovich", kind=PERSON),
            entry("digger", "KERIMANOV, Suleiman", kind=PERSON),
            entry("minister", "POPODRAGOVIC, Nenad", kind=PERSON),
            entry("jailer", "MUTEBRANDI, Jules", kind=PERSON),
        )
    ]
)


def found(text: str, language: str = "ru") -> list[tuple[str, str]]:
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    return [(one.entry, one.span.text) for one in screen(LISTS, article, Mentions()).listed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Повара Е. В. Пригоршина наградили.", ("cook", "Е. В. Пригоршина")),
        ("Е.В.Пригоршин молчит.", ("cook", "Е.В.Пригоршин")),
        ("Е. Пригоршин молчит.", ("cook", "Е. Пригоршин")),
        ("Орден вручён: Пригоршин Е. В., посмертно.", ("cook", "Пригоршин Е. В.")),
        ("Глава службы Д.Шугаров прилетел.", ("envoy", "Д.Шугаров")),
        ("Банкіра М. А. Костенюка шукають.", ("banker", "М. А. Костенюка")),
        ("Фирма принадлежит Хашему Аль-Аккадану.", ("teacher", "Хашему Аль-Аккадану")),
        ("Тюрьму сдал Хашем аль-Аккадан.", ("teacher", "Хашем аль-Аккадан")),
        ("Полковник Жюль Мутебранди умер.", ("jailer", "Жюль Мутебранди")),
        ("Олигарх Илан Жур скрылся.", ("short", "Илан Жур")),
        ("Суд над Іланом Журом триває.", ("short", "Іланом Журом")),
        ("سلیمان کریمان‌اف سهامش را فروخت.", ("digger", "سلیمان کریمان‌اف")),
        ("Ненад Поподрагович ушёл.", ("minister", "Ненад Поподрагович")),
        ("مات العقيد جول موتيبراندي أمس.", ("jailer", "جول موتيبراندي")),
    ],
)
def test_a_name_is_found(text: str, expected: tuple[str, str]):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "А. В. Пригоршин молчит.",
        "Е. А. Пригоршин молчит.",
        "Ю. Шугаров прилетел.",
        "С. Кузнецов прилетел.",  # very many
        "Пригоршин молчит.",
        "Пункт Е. Пригоршня соли.",
    ],
)
def test_somebody_else_is_not(text: str):
    assert found(text) == []
