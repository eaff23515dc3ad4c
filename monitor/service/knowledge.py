"""Load what to look for: rules, gazetteer and lists, from the folders that the configuration names.

In: a `Config`. Out: `Knowledge`, or every problem of every file. Never keeps half a set.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from monitor import context, engine, screening
from monitor.config import Config
from monitor.errors import InputError, Level, Problem, RulesError
from monitor.model.listing import ListVersion
from monitor.pipeline import Knowledge
from monitor.sanctions import read_watchlist
from monitor.service.memory import memory_of
from monitor.service.rules_files import Contents, RuleFiles, names_of, rule_folders

T = TypeVar("T")


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


def load_knowledge(config: Config, *, before: Loading | None = None) -> Loading:
    """Load everything and report all that is wrong with it. What `before` has and did not change is taken from it."""
    contents = RuleFiles.of(config).contents()
    memory = before.memory if before else memory_of(rule_folders(config), os.environ)
    names = _names(config, contents, memory, before.names if before else None)
    rules = _rules(config, contents, names.value, memory, before.rules if before else None)
    lists = _lists(config, contents, before.lists if before else None)
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
    )


def require_loading(config: Config) -> tuple[Knowledge, Loading]:
    """`load_knowledge`, or `RulesError` with every problem."""
    loading = load_knowledge(config)
    if loading.knowledge is None:
        raise RulesError(tuple(p for p in loading.problems if p.level is Level.ERROR))
    return loading.knowledge, loading


def require_knowledge(config: Config) -> Knowledge:
    """What `require_loading` loads, alone."""
    return require_loading(config)[0]


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
    made_of = ({file: digest for file, digest in contents.items() if file not in named}, actors, places)
    if before is not None and before.made_of == made_of:
        return before
    loaded = engine.load_rules(
        rule_folders(config), actors=actors, places=places, languages=config.languages, memory=memory
    )
    return Part(made_of=made_of, value=loaded, problems=loaded.problems)


def _lists(config: Config, contents: Contents, before: Part[screening.Lists] | None) -> Part[screening.Lists]:
    """Read the user's own watch lists; a list that cannot be read is a problem, the others still load."""
    made_of = {source.file: contents[source.file] for source in config.lists.values() if source.file is not None}
    if before is not None and before.made_of == made_of:
        return before
    copies: list[ListVersion] = []
    problems: list[Problem] = []
    for name, source in config.lists.items():
        if source.file is None:
            problems.append(_not_fetched(config.path, name))
            continue
        try:
            copies.append(read_watchlist(source.file, name, source.columns))
        except InputError as error:
            problems.extend(error.problems)
    return Part(made_of=made_of, value=screening.Lists.build(copies), problems=tuple(problems))


def _not_fetched(path: Path, name: str) -> Problem:
    """Say loudly that a list will not be screened: a desk that relies on it must know."""
    return Problem(
        file=path,
        line=0,
        what=f'the list "{name}" is given by its address, and this version fetches no lists: nothing is screened by it',
        todo="download it as a table and write `file:` and `columns:` instead",
        code="W-list-not-fetched",
        level=Level.WARNING,
    )
