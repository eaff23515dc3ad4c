"""Names with many letters that mean different sounds in different languages, each read as its own language means it."""

import pytest

from monitor.model.listing import ListedKind
from monitor.screening import Lists
from monitor.screening.respelling import respelled
from tests.unit.screening.listed import listed_in
from tests.unit.screening.test_screen import copy_of, entry

PERSON = ListedKind.PERSON
LISTS = Lists.build(
    [
        copy_of(
            entry("vladlen", "VOLOLEVLOV, Vladlen Yurievich", kind=PERSON),
            entry("solovsky", "SOLOVYOVKIN, Vladislav", kind=PERSON),
            entry("malo", "MALOFEYKIN, Konstantin", kind=PERSON),
            entry("siraj", "SIRAJANI, Sirajuddin", kind=PERSON, countries=("Afghanistan",)),
            entry("belova", "LVOVA-BELOVSKAYA, Maria Alekseyevna", kind=PERSON),
            entry("abram", "ABRAMOVICH, Vladilen", kind=PERSON),
        )
    ]
)


def found(text: str, language: str) -> list[tuple[str, str]]:
    return listed_in(LISTS, text, language)


@pytest.mark.parametrize(
    ("language", "text", "entry_id", "name"),
    [
        ("pl", "Były doradca Władlen Wołolewłow milczy.", "vladlen", "Władlen Wołolewłow"),
        ("pl", "Spotkał się z Władlenem Wołolewłowem.", "vladlen", "Władlenem Wołolewłowem"),
        ("pl", "Program Władysława Sołowjowkina zdjęto.", "solovsky", "Władysława Sołowjowkina"),
        ("pl", "Oligarcha Konstantin Małofiejkin zapłacił.", "malo", "Konstantin Małofiejkin"),
        ("pl", "Minister Siradżuddin Siradżani przyjął gości.", "siraj", "Siradżuddin Siradżani"),
        ("pl", "Rzeczniczka Maria Lwowa-Biełowska wyjechała.", "belova", "Maria Lwowa-Biełowska"),
        ("pl", "Jacht Władilena Abramowicza zatrzymano.", "abram", "Władilena Abramowicza"),
        ("de", "Das Konto Wladislaw Solowjowkins bleibt gesperrt.", "solovsky", "Wladislaw Solowjowkins"),
        ("de", "Gegen Wladlen Wololewlow wird ermittelt.", "vladlen", "Wladlen Wololewlow"),
        ("cs", "Majetek má Vladislav Solovjovkin.", "solovsky", "Vladislav Solovjovkin"),
    ],
)
def test_a_name_is_read_as_its_language_says_it(language: str, text: str, entry_id: str, name: str) -> None:
    assert found(text, language) == [(entry_id, name)]


def test_a_j_is_no_y_where_it_is_none() -> None:
    assert respelled("José Juárez", "es") == "José Juárez"
    assert respelled("Jan Kowal", "pl") == "Yan Koval"


def test_an_ordinary_word_is_one_as_the_text_has_it() -> None:
    assert found("Die Wollen Wolle. Wladlen Wollte gehen.", "de") == []


@pytest.mark.parametrize("text", ["Małofiejew", "Siergiej Ławrow", "Österreich", "Ja, jawohl Wien"])
@pytest.mark.parametrize("language", ["pl", "de", "it", "fr"])
def test_a_respelled_text_keeps_its_length(text: str, language: str) -> None:
    assert len(respelled(text, language)) == len(text)
