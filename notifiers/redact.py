"""Keeps the secrets of a channel's address out of everything that is logged, stored or shown.

In: the address, and words that may quote it. Out: the words with '***' for every part that could be a secret.
An address carries secrets in any place: user, password, path (Slack), host (`slack://TOKEN/…`), query (`?token=`).
"""

from __future__ import annotations

import base64
import re
from urllib.parse import parse_qsl, quote, quote_plus, unquote

HIDDEN = "***"
_HOST = re.compile(r"(localhost|[a-z0-9-]+(\.[a-z0-9-]+)+|\[[0-9a-f:]+\])(:\d+)?", re.IGNORECASE)
# Settings that are no secret and that an explanation may well name.
_PLAIN = frozenset(
    "smtp mode format overflow verify rto cto footer image timestamp blocks tz emojis method priority".split()  # noqa: SIM905 - a list reads worse
)


def secrets_of(url: str) -> tuple[str, ...]:
    """Every part of the address that may be secret, in all spellings in which libraries print it; longest first."""
    rest = url.partition("://")[2] or url
    base, _, query = rest.partition("?")
    authority, _, path = base.partition("/")
    userinfo, _, host = authority.rpartition("@")
    parts = [url, rest, userinfo, *userinfo.split(":"), *path.split("/")]
    parts += [] if _HOST.fullmatch(host) else [host, *host.split(":")]
    parts += [value for key, value in parse_qsl(query) if key.lower() not in _PLAIN]
    parts.append(base64.b64encode(unquote(userinfo).encode()).decode() if userinfo else "")
    spellings = {form for part in parts for form in (part, unquote(part), quote(part, safe=""), quote_plus(part))}
    return tuple(sorted((form for form in spellings if form.strip()), key=len, reverse=True))


def redact(text: str, secrets: tuple[str, ...]) -> str:
    """`text` without the secrets. One of up to three letters is hidden where it stands as a word of its own."""
    for secret in secrets:
        if len(secret) > 3:  # noqa: PLR2004 - shorter ones would black out half of every sentence
            text = text.replace(secret, HIDDEN)
        else:
            text = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", HIDDEN, text)
    return text
