"""Looks after Vedette itself every few seconds: feeds, channels, disk, database, canary. Tells by cause and episode.

In: the database's state, and what the loops ran into. Out: health alerts with a beginning and an end. What is worth an
alert is decided in `monitor.alerting`; here it is looked up, recorded, and said in the log.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from monitor import alerting, polling
from monitor.alerting.health_articles import SUBJECT as OF_READING
from monitor.alerting.health_channels import LATELY, PREFIX, channel_steps
from monitor.alerting.health_feeds import FailingFeed, FeedsNow, Grace, feed_steps
from monitor.alerting.health_lists import list_steps
from monitor.alerting.health_quiet import GONE, QUIET, FallenFeed, concerned, quiet_steps
from monitor.alerting.trouble import Recovery, Step, Trouble, after_step, lasted, moment
from monitor.errors import StorageError
from monitor.model import Alert, FailureCause, Feed, Severity
from monitor.service.app import App
from monitor.service.canary_watch import canary_steps_of
from monitor.service.episode_steps import PAUSE, record_step
from monitor.service.hosts import host
from monitor.service.list_copies import lists_now
from monitor.service.outage_note import Outage
from monitor.service.template_check import template_steps
from monitor.storage.channel_health import channels_now

log = structlog.get_logger()

LOOKED_EVERY = timedelta(seconds=5)
ROOM_AGAIN = 1.2  # times the limit: a disk on the brink is not told in and out
A_DAY = timedelta(days=1)


class HealthLoop:
    """What is wrong with Vedette, told once."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._folder = _folder(app)
        self._hosts = len({host(feed) for feed in app.config.feeds if not feed.is_file})

    async def tick(self) -> None:
        """Look, on a thread; raises `StorageError` while the database cannot be used."""
        await asyncio.to_thread(self.look)

    def look(self) -> None:
        """Look at everything now, and record what begins, grows and ends."""
        now = self._app.clock()
        episodes = self._app.store.episodes.going_on()
        self._tell_outages()
        before = {alerting.subject_of(alert): alert for alert in episodes}
        for step in self._steps(episodes, now):
            if after_step(before.get(step.subject), step, pause=PAUSE, now=now) is not None:
                self._take(step, now)

    def _steps(self, episodes: Sequence[Alert], now: datetime) -> Iterator[Step]:
        looks = (self._feeds, self._lists, self._channels, self._disk, self._canary, self._templates, self._old)
        for look in looks:
            try:
                yield from look(episodes, now)
            except StorageError:
                raise
            except Exception:
                log.exception("a part of the health could not be looked at; it is tried again")

    def _feeds(self, episodes: Sequence[Alert], now: datetime) -> Sequence[Step]:
        store, health = self._app.store.feeds, self._app.config.health
        failing = tuple(failing_feed(feed, now=now) for feed in store.failing())
        fallen = tuple(fallen_feed(feed, now=now) for feed in store.fallen() if is_news(feed))
        gone = frozenset(feed.id for feed in fallen if feed.kind == GONE)
        seen = FeedsNow(failing=failing, hosts=self._hosts, answered_at=store.answered_at(), gone=gone)
        grace = Grace(after=health.after, failures=health.feed_failures)
        active = store.active_among(concerned(episodes))
        return (
            *feed_steps(seen, episodes, grace=grace, now=now),
            *quiet_steps(fallen, episodes, active=active, now=now),
        )

    def _channels(self, episodes: Sequence[Alert], now: datetime) -> Sequence[Step]:
        store = self._app.store
        in_trouble = {alerting.subject_of(alert) for alert in episodes}
        open_ones = {subject.removeprefix(PREFIX) for subject in in_trouble if subject.startswith(PREFIX)}
        channels = channels_now(store.engine, besides=open_ones, since=now - LATELY)
        last_told = {
            channel.name: told
            for channel in channels
            if channel.given_up and (told := store.episodes.last_told(PREFIX + channel.name)) is not None
        }
        return channel_steps(channels, episodes, last_told=last_told, after=self._app.config.health.after, now=now)

    def _lists(self, episodes: Sequence[Alert], now: datetime) -> Iterator[Step]:
        if self._app.config.lists:
            yield from list_steps(lists_now(self._app), episodes, after=self._app.config.health.after, now=now)

    def _disk(self, episodes: Sequence[Alert], now: datetime) -> Sequence[Step]:
        limit, free = self._app.config.health.free_disk, shutil.disk_usage(self._folder).free
        begun = next((alert.opened_at for alert in episodes if alerting.subject_of(alert) == "disk"), None)
        room = f"{free / 1e9:.1f} GB free in {self._folder}"
        if free < limit:
            text = (
                f"{room}. Less than {limit / 1e9:.1f} GB are told. When it is full, nothing new can be stored or told."
            )
            return (Trouble(subject="disk", title="The disk is nearly full", text=text, severity=Severity.HIGH),)
        if begun is not None and free >= limit * ROOM_AGAIN:
            return (Recovery(subject="disk", title=f"The disk has room again after {lasted(now - begun)}", text=room),)
        return ()

    def _canary(self, episodes: Sequence[Alert], now: datetime) -> Sequence[Step]:
        return canary_steps_of(self._app, episodes, now=now)

    def _templates(self, episodes: Sequence[Alert], _now: datetime) -> Iterator[Step]:
        yield from template_steps(dict(self._app.channels.broken_templates), episodes)

    def _old(self, episodes: Sequence[Alert], now: datetime) -> Iterator[Step]:
        """Articles that could not be read stay so: after a day, further ones are news of their own."""
        for alert in episodes:
            subject = alerting.subject_of(alert)
            if subject.startswith(OF_READING) and now - alert.opened_at >= A_DAY:
                yield Recovery(subject=subject, title=alert.title, text=alert.text, quietly=True)

    def _tell_outages(self) -> None:
        outages = self._app.outages.ended()
        try:
            for outage in outages:
                self._tell_outage(outage)
        except StorageError:
            self._app.outages.untold(outages)
            raise
        if outages:
            self._app.outages.told()

    def _tell_outage(self, outage: Outage) -> None:
        """What could not be recorded while it lasted; by one of the processes that it kept from their work."""
        length = outage.until - outage.since
        if length < self._app.config.health.after:
            return
        title = f"The database could not be used for {lasted(length)}"
        text = f"From {moment(outage.since)} to {moment(outage.until)}: {outage.why}. Nothing is lost; it came late."
        now = self._app.clock()
        with self._app.store.episodes.episode("database", now=now) as session:
            told_at = session.last_told()
            if told_at is not None and told_at >= outage.since:
                return
            trouble = Trouble(subject="database", title=title, text=text, severity=Severity.HIGH)
            record_step(self._app, session, trouble, now=now)
        self._take(Recovery(subject="database", title=title, text=text, quietly=True), now)

    def _take(self, step: Step, now: datetime) -> None:
        """Record one step, in a transaction of its own."""
        with self._app.store.episodes.episode(step.subject, now=now) as session:
            record_step(self._app, session, step, now=now)


