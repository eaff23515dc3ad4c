"""Tells people: `render` makes the message, a `Channel` takes it to one recipient.

In: an alert and the address of a channel. Out: what was said, and what became of it.
Knows the types of `monitor.model` and nothing else of the monitor; never retries, queues or decides who is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TextIO

from notifiers.apprise import AppriseChannel
from notifiers.channel import Channel
from notifiers.console import ConsoleChannel
from notifiers.digest import render_digest
from notifiers.layouts import Layouts
from notifiers.render import render

__all__ = [
    "SCHEMES",
    "AppriseChannel",
    "Channel",
    "ConsoleChannel",
    "Layouts",
    "channel_from_url",
    "problems",
    "render",
    "render_digest",
]

Builder = Callable[[str, str, TextIO], Channel]

# Addresses of our own. Every other scheme is Apprise's, among them `slack+http` (see `notifiers.services`).
SCHEMES: Mapping[str, Builder] = {
    "console": lambda name, _url, stream: ConsoleChannel(stream, name),
}


def channel_from_url(name: str, url: str, *, stream: TextIO) -> Channel:
    """The channel of an address; `stream` is where `console://` prints. Connects to nothing."""
    build = SCHEMES.get(url.partition("://")[0].lower())
    return build(name, url, stream) if build else AppriseChannel(name, url)


def problems(name: str, url: str) -> tuple[str, ...]:
    """What to mend in an address, as sentences without its secrets. Loads Apprise; sends nothing."""
    return () if url.partition("://")[0].lower() in SCHEMES else AppriseChannel(name, url).problems()
