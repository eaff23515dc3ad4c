"""When trouble with a sanctions list is told, and when it is over. Pure; `now` is handed in.

In: how each list stands, the open episodes. Out: steps. A list that cannot be fetched or read is told when it lasts; a
version that is held for removing much, at once. Meanwhile the last good version is in use, and the message says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from monitor.alerting.health import subject_of
from monitor.alerting.trouble import Recovery, Step, Trouble, lasted
from monitor.model import Alert, Severity

PREFIX = "list:"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListNow:
    """A list as it stands. `as_of`: of the version in use, None while there is none."""

    name: str
    trouble: str = ""
    failing_since: datetime | None = None
    held: bool = False
    as_of: date | None = None


def list_steps(
    lists: Sequence[ListNow], episodes: Sequence[Alert], *, after: timedelta, now: datetime
) -> Iterator[Step]:
    """What to tell of the lists; one that is no longer configured is no trouble any more."""
    mine = {subject_of(alert): alert for alert in episodes if subject_of(alert).startswith(PREFIX)}
    for one in lists:
        alert = mine.pop(PREFIX + one.name, None)
        if one.trouble and (one.held or _lasts(one, after=after, now=now) or alert is not None):
            yield _trouble(one)
        elif alert is not None and not one.trouble:
            title = f"List {one.name} is up to date again after {lasted(now - alert.opened_at)}"
            yield Recovery(subject=PREFIX + one.name, title=title, text=_in_use(one))
    for subject, alert in mine.items():
        yield Recovery(subject=subject, title=alert.title, text=alert.text, quietly=True)


def _lasts(one: ListNow, *, after: timedelta, now: datetime) -> bool:
    return one.failing_since is not None and now - one.failing_since >= after


def _trouble(one: ListNow) -> Trouble:
    what = "a new version is held" if one.held else "not updated"
    lines = (
        one.trouble[:1].upper() + one.trouble[1:].rstrip(".") + ".",
        _in_use(one),
        f"`vedette lists update {one.name}` tries again now; `vedette lists status` shows all lists.",
    )
    severity = Severity.MEDIUM if one.as_of else Severity.HIGH
    return Trouble(
        subject=PREFIX + one.name, title=f"List {one.name}: {what}", text="\n\n".join(lines), severity=severity
    )


def _in_use(one: ListNow) -> str:
    if one.as_of is None:
        return "There is no version in use: nothing is screened by this list."
    return f"In use is the version as of {one.as_of}."
