"""Canonical addresses: a link in, one spelling for all links to the same article out.

http counts as https; default ports, fragments, tracking parameters and the marks of mobile and AMP pages go; the query
is sorted. The result is for comparing only: it is not fetched and may not resolve. Never raises; what is no web address
comes back as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from monitor.text.tables import table

_LONGEST = 8_000  # characters; no server takes more
# Small letters in the host, a dot in it, and nothing that `quote` would change; most links are so.
_PLAIN = re.compile(r"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)++)(/[A-Za-z0-9/._~-]*+)?+(?:\?([A-Za-z0-9&=._~-]*+))?+")
_PORTS = frozenset({None, 80, 443})
_AMP_CACHE = re.compile(
    r"^/(?:amp|c|v|wp)/(?:s/)?(?P<host>[a-z0-9.-]+\.[a-z]+)(?P<path>/.*)?$", re.IGNORECASE | re.DOTALL
)
_AMP_HOSTS = (".cdn.ampproject.org", ".google.com")
_SUFFIXES = frozenset({"co", "com", "org", "net", "gov", "gob", "ac", "edu"})  # second levels of country domains
_ESCAPE = re.compile("%([0-9a-fA-F]{2})")
_STRAY_PERCENT = re.compile("%(?![0-9a-fA-F]{2})")
_UNRESERVED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")


def canonical(url: str) -> str:
    """The address under which all variants of `url` meet. Idempotent; '' for blank input."""
    url = url.strip()
    if len(url) > _LONGEST:
        return url
    if plain := _PLAIN.fullmatch(url):
        host, path, query = plain.groups(default="")
        host, path = _out_of_cache(host, path)
        return f"https://{_plain_host(host)}{_without_marks(path)}{_plain_query(query) if query else query}"
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in {"http", "https"} or not host or host != "".join(host.split()):
        return url
    pairs = parse_qsl(parts.query, keep_blank_values=True, errors="replace")
    host, path = _out_of_cache(host, parts.path)
    port_stated = "" if port in _PORTS else f":{port}"
    return f"https://{_plain_host(host)}{port_stated}{_without_marks(_respelled(path))}{_query(pairs)}"


def is_plain(url: str) -> bool:
    """Whether the text is a web address in which nothing is escaped or has to be, as most links are."""
    return _PLAIN.fullmatch(url) is not None


@lru_cache(maxsize=1024)
def _plain_query(query: str) -> str:
    """Of a query in which nothing is escaped; all links of a feed tend to have the same."""
    return _query([(name, value) for name, _, value in (pair.partition("=") for pair in query.split("&") if pair)])


def _query(pairs: Iterable[tuple[str, str]]) -> str:
    kept = sorted(pair for pair in pairs if not _is_tracking(*pair))
    return f"?{urlencode(kept, errors='replace')}" if kept else ""


def _out_of_cache(host: str, path: str) -> tuple[str, str]:
    """The publisher's host and path, when the address is that of an AMP cache."""
    while f".{host}".endswith(_AMP_HOSTS) and (match := _AMP_CACHE.match(path)):
        host, path = match["host"].lower().strip("."), match["path"] or ""
    return host, path


@lru_cache(maxsize=4096)
def _plain_host(host: str) -> str:
    """The host without `www.`, `m.` and their like, as long as a whole domain is left."""
    if ":" in host:
        return f"[{host}]"
    first, _, rest = host.partition(".")
    while first in table("tracking.yaml")["hosts"] and "." in rest and rest.split(".")[0] not in _SUFFIXES:
        host = rest
        first, _, rest = host.partition(".")
    return host


def _respelled(path: str) -> str:
    """The path with escapes in one spelling."""
    path = _ESCAPE.sub(_escape, _STRAY_PERCENT.sub("%25", path))
    return quote(path, safe="/%:@!$&'()*+,;=~", errors="replace")


def _without_marks(path: str) -> str:
    """The path without AMP marks and closing slash."""
    before = None
    while path != before:
        before = path
        path = path.rstrip("/")
        if "amp" not in path:
            return path
        for mark in ("/amp", ".amp"):
            path = path.removesuffix(mark) if len(path) > len(mark) + 1 else path
        path = f"{path[:-9]}.html" if path.endswith(".amp.html") and len(path) > 10 else path  # noqa: PLR2004 - '/.amp.html'
        path = path[4:] if path.startswith("/amp/") else path
    return path


def _escape(match: re.Match[str]) -> str:
    letter = chr(int(match[1], 16))
    return letter if letter in _UNRESERVED else match[0].upper()


def _is_tracking(name: str, value: str) -> bool:
    exact, beginnings, of_value = _tracking()
    name = name.lower()
    return name in exact or name.startswith(beginnings) or (name in of_value and value.lower() in of_value[name])


@lru_cache(maxsize=1)
def _tracking() -> tuple[frozenset[str], tuple[str, ...], Mapping[str, frozenset[str]]]:
    """Whole names, beginnings of names, and names that say so with some values."""
    names = table("tracking.yaml")["parameters"]
    pairs = [name.split("=", 1) for name in names if "=" in name]
    exact = frozenset(name for name in names if not name.endswith("*") and "=" not in name)
    of_value = {name: frozenset(value for other, value in pairs if other == name) for name, _ in pairs}
    return exact, tuple(name[:-1] for name in names if name.endswith("*")), of_value
