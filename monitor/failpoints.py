"""Instants at which a test has the process killed: `VEDETTE_FAILPOINT=tell.after_send vedette run`.

In: the name of a place that the program comes through. Out: nothing; or, in a process whose environment names that very
place, SIGKILL, as if the power went. Never raises, never delays, never changes what is done: a process without the
variable looks a name up and goes on, and one with it dies, which is what the outbox is made for. Nothing but the
environment of `vedette run` arms a place, no configuration and no request can, and an armed start says so.

Each place stands on one side of a commit or of a send; tests/reliability kills at all of them.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping

from monitor.errors import VedetteError

VARIABLE = "VEDETTE_FAILPOINT"

PLACES: Mapping[str, str] = {
    "start.upgrading": "the tables are made, not yet committed",
    "start.reclaiming": "what a killed process held is about to be taken back",
    "poll.before_claim": "no feed is claimed yet",
    "poll.in_claim": "feeds are claimed, not yet committed",
    "poll.claimed": "feeds are claimed, nothing is fetched",
    "poll.before_record": "a feed is fetched and parsed, nothing is stored",
    "poll.in_record": "the feed's state is stored, its articles are not",
    "poll.stored": "the feed's articles are stored, not yet committed",
    "poll.recorded": "a poll is committed",
    "fill.before_claim": "no article that waits for its page is claimed yet",
    "fill.in_claim": "articles that wait for their page are claimed, not yet committed",
    "fill.claimed": "articles that wait for their page are claimed, nothing is fetched",
    "fill.before_record": "a page is fetched or was refused, nothing is stored",
    "fill.in_record": "an article has its page's text, not yet committed",
    "fill.recorded": "an article with its page's text is committed",
    "read.before_claim": "no article is claimed yet",
    "read.in_claim": "articles are claimed, not yet committed",
    "read.claimed": "articles are claimed, none is read",
    "read.joining": "an article is understood, the join lock is ours",
    "read.in_record": "an article is ours, its alert is not stored",
    "read.stored": "the alert and its tellings are stored, not yet committed",
    "read.recorded": "an article is committed",
    "tell.before_claim": "no delivery is claimed yet",
    "tell.in_claim": "a delivery is claimed, not yet committed",
    "tell.claimed": "a delivery is claimed, nothing is sent",
    "tell.before_send": "a message is laid out, not sent",
    "tell.after_send": "a message is sent, which nobody knows yet",
    "tell.in_record": "the delivery is marked as sent, its message is not kept",
    "tell.stored": "the delivery and its message are stored, not yet committed",
    "tell.recorded": "a delivery is committed",
    "tell.put_off": "a delivery is put off or silenced, not yet committed",
    "tell.put_off_recorded": "that a delivery is put off or silenced is committed",
    "tell.digest_stored": "a digest and the deliveries in it are stored, not yet committed",
    "tell.digest_recorded": "a digest is committed",
}


def failpoint(name: str) -> None:
    """Die here if the environment says so."""
    if os.environ.get(VARIABLE) == name:
        os.kill(os.getpid(), signal.SIGKILL)


def armed(environ: Mapping[str, str]) -> str | None:
    """The place at which this process is going to die; raises `VedetteError` for a place that there is not."""
    name = environ.get(VARIABLE) or None
    if name is not None and name not in PLACES:
        raise VedetteError(f"{VARIABLE} names no failpoint: {name}; unset it, or write one of {', '.join(PLACES)}")
    return name
