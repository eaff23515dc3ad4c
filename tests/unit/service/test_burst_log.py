"""The events in memory: what is new is read, and everything once more when the rules ask for more than before."""

from __future__ import annotations

from datetime import timedelta

from monitor.service.burst_log import OVERLAP, EpisodeLog, EventLog
from tests.unit.engine.bursts.making import DAY, HOUR, NOW, burst, event, told

SHORT = "spike: {of: m, window: 24 hours, at_least: 5}"
LONG = "first_seen: {of: m, what: actor, not_in: 90 days}"


class Archive:
    """Stored events, and what was asked for."""

    def __init__(self, *events) -> None:
        self.events_ = list(events)
        self.read = 0

    def events(self, rules, *, since, after=0):
        for one in self.events_:
            if one.rule in rules and one.at >= since and one.id > after:
                self.read += 1
                yield one


def ids(log, rule):
    return [one.id for one in log.of(rule)]


def test_only_what_came_since_the_last_look_is_read():
    archive, rule = Archive(event(NOW - DAY, 1)), burst(SHORT)
    log = EventLog(archive)
    log.refresh([rule], now=NOW)
    archive.events_.append(event(NOW, 2))
    log.refresh([rule], now=NOW + HOUR)
    log.refresh([rule], now=NOW + 2 * HOUR)
    assert ids(log, rule) == [1, 2]
    assert archive.read == 2


def test_what_is_older_than_any_rule_asks_for_is_forgotten():
    archive, rule = Archive(event(NOW - 7 * DAY, 1), event(NOW, 2)), burst(SHORT)
    log = EventLog(archive)
    log.refresh([rule], now=NOW)
    log.refresh([rule], now=NOW + 2 * DAY)
    assert ids(log, rule) == [2]


def test_a_rule_that_looks_farther_back_has_everything_read_once_more():
    archive = Archive(event(NOW - 60 * DAY, 1), event(NOW, 2))
    log = EventLog(archive)
    log.refresh([burst(SHORT)], now=NOW)
    assert ids(log, burst(SHORT)) == [2]
    log.refresh([burst(SHORT), burst(LONG)], now=NOW + HOUR)
    assert ids(log, burst(LONG)) == [1, 2]


def test_a_rule_that_counts_another_rule_has_that_read_too():
    other = burst(SHORT.replace("of: m", "of: [m, n, m]"))
    archive = Archive(event(NOW, 1))
    log = EventLog(archive)
    log.refresh([burst(SHORT)], now=NOW)
    log.refresh([burst(SHORT), other], now=NOW)
    assert ids(log, other) == [1]
    assert ids(log, burst(SHORT)) == [1]


def test_episodes_are_kept_by_key_the_latest_state_of_each():
    log, rule = EpisodeLog(), burst(SHORT)
    log.add([told(rule, NOW)], now=NOW)
    log.add([told(rule, NOW, ended=True), told(rule, NOW, group="x")], now=NOW + HOUR)
    assert sorted((one.key, one.ended) for one in log.all) == [
        ("burst:rise::2026-03-20T12:00:00Z", True),
        ("burst:rise:x:2026-03-20T12:00:00Z", False),
    ]
    assert log.since == NOW + HOUR - OVERLAP
    assert timedelta() < OVERLAP < HOUR
