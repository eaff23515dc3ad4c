"""What a route's settings make of a flood: a real store, the real tell loop, a clock that is moved by hand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor import alerting
from monitor.model import (
    Acknowledgement,
    DeliveryState,
    Outcome,
    OutcomeStatus,
    Reason,
    Severity,
    Silence,
)
from monitor.service.followup_loop import FollowupLoop
from tests.integration.service.conftest import entry
from tests.unit.alerting.make import finding, opened, reading

URL = "https://outlet.example/feed"
EVENT = "Mercenaries of a private company took the harbour of Port Vale at dawn, witnesses and officials say"
BODY = (
    f"{EVENT}. The men came by boat, held the customs house for an hour and raised a black flag over the pier. "
    "The port authority closed the roads to the town, and the governor asked the capital for help. Two ferries turned "
    "back at sea. Nobody has said who paid for the raid, or what the company was promised for it."
)


def route(**settings: object) -> str:
    written = "".join(f", {key}: {value}" for key, value in settings.items())
    return f"routes: [{{name: all, to: [screen]{written}}}]\n"


class Sent:
    """The desk's own channels, which count what they send, and refuse it for as long as `refuses` is set."""

    def __init__(self, channels) -> None:
        self._channels = channels
        self.messages, self.refuses = [], False

    def __getattr__(self, name):
        return getattr(self._channels, name)

    def send(self, recipient, message):
        if self.refuses:
            return Outcome(status=OutcomeStatus.RETRY, detail="451 later")
        self.messages.append(message)
        return self._channels.send(recipient, message)


def watched(app):
    app.channels = Sent(app.channels)
    return app.channels


def happens(app, number: int, *, severity: Severity = Severity.HIGH, at) -> int:
    """Story number so-and-so becomes an alert, and is told by the routes."""
    made = opened(finding(severity=severity), number=number)
    alert = replace(made, key=f"story:{number}", title=f"Event {number}", opened_at=at)
    return app.store.deliveries.record_alert(alert, alerting.tellings(alert, app.policy.routes, (), now=at), now=at)


def states(app) -> dict[DeliveryState, int]:
    ledger = app.store.archive.ledger()
    assert ledger.balanced, ledger.problems
    return dict(ledger.states)


def pass_time(desk, app, *, hours: float, step: timedelta = timedelta(minutes=15)) -> None:
    end = desk.clock() + timedelta(hours=hours)
    while desk.clock() < end:
        desk.tell(app)
        desk.clock.now += step


@pytest.mark.parametrize("stories", [100, pytest.param(500, marks=pytest.mark.long)])
def test_a_burst_of_stories_on_20_an_hour_gives_20_messages_and_one_digest_that_names_the_rest(desk, stories) -> None:
    app = desk.open(URL, more=route(at_most="20/hour"))
    sent = watched(app)
    for number in range(stories):
        happens(app, number, at=desk.clock())
    desk.tell(app)
    assert len(sent.messages) == 20
    assert states(app) == {DeliveryState.SENT: 20, DeliveryState.DEFERRED: stories - 20}
    held = app.store.archive.deliveries(state=DeliveryState.DEFERRED, limit=stories)
    assert {record.delivery.why for record in held} == {"at most 20/hour"}
    assert {record.delivery.due_at for record in held} == {desk.clock() + timedelta(hours=1)}
    pass_time(desk, app, hours=6)
    assert len(sent.messages) == 21
    assert states(app) == {DeliveryState.SENT: 20, DeliveryState.IN_DIGEST: stories - 20}
    named = [int(number) for message in sent.messages for number in re.findall(r"\bEvent (\d+)\b", message.text)]
    assert set(named) == set(range(stories))


@pytest.mark.parametrize("each", [2, pytest.param(5, marks=pytest.mark.long)])  # articles of a source
async def test_a_story_of_many_articles_from_40_sources_in_10_minutes_gives_one_telling_and_one_update(
    desk, each
) -> None:
    urls = [f"https://outlet{number}.example/feed" for number in range(40)]
    app = desk.open(*urls, more=route(update_at_most_every="30m"))
    sent = watched(app)
    for minute in range(10):
        app.store.feeds.make_due(now=desk.clock())
        body = f"{BODY} Sanctions may follow." if minute > 3 else BODY
        for url in urls[4 * minute : 4 * minute + 4]:
            desk.papers.brings[url] = [entry(f"{n}", EVENT, body, published=desk.clock()) for n in range(each)]
        await desk.poll(app)
        desk.read(app)
        desk.tell(app)
        desk.clock.move(minutes=1)
    pass_time(desk, app, hours=6)
    ledger = app.store.archive.ledger()
    assert (ledger.new, ledger.alerts) == (40 * each, 1), [a.title for a in app.store.archive.alerts()]
    assert [Reason.NEW.value in message.title or "update" in message.title for message in sent.messages] == [
        False,
        True,
    ]
    assert ledger.balanced
    assert set(ledger.states) <= {DeliveryState.SENT, DeliveryState.SUPERSEDED}
    assert ledger.states[DeliveryState.SENT] == 2


