"""Feeds that are gone or fell quiet: told as one episode a day, and over when each has come to something."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting.health import subject_of
from monitor.alerting.health_feeds import FailingFeed, FeedsNow, Grace, concern, feed_steps
from monitor.alerting.health_quiet import GONE, QUIET, FallenFeed, concerned, quiet_steps
from monitor.alerting.trouble import Recovery, Trouble, after_step
from monitor.model import Alert, FailureCause
from tests.unit.alerting.make import NOW

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
PAUSE = timedelta(minutes=15)
EVERYBODY = range(1000)


def fallen(number: int, *, kind: str = QUIET, host: str = "", since: datetime = NOW - HOUR) -> FallenFeed:
    host = host or f"h{number}.example"
    says = "nothing new since Monday" if kind == QUIET else f"{host} says the feed is gone for good (410)"
    return FallenFeed(id=number, name=f"F{number}", host=host, kind=kind, says=says, since=since)


def gone(number: int, **options) -> FallenFeed:
    return fallen(number, kind=GONE, **{"since": NOW, **options})


def steps(*feeds: FallenFeed, episodes: tuple[Alert, ...] = (), active=EVERYBODY, at: timedelta = timedelta(0)):
    return quiet_steps(feeds, episodes, active=active, now=NOW + at)


def told(step, before: Alert | None = None, *, at: timedelta = timedelta(0)) -> Alert:
    alert = after_step(before, step, pause=PAUSE, now=NOW + at)
    assert alert is not None
    return alert


def test_a_quiet_feed_is_told_after_an_hour_with_what_was_usual_and_what_to_do():
    assert not steps(fallen(1, since=NOW - HOUR + PAUSE))
    [step] = steps(fallen(1))
    assert step.title == "A feed has fallen quiet: F1"
    assert step.text.startswith("F1: nothing new since Monday.\n\nAnswers come, so nothing fails;")
    assert (step.concerns, step.severity) == (("feed:1",), "medium")


def test_a_gone_feed_is_told_at_once_with_what_to_do():
    [step] = steps(gone(1))
    assert step.title == "A feed is gone: F1"
    assert "F1: h1.example says the feed is gone for good (410)." in step.text
    assert "Look for its new address, or take it out of the configuration" in step.text


def test_many_at_once_are_one_alert_by_kind():
    quiet = [fallen(n) for n in range(200)]
    found = steps(*quiet, *(gone(n, host="big.example") for n in range(200, 203)))
    assert [step.title for step in found] == [
        "3 feeds at big.example are gone",
        "200 feeds at 200 hosts have fallen quiet",
    ]
    assert "And 150 more: `vedette feeds --state stale`." in found[1].text


def test_who_falls_quiet_within_the_day_joins_the_open_episode():
    first = told(steps(fallen(1))[0])
    [step] = steps(fallen(1), fallen(2, since=NOW + 5 * HOUR), episodes=(first,), at=6 * HOUR)
    assert step.subject == subject_of(first)
    grown = told(step, first, at=6 * HOUR)
    assert (grown.title, grown.concerns) == ("2 feeds at 2 hosts have fallen quiet", ("feed:1", "feed:2"))


def test_who_falls_quiet_on_another_day_is_an_episode_of_its_own():
    first = told(steps(fallen(1))[0])
    found = steps(fallen(1), fallen(2, since=NOW + 20 * HOUR), episodes=(first,), at=25 * HOUR)
    assert [step.subject for step in found] == [subject_of(first), "quiet:2"]


def test_an_episode_is_over_when_none_of_its_feeds_is_quiet():
    first = told(steps(fallen(1), fallen(2))[0])
    [step] = steps(fallen(2), episodes=(first,), at=2 * DAY)
    assert isinstance(step, Trouble)
    [step] = steps(episodes=(first,), at=2 * DAY)
    assert isinstance(step, Recovery)
    assert step.title == "After 2 d: 2 feeds publishing again as before"
    assert not step.quietly


def test_a_feed_that_left_the_configuration_did_not_recover():
    first = told(steps(fallen(1), fallen(2))[0])
    [step] = steps(episodes=(first,), active=[1], at=DAY)
    assert step.title == "After 1 d: 1 feed publishing again as before, 1 feed no longer configured"
    lost = told(steps(gone(1))[0])
    assert steps(episodes=(lost,), active=[], at=DAY)[0].title == "After 1 d: 1 feed no longer configured"
    assert steps(episodes=(lost,), at=DAY)[0].title == "After 1 d: 1 feed there again"


def test_a_quiet_feed_that_is_gone_is_told_as_gone_alone():
    first = told(steps(fallen(1))[0])
    over, begun = sorted(steps(gone(1), episodes=(first,), at=DAY), key=lambda step: isinstance(step, Trouble))
    assert isinstance(over, Recovery)
    assert over.quietly
    assert begun.title == "A feed is gone: F1"


def test_after_eight_weeks_quiet_is_a_habit_and_no_recovery():
    first = told(steps(fallen(1))[0])
    [step] = steps(episodes=(first,), at=8 * WEEK)
    assert step.title == "After 56 d: 1 feed as quiet as it became by habit now"


def test_a_failing_feed_that_is_gone_is_not_told_to_be_read_again():
    failing = FailingFeed(
        id=1, name="F1", host="h1.example", cause=FailureCause.HTTP, error="h1.example down", failures=5, since=NOW
    )
    seen = FeedsNow(failing=(failing,), hosts=9, answered_at=NOW + HOUR)
    grace = Grace(after=PAUSE, failures=5)
    alert = told(feed_steps(seen, (), grace=grace, now=NOW)[0])
    after = FeedsNow(failing=(), hosts=9, answered_at=NOW + HOUR, gone={1})
    [step] = feed_steps(after, (alert,), grace=grace, now=NOW + HOUR)
    assert isinstance(step, Recovery)
    assert (step.quietly, step.title) == (True, "After 1 h: 0 feeds read again, 1 gone for good")


def test_what_episodes_concern_is_read_off_them():
    first, second = told(steps(fallen(1), fallen(7))[0]), told(steps(gone(30))[0])
    assert concerned((first, second)) == {1, 7, 30}
    assert concerned(()) == frozenset()


feeds = st.builds(
    fallen,
    st.integers(0, 30),
    kind=st.sampled_from([GONE, QUIET]),
    host=st.sampled_from(["", "a.example"]),
    since=st.integers(-90, 0).map(lambda minutes: NOW + timedelta(minutes=minutes)),
)


@given(st.lists(st.lists(feeds, max_size=12, unique_by=lambda feed: feed.id), max_size=6))
def test_however_feeds_fall_and_rise_each_is_told_in_one_episode_and_a_day_has_one_of_a_kind(rounds):
    episodes: dict[str, Alert] = {}
    for number, now_fallen in enumerate(rounds):
        at = number * HOUR
        for step in steps(*now_fallen, episodes=tuple(episodes.values()), at=at):
            before = episodes.get(step.subject)
            after = after_step(before, step, pause=PAUSE, now=NOW + at)
            if isinstance(step, Recovery):
                del episodes[step.subject]
            elif after is not None:
                episodes[step.subject] = after
        for kind in (GONE, QUIET):
            of_kind = [one for subject, alert in episodes.items() if subject.startswith(kind) for one in alert.concerns]
            assert len(of_kind) == len(set(of_kind))
            assert sum(subject.startswith(kind) for subject in episodes) <= 1
        told_of = {one for alert in episodes.values() for one in alert.concerns}
        assert {concern(feed.id) for feed in now_fallen if feed.kind == GONE} <= told_of
