"""Burst rules from a few lines of YAML, and events by hand: the least that is needed, the rest by keyword."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.engine.bursts import Burst, BurstSpec, Coverage, Past, Verdict, judge
from monitor.engine.bursts.load import build_burst
from monitor.engine.bursts.rules import burst_key
from monitor.model import Episode, Event, Thing
from monitor.strict_yaml import load

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HEAD = "id: {id}\ntitle: Sudden rise\nseverity: high\n"
SPIKE = "spike: {of: m, window: 24 hours, at_least: 5, compared_to: {average_of: 14 days, times: 3}}"
SILENCE = "silence: {of: m, window: 3 days, usual: {average_of: 14 days}}"
FIRST = "first_seen: {of: m, what: actor, not_in: 30 days, learn_for: 7 days}"
YEARS = Coverage(since=NOW - 1_000 * DAY)


def burst(asked: str = SPIKE, *, rule: str = "rise") -> Burst:
    document = load(Path(f"{rule}.yaml"), HEAD.format(id=rule) + asked)
    return build_burst(BurstSpec.model_validate(document.data), document)


def event(at: datetime, number: int, **fields) -> Event:
    """An article of a story and a source of its own, unless said otherwise."""
    fields.setdefault("found_at", at)
    fields.setdefault("source", f"paper {fields.get('story', number)}")
    return Event(id=number, rule="m", at=at, story=fields.pop("story", number), article=number, **fields)


def ago(*hours: float, first: int = 1, **fields) -> tuple[Event, ...]:
    """Events so many hours before `NOW`, numbered from `first`."""
    return tuple(event(NOW - hour * HOUR, number, **fields) for number, hour in enumerate(hours, first))


def daily(number: int, days: int, *, until: datetime = NOW - DAY, first: int = 1_000, **fields) -> tuple[Event, ...]:
    """So many events on each of the days before `until`."""
    times = [until - DAY * (day + (place + 0.5) / number) for day in range(days) for place in range(number)]
    return tuple(event(at, first + place, **fields) for place, at in enumerate(times))


def told(rule: Burst, at: datetime, *, group: str = "", ended: bool = False) -> Episode:
    return Episode(key=burst_key(rule, (group,), at), at=at, ended=ended)


def past(rule: Burst, *episodes: Episode, looked_at: datetime = NOW - HOUR) -> Past:
    return Past.of(rule, episodes, looked_at=looked_at)


def judged(
    rule: Burst, events: tuple[Event, ...], *episodes: Episode, now: datetime = NOW, coverage: Coverage = YEARS
) -> Verdict:
    return judge(rule, events, coverage=coverage, past=past(rule, *episodes), now=now)


def fires(
    rule: Burst, events: tuple[Event, ...], *episodes: Episode, now: datetime = NOW, coverage: Coverage = YEARS
) -> bool:
    return bool(judged(rule, events, *episodes, now=now, coverage=coverage).fired)


def thing(name: str) -> Thing:
    return Thing(name, name.title())
