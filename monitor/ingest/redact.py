"""Addresses as they may be shown: without user names, passwords and tokens.

In: an address. Out: the same with its secrets replaced. For logs and reasons, never for fetching.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

HIDDEN = "…"

_SECRET = re.compile(
    r"(?i)([?&;](?:[\w.-]*(?:token|key|secret|password|passwd|signature|credential|auth)[\w.-]*|pass|pwd|sig|sid|jwt|code)=)"
    r"[^&;#]*"
)


def shown(url: str) -> str:
    """The address without userinfo and with the values of secret-looking query parameters hidden."""
    try:
        parts = urlsplit(url)
        netloc = parts.netloc.rpartition("@")[2]
        query = _SECRET.sub(rf"\1{HIDDEN}", f"?{parts.query}")[1:]
        return urlunsplit((parts.scheme, netloc, parts.path, query, ""))
    except ValueError:
        return "an address that cannot be read"


@lru_cache(maxsize=20_000)
def host_of(url: str) -> str:
    """The host name of an address, for people; 'an unknown host' when there is none."""
    try:
        return urlsplit(url).hostname or "an unknown host"
    except ValueError:
        return "an unknown host"
