"""Read burst rules: the shape of their files, and a checked spec made into a `Burst`. Reads no file itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from pydantic import ConfigDict

from monitor.engine.bursts.check import KnownRules, check_burst, check_counted, check_side_by_side, operators_in
from monitor.engine.bursts.rules import Burst, Timeline
from monitor.engine.bursts.schema import KINDS, BurstSpec
from monitor.engine.condition_schema import Spec
from monitor.engine.report import Path
from monitor.strict_yaml import Placed, Shape, Value, did_you_mean

__all__ = ["KnownRules", "build_burst", "check_counted", "shape_of_burst"]


class _Torn(Spec):
    """A file that means to be several kinds of rule: there is no telling what else is wrong with it."""

    model_config = ConfigDict(extra="allow", frozen=True)


def _timelines(spec: BurstSpec) -> Iterator[Path]:
    yield from (("examples", "timeline", index) for index in range(len(spec.examples.timeline)))


_BURST: Shape[Any] = Shape(model=BurstSpec, check=check_burst, places=_timelines)
_TORN: Shape[Any] = Shape(model=_Torn, check=check_side_by_side)


def shape_of_burst(data: Value) -> Shape[Any] | None:
    """The shape of a file that means to be a burst rule; None for any other."""
    operators = operators_in(data)
    if len(operators) > 1:
        return _TORN
    if operators:
        return None if operators == ("match",) else _BURST
    return _BURST if isinstance(data, dict) and any(map(_means_burst, data)) else None


def _means_burst(key: str) -> bool:
    """Whether a key is one of a burst rule's, mistyped: then the message names it."""
    return key not in BurstSpec.model_fields and bool(did_you_mean(key, KINDS))


def build_burst(spec: BurstSpec, file: Placed) -> Burst:
    """The rule of a spec without a problem, its examples with the lines where they stand."""
    ((_, asked),) = spec.asked
    return Burst(
        id=spec.id,
        title=spec.title,
        severity=spec.severity,
        asked=asked,
        hash=_hash_of(spec),
        status=spec.status,
        labels=dict(spec.labels),
        falsepositives=spec.falsepositives,
        references=spec.references,
        examples=tuple(
            Timeline(spec=timeline, file=file.file, line=file.line(place))
            for timeline, place in zip(spec.examples.timeline, _timelines(spec), strict=True)
        ),
        file=file.file,
    )


def _hash_of(spec: BurstSpec) -> str:
    """A short hash over all that decides what the rule tells; its examples do not."""
    said = spec.model_dump(mode="json", exclude={"examples"})
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
