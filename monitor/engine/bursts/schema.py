"""The shape of burst rules: what is counted over which time, and what that is compared to.

Comes in: plain values; goes out: frozen specs, or pydantic's complaints. Says nothing about what the names refer to:
`check` does that.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic import WithJsonSchema as JsonSchema

from monitor.config.durations import duration_from_text
from monitor.engine.condition_schema import Id, Line, OneOrMore, Spec, not_empty
from monitor.engine.schema import Labels
from monitor.model import Severity

KINDS = ("spike", "silence", "first_seen")
GROUPS = ("none", "place", "country", "actor", "label.<name>")
WHAT = ("actor", "place", "country", "resolution", "listed")

_WORDS = re.compile(r"([0-9]+) *(week|day|hour|minute|second)s?\b *")
_LABEL = re.compile(r"label\.[A-Za-z0-9][A-Za-z0-9_-]*")
_A_MINUTE = timedelta(minutes=1)


def _span(value: Any) -> Any:
    """`24 hours`, `14 days`, or short: `24h`, `1d12h`."""
    if not isinstance(value, str):
        return value
    short = _WORDS.sub(lambda found: found[1] + found[2][0], value.strip())
    try:
        return duration_from_text(short)
    except ValueError as error:
        if "ten years" in str(error):
            raise
        raise ValueError(f'"{value}" is no span of time; write a number and a unit, like 24 hours or 14 days') from None


def _window(value: Any) -> Any:
    span = _span(value)
    if isinstance(span, timedelta) and span < _A_MINUTE:
        raise ValueError(f'"{value}" is too short to count in; write at least 1 minute')
    return span


def _ungrouped(value: Any) -> Any:
    """`"1x14 6"` is the course of the only group there is."""
    return {"": value} if isinstance(value, str) else value


def _group(value: Any) -> Any:
    if isinstance(value, str) and value not in GROUPS[:-1] and not _LABEL.fullmatch(value):
        raise ValueError(f'"{value}" is nothing to group by; write one of {", ".join(GROUPS)}')
    return value


_SPAN_SCHEMA = JsonSchema(
    {"type": "string", "pattern": r"^[0-9]+ *[a-z].*$", "examples": ["24 hours", "14 days", "12h"]}
)
Span = Annotated[timedelta, BeforeValidator(_span), _SPAN_SCHEMA]
Window = Annotated[timedelta, BeforeValidator(_window), _SPAN_SCHEMA]
GroupBy = Annotated[
    str,
    BeforeValidator(_group),
    JsonSchema({"anyOf": [{"enum": list(GROUPS[:-1])}, {"type": "string", "pattern": rf"^{_LABEL.pattern}$"}]}),
]
Count = Literal["stories", "articles", "sources"]


# --- what is asked ----------------------------------------------------------------------------------------------


class ComparedToSpec(Spec):
    """So many times the average of the windows in the time before."""

    average_of: Window
    times: Annotated[float, Field(ge=1)]


class SpikeSpec(Spec):
    """Many in a short time, perhaps compared to what is usual."""

    of: OneOrMore
    count: Count = "stories"
    window: Window
    at_least: Annotated[int, Field(ge=1)]
    compared_to: Annotated[ComparedToSpec | None, BeforeValidator(not_empty)] = None
    group_by: GroupBy = "none"
    quiet_for: Span = Field(default=timedelta(), json_schema_extra={"default": "0 hours"})


class UsualSpec(Spec):
    """What a window must have held on average, so that nothing in it is news."""

    average_of: Window
    at_least: Annotated[float, Field(gt=0)] = 1


class SilenceSpec(Spec):
    """Nothing in a time in which something is usual."""

    of: OneOrMore
    count: Count = "stories"
    window: Window
    usual: UsualSpec
    group_by: GroupBy = "none"
    quiet_for: Span = Field(default=timedelta(), json_schema_extra={"default": "0 hours"})


class FirstSeenSpec(Spec):
    """Something that was not named for long, or never."""

    of: OneOrMore
    what: Literal["actor", "place", "country", "resolution", "listed"]
    not_in: Window
    learn_for: Window = Field(default=timedelta(days=7), json_schema_extra={"default": "7 days"})


Asked = SpikeSpec | SilenceSpec | FirstSeenSpec


# --- examples ---------------------------------------------------------------------------------------------------

ByGroup = Annotated[
    dict[str, Line],
    BeforeValidator(_ungrouped),
    JsonSchema({"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}),
]
Numbers = tuple[Annotated[int, Field(ge=1)], ...]


class TimelineSpec(Spec):
    """What happened day by day (or hour by hour), and on which days the rule fires: on these and on no others."""

    days: ByGroup = Field(default_factory=dict)
    hours: ByGroup = Field(default_factory=dict)
    seen: dict[Line, OneOrMore] = Field(default_factory=dict)
    fires_on_day: Numbers | None = None
    fires_in_hour: Numbers | None = None


class BurstExamplesSpec(Spec):
    """Timelines."""

    timeline: tuple[TimelineSpec, ...] = ()


# --- rules ------------------------------------------------------------------------------------------------------


class BurstSpec(Spec):
    """A rule file that counts what other rules found: exactly one key of `KINDS`."""

    id: Id
    title: Line
    severity: Severity
    status: Literal["test", "stable", "deprecated"] = "stable"
    labels: Labels = Field(default_factory=dict)
    falsepositives: tuple[Line, ...] = ()
    references: tuple[Line, ...] = ()
    spike: Annotated[SpikeSpec | None, BeforeValidator(not_empty)] = None
    silence: Annotated[SilenceSpec | None, BeforeValidator(not_empty)] = None
    first_seen: Annotated[FirstSeenSpec | None, BeforeValidator(not_empty)] = None
    examples: BurstExamplesSpec = BurstExamplesSpec()

    @property
    def asked(self) -> tuple[tuple[str, Asked], ...]:
        """Each of `KINDS` that the file wrote, with what it says."""
        found = (("spike", self.spike), ("silence", self.silence), ("first_seen", self.first_seen))
        return tuple((kind, spec) for kind, spec in found if spec is not None)
