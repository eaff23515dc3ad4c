"""Armed groups whose names are transliterated otherwise than on the lists."""

import pytest

from monitor.screening import Lists
from tests.unit.screening.listed import listed_in
from tests.unit.screening.test_screen import copy_of, entry

LISTS = Lists.build(
    [
        copy_of(
            entry("jangal", "LASHKAR E-JANGALIYA", programmes=("SDGT",)),
            entry("jaish", "JAISH-I-MUSTAFAWI", programmes=("SDGT",)),
            entry("hurras", "HURRAS AL-QARYA", programmes=("SDGT",)),
            entry("abu", "ABU SAYYALI GROUP", programmes=("FTO",)),
            entry("city", "JERUSALEM FORCE", programmes=("SDGT",)),
            entry("peace", "PEACEKEEPING BRIGADE", programmes=("SDGT",)),
            entry("army", "ARMY OF MUSTAFAWI", programmes=("SDGT",)),
            entry("firm", "KARAZHOV JINGALI LLC", programmes=("SDGT",)),
            entry("other", "TABARSI HALVANI", programmes=("RUSSIA-EO14024",)),
        )
    ]
)


def found(text: str, language: str) -> list[tuple[str, str]]:
    return listed_in(LISTS, text, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("tr", "Saldırıyı Leşker-i Cengaliye üstlendi.", ("jangal", "Leşker-i Cengaliye")),
        ("fr", "Le Lachkar-e-Djangaliya revendique l'attaque.", ("jangal", "Lachkar-e-Djangaliya")),
        ("de", "Die Laschkar-e-Dschangalija bekannte sich.", ("jangal", "Laschkar-e-Dschangalija")),
        ("pl", "Bojownicy Laszkar-i-Dżangalija zaatakowali.", ("jangal", "Laszkar-i-Dżangalija")),
        ("pl", "Bojownicy Dżaisz-e-Mustafawi zaatakowali.", ("jaish", "Dżaisz-e-Mustafawi")),
        ("tr", "Hurras el-Karya kendini feshetti.", ("hurras", "Hurras el-Karya")),
        ("tr", "Ebu Seyyali turistleri kaçırdı.", ("abu", "Ebu Seyyali")),
    ],
)
def test_a_group_is_found_by_how_its_name_is_said(language, text, expected) -> None:
    assert found(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In Jerusalem they spoke to Mustafa Awi."),
        ("en", "The Department of Peacekeeping Operations did."),
        ("de", "Karajow Dschingali und Tabarsi Halwani sprachen."),
        ("fr", "Le Lachkar se tait, Jangali aussi."),
        ("pl", "Laszka i Dżungla to tytuł książki."),
    ],
)
def test_what_is_no_group_of_terrorists_or_said_otherwise_is_none(language, text) -> None:
    assert found(text, language) == []
