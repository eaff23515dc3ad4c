"""Teasers get their page's text in a stage of its own: nothing waits for a slow page, whatever fails is read as it is.

`Library` stands for the network here: what each address brings is a value that the test puts there.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from monitor.errors import StorageError
from monitor.model import Entry, NoPage, PageTrouble, ReadOutcome, TextSource
from monitor.service.fill_loop import FillLoop
from monitor.storage.intake import PAGE_PATIENCE
from monitor.text import FoundPage, Page
from tests.integration.service.conftest import START

URL = "https://outlet.example/feed"
TITLE = "Convoy seen near {}"
TEASER = "A convoy was seen near {} on Monday, residents said…"
STORY = (
    "A convoy was seen near {} on Monday, residents said, and drone footage seemed to show the same thing.",
    "Officials in {} said that the mercenaries in the convoy were flown out over the past week.",
)
APPEAL = "Support our newsroom with whatever you can give."
WALL = ("We value your privacy. We and our partners store cookies on this device; accept them or manage them here.",)
LOST = NoPage(trouble=PageTrouble.NETWORK, reason="it could not be found", pause=timedelta(minutes=2))


def teaser(town: str, host: str = "outlet.example") -> Entry:
    link = f"https://{host}/news/{town}"
    return Entry(id=town, title=TITLE.format(town), summary=TEASER.format(town), link=link, published=START)


def story(town: str, *more: str) -> Page:
    return Page(title=TITLE.format(town), paragraphs=(*(text.format(town) for text in STORY), *more), language="en")


@dataclass
class Library:
    """Pages by address; `holds` keeps one waiting until its event is set. No page is a story of its town."""

    pages: dict[str, Page | NoPage] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    fresh: list[bool] = field(default_factory=list)
    holds: dict[str, asyncio.Event] = field(default_factory=dict)
    pause: timedelta = timedelta(0)

    async def read_page(self, url: str, /, *, fresh: bool) -> FoundPage | NoPage:
        self.fresh.append(fresh)
        self.asked.append(url)
        if url in self.holds:
            await self.holds[url].wait()
        page = self.pages.get(url) or story(url.rpartition("/")[2])
        return page if isinstance(page, NoPage) else FoundPage(page=page, url=url, pause=self.pause)


@pytest.fixture
def library() -> Library:
    return Library()


def article(app, town: str):
    return next(one for one in app.store.archive.articles_since(START) if one.entry_id == town)


async def brought(desk, *entries: Entry, full_text: str = "auto"):
    app = desk.open(URL, full_text=full_text)
    desk.papers.brings[URL] = list(entries)
    await desk.poll(app)
    return app


async def test_a_rule_fires_on_what_only_the_page_says(desk, library) -> None:
    app = await brought(desk, teaser("Brak"))
    desk.read(app)
    assert app.tally.read == 0, "it waits for its page"
    await desk.fill(app, library)
    desk.read(app)
    assert (app.tally.opened, app.tally.pages) == (1, 1)
    read = article(app, "Brak")
    assert read.text_source is TextSource.PAGE
    assert read.paragraphs[1:] == tuple(text.format("Brak") for text in STORY)


async def test_a_page_that_does_not_fit_leaves_the_feeds_text_and_says_why(desk, library) -> None:
    app = await brought(desk, teaser("Brak"))
    library.pages["https://outlet.example/news/Brak"] = Page(paragraphs=WALL * 3)
    with capture_logs() as logs:
        await desk.fill(app, library)
    desk.read(app)
    read = article(app, "Brak")
    assert (app.tally.opened, app.tally.no_pages, read.text_source) == (0, 1, TextSource.SUMMARY)
    assert read.page_refused.startswith("the page could not be read: its text is that of a consent")
    [said] = [entry["event"] for entry in logs]
    reason = read.page_refused.removeprefix("the page could not be read: ")
    assert said == f"a page is not used: {reason}; the feed's own text is read"


async def test_a_slow_page_holds_up_no_other_article_and_no_reading(desk, library) -> None:
    towns = [f"Town{n}" for n in range(5)]
    whole = Entry(id="whole", title="Whole", summary="<p>" + "Mercenaries left. " * 60, published=START)
    app = await brought(desk, teaser("slow", "slow.example"), whole, *(teaser(t, f"{t}.example") for t in towns))
    library.holds["https://slow.example/news/slow"] = asyncio.Event()
    loop = FillLoop(app, pages=library)
    await loop.tick()
    await asyncio.wait(loop.tasks, timeout=1.5)
    assert len(loop.tasks) == 1
    desk.read(app)
    assert app.tally.read == len(towns) + 1
    desk.clock.move(seconds=(PAGE_PATIENCE + timedelta(minutes=3)).total_seconds())
    desk.read(app)
    assert app.tally.read == len(towns) + 2, "even the slow one is read in the end"
    assert article(app, "slow").page_refused == "the page could not be read: its turn did not come in time"
    with capture_logs() as logs:
        library.holds["https://slow.example/news/slow"].set()
        await asyncio.wait(loop.tasks)
    assert ["read, while its page was fetched" in entry["event"] for entry in logs] == [True]
    assert app.store.archive.ledger().balanced


async def test_one_page_of_a_host_is_fetched_at_a_time_and_all_hosts_at_once(desk, library) -> None:
    entries = [teaser(f"{host}{n}", f"{host}.example") for host in "ab" for n in range(3)]
    app = await brought(desk, *entries)
    gate = asyncio.Event()
    library.holds = {entry.link or "": gate for entry in entries}
    loop = FillLoop(app, pages=library)
    for _ in range(3):
        await loop.tick()
        await asyncio.sleep(0.02)
    assert sorted(library.asked) == ["https://a.example/news/a2", "https://b.example/news/b2"]
    gate.set()
    async with asyncio.timeout(20):
        while loop.tasks:
            await asyncio.wait(loop.tasks)
            await loop.tick()
    assert Counter(library.asked) == Counter(entry.link for entry in entries)


async def test_a_host_that_fails_is_tried_once_for_all_its_articles(desk, library) -> None:
    entries = [teaser(f"Town{n}", "lost.example") for n in range(8)]
    app = await brought(desk, *entries)
    library.pages = {entry.link or "": LOST for entry in entries}
    await desk.fill(app, library)
    assert len(library.asked) == 1
    desk.read(app)
    assert (app.tally.read, app.tally.no_pages) == (8, 8)
    assert {article(app, entry.id).page_refused for entry in entries} == {LOST.sentence}


async def test_without_a_network_no_article_waits(desk, library) -> None:
    entries = [teaser(f"Town{n}", f"host{n}.example") for n in range(60)]
    app = await brought(desk, *entries)
    library.pages = {entry.link or "": LOST for entry in entries}
    loop = FillLoop(app, pages=library)
    await loop.tick()
    await asyncio.wait(loop.tasks)
    await loop.tick()
    desk.read(app)
    assert app.tally.read == 60
    assert len(library.asked) <= 20
    assert "the network seems to be down" in article(app, "Town0").page_refused


async def test_a_host_that_wants_time_between_pages_gets_it(desk, library) -> None:
    app = await brought(desk, teaser("Brak"), teaser("Sebha"))
    library.pause = timedelta(seconds=30)
    loop = FillLoop(app, pages=library)
    await loop.tick()
    await asyncio.wait(loop.tasks)
    await loop.tick()
    assert (loop.tasks, await loop.pausing()) == (set(), True)
    desk.clock.move(seconds=31)
    await loop.tick()
    assert len(loop.tasks) == 1
    await asyncio.wait(loop.tasks)
    assert not await loop.pausing()


async def test_what_stands_on_three_pages_of_a_host_is_taken_out_of_the_third(desk, library) -> None:
    towns = ["Brak", "Sebha", "Ubari", "Murzuq"]
    app = await brought(desk, *map(teaser, towns))
    for town in towns:
        library.pages[f"https://outlet.example/news/{town}"] = story(town, APPEAL)
    await desk.fill(app, library)
    with_appeal = [town for town in towns if APPEAL in article(app, town).paragraphs]
    assert len(with_appeal) == 2
    removed = {town: [gone.kind for gone in article(app, town).removed] for town in towns}
    assert sorted(removed.values()) == [[], [], ["host-boilerplate"], ["host-boilerplate"]]


@pytest.mark.parametrize(("full_text", "asked"), [("auto", 0), ("always", 1), ("never", 0)])
async def test_full_articles_ask_for_their_page_only_when_told_to(desk, library, full_text, asked) -> None:
    whole = replace(teaser("Brak"), summary="<p>" + "A convoy was seen near Brak. " * 40)
    app = await brought(desk, whole, full_text=full_text)
    await desk.fill(app, library)
    desk.read(app)
    assert (len(library.asked), app.tally.read) == (asked, 1)


async def test_an_edited_teaser_asks_for_its_page_as_it_is_now(desk, library) -> None:
    app = await brought(desk, teaser("Brak"))
    await desk.fill(app, library)
    desk.read(app)
    desk.papers.brings[URL] = [replace(teaser("Brak"), summary="A convoy was seen near Brak again…")]
    desk.clock.move(hours=1)
    await desk.poll(app)
    library.pages["https://outlet.example/news/Brak"] = story("Brak", "Two more trucks came on Tuesday.")
    await desk.fill(app, library)
    desk.read(app)
    assert library.fresh == [False, True]
    assert "Two more trucks came on Tuesday." in article(app, "Brak").paragraphs


class Broken:
    """A library with a fault of ours."""

    async def read_page(self, _url: str, /, *, fresh: bool) -> FoundPage | NoPage:
        raise ZeroDivisionError("a bug")


async def test_a_fault_of_ours_costs_the_page_and_not_the_article(desk) -> None:
    app = await brought(desk, teaser("Brak"))
    with capture_logs():
        await desk.fill(app, Broken())
    desk.read(app)
    assert article(app, "Brak").page_refused == "the page could not be read: ZeroDivisionError: a bug"
    assert app.tally.read == 1


class Full:
    """A page store that cannot record once."""

    def __init__(self, store) -> None:
        self._store = store
        self.times = 1

    def __getattr__(self, name):
        return getattr(self._store, name)

    def record_page(self, claim, filled, *, now):
        if self.times:
            self.times -= 1
            raise StorageError("the database cannot be used: database or disk is full")
        self._store.record_page(claim, filled, now=now)


async def test_what_cannot_be_recorded_is_said_and_done_again(desk, library) -> None:
    app = await brought(desk, teaser("Brak"))
    whole = app.store
    app.store = replace(whole, pages=Full(whole.pages))
    loop = FillLoop(app, pages=library)
    await loop.tick()
    await asyncio.wait(loop.tasks)
    with pytest.raises(StorageError, match="disk is full"):
        await loop.tick()
    await asyncio.wait(loop.tasks)
    await loop.tick()
    desk.read(app)
    assert article(app, "Brak").text_source is TextSource.PAGE
    app.store = whole


async def test_a_stop_gives_pages_in_hand_back_and_a_start_takes_them_up(desk, library) -> None:
    app = await brought(desk, teaser("Brak"))
    library.holds["https://outlet.example/news/Brak"] = asyncio.Event()
    loop = FillLoop(app, pages=library)
    await loop.tick()
    await asyncio.sleep(0.02)
    await loop.stop()
    await loop.tick()
    assert not loop.tasks
    library.holds.clear()
    await desk.fill(app, library)
    desk.read(app)
    assert (article(app, "Brak").text_source, app.tally.opened) == (TextSource.PAGE, 1)


async def test_a_page_that_kills_the_process_each_time_is_given_up(desk, library) -> None:
    app = await brought(desk, teaser("Brak"))
    for _ in range(3):  # three processes die over it
        claims = app.store.pages.claim_pages(now=desk.clock(), lease=timedelta(seconds=1), limit=1)
        assert len(claims) == 1
        desk.clock.move(seconds=2)
    await desk.fill(app, library)
    desk.read(app)
    assert library.asked == []
    assert article(app, "Brak").page_refused.endswith("the program ended each time while it read the page")
    [outcome] = app.store.archive.ledger().read
    assert outcome is ReadOutcome.NO_MATCH
