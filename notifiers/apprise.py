"""Sends messages by Apprise: mail, Slack and some hundred other services, by one address each.

In: a `Message`. Out: `Outcome`, with the service's own words and without the address's secrets.
Never retries (the outbox does), never raises for what a service does, never logs an address.
Apprise takes long to import: it is loaded at the first send.
"""

from __future__ import annotations

import html
import logging
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.model import Message, Outcome, OutcomeStatus, Severity
from notifiers.clean import clean_line, quiet
from notifiers.redact import redact, secrets_of
from notifiers.subject import severity_in
from notifiers.verdict import Answer, Line, verdict

if TYPE_CHECKING:
    from apprise import AppriseResult
    from apprise.plugins.base import NotifyBase

TIMEOUT = 30.0  # seconds: well under a delivery's lease
_COLOURS = {Severity.CRITICAL: "failure", Severity.HIGH: "failure", Severity.MEDIUM: "warning"}


class AppriseChannel:
    """One address, one recipient. Holds one Apprise service, so that its pace between two messages is kept."""

    def __init__(self, name: str, url: str, *, timeout: float = TIMEOUT) -> None:
        """`timeout` in seconds bounds one send; each step of it gets half."""
        self.name = name
        self._url = url
        self._secrets = secrets_of(url)
        self._timeout = timeout
        self._turn = threading.Lock()
        self._service: NotifyBase | None = None

    def __repr__(self) -> str:
        return f"AppriseChannel(name={self.name!r})"

    def send(self, message: Message) -> Outcome:
        """Send once; one at a time. What nobody foresaw is tried again rather than lost."""
        with self._turn:
            try:
                return self._send(message)
            except Exception as error:  # noqa: BLE001 - a plugin's bug must not stop the telling of other alerts
                return Outcome(status=OutcomeStatus.RETRY, detail=self._clean(f"{type(error).__name__}: {error}"))

    def problems(self) -> tuple[str, ...]:
        """What a person should mend in the address before relying on it. Sends nothing."""
        service = self._open()
        if service is None:
            return (f"channel {self.name}: its url is none that Apprise understands; see appriseit.com/services",)
        from notifiers.services import recipients

        count = recipients(service)
        if count == 1:
            return ()
        return (
            f"channel {self.name} has {count} recipients in one url; write one channel for each, one recipient each",
        )

    def _open(self) -> NotifyBase | None:
        from notifiers.services import open_service

        if self._service is None:
            self._service = open_service(self._url, timeout=self._timeout / 2)
        return self._service

    def _send(self, message: Message) -> Outcome:
        service = self._open()
        if service is None:
            return Outcome(
                status=OutcomeStatus.FAILED,
                detail="the channel's url is none that Apprise understands; mend it and run `vedette deliveries retry`",
            )
        from notifiers.answers import listening

        with listening() as answers:
            result = self._notify(service, message)
        status = result.status.name
        if status == "TIMEOUT":
            self._service = None  # a late thread may still use it
            waited = f"no answer within {self._timeout:g} s; the message may have arrived"
            return Outcome(status=OutcomeStatus.RETRY, detail=waited)
        if status == "SUCCESS":
            return Outcome(status=OutcomeStatus.SENT)
        lines = [Line(level=logging.getLevelName(e.level), words=self._hide(e.message)) for e in result.logs()]
        return verdict(lines, [self._without_secrets(answer) for answer in answers])

    def _notify(self, service: NotifyBase, message: Message) -> AppriseResult:
        from apprise import Apprise, NotifyFormat

        from notifiers.mail import AlertMail
        from notifiers.services import wants_text

        target = Apprise()
        target.add(service)
        title, body, body_format = quiet(message.title), message.chat or message.html, NotifyFormat.HTML
        if isinstance(service, AlertMail):
            service.message = message
            title, body = message.title, message.html
        elif wants_text(service):
            body, body_format = quiet(message.text), NotifyFormat.TEXT
        elif service.title_maxlen <= 0:
            title = html.escape(title)  # it becomes part of the body
        severity = severity_in(message.title) or Severity.INFO
        return target.notify(
            body=body,
            title=title,
            body_format=body_format,
            notify_type=_COLOURS.get(severity, "info"),
            timeout=self._timeout,
            log_level=logging.DEBUG,
        )

    def _without_secrets(self, answer: Answer) -> Answer:
        return replace(answer, body=self._hide(answer.body), error=self._hide(answer.error))

    def _hide(self, words: str) -> str:
        return redact(words, self._secrets)

    def _clean(self, words: str) -> str:
        return clean_line(self._hide(words), 300)
