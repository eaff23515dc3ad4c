"""What people do to alerts: silence some, acknowledge one, call one false. And what holds a telling back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from monitor.model.alert import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Holds back tellings until `until`. Every part that is given must hold; at least one is given.

    `labels` are those of the rule; `actors` are ids of people and actors; `words` stand in the headline or a passage.
    """

    id: int = 0
    by: str
    reason: str
    since: datetime
    until: datetime
    labels: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    alerts: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    ended_by: str = ""  # who ended it before its time


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """Somebody has seen an alert: no more reminders, no escalation.

    `false_positive`: the rules named (all that fired, if none is) were wrong about this story and are quiet on it.
    """

    id: int = 0
    alert_id: int
    by: str
    at: datetime
    note: str = ""
    false_positive: bool = False
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What bears on one telling at the moment of sending.

    `sent` are the times of the messages that this route sent to this recipient lately, oldest first; `known` is what
    the recipient was told of the alert so far, by whatever route, in `heard` messages.
    """

    silences: tuple[Silence, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()
    sent: tuple[datetime, ...] = ()
    known: View | None = None
    heard: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Why a telling does not go out now, in words for people, and what becomes of it.

    Put off until `until` when that is given, `gathered` into one message with all others of its route and recipient
    that are due then; else `overtaken` by a message that said it all, or silenced for good, by the silence `silence` or
    as a false positive.
    """

    why: str
    until: datetime | None = None
    gathered: bool = False
    silence: int | None = None
    overtaken: bool = False
