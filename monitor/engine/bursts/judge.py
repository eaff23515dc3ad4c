"""What fires now: events, the archive's coverage and what was told before go in, episodes come out. Pure.

A spike counts what came since its group's last alert, at most a window long, so that no story makes two alerts; nothing
is told of a group within `quiet_for`. A silence is told once, and ends with the next event. A first sighting is found
from the events alone: whoever judges it, however often, makes the same episode of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.engine.bursts.counting import Tally, Usual, usual
from monitor.engine.bursts.coverage import Coverage
from monitor.engine.bursts.events import EVERYTHING, by_time, grouped
from monitor.engine.bursts.rules import Burst, Past, burst_key
from monitor.engine.bursts.schema import FirstSeenSpec, SilenceSpec, SpikeSpec
from monitor.engine.bursts.sightings import sightings
from monitor.model import Episode, Event, Thing

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a group stands: how many came since `since`, and what is usual in a window. `needed` is what would fire.

    `events` are those that were counted, oldest first; of a silent group the last one before.
    `since` is later than a window ago if an alert came in between; `until` is when the group's quiet time ends;
    `late` how much longer the time is from which the articles come that came in since `since`; `learning` that the
    archive is too young to tell.
    """

    group: Thing
    count: int
    events: tuple[Event, ...]
    since: datetime
    needed: float
    usual: Usual | None = None
    late: timedelta = timedelta()
    until: datetime | None = None
    learning: bool = False
    fires: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """An episode begins. `events` made it, oldest first; of a silence the last one before it.

    `standing` has the figures; `things` were seen for the first time.
    """

    key: str
    group: Thing
    events: tuple[Event, ...]
    standing: Standing | None = None
    things: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The silence of a group is over with this event."""

    episode: Episode
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What begins and what ends now."""

    fired: tuple[Fired, ...] = ()
    ended: tuple[Ended, ...] = ()


def judge(burst: Burst, events: Sequence[Event], *, coverage: Coverage, past: Past, now: datetime) -> Verdict:
    """Judge one rule. `events` are those of the rules it counts, back to its horizon; their order does not matter."""
    asked = burst.asked
    if isinstance(asked, FirstSeenSpec):
        return Verdict(fired=tuple(_seen(burst, asked, events, coverage=coverage, past=past, now=now)))
    fired = []
    for standing in standings(burst, events, coverage=coverage, past=past, now=now):
        if standing.fires:
            key = burst_key(burst, (standing.group.id,), standing.events[-1].at)
            fired.append(Fired(key=key, group=standing.group, events=standing.events, standing=standing))
    ended = tuple(_ended(burst, events, past=past, now=now)) if isinstance(asked, SilenceSpec) else ()
    return Verdict(fired=tuple(fired), ended=ended)


def standings(
    burst: Burst, events: Sequence[Event], *, coverage: Coverage, past: Past, now: datetime
) -> tuple[Standing, ...]:
    """How each group of a spike or silence stands now; a rule without groups has one, also when nothing ever came."""
    asked = burst.asked
    if isinstance(asked, FirstSeenSpec):
        return ()
    groups = dict(grouped(events, asked.group_by))
    if asked.group_by == "none":
        groups.setdefault(EVERYTHING, ())
    found = []
    for group, own in groups.items():
        last = past.episodes.get(group.id)
        if isinstance(asked, SpikeSpec):
            found.append(_spike(asked, group, own, coverage=coverage, last=last, now=now))
        else:
            found.append(_silence(asked, group, own, coverage=coverage, last=last, now=now))
    return tuple(sorted(found, key=lambda standing: (-standing.count, standing.group.id)))


def _spike(
    asked: SpikeSpec, group: Thing, own: Sequence[Event], *, coverage: Coverage, last: Episode | None, now: datetime
) -> Standing:
    window_ago, tally = now - asked.window, Tally.of(own, asked.count)
    since = max(window_ago, last.at) if last else window_ago
    units = tally.between(window_ago, now, found_after=last.at if last else None)
    late = since - coverage.reaches_back(since)
    known, needed, typical = coverage.since <= window_ago, float(asked.at_least), None
    if asked.compared_to is not None:
        average_of = asked.compared_to.average_of
        before = coverage.reaches_back(window_ago)
        typical = usual(tally, coverage, before, window=asked.window, average_of=average_of)
        longer = max(1.0, (now - since + late) / asked.window)
        needed = max(needed, asked.compared_to.times * typical.average * longer)
        known = typical.known
    until = last.at + asked.quiet_for if last else None
    quiet = until is not None and now < until
    return Standing(
        group=group,
        count=len(units),
        events=units,
        since=since,
        needed=needed,
        usual=typical,
        late=late,
        until=until if quiet else None,
        learning=not known,
        fires=known and not quiet and len(units) + _ROUNDING >= needed,
    )


def _silence(
    asked: SilenceSpec, group: Thing, own: Sequence[Event], *, coverage: Coverage, last: Episode | None, now: datetime
) -> Standing:
    since, tally = now - asked.window, Tally.of(own, asked.count)
    newest = max((event for event in own if event.at <= now), key=by_time, default=None)
    before = coverage.reaches_back(since)
    typical = usual(tally, coverage, before, window=asked.window, average_of=asked.usual.average_of)
    until = last.at + asked.quiet_for if last else None
    quiet = until is not None and now < until
    told = last is not None and newest is not None and last.at >= newest.found_at
    listened = coverage.whole(since, now) and coverage.settled(now)
    silent = newest is not None and newest.at <= since
    missed = typical.known and typical.average + _ROUNDING >= asked.usual.at_least
    units = tally.between(since, now)
    return Standing(
        group=group,
        count=len(units),
        events=(newest,) if newest and silent else units,
        since=since,
        needed=asked.usual.at_least,
        usual=typical,
        until=until if quiet else None,
        learning=not typical.known,
        fires=silent and missed and listened and not told and not quiet,
    )


def _ended(burst: Burst, events: Sequence[Event], *, past: Past, now: datetime) -> Iterator[Ended]:
    """Groups that were silent, with the first event that was found since."""
    assert isinstance(burst.asked, SilenceSpec)
    for group, own in grouped(events, burst.asked.group_by).items():
        last = past.episodes.get(group.id)
        if last is None or last.ended:
            continue
        after = [event for event in own if last.at < event.found_at <= now]
        if after:
            yield Ended(episode=last, event=min(after, key=lambda event: (event.found_at, by_time(event))))


def _seen(
    burst: Burst, asked: FirstSeenSpec, events: Sequence[Event], *, coverage: Coverage, past: Past, now: datetime
) -> Iterator[Fired]:
    for event, things in sightings(asked, events, since=past.looked_at, now=now):
        if event.at - coverage.since < asked.learn_for:
            continue
        told = past.told_of(burst, event.at)
        news = tuple(thing for thing in things if thing.id not in told)
        if news:
            key = burst_key(burst, (thing.id for thing in news), event.at)
            yield Fired(key=key, group=EVERYTHING, events=(event,), things=news)
