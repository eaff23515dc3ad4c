"""Load the rule folders: every file, every problem, and a rule set only when nothing is wrong.

Comes in: folders, later ones overriding rules and concepts of earlier ones by id; the names that the gazetteer knows.
Goes out: `Loaded`. Never raises for what a file says, never stops at the first problem, never keeps half a set.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from monitor.engine.build import build_rule_set
from monitor.engine.bursts.load import KnownRules, build_burst, check_counted, shape_of_burst
from monitor.engine.bursts.schema import BurstSpec
from monitor.engine.check import EXAMPLE_KINDS, check_rule, check_rule_names, example_places
from monitor.engine.check_concepts import check_circles, check_concepts, check_includes
from monitor.engine.check_names import Known
from monitor.engine.condition_schema import Spec
from monitor.engine.folders import yaml_files
from monitor.engine.lint_measured import slow_anyway
from monitor.engine.memory import Memory
from monitor.engine.name_files import Naming, read_names
from monitor.engine.rules import Example, Loaded, RuleSet
from monitor.engine.schema import ConceptSpec, ConceptsSpec, RuleSpec
from monitor.engine.silence import MEASURED, Silence, heard, silences_of
from monitor.engine.sources import Sources
from monitor.engine.vocabulary import all_included
from monitor.errors import Level, Problem
from monitor.strict_yaml import Read, Shape

# A file that has a key of another kind of rule at its top is read by that kind's shape: `instead` says so.
RULES: Shape[Any] = Shape(model=RuleSpec, check=check_rule, places=example_places, instead=shape_of_burst)
CONCEPTS = Shape(model=ConceptsSpec, check=check_concepts)

SpecT = TypeVar("SpecT", bound=Spec)


@dataclass(frozen=True, slots=True)
class _Concept:
    """A concept with the terms of its file, if it names one; and where it stands."""

    spec: ConceptSpec
    read: Read[ConceptsSpec]


@dataclass(slots=True)
class _Shelf:
    """All files read so far. `claimed`: ids in concept files of a wrong shape, whose absence would be no news.

    `rule_files` are the ids that rule files claim by their names, whatever is wrong with them.
    `blind`: a concept file could not be read at all, so that no missing concept says anything.
    """

    memory: Memory
    rules: dict[str, Read[RuleSpec]] = field(default_factory=dict)
    concepts: dict[str, _Concept] = field(default_factory=dict)
    claimed: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    checks: list[Read[RuleSpec]] = field(default_factory=list)
    bursts: dict[str, Read[BurstSpec]] = field(default_factory=dict)
    burst_checks: list[Read[BurstSpec]] = field(default_factory=list)
    rule_files: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    silences: list[Silence] = field(default_factory=list)
    blind: bool = False


def load_rules(
    folders: Sequence[Path],
    *,
    actors: Collection[str] = (),
    places: Collection[str] = (),
    languages: Sequence[str] = (),
    lists: Collection[str] | None = None,
    memory: Memory | None = None,
) -> Loaded:
    """Load `<folder>/*.yaml` as rules and `<folder>/concepts/*.yaml` as concepts, from all folders in order.

    With `languages`, rules that can never fire in one of them are told; with `lists`, those that ask for another list.
    What a `memory` knows of an earlier load is not found out again.
    """
    shelf = _Shelf(memory or Memory())
    for folder in folders:
        if os.path.isdir(folder):  # noqa: PTH112 - `Path.is_dir` raises where a folder above may not be entered
            _shelve_concepts(folder, shelf)
            _shelve_rules(folder, shelf)
        else:
            shelf.problems.append(_missing(folder))
    _check(shelf, replace(_known(shelf), actors=actors, places=places, configured=languages, lists=lists))
    unjudged = {
        code for code, given in (("W-no-language", languages), ("W-unknown-list", lists is not None)) if not given
    }
    if any(problem.level is Level.ERROR for problem in shelf.problems):
        return Loaded(rule_set=None, problems=_told(shelf, unjudged))
    rule_set = _built(shelf)
    shelf.problems.extend(slow_anyway(rule_set.rules, shelf.rules))
    sources = Sources(
        rules=shelf.rules,
        concepts={name: (concept.spec, concept.read) for name, concept in shelf.concepts.items()},
        silences=tuple(shelf.silences),
    )
    return Loaded(rule_set=rule_set, problems=_told(shelf, unjudged), sources=sources)


def _told(shelf: _Shelf, unjudged: Collection[str]) -> tuple[Problem, ...]:
    """The problems that nobody silenced, by file and line, each once; `unjudged` codes ask for what is not known."""
    left = set(heard(shelf.problems, shelf.silences, unjudged=MEASURED.union(unjudged)))
    return tuple(sorted(left, key=lambda p: (str(p.file), p.line, p.code, p.what)))


def _built(shelf: _Shelf) -> RuleSet:
    parts = ((read.spec, read.file, tuple(_examples(read))) for read in shelf.rules.values() if read.spec)
    specs = {name: concept.spec for name, concept in shelf.concepts.items()}
    bursts = [build_burst(read.spec, read) for read in shelf.bursts.values() if read.spec]
    return build_rule_set(
        parts, specs, text="".join(shelf.texts), bursts=bursts, find_patterns=shelf.memory.patterns_of
    )


def _missing(folder: Path) -> Problem:
    todo = "mend `rules:` in the configuration"
    return Problem(file=folder, line=0, what="there is no such folder", todo=todo, code="E-no-folder")


# --- reading ----------------------------------------------------------------------------------------------------


def _shelve_rules(folder: Path, shelf: _Shelf) -> None:
    own: dict[str, Read[Any]] = {}
    for path in _yaml_files(folder, shelf):
        read = _read(path, folder, RULES, shelf)
        shelf.rule_files.add(path.stem)
        if not isinstance(read.spec, RuleSpec | BurstSpec):
            continue
        rule_id = read.spec.id
        other = own.setdefault(rule_id, read)
        if other is not read:
            shelf.problems.append(_twice(f'rule "{rule_id}"', read.file, read.line(("id",)), other.file))
        _shelve_rule(rule_id, read, shelf)


def _shelve_rule(rule_id: str, read: Read[Any], shelf: _Shelf) -> None:
    """Put the rule with those of its kind, in place of any of that id."""
    shelf.rules.pop(rule_id, None)
    shelf.bursts.pop(rule_id, None)
    if isinstance(read.spec, BurstSpec):
        shelf.bursts[rule_id] = read
        shelf.burst_checks.append(read)
    else:
        shelf.rules[rule_id] = read
        shelf.checks.append(read)


def _shelve_concepts(folder: Path, shelf: _Shelf) -> None:
    own: dict[str, Read[ConceptsSpec]] = {}
    for path in _yaml_files(folder / "concepts", shelf):
        read = _read(path, folder, CONCEPTS, shelf)
        for name, spec in read.spec.concepts.items() if read.spec else ():
            other = own.setdefault(name, read)
            if other is not read:
                line = read.line(("concepts", name))
                shelf.problems.append(_twice(f'concept "{name}"', read.file, line, other.file))
            shelf.concepts[name] = _Concept(_with_names(name, spec, read, folder, shelf), read)


def _yaml_files(folder: Path, shelf: _Shelf) -> tuple[Path, ...]:
    paths, problems = yaml_files(folder)
    shelf.problems.extend(problems)
    return paths


def _read(path: Path, folder: Path, shape: Shape[SpecT], shelf: _Shelf) -> Read[SpecT]:
    """Read one file; what is wrong with it goes to the shelf's problems."""
    read = shelf.memory.reader.read(path, shape)
    shelf.problems.extend(read.problems)
    shelf.silences.extend(silences_of(path, read.remarks))
    if read.spec is not None:
        shelf.texts.append(_headed(path, folder, read.text))
    elif shape is CONCEPTS:
        shelf.blind |= read.data is None
        concepts = read.data.get("concepts") if isinstance(read.data, dict) else None
        shelf.claimed |= set(concepts) if isinstance(concepts, dict) else set()
    return read


