"""The configuration as the program uses it: every path absolute, every default filled in. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal

from monitor.config.languages import SHIPPED
from monitor.config.schema import Canary, Channel, Fetch, Health, Http, Keep, Leases, ListSource, Route
from monitor.config.secrets import Secret
from monitor.errors import Problem
from monitor.model import Feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What `load_config` gives. `routes` and `channels` are never empty; feeds from OPML files are among `feeds`."""

    path: Path  # of the configuration file
    database: Secret  # sqlite:////absolute/path, or postgresql://…
    rules: tuple[Path | Literal["builtin"], ...] = ("builtin",)  # folders; later ones win
    languages: tuple[str, ...] = SHIPPED
    alert_if_newer_than: timedelta = timedelta(hours=48)
    default_every: timedelta = timedelta(minutes=15)
    stop_grace: timedelta = timedelta(seconds=10)
    leases: Leases = field(default_factory=Leases)
    health: Health = field(default_factory=Health)
    keep: Keep = field(default_factory=Keep)
    canary: Canary | None = None
    fetch: Fetch = field(default_factory=Fetch)
    feeds: tuple[Feed, ...] = ()  # `id` is 0: storage gives them theirs
    channels: Mapping[str, Channel]
    routes: tuple[Route, ...]
    lists: Mapping[str, ListSource] = field(default_factory=dict)
    http: Http | None = None
    templates: Path | None = None
    warnings: tuple[Problem, ...] = ()
