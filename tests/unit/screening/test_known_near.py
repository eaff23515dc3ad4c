"""Short names that others bear as well: told beside a country of the entry alone."""

from __future__ import annotations

import pytest

from monitor.model import Article, Language, Mentions
from monitor.screening import Lists, screen
from tests.unit.screening.test_evidence import place
from tests.unit.screening.test_screen import copy_of, entry

LISTS = Lists.build(
    [
        copy_of(
            entry("duma", "State Duma of the Federal Assembly of the Russian Federation", countries=("Russia",)),
            entry("trucks", "OPEN JOINT STOCK COMPANY MINSK AUTOMOBILE PLANT", countries=("Belarus",)),
            entry("mytel", "MYTELKOM", weak=("MTEL",), countries=("China, Myanmar",)),
            entry("five", "LAKOR"),
            entry("plant", "Угоркупол"),
        )
    ]
)


def found(text: str, language: str, named: str = "", code: str = "") -> list[tuple[str, str]]:
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    mentions = Mentions(places=(place(text, named, code),) if named else ())
    return [(hit.entry, hit.span.text) for hit in screen(LISTS, article, mentions).listed]


@pytest.mark.parametrize(
    ("text", "language", "named", "code", "expected"),
    [
        ("The Duma in Moscow voted.", "en", "Moscow", "RU", [("duma", "Duma")]),
        ("Die Abgeordneten der Duma in Moskau stimmten zu.", "de", "Moskau", "RU", [("duma", "Duma")]),
        ("Депутаты Думы в Москве проголосовали.", "ru", "Москве", "RU", [("duma", "Думы")]),
        ("Выпуск МАЗа в Минске упал.", "ru", "Минске", "BY", [("trucks", "МАЗа")]),
        ("A duma is a song in Moscow.", "en", "Moscow", "RU", []),
        ("The Duma in Paris voted.", "en", "Paris", "FR", []),
        ("The Duma voted.", "en", "", "", []),
    ],
)
def test_a_short_name_counts_beside_its_country(
    text: str, language: str, named: str, code: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text, language, named, code) == expected


def test_countries_count_however_a_list_calls_them() -> None:
    assert found("MTEL hired in Yangon.", "en", "Yangon", "MM") == [("mytel", "MTEL")]
    assert found("MTEL hired in Oslo.", "en", "Oslo", "NO") == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("They fear Lakor.", "en", ["five"]),
        ("Lakor came.", "en", []),
        ("Sie sahen Lakor.", "de", []),
        ("Они закрыли Угоркупол.", "ru", ["plant"]),
        ("Угоркупол закрыли.", "ru", []),
    ],
)
def test_a_short_or_cyrillic_word_counts_where_its_capital_tells(text: str, language: str, expected: list[str]) -> None:
    assert [entry_id for entry_id, _ in found(text, language)] == expected
