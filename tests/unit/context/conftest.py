"""Articles and word hits for the tests of facts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.context.words import WordHits, words_in
from monitor.model import Article, Language, Written

ArticleOf = Callable[..., Article]

DATA = Path(__file__).parents[2] / "data" / "gazetteer"


def _article(
    text: str, language: str | None = "en", *, title: str = "", sure: bool = True, written: Written | None = None
) -> Article:
    body = tuple(part for part in text.split("\n\n") if part)
    return Article(
        title=title,
        paragraphs=((title, *body) if title else body),
        language=Language(code=language, sure=sure and language is not None),
        written=written or Written(value=None),
    )


@pytest.fixture
def article_of() -> ArticleOf:
    return _article


@pytest.fixture
def hits_of() -> Callable[[Article], WordHits]:
    return words_in


@pytest.fixture
def gazetteer_data() -> Path:
    return DATA
