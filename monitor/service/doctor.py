"""`vedette doctor`: is this installation fit to run for months, and if not, what to mend.

In: the configuration's path and the environment. Out: one verdict a thing looked at. Changes nothing, sends nothing.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from monitor import __version__, shipped
from monitor.alerting.health_canary import why_absent
from monitor.alerting.trouble import lasted
from monitor.config import Config, load_config
from monitor.config.durations import text_from_duration
from monitor.errors import ConfigError, DatabaseBusy, VedetteError
from monitor.model import AlertKind, DeliveryState
from monitor.service.canary_watch import canary_now
from monitor.service.knowledge import load_knowledge
from monitor.service.ledger_view import ledger_of
from monitor.service.revealed import database_url, utc_now
from monitor.service.rules_list import every_rule
from monitor.service.table import counted
from monitor.service.views import looking
from monitor.storage import DatabaseLock
from monitor.storage.engine import sqlite_file
from monitor.storage.migrate import current, newest
from monitor.storage.retention import sizes
from notifiers import problems as channel_problems

SAFE_SQLITE = (3, 51, 3)  # before it, two connections that write at once can corrupt a WAL database
IN_VAIN = 5  # failures in a row from which on a feed needs a hand: before that it may mend by itself
NAMED = 3  # failing feeds that are named


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at: `says` is the finding and, if not ok, the next step."""

    name: str
    ok: bool
    says: str


Look = Callable[[Config, Mapping[str, str]], Iterator[Check]]


def examine(path: Path, environ: Mapping[str, str]) -> tuple[Check, ...]:
    """Look at everything; what cannot be looked at is a failed check, not an exception."""
    checks = [*_installation()]
    try:
        config = load_config(path)
    except ConfigError as error:
        count = counted(len(error.problems), "problem")
        says = f"{count}; the first: {error.problems[0]}; `vedette check` shows all"
        return (*checks, Check(name="configuration", ok=False, says=says))
    warnings = f", {counted(len(config.warnings), 'warning')}" if config.warnings else ""
    checks.append(Check(name="configuration", ok=True, says=f"{path}{warnings}"))
    looks: dict[str, Look] = {"rules": _rules, "database": _database, "channels": _channels, "disk": _room}
    for name, look in looks.items():
        checks += _looked(name, look, config, environ)
    return tuple(checks)


def _looked(name: str, look: Look, config: Config, environ: Mapping[str, str]) -> Iterator[Check]:
    try:
        yield from look(config, environ)
    except (VedetteError, OSError) as error:
        yield Check(name=name, ok=False, says=str(error))


def _installation() -> Iterator[Check]:
    yield Check(name="python", ok=sys.version_info >= (3, 11), says=f"{sys.version.split()[0]}, Vedette {__version__}")
    trouble = shipped.foreign_package()
    yield Check(name="packages", ok=trouble is None, says=trouble or "monitor and notifiers come from one place")
    advice = (
        "; safe with the one process that Vedette allows: let no other program write to the file while it runs"
        if sqlite3.sqlite_version_info < SAFE_SQLITE
        else ""
    )
    yield Check(name="sqlite", ok=True, says=sqlite3.sqlite_version + advice)


def _rules(config: Config, _environ: Mapping[str, str]) -> Iterator[Check]:
    loading = load_knowledge(config)
    if loading.knowledge is None:
        says = f"{counted(len(loading.problems), 'problem')}; `vedette check` shows them"
        yield Check(name="rules", ok=False, says=says)
    else:
        says = f"{counted(len(every_rule(loading.knowledge.rules)), 'rule')} can be used"
        yield Check(name="rules", ok=True, says=says)


def _database(config: Config, environ: Mapping[str, str]) -> Iterator[Check]:
    url = database_url(config, environ)
    revision = current(url)
    if revision is None:
        yield Check(name="database", ok=True, says="not made yet; the first `vedette run` or `vedette once` makes it")
        return
    if revision != (needed := newest()):
        says = f"it has revision {revision}, this program needs {needed}; run `vedette db upgrade`"
        yield Check(name="database", ok=False, says=says)
        return
    yield Check(name="database", ok=True, says=f"up to date (revision {revision})")
    yield _size(config, environ)
    yield _daemon(url)
    yield from _ledger(config, environ)
    yield _feeds(config, environ)
    yield from canary_check(config, environ)


