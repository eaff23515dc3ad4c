"""Writing verbs: ask the running daemon over its socket, or take the database's lock when none runs.

On PostgreSQL there is no lock and no need to ask: any number of processes may write.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from monitor.config import Config
from monitor.errors import DatabaseBusy, StorageError, VedetteError
from monitor.service.asked import Asked
from monitor.service.requests import WRITERS
from monitor.service.revealed import database_url, utc_now
from monitor.storage import DatabaseLock, Store, Upgraded, upgrade
from monitor.storage.engine import sqlite_file
from monitor.web import ask


def write(config: Config, environ: Mapping[str, str], verb: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Carry out a writing verb and answer with what was done; raises `VedetteError` when it cannot be."""
    url = database_url(config, environ)
    path = sqlite_file(url)
    if path is not None and not path.exists():
        raise StorageError(f"there is no database at {path} yet; start `vedette run` or `vedette once` first")
    lock = DatabaseLock(url, since=utc_now())
    try:
        lock.acquire()
    except DatabaseBusy:  # only this says that a daemon runs: another program may have the file while none does
        if path is None:
            raise
        answer = ask(path, verb, dict(arguments))
    else:
        with lock:
            return _do(url, verb, Asked(arguments=arguments, routes=config.routes, now=utc_now()))
    if "error" in answer:
        raise VedetteError(str(answer["error"]))
    return answer


def _do(url: str, verb: str, asked: Asked) -> dict[str, Any]:
    upgrade(url)
    store = Store.open(url)
    try:
        return WRITERS[verb](store, asked)
    finally:
        store.close()


def upgrade_database(config: Config, environ: Mapping[str, str]) -> Upgraded:
    """`vedette db upgrade`: refused while a daemon holds the file; it has upgraded it already."""
    url = database_url(config, environ)
    with DatabaseLock(url, since=utc_now()):
        return upgrade(url)
