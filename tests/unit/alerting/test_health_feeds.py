"""Which feeds fail for one cause, when that is told, and when it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting.health import subject_of
from monitor.alerting.health_feeds import FailingFeed, FeedsNow, Grace, concern, feed_steps
from monitor.alerting.trouble import Recovery, Trouble, after_step, lasted
from monitor.model import Alert, FailureCause, Reason
from tests.unit.alerting.make import NOW

MINUTE = timedelta(minutes=1)
GRACE = Grace(after=15 * MINUTE, failures=5)
PAUSE = 15 * MINUTE
UNREACHED, FORBIDDEN = "could not be found: no such name", "forbids access (403)"


def feed(number: int, *, host: str = "", cause=FailureCause.NETWORK, says=UNREACHED, **state) -> FailingFeed:
    host = host or f"h{number}.example"
    given = {"failures": 2, "since": NOW, **state}
    return FailingFeed(id=number, name=f"F{number}", host=host, cause=cause, error=f"{host} {says}", **given)


def forbidden(number: int, **options) -> FailingFeed:
    return feed(number, cause=FailureCause.HTTP, says=FORBIDDEN, **options)


def now(*failing: FailingFeed, hosts: int = 200, answered: datetime | None = None) -> FeedsNow:
    return FeedsNow(failing=failing, hosts=hosts, answered_at=answered)


def steps(seen: FeedsNow, *episodes: Alert, after: timedelta = 20 * MINUTE):
    return feed_steps(seen, episodes, grace=GRACE, now=NOW + after)


def subjects(found) -> list[str]:
    return sorted(step.subject.split(":")[0] for step in found)


def told(step, before: Alert | None = None, *, at: timedelta = timedelta(0)) -> Alert:
    alert = after_step(before, step, pause=PAUSE, now=NOW + at)
    assert alert is not None
    return alert


def test_two_hundred_feeds_without_an_answer_are_one_network():
    [step] = steps(now(*map(feed, range(200)), answered=NOW - MINUTE))
    assert (step.subject, len(step.concerns)) == ("network", 200)
    assert step.title == "The network is unreachable: 200 feeds cannot be read"
    assert "F0, F1, F2" in step.text
    assert "F199" in step.text


def test_a_blip_is_not_told():
    assert not steps(now(*map(feed, range(200))), after=14 * MINUTE)


def test_an_answer_since_acquits_the_network():
    lost = [feed(n, says=f"says {n}") for n in range(9)]
    assert not steps(now(*lost, answered=NOW + MINUTE))


def test_an_error_page_is_an_answer():
    lost = [feed(n, says=f"says {n}") for n in range(9)]
    assert not steps(now(*lost, forbidden(99, since=NOW + MINUTE)))


def test_who_is_slow_counts_with_those_who_cannot_be_reached_but_not_alone():
    slow = [feed(n, cause=FailureCause.TIMEOUT, says=f"was too slow by {n}") for n in range(5)]
    assert not steps(now(*slow))
    [step] = steps(now(*slow, feed(9)))
    assert len(step.concerns) == 6


def test_one_wording_at_three_hosts_is_one_cause_and_at_two_it_is_theirs():
    [step] = steps(now(*(forbidden(n) for n in range(12)), answered=NOW + MINUTE))
    assert step.title == f"12 feeds at 12 hosts fail alike: {FORBIDDEN}"
    assert not steps(now(forbidden(1), forbidden(2), answered=NOW + MINUTE))


def test_the_feeds_of_one_host_are_one_alert():
    two = [forbidden(n, host="big.example") for n in range(5)]
    [step] = steps(now(*two, answered=NOW + MINUTE))
    assert step.title == "5 feeds at big.example cannot be read"


def test_a_feed_by_itself_is_told_at_its_fifth_failure_in_a_row():
    assert not steps(now(forbidden(1, failures=4), answered=NOW + MINUTE))
    [step] = steps(now(forbidden(1, failures=5), answered=NOW + MINUTE), after=MINUTE)
    assert step.title == "A feed cannot be read: F1"
    assert "failed 5 times in a row: h1.example forbids access (403)." in step.text


def test_after_an_outage_of_ours_a_feed_counts_only_when_it_was_asked_again():
    stale = [feed(n, failures=1) for n in range(50)]
    assert not steps(now(*stale, answered=NOW + 16 * MINUTE))


def test_who_is_found_later_joins_the_open_episode_and_is_told_at_its_pace():
    first = told(steps(now(*map(feed, range(150))))[0], at=20 * MINUTE)
    [step] = steps(now(*map(feed, range(200))), first, after=21 * MINUTE)
    quiet = told(step, first, at=21 * MINUTE)
    assert (len(quiet.concerns), len(quiet.revisions), quiet.title) == (200, 1, first.title)
    [step] = steps(now(*map(feed, range(200))), quiet, after=36 * MINUTE)
    loud = told(step, quiet, at=36 * MINUTE)
    assert (loud.revisions[-1].reasons, loud.revisions[-1].detail) == ((Reason.TROUBLE,), ("in all: 200",))
    assert loud.title == "The network is unreachable: 200 feeds cannot be read"
    [step] = steps(now(*map(feed, range(200))), loud, after=60 * MINUTE)
    assert after_step(loud, step, pause=PAUSE, now=NOW + 60 * MINUTE) is None


def test_the_network_is_back_when_all_were_asked_again():
    alert = told(steps(now(*map(feed, range(200))))[0], at=20 * MINUTE)
    half = [feed(n, failures=1) for n in range(100)]
    back = NOW + 150 * MINUTE
    assert subjects(steps(now(*half, answered=back), alert, after=150 * MINUTE)) == ["network"]
    assert isinstance(steps(now(*half, answered=back), alert, after=150 * MINUTE)[0], Trouble)
    [step] = steps(now(answered=back), alert, after=150 * MINUTE)
    assert isinstance(step, Recovery)
    assert step.title == "The network is back after 2 h 10 min: 200 feeds read again"


def test_a_feed_that_fails_yet_does_not_hold_up_the_network_s_return():
    alert = told(steps(now(*map(feed, range(200))))[0], at=20 * MINUTE)
    dead = replace(feed(7), failures=2)
    [step] = steps(now(dead, answered=NOW + 60 * MINUTE), alert, after=60 * MINUTE)
    assert step.title == "The network is back after 40 min: 199 feeds read again"
    assert "Still failing, each for its own reason: F7." in step.text


def test_a_host_is_back_when_none_of_its_feeds_fails():
    feeds = [forbidden(n, host="big.example") for n in range(3)]
    alert = told(steps(now(*feeds, answered=NOW + MINUTE))[0], at=20 * MINUTE)
    [step] = steps(now(feeds[0], answered=NOW + 30 * MINUTE), alert, after=30 * MINUTE)
    assert isinstance(step, Trouble)
    [step] = steps(now(answered=NOW + 30 * MINUTE), alert, after=65 * MINUTE)
    assert step.title == "big.example is back after 45 min: 3 feeds read again"


def test_feeds_of_an_open_episode_make_no_second_one():
    feeds = [forbidden(n) for n in range(5)]
    alert = told(steps(now(*feeds, answered=NOW + MINUTE))[0], at=20 * MINUTE)
    worse = [replace(one, failures=9, error=f"{one.host} answered 500") for one in feeds]
    [step] = steps(now(*worse, answered=NOW + MINUTE), alert, after=40 * MINUTE)
    assert step.subject == subject_of(alert)


def test_a_subject_is_read_off_its_alert():
    for minute in range(0, 180, 20):
        alert = told(Trouble(subject="host:a:20.example", title="t", text="", severity="high"), at=minute * MINUTE)
        assert subject_of(alert) == "host:a:20.example"


def test_lengths_are_said_as_people_do():
    said = [lasted(timedelta(seconds=s)) for s in (5, 90, 3600, 7800, 86_400, 100_000)]
    assert said == ["5 s", "1 min", "1 h", "2 h 10 min", "1 d", "1 d 3 h"]


failing = st.builds(
    feed,
    st.integers(0, 30),
    host=st.sampled_from(["", "a.example", "b.example"]),
    cause=st.sampled_from(FailureCause),
    says=st.sampled_from([UNREACHED, FORBIDDEN, "was too slow"]),
    failures=st.integers(1, 9),
    since=st.integers(-60, 19).map(lambda m: NOW + m * MINUTE),
)


@given(
    st.lists(failing, max_size=30, unique_by=lambda one: one.id),
    st.one_of(st.none(), st.integers(-60, 20).map(lambda m: NOW + m * MINUTE)),
)
def test_a_feed_is_told_of_under_one_cause_at_most(feeds, answered):
    seen = now(*feeds, answered=answered)
    found = steps(seen)
    concerns = [one for step in found for one in step.concerns]
    assert len(concerns) == len(set(concerns))
    assert set(concerns) <= {concern(one.id) for one in feeds}
    episodes = [told(step, at=20 * MINUTE) for step in found]
    again = steps(seen, *episodes, after=20 * MINUTE)
    assert all(
        after_step(e, s, pause=PAUSE, now=NOW + 20 * MINUTE) is None for e, s in zip(episodes, again, strict=False)
    )
