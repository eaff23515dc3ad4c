"""A reader sees every list that has a body or a person whom one list names in the article's words."""

from dataclasses import replace

from monitor.model import Article, Language, Mentions
from monitor.model.listing import Listing
from monitor.screening import Lists, screen
from tests.unit.screening.test_screen import PERSON, copy_of, entry


def found(text: str, *copies: tuple[str, list[Listing]], language: str = "en") -> list[tuple[str, str, str]]:
    lists = Lists.build([copy_of(*(replace(one, list=name) for one in entries), name=name) for name, entries in copies])
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    return sorted((one.list, one.entry, one.span.text) for one in screen(lists, article, Mentions()).listed)


def test_a_body_is_told_of_each_list_that_shares_its_name() -> None:
    hits = found(
        "Отряд Зорькалины прошёл строем.",
        ("one", [entry("1", "ЗОРЬКАЛИНЫ", "All-Veldra Young Rangers Movement")]),
        ("two", [entry("2", "ALL-VELDRA YOUNG RANGERS MOVEMENT")]),
        language="ru",
    )
    assert hits == [("one", "1", "Зорькалины"), ("two", "2", "Зорькалины")]


def test_a_list_that_tells_the_name_by_itself_is_told_once() -> None:
    hits = found(
        "Torvand Marine Works was fined.",
        ("one", [entry("1", "TORVAND MARINE WORKS", "Torvand Sea Yard")]),
        ("two", [entry("2", "TORVAND MARINE WORKS", "Torvand Sea Yard")]),
    )
    assert hits == [("one", "1", "Torvand Marine Works"), ("two", "2", "Torvand Marine Works")]


def test_bodies_of_two_countries_are_not_one_by_a_shared_name() -> None:
    hits = found(
        "Kaslan Harbour Works was fined.",
        ("one", [entry("1", "KASLAN HARBOUR WORKS", "Veldra Torvand Union", countries=("Iran",))]),
        ("two", [entry("2", "VELDRA TORVAND UNION", countries=("Cuba",))]),
    )
    assert hits == [("one", "1", "Kaslan Harbour Works")]


def test_a_nickname_that_two_bodies_share_does_not_make_them_one() -> None:
    hits = found(
        "Kaslan Harbour Works was fined.",
        ("one", [entry("1", "KASLAN HARBOUR WORKS", "Sons of Torvand")]),
        ("two", [entry("2", "VELDRA IRON MILITIA", "Sons of Torvand")]),
    )
    assert hits == [("one", "1", "Kaslan Harbour Works")]


def test_a_short_name_or_initials_make_no_two_bodies_one() -> None:
    hits = found(
        "Kaslan Harbour Works was fined.",
        ("one", [entry("1", "KASLAN HARBOUR WORKS", "KHW")]),
        ("two", [entry("2", "KHW", "Kelmar Hydro Welding")]),
    )
    assert hits == [("one", "1", "Kaslan Harbour Works")]


def test_a_person_is_told_of_each_list_that_has_the_same_full_name() -> None:
    hits = found(
        "Prosecutors charged Gorvan Telmid Ostrakhan.",
        ("one", [entry("1", "OSTRAKHAN, Gorvan Telmid", "VELDIN, Gorvan Telmid Ruslan", kind=PERSON)]),
        ("two", [entry("2", "VELDIN, Gorvan Telmid Ruslan", kind=PERSON)]),
    )
    assert ("one", "1", "Gorvan Telmid Ostrakhan") in hits
    assert ("two", "2", "Gorvan Telmid Ostrakhan") in hits
