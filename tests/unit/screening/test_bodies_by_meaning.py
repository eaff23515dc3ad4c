"""Listed bodies whose names are nothing but words with a meaning, in other languages."""

import pytest

from monitor.screening import Lists
from tests.unit.screening.listed import listed_in
from tests.unit.screening.test_screen import copy_of, entry

LISTS = Lists.build(
    [
        copy_of(
            entry("cement", "SYRIAN CEMENT COMPANY", countries=("Syria",)),
            entry("broadcaster", "REPUBLIC OF CUBA BROADCASTING", countries=("Cuba",)),
            entry("academy", "THIRD ACADEMY OF APPLIED PHYSICS", countries=("Korea, North",)),
            entry("lathes", "PERVOLSK MACHINE BUILDING PLANT", countries=("Russia",)),
            entry("cannery", "MINISTRY OF MARINE FOOD INDUSTRY", countries=("Korea, North",)),
            entry("engines", "RESEARCH INSTITUTE OF ENGINES", countries=("Russia",)),
            entry("oil", "SYRIAN PETROLEUM COMPANY", countries=("Syria",)),
            entry("tankers", "NATIONAL SYRIAN TANKER COMPANY", countries=("Syria",)),
            entry("aircraft", "UNITED AIRCRAFT CORPORATION", countries=("Russia",)),
            entry("refinery", "AFIPSKY OIL REFINERY", countries=("Russia",)),
            entry("defence", "MINISTRY OF DEFENSE AND ARMED FORCES LOGISTICS", countries=("Iran",)),
        )
    ]
)


def found(text: str, language: str) -> list[tuple[str, str]]:
    return listed_in(LISTS, text, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "La Compagnie syrienne de ciment embauche.", ("cement", "Compagnie syrienne de ciment")),
        ("es", "Habló la Compañía Siria de Cemento.", ("cement", "Compañía Siria de Cemento")),
        ("ru", "Об этом сообщила Сирийская цементная компания.", ("cement", "Сирийская цементная компания")),
        ("ar", "أعلنت الشركة السورية للاسمنت ذلك.", ("cement", "الشركة السورية للاسمنت")),
        ("zh", "叙利亚水泥公司宣布减产。", ("cement", "叙利亚水泥公司")),
        ("es", "Lo emitió la Radiotelevisión de Cuba.", ("broadcaster", "Radiotelevisión de Cuba")),
        (
            "es",
            "La Tercera Academia de Física Aplicada, en Corea del Norte.",
            ("academy", "Tercera Academia de Física"),
        ),
        ("ru", "Третья академия прикладной физики КНДР молчит.", ("academy", "Третья академия прикладной физики")),
        ("es", "La Planta de Construcción de Maquinaria de Pervolsk cerró.", ("lathes", "Planta de Construcción")),
        ("fr", "L'usine de construction mécanique de Pervolsk ferme.", ("lathes", "usine de construction")),
        ("fr", "Le ministère nord-coréen de l'Industrie alimentaire maritime.", ("cannery", "ministère nord-coréen")),
        ("es", "El Ministerio de Industria Alimentaria Marina de Corea del Norte.", ("cannery", "Ministerio")),
        (
            "fr",
            "En Russie, l'Institut de recherche des moteurs ferme.",
            ("engines", "Institut de recherche des moteurs"),
        ),
        (
            "es",
            "La Tercera Academia de Física Aplicada desarrolló en Corea del Norte un láser.",
            ("academy", "Tercera"),
        ),
    ],
)
def test_a_name_of_words_with_a_meaning_is_found_where_it_is_written_as_one(
    language: str, text: str, expected: tuple[str, str]
) -> None:
    entries, spans = zip(*found(text, language), strict=True)

    assert entries == (expected[0],)
    assert spans[0].startswith(expected[1])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Une compagnie syrienne de ciment embauche."),  # any
        ("en", "The Syrian cement company is one of three."),
        ("de", "Ein Unternehmen für Zement in Syrien."),
        ("zh", "一家叙利亚水泥公司宣布减产。"),
        ("zh", "当地的叙利亚水泥公司纷纷减产。"),
        ("fr", "La Compagnie turque de ciment embauche."),  # another country's
        ("fr", "La Compagnie syrienne de transport de ciment embauche."),  # another trade
        ("fr", "En Italie, l'Institut de recherche des moteurs ferme."),
        ("fr", "En Russie, un institut de recherche des moteurs ferme."),
        ("ar", "قالت شركة اسمنت سورية ذلك."),
    ],
)
def test_what_is_any_firm_of_a_country_is_left_alone(language: str, text: str) -> None:
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Bei der Nationalen Syrischen Tankergesellschaft brennt es.", "tankers"),
        ("pl", "Zarząd Syryjskiej Kompanii Naftowej milczy.", "oil"),
        ("de", "Der Chef der Vereinigten Flugzeugbaugesellschaft ging.", "aircraft"),
        ("uk", "Санкції проти Об'єднаної авіабудівної корпорації діють.", "aircraft"),
        ("uk", "Санкції проти Об’єднаної авіабудівної корпорації діють.", "aircraft"),
        ("pl", "Szef Zjednoczonej Korporacji Lotniczej odszedł.", "aircraft"),
        ("uk", "Роботу Афіпського НПЗ зупинено.", "refinery"),
        ("ru", "Встреча с министерством обороны Ирана прошла.", "defence"),
        ("fa", "وزارت دفاع ایران این را تکذیب کرد.", "defence"),
    ],
)
def test_a_body_is_found_as_papers_translate_it_in_any_case(language: str, text: str, expected: str) -> None:
    assert {entry for entry, _ in found(text, language)} == {expected}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Eine vereinigte Gesellschaft für Flugzeuge gibt es in Europa."),
        ("uk", "Роботу Кременчуцького НПЗ зупинено."),
        ("ru", "Встреча с министерством обороны Ирака прошла."),
        ("pl", "Zjednoczona Korporacja Spożywcza kupuje mleko."),
    ],
)
def test_what_a_paper_calls_alike_is_no_listed_body(language: str, text: str) -> None:
    assert found(text, language) == []
