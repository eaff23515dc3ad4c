"""The one line by which a message is known: subject of the mail, title in chat.

In: severity, headline, which telling and why. Out: '[HIGH] Headline (update 2: a new actor)'.
Channels read the severity back from it, so both directions stand here.
"""

from __future__ import annotations

import re

from monitor.model import Alert, Delivery, Reason, Severity
from notifiers.clean import LINE, clean_line

_SEVERITY = re.compile(r"\[([A-Z]+)\] ")


def subject(alert: Alert, delivery: Delivery, severity: Severity) -> str:
    """At most 180 characters; a long headline gives way, severity and update do not."""
    before = f"[{severity.upper()}] "
    after = f" ({update(delivery)})" if update(delivery) else ""
    return before + headline(alert, limit=LINE - len(before) - len(after)) + after


def headline(alert: Alert, *, limit: int = LINE) -> str:
    """The alert's title as one line; the rules that fired if it has none."""
    rules = ", ".join(dict.fromkeys(item.finding.match.title for item in alert.findings))
    return (
        clean_line(alert.title, limit)
        or clean_line(rules, limit)
        or clean_line(f"An alert without a title: {alert.key}", limit)
    )


def update(delivery: Delivery) -> str:
    """'update 2: a new actor' for a later telling, 'recovered' for an end, nothing for the first telling."""
    reasons = [str(reason) for reason in delivery.reasons if reason is not Reason.NEW]
    if delivery.telling == 1 or Reason.NEW in delivery.reasons:  # an earlier telling was overtaken before it went out
        return ", ".join(reasons)
    return ": ".join(part for part in (f"update {delivery.telling}", clean_line(", ".join(reasons), 60)) if part)


def severity_in(title: str) -> Severity | None:
    """The severity that `subject` wrote into a title; None for a title of another origin."""
    found = _SEVERITY.match(title)
    word = found[1].lower() if found else ""
    return Severity(word) if word in set(Severity) else None
