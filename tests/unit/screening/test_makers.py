"""Aircraft and rifles that go by their maker's name are no mention of the maker."""

from __future__ import annotations

import pytest

from monitor.model import Article, Language, Mentions
from monitor.screening import Lists, screen
from tests.unit.screening.test_screen import copy_of, entry

LISTS = Lists.build(
    [copy_of(entry("t", "TUPOLEV"), entry("s", "SUKHOI", "СУХОЙ", "苏霍伊"), entry("k", "KALASHNIKOV"))]
)


def found(text: str, language: str) -> list[str]:
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    return [hit.entry for hit in screen(LISTS, article, Mentions()).listed]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They saw a Tupolev.", "en"),
        ("The president's Tupolev crashed.", "en"),
        ("They saw Sukhoi Su-30 jets.", "en"),
        ("They bought Sukhoi jets.", "en"),
        ("They found Kalashnikov rifles.", "en"),
        ("On a vu un Tupolev.", "fr"),
        ("Compraron cazas Sukhoi.", "es"),
        ("Sie sahen eine alte Tupolev.", "de"),
        ("Упал истребитель «Сухой».", "ru"),
    ],
)
def test_an_aircraft_is_no_mention_of_its_maker(text: str, language: str) -> None:
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("They visited Tupolev.", "en", ["t"]),
        ("The owners of Sukhoi said so.", "en", ["s"]),
        ("The jet maker Sukhoi was named.", "en", ["s"]),
        ("They met a Tupolev spokesman.", "en", ["t"]),
        ("Sie besuchten den Flugzeugbauer Sukhoi.", "de", ["s"]),
        ("They saw a jet. Sukhoi made it.", "en", ["s"]),
        ("В списке компания «Сухой».", "ru", ["s"]),
    ],
)
def test_the_maker_is_told(text: str, language: str, expected: list[str]) -> None:
    assert found(text, language) == expected
