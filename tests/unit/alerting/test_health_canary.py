"""When a test message is due, when it is missing, and what is said of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.alerting.health_canary import CanaryNow, canary_alert, canary_steps, canary_telling, why_absent
from monitor.alerting.trouble import Recovery, after_step
from monitor.model import AlertKind
from tests.unit.alerting.make import NOW

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def canary(**state) -> CanaryNow:
    given = {"since": NOW, **state}
    return CanaryNow(channel="desk", every=HOUR, late_after=15 * MINUTE, **given)


def test_the_first_is_due_at_once_and_the_next_an_interval_after_the_last():
    assert canary().is_due(NOW)
    assert not canary(made_at=NOW).is_due(NOW + HOUR - MINUTE)
    assert canary(made_at=NOW).is_due(NOW + HOUR)


@pytest.mark.parametrize(
    ("state", "minutes", "words"),
    [
        ({}, 0, ""),
        ({"made_at": NOW}, 14, ""),
        ({"made_at": NOW}, 15, "has not arrived, and was not tried"),
        ({"made_at": NOW, "error": "451 later"}, 15, "has not arrived: 451 later"),
        ({"made_at": NOW, "arrived_at": NOW + MINUTE}, 60, ""),
        ({"made_at": NOW, "arrived_at": NOW + MINUTE}, 121, "No test message arrived since"),
        ({"failing_since": NOW, "error": "the parser died"}, 14, ""),
        ({"failing_since": NOW, "error": "the parser died"}, 15, "could not be made since"),
        ({}, 120, "No test message arrived since"),
    ],
)
def test_it_is_missing_when_it_is_late_or_none_came_for_two_intervals(state, minutes, words):
    absent = why_absent(canary(**state), now=NOW + minutes * MINUTE)
    assert words in absent
    assert bool(absent) is bool(words)


def test_its_absence_is_told_to_the_others_until_one_arrives():
    [step] = canary_steps(canary(made_at=NOW), (), now=NOW + 20 * MINUTE)
    alert = after_step(None, step, pause=HOUR, now=NOW + 20 * MINUTE)
    assert (step.but_for, alert.title) == (("desk",), "The test message to desk does not arrive")
    arrived = canary(made_at=NOW, arrived_at=NOW + 30 * MINUTE)
    [back] = canary_steps(arrived, (alert,), now=NOW + 40 * MINUTE)
    assert isinstance(back, Recovery)
    assert back.title == "The test message to desk arrives again after 20 min"


def test_who_takes_the_canary_out_hears_no_more_of_it():
    [step] = canary_steps(canary(made_at=NOW), (), now=NOW + 20 * MINUTE)
    alert = after_step(None, step, pause=HOUR, now=NOW)
    [end] = canary_steps(None, (alert,), now=NOW + HOUR)
    assert isinstance(end, Recovery)
    assert end.quietly


def test_several_processes_make_one_an_interval():
    one, other = (canary_alert(every=HOUR, because="", now=NOW + n * MINUTE) for n in (0, 1))
    assert one.key == other.key
    assert canary_alert(every=HOUR, because="", now=NOW + HOUR).key != one.key
    assert one.kind is AlertKind.CANARY
    assert canary_telling(one, "desk", now=NOW).route == "canary"
