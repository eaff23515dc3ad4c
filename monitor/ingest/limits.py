"""How far fetching goes: deadlines, sizes, manners. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from monitor import __version__

USER_AGENT = f"Vedette/{__version__} (feed monitor; contact: the operator of this address)"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """What one fetch may cost and where it may go.

    `deadline` covers one fetch with all its redirects, not the wait for a turn at its host. `max_bytes` counts after
    decompression. `gap` is the least time between the starts of two fetches from one host. `allow_hosts` has names,
    addresses and networks that the address guard lets pass although they are not public. `user_agent` should name
    somebody who can be written to.
    """

    deadline: timedelta = timedelta(seconds=30)
    max_bytes: int = 10 * 1024 * 1024
    connections_per_host: int = 2
    gap: timedelta = timedelta(seconds=1)
    max_redirects: int = 5
    allow_hosts: tuple[str, ...] = ()
    user_agent: str = USER_AGENT
    proxy: str | None = None
