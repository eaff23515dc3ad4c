"""Listed names as news of other languages write them: initials, British spelling, quotation marks, settled names."""

import pytest

from monitor.model import Article, Entity, Language, Mentions, Span
from monitor.screening import Lists, screen
from monitor.screening.chinese import is_chinese
from monitor.screening.known_as import known_as
from monitor.screening.variants import of_person, of_thing, of_two_given_names
from tests.unit.screening.test_screen import PERSON, copy_of, entry

LISTS = Lists.build(
    [
        copy_of(
            entry("cartel", "CARTEL DE TIERRA NUEVA Y RICA", countries=("Mexico",)),
            entry("defense", "Kaslan Defense Research Organization"),
            entry("mafia", "'NDRASTETA ORGANIZATION"),
            entry("river", "Nordvind Group"),
            entry("diamonds", "ГРАНАРОСА"),
            entry("chips", "OAO LIKRON"),
            entry("boss", "VERCASSI, Ottone", weak=("U PICCIRU",), kind=PERSON),
            entry("sons", "TALVERA QUIROS, Renato Ismael", kind=PERSON),
            entry("brother", "MOREIRA DOS ARCOS, Joaquim", kind=PERSON),
            entry("oligarch", "MALTOVEYEV, Konstantin Valeryevich", kind=PERSON),
            entry("naryshkin", "NARYSHKIN, Sergey Yevgenyevich", kind=PERSON),
            entry("airline", "CASPIAN AIRLINES"),
            entry("agency", "TASNIM NEWS AGENCY"),
            entry("prison", "SAYDNAYA MILITARY PRISON"),
            entry("railways", "RUSSIAN RAILWAYS"),
        )
    ]
)


def found(text: str, language: str = "en", mentions: Mentions | None = None) -> list[tuple[str, str]]:
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    return [(one.entry, one.span.text) for one in screen(LISTS, article, mentions or Mentions()).listed]


def near_mexico(text: str) -> Mentions:
    at = text.index("México")
    span = Span(start=at, end=at + 6, text="México")
    return Mentions(places=(Entity(id="MX", name="Mexico", kind="country", mentions=(span,)),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Kaslan Defence Research Organisation was raided.", ("defense", "Kaslan Defence Research Organisation")),
        ("Kaslan Defence Research Organization was raided.", ("defense", "Kaslan Defence Research Organization")),
        ("I boss della 'Ndrasteta sono in fuga.", ("mafia", "Ndrasteta")),
        ("I boss della 'ndrasteta sono in fuga.", ("mafia", "ndrasteta")),
        ("Renato Talvera fue detenido.", ("sons", "Renato Talvera")),
        ("Ismael Talvera fue detenido.", ("sons", "Ismael Talvera")),
        ("Joaquim dos Arcos foi preso.", ("brother", "Joaquim dos Arcos")),
        ("Акции «Гранаросы» упали.", ("diamonds", "Гранаросы")),
        ("Поставки завода «Ликрона» сорваны.", ("chips", "Ликрона")),
        ("Арешт Костянтина Малтовєєва.", ("oligarch", "Костянтина Малтовєєва")),
        ("纳雷什金抵达北京。", ("naryshkin", "纳雷什金")),
        ("谢尔盖·纳雷什金抵达北京。", ("naryshkin", "谢尔盖·纳雷什金")),
        ("هواپیمایی کاسپین پرواز کرد.", ("airline", "هواپیمایی کاسپین")),
        ("Поезда Российские железные дороги отменили.", ("railways", "Российские железные дороги")),
        ("俄罗斯铁路公司周二停运。", ("railways", "俄罗斯铁路公司")),
    ],
)
def test_names_are_found_as_news_write_them(text: str, expected: tuple[str, str]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The Defence Research Organisation was raided.",  # another body
        "El CTNR se reunió.",  # initials, and nothing bears them out
        "El ctnr se reunió en México.",  # not in capitals
        "Ismael Quiros fue detenido.",  # the second of both
        "Joaquim dos Santos foi preso.",
        "The village of ndrasteta is quiet.",  # no apostrophe, no capital
        "Il Picciru correva.",  # a nickname without the full name
        "Журнал «Гранатовы» вышел.",
        "Купили гранаросы в лавке.",  # no quotation marks, no capital
        "Клуб «Ликрона» выиграл.",  # no word for a company
        "Костянтин Малтоненко співав.",
        "玛丽亚·纳雷什金抵达北京。",  # another given name
        "纳雷什金斯基抵达北京。",  # a longer surname
        "هواپیمایی کشوری تعطیل شد.",
        "Все российские железные дороги стоят.",  # no name, but any railway there
        "白俄罗斯铁路公司周二停运。",  # another country's
    ],
)
def test_what_only_resembles_them_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_initials_of_an_armed_group_count_in_capitals_beside_its_country() -> None:
    text = "El CTNR opera en el norte de México."
    assert found(text, "es", near_mexico(text)) == [("cartel", "CTNR")]
    small = "El ctnr opera en el norte de México."
    assert found(small, "es", near_mexico(small)) == []


