"""The shipped people, actors and places: enough of them, told apart, and found as people write them."""

from __future__ import annotations

import pytest

from monitor import strict_yaml
from monitor.context import Gazetteer
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
        ("actors", {"person"}, 40),
        ("actors", {"pmc", "armed-group", "state-force"}, 30),
        ("actors", {"organisation"}, 15),
        ("places", {"country"}, 60),
        ("places", {"city", "region"}, 60),
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
