"""What pydantic cannot see in a rule or concept file: names that mean nothing, conditions that cannot work, weak terms.

Comes in: a spec with its document, and what is known. Goes out: problems with file and line. Never stops at the first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from monitor.engine.affixes import LANGUAGES
from monitor.engine.anchors import anchors
from monitor.engine.condition_schema import LEAVES, OPERATORS, ConditionSpec, EntitySpec, children
from monitor.engine.conditions import compile_condition
from monitor.engine.schema import ConceptSpec, RuleSpec
from monitor.engine.terms import ANY_LANGUAGE, term_problems
from monitor.errors import Level, Problem
from monitor.strict_yaml import Document, did_you_mean

ACTOR_KINDS = ("person", "pmc", "armed-group", "state-force", "organisation")
PLACE_KINDS = ("country", "region", "city")
_LISTED = 12  # known names worth listing in a message

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The names that rules may use. `concepts` is None when a concept file could not be read at all."""

    concepts: Collection[str] | None
    actors: Collection[str]
    places: Collection[str]


@dataclass(frozen=True, slots=True)
class Report:
    """Gathers the problems of one document."""

    document: Document
    problems: list[Problem] = field(default_factory=list)

    def error(self, path: Path, code: str, what: str, todo: str) -> None:
        """The file cannot be used."""
        self._add(path, code, what, todo, Level.ERROR)

    def warning(self, path: Path, code: str, what: str, todo: str) -> None:
        """The file can be used, but somebody should look."""
        self._add(path, code, what, todo, Level.WARNING)

    def _add(self, path: Path, code: str, what: str, todo: str, level: Level) -> None:
        line = self.document.line(path)
        self.problems.append(Problem(file=self.document.file, line=line, what=what, todo=todo, code=code, level=level))


# --- rules ------------------------------------------------------------------------------------------------------


def check_rule(spec: RuleSpec, document: Document, known: Known) -> tuple[Problem, ...]:
    """Every problem of a rule file whose shape is right."""
    report = Report(document)
    if document.file.stem != spec.id:
        report.error(
            ("id",),
            "E-file-name",
            f'the rule "{spec.id}" stands in {document.file.name}',
            f"call the file {spec.id}.yaml, or change the id",
        )
    _check_operators(spec.match, ("match",), report, top=True)
    for path, condition in _walk(spec.match, ("match",)):
        _check_names(condition, path, report, known)
    broken = any(problem.level is Level.ERROR for problem in report.problems)
    if not broken and anchors(compile_condition(spec.match), lambda _: 1.0) is None:
        report.error(
            ("match",),
            "E-no-positive",
            "this rule would be tried on every article: nothing in it must be present",
            "add a concept, actor, place or phrase that has to be there",
        )
    _check_examples(spec, report)
    return tuple(report.problems)


def _walk(spec: ConditionSpec, path: Path) -> Iterator[tuple[Path, ConditionSpec]]:
    yield path, spec
    for step, child in children(spec):
        yield from _walk(child, (*path, *step))


def _check_operators(spec: ConditionSpec, path: Path, report: Report, *, top: bool = False, near: bool = False) -> None:
    """Exactly one operator an item; at the top `none` may stand beside it."""
    operators = spec.operators
    counted = [name for name in operators if not (top and name == "none")]
    if not operators:
        report.error(path, "E-no-operator", "this condition has no key that says what to look for", _one_of())
    elif len(counted) > 1:
        named = " and ".join(f'"{name}"' for name in counted)
        report.error(
            (*path, counted[1]),
            "E-two-operators",
            f"{named} stand side by side",
            "say with `all` or `any` what joins them",
        )
    if spec.in_ and not set(operators) & set(LEAVES):
        report.error((*path, "in"), "E-in", "`in: title` stands beside a group", "put it on each leaf inside")
    if near and spec.at_least is not None:
        report.error((*path, "at_least"), "E-in-near", "`at_least` cannot stand inside `near`", "use `any` or `all`")
    if spec.near is not None:
        _check_near(spec, path, report)
    for step, child in children(spec):
        _check_operators(child, (*path, *step), report, near=near or spec.near is not None)


def _one_of() -> str:
    return "write one of " + ", ".join(OPERATORS)


def _check_near(spec: ConditionSpec, path: Path, report: Report) -> None:
    assert spec.near is not None
    if spec.near.within is None and spec.near.in_ is None:
        report.error(
            (*path, "near"),
            "E-no-distance",
            "`near` says neither within nor in",
            'add "within: 15 words" or "in: sentence"',
        )
    if all(child.none for child in spec.near.of):
        report.error(
            (*path, "near", "of"), "E-no-positive", "nothing in this `near` must be present", "add what must be"
        )


def _check_names(spec: ConditionSpec, path: Path, report: Report, known: Known) -> None:
    if spec.concept and known.concepts is not None:
        _check_name(spec.concept, "concept", known.concepts, (*path, "concept"), report)
    for role, wanted, names, kinds in (
        ("actor", spec.actor, known.actors, ACTOR_KINDS),
        ("place", spec.place, known.places, PLACE_KINDS),
    ):
        if isinstance(wanted, EntitySpec):
            _check_kind(wanted, role, kinds, (*path, role), report)
        elif wanted and wanted != "any":
            _check_name(wanted, role, names, (*path, role), report)
    for index, phrase in enumerate(spec.phrase):
        _check_term(phrase, ANY_LANGUAGE, (*path, "phrase", index), report)


def _check_name(name: str, role: str, names: Collection[str], path: Path, report: Report) -> None:
    if name in names:
        return
    listed = sorted(names)
    todo = did_you_mean(name, listed) or (
        f"known: {', '.join(listed)}" if 0 < len(listed) <= _LISTED else f"write it into rules/{role}s/, or use another"
    )
    report.error(path, f"E-unknown-{role}", f'there is no {role} "{name}"', todo)


def _check_kind(wanted: EntitySpec, role: str, kinds: tuple[str, ...], path: Path, report: Report) -> None:
    if not wanted.kind and not wanted.country:
        report.error(
            path, "E-no-value", f"{role} says neither kind nor country", f'write "{role}: any" for every {role}'
        )
    if wanted.kind and wanted.kind not in kinds:
        todo = did_you_mean(wanted.kind, kinds) or f"write one of {', '.join(kinds)}"
        report.error((*path, "kind"), "E-unknown-kind", f'there is no kind "{wanted.kind}" of {role}', todo)


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


# --- concepts ---------------------------------------------------------------------------------------------------


def check_concept(concept: str, spec: ConceptSpec, document: Document) -> tuple[Problem, ...]:
    """Every problem of one concept whose shape is right."""
    report = Report(document)
    lists: list[tuple[Path, Mapping[str, tuple[str, ...]], bool]] = [(("terms",), spec.terms, spec.exact)]
    if spec.unless_near is not None:
        lists.append((("unless_near", "terms"), spec.unless_near.terms, False))
    for where, terms, exact in lists:
        for language, texts in terms.items():
            path: Path = ("concepts", concept, *where, language)
            if language != ANY_LANGUAGE and language not in LANGUAGES:
                report.warning(
                    path, "W-unknown-language", f'no endings are known for "{language}"', "write out every form"
                )
            for index, text in enumerate(texts):
                _check_term(text, language, (*path, index), report, exact=exact)
    return tuple(report.problems)


def _check_term(text: str, language: str, path: Path, report: Report, *, exact: bool = False) -> None:
    for problem in term_problems(text, language, exact=exact):
        say = report.error if problem.level is Level.ERROR else report.warning
        say(path, problem.code, problem.what, problem.todo)
