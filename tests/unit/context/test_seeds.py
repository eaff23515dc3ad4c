"""The two agency articles that the project measures itself by: the same facts in both languages."""

from pathlib import Path

import pytest

from monitor.context import gather
from monitor.model import Article, Language, Mentions, Precision, Stance, Written
from monitor.screening import Screened
from tests.shipped_names import shipped_names

ROOT = Path(__file__).parents[3]
SEEDS = ROOT.parent / "shared" / "seeds"
PEOPLE = {"Khalifa Haftar", "Vladimir Putin", "Sergei Shoigu", "Dmitry Peskov", "Yunus-Bek Yevkurov"}
PLACES = {"Libya", "Russia", "Mali", "Ukraine", "Moscow", "Tripoli", "Derna"}
LANGUAGES = {"000": "en", "004": "de"}

if not SEEDS.is_dir():
    pytest.skip("../shared/seeds is not there", allow_module_level=True)


def seeds() -> list[Article]:
    articles = []
    for path in sorted(SEEDS.iterdir()):
        paragraphs = tuple(part for part in path.read_text(encoding="utf-8").split("\n\n") if part.strip())
        language = Language(code=LANGUAGES[path.name[:3]], sure=True)
        written = Written(value="2023", precision=Precision.YEAR)
        articles.append(Article(paragraphs=paragraphs, language=language, written=written))
    return articles


@pytest.fixture(params=[0, 1], ids=["English", "German"], scope="module")
def article(request):
    return seeds()[request.param]


@pytest.fixture(scope="module")
def gazetteer():
    return shipped_names()


def test_people_are_the_five(article, gazetteer) -> None:
    assert {person.name for person in gazetteer.find(article).people} == PEOPLE


def test_places_hold_the_countries_and_cities_of_the_story(article, gazetteer) -> None:
    places = gazetteer.find(article).places
    assert {place.name for place in places} >= PLACES
    assert {"LY", "RU", "ML", "UA", "TR"} <= {place.id for place in places}


def test_quantities_dates_and_resolutions_are_those_of_the_story(article) -> None:
    facts = gather(article, Mentions(), Screened())
    assert {(q.low, q.high, q.of) for q in facts.quantities} == {
        (100, 999, "personnel"),
        (1000, 9999, "killed"),
        (1000, 9999, "missing"),
    }
    assert {"2019", "2020-10", "2022", "2023-09-17", "Tuesday"} <= {mention.value for mention in facts.dates}
    assert [(mention.id, mention.stance) for mention in facts.resolutions] == [(None, Stance.DEMANDED)]
