"""Burst alerts that the tests of `notifiers` tell: judged and laid out by the core, from events made up here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.alerting.bursts import burst_alert, burst_over
from monitor.engine.bursts import Burst, BurstSpec, Coverage, Past, judge
from monitor.engine.bursts.load import build_burst
from monitor.model import Alert, AlertFinding, Episode, Event, Reason, Source, Thing
from monitor.strict_yaml import load
from tests.unit.notifiers.alerts import DERNA, MERCENARIES, delivery, excerpt, finding

NOW = datetime(2025, 3, 20, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SINCE = NOW - 20 * DAY
COVERAGE = Coverage(since=SINCE)
SPIKE = """id: mercenaries-spike
title: Sudden rise in reports about mercenaries
severity: critical
labels: {theme: foreign-forces, kind: spike}
spike:
  of: mercenaries
  window: 24 hours
  at_least: 5
  compared_to: {average_of: 14 days, times: 3}
  group_by: country
  quiet_for: 12 hours
"""
SILENCE = """id: mercenaries-silence
title: No more reports about mercenaries
severity: medium
silence: {of: mercenaries, window: 3 days, usual: {average_of: 14 days}}
"""
FIRST_SEEN = """id: mercenaries-new
title: A new name beside mercenaries
severity: high
first_seen: {of: mercenaries, what: actor, not_in: 30 days}
"""
PLACES = ("the port", "two villages", "the old airfield", "a border post", "the dam", "the salt road")


def burst(text: str) -> Burst:
    document = load(Path("rules/burst.yaml"), text)
    return build_burst(BurstSpec.model_validate(document.data), document)


def event(number: int, ago: timedelta, *, actors: tuple[Thing, ...] = ()) -> Event:
    at = NOW - ago
    return Event(
        id=number,
        rule="mercenaries",
        at=at,
        found_at=at,
        story=number,
        article=number,
        source=paper(number).name,
        title=paper(number).title,
        countries=(Thing("LY", "Libya"),),
        actors=actors,
    )


def paper(number: int) -> Source:
    where = PLACES[number % len(PLACES)]
    return Source(
        name=f"Paper {number % 5}",
        url=f"https://paper{number % 5}.example/{number}",
        language="en",
        published_at=NOW - timedelta(hours=number),
        title=f"Hired fighters seen at {where}",
    )


def evidence(events: tuple[Event, ...]) -> tuple[AlertFinding, ...]:
    return tuple(
        finding(
            MERCENARIES,
            excerpt(f"Residents saw hired fighters at {PLACES[one.id % len(PLACES)]}.", "hired fighters"),
            source=paper(one.id),
            article=one.id,
            context=DERNA,
        )
        for one in reversed(events)
    )


def opened(rule: Burst, events: tuple[Event, ...], *, looked_at: datetime = NOW - HOUR) -> Alert:
    past = Past.of(rule, (), looked_at=looked_at)
    (fired,) = judge(rule, events, coverage=COVERAGE, past=past, now=NOW).fired
    alert = burst_alert(rule, fired, evidence(fired.events), archive_since=SINCE, now=NOW)
    return replace(alert, id=1)


USUAL = tuple(event(100 + day, DAY * (day + 1.5)) for day in range(14))
RISE = opened(burst(SPIKE), (*USUAL, *(event(number, HOUR * number) for number in range(1, 7))))
LONG_AGO = tuple(replace(one, at=one.at - 3 * DAY, found_at=one.at - 3 * DAY) for one in USUAL)
SILENT = opened(burst(SILENCE), LONG_AGO)
BACK = event(3, -HOUR)
(ENDED,) = judge(
    burst(SILENCE),
    (*LONG_AGO, BACK),
    coverage=COVERAGE,
    past=Past.of(burst(SILENCE), [Episode(key=SILENT.key, at=NOW, id=1)], looked_at=NOW),
    now=NOW + HOUR,
).ended
OVER = burst_over(SILENT, ENDED, evidence((BACK,)), now=NOW + HOUR)
AGAIN = delivery(telling=2, revision=2, reasons=(Reason.RECOVERED,))
NEW_NAME = opened(
    burst(FIRST_SEEN),
    (*USUAL, event(1, HOUR / 2, actors=(Thing("redut", "Redut"), Thing("patriot", "PMC Patriot")))),
)
