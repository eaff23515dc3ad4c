"""Configured values with their secrets filled in, for whoever needs one and not the whole `App`.

In: the configuration and the environment. Out: plain values; `MissingSecret` names a secret that is not set.
Imports neither the database nor the rules: a verb that reads one file starts at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from monitor.config import Config
from monitor.ingest.limits import FetchLimits


def utc_now() -> datetime:
    """The time, aware, in UTC: the one clock of the running program."""
    return datetime.now(UTC)


def database_url(config: Config, environ: Mapping[str, str]) -> str:
    """The database's address with its secret filled in."""
    return config.database.reveal(environ, used_by="database")


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
