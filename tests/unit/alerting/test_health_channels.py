"""When a channel's failing is told, and when it works again."""

from __future__ import annotations

from datetime import timedelta

from monitor.alerting.health_channels import ChannelNow, GivenUp, channel_steps
from monitor.alerting.trouble import Recovery, after_step
from tests.unit.alerting.make import NOW

MINUTE = timedelta(minutes=1)
AFTER = 15 * MINUTE


def channel(**state) -> ChannelNow:
    return ChannelNow(name="desk", **state)


def gone(number: int, *, minutes: int = 0) -> GivenUp:
    return GivenUp(delivery_id=number, at=NOW + minutes * MINUTE, error="550 no such user")


def steps(one: ChannelNow, *episodes, told=None, at: int = 0):
    last_told = {} if told is None else {"desk": told}
    return channel_steps([one], episodes, last_told=last_told, after=AFTER, now=NOW + at * MINUTE)


def opened(one: ChannelNow, at: int = 0):
    [step] = steps(one, at=at)
    return after_step(None, step, pause=AFTER, now=NOW + at * MINUTE)


def test_a_message_given_up_is_told_at_once_and_not_to_its_own_channel():
    [step] = steps(channel(given_up=(gone(7),)))
    assert (step.subject, step.but_for, step.concerns) == ("channel:desk", ("desk",), ("delivery:7",))
    assert "550 no such user" in step.text


def test_what_was_given_up_long_ago_or_told_before_is_not_told():
    assert not steps(channel(given_up=(gone(7),)), at=60 * 25)
    assert not steps(channel(given_up=(gone(7),)), told=NOW + MINUTE, at=10)
    [step] = steps(channel(given_up=(gone(7), gone(8, minutes=5))), told=NOW + MINUTE, at=10)
    assert step.concerns == ("delivery:8",)


def test_a_channel_that_is_slow_to_answer_is_told_after_a_while():
    failing = channel(failing_since=NOW, waiting=3, error="451 later")
    assert not steps(failing, at=14)
    [step] = steps(failing, at=15)
    assert "3 messages wait for another try; none is lost." in step.text


def test_one_message_that_fails_while_others_go_through_is_its_own_trouble():
    assert not steps(channel(failing_since=NOW, sent_at=NOW + MINUTE, waiting=1), at=60)


def test_it_works_again_when_a_message_went_through_after_the_trouble_was_told():
    alert = opened(channel(failing_since=NOW, waiting=1), at=20)
    still = channel(failing_since=NOW, waiting=1, sent_at=NOW - MINUTE)
    assert not any(isinstance(step, Recovery) for step in steps(still, alert, at=30))
    [step] = steps(channel(sent_at=NOW + 50 * MINUTE), alert, at=50)
    assert (step.title, step.but_for) == ("Channel desk works again after 30 min", ("desk",))


def test_a_message_given_up_after_the_last_one_that_went_through_keeps_it_open():
    alert = opened(channel(failing_since=NOW, waiting=1), at=20)
    [step] = steps(channel(sent_at=NOW + 25 * MINUTE, given_up=(gone(9, minutes=26),)), alert, at=40)
    assert not isinstance(step, Recovery)
