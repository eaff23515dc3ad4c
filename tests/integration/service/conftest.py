"""A desk in this process: a real `App` on a real SQLite file, with the loops that the daemon runs.

Strategy: rules of one concept, so that loading costs nothing; a clock that tests move by hand; the console channel
prints to a stream. Where the network's behaviour is the subject, `Papers` stands for fetcher and parser: what each
address brings is a value that the test puts there. Everything else is the real thing.
"""

from __future__ import annotations

import asyncio
import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.config import load_config
from monitor.model import Entry, Failed, FailureCause, Feed, Fetched, ParsedFeed, Response
from monitor.ports import PageReader
from monitor.service.app import App, build_app
from monitor.service.fill_loop import FillLoop
from monitor.service.poll_loop import PollLoop
from monitor.service.read_loop import ReadLoop
from monitor.service.tell_loop import TellLoop
from monitor.storage import upgrade

START = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
CONCEPTS = "concepts: {mercenaries: {terms: {en: [mercenary]}}, sanctions: {terms: {en: [sanction]}}}\n"
RULE = "id: {id}\ntitle: {id}\nseverity: high\nmatch: {{concept: {id}}}\n"


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


def entry(key: str, title: str = "", body: str = "", *, published: datetime | None = START) -> Entry:
    return Entry(id=key, title=title or f"Mercenaries seen near {key}", summary=body, published=published)


def lost(url: str) -> Failed:
    return Failed(url=url, cause=FailureCause.NETWORK, reason="could not be found: no such name, or no network here")


@dataclass
class Papers:
    """What each address brings: entries, or a failure. `holds` keeps fetches waiting until its event is set."""

    brings: dict[str, list[Entry] | Failed] = field(default_factory=dict)
    polled: list[str] = field(default_factory=list)
    holds: dict[str, asyncio.Event] = field(default_factory=dict)

    async def fetch(self, feed: Feed) -> Response:
        self.polled.append(feed.url)
        if feed.url in self.holds:
            await self.holds[feed.url].wait()
        brought = self.brings.get(feed.url, [])
        return brought if isinstance(brought, Failed) else Fetched(url=feed.url, body=b"", headers={})

    async def parse(self, fetched: Fetched, *, clean: bool = False) -> ParsedFeed:
        return ParsedFeed(entries=tuple(self.brings.get(fetched.url, ())))


@dataclass
class Desk:
    """An `App` and its loops, driven by hand."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    papers: Papers = field(default_factory=Papers)
    printed: io.StringIO = field(default_factory=io.StringIO)
    apps: list[App] = field(default_factory=list)

    def open(self, *urls: str, more: str = "", full_text: str = "never") -> App:
        """(Re)start with these feeds. Pages are fetched in the tests that are about them alone."""
        feeds = "".join(f'  - {{url: "{url}", full_text: {full_text}}}\n' for url in urls)
        config = self.folder / "config.yaml"
        config.write_text(
            f"rules: [rules]\nfeeds:\n{feeds}channels:\n  screen: {{url: 'console://'}}\n{more}", encoding="utf-8"
        )
        loaded = load_config(config)
        upgrade(loaded.database.reveal({}, used_by="database"))
        app = build_app(loaded, {}, stream=self.printed, clock=self.clock)
        self.apps.append(app)
        return app

    def polling(self, app: App, *, parser=None, **options) -> PollLoop:
        return PollLoop(app, fetcher=self.papers, parser=parser or self.papers, **options)

    async def poll(self, app: App, loop: PollLoop | None = None) -> None:
        """Poll what is due now, all of it."""
        loop = loop or self.polling(app)
        await loop.tick()
        while loop.tasks or not loop.nothing_is_due:
            if loop.tasks:
                await asyncio.wait(loop.tasks)
            await loop.tick()

    async def fill(self, app: App, pages: PageReader) -> None:
        """Look at the page of every article that waits for one."""
        loop = FillLoop(app, pages=pages)
        await loop.tick()
        while loop.tasks:
            await asyncio.wait(loop.tasks)
            await loop.tick()

    def read(self, app: App) -> None:
        """Read what is due now."""
        loop = ReadLoop(app)
        while loop.read_some():
            pass
        loop.close()

    def tell(self, app: App) -> None:
        """Tell what is due now."""
        loop = TellLoop(app)
        for recipient in app.store.deliveries.pending_recipients(self.clock()):
            while loop.tell_one(recipient):
                pass
        loop.close()

    def told(self) -> str:
        """What the readers were told so far."""
        return self.printed.getvalue()

    def messages(self, words: str) -> int:
        """How many messages have these words."""
        return sum(words in message for message in self.told().split("─" * 72))


@pytest.fixture
def desk(tmp_path: Path, sqlite_template: Path) -> Iterator[Desk]:
    shutil.copy(sqlite_template, tmp_path / "vedette.db")
    (tmp_path / "rules" / "concepts").mkdir(parents=True)
    (tmp_path / "rules" / "concepts" / "words.yaml").write_text(CONCEPTS, encoding="utf-8")
    for rule in ("mercenaries", "sanctions"):
        (tmp_path / "rules" / f"{rule}.yaml").write_text(RULE.format(id=rule), encoding="utf-8")
    made = Desk(tmp_path)
    yield made
    for app in made.apps:
        app.store.close()
