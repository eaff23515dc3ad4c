"""An article that cannot be read spoils itself alone, whatever way it fails; the database's own trouble spoils none."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from monitor import engine, text
from monitor.engine import Named
from monitor.errors import LeaseLost, RowRefused, StorageError
from monitor.model import FeedState, Fetched, Mentions, ParsedFeed, Polled, ReadOutcome
from monitor.service.read_loop import MOST_ENDS
from tests.integration.service.conftest import entry

URL = "https://outlet.example/feed"
POISON = "Mercenaries drink poison"
MINUTE = timedelta(minutes=1)


class Poisoned:
    """A gazetteer that cannot bear one headline."""

    names = None  # of people: none are proposed
    names_of = staticmethod(lambda _id: ())
    lexicon = engine.Lexicon.build(())

    def __init__(self) -> None:
        self.tries = 0

    def look(self, article, _together, _folded=None) -> Named:
        return Named(self.find(article))

    def find(self, article) -> Mentions:
        if article.title == POISON:
            self.tries += 1
            raise ArithmeticError("a name without end")
        return Mentions()


@pytest.fixture
async def poisoned(desk):
    """A desk whose feed brought two good articles and a bad one between them."""
    app = desk.open(URL)
    app.knowledge = replace(app.knowledge, gazetteer=Poisoned())
    desk.papers.brings[URL] = [entry("a"), entry("b", POISON), entry("c")]
    await desk.poll(app)
    return app


async def test_a_poisonous_article_is_tried_three_times_then_put_aside_and_told_of(desk, poisoned) -> None:
    desk.read(poisoned)
    desk.tell(poisoned)
    assert "near a" in desk.told()
    assert "near c" in desk.told()
    assert "could not be read" not in desk.told()
    assert poisoned.store.archive.ledger().waiting == 1

    for seconds in (16, 31):
        desk.clock.move(seconds=seconds)
        desk.read(poisoned)
    desk.tell(poisoned)

    [aside] = poisoned.store.archive.quarantined()
    assert (aside.title, aside.reason) == (POISON, "ArithmeticError: a name without end")
    assert f"An article could not be read: {POISON}" in desk.told()
    assert "put aside after 3 tries" in desk.told()
    assert poisoned.knowledge.gazetteer.tries == 1 + 3, "when it came, and each time by itself"
    book = poisoned.store.archive.ledger()
    assert book.balanced, book.problems
    assert (book.read[ReadOutcome.OPENED], book.read[ReadOutcome.QUARANTINED], book.waiting) == (2, 1, 0)


class Killed(BaseException):
    """What no code of ours outlives."""


class Deadly:
    """A gazetteer that ends the process at one headline."""

    names = None  # of people: none are proposed
    names_of = staticmethod(lambda _id: ())
    lexicon = engine.Lexicon.build(())

    def look(self, article, _together, _folded=None) -> Named:
        return Named(self.find(article))

    def find(self, article) -> Mentions:
        if article.title == POISON:
            raise Killed
        return Mentions()


async def test_an_article_that_ends_the_process_does_so_ever_more_seldom_and_is_put_aside(desk, poisoned) -> None:
    poisoned.knowledge = replace(poisoned.knowledge, gazetteer=Deadly())
    at_once = _deaths(desk, poisoned)
    assert at_once == 3, "started again and again within a moment, it goes on with other work"
    deaths = at_once
    for _ in range(MOST_ENDS):
        desk.clock.move(hours=1)
        deaths += _deaths(desk, poisoned)
    desk.tell(poisoned)

    assert deaths == MOST_ENDS
    assert "near a" in desk.told()
    assert "near c" in desk.told()
    [aside] = poisoned.store.archive.quarantined()
    assert aside.title == POISON
    assert "the program ended" in aside.reason
    assert "the program ended" in desk.told()
    assert poisoned.store.archive.ledger().balanced


def _deaths(desk, app) -> int:
    """How often the process ends when it is started anew after each end, all within a moment."""
    for deaths in range(MOST_ENDS + 3):
        try:
            desk.read(app)
        except Killed:
            app.store.reclaim_all()  # as the next start does
        else:
            return deaths
    raise AssertionError("it ends every time")


class Ailing:
    """An article store whose join lock raises what it was given, once each, and works from then on."""

    def __init__(self, store, *errors: Exception) -> None:
        self._store = store
        self.errors = list(errors)

    def __getattr__(self, name):
        return getattr(self._store, name)

    @contextmanager
    def joining(self, *, now):
        if self.errors:
            raise self.errors.pop(0)
        with self._store.joining(now=now) as session:
            yield session


async def test_trouble_of_the_database_spends_no_article_s_tries_and_orphans_none(desk) -> None:
    app = desk.open(URL)
    desk.papers.brings[URL] = [entry(key) for key in "abc"]
    await desk.poll(app)
    whole = app.store
    trouble = [StorageError("disk is full") for _ in range(4)]
    app.store = replace(whole, articles=Ailing(whole.articles, *trouble))
    for _ in trouble:
        with pytest.raises(StorageError, match="disk is full"):
            desk.read(app)
    desk.read(app)  # no time has passed: nothing waits for a lease to run out
    desk.tell(app)

    assert app.tally.opened == 3
    assert app.tally.quarantined == 0
    assert all(f"near {key}" in desk.told() for key in "abc")


async def test_an_article_that_the_database_refuses_is_put_aside_like_any_other_poison(desk) -> None:
    app = desk.open(URL)
    desk.papers.brings[URL] = [entry("a")]
    await desk.poll(app)
    whole = app.store
    app.store = replace(whole, articles=Ailing(whole.articles, *[RowRefused("does not fit")] * 3))
    for seconds in (0, 16, 31):
        desk.clock.move(seconds=seconds)
        desk.read(app)

    [aside] = whole.archive.quarantined()
    assert aside.reason == "does not fit"
    assert whole.archive.ledger().balanced


class Unrecorded:
    """An article store that takes everything of one article, and fails then."""

    def __init__(self, store, error: Exception) -> None:
        self._store = store
        self._error = error

    def __getattr__(self, name):
        return getattr(self._store, name)

    @contextmanager
    def joining(self, *, now):
        with self._store.joining(now=now) as session:
            record = session.record

            def record_but_one(claim, conclusion) -> None:
                record(claim, conclusion)
                if claim.item.title == POISON:
                    raise self._error

            session.record = record_but_one
            yield session


@pytest.mark.parametrize("error", [RowRefused("does not fit"), ArithmeticError("too many"), LeaseLost("not ours")])
async def test_what_is_decided_on_together_with_an_article_that_fails_is_told_once(desk, error) -> None:
    app = desk.open(URL)
    desk.papers.brings[URL] = [entry("a"), entry("b", POISON), entry("c")]
    await desk.poll(app)
    whole = app.store
    app.store = replace(whole, articles=Unrecorded(whole.articles, error))
    desk.read(app)
    desk.tell(app)

    book = whole.archive.ledger()
    assert book.balanced, book.problems
    assert (book.read, book.waiting, book.alerts) == ({ReadOutcome.OPENED: 2}, 1, 2)
    assert [desk.told().count(f"near {key}") > 0 for key in "abc"] == [True, False, True]
    assert app.tally.opened == 2


class EditsMeanwhile:
    """A gazetteer that lets a new version of the article arrive while it fails on the old one."""

    names = None  # of people: none are proposed
    names_of = staticmethod(lambda _id: ())
    lexicon = engine.Lexicon.build(())

    def __init__(self, edit) -> None:
        self._edit = edit

    def look(self, article, _together, _folded=None) -> Named:
        return Named(self.find(article))

    def find(self, article) -> Mentions:
        if article.title == POISON:
            self._edit()
            raise ArithmeticError("a name without end")
        return Mentions()


async def test_an_article_that_is_mended_while_its_reading_fails_is_read_anew(desk, poisoned) -> None:
    state = {"edited": False}

    def edit() -> None:
        if not state["edited"]:
            state["edited"] = True
            mended = replace(desk.papers.brings[URL][1], title="Mercenaries drink water")
            [feed] = poisoned.store.feeds.active()
            _store_edit(desk, poisoned, feed, mended)

    poisoned.knowledge = replace(poisoned.knowledge, gazetteer=EditsMeanwhile(edit))
    with capture_logs() as lines:
        desk.read(poisoned)
    desk.tell(poisoned)

    assert "Mercenaries drink water" in desk.told()
    assert not [line for line in lines if line["log_level"] in {"warning", "error"}]
    assert poisoned.store.archive.ledger().balanced


def _store_edit(desk, app, feed, edited) -> None:
    """Poll the feed once more, with a new version of one entry."""
    app.store.feeds.make_due(now=desk.clock())
    [claim] = app.store.feeds.claim_feeds(now=desk.clock(), lease=MINUTE, limit=1, next_check=MINUTE)
    parsed = ParsedFeed(entries=(edited,))
    article = text.article_from_entry(edited, feed, parsed, languages=("en",), now=desk.clock())
    polled = Polled(
        response=Fetched(url=URL, body=b"", headers={}),
        state=FeedState(),
        articles=(replace(article, revision=2),),
        entry_hashes=(text.entry_hash(edited),),
    )
    app.store.feeds.record_poll(claim, polled, now=desk.clock())
