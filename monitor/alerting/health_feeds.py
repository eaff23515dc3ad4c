"""Which feeds fail for one cause, when that is worth an alert, and when it is over. Pure; `now` is handed in.

In: the feeds that fail now, when any remote feed last answered, the open episodes. Out: troubles and recoveries.
Causes, in the order in which they are looked for: our own network (nobody answered since), one wording at many hosts
(a certificate store, a block by user agent), one host, a feed by itself. A feed counts under one cause at a time, and
under its open episode as long as that lasts. What is gone for good, or publishes less than it used to, is none of this
(`health_quiet`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from monitor.alerting.health import subject_of
from monitor.alerting.trouble import Recovery, Step, Trouble, lasted, moment
from monitor.model import Alert, FailureCause, Severity

NETWORK = "network"
HOSTS = 3  # with fewer (or not all, if there are fewer) it may be theirs
SEEN_TWICE = 2  # failures: after an outage of ours a feed has one, until it was asked again
NAMES = 250  # shown of one episode
UNREACHED = frozenset({FailureCause.NETWORK, FailureCause.TIMEOUT})
UNTOLD = frozenset({FailureCause.REFUSED, FailureCause.OURS, FailureCause.FILE})  # say nothing about the network


@dataclass(frozen=True, slots=True, kw_only=True)
class FailingFeed:
    """A feed that failed when it was last asked. `host` is empty for a file; `error` is the last failure in words."""

    id: int
    name: str
    host: str
    cause: FailureCause
    error: str
    failures: int
    since: datetime

    @property
    def wording(self) -> str:
        """The error without its host: the same for all that fail alike."""
        return self.error.removeprefix(self.host).strip() if self.host else self.error


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsNow:
    """`hosts`: how many remote hosts are configured. `answered_at`: when a remote feed last brought a document.

    `gone`: ids of feeds that failed and are now called gone for good: an alert of their own tells of them.
    """

    failing: Sequence[FailingFeed]
    hosts: int
    answered_at: datetime | None
    gone: Collection[int] = ()

    def reached_since(self, since: datetime) -> bool:
        """Whether anybody answered after that time, if only with an error."""
        answered = self.answered_at is not None and self.answered_at > since
        return answered or any(
            feed.host and feed.cause not in UNREACHED | UNTOLD and feed.since > since for feed in self.failing
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Grace:
    """How long a trouble must last before it is told: `after` for many feeds, `failures` in a row for one alone."""

    after: timedelta
    failures: int


def feed_steps(seen: FeedsNow, episodes: Sequence[Alert], *, grace: Grace, now: datetime) -> tuple[Step, ...]:
    """What to tell of the feeds now. `episodes`: the open alerts about feeds."""
    mine = {subject_of(alert): alert for alert in episodes if is_about_feeds(subject_of(alert))}
    ended = tuple(_ended(seen, mine, now=now))
    network = mine.get(NETWORK)
    unreached = _unreached(seen, since=network.opened_at if network else None)
    taken = {concern for alert in mine.values() for concern in alert.concerns}
    groups = dict(_groups(seen, unreached, taken=taken))
    over = {step.subject for step in ended}
    begun = (
        _trouble(subject, feeds, concerns=_ids(feeds))
        for subject, feeds in groups.items()
        if subject not in mine and _ripe(subject, feeds, grace=grace, now=now)
    )
    going_on = (_as_it_stands(seen, alert, groups.get(name, ())) for name, alert in mine.items() if name not in over)
    return (*ended, *begun, *going_on)


def _as_it_stands(seen: FeedsNow, alert: Alert, joining: Sequence[FailingFeed]) -> Trouble:
    """An open episode with those that it had and who came along."""
    concerns = (*alert.concerns, *_ids(joining))
    still = [feed for feed in seen.failing if concern(feed.id) in set(concerns)]
    return _trouble(subject_of(alert), still, concerns=concerns)


def _ids(feeds: Sequence[FailingFeed]) -> tuple[str, ...]:
    return tuple(concern(feed.id) for feed in sorted(feeds, key=lambda feed: (feed.since, feed.id)))


def is_about_feeds(subject: str) -> bool:
    """Whether an episode's subject is one of those made here."""
    return subject == NETWORK or subject.startswith(("host:", "like:", "feed:"))


def concern(feed_id: int) -> str:
    """How an alert names a feed among its concerns."""
    return f"feed:{feed_id}"


def _unreached(seen: FeedsNow, *, since: datetime | None) -> list[FailingFeed]:
    """Feeds that cannot be reached while nobody else can; empty when that is no sign of our own network."""
    feeds = [feed for feed in seen.failing if feed.host and feed.cause in UNREACHED]
    feeds = [feed for feed in feeds if not seen.reached_since(feed.since)]
    hosts = {feed.host for feed in feeds}
    if not any(feed.cause is FailureCause.NETWORK for feed in feeds):
        return []
    enough = since is not None or len(hosts) >= max(min(HOSTS, seen.hosts), 2)
    return feeds if enough else []