def _size(config: Config, environ: Mapping[str, str]) -> Check:
    with looking(config, environ) as store:
        now = sizes(store.engine)
    kept = config.keep.unmatched
    aged = f"{now.aged} of them without the text, as nothing matched in it" if now.aged else "all with their text"
    ages = "texts are kept for ever" if kept is None else f"unmatched texts go after {text_from_duration(kept)}"
    says = f"{now.size / 1e6:.1f} MB: {counted(now.articles, 'article')}, {aged}; {ages}"
    return Check(name="size", ok=True, says=says)


def _daemon(url: str) -> Check:
    try:
        with DatabaseLock(url, since=utc_now()):
            return Check(name="daemon", ok=True, says="none is running")
    except DatabaseBusy as error:
        return Check(name="daemon", ok=True, says=str(error).partition(";")[0])


def _ledger(config: Config, environ: Mapping[str, str]) -> Iterator[Check]:
    account = ledger_of(config, environ)
    yield Check(
        name="ledger", ok=account.balanced, says="balances" if account.balanced else "; ".join(account.problems)
    )
    dead = account.states.get(DeliveryState.DEAD, 0)
    says = (
        f"{counted(dead, 'message')} given up: see `vedette deliveries --state dead`, then `vedette deliveries retry`"
    )
    yield Check(name="deliveries", ok=not dead, says=says if dead else "none was given up")


def _feeds(config: Config, environ: Mapping[str, str]) -> Check:
    with looking(config, environ) as store:
        feeds = [item for item in store.feeds.feeds() if item.active]
    lost = [item.feed for item in feeds if item.feed.state.failures >= IN_VAIN or item.feed.state.gone_at]
    if not lost:
        return Check(name="feeds", ok=True, says=f"{counted(len(feeds), 'feed')}, none failed {IN_VAIN} times in a row")
    names = ", ".join(feed.name for feed in lost[:NAMED]) + (" and others" if len(lost) > NAMED else "")
    what = f"are gone, or failed {IN_VAIN} times in a row or more"
    says = f"{len(lost)} of {len(feeds)} {what}: {names}; `vedette feeds` says why"
    return Check(name="feeds", ok=False, says=says)


def _channels(config: Config, environ: Mapping[str, str]) -> Iterator[Check]:
    for name, channel in config.channels.items():
        try:
            troubles = channel_problems(name, channel.url.reveal(environ, used_by=f'channel "{name}"'))
        except VedetteError as error:
            troubles = (str(error),)
        says = (
            "; ".join(trouble.removeprefix(f"channel {name}: ") for trouble in troubles)
            or f"can be used; `vedette send-test {name}` proves it{_who_hears(config, name)}"
        )
        yield Check(name=f"channel {name}", ok=not troubles, says=says)


def canary_check(config: Config, environ: Mapping[str, str]) -> Iterator[Check]:
    """Whether the test messages arrive, if the configuration asks for them."""
    if config.canary is None:
        return
    now = utc_now()
    with looking(config, environ) as store:
        canary = canary_now(store, config.canary, now=now)
    absent = why_absent(canary, now=now) if canary else ""
    arrived = canary.arrived_at if canary else None
    last = f"the last one arrived {lasted(now - arrived)} ago" if arrived else "none arrived yet"
    yield Check(name="canary", ok=not absent, says=absent or f"test messages to {config.canary.channel}: {last}")


def _who_hears(config: Config, name: str) -> str:
    """A warning when nobody would hear that this channel fails."""
    routes = (route for route in config.routes if not route.when.kind or AlertKind.HEALTH in route.when.kind)
    others = {recipient for route in routes for recipient in route.to} - {name}
    return "" if others else "; if it fails, nobody is told: let a route lead health alerts to another channel too"


def _database_folder(config: Config, environ: Mapping[str, str]) -> Path:
    """Where the database grows; without a file of its own, or one that can be told, the configuration's folder."""
    with contextlib.suppress(VedetteError):
        path = sqlite_file(database_url(config, environ))
        if path and path.parent.exists():
            return path.parent
    return config.path.parent


def _room(config: Config, environ: Mapping[str, str]) -> Iterator[Check]:
    folder = _database_folder(config, environ)
    free, enough = shutil.disk_usage(folder).free, config.health.free_disk
    says = f"{free / 1e9:.1f} GB free in {folder}"
    yield Check(name="disk", ok=free >= enough, says=says + ("" if free >= enough else "; make room"))
