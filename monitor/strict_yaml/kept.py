"""What was made of files before, kept on disk by content: JSON, a line each, with a checksum.

Comes in: a folder and what wrote the lines. Goes out: values by key, as they were put. Whatever is wrong with the file,
nothing is kept: what is not found here is made anew. Never reads a file that somebody else could have written, never
raises for the disk, never holds what was not used for the last time it was saved.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import tempfile
from pathlib import Path
from typing import Any

FILES_AT_MOST = 12  # in the folder: one for each set of rule folders that was loaded lately
BYTES_AT_MOST = 200_000_000
_DIGEST = 16  # letters
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


class Kept:
    """Values by key. `wrote` names whoever makes the values: another version of the program finds none of them."""

    def __init__(self, file: Path, *, wrote: str) -> None:
        self._file = file
        self._head = f"vedette {wrote}".encode()
        self._lines = _lines(file, self._head)
        self._used: dict[bytes, bytes] = {}  # lines to be saved
        self._fresh = False
        self._ended = False

    def get(self, key: str) -> Any:
        """The value, or None; each call makes it anew."""
        name = key.encode("utf-8", "surrogatepass")
        line = self._used.get(name) or self._lines.get(name)
        if line is None or _digest(line[_DIGEST:]) != line[:_DIGEST]:
            return None
        try:
            value = json.loads(line[_DIGEST:])
        except ValueError:
            return None
        self._used[name] = line
        return value

    def put(self, key: str, value: Any) -> None:
        """Keep a value of JSON's types; nothing is kept after the end."""
        if self._ended:
            return
        line = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        self._used[key.encode("utf-8", "surrogatepass")] = _digest(line) + line
        self._fresh = True

    def save(self) -> None:
        """Write what was put and got, if anything was put; another process may do the same, and the last one wins."""
        if not self._fresh:
            return
        self._fresh = False
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent, suffix=".new")
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(self._head + b"\n")
                    out.writelines(b"%b\t%b\n" % item for item in self._used.items())
                Path(name).replace(self._file)
            except OSError:
                Path(name).unlink(missing_ok=True)
            _drop_oldest(self._file.parent)

    def end(self) -> None:
        """Forget all lines: they stand on disk for the next process, and this one reads and saves no more of them."""
        self._lines, self._used, self._ended = {}, {}, True


def _lines(file: Path, head: bytes) -> dict[bytes, bytes]:
    """The lines of a file by key, unread; none when it is not ours alone."""
    try:
        if not (_ours(file.parent) and _ours(file)) or file.stat().st_size > BYTES_AT_MOST:
            return {}
        first, *rest = file.read_bytes().split(b"\n")
    except OSError:
        return {}
    return dict(line.split(b"\t", 1) for line in rest if b"\t" in line) if first == head else {}


def _ours(path: Path) -> bool:
    """Whether nobody but us can have written it."""
    found = path.stat()
    return found.st_uid == os.geteuid() and not found.st_mode & _OTHERS_MAY_WRITE


def _digest(line: bytes) -> bytes:
    return hashlib.blake2b(line, digest_size=_DIGEST // 2).hexdigest().encode()


def _drop_oldest(folder: Path) -> None:
    """Keep the folder small: rule folders come and go."""
    files = sorted((path for path in folder.iterdir() if path.is_file()), key=lambda path: path.stat().st_mtime)
    for path in files[:-FILES_AT_MOST]:
        path.unlink(missing_ok=True)
