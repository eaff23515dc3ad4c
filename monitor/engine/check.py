"""What pydantic cannot see in a rule file: conditions that cannot work, names that mean nothing, missing examples.

Comes in: a spec with its document, and what is known. Goes out: problems with file and line. Never stops at the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.engine.anchors import anchors
from monitor.engine.check_finders import check_extracts, check_finders, extract_leaves
from monitor.engine.check_names import Known, check_leaf, check_name
from monitor.engine.check_reach import check_amounts
from monitor.engine.condition_schema import LEAVES, OPERATORS, ConditionSpec, LeafSpec, children, leaf_specs
from monitor.engine.conditions import compile_condition
from monitor.engine.lint_languages import check_languages
from monitor.engine.report import Path, Report
from monitor.engine.schema import RuleSpec
from monitor.errors import Problem
from monitor.strict_yaml import Document, Placed, did_you_mean

EXAMPLE_KINDS = ("match", "no_match", "todo_match", "todo_no_match")
_AMOUNTS = ("at_least", "count", "score", "field")  # what has no place in a text, so that nothing can be near it


def check_rule(spec: RuleSpec, document: Document) -> tuple[Problem, ...]:
    """Every problem that a rule file whose shape is right shows by itself."""
    report = Report(document)
    if document.file.stem != spec.id:
        report.error(
            ("id",),
            "E-file-name",
            f'the rule "{spec.id}" stands in {document.file.name}',
            f"call the file {spec.id}.yaml, or change the id",
        )
    for path, condition in _conditions(spec):
        _check_operators(condition, path, report, top=True)
    check_finders(spec, report)
    check_extracts(spec, report)
    if not report.broken and anchors(compile_condition(spec.match), _even) is None:
        report.error(
            ("match",),
            "E-no-positive",
            "this rule would be tried on every article: nothing in it must be present",
            "add a concept, actor, place or phrase that has to be there",
        )
    _check_examples(spec, report)
    report.cut(document)
    return tuple(report.problems)


def check_rule_names(spec: RuleSpec, file: Placed, known: Known) -> tuple[Problem, ...]:
    """Every problem of a rule with what stands in other files."""
    report = Report(file)
    patterns = (*spec.patterns, *spec.advanced.regex)
    for path, condition in _conditions(spec):
        for below, leaf in leaf_specs(condition):
            check_leaf(leaf, (*path, *below), report, known, patterns)
        check_amounts(condition, path, report, known)
    for path, leaf in extract_leaves(spec):
        check_leaf(leaf, path, report, known, patterns)
    for name, regex in spec.advanced.regex.items() if known.concepts is not None else ():
        check_name(regex.near, "concept", known.concepts or (), ("advanced", "regex", name, "near"), report)
    if known.configured and not report.broken:
        check_languages(spec, report, known)
    return tuple(report.problems)


def example_places(spec: RuleSpec) -> Iterator[Path]:
    """Where each example stands, in order."""
    for language, examples in spec.examples.items():
        for kind in EXAMPLE_KINDS:
            for index in range(len(getattr(examples, kind))):
                yield ("examples", language, kind, index)


def _conditions(spec: RuleSpec) -> Iterator[tuple[Path, ConditionSpec]]:
    """What the rule matches on, and what decides its labels."""
    yield ("match",), spec.match
    for index, item in enumerate(spec.set_labels):
        yield ("set_labels", index, "when"), item.when


def _even(_key: str) -> float:
    return 1.0


# --- how conditions are joined ----------------------------------------------------------------------------------


def _check_operators(spec: ConditionSpec, path: Path, report: Report, *, top: bool = False) -> None:
    """Exactly one operator an item; at the top `none` may stand beside it."""
    operators = spec.operators
    counted = [name for name in operators if not (top and name == "none")]
    if not operators:
        todo = "write one of " + ", ".join(OPERATORS)
        report.error(path, "E-no-operator", "this condition has no key that says what to look for", todo)
    elif len(counted) > 1:
        _side_by_side(counted, path, report, "say with `all` or `any` what joins them")
    if spec.in_ and not set(operators) & set(LEAVES):
        report.error((*path, "in"), "E-in", "`in: title` stands beside a group", "put it on each leaf inside")
    if spec.near is not None:
        _check_near(spec, path, report)
    _check_leaves_inside(spec, path, report)
    for step, child in children(spec):
        _check_operators(child, (*path, *step), report)


def _side_by_side(names: Sequence[str], path: Path, report: Report, todo: str) -> None:
    named = " and ".join(f'"{name}"' for name in names)
    report.error((*path, names[1]), "E-two-operators", f"{named} stand side by side", todo)


def _check_leaves_inside(spec: ConditionSpec, path: Path, report: Report) -> None:
    """What is counted is one thing each; a field says what it must be."""
    counted: list[tuple[Path, LeafSpec]] = [((*path, "count"), spec.count)] if spec.count is not None else []
    if spec.score is not None:
        counted += [((*path, "score", "points", index), item) for index, item in enumerate(spec.score.points)]
    for place, leaf in counted:
        if not leaf.leaves:
            what = "this says no thing to count"
            report.error(place, "E-no-operator", what, "write one of " + ", ".join(LEAVES))
        elif len(leaf.leaves) > 1:
            _side_by_side(leaf.leaves, place, report, "write an item for each")
    if spec.field is not None and not spec.field.model_fields_set:
        todo = "write what the article must be, like {language: ar}"
        report.error((*path, "field"), "E-no-value", "field says neither language, tier nor source", todo)
    for index, code in enumerate(spec.field.language if spec.field is not None else ()):
        if not (code.isascii() and code.isalpha() and code.islower() and len(code) in {2, 3}):
            near = code.replace("_", "-").split("-")[0].lower()
            what = f'no article has the language "{code}"'
            todo = f'write a code of two letters, like "{near if len(near) == 2 else "ar"}"'  # noqa: PLR2004 - ISO 639-1
            report.error((*path, "field", "language", index), "E-unknown-language", what, todo)


# --- near -------------------------------------------------------------------------------------------------------


def _check_near(spec: ConditionSpec, path: Path, report: Report) -> None:
    assert spec.near is not None
    if spec.near.within is None and spec.near.in_ is None:
        report.error(
            (*path, "near"),
            "E-no-distance",
            "`near` says neither within nor in",
            'add "within: 15 words" or "in: sentence"',
        )
    parts = [((*path, "near", "of", index), part) for index, part in enumerate(spec.near.of)]
    placeless = any([_check_placed(part, place, report) for place, part in parts])  # noqa: C419 - each is reported
    if not placeless and anchors(compile_condition(_alone(spec)), _even) is None:
        report.error(
            (*path, "near", "of"), "E-no-positive", "nothing in this `near` must be present", "add what must be"
        )


def _alone(spec: ConditionSpec) -> ConditionSpec:
    """The condition with its `near` and nothing else."""
    return ConditionSpec.model_construct({"near"}, near=spec.near)


def _check_placed(spec: ConditionSpec, path: Path, report: Report, *, either: bool = False) -> bool:
    """Report what cannot stand inside `near`, and whether there was such a thing."""
    wrong = [name for name in _AMOUNTS if name in spec.operators]
    for name in wrong:
        todo = "use `any` or `all`" if name == "at_least" else "put it beside the `near`, with `all`"
        report.error((*path, name), "E-in-near", f"`{name}` cannot stand inside `near`", todo)
    if either and spec.none:
        what = "`none` cannot stand inside an `any` inside `near`"
        report.error((*path, "none"), "E-in-near", what, "put it directly into the `near`, or into an `all` there")
        return True
    if spec.near is not None:
        return bool(wrong)  # reported when its turn comes
    inside = [
        _check_placed(child, (*path, *step), report, either=step[0] == "any" or (either and step[0] != "none"))
        for step, child in children(spec)
    ]
    return bool(wrong) or any(inside)


# --- examples ---------------------------------------------------------------------------------------------------


def _check_examples(spec: RuleSpec, report: Report) -> None:
    if not any(examples.match for examples in spec.examples.values()):
        report.warning(
            ("examples",),
            "W-no-example",
            "no example shows what this rule finds",
            "add a sentence under examples, match",
        )
    if not any(examples.no_match for examples in spec.examples.values()):
        report.warning(
            ("examples",),
            "W-no-counterexample",
            "no example shows what this rule leaves alone",
            "add a near-miss under examples, no_match",
        )
    for language, examples in spec.examples.items():
        for kind in EXAMPLE_KINDS:
            for index, example in enumerate(getattr(examples, kind)):
                for name in example.extract:
                    if name not in spec.extract:
                        path = ("examples", language, kind, index, "extract", name)
                        todo = did_you_mean(name, spec.extract) or "write under `extract` where to take it from"
                        report.error(path, "E-unknown-extract", f'this rule extracts no "{name}"', todo)
