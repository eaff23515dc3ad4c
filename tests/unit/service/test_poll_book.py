"""Recording polls together: soon, none for another's fault, and at once when there is nobody to wait for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from monitor.errors import LeaseLost, StorageError
from monitor.model import (
    Article,
    Claim,
    Conclusion,
    Feed,
    FeedState,
    Language,
    NotModified,
    Polled,
    Reading,
    ReadOutcome,
)
from monitor.service import poll_book
from monitor.service.poll_book import RECOUNTED, PollBook

NOW = datetime(2026, 3, 4, tzinfo=UTC)
URL = "https://outlet.example/feed"


@dataclass
class Shelf:
    """A store that takes what it is given, but for the feeds that it has an error for."""

    batches: list[list[int]] = field(default_factory=list)
    errors: dict[int, Exception] = field(default_factory=dict)
    known_entries: Callable[..., object] = dict
    known_links: Callable[..., object] = dict
    known_titles: Callable[..., object] = dict
    page_memory: Callable[..., object] = dict
    counted: Callable[..., object] = dict

    def record_polls(self, records):
        self.batches.append([claim.item.id for claim, _, _ in records])
        if 0 in self.errors:
            raise self.errors[0]
        return [self.errors.get(claim.item.id) for claim, _, _ in records]


@dataclass
class Work:
    """Polls at work, and what is told of those that nobody waited for."""

    ids: set[int]
    told: dict[int, Exception | None] = field(default_factory=dict)

    def hear(self, claim: Claim[Feed], _polled: Polled, error: Exception | None) -> None:
        self.told[claim.item.id] = error


def record(
    book: PollBook, number: int, *articles: Article, concluded: tuple[Conclusion | None, ...] = ()
) -> asyncio.Task[None]:
    claim = Claim(item=Feed(id=number, url=URL, name="Outlet"), token="t", until=NOW)
    polled = Polled(response=NotModified(url=URL), state=FeedState(), articles=articles, concluded=concluded)
    return asyncio.create_task(book.record_poll(claim, polled, now=NOW))


async def record_alone(book: PollBook, work: Work, number: int) -> None:
    """A poll that brought nothing, and that ends with this."""
    await record(book, number)
    work.ids.discard(number)
    book.hurry()


async def written(book: PollBook) -> None:
    while book.tasks:
        await asyncio.wait(book.tasks)


def book_of(shelf: Shelf, work: Work) -> PollBook:
    return PollBook(shelf, told=work.hear, at_work=lambda: len(work.ids))  # type: ignore[arg-type]


async def test_while_others_are_at_work_polls_wait_for_them_and_are_recorded_together():
    shelf, work = Shelf(), Work({1, 2, 3})
    book = book_of(shelf, work)
    await record_alone(book, work, 1)
    await record_alone(book, work, 2)
    await asyncio.sleep(poll_book.COLLECTED / 4)
    assert (shelf.batches, work.told) == ([], {})
    await record_alone(book, work, 3)
    await written(book)
    assert (shelf.batches, work.told) == ([[1, 2, 3]], {1: None, 2: None, 3: None})


async def test_nobody_waits_long_for_a_server_that_dawdles():
    shelf, work = Shelf(), Work({1, 99})
    book = book_of(shelf, work)
    await record_alone(book, work, 1)
    async with asyncio.timeout(poll_book.COLLECTED * 10):
        await written(book)
    assert shelf.batches == [[1]]


async def test_what_is_left_at_the_end_is_recorded_at_once():
    shelf, work = Shelf(), Work({1, 99})
    book = book_of(shelf, work)
    await record_alone(book, work, 1)
    begun = asyncio.get_running_loop().time()
    book.hurry(at_once=True)
    await written(book)
    assert asyncio.get_running_loop().time() - begun < poll_book.COLLECTED
    assert shelf.batches == [[1]]


async def test_a_poll_with_articles_stays_at_work_and_is_waited_for_by_none_but_those_that_work():
    shelf, work = Shelf(), Work({1, 2})
    book = book_of(shelf, work)
    begun = asyncio.get_running_loop().time()
    await asyncio.gather(record(book, 1, Article()), record(book, 2, Article()))
    assert asyncio.get_running_loop().time() - begun < poll_book.COLLECTED
    assert (shelf.batches, work.ids) == ([[1, 2]], {1, 2})


async def test_many_are_recorded_without_further_waiting():
    shelf, work = Shelf(), Work(set(range(2 * poll_book.MOST_ALONE)))
    book = book_of(shelf, work)
    begun = asyncio.get_running_loop().time()
    for number in range(poll_book.MOST_ALONE):
        await record_alone(book, work, number)
    await written(book)
    assert asyncio.get_running_loop().time() - begun < poll_book.COLLECTED * 5
    assert sum(map(len, shelf.batches)) == poll_book.MOST_ALONE


async def test_each_hears_what_became_of_its_own_poll():
    shelf, work = Shelf(errors={2: LeaseLost("taken"), 4: LeaseLost("gone")}), Work({1, 2})
    book = book_of(shelf, work)
    first, second = record(book, 1, Article()), record(book, 2, Article())
    await asyncio.gather(record(book, 3), record(book, 4))
    await first
    with pytest.raises(LeaseLost, match="taken"):
        await second
    await written(book)
    assert {number: str(error) for number, error in work.told.items()} == {3: "None", 4: "gone"}


async def test_when_nothing_can_be_recorded_all_hear_it_and_the_next_is_tried():
    shelf, work = Shelf(errors={0: StorageError("disk is full")}), Work({1, 2})
    book = book_of(shelf, work)
    alone = record(book, 3)
    said = await asyncio.gather(record(book, 1, Article()), record(book, 2, Article()), return_exceptions=True)
    assert [str(error) for error in said] == ["disk is full"] * 2
    assert said[0] is not said[1]
    await alone
    await written(book)
    assert str(work.told[3]) == "disk is full"
    shelf.errors.clear()
    await record(book, 1, Article())


async def test_a_poll_that_was_broken_off_while_it_waited_is_not_recorded():
    shelf, work = Shelf(), Work({1, 2, 3})
    book = book_of(shelf, work)
    broken, kept = record(book, 1, Article()), record(book, 2, Article())
    await asyncio.sleep(0)
    broken.cancel()
    await kept
    assert shelf.batches == [[2]]


async def test_the_store_is_asked_on_one_thread_of_its_own():
    book = book_of(Shelf(), Work(set()))
    names = await asyncio.gather(*(book.on_thread(lambda: threading.current_thread().name) for _ in range(5)))
    book.close()
    assert len(set(names)) == 1
    assert names[0] != threading.current_thread().name


async def test_how_many_were_counted_is_asked_now_and_then_and_what_polls_bring_is_added():
    shelf = Shelf(counted=lambda: {"en": 100 * len(shelf.batches)})
    book = book_of(shelf, Work({1}))
    asked = book.counted()["en"]
    article = Article(language=Language(code="en"))
    drawn = Conclusion(outcome=ReadOutcome.NO_MATCH, reading=Reading(article=article), features=(), stands_for=8)
    for _ in range(RECOUNTED - 1):
        await record(book, 1, article, concluded=(drawn, None))
    added = book.counted()["en"]
    await record(book, 1, article)
    await written(book)
    assert (asked, added, book.counted()["en"]) == (0, 8 * (RECOUNTED - 1), 100 * RECOUNTED)
