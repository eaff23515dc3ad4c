"""Ministries, armies, services and banks of states, where the list's name is longer or shorter than what news write."""

import pytest

from monitor.screening import Lists
from tests.unit.screening.listed import listed_in
from tests.unit.screening.test_screen import copy_of, entry

LISTS = Lists.build(
    [
        copy_of(
            entry("defence", "Ministry of Defence of the Russian Federation", countries=("Russian Federation",)),
            entry("forces", "Armed Forces of the Russian Federation", countries=("Russian Federation",)),
            entry("space", "Russian Aerospace Forces", countries=("Russian Federation",)),
            entry("bank", "CENTRAL BANK OF THE RUSSIAN FEDERATION", countries=("Russia",)),
            entry("ships", "UNITED SHIPBUILDING CORPORATION", countries=("Russia",)),
            entry("exchange", "Moscow Exchange", countries=("Russia",)),
            entry("duma", "STATE DUMA OF THE FEDERAL ASSEMBLY OF THE RUSSIAN FEDERATION", countries=("Russia",)),
            entry("election", "CENTRAL ELECTION COMMISSION OF THE RUSSIAN FEDERATION", countries=("Russia",)),
            entry("logistics", "MINISTRY OF DEFENSE AND ARMED FORCES LOGISTICS", countries=("Iran",)),
            entry("spies", "IRANIAN MINISTRY OF INTELLIGENCE AND SECURITY", countries=("Iran",)),
            entry("military", "SYRIAN MILITARY INTELLIGENCE DIRECTORATE", countries=("Syria",)),
            entry("air", "AIR FORCE INTELLIGENCE DIRECTORATE", countries=("Syria",)),
            entry("police", "NATIONAL POLICE OF NICARAGUA", countries=("Nicaragua",)),
            entry("korea", "KOREAN PEOPLE'S ARMY", countries=("Korea, North",)),
        )
    ]
)


def found(text: str, language: str) -> list[tuple[str, str]]:
    return listed_in(LISTS, text, language)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "The Russian defence ministry denied it.", "Russian defence ministry"),
        ("de", "Das russische Verteidigungsministerium dementierte.", "russische Verteidigungsministerium"),
        ("fr", "Le ministère russe de la Défense dément.", "ministère russe de la Défense"),
        ("es", "Lo negó el Ministerio de Defensa de Rusia.", "Ministerio de Defensa de Rusia"),
        ("pl", "Według rosyjskiego ministerstwa obrony atak odparto.", "rosyjskiego ministerstwa obrony"),
        ("ru", "Об этом сообщило министерство обороны РФ.", "министерство обороны РФ"),
        ("uk", "Про це заявили в міноборони РФ.", "міноборони РФ"),
        ("ar", "نفت وزارة الدفاع الروسية ذلك.", "وزارة الدفاع الروسية"),
        ("tr", "Rusya Savunma Bakanlığından yapılan açıklamada denildi.", "Rusya Savunma Bakanlığından"),
        ("zh", "俄罗斯国防部否认此事。", "俄罗斯国防部"),
    ],
)
def test_a_ministry_is_found_though_the_gazetteer_takes_its_country_into_the_name(language, text, name) -> None:
    assert ("defence", name) in found(text, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Les forces armées russes avancent.", ("forces", "forces armées russes")),
        ("de", "Die Streitkräfte Russlands üben.", ("forces", "Streitkräfte Russlands")),
        ("it", "Le forze armate russe avanzano.", ("forces", "forze armate russe")),
        ("ru", "Вооружённые силы РФ наступают.", ("forces", "Вооружённые силы РФ")),
        ("ru", "Самолёты ВКС России взлетели.", ("space", "ВКС России")),
        ("uk", "Центральний банк РФ підняв ставку.", ("bank", "Центральний банк РФ")),
        ("uk", "Завод Об’єднаної суднобудівної корпорації стоїть.", ("ships", "Об’єднаної суднобудівної корпорації")),
        ("fr", "La Compagnie unifiée de construction navale.", ("ships", "Compagnie unifiée de construction navale")),
        ("it", "Scende l'indice della Borsa di Mosca.", ("exchange", "Borsa di Mosca")),
        ("de", "Der syrische Militärgeheimdienst folterte.", ("military", "syrische Militärgeheimdienst")),
        ("de", "Ein Offizier des syrischen Luftwaffengeheimdienstes.", ("air", "syrischen Luftwaffengeheimdienstes")),
        ("de", "Die nicaraguanische Nationalpolizei schoss.", ("police", "nicaraguanische Nationalpolizei")),
        ("en", "Syria's military intelligence held him.", ("military", "Syria's military intelligence")),
    ],
)
def test_a_body_is_found_by_what_its_words_mean(language, text, expected) -> None:
    assert expected in found(text, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Le ministère iranien de la Défense dément.", ("logistics", "ministère iranien de la Défense")),
        ("es", "El Ministerio de Inteligencia de Irán lo negó.", ("spies", "Ministerio de Inteligencia de Irán")),
        ("de", "Die russische Wahlkommission zählt noch.", ("election", "russische Wahlkommission")),
        ("it", "La Commissione elettorale centrale russa.", ("election", "Commissione elettorale centrale russa")),
        ("fr", "La Douma d'État a voté la loi.", ("duma", "Douma d'État")),
        ("ru", "Депутаты Государственной думы согласны.", ("duma", "Государственной думы")),
        ("ru", "Депутаты Госдумы согласны.", ("duma", "Госдумы")),
        ("zh", "俄罗斯国家杜马通过法律。", ("duma", "国家杜马")),
        ("ru", "Солдаты Корейской народной армии.", ("korea", "Корейской народной армии")),
    ],
)
def test_a_long_name_is_found_by_the_short_one_of_news(language, text, expected) -> None:
    assert expected in found(text, language)


