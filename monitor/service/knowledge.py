"""Load what to look for: rules, gazetteer and lists, from the folders that the configuration names.

In: a `Config`. Out: `Knowledge`, or every problem of every file. Never keeps half a set.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from monitor import context, engine, screening, shipped
from monitor.config import Config
from monitor.errors import InputError, Level, Problem, RulesError
from monitor.pipeline import Knowledge
from monitor.sanctions import read_watchlist


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """`knowledge` is None when a problem is an error; `problems` has the warnings too."""

    knowledge: Knowledge | None
    problems: tuple[Problem, ...]


def rule_folders(config: Config) -> tuple[Path, ...]:
    """The configured rule folders, `builtin` resolved, in order of precedence (later ones win)."""
    return tuple(shipped.rules_dir() if folder == "builtin" else Path(folder) for folder in config.rules)


def load_knowledge(config: Config) -> Loading:
    """Load everything and report all that is wrong with it."""
    folders = rule_folders(config)
    gazetteer, problems = context.load_gazetteer(folders)
    loaded = engine.load_rules(folders, actors=gazetteer.actor_ids, places=gazetteer.place_ids)
    lists, list_problems = _lists(config)
    found = (*problems, *loaded.problems, *list_problems)
    if loaded.rule_set is None or any(problem.level is Level.ERROR for problem in found):
        return Loading(knowledge=None, problems=found)
    knowledge = Knowledge(rules=loaded.rule_set, gazetteer=gazetteer, lists=lists)
    return Loading(knowledge=knowledge, problems=found)


def require_knowledge(config: Config) -> Knowledge:
    """`load_knowledge`, or `RulesError` with every problem."""
    loading = load_knowledge(config)
    if loading.knowledge is None:
        raise RulesError(tuple(p for p in loading.problems if p.level is Level.ERROR))
    return loading.knowledge


def _lists(config: Config) -> tuple[screening.Lists, tuple[Problem, ...]]:
    """Read the user's own watch lists; a list that cannot be read is a problem, the others still load."""
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
    return screening.Lists.build(entries), tuple(problems)


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
