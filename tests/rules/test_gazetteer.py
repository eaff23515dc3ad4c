"""The shipped people, actors and places: enough of them, told apart, and found as people write them."""

from __future__ import annotations

import re

import pytest
from babel import Locale

from monitor import strict_yaml
from monitor.context import Gazetteer
from monitor.engine.affixes import LANGUAGES
from monitor.model import Article, Language, Mentions
from monitor.text.fold import fold_words
from tests.rules.conftest import RULES


def entries(folder: str) -> list[dict]:
    return [entry for path in sorted((RULES / folder).glob("*.yaml")) for entry in strict_yaml.load(path).data[folder]]


def mentions(gazetteer: Gazetteer, text: str, language: str) -> Mentions:
    return gazetteer.find(Article(paragraphs=(text,), language=Language(code=language, sure=True)))


def ids(found: Mentions) -> set[str]:
    return {entity.id for entity in (*found.people, *found.actors, *found.places)}


@pytest.mark.parametrize(
    ("folder", "kinds", "at_least"),
    [
        ("actors", {"person"}, 150),
        ("actors", {"pmc", "armed-group"}, 100),
        ("actors", {"state-force"}, 25),
        ("actors", {"organisation"}, 25),
        ("places", {"country"}, 250),
        ("places", {"city", "region"}, 300),
    ],
)
def test_the_gazetteer_is_as_broad_as_the_news_of_war(folder: str, kinds: set[str], at_least: int) -> None:
    assert sum(entry["kind"] in kinds for entry in entries(folder)) >= at_least


def test_no_name_belongs_to_two_actors() -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for entry in entries("actors"):
        for language, names in entry["names"].items():
            for name in names:
                owners.setdefault((language, fold_words(name)), set()).add(entry["id"])
                if language != "any":
                    owners.setdefault(("any", fold_words(name)), set()).add(entry["id"])
    shared = {name: sorted(ids_) for name, ids_ in owners.items() if len(ids_) > 1}
    assert shared == {}


def test_no_name_belongs_to_two_places() -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for entry in entries("places"):
        for language, names in entry["names"].items():
            for name in names:
                owners.setdefault((language, fold_words(name)), set()).add(entry["id"])
    assert {name: sorted(ids_) for name, ids_ in owners.items() if len(ids_) > 1} == {}


def test_every_country_has_names_in_the_six_languages() -> None:
    six = {"en", "de", "fr", "es", "ru", "ar"}
    thin = {entry["id"]: six - set(entry["names"]) for entry in entries("places") if entry["kind"] == "country"}
    assert {country: missing for country, missing in thin.items() if missing} == {}


def test_every_city_lies_in_a_country_of_the_gazetteer() -> None:
    countries = {entry["id"] for entry in entries("places") if entry["kind"] == "country"}
    seas = {"red-sea", "black-sea", "south-china-sea", "gulf-of-aden", "bab-al-mandab", "strait-of-hormuz"}
    assert {entry["id"] for entry in entries("places") if entry.get("country") not in countries} == seas


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "en",
            "Haftar met Putin and Shoigu in Moscow.",
            {"khalifa-haftar", "vladimir-putin", "sergei-shoigu", "moscow"},
        ),
        (
            "de",
            "Jewkurow und Schoigu empfingen Haftars Sohn in Moskau.",
            {"yunus-bek-yevkurov", "sergei-shoigu", "moscow"},
        ),
        (
            "fr",
            "Poutine et Choïgou ont reçu le maréchal Haftar.",
            {"vladimir-putin", "sergei-shoigu", "khalifa-haftar"},
        ),
        ("es", "Jalifa Haftar viajó de Bengasi a Moscú.", {"khalifa-haftar", "benghazi", "moscow"}),
        (
            "ru",
            "Хафтара приняли в Москве Шойгу и Евкуров.",
            {"khalifa-haftar", "moscow", "sergei-shoigu", "yunus-bek-yevkurov"},
        ),
        (
            "ar",
            "استقبل بوتين وشويغو المشير حفتر في موسكو",
            {"vladimir-putin", "sergei-shoigu", "khalifa-haftar", "moscow"},
        ),
        ("en", "Wagner Group fighters left Derna for Bamako.", {"wagner-group", "derna", "bamako"}),
        ("ru", "ЧВК «Вагнер» ушла из Дерны.", {"wagner-group", "derna"}),
        ("ar", "مجموعة فاغنر تغادر درنة", {"wagner-group", "derna"}),
        ("de", "Ostlibyens Machthaber reist in die Türkei.", {"LY", "TR"}),
    ],
)
def test_names_are_found_as_each_language_writes_them(
    gazetteer: Gazetteer, language: str, text: str, wanted: set[str]
) -> None:
    assert wanted <= ids(mentions(gazetteer, text, language))