PLANTS = Lists.build(
    [
        copy_of(
            entry("gas", "Gazsevprom", countries=("Russia",)),
            entry("launchers", "KIZLYAR ELECTROMECHANICAL PLANT JSC", countries=("Russia",)),
            entry("powder", "ALEKSINSKY CHEMICAL PLANT", countries=("Russia",)),
            entry("prison", "SEDNAYA PRISON", "SAYDNAYA PRISON", countries=("Syria",)),
            entry("sights", "PJSC “Krasnogorsk Plant named after S.A. Zvereva”", countries=("Russia",)),
            entry("oil", "BELARUSIAN OIL COMPANY", countries=("Belarus",)),
            entry("wings", "SAMARA AVIATION INSTITUTE", countries=("Russia",)),
            entry("profit", "PROFIT CORPORATION, C.A.", countries=("Venezuela",)),
        )
    ]
)


def among_plants(text: str, language: str) -> list[tuple[str, str]]:
    return listed_in(PLANTS, text, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("pl", "Spór z Gazsevpromem trwa.", ("gas", "Gazsevpromem")),
        ("cs", "Akcie Gazsevpromu klesly.", ("gas", "Gazsevpromu")),
        ("pl", "Wybuch w Aleksińskim Zakładzie Chemicznym.", ("powder", "Aleksińskim Zakładzie Chemicznym")),
        ("de", "Das Elektromechanische Werk Kisljar brennt.", ("launchers", "Elektromechanische Werk Kisljar")),
        ("es", "Los presos de la cárcel de Saidnaya.", ("prison", "cárcel de Saidnaya")),
        ("pl", "Uwolniono więźniów więzienia Saidnaja.", ("prison", "więzienia Saidnaja")),
        ("uk", "Красногорський завод імені Звєрєва.", ("sights", "Красногорський завод імені Звєрєва")),
        ("pl", "Białoruska Kompania Naftowa straciła klientów.", ("oil", "Białoruska Kompania Naftowa")),
        ("pl", "Absolwent Instytutu Lotniczego Samara.", ("wings", "Instytutu Lotniczego Samara")),
    ],
)
def test_a_plant_is_found_in_the_cases_of_languages_in_latin_letters(language, text, expected) -> None:
    assert expected in among_plants(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Gazsevpromowcy strajkują."),
        ("de", "Die Profit-Gruppe wächst."),
        ("pl", "Białoruska kompania naftowa strzelców."),
        ("fr", "Une prison de Sednane."),
    ],
)
def test_what_is_nearly_a_plant_is_none(language, text) -> None:
    assert among_plants(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Russian troops withdrew, the American military said."),
        ("de", "Die französische Wahlkommission und das Militärmuseum in Wien."),
        ("de", "Ein Oberst der Nationalgarde sprach mit russischen Reportern."),
        ("fr", "Le ministère français de la Défense dément, à Moscou aussi."),
        ("ru", "Российские вооружённые люди и сила духа."),
        ("it", "La Borsa di Milano scende, non quella russa."),
        ("en", "The defence ministry in Rome denied it."),
        ("zh", "乌克兰国防部否认此事。"),
    ],
)
def test_what_another_country_has_or_no_name_is_said_of_is_none(language, text) -> None:
    assert found(text, language) == []