def failing_feed(feed: Feed, *, now: datetime) -> FailingFeed:
    """A feed of the database as the decisions see it."""
    state = feed.state
    return FailingFeed(
        id=feed.id,
        name=feed.name,
        host=host(feed),
        cause=state.last_cause or FailureCause.OURS,
        error=(state.last_error or "no reason is known").rstrip("."),
        failures=state.failures,
        since=state.failing_since or state.last_ok_at or now,
    )


def is_news(feed: Feed) -> bool:
    """Whether what fell did so in sight; one that was dead when it was added is for `vedette feeds` to show."""
    return feed.state.gone_at is not None or feed.state.habit.fell_quiet_in_sight


def fallen_feed(feed: Feed, *, now: datetime) -> FallenFeed:
    """A feed that is gone or quiet, as the decisions see it."""
    state, quiet = feed.state, feed.state.habit.quiet
    if state.gone_at is not None or quiet is None:
        kind, since, says = GONE, state.gone_at or now, (state.last_error or "gone for good (410)").partition(";")[0]
    else:
        kind, since, says = QUIET, quiet.since, polling.quiet_in_words(state.habit, quiet, now=now)
    return FallenFeed(id=feed.id, name=feed.name, host=host(feed), kind=kind, says=says, since=since)


def _folder(app: App) -> Path:
    """Where the database grows; without a file of its own, the configuration's folder."""
    url = app.store.engine.url
    is_file = url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}
    return Path(str(url.database)).resolve().parent if is_file else app.config.path.parent
