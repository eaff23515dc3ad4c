"""What pydantic cannot see in a burst rule: rules that are not there, times that do not fit, examples that say nothing.

Comes in: a spec with its document, or the ids of all rules. Goes out: problems with file and line. Never stops at the
first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from monitor.engine.bursts.schema import KINDS, BurstSpec, FirstSeenSpec, SpikeSpec, TimelineSpec
from monitor.engine.bursts.timeline import course
from monitor.engine.condition_schema import Spec
from monitor.engine.report import Path, Report
from monitor.errors import Problem
from monitor.strict_yaml import Document, Placed, Value, did_you_mean

_LISTED = 12  # known names worth listing in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRules:
    """Ids of rules over texts, which can be counted, and of burst rules, which cannot."""

    rules: Collection[str]
    bursts: Collection[str] = ()


def check_side_by_side(_spec: Spec, document: Document) -> tuple[Problem, ...]:
    """A rule looks at texts, or counts what other rules found, in one way: two of these keys cannot be one rule."""
    report = Report(document)
    first, second = operators_in(document.data)[:2]
    other = "one looks at texts, the other counts its alerts by `of`" if first == "match" else "a rule asks one thing"
    todo = f"write two files: {other}"
    report.error((second,), "E-two-operators", f'"{first}" and "{second}" stand side by side', todo)
    return tuple(report.problems)


def operators_in(data: Value) -> tuple[str, ...]:
    """The keys at the top of a rule file that say what it does."""
    return tuple(key for key in ("match", *KINDS) if isinstance(data, dict) and key in data)


def check_burst(spec: BurstSpec, document: Document) -> tuple[Problem, ...]:
    """Every problem that a burst rule whose shape is right shows by itself."""
    report = Report(document)
    if document.file.stem != spec.id:
        report.error(
            ("id",),
            "E-file-name",
            f'the rule "{spec.id}" stands in {document.file.name}',
            f"call the file {spec.id}.yaml, or change the id",
        )
    ((kind, asked),) = spec.asked
    if not isinstance(asked, FirstSeenSpec):
        _check_times(spec, kind, report)
    _check_examples(spec, kind, report)
    report.cut(document)
    return tuple(report.problems)


def check_counted(spec: BurstSpec, file: Placed, known: KnownRules) -> tuple[Problem, ...]:
    """Whether the rules that it counts are there, and are no burst rules themselves."""
    report = Report(file)
    ((kind, asked),) = spec.asked
    for index, rule in enumerate(asked.of):
        if rule not in known.rules:
            listed = isinstance(file.value((kind, "of")), list)
            _unknown(rule, (kind, "of", index) if listed else (kind, "of"), report, known)
    return tuple(report.problems)


def _unknown(rule: str, path: Path, report: Report, known: KnownRules) -> None:
    if rule in known.bursts:
        what, todo = f'"{rule}" is a burst rule itself', "name the rule whose alerts it counts"
        report.error(path, "E-unknown-rule", what, todo)
        return
    listed = sorted(known.rules)
    todo = did_you_mean(rule, listed) or (
        f"there are: {', '.join(listed)}" if 0 < len(listed) <= _LISTED else "write it, or use another"
    )
    report.error(path, "E-unknown-rule", f'there is no rule "{rule}"', todo)


def _check_times(spec: BurstSpec, kind: str, report: Report) -> None:
    """An average is over several windows."""
    asked = spec.spike or spec.silence
    assert asked is not None
    before = asked.compared_to if isinstance(asked, SpikeSpec) else asked.usual
    if before is not None and before.average_of < 2 * asked.window:
        part = "compared_to" if isinstance(asked, SpikeSpec) else "usual"
        report.error(
            (kind, part, "average_of"),
            "E-too-short",
            "the average is over less than two windows",
            "write a longer time in average_of, or a shorter window",
        )


# --- examples ---------------------------------------------------------------------------------------------------


def _check_examples(spec: BurstSpec, kind: str, report: Report) -> None:
    timelines = spec.examples.timeline
    for index, timeline in enumerate(timelines):
        _check_timeline(timeline, kind, ("examples", "timeline", index), report)
    if not any(timeline.fires_on_day or timeline.fires_in_hour for timeline in timelines):
        report.warning(
            ("examples",), "W-no-example", "no example shows when this rule fires", "add one under examples, timeline"
        )
    if not any(() in (timeline.fires_on_day, timeline.fires_in_hour) for timeline in timelines):
        report.warning(
            ("examples",),
            "W-no-counterexample",
            "no example shows when this rule stays quiet",
            "add one with `fires_on_day: []` under examples, timeline",
        )


def _check_timeline(spec: TimelineSpec, kind: str, path: Path, report: Report) -> None:
    """One course, in the words that fit the rule, with an expectation in the same steps."""
    fitting = ("seen",) if kind == "first_seen" else ("days", "hours")
    written = [key for key in ("days", "hours", "seen") if key in spec.model_fields_set]
    if len(written) != 1 or written[0] not in fitting:
        what = f"a {kind} is shown by one of {', '.join(fitting)}" if len(fitting) > 1 else f"a {kind} is shown by seen"
        report.error(path, "E-timeline", what, _SHOWN[fitting[0]])
        return
    expected, other = ("fires_in_hour", "fires_on_day") if written[0] == "hours" else ("fires_on_day", "fires_in_hour")
    if getattr(spec, expected) is None or getattr(spec, other) is not None:
        todo = f"write {expected}: [15], or [] for never"
        report.error(path, "E-timeline", f"the timeline does not say {expected}", todo)
    if spec.seen:
        _check_days(spec, (*path, "seen"), report)
        return
    courses: Mapping[str, str] = spec.days or spec.hours
    for group, text in courses.items():
        try:
            course(text)
        except ValueError as error:
            what, _, todo = str(error).partition("; ")
            report.error((*path, written[0], *([group] if group else [])), "E-timeline", what, todo)


_SHOWN: Mapping[str, str] = {
    "days": 'write days: "1x14 6", stories a day',
    "seen": "write seen: {1: name, 9: other-name}, what is named on which day",
}


def _check_days(spec: TimelineSpec, path: Path, report: Report) -> None:
    for day in spec.seen:
        if not (day.isascii() and day.isdecimal() and 0 < int(day) <= _LAST_DAY):
            what, todo = f'"{day}" is no day', "number the days from 1"
            report.error((*path, day), "E-timeline", what, todo)


_LAST_DAY = 9_999
