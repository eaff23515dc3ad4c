"""A desk to work at, and the command line in this process: what it prints, and its exit code.

Standard output of a verb never mixes with that of pytest: both streams are swapped while it runs.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from monitor.cli import main
from tests.forks.client import Forks

VEDETTE = Path(sys.executable).with_name("vedette")
DATA = Path(__file__).parents[2] / "data" / "cli"
LISTED_AT = 1_772_000_000  # when the desk's own watch list was last changed: 2026-02-25
AGENCY = 1  # its feed's number
TURNS = 12
ALONE = "VEDETTE_TEST_DESK_URL"  # a secret of the desk's configuration: never set


@dataclass(frozen=True)
class Done:
    """How a verb ended."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict]:
        """Standard output as JSON lines; fails for anything else on it."""
        found = [json.loads(line) for line in self.out.splitlines()]
        assert all(isinstance(one, dict) for one in found), self.out
        return found

    @property
    def read(self) -> str:
        """What a person reads, without what differs from run to run."""
        return settled(self.out)


@dataclass(frozen=True)
class Desk:
    """A folder with a configuration, rules, feeds and texts; `forks` starts its processes."""

    folder: Path
    forks: Forks | None = None

    @classmethod
    def made(cls, folder: Path, forks: Forks) -> Desk:
        shutil.copytree(DATA / "desk", folder)
        os.utime(folder / "lists" / "ours.csv", (LISTED_AT, LISTED_AT))
        return cls(folder, forks)

    @property
    def is_numbered_as_expected(self) -> bool:
        """Whether the first article that was stored is the agency's."""
        with closing(sqlite3.connect(self.folder / "vedette.db")) as connection:
            [[first]] = connection.execute("SELECT feed_id FROM article ORDER BY id LIMIT 1").fetchall()
        return bool(first == AGENCY)

    def copy(self, folder: Path) -> Desk:
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("*.lock", "*.sock"))
        return Desk(folder, self.forks)

    def vedette(self, *arguments: str, stdin: bytes = b"", encoding: str = "utf-8") -> Done:
        return vedette(*arguments, folder=self.folder, stdin=stdin, encoding=encoding)

    def process(self, *arguments: str) -> Done:
        """The same as a process of its own, for verbs that set up logging."""
        assert self.forks is not None
        environ = {key: value for key, value in os.environ.items() if key != ALONE}
        with tempfile.TemporaryDirectory() as outputs:
            out, err = Path(outputs) / "out", Path(outputs) / "err"
            code = self.forks.start(*arguments, cwd=self.folder, environ=environ, out=out, err=err).wait(60)
            return Done(code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class FirstRun:
    """A desk that has run once, and what that run said."""

    desk: Desk
    done: Done

    @classmethod
    def made(cls, folder: Path, forks: Forks) -> FirstRun:
        """Two feeds are read at once; golden files show the numbers that articles have when the agency's is first."""
        for turn in range(TURNS):
            desk = Desk.made(folder / str(turn) / "desk", forks)
            done = desk.process("once", "--json")
            if desk.is_numbered_as_expected:
                return cls(desk, done)
        raise AssertionError("the agency's feed was never stored first")


def vedette(*arguments: str, folder: Path, stdin: bytes = b"", encoding: str = "utf-8") -> Done:
    """Run the command line in a folder, at a terminal of that encoding."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True) for _ in range(2))
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), _reading(stdin):
        code = main(list(arguments))
    return Done(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))


@contextlib.contextmanager
def _reading(content: bytes) -> Iterator[None]:
    """Standard input that holds `content`: what `redirect_stdout` is to the other stream."""
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(content))
    try:
        yield
    finally:
        sys.stdin = before


def settled(text: str) -> str:
    """The text without what differs from run to run: times, and how far off they are."""
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d(?=\s)", "YYYY-MM-DD hh:mm", text)
    return re.sub(r"(\bnow\b|\d+ min ago|in \d+ min) *", "TIME  ", text)