def _headed(path: Path, folder: Path, text: str) -> str:
    return f"# --- {path.relative_to(folder).as_posix()}\n{text}\n"


def _with_names(name: str, spec: ConceptSpec, read: Read[ConceptsSpec], folder: Path, shelf: _Shelf) -> ConceptSpec:
    """The concept with the terms of the file that it names."""
    if spec.from_file is None:
        return spec
    line = read.line(("concepts", name, "from_file"))
    names = read_names(Naming(spec.from_file, read.file, line, folder, spec.exact), shelf.memory)
    shelf.problems.extend(names.problems)
    shelf.silences.extend(names.silences)
    if names.text is not None:
        shelf.texts.append(_headed(names.path, folder, names.text))
    language = spec.from_file.language
    terms = {**spec.terms, language: tuple(dict.fromkeys((*spec.terms.get(language, ()), *names.terms)))}
    return spec.model_copy(update={"terms": terms})


def _twice(what: str, file: Path, line: int, other: Path) -> Problem:
    """Two files of one folder must not claim one id: which of them won would depend on their names."""
    return Problem(
        file=file,
        line=line,
        what=f"the {what} stands in {other.name} too",
        todo="delete one, or give it another id",
        code="E-dup-id",
    )


# --- checking ---------------------------------------------------------------------------------------------------


