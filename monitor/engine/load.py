"""Load the rule folders: every file, every problem, and a rule set only when nothing is wrong.

Comes in: folders, later ones overriding rules and concepts of earlier ones by id; the names that the gazetteer knows.
Goes out: `Loaded`. Never raises for what a file says, never stops at the first problem, never keeps half a set.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from monitor.engine.build import build_rule_set
from monitor.engine.check import Known, check_concept, check_rule
from monitor.engine.condition_schema import Spec
from monitor.engine.rules import Example, Loaded
from monitor.engine.schema import ConceptSpec, ConceptsSpec, RuleSpec
from monitor.errors import InputError, Level, Problem
from monitor.strict_yaml import Document, load, problems_from

SpecT = TypeVar("SpecT", bound=Spec)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File(Generic[SpecT]):
    """A file whose shape is right."""

    document: Document
    spec: SpecT


@dataclass(slots=True)
class _Shelf:
    """All files read so far. `claimed`: ids in concept files of a wrong shape, whose absence would be no news.

    `blind`: a concept file could not be read at all, so that no missing concept says anything.
    """

    rules: dict[str, _File[RuleSpec]] = field(default_factory=dict)
    concepts: dict[str, ConceptSpec] = field(default_factory=dict)
    claimed: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    checks: list[_File[RuleSpec]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    blind: bool = False


def load_rules(folders: Sequence[Path], *, actors: Collection[str] = (), places: Collection[str] = ()) -> Loaded:
    """Load `<folder>/*.yaml` as rules and `<folder>/concepts/*.yaml` as concepts, from all folders in order."""
    shelf = _Shelf()
    for folder in folders:
        if not folder.is_dir():
            shelf.problems.append(
                Problem(
                    file=folder,
                    line=0,
                    what="there is no such folder",
                    todo="mend `rules:` in the configuration",
                    code="E-no-folder",
                )
            )
            continue
        _shelve_concepts(folder, shelf)
        _shelve_rules(folder, shelf)
    concepts = None if shelf.blind else shelf.concepts.keys() | shelf.claimed
    known = Known(concepts=concepts, actors=actors, places=places)
    for file in shelf.checks:
        shelf.problems.extend(check_rule(file.spec, file.document, known))
    problems = tuple(sorted(set(shelf.problems), key=lambda p: (str(p.file), p.line, p.code, p.what)))
    if any(problem.level is Level.ERROR for problem in problems):
        return Loaded(rule_set=None, problems=problems)
    parts = ((file.spec, file.document.file, tuple(_examples(file))) for file in shelf.rules.values())
    return Loaded(rule_set=build_rule_set(parts, shelf.concepts, text="".join(shelf.texts)), problems=problems)


# --- reading ----------------------------------------------------------------------------------------------------


def _shelve_rules(folder: Path, shelf: _Shelf) -> None:
    own: dict[str, Document] = {}
    for path in _yaml_files(folder, shelf):
        file = _read(path, folder, RuleSpec, shelf)
        if file is None:
            continue
        rule_id = file.spec.id
        shelf.checks.append(file)
        _note_twice(rule_id, "rule", ("id",), file.document, own, shelf)
        shelf.rules[rule_id] = file


def _shelve_concepts(folder: Path, shelf: _Shelf) -> None:
    own: dict[str, Document] = {}
    for path in _yaml_files(folder / "concepts", shelf):
        file = _read(path, folder, ConceptsSpec, shelf)
        if file is None:
            continue
        for concept, spec in file.spec.concepts.items():
            _note_twice(concept, "concept", ("concepts", concept), file.document, own, shelf)
            shelf.problems.extend(check_concept(concept, spec, file.document))
            shelf.concepts[concept] = spec


def _yaml_files(folder: Path, shelf: _Shelf) -> Iterator[Path]:
    """The folder's .yaml files by name; a .yml file is not read, and that is said."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.suffix == ".yml":
            shelf.problems.append(
                Problem(
                    file=path,
                    line=0,
                    what="is not read: its name ends in .yml",
                    todo="call it .yaml",
                    code="W-file-name",
                    level=Level.WARNING,
                )
            )
        elif path.suffix == ".yaml":
            yield path


def _read(path: Path, folder: Path, shape: type[SpecT], shelf: _Shelf) -> _File[SpecT] | None:
    """Read one file into its spec; what is wrong with it goes to the shelf's problems."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        text = None  # `load` says what is wrong, in its own words
    try:
        document = load(path, text)
    except InputError as error:
        shelf.problems.extend(error.problems)
        shelf.blind |= shape is ConceptsSpec
        return None
    try:
        spec = shape.model_validate(document.data)
    except ValidationError as error:
        shelf.problems.extend(problems_from(error, document, known=shape))
        shelf.claimed |= _claimed(document)
        return None
    shelf.texts.append(f"# --- {path.relative_to(folder).as_posix()}\n{text or ''}\n")
    return _File(document=document, spec=spec)


def _claimed(document: Document) -> set[str]:
    """The ids that a concept file means to define, whatever is wrong with it."""
    concepts = document.data.get("concepts") if isinstance(document.data, dict) else None
    return set(concepts) if isinstance(concepts, dict) else set()


def _note_twice(
    name: str, role: str, path: tuple[str, ...], document: Document, own: dict[str, Document], shelf: _Shelf
) -> None:
    """Two files of one folder must not claim one id: which of them won would depend on their names."""
    other = own.setdefault(name, document)
    if other is not document:
        shelf.problems.append(
            Problem(
                file=document.file,
                line=document.line(path),
                what=f'the {role} "{name}" stands in {other.file.name} too',
                todo="delete one, or give it another id",
                code="E-dup-id",
            )
        )


# --- examples ---------------------------------------------------------------------------------------------------

_KINDS: Mapping[str, tuple[bool, bool]] = {  # key → (matches, todo)
    "match": (True, False),
    "no_match": (False, False),
    "todo_match": (True, True),
    "todo_no_match": (False, True),
}


def _examples(file: _File[RuleSpec]) -> Iterator[Example]:
    for language, examples in file.spec.examples.items():
        for kind, (matches, todo) in _KINDS.items():
            for index, example in enumerate(getattr(examples, kind)):
                yield Example(
                    language=language,
                    text=example.text,
                    title=example.title,
                    matches=matches,
                    todo=todo,
                    extract=example.extract,
                    labels=example.labels,
                    tier=example.tier,
                    file=file.document.file,
                    line=file.document.line(("examples", language, kind, index)),
                )
