"""The canary: a made-up feed that goes the whole way at intervals, and ends as a test message to one channel.

In: the loaded rules, the parser's child, the reading thread, the deliveries' table: the real ones. Out: a test message
that the tell loop sends. It opens no story and is no article of the ledger. Its text is an example of a rule in force:
when rules that fire on their own examples stop firing, it stays away, and that is told.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path

import structlog

from monitor import pipeline, ports, text
from monitor.alerting.health_canary import canary_alert, canary_telling
from monitor.arriving import arrive
from monitor.engine import Rule
from monitor.engine.rules import Example
from monitor.errors import StorageError
from monitor.knowledge import Knowledge
from monitor.model import Article, Failed, Feed, Fetched, Response, Tier
from monitor.service.app import App
from monitor.service.canary_watch import NOTE, CanaryNote, canary_now
from monitor.service.read_loop import ReadLoop

log = structlog.get_logger()

LOOKED_EVERY = timedelta(seconds=5)
TRIED_EVERY = timedelta(minutes=1)  # while none can be made
ADDRESS = "https://canary.invalid/feed"  # a name that no resolver knows: nothing is fetched
RULES_TRIED = 3  # an example may need what only its own file gives it
PLAIN = Example(
    language="en",
    title="",
    text="A test of the way from reading to you.",
    matches=False,
    todo=False,
    file=Path(),
    line=0,
)


@dataclass(frozen=True, slots=True)
class _Made:
    """A fetcher that brings a document of our own."""

    document: bytes

    async def fetch(self, feed: Feed) -> Response:
        return Fetched(url=feed.url, body=self.document, headers={}, content_type="application/rss+xml")


class CanaryLoop:
    """Makes a test message when one is due."""

    def __init__(self, app: App, *, parser: ports.Parser, reading: ReadLoop) -> None:
        self._app = app
        self._parser = parser
        self._reading = reading

    async def tick(self) -> None:
        """Look, and make one if it is due; raises `StorageError` while the database cannot be used."""
        app, wanted = self._app, self._app.config.canary
        now = app.clock()
        if wanted is None:
            return
        state = await asyncio.to_thread(canary_now, app.store, wanted, now=now)
        note = CanaryNote.read(await asyncio.to_thread(app.store.note, NOTE), channel=wanted.channel, now=now)
        resting = note.failing_since is not None and note.tried is not None and now - note.tried < TRIED_EVERY
        if state is None or not state.is_due(now) or resting:
            return
        error = await self._made(wanted.channel, wanted.every, now)
        if error:
            log.warning(f"the test message could not be made: {error}")
        await asyncio.to_thread(app.store.remember, NOTE, note.after(error, now=now).written())

    async def _made(self, channel: str, every: timedelta, now: datetime) -> str:
        """Make one; returns why it could not be, empty when it could."""
        try:
            because = await self._flown(now)
            alert = canary_alert(every=every, because=because, now=now)
            telling = canary_telling(alert, channel, now=now)
            await asyncio.to_thread(self._app.store.deliveries.record_alert, alert, (telling,), now=now)
        except _Lost as error:
            return str(error)
        except StorageError:
            raise
        except Exception as error:
            log.exception("the test message failed by a fault of ours")
            return f"{type(error).__name__}: {error}"
        return ""

    async def _flown(self, now: datetime) -> str:
        """Parse, clean and read a made-up article; returns what was tried, raises `_Lost` when no rule fires."""
        candidates = list(_candidates(self._app.knowledge.rules.rules, start=int(now.timestamp())))
        if not candidates:
            await self._read(PLAIN, now)
            return "A made-up feed was parsed and read. No rule has an example, so none was tried."
        for rule, example in candidates[:RULES_TRIED]:
            fired = await self._read(example, now)
            if rule.id in fired:
                return f'A made-up feed was parsed and read, and the rule "{rule.id}" found its own example in it.'
        tried = ", ".join(rule.id for rule, _ in candidates[:RULES_TRIED])
        raise _Lost(f"rules did not fire on their own examples: {tried}; `vedette test` shows why")

    async def _read(self, example: Example, now: datetime) -> set[str]:
        """The ids of the rules that fire on the example, by way of a feed document and the reading thread."""
        app = self._app
        feed = Feed(id=0, url=ADDRESS, name="Vedette", language=example.language, tier=example.tier or Tier.PRESS)
        arrived = await arrive(feed, fetcher=_Made(_document(example, now)), parser=self._parser)
        response, parsed = arrived.response, arrived.parsed
        if parsed is None or not parsed.entries:
            raise _Lost(response.reason if isinstance(response, Failed) else "the parser found no article in it")
        entry, languages = parsed.entries[0], app.policy.languages
        article = text.article_from_entry(entry, feed, parsed, languages=languages, now=now)
        return await self._reading.on_thread(lambda: _fired(article, app.knowledge))


class _Lost(Exception):
    """The canary did not get through."""


def _fired(article: Article, knowledge: Knowledge) -> set[str]:
    reading = pipeline.understand(article, knowledge=knowledge)
    return {finding.match.rule for finding in reading.findings}


def _candidates(rules: tuple[Rule, ...], *, start: int) -> Iterator[tuple[Rule, Example]]:
    """Rules with an example that must match, each time beginning at another one."""
    able = [
        (rule, next(example for example in rule.examples if _must_match(example)))
        for rule in rules
        if any(map(_must_match, rule.examples))
    ]
    first = start % len(able) if able else 0
    yield from (*able[first:], *able[:first])


def _must_match(example: Example) -> bool:
    return example.matches and not example.todo


def _document(example: Example, now: datetime) -> bytes:
    """An RSS document with one item."""
    title, words = escape(example.title or "Vedette"), escape(escape(example.text))
    item = (
        f"<item><guid>canary-{now.timestamp():.0f}</guid><title>{title}</title>"
        f"<description>{words}</description><pubDate>{format_datetime(now)}</pubDate></item>"
    )
    head = f"<title>Vedette</title><link>{ADDRESS}</link><language>{example.language}</language>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{head}{item}</channel></rss>'.encode()
