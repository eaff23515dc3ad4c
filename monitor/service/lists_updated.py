"""`vedette lists update`: fetch the lists now and take what is new; a running daemon is asked to.

In: the configuration, the names of lists or none for all. Out: what became of each. Makes the database if need be.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.config import Config
from monitor.errors import DatabaseBusy, ListRefused, VedetteError
from monitor.service.list_reading import kept_lists
from monitor.service.list_taking import ListUpdate
from monitor.service.list_updating import PAUSE, Updater
from monitor.service.revealed import database_url, utc_now
from monitor.storage import DatabaseLock, Store, upgrade
from monitor.storage.engine import sqlite_file
from monitor.strict_yaml import did_you_mean
from monitor.web import ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """What became of each list; `asked` names those that the running daemon fetches now."""

    updates: tuple[ListUpdate, ...] = ()
    asked: tuple[str, ...] = ()


def update_lists(config: Config, names: Sequence[str], environ: Mapping[str, str], *, pause: float = PAUSE) -> Updated:
    """Update lists; raises `VedetteError` for a name that is none, or a list that is not fetched."""
    wanted = tuple(names) or kept_lists(config)
    for name in wanted:
        _require(config, name)
    url = database_url(config, environ)
    path = sqlite_file(url)
    lock = DatabaseLock(url, since=utc_now())
    try:
        lock.acquire()
    except DatabaseBusy:  # only this says that a daemon runs: another program may have the file while none does
        if path is None:
            raise
        answer = ask(path, "lists.update", {"names": list(wanted)})
    else:
        with lock:
            upgrade(url)
            store = Store.open(url)
            try:
                updater = Updater(config=config, environ=environ, store=store.lists, pause=pause)
                return Updated(updates=asyncio.run(_all(updater, wanted)))
            finally:
                store.close()
    if "error" in answer:
        raise VedetteError(str(answer["error"]))
    return Updated(asked=wanted)


async def _all(updater: Updater, names: Sequence[str]) -> tuple[ListUpdate, ...]:
    """One list after the other: each takes much memory while it is read."""
    return tuple([await updater.update(name, now=utc_now()) for name in names])


def _require(config: Config, name: str) -> None:
    if name not in config.lists:
        todo = did_you_mean(name, tuple(config.lists)) or "`vedette lists status` shows which there are"
        raise ListRefused("there is no list of this name in the configuration", todo, list_name=name)
    if name not in kept_lists(config):
        raise ListRefused(
            "this watch list is read from its file whenever that changes", "there is nothing to update", list_name=name
        )
