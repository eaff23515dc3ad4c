"""Where the program remembers between its runs what rule files say: `$XDG_CACHE_HOME/vedette`, or `~/.cache/vedette`.

In: the rule folders and the environment. Out: an `engine.Memory`. What is remembered can be deleted at any time; it is
believed only by the very program that wrote it, and only if nobody else can write there.
"""

from __future__ import annotations

import hashlib
import os
import platform
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from monitor import engine
from monitor.strict_yaml import Kept

_PROGRAM = Path(__file__).resolve().parents[1]
_DECIDES = ("context", "engine", "model", "strict_yaml", "text")  # packages that decide what a rule file comes to


def memory_of(folders: Iterable[Path], environ: Mapping[str, str]) -> engine.Memory:
    """A memory for what stands in these folders; it ends with the process where there is nowhere to keep it.

    Named by the first folder, which is the shipped one for most: every desk of a machine shares what it says.
    """
    place = _folder(environ)
    if place is None:
        return engine.Memory()
    name = _digest(str(next(iter(folders), "")))
    return engine.Memory(Kept(place / f"rules-{name}", wrote=_program()))


def _folder(environ: Mapping[str, str]) -> Path | None:
    """By the XDG base directory specification: a relative path counts as none."""
    named = environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(named):  # noqa: PTH117 - an empty text is no path
        return Path(named) / "vedette"
    home = environ.get("HOME", "")
    return Path(home) / ".cache" / "vedette" if home else None


@lru_cache(maxsize=1)
def _program() -> str:
    """What decides: the program's files by size and time, the interpreter, the version of Unicode."""
    files = sorted(path for package in _DECIDES for path in (_PROGRAM / package).rglob("*.*") if path.suffix != ".pyc")
    stamps = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    return _digest("\n".join((platform.python_version(), unicodedata.unidata_version, *stamps)))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
