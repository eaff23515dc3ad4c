"""The daemon's first start with lists in files: they are stored before anything is loaded.

In: the configuration and the upgraded database. Out: a first version of each list in a file that has none. So a file is
read once and its names are indexed once; and what reading it took is free again before anything that stays is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from monitor.config import Config
from monitor.service.collector import give_back
from monitor.service.list_loop import READING, say_update
from monitor.service.list_reading import kept_lists
from monitor.service.list_updating import Updater
from monitor.service.revealed import database_url
from monitor.storage import Store


def store_first_versions(config: Config, environ: Mapping[str, str], *, now: datetime) -> None:
    """Read and store them; one that another process reads is left to it, and one that is refused stays without."""
    names = [name for name in kept_lists(config) if config.lists[name].url is None]
    if not names:
        return
    store = Store.open(database_url(config, environ))
    try:
        updater = Updater(config=config, environ=environ, store=store.lists)
        for name in names:
            if store.lists.digest_in_use(name) is None and store.lists.claim(name, until=now + READING, now=now):
                say_update(updater.update_file(name, now=now))
                give_back()
    finally:
        store.close()
