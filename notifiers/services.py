"""Makes the Apprise service of one address: quiet logs, no adornments, timeouts, our own mail and Slack addresses.

In: an address. Out: a service of Apprise, or None if nobody knows the address.

`slack+http://HOST:PORT/A/B/C` and `slack+https://…` are ours: a webhook that speaks Slack's way at another place
than hooks.slack.com (a relay inside a closed network, Mattermost, a test's server), which Apprise cannot name.
Imports Apprise: load it late.
"""

from __future__ import annotations

import logging
from urllib.parse import parse_qs, urlsplit

from apprise import Apprise, AppriseAsset, NotifyFormat
from apprise.plugins.base import NotifyBase
from apprise.plugins.email.base import NotifyEmail
from apprise.plugins.slack import NotifySlack

from notifiers.answers import install
from notifiers.mail import AlertMail

QUIET = ("apprise", "urllib3")  # both print whole webhook addresses at DEBUG


def open_service(url: str, *, timeout: float) -> NotifyBase | None:
    """The service of `url`, with `timeout` (seconds) for each step of talking to it unless the address states one."""
    hold_logs()
    install()
    service = _slack_elsewhere(url) if url.startswith("slack+") else Apprise.instantiate(url, asset=_asset())
    asked = parse_qs(urlsplit(url).query)
    if type(service) is NotifyEmail:
        service = AlertMail(**AlertMail.parse_url(url), asset=_asset())
    if isinstance(service, NotifySlack):
        service.include_footer = service.include_footer and "footer" in asked
        service.include_image = service.include_image and "image" in asked
    if service is not None:
        service.retry = 0  # the outbox tries again, with a pause that grows
        service.socket_connect_timeout = service.socket_connect_timeout if "cto" in asked else timeout
        service.socket_read_timeout = service.socket_read_timeout if "rto" in asked else timeout
    return service


def _asset() -> AppriseAsset:
    """Who we are, where a service shows it."""
    return AppriseAsset(app_id="Vedette", app_desc="Vedette alerts", app_url="")


def _slack_elsewhere(url: str) -> NotifyBase | None:
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""  # Apprise refuses a bare '?'
    service = Apprise.instantiate(f"slack:/{parts.path}{query}", asset=_asset())
    if not isinstance(service, NotifySlack):
        return None
    service.webhook_url = f"{parts.scheme.removeprefix('slack+')}://{parts.netloc}/services"
    return service


def recipients(service: NotifyBase) -> int:
    """How many people or rooms one send reaches."""
    copies = len(service.cc) + len(service.bcc) if isinstance(service, NotifyEmail) else 0
    return len(service) + copies


def wants_text(service: NotifyBase) -> bool:
    """True for a service that shows plain text alone."""
    return bool(service.resolve_format(NotifyFormat.HTML) is NotifyFormat.TEXT)


def hold_logs() -> None:
    """Let libraries that log secrets log to nobody; what they said of a send is read from its result."""
    for name in QUIET:
        logger = logging.getLogger(name)
        logger.propagate = False
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    logging.getLogger("apprise").setLevel(logging.DEBUG)  # below that, results do not carry the server's codes
