"""How often a publisher wants to be asked, as its answer says. In: headers. Out: times, clamped by who uses them.

`skipHours` and `skipDays` of RSS are not heeded: news do not keep office hours, and no client heeds them for long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_NOT_KEPT = re.compile(r"(?:^|[,\s])(?:no-cache|no-store)(?:$|[,;\s=])", re.IGNORECASE)


def fresh_for(headers: Mapping[str, str], *, now: datetime) -> timedelta | None:
    """How long a server calls its answer fresh: `Cache-Control: max-age` less `Age`, else `Expires`; None if unsaid.

    `headers` has lower-case names. What makes no sense counts as unsaid (RFC 9111, sections 4.2 and 5.3).
    """
    control = headers.get("cache-control", "")
    if _NOT_KEPT.search(control):
        return None
    stated = _MAX_AGE.search(control)
    if stated:
        age = headers.get("age", "").strip()
        seconds = int(stated[1]) - (int(age[:9]) if age.isascii() and age.isdigit() else 0)
        return timedelta(seconds=seconds) if seconds > 0 else None
    expires = _date(headers.get("expires"))
    if expires is None:
        return None
    left = expires - (_date(headers.get("date")) or now)
    return left if left > timedelta(0) else None


def _date(value: str | None) -> datetime | None:
    try:
        at = parsedate_to_datetime(value or "")
    except (ValueError, OverflowError, TypeError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
