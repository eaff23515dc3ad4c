"""The versions of the lists that are in use, from the database, for verbs that look at texts.

In: the configuration. Out: versions by list. Without a database there are none: file lists are read as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.alerting.health_lists import ListNow
from monitor.config import Config
from monitor.errors import StorageError
from monitor.model.listing import ListVersion
from monitor.service.list_reading import is_own, kept_lists
from monitor.service.revealed import database_url

if TYPE_CHECKING:
    from monitor.service.app import App
    from monitor.storage.lists import ListState, ListStore

Copies = Mapping[str, ListVersion]


def stored_copies(config: Config, environ: Mapping[str, str]) -> Copies:
    """The versions in use; none where there is no database yet, or one of an earlier release."""
    if not kept_lists(config):
        return {}
    from monitor.storage import Store  # no other verb that reads a text needs the database
    from monitor.storage.engine import sqlite_file

    url = database_url(config, environ)
    path = sqlite_file(url)
    if path is not None and not path.exists():
        return {}
    store = Store.open(url, read_only=True)
    try:
        return copies_of(config, store.lists)
    except StorageError:
        return {}
    finally:
        store.close()


def copies_of(config: Config, store: ListStore, *, besides: Copies | None = None) -> Copies:
    """The versions in use of all lists; one that `besides` has already is not read again."""
    known = {version.sha256: version for version in (besides or {}).values()}
    found: dict[str, ListVersion] = {}
    for name in kept_lists(config):
        digest = store.digest_in_use(name)
        if digest is None:
            continue
        version = known.get(digest) or store.current(name)
        if version is not None:
            found[name] = replace(version, own=is_own(config.lists[name])) if digest not in known else version
    return found


def lists_now(app: App) -> tuple[ListNow, ...]:
    """How each configured list stands, as its health is judged by."""
    states = app.store.lists.states()
    return tuple(_now(app, name, states[name]) for name in kept_lists(app.config) if name in states)


def _now(app: App, name: str, state: ListState) -> ListNow:
    copy = app.copies.get(name)
    return ListNow(
        name=name,
        trouble=state.trouble or "",
        failing_since=state.failing_since,
        held=state.held is not None,
        as_of=copy.published if copy else None,
    )
