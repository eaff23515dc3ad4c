"""Run the timelines that stand in burst rules: days go in, the days on which the rule fires come out. Pure.

What happens on a day is spread evenly over it, each story an article of a source of its own, and the rule is judged
about 24 times in its window: as the service does it each minute, with what it told before. `hours` go the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from monitor.engine.bursts.coverage import Coverage
from monitor.engine.bursts.judge import judge
from monitor.engine.bursts.rules import Burst, Past, Timeline
from monitor.engine.bursts.schema import FirstSeenSpec, TimelineSpec
from monitor.model import Episode, Event, Thing

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MOST = 10_000  # of days, and of stories, in one timeline
_FEWEST, _MOST_OFTEN = 4, 240  # times that a day or hour is judged
_BEGIN = datetime(2000, 1, 1, tzinfo=UTC)
_COURSE = re.compile(r"([0-9]{1,4})(?:x([0-9]{1,4}))?")
_LABEL = "label."


def course(text: str) -> tuple[int, ...]:
    """`1x14 6`: how many each day. Raises `ValueError` with the next step."""
    numbers: list[int] = []
    for word in text.split():
        found = _COURSE.fullmatch(word)
        if found is None:
            raise ValueError(f'"{word}" is no number of stories; write 6, or 1x14 for one on each of 14 days')
        numbers += [int(found[1])] * int(found[2] or 1)
        if len(numbers) > MOST or sum(numbers) > MOST:
            raise ValueError(f"the timeline is too long; write at most {MOST} days and stories")
    return tuple(numbers)


def fires_on(burst: Burst, spec: TimelineSpec) -> tuple[int, ...]:
    """The days (or hours), counted from 1, on which the rule fires in this timeline; each once."""
    step, length, events = _laid_out(burst, spec)
    found: dict[int, None] = {}
    told = _Told()
    ticks = _ticks(burst, step)
    for number in range(length):
        for tick in range(1, ticks + 1):
            now = _BEGIN + step * (number + tick / ticks)
            if told.judge(burst, events, now):
                found[number + 1] = None
    return tuple(found)


def unlike(burst: Burst, timeline: Timeline) -> tuple[str, str] | None:
    """What the timeline says should happen, and what does instead; None when it comes out as it says."""
    spec = timeline.spec
    unit, wanted = ("hour", spec.fires_in_hour) if spec.hours else ("day", spec.fires_on_day)
    expected, got = tuple(sorted(set(wanted or ()))), fires_on(burst, spec)
    if got == expected:
        return None
    should = f"{burst.id} should fire {_on(expected, unit)}" if expected else f"{burst.id} should never fire"
    return should, f"it fires {_on(got, unit)}" if got else "it never fires"


def shown(timeline: Timeline) -> str:
    """The timeline as it is written."""
    spec = timeline.spec
    if spec.seen:
        return "seen " + ", ".join(f"{day}: {', '.join(names)}" for day, names in spec.seen.items())
    name, courses = ("days", spec.days) if spec.days else ("hours", spec.hours)
    return f"{name} " + "; ".join(f"{group}: {text}" if group else text for group, text in courses.items())


def _on(numbers: Sequence[int], unit: str) -> str:
    return f"on {unit}{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"


def _ticks(burst: Burst, step: timedelta) -> int:
    """How often a day or hour is judged: about 24 times in the rule's window, every hour for one of 24 hours."""
    window = DAY if isinstance(burst.asked, FirstSeenSpec) else burst.asked.window
    return min(max(round(step / window * 24), _FEWEST), _MOST_OFTEN)


@dataclass(slots=True)
class _Told:
    """What the rule told so far."""

    looked_at: datetime = _BEGIN
    episodes: dict[str, Episode] = field(default_factory=dict)  # by key

    def judge(self, burst: Burst, events: Sequence[Event], now: datetime) -> bool:
        """Judge and remember; whether it fired."""
        past = Past.of(burst, self.episodes.values(), looked_at=self.looked_at)
        known = [event for event in events if event.at <= now]
        verdict = judge(burst, known, coverage=Coverage(since=_BEGIN), past=past, now=now)
        for ended in verdict.ended:
            self.episodes[ended.episode.key] = replace(ended.episode, ended=True)
        for fired in verdict.fired:
            self.episodes[fired.key] = Episode(key=fired.key, at=now)
        self.looked_at = now
        return bool(verdict.fired)


def _laid_out(burst: Burst, spec: TimelineSpec) -> tuple[timedelta, int, tuple[Event, ...]]:
    """The length of a step, how many there are, and the events."""
    if spec.seen:
        return DAY, max(map(int, spec.seen)), tuple(_seen(burst, spec.seen))
    step, courses = (DAY, spec.days) if spec.days else (HOUR, spec.hours)
    numbers = {group: course(text) for group, text in courses.items()}
    return step, max(map(len, numbers.values())), tuple(_counted(burst, numbers, step))


def _counted(burst: Burst, courses: Mapping[str, Sequence[int]], step: timedelta) -> Iterator[Event]:
    number = 0
    for group, counts in courses.items():
        for index, count in enumerate(counts):
            for place in range(count):
                number += 1
                at = _BEGIN + step * (index + (place + 0.5) / count)
                yield _in_group(burst, Thing(group or "all", group or "all"), at, number)


def _in_group(burst: Burst, group: Thing, at: datetime, number: int) -> Event:
    """An event of the group, whatever the rule groups by."""
    asked = burst.asked
    by = "none" if isinstance(asked, FirstSeenSpec) else asked.group_by
    labels = {by.removeprefix(_LABEL): group.id} if by.startswith(_LABEL) else {}
    return Event(
        id=number,
        at=at,
        found_at=at,
        story=number,
        article=number,
        source=str(number),
        labels=labels,
        actors=(group,),
        places=(group,),
        countries=(group,),
    )


def _seen(burst: Burst, seen: Mapping[str, Sequence[str]]) -> Iterator[Event]:
    """An article at noon of each day, which names what was seen."""
    assert isinstance(burst.asked, FirstSeenSpec)
    for number, (day, names) in enumerate(sorted(seen.items(), key=lambda item: int(item[0])), start=1):
        at = _BEGIN + DAY * (int(day) - 0.5)
        things = tuple(Thing(name, name) for name in names)
        yield Event(
            id=number,
            at=at,
            found_at=at,
            story=number,
            article=number,
            actors=things,
            places=things,
            countries=things,
            resolutions=things,
            listed=things,
        )
