"""The files that say what to look for: which there are, whether they changed, and what stands in them.

In: the configuration. Out: cheap stamps to compare from look to look, and digests of the contents. Never parses a file
and never raises for one that is gone: that is a change like any other, and the loaders say what is wrong with it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from monitor import shipped
from monitor.config import Config

# What rules, concepts, names and the files of `from_file` end in. A database beside them is none of our business.
SUFFIXES = frozenset({".yaml", ".yml", ".txt", ".csv", ".tsv"})
MAX_DEPTH = 3  # folders below a rule folder: a link that leads back up ends there

Stamp = tuple[int, int, int, int]
Stamps = Mapping[str, Stamp]  # by path; plain texts, as there may be thousands, five times a second
Contents = Mapping[Path, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFiles:
    """Rule folders with what lies in them, and single files: the watch lists."""

    folders: tuple[Path, ...]
    files: tuple[Path, ...] = ()

    @classmethod
    def of(cls, config: Config) -> RuleFiles:
        """Everything that the knowledge of this configuration is loaded from."""
        lists = tuple(path for source in config.lists.values() for path in source.paths)
        return cls(folders=rule_folders(config), files=lists)

    def stamps(self) -> Stamps:
        """By file, what changes whenever it is written, replaced or touched: times in ns, size, inode."""
        return {path: stamp for path in self._paths() if (stamp := _stamp(path)) is not None}

    def contents(self) -> Contents:
        """By file, a digest of its bytes; empty for one that cannot be read."""
        return {Path(path): _read(path)[0] for path in self._paths()}

    def texts(self, contents: Contents) -> Mapping[Path, str] | None:
        """The texts in the rule folders, by folder and name, if the files still have these contents."""
        found: dict[Path, str] = {}
        for path in (Path(path) for folder in self.folders for path in sorted(_below(folder, MAX_DEPTH))):
            digest, raw = _read(path)
            if contents.get(path) != digest:
                return None
            found[path] = raw.decode("utf-8", "replace")
        return found

    def _paths(self) -> Iterator[str]:
        for folder in self.folders:
            yield from _below(folder, MAX_DEPTH)
        yield from map(str, self.files)


def rule_folders(config: Config) -> tuple[Path, ...]:
    """The configured rule folders, `builtin` resolved, in order of precedence (later ones win)."""
    return tuple(shipped.rules_dir() if folder == "builtin" else Path(folder) for folder in config.rules)


def names_of(contents: Contents) -> Contents:
    """The part that the gazetteer is made of."""
    return {path: digest for path, digest in contents.items() if path.parent.name in {"actors", "places"}}


def _below(folder: str | Path, depth: int) -> Iterator[str]:
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):  # editors keep their own copies under such names
            continue
        if os.path.splitext(entry.name)[1] in SUFFIXES:  # noqa: PTH122 - a Path a file would cost three times the look
            yield entry.path
        elif depth and entry.is_dir():
            yield from _below(entry.path, depth - 1)


def _stamp(path: str) -> Stamp | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - as above
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _read(path: str | Path) -> tuple[str, bytes]:
    """A digest of a file's bytes, and the bytes; both empty when it cannot be read."""
    try:
        raw = Path(path).read_bytes()
    except OSError:
        return "", b""
    return hashlib.blake2b(raw, digest_size=16).hexdigest(), raw
