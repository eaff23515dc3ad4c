"""`vedette explain` of a burst rule: what it asks, how its groups stand by the archive, and what it would take.

In: a rule, the configuration and the time. Out: text and JSON types. Opens the database read-only, if there is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from monitor.config import Config
from monitor.engine.bursts import (
    Burst,
    Coverage,
    FirstSeenSpec,
    Past,
    Standing,
    asks,
    known_things,
    span_in_words,
    standings,
    stands,
)
from monitor.errors import StorageError
from monitor.service.burst_log import EventLog
from monitor.service.listening import NOTE, Listening
from monitor.service.views import looking
from monitor.storage import Store

MOST_GROUPS = 20
_ALL = timedelta(days=36_500)
_NOT_A_TEXT = "A burst rule looks at stored alerts, not at a text."


@dataclass(frozen=True, slots=True, kw_only=True)
class BurstExplained:
    """What a person reads, and what scripts do."""

    text: str
    view: dict[str, Any] = field(default_factory=dict)


def explain_burst(config: Config, burst: Burst, *, environ: Mapping[str, str], now: datetime) -> BurstExplained:
    """Explain a burst rule by the archive as it is."""
    head = f"{burst.id}: {burst.title}\nfires on {asks(burst)}"
    view: dict[str, Any] = {"rule": burst.id, "asks": asks(burst)}
    try:
        with looking(config, environ) as store:
            begun = store.bursts.begins()
            if begun is None:
                why = "the archive is empty"
                return BurstExplained(text=f"{head}\n{_NOT_A_TEXT} {why.capitalize()}.", view={**view, "why": why})
            lines, found = _standing(burst, store, config, begun, now)
    except StorageError as error:
        return BurstExplained(text=f"{head}\n{_NOT_A_TEXT} Now {error}.", view={**view, "why": str(error)})
    return BurstExplained(text="\n".join((head, *lines)), view={**view, **found})


def _standing(
    burst: Burst, store: Store, config: Config, begun: datetime, now: datetime
) -> tuple[list[str], dict[str, Any]]:
    events = EventLog(store.bursts)
    events.refresh((burst,), now=now)
    hours = (now - begun) // _HOUR
    archive = f"the archive covers {span_in_words(hours * _HOUR) if hours > 0 else 'less than an hour'}"
    if isinstance(burst.asked, FirstSeenSpec):
        known = known_things(burst.asked, events.of(burst), now=now)
        young = now - begun < burst.asked.learn_for
        learning = f"; it learns until that is {span_in_words(burst.asked.learn_for)}" if young else ""
        names = ", ".join(thing.name for thing in known[:MOST_GROUPS])
        line = f"now: {archive}{learning}; {len(known)} known" + (f": {names}" if names else "")
        return [line], {"known": [thing.id for thing in known], "learning": young}
    listening = Listening.read(store.note(NOTE), now=now).at(now)
    coverage = Coverage(since=begun, pauses=listening.pauses, catch_up=config.alert_if_newer_than)
    past = Past.of(burst, store.bursts.episodes(since=now - _ALL), looked_at=now)
    found = standings(burst, events.of(burst), coverage=coverage, past=past, now=now)
    return list(_lines(burst, found, archive, now)), {"groups": [_as_json(standing) for standing in found]}


_HOUR = timedelta(hours=1)


def _lines(burst: Burst, found: tuple[Standing, ...], archive: str, now: datetime) -> Iterator[str]:
    yield f"now: {archive}"
    for standing in found[:MOST_GROUPS]:
        yield f"  {stands(burst, standing, now=now)}"
    if len(found) > MOST_GROUPS:
        yield f"  and {len(found) - MOST_GROUPS} more groups"
    if not found:
        yield "  no alert of what it counts names anything to group by"


def _as_json(standing: Standing) -> dict[str, Any]:
    return {
        "group": standing.group.id or None,
        "name": standing.group.name or None,
        "count": standing.count,
        "since": standing.since.isoformat(),
        "usual": standing.usual.average if standing.usual else None,
        "learning": standing.learning,
        "needed": standing.needed,
        "quiet_until": standing.until.isoformat() if standing.until else None,
        "fires": standing.fires,
        "articles": [event.article for event in standing.events],
    }