def test_what_comes_in_quiet_hours_is_told_together_at_their_end_and_the_critical_at_once(desk) -> None:
    app = desk.open(URL, more=route(quiet_hours='"12:00-14:00"'))
    sent = watched(app)
    for number, severity in enumerate((Severity.HIGH, Severity.CRITICAL, Severity.LOW)):
        happens(app, number, severity=severity, at=desk.clock())
    desk.tell(app)
    assert [message.title for message in sent.messages] == ["[CRITICAL] Event 1"]
    desk.clock.move(hours=1, minutes=59)
    desk.tell(app)
    assert len(sent.messages) == 1
    desk.clock.move(minutes=1)
    desk.tell(app)
    assert len(sent.messages) == 2
    assert states(app) == {DeliveryState.SENT: 1, DeliveryState.IN_DIGEST: 2}


def test_what_was_put_off_alone_goes_out_as_itself(desk) -> None:
    app = desk.open(URL, more=route(digest='"13:00"'))
    sent = watched(app)
    happens(app, 1, at=desk.clock())
    desk.tell(app)
    assert sent.messages == []
    desk.clock.move(hours=1)
    desk.tell(app)
    assert [message.title for message in sent.messages] == ["[HIGH] Event 1"]
    assert states(app) == {DeliveryState.SENT: 1}


def test_a_digest_that_cannot_be_sent_is_tried_again_whole_with_what_came_due_meanwhile(desk) -> None:
    app = desk.open(URL, more=route(digest='"13:00"'))
    sent = watched(app)
    for number in range(3):
        happens(app, number, at=desk.clock())
    desk.tell(app)
    desk.clock.move(hours=1)
    sent.refuses = True
    desk.tell(app)
    assert states(app) == {DeliveryState.DEFERRED: 3}
    sent.refuses = False
    desk.clock.move(minutes=1)
    desk.tell(app)
    assert len(sent.messages) == 1
    assert states(app) == {DeliveryState.IN_DIGEST: 3}


def test_a_digest_counts_as_one_message_of_the_rate(desk) -> None:
    app = desk.open(URL, more=route(at_most="2/hour"))
    sent = watched(app)
    for number in range(5):
        happens(app, number, at=desk.clock())
    desk.tell(app)
    desk.clock.move(hours=1)
    desk.tell(app)
    assert len(sent.messages) == 3
    for number in range(5, 8):
        happens(app, number, at=desk.clock())
    desk.tell(app)
    assert len(sent.messages) == 4
    assert states(app) == {DeliveryState.SENT: 3, DeliveryState.IN_DIGEST: 3, DeliveryState.DEFERRED: 2}


def test_what_was_told_in_a_digest_is_not_told_again(desk) -> None:
    app = desk.open(URL, more=route(digest='"13:00"'))
    watched(app)
    ids = [happens(app, number, at=desk.clock()) for number in range(2)]
    desk.tell(app)
    desk.clock.move(hours=1)
    desk.tell(app)
    for alert_id in ids:
        alert = app.store.deliveries.alert(alert_id)
        told = app.store.deliveries.told(alert_id, now=desk.clock())
        assert alerting.tellings(alert, app.policy.routes, told, now=desk.clock()) == ()


