"""Whether a telling may go out at this moment, and until when it is held."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting import grow, health_alert, tellings
from monitor.alerting.gate import as_shown, gate, held_back, shown
from monitor.config import Route, When
from monitor.config.timetable import hours_from_text, rate_from_text, timetable_from_text
from monitor.model import (
    Acknowledgement,
    Alert,
    Delivery,
    DeliveryState,
    Held,
    Severity,
    Silence,
    Standing,
    Told,
)
from tests.unit.alerting.make import LATER, NOW, SECOND, facts, finding, opened, reading

HOUR = timedelta(hours=1)
NOTHING = Standing()
ALERT = replace(
    opened(
        finding("mercenaries", context=facts(actors=("black-sun",))),
        finding("sanctions", labels={"theme": "law"}),
    ),
    id=7,
    title="Hired guns seen at the Port of Vale",
)


def route(**keys: object) -> Route:
    return Route(name="all", to=("desk",), **keys)  # type: ignore[arg-type]


def held(*, by: Route, alert: Alert = ALERT, standing: Standing = NOTHING, at: datetime = NOW) -> Held | None:
    (delivery,) = tellings(alert, (by,), (), now=NOW)
    return gate(delivery, alert, (by,), standing, now=at)


def silence(**parts: object) -> Standing:
    one = Silence(id=3, by="anna", reason="known", since=NOW, until=NOW + HOUR, **parts)  # type: ignore[arg-type]
    return Standing(silences=(one,))


def test_without_a_policy_everything_may_go_out():
    assert held(by=route()) is None


@pytest.mark.parametrize(
    "parts",
    [
        {"alerts": (7,)},
        {"words": ("PORT of", "vale")},
        {"actors": ("black-sun",), "rules": ("mercenaries",)},
        {"rules": ("mercenaries",)},
    ],
)
def test_a_silence_that_covers_all_that_is_shown_holds_the_telling(parts: dict[str, object]):
    by = route(when=When(rules=("mercenaries",)))
    answer = held(by=by, standing=silence(**parts))
    assert answer == Held(why="silence 3 of anna: known", silence=3)


@pytest.mark.parametrize(
    "parts",
    [
        {"alerts": (8,)},
        {"words": ("vale", "airport")},
        {"actors": ("black-sun",), "rules": ("sanctions", "ceasefire"), "labels": {"theme": "war"}},
        {"labels": {"theme": "law"}},
    ],
)
def test_a_silence_leaves_what_it_does_not_cover(parts: dict[str, object]):
    assert held(by=route(), standing=silence(**parts)) is None


def test_a_reader_is_shown_what_is_left_of_a_silenced_alert():
    by = route()
    (delivery,) = tellings(ALERT, (by,), (), now=NOW)
    left = shown(ALERT, delivery, (by,), silence(labels={"theme": "law"}))
    assert [item.finding.match.rule for item in left] == ["mercenaries"]


def test_a_false_positive_quiets_its_rules_on_its_story_alone():
    false = Acknowledgement(alert_id=7, by="ben", at=NOW, false_positive=True, rules=("mercenaries",))
    by, standing = route(when=When(rules=("mercenaries",))), Standing(acknowledgements=(false,))
    assert held(by=by, standing=standing) == Held(why="a false positive of mercenaries")
    assert held(by=by, standing=standing, alert=replace(ALERT, id=8)) is None
    assert held(by=route(), standing=standing) is None


def test_an_acknowledged_alert_may_still_grow():
    seen = Acknowledgement(alert_id=7, by="ben", at=NOW)
    assert held(by=route(), standing=Standing(acknowledgements=(seen,))) is None


def test_a_silence_by_words_covers_an_alert_without_findings():
    alert = health_alert(subject="feed", title="A feed is silent", text="x", severity=Severity.HIGH, now=NOW)
    answer = held(by=route(), alert=alert, standing=silence(words=("silent",)))
    assert answer is not None
    assert answer.silence == 3
    assert held(by=route(), alert=alert, standing=silence(rules=("mercenaries",))) is None


def test_what_a_message_in_flight_said_already_is_not_said_again():
    by = route()
    (first,) = tellings(ALERT, (by,), (), now=NOW)
    grown = grow(ALERT, reading(finding("ceasefire"), number=2), SECOND, now=LATER)
    knows_first = Told(route="all", recipient="desk", view=first.view, at=NOW, telling=1)
    (update,) = tellings(grown, (by,), (knows_first,), now=NOW)
    assert gate(update, grown, (by,), Standing(known=first.view, heard=1), now=update.due_at) is None
    showed_it = as_shown(first, grown, (by,), NOTHING).view
    answer = gate(update, grown, (by,), Standing(known=showed_it, heard=1), now=update.due_at)
    assert answer == Held(why="an earlier message said all of it", overtaken=True)
    assert held_back(update, answer).state is DeliveryState.SUPERSEDED


def test_quiet_hours_put_off_until_their_end():
    by = route(quiet_hours=hours_from_text("12:00-14:00"), time_zone="UTC")
    answer = held(by=by)
    assert answer == Held(why="quiet hours 12:00-14:00", until=NOW + 2 * HOUR, gathered=True)
    assert held(by=by, at=NOW + 2 * HOUR) is None


def test_grave_alerts_break_through_quiet_hours():
    by = route(quiet_hours=hours_from_text("12:00-14:00"), quiet_unless=Severity.HIGH, time_zone="UTC")
    assert held(by=by, alert=replace(ALERT, severity=Severity.HIGH)) is None


def test_a_digest_waits_for_its_time_and_goes_out_then():
    by = route(digest=timetable_from_text("07:30"), time_zone="UTC")
    answer = held(by=by)
    assert answer is not None
    assert answer.until == datetime(2026, 3, 2, 7, 30, tzinfo=NOW.tzinfo)
    (delivery,) = tellings(ALERT, (by,), (), now=NOW)
    waited = replace(delivery, state=DeliveryState.DEFERRED, due_at=answer.until)
    assert gate(waited, ALERT, (by,), NOTHING, now=answer.until) is None
    tried = replace(delivery, attempts=1)
    assert gate(tried, ALERT, (by,), NOTHING, now=answer.until) is None


def test_what_is_more_than_the_rate_waits_until_there_is_room():
    by = route(at_most=rate_from_text("2/hour"))
    sent = (NOW - HOUR, NOW - timedelta(minutes=40), NOW - timedelta(minutes=10))
    answer = held(by=by, standing=Standing(sent=sent))
    assert answer == Held(why="at most 2/hour", until=NOW + timedelta(minutes=20), gathered=True)
    assert held(by=by, standing=Standing(sent=sent[:2])) is None


@given(
    st.lists(st.integers(0, 7_200), max_size=40).map(sorted),
    st.integers(1, 10),
)
def test_the_rate_is_never_passed_and_never_waits_longer_than_its_period(ago: list[int], most: int):
    sent = tuple(NOW - timedelta(seconds=seconds) for seconds in reversed(ago))
    by = route(at_most=rate_from_text(f"{most}/hour"))
    answer = held(by=by, standing=Standing(sent=sent))
    lately = [at for at in sent if at > NOW - HOUR]
    assert (answer is None) == (len(lately) < most)
    if answer is not None:
        assert answer.until is not None
        assert NOW < answer.until <= NOW + HOUR
        assert len([at for at in sent if at > answer.until - HOUR]) < most


def test_a_route_that_is_gone_holds_nothing():
    delivery = Delivery(alert_id=7, revision=1, route="old", recipient="desk", due_at=NOW)
    assert gate(delivery, ALERT, (), NOTHING, now=NOW) is None
