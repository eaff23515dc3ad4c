"""Record articles in which no rule found anything, many in one transaction: most articles are such.

In: claims and their conclusions, none of which opens or touches a story. Out: the same rows as by `JoinSession.record`,
and the claims that were no longer ours, of which nothing is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from monitor.failpoints import failpoint
from monitor.storage.findings import forget_findings
from monitor.storage.frequencies import count_features
from monitor.storage.marks import Read, held, mark_read


def record_unmatched(connection: Connection, read: Sequence[Read], *, now: datetime) -> list[Read]:
    """Mark the articles as read and count them; returns those that were claimed anew or edited meanwhile."""
    rows = held(connection, [claim for claim, _ in read])
    kept = [one for one in read if one[0].item.id in rows.ours]
    if not kept:
        return list(read)
    mark_read(connection, kept, now=now)
    failpoint("read.in_record")
    forget_findings(connection, [claim.item for claim, _ in kept])
    count_features(connection, [done for claim, done in kept if claim.item.id in rows.first_time])
    failpoint("read.stored")
    return [one for one in read if one[0].item.id not in rows.ours]
