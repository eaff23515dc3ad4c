"""From what is wrong now and which episodes are open, what is to be told: begun, grown, over. Pure; `now` is handed in.

In: troubles as those who look find them, and the open alerts. Out: steps, each to be recorded in a transaction of its
own. An episode that grows is revised at most once in a while: an outage that is found out feed by feed is not told
feed by feed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.alerting.health import health_alert, revised, size_of
from monitor.model import Alert, Reason, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that is wrong with Vedette now. `subject` names the cause, `concerns` what suffers from it.

    `but_for` are channels that are not told, since they are what is wrong.
    """

    subject: str
    title: str
    text: str
    severity: Severity
    concerns: tuple[str, ...] = ()
    but_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """An episode that has come to its end, and what to say of it. `quietly`: nobody needs to hear."""

    subject: str
    title: str
    text: str
    but_for: tuple[str, ...] = ()
    quietly: bool = False


Step = Trouble | Recovery


def after_step(before: Alert | None, step: Step, *, pause: timedelta, now: datetime) -> Alert | None:
    """The subject's alert after a step; None when the step changes nothing.

    `pause` is the least time between two revisions of an episode that grows slowly.
    """
    if isinstance(step, Recovery):
        return before and revised(before, title=step.title, text=step.text, reason=Reason.RECOVERED, now=now)
    if before is None:
        return health_alert(
            subject=step.subject,
            title=step.title,
            text=step.text,
            severity=step.severity,
            concerns=step.concerns,
            now=now,
        )
    return _grown(before, step, pause=pause, now=now)


def _grown(before: Alert, step: Trouble, *, pause: timedelta, now: datetime) -> Alert | None:
    """With a revision if the last is long enough ago; until then who else suffers is noted, and told with the next."""
    concerns = tuple(dict.fromkeys((*before.concerns, *step.concerns)))
    last = before.revisions[-1]
    is_told = last.detail == size_of(concerns) if concerns else step.title == before.title
    if not is_told and now - last.at >= pause:
        detail = size_of(concerns)
        after = revised(before, title=step.title, text=step.text, reason=Reason.TROUBLE, detail=detail, now=now)
        return replace(after, concerns=concerns)
    return replace(before, text=step.text, concerns=concerns) if concerns != before.concerns else None


def lasted(length: timedelta) -> str:
    """A length of time as people say it: '2 h 10 min', '3 d 4 h', '40 s'."""
    seconds = max(int(length.total_seconds()), 0)
    days, hours, minutes = seconds // 86_400, seconds // 3_600 % 24, seconds // 60 % 60
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min" if minutes else f"{seconds} s"


def moment(when: datetime) -> str:
    """A time as messages about Vedette write it."""
    return f"{when:%Y-%m-%d %H:%M} UTC"
