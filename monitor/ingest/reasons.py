"""Turn what went wrong in a fetch into a cause and a sentence.

In: an exception or a status of one visit. Out: `Failed`. Names hosts and numbers only: no address with its query,
no exception text of a library that may quote one.
"""

from __future__ import annotations

import errno
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import aiohttp

from monitor.ingest.redact import host_of
from monitor.model import Failed, FailureCause

MOST_RETRY_AFTER = timedelta(hours=24)

_CONNECT = {
    errno.ECONNREFUSED: "refused the connection",
    errno.ENETUNREACH: "cannot be reached: no route from this machine",
    errno.EHOSTUNREACH: "cannot be reached: no route to it",
    errno.ECONNRESET: "cut the connection",
    errno.ETIMEDOUT: "did not accept a connection",
}

# The first that fits counts: aiohttp's classes are subclasses of each other.
_KINDS: tuple[tuple[type[Exception], FailureCause, str], ...] = (
    (aiohttp.ClientConnectorDNSError, FailureCause.NETWORK, "could not be found: no such name, or no network here"),
    (aiohttp.ClientConnectorCertificateError, FailureCause.NETWORK, "has a TLS certificate that cannot be trusted"),
    (aiohttp.ClientSSLError, FailureCause.NETWORK, "could not agree on TLS with us"),
    (aiohttp.ConnectionTimeoutError, FailureCause.NETWORK, "did not accept a connection in time"),
    (TimeoutError, FailureCause.TIMEOUT, "was too slow"),
    (aiohttp.ClientOSError, FailureCause.NETWORK, "could not be connected to"),
    (aiohttp.ServerDisconnectedError, FailureCause.NETWORK, "hung up without an answer"),
    (aiohttp.InvalidURL, FailureCause.REFUSED, "cannot be visited: the address is malformed"),
    (aiohttp.ClientPayloadError, FailureCause.NETWORK, "hung up in the middle of its answer"),
    (aiohttp.ClientResponseError, FailureCause.HTTP, "answered with something that is not HTTP"),
    (ValueError, FailureCause.REFUSED, "leads to a malformed address"),
)

_STATUS = {
    401: "asks for a user name and password (401); put them into the address by way of ${NAME}",
    403: "forbids access (403); it may refuse feed readers, or this one's user agent",
    404: "has no such page (404); look for the feed's new address",
    410: "says the feed is gone for good (410); take it out of the configuration or find its successor",
    429: "asks us to slow down (429)",
}


def refused(url: str, addresses: list[str]) -> Failed:
    """The guard turned away every address that the host has."""
    reason = (
        f"{host_of(url)} leads to {addresses[0]}, which is not a public address; "
        "name it under fetch.allow_hosts if it is meant"
    )
    return Failed(url=url, cause=FailureCause.REFUSED, reason=reason)


def flood(url: str) -> Failed:
    """What came over the line, headers and packing included, was more than any document that would be taken."""
    reason = f"{host_of(url)} sent more, headers and packing included, than fetch.max_bytes allows"
    return Failed(url=url, cause=FailureCause.TOO_BIG, reason=reason)


def from_status(url: str, status: int, retry_after: timedelta | None) -> Failed:
    """The server answered, with an error."""
    what = _STATUS.get(status) or f"answered {status} {_phrase(status)}".rstrip()
    cause = FailureCause.GONE if status == HTTPStatus.GONE else FailureCause.HTTP
    return Failed(url=url, cause=cause, reason=f"{host_of(url)} {what}", retry_after=retry_after, status=status)


def from_exception(url: str, error: Exception) -> Failed:
    """No answer, or one that cannot be read."""
    cause, what = _diagnose(error)
    return Failed(url=url, cause=cause, reason=f"{host_of(url)} {what}")


def retry_after(value: str | None, *, now: datetime) -> timedelta | None:
    """A Retry-After header (seconds, or an HTTP date) as a wait from `now`, between 0 and 24 h; None if unreadable."""
    if not value:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), MOST_RETRY_AFTER.total_seconds()))
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max(at - now, timedelta(0)), MOST_RETRY_AFTER)


def _diagnose(error: Exception) -> tuple[FailureCause, str]:
    """Cause and predicate."""
    if isinstance(error, aiohttp.ClientPayloadError | aiohttp.ClientResponseError) and _undecodable(error):
        return FailureCause.ENCODING, "sent a compressed body that cannot be unpacked"
    if isinstance(error, aiohttp.ClientOSError) and error.errno in _CONNECT:
        return FailureCause.NETWORK, _CONNECT[error.errno]
    for kind, cause, what in _KINDS:
        if isinstance(error, kind):
            return cause, what
    return FailureCause.HTTP, f"could not be read ({type(error).__name__})"


def _undecodable(error: BaseException | None) -> bool:
    """Whether the decompressor is at the root: aiohttp says so in its own exception, or only in its text."""
    while error is not None:
        if isinstance(error, aiohttp.http_exceptions.ContentEncodingError) or "content-encoding" in str(error).lower():
            return True
        error = error.__cause__
    return False


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
