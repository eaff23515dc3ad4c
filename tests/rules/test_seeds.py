"""The two articles that the product was first asked about, where they are at hand, match the rules that they should."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.context import Gazetteer
from monitor.engine import Loaded, match
from monitor.model import Article, Language
from monitor.text import article_from_text

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "ru", "uk", "ar", "tr", "fa", "pl", "zh")
WANTED = {
    "ceasefire",
    "foreign-forces",
    "mercenaries",
    "military-diplomacy",
    "sanctions",
    "un-security-council",
}
PEOPLE = {"khalifa-haftar", "vladimir-putin", "sergei-shoigu", "dmitry-peskov", "yunus-bek-yevkurov"}
PLACES = {"LY", "RU", "TR", "ML", "UA", "US", "moscow", "tripoli-ly", "derna"}
ACTORS = {"wagner-group", "libyan-arab-armed-forces", "un-security-council", "european-union", "united-nations"}


def seed(number: str) -> Article:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return article_from_text(
        path.read_text(encoding="utf-8"), languages=LANGUAGES, now=datetime(2026, 1, 1, tzinfo=UTC)
    )


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seed articles are not here: {SEEDS}")
@pytest.mark.parametrize("number", ["000", "004"])
def test_a_seed_article_matches_six_rules_and_names_its_people_and_places(
    number: str, loaded: Loaded, gazetteer: Gazetteer
) -> None:
    article = seed(number)
    mentions = gazetteer.find(article)
    assert loaded.rule_set is not None
    assert {found.rule for found in match(loaded.rule_set, article, mentions)} == WANTED
    assert {entity.id for entity in mentions.people} >= PEOPLE
    assert {entity.id for entity in mentions.places} >= PLACES
    assert {entity.id for entity in mentions.actors} >= ACTORS


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seed articles are not here: {SEEDS}")
def test_the_gazetteer_names_the_same_in_both_seed_articles(gazetteer: Gazetteer) -> None:
    english, german = (gazetteer.find(seed(number)) for number in ("000", "004"))
    for kind in ("people", "actors", "places"):
        assert {e.id for e in getattr(english, kind)} == {e.id for e in getattr(german, kind)}


@pytest.mark.parametrize(
    ("language", "text", "actor"),
    [
        ("de", "Die EU- und US-Sanktionen treffen den Hafen.", "european-union"),
        ("en", "New EU and US sanctions hit the port.", "european-union"),
        ("fr", "Les sanctions européennes et américaines visent le port.", "european-union"),
        ("ru", "Новые санкции ЕС и США против порта.", "european-union"),
        ("pl", "Nowe sankcje UE i USA wobec portu.", "european-union"),
        (
            "de",
            "Der Sitz von Libyens von der UNO anerkannter Regierung wurde beschossen.",
            "government-of-national-unity-libya",
        ),
        ("fr", "Le gouvernement de Tripoli, reconnu par l'ONU, proteste.", "government-of-national-unity-libya"),
        ("it", "Il governo di Tripoli, sostenuto dall'ONU, protesta.", "government-of-national-unity-libya"),
        ("ar", "احتجت حكومة طرابلس على الهجوم.", "government-of-national-unity-libya"),
        ("tr", "Trablus hükümeti saldırıyı protesto etti.", "government-of-national-unity-libya"),
    ],
)
def test_the_union_in_a_compound_and_the_government_in_tripoli_are_found(
    language: str, text: str, actor: str, gazetteer: Gazetteer
) -> None:
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    assert actor in {entity.id for entity in gazetteer.find(article).actors}
