"""People, actors and places by their names, and the files that name them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.context import load_gazetteer
from monitor.errors import Level
from monitor.model import Article, Language

BASE = Path(__file__).parents[2] / "data" / "gazetteer" / "base"


@pytest.fixture(scope="module")
def gazetteer():
    loaded, problems = load_gazetteer([BASE])
    assert [problem for problem in problems if problem.level is Level.ERROR] == []
    return loaded


def named(entities) -> dict[str, list[str]]:
    return {entity.id: [span.text for span in entity.mentions] for entity in entities}


def test_people_actors_and_places_are_told_apart_in_order_of_first_mention(article_of, gazetteer) -> None:
    found = gazetteer.find(article_of("Haftar left Derna. Wagner stays in Libya; Khalifa Haftar returns to Derna."))
    assert named(found.people) == {"khalifa-haftar": ["Haftar", "Khalifa Haftar"]}
    assert named(found.actors) == {"wagner-group": ["Wagner"]}
    assert named(found.places) == {"derna": ["Derna", "Derna"], "LY": ["Libya"]}
    assert [place.id for place in found.places] == ["derna", "LY"]


def test_an_entity_has_its_canonical_name_kind_and_country(article_of, gazetteer) -> None:
    found = gazetteer.find(article_of("Söldner der Gruppe Wagner in Libyen", "de"))
    (actor,), (place,) = found.actors, found.places
    assert (actor.name, actor.kind, actor.country, actor.confirmed) == ("Wagner Group", "pmc", "RU", True)
    assert (place.id, place.name, place.kind, place.country) == ("LY", "Libya", "country", "LY")


def test_a_name_inside_a_longer_one_is_not_a_mention_but_the_country_keeps_its_own(article_of, gazetteer) -> None:
    found = gazetteer.find(article_of("The Libyan Arab Armed Forces spoke of Libya."))
    assert named(found.actors) == {"libyan-arab-armed-forces": ["Libyan Arab Armed Forces"]}
    assert named(found.places) == {"LY": ["Libya"]}


def test_a_homonym_is_not_a_mention(article_of, gazetteer) -> None:
    assert gazetteer.find(article_of("An evening of Richard Wagner in the opera.")).actors == ()


@pytest.mark.parametrize(
    ("language", "text"), [("ru", "Хафтар в Ливии"), ("ar", "حفتر في ليبيا"), ("de", "Haftars libysche Truppen")]
)
def test_names_are_found_in_their_forms_in_other_languages(article_of, gazetteer, language, text) -> None:
    found = gazetteer.find(article_of(text, language))
    assert set(named(found.people)) == {"khalifa-haftar"}
    assert set(named(found.places)) == {"LY"}


def test_ids_kinds_and_names_for_readers(gazetteer) -> None:
    assert gazetteer.actor_ids == {
        "wagner-group",
        "libyan-arab-armed-forces",
        "united-nations",
        "khalifa-haftar",
    }
    assert gazetteer.place_ids == {"LY", "RU", "derna"}
    assert gazetteer.kinds["derna"] == "city"
    assert gazetteer.name("wagner-group", "de") == "Gruppe Wagner"
    assert gazetteer.name("wagner-group", "fr") == "Wagner Group"
    assert gazetteer.name("LY", "de") == "Libyen"
    assert gazetteer.name("LY") == "Libya"
    assert gazetteer.name("nobody", "en") == "nobody"
    assert gazetteer.name("LY", "not a language") == "Libya"


def test_a_later_folder_overrides_by_id_and_leaves_the_rest(article_of) -> None:
    gazetteer, _ = load_gazetteer([BASE, BASE.parent / "own"])
    found = gazetteer.find(article_of("Wagnerians came, Wagner did not; Derna slept."))
    assert named(found.actors) == {"wagner-group": ["Wagnerians"]}
    assert named(found.places) == {"derna": ["Derna"]}


def test_one_alias_of_two_actors_is_a_warning_and_both_are_found(article_of) -> None:
    gazetteer, problems = load_gazetteer([BASE, BASE.parent / "own"])
    (collision,) = [problem for problem in problems if problem.code == "W-alias-collision"]
    assert collision.level is Level.WARNING
    assert "khalifa-haftar" in collision.what
    assert "harbour-guard" in collision.what
    assert (collision.file.name, collision.line) == ("mine.yaml", 11)
    found = gazetteer.find(article_of("Haftar spoke."))
    assert (named(found.people), named(found.actors)) == (
        {"khalifa-haftar": ["Haftar"]},
        {"harbour-guard": ["Haftar"]},
    )


def test_every_fault_of_every_file_is_reported_with_its_line() -> None:
    gazetteer, problems = load_gazetteer([BASE, BASE.parent / "faulty"])
    places = {(problem.file.name, problem.line, problem.code) for problem in problems}
    assert {
        ("faulty.yaml", 4, "E-unknown-key"),
        ("faulty.yaml", 5, "E-not-a-choice"),
        ("twice.yaml", 6, "E-empty-term"),
        ("twice.yaml", 7, "W-unknown-language"),
        ("twice.yaml", 8, "E-duplicate-id"),
        ("places.yaml", 2, "E-country-id"),
    } <= places
    assert "khalifa-haftar" in gazetteer.actor_ids
    assert any('did you mean "kind"' in problem.todo for problem in problems)


def test_a_folder_without_a_gazetteer_gives_an_empty_one(tmp_path, article_of) -> None:
    gazetteer, problems = load_gazetteer([tmp_path])
    assert (gazetteer.actor_ids, gazetteer.place_ids, problems) == (frozenset(), frozenset(), ())
    assert gazetteer.find(article_of("Haftar in Derna")).people == ()


PIECES = [
    "Haftar",
    "Khalifa Haftar",
    "Libyan",
    "Libyan Arab Armed Forces",
    "Derna,",
    "Wagner",
    "e\u0301",
    "\n\n",
    "«Derna»",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_every_mention_is_a_piece_of_the_text_and_none_lies_inside_a_longer_one(pieces) -> None:
    paragraphs = tuple(part for part in " ".join(pieces).split("\n\n") if part)
    article = Article(paragraphs=paragraphs, language=Language(code="en", sure=True))
    found = load_gazetteer([BASE])[0].find(article)
    spans = [span for entity in (*found.people, *found.actors, *found.places) for span in entity.mentions]
    assert all(article.text[span.start : span.end] == span.text for span in spans)
    for one in spans:
        assert not any(o.start <= one.start and one.end <= o.end and len(o.text) > len(one.text) for o in spans)


@pytest.mark.parametrize("text", ["Rozmowa z Haftarem", "dla Khalify Haftara", "Haftarowi", "o Haftarze nie mówiono"])
def test_a_persons_name_in_latin_letters_is_found_in_its_polish_cases(article_of, gazetteer, text) -> None:
    assert set(named(gazetteer.find(article_of(text, "pl")).people)) == {"khalifa-haftar"}


def test_only_polish_declines_names_in_latin_letters(article_of, gazetteer) -> None:
    assert gazetteer.find(article_of("a Haftarem in Benghazi", "en")).people == ()
