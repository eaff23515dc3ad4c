"""When trouble with a list is told: a held version at once, a failing fetch when it lasts, the end once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.alerting import health_alert
from monitor.alerting.health_lists import ListNow, list_steps
from monitor.alerting.trouble import Recovery, Trouble
from monitor.model import Severity

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
AFTER = timedelta(minutes=15)
DAY = date(2026, 3, 1)


def steps(*lists: ListNow, open_since: timedelta | None = None):
    begun = NOW - (open_since or timedelta())
    alert = health_alert(subject="list:isles", title="t", text="x", severity=Severity.MEDIUM, now=begun)
    return list(list_steps(lists, (alert,) if open_since else (), after=AFTER, now=NOW))


@pytest.mark.parametrize(
    ("minutes", "held", "told"), [(5, False, False), (20, False, True), (None, True, True), (None, False, False)]
)
def test_what_lasts_or_is_held_is_told(minutes, held, told) -> None:
    since = None if minutes is None else NOW - timedelta(minutes=minutes)
    found = steps(ListNow(name="isles", trouble="the file is empty", failing_since=since, held=held, as_of=DAY))
    assert bool(found) is told
    for step in found:
        assert isinstance(step, Trouble)
        assert "In use is the version as of 2026-03-01." in step.text


def test_a_list_without_any_version_is_graver() -> None:
    (step,) = steps(ListNow(name="isles", trouble="no answer", failing_since=NOW - AFTER))
    assert step.severity is Severity.HIGH
    assert "nothing is screened by this list" in step.text


def test_the_end_is_told_and_a_list_that_is_not_configured_any_more_ends_quietly() -> None:
    (over,) = steps(ListNow(name="isles", as_of=DAY), open_since=timedelta(hours=2))
    assert isinstance(over, Recovery)
    assert over.title == "List isles is up to date again after 2 h"
    (gone,) = steps(open_since=timedelta(hours=2))
    assert gone.quietly