@pytest.mark.parametrize("kept", ['digest: "13:00"', 'quiet_hours: "11:30-13:00"', "at_most: 1/hour"])
def test_a_clock_that_jumps_an_hour_and_back_tells_nothing_twice_and_no_digest_before_its_time(desk, kept) -> None:
    """It stands at 12:00; the hour is 13:00."""
    app = desk.open(URL, more=route(**dict([kept.split(": ", 1)])))
    sent = watched(app)
    for number in range(3):
        happens(app, number, at=desk.clock())
    desk.tell(app)
    at_first = len(sent.messages)  # by `at_most`, one goes out at once

    set_clock(desk, app, minutes=-60)
    pass_time(desk, app, hours=2)
    assert len(sent.messages) == at_first, "not before 13:00 by the new clock"
    desk.tell(app)
    assert len(sent.messages) == at_first + 1, "one message at its time, of all that waited"

    happens(app, 3, at=desk.clock())
    desk.tell(app)
    set_clock(desk, app, minutes=+60)
    set_clock(desk, app, minutes=-60)
    pass_time(desk, app, hours=30)
    named = Counter(number for message in sent.messages for number in set(re.findall(r"\bEvent (\d+)\b", message.text)))
    assert named == dict.fromkeys("0123", 1)
    assert len(sent.messages) <= at_first + 2
    assert app.store.archive.ledger().balanced


def set_clock(desk, app, *, minutes: int) -> None:
    """Jump, as the daemon notices it, and go on telling."""
    desk.clock.move(minutes=minutes)
    if minutes < 0:
        app.store.clock_set_back(by=timedelta(minutes=-minutes), now=desk.clock())
    desk.tell(app)


def silence(desk, **parts: object) -> Silence:
    return Silence(by="anna", reason="known", since=desk.clock(), until=desk.clock() + timedelta(hours=3), **parts)


def test_a_silence_counts_for_what_waits_already(desk) -> None:
    app = desk.open(URL, more=route(digest='"13:00"'))
    sent = watched(app)
    ids = [happens(app, number, at=desk.clock()) for number in range(3)]
    desk.tell(app)
    kept = app.store.steering.add_silence(silence(desk, alerts=(ids[0],)))
    app.store.steering.acknowledge(
        Acknowledgement(alert_id=ids[1], by="ben", at=desk.clock(), false_positive=True, note="a film")
    )
    desk.clock.move(hours=1)
    desk.tell(app)
    assert [message.title for message in sent.messages] == ["[HIGH] Event 2"]
    assert states(app) == {DeliveryState.SENT: 1, DeliveryState.SILENCED: 2}
    quiet = {record.delivery.alert_id: record.delivery for record in app.store.archive.deliveries(limit=9)}
    assert (quiet[ids[0]].silence, quiet[ids[0]].why) == (kept.id, f"silence {kept.id} of anna: known")
    assert quiet[ids[1]].why == "a false positive of mercenaries"


def test_a_silenced_part_is_not_shown_and_is_told_once_the_silence_is_over(desk) -> None:
    app = desk.open(URL, more=route())
    sent = watched(app)
    app.store.steering.add_silence(silence(desk, rules=("sanctions",)))
    made = opened(finding("mercenaries"), finding("sanctions"))
    alert = replace(made, key="story:1", title="Event", opened_at=desk.clock())
    tellings = alerting.tellings(alert, app.policy.routes, (), now=desk.clock())
    alert_id = app.store.deliveries.record_alert(alert, tellings, now=desk.clock())
    desk.tell(app)
    assert "About mercenaries" in sent.messages[0].text
    assert "About sanctions" not in sent.messages[0].text
    (told,) = app.store.deliveries.told(alert_id, now=desk.clock())
    assert told.view.rules == ("mercenaries",)
    desk.clock.move(hours=4)
    (again,) = alerting.tellings(replace(alert, id=alert_id), app.policy.routes, (told,), now=desk.clock())
    assert again.reasons == (Reason.RULE,)


def test_an_update_that_brings_nothing_but_what_is_silenced_is_silenced(desk) -> None:
    app = desk.open(URL, more=route(update_at_most_every="0s"))
    sent = watched(app)
    alert_id = happens(app, 1, at=desk.clock())
    desk.tell(app)
    app.store.steering.add_silence(silence(desk, rules=("sanctions",)))
    before = app.store.deliveries.alert(alert_id)
    alert = alerting.grow(before, reading(finding("sanctions"), number=2), _joined(), now=desk.clock())
    told = app.store.deliveries.told(alert_id, now=desk.clock())
    tellings = alerting.tellings(alert, app.policy.routes, told, now=desk.clock())
    assert tellings[0].reasons == (Reason.RULE,)
    app.store.deliveries.record_alert(alert, tellings, now=desk.clock())
    desk.tell(app)
    assert len(sent.messages) == 1
    assert states(app) == {DeliveryState.SENT: 1, DeliveryState.SILENCED: 1}


