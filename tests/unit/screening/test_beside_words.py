"""Names of one word that count beside words for what they are, and letters beside bodies of the same country."""

from __future__ import annotations

import pytest

from monitor.model import Article, Language, Mentions
from monitor.screening import Lists, screen
from tests.unit.screening.test_screen import copy_of, entry

LISTS = Lists.build(
    [
        copy_of(
            entry("sparta", "Sparta battalion"),
            entry("redut", "PMC Redut"),
            entry("prizrak", "Prizrak brigade"),
            entry("pobeda", "LIMITED LIABILITY COMPANY AVIAKOMPANIYA POBEDA"),
            entry("kamaz", "KAMAZ PJSC", countries=("Russia",)),
            entry("gaz", "GAZ GROUP", countries=("Russia",)),
            entry("maz", "OPEN JOINT STOCK COMPANY MINSK AUTOMOBILE PLANT", countries=("Belarus",)),
        )
    ]
)


def found(text: str, language: str) -> list[tuple[str, str]]:
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    return [(hit.entry, hit.span.text) for hit in screen(LISTS, article, Mentions()).listed]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Комбат «Спарты» погиб, «Спарту» принял другой.", "ru", [("sparta", "Спарты"), ("sparta", "Спарту")]),
        ("Бійці «Редуту» пішли.", "uk", [("redut", "Редуту")]),
        ("Najemnicy z „Reduta” odeszli.", "pl", [("redut", "Reduta")]),
        ("Das Sparta-Bataillon zog ab.", "de", [("sparta", "Sparta")]),
        ("Le bataillon Sparta est parti.", "fr", [("sparta", "Sparta")]),
        ("“幽灵”旅撤离。", "zh", [("prizrak", "幽灵")]),
        ("Рейс «Победы» отменён.", "ru", [("pobeda", "Победы")]),
        ("Футболисты «Спарты» проиграли.", "ru", []),
        ("Бойцы из Спарты ушли.", "ru", []),
        ("День «Победы» отметили.", "ru", []),
        ("他看了“幽灵”电影。", "zh", []),
        ("Sparta fell to the Romans; a unit stayed.", "en", []),
    ],
)
def test_a_word_for_its_kind_tells_a_name(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kamaz, GAZ and others make trucks.", ["kamaz", "gaz"]),
        ("Kamaz, MAZ and others make trucks.", ["kamaz"]),
        ("GAZ and others make trucks.", []),
        (f"Kamaz makes trucks. {'They are sold. ' * 5}GAZ does too.", ["kamaz"]),
    ],
)
def test_letters_count_beside_a_body_of_the_same_country(text: str, expected: list[str]) -> None:
    assert [entry_id for entry_id, _ in found(text, "en")] == expected