def _check(shelf: _Shelf, known: Known) -> None:
    """What only all files together show."""
    for name, concept in shelf.concepts.items():
        if concept.spec.includes:
            shelf.problems.extend(check_includes(name, concept.spec, concept.read, known.concepts))
    shelf.problems.extend(check_circles({name: (each.spec, each.read) for name, each in shelf.concepts.items()}))
    for read in shelf.checks:
        if read.spec is not None:
            shelf.problems.extend(check_rule_names(read.spec, read, known))
    rules = KnownRules(rules=shelf.rules.keys() | (shelf.rule_files - shelf.bursts.keys()), bursts=shelf.bursts)
    for counting in shelf.burst_checks:
        if counting.spec is not None:
            shelf.problems.extend(check_counted(counting.spec, counting, rules))


def _known(shelf: _Shelf) -> Known:
    """What is known of the concepts; of their terms nothing while one of them is faulty."""
    specs = {name: concept.spec for name, concept in shelf.concepts.items()}
    names = None if shelf.blind else specs.keys() | shelf.claimed
    weights = {name: spec.weight for name, spec in specs.items()}
    if shelf.blind or shelf.claimed:
        return Known(concepts=names, weights=weights)
    included = all_included({name: spec.includes for name, spec in specs.items() if spec.includes})
    whole = {name: [specs[each].terms for each in (name, *included.get(name, ())) if each in specs] for name in specs}
    return Known(
        concepts=names,
        weights=weights,
        terms={name: sum(len(texts) for terms in lists for texts in terms.values()) for name, lists in whole.items()},
        languages={name: frozenset().union(*lists) for name, lists in whole.items()},
    )


# --- examples ---------------------------------------------------------------------------------------------------


def _examples(read: Read[RuleSpec]) -> Iterator[Example]:
    for language, examples in read.spec.examples.items() if read.spec else ():
        for kind in EXAMPLE_KINDS:
            for index, example in enumerate(getattr(examples, kind)):
                yield Example(
                    language=language,
                    text=example.text,
                    title=example.title,
                    matches=kind.endswith("match") and "no_" not in kind,
                    todo=kind.startswith("todo_"),
                    extract=example.extract,
                    labels=example.labels,
                    tier=example.tier,
                    file=read.file,
                    line=read.line(("examples", language, kind, index)),
                )
