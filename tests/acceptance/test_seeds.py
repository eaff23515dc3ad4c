"""The two articles that the product was first asked about, where they are at hand: what `inspect --json` says."""

from __future__ import annotations

import contextlib
import io
import json

import pytest

from monitor.cli import main
from tests.acceptance.places import ROOT, SHARED

RULES = {"mercenaries", "foreign-forces", "un-security-council", "sanctions", "ceasefire", "military-diplomacy"}
NOT_THE_STORY = (
    "Leave a Reply",
    "Source link",
    "By Joy",
    "Ausgegeben am",
    "source site-27",
    "Your email address",
)
SEEDS = SHARED / "seeds"


@pytest.fixture(scope="module")
def views() -> dict[str, dict]:
    """Both articles as the command line shows them to scripts, by language."""
    if not SEEDS.is_dir():
        pytest.skip(f"the seed articles are not here: {SEEDS}")
    sources = sorted(str(path) for path in SEEDS.glob("*.txt"))
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(io.StringIO()) as out:
        assert main(["inspect", *sources, "--json"]) == 0
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(found) == len(sources) == 2
    return {view["lang"]: view for view in found}


def spans_of(view: dict) -> list[dict]:
    found = [span for match in view["matches"] for span in match["spans"]]
    for kind in ("people", "actors", "places"):
        found += [mention for entity in view[kind] for mention in entity["mentions"]]
    for kind in ("dates", "quantities", "resolutions", "listed"):
        found += view[kind]
    return found


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_seed_article_matches_its_six_rules(views: dict[str, dict], language: str) -> None:
    view = views[language]
    assert view["lang_sure"] is True
    assert {match["rule"] for match in view["matches"]} == RULES
    assert all(match["spans"] and match["excerpt"] in view["text"] for match in view["matches"])


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_span_is_the_text_at_its_offsets(views: dict[str, dict], language: str) -> None:
    view = views[language]
    for kind in ("people", "actors", "places", "dates", "quantities", "resolutions"):
        assert view[kind], f"nothing was found among {kind}"
    for span in spans_of(view):
        assert view["text"][span["start"] : span["end"]] == span["text"]
    assert view["text"][: view["title_end"]] == view["title"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_of_the_page_around_the_story_is_left(views: dict[str, dict], language: str) -> None:
    view = views[language]
    assert not [words for words in NOT_THE_STORY if words in view["text"]]
    assert view["removed"], "what was taken out is told"
    assert view["written"]["value"] == "2023"


PEOPLE = {"Khalifa Haftar", "Vladimir Putin", "Sergei Shoigu", "Dmitry Peskov", "Yunus-Bek Yevkurov"}
PLACES = {"LY", "RU", "ML", "UA", "TR", "Moscow", "Tripoli", "Derna"}  # countries by code, cities by name
DATES = {"2019", "2020-10", "2022", "2023-09-17", "Tuesday"}
COUNTS = {(100, 999, "personnel"), (1000, 9999, "killed"), (1000, 9999, "missing")}


def facts(view: dict) -> dict[str, set]:
    """What an article states, without where it states it."""
    found = {kind: {entity["id"] for entity in view[kind]} for kind in ("people", "actors", "places")}
    found["dates"] = {date["value"] for date in view["dates"]}
    found["quantities"] = {(count["low"], count["high"], count["of"]) for count in view["quantities"]}
    found["resolutions"] = {(item["id"], item["stance"]) for item in view["resolutions"]}
    found["matches"] = {(item["rule"], item["severity"], item["stance"]) for item in view["matches"]}
    return found


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_facts_of_the_story_are_found(views: dict[str, dict], language: str) -> None:
    view = views[language]
    assert {person["name"] for person in view["people"]} == PEOPLE
    assert "Wagner Group" in {actor["name"] for actor in view["actors"]}
    named = {place["name"] for place in view["places"]} | {place["id"] for place in view["places"]}
    assert named >= PLACES
    assert facts(view)["dates"] - {"Thursday"} == DATES
    assert facts(view)["quantities"] == COUNTS
    assert facts(view)["resolutions"] == {(None, "demanded")}


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_hundreds_are_wagners(views: dict[str, dict], language: str) -> None:
    (hundreds,) = (count for count in views[language]["quantities"] if count["low"] == 100)
    (wagner,) = (actor for actor in views[language]["actors"] if actor["id"] == "wagner-group")
    assert any(hundreds["start"] <= one["start"] and one["end"] <= hundreds["end"] for one in wagner["mentions"])


def test_both_languages_state_the_same_but_for_the_weekday_that_only_one_names(views: dict[str, dict]) -> None:
    english, german = facts(views["en"]), facts(views["de"])
    assert german["dates"] - english["dates"] == {"Thursday"}
    assert english["dates"] <= german["dates"]
    for kind in english.keys() - {"dates"}:
        assert english[kind] == german[kind], kind


def test_the_date_of_the_page_is_nowhere_but_in_its_own_field(views: dict[str, dict]) -> None:
    assert views["en"]["page_date"] == "2024-05-05"
    for view in views.values():
        rest = json.dumps({key: value for key, value in view.items() if key not in {"page_date", "removed"}})
        assert "2024" not in rest
        assert view["written"]["precision"] == "year"
