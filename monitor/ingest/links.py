"""Make addresses absolute and let only web addresses through.

In: an address as published and what it may be relative to. Out: an http or https address, or None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

LONGEST = 2048
_LONGEST_RAW = 10 * LONGEST
_USUAL = re.compile(
    r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]+)?(?=[/?#]|$)"
)  # of these nothing has to be taken apart

_BREAK = re.compile(r"[ \t]*[\r\n][ \t\r\n]*|\t")
_SPACE = re.compile(r"\s")
_SCHEMES = re.compile(r"(?:(https?|feed):/*)+", re.IGNORECASE)
# Without a scheme, with that of a feed, with too many slashes or too few, with two schemes.
_ODD = re.compile(
    r"www\.[a-z0-9-]+\.|feed:(?://|https?:)|https?:///|https?://https?:/|https?:/?[a-z0-9-]+(?:\.[a-z0-9-]+)+/",
    re.IGNORECASE,
)


def absolute(link: object, bases: Iterable[str | None]) -> str | None:
    """The address resolved against the first base that makes it a web address."""
    if not isinstance(link, str) or not (words := link.split()) or len(link) > _LONGEST_RAW:
        return None
    link = words[0] if len(words) == 1 else _on_one_line(link)
    if len(link) > LONGEST:
        return None
    if _USUAL.match(link):
        return link
    if _ODD.match(link):
        link = _righted(link)
    if is_web(link):
        return link
    for base in bases:
        if base and is_web(base) and (joined := _join(base, link)):
            return joined
    return None


def _on_one_line(link: str) -> str:
    """Without line breaks and what indents the next line; a space within is one, as browsers have it."""
    return _SPACE.sub("%20", _BREAK.sub("", link.strip()))


def _righted(link: str) -> str:
    """An address that a browser or a reader would take, though its scheme is wrong."""
    schemes = _SCHEMES.match(link)
    if schemes is None:
        return f"http://{link}"
    scheme = "http" if schemes[1].lower() == "feed" else schemes[1]
    return f"{scheme}://{link[schemes.end() :]}"


def leads_somewhere(address: object) -> bool:
    """Whether it is an address of the web beyond the first page of a site."""
    if not isinstance(address, str) or not is_web(address):
        return False
    parts = urlsplit(address)
    return bool(parts.path.strip("/") or parts.query)


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
