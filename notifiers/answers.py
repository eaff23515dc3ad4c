"""What a web service answered to a send: its status, its words, and when it wants to be asked again.

In: the answers that requests receives while somebody `listens`. Out: one `Answer` for each, in order. Changes nothing
of them, keeps none of what was asked, and costs nothing while nobody listens.

Apprise says yes or no and hides the rest, `Retry-After` above all; its plugins call `requests.post` and the like, which
open a session of the class that stands in `requests.sessions`. That class is ours from the first import on. Apprise
runs a plugin on a thread of its own in a copy of the caller's context, so that a context variable finds its way back
(both measured with requests 2.34 and Apprise 2.2, pinned by tests). Where that should change, the log lines remain.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import requests

from notifiers.verdict import Answer

_HEARD: ContextVar[list[Answer] | None] = ContextVar("heard", default=None)
_BODY = 1_000  # bytes that are kept of an answer
_LONGEST_BODY = 100_000  # of one that is read as JSON
_DIGITS = 9  # more than that many seconds is no pause that anybody means


class ListeningSession(requests.Session):
    """A session like any other whose answers are noted for who listens."""

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """Send, and note the answer."""
        response = super().send(request, **kwargs)
        heard = _HEARD.get()
        if heard is not None and not kwargs.get("stream") and not response.is_redirect:
            heard.append(_answer(response))
        return response


@contextmanager
def listening() -> Iterator[list[Answer]]:
    """The answers to what is asked within the block, by its thread and those that inherit its context."""
    heard: list[Answer] = []
    token = _HEARD.set(heard)
    try:
        yield heard
    finally:
        _HEARD.reset(token)


def install() -> None:
    """Let `requests.post` and its kin open sessions that can be listened to. Once is enough, twice does no harm."""
    requests.sessions.Session = ListeningSession  # type: ignore[misc]  # where `requests.request` looks it up


def _answer(response: requests.Response) -> Answer:
    content = response.content
    said = _json(content)
    return Answer(
        status=response.status_code,
        body=content[:_BODY].decode(errors="replace"),
        error=_error(said),
        retry_after=pause(response.headers.get("Retry-After", ""), date=response.headers.get("Date", ""))
        or _pause_in(said),
    )


def pause(wanted: str, *, date: str = "") -> timedelta | None:
    """What `Retry-After` asks for: seconds, or a moment (RFC 9110 10.2.3); None for what cannot be read.

    A moment is reckoned from the server's own `Date`, because its clock need not be ours.
    """
    wanted = wanted.strip()
    if wanted.isascii() and wanted.isdigit():
        return timedelta(seconds=int(wanted[:_DIGITS]))
    until, now = _moment(wanted), _moment(date)
    if until is None or now is None:
        return None
    return max(until - now, timedelta(0))


def _moment(words: str) -> datetime | None:
    try:
        read = parsedate_to_datetime(words)
    except (ValueError, IndexError):
        return None
    return read if read.tzinfo else None


def _json(content: bytes) -> dict[str, Any]:
    if len(content) > _LONGEST_BODY or not content.lstrip().startswith(b"{"):
        return {}
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _error(said: dict[str, Any]) -> str:
    """Slack's and Telegram's way: `{"ok": false, "error": "invalid_auth"}`."""
    if said.get("ok") is not False:
        return ""
    return str(said.get("error") or said.get("description") or "refused")


def _pause_in(said: dict[str, Any]) -> timedelta | None:
    """Discord and Telegram say it in the body: `retry_after` in seconds, Telegram's within `parameters`."""
    parameters = said.get("parameters")
    wanted = said.get("retry_after", parameters.get("retry_after") if isinstance(parameters, dict) else None)
    if isinstance(wanted, bool) or not isinstance(wanted, int | float) or not 0 <= wanted < 10**_DIGITS:
        return None
    return timedelta(seconds=wanted)
