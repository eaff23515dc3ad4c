"""Listed banks, ministries, plants and armed groups in other words: another language, a case, no legal form."""

import pytest

from monitor.model import Article, Language
from monitor.screening import Lists, screen
from tests.shipped_names import shipped_names
from tests.unit.screening.listed import listed_in
from tests.unit.screening.test_screen import PERSON, copy_of, entry

LISTS = Lists.build(
    [
        copy_of(
            entry("central bank", "CENTRAL BANK OF IRAN", countries=("Iran",)),
            entry("ministry", "MINISTRY OF DEFENSE", countries=("Syria",)),
            entry("oil", "NATIONAL IRANIAN OIL COMPANY", countries=("Iran",)),
            entry("foreign trade", "FOREIGN TRADE BANK", countries=("Korea, North",)),
            entry("helicopters", "JSC Tolvinsk Helicopter Plant", countries=("Russia",)),
            entry("optics", "NAUCHNO PROIZVODSTVENNOE PREDPRIYATIE VERESKON", countries=("Russia",)),
            entry("tractors", "Gornovsk Plant of Wheeled Tractors", "Горновский завод колёсных тягачей"),
            entry("bank", "JSC Velmirbank", "BANK VELMIRSKY", countries=("Russia",)),
            entry("division", "ZAMRAT DIVISION", countries=("Syria",)),
            entry("front", "POPULAR FRONT FOR THE LIBERATION OF PALESTINE"),
            entry("guard", "Karsan Guard Corps", "KGCX", countries=("Iran",)),
            entry("base", "Operational Base East of the Karsan Guard Corps", "KGCX", countries=("Iran",)),
            entry("martyrs", "KARSAT MARTYRS' BRIGADE"),
            entry("movement", "HARAKAT AL-KARSAT", countries=("Yemen",)),
            entry("father", "VARDUNO MELLO, Nestor", kind=PERSON, countries=("Cuba",)),
            entry("son", "VARDUNO TERRA, Nestor Abelardo", kind=PERSON, countries=("Cuba",)),
        )
    ]
)


