"""Wiring: one `App` has everything that the loops and the commands share.

In: the configuration and the environment. Out: stores, knowledge, channels, policy. The caller closes the store.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TextIO

from monitor.config import Config
from monitor.ingest.limits import FetchLimits
from monitor.pipeline import Knowledge, Policy
from monitor.service.knowledge import require_knowledge
from monitor.service.sending import Channels
from monitor.service.tally import Tally
from monitor.storage import Store

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time, aware, in UTC: the one clock of the running program."""
    return datetime.now(UTC)


@dataclass(slots=True, kw_only=True)
class App:
    """What a running Vedette holds. `knowledge` is swapped as a whole when rules change."""

    config: Config
    policy: Policy
    knowledge: Knowledge
    store: Store
    channels: Channels
    clock: Clock = utc_now
    tally: Tally = field(default_factory=Tally)


def database_url(config: Config, environ: Mapping[str, str]) -> str:
    """The database's address with its secret filled in."""
    return config.database.reveal(environ, used_by="database")


def policy_of(config: Config) -> Policy:
    """The settings that the pipeline reads."""
    return Policy(
        routes=config.routes,
        alert_if_newer_than=config.alert_if_newer_than,
        languages=config.languages,
        default_every=config.default_every,
    )


def fetch_limits(config: Config, environ: Mapping[str, str]) -> FetchLimits:
    """The configured limits of fetching, the proxy's secret filled in."""
    fetch = config.fetch
    return FetchLimits(
        deadline=fetch.deadline,
        max_bytes=fetch.max_bytes,
        connections_per_host=fetch.per_host.connections,
        gap=fetch.per_host.gap,
        allow_hosts=fetch.allow_hosts,
        user_agent=fetch.user_agent,
        proxy=fetch.proxy.reveal(environ, used_by="fetch.proxy") if fetch.proxy else None,
    )


def build_app(
    config: Config, environ: Mapping[str, str], *, stream: TextIO = sys.stdout, clock: Clock = utc_now
) -> App:
    """Load the rules, open the (already upgraded) database, bring its feeds in line with the configuration."""
    knowledge = require_knowledge(config)
    store = Store.open(database_url(config, environ))
    app = App(
        config=config,
        policy=policy_of(config),
        knowledge=knowledge,
        store=store,
        channels=Channels(config, environ=environ, stream=stream),
        clock=clock,
    )
    now = clock()
    store.feeds.sync(config.feeds, now=now)
    store.remember_rules(knowledge.rules.hash, knowledge.rules.text, now=now)
    return app
