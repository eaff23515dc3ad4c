"""One writer: the lock that keeps a second process off a SQLite file.

In: a database URL. Out: a held `DatabaseLock`, or `DatabaseBusy` that names the holder. The operating system drops the
lock with the process, however that ends, so no stale lock is ever in the way. PostgreSQL and in-memory databases need
none. Never deletes the lock file: another process may be waiting on that very one.
"""

from __future__ import annotations

import fcntl
import os
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from monitor.errors import DatabaseBusy, StorageError
from monitor.storage.engine import sqlite_file


class DatabaseLock:
    """An advisory lock on `<database>.lock`. Use as a context manager, or `acquire` and `release`."""

    def __init__(self, url: str, *, since: datetime) -> None:
        path = sqlite_file(url)
        self.path = None if path is None else path.with_name(path.name + ".lock")
        self._since = since
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock at once, or raise `DatabaseBusy`."""
        if self.path is None or self._descriptor is not None:
            return
        descriptor = self._open(self.path)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(descriptor, 200, 0).decode(errors="replace")
            os.close(descriptor)
            raise DatabaseBusy(_refusal(holder)) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()} {self._since:%Y-%m-%d %H:%M:%S} UTC\n".encode(), 0)
        self._descriptor = descriptor

    def release(self) -> None:
        """Let go."""
        if self._descriptor is None:
            return
        os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)
        self._descriptor = None

    @staticmethod
    def _open(path: Path) -> int:
        try:
            # Close-on-exec: a child process must not go on holding the lock after its parent is gone.
            return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise StorageError(
                f"the lock file {path} cannot be opened: {error.strerror}; check the folder and its permissions"
            ) from error

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _refusal(holder: str) -> str:
    pid, _, since = holder.strip().partition(" ")
    who = f"a vedette process (pid {pid}, since {since})" if pid.isdigit() else "another vedette process"
    return f"{who} already uses this database; stop it first, or use PostgreSQL for several processes"
