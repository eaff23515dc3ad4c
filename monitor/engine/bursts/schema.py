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


_OF = "the rule, or rules, whose alerts are counted"
_COUNT = "what counts once: a story, an article, or a source"
_GROUP_BY = "count each place, country, actor or value of a label for itself"
_QUIET = "how long a group is not told again, like 12 hours"


# --- what is asked ----------------------------------------------------------------------------------------------


class ComparedToSpec(Spec):
    """So many times the average of the windows in the time before."""

    average_of: Window = Field(description="the time before over which the usual number is taken, like 14 days")
    times: Annotated[float, Field(ge=1, description="how many times the usual number it takes")]


class SpikeSpec(Spec):
    """Many in a short time, perhaps compared to what is usual."""

    of: OneOrMore = Field(description=_OF)
    count: Count = Field("stories", description=_COUNT)
    window: Window = Field(description="the time in which they come, like 24 hours; it slides")
    at_least: Annotated[int, Field(ge=1, description="how many it takes")]
    compared_to: Annotated[ComparedToSpec | None, BeforeValidator(not_empty)] = Field(
        None, description="so many times what is usual as well"
    )
    group_by: GroupBy = Field("none", description=_GROUP_BY)
    quiet_for: Span = Field(default=timedelta(), description=_QUIET, json_schema_extra={"default": "0 hours"})


class UsualSpec(Spec):
    """What a window must have held on average, so that nothing in it is news."""

    average_of: Window = Field(description="the time before over which the average is taken, like 14 days")
    at_least: Annotated[float, Field(gt=0, description="how many a window must hold on average")] = 1


class SilenceSpec(Spec):
    """Nothing in a time in which something is usual."""

    of: OneOrMore = Field(description=_OF)
    count: Count = Field("stories", description=_COUNT)
    window: Window = Field(description="the time in which nothing comes, like 3 days; it slides")
    usual: UsualSpec = Field(description="what makes the silence news")
    group_by: GroupBy = Field("none", description=_GROUP_BY)
    quiet_for: Span = Field(default=timedelta(), description=_QUIET, json_schema_extra={"default": "0 hours"})


class FirstSeenSpec(Spec):
    """Something that was not named for long, or never."""

    of: OneOrMore = Field(description=_OF)
    what: Literal["actor", "place", "country", "resolution", "listed"] = Field(description="what is named")
    not_in: Window = Field(description="for how long it was not named before, like 90 days")
    learn_for: Window = Field(
        default=timedelta(days=7),
        description="how long the archive must have been kept before anything counts as new",
        json_schema_extra={"default": "7 days"},
    )


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

    days: ByGroup = Field(
        default_factory=dict, description='how many come each day: "1x14 6" is one on 14 days, then 6'
    )
    hours: ByGroup = Field(default_factory=dict, description="the same hour by hour")
    seen: dict[Line, OneOrMore] = Field(default_factory=dict, description="what is named on which day")
    fires_on_day: Numbers | None = Field(None, description="the days, counted from 1, on which the rule fires")
    fires_in_hour: Numbers | None = Field(None, description="the hours, counted from 1, in which the rule fires")


class BurstExamplesSpec(Spec):
    """Timelines."""

    timeline: tuple[TimelineSpec, ...] = Field((), description="courses of days, and when the rule fires in them")


# --- rules ------------------------------------------------------------------------------------------------------


class BurstSpec(Spec):
    """A rule file that counts what other rules found: exactly one key of `KINDS`."""

    id: Id = Field(description="the file's name without .yaml")
    title: Line = Field(description="what readers are told that the rule found")
    severity: Severity = Field(description="info, low, medium, high or critical; routes ask for it")
    status: Literal["test", "stable", "deprecated"] = Field("stable", description="how far the rule is trusted")
    labels: Labels = Field(default_factory=dict, description="routes can ask for them")
    falsepositives: tuple[Line, ...] = Field((), description="what the rule is known to find wrongly")
    references: tuple[Line, ...] = Field((), description="where to read more")
    spike: Annotated[SpikeSpec | None, BeforeValidator(not_empty)] = Field(None, description="many in a short time")
    silence: Annotated[SilenceSpec | None, BeforeValidator(not_empty)] = Field(
        None, description="nothing in a time in which something is usual"
    )
    first_seen: Annotated[FirstSeenSpec | None, BeforeValidator(not_empty)] = Field(
        None, description="something that was not named for long, or never"
    )
    examples: BurstExamplesSpec = Field(default_factory=BurstExamplesSpec, description="timelines")

    @property
    def asked(self) -> tuple[tuple[str, Asked], ...]:
        """Each of `KINDS` that the file wrote, with what it says."""
        found = (("spike", self.spike), ("silence", self.silence), ("first_seen", self.first_seen))
        return tuple((kind, spec) for kind, spec in found if spec is not None)
