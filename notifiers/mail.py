"""Apprise's e-mail service with a text part, threading and a stable id of our own.

In: a `Message` and what Apprise read from a `mailto://` address. Out: one mail, by Apprise's SMTP connection.

Apprise derives the text part from the HTML and loses the links and the marks on the way; it also makes a new
Message-ID at every try. Here the text is `Message.text`, the Message-ID depends on the words alone, so that a repeat
after a crash is a duplicate that mailboxes know how to drop, and all mails of one alert refer to one root.
Mail that is to be signed or encrypted goes Apprise's own way, with the derived text.
Imports Apprise: load it late.
"""

from __future__ import annotations

import hashlib
import re
import smtplib
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from typing import Any

from apprise import NotifyFormat
from apprise.plugins.email.base import NotifyEmail, PGPMode
from apprise.plugins.email.smtp import AppriseSMTPController

from monitor.model import Message
from notifiers.clean import clean_line

_HalfTyped: Any = NotifyEmail  # Apprise annotates some of it, and wrongly in places


class AlertMail(_HalfTyped):  # type: ignore[misc]  # see above
    """One mailbox. `message` is what the next `send` carries; the caller keeps sends apart."""

    request_rate_per_sec = 1.0  # Apprise waits 5.5 s between mails, made for free mailboxes
    message: Message | None = None

    def send(self, body: str, title: str = "", **kwargs: Any) -> bool:
        """Send one mail to each target; True when the server took all of them."""
        message = self.message
        if message is None or self.pgp_mode != PGPMode.NONE:
            return bool(super().send(body, title=title, **kwargs))
        self.throttle()
        try:
            with self._connection() as smtp:
                sent = [smtp.sendmail(self.from_addr[1], to, mail) for to, mail in self._mails(message)]
        except (OSError, smtplib.SMTPException, RuntimeError) as error:
            self.logger.warning("The mail server could not be used.")
            self.logger.debug("Socket Exception: %s", error)
            return False
        return bool(sent) and all(sent)

    def _connection(self) -> AppriseSMTPController:
        return AppriseSMTPController(
            host=self.smtp_host,
            port=self.port,
            secure_mode=self.secure_mode,
            user=self.user,
            password=self.password,
            verify_certificate=self.verify_certificate,
            socket_connect_timeout=self.socket_connect_timeout,
        )

    def _mails(self, message: Message) -> list[tuple[list[str], str]]:
        """Envelope recipients and the mail, one a target."""
        made = []
        for name, address in self.targets:
            mail = self._mail(message)
            mail["To"] = formataddr((name, address))
            made.append(([address, *self.cc, *self.bcc], mail.as_string()))
        return made

    def _mail(self, message: Message) -> EmailMessage:
        """Everything but the recipient."""
        mail = EmailMessage()
        domain = self.from_addr[1].rpartition("@")[2]
        root = f"<{_word(message.key) or 'alert'}@{domain}>"
        mail["Subject"] = clean_line(message.title)
        mail["From"] = formataddr((self.from_addr[0] or self.app_id, self.from_addr[1]))
        mail["Date"] = format_datetime(datetime.now(UTC))
        mail["Message-ID"] = f"<{_word(message.key)}.{_digest(message)}@{domain}>"
        mail["References"] = mail["In-Reply-To"] = root
        mail["X-Alert-Id"] = clean_line(message.key)
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answer, please
        for header, addresses in (("Cc", self.cc), ("Reply-To", self.reply_to)):
            if addresses:
                mail[header] = ", ".join(formataddr((self.names.get(a) or "", a)) for a in sorted(addresses))
        for header, value in self.headers.items():
            del mail[header]
            mail[header] = value
        mail.set_content(message.text, cte="quoted-printable")
        if self.resolve_format(NotifyFormat.HTML) is NotifyFormat.HTML:  # else the address says format=text
            mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
        return mail


def _word(key: str) -> str:
    """The key in letters that may stand in a Message-ID (RFC 5322 atext)."""
    return re.sub(r"[^A-Za-z0-9]+", "-", key).strip("-")


def _digest(message: Message) -> str:
    return hashlib.sha256(f"{message.key}\n{message.title}\n{message.text}".encode()).hexdigest()[:24]
