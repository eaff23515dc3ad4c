"""A firm's short name counts where the text calls it a firm and its country stands near."""

from dataclasses import replace

import pytest

from monitor.model import Article, Entity, Language, Mentions, Span
from monitor.screening import screen
from monitor.screening.called_firms import is_called_firm
from tests.unit.screening.test_sounds import GROUP, PERSON, entry, lists_of

LISTS = lists_of(
    replace(entry("TORBAL OOO", GROUP), countries=("Russia",)),
    replace(entry("MIRADOV OOO", GROUP), countries=("Russia",)),
    replace(entry("ORBITAL OOO", GROUP), countries=("Russia",)),
    replace(entry("AL-TORBAL COMPANY", GROUP), countries=("Russia",)),
    replace(entry("OOO KOSTYRAKOV", GROUP), countries=("Russia",)),
    replace(entry("OOO PETROPAVLOVSK", GROUP), countries=("Russia",)),
    replace(entry("OOO KOSTYRAKMASH", GROUP), countries=("Russia",)),
    entry("MIRADOV, Oleg", PERSON),
)


def found(text: str, language: str = "en", place: str = "") -> list[str]:
    there = (Span(start=text.find(place), end=text.find(place) + len(place), text=place),) if place else ()
    country = Entity(id="RU", name="Russia", kind="country", country="RU", mentions=there)
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    return [one.span.text for one in screen(LISTS, article, Mentions(places=(country,))).listed]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("In Russia the firm Torbal bought the parts.", "en"),
        ("In Russia the supplier “Torbal” bought the parts.", "en"),
        ("In Russia Torbal company bought the parts.", "en"),
        ("La société moscovite Torbal achète en Russia.", "fr"),
        ("La empresa Torbal compró piezas en Russia.", "es"),
        ("Die Firma Torbal kaufte Teile in Russia.", "de"),
        ("Torbal şirketi Russia için parça aldı.", "tr"),
    ],
)
def test_the_name_less_its_form_counts_beside_a_word_for_a_firm(text: str, language: str) -> None:
    assert found(text, language, "Russia") == ["Torbal"]


@pytest.mark.parametrize(
    "text",
    [
        "In Russia they met Torbal yesterday.",  # it may be anybody
        "In Russia the firm Miradov bought the parts.",  # a surname
        "In Russia the firm Orbital bought the parts.",  # a word
        "In Russia the firm torbal bought the parts.",
    ],
)
def test_without_such_a_word_or_as_another_word_it_does_not(text: str) -> None:
    assert found(text, place="Russia") == []


@pytest.mark.parametrize("other", ["Al-Torbal", "Kostyrakov", "Petropavlovsk"])
def test_what_anybody_may_be_called_is_no_firm_by_itself(other: str) -> None:
    assert found(f"On Monday {other} was in the news again.") == []
    assert found("On Monday Kostyrakmash was in the news again.") == ["Kostyrakmash"]


def test_behind_an_article_it_is_one_beside_a_word_for_a_firm() -> None:
    assert found("In Russia the firm Al-Torbal bought the parts.", place="Russia") == ["Al-Torbal"]


def test_without_its_country_it_does_not() -> None:
    assert found("The firm Torbal bought the parts.") == []


@pytest.mark.parametrize("text", ["", "Torbal", "Torbal.", "«Torbal»", "\nTorbal\n"])
def test_nothing_beside_it_is_no_word_for_a_firm(text: str) -> None:
    start = text.find("Torbal")
    assert not is_called_firm(text, max(start, 0), max(start, 0) + len("Torbal"))
