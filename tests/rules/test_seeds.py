"""The two articles that the product was first asked about, where they are at hand, match the rules that they should."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.context import Gazetteer
from monitor.engine import Loaded, match
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


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seed articles are not here: {SEEDS}")
@pytest.mark.parametrize("number", ["000", "004"])
def test_a_seed_article_matches_six_rules_and_names_its_people_and_places(
    number: str, loaded: Loaded, gazetteer: Gazetteer
) -> None:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    article = article_from_text(
        path.read_text(encoding="utf-8"), languages=LANGUAGES, now=datetime(2026, 1, 1, tzinfo=UTC)
    )
    mentions = gazetteer.find(article)
    assert loaded.rule_set is not None
    assert {found.rule for found in match(loaded.rule_set, article, mentions)} == WANTED
    assert {entity.id for entity in mentions.people} >= PEOPLE
    assert {entity.id for entity in mentions.places} >= PLACES
    assert {"wagner-group", "libyan-arab-armed-forces", "un-security-council"} <= {e.id for e in mentions.actors}
