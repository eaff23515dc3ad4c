"""Load what to look for: rules, gazetteer and lists, from the folders that the configuration names.

In: a `Config`. Out: `Knowledge`, or every problem of every file. Never keeps half a set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor import context, engine, screening
from monitor.config import Config
from monitor.errors import InputError, Level, Problem, RulesError
from monitor.pipeline import Knowledge
from monitor.sanctions import read_watchlist
from monitor.service.rules_files import Contents, RuleFiles, names_of, rule_folders
from monitor.strict_yaml import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """A gazetteer with what it was made of, and what is wrong there: kept as long as those files stay the same."""

    contents: Contents
    gazetteer: context.Gazetteer
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLists:
    """The desk's own watch lists, likewise."""

    contents: Contents
    lists: screening.Lists
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """`knowledge` is None when a problem is an error; `problems` has the warnings too.

    `contents` are the files as they were just before they were read; the rest is what the next load may take over.
    """

    knowledge: Knowledge | None
    problems: tuple[Problem, ...]
    contents: Contents
    names: Names
    lists: OwnLists
    reader: Reader


def load_knowledge(config: Config, *, before: Loading | None = None) -> Loading:
    """Load everything and report all that is wrong with it. What `before` has and did not change is taken from it."""
    folders, contents = rule_folders(config), RuleFiles.of(config).contents()
    reader = before.reader if before else Reader()
    names = _names(folders, names_of(contents), before.names if before else None, reader)
    actors, places = names.gazetteer.actor_ids, names.gazetteer.place_ids
    loaded = engine.load_rules(folders, actors=actors, places=places, languages=config.languages, reader=reader)
    lists = _lists(config, contents, before.lists if before else None)
    problems = (*names.problems, *loaded.problems, *lists.problems)
    knowledge = None
    if loaded.rule_set is not None and not any(problem.level is Level.ERROR for problem in problems):
        knowledge = Knowledge(rules=loaded.rule_set, gazetteer=names.gazetteer, lists=lists.lists)
    return Loading(knowledge=knowledge, problems=problems, contents=contents, names=names, lists=lists, reader=reader)


def require_loading(config: Config) -> tuple[Knowledge, Loading]:
    """`load_knowledge`, or `RulesError` with every problem."""
    loading = load_knowledge(config)
    if loading.knowledge is None:
        raise RulesError(tuple(p for p in loading.problems if p.level is Level.ERROR))
    return loading.knowledge, loading


def require_knowledge(config: Config) -> Knowledge:
    """What `require_loading` loads, alone."""
    return require_loading(config)[0]


def _names(folders: Sequence[Path], contents: Contents, before: Names | None, reader: Reader) -> Names:
    if before is not None and before.contents == contents:
        return before
    gazetteer, problems = context.load_gazetteer(folders, reader=reader)
    return Names(contents=contents, gazetteer=gazetteer, problems=problems)


def _lists(config: Config, contents: Contents, before: OwnLists | None) -> OwnLists:
    """Read the user's own watch lists; a list that cannot be read is a problem, the others still load."""
    files = [source.file for source in config.lists.values() if source.file is not None]
    made_of = {file: contents[file] for file in files}
    if before is not None and before.contents == made_of:
        return before
    entries: list[screening.ListEntry] = []
    problems: list[Problem] = []
    for name, source in config.lists.items():
        if source.file is None:
            problems.append(_not_fetched(config.path, name))
            continue
        try:
            entries.extend(read_watchlist(source.file, name, source.columns))
        except InputError as error:
            problems.extend(error.problems)
    return OwnLists(contents=made_of, lists=screening.Lists.build(entries), problems=tuple(problems))


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
