"""What a writing verb is given: its arguments, the routes, the time. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.config import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`arguments` come from the command line as JSON types; `routes` are the daemon's, or the configuration's."""

    arguments: Mapping[str, Any]
    routes: tuple[Route, ...]
    now: datetime
