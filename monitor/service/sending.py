"""Hand alerts to channels: the `Sender` that the tell loop uses.

In: a delivery and its alert. Out: the rendered message and the channel's outcome. Never retries, never raises
for what a channel does or for a secret that is not set: that is an outcome too.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from html import escape
from typing import TextIO

import structlog

from monitor.config import Config, Route
from monitor.errors import MissingSecret
from monitor.failpoints import failpoint
from monitor.model import Alert, AlertFinding, Delivery, Digest, Message, Outcome, OutcomeStatus
from notifiers import SCHEMES, Channel, Layouts, channel_from_url, render, render_digest
from notifiers.language import Names, no_names

log = structlog.get_logger()


class Channels:
    """The configured channels, each built when first used, so that verbs which send nothing need no secrets."""

    def __init__(self, config: Config, *, environ: Mapping[str, str], stream: TextIO, names: Names = no_names) -> None:
        self._config = config
        self._environ = environ
        self._stream = stream
        self._names = names
        self._routes = {route.name: route for route in config.routes}
        self._built: dict[str, Channel] = {}
        self._lock = threading.Lock()
        self._layouts = Layouts(config.templates)
        self.broken_templates: dict[str, str] = {}  # of the desk's own: what failed, by which kind of message

    def render(self, alert: Alert, delivery: Delivery, findings: tuple[AlertFinding, ...]) -> Message:
        """Show the reader these findings, in their language."""
        language = self._language(delivery.route, delivery.recipient)

        def laid_out(layouts: Layouts | None) -> Message:
            return render(alert, delivery, findings=findings, language=language, names=self._names, layouts=layouts)

        return self._laid_out("alert", laid_out) or _plain(alert)

    def render_digest(self, digest: Digest) -> Message:
        """Show the reader all of the digest."""
        language = self._language(digest.route, digest.recipient)

        def laid_out(layouts: Layouts | None) -> Message:
            return render_digest(digest, language=language, names=self._names, layouts=layouts)

        return self._laid_out("digest", laid_out) or _plain_digest(digest)

    def _laid_out(self, kind: str, lay_out: Callable[[Layouts | None], Message]) -> Message | None:
        """By the desk's own templates; should one fail, by the shipped ones; None if these fail too."""
        if self._config.templates is not None:
            try:
                message = lay_out(self._layouts)
            except Exception as error:
                log.exception("a template of your own failed; the message is laid out by the shipped one", kind=kind)
                self.broken_templates[kind] = f"{type(error).__name__}: {error}"
            else:
                self.broken_templates.pop(kind, None)
                return message
        try:
            return lay_out(None)
        except Exception:
            log.exception("a message could not be laid out; its plain facts are sent", kind=kind)
            return None

    def send(self, recipient: str, message: Message) -> Outcome:
        """Send once. A channel that is gone from the configuration or lacks its secret is tried again later."""
        try:
            channel = self.channel(recipient)
            failpoint("tell.before_send")
            outcome = channel.send(message)
            failpoint("tell.after_send")
        except (MissingSecret, KeyError) as error:
            reason = str(error) if isinstance(error, MissingSecret) else f"no channel {recipient!r} is configured"
            return Outcome(status=OutcomeStatus.RETRY, detail=reason)
        return outcome

    def channel(self, name: str) -> Channel:
        """The channel of that name; raises `KeyError` if there is none, `MissingSecret` if it cannot be built."""
        with self._lock:
            if name not in self._built:
                url = self._config.channels[name].url.reveal(self._environ, used_by=f"channel {name!r}")
                self._built[name] = channel_from_url(name, url, stream=self._stream)
            return self._built[name]

    def warm(self) -> None:
        """Load what the first message would have to wait for; nothing if only the console is told."""
        own = tuple(f"{scheme}://" for scheme in SCHEMES)
        if not all(str(channel.url).startswith(own) for channel in self._config.channels.values()):
            import notifiers.services  # noqa: F401 - for its import alone, which takes half a second

    def missing_secrets(self) -> tuple[str, ...]:
        """One sentence a channel that could not be used now."""
        sentences = []
        for name, channel in self._config.channels.items():
            try:
                channel.url.reveal(self._environ, used_by=f"channel {name!r}")
            except MissingSecret as error:
                sentences.append(str(error))
        return tuple(sentences)

    def _language(self, route_name: str, recipient: str) -> str | None:
        route: Route | None = self._routes.get(route_name)
        channel = self._config.channels.get(recipient)
        return (route.language if route else None) or (channel.language if channel else None)


def _plain(alert: Alert) -> Message:
    """The least that a reader must get, should the template fail: an alert late or plain beats one that never came."""
    title = " ".join(alert.title.split())
    links = "\n".join(source.url for source in alert.sources if source.url)
    text = f"{alert.severity.value.upper()} {title}\nRules: {', '.join(alert.rules)}\n{alert.text}\n{links}"
    return Message(title=title, text=text, html=f"<pre>{escape(text)}</pre>", markdown="", key=alert.key)


def _plain_digest(digest: Digest) -> Message:
    """One line a telling."""
    lines = [f"{entry.alert.severity.value.upper()} {' '.join(entry.alert.title.split())}" for entry in digest.entries]
    title = f"{len(lines)} alerts, put off: {', '.join(digest.why)}"
    text = "\n".join((title, "", *lines))
    return Message(title=title, text=text, html=f"<pre>{escape(text)}</pre>", markdown="", key=f"digest:{digest.route}")