@pytest.mark.parametrize(
    ("language", "text", "unwanted"),
    [
        ("en", "Rommel's Africa Corps took Tobruk in 1942.", "africa-corps"),
        ("de", "Rommels Afrikakorps im Zweiten Weltkrieg", "africa-corps"),
        ("en", "The festival in Bayreuth plays Wagner.", "wagner-group"),
        ("en", "RSF, Reporters Without Borders, ranks press freedom.", "rapid-support-forces"),
        ("en", "The Lebanese army patrols Tripoli.", "tripoli-ly"),
        ("en", "Malibu is malicious about Nigeria.", "ML"),
        ("en", "Nigeria voted on Saturday.", "NE"),
        ("de", "Malibu liegt am Meer.", "ML"),
        ("de", "Der Tschador ist ein Umhang.", "TD"),
        ("en", "South Sudan held talks in Juba.", "SD"),
        ("en", "Equatorial Guinea exports oil.", "GN"),
        ("en", "Michael Jordan scored again.", "JO"),
        ("en", "Voters in Georgia, from Atlanta to Savannah, queued.", "GE"),
        ("en", "Roast turkey with gravy for Thanksgiving", "TR"),
        ("zh", "索马里发生爆炸", "ML"),
        ("ru", "Того человека никто не видел.", "TG"),
        ("ru", "Лыжник прыгнул с трамплина.", "donald-trump"),
        ("ar", "تلقى المشروع دعما ماليا", "ML"),
    ],
)
def test_homonyms_are_left_alone(gazetteer: Gazetteer, language: str, text: str, unwanted: str) -> None:
    assert unwanted not in ids(mentions(gazetteer, text, language))


def test_every_territory_of_iso_3166_is_a_country_and_kosovo_too() -> None:
    outside = {
        "AC",
        "CP",
        "CQ",
        "DG",
        "EA",
        "EU",
        "EZ",
        "IC",
        "QO",
        "TA",
        "UN",
        "XA",
        "XB",
        "ZZ",
    }  # of CLDR, but of no ISO entry
    iso = {str(code) for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", str(code))} - outside
    assert {entry["id"] for entry in entries("places") if entry["kind"] == "country"} == iso
    assert "XK" in iso


def test_every_country_has_names_in_all_thirteen_languages() -> None:
    thin = {
        entry["id"]: set(LANGUAGES) - set(entry["names"]) for entry in entries("places") if entry["kind"] == "country"
    }
    assert {country: missing for country, missing in thin.items() if missing} == {}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("it", "in Mali", "ML"),
        ("ar", "في مالي قتل جنود", "ML"),
        ("ar", "انسحبت من مالي", "ML"),
        ("pl", "wojna w Mali", "ML"),
        ("tr", "Mısır hükümeti", "EG"),
        ("en", "the Cuban government", "CU"),
        ("en", "Polish troops", "PL"),
        ("it", "i soldati libici", "LY"),
        ("pt", "o exército líbio", "LY"),
        ("uk", "лівійського уряду", "LY"),
        ("tr", "Libyalı yetkililer", "LY"),
        ("fa", "مقام‌های لیبیایی", "LY"),
        ("pl", "libijskiego rządu", "LY"),
        ("pl", "białoruskich żołnierzy", "BY"),
        ("fa", "نیروهای ایرانی", "IR"),
        ("fa", "سربازان عراقی", "IQ"),
        ("fa", "مقام آمریکایی", "US"),
        ("fa", "آلبانیایی‌ها", "AL"),
        ("tr", "Hırvat ordusu", "HR"),
        ("de", "kroatische Soldaten", "HR"),
        ("pl", "chorwackich", "HR"),
        ("zh", "香港政府", "HK"),
        ("ar", "في هونغ كونغ", "HK"),
        ("tr", "Çinli şirketler", "CN"),
        ("pt", "tropas sul-sudanesas", "SS"),
        ("uk", "у Часовому Яру", "chasiv-yar"),
        ("ru", "под Часовым Яром", "chasiv-yar"),
        ("en", "troops in El Geneina", "el-geneina"),
        ("tr", "Amediye'de operasyon", "amadiya"),
        ("fr", "le détroit d'Ormuz", "strait-of-hormuz"),
        ("de", "in der Straße von Hormus", "strait-of-hormuz"),
        ("de", "im Roten Meer", "red-sea"),
        ("zh", "仁爱礁附近", "second-thomas-shoal"),
        ("fa", "تنگه هرمز", "strait-of-hormuz"),
        ("pl", "w Królewcu", "kaliningrad"),
        ("tr", "HTŞ güçleri", "hts"),
        ("pl", "Siły Szybkiego Wsparcia", "rapid-support-forces"),
        ("uk", "Сил швидкої підтримки", "rapid-support-forces"),
        ("pt", "Forças de Apoio Rápido", "rapid-support-forces"),
        ("fa", "نیروهای پشتیبانی سریع", "rapid-support-forces"),
        ("zh", "快速支援部隊", "rapid-support-forces"),
        ("it", "l'Esercito nazionale libico", "libyan-arab-armed-forces"),
        ("tr", "Hafter güçleri", "libyan-arab-armed-forces"),
        ("pl", "Korpus Afrykański", "africa-corps"),
        ("uk", "вагнерівців", "wagner-group"),
        ("pl", "rozmowa z Ławrowem", "sergei-lavrov"),
        ("uk", "Шойґу", "sergei-shoigu"),
        ("fa", "سرگئی شویگو", "sergei-shoigu"),
        ("tr", "Kasım Süleymani", "qassem-soleimani"),
        ("zh", "普里戈津", "yevgeny-prigozhin"),
        ("pl", "Prigożyna", "yevgeny-prigozhin"),
        ("it", "Evgenij Prigožin", "yevgeny-prigozhin"),
        ("uk", "Євкурова", "yunus-bek-yevkurov"),
        ("es", "Kaliningrado", "kaliningrad"),
        ("uk", "у Кабулі", "kabul"),
        ("en", "the Chagos Islands", "IO"),
        ("en", "Kanak protesters", "NC"),
    ],
)
def test_a_name_is_found_in_the_form_that_its_language_gives_it(
    gazetteer: Gazetteer, language: str, text: str, wanted: str
) -> None:
    assert wanted in ids(mentions(gazetteer, text, language))


