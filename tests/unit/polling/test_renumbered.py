from __future__ import annotations

from monitor.model import Article
from monitor.polling import hushed, suspects


def article(number: int, *, link: str | None = None, title: str = "", revision: int = 1) -> Article:
    address = link or f"https://harbour.example/{number}"
    return Article(entry_id=f"new-{number}", title=title or f"Ship {number}", link=address, revision=revision)


def known(*numbers: int) -> dict[str, str]:
    return {f"https://harbour.example/{number}": f"Ship {number}" for number in numbers}


def told(articles: tuple[Article, ...]) -> list[str]:
    return [one.entry_id for one in articles if not one.backlog]


def test_articles_that_come_back_under_new_ids_are_kept_and_not_told():
    articles = [article(number) for number in range(4)]
    assert suspects(articles, entries=4) == tuple(known(0, 1, 2, 3))
    assert hushed(articles, known=known(0, 1, 2, 3)) != tuple(articles)
    assert told(hushed(articles, known=known(0, 1, 2, 3))) == []


def test_what_is_news_among_renumbered_articles_is_told():
    articles = [article(number) for number in range(5)]
    assert told(hushed(articles, known=known(1, 2, 3))) == ["new-0", "new-4"]


def test_a_known_address_with_another_title_is_told():
    articles = [*(article(number) for number in range(3)), article(3, title="Ship 3 has sunk")]
    assert told(hushed(articles, known=known(0, 1, 2, 3))) == ["new-3"]


def test_a_few_new_ids_are_no_storm():
    articles = [article(0), article(1)]
    assert suspects(articles, entries=2) == ()
    assert told(hushed(articles, known=known(0, 1))) == ["new-0", "new-1"]


def test_few_new_articles_among_many_known_ones_are_not_looked_up():
    assert suspects([article(number) for number in range(4)], entries=20) == ()


def test_edits_of_known_ids_are_no_part_of_a_storm():
    edits = [article(number, revision=2) for number in range(4)]
    assert suspects(edits, entries=4) == ()
    assert told(hushed(edits, known=known(0, 1, 2, 3))) == [one.entry_id for one in edits]


def test_an_address_that_many_articles_share_identifies_none():
    articles = [article(number, link="https://harbour.example/live") for number in range(4)]
    assert suspects(articles, entries=4) == ()
