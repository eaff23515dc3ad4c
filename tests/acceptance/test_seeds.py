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


def test_both_languages_name_the_same_people_and_places(views: dict[str, dict]) -> None:
    for kind, least in (("people", 5), ("places", 9)):
        named = {language: {entity["id"] for entity in view[kind]} for language, view in views.items()}
        assert named["en"] == named["de"]
        assert len(named["en"]) >= least
