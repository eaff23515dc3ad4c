"""`vedette send-test`: a made-up alert through one channel, rendered like a real one.

In: a channel's name and the configuration. Out: what became of the message. Stores nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TextIO

from monitor.config import Config
from monitor.errors import VedetteError
from monitor.model import (
    Alert,
    AlertFinding,
    AlertKind,
    Delivery,
    Excerpt,
    Finding,
    Match,
    Outcome,
    Severity,
    Source,
    Span,
    Tier,
)
from monitor.service.revealed import utc_now
from monitor.service.sending import Channels

_SENTENCE = "This is a test: the Vedette of this desk can reach you, and a hit would be marked like this word."
_WORD = "marked"


def send_test_message(config: Config, environ: Mapping[str, str], name: str, *, stream: TextIO) -> Outcome:
    """Send the test message; raises `VedetteError` for a channel that is not configured or lacks its secret.

    `stream` is where a `console://` channel prints.
    """
    if name not in config.channels:
        raise VedetteError(f'there is no channel "{name}"; there are: {", ".join(sorted(config.channels))}')
    channels = Channels(config, environ=environ, stream=stream)
    alert = made_up_alert(utc_now())
    channels.channel(name)  # a missing secret is said at once, by name
    delivery = Delivery(alert_id=0, revision=1, route="send-test", recipient=name, due_at=alert.opened_at)
    return channels.send(name, channels.render(alert, delivery, alert.findings))


def made_up_alert(now: datetime) -> Alert:
    """A small alert of every part that a message has."""
    at = _SENTENCE.index(_WORD)
    span = Span(start=at, end=at + len(_WORD), text=_WORD, concept="test")
    match = Match(
        rule="send-test", title="A test of this channel", severity=Severity.INFO, spans=(span,), because=("you asked",)
    )
    source = Source(name="Vedette", tier=Tier.OFFICIAL, language="en", published_at=now, title="Test message")
    finding = Finding(match=match, excerpts=(Excerpt(start=0, text=_SENTENCE, marks=((at, at + len(_WORD)),)),))
    return Alert(
        kind=AlertKind.STORY,
        key="send-test",
        title="Test message from Vedette",
        severity=Severity.INFO,
        opened_at=now,
        findings=(AlertFinding(article_id=0, source=source, finding=finding),),
        sources=(source,),
    )
