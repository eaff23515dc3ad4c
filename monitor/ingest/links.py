"""Make addresses absolute and let only web addresses through.

In: an address as published and what it may be relative to. Out: an http or https address, or None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

LONGEST = 2048
_USUAL = re.compile(
    r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]+)?(?=[/?#]|$)"
)  # of these nothing has to be taken apart


def absolute(link: object, bases: Iterable[str | None]) -> str | None:
    """The address resolved against the first base that makes it a web address."""
    if not isinstance(link, str) or not (link := "".join(link.split())) or len(link) > LONGEST:
        return None
    if is_web(link):
        return link
    for base in bases:
        if base and is_web(base) and (joined := _join(base, link)):
            return joined
    return None


def is_web(address: str) -> bool:
    """Whether an address is http or https and has a host."""
    if _USUAL.match(address):
        return True
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _join(base: str, link: str) -> str | None:
    try:
        joined = urljoin(base, link)
    except ValueError:
        return None
    return joined if is_web(joined) else None
