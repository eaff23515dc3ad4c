"""Gathers what is wrong with one document, each problem at its line.

Comes in: paths into a document, codes and words. Goes out: `Problem`s. Never decides what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from monitor.engine.terms import TermProblem
from monitor.errors import Level, Problem
from monitor.strict_yaml import Document, Placed
from monitor.strict_yaml import Place as Path

__all__ = ["Path", "Report"]


@dataclass(frozen=True, slots=True)
class Report:
    """The problems of one document, in the order in which they were found."""

    document: Placed
    problems: list[Problem] = field(default_factory=list)

    def error(self, path: Path, code: str, what: str, todo: str) -> None:
        """The file cannot be used."""
        self._add(path, code, what, todo, Level.ERROR)

    def warning(self, path: Path, code: str, what: str, todo: str) -> None:
        """The file can be used, but somebody should look."""
        self._add(path, code, what, todo, Level.WARNING)

    def terms(self, path: Path, problems: Iterable[TermProblem]) -> None:
        """What is wrong with a term or a pattern."""
        for problem in problems:
            self._add(path, problem.code, problem.what, problem.todo, problem.level)

    def cut(self, document: Document) -> None:
        """Texts that end at a `#` which may have been meant as part of them."""
        for line in sorted(document.cut):
            what = f'the text ends before "#{document.comments[line]}"'
            todo = "put quotes around all of it, or a space behind the # if it is a comment"
            problem = Problem(file=document.file, line=line, what=what, todo=todo, code="W-comment-in-term")
            self.problems.append(replace(problem, level=Level.WARNING))

    @property
    def broken(self) -> bool:
        """Whether one of the problems is an error."""
        return any(problem.level is Level.ERROR for problem in self.problems)

    def _add(self, path: Path, code: str, what: str, todo: str, level: Level) -> None:
        line = self.document.line(path)
        self.problems.append(Problem(file=self.document.file, line=line, what=what, todo=todo, code=code, level=level))
