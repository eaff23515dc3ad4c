"""Burst rules → alerts: every minute, what fires now by the stored alerts, and what has come to its end.

Looks first without a lock; only when something fires does it take the one lock, look once more at what was told
meanwhile, by another process perhaps, and record. So a restart tells nothing again, and several processes tell once.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from monitor import alerting
from monitor.alerting.bursts import MOST_SHOWN, burst_alert, burst_over
from monitor.engine.bursts import Burst, Coverage, Ended, Fired, Past, judge
from monitor.errors import StorageError
from monitor.model import Alert
from monitor.service.app import App
from monitor.service.burst_log import OVERLAP, EpisodeLog, EventLog
from monitor.service.listening import NOTE, NOTED_EVERY, Listening
from monitor.storage import BurstSession

log = structlog.get_logger()

JUDGED_EVERY = timedelta(minutes=1)
SETTLE = timedelta(hours=1)  # after a stop the feeds are asked first: until then their silence means nothing
_EVER = timedelta(days=36_500)


class BurstLoop:
    """Judges the burst rules in force. `settle`: how long after a pause no silence is told."""

    def __init__(self, app: App, *, settle: timedelta = SETTLE) -> None:
        self._app = app
        self._settle = settle
        self._events = EventLog(app.store.bursts)
        self._episodes = EpisodeLog()
        self._listening: Listening | None = None
        self._noted_at: datetime | None = None
        self._begun: datetime | None = None  # when the archive begins
        self._looked_at: datetime | None = None

    async def tick(self) -> None:
        """Look, on a thread; raises `StorageError` while the database cannot be used."""
        await asyncio.to_thread(self.look)

    def look(self) -> None:
        """Judge every burst rule now, and record what begins and ends."""
        now, bursts = self._app.clock(), self._app.knowledge.rules.bursts
        coverage = self._coverage(now)
        if bursts and coverage is not None:
            self._events.refresh(bursts, now=now)
            self._episodes.add(self._app.store.bursts.episodes(since=self._episodes.since or now - _EVER), now=now)
            for burst in bursts:
                self._guarded(burst, coverage, now)
        self._looked_at = now

    def _guarded(self, burst: Burst, coverage: Coverage, now: datetime) -> None:
        """Judge one rule; a fault of ours with it is said, and keeps no other rule from being judged."""
        try:
            self._judge(burst, coverage, now)
        except StorageError:
            raise
        except Exception:
            log.exception("a burst rule could not be judged; it is tried again in a minute", rule=burst.id)

    def _coverage(self, now: datetime) -> Coverage | None:
        """What the archive knows of; None while it is empty. Notes that Vedette listens."""
        store = self._app.store
        before = self._listening or Listening.read(store.note(NOTE), now=now)
        self._looked_at = self._looked_at or before.last
        self._listening = before.at(now)
        if self._noted_at is None or now - self._noted_at >= NOTED_EVERY:
            store.remember(NOTE, self._listening.note())
            self._noted_at = now
        self._begun = self._begun or store.bursts.begins()
        if self._begun is None:
            return None
        catch_up = self._app.policy.alert_if_newer_than
        return Coverage(since=self._begun, pauses=self._listening.pauses, catch_up=catch_up, settle=self._settle)

    def _judge(self, burst: Burst, coverage: Coverage, now: datetime) -> None:
        events = self._events.of(burst)
        verdict = judge(burst, events, coverage=coverage, past=self._past(burst, now), now=now)
        if not verdict.fired and not verdict.ended:
            return
        with self._app.store.bursts.session(now=now) as session:
            self._episodes.add(session.episodes(since=self._episodes.since or now - _EVER), now=now)
            verdict = judge(burst, events, coverage=coverage, past=self._past(burst, now), now=now)
            for fired in verdict.fired:
                self._begins(session, burst, fired, since=coverage.since, now=now)
            for ended in verdict.ended:
                self._ends(session, ended, now=now)

    def _past(self, burst: Burst, now: datetime) -> Past:
        return Past.of(burst, self._episodes.all, looked_at=(self._looked_at or now) - OVERLAP)

    def _begins(self, session: BurstSession, burst: Burst, fired: Fired, *, since: datetime, now: datetime) -> None:
        evidence = session.evidence(tuple(reversed(fired.events))[:MOST_SHOWN])
        alert = burst_alert(burst, fired, evidence, archive_since=since, now=now)
        deliveries = alerting.tellings(alert, self._app.policy.routes, (), now=now)
        session.record(alert, deliveries)
        _say(alert, burst.id, len(deliveries))

    def _ends(self, session: BurstSession, ended: Ended, *, now: datetime) -> None:
        before = session.alert(ended.episode.id)
        if before is None:
            return
        alert = burst_over(before, ended, session.evidence((ended.event,)), now=now)
        deliveries = alerting.health_tellings(alert, self._app.policy.routes, session.told(alert.id), now=now)
        session.record(alert, deliveries)
        _say(replace(alert, title=f"over: {alert.title}"), alert.rules[0], len(deliveries))


def _say(alert: Alert, rule: str, tellings: int) -> None:
    log.info(f"alert: {alert.title}", rules=rule, tellings=tellings)
