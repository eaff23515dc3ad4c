"""Warnings that somebody has looked at: `# lint: W-short-term because it is a proper name`.

Comes in: comments of files and the problems found in them. Goes out: the problems that stay, and those of the silences
themselves: one without a reason, one that silences nothing. Errors cannot be silenced.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from monitor.errors import Level, Problem
from monitor.strict_yaml import Remark

MEASURED = frozenset({"W-common-term", "W-never-fires", "W-overlap", "W-slow-anchor"})  # on texts, not on files
_CODE = "[EW]-[a-z-]+"
_MARK = re.compile(rf"lint:\s*((?:{_CODE}[\s,]*)+)(.*)", re.DOTALL)
_REASON = re.compile(r"because\s+\S.*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A mark in `line` of a file that silences `codes` in the lines `of`."""

    file: Path
    line: int
    codes: frozenset[str]
    of: frozenset[int]
    reason: bool


def silences_of(file: Path, remarks: Iterable[Remark]) -> Iterator[Silence]:
    """The marks among the comments of a file: behind what they silence, or in comment lines right above it."""
    for remark in remarks:
        found = _MARK.fullmatch(remark.text)
        yield Silence(
            file=file,
            line=remark.line,
            codes=frozenset(re.findall(_CODE, found[1]) if found else ()),
            of=frozenset({remark.line, remark.of}),
            reason=found is not None and bool(_REASON.fullmatch(found[2])),
        )


def heard(
    problems: Iterable[Problem], silences: Iterable[Silence], *, unjudged: Collection[str] = MEASURED
) -> tuple[Problem, ...]:
    """The problems that no silence holds back, with those of the silences.

    A silence of an `unjudged` code may have its reason yet: such warnings were not looked for this time.
    """
    given = tuple(silences)
    reasoned = [silence for silence in given if silence.reason]
    marks = _marks(given)
    used: set[tuple[Silence, str]] = set()
    stay: list[Problem] = []
    for problem in problems:
        mark = _mark_of(problem, marks)
        if mark is None:
            stay.append(problem)
        else:
            used.add((mark, problem.code))
    todo = 'write "# lint: W-short-term because …"'
    no_reason = "this comment silences nothing: it wants a code and a reason"
    stay += [_problem(each, "W-silence-no-reason", no_reason, todo) for each in given if not each.reason]
    stay += [
        _unused(each, code)
        for each in reasoned
        for code in sorted(each.codes - set(unjudged))
        if (each, code) not in used
    ]
    return tuple(stay)


def unsilenced(problems: Iterable[Problem], silences: Iterable[Silence]) -> tuple[Problem, ...]:
    """The problems that no silence holds back; nothing is said of the silences."""
    marks = _marks(silences)
    return tuple(problem for problem in problems if _mark_of(problem, marks) is None)


_Marks = Mapping[tuple[Path, int, str], Silence]


def _marks(silences: Iterable[Silence]) -> _Marks:
    return {
        (each.file, line, code): each for each in silences if each.reason for line in each.of for code in each.codes
    }


def _mark_of(problem: Problem, marks: _Marks) -> Silence | None:
    return marks.get((problem.file, problem.line, problem.code)) if problem.level is Level.WARNING else None


def _unused(silence: Silence, code: str) -> Problem:
    if code.startswith("E-"):
        return _problem(silence, "W-unused-silence", f"{code} is an error, and errors cannot be silenced", "mend it")
    return _problem(silence, "W-unused-silence", f"there is no {code} here to silence", "delete the comment")


def _problem(silence: Silence, code: str, what: str, todo: str) -> Problem:
    return Problem(file=silence.file, line=silence.line, what=what, todo=todo, code=code, level=Level.WARNING)