def found(text: str, language: str) -> list[tuple[str, str]]:
    return listed_in(LISTS, text, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "La banque centrale iranienne relève ses taux.", ("central bank", "banque centrale iranienne")),
        ("es", "El Banco Central de Irán subió los tipos.", ("central bank", "Banco Central de Irán")),
        ("de", "Die iranische Zentralbank senkt die Zinsen.", ("central bank", "iranische Zentralbank")),
        ("ru", "Решение Центрального банка Ирана огласили.", ("central bank", "Центрального банка Ирана")),
        ("pl", "Bank Centralny Iranu milczy.", ("central bank", "Bank Centralny Iranu")),
        ("tr", "İran Merkez Bankası faizi artırdı.", ("central bank", "İran Merkez Bankası")),
        ("ar", "نفت وزارة الدفاع السورية ذلك.", ("ministry", "وزارة الدفاع السورية")),
        ("ar", "قالت حركة الكرسات ذلك.", ("movement", "حركة الكرسات")),
        ("ar", "قالت حركة كرسات ذلك.", ("movement", "حركة كرسات")),
        ("fr", "Les Brigades des martyrs de Karsat ont frappé.", ("martyrs", "Brigades des martyrs de Karsat")),
        ("zh", "叙利亚国防部对此予以否认。", ("ministry", "叙利亚国防部")),
        ("zh", "叙国防部对此予以否认。", ("ministry", "叙国防部")),
        ("uk", "Міністерство оборони Сирії це заперечило.", ("ministry", "Міністерство оборони Сирії")),
        ("en", "Syria's defence ministry denied it.", ("ministry", "Syria's defence ministry")),
        ("ru", "Иранская нефтяная национальная компания.", ("oil", "Иранская нефтяная национальная компания")),
        ("zh", "伊朗国家石油公司减产。", ("oil", "伊朗国家石油公司")),
        ("ru", "Цеха Толвинского вертолётного завода стоят.", ("helicopters", "Толвинского вертолётного завода")),
        ("fr", "L'usine d'hélicoptères de Tolvinsk embauche.", ("helicopters", "usine d'hélicoptères de Tolvinsk")),
        ("ru", "В НПП «Верескон» сменили директора.", ("optics", "НПП «Верескон")),
        ("ru", "На Горновском заводе колесных тягачей бастуют.", ("tractors", "Горновском заводе колесных тягачей")),
        ("ru", "Вклады в банке «Вельмирский» заморожены.", ("bank", "банке «Вельмирский")),
        ("ru", "Бойцы дивизии «Замрат» отошли.", ("division", "дивизии «Замрат")),
        ("fr", "La division Zamrat a reculé.", ("division", "division Zamrat")),
        ("es", "Frente Popular de Liberación de Palestina", ("front", "Frente Popular de Liberación de Palestina")),
        ("de", "Die Volksfront zur Befreiung Palästinas schwieg.", ("front", "Volksfront zur Befreiung Palästinas")),
    ],
)  # fmt: skip
def test_a_body_is_found_in_other_words(language: str, text: str, expected: tuple[str, str]) -> None:
    assert found(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La banque centrale irakienne relève ses taux."),  # of another country
        ("en", "The Iranian bank closed a branch."),  # any bank
        ("en", "An Iranian oil company was founded."),
        ("ru", "Министерство обороны Сербии это опровергло."),
        ("ru", "Министерство здравоохранения Сирии это опровергло."),
        ("zh", "伊拉克国防部对此予以否认。"),
        ("zh", "中叙国防部举行会谈。"),  # of two countries
        ("ar", "قالت حركة كرسات الله ذلك."),  # a longer name
        ("en", "The Foreign Trade Bank of Vietnam posted a profit."),  # a list has it without a country
        ("ru", "Толвинский хлебный завод открыли."),  # another plant there
        ("ru", "Открыли Красный Толвинский вертолётный завод."),  # a longer name
        ("en", "The Zamrat company sells shoes."),
        ("en", "Tolvynska Plant Helicopter tours"),  # said otherwise
        ("es", "El Frente Popular para la Liberación de Omán calló."),
    ],
)
def test_another_body_is_left_alone(language: str, text: str) -> None:
    assert found(text, language) == []


def test_bodies_of_several_countries_are_found_in_whatever_order_they_stand() -> None:
    text = "叙利亚国防部说，伊朗国家石油公司停产。后来叙利亚国防部又说，伊朗国家石油公司复产。"
    assert [entry for entry, _ in found(text, "zh")] == ["ministry", "oil", "ministry", "oil"]


def test_a_translated_name_is_a_proposal_that_says_so() -> None:
    article = Article(paragraphs=("La banque centrale iranienne.",), language=Language(code="fr", sure=True))
    (one,) = screen(LISTS, article, shipped_names().find(article)).listed
    assert (one.strength, one.name) == ("proposal", "CENTRAL BANK OF IRAN")
    assert "in other words" in one.because


def test_an_alias_of_several_is_the_body_s_that_has_it_first() -> None:
    lists = Lists.build(
        [
            copy_of(
                entry("main", "KARSAN", countries=("Somalia",)),
                entry("branch", "Northern Province of Zamrat", "KARSAN", countries=("Mozambique",)),
            )
        ]
    )

    def whose(text: str) -> list[str]:
        article = Article(paragraphs=(text,), language=Language(code="en", sure=True))
        return [one.entry for one in screen(lists, article, shipped_names().find(article)).listed]

    assert whose("Fighters of Karsan struck at dawn.") == ["main"]
    assert whose("Fighters of Karsan struck a town in Mozambique.") == ["main", "branch"]  # its own country is near


def test_a_father_s_name_does_not_tell_his_son() -> None:
    assert found("Nestor Varduno habló.", "es") == [("father", "Nestor Varduno")]
    assert found("Nestor Abelardo Varduno habló.", "es") == [("son", "Nestor Abelardo Varduno")]
