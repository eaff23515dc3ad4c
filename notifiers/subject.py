"""The one line by which a message is known: subject of the mail, title in chat.

In: severity, headline, which telling and why. Out: '[HIGH] Headline (update 2: a new actor)', in the reader's words.
Channels read the severity back from it, so both directions stand here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from monitor.model import Alert, Delivery, Reason, Severity
from notifiers import words
from notifiers.clean import LINE, clean_line
from notifiers.language import ENGLISH, Reader

_SEVERITY = re.compile(r"\[([^\]]{1,40})\] ")


def subject(alert: Alert, delivery: Delivery, severity: Severity, *, reader: Reader = ENGLISH) -> str:
    """At most 180 characters; a long headline gives way, severity and update do not."""
    before = f"[{reader.severity(severity)}] "
    said = update(delivery, reader)
    after = f" ({said})" if said else ""
    return before + headline(alert, limit=LINE - len(before) - len(after)) + after


def headline(alert: Alert, *, limit: int = LINE) -> str:
    """The alert's title as one line; the rules that fired if it has none."""
    rules = ", ".join(dict.fromkeys(item.finding.match.title for item in alert.findings))
    return (
        clean_line(alert.title, limit)
        or clean_line(rules, limit)
        or clean_line(f"An alert without a title: {alert.key}", limit)
    )


def update(delivery: Delivery, reader: Reader = ENGLISH) -> str:
    """'update 2: a new actor' for a later telling, 'recovered' for an end, nothing for the first telling."""
    reasons = clean_line(", ".join(reader.say(why.value) for why in delivery.reasons if why is not Reason.NEW), 60)
    number = number_of(delivery)
    if number == 1 or Reason.NEW in delivery.reasons:
        return reasons
    return ": ".join(part for part in (reader.say("update", n=number), reasons) if part)


def number_of(delivery: Delivery) -> int:
    """Which message of the alert to this reader it is; tellings that were overtaken before they went out are none."""
    return delivery.message or delivery.telling


def severity_in(title: str) -> Severity | None:
    """The severity that `subject` wrote into a title; None for a title of another origin."""
    found = _SEVERITY.match(title)
    return _severities().get(found[1]) if found else None


@lru_cache(maxsize=1)
def _severities() -> dict[str, Severity]:
    """Every severity as any language writes it in a subject."""
    return {
        words.capital(words.say(severity.value, language), language): severity
        for severity in Severity
        for language in words.words()[severity.value]
    }
