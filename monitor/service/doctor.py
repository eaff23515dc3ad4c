"""`vedette doctor`: is this installation fit to run for months, and if not, what to mend.

In: the configuration's path and the environment. Out: one verdict a check. Changes nothing, sends nothing.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from monitor import __version__, shipped
from monitor.config import Config, load_config
from monitor.errors import ConfigError, MissingSecret, VedetteError
from monitor.service.knowledge import load_knowledge
from monitor.service.revealed import database_url, utc_now
from monitor.service.sending import Channels
from monitor.service.views import ledger_of
from monitor.storage import DatabaseLock
from monitor.storage.engine import sqlite_file
from monitor.storage.migrate import current

SAFE_SQLITE = (3, 51, 3)  # before it, two connections that write at once can corrupt a WAL database
ENOUGH_ROOM = 500_000_000  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at: `says` is the finding and, if not ok, the next step."""

    name: str
    ok: bool
    says: str


def examine(path: Path, environ: Mapping[str, str]) -> tuple[Check, ...]:
    """Look at everything; what cannot be looked at is a failed check, not an exception."""
    checks = [*_installation()]
    try:
        config = load_config(path)
    except ConfigError as error:
        problems = len(error.problems)
        says = f"{problems} problem(s), the first: {error.problems[0]}; `vedette check` shows all"
        return (*checks, Check(name="configuration", ok=False, says=says))
    checks.append(Check(name="configuration", ok=True, says=f"{path}, {len(config.warnings)} warning(s)"))
    checks += [_rules(config), *_database(config, environ), *_channels(config, environ), _room(config, environ)]
    return tuple(checks)


def _installation() -> Iterator[Check]:
    version = sys.version_info
    yield Check(name="python", ok=version >= (3, 11), says=f"{sys.version.split()[0]}, Vedette {__version__}")
    trouble = shipped.foreign_package()
    yield Check(name="packages", ok=trouble is None, says=trouble or "monitor and notifiers come from one place")
    old = sqlite3.sqlite_version_info < SAFE_SQLITE
    advice = (
        "; safe with the one process that Vedette allows: never write to the file with another program while it runs"
    )
    yield Check(name="sqlite", ok=True, says=sqlite3.sqlite_version + (advice if old else ""))


def _rules(config: Config) -> Check:
    loading = load_knowledge(config)
    if loading.knowledge is None:
        return Check(name="rules", ok=False, says=f"{len(loading.problems)} problem(s); `vedette check` shows them")
    return Check(name="rules", ok=True, says=f"{len(loading.knowledge.rules.rules)} rules load")


def _database(config: Config, environ: Mapping[str, str]) -> Iterator[Check]:
    try:
        url = database_url(config, environ)
        revision = current(url)
    except VedetteError as error:
        yield Check(name="database", ok=False, says=str(error))
        return
    if revision is None:
        yield Check(name="database", ok=True, says="not made yet; the first `vedette run` makes it")
        return
    yield Check(name="database", ok=True, says=f"revision {revision}")
    yield _daemon(url)
    account = ledger_of(config, environ)
    says = "balances" if account.balanced else "; ".join(account.problems)
    yield Check(name="ledger", ok=account.balanced, says=says)


def _daemon(url: str) -> Check:
    try:
        with DatabaseLock(url, since=utc_now()):
            return Check(name="daemon", ok=True, says="none is running")
    except VedetteError as error:
        return Check(name="daemon", ok=True, says=str(error))


def _channels(config: Config, environ: Mapping[str, str]) -> Iterator[Check]:
    channels = Channels(config, environ=environ, stream=sys.stdout)
    for name in config.channels:
        try:
            channels.channel(name)
        except MissingSecret as error:
            yield Check(name=f"channel {name}", ok=False, says=str(error))
        except VedetteError as error:
            yield Check(name=f"channel {name}", ok=False, says=str(error))
        else:
            yield Check(name=f"channel {name}", ok=True, says=f"can be used; `vedette send-test {name}` proves it")


def _room(config: Config, environ: Mapping[str, str]) -> Check:
    path = sqlite_file(database_url(config, environ))
    folder = path.parent if path and path.parent.exists() else Path.cwd()
    free = shutil.disk_usage(folder).free
    says = f"{free / 1e9:.1f} GB free in {folder}"
    return Check(name="disk", ok=free >= ENOUGH_ROOM, says=says + ("" if free >= ENOUGH_ROOM else "; make room"))
