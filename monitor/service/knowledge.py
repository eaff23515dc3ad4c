"""Load what to look for: rules, gazetteer and lists, from the folders that the configuration names.

In: a `Config`. Out: `Knowledge`, or every problem of every file. Never keeps half a set.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from monitor import context, engine, screening
from monitor.config import Config
from monitor.config.schema import ListSource
from monitor.errors import InputError, Level, ListRefused, Problem, RulesError
from monitor.knowledge import Knowledge
from monitor.model.listing import ListVersion
from monitor.sanctions import read_watchlist
from monitor.service.list_reading import is_own, read_file
from monitor.service.memory import memory_of
from monitor.service.rules_files import Contents, RuleFiles, names_of, rule_folders

T = TypeVar("T")
Copies = Mapping[str, ListVersion]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[T]):
    """A part of the knowledge with what it was made of, and what is wrong there: kept while that stays the same."""

    made_of: object
    value: T
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """`knowledge` is None when a problem is an error; `problems` has the warnings too.

    `contents` are the files as they were just before they were read; the rest is what the next load may take over.
    """

    knowledge: Knowledge | None
    problems: tuple[Problem, ...]
    contents: Contents
    names: Part[context.Gazetteer]
    rules: Part[engine.Loaded]
    lists: Part[screening.Lists]
    memory: engine.Memory
    copies: Mapping[str, str] = field(default_factory=dict)  # the hash of each list's stored version, as handed in


def load_knowledge(config: Config, *, before: Loading | None = None, copies: Copies | None = None) -> Loading:
    """Load everything and report all that is wrong with it. What `before` has and did not change is taken from it.

    `copies` are the stored versions of sanctions lists; a list in a file that has none is read from it. With None own
    watch lists alone are loaded, for verbs that screen no text.
    """
    contents = RuleFiles.of(config).contents()
    memory = before.memory if before else memory_of(rule_folders(config), os.environ)
    names = _names(config, contents, memory, before.names if before else None)
    rules = _rules(config, contents, names.value, memory, before.rules if before else None)
    lists = _lists(config, contents, before.lists if before else None, copies)
    problems = (*names.problems, *rules.problems, *lists.problems)
    knowledge = None
    rule_set = rules.value.rule_set
    if rule_set is not None and not any(problem.level is Level.ERROR for problem in problems):
        named = engine.with_names(rule_set, names.value.digests)
        knowledge = Knowledge(rules=named, gazetteer=names.value, lists=lists.value)
        if before is None:
            memory.keep()
    return Loading(
        knowledge=knowledge,
        problems=problems,
        contents=contents,
        names=names,
        rules=rules,
        lists=lists,
        memory=memory,
        copies={name: version.sha256 for name, version in (copies or {}).items()},
    )


def require_loading(config: Config, *, copies: Copies | None = None) -> tuple[Knowledge, Loading]:
    """`load_knowledge`, or `RulesError` with every problem."""
    loading = load_knowledge(config, copies=copies)
    if loading.knowledge is None:
        raise RulesError(tuple(p for p in loading.problems if p.level is Level.ERROR))
    return loading.knowledge, loading


def require_knowledge(config: Config, *, copies: Copies | None = None) -> Knowledge:
    """What `require_loading` loads, alone."""
    return require_loading(config, copies=copies)[0]


def _names(
    config: Config, contents: Contents, memory: engine.Memory, before: Part[context.Gazetteer] | None
) -> Part[context.Gazetteer]:
    made_of = names_of(contents)
    if before is not None and before.made_of == made_of:
        return before
    gazetteer, problems = context.load_gazetteer(rule_folders(config), memory=memory)
    return Part(made_of=made_of, value=gazetteer, problems=problems)


def _rules(
    config: Config,
    contents: Contents,
    gazetteer: context.Gazetteer,
    memory: engine.Memory,
    before: Part[engine.Loaded] | None,
) -> Part[engine.Loaded]:
    """Rules and concepts; of the names they know the ids alone, so that another alias leaves them as they are."""
    actors, places = gazetteer.actor_ids, gazetteer.place_ids
    named = names_of(contents)
    lists = tuple(config.lists)
    made_of = ({file: digest for file, digest in contents.items() if file not in named}, actors, places, lists)
    if before is not None and before.made_of == made_of:
        return before
    loaded = engine.load_rules(
        rule_folders(config), actors=actors, places=places, languages=config.languages, lists=lists, memory=memory
    )
    return Part(made_of=made_of, value=loaded, problems=loaded.problems)


def _lists(
    config: Config, contents: Contents, before: Part[screening.Lists] | None, copies: Copies | None
) -> Part[screening.Lists]:
    """Take the stored versions and read the files; a list that cannot be read is a problem, the others still load."""
    found, problems, made_of = dict[str, ListVersion](), list[Problem](), dict[str, str]()
    earlier = before.made_of if before is not None and isinstance(before.made_of, dict) else {}
    known = {version.list: version for version in before.value.versions} if before is not None else {}
    for name, source in config.lists.items():
        version = (copies or {}).get(name)
        if version is not None:
            found[name], made_of[name] = version, version.sha256
        elif source.paths and (copies is not None or is_own(source)):
            made_of[name] = " ".join(contents[path] for path in source.paths)
            try:
                same = made_of[name] == earlier.get(name) and name in known
                found[name] = known[name] if same else _read(name, source)
            except InputError as error:
                problems.extend(error.problems)
            except ListRefused as error:
                problems.append(Problem(file=source.paths[0], line=0, what=error.what, todo=error.todo, code="E-list"))
    if before is not None and before.made_of == made_of:
        return before
    return Part(made_of=made_of, value=screening.Lists.build(found.values()), problems=tuple(problems))


def _read(name: str, source: ListSource) -> ListVersion:
    """A list from its file; of an own watch list every problem is reported with its line."""
    if source.paths and is_own(source):
        return read_watchlist(source.paths[0], name, source.columns)
    return read_file(name, source)
