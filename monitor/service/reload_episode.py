"""One alert for the time in which the rules on disk cannot be used: from the first bad save to the mend.

In: what is wrong, or that nothing is. Out: a `health` alert in the database, revised when the problems change and
ended when they are mended. What a restart finds open it goes on with, and what is said already is not said again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from monitor import alerting
from monitor.errors import Problem
from monitor.model import Alert, Reason, Severity
from monitor.service.app import App
from monitor.service.rules_list import every_rule
from monitor.service.table import counted
from monitor.storage import EpisodeSession

SUBJECT = "rules"
MOST_SHOWN = 20  # problems; `vedette check` and `vedette test` show all


class RulesEpisode:
    """The health of the rules, as readers are told of it."""

    def __init__(self, app: App) -> None:
        self._app = app

    def goes_on(self, problems: Sequence[Problem], *, in_use: bool) -> None:
        """Open the episode, or revise it if other problems are told now. `in_use`: these very rules serve."""
        app, now = self._app, self._app.clock()
        lines = in_short(problems, app.config.path.parent)
        title, text = _title(problems, in_use=in_use), "\n\n".join((_state(in_use=in_use), "\n".join(lines)))
        with app.store.episodes.episode(SUBJECT, now=now) as session:
            before = session.alert
            if before is None:
                alert = alerting.health_alert(subject=SUBJECT, title=title, text=text, severity=Severity.HIGH, now=now)
            elif before.text != text:
                news = tuple(line for line in lines if line not in before.text)
                alert = alerting.revised(before, title=title, text=text, reason=Reason.TROUBLE, detail=news, now=now)
            else:
                return
            self._record(session, alert, now=now)

    def ends(self) -> bool:
        """Say that the rules are mended, if they were not; False when there was no trouble."""
        app, now = self._app, self._app.clock()
        rules = counted(len(every_rule(app.knowledge.rules)), "rule")
        with app.store.episodes.episode(SUBJECT, now=now) as session:
            if session.alert is None:
                return False
            begun = session.alert.opened_at
            text = (
                f"The trouble began at {_moment(begun)}. Since {_moment(now)} the rules as they are on disk are in use."
            )
            title = f"The rules are mended: {rules} in use"
            ended = alerting.revised(session.alert, title=title, text=text, reason=Reason.RECOVERED, now=now)
            self._record(session, ended, now=now)
        return True

    def _record(self, session: EpisodeSession, alert: Alert, *, now: datetime) -> None:
        tellings = alerting.health_tellings(alert, self._app.policy.routes, session.told(), now=now)
        session.record(alert, tellings)


def in_short(problems: Sequence[Problem], folder: Path) -> tuple[str, ...]:
    """A line a problem, files as seen from the configuration's folder; of very many the first, and how many more."""
    lines = [str(replace(problem, file=_seen_from(folder, problem.file))) for problem in problems[:MOST_SHOWN]]
    if more := len(problems) - len(lines):
        lines.append(f"and {more} more: `vedette check` and `vedette test` show all")
    return tuple(lines)


def _seen_from(folder: Path, file: Path) -> Path:
    return file.relative_to(folder) if file.is_relative_to(folder) else file


def _title(problems: Sequence[Problem], *, in_use: bool) -> str:
    if in_use:
        return f"Examples of the rules in use do not hold: {len(problems)}"
    return f"Edited rules are not in use: {counted(len(problems), 'problem')}"


def _state(*, in_use: bool) -> str:
    if in_use:
        return (
            "The rules serve nevertheless, as they did from the start. An edit that breaks another example is refused."
        )
    return "The last good rules serve on until this is mended."


def _moment(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC"
