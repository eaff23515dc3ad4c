"""Channels whose address nothing can be sent to: found before the message that would be lost on it.

In: the configuration. Out: a warning for each. Only what stands whole in the file is looked at: no secret is asked for.
Loads Apprise for addresses that are not our own; sends nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.config import Config
from monitor.config.secrets import PLACEHOLDER
from monitor.errors import Level, Problem
from monitor.strict_yaml import load
from notifiers import problems


def channel_problems(config: Config) -> Iterator[Problem]:
    """Warn of each channel that cannot be used as it is written."""
    addresses = {name: channel.url.template for name, channel in config.channels.items()}
    whole = {name: url for name, url in addresses.items() if not PLACEHOLDER.search(url)}
    troubles = [(name, trouble) for name, url in whole.items() for trouble in problems(name, url)]
    if not troubles:
        return
    document = load(config.path)
    for name, trouble in troubles:
        what, _, todo = trouble.partition("; ")
        line = document.line(("channels", name, "url"))
        yield Problem(file=config.path, line=line, what=what, todo=todo, code="W-channel", level=Level.WARNING)