def test_a_nickname_counts_without_its_article_beside_the_full_name() -> None:
    text = "Ottone Vercassi, il Picciru di un tempo, tace."
    assert ("boss", "Picciru") in found(text, "it")


def test_a_company_or_a_state_body_has_no_initials() -> None:
    assert list(of_thing("Tashkan General Trading Company")) == []
    assert list(of_thing("Cartel de Tierra Nueva y Rica")) == ["CTNR"]


def test_only_a_nickname_with_an_article_loses_a_word() -> None:
    assert [list(of_person(name)) for name in ("IL PICCIRU", "Omar Picciru", "El")] == [["PICCIRU"], [], []]


def test_a_second_given_name_stands_only_where_there_are_two_surnames() -> None:
    assert dict(of_two_given_names(["Renato", "Ismael"], ["TALVERA", "QUIROS"])) == {
        "Ismael TALVERA": 2,
        "Ismael TALVERA QUIROS": 1,
    }
    assert list(of_two_given_names(["Sergey", "Viktorovich"], ["LAVROV"])) == []


@pytest.mark.parametrize(
    ("text", "language", "hit"),
    [
        ("زار القاضي معتقل صيدنايا ثم عاد لمعتقل صيدنايا.", "ar", ["معتقل صيدنايا", "لمعتقل صيدنايا"]),
        ("记者说，赛德纳亚监狱就是賽德納亞監獄。", "zh", ["赛德纳亚监狱", "賽德納亞監獄"]),
    ],
)
def test_a_settled_name_counts_behind_an_arabic_and_and_in_long_characters(
    text: str, language: str, hit: list[str]
) -> None:
    assert [span for who, span in found(text, language) if who == "prison"] == hit


@pytest.mark.parametrize(
    ("text", "language", "hit"),
    [
        ("Об этом сообщает агентство Тасним.", "ru", [("agency", "агентство Тасним")]),
        ("Об этом сообщает агентство тасним.", "ru", []),
        ("Агентство Тасним молчит.", "ru", [("agency", "Агентство Тасним")]),
    ],
)
def test_a_settled_name_that_begins_small_counts_as_it_is_printed(
    text: str, language: str, hit: list[tuple[str, str]]
) -> None:
    assert found(text, language) == hit


def test_no_settled_name_stands_for_two_listed_names() -> None:
    owners: dict[str, set[str]] = {}
    for name, others in known_as().items():
        for other in others:
            owners.setdefault(other, set()).add(name.casefold().split()[0])
    shared = {other: sorted(names) for other, names in owners.items() if len(names) > 1}
    same = {("german", "herman"), ("alfa", "alfa-bank")}
    assert {other: names for other, names in shared.items() if tuple(names) not in same} == {}


def test_no_settled_chinese_name_is_so_short_that_other_words_hold_it() -> None:
    short = {other for others in known_as().values() for other in others if is_chinese(other) and len(other) < 3}
    assert short == set()
