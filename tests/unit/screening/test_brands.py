"""What a firm is called by itself counts near its country where a text calls it a firm, or where the word is coined."""

from dataclasses import replace

import pytest

from monitor.model import Article, Entity, Language, Mentions, Span
from monitor.screening import screen
from monitor.screening.brands import brand_of
from tests.unit.screening.test_sounds import GROUP, PERSON, entry, lists_of

RUSSIAN = ("Russia",)
LISTS = lists_of(
    replace(entry("LLC CB “Morvanta Credit”", GROUP), countries=RUSSIAN),
    replace(entry("АО «НПО «Туркомаш»", GROUP), countries=RUSSIAN),
    replace(entry("AO NPP DELFORA", GROUP), countries=RUSSIAN),
    replace(entry("АО «Концерн «Ладомет»", GROUP), programmes=("EU-UKR",)),
    replace(entry("AO NPO KOSTARIN", GROUP), countries=RUSSIAN),
    entry("KOSTARIN, Oleg", PERSON),
    *(replace(entry(f"AO NP{letter} VELITOR", GROUP), countries=RUSSIAN) for letter in "OPK"),
)


def found(text: str, language: str = "en", place: str = "Moscow") -> list[str]:
    there = (Span(start=text.find(place), end=text.find(place) + len(place), text=place),) if place in text else ()
    country = Entity(id="RU", name="Russia", kind="country", country="RU", mentions=there)
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    return [one.span.text for one in screen(LISTS, article, Mentions(places=(country,))).listed]


@pytest.mark.parametrize(
    ("text", "language", "brand"),
    [
        ("In Moscow the bank Morvanta Credit cut its rates.", "en", "Morvanta Credit"),
        ("À Moscow, la société « Morvanta Credit » a fermé.", "fr", "Morvanta Credit"),
        ("In Moscow meldete das Unternehmen Delfora Verluste.", "de", "Delfora"),
        ("Завод «Ладомет» в Moscow закрыт.", "ru", "Ладомет"),
        ("В Moscow разработчик из «Туркомаш» молчит.", "ru", "Туркомаш"),
    ],
)
def test_a_brand_counts_beside_a_word_for_a_firm_or_where_it_is_coined(text: str, language: str, brand: str) -> None:
    assert found(text, language) == [brand]


@pytest.mark.parametrize(
    "text",
    [
        "In Moscow they met Delfora yesterday.",  # nothing calls it a firm
        "In Moscow the football club Delfora lost.",
        "The company Delfora makes shoes in Oslo.",  # another country
        "In Moscow the company Kostarin was founded.",  # a surname
        "In Moscow the company Velitor was founded.",  # three of one list
    ],
)
def test_what_others_may_be_called_does_not(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("printed", "bare", "brand"),
    [
        ("LLC CB “Morvanta Credit”", "CB “Morvanta Credit”", "Morvanta Credit"),
        ("JSC Scientific and Production Association “Turkomash” named after S. Ilmov", "", "Turkomash"),
        ("Branch “Seventh Plant” of JSC “Ladomet”", "", ""),  # whose is it?
        ("АО «Завод имени Ильмова»", "Завод имени Ильмова", ""),
        ("AO Research and Production Company", "Research and Production Company", ""),
        ("BANK OF RUSSIA", "", ""),
        ("AO NPO DELFORA", "NPO DELFORA", "DELFORA"),
        ("JSC “Delfora”", "Delfora", ""),  # the name itself
        ("", "", ""),
    ],
)
def test_a_brand_is_what_is_left_of_what_a_body_is(printed: str, bare: str, brand: str) -> None:
    assert brand_of(printed, bare) == brand
