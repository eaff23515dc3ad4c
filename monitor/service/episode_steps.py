"""Record one step of an episode: the alert as it becomes, and its tellings. In: a session under the join lock, a step.

Out: what was told, None when there was nothing to change. Says in the log what readers are told.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from monitor import alerting
from monitor.alerting.trouble import Recovery, Step, after_step
from monitor.service.app import App
from monitor.storage import EpisodeSession

log = structlog.get_logger()

PAUSE = timedelta(minutes=15)  # the least between two revisions of one episode


def record_step(app: App, session: EpisodeSession, step: Step, *, now: datetime) -> None:
    """Record a step with its tellings; nothing when another process has done so meanwhile."""
    before = session.alert
    alert = after_step(before, step, pause=PAUSE, now=now)
    if alert is None:
        return
    if _is_quiet(step) or (before is not None and alert.revisions == before.revisions):
        session.record(alert, ())
        return
    tellings = alerting.health_tellings(alert, app.policy.routes, session.told(), now=now, but_for=step.but_for)
    session.record(alert, tellings)
    if isinstance(step, Recovery):
        log.info(f"health: {step.title}", tellings=len(tellings))
        return
    log.warning(f"health: {step.title}", tellings=len(tellings))
    if before is None and not tellings:
        log.error("nobody can be told of this: no route leads health alerts to another channel", about=step.subject)


def _is_quiet(step: Step) -> bool:
    return isinstance(step, Recovery) and step.quietly
