"""Amounts that no article can come to.

Comes in: conditions with their paths, and how many terms each concept has. Goes out: problems in a `Report`.
"""

from __future__ import annotations

from math import inf

from monitor.engine.check_names import Known
from monitor.engine.condition_schema import (
    ConditionSpec,
    CountSpec,
    LeafSpec,
    NearSpec,
    PointsSpec,
    ScoreSpec,
    children,
)
from monitor.engine.condition_schema import leaf_specs as leaves_of
from monitor.engine.report import Path, Report

_CODE = "E-never-reached"


def check_amounts(spec: ConditionSpec, path: Path, report: Report, known: Known) -> None:
    """Every amount at or below a condition."""
    if spec.at_least is not None and spec.at_least.n > len(spec.at_least.of):
        what = f"{spec.at_least.n} of {len(spec.at_least.of)} conditions can never hold"
        report.error((*path, "at_least", "n"), _CODE, what, "write a smaller number")
    if spec.count is not None:
        _check_count(spec.count, (*path, "count"), report, known)
    if spec.score is not None:
        _check_score(spec.score, (*path, "score"), report, known)
    if spec.near is not None:
        _check_countries(spec.near, (*path, "near"), report)
    for step, child in children(spec):
        check_amounts(child, (*path, *step), report, known)


def _check_count(spec: CountSpec, path: Path, report: Report, known: Known) -> None:
    most = _different(spec, known)
    if spec.distinct and most < spec.at_least:
        what = f"{spec.at_least} different ones are asked for, and there are only {most:g}"
        report.error((*path, "at_least"), _CODE, what, "write a smaller number, or leave out `distinct`")


def _check_score(spec: ScoreSpec, path: Path, report: Report, known: Known) -> None:
    most = sum(most_points(points, known) for points in spec.points)
    if most < spec.at_least:
        what = f"the points come to {most:g} at most, never to {spec.at_least:g}"
        report.error((*path, "at_least"), _CODE, what, "write a smaller number, or give more points")


def most_points(points: PointsSpec, known: Known) -> float:
    """The most that an item adds; items that take points away need not be there."""
    each = known.weights.get(points.concept, 1.0) if points.each is None else points.each
    if each <= 0:
        return 0
    worth = each * _different(points, known)
    return worth if points.at_most is None else min(worth, points.at_most)


def _different(leaf: LeafSpec, known: Known) -> float:
    """How many different terms or entities a leaf can find."""
    if leaf.concept:
        return known.terms.get(leaf.concept, inf)
    if leaf.phrase:
        return len(leaf.phrase)
    named = leaf.actor or leaf.place
    return 1 if isinstance(named, str) and named not in {"", "any"} else inf


def _check_countries(spec: NearSpec, path: Path, report: Report) -> None:
    """Two countries are told apart by the actors and places of two parts."""
    naming = sum(any(leaf.actor or leaf.place for _, leaf in leaves_of(part)) for part in spec.of)
    if spec.different and naming < 2:  # noqa: PLR2004 - two countries need two names
        what = "`different: country` needs two parts that name an actor or a place"
        report.error((*path, "different"), _CODE, what, "add `place: any`, for example, or delete it")
