"""Where the title ends in an article's text."""

from __future__ import annotations

import pytest

from monitor.model import Article


@pytest.mark.parametrize(
    ("title", "paragraphs", "end"),
    [
        ("Ferry sails", ("Ferry sails", "At seven."), 11),
        ("Ferry sails", ("Ferry sails at seven, says the harbour master.",), 11),
        ("Ferry sails", ("At seven the ferry sails.",), 0),
        ("", ("At seven.",), 0),
        ("Ferry sails", (), 0),
    ],
    ids=["a paragraph of its own", "the first paragraph goes on", "elsewhere", "no title", "no text"],
)
def test_the_title_ends_behind_its_last_letter_if_the_text_begins_with_it(
    title: str, paragraphs: tuple[str, ...], end: int
) -> None:
    article = Article(title=title, paragraphs=paragraphs)
    assert article.title_end == end
    assert article.text[:end] == (title if end else "")
