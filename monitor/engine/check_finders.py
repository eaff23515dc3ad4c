"""Patterns, regular expressions, and what is taken out of a text.

Comes in: a rule's spec. Goes out: problems in a `Report`. The expressions themselves are judged where they are made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from monitor.engine.condition_schema import LEAVES, LeafSpec, leaf_specs
from monitor.engine.lint_terms import strange_signs
from monitor.engine.patterns import pattern_problems, slot_names
from monitor.engine.regexes import group_names, regex_problems
from monitor.engine.report import Path, Report
from monitor.engine.schema import ExtractSpec, RuleSpec
from monitor.strict_yaml import did_you_mean

_BESIDE = ("before", "after", "near")
Slots = Mapping[str, frozenset[str]]


# --- patterns and expressions -----------------------------------------------------------------------------------


def check_finders(spec: RuleSpec, report: Report) -> None:
    """What is wrong with a rule's patterns and expressions, and which of them nothing uses."""
    for name, terms in spec.patterns.items():
        for language, texts in terms.items():
            for index, text in enumerate(texts):
                problems = strange_signs(text) or pattern_problems(text, language)
                if problems:
                    report.terms(_place(report, name, language, index), problems)
    for name, regex in spec.advanced.regex.items():
        path: Path = ("advanced", "regex", name)
        report.terms((*path, "find"), regex_problems(regex.find))
        if name in spec.patterns:
            what = f'"{name}" stands under `patterns` and under `advanced`'
            report.error(path, "E-dup-id", what, "give one of them another name")
    _check_used(spec, report)


def _place(report: Report, name: str, language: str, index: int) -> Path:
    """Where an alternative stands: a pattern may be written as text, a list, `{any_of: …}` or by language."""
    written = report.document.value(("patterns", name))
    if not isinstance(written, dict):
        return ("patterns", name, index)
    return ("patterns", name, "any_of" if "any_of" in written else language, index)


def _check_used(spec: RuleSpec, report: Report) -> None:
    used = {leaf.pattern for leaf in _leaves(spec)} | {item.from_ for item in spec.extract.values()}
    paths: list[tuple[str, Path]] = [(name, ("patterns", name)) for name in spec.patterns]
    paths += [(name, ("advanced", "regex", name)) for name in spec.advanced.regex]
    for name, path in paths:
        if name not in used:
            todo = f'ask for it with "pattern: {name}", or delete it'
            report.warning(path, "W-unused-pattern", f'nothing in this rule uses the pattern "{name}"', todo)


def _leaves(spec: RuleSpec) -> Iterator[LeafSpec]:
    for condition in (spec.match, *(item.when for item in spec.set_labels)):
        yield from (leaf for _, leaf in leaf_specs(condition))
    yield from (leaf for _, leaf in extract_leaves(spec))


# --- extraction -------------------------------------------------------------------------------------------------


def _pattern_slots(spec: RuleSpec) -> Slots:
    """By the name of each pattern and expression of a rule, the names of its slots."""
    of_patterns = {name: slot_names(terms) for name, terms in spec.patterns.items()}
    return {**of_patterns, **{name: group_names(regex.find) for name, regex in spec.advanced.regex.items()}}


def check_extracts(spec: RuleSpec, report: Report) -> None:
    """Each extraction takes from one source, asks for slots that exist, and stands beside one thing at most."""
    slots = _pattern_slots(spec)
    for name, item in spec.extract.items():
        path: Path = ("extract", name)
        _check_source(item, path, report)
        _check_slots(item, slots, path, report)
        _check_beside(item, path, report)
        for side in _BESIDE:
            beside: LeafSpec | None = getattr(item, side)
            if beside is not None:
                _check_one(beside.leaves, (*path, side), report, LEAVES)


def extract_leaves(spec: RuleSpec) -> Iterator[tuple[Path, LeafSpec]]:
    """The leaves that a rule's extractions ask for, each with its path."""
    for name, item in spec.extract.items():
        yield ("extract", name), item
        for side in _BESIDE:
            beside: LeafSpec | None = getattr(item, side)
            if beside is not None:
                yield ("extract", name, side), beside


def _check_source(item: ExtractSpec, path: Path, report: Report) -> None:
    sources = [*(["from"] if item.from_ else []), *item.leaves, *(["number"] if item.number else [])]
    _check_one(sources, path, report, ("from", "number: true", *LEAVES))
    if item.in_ and not item.leaves:
        todo = "delete it; it belongs beside a concept, actor, place, phrase or pattern"
        report.error((*path, "in"), "E-in", "`in: title` stands beside nothing that is looked for", todo)


def _check_one(keys: Sequence[str], path: Path, report: Report, choices: Sequence[str]) -> None:
    if not keys:
        what = f'"{path[-1]}" says nothing to look for'
        report.error(path, "E-no-operator", what, "write one of " + ", ".join(choices))
    elif len(keys) > 1:
        named = " and ".join(f'"{name}"' for name in keys)
        report.error((*path, keys[1]), "E-two-operators", f"{named} stand side by side", "write an item for each")


def _check_slots(item: ExtractSpec, slots: Slots, path: Path, report: Report) -> None:
    wanted = [("slot", item.slot)] if item.slot else []
    wanted += [("as", name) for name in re.findall(r"\{([^{}]*)\}", item.as_)]
    if not item.from_:
        for key, _ in wanted[:1]:
            what = f"`{key}` stands without `from`, and only patterns have slots"
            report.error((*path, key), "E-unknown-slot", what, 'write "from:" and the name of a pattern')
        return
    if item.from_ not in slots:
        todo = did_you_mean(item.from_, slots) or "write it under `patterns` of this rule"
        report.error((*path, "from"), "E-unknown-pattern", f'there is no pattern "{item.from_}"', todo)
        return
    for key, name in wanted:
        if name not in slots[item.from_]:
            there = ", ".join(sorted(slots[item.from_])) or "none"
            todo = did_you_mean(name, slots[item.from_]) or f"its slots: {there}"
            report.error((*path, key), "E-unknown-slot", f'the pattern "{item.from_}" has no slot "{name}"', todo)


def _check_beside(item: ExtractSpec, path: Path, report: Report) -> None:
    beside = [side for side in _BESIDE if getattr(item, side) is not None]
    if len(beside) > 1:
        named = " and ".join(f'"{side}"' for side in beside)
        report.error((*path, beside[1]), "E-two-operators", f"{named} stand side by side", "keep one; `near` is both")
    if item.within is not None and not beside:
        what = "`within` says how far, and nothing says from what"
        report.error((*path, "within"), "E-no-distance", what, "add before, after or near, or delete it")