def test_a_story_that_grows_under_a_silence_has_one_silenced_telling_and_the_ledger_balances(desk) -> None:
    app = desk.open(URL, more=route(update_at_most_every="0s"))
    sent = watched(app)
    alert_id = happens(app, 1, at=desk.clock())
    kept = app.store.steering.add_silence(silence(desk, alerts=(alert_id,)))
    desk.tell(app)
    for number in range(2, 12):
        before = app.store.deliveries.alert(alert_id)
        alert = alerting.grow(before, reading(finding(), number=number), _joined(), now=desk.clock())
        told = app.store.deliveries.told(alert_id, now=desk.clock())
        tellings = alerting.tellings(alert, app.policy.routes, told, now=desk.clock())
        assert len(tellings) == 1
        app.store.deliveries.record_alert(alert, tellings, now=desk.clock())
        desk.tell(app)
    assert sent.messages == []
    assert states(app) == {DeliveryState.SILENCED: 1, DeliveryState.SUPERSEDED: 10}
    [record] = app.store.steering.records()
    assert (record.silence.id, record.tellings, record.alerts) == (kept.id, 1, 1)


def _joined():
    from tests.unit.alerting.make import SECOND

    return SECOND


@pytest.mark.parametrize("limit", [1, 3])
def test_news_of_an_alert_that_waits_takes_its_place_in_the_digest(desk, limit) -> None:
    app = desk.open(URL, more=route(digest='"13:00"'))
    sent = watched(app)
    ids = [happens(app, number, at=desk.clock()) for number in range(2)]
    desk.tell(app)
    for number in range(limit):
        before = app.store.deliveries.alert(ids[0])
        alert = alerting.grow(
            before, reading(finding(f"rule{number}"), number=10 + number), _joined(), now=desk.clock()
        )
        told = app.store.deliveries.told(ids[0], now=desk.clock())
        tellings = alerting.tellings(alert, app.policy.routes, told, now=desk.clock())
        app.store.deliveries.record_alert(alert, tellings, now=desk.clock())
        desk.tell(app)
    desk.clock.move(hours=1)
    desk.tell(app)
    assert len(sent.messages) == 1
    assert states(app) == {DeliveryState.IN_DIGEST: 2, DeliveryState.SUPERSEDED: limit}


def test_a_critical_alert_is_escalated_through_quiet_hours_and_reminded_of_until_it_is_acknowledged(desk) -> None:
    settings = {"remind_every": "1h", "escalate": "{after: 30m, to: screen}", "quiet_hours": '"12:10-14:00"'}
    app = desk.open(URL, more=route(**settings, quiet_unless="critical"))
    sent, follow = watched(app), FollowupLoop(app)
    alert_id = happens(app, 1, severity=Severity.CRITICAL, at=desk.clock())
    desk.tell(app)
    for _ in range(24):
        desk.clock.move(minutes=5)
        follow.look()
        desk.tell(app)
    assert [message.title for message in sent.messages] == [
        "[CRITICAL] Event 1",
        "[CRITICAL] Event 1 (update 2: escalated)",
        "[CRITICAL] Event 1 (update 3: a reminder)",
    ]
    assert "still not acknowledged since 2026-03-04 12:00 UTC" in sent.messages[1].text
    app.store.steering.acknowledge(Acknowledgement(alert_id=alert_id, by="ben", at=desk.clock()))
    desk.clock.move(hours=3)
    assert follow.look() == ()
    assert states(app) == {DeliveryState.SENT: 3}


def test_who_is_told_by_escalation_alone_reads_why_and_how_to_acknowledge(desk) -> None:
    boss = "  boss: {url: 'console://'}\n"
    app = desk.open(URL, more=boss + route(escalate="{after: 30m, to: boss}"))
    sent = watched(app)
    alert_id = happens(app, 1, severity=Severity.CRITICAL, at=desk.clock())
    desk.tell(app)
    desk.clock.move(minutes=30)
    FollowupLoop(app).look()
    desk.tell(app)
    first, boss_reads = (message.text for message in sent.messages)
    assert "vedette ack" not in first
    assert f"vedette ack {alert_id}" in boss_reads
    assert "Why you are told" in boss_reads
    assert "New since the last message" not in boss_reads


def test_nobody_is_reminded_of_a_story_that_is_closed(desk) -> None:
    app = desk.open(URL, more=route(remind_every="1d"))
    sent, follow = watched(app), FollowupLoop(app)
    happens(app, 1, at=desk.clock())
    desk.tell(app)
    for _ in range(10):
        desk.clock.move(days=1)
        follow.look()
        desk.tell(app)
    assert len(sent.messages) == 7
