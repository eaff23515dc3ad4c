"""Many tellings as one message. Pure.

In: tellings of one route to one recipient that may go out now, with their alerts. Out: the `Digest` that is rendered.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from monitor.model import Digest, DigestEntry, Severity


def digest_of(entries: Sequence[DigestEntry], *, now: datetime) -> Digest:
    """The digest of at least one telling: most severe first, then as they came."""
    ordered = sorted(entries, key=lambda entry: (-severity_of(entry).rank, entry.delivery.due_at, entry.delivery.id))
    first = ordered[0].delivery
    why = dict.fromkeys(entry.delivery.why for entry in ordered if entry.delivery.why)
    return Digest(route=first.route, recipient=first.recipient, at=now, why=tuple(why), entries=tuple(ordered))


def severity_of(entry: DigestEntry) -> Severity:
    """How severe what the reader is shown of the alert is."""
    return max((item.finding.match.severity for item in entry.findings), default=entry.alert.severity)
