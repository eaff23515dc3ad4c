"""Group failed feeds by what they have in common, so that one fault reads as one sentence.

In: failures by feed name. Out: groups, largest first, each with a sentence for people.
Never repeats an address: a host name is all that is shown of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from monitor.model import Failed, FailureCause

NAMES_SHOWN = 3

_WHAT = {
    FailureCause.NETWORK: "could not be reached",
    FailureCause.TIMEOUT: "did not answer in time",
    FailureCause.HTTP: "answered with an error",
    FailureCause.REFUSED: "stood at an address that Vedette does not visit",
    FailureCause.TOO_BIG: "sent more than the size limit",
    FailureCause.ENCODING: "sent a body that could not be decompressed",
    FailureCause.PARSE: "did not bring a readable feed",
    FailureCause.FILE: "could not be read from disk",
    FailureCause.GONE: "is gone for good",
    FailureCause.OURS: "came, but could not be taken in",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureGroup:
    """Feeds that failed for one cause. `host` is set when all of them are on one host."""

    cause: FailureCause
    host: str | None
    feeds: tuple[str, ...]  # names, as given
    reasons: tuple[str, ...]  # each once, in order
    sentence: str


def group_failures(failures: Iterable[tuple[str, Failed]]) -> tuple[FailureGroup, ...]:
    """Group by cause; a host with several failed feeds gets a group of its own. Largest group first."""
    by_cause: dict[FailureCause, dict[str, list[tuple[str, Failed]]]] = defaultdict(lambda: defaultdict(list))
    for name, failed in failures:
        by_cause[failed.cause][_host(failed.url)].append((name, failed))
    groups: list[FailureGroup] = []
    for cause, by_host in by_cause.items():
        scattered: list[tuple[str, Failed]] = []
        for host, members in by_host.items():
            if host and (len(members) > 1 or len(by_host) == 1):
                groups.append(_group(cause, host, members))
            else:
                scattered += members
        if scattered:
            groups.append(_group(cause, None, scattered))
    return tuple(sorted(groups, key=lambda group: -len(group.feeds)))


def _group(cause: FailureCause, host: str | None, members: list[tuple[str, Failed]]) -> FailureGroup:
    feeds = tuple(name for name, _ in members)
    reasons = tuple(dict.fromkeys(failed.reason for _, failed in members))
    count = "1 feed" if len(feeds) == 1 else f"{len(feeds)} feeds"
    place = f" at {host}" if host else ""
    named = ", ".join(feeds[:NAMES_SHOWN])
    more = f" and {len(feeds) - NAMES_SHOWN} more" if len(feeds) > NAMES_SHOWN else ""
    example = reasons[0] if len(reasons) == 1 else f"for example {reasons[0]}"
    sentence = f"{count}{place} {_WHAT[cause]} ({named}{more}): {example}"
    return FailureGroup(cause=cause, host=host, feeds=feeds, reasons=reasons, sentence=sentence)


def _host(url: str) -> str:
    """The host of an address; empty for files and for what is no address."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