def _groups(
    seen: FeedsNow, unreached: Sequence[FailingFeed], *, taken: set[str]
) -> Iterator[tuple[str, list[FailingFeed]]]:
    """Feeds by cause; those of an open episode are its own."""
    free = [feed for feed in seen.failing if concern(feed.id) not in taken]
    lost = {feed.id for feed in unreached}
    if away := [feed for feed in unreached if concern(feed.id) not in taken]:
        yield NETWORK, away
    alike: dict[str, list[FailingFeed]] = defaultdict(list)
    by_host: dict[str, list[FailingFeed]] = defaultdict(list)
    for feed in free:
        if feed.id not in lost and feed.failures >= SEEN_TWICE:
            alike[feed.wording].append(feed)
    for wording, feeds in alike.items():
        if len({feed.host for feed in feeds}) >= HOSTS:
            yield f"like:{blake2b(wording.encode(), digest_size=6).hexdigest()}", feeds
        else:
            for feed in feeds:
                by_host[feed.host].append(feed)
    for host, feeds in by_host.items():
        if len(feeds) > 1:
            yield f"host:{host}", feeds
        else:
            yield from ((concern(feed.id), [feed]) for feed in feeds)


def _ripe(subject: str, feeds: Sequence[FailingFeed], *, grace: Grace, now: datetime) -> bool:
    """Whether a cause has lasted long enough to be told: so many feeds for so long, or one so often."""
    if len(feeds) == 1 and subject != NETWORK:
        return feeds[0].failures >= grace.failures
    lasting = [feed for feed in feeds if now - feed.since >= grace.after]
    hosts = {feed.host for feed in lasting}
    if subject.startswith("host:"):
        return len(lasting) > 1
    return len(hosts) >= min(HOSTS, len({feed.host for feed in feeds}))


def _trouble(subject: str, feeds: Sequence[FailingFeed], *, concerns: tuple[str, ...]) -> Trouble:
    """`concerns` may count feeds that are read again: an episode counts whom it hit."""
    ordered = sorted(feeds, key=lambda feed: (feed.since, feed.id))
    title, what, severity = _said(subject, ordered, counted_feeds(len(concerns)))
    since = f"Since {moment(ordered[0].since)}. Nothing of what is published there meanwhile can be told."
    text = "\n\n".join((what, since, _named(ordered)))
    return Trouble(subject=subject, title=title, text=text, severity=severity, concerns=concerns)


def _said(subject: str, feeds: Sequence[FailingFeed], count: str) -> tuple[str, str, Severity]:
    """Title, explanation and severity."""
    first, hosts = feeds[0], len({feed.host for feed in feeds})
    what = f"{first.error}." if len({feed.error for feed in feeds}) == 1 else f"For example: {first.error}."
    if subject == NETWORK:
        return f"The network is unreachable: {count} cannot be read", f"No remote feed answers. {what}", Severity.HIGH
    if subject.startswith("like:"):
        return f"{count} at {hosts} hosts fail alike: {first.wording}", what, Severity.HIGH
    if subject.startswith("host:"):
        return f"{count} at {first.host or 'this machine'} cannot be read", what, Severity.MEDIUM
    failed = f"It failed {first.failures} times in a row: {first.error}."
    return f"A feed cannot be read: {first.name}", failed, Severity.MEDIUM


def _named(feeds: Sequence[FailingFeed]) -> str:
    names = ", ".join(feed.name for feed in feeds[:NAMES])
    more = len(feeds) - NAMES
    return f"Feeds: {names}" + (f" and {more} more" if more > 0 else "") + ". `vedette feeds` shows each."


def _ended(seen: FeedsNow, mine: Mapping[str, Alert], *, now: datetime) -> Iterator[Recovery]:
    failing = {concern(feed.id): feed for feed in seen.failing}
    for subject, alert in mine.items():
        still = [failing[one] for one in alert.concerns if one in failing]
        if still and not (subject == NETWORK and _settled(seen, still, alert)):
            continue
        gone = sum(concern(feed_id) in alert.concerns for feed_id in seen.gone)
        yield _recovery(subject, alert, still, gone=gone, now=now)


def _settled(seen: FeedsNow, still: Sequence[FailingFeed], alert: Alert) -> bool:
    """The network is back, and all have been asked since: those that fail yet do so by themselves."""
    return seen.reached_since(alert.opened_at) and all(
        feed.failures >= SEEN_TWICE or feed.cause not in UNREACHED for feed in still
    )


def _recovery(subject: str, alert: Alert, still: Sequence[FailingFeed], *, gone: int, now: datetime) -> Recovery:
    length, mended = lasted(now - alert.opened_at), len(alert.concerns) - len(still) - gone
    read = f"{counted_feeds(mended)} read again" + (f", {gone} gone for good" if gone else "")
    if subject == NETWORK:
        title = f"The network is back after {length}: {read}"
    elif subject.startswith("host:"):
        title = f"{subject.removeprefix('host:') or 'This machine'} is back after {length}: {read}"
    else:
        title = f"After {length}: {read}"
    text = f"The trouble was told at {moment(alert.opened_at)}; it was over at {moment(now)}."
    if still:
        text += f"\n\nStill failing, each for its own reason: {', '.join(feed.name for feed in still[:NAMES])}."
    return Recovery(subject=subject, title=title, text=text, quietly=mended == 0 and gone > 0)


def counted_feeds(number: int) -> str:
    """'1 feed', '3 feeds'."""
    return "1 feed" if number == 1 else f"{number} feeds"
