"""When readers are reminded of an alert that nobody acknowledged, and when others are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor.alerting import tellings
from monitor.alerting.followups import PastTelling, followups
from monitor.config import Route
from monitor.config.schema import Escalation
from monitor.model import AlertKind, Delivery, DeliveryState, Reason, Severity
from tests.unit.alerting.make import NOW, finding, opened

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
SINCE = "still not acknowledged since 2026-03-01 12:00 UTC; whoever sees to it: vedette ack 0"
REMINDS = Route(name="all", to=("desk",), remind_every=HOUR)
ESCALATES = Route(name="all", to=("desk",), escalate=Escalation(after=30 * MINUTE, to=("boss", "phone")))


def told(by: Route = REMINDS, *, severity: Severity = Severity.CRITICAL, **fields: object) -> PastTelling:
    (delivery,) = tellings(opened(finding(severity=severity)), (by,), (), now=NOW)
    sent = replace(delivery, state=DeliveryState.SENT, **fields)  # type: ignore[arg-type]
    return PastTelling(delivery=sent, created_at=NOW, sent_at=NOW)


def again(delivery: Delivery, *, minutes: int, state: DeliveryState = DeliveryState.SENT) -> PastTelling:
    at = NOW + minutes * MINUTE
    sent = at if state is DeliveryState.SENT else None
    return PastTelling(delivery=replace(delivery, state=state), created_at=at, sent_at=sent)


def test_a_reader_is_reminded_once_the_time_has_passed_and_told_since_when_nobody_acknowledged():
    assert followups((told(),), (REMINDS,), now=NOW + 59 * MINUTE) == ()
    (reminder,) = followups((told(),), (REMINDS,), now=NOW + HOUR)
    assert (reminder.recipient, reminder.telling, reminder.reasons) == ("desk", 2, (Reason.REMINDER,))
    assert reminder.detail == (SINCE,)


def test_reminders_follow_each_other_at_the_same_distance_and_all_name_the_first_telling():
    (first,) = followups((told(),), (REMINDS,), now=NOW + HOUR)
    past = (told(), again(first, minutes=61))
    assert followups(past, (REMINDS,), now=NOW + 2 * HOUR) == ()
    (second,) = followups(past, (REMINDS,), now=NOW + 2 * HOUR + MINUTE)
    assert (second.telling, second.detail) == (3, first.detail)


def test_an_update_is_as_good_as_a_reminder():
    update = replace(told().delivery, telling=2, reasons=(Reason.ACTOR,))
    assert followups((told(), again(update, minutes=50)), (REMINDS,), now=NOW + HOUR) == ()


def test_nobody_is_reminded_while_something_waits_for_them_or_of_what_they_were_never_told():
    waits = replace(told().delivery, telling=2)
    past = (told(), again(waits, minutes=1, state=DeliveryState.DEFERRED))
    assert followups(past, (REMINDS,), now=NOW + 9 * HOUR) == ()
    silenced = again(told().delivery, minutes=0, state=DeliveryState.SILENCED)
    assert followups((silenced,), (REMINDS,), now=NOW + 9 * HOUR) == ()


def test_a_silenced_reminder_comes_again_after_its_time_not_at_once():
    (first,) = followups((told(),), (REMINDS,), now=NOW + HOUR)
    past = (told(), again(first, minutes=60, state=DeliveryState.SILENCED))
    assert followups(past, (REMINDS,), now=NOW + HOUR + MINUTE) == ()
    assert len(followups(past, (REMINDS,), now=NOW + 2 * HOUR)) == 1


def test_what_recovered_is_over():
    over = replace(told().delivery, telling=2, reasons=(Reason.RECOVERED,))
    assert followups((told(), again(over, minutes=1)), (REMINDS,), now=NOW + 9 * HOUR) == ()


def test_a_critical_alert_is_escalated_to_each_channel_once():
    past = (told(ESCALATES),)
    assert followups(past, (ESCALATES,), now=NOW + 29 * MINUTE) == ()
    both = followups(past, (ESCALATES,), now=NOW + 30 * MINUTE)
    assert [(one.recipient, one.telling, one.reasons) for one in both] == [
        ("boss", 1, (Reason.ESCALATED,)),
        ("phone", 1, (Reason.ESCALATED,)),
    ]
    past = (*past, *(again(one, minutes=30) for one in both))
    assert followups(past, (ESCALATES,), now=NOW + 9 * HOUR) == ()


def test_what_is_not_critical_or_not_sent_yet_is_not_escalated():
    later = NOW + 9 * HOUR
    assert followups((told(ESCALATES, severity=Severity.HIGH),), (ESCALATES,), now=later) == ()
    waiting = again(told(ESCALATES).delivery, minutes=0, state=DeliveryState.PENDING)
    assert followups((waiting,), (ESCALATES,), now=later) == ()


def test_an_escalation_that_was_overtaken_before_it_went_out_comes_again_and_says_what_waits():
    boss = followups((told(ESCALATES),), (ESCALATES,), now=NOW + HOUR)[0]
    update = replace(boss, telling=2, reasons=(Reason.ACTOR,), detail=("actor: Black Sun",))
    past = (
        told(ESCALATES),
        again(boss, minutes=60, state=DeliveryState.SUPERSEDED),
        again(update, minutes=61, state=DeliveryState.DEFERRED),
    )
    anew = followups(past, (ESCALATES,), now=NOW + 2 * HOUR)[0]
    assert (anew.telling, anew.reasons) == (3, (Reason.ESCALATED, Reason.ACTOR))
    assert anew.detail == (SINCE, "actor: Black Sun")


def test_the_first_telling_of_a_story_waits_from_its_opening_and_what_comes_meanwhile_joins_it():
    waits = Route(name="all", to=("desk",), first_alert_after=10 * MINUTE)
    alert = opened(finding())
    first, second = (tellings(alert, (waits,), (), now=NOW + minutes * MINUTE)[0] for minutes in (0, 4))
    assert first.due_at == second.due_at == NOW + 10 * MINUTE
    (late,) = tellings(alert, (waits,), (), now=NOW + HOUR)
    assert late.due_at == NOW + HOUR
    (own,) = tellings(replace(alert, kind=AlertKind.BURST), (waits,), (), now=NOW)
    assert own.due_at == NOW
