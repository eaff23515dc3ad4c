"""Bodies in the cases of Russian and Ukrainian, in quotation marks, and names behind an Arabic particle."""

import pytest

from monitor.model import Article, Entity, Language, Mentions, Span
from monitor.screening import Lists, screen
from monitor.screening.declined import behind_particles, forms
from tests.unit.screening.test_screen import PERSON, copy_of, entry

LISTS = Lists.build(
    [
        copy_of(
            entry("shipping", "ISLAMIC REPUBLIC OF IRAN SHIPPING LINES"),
            entry("wolves", "NIGHT WOLVES"),
            entry("skoltech", "SKOLKOVO INSTITUTE OF SCIENCE AND TECHNOLOGY"),
            entry("lukoil", "LUKOIL"),
            entry("party", "Новые люди"),
            entry("bank", "Северный Расчетный Банк"),
            entry("plant", "Акционерное общество «Дальнегорский радиозавод»"),
            entry("ansaru", "JAMA'ATU ANSARIL MUSLIMINA FI BILADIS SUDAN"),
            entry("defence", "قوات الدفاع الشعبي الحمراء"),
            entry("union", "الاتحاد العربي للتجارة والملاحة"),
            entry("bank of russia", "CENTRAL BANK OF THE RUSSIAN FEDERATION"),
            entry("rossiya", "Банк «Горьковия»"),
            entry("alfa", "ALFA-BANK"),
            entry("volunteers", "Всеречное Общественное Движение ‘Вестники Рассвета’"),
            entry("works", "MACHINE BUILDING PLANT TORVADAR"),
            entry("governor", "KALDYROV, Ruslan", kind=PERSON),
            entry("lady", "VERSHKOVA, Aleksandra Sergeyevna", kind=PERSON),
            entry("two words", "عبدالله الزنجفري", kind=PERSON),
            entry("one word", "عبد الرحيم القشنطيني", kind=PERSON),
            entry("cousin", "زياد قرنفل", kind=PERSON),
        )
    ]
)


def found(text: str, language: str = "ru") -> list[tuple[str, str]]:
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    return [(one.entry, one.span.text) for one in screen(LISTS, article, Mentions()).listed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Отчёт Судоходных линий Исламской Республики Иран не вышел.",
            ("shipping", "Судоходных линий Исламской Республики Иран"),
        ),
        (
            "Долги списали Судоходным линиям Исламской Республики Иран.",
            ("shipping", "Судоходным линиям Исламской Республики Иран"),
        ),
        ("Колонна «Ночных волков» прошла через Белград.", ("wolves", "Ночных волков")),
        ("Слёт с Ночными волками отменили.", ("wolves", "Ночными волками")),
        ("Стажёры учатся в Сколтехе.", ("skoltech", "Сколтехе")),
        ("Заправки Лукойлу вернули.", ("lukoil", "Лукойлу")),
        ("Фракция «Новых людей» воздержалась.", ("party", "Новых людей")),
        ("Кандидат партии «Новые люди» снялся.", ("party", "Новые люди")),
        ("Деньги ушли через Северный расчётный банк, пишет газета.", ("bank", "Северный расчётный банк")),
        ("Счета в Северном расчётном банке закрыты.", ("bank", "Северном расчётном банке")),
        ("Цех Дальнегорского радиозавода сгорел.", ("plant", "Дальнегорского радиозавода")),
        ("Ставку Банка России обсудят летом.", ("bank of russia", "Банка России")),
        ("Карты банка «Горьковия» не принимают.", ("rossiya", "банка «Горьковия")),
        ("Кредит дали в Альфа-Банке.", ("alfa", "Альфа-Банке")),
        ("Движение «Вестники Рассвета» открыло штаб.", ("volunteers", "Вестники Рассвета")),
        ("Завод «Торвадар» показал прицеп.", ("works", "Торвадар")),
    ],
)
def test_bodies_are_found_in_every_case(text: str, expected: tuple[str, str]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "В село приехали новые люди.",  # no name: small
        "Новые люди заселились в дом.",  # the sentence begins so
        "Из леса вышли ночные волки.",
        "Северный расчётный банкир уволен.",  # another word
        "Карты банка «Россия» не принимают.",  # not the Bank of Russia
        "Роман «Вестники Рассвета» вышел.",  # not behind a word for a body
        "Школа «Торвадар» набирает учеников.",
        "Школьник Олександр Вершков победил.",  # she is a woman
        "Певица Ансара выступила в клубе.",  # Ансару has no cases
    ],
)
def test_words_that_are_no_name_are_not_taken_for_one(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("انضم إلى قوات الدفاع الشعبي الحمراء أمس.", ("defence", "قوات الدفاع الشعبي الحمراء")),
        ("الكتيبة تابعة لقوات الدفاع الشعبي الحمراء.", ("defence", "لقوات الدفاع الشعبي الحمراء")),
        ("اتصل بقوات الدفاع الشعبي الحمراء.", ("defence", "بقوات الدفاع الشعبي الحمراء")),
        ("السفينة للاتحاد العربي للتجارة والملاحة.", ("union", "للاتحاد العربي للتجارة والملاحة")),
        ("وصل عبد الله الزنجفري صباحا.", ("two words", "عبد الله الزنجفري")),
        ("وصل عبدالرحيم القشنطيني صباحا.", ("one word", "عبدالرحيم القشنطيني")),
        ("حضر الوزير وزياد قرنفل الحفل.", ("cousin", "وزياد قرنفل")),
    ],
)
def test_arabic_names_are_found_behind_what_is_written_to_them(text: str, expected: tuple[str, str]) -> None:
    assert found(text, "ar") == [expected]


@pytest.mark.parametrize(
    ("word", "inflected"),
    [
        ("банк", {"банка", "банку", "банком", "банке"}),
        ("компания", {"компании", "компанию"}),
        ("ночные", {"ночных", "ночным", "ночными"}),
        ("люди", {"людеи", "людям", "людях"}),  # й is и when folded
        ("линии", {"линиям", "линиями", "линиях"}),
        ("верфи", {"верфеи", "верфям"}),
        ("федеральная", {"федеральнои", "федеральную"}),
    ],
)
def test_a_word_has_the_forms_of_its_cases(word: str, inflected: set[str]) -> None:
    assert inflected | {word} <= forms(word)


def test_what_has_no_cases_keeps_its_form() -> None:
    assert forms("ансару") == {"ансару"}
    assert forms("тв") == {"тв"}
    assert forms("bank") == {"bank"}


def test_an_arabic_article_makes_way_for_a_particle() -> None:
    assert {"للحزب", "والحزب", "بالحزب"} <= set(behind_particles("الحزب"))


def test_a_woman_is_not_taken_for_a_man_of_her_surname() -> None:
    text = "Руслан Калдыров молчит. Дом записан на имя Калдыровой."
    at = text.index("Калдыровой")
    span = Span(start=at, end=at + len("Калдыровой"), text="Калдыровой")
    person = Entity(id="kaldyrov", name="Ruslan Kaldyrov", kind="person", mentions=(span,))
    article = Article(paragraphs=(text,), language=Language(code="ru", sure=True))
    listed = screen(LISTS, article, Mentions(people=(person,))).listed
    assert "Калдыровой" not in {one.span.text for one in listed if "which names" in one.because}