@pytest.mark.parametrize(
    ("language", "text", "unwanted"),
    [
        ("en", "The family reunion was held on a lake.", "RE"),
        ("en", "She moved to New Jersey after the war.", "JE"),
        ("en", "He wore a yellow jersey.", "JE"),
        ("en", "Papua New Guinea and East New Britain", "GN"),
        ("en", "He bred guinea pigs.", "GN"),
        ("en", "Chad Smith is the drummer.", "TD"),
        ("en", "Dancers in Northern Ireland", "IE"),
        ("ar", "أعلنت وزارة المالية الليبية الميزانية", "ML"),
        ("fa", "بودجه مالی دولت", "ML"),
        ("ar", "السوق المالية السعودية", "ML"),
        ("en", "South Georgia has penguins.", "GE"),
        ("en", "They live in New Mexico.", "MX"),
        ("en", "The Republic of the Congo is ruled from Brazzaville.", "CD"),
        ("en", "The Democratic Republic of the Congo is large.", "CG"),
        ("en", "A Panama hat and a Cuban cigar", "PA"),
        ("en", "polish the floor", "PL"),
        ("pl", "Mali chłopcy bawili się w parku.", "ML"),
        ("it", "I mali del secolo sono molti.", "ML"),
        ("de", "Die Puten und der Mais", "TR"),
        ("tr", "Tarlada mısır hasadı başladı.", "EG"),
        ("tr", "Çinko üretimi arttı.", "CN"),
        ("tr", "Fasulye fiyatları yükseldi.", "MA"),
        ("ar", "تقرير مالي عن الشركة", "ML"),
        ("ar", "الوضع المالي للبنك", "ML"),
        ("zh", "马里兰州长发表讲话", "ML"),
        ("zh", "马里乌波尔的战斗", "ML"),
        ("zh", "索马里总统", "ML"),
        ("zh", "约旦河西岸的定居点", "JO"),
        ("zh", "几内亚比绍总统", "GN"),
        ("zh", "赤道几内亚总统", "GN"),
        ("zh", "巴布亚新几内亚", "GN"),
        ("zh", "尼日利亚军队", "NE"),
        ("zh", "印度尼西亚总统", "IN"),
        ("zh", "多米尼加共和国", "DM"),
        ("zh", "罗马尼亚总统", "OM"),
        ("ru", "Нигерия проголосовала", "NE"),
        ("ru", "Мы видели Доминика", "DM"),
        ("ru", "Баллон с пропан-бутаном взорвался", "BT"),
        ("ru", "купили изюм и орехи", "izium"),
        ("ru", "Адрес посольства изменился", "adre"),
        ("ru", "хамы грубили", "hama"),
        ("es", "La reunión empezó tarde.", "RE"),
        ("es", "Una granada explotó.", "GD"),
        ("es", "Mauricio llegó ayer.", "MU"),
        ("fr", "Maurice est arrivé.", "MU"),
        ("fr", "La réunion a commencé.", "RE"),
        ("fr", "Une grenade a explosé.", "GD"),
        ("it", "Abitano a Monaco di Baviera.", "MC"),
        ("it", "L'anguilla è un pesce.", "AI"),
        ("pl", "Dominika przyszła.", "DM"),
        ("es", "La anguila es un pez.", "AI"),
        ("en", "Women in the room", "OM"),
        ("fr", "Le roman est paru", "OM"),
        ("en", "Cuba Gooding Jr. won an award.", "CU"),
        ("en", "Equatorial Guinea", "GN"),
        ("en", "Guinea-Bissau votes", "GN"),
        ("en", "South Sudan", "SD"),
        ("fr", "Le Soudan du Sud", "SD"),
        ("de", "Südsudan", "SD"),
        ("es", "Sudán del Sur", "SD"),
        ("ru", "Южный Судан", "SD"),
        ("ar", "جنوب السودان", "SD"),
        ("tr", "Güney Sudan", "SD"),
        ("fa", "سودان جنوبی", "SD"),
        ("pl", "Sudan Południowy", "SD"),
        ("zh", "南苏丹", "SD"),
        ("uk", "Південний Судан", "SD"),
        ("it", "Sud Sudan", "SD"),
        ("pt", "Sudão do Sul", "SD"),
        ("ar", "مجموعة من الصور الجميلة", "tyre-lb"),
        ("en", "A flat tyre delayed the bus.", "tyre-lb"),
        ("pl", "brak pieniędzy", "brak-al-shati"),
        ("en", "Palma de Mallorca airport", "palma-mz"),
        ("es", "una tapa de jamón", "tapa-estonia"),
        ("en", "a ream of paper", "ream"),
        ("en", "Friedrich Engels wrote it", "engels-airbase"),
        ("ar", "تدمر القوات المبنى", "palmyra"),
        ("ar", "حماة الوطن", "hama"),
        ("tr", "Kandil simidi sattılar", "qandil"),
        ("it", "Nei modi e nei tempi previsti", "narendra-modi"),
        ("es", "un plátano maduro", "nicolas-maduro"),
        ("tr", "Menfi cevap verdi", "mohamed-al-menfi"),
        ("en", "Zamzam water from Mecca", "zamzam-camp"),
        ("zh", "金门大桥", "kinmen"),
        ("uk", "Того вечора", "TG"),
        ("es", "La reunión en Guadalupe", "GP"),
        ("fr", "Un tour en jersey bleu", "JE"),
        ("fr", "Géorgie du Sud", "GE"),
        ("ru", "Южная Георгия", "GE"),
        ("en", "Turks and Caicos Islands", "TR"),
        ("en", "British Indian Ocean Territory", "IN"),
        ("en", "French Guiana launch", "GN"),
        ("en", "Gulf of Aden patrol", "aden"),
        ("en", "South China Sea patrol", "CN"),
        ("zh", "南中国海", "CN"),
        ("fr", "mer de Chine méridionale", "CN"),
        ("ru", "Южно-Китайское море", "CN"),
        ("en", "Pakistani Taliban claimed it", "taliban"),
        ("en", "American Samoa", "WS"),
        ("uk", "квір-спільнота", "irgc"),
        ("ru", "стрелял из РПК", "pkk"),
    ],
)
def test_words_and_longer_names_that_only_look_like_a_name_are_left_alone(
    gazetteer: Gazetteer, language: str, text: str, unwanted: str
) -> None:
    assert unwanted not in ids(mentions(gazetteer, text, language))
